# Estimates and tests of the survey package. What it does not do, or does otherwise than the program documents, is worked
# out here from its designs: shares' intervals (Wilson on n* = p (1 - p) / V and t), trimmed weights, and totals where a
# stratum has one unit (R measures it from 0 there, though its manual says from the mean of all units).

ESTIMATES <- c("--mean", "umsatz", "--mean", "urteil", "--total", "umsatz", "--ratio", "umsatz/plaetze",
               "--share", "antwort=stimme zu", "--share", "antwort=nie", "--share", "kreis=Höxter")

# The commands, by what they are.
requests <- function(plan, d) {
  estimate <- c("estimate", "--data", "data.csv", "--design", "design.toml", ESTIMATES)
  crosstab <- function(rows, columns) c("crosstab", "--data", "data.csv", "--rows", rows, "--columns", columns)
  by <- c("--by", "gruppe")
  is_possible <- all_groups_have_units(plan, d)
  list(
    estimate = c(estimate, if (plan$adjustment != "trimmed") c("--median", "umsatz"), if (is_possible) by),
    refused = if (!is_possible) c(estimate, by),
    weighted = if (plan$adjustment != "trimmed") c(crosstab("antwort", "gruppe"), "--design", "design.toml"),
    small = crosstab("antwort", "branche"), plain = crosstab("kreis", "branche")) |> Filter(f = Negate(is.null))
}

# More units than strata among the answers to each question: else there is no error to tell.
all_groups_have_units <- function(plan, d) {
  unit <- paste(if (plan$strata) d$schicht, if (plan$clusters) d$betrieb else seq_len(nrow(d)))
  stratum <- if (plan$strata) d$schicht else rep(1, nrow(d))
  enough <- function(inside) length(unique(unit[inside])) > length(unique(stratum[inside]))
  answered <- list(!is.na(d$umsatz) & !is.na(d$plaetze), !is.na(d$urteil), !is.na(d$antwort))
  groups <- unique(na.omit(d$gruppe))
  all(sapply(answered, function(here) sapply(groups, function(group) enough(here & d$gruppe %in% group))))
}

figures <- function(plan, d, commands) {
  design <- designed(plan, d)
  weighted <- function() weighted_table(design, d$antwort, d$gruppe)
  found <- Map(function(kind, command) switch(kind,
    estimate = c(whole(design), estimates(design, if ("--by" %in% command) d$gruppe)),
    refused = c(refused = 1),
    weighted = weighted(), small = counts(d$antwort, d$branche), plain = counts(d$kreis, d$branche)
  ), names(commands), commands)
  lines <- Map(function(at, values) {
    values <- unlist(values)
    values <- values[is.finite(values)]
    paste(at, names(values), formatC(values, digits = 17, format = "g"), sep = "\t")
  }, seq_along(found), found)
  unlist(lines)
}

# The design of R, and with it what the estimates below ask for.
designed <- function(plan, d) {
  n <- nrow(d)
  d$size <- if (!plan$population) NA else if (plan$strata) as.numeric(plan$sizes[d$schicht]) else plan$sizes
  for (column in c("umsatz", "plaetze", "urteil")) d[[paste0(column, "0")]] <- ifelse(is.na(d[[column]]), 0, d[[column]])
  d$one <- 1
  design <- svydesign(
    id = if (plan$clusters) ~betrieb else ~1, strata = if (plan$strata) ~schicht, fpc = if (plan$population) ~size,
    weights = if (plan$weights) ~gewicht else if (!plan$population) ~one, nest = plan$strata, data = d)
  base <- as.numeric(weights(design))
  fraction <- if (plan$population) nrow(unique(cbind(design$strata, design$cluster))) / sum(plan$sizes) else 0
  made <- list(plan = plan, base = base, fraction = fraction, lonely = plan$lonely && plan$adjustment == "none",
               cut = rep(FALSE, n), beyond = rep(FALSE, n))
  if (plan$adjustment == "poststrata") {
    sums <- plan$margins$kreis
    design <- postStratify(design, ~kreis, data.frame(kreis = names(sums), Freq = as.numeric(sums)))
  }
  if (plan$adjustment %in% c("margins", "trimmed")) {
    # Weights by raking; errors from the residuals of a regression with the weights before it, which `calibrate` keeps and
    # `rake` does not.
    raked <- raked_weights(d, base, plan$margins)
    calibrated <- calibrate(design, ~branche + kreis, calibration_totals(plan$margins), calfun = "raking",
                            epsilon = 1e-12, maxit = 500)
    stopifnot(max(abs(weights(calibrated) / raked - 1)) < 1e-7)
    made$residual <- residuals_on(d, base)
    design <- calibrated
    if (plan$adjustment == "trimmed") {
      agree(sqrt(spread(c(made, list(design = calibrated, w = raked)), linear(raked, d$umsatz0, 1))),
            SE(svymean(~umsatz0, calibrated)))
      trimmed <- trimmed_weights(d, raked, plan)
      made[c("cut", "beyond")] <- trimmed[c("cut", "beyond")]
      design$postStrata <- NULL
      design$prob <- 1 / trimmed$weights
    }
  }
  c(made, list(design = design, w = as.numeric(weights(design))))
}

