//! What may stand in a cell: codes for missing answers, and texts that no spreadsheet takes for a formula.

use domain::Missing;

use super::column::Content;

/// Why a cell has no answer, "not asked" among the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    NotAsked,
    Missing(Missing),
}

impl Gap {
    pub const ALL: [Gap; 4] = [
        Gap::Missing(Missing::NotApplicable),
        Gap::NotAsked,
        Gap::Missing(Missing::DontKnow),
        Gap::Missing(Missing::NoAnswer),
    ];

    /// −6 to −9.
    fn number(self) -> i64 {
        match self {
            Gap::Missing(Missing::NotApplicable) => -6,
            Gap::NotAsked => -7,
            Gap::Missing(Missing::DontKnow) => -8,
            Gap::Missing(Missing::NoAnswer) => -9,
        }
    }

    /// The code in columns with this content. Where a number may itself be that small, the codes get as many zeros as
    /// it takes to lie below every number that may be answered.
    pub fn code(self, content: &Content) -> i64 {
        self.number() * zeros(content)
    }

    pub fn parse(text: &str, content: &Content) -> Option<Gap> {
        let code = text.parse::<i64>().ok()?;
        Gap::ALL.into_iter().find(|gap| gap.code(content) == code)
    }

    /// German, for the codebook.
    pub fn label(self) -> &'static str {
        match self {
            Gap::Missing(Missing::NotApplicable) => "trifft nicht zu",
            Gap::NotAsked => "nicht gefragt",
            Gap::Missing(Missing::DontKnow) => "weiß nicht",
            Gap::Missing(Missing::NoAnswer) => "keine Angabe",
        }
    }
}

fn zeros(content: &Content) -> i64 {
    let Content::Number { min } = content else { return 1 };
    let mut factor = 1;
    while (-6 * factor) as f64 >= *min && factor < 1_000_000_000_000_000 {
        factor *= 10;
    }
    factor
}

/// Spreadsheets also split at these if they are told (or guess) another separator.
const SEPARATORS: [char; 5] = [';', ',', '\t', '\n', '\r'];

/// A text that stays a text in every spreadsheet: `'` goes before anything that would begin a formula, at the start
/// and after every separator. [`original`] takes it away again.
pub fn inert(text: &str) -> String {
    parts(text).fold(String::with_capacity(text.len()), |mut cell, part| {
        if begins_formula(part) {
            cell.push('\'');
        }
        cell.push_str(part);
        cell
    })
}

/// What [`inert`] was given.
pub fn original(cell: &str) -> String {
    parts(cell).map(|part| part.strip_prefix('\'').filter(|_| begins_formula(part)).unwrap_or(part)).collect()
}

/// Cut after each separator, which stays with what is before it.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(SEPARATORS)
}

/// Blanks, quotation marks and apostrophes before it do not count: programs strip them, or another `'` has been put
/// there before.
fn begins_formula(part: &str) -> bool {
    let start = part.trim_start_matches(['\'', '"', ' ', '\u{a0}', '\u{feff}', '\u{200b}']);
    start.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠', '−'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_become_texts() {
        for text in ["=1+1", "+49", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\u{feff}=1", "\"=1", "−1"] {
            assert!(inert(text).starts_with('\''), "{text:?} became {:?}", inert(text));
        }
        assert_eq!(inert("gut; =cmd|' /C calc'!A0"), "gut;' =cmd|' /C calc'!A0");
        assert_eq!(inert("oben\n@unten"), "oben\n'@unten");
        for text in ["", "a-b", "'s geht so", "3 - 1", "E-Mail: a@b"] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn codes_lie_below_every_number_that_may_be_answered() {
        let codes = |min| Gap::ALL.map(|gap| gap.code(&Content::Number { min }));
        assert_eq!(codes(0.0), [-6, -7, -8, -9]);
        assert_eq!(codes(-6.0), [-60, -70, -80, -90]);
        assert_eq!(codes(-100.0), [-600, -700, -800, -900]);
        assert_eq!(Gap::parse("-700", &Content::Number { min: -100.0 }), Some(Gap::NotAsked));
        assert_eq!(Gap::parse("-7", &Content::Number { min: -100.0 }), None);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_computes(text in "[=+@'; \t\na-c−-]{0,12}|\\PC{0,20}") {
            let cell = inert(&text);
            prop_assert_eq!(original(&cell), text);
            for part in parts(&cell) {
                prop_assert!(part.starts_with('\'') || !begins_formula(part));
            }
        }
    }
}
