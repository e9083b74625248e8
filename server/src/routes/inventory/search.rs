//! Which offers fit what somebody looks for.

use app::inventory::{OfferFilter, group_label, place_name};
use domain::{
    Locale,
    id::TopicId,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
    place::Municipality,
    vocabulary,
};
use serde::Deserialize;

/// The query of the public list. What is not in the vocabulary (any more) counts as not asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    thema: String,
    zielgruppe: String,
    ort: String,
    pub seite: String,
}

pub struct Search {
    pub topic: Option<TopicId>,
    group: Option<TargetGroup>,
    place: Option<OfferPlace>,
    text: String,
}

impl Search {
    pub fn new(asked: &Asked, region: &[Municipality]) -> Search {
        let topic = vocabulary::topics().iter().find(|topic| topic.id.as_str() == asked.thema);
        let place = match asked.ort.as_str() {
            "online" => Some(OfferPlace::Online),
            ags => {
                region.iter().find(|place| place.ags.as_str() == ags).map(|p| OfferPlace::Municipality(p.ags.clone()))
            }
        };
        Search {
            topic: topic.map(|topic| topic.id.clone()),
            group: TargetGroup::parse(&asked.zielgruppe),
            place,
            text: asked.q.trim().chars().take(200).collect(),
        }
    }

    pub fn filter(&self) -> OfferFilter {
        OfferFilter {
            topic: self.topic.as_ref().map(ToString::to_string).unwrap_or_default(),
            group: self.group.map(TargetGroup::as_str).unwrap_or_default().to_owned(),
            place: match &self.place {
                Some(OfferPlace::Municipality(ags)) => ags.to_string(),
                Some(_) => "online".to_owned(),
                None => String::new(),
            },
            text: self.text.clone(),
        }
    }

    /// The address of this search, up to where the number of the page goes.
    pub fn base(&self) -> String {
        let filter = self.filter();
        let all = [("q", filter.text), ("thema", filter.topic), ("zielgruppe", filter.group), ("ort", filter.place)];
        address("/angebote", &all)
    }

    pub fn matches(&self, offer: &Offer, region: &[Municipality], locale: Locale) -> bool {
        let topic = self.topic.as_ref();
        topic.is_none_or(|topic| offer.topics.contains(topic) || offer.secondary_topics.contains(topic))
            && self.group.is_none_or(|group| offer.target_groups.contains(&group))
            && self.place.as_ref().is_none_or(|place| is_near(offer, place))
            && speaks_of(offer, &self.text, region, locale)
    }
}

/// In the municipality, or coming to every municipality.
fn is_near(offer: &Offer, place: &OfferPlace) -> bool {
    offer.place == *place || (matches!(place, OfferPlace::Municipality(_)) && offer.place == OfferPlace::RegionWide)
}

/// Whether every word stands somewhere in the offer.
pub fn speaks_of(offer: &Offer, text: &str, region: &[Municipality], locale: Locale) -> bool {
    if text.is_empty() {
        return true;
    }
    let topics = offer.topics.iter().chain(&offer.secondary_topics);
    let mut all = vec![offer.title.as_str(), &offer.provider, &offer.description];
    all.extend(topics.map(|topic| vocabulary::topic_label(topic, locale)));
    all.extend(offer.target_groups.iter().map(|group| group_label(*group, locale)));
    let place = place_name(&offer.place, region, locale);
    all.push(&place);
    let all = folded(&all.join(" "));
    folded(text).split_whitespace().all(|word| all.contains(word))
}

/// For comparing and sorting: lower case, umlauts as people type them without.
pub fn folded(text: &str) -> String {
    text.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

/// Path and query without what is empty, ending in `seite=`.
pub fn address(path: &str, query: &[(&str, String)]) -> String {
    let given: Vec<_> = query.iter().filter(|(_, value)| !value.is_empty()).collect();
    let query = serde_urlencoded::to_string(&given).unwrap_or_default();
    if query.is_empty() { format!("{path}?seite=") } else { format!("{path}?{query}&seite=") }
}

/// The page asked for among `of` pages, the nearest if there is none such.
pub fn page_number(asked: &str, of: usize) -> usize {
    asked.parse().unwrap_or(1).clamp(1, of.max(1))
}
