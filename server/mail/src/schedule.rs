//! Who gets which mail on which day (ux.md R16): the invitation; a reminder on day 7 and on day 14; a last call three
//! days before the end. Only to those who have not answered, have not declined and are reached. Pure: what day it is
//! comes in.
//!
//! A mail that could not go on its day goes later, unless the next one is due by then: nobody gets two for one. Between
//! two mails lie three days at least, and a reminder that would come right before the last call is left out.

use jiff::{ToSpan, civil::Date};

/// Days after the invitation.
const REMINDERS: [(Kind, i64); 2] = [(Kind::FirstReminder, 7), (Kind::SecondReminder, 14)];
/// Days before the end.
const LAST_CALL: i64 = 3;
/// Days between two mails at least.
const QUIET: i64 = 3;

/// In the order they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Invitation,
    FirstReminder,
    SecondReminder,
    LastCall,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Invitation, Kind::FirstReminder, Kind::SecondReminder, Kind::LastCall];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Invitation => "invitation",
            Kind::FirstReminder => "reminder-1",
            Kind::SecondReminder => "reminder-2",
            Kind::LastCall => "last-call",
        }
    }

    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What is known of somebody who is invited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Invitee {
    /// The day of the invitation.
    pub invited: Option<Date>,
    /// The latest mail and its day.
    pub last: Option<(Kind, Date)>,
    /// Has answered, wants no mails, or cannot be reached.
    pub stopped: bool,
}

impl Invitee {
    /// After this mail.
    pub fn having(self, kind: Kind, day: Date) -> Invitee {
        let invited = if kind == Kind::Invitation { Some(day) } else { self.invited };
        let last = self.last.filter(|(last, _)| *last > kind).or(Some((kind, day)));
        Invitee { invited, last, ..self }
    }
}

/// The mail that is due today, if any. `closes` is the day the wave ends; on that day nothing is sent any more.
pub fn due(closes: Option<Date>, invitee: &Invitee, today: Date) -> Option<Kind> {
    if invitee.stopped || closes.is_some_and(|closes| today >= closes) {
        return None;
    }
    let Some((last, last_day)) = invitee.last else { return Some(Kind::Invitation) };
    let invited = invitee.invited.unwrap_or(last_day);
    let last_call = closes.map(|closes| plus(closes, -LAST_CALL));
    let is_last_call = last_call.is_some_and(|day| today >= day);
    let kind = if is_last_call {
        Kind::LastCall
    } else {
        // The latest that is due; one that comes too close to the last call is left to it.
        let reached = REMINDERS.into_iter().rev().find(|(_, days)| today >= plus(invited, *days))?.0;
        if last_call.is_some_and(|day| plus(today, QUIET) > day) {
            return None;
        }
        reached
    };
    (kind > last && today >= plus(last_day, QUIET)).then_some(kind)
}

/// What would be sent from today on to somebody who never answers.
pub fn plan(closes: Option<Date>, invitee: &Invitee, today: Date) -> Vec<(Date, Kind)> {
    // Without an end nothing comes after the second reminder.
    let horizon = closes.unwrap_or(plus(today, 3 * QUIET + REMINDERS[1].1));
    let (mut invitee, mut planned, mut day) = (*invitee, Vec::new(), today);
    while day < horizon && planned.len() < Kind::ALL.len() {
        if let Some(kind) = due(closes, &invitee, day) {
            planned.push((day, kind));
            invitee = invitee.having(kind, day);
        }
        // A year-long wave is walked in a moment; an end in the year 9999 is not.
        if day > plus(today, 800) {
            break;
        }
        day = plus(day, 1);
    }
    planned
}

