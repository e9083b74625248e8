//! Numbers and dates as they are printed in German and in English.

use crate::locale::Locale;

/// U+202F, which stands before the per cent sign in German and does not break.
pub const NARROW_SPACE: char = '\u{202f}';
/// U+2212, the true minus.
pub const MINUS: char = '−';

/// "1.234,5" or "1,234.5", with a true minus. What is not finite is a dash.
pub fn number(value: f64, decimals: usize, locale: Locale) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let plain = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, point) = if locale.is_german() { ('.', ',') } else { (',', '.') };
    let mut text = String::with_capacity(plain.len() + 4);
    // What is rounded to zero has no sign.
    if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        text.push(MINUS);
    }
    for (position, digit) in whole.char_indices() {
        if position > 0 && (whole.len() - position) % 3 == 0 {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

/// As many decimals as the number has, at most six: "2,5", "500".
pub fn shortest(value: f64, locale: Locale) -> String {
    let decimals = (0..6).find(|decimals| {
        let scaled = value * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6
    });
    number(value, decimals.unwrap_or(6) as usize, locale)
}

/// A share from 0 to 1 as per cent: 0.125 is "12,5 %" or "12.5%".
pub fn percent(share: f64, decimals: usize, locale: Locale) -> String {
    percent_points(share * 100.0, decimals, locale)
}

/// A number that is in per cent already: 12.5 is "12,5 %" or "12.5%".
pub fn percent_points(value: f64, decimals: usize, locale: Locale) -> String {
    let mut text = number(value, decimals, locale);
    if locale.is_german() {
        text.push(NARROW_SPACE);
    }
    text.push('%');
    text
}

/// With its sign, a plus too: "+0,4", "−0,4"; what rounds to zero has none.
pub fn signed(value: f64, decimals: usize, locale: Locale) -> String {
    let text = number(value, decimals, locale);
    let is_zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if value > 0.0 && value.is_finite() && !is_zero { format!("+{text}") } else { text }
}

/// A whole number with its thousands apart.
pub fn count(value: u64, locale: Locale) -> String {
    number(value as f64, 0, locale)
}

const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "2026-11-23" as "23. November 2026" or "23 November 2026", with spaces that do not break. What is no such date is given back as it is.
pub fn date(iso: &str, locale: Locale) -> String {
    let Some((year, month, day)) = parts(iso) else { return iso.to_owned() };
    if locale.is_german() {
        format!("{day}.\u{a0}{}\u{a0}{year}", MONTHS_DE[month - 1])
    } else {
        format!("{day}\u{a0}{}\u{a0}{year}", MONTHS_EN[month - 1])
    }
}

/// "2026-11" as "November 2026", with a space that does not break. What is no such month is given back as it is.
pub fn month(iso: &str, locale: Locale) -> String {
    let Some((year, month, _)) = parts(&format!("{iso}-01")) else { return iso.to_owned() };
    format!("{}\u{a0}{year}", month_name(month, locale))
}

/// The name of a month, from 1.
pub fn month_name(month: usize, locale: Locale) -> &'static str {
    let names = if locale.is_german() { MONTHS_DE } else { MONTHS_EN };
    month.checked_sub(1).and_then(|at| names.get(at)).copied().unwrap_or_default()
}

/// "23. November 2026, 14:05 Uhr"; text in another form is given back as it is. `iso`: `YYYY-MM-DDTHH:MM`
pub fn minute(iso: &str, locale: Locale) -> String {
    let Some((day, time)) = iso.split_once('T').filter(|(day, _)| parts(day).is_some()) else { return iso.to_owned() };
    let clock = if locale.is_german() { "\u{a0}Uhr" } else { "" };
    format!("{}, {time}{clock}", date(day, locale))
}

fn parts(iso: &str) -> Option<(u16, usize, u8)> {
    let mut parts = iso.splitn(3, '-');
    let year = parts.next().filter(|text| text.len() == 4)?.parse().ok()?;
    let month = parts.next().filter(|text| text.len() == 2)?.parse().ok()?;
    let day = parts.next().filter(|text| text.len() == 2)?.parse().ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

/// Whole per cents of `values` that add up to 100: each rounded down, the rest to the largest remainders, the earlier
/// first among equals (Hare's method). All zero if there is nothing to share out; what is negative or not finite
/// counts as zero.
pub fn largest_remainder(values: &[f64]) -> Vec<u32> {
    let value = |v: &f64| if v.is_finite() && *v > 0.0 { *v } else { 0.0 };
    let total: f64 = values.iter().map(value).sum();
    if total <= 0.0 || !total.is_finite() {
        return vec![0; values.len()];
    }
    // Equal values must not differ by a rounding error, or the later might win.
    let exact: Vec<f64> = values.iter().map(|v| (value(v) / total * 100.0 * 1e9).round() / 1e9).collect();
    let mut shares: Vec<u32> = exact.iter().map(|share| share.floor() as u32).collect();
    let left = 100usize.saturating_sub(shares.iter().sum::<u32>() as usize);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    for position in order.into_iter().cycle().take(left) {
        shares[position] += 1;
    }
    shares
}

/// How long a questionnaire takes: "etwa 4 Minuten".
pub fn about_minutes(minutes: u32, locale: Locale) -> String {
    match (locale.is_german(), minutes) {
        (true, 1) => "etwa eine Minute".to_owned(),
        (true, n) => format!("etwa {n} Minuten"),
        (false, 1) => "about a minute".to_owned(),
        (false, n) => format!("about {n} minutes"),
    }
}
