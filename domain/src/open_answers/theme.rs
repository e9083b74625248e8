//! What texts are about: the themes that there are to choose from, and those that a text seems to name.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde::Deserialize;

use super::token::tokens;
use crate::{
    id::OptionId,
    locale::Locale,
    survey::{Choice, Item, Survey},
    vocabulary,
};

/// The theme of a text that is about something the vocabulary has no word for; no topic and no construct has this id.
pub const OTHER: &str = "anderes-thema";

/// Stems of fewer letters must be whole words.
const SHORT: usize = 4;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stems {
    de: Vec<String>,
    en: Vec<String>,
}

static STEMS: LazyLock<BTreeMap<OptionId, Stems>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../vocabulary/theme_stems.toml")).expect("part of the program, tested")
});

/// The coding frame of a survey: topics of need and constructs that its questions are annotated with, all of the
/// vocabulary if there is none; then [`OTHER`]. In the order of the vocabulary.
pub fn themes(survey: &Survey) -> Vec<OptionId> {
    let named: BTreeSet<String> = survey.items().flat_map(|item| named_by(survey, item)).collect();
    let topics = vocabulary::topics().iter().map(|topic| topic.id.as_str());
    let all: Vec<&str> = topics.chain(vocabulary::constructs().iter().map(|construct| construct.id.as_str())).collect();
    let own: Vec<&str> = all.iter().copied().filter(|id| named.contains(*id)).collect();
    let chosen = if own.is_empty() { all } else { own };
    chosen.into_iter().chain([OTHER]).filter_map(|id| OptionId::new(id).ok()).collect()
}

fn named_by(survey: &Survey, item: &Item) -> Vec<String> {
    let choices = survey.choices(item);
    let meanings = || std::iter::once(&item.meaning).chain(choices.iter().map(|choice| &choice.meaning));
    let constructs = meanings().filter_map(|meaning| Some(meaning.construct.as_ref()?.to_string()));
    let topics = choices.iter().filter_map(Choice::topic).chain(item.meaning.topic.clone());
    constructs.chain(topics.map(|topic| topic.to_string())).collect()
}

/// The id itself for a theme that the vocabulary does not have.
pub fn theme_label(id: &OptionId, locale: Locale) -> String {
    let topic = vocabulary::topics().iter().find(|topic| topic.id.as_str() == id.as_str()).map(|topic| &topic.label);
    let construct = || vocabulary::constructs().iter().find(|construct| construct.id.as_str() == id.as_str());
    match (topic.or_else(|| construct().map(|construct| &construct.label)), locale.is_german()) {
        (Some(label), _) => label.get(locale).to_owned(),
        (None, true) if id.as_str() == OTHER => "Anderes Thema".to_owned(),
        (None, false) if id.as_str() == OTHER => "Something else".to_owned(),
        (None, _) => id.to_string(),
    }
}

/// The themes of which a stem stands in the text, for a person to confirm or correct; never [`OTHER`].
pub fn suggested(text: &str, themes: &[OptionId]) -> BTreeSet<OptionId> {
    let small = text.to_lowercase();
    let words: Vec<String> = tokens(&small).iter().map(|token| token.text.to_owned()).collect();
    let is_named = |theme: &&OptionId| {
        let stems = STEMS.get(*theme).into_iter().flat_map(|stems| stems.de.iter().chain(&stems.en));
        stems.into_iter().any(|stem| is_in(stem, &small, &words))
    };
    themes.iter().filter(is_named).cloned().collect()
}

fn is_in(stem: &str, small: &str, words: &[String]) -> bool {
    let mut words = words.iter();
    match stem.strip_prefix('-') {
        Some(part) => words.any(|word| word.contains(part)),
        None if stem.contains(' ') => small.contains(stem),
        None if stem.chars().count() <= SHORT => words.any(|word| word == stem),
        None => words.any(|word| word.starts_with(stem)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let topics = vocabulary::topics().iter().map(|topic| topic.id.as_str());
        let all = topics.chain(vocabulary::constructs().iter().map(|construct| construct.id.as_str())).chain([OTHER]);
        let all: Vec<OptionId> = all.map(|id| OptionId::new(id).expect("an id")).collect();
        let named = suggested(text, &all);
        all.iter().filter(|id| named.contains(id)).map(ToString::to_string).collect()
    }

    #[test]
    fn stems_suggest_what_a_text_is_about() {
        assert_eq!(of("Eine höhere Ausbildungsvergütung und mehr GELD"), ["verguetung"]);
        assert_eq!(of("Der Bus fährt zu selten; die Stimmung ist gut."), ["wohnen-mobilitaet", "betriebsklima"]);
        assert_eq!(of("Help before the exams, please"), ["nachhilfe", "pruefungsvorbereitung"]);
        assert_eq!(of("Tag der offenen Tür"), ["berufsorientierung"]);
        // "Busch" is no bus, "Kiste" no KI.
        assert_eq!(of("Ein Busch, eine Kiste"), [] as [&str; 0]);
        assert!(of("").is_empty());
    }

    #[test]
    fn every_theme_has_stems_in_both_languages_and_no_id_means_two_things() {
        let topics = vocabulary::topics().iter().map(|topic| topic.id.as_str());
        let all: Vec<&str> =
            topics.chain(vocabulary::constructs().iter().map(|construct| construct.id.as_str())).collect();
        let distinct: BTreeSet<&str> = all.iter().copied().chain([OTHER]).collect();
        assert_eq!(distinct.len(), all.len() + 1);
        let stemmed: BTreeSet<&str> = STEMS.keys().map(OptionId::as_str).chain([OTHER]).collect();
        assert_eq!(stemmed, distinct);
        for stem in
            STEMS.values().flat_map(|stems| [&stems.de, &stems.en]).inspect(|list| assert!(!list.is_empty())).flatten()
        {
            assert_eq!(*stem, stem.to_lowercase());
            assert!(stem.trim_start_matches('-').chars().count() > 1, "{stem}");
        }
    }
}
