//! Between the form of an offer and the offer.

use app::{
    inventory::{OfferForm, group_label, place_value},
    ui::Entry,
};
use domain::{
    Locale,
    id::TopicId,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
    place::Municipality,
    vocabulary,
};

use super::search::folded;
use crate::offer_entry::{self, Vocabulary};

pub type Pairs = Vec<(String, String)>;
pub type Problems = Vec<(String, String)>;

pub fn value(pairs: &Pairs, name: &str) -> String {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn values(pairs: &Pairs, name: &str) -> Vec<String> {
    pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
}

pub fn typed(pairs: &Pairs) -> OfferForm {
    OfferForm {
        title: value(pairs, "title"),
        provider: value(pairs, "provider"),
        description: value(pairs, "description"),
        topics: values(pairs, "topics"),
        secondary: values(pairs, "secondary_topics"),
        groups: values(pairs, "target_groups"),
        place: value(pairs, "place"),
        seats: value(pairs, "seats"),
        cost: value(pairs, "cost"),
        url: value(pairs, "url"),
        valid_from: value(pairs, "valid_from"),
        valid_to: value(pairs, "valid_to"),
        last_verified: value(pairs, "last_verified"),
    }
}

/// The offer as typed, and what is wrong with it. A topic that is not ticked is not touched either.
pub fn read(form: &OfferForm, region: &[Municipality], today: &str) -> (Offer, Problems) {
    let topics = |secondary: bool| {
        let chosen = form.topics.iter().filter(|topic| form.secondary.contains(topic) == secondary);
        chosen.map(String::as_str).collect::<Vec<_>>().join("|")
    };
    let text = |field: &str| match field {
        "title" => form.title.clone(),
        "provider" => form.provider.clone(),
        "description" => form.description.clone(),
        "topics" => topics(false),
        "secondary_topics" => topics(true),
        "target_groups" => form.groups.join("|"),
        "place" => form.place.clone(),
        "seats" => form.seats.clone(),
        "cost" => form.cost.clone(),
        "url" => form.url.clone(),
        "valid_from" => form.valid_from.clone(),
        "valid_to" => form.valid_to.clone(),
        "last_verified" => form.last_verified.clone(),
        _ => String::new(),
    };
    let (offer, problems) = offer_entry::read(&text, Vocabulary { topics: vocabulary::topics(), region });
    let mut problems: Problems = problems.into_iter().map(|(field, text)| (field.to_owned(), text)).collect();
    if offer.last_verified.as_str() > today {
        problems.push(("last_verified".to_owned(), NOT_YET.to_owned()));
    }
    (offer, problems)
}

/// Nothing was verified tomorrow.
pub const NOT_YET: &str = "Dieser Tag liegt in der Zukunft.";

/// What the place of an offer may be. A municipality that has left the region stays visible until it is replaced.
pub fn places(region: &[Municipality], current: &str) -> Vec<Entry> {
    let mut named: Vec<&Municipality> = region.iter().collect();
    named.sort_by_cached_key(|place| folded(&place.name));
    let mut entries = vec![Entry::new("online", "Online"), Entry::new("region", "In der ganzen Region")];
    entries.extend(named.into_iter().map(|place| Entry::new(place.ags.as_str(), &*place.name)));
    if !current.is_empty() && !entries.iter().any(|entry| entry.value == current) {
        entries.push(Entry::new(current, format!("{current} (nicht in der Region)")));
    }
    entries
}

/// Where the stored offer says something else than the form: name of the field, and what is stored.
pub fn differences(stored: &Offer, typed: &OfferForm, region: &[Municipality]) -> Vec<(String, String)> {
    let now = OfferForm::of(stored);
    let place = match &stored.place {
        OfferPlace::Municipality(_) => app::inventory::place_name(&stored.place, region, Locale::DeSie),
        other => places(region, "")
            .into_iter()
            .find(|entry| entry.value == place_value(other))
            .map_or_else(String::new, |e| e.label),
    };
    let topics = |topics: &[TopicId]| {
        topics.iter().map(|topic| vocabulary::topic_label(topic, Locale::DeSie)).collect::<Vec<_>>().join(", ")
    };
    let groups = |groups: &[TargetGroup]| {
        groups.iter().map(|group| group_label(*group, Locale::DeSie)).collect::<Vec<_>>().join(", ")
    };
    let (typed_topics, now_topics) = ((&typed.topics, &typed.secondary), (&now.topics, &now.secondary));
    let all = [
        ("Titel", now.title == typed.title, now.title.clone()),
        ("Anbieter", now.provider == typed.provider, now.provider.clone()),
        ("Beschreibung", now.description == typed.description.replace("\r\n", "\n"), now.description.clone()),
        ("Themen", typed_topics == now_topics, topics(&stored.topics)),
        ("Themen am Rande", typed_topics == now_topics, topics(&stored.secondary_topics)),
        ("Für wen", now.groups == typed.groups, groups(&stored.target_groups)),
        ("Ort", now.place == typed.place, place),
        ("Plätze im Jahr", now.seats == typed.seats, now.seats.clone()),
        ("Kosten", now.cost == typed.cost, now.cost.clone()),
        ("Link", now.url == typed.url, now.url.clone()),
        ("Gültig ab", now.valid_from == typed.valid_from, now.valid_from.clone()),
        ("Gültig bis", now.valid_to == typed.valid_to, now.valid_to.clone()),
        ("Zuletzt geprüft", now.last_verified == typed.last_verified, now.last_verified.clone()),
    ];
    let changed = all.into_iter().filter(|(_, same, _)| !same);
    changed.map(|(name, _, text)| (name.to_owned(), if text.is_empty() { "–".to_owned() } else { text })).collect()
}
