//! Words that several charts share, German first.

use domain::{
    Locale, format,
    guard::Guard,
    report::{Bound, Cell, Estimate},
};

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absence {
    Suppressed,
    Empty,
}

impl Absence {
    /// In a table.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Absence::Suppressed => "•",
            Absence::Empty => "–",
        }
    }

    /// In a picture.
    pub(crate) fn note(self, locale: Locale) -> &'static str {
        match (self, locale.is_german()) {
            (Absence::Suppressed, true) => "ausgeblendet: zu wenige oder alle gleich",
            (Absence::Suppressed, false) => "hidden: too few or all alike",
            (Absence::Empty, true) => "keine Antwort, die zählt",
            (Absence::Empty, false) => "no answer that counts",
        }
    }

    pub(crate) fn title(self, locale: Locale) -> &'static str {
        match (self, locale.is_german()) {
            (Absence::Suppressed, true) => "Nicht gezeigt, damit niemand erkennbar wird",
            (Absence::Suppressed, false) => "Not shown, so that nobody can be identified",
            (Absence::Empty, true) => "Keine Antwort, die zählt",
            (Absence::Empty, false) => "No answer that counts",
        }
    }

    pub(crate) fn sentences(self, locale: Locale) -> &'static str {
        match (self, locale.is_german()) {
            (Absence::Suppressed, true) => {
                "Das Ergebnis ist ausgeblendet: Zu wenige haben geantwortet, oder fast alle dasselbe. So bleibt niemand erkennbar."
            }
            (Absence::Suppressed, false) => {
                "The result is hidden: too few have answered, or nearly all the same. This way nobody can be identified."
            }
            (Absence::Empty, true) => {
                "Es liegt kein Ergebnis vor: Niemand kam zu dieser Frage, oder alle haben sie ausgelassen oder „weiß nicht“ gesagt. Sagen das viele, ist eine Frage oft zu schwer gestellt."
            }
            (Absence::Empty, false) => {
                "There is no result: nobody came to this question, or all left it out or said “don’t know”. Where many do, a question is often too hard."
            }
        }
    }
}

/// What is in a cell, or why nothing is.
pub(crate) fn present<T>(cell: &Cell<T>) -> Result<&T, Absence> {
    match cell {
        Cell::Shown(value) => Ok(value),
        Cell::Suppressed => Err(Absence::Suppressed),
        Cell::Empty => Err(Absence::Empty),
    }
}

/// A cell of a table: the value as `write` puts it, "•" or "–".
pub(crate) fn cell<T>(cell: &Cell<T>, write: impl FnOnce(&T) -> String) -> String {
    present(cell).map_or_else(|absence| absence.sign().to_owned(), write)
}

/// „Übernahme“: a label as subject of a sentence, singular whatever it says.
pub(crate) fn quote(label: &str, locale: Locale) -> String {
    if locale.is_german() { format!("„{label}“") } else { format!("“{label}”") }
}

/// A share, "≤ 5 %" where only a bound may be told.
pub(crate) fn share(estimate: &Estimate, locale: Locale) -> String {
    let percent = format::percent(estimate.value, 0, locale);
    match estimate.bound() {
        Bound::None => percent,
        Bound::AtMost => format!("≤\u{a0}{percent}"),
        Bound::AtLeast => format!("≥\u{a0}{percent}"),
    }
}

/// The interval of a share, "–" where there is none to tell.
pub(crate) fn interval(estimate: &Estimate, n: u64, locale: Locale) -> String {
    if estimate.bound() != Bound::None || !Guard::of(n).bears_interval() {
        return Absence::Empty.sign().to_owned();
    }
    range(&format::percent(estimate.lo, 0, locale), &format::percent(estimate.hi, 0, locale), locale)
}

/// An interval with decimals.
pub(crate) fn decimals(estimate: &Estimate, places: usize, n: u64, locale: Locale) -> String {
    if !Guard::of(n).bears_interval() {
        return Absence::Empty.sign().to_owned();
    }
    range(&format::number(estimate.lo, places, locale), &format::number(estimate.hi, places, locale), locale)
}

/// "3 bis 5", or one value where both are the same.
pub(crate) fn range(least: &str, most: &str, locale: Locale) -> String {
    match (least == most, locale.is_german()) {
        (true, _) => least.to_owned(),
        (false, true) => format!("{least} bis {most}"),
        (false, false) => format!("{least} to {most}"),
    }
}

/// How sure a first place is: a title must not claim what the intervals do not carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    /// The interval of no other reaches it.
    Sure,
    /// The second is well behind, and yet may be first.
    Unsure,
    /// With so many others that nobody would call them behind.
    Level(usize),
}