fn plus(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(offset: i64) -> Date {
        plus(jiff::civil::date(2026, 10, 1), offset)
    }

    fn planned(closes: Option<i64>, from: i64) -> Vec<(i64, Kind)> {
        let plan = plan(closes.map(day), &Invitee::default(), day(from));
        plan.into_iter().map(|(date, kind)| (i64::from((date - day(0)).get_days()), kind)).collect()
    }

    #[test]
    fn six_weeks_bring_four_mails() {
        use Kind::*;
        assert_eq!(planned(Some(42), 0), [(0, Invitation), (7, FirstReminder), (14, SecondReminder), (39, LastCall)]);
    }

    #[test]
    fn a_short_wave_leaves_reminders_out() {
        use Kind::*;
        assert_eq!(planned(Some(14), 0), [(0, Invitation), (7, FirstReminder), (11, LastCall)]);
        assert_eq!(planned(Some(10), 0), [(0, Invitation), (7, LastCall)]);
        assert_eq!(planned(Some(12), 0), [(0, Invitation), (9, LastCall)], "day 7 would be two days before");
        assert_eq!(planned(Some(5), 0), [(0, Invitation), (3, LastCall)]);
        assert_eq!(planned(Some(2), 0), [(0, Invitation)]);
        assert_eq!(planned(Some(0), 0), []);
    }

    #[test]
    fn without_an_end_there_is_no_last_call() {
        use Kind::*;
        assert_eq!(planned(None, 0), [(0, Invitation), (7, FirstReminder), (14, SecondReminder)]);
    }

    #[test]
    fn what_was_missed_is_not_made_up_for() {
        let late = Invitee::default().having(Kind::Invitation, day(0));
        assert_eq!(due(Some(day(42)), &late, day(20)), Some(Kind::SecondReminder));
        let reminded = late.having(Kind::SecondReminder, day(20));
        assert_eq!(due(Some(day(42)), &reminded, day(30)), None);
        assert_eq!(due(Some(day(42)), &reminded, day(40)), Some(Kind::LastCall));
        assert_eq!(due(Some(day(42)), &reminded, day(42)), None);
    }

    #[test]
    fn a_clock_that_jumps_back_sends_nothing() {
        let reminded = Invitee::default().having(Kind::Invitation, day(0)).having(Kind::FirstReminder, day(7));
        for earlier in -400..7 {
            assert_eq!(due(Some(day(42)), &reminded, day(earlier)), None, "{earlier}");
        }
    }

    proptest! {
        /// Walks a wave with days on which nothing could be sent.
        #[test]
        fn the_rules_hold_on_any_wave(
            length in 0_i64..120, down in proptest::collection::vec(any::<bool>(), 130), answered in 0_i64..130,
        ) {
            let closes = day(length);
            let (mut invitee, mut mails) = (Invitee::default(), Vec::new());
            for today in 0..130 {
                invitee.stopped = today >= answered;
                if down[today as usize] {
                    continue;
                }
                if let Some(kind) = due(Some(closes), &invitee, day(today)) {
                    mails.push((today, kind));
                    invitee = invitee.having(kind, day(today));
                    prop_assert_eq!(due(Some(closes), &invitee, day(today)), None, "a second on the same day");
                }
            }
            prop_assert!(mails.iter().all(|(at, _)| *at < length && *at < answered), "{mails:?}");
            prop_assert!(mails.first().is_none_or(|(_, kind)| *kind == Kind::Invitation));
            for pair in mails.windows(2) {
                prop_assert!(pair[0].1 < pair[1].1 && pair[1].0 - pair[0].0 >= QUIET, "{mails:?}");
            }
            for (at, kind) in &mails {
                let since = at - mails[0].0;
                match kind {
                    Kind::Invitation => {}
                    Kind::FirstReminder => prop_assert!(since >= 7 && at + QUIET <= length - LAST_CALL),
                    Kind::SecondReminder => prop_assert!(since >= 14 && at + QUIET <= length - LAST_CALL),
                    Kind::LastCall => prop_assert!(*at >= length - LAST_CALL),
                }
            }
        }

        /// The dry run says what the job will do.
        #[test]
        fn the_plan_is_what_happens(length in 0_i64..120, start in 0_i64..120) {
            let closes = Some(day(length));
            let plan = plan(closes, &Invitee::default(), day(start));
            let (mut invitee, mut mails) = (Invitee::default(), Vec::new());
            for today in start..130 {
                if let Some(kind) = due(closes, &invitee, day(today)) {
                    mails.push((day(today), kind));
                    invitee = invitee.having(kind, day(today));
                }
            }
            prop_assert_eq!(plan, mails);
        }
    }
}
