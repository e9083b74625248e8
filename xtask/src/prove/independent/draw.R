# Random data and a random design, written as the files that the program reads. Numbers are rounded before they are
# written, so that whoever reads the files has them all.

ADJUSTMENTS <- c("none", "poststrata", "margins", "trimmed")
# Sampling units; small samples have fewer categories, so that no margin is empty.
SIZES <- c(60, 25, 14, 300, 120, 900)

pick <- function(from, n, weights = NULL) sample(from, n, TRUE, weights)

# Which parts the design number `at` has: the adjustments in turn, each with most combinations of the others.
parts <- function(at) {
  turn <- (at - 1) %% 4
  bits <- (7 + 3 * ((at - 1) %/% 4) + 5 * turn) %% 16
  has <- function(bit) bits %/% bit %% 2 == 1
  adjustment <- ADJUSTMENTS[turn + 1]
  list(adjustment = adjustment, strata = has(1), clusters = has(2), population = has(4),
       # Weights that are all alike leave nothing to trim.
       weights = has(8) || adjustment == "trimmed",
       # A stratum of one unit is measured from the mean of all units. Raked, that mean is not quite 0 and R does not ask.
       lonely = has(1) && adjustment %in% c("none", "poststrata") && at %% 8 < 3)
}

draw <- function(at) {
  set.seed(1997000 + at)
  plan <- parts(at)
  units <- SIZES[at %% 6 + 1]
  small <- units < 30
  names <- c("klein", "mittel", "groß", "sehr groß", "öffentlich")
  strata <- names[seq_len(max(2, min(5, units %/% 9)))]
  stratum <- sample(c(rep(strata, 2), pick(strata, units - 2 * length(strata))))
  if (plan$lonely) stratum <- c(stratum, "einzeln")
  n_units <- length(stratum)
  # The same name in two strata is two clusters.
  name <- if (plan$strata) ave(seq_along(stratum), stratum, FUN = seq_along) else seq_along(stratum)
  of <- rep(seq_len(n_units), if (plan$clusters) pick(1:7, n_units) else 1)
  n <- length(of)
  effect <- rnorm(n_units, 0, .6)[of]
  d <- data.frame(schicht = stratum[of], betrieb = paste0("B", name[of]))
  d$gewicht <- round(exp(rnorm(n_units, 1, .3)[of] + rnorm(n, 0, if (plan$adjustment == "trimmed") .9 else .4)), 4)
  d$kreis <- pick(c("Höxter", "Kreis Paderborn", if (!small) "Lippe"), n)
  d$branche <- pick(c("Bau", "Handel", if (!small) c("Industrie", "Pflege")), n, if (!small) c(4, 3, 2, .4))
  d$gruppe <- pick(c("a", "b", "c")[seq_len(if (small) 2 else 3)], n)
  d$umsatz <- round(exp(3 + effect + rnorm(n)), 2)
  d$plaetze <- round(runif(n, 1, 9), 3)
  d$urteil <- pmin(5, pmax(1, round(3 + effect + rnorm(n))))
  d$antwort <- ifelse(effect + rnorm(n) + (d$gruppe == "a") > .4, "stimme zu", pick(c("teils, teils", "lehne ab"), n))
  # An empty cell and a category of one person.
  d$antwort[d$gruppe == "b" & d$antwort == "lehne ab"] <- "teils, teils"
  d$antwort[which(d$gruppe == "a")[1]] <- "nie"
  for (column in c("umsatz", "plaetze", "urteil", "antwort", "gruppe")) {
    spared <- d[[column]] %in% "nie"
    d[[column]][runif(n) < .05 & !spared] <- NA
  }
  # A group too small for an error of its own.
  if (at %% 10 == 9) d$gruppe[which(d$antwort != "nie")[1]] <- "zu klein"
  known(plan, d, tapply(stratum, stratum, length), n_units)
}

# Adds what is known of the population.
known <- function(plan, d, sizes, n_units) {
  if (plan$population) {
    outside <- function(n) ceiling(n * runif(length(n), 1.05, 25))
    if (plan$strata) {
      plan$sizes <- setNames(outside(sizes), names(sizes))
      # Everybody of one stratum was asked.
      if (n_units %% 2 == 0) plan$sizes[1] <- sizes[1]
    } else {
      plan$sizes <- outside(n_units)
    }
  }
  base <- base_weights(plan, d, sizes, n_units)
  total <- round(sum(base) * 1.3)
  # Near what the sample says, so that the margins can hold.
  margin <- function(category) {
    sums <- tapply(base, category, sum) * runif(length(unique(category)), .8, 1.2)
    sums <- round(sums / sum(sums) * total, 1)
    sums[1] <- total - sum(sums[-1])
    sums
  }
  columns <- switch(plan$adjustment, none = NULL, poststrata = "kreis", c("branche", "kreis"))
  plan$margins <- sapply(columns, function(column) margin(d[[column]]), simplify = FALSE)
  plan$limits <- switch(plan$adjustment, margins = c(low = 0, high = 1000), trimmed = c(low = 1 / 3, high = 3))
  list(plan = plan, data = d)
}

base_weights <- function(plan, d, sizes, n_units) {
  if (plan$weights) return(d$gewicht)
  if (!plan$population) return(rep(1, nrow(d)))
  if (plan$strata) as.numeric((plan$sizes / sizes[names(plan$sizes)])[d$schicht]) else rep(plan$sizes / n_units, nrow(d))
}

# As a German spreadsheet writes it, or as all others do.
write_data <- function(d, file, german) {
  write.table(d, file, sep = if (german) ";" else ",", dec = if (german) "," else ".", na = if (german) "" else "NA",
              row.names = FALSE, qmethod = "double", fileEncoding = "UTF-8")
}

read_data <- function(file, german) {
  texts <- c("schicht", "betrieb", "kreis", "branche", "gruppe", "antwort")
  read.table(file, header = TRUE, sep = if (german) ";" else ",", dec = if (german) "," else ".", quote = "\"",
             na.strings = c("", "NA"), colClasses = setNames(rep("character", length(texts)), texts),
             fileEncoding = "UTF-8")
}

write_design <- function(plan, file) {
  entries <- function(values) paste0("\"", names(values), "\" = ", formatC(values, digits = 17, format = "g"))
  lines <- c(
    character(), if (plan$weights) "weight = \"gewicht\"", if (plan$strata) "strata = \"schicht\"",
    if (plan$clusters) "clusters = \"betrieb\"",
    if (plan$population && plan$strata) paste0("population = { ", paste(entries(plan$sizes), collapse = ", "), " }"),
    if (plan$population && !plan$strata) paste("population =", plan$sizes))
  table <- if (plan$adjustment == "poststrata") "poststrata" else "margins"
  for (column in names(plan$margins)) lines <- c(lines, sprintf("[%s.%s]", table, column), entries(plan$margins[[column]]))
  if (!is.null(plan$limits)) lines <- c(lines, "[trimming]", entries(plan$limits))
  writeLines(enc2utf8(lines), file, useBytes = TRUE)
}
