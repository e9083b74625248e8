//! Days of the calendar, as far as conditions need them: read, compared, counted.

/// A day, counted from 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// `2026-09-01`; `2026-09` is its first day. `None` for what is no day of the calendar.
    pub fn parse(iso: &str) -> Option<Day> {
        let mut parts = iso.trim().split('-');
        let mut digits = |length: usize| -> Option<i64> {
            let part = parts.next()?;
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let (year, month) = (digits(4)?, digits(2)?);
        let day = if iso.trim().len() == 7 { 1 } else { digits(2)? };
        let exists = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        (exists && parts.next().is_none()).then(|| Day(number(year, month, day)))
    }

    /// How many days lie between this one and `later`; negative if it is earlier.
    pub fn until(self, later: Day) -> f64 {
        (later.0 - self.0) as f64
    }

    /// `2026-09-01`
    pub fn iso(self) -> String {
        let (year, month, day) = date(self.0);
        format!("{year:04}-{month:02}-{day:02}")
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Hinnant's `days_from_civil` (chrono-Compatible Low-Level Date Algorithms, 2013): years begin in March, so that the
/// leap day comes last.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// His `civil_from_days`, the way back.
fn date(number: i64) -> (i64, i64, i64) {
    let shifted = number + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_one_another_and_are_written_as_they_are_read() {
        let mut last = Day::parse("1899-12-31").expect("a day");
        for year in 1900..2101 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    let iso = format!("{year:04}-{month:02}-{day:02}");
                    let here = Day::parse(&iso).expect("a day");
                    assert_eq!(last.until(here), 1.0, "{iso}");
                    assert_eq!(here.iso(), iso);
                    last = here;
                }
            }
        }
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for text in [
            "",
            "2026",
            "2026-13",
            "2026-00",
            "2026-02-29",
            "2026-2-1",
            "2026-09-01-01",
            "26-09-01",
            "2026-09-0x",
            "2026-09-",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::parse("2028-02-29").map(Day::iso).as_deref(), Some("2028-02-29"));
        assert_eq!(Day::parse("2026-09"), Day::parse("2026-09-01"));
    }
}
