//! What can be printed: letters that the fonts have.

use std::sync::LazyLock;

use serde_json::Value;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Source Sans 3 in two weights, and what typst knows of them.
pub struct Fonts {
    pub fonts: Vec<Font>,
    pub book: LazyHash<FontBook>,
}

pub static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let files = [posters::REGULAR, posters::SEMIBOLD].map(Bytes::new);
    let fonts: Vec<Font> = files.into_iter().flat_map(Font::iter).collect();
    let book = LazyHash::new(FontBook::from_fonts(&fonts));
    Fonts { fonts, book }
});

impl Fonts {
    fn has(&self, letter: char) -> bool {
        self.fonts.iter().all(|font| font.info().coverage.contains(letter.into()))
    }
}

/// The same with every text in it made readable.
pub fn readable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(readable_text(&text)),
        Value::Array(values) => values.into_iter().map(readable).collect(),
        Value::Object(entries) => entries.into_iter().map(|(name, value)| (name, readable(value))).collect(),
        other => other,
    }
}

/// Without what the fonts do not have and what stands for nothing that can be seen: neither may stand in an accessible
/// PDF. Narrow and non-breaking spaces stay, any other is a plain one.
fn readable_text(text: &str) -> String {
    let spaced = text.chars().map(|letter| match letter {
        '\u{a0}' | '\u{2009}' | '\u{202f}' if FONTS.has(letter) => letter,
        '\u{2009}' | '\u{202f}' => '\u{a0}',
        letter if letter.is_whitespace() => ' ',
        letter => letter,
    });
    let kept = spaced.filter(|letter| !posters::is_unseen(*letter) && FONTS.has(*letter));
    kept.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_that_hold_numbers_together_stay_and_what_has_no_letter_goes() {
        assert_eq!(
            readable_text("12\u{202f}% von\u{a0}5 🎓\u{200b}\n„Größe“ – ≥ 3"),
            "12\u{202f}% von\u{a0}5  „Größe“ – ≥ 3"
        );
        assert_eq!(readable_text("\u{feff}\u{e000}\0"), "");
    }
}
