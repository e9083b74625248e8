//! What a new version of a survey would do to the answers that there are already.
//!
//! An answer is kept under the id of its question and says the id of an option or the point of a scale. So texts may
//! change, and questions may come, go and move; but an id that has answers must go on meaning what it meant. Whatever
//! would not is refused, with a way out: the question under a new id (see [`super::fork`]).

mod choice;
mod item;
mod judgement;
mod likeness;
mod message;
mod scale;

use crate::{
    id::{ItemId, OptionId},
    locale::Locale,
    meaning::Audience,
    survey::{Item, ItemKind, Page, Survey},
};

pub use choice::ChoiceChange;
pub use judgement::Judgement;
pub use likeness::Likeness;
pub use scale::ScaleChange;

/// One difference between what was asked and what would be asked from now on.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub kind: Kind,
    /// The question it is about; none where it is about the survey as a whole.
    pub item: Option<ItemId>,
    pub judgement: Judgement,
}

/// What differs. Words come from [`Change::sentence`].
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Audience {
        from: Audience,
        to: Audience,
    },
    /// The smallest group that is shown: a promise to those who have answered.
    K {
        from: u32,
        to: u32,
    },
    LocaleAdded(Locale),
    LocaleRemoved(Locale),
    /// The sentence about what happens with the answers.
    Promise,
    /// Title, introduction, thanks: nobody's answer depends on them.
    Words,
    Reordered,
    Added,
    Removed,
    /// It was asked before, and then not any more.
    Back,
    /// To another page.
    Moved,
    Wording(Likeness),
    /// Of the second pass of a paired battery.
    SecondWording(Likeness),
    Retyped {
        from: &'static str,
        to: &'static str,
    },
    /// Whether it is asked once or once per ticked option, and of what. `kept`: every repetition there was can come again.
    Repeat {
        from: Option<ItemId>,
        to: Option<ItemId>,
        kept: bool,
    },
    /// Its condition, or that of its page.
    Condition,
    Required {
        now: bool,
    },
    /// Smallest and largest number or day, decimals, most characters.
    Bounds,
    /// What the answers to all rows add up to.
    Total {
        from: u32,
        to: u32,
    },
    /// Which rows are shown together: the answers name the blocks by their numbers.
    Blocks,
    /// What one agrees to with an address.
    Consent,
    /// Whether one may write something about it.
    Comment {
        now: bool,
    },
    /// How many one may choose.
    Limit,
    Unit(Likeness),
    Ends(Likeness),
    Scale {
        fulfilment: bool,
        change: ScaleChange,
    },
    /// The annotations that changed, by their names in the definition.
    Meaning {
        names: Vec<&'static str>,
        overwritten: bool,
    },
    Choice {
        what: What,
        id: OptionId,
        change: ChoiceChange,
    },
    ChoicesReordered(What),
}

/// Of what a question is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// One of the answers there are.
    Option,
    /// Answered by itself.
    Row,
    /// Answered against the other rows: ranked, or given its part of a sum.
    Rival,
    /// Of a matrix: answered by itself in each row.
    Column,
}

/// A published version, and whether anybody may have answered it.
#[derive(Debug, Clone, Copy)]
pub struct Before<'s> {
    pub survey: &'s Survey,
    pub answered: bool,
}

/// Everything that `draft` changes against the published versions, first to last; what is worst comes first. Both sides
/// frozen: with their lists of municipalities. Nothing for a survey that was never published.
///
/// A question is compared with the last version that asked it, and with every older one that has answers as well: what
/// they would no longer be comparable with is refused too.
pub fn compare(before: &[Before], draft: &Survey) -> Vec<Change> {
    let Some(latest) = before.last() else { return Vec::new() };
    let answered = before.iter().any(|version| version.answered);
    let mut changes = of_survey(latest.survey, draft, answered);
    for page in draft.pages() {
        for item in &page.items {
            changes.extend(of_item(before, Asked { survey: draft, page, item }));
        }
    }
    let gone = latest.survey.items().filter(|item| draft.item(&item.id).is_none());
    changes.extend(gone.map(|item| Kind::Removed.at(&item.id, latest.answered)));
    changes.sort_by_key(|change| std::cmp::Reverse(change.judgement));
    changes
}

