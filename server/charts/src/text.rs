//! How wide a text is and where it breaks: measured first, laid out after.

use crate::widths::{REGULAR, SEMIBOLD};

/// The size of all text in charts but the one big figure, in CSS pixels.
pub(crate) const SIZE: f64 = 13.0;
/// From one baseline to the next.
pub(crate) const LINE: f64 = 17.0;
/// Half the height of a capital of Source Sans 3 in em: from the middle of a line down to its baseline.
pub(crate) const MIDDLE: f64 = 0.33;

/// A little more than measured, for fallback fonts and rounding.
const SAFETY: f64 = 1.03;
/// Characters outside the table (other scripts, symbols) take the widest they are likely to need.
const UNKNOWN: u16 = 1000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Weight {
    #[default]
    Regular,
    Semibold,
}

/// Width of one line in CSS pixels.
pub(crate) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let table: &[(char, u16)] = match weight {
        Weight::Regular => &REGULAR,
        Weight::Semibold => &SEMIBOLD,
    };
    let thousandths: u32 = text.chars().map(|c| u32::from(advance(table, c))).sum();
    f64::from(thousandths) / 1000.0 * size * SAFETY
}

/// Width at the size of ordinary chart text.
pub(crate) fn label_width(text: &str) -> f64 {
    width(text, SIZE, Weight::Regular)
}

fn advance(table: &[(char, u16)], c: char) -> u16 {
    match table.binary_search_by_key(&c, |entry| entry.0) {
        Ok(found) => table[found].1,
        Err(_) => UNKNOWN,
    }
}

/// Breaks `text` into lines of at most `limit` pixels: at spaces, after hyphens and slashes, and inside a word only
/// where the word alone is too long. Never empty.
pub(crate) fn wrap(text: &str, limit: f64, weight: Weight) -> Vec<String> {
    let fits = |line: &str| width(line.trim_end(), SIZE, weight) <= limit;
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(&clean(text)) {
        if fits(&format!("{line}{piece}")) {
            line.push_str(piece);
            continue;
        }
        if !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        for c in piece.chars() {
            if !line.is_empty() && !fits(&format!("{line}{c}")) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.trim_end().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Cuts to `most` lines; the last one then ends in an ellipsis that still fits.
pub(crate) fn wrap_at_most(text: &str, limit: f64, weight: Weight, most: usize) -> Vec<String> {
    let mut lines = wrap(text, limit, weight);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(&format!("{last}…"), SIZE, weight) > limit {
                last.pop();
            }
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    lines
}

/// One line of text: no control characters, no runs of white space, no characters that XML 1.0 forbids.
pub(crate) fn clean(text: &str) -> String {
    let allowed = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    let spaced: String = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }).collect();
    let kept: String = spaced.chars().filter(|&c| allowed(c)).collect();
    // Not `split_whitespace`: it would also split at the no-break spaces that hold a figure and its unit together.
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Words with what follows them, so that joining the pieces gives back the text.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-', '/', '\u{2010}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_count_as_letters_not_as_bytes() {
        let plain = label_width("Grosse");
        assert!((label_width("Größe") - plain).abs() < 8.0, "{} and {plain}", label_width("Größe"));
        assert!(label_width("iiiii") < label_width("mmmmm") / 2.0);
        assert!(width("Vergütung", SIZE, Weight::Semibold) > label_width("Vergütung"));
    }

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        let text = "Übernahme nach der Ausbildung, Vereinbarkeit von Beruf und Ehrenamt/Familie";
        for limit in [60.0, 90.0, 150.0, 400.0] {
            let lines = wrap(text, limit, Weight::Regular);
            assert!(lines.iter().all(|line| label_width(line) <= limit), "{limit}: {lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        }
    }

    #[test]
    fn a_word_too_long_for_the_line_is_broken() {
        let lines = wrap("Berufsausbildungsvorbereitungsmaßnahme", 100.0, Weight::Regular);
        assert!(lines.len() > 1 && lines.iter().all(|line| label_width(line) <= 100.0), "{lines:?}");
    }

    #[test]
    fn what_is_cut_says_so() {
        let lines = wrap_at_most("eins zwei drei vier fünf sechs sieben", 60.0, Weight::Regular, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && label_width(&lines[1]) <= 60.0, "{lines:?}");
    }

    #[test]
    fn control_characters_go_and_no_break_spaces_stay() {
        assert_eq!(clean("a\u{0}\u{1b}[1m b\n\n c\t12\u{202f}% \u{ffff}"), "a[1m b c 12\u{202f}%");
        assert_eq!(wrap("", 50.0, Weight::Regular), [""]);
    }
}
