//! Since when a page is open. That stands in its form and nowhere else: a draft with a time in it would tell whoever can
//! open it, which of an invited wave are those with the database and its key, when somebody answered.

/// The field of a form that says when it was drawn, in milliseconds by the clock of the server. Whoever changes it
/// changes one count and the flag of their own answer.
pub const SINCE: &str = "_seit";

/// Seconds. Who takes longer makes a pause.
const LONGEST: u64 = 30 * 60;

/// What stands in the field of a page that has been open for so many seconds before it was drawn again.
pub fn since(now: i64, stayed: u64) -> String {
    let stayed = i64::try_from(stayed.min(LONGEST)).unwrap_or_default();
    (now - 1_000 * stayed).to_string()
}

/// Whole seconds since then. None if the form does not say it, or if it is a time to come: the clock was put back.
pub fn seconds(field: Option<&str>, now: i64) -> Option<u64> {
    let since: i64 = field?.parse().ok()?;
    let milliseconds = u64::try_from(now.checked_sub(since)?).ok()?;
    Some((milliseconds / 1_000).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_knows_since_when_it_is_open() {
        let now = 1_795_000_000_000;
        assert_eq!(seconds(Some(&since(now, 0)), now + 12_900), Some(12));
        assert_eq!(seconds(Some(&since(now, 7)), now + 5_000), Some(12), "drawn again");
        assert_eq!(seconds(Some(&since(now, 0)), now - 1), None, "the clock was put back");
        assert_eq!(seconds(Some("0"), now), Some(LONGEST));
        for nothing in [None, Some(""), Some("gestern"), Some("-9223372036854775808"), Some("9223372036854775808")] {
            assert_eq!(seconds(nothing, now), None, "{nothing:?}");
        }
    }
}
