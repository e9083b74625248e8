//! Numbers as people type them: "1.234,5", "1234.5", "1 234", "−3", "٣".

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not a number in any of these ways.
    Unreadable,
    /// "1,000" where a whole number is asked for: one in German, a thousand in English. Better asked than guessed.
    Ambiguous,
}

/// Reads a German or English number for a field with so many decimals. A single point before exactly three digits
/// (1.234) groups thousands if the field has no use for three decimals; a single comma is a decimal comma.
pub fn number(typed: &str, decimals: u32) -> Result<f64, NumberError> {
    let text: String = typed.trim().chars().filter(|c| !is_spacing(*c)).map(western).collect();
    let (negative, unsigned) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = split(unsigned, decimals)?;
    let whole = ungroup(whole)?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err(NumberError::Unreadable);
    }
    let magnitude = value(&whole, fraction);
    if magnitude.is_finite() { Ok(if negative { -magnitude } else { magnitude }) } else { Err(NumberError::Unreadable) }
}

/// Digits as a number: exact up to 15 of them, because the digits without their point and the power of ten are exact
/// too and the division rounds once (Clinger, 1990); what follows the 19th only counts as its place.
///
/// N.B. Not `str::parse`, whose tables for every double there is are an eighth of what the browser would load.
fn value(whole: &str, fraction: &str) -> f64 {
    let mut digits: u64 = 0;
    let mut places = -(fraction.len() as i32);
    for digit in whole.bytes().chain(fraction.bytes()).map(|digit| u64::from(digit - b'0')) {
        if digits < 10u64.pow(18) {
            digits = digits * 10 + digit;
        } else {
            places += 1;
        }
    }
    let power = 10f64.powi(places.abs());
    if places < 0 { digits as f64 / power } else { digits as f64 * power }
}

/// Spaces of all widths, the Swiss apostrophe and the Arabic sign for thousands only group digits; marks of direction
/// are not seen at all.
fn is_spacing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{202f}' | '\u{a0}' | '\'' | '’' | '\u{66c}') || is_bidi_mark(c)
}

pub(super) fn is_bidi_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// The digits of an Arabic or Persian keyboard, and its decimal sign, as they are written here.
pub(super) fn western(c: char) -> char {
    let digit = match c {
        '\u{660}'..='\u{669}' => u32::from(c) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(c) - 0x6f0,
        '\u{66b}' => return ',',
        _ => return c,
    };
    char::from_digit(digit, 10).unwrap_or(c)
}

/// The digits before and after the decimal sign.
fn split(text: &str, decimals: u32) -> Result<(&str, &str), NumberError> {
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let sign = match (points, commas) {
        (0, 0) => None,
        // Both: the one that comes last and only once is the decimal sign.
        (1.., 1..) => {
            let last = text.rfind(['.', ',']).ok_or(NumberError::Unreadable)?;
            let is_single = text.matches(&text[last..=last]).count() == 1;
            Some(is_single.then_some(last).ok_or(NumberError::Unreadable)?)
        }
        (1, 0) => text.find('.').filter(|at| !groups_thousands(text, *at) || decimals >= 3),
        (0, 1) => {
            let at = text.find(',');
            if decimals == 0 && at.is_some_and(|at| groups_thousands(text, at)) {
                return Err(NumberError::Ambiguous);
            }
            at
        }
        _ => None,
    };
    Ok(match sign {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, ""),
    })
}

/// "1.234" and "999.000", but not "0.125" or "1234.567".
fn groups_thousands(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0')
}

/// Takes out the grouping signs, all of one kind and each before three digits.
fn ungroup(whole: &str) -> Result<String, NumberError> {
    let mut groups = whole.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return Err(NumberError::Unreadable);
        }
        digits.push_str(group);
        grouped = true;
    }
    let one_kind = !(whole.contains('.') && whole.contains(','));
    let first_fits = !grouped || (1..=3).contains(&first.len());
    let all_digits = digits.bytes().all(|b| b.is_ascii_digit());
    if one_kind && first_fits && all_digits { Ok(digits) } else { Err(NumberError::Unreadable) }
}
