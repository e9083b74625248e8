//! What a posted form holds, read so that nothing a person typed is lost.

use crate::text::western;

/// In the order of the form, names repeated where several boxes are ticked.
pub type Pairs = Vec<(String, String)>;

pub fn pairs(body: &[u8]) -> Pairs {
    let pair = |pair: &[u8]| {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let mut half = || halves.next().map(text).unwrap_or_default();
        (half(), half())
    };
    body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).map(pair).collect()
}

/// Our pages are UTF-8, and so is what a browser posts from them. Bytes that are not come from a program that writes
/// Windows-1252, as good as always; in that every byte is a character, so nothing turns into "\u{fffd}".
fn text(encoded: &[u8]) -> String {
    western(plain(encoded))
}

fn plain(mut encoded: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(encoded.len());
    while let [first, rest @ ..] = encoded {
        let (byte, rest) = match (first, rest) {
            (b'%', [high, low, rest @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => ((high << 4) | low, rest),
                _ => (b'%', &encoded[1..]),
            },
            (b'+', rest) => (b' ', rest),
            (byte, rest) => (*byte, rest),
        };
        bytes.push(byte);
        encoded = rest;
    }
    bytes
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_every_other_reader_of_forms_reads_it() {
        for form in
            ["", "a=1&b=", "a", "=", "&&a=1&", "a=b=c", "a=%C3%BC+%26%3D&a=2", "a=100%&b=%zz%4", "a=%f0%9f%8e%93"]
        {
            let expected: Pairs = serde_urlencoded::from_str(form).expect("a form");
            assert_eq!(pairs(form.as_bytes()), expected, "{form}");
        }
    }

    #[test]
    fn what_is_not_utf_8_is_read_as_windows_1252() {
        let read = pairs(b"a=M%FCller+%96+Gr\xfc\xdfe&b=%C3%BC&c=%81%FF%00");
        let expected = [("a", "Müller – Grüße"), ("b", "ü"), ("c", "\u{81}ÿ\0")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
