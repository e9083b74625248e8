# Random designs, and what R's survey package makes of them:
#     Rscript survey.R FOLDER DESIGNS
# Per design a folder with data.csv, design.toml, commands.txt (arguments of `analyse`, a command a line, tabs between)
# and figures.txt: the number of the command, the place in its JSON and the value, with tabs between. A command that must
# be refused has the one line `refused`. Where a design has clusters, shuffled.txt holds the figures after the respondents
# were dealt out to the clusters anew: whoever compares must notice.

suppressPackageStartupMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 15)
here <- dirname(sub("--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
source(file.path(here, "draw.R"), encoding = "UTF-8")
source(file.path(here, "estimates.R"), encoding = "UTF-8")

asked <- commandArgs(trailingOnly = TRUE)
for (at in seq_len(as.integer(asked[2]))) {
  folder <- file.path(asked[1], at)
  dir.create(folder)
  drawn <- draw(at)
  plan <- drawn$plan
  german <- at %% 2 == 0
  write_data(drawn$data, file.path(folder, "data.csv"), german)
  write_design(plan, file.path(folder, "design.toml"))
  d <- read_data(file.path(folder, "data.csv"), german)
  commands <- requests(plan, d)
  writeLines(enc2utf8(sapply(commands, paste, collapse = "\t")), file.path(folder, "commands.txt"), useBytes = TRUE)
  answer <- function(d, file) writeLines(enc2utf8(figures(plan, d, commands)), file.path(folder, file), useBytes = TRUE)
  answer(d, "figures.txt")
  if (plan$clusters) {
    d$betrieb <- ave(d$betrieb, if (plan$strata) d$schicht else rep(1, nrow(d)), FUN = sample)
    answer(d, "shuffled.txt")
  }
}
