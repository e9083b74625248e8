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

/// The whole file; shared with whoever else prints.
pub static REGULAR: &[u8] = include_bytes!("../fonts/SourceSans3-Regular.ttf");
pub static SEMIBOLD: &[u8] = include_bytes!("../fonts/SourceSans3-Semibold.ttf");

impl Weight {
    fn bytes(self) -> &'static [u8] {
        match self {
            Weight::Regular => REGULAR,
            Weight::Semibold => SEMIBOLD,
        }
    }

    pub fn font(self) -> Result<Font, Fault> {
        static FONTS: LazyLock<[Option<Font>; 2]> =
            LazyLock::new(|| [REGULAR, SEMIBOLD].map(|bytes| Font::new(bytes.to_vec().into(), 0)));
        FONTS[self as usize].clone().ok_or_else(|| Fault::Pdf("the font cannot be read".to_owned()))
    }

    /// Without kerning, which mostly narrows: lines err on the safe side.
    pub fn width(self, text: &str, size: f32) -> f32 {
        let Ok(font) = FontRef::new(self.bytes()) else { return 0.0 };
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        let map = font.charmap();
        text.chars().filter_map(|letter| metrics.advance_width(map.map(letter).unwrap_or_default())).sum()
    }

    /// Only letters that the font has: a poster with boxes in it helps nobody. What stands for nothing that can be seen
    /// may not stand in an accessible PDF either.
    pub fn readable(self, text: &str) -> String {
        let Ok(font) = FontRef::new(self.bytes()) else { return String::new() };
        let map = font.charmap();
        let letters = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
        let kept =
            letters.filter(|letter| !is_unseen(*letter) && map.map(*letter).is_some_and(|glyph| glyph.to_u32() > 0));
        kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Stands for nothing that can be seen.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{10ffff}')
}

/// Lines no wider than `most`; a word that is wider stands alone and is broken.
pub fn lines(text: &str, weight: Weight, size: f32, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace().flat_map(|word| pieces(word, weight, size, most)) {
        match lines.last_mut() {
            Some(line) if weight.width(&format!("{line} {word}"), size) <= most => *line = format!("{line} {word}"),
            _ => lines.push(word),
        }
    }
    lines
}

fn pieces(word: &str, weight: Weight, size: f32, most: f32) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for letter in word.chars() {
        match pieces.last_mut() {
            Some(piece) if weight.width(&format!("{piece}{letter}"), size) <= most => piece.push(letter),
            _ => pieces.push(letter.to_string()),
        }
    }
    pieces
}

/// The first lines, with dots where something is left out.
pub fn shortened(mut lines: Vec<String>, most_lines: usize, weight: Weight, size: f32, most: f32) -> Vec<String> {
    if lines.len() <= most_lines {
        return lines;
    }
    lines.truncate(most_lines);
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && weight.width(&format!("{last} …"), size) > most {
            last.pop();
        }
        *last = format!("{} …", last.trim_end());
    }
    lines
}
