//! Days of fieldwork: ISO dates as they are stored, counted and written.

use domain::Locale;

/// Days since 1970-01-01, by the civil calendar (Hinnant 2013, "chrono-compatible low-level date algorithms").
pub(crate) fn day_number(iso: &str) -> Option<i64> {
    let mut parts = iso.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

/// The ISO date of a day number.
pub(crate) fn iso(day_number: i64) -> String {
    let shifted = day_number + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// "12. 5." and "12 May": for axes, where the year is said elsewhere.
pub(crate) fn short(iso: &str, locale: Locale) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = iso.split('-').skip(1).map(|part| part.parse::<usize>().unwrap_or_default());
    let (month, day) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match MONTHS.get(month.wrapping_sub(1)) {
        None => iso.to_owned(),
        Some(_) if locale.is_german() => format!("{day}.\u{202f}{month}."),
        Some(name) => format!("{day} {name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_and_dates_are_inverse() {
        assert_eq!(day_number("1970-01-01"), Some(0));
        assert_eq!(day_number("2000-03-01"), Some(11_017));
        for number in (-200_000..200_000).step_by(97) {
            assert_eq!(day_number(&iso(number)), Some(number));
        }
        assert_eq!(iso(day_number("2028-02-28").map_or(0, |day| day + 1)), "2028-02-29");
        for bad in ["", "2027", "2027-13-01", "2027-01-00", "heute", "2027-01-01-01"] {
            assert_eq!(day_number(bad), None, "{bad}");
        }
    }

    #[test]
    fn short_dates() {
        assert_eq!(short("2027-05-12", Locale::DeSie), "12.\u{202f}5.");
        assert_eq!(short("2027-05-12", Locale::En), "12 May");
    }
}
