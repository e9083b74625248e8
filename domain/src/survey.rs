//! A survey definition: a document that a person can read and write, immutable once published.

mod rules;

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{Day, Month},
    id::{ItemId, OptionId, PageId, ScaleId, Slug, TopicId},
    kano,
    locale::{Locale, Text},
    meaning::{Audience, Meaning},
    questionnaire::own_choices,
    vocabulary,
};

pub use rules::{Compute, Constraint, Order, Quota, ScreenOut};

/// The compiled-in floor of k: no setting goes below it.
pub const K_FLOOR: u32 = 5;
/// Apprentices may be minors.
pub const K_FLOOR_APPRENTICES: u32 = 10;

/// Questions that may break down the results of one survey.
pub const GROUPINGS_MAX: usize = 6;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survey {
    pub slug: Slug,
    pub audience: Audience,
    /// Smallest group of respondents (firms: distinct firms) whose figures are shown.
    pub k: u32,
    pub locales: Vec<Locale>,
    pub title: Text,
    /// Who asks and what for; shown on the first screen.
    pub intro: Text,
    /// What happens with the answers, one sentence; shown on the first screen.
    pub privacy: Text,
    /// Said on the receipt page.
    #[serde(default)]
    pub thanks: Text,
    /// Firms look over their answers before sending, apprentices do not (ux.md R11).
    #[serde(default)]
    pub check_answers: bool,
    /// Why a survey may be longer than its cap allows (R8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_reason: Option<String>,
    /// Whose answers these are, if not the association's: author and licence, for every figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Text>,
    /// When they were collected, where the days of the wave do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fieldwork: Option<Text>,
    /// Without it nothing may be published; versions from before it was asked for have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protection: Option<Protection>,
    /// By what results are broken down, at most [`GROUPINGS_MAX`].
    #[serde(default, rename = "grouping", skip_serializing_if = "Vec::is_empty")]
    pub groupings: Vec<Grouping>,
    /// Pairs of groupings that results are broken down by at once. They never close a ring: three of them would fix
    /// cells that each pair alone leaves open.
    #[serde(default, rename = "crossing", skip_serializing_if = "Vec::is_empty")]
    pub crossings: Vec<[ItemId; 2]>,
    #[serde(default, rename = "scale")]
    pub scales: Vec<Scale>,
    #[serde(default, rename = "compute", skip_serializing_if = "Vec::is_empty")]
    pub computes: Vec<Compute>,
    #[serde(default, rename = "quota", skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    #[serde(default, rename = "screen_out", skip_serializing_if = "Vec::is_empty")]
    pub screen_outs: Vec<ScreenOut>,
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

/// What the data protection officer has settled before anybody is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protection {
    /// What the answers are for.
    pub purpose: Text,
    /// Article of the GDPR, in words.
    pub legal_basis: String,
    /// Months that single answers are kept.
    pub retention_months: u32,
    pub level: Level,
}

impl Survey {
    /// Whether its firms may be asked to answer with their name. Nobody else ever is.
    pub fn may_ask_for_names(&self) -> bool {
        let level = self.protection.as_ref().map(|protection| protection.level);
        self.audience == Audience::Firm && level == Some(Level::Named)
    }
}

/// How far an answer may be joined to whoever gave it. What a wave asks for its answers must not go further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Open link or random codes: nobody knows who was asked.
    Anonymous,
    /// Invited people too: who was asked is known, answers are mixed.
    Uncoupled,
    /// The name of the firm stands beside the answers, with its consent.
    Named,
}

/// A background question whose answers make groups; municipalities are grouped by Kreis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grouping {
    pub id: ItemId,
    /// As it reads after "nach": "Branche".
    pub label: Text,
}

/// A fully labelled rating scale, lowest point first. Points are 1 to `labels.len()`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    pub id: ScaleId,
    #[serde(default)]
    pub direction: Direction,
    pub labels: Vec<Text>,
    /// "Weiß nicht / betrifft mich nicht", set off by space; stored as `!dk`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dont_know: Option<Text>,
    /// Stored as `!na`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<Text>,
}

