//! What a reader must know of a figure before using it: marked in the table, explained below the picture.

use domain::{Locale, figure::Figure, guard::Flag};

use crate::words::Absence;

/// The marks of the rows of a table. There is a column for them only where one row has a mark.
pub(crate) struct Flags {
    rows: Vec<Vec<Flag>>,
    /// So many cells of a row say whose figures the others are.
    labels: usize,
}

impl Flags {
    pub(crate) fn of(rows: impl IntoIterator<Item = Vec<Flag>>) -> Flags {
        Flags { rows: rows.into_iter().collect(), labels: 1 }
    }

    /// Of a table whose rows have so many labels.
    pub(crate) fn beside(self, labels: usize) -> Flags {
        Flags { labels, ..self }
    }

    fn is_empty(&self) -> bool {
        self.rows.iter().all(Vec::is_empty)
    }

    /// The figure with its marks. Rows beyond those that were asked about are hidden ones.
    pub(crate) fn mark(&self, mut figure: Figure, locale: Locale) -> Figure {
        if self.is_empty() {
            return figure;
        }
        figure.table.head.push((if locale.is_german() { "Hinweis" } else { "Note" }).to_owned());
        for (at, row) in figure.table.rows.iter_mut().enumerate() {
            let marks: Vec<&str> = self.rows.get(at).into_iter().flatten().map(|flag| word(*flag, locale)).collect();
            let is_hidden = row.iter().skip(self.labels).all(|cell| cell == Absence::Suppressed.sign());
            row.push(match (is_hidden, marks.is_empty()) {
                (true, _) => Absence::Suppressed.sign().to_owned(),
                (false, true) => Absence::Empty.sign().to_owned(),
                (false, false) => marks.join(", "),
            });
        }
        self.explain(figure, locale)
    }

    /// Of figures whose table has no row per question.
    pub(crate) fn explain(&self, mut figure: Figure, locale: Locale) -> Figure {
        let mut flags: Vec<Flag> = self.rows.concat();
        flags.sort();
        flags.dedup();
        for flag in flags {
            figure.source = format!("{} · {}", figure.source, explanation(flag, locale));
        }
        figure
    }
}

fn word(flag: Flag, locale: Locale) -> &'static str {
    match (flag, locale.is_german()) {
        (Flag::Vague, true) => "unscharf",
        (Flag::Vague, false) => "vague",
        (Flag::DontKnow, true) => "Wissenslücke",
        (Flag::DontKnow, false) => "knowledge gap",
        (Flag::NoAnswer, true) => "viele ohne Angabe",
        (Flag::NoAnswer, false) => "many without an answer",
    }
}

fn explanation(flag: Flag, locale: Locale) -> &'static str {
    match (flag, locale.is_german()) {
        (Flag::Vague, true) => "unscharf: Unsicherheit über ±0,5 Punkte oder ±15 Prozentpunkte",
        (Flag::Vague, false) => "vague: uncertainty above ±0.5 points or ±15 percentage points",
        (Flag::DontKnow, true) => "Wissenslücke: mehr als 20\u{202f}% sagen „weiß nicht“",
        (Flag::DontKnow, false) => "knowledge gap: more than 20% say “don’t know”",
        (Flag::NoAnswer, true) => "viele ohne Angabe: mehr als 10\u{202f}% der Gefragten",
        (Flag::NoAnswer, false) => "many without an answer: more than 10% of those asked",
    }
}