agree <- function(ours, theirs) stopifnot(abs(as.numeric(ours) / as.numeric(theirs) - 1) < 1e-8)

calibration_totals <- function(margins) {
  others <- unlist(lapply(names(margins), function(column) {
    sums <- margins[[column]]
    setNames(as.numeric(sums)[-1], paste0(column, names(sums)[-1]))
  }))
  c(`(Intercept)` = sum(margins[[1]]), others)
}

raked_weights <- function(d, from, margins) {
  d$from <- from
  known <- lapply(names(margins), function(column)
    setNames(data.frame(names(margins[[column]]), as.numeric(margins[[column]])), c(column, "Freq")))
  columns <- lapply(names(margins), function(column) as.formula(paste("~", column)))
  raked <- rake(svydesign(id = ~1, weights = ~from, data = d), columns, known,
                control = list(maxit = 1000, epsilon = 1e-12))
  as.numeric(weights(raked))
}

# Weights beyond the limits are cut and raked again, at most fifty times.
trimmed_weights <- function(d, weights, plan) {
  limits <- plan$limits * mean(weights)
  is_beyond <- function() weights < limits["low"] * (1 - 1e-9) | weights > limits["high"] * (1 + 1e-9)
  cut <- rep(FALSE, length(weights))
  for (round in 1:50) {
    if (!any(is_beyond())) break
    cut <- cut | is_beyond()
    weights <- raked_weights(d, pmin(pmax(weights, limits["low"]), limits["high"]), plan$margins)
  }
  list(weights = weights, cut = cut, beyond = is_beyond())
}

# z = w' e, with e from a regression on the margins by the weights before raking.
residuals_on <- function(d, base) {
  columns <- model.matrix(~branche + kreis, d)
  function(u, w) w * lm.wfit(columns, u / w, base)$residuals
}

# What each respondent adds to a ratio's error; to a total's if there is no denominator.
linear <- function(w, y, x = NULL, inside = rep(TRUE, length(w))) {
  if (is.null(x)) return(w * y * inside)
  below <- sum((w * x)[inside])
  w * (y - sum((w * y)[inside]) / below * x) * inside / below
}

# The design's variance of such contributions, worked out without `svymean`.
spread <- function(made, u) {
  design <- made$design
  if (!is.null(made$residual)) u <- made$residual(u, made$w)
  if (made$lonely) {
    # Strata of several units do not change when all units do; one by itself is then measured from the mean.
    unit <- paste(design$strata[, 1], design$cluster[, 1])
    u <- u - sum(u) / length(unique(unit)) / ave(u, unit, FUN = length)
  }
  as.numeric(svyrecvar(u, design$cluster, design$strata, design$fpc))
}

# Everybody, then each group.
estimates <- function(made, groups) {
  all <- rep(TRUE, length(made$w))
  found <- estimates_of(made, all, "")
  for (group in sort(unique(na.omit(groups)))) {
    found <- c(found, estimates_of(made, groups %in% group, paste0(group, " ")))
  }
  found
}

estimates_of <- function(made, here, group) {
  d <- made$design$variables
  answered <- function(column) here & !is.na(d[[column]])
  c(estimated(made, "mean", "umsatz", answered("umsatz"), group),
    estimated(made, "mean", "urteil", answered("urteil"), group),
    estimated(made, "total", "umsatz", answered("umsatz"), group),
    estimated(made, "ratio", c("umsatz", "plaetze"), answered("umsatz") & answered("plaetze"), group),
    share(made, "antwort", "stimme zu", answered("antwort"), group),
    share(made, "antwort", "nie", answered("antwort"), group),
    share(made, "kreis", "Höxter", answered("kreis"), group),
    if (made$plan$adjustment != "trimmed") med(made, "umsatz", answered("umsatz"), group))
}

