# Liest die Antworten und beschriftet sie, ohne weitere Pakete. Beide Dateien gehören in denselben Ordner, der das
# Arbeitsverzeichnis ist (setwd):
#   source("DIESE-DATEI.R", encoding = "UTF-8")
# Danach gibt es
#   answers          eine Zeile je Antwort; Auswahlfragen als factor, Zahlen und Skalen als numeric mit dem Attribut
#                    "labels", Tage als Date; jede Spalte mit dem Attribut "label"; wo keine Antwort ist, NA
#   missing_reasons  ebenso groß: warum dort keine Antwort ist
#   response_sets    die Spalten der Fragen mit mehreren Antworten

read_answers <- function(file) {
  raw <- read.csv(file, colClasses = "character", na.strings = character(0), check.names = FALSE,
                  quote = "\"", comment.char = "", encoding = "UTF-8", strip.white = FALSE, fill = FALSE,
                  skipNul = TRUE)
  list(raw = raw, data = list(), reasons = list())
}

# Nimmt den Apostroph weg, der einen Text davor bewahrt, eine Formel zu sein.
original <- function(x) {
  gsub("(^|[;,\t\r\n])'(?=['\" \u00a0\ufeff\u200b]*[=+@\t\r\uff1d\uff0b\uff0d\uff20\u2212-])", "\\1", x, perl = TRUE)
}

describe <- function(answers, column, name, form, label, codes = NULL, labels = NULL, missing = NULL, reasons = NULL) {
  raw <- answers$raw[[column]]
  why <- match(raw, as.character(missing))
  raw[!is.na(why)] <- NA
  if (form != "text") raw[!is.na(raw) & raw == ""] <- NA
  value <- switch(form,
    choice = factor(raw, levels = codes, labels = apart(labels, codes)),
    number = as.numeric(raw),
    day = as.Date(raw, format = "%Y-%m-%d"),
    computed = type.convert(original(raw), as.is = TRUE),
    original(raw))
  attr(value, "label") <- label
  if (form == "number" && length(codes) > 0) attr(value, "labels") <- structure(codes, names = labels)
  answers$data[[name]] <- value
  if (is.null(reasons)) why <- rep(NA_integer_, length(raw))
  answers$reasons[[name]] <- factor(as.character(reasons)[why], levels = as.character(reasons))
  answers
}

# Zwei Antworten können gleich heißen und sind doch zwei.
apart <- function(labels, codes) {
  same <- labels %in% labels[duplicated(labels)]
  labels[same] <- paste0(labels[same], " (", codes[same], ")")
  labels
}

finish_answers <- function(answers) {
  rows <- nrow(answers$raw)
  table <- function(columns) structure(columns, class = "data.frame", row.names = seq_len(rows))
  missing_reasons <<- table(answers$reasons)
  table(answers$data)
}
