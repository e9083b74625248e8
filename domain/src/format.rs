//! Numbers and dates as they are printed in every language.

mod month;

use crate::{locale::Locale, plural};

/// U+202F, which stands before the per cent sign in German and does not break.
pub const NARROW_SPACE: char = '\u{202f}';
/// U+2212, the true minus.
pub const MINUS: char = '−';
/// U+200E, which keeps the minus before its number where the text runs from right to left.
const LEFT_TO_RIGHT: char = '\u{200e}';

/// What groups thousands, and what stands before the decimals. Arabic has the digits that are used in Germany.
fn separators(locale: Locale) -> (char, char) {
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach | Locale::Tr => ('.', ','),
        Locale::Uk => ('\u{a0}', ','),
        Locale::En | Locale::Ar => (',', '.'),
    }
}

/// Of the last digit: what lies no further below a half counts as that half. The nearest double to 2.675 is a hair less
/// than it, and the standard library rounds an exact half to the even digit.
const BELOW_HALF: f64 = 1e-7;

/// "1.234,5" or "1,234.5", with a true minus. A half is rounded away from zero (DIN 1333, 4.5.1): 62.5 is "63". What is
/// not finite is a dash.
pub fn number(value: f64, decimals: usize, locale: Locale) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let plain = format!("{:.*}", decimals, value.abs() + BELOW_HALF / 10f64.powi(decimals as i32));
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (group, point) = separators(locale);
    let mut text = String::with_capacity(plain.len() + 4);
    // What is rounded to zero has no sign.
    if value < 0.0 && plain.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        text.extend(locale.is_rtl().then_some(LEFT_TO_RIGHT));
        text.push(MINUS);
    }
    push_grouped(&mut text, whole, group);
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(fraction);
    }
    text
}

fn push_grouped(text: &mut String, digits: &str, group: char) {
    for (position, digit) in digits.char_indices() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
}

/// As many decimals as the number has, at most six: "2,5", "500".
pub fn shortest(value: f64, locale: Locale) -> String {
    let decimals = (0..6).find(|decimals| {
        let scaled = value * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6
    });
    number(value, decimals.unwrap_or(6) as usize, locale)
}

/// As one types it into a field: without signs between the thousands, so that it reads back as the same number.
pub fn typed(value: f64, locale: Locale) -> String {
    let (group, _) = separators(locale);
    shortest(value, locale).chars().filter(|c| *c != group).collect()
}

/// A share from 0 to 1 as per cent: 0.125 is "12,5 %" or "12.5%".
pub fn percent(share: f64, decimals: usize, locale: Locale) -> String {
    percent_points(share * 100.0, decimals, locale)
}

/// A share as a whole number of per cent, as [`percent`] prints it.
pub fn whole_percent(share: f64) -> u32 {
    (100.0 * share + BELOW_HALF).round() as u32
}

/// A number that is in per cent already: 12.5 is "12,5 %" or "12.5%".
pub fn percent_points(value: f64, decimals: usize, locale: Locale) -> String {
    let number = number(value, decimals, locale);
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach | Locale::Uk => format!("{number}{NARROW_SPACE}%"),
        Locale::Tr => format!("%{number}"),
        Locale::En | Locale::Ar => format!("{number}%"),
    }
}

/// With its sign, a plus too: "+0,4", "−0,4"; what rounds to zero has none.
pub fn signed(value: f64, decimals: usize, locale: Locale) -> String {
    let text = number(value, decimals, locale);
    let is_zero = !text.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if value > 0.0 && value.is_finite() && !is_zero { format!("+{text}") } else { text }
}

/// The number that stands in a text which one of these functions has made, in the unit in which it is printed: "12,5 %"
/// is 12.5. `None` for any other text.
pub fn read(text: &str, locale: Locale) -> Option<f64> {
    let (group, point) = separators(locale);
    let is_around = |c: &char| *c == group || matches!(*c, '%' | '+' | NARROW_SPACE | LEFT_TO_RIGHT);
    let plain = |c: char| match c {
        MINUS => '-',
        c if c == point => '.',
        c => c,
    };
    let plain: String = text.chars().filter(|c| !is_around(c)).map(plain).collect();
    // What the standard library takes besides has letters in it.
    plain.parse().ok().filter(|_| plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.')))
}

/// A whole number with its thousands apart. Nothing here prints a fraction: an island counts with it, and to print one takes
/// several KB of wasm.
pub fn count(value: u64, locale: Locale) -> String {
    let mut text = String::new();
    push_grouped(&mut text, &value.to_string(), separators(locale).0);
    text
}

/// The same in a German sentence: pages of staff and what is found in a survey have no other language.
pub fn whole(value: usize) -> String {
    count(value as u64, Locale::DeSie)
}

/// "2026-11-23" as "23. November 2026" or "23 November 2026", with spaces that do not break. What is no such date is
/// given back as it is.
pub fn date(iso: &str, locale: Locale) -> String {
    let Some((year, month, day)) = parts(iso) else { return iso.to_owned() };
    let month = month::of_a_day(month, locale);
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => format!("{day}.\u{a0}{month}\u{a0}{year}"),
        Locale::Uk => format!("{day}\u{a0}{month}\u{a0}{year}\u{a0}р."),
        Locale::En | Locale::Tr | Locale::Ar => format!("{day}\u{a0}{month}\u{a0}{year}"),
    }
}

