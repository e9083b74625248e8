//! Texts that no spreadsheet takes for a formula.

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
pub(crate) fn begins_formula(part: &str) -> bool {
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
