//! What the public pages say around the offers.

use domain::{Locale, format, offer::OfferState};

pub struct Words {
    pub title: &'static str,
    pub lead: &'static str,
    pub text: &'static str,
    pub topic: &'static str,
    pub all_topics: &'static str,
    pub group: &'static str,
    pub all_groups: &'static str,
    pub place: &'static str,
    pub all_places: &'static str,
    pub show: &'static str,
    pub reset: &'static str,
    pub hits: fn(usize, usize) -> String,
    pub part: fn(usize, usize) -> String,
    pub near: fn(&str) -> String,
    pub empty_title: &'static str,
    pub empty: &'static str,
    pub no_hit_title: &'static str,
    pub no_hit: fn(usize) -> String,
    pub back: &'static str,
    pub topics: &'static str,
    pub secondary_topics: &'static str,
    pub groups: &'static str,
    pub seats: &'static str,
    pub cost: &'static str,
    pub not_given: &'static str,
    pub period: &'static str,
    pub always: &'static str,
    pub from: fn(&str) -> String,
    pub to: fn(&str) -> String,
    pub from_to: fn(&str, &str) -> String,
    pub provider: &'static str,
    pub verified: &'static str,
    pub ago: fn(u32) -> String,
    pub visit: &'static str,
}

static DE: Words = Words {
    title: "Angebote",
    lead: "Was es in der Region schon gibt: Kurse, Beratung und Hilfen rund um Ausbildung und Fachkräfte, in den letzten zwölf Monaten geprüft.",
    text: "Suche",
    topic: "Thema",
    all_topics: "alle Themen",
    group: "Zielgruppe",
    all_groups: "alle Zielgruppen",
    place: "Ort",
    all_places: "überall",
    show: "Anzeigen",
    reset: "Alle Angebote zeigen",
    hits: |hits, total| match (hits, total) {
        (1, 1) => "1 Angebot".to_owned(),
        (hits, total) if hits == total => format!("{} Angebote", format::whole(total)),
        (hits, total) => format!("{} von {} Angeboten", format::whole(hits), format::whole(total)),
    },
    part: |page, pages| format!("Seite {page} von {pages}"),
    near: |place| format!("in {place} oder in der ganzen Region"),
    empty_title: "Hier entsteht die Übersicht der Angebote",
    empty: "Noch ist kein Angebot eingetragen und geprüft. Schauen Sie bald wieder vorbei.",
    no_hit_title: "Dazu gibt es noch kein Angebot",
    no_hit: |total| match total {
        1 => "Ein Angebot gibt es insgesamt. Vielleicht hilft eine Angabe weniger.".to_owned(),
        total => format!("{} Angebote gibt es insgesamt. Vielleicht hilft eine Angabe weniger.", format::whole(total)),
    },
    back: "Alle Angebote",
    topics: "Themen",
    secondary_topics: "Berührt auch",
    groups: "Für wen",
    seats: "Plätze",
    cost: "Kosten",
    not_given: "nicht angegeben",
    period: "Zeitraum",
    always: "laufend",
    from: |from| format!("ab {from}"),
    to: |to| format!("bis {to}"),
    from_to: |from, to| format!("{from} bis {to}"),
    provider: "Anbieter",
    verified: "Zuletzt geprüft",
    ago: |days| match days {
        0 => "heute".to_owned(),
        1 => "gestern".to_owned(),
        2..14 => format!("vor {days} Tagen"),
        14..61 => format!("vor {} Wochen", days / 7),
        61..730 => format!("vor {} Monaten", days / 30),
        _ => format!("vor {} Jahren", days / 365),
    },
    visit: "Zum Anbieter",
};

static EN: Words = Words {
    title: "Offers",
    lead: "What the region has already: courses, advice and support around vocational training and skilled work, verified within the last twelve months.",
    text: "Search",
    topic: "Topic",
    all_topics: "all topics",
    group: "Target group",
    all_groups: "all target groups",
    place: "Place",
    all_places: "anywhere",
    show: "Show",
    reset: "Show all offers",
    hits: |hits, total| match (hits, total) {
        (1, 1) => "1 offer".to_owned(),
        (hits, total) if hits == total => format!("{} offers", in_english(total)),
        (hits, total) => format!("{} of {} offers", in_english(hits), in_english(total)),
    },
    part: |page, pages| format!("page {page} of {pages}"),
    near: |place| format!("in {place} or anywhere in the region"),
    empty_title: "This is where the offers will be listed",
    empty: "No offer has been entered and verified yet. Please come back soon.",
    no_hit_title: "There is no such offer yet",
    no_hit: |total| match total {
        1 => "There is one offer in all. Try with one filter less.".to_owned(),
        total => format!("There are {} offers in all. Try with one filter less.", in_english(total)),
    },
    back: "All offers",
    topics: "Topics",
    secondary_topics: "Also touches on",
    groups: "For whom",
    seats: "Places",
    cost: "Cost",
    not_given: "not given",
    period: "Period",
    always: "open-ended",
    from: |from| format!("from {from}"),
    to: |to| format!("until {to}"),
    from_to: |from, to| format!("{from} to {to}"),
    provider: "Provider",
    verified: "Last verified",
    ago: |days| match days {
        0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..14 => format!("{days} days ago"),
        14..61 => format!("{} weeks ago", days / 7),
        61..730 => format!("{} months ago", days / 30),
        _ => format!("{} years ago", days / 365),
    },
    visit: "To the provider",
};

fn in_english(count: usize) -> String {
    format::count(count as u64, Locale::En)
}

pub fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &DE } else { &EN }
}

/// Why an offer is not in the list: a title and what it means. Nothing for an active one.
pub fn absence(state: OfferState, locale: Locale) -> Option<(&'static str, &'static str)> {
    match (state, locale.is_german()) {
        (OfferState::Active, _) => None,
        (OfferState::Upcoming, true) => {
            Some(("Dieses Angebot beginnt erst noch", "Es steht in der Liste, sobald sein Zeitraum begonnen hat."))
        }
        (OfferState::Outdated, true) => Some((
            "Diese Angaben sind vielleicht veraltet",
            "Sie wurden seit mehr als zwölf Monaten nicht geprüft. Deshalb steht das Angebot nicht mehr in der Liste. Fragen Sie bitte beim Anbieter nach.",
        )),
        (OfferState::Expired, true) => Some((
            "Dieses Angebot ist abgelaufen",
            "Sein Zeitraum ist vorbei. Deshalb steht es nicht mehr in der Liste.",
        )),
        (OfferState::Upcoming, false) => {
            Some(("This offer has not started yet", "It will be in the list as soon as its period has begun."))
        }
        (OfferState::Outdated, false) => Some((
            "These details may be out of date",
            "They have not been verified for more than twelve months, so the offer is no longer in the list. Please ask the provider.",
        )),
        (OfferState::Expired, false) => {
            Some(("This offer has ended", "Its period is over, so it is no longer in the list."))
        }
    }
}
