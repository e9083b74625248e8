//! The code that lets somebody answer once: 128 random bits, written so that a person can type them.
//!
//! Crockford's base32 leaves out I, L, O and U; what is read for them on paper is taken as meant. The last character
//! checks the others: it finds every single wrong one and every two neighbours changed about, so that a slip is told
//! from a code that does not exist.

use std::fmt;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code([u8; 16]);

/// Why an entry is no code. Says nothing about which codes exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    Empty,
    /// Too short or too long: so many of [`LENGTH`] characters.
    Length(usize),
    /// This cannot be in a code.
    Character(char),
    /// The check character does not fit: some character is wrong.
    Check,
}

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters without the check character; they carry two bits more than needed, which are zero.
const DATA: usize = 26;
/// Characters of a code, without hyphens.
pub const LENGTH: usize = DATA + 1;
const GROUP: usize = 4;

impl Code {
    pub fn new(bits: [u8; 16]) -> Code {
        Code(bits)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// As typed: capital or not, with or without hyphens and blanks, O for 0, I or L for 1.
    pub fn parse(typed: &str) -> Result<Code, Slip> {
        let mut values = Vec::with_capacity(LENGTH);
        for letter in typed.chars().filter(|letter| !is_separator(*letter)).take(1_000) {
            values.push(value(letter).ok_or(Slip::Character(letter))?);
        }
        let (data, check) = match values.split_at_checked(DATA) {
            _ if values.is_empty() => return Err(Slip::Empty),
            Some((data, [check])) => (data, *check),
            _ => return Err(Slip::Length(values.len())),
        };
        // The two spare bits in front are zero.
        if check_of(data) != check || data[0] > 7 {
            return Err(Slip::Check);
        }
        let number = data.iter().fold(0_u128, |number, value| (number << 5) | u128::from(*value));
        Ok(Code(number.to_be_bytes()))
    }

    fn values(self) -> [u8; LENGTH] {
        let number = u128::from_be_bytes(self.0);
        let mut values = [0; LENGTH];
        for (place, value) in values[..DATA].iter_mut().enumerate() {
            let shift = 5 * (DATA - 1 - place);
            *value = (number >> shift) as u8 & 31;
        }
        values[DATA] = check_of(&values[..DATA]);
        values
    }

    /// Without hyphens, for a link.
    pub fn compact(self) -> String {
        self.values().iter().map(|value| char::from(ALPHABET[usize::from(*value)])).collect()
    }

    /// The groups that stand apart on paper.
    pub fn groups(self) -> Vec<String> {
        let compact = self.compact();
        compact.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
    }
}

/// In groups: `0A1B-2C3D-…`
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join("-"))
    }
}

/// A code is a secret: not even a log of a failure shows it.
impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// Blanks, hyphens of every kind, and what word processors put between groups.
fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '.' | '\u{ad}' | '\u{200b}')
}

fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let found = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(found).ok()
}

/// A sum in the field of 32 elements in which each place counts double the next: no single change and no exchange of
/// neighbours leaves it as it was.
fn check_of(data: &[u8]) -> u8 {
    data.iter().fold(0, |sum, value| doubled(sum ^ value))
}

/// Times x, modulo x⁵ + x² + 1.
fn doubled(value: u8) -> u8 {
    let shifted = value << 1;
    if shifted & 32 == 0 { shifted } else { shifted ^ 0b100101 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_reads_as_it_is_written() {
        let code = Code::new(*b"Bedarfskompass!!");
        assert_eq!(code.to_string(), "22CN-J62W-K6ED-NPYV-BGC5-SQ68-91V");
        assert_eq!(code.compact().len(), LENGTH);
        assert_eq!(Code::parse("22cn j62w k6ed npyv bgc5 sq68 91v"), Ok(code));
        assert_eq!(Code::parse(" 22CN–J62W–K6ED–NPYV–BGC5–SQ68–9lV\n"), Ok(code));
        assert_eq!(format!("{code:?}"), "Code(…)");
    }

    #[test]
    fn what_is_no_code_says_why() {
        assert_eq!(Code::parse(" - "), Err(Slip::Empty));
        assert_eq!(Code::parse("0A1B"), Err(Slip::Length(4)));
        assert_eq!(Code::parse("0A1B-2ü"), Err(Slip::Character('ü')));
        assert_eq!(Code::parse(&"0".repeat(50_000)), Err(Slip::Length(1_000)));
        assert_eq!(Code::parse(&"Z".repeat(LENGTH)), Err(Slip::Check));
    }

    proptest! {
        #[test]
        fn every_code_comes_back(bits: [u8; 16]) {
            let code = Code::new(bits);
            prop_assert_eq!(Code::parse(&code.to_string()), Ok(code));
            prop_assert_eq!(Code::parse(&code.compact().to_lowercase()), Ok(code));
        }

        #[test]
        fn one_wrong_character_and_two_changed_about_are_found(bits: [u8; 16], at in 0..LENGTH, other in 0..32_usize) {
            let written = Code::new(bits).compact().into_bytes();
            let mut wrong = written.clone();
            wrong[at] = ALPHABET[other];
            let wrong_text = String::from_utf8(wrong.clone()).expect("ascii");
            prop_assert_eq!(Code::parse(&wrong_text).is_err(), wrong != written);
            let mut changed = written.clone();
            changed.swap(at, (at + 1).min(LENGTH - 1));
            let changed_text = String::from_utf8(changed.clone()).expect("ascii");
            prop_assert_eq!(Code::parse(&changed_text).is_err(), changed != written);
        }

        #[test]
        fn nothing_typed_makes_it_stumble(typed in ".{0,80}") {
            _ = Code::parse(&typed);
        }
    }
}