/// "2026-11" as "November 2026", with a space that does not break. What is no such month is given back as it is.
pub fn month(iso: &str, locale: Locale) -> String {
    let Some((year, month, _)) = parts(&format!("{iso}-01")) else { return iso.to_owned() };
    format!("{}\u{a0}{year}", month_name(month, locale))
}

/// The name of a month, from 1.
pub fn month_name(month: usize, locale: Locale) -> &'static str {
    month::alone(month, locale)
}

/// "23. November 2026, 14:05 Uhr"; text in another form is given back as it is. `iso`: `YYYY-MM-DDTHH:MM`
pub fn minute(iso: &str, locale: Locale) -> String {
    let Some((day, time)) = iso.split_once('T').filter(|(day, _)| parts(day).is_some()) else { return iso.to_owned() };
    let day = date(day, locale);
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => format!("{day}, {time}\u{a0}Uhr"),
        Locale::Ar => format!("{day}، {time}"),
        Locale::En | Locale::Tr | Locale::Uk => format!("{day}, {time}"),
    }
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

/// A time in whole months, in years where it is that: "18 Monate", "5 Jahre", "ein Jahr". For a sentence in which it is
/// how long something lasts ("höchstens …", "noch …").
pub fn months(months: u32, locale: Locale) -> String {
    let is_years = months > 0 && months.is_multiple_of(12);
    let n = u64::from(if is_years { months / 12 } else { months });
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => match (n, is_years) {
            (1, true) => "ein Jahr".to_owned(),
            (1, false) => "einen Monat".to_owned(),
            (_, true) => format!("{n}\u{a0}Jahre"),
            (_, false) => format!("{n}\u{a0}Monate"),
        },
        Locale::En => match (n, is_years) {
            (1, true) => "one year".to_owned(),
            (1, false) => "one month".to_owned(),
            (_, true) => format!("{n}\u{a0}years"),
            (_, false) => format!("{n}\u{a0}months"),
        },
        Locale::Tr => format!("{n}\u{a0}{}", if is_years { "yıl" } else { "ay" }),
        Locale::Uk => {
            let unit = if is_years {
                ["рік", "роки", "років"]
            } else {
                ["місяць", "місяці", "місяців"]
            };
            format!("{n}\u{a0}{}", plural::ukrainian(n, unit))
        }
        Locale::Ar => {
            let [one, two, few, many] = if is_years {
                ["سنة واحدة", "سنتان", "سنوات", "سنة"]
            } else {
                ["شهر واحد", "شهران", "أشهر", "شهرًا"]
            };
            let counted = |unit: &str| format!("{n}\u{a0}{unit}");
            plural::arabic(n, [one.to_owned(), two.to_owned(), counted(few), counted(many)])
        }
    }
}

/// How long a questionnaire takes: "etwa 4 Minuten".
pub fn about_minutes(minutes: u32, locale: Locale) -> String {
    let n = minutes;
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach if n == 1 => "etwa eine Minute".to_owned(),
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => format!("etwa {n} Minuten"),
        Locale::En if n == 1 => "about a minute".to_owned(),
        Locale::En => format!("about {n} minutes"),
        Locale::Tr => format!("yaklaşık {n} dakika"),
        Locale::Uk => {
            let unit = plural::ukrainian(u64::from(n), ["хвилина", "хвилини", "хвилин"]);
            format!("приблизно {n}\u{a0}{unit}")
        }
        Locale::Ar => plural::arabic(
            u64::from(n),
            [
                "حوالي دقيقة واحدة".to_owned(),
                "حوالي دقيقتين".to_owned(),
                format!("حوالي {n}\u{a0}دقائق"),
                format!("حوالي {n}\u{a0}دقيقة"),
            ],
        ),
    }
}