# Value, standard error and degrees of freedom in the domain `inside`.
basic <- function(made, kind, columns, inside) {
  domain <- made$design[inside, ]
  filled <- paste0(columns, "0")
  top <- as.formula(paste("~", filled[1]))
  theirs <- switch(kind, mean = svymean(top, domain), total = svytotal(top, domain),
                   ratio = svyratio(top, as.formula(paste("~", filled[2])), domain))
  by_hand <- made$plan$adjustment == "trimmed" || (made$lonely && kind == "total")
  se <- as.numeric(SE(theirs))
  if (by_hand) {
    d <- made$design$variables
    below <- switch(kind, mean = 1, total = NULL, ratio = d[[filled[2]]])
    if (!is.null(below)) below <- rep_len(below, nrow(d))
    se <- sqrt(spread(made, linear(made$w, d[[filled[1]]], below, inside)))
  }
  list(value = as.numeric(coef(theirs)), se = se, df = degf(domain), domain = domain)
}

item <- function(group, name, kind, ...) {
  values <- c(...)
  setNames(values, paste0("items/", group, name, " ", kind, "/", names(values)))
}

estimated <- function(made, kind, columns, inside, group) {
  found <- basic(made, kind, columns, inside)
  ends <- found$value + c(-1, 1) * qt(.975, found$df) * found$se
  values <- c(value = found$value, se = found$se, df = found$df, n = sum(inside), `ci95/0` = ends[1], `ci95/1` = ends[2])
  names(values)[1:2] <- switch(kind, mean = c("mean", "se"), ratio = c("ratio", "se"), total = c("total", "total_se"))
  if (kind == "mean") values <- c(values, effects(made, found, columns, inside))
  item(group, paste(columns, collapse = "/"), kind, values)
}

# Design effects: the variance over that of a simple sample, drawn without and with replacement.
effects <- function(made, found, column, inside) {
  y <- as.formula(paste0("~", column, "0"))
  n <- sum(inside)
  N <- sum(made$w[inside])
  simple <- as.numeric(svyvar(y, found$domain)) / n
  c(deff_wo = if (N - n > 1e-9 * N) found$se^2 / (simple * (1 - n / N)) else NA, deff_replace = found$se^2 / simple)
}

share <- function(made, column, value, inside, group) {
  made$design$variables$is0 <- as.numeric(made$design$variables[[column]] %in% value)
  found <- basic(made, "mean", "is", inside)
  w <- made$w[inside]
  p <- found$value
  variance <- found$se^2
  # A variance of 0 says nothing: what the weights leave of n counts.
  if (min(p, 1 - p) < 1e-12 || variance < 1e-20) {
    p <- if (min(p, 1 - p) < 1e-12) round(p) else p
    variance <- 0
    n_eff <- if (made$fraction < 1) sum(w)^2 / sum(w^2) / (1 - made$fraction) else Inf
  } else {
    n_eff <- p * (1 - p) / variance
  }
  item(group, paste0(column, "=", value), "p", c(
    p = p, se = sqrt(variance), df = found$df, n = sum(inside), n_eff = n_eff, wilson(p, n_eff, qt(.975, found$df))))
}

wilson <- function(p, n, t) {
  if (!is.finite(n)) return(c(lo = p, hi = p))
  centre <- p + t^2 / (2 * n)
  half <- t * sqrt(p * (1 - p) / n + t^2 / (4 * n^2))
  c(lo = max(0, (centre - half) / (1 + t^2 / n)), hi = min(1, (centre + half) / (1 + t^2 / n)))
}