/// Whether the highest point is the best one (ratings) or the worst one (Schulnoten).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    #[default]
    HighIsGood,
    HighIsBad,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    pub title: Text,
    /// Of its pages.
    #[serde(default, skip_serializing_if = "Order::is_fixed")]
    pub order: Order,
    #[serde(rename = "page")]
    pub pages: Vec<Page>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    pub id: PageId,
    /// Heading where a page holds several items; a page with one item is headed by it.
    #[serde(default)]
    pub title: Text,
    /// Shown only if this holds, e.g. `branche == "bau" and not answered(plaetze)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// A multiple choice: the page comes once per ticked option, `{option}` in texts is its label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<ItemId>,
    /// Of its items, within a step.
    #[serde(default, skip_serializing_if = "Order::is_fixed")]
    pub order: Order,
    #[serde(default, rename = "constraint", skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    #[serde(rename = "item")]
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub text: Text,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    #[serde(default)]
    pub required: bool,
    /// Required where this holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Something may be written about it below: never needed, never prompted for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub comment: bool,
    /// Of its options; exclusive ones stay last.
    #[serde(default, skip_serializing_if = "Order::is_fixed")]
    pub order: Order,
    #[serde(default, rename = "constraint", skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Constraint>,
    #[serde(default)]
    pub meaning: Meaning,
    #[serde(flatten)]
    pub kind: ItemKind,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ItemKind {
    Single {
        #[serde(rename = "option")]
        options: Vec<Choice>,
    },
    Multiple {
        #[serde(rename = "option")]
        options: Vec<Choice>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
    },
    /// Rows rated on one scale.
    Battery {
        scale: ScaleId,
        #[serde(rename = "row")]
        rows: Vec<Choice>,
    },
    /// The same rows rated twice: importance in one pass, fulfilment in a second. `text` heads the first pass.
    Paired {
        importance_scale: ScaleId,
        fulfilment_scale: ScaleId,
        fulfilment_text: Text,
        #[serde(rename = "row")]
        rows: Vec<Choice>,
    },
    /// At most `max` of the rows of another battery (`of`) or of options of its own.
    Top {
        #[serde(default = "three")]
        max: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ItemId>,
        #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
    },
    /// Rows put in order, the first place for the first; as far as one likes, without a gap.
    Ranking {
        #[serde(rename = "row")]
        rows: Vec<Choice>,
    },
    /// Rows shown in blocks (see `maxdiff`): in each the best and the worst.
    BestWorst {
        #[serde(default = "four")]
        block_size: u32,
        /// Sets of blocks, of which each respondent is dealt one.
        #[serde(default = "four")]
        versions: u32,
        /// "am wichtigsten" and "am wenigsten wichtig".
        best: Text,
        worst: Text,
        #[serde(rename = "row")]
        rows: Vec<Choice>,
    },
    /// Whole numbers that add up.
    ConstantSum {
        #[serde(default = "hundred")]
        total: u32,
        #[serde(default)]
        unit: Text,
        #[serde(rename = "row")]
        rows: Vec<Choice>,
    },
    /// What if the feature were there (`text`), what if not; the answers are those of [`kano::answers`].
    Kano { dysfunctional_text: Text },
    /// Numbers in rows and columns; rows of its own, or what is ticked in the multiple choice `of`.
    Matrix {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ItemId>,
        #[serde(rename = "column")]
        columns: Vec<Column>,
        #[serde(default, rename = "row", skip_serializing_if = "Vec::is_empty")]
        rows: Vec<Choice>,
    },
    /// 0 to 10, with labels for the two ends.
    Recommendation { low: Text, high: Text },
    Number {
        #[serde(default)]
        unit: Text,
        /// Said with exactly one: "Person" where `unit` is "Personen".
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        unit_one: Text,
        min: f64,
        max: f64,
        /// 0: whole numbers only.
        #[serde(default)]
        decimals: u32,
        /// The number this one counts a part of: more than the whole is asked about once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part_of: Option<ItemId>,
    },
    ShortText {
        #[serde(default = "short_text_limit")]
        max_chars: u32,
    },
    LongText {
        #[serde(default = "long_text_limit")]
        max_chars: u32,
    },
    Date {
        #[serde(default = "first_day")]
        min: Day,
        #[serde(default = "last_day")]
        max: Day,
    },
    Month {
        #[serde(default = "first_month")]
        min: Month,
        #[serde(default = "last_month")]
        max: Month,
    },
    /// An e-mail address, with a tick that says what for. It is no answer: see `check::contacts`.
    Contact { consent: Text },
    /// One of the training occupations; the list is copied in when the survey is published.
    Occupation {
        #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
    },
    /// One of the region's municipalities; the list is copied in when the survey is published.
    Municipality {
        #[serde(default, rename = "option", skip_serializing_if = "Vec::is_empty")]
        options: Vec<Choice>,
    },
    /// Text only, nothing is asked.
    Information,
}

