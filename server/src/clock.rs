//! The one place that asks what time it is. Tests hand in their own.

use std::sync::Arc;

use jiff::{Span, Timestamp, Zoned, civil::Date, tz::TimeZone};

#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    pub fn system() -> Clock {
        Clock::of(Timestamp::now)
    }

    pub fn fixed(at: Timestamp) -> Clock {
        Clock::of(move || at)
    }

    /// Asks `now` each time, so that a test can let weeks go by.
    pub fn of(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(now))
    }

    pub fn now(&self) -> Timestamp {
        (self.0)()
    }

    /// Days begin and end where the region lives.
    fn here(&self) -> Zoned {
        let berlin = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
        self.now().to_zoned(berlin)
    }

    pub fn date(&self) -> Date {
        self.here().date()
    }

    /// Today as `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.date().to_string()
    }

    /// The day `days` from today (negative: ago) as `YYYY-MM-DD`.
    pub fn day(&self, days: i64) -> String {
        self.date().saturating_add(Span::new().days(days)).to_string()
    }

    /// The minute it is here, `YYYY-MM-DDTHH:MM`, as text that sorts.
    pub fn minute(&self) -> String {
        self.minute_in(0)
    }

    /// The minute it will be here after so many hours.
    pub fn minute_in(&self, hours: i64) -> String {
        let at = self.here().saturating_add(Span::new().hours(hours));
        at.strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The hour of the day, from 0 to 23.
    pub fn hour(&self) -> i8 {
        self.here().hour()
    }

    /// An instant for staff sessions, to the second, as text that sorts: `2026-11-23T14:05:00Z`.
    pub fn instant(&self) -> String {
        stamp(self.now())
    }

    pub fn instant_before(&self, minutes: i64) -> String {
        stamp(self.now() - Span::new().minutes(minutes))
    }
}

/// The same day so many months later, or the last day of a month that is too short. `None` if `day` is no day.
pub fn months_after(day: &str, months: u32) -> Option<String> {
    let day: Date = day.parse().ok()?;
    Some(day.saturating_add(Span::new().months(i64::from(months))).to_string())
}

/// To the second, as text that sorts.
pub fn stamp(at: Timestamp) -> String {
    at.round(jiff::Unit::Second).unwrap_or(at).to_string()
}
