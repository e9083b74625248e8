//! What formats with limits may hold of a text.

/// The longest beginning of at most so many bytes that ends with a whole character.
pub fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// The longest beginning of at most so many UTF-16 units, by which Excel counts.
pub fn cut_utf16(text: &str, units: usize) -> &str {
    if text.len() <= units {
        return text;
    }
    let mut left = units;
    let fits = |c: &char| {
        let needed = c.len_utf16();
        let has_room = needed <= left;
        left = left.saturating_sub(needed);
        has_room
    };
    let bytes = text.chars().take_while(fits).map(char::len_utf8).sum();
    &text[..bytes]
}

/// In formats without room beside the text, what itself reads like a missing code gets an apostrophe before it, and so
/// does what begins with such an apostrophe.
pub fn beside_codes(text: &str) -> std::borrow::Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    let is_code = bare.strip_prefix('-').is_some_and(|number| {
        let zeros = number.trim_start_matches(['6', '7', '8', '9']);
        zeros.len() + 1 == number.len() && zeros.bytes().all(|digit| digit == b'0')
    });
    if is_code { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_character_is_never_cut() {
        assert_eq!(cut("Größe", 3), "Gr");
        assert_eq!(cut("Größe", 4), "Grö");
        assert_eq!(cut("kurz", 10), "kurz");
        assert_eq!(cut_utf16("a😀b", 2), "a");
        assert_eq!(cut_utf16("a😀b", 3), "a😀");
        assert_eq!(cut_utf16("äöü", 3), "äöü");
    }

    #[test]
    fn a_text_is_told_from_a_code() {
        for (text, written) in
            [("-9", "'-9"), ("'-9", "''-9"), ("-900", "'-900"), ("-91", "-91"), ("-", "-"), ("-5", "-5")]
        {
            assert_eq!(beside_codes(text), written);
        }
    }

    proptest! {
        #[test]
        fn cuts_are_the_longest_that_fit(text in "\\PC{0,20}", limit in 0usize..30) {
            let (bytes, units) = (cut(&text, limit), cut_utf16(&text, limit));
            prop_assert!(text.starts_with(bytes) && bytes.len() <= limit);
            prop_assert!(text.starts_with(units) && units.encode_utf16().count() <= limit);
            if let Some(next) = text[bytes.len()..].chars().next() {
                prop_assert!(bytes.len() + next.len_utf8() > limit);
            }
            if let Some(next) = text[units.len()..].chars().next() {
                prop_assert!(units.encode_utf16().count() + next.len_utf16() > limit);
            }
        }
    }
}
