# 50 random designs and what R's survey package (Debian: r-cran-survey) makes of them. Writes designs.json, which the
# tests read:   Rscript designs.R
# Wilson intervals are recomputed here from the package's variances: survey 4.1 has none.
suppressMessages({library(survey); library(jsonlite)})
set.seed(20201)

one <- function(number) {
  strata <- sample(1:4, 1)
  clustered <- number %% 3 == 0
  finite <- number %% 2 == 0
  margins <- number %% 5          # 3: one margin known, 4: two
  psus <- sample(4:9, strata, TRUE)
  per <- if (clustered) 4 else 3
  d <- do.call(rbind, lapply(1:strata, function(s) {
    psu <- rep(1:psus[s], each = per)
    data.frame(st = paste0("s", s), psu = if (clustered) paste0("p", psu) else paste0("p", seq_along(psu)))
  }))
  n <- nrow(d)
  d$w <- round(runif(n, 1, 6), 3)
  d$N <- ave(rep(1, n), d$st, FUN = length) * 3
  # No ties: svyranktest averages within them by the order of the rows.
  d$y <- round(rnorm(n, 5, 2) + as.numeric(factor(d$st)), 3) + seq_len(n) / 1e5
  d$x <- round(runif(n, 1, 9), 3)
  d$item <- sample(1:5, n, TRUE)
  d$item[sample(n, 4)] <- NA
  d$item0 <- ifelse(is.na(d$item), 0, d$item)   # a weight of 0 times NA would be NA
  d$yes <- as.numeric(runif(n) < 0.35)
  d$g <- sample(c("a", "b", "c"), n, TRUE, c(.4, .4, .2))
  d$c <- sample(c("u", "v", "w", "x"), n, TRUE)
  d$m1 <- sample(c("k", "l"), n, TRUE)
  d$m2 <- sample(c("p", "q", "r"), n, TRUE)
  design <- if (finite) svydesign(id = ~psu, strata = ~st, weights = ~w, fpc = ~N, nest = TRUE, data = d)
            else svydesign(id = ~psu, strata = ~st, weights = ~w, nest = TRUE, data = d)
  total <- round(sum(d$w) * 1.3)
  # Near what the sample says, so that the margins can hold.
  known_total <- function(m) {
    t <- tapply(d$w, m, sum) * runif(length(unique(m)), .8, 1.2)
    t <- round(t / sum(t) * total)
    t[1] <- total - sum(t[-1])
    t
  }
  t1 <- known_total(d$m1)
  t2 <- known_total(d$m2)
  known <- NULL
  if (margins == 3) {
    known <- list(m1 = as.list(t1))
    design <- calibrate(design, ~m1, c(`(Intercept)` = total, m1l = t1[["l"]]), calfun = "linear", epsilon = 1e-12)
  }
  if (margins == 4) {
    known <- list(m1 = as.list(t1), m2 = as.list(t2))
    design <- calibrate(design, ~m1 + m2,
      c(`(Intercept)` = total, m1l = t1[["l"]], m2q = t2[["q"]], m2r = t2[["r"]]),
      calfun = "raking", epsilon = 1e-13, maxit = 500)
  }
  figure <- function(s, v = FALSE) list(value = as.numeric(coef(s))[1], se = as.numeric(SE(s))[1])
  answered <- subset(design, !is.na(item))
  group <- subset(design, g == "a")
  share <- svymean(~yes, design)
  p <- coef(share)[[1]]; V <- vcov(share)[1, 1]; t <- qt(.975, degf(design))
  ne <- p * (1 - p) / V
  centre <- (p + t^2 / (2 * ne)) / (1 + t^2 / ne)
  half <- t * sqrt(p * (1 - p) / ne + t^2 / (4 * ne^2)) / (1 + t^2 / ne)
  q <- svyquantile(~y, design, .5, qrule = "hf2", interval.type = "mean")[[1]]
  chi <- svychisq(~g + c, design)
  d2 <- update(design, two = factor(ifelse(g == "a", "a", "z")))
  r2 <- svyranktest(y ~ two, d2)
  r3 <- svyranktest(y ~ g, design)
  table <- svymean(~interaction(g, c, lex.order = TRUE), design)
  dif <- svyglm(y ~ two, d2)
  list(
    data = as.list(d), clustered = clustered, finite = finite, margins = known,
    weights = as.numeric(weights(design)),
    df = degf(design),
    mean = figure(svymean(~y, design)), total = figure(svytotal(~y, design)),
    ratio = figure(svyratio(~y, ~x, design)),
    item = c(figure(svymean(~item0, answered)), df = degf(answered)),
    domain = c(figure(svymean(~y, group)), df = degf(group)),
    domain_total = figure(svytotal(~y, group)),
    share = list(value = p, se = sqrt(V), n_eff = ne, lo = max(0, centre - half), hi = centre + half),
    median = list(value = q[[1]], lo = q[[2]], hi = q[[3]], se = q[[4]]),
    difference = list(value = -coef(dif)[["twoz"]], se = SE(dif)[["twoz"]]),
    chi = list(f = chi$statistic[[1]], ndf = chi$parameter[["ndf"]], ddf = chi$parameter[["ddf"]], p = chi$p.value[[1]],
               shares = as.numeric(coef(table))),
    rank2 = list(t = r2$statistic[[1]], df = r2$parameter[[1]], p = r2$p.value[[1]]),
    rank3 = list(chisq = r3$parameter[[1]], ddf = r3$ddf, p = r3$p.value[[1]])
  )
}

cases <- lapply(1:50, one)
write(toJSON(cases, digits = 15, auto_unbox = TRUE, na = "null"), "designs.json")
