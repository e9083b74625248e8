//! What somebody typed, made fit for a place among other words: a heading, a title, a label, an e-mail.

use unicode_normalization::char::is_combining_mark;

/// Characters of an answer that stands within another text.
pub const INLINE_MAX: usize = 80;
/// Marks on one letter; no script that people answer in needs more.
const MARKS_MAX: usize = 4;

/// Whether a character turns the direction of what stands around it. A text keeps its own direction without them.
pub fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// One line of at most [`INLINE_MAX`] characters, without control characters and towers of marks. Escaping is for
/// whoever draws it.
pub fn inline(text: &str) -> String {
    let mut marks = 0;
    let mut kept = String::new();
    for c in text.chars().filter(|c| (!c.is_control() || c.is_whitespace()) && !is_bidi_control(*c)) {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        match c {
            _ if marks > MARKS_MAX => {}
            _ if c.is_whitespace() => {
                if !kept.is_empty() && !kept.ends_with(' ') {
                    kept.push(' ');
                }
            }
            // Line and paragraph separators are whitespace; what is left of the invisible only hides.
            '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c => kept.push(c),
        }
    }
    let kept = kept.trim_end();
    match kept.char_indices().nth(INLINE_MAX) {
        Some((end, _)) => format!("{}…", kept[..end].trim_end()),
        None => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn hostile_answers_become_one_harmless_line() {
        assert_eq!(inline("  Zwei\r\n\tZeilen\u{2028}und mehr "), "Zwei Zeilen und mehr");
        assert_eq!(inline("a\u{202e}b\u{2066}c\u{0}d\u{85}e\u{200b}f"), "abcd ef");
        assert_eq!(inline("Grüße, Ngô Đình Diệm, O’Brien"), "Grüße, Ngô Đình Diệm, O’Brien");
        let tower = format!("Z{}", "\u{0301}".repeat(10_000));
        assert_eq!(inline(&tower).chars().count(), 1 + MARKS_MAX);
        let long = inline(&"lang ".repeat(500));
        assert!(long.ends_with("lang…") && long.chars().count() <= INLINE_MAX + 1, "{long}");
        // Not escaped here: who draws it does that.
        assert_eq!(inline("</title><script>"), "</title><script>");
    }

    proptest! {
        #[test]
        fn whatever_was_typed_is_short_and_visible_and_stays_so(text in "\\PC{0,200}|[a-z\u{300}-\u{310}\u{202a}-\u{202e}\u{0}-\u{1f}\u{80}-\u{9f}]{0,300}") {
            let once = inline(&text);
            prop_assert!(once.chars().count() <= INLINE_MAX + 1);
            prop_assert!(!once.chars().any(|c| c.is_control() || is_bidi_control(c)));
            prop_assert!(!once.contains("  ") && once.trim() == once);
            if !once.ends_with('…') {
                prop_assert_eq!(inline(&once), once);
            }
        }
    }
}
