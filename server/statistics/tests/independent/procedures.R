# What R itself makes of small random data, for procedures that no reference case covers. Writes procedures.json, which
# the tests read:   Rscript procedures.R
suppressMessages(library(jsonlite))
set.seed(1997)

tables <- list(
  matrix(c(3, 1, 1, 3), 2), matrix(c(7, 2, 0, 12), 2),
  matrix(c(1, 4, 3, 2, 0, 5, 6, 1, 2), 3), matrix(c(2, 9, 4, 1, 0, 3, 5, 5, 1, 2), 2))
bergsma <- function(m) {
  n <- sum(m); r <- nrow(m); k <- ncol(m)
  phi <- unname(chisq.test(m, correct = FALSE)$statistic) / n
  sqrt(max(0, phi - (r - 1) * (k - 1) / (n - 1)) / (min(r - (r - 1)^2 / (n - 1), k - (k - 1)^2 / (n - 1)) - 1))
}
fisher <- suppressWarnings(lapply(tables, function(m) {
  x <- chisq.test(m, correct = FALSE)
  list(rows = apply(m, 1, as.list), p = fisher.test(m)$p.value, x2 = unname(x$statistic), chi_p = x$p.value,
       corrected_v = bergsma(m))
}))

a <- sample(1:5, 24, TRUE); b <- sample(1:5, 31, TRUE, c(1, 1, 2, 3, 3))
tied <- wilcox.test(a, b, exact = FALSE, correct = FALSE)
u <- round(rnorm(9), 4); v <- round(rnorm(14, .8), 4)
exact <- wilcox.test(u, v, exact = TRUE)
first <- sample(1:5, 40, TRUE); second <- sample(1:5, 40, TRUE, c(3, 3, 2, 1, 1))
paired <- wilcox.test(first, second, paired = TRUE, exact = FALSE, correct = FALSE)
difference <- first - second

groups <- list(sample(1:5, 12, TRUE), sample(2:6, 15, TRUE), sample(1:6, 9, TRUE))
all <- unlist(groups); n <- length(all); r <- rank(all); g <- rep(1:3, lengths(groups))
ties <- sum(table(all)^3 - table(all)) / (12 * (n - 1))
pairs <- combn(3, 2)
z <- apply(pairs, 2, function(p) (mean(r[g == p[1]]) - mean(r[g == p[2]])) /
  sqrt((n * (n + 1) / 12 - ties) * (1 / sum(g == p[1]) + 1 / sum(g == p[2]))))
p <- 2 * pnorm(-abs(z))

x <- round(rnorm(14, 5), 3); y <- round(rnorm(20, 4.4, 2), 3)
welch <- t.test(x, y)

drivers <- attitude[, -1]
whole <- rowSums(attitude)
alpha <- function(d) ncol(d) / (ncol(d) - 1) * (1 - sum(apply(d, 2, var)) / var(rowSums(d)))
factor <- factanal(drivers, 1, control = list(opt = list(maxit = 5000, factr = 1e-3)))
l <- as.numeric(factor$loadings)
r2 <- function(cols) if (length(cols)) summary(lm(attitude$rating ~ ., drivers[cols]))$r.squared else 0
permutations <- function(v) if (length(v) <= 1) list(v) else
  do.call(c, lapply(seq_along(v), function(i) lapply(permutations(v[-i]), function(p) c(v[i], p))))
known <- new.env()
r2k <- function(cols) {
  key <- paste(c("k", sort(cols)), collapse = " ")
  if (is.null(known[[key]])) known[[key]] <- r2(sort(cols))
  known[[key]]
}
gains <- sapply(permutations(1:6), function(o) {
  gain <- numeric(6)
  for (i in 1:6) gain[o[i]] <- r2k(o[1:i]) - r2k(o[seq_len(i - 1)])
  gain
})
# Johnson: Z = PQ' of X = PDQ' is the orthonormal matrix nearest to X.
s <- svd(scale(drivers) / sqrt(29))
Z <- s$u %*% t(s$v)
beta <- t(Z) %*% (scale(attitude$rating) / sqrt(29))
Lambda <- t(Z) %*% (scale(drivers) / sqrt(29))
johnson <- as.numeric(t(Lambda^2) %*% beta^2)

items <- data.frame(p = sample(1:5, 120, TRUE), q = sample(1:5, 120, TRUE))
overall <- round(3 - .9 * (items$p <= 2) + .2 * (items$p == 5) - .1 * (items$q <= 2) + 1.1 * (items$q == 5) + rnorm(120, 0, .5), 3)
fit <- lm(overall ~ I(p <= 2) + I(p == 5) + I(q <= 2) + I(q == 5), items)

write(toJSON(list(
  fisher = fisher,
  tied = list(a = a, b = b, u = unname(tied$statistic), p = tied$p.value),
  exact = list(a = u, b = v, u = unname(exact$statistic), p = exact$p.value),
  paired = list(first = first, second = second, v = unname(paired$statistic), p = paired$p.value,
                dz = mean(difference) / sd(difference)),
  dunn = list(groups = groups, h = unname(kruskal.test(groups)$statistic), p_h = kruskal.test(groups)$p.value,
              z = z, p = p, adjusted = p.adjust(p, "BH")),
  welch = list(x = x, y = y, t = unname(welch$statistic), df = unname(welch$parameter), p = welch$p.value,
               lo = welch$conf.int[1], hi = welch$conf.int[2]),
  attitude = list(
    dropped = sapply(1:7, function(i) alpha(attitude[, -i])),
    item_total = sapply(1:7, function(i) cor(attitude[, i], whole - attitude[, i])),
    loadings = l, omega = sum(l)^2 / (sum(l)^2 + sum(1 - l^2)),
    lmg = rowMeans(gains), johnson = johnson, errors = unname(summary(lm(rating ~ ., attitude))$coefficients[-1, 2])),
  penalty = list(p = items$p, q = items$q, overall = overall, coefficients = unname(coef(fit)[-1]))
), digits = 15, auto_unbox = TRUE), "procedures.json")
