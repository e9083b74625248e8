//! Source Sans 3 in two weights, and how wide a text is in it.

use std::sync::LazyLock;

use krilla::text::Font;
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

use crate::Fault;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Semibold,
}

static REGULAR: &[u8] = include_bytes!("../fonts/SourceSans3-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../fonts/SourceSans3-Semibold.ttf");

impl Weight {
    fn bytes(self) -> &'static [u8] {
        match self {
            Weight::Regular => REGULAR,
            Weight::Semibold => SEMIBOLD,
        }
    }

    pub fn font(self) -> Result<Font, Fault> {
        static FONTS: LazyLock<[Option<Font>; 2]> =
            LazyLock::new(|| [Weight::Regular, Weight::Semibold].map(|weight| Font::new(weight.bytes().to_vec().into(), 0)));
        FONTS[self as usize].clone().ok_or_else(|| Fault::Pdf("the font cannot be read".to_owned()))
    }

    /// Without kerning, which mostly narrows: lines err on the safe side.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let Ok(font) = FontRef::new(self.bytes()) else { return 0.0 };
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        let map = font.charmap();
        text.chars().filter_map(|letter| metrics.advance_width(map.map(letter).unwrap_or_default())).sum()
    }

    /// Whether there is a letter for it: what the font does not have is left out, not drawn as a box.
    pub fn has(self, letter: char) -> bool {
        FontRef::new(self.bytes()).is_ok_and(|font| font.charmap().map(letter).is_some())
    }
}

/// Lines no wider than `most`; a word that is wider stands alone and is broken.
pub fn lines(text: &str, weight: Weight, size: f32, most: f32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace().flat_map(|word| pieces(word, weight, size, most)) {
        let line = lines.last_mut().filter(|line| {
            line.is_empty() || weight.width(&format!("{line} {word}"), size) <= most
        });
        match line {
            Some(line) if line.is_empty() => *line = word,
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word),
        }
    }
    lines
}

fn pieces(word: &str, weight: Weight, size: f32, most: f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        let fits = |piece: &String| piece.is_empty() || weight.width(&format!("{piece}{letter}"), size) <= most;
        match pieces.last_mut() {
            Some(piece) if fits(piece) => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
    }
    pieces
}
