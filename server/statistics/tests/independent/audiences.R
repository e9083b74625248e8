# Two groups on a five-point scale, given as counts per point: Welch's interval, Mann-Whitney without continuity
# correction (exact below 30 answers: every way to deal out so many of all answers), Benjamini-Hochberg. Base R only: Rscript audiences.R > audiences.json
pairs <- list(
  list(first = c(4, 9, 31, 60, 44), second = c(12, 40, 122, 301, 240)),
  list(first = c(0, 3, 12, 50, 83), second = c(88, 140, 201, 190, 96)),
  list(first = c(1, 0, 5, 7, 3), second = c(2, 6, 8, 9, 4)),
  list(first = c(20, 30, 40, 30, 20), second = c(21, 29, 41, 31, 19))
)
exact <- function(few, others) {
  all <- few + others
  ranks <- sapply(1:5, function(point) mean(which(rep(1:5, all) == point)))
  deals <- as.matrix(expand.grid(lapply(all, function(count) 0:min(count, sum(few)))))
  deals <- deals[rowSums(deals) == sum(few), , drop = FALSE]
  ways <- apply(deals, 1, function(deal) prod(choose(all, deal)))
  away <- abs(deals %*% ranks - sum(few) * (sum(all) + 1) / 2)
  own <- abs(sum(few * ranks) - sum(few) * (sum(all) + 1) / 2)
  sum(ways[away >= own - 1e-9]) / sum(ways)
}
one <- function(pair) {
  a <- rep(1:5, pair$first)
  b <- rep(1:5, pair$second)
  welch <- t.test(b, a)
  rank <- suppressWarnings(wilcox.test(b, a, exact = FALSE, correct = FALSE))
  u <- unname(rank$statistic)
  small <- if (length(a) < length(b)) list(pair$first, pair$second) else list(pair$second, pair$first)
  p <- if (sum(small[[1]]) < 30) exact(small[[1]], small[[2]]) else rank$p.value
  c(pair, list(mean_first = mean(a), mean_second = mean(b), sd_first = sd(a), sd_second = sd(b),
    difference = mean(b) - mean(a), lo = welch$conf.int[1], hi = welch$conf.int[2],
    delta = 2 * u / (length(a) * length(b)) - 1, p = p))
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
