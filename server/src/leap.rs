//! A clock that leaps: what is deleted, opened, ended or sent because its time has come follows the clock of the server,
//! and a clock that is years ahead by mistake would do it all at once, for good. So the latest day the server has seen is
//! kept, and when the clock is far beyond it nothing of this is done until somebody says that the date is right.
//!
//! A clock that is behind does nothing too early and needs no guard. A leap is never taken for seen by itself: once the
//! clock is put right again, all goes on as before.

use jiff::civil::Date;
use store::Store;

use crate::clock::Clock;

/// A service may rest for so many days without anybody being asked.
pub const DAYS: i64 = 31;

/// The setting that names the latest day seen.
const SEEN: &str = "latest_day";

/// Both `YYYY-MM-DD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leap {
    pub seen: String,
    pub today: String,
}

/// What is to be confirmed before anything is done that the clock asks for.
pub async fn leap(store: &Store, clock: &Clock) -> Result<Option<Leap>, store::Error> {
    let Some(seen) = store.setting(SEEN).await? else { return Ok(None) };
    let today = clock.date();
    let is_leap = seen.parse::<Date>().is_ok_and(|seen| days(seen, today) > DAYS);
    Ok(is_leap.then(|| Leap { seen, today: today.to_string() }))
}

fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// Whether what is due may be done. Everything that the clock sets off asks here.
pub async fn is_trusted(store: &Store, clock: &Clock) -> Result<bool, store::Error> {
    Ok(leap(store, clock).await?.is_none())
}

/// Remembers the day, unless it is a leap. Gives whether the clock can be trusted.
pub async fn note(store: &Store, clock: &Clock) -> Result<bool, store::Error> {
    if let Some(Leap { seen, today }) = leap(store, clock).await? {
        tracing::warn!(%seen, %today, "the clock has leapt, nothing that is due is done until the date is confirmed");
        return Ok(false);
    }
    let today = clock.today();
    if store.setting(SEEN).await?.is_none_or(|seen| seen < today) {
        store.set_setting(SEEN, &today).await?;
    }
    Ok(true)
}

/// The date is right. Nothing happens if the clock shows another day by now than `day`.
pub async fn confirm(store: &Store, clock: &Clock, day: &str) -> Result<(), store::Error> {
    match clock.today() == day {
        true => store.set_setting(SEEN, day).await,
        false => Ok(()),
    }
}
