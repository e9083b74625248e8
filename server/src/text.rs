//! Texts from outside: what is none, what is in another encoding, what is too long.

use domain::format;

pub use statistics::text::{NotText, read};

/// UTF-8, or else Windows-1252, which is what spreadsheets of this country write. In that every byte is a character.
pub fn western(bytes: Vec<u8>) -> String {
    let other = |bytes: Vec<u8>| encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned();
    String::from_utf8(bytes).unwrap_or_else(|error| other(error.into_bytes()))
}

/// What is said of a text with too many characters (`length`) for its field.
pub fn too_long(length: usize, most: usize) -> String {
    let [length, most] = [length, most].map(format::whole);
    format!("Der Text hat {length} Zeichen, höchstens {most} sind möglich.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_far_too_long_is_told_with_grouped_numbers() {
        assert_eq!(too_long(1_000_000, 2_000), "Der Text hat 1.000.000 Zeichen, höchstens 2.000 sind möglich.");
    }
}