med <- function(made, column, inside, group) {
  y <- made$design$variables[[column]]
  domain <- made$design[inside, ]
  found <- svyquantile(as.formula(paste0("~", column, "0")), domain, .5, qrule = "hf2", interval.type = "mean")[[1]]
  # R has no end where the interval of the share leaves 0 to 1: the smallest or largest value then. Nor has survey 4.1
  # where it begins within the smallest value's weight: that value, of which R takes the second.
  domain <- update(domain, below = as.numeric(domain$variables[[paste0(column, "0")]] <= found[1]))
  from <- confint(svymean(~below, domain), df = degf(domain))[1]
  smallest <- inside & y %in% min(y[inside])
  lo <- if (is.finite(found[2]) && from >= sum(made$w[smallest]) / sum(made$w[inside])) found[2] else min(y[inside])
  hi <- if (is.finite(found[3])) found[3] else max(y[inside])
  item(group, column, "median", c(
    median = found[1], se = (hi - lo) / (2 * qt(.975, degf(domain))), n = sum(inside), `ci95/0` = lo, `ci95/1` = hi))
}

whole <- function(made) {
  w <- made$w
  n <- length(w)
  kish <- sum(w)^2 / sum(w^2)
  found <- c(n = n, df = degf(made$design), kish_deff = n / kish, kish_neff = kish)
  margins <- sort(names(made$plan$margins))
  if (!length(margins)) return(found)
  cells <- do.call(paste, made$design$variables[margins])
  means <- tapply(w, cells, mean)
  c(found, setNames(as.numeric(means), paste0("cell_weights/", names(means), "/", length(margins))),
    `raking/trimmed` = mean(made$cut), `raking/beyond_limits` = mean(made$beyond))
}

cramer <- function(x2, n, r, k) {
  room <- min(r - (r - 1)^2 / (n - 1), k - (k - 1)^2 / (n - 1)) - 1
  c(cramers_v = min(1, sqrt(x2 / n / (min(r, k) - 1))),
    cramers_v_corrected = if (room > 0) min(1, sqrt(max(0, x2 / n - (r - 1) * (k - 1) / (n - 1)) / room)) else 0)
}

cells <- function(table, field, values = table) {
  names <- expand.grid(row = rownames(table), column = colnames(table))
  setNames(as.numeric(values), paste0("items/", names$column, " ", names$row, "/", field))
}

# Two columns with the design: Rao and Scott.
weighted_table <- function(made, rows, columns) {
  both <- !is.na(rows) & !is.na(columns)
  counted <- table(rows[both], columns[both])
  n <- sum(both)
  # Outside of the domain anything may stand, but for a gap.
  made$design$variables$r <- ifelse(both, rows, rows[both][1])
  made$design$variables$c <- ifelse(both, columns, columns[both][1])
  domain <- made$design[both, ]
  # Too many empty cells: its matrix is singular.
  test <- tryCatch(svychisq(~r + c, domain), error = function(why) if (grepl("singular", why)) NULL else stop(why))
  if (is.null(test)) return(c(refused = 1))
  df <- degf(domain)
  if (nrow(domain) == n) agree(test$parameter[["ddf"]], test$parameter[["ndf"]] * df)
  # R keeps respondents of weight 0 in n and in the degrees of freedom, which F and ndf do not depend on.
  ddf <- test$parameter[["ndf"]] * df
  shares <- svytable(~r + c, domain, Ntotal = 1)[rownames(counted), colnames(counted)]
  x2 <- suppressWarnings(chisq.test(shares * n, correct = FALSE))$statistic[[1]]
  f <- test$statistic[[1]]
  c(n = n, X2 = x2, F = f, ndf = test$parameter[["ndf"]], ddf = ddf,
    p = pf(f, test$parameter[["ndf"]], ddf, lower.tail = FALSE), cramer(x2, n, nrow(counted), ncol(counted)),
    `method=rao_scott` = 1, cells(counted, "count"), cells(counted, "share", shares))
}

# Two columns as they are. The p value of a permutation is left to chance, and out.
counts <- function(rows, columns) {
  counted <- table(rows, columns)
  n <- sum(counted)
  test <- suppressWarnings(chisq.test(counted, correct = FALSE))
  method <- if (min(test$expected) >= 5) "chi_square" else if (all(dim(counted) == 2)) "fisher" else "permutation"
  p <- switch(method, chi_square = test$p.value, fisher = fisher.test(counted)$p.value, permutation = NA)
  c(n = n, X2 = test$statistic[[1]], df = test$parameter[[1]], p = p, p_chi_square = test$p.value,
    smallest_expected = min(test$expected), cramer(test$statistic[[1]], n, nrow(counted), ncol(counted)),
    setNames(1, paste0("method=", method)), cells(counted, "count"), cells(counted, "share", counted / n))
}
