//! What a cell of a table tells, read back from its text.

use domain::{Locale, format};

/// How a cell is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Exact,
    AtMost,
    AtLeast,
    Interval,
    Hidden,
    Absent,
    Words,
}

impl Reading {
    /// In the order above.
    pub const CODES: [&str; 7] = ["exact", "at_most", "at_least", "interval", "hidden", "absent", "words"];
}

#[derive(Debug, PartialEq)]
pub struct Told {
    pub reading: Reading,
    pub value: Option<f64>,
    /// Lower and upper end of an interval.
    pub ends: Option<(f64, f64)>,
    /// Of numbers: whether they are per cents.
    pub is_percent: Option<bool>,
}

/// `is_interval`: whether the cell stands where intervals stand, and a single number is both ends of one.
pub fn told(cell: &str, is_interval: bool, locale: Locale) -> Told {
    let empty = |reading| Told { reading, value: None, ends: None, is_percent: None };
    match cell {
        "•" => return empty(Reading::Hidden),
        "–" | "" => return empty(Reading::Absent),
        _ => {}
    }
    let is_percent = Some(cell.contains('%'));
    let (reading, bare) = match (cell.strip_prefix('≤'), cell.strip_prefix('≥')) {
        (Some(rest), _) => (Reading::AtMost, rest.trim()),
        (_, Some(rest)) => (Reading::AtLeast, rest.trim()),
        _ => (Reading::Exact, cell),
    };
    if let Some(number) = format::read(bare, locale) {
        return match is_interval {
            true => Told { reading: Reading::Interval, value: None, ends: Some((number, number)), is_percent },
            false => Told { reading, value: Some(number), ends: None, is_percent },
        };
    }
    let (value, between) = around(cell, locale);
    match ends(between, locale) {
        Some(ends) => Told { reading: Reading::Interval, value, ends: Some(ends), is_percent },
        None => empty(Reading::Words),
    }
}

/// "12 (3 bis 20)": the number and what stands behind it in brackets.
fn around(cell: &str, locale: Locale) -> (Option<f64>, &str) {
    let parts = cell.strip_suffix(')').and_then(|cell| cell.split_once(" ("));
    match parts.and_then(|(value, between)| Some((format::read(value, locale)?, between))) {
        Some((value, between)) => (Some(value), between),
        None => (None, cell),
    }
}

fn ends(text: &str, locale: Locale) -> Option<(f64, f64)> {
    let (lower, upper) = text.split_once(if locale.is_german() { " bis " } else { " to " })?;
    Some((format::read(lower, locale)?, format::read(upper, locale)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts = (Reading, Option<f64>, Option<(f64, f64)>, Option<bool>);

    fn of(cell: &str, locale: Locale) -> Parts {
        let Told { reading, value, ends, is_percent } = told(cell, false, locale);
        (reading, value, ends, is_percent)
    }

    #[test]
    fn numbers_bounds_and_intervals_are_told_apart() {
        let german = |cell| of(cell, Locale::DeSie);
        assert_eq!(german("1.234,5"), (Reading::Exact, Some(1234.5), None, Some(false)));
        assert_eq!(german("12\u{202f}%"), (Reading::Exact, Some(12.0), None, Some(true)));
        assert_eq!(german("−0,35"), (Reading::Exact, Some(-0.35), None, Some(false)));
        assert_eq!(german("+7"), (Reading::Exact, Some(7.0), None, Some(false)));
        assert_eq!(german("≤\u{a0}10\u{202f}%"), (Reading::AtMost, Some(10.0), None, Some(true)));
        assert_eq!(german("≥ 90\u{202f}%"), (Reading::AtLeast, Some(90.0), None, Some(true)));
        assert_eq!(german("3\u{202f}% bis 9\u{202f}%"), (Reading::Interval, None, Some((3.0, 9.0)), Some(true)));
        assert_eq!(german("12 (−3 bis 20)"), (Reading::Interval, Some(12.0), Some((-3.0, 20.0)), Some(false)));
        assert_eq!(of("1,234.5 to 2,000", Locale::En), (Reading::Interval, None, Some((1234.5, 2000.0)), Some(false)));
    }

    #[test]
    fn hidden_none_and_words_hold_no_number() {
        let nothing = |reading| (reading, None, None, None);
        for (cell, reading) in [("•", Reading::Hidden), ("–", Reading::Absent), ("", Reading::Absent)] {
            assert_eq!(of(cell, Locale::DeSie), nothing(reading));
        }
        for cell in ["Hier handeln", "inf", "NaN", "1e5", "von 3 bis 9", "2 (von 3)", "−"] {
            assert_eq!(of(cell, Locale::DeSie), nothing(Reading::Words), "{cell}");
        }
    }

    #[test]
    fn an_interval_that_has_closed_is_still_one() {
        assert_eq!(told("0\u{202f}%", true, Locale::DeSie).ends, Some((0.0, 0.0)));
    }
}
