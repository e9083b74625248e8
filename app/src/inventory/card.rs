//! One offer in a list.

use domain::{
    Locale, format,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
    place::Municipality,
    vocabulary,
};
use leptos::prelude::*;

use crate::ui::{Tag, TagKind};

/// What a list says of an offer, in the visitor's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferCard {
    pub href: String,
    pub title: String,
    pub provider: String,
    /// "Paderborn", "Online", "in der ganzen Region"
    pub place: String,
    /// "für Auszubildende, Ausbildende"
    pub groups: String,
    /// "24 Plätze im Jahr"
    pub seats: String,
    pub topics: Vec<String>,
    pub demo: bool,
    /// What the association writes is German, also on an English page.
    pub lang: Option<&'static str>,
}

impl OfferCard {
    pub fn new(offer: &Offer, region: &[Municipality], locale: Locale) -> OfferCard {
        let topics = offer.topics.iter().chain(&offer.secondary_topics);
        OfferCard {
            href: format!("/angebote/{}", offer.id),
            title: offer.title.clone(),
            provider: offer.provider.clone(),
            place: place_name(&offer.place, region, locale),
            groups: groups(&offer.target_groups, locale),
            seats: seats(offer.seats, locale),
            topics: topics.map(|topic| vocabulary::topic_label(topic, locale).to_owned()).collect(),
            demo: offer.demo,
            lang: foreign(locale),
        }
    }
}

/// The `lang` attribute of German texts on a page of this language.
pub fn foreign(locale: Locale) -> Option<&'static str> {
    (!locale.is_german()).then_some("de")
}

pub fn place_name(place: &OfferPlace, region: &[Municipality], locale: Locale) -> String {
    match (place, locale.is_german()) {
        (OfferPlace::Municipality(ags), _) => {
            region.iter().find(|place| place.ags == *ags).map_or_else(|| ags.to_string(), |place| place.name.clone())
        }
        (OfferPlace::Online, _) => "Online".to_owned(),
        (OfferPlace::RegionWide, true) => "in der ganzen Region".to_owned(),
        (OfferPlace::RegionWide, false) => "anywhere in the region".to_owned(),
    }
}

pub fn group_label(group: TargetGroup, locale: Locale) -> &'static str {
    match (group, locale.is_german()) {
        (TargetGroup::Apprentices, true) => "Auszubildende",
        (TargetGroup::Trainers, true) => "Ausbildende",
        (TargetGroup::SkilledWorkers, true) => "Fachkräfte",
        (TargetGroup::Applicants, true) => "Bewerberinnen und Bewerber",
        (TargetGroup::Apprentices, false) => "apprentices",
        (TargetGroup::Trainers, false) => "trainers",
        (TargetGroup::SkilledWorkers, false) => "skilled workers",
        (TargetGroup::Applicants, false) => "applicants",
    }
}

pub fn groups(groups: &[TargetGroup], locale: Locale) -> String {
    groups.iter().map(|group| group_label(*group, locale)).collect::<Vec<_>>().join(", ")
}

/// Unknown stays unknown; it is not zero.
pub fn seats(seats: Option<u32>, locale: Locale) -> String {
    match (seats, locale.is_german()) {
        (None, true) => "Plätze unbekannt".to_owned(),
        (None, false) => "places unknown".to_owned(),
        (Some(1), true) => "1 Platz im Jahr".to_owned(),
        (Some(1), false) => "1 place a year".to_owned(),
        (Some(n), true) => format!("{} Plätze im Jahr", format::number(f64::from(n), 0, locale)),
        (Some(n), false) => format!("{} places a year", format::number(f64::from(n), 0, locale)),
    }
}

/// The offers as a list; what they are called leads, details follow in one line.
pub fn offer_list(offers: Vec<OfferCard>) -> impl IntoView {
    let rows: Vec<_> = offers.into_iter().map(row).collect();
    view! { <ul class="list offer-list">{rows}</ul> }
}

fn row(card: OfferCard) -> impl IntoView {
    let facts = [card.place, card.groups, card.seats].into_iter().filter(|part| !part.is_empty());
    let facts = facts.map(|fact| view! { <span>{fact}</span> }).collect_view();
    view! {
        <li>
            <h3><a href=card.href lang=card.lang>{card.title}</a></h3>
            <p><span lang=card.lang>{card.provider}</span> {card.demo.then(|| view! { " " <Tag kind=TagKind::Demo>"DEMO"</Tag> })}</p>
            <p class="meta">{facts}</p>
        </li>
    }
}
