//! Days and months of the Gregorian calendar, as they are typed and as they are stored (ISO 8601).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Years that a date may have: four digits, and nothing a person who answers could mean lies outside.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2200;

/// A day that there is. Days compare as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day {
    month: Month,
    day: u8,
}

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: u16,
    month: u8,
}

/// Not a day or month as `2026-05-24` or `2026-05`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("„{0}“ is not a date in the form 2026-05-24 or 2026-05")]
pub struct InvalidDate(pub String);

impl Day {
    /// `None` for the 31st of April, and for the 29th of February in most years.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Day> {
        match Month::new(year, month) {
            Some(month) if day >= 1 && day <= month.days() => Some(Day { month, day }),
            _ => None,
        }
    }

    pub fn month(self) -> Month {
        self.month
    }

    pub fn day(self) -> u8 {
        self.day
    }

    /// How many days lie between this one and `later`; negative if that is earlier.
    pub fn until(self, later: Day) -> i64 {
        later.number() - self.number()
    }

    /// Days follow one another by number: Hinnant's `days_from_civil` (chrono-Compatible Low-Level Date Algorithms,
    /// 2013). Years begin in March, so that the leap day comes last.
    fn number(self) -> i64 {
        let (month, day) = (i64::from(self.month.month), i64::from(self.day));
        let year = i64::from(self.month.year) - i64::from(month <= 2);
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year
    }
}

impl Month {
    pub const fn new(year: u16, month: u8) -> Option<Month> {
        if year >= *YEARS.start() && year <= *YEARS.end() && month >= 1 && month <= 12 {
            Some(Month { year, month })
        } else {
            None
        }
    }

    pub fn year(self) -> u16 {
        self.year
    }

    pub fn first(self) -> Day {
        Day { month: self, day: 1 }
    }

    /// 1 to 12.
    pub fn number(self) -> u8 {
        self.month
    }

    const fn days(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.is_in_leap_year() => 29,
            2 => 28,
            _ => 31,
        }
    }

    const fn is_in_leap_year(self) -> bool {
        self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

impl FromStr for Month {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Month, InvalidDate> {
        let read = || {
            let (year, month) = text.split_once('-')?;
            Month::new(digits(year, 4)?, digits(month, 2)? as u8)
        };
        read().ok_or_else(|| InvalidDate(text.to_owned()))
    }
}

impl FromStr for Day {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Day, InvalidDate> {
        let read = || {
            let (month, day) = text.rsplit_once('-')?;
            let month: Month = month.parse().ok()?;
            Day::new(month.year, month.month, digits(day, 2)? as u8)
        };
        read().ok_or_else(|| InvalidDate(text.to_owned()))
    }
}

fn digits(text: &str, count: usize) -> Option<u16> {
    let is_number = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

macro_rules! stored_as_text {
    ($($name:ident),+) => {$(
        impl TryFrom<String> for $name {
            type Error = InvalidDate;
            fn try_from(text: String) -> Result<Self, InvalidDate> { text.parse() }
        }
        impl From<$name> for String {
            fn from(date: $name) -> String { date.to_string() }
        }
    )+};
}

stored_as_text!(Day, Month);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_one_to_the_next_through_leap_years() {
        let mut last = Day::new(1899, 12, 31).expect("a day");
        for year in 1900..2101 {
            for month in (1..=12).filter_map(|month| Month::new(year, month)) {
                for day in 1..=month.days() {
                    let here = Day::new(year, month.number(), day).expect("a day");
                    assert_eq!((last.until(here), here.until(last)), (1, -1), "{here}");
                    last = here;
                }
            }
        }
    }
}
