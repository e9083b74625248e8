//! The controlled words that make surveys comparable: topics of need, constructs of attractiveness, occupations.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{
    id::{ConstructId, OptionId, TopicId},
    locale::{Locale, Text},
};

/// A need that firms and apprentices may have and offers may meet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub id: TopicId,
    pub label: Text,
    #[serde(default)]
    pub hint: Text,
}

/// A factor of attractiveness that firms and apprentices rate alike.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Construct {
    pub id: ConstructId,
    pub label: Text,
}

/// A recognised training occupation, by its name in law. The id is ours: no code of any classification.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occupation {
    pub id: OptionId,
    pub name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topics {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Constructs {
    construct: Vec<Construct>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Occupations {
    occupation: Vec<Occupation>,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let file: Topics = toml::from_str(include_str!("../vocabulary/topics.toml")).expect("part of the program, tested");
    file.topic
});

static CONSTRUCTS: LazyLock<Vec<Construct>> = LazyLock::new(|| {
    let file: Constructs =
        toml::from_str(include_str!("../vocabulary/constructs.toml")).expect("part of the program, tested");
    file.construct
});

static OCCUPATIONS: LazyLock<Vec<Occupation>> = LazyLock::new(|| {
    let file: Occupations =
        toml::from_str(include_str!("../vocabulary/occupations.toml")).expect("part of the program, tested");
    file.occupation
});

/// All topics, in the order in which they are listed to people.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

pub fn constructs() -> &'static [Construct] {
    &CONSTRUCTS
}

/// Source and completeness stand at the head of the list.
pub fn occupations() -> &'static [Occupation] {
    &OCCUPATIONS
}

pub fn topic(id: &TopicId) -> Option<&'static Topic> {
    topics().iter().find(|topic| topic.id == *id)
}

pub fn construct(id: &ConstructId) -> Option<&'static Construct> {
    constructs().iter().find(|construct| construct.id == *id)
}

/// The id itself for a topic that the vocabulary does not have.
pub fn topic_label(id: &TopicId, locale: Locale) -> &str {
    topic(id).map_or(id.as_str(), |topic| topic.label.get(locale))
}