impl ItemKind {
    /// What a number of this item counts, as it is said with that number; empty if it has no unit.
    pub fn unit_of(&self, number: f64, locale: Locale) -> &str {
        match self {
            ItemKind::Number { unit_one, .. } if number == 1.0 && unit_one.has(locale) => unit_one.get(locale),
            ItemKind::Number { unit, .. } | ItemKind::ConstantSum { unit, .. } => unit.get(locale),
            _ => "",
        }
    }
}

pub(crate) fn three() -> u32 {
    3
}
pub(crate) fn four() -> u32 {
    4
}
pub(crate) fn hundred() -> u32 {
    100
}
pub(crate) fn first_day() -> Day {
    const FIRST: Day = Day::new(1900, 1, 1).expect("a day");
    FIRST
}
pub(crate) fn last_day() -> Day {
    const LAST: Day = Day::new(2100, 12, 31).expect("a day");
    LAST
}
pub(crate) fn first_month() -> Month {
    first_day().month()
}
pub(crate) fn last_month() -> Month {
    last_day().month()
}
pub(crate) fn short_text_limit() -> u32 {
    200
}
pub(crate) fn long_text_limit() -> u32 {
    2_000
}

/// An option of a choice or a row of a battery.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: OptionId,
    pub label: Text,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub hint: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Ticking it unticks all others ("Nichts davon").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exclusive: bool,
    /// "Anderes, und zwar": asks for words of one's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub other: bool,
    #[serde(default, skip_serializing_if = "is_unset")]
    pub meaning: Meaning,
}

fn is_unset(meaning: &Meaning) -> bool {
    *meaning == Meaning::default()
}

/// A column of a matrix of numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub id: OptionId,
    pub label: Text,
    pub min: f64,
    pub max: f64,
    /// 0: whole numbers only.
    #[serde(default)]
    pub decimals: u32,
    /// The column this one counts a part of: more than the whole is asked about once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<OptionId>,
}

/// Most that is written beside an option "other", and about an item.
pub const WORDS_LIMIT: u32 = 200;
pub const COMMENT_LIMIT: u32 = 1_000;

impl Choice {
    pub(crate) fn plain(id: OptionId, label: Text) -> Choice {
        Choice {
            id,
            label,
            hint: Text::default(),
            condition: None,
            exclusive: false,
            other: false,
            meaning: Meaning::default(),
        }
    }

    /// The need this option stands for: as annotated, else the topic of the same name.
    pub fn topic(&self) -> Option<TopicId> {
        let same_name = || TopicId::new(self.id.as_str()).ok().filter(|id| vocabulary::topic(id).is_some());
        self.meaning.topic.clone().or_else(same_name)
    }
}

impl Survey {
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.sections.iter().flat_map(|section| &section.pages)
    }

    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.pages().flat_map(|page| &page.items)
    }

    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items().find(|item| item.id == *id)
    }

    pub fn page(&self, id: &PageId) -> Option<&Page> {
        self.pages().find(|page| page.id == *id)
    }

    pub fn scale(&self, id: &ScaleId) -> Option<&Scale> {
        self.scales.iter().find(|scale| scale.id == *id)
    }

    /// The options or rows of an item; a top-3 item or a matrix may borrow them from the item it refers to.
    pub fn choices<'a>(&'a self, item: &'a Item) -> &'a [Choice] {
        match &item.kind {
            ItemKind::Top { of: Some(of), options: own, .. } | ItemKind::Matrix { of: Some(of), rows: own, .. }
                if own.is_empty() =>
            {
                match self.item(of) {
                    Some(source) => self.choices(source),
                    None => &[],
                }
            }
            ItemKind::Kano { .. } => kano::answers(),
            _ => own_choices(item),
        }
    }
}