/// A question where it is asked.
#[derive(Clone, Copy)]
struct Asked<'s> {
    survey: &'s Survey,
    page: &'s Page,
    item: &'s Item,
}

impl<'s> Asked<'s> {
    fn find(survey: &'s Survey, id: &ItemId) -> Option<Asked<'s>> {
        survey
            .pages()
            .find_map(|page| page.items.iter().find(|item| item.id == *id).map(|item| Asked { survey, page, item }))
    }
}

fn of_item(before: &[Before], after: Asked) -> Vec<Change> {
    let id = &after.item.id;
    let mut asked = before.iter().enumerate().rev().filter_map(|(number, version)| {
        let asked = Asked::find(version.survey, id)?;
        Some((number, asked, version.answered && is_answered(&asked.item.kind)))
    });
    let Some((last, latest, answered)) = asked.next() else { return vec![Kind::Added.at(id, false)] };
    let mut changes: Vec<Change> =
        item::differences(latest, after).into_iter().map(|kind| kind.at(id, answered)).collect();
    if last + 1 < before.len() {
        changes.push(Kind::Back.at(id, answered));
    }
    for (_, older, _) in asked.filter(|(.., answered)| *answered) {
        let more = item::differences(older, after).into_iter().map(|kind| kind.at(id, true));
        let more = more.filter(|change| change.judgement == Judgement::Refused);
        let more: Vec<Change> = more.filter(|change| changes.iter().all(|known| known.kind != change.kind)).collect();
        changes.extend(more);
    }
    changes
}

/// Whether its answers lie among the answers: an address does not.
fn is_answered(kind: &ItemKind) -> bool {
    !matches!(kind, ItemKind::Information | ItemKind::Contact { .. })
}

fn of_survey(before: &Survey, after: &Survey, answered: bool) -> Vec<Change> {
    let mut kinds = Vec::new();
    if before.audience != after.audience {
        kinds.push(Kind::Audience { from: before.audience, to: after.audience });
    }
    if before.k != after.k {
        kinds.push(Kind::K { from: before.k, to: after.k });
    }
    let missing = |from: &[Locale], other: &[Locale]| -> Vec<Locale> {
        from.iter().copied().filter(|locale| !other.contains(locale)).collect()
    };
    kinds.extend(missing(&after.locales, &before.locales).into_iter().map(Kind::LocaleAdded));
    kinds.extend(missing(&before.locales, &after.locales).into_iter().map(Kind::LocaleRemoved));
    if before.privacy != after.privacy {
        kinds.push(Kind::Promise);
    }
    if words(before) != words(after) {
        kinds.push(Kind::Words);
    }
    if order(before, after) != order(after, before) {
        kinds.push(Kind::Reordered);
    }
    let change = |kind: Kind| Change { judgement: kind.judgement(answered), item: None, kind };
    kinds.into_iter().map(change).collect()
}

/// What a survey says beside its questions.
fn words(survey: &Survey) -> impl PartialEq + '_ {
    let titles: Vec<_> = survey.sections.iter().map(|section| &section.title).collect();
    let pages: Vec<_> = survey.pages().map(|page| (&page.id, &page.title)).collect();
    let said = (&survey.title, &survey.intro, &survey.thanks, &survey.source, &survey.fieldwork);
    (said, survey.check_answers, titles, pages)
}

/// The questions that the other one has as well, in the order of this one.
fn order<'s>(survey: &'s Survey, other: &Survey) -> Vec<&'s ItemId> {
    survey.items().map(|item| &item.id).filter(|id| other.item(id).is_some()).collect()
}

impl Kind {
    fn at(self, item: &ItemId, answered: bool) -> Change {
        Change { judgement: self.judgement(answered), item: Some(item.clone()), kind: self }
    }
}

impl Change {
    /// Whether the question may be led on under an id of its own instead.
    pub fn can_fork(&self) -> Option<&ItemId> {
        self.item.as_ref().filter(|_| self.judgement >= Judgement::Confirm)
    }
}
