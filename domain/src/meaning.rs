//! What an item means to the analysis. The annotation, not the wording, decides which figures are computed.

use serde::{Deserialize, Serialize};

use crate::id::{ConstructId, TopicId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Firm,
    Apprentice,
    /// Neither: a survey for some other circle of people.
    Other,
}

impl Audience {
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Firm => "firm",
            Audience::Apprentice => "apprentice",
            Audience::Other => "other",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Importance,
    Fulfilment,
    /// The ticked topics themselves.
    Need,
    Urgency,
    Satisfaction,
    /// Whether an offer for the topic is known.
    Awareness,
    Barrier,
    /// Persons of a target group who need the topic within a year (total yearly need).
    Persons,
    Recommend,
    /// Describes the respondent. Only such items may group results.
    Background,
    /// Which factors matter most (top 3).
    Priority,
}

/// For whom an offer is made or a need is felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetGroup {
    Apprentices,
    Trainers,
    SkilledWorkers,
    Applicants,
}

impl TargetGroup {
    pub const ALL: [TargetGroup; 4] =
        [TargetGroup::Apprentices, TargetGroup::Trainers, TargetGroup::SkilledWorkers, TargetGroup::Applicants];

    pub fn as_str(self) -> &'static str {
        match self {
            TargetGroup::Apprentices => "apprentices",
            TargetGroup::Trainers => "trainers",
            TargetGroup::SkilledWorkers => "skilled_workers",
            TargetGroup::Applicants => "applicants",
        }
    }

    pub fn parse(text: &str) -> Option<TargetGroup> {
        TargetGroup::ALL.into_iter().find(|group| group.as_str() == text)
    }
}

/// Everything is optional: an item without meaning is counted and shown, nothing more. The scale of an item and its
/// direction stand where it is answered: `scale` of the item, `direction` of the scale.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Meaning {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub construct: Option<ConstructId>,
    /// Left out on a page that repeats per topic: there the ticked option is the topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<TopicId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_group: Option<TargetGroup>,
    /// Who answers the item, where surveys share it: one that was written for others cannot be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<Audience>,
    /// Of an answer to a question of role awareness: whether whoever gives it knows an offer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub knows: Option<bool>,
    /// High values mean little of the construct.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reverse: bool,
}

impl Meaning {
    /// Of a row or an option of an item: its own annotation goes before that of the item.
    pub fn narrowed(&self, own: Option<&Meaning>) -> Meaning {
        let Some(own) = own else { return self.clone() };
        Meaning {
            role: own.role.or(self.role),
            construct: own.construct.clone().or_else(|| self.construct.clone()),
            topic: own.topic.clone().or_else(|| self.topic.clone()),
            target_group: own.target_group.or(self.target_group),
            audience: own.audience.or(self.audience),
            knows: own.knows,
            reverse: own.reverse != self.reverse,
        }
    }
}
