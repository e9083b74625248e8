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
