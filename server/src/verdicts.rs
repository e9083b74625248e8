//! What coverage says in words, on the page of staff and in reports.

use domain::{
    Locale, format,
    report::{Coverage, GapReason, Verdict},
};

use crate::story::ResponseRate;

pub const NOTHING: &str = "Für diese Zielgruppe lässt sich noch nichts zeigen";
pub const ALL_COVERED: &str = "Wo Zahlen vorliegen, ist der Bedarf gedeckt";
pub const NOTHING_CERTAIN: &str = "Ob hier etwas fehlt, lassen die Antworten offen";
pub const NOTHING_SPARE: &str = "Dass Plätze frei bleiben, ist bei keinem Thema sicher.";
pub const TOO_LOW: &str = "Ob hier etwas fehlt, lässt sich bei so wenigen Antworten nicht sagen";

/// Why needs are not held against offers: few of those asked have answered (methods.md §6.6), and all of this are sums of
/// persons. `None` where they are.
pub fn withheld(rate: Option<ResponseRate>, locale: Locale) -> Option<String> {
    let no_sums = rate?.no_sums(locale)?;
    Some(match locale.is_german() {
        true => format!(
            "{no_sums} Wie viele Personen etwas brauchen und ob die Plätze reichen, bleibt offen, auch für einzelne Kreise \
             und Gemeinden."
        ),
        false => format!(
            "{no_sums} How many people need something and whether there are enough places stays open, for single districts \
             and municipalities as well."
        ),
    })
}

/// Persons and places are told whole.
pub fn rounded(value: f64) -> u64 {
    value.round().max(0.0) as u64
}

pub fn persons(value: f64, locale: Locale) -> String {
    let count = rounded(value);
    let word = match (count, locale.is_german()) {
        (1, true) => "Person",
        (_, true) => "Personen",
        (1, false) => "person",
        (_, false) => "people",
    };
    format!("{}\u{a0}{word}", format::count(count, locale))
}

pub fn most_missing(topic: &str, place: &str, coverage: &Coverage) -> String {
    format!(
        "Am meisten fehlt „{topic}“ ({place}): {} von {} ohne Angebot",
        format::count(rounded(coverage.unmet.value), Locale::DeSie),
        persons(coverage.demand.value, Locale::DeSie),
    )
}

/// `spare`: places per year ([`Coverage::spare`]).
pub fn most_spare(topic: &str, place: &str, coverage: &Coverage, spare: f64) -> String {
    let [spare, supply] = [spare, coverage.supply].map(|places| format::count(rounded(places), Locale::DeSie));
    format!("Am meisten bleibt frei bei „{topic}“ ({place}): {spare} von {supply} Plätzen im Jahr.")
}

/// "unsicher: 12 Personen ohne Angebot (wahrscheinlich 3 bis 30)"
pub fn verdict(coverage: &Coverage, locale: Locale) -> String {
    let unmet = &coverage.unmet;
    let number = |value: f64| format::count(rounded(value), locale);
    let missing = persons(unmet.value, locale);
    let range = match (coverage.demand.lo > 0.0, locale.is_german()) {
        (true, true) => format!("wahrscheinlich {} bis {}", number(unmet.lo), number(unmet.hi)),
        (true, false) => format!("probably {} to {}", number(unmet.lo), number(unmet.hi)),
        // The demand itself may as well be nothing.
        (false, true) => "sehr unscharf".to_owned(),
        (false, false) => "very imprecise".to_owned(),
    };
    match (coverage.verdict, locale.is_german()) {
        (Verdict::CoveredCertain, true) => "gedeckt".to_owned(),
        (Verdict::CoveredCertain, false) => "covered".to_owned(),
        (Verdict::UnmetCertain, true) => format!("{missing} ohne Angebot ({range})"),
        (Verdict::UnmetCertain, false) => format!("{missing} without an offer ({range})"),
        (Verdict::Uncertain, true) => format!("unsicher: {missing} ohne Angebot ({range})"),
        (Verdict::Uncertain, false) => format!("uncertain: {missing} without an offer ({range})"),
        (Verdict::TooFewAnswers, true) => "zu wenige Antworten".to_owned(),
        (Verdict::TooFewAnswers, false) => "too few answers".to_owned(),
    }
}

/// Why it is as it is; of too few answers no reason is given.
pub fn reason(coverage: &Coverage, locale: Locale) -> &'static str {
    let is_unknown = coverage.offers_without_seats > 0;
    let (german, english) = match (coverage.verdict, coverage.reason) {
        (Verdict::TooFewAnswers, _) => ("–", "–"),
        (_, GapReason::NoOffer) => ("kein Angebot", "no offer"),
        (_, GapReason::WrongTargetGroup) => ("Angebote nur für andere Zielgruppen", "offers for other groups only"),
        (_, GapReason::OutOfReach) => ("kein Angebot in Reichweite", "no offer within reach"),
        (_, GapReason::Capacity) if is_unknown => (
            "zu wenige Plätze; Angebote mit unbekannten Plätzen sind nicht mitgezählt",
            "too few places; offers whose places are not known are not counted",
        ),
        (_, GapReason::Capacity) => ("zu wenige Plätze", "too few places"),
        (_, GapReason::Unknown) => {
            ("Angebot ist da, aber vielen nicht bekannt", "there is an offer, but many do not know it")
        }
        (_, GapReason::Unsuitable) => {
            ("Angebot ist da, passt aber vielen nicht", "there is an offer, but it does not suit many")
        }
        (_, GapReason::Covered) => ("gedeckt", "covered"),
    };
    if locale.is_german() { german } else { english }
}

const SHOWN_INSTEAD: &str = "aus dieser Adresse gibt es hier nicht (mehr). Gezeigt";

pub fn gone_group(name: &str, shown: &str) -> String {
    format!("Die Zielgruppe „{name}“ {SHOWN_INSTEAD} wird stattdessen „{shown}“.")
}

pub fn gone_kreis(name: &str) -> String {
    format!("Das Gebiet „{name}“ {SHOWN_INSTEAD} werden stattdessen alle Kreise.")
}

pub fn gone_topic(name: &str) -> String {
    format!("Das Thema „{name}“ {SHOWN_INSTEAD} wird stattdessen ein anderes.")
}
