# Two groups on a five-point scale, given as counts per point: Welch's interval, Mann-Whitney without continuity
# correction, Benjamini-Hochberg. Base R only: Rscript audiences.R > audiences.json
pairs <- list(
  list(first = c(4, 9, 31, 60, 44), second = c(12, 40, 122, 301, 240)),
  list(first = c(0, 3, 12, 50, 83), second = c(88, 140, 201, 190, 96)),
  list(first = c(1, 0, 5, 7, 3), second = c(2, 6, 8, 9, 4)),
  list(first = c(20, 30, 40, 30, 20), second = c(21, 29, 41, 31, 19))
)
one <- function(pair) {
  a <- rep(1:5, pair$first)
  b <- rep(1:5, pair$second)
  welch <- t.test(b, a)
  rank <- suppressWarnings(wilcox.test(b, a, exact = FALSE, correct = FALSE))
  u <- unname(rank$statistic)
  c(pair, list(mean_first = mean(a), mean_second = mean(b), sd_first = sd(a), sd_second = sd(b),
    difference = mean(b) - mean(a), lo = welch$conf.int[1], hi = welch$conf.int[2],
    delta = 2 * u / (length(a) * length(b)) - 1, p = rank$p.value))
}
found <- lapply(pairs, one)
adjusted <- p.adjust(sapply(found, function(x) x$p), "BH")
number <- function(x) paste0("[", paste(formatC(x, digits = 17, format = "g"), collapse = ", "), "]")
value <- function(x) if (length(x) > 1) number(x) else formatC(x, digits = 17, format = "g")
rows <- mapply(function(x, p) {
  x$p_adjusted <- p
  paste0("  {", paste0("\"", names(x), "\": ", sapply(x, value), collapse = ", "), "}")
}, found, adjusted)
cat("[\n", paste(rows, collapse = ",\n"), "\n]\n", sep = "")
