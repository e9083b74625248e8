//! What there is to see to, worked out from what is known. Nothing is asked or looked up here.

use app::waves::Problem;
use domain::{Locale, format};
use store::Group;

use crate::returns::Band;

/// Days before the end from which on it matters how few have answered.
const SOON: i64 = 7;
/// Less than this part of the target so close to the end is few.
const FEW: f64 = 0.5;

pub struct Situation {
    /// Smallest group that is told of.
    pub k: u64,
    pub is_open: bool,
    pub sent: u64,
    /// Part of the planned time that is over.
    pub share: Option<f64>,
    pub days_left: Option<i64>,
    pub goals: Vec<Goal>,
    /// Quotas that take nobody any more.
    pub full: Vec<String>,
    /// The page where most stop, and the share of them.
    pub stopping: Option<(String, String)>,
    /// Answers came too fast, and nobody has seen the results without them.
    pub holds_back: bool,
    /// None if nobody is invited by mail.
    pub mails: Option<Mails>,
}

pub struct Goal {
    pub group: Group,
    pub name: String,
    /// None as long as nothing may be told.
    pub band: Option<Band>,
    /// The band in words; empty if nothing is told.
    pub told: String,
    pub target: Option<u64>,
}

pub struct Mails {
    pub is_set_up: bool,
    /// What the mail server says.
    pub trouble: Option<String>,
    pub stopped: bool,
    pub refused: usize,
    pub bounced: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Reached,
    Behind,
    OnTrack,
    /// No target, or no end to measure by.
    Unknown,
}

impl Situation {
    /// Of all answers: the sum over the Kreise, or over the codes. Quotas may overlap, so theirs add up to nothing.
    pub fn target(&self) -> Option<u64> {
        let sum = |dimension: &str| -> u64 {
            let goals = self.goals.iter().filter(|goal| goal.group.dimension() == dimension);
            goals.filter_map(|goal| goal.target).sum()
        };
        ["kreis", "codes"].into_iter().map(sum).find(|sum| *sum > 0)
    }

    /// From the band and not from the count, so that it tells nothing that the band does not. Behind is who would be so
    /// with the most that the band allows.
    pub fn standing(&self, goal: &Goal) -> Standing {
        let (Some(target), Some(Band { least, most })) = (goal.target, goal.band) else { return Standing::Unknown };
        match self.share {
            _ if least >= target => Standing::Reached,
            Some(share) if (most as f64) < share * target as f64 => Standing::Behind,
            Some(_) => Standing::OnTrack,
            None => Standing::Unknown,
        }
    }

    /// The most pressing first. `base`: the address of the wave.
    pub fn problems(&self, base: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut say = |text: String, way: &str, label: &'static str| {
            problems.push(Problem { text, href: format!("{base}{way}"), label });
        };
        if self.holds_back {
            let text = "Antworten sind zurückgehalten. Aufnehmen lassen sie sich nach dem Ende, und nur bevor jemand die \
                        Ergebnisse ansieht oder veröffentlicht.";
            say(text.to_owned(), "#zurueckgehalten", "Zurückgehaltene Antworten");
        }
        if !self.is_open {
            return problems;
        }
        if let Some(mails) = &self.mails {
            mails.problems(&mut say);
        }
        if let Some(days) = self.days_left.filter(|days| *days <= SOON) {
            let left = days_left(days);
            if self.sent < self.k {
                let text = format!(
                    "{left}, und es sind weniger als {} Antworten. So viele braucht es für Ergebnisse.",
                    self.k
                );
                say(text, "/einladen", "Einladen");
            } else if let Some(target) = self.target().filter(|target| (self.sent as f64) < FEW * *target as f64) {
                let target = format::count(target, Locale::DeSie);
                say(
                    format!("{left}, und weniger als die Hälfte der {target} erhofften Antworten ist da."),
                    "/einladen",
                    "Einladen",
                );
            }
        }
        for goal in self.goals.iter().filter(|goal| self.standing(goal) == Standing::Behind) {
            say(format!("{}: hinter dem Plan.", goal.name), "/einladen", "Einladen");
        }
        for quota in &self.full {
            say(format!("Die Quote „{quota}“ ist voll. Wer dazugehört, wird abgewiesen."), "", "Quoten ansehen");
        }
        if let Some((page, share)) = &self.stopping {
            let share = if share == "–" { String::new() } else { format!(" ({share})") };
            say(format!("Bei „{page}“ hören viele auf{share}."), "/abbruch", "Seite für Seite ansehen");
        }
        problems
    }
}