/// Shares that differ by no more than this read as the same.
pub(crate) const LEVEL_SHARES: f64 = 0.05;
/// And so do mean places.
pub(crate) const LEVEL_PLACES: f64 = 0.25;
/// More than these are not counted out in a title.
const NAMED: usize = 3;

/// `others`: the second and those after it. `level`: how far apart two values may be that read as the same. Of very few
/// answers (`n`) nobody knows who may be first.
///
/// N.B. Intervals that overlap prove no tie, but a title that claims a first place must not rest on them.
pub(crate) fn lead<'a>(first: &Estimate, others: impl IntoIterator<Item = &'a Estimate>, level: f64, n: u64) -> Lead {
    let has_interval = Guard::of(n).bears_interval();
    let overlaps = |other: &Estimate| !has_interval || (other.hi >= first.lo && other.lo <= first.hi);
    let mut others = others.into_iter().take_while(|other| overlaps(other)).peekable();
    if others.peek().is_none() {
        return Lead::Sure;
    }
    // A bound says nothing of how far its figure lies from one that is told.
    let is_level = |other: &&Estimate| other.bound() == first.bound() && (other.value - first.value).abs() <= level;
    match others.take_while(is_level).count() {
        0 => Lead::Unsure,
        level => Lead::Level(level),
    }
}

impl Lead {
    /// How many a picture shows as those in front.
    pub(crate) fn in_front(self) -> usize {
        match self {
            Lead::Sure | Lead::Unsure => 1,
            Lead::Level(others) if others < NAMED => 1 + others,
            Lead::Level(_) => 1,
        }
    }

    /// The title: `first` and its `value`, what is said of it where it leads, and the names of those behind it.
    pub(crate) fn title(self, names: &[String], value: &str, leads: &str, second: &str, locale: Locale) -> String {
        let first = &names[0];
        match (self, locale.is_german()) {
            (Lead::Sure, _) => format!("{first} {leads} ({value})"),
            (Lead::Unsure, true) => format!("{first} {leads} ({value}), aber nicht sicher vor {} ({second})", names[1]),
            (Lead::Unsure, false) => {
                format!("{first} {leads} ({value}), though not surely ahead of {} ({second})", names[1])
            }
            (Lead::Level(others), german) if others < NAMED => {
                let level = list(&names[..=others], locale);
                if german {
                    format!("{level} liegen fast gleichauf vorn")
                } else {
                    format!("{level} lead almost level")
                }
            }
            (Lead::Level(_), true) => format!("Mehrere liegen fast gleichauf vorn, darunter {first} ({value})"),
            (Lead::Level(_), false) => format!("Several lead almost level, among them {first} ({value})"),
        }
    }
}

/// „A“, „B“ und „C“.
pub(crate) fn list(labels: &[String], locale: Locale) -> String {
    let and = if locale.is_german() { "und" } else { "and" };
    match labels {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}

/// What stands above intervals in a table, and before one in a row of its own.
pub fn interval_head(locale: Locale) -> &'static str {
    if locale.is_german() { "Unsicherheit (95\u{202f}%)" } else { "Uncertainty (95%)" }
}

/// The row of a table that tells the base.
pub(crate) fn valid(locale: Locale) -> &'static str {
    if locale.is_german() { "gültige Antworten (n)" } else { "valid answers (n)" }
}

pub(crate) fn very_few(locale: Locale) -> &'static str {
    if locale.is_german() { "sehr kleine Fallzahl" } else { "very few answers" }
}

pub(crate) fn source(who: &str, locale: Locale) -> String {
    if locale.is_german() { format!("Quelle: {who}") } else { format!("Source: {who}") }
}

pub(crate) fn answers(base: Option<(u64, u64)>, locale: Locale) -> String {
    let Some((least, most)) = base else { return String::new() };
    let range = range(&format::count(least, locale), &format::count(most, locale), locale);
    match (locale.is_german(), most) {
        (true, 1) => "1 Antwort".to_owned(),
        (true, _) => format!("{range} Antworten"),
        (false, 1) => "1 answer".to_owned(),
        (false, _) => format!("{range} answers"),
    }
}

/// First to last day of the fieldwork.
pub fn days(first: &str, last: &str, locale: Locale) -> String {
    let year = last.get(..4).filter(|year| first.starts_with(year));
    let (from, to) = (format::date(first, locale), format::date(last, locale));
    let from = match year {
        Some(year) if from != to => from.trim_end_matches(year).trim_end(),
        _ => &from,
    };
    range(from, &to, locale)
}
