//! Days and months of answers as the numbers that spreadsheets and SPSS count by.

use jiff::civil::Date;

/// `2026-08-01`, or the first day of `2026-08`; `None` for what is neither.
pub fn day(iso: &str) -> Option<Date> {
    if iso.len() == 7 { format!("{iso}-01").parse().ok() } else { iso.parse().ok() }
}

/// Seconds since 14 October 1582, the beginning of the Gregorian calendar, by which SPSS counts.
pub fn spss_seconds(day: Date) -> f64 {
    const GREGORIAN: Date = jiff::civil::date(1582, 10, 14);
    f64::from((day - GREGORIAN).get_days()) * 86_400.0
}

/// Days since 30 December 1899, by which spreadsheets count.
pub fn excel_days(day: Date) -> f64 {
    const EPOCH: Date = jiff::civil::date(1899, 12, 30);
    f64::from((day - EPOCH).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_gregorian_calendar() {
        // From SPSS: DATE.DMY(1,1,1970) is 12219379200.
        assert_eq!(day("1970-01-01").map(spss_seconds), Some(12_219_379_200.0));
        assert_eq!(day("2026-08-01").map(excel_days), Some(46_235.0));
        assert_eq!(day("2026-08"), day("2026-08-01"));
        assert_eq!(day("2026-02-30"), None);
        assert_eq!(day(""), None);
    }
}