impl Mails {
    fn problems(&self, say: &mut impl FnMut(String, &str, &'static str)) {
        const WAY: &str = "/einladen";
        if !self.is_set_up {
            say("Es ist kein Mailserver eingestellt. Was fällig ist, wartet.".to_owned(), WAY, "Mails ansehen");
        }
        if let Some(reason) = &self.trouble {
            say(format!("Zurzeit geht keine Mail hinaus: {reason}"), WAY, "Mails ansehen");
        }
        if self.stopped {
            say("Die Mails sind angehalten.".to_owned(), WAY, "Mails ansehen");
        }
        match self.refused {
            0 => {}
            1 => say("Eine Mail hat der Mailserver abgelehnt.".to_owned(), WAY, "Adresse prüfen"),
            many => say(format!("{many} Mails hat der Mailserver abgelehnt."), WAY, "Adressen prüfen"),
        }
        match self.bounced {
            0 => {}
            1 => say("Ein eingeladener Kontakt ist unzustellbar.".to_owned(), WAY, "Mails ansehen"),
            many => say(format!("{many} eingeladene Kontakte sind unzustellbar."), WAY, "Mails ansehen"),
        }
    }
}

/// "Noch 3 Tage", from 0 on.
pub fn days_left(days: i64) -> String {
    match days {
        ..=0 => "Letzter Tag".to_owned(),
        1 => "Noch ein Tag".to_owned(),
        days => format!("Noch {days} Tage"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::returns::band;

    fn quiet() -> Situation {
        Situation {
            k: 5,
            is_open: true,
            sent: 40,
            share: Some(0.5),
            days_left: Some(20),
            goals: Vec::new(),
            full: Vec::new(),
            stopping: None,
            holds_back: false,
            mails: None,
        }
    }

    fn goal(count: u64, target: u64) -> Goal {
        let (name, band) = ("Kreis Höxter".to_owned(), Band::of(count, 5));
        Goal { group: Group::Kreis(name.clone()), name, band: Some(band), told: band.words(), target: Some(target) }
    }

    fn said(situation: &Situation) -> Vec<String> {
        situation.problems("/w").into_iter().map(|problem| problem.text).collect()
    }

    #[test]
    fn a_wave_that_runs_well_has_no_problems() {
        assert!(said(&Situation { goals: vec![goal(22, 40)], ..quiet() }).is_empty());
        let over = Situation { is_open: false, full: vec!["bau".to_owned()], ..quiet() };
        assert!(said(&over).is_empty(), "nothing can be done any more");
        let held = Situation { holds_back: true, ..over };
        assert_eq!(said(&held).len(), 1, "that is decided after the end");
    }

    #[test]
    fn a_goal_is_judged_by_its_band() {
        let standing = |share, count, target| Situation { share, ..quiet() }.standing(&goal(count, target));
        assert_eq!(standing(Some(0.5), 12, 40), Standing::Behind, "19 at most, and 20 are due");
        assert_eq!(standing(Some(0.5), 12, 38), Standing::OnTrack, "may be 19");
        assert_eq!(standing(Some(0.5), 31, 30), Standing::Reached);
        assert_eq!(standing(Some(1.0), 39, 31), Standing::OnTrack, "may be 30");
        assert_eq!(standing(Some(0.5), 2, 20), Standing::Behind);
        assert_eq!(standing(None, 2, 20), Standing::Unknown);
    }

    /// A person may be in two quotas, and the codes cover the same people as the Kreise.
    #[test]
    fn what_is_hoped_for_in_all_counts_nobody_twice() {
        let of = |group: fn(String) -> Group, target| Goal { group: group("g".to_owned()), ..goal(2, target) };
        let all = |goals| Situation { goals, ..quiet() }.target();
        assert_eq!(
            all(vec![of(Group::Kreis, 30), of(Group::Kreis, 10), of(Group::Quota, 5), of(Group::Codes, 7)]),
            Some(40)
        );
        assert_eq!(all(vec![of(Group::Quota, 5), of(Group::Codes, 7), of(Group::Codes, 8)]), Some(15));
        assert_eq!(all(vec![of(Group::Quota, 5)]), None);
    }

    #[test]
    fn few_answers_matter_when_the_end_is_near() {
        let few = Situation { sent: 3, days_left: Some(2), ..quiet() };
        assert_eq!(
            said(&few),
            ["Noch 2 Tage, und es sind weniger als 5 Antworten. So viele braucht es für Ergebnisse."]
        );
        let half = Situation { sent: 19, days_left: Some(0), goals: vec![goal(19, 40)], share: None, ..quiet() };
        assert_eq!(said(&half), ["Letzter Tag, und weniger als die Hälfte der 40 erhofften Antworten ist da."]);
        assert!(said(&Situation { sent: 3, days_left: Some(30), ..quiet() }).is_empty());
    }

    #[test]
    fn everything_that_can_be_seen_to_is_said_with_the_way_to_it() {
        let mails = Mails { is_set_up: false, trouble: Some("550".to_owned()), stopped: true, refused: 2, bounced: 1 };
        let all = Situation {
            mails: Some(mails),
            full: vec!["bau".to_owned()],
            stopping: Some(("Branche".to_owned(), "–".to_owned())),
            goals: vec![goal(2, 40)],
            ..quiet()
        };
        let problems = all.problems("/intern/wellen/w");
        assert_eq!(problems.len(), 8);
        assert!(problems.iter().all(|problem| problem.href.starts_with("/intern/wellen/w")));
        assert_eq!(problems[7].text, "Bei „Branche“ hören viele auf.");
        assert_eq!(problems[7].href, "/intern/wellen/w/abbruch");
    }

    proptest! {
        #[test]
        fn a_standing_tells_no_more_than_the_band(a in 0..200_u64, b in 0..200_u64, target in 1..200_u64, share in 0.0..1.0) {
            let situation = Situation { share: Some(share), ..quiet() };
            if band(a, 5) == band(b, 5) {
                prop_assert_eq!(situation.standing(&goal(a, target)), situation.standing(&goal(b, target)));
            }
        }
    }
}
