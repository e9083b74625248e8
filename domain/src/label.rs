//! The words of a survey for the ids that answers and results hold.

mod filling;
mod harmless;
pub(crate) mod pipe;

use crate::{
    answer::{Answers, Key},
    flow::Path,
    id::OptionId,
    locale::{Locale, Text},
    questionnaire::{Questionnaire, own_choices},
    survey::{Item, ItemKind, Page, Survey},
};

use filling::Filling;
pub use harmless::{INLINE_MAX, inline, is_bidi_control};

/// Stands in the texts of a repeated page for the option it is about.
pub const OPTION_PLACEHOLDER: &str = "{option}";

/// Stands in the introduction for whoever asks.
pub const ORGANISATION_PLACEHOLDER: &str = "{organisation}";

impl Survey {
    /// The introduction, with the name of whoever asks filled in.
    pub fn introduction(&self, organisation: &str, locale: Locale) -> String {
        self.intro.get(locale).replace(ORGANISATION_PLACEHOLDER, organisation)
    }

    /// What an answer is about, as short as the survey has it: the row of a battery, else the question.
    /// The id itself for something the survey does not have. Without answers, as in all texts here, their places are
    /// filled with what the text says for that.
    pub fn label(&self, key: &Key, locale: Locale) -> String {
        Filling::bare(self, locale).label(key)
    }

    /// The wording of the question (of the second pass for its answers), `{option}` filled in.
    pub fn question_text(&self, key: &Key, locale: Locale) -> String {
        Filling::bare(self, locale).question_text(key)
    }

    /// The label of the option that a repeated page is about.
    pub fn instance_label(&self, key: &Key, locale: Locale) -> Option<String> {
        let (page, _) = self.page_and_item(key)?;
        let source = self.item(page.repeat.as_ref()?)?;
        key.instance.as_ref().map(|instance| self.option_label(source, instance, locale))
    }

    /// The wording of an option or row; its id if the item has none such.
    pub fn option_label(&self, item: &Item, option: &OptionId, locale: Locale) -> String {
        let choice = self.choices(item).iter().find(|choice| choice.id == *option);
        choice.map_or_else(|| option.to_string(), |choice| Filling::bare(self, locale).fill(&choice.label, None, None))
    }

    /// The heading of a page, or of its repetition for one option; empty if it has none of its own.
    pub fn page_title(&self, page: &Page, instance: Option<&OptionId>, locale: Locale) -> String {
        Filling::bare(self, locale).fill(&page.title, Some(page), instance)
    }

    /// The page an item stands on.
    pub fn page_of(&self, item: &Item) -> Option<&Page> {
        self.pages().find(|page| page.items.iter().any(|other| other.id == item.id))
    }

    fn page_and_item(&self, key: &Key) -> Option<(&Page, &Item)> {
        self.pages().find_map(|page| page.items.iter().find(|item| item.id == key.item).map(|item| (page, item)))
    }

    /// Every place in the survey where a text with `{option}` or an answer may stand, for each page.
    pub(crate) fn page_texts(page: &Page) -> impl Iterator<Item = &Text> {
        let items = page.items.iter().flat_map(|item| {
            let messages = item.constraints.iter().map(|constraint| &constraint.message);
            item_texts(item).into_iter().chain(messages)
        });
        let messages = page.constraints.iter().map(|constraint| &constraint.message);
        std::iter::once(&page.title).chain(messages).chain(items)
    }
}

/// The texts of a survey as one respondent reads them: earlier answers stand where the texts name them.
#[derive(Debug, Clone)]
pub struct Wording<'q> {
    questionnaire: &'q Questionnaire,
    known: Answers,
    locale: Locale,
}

impl<'q> Wording<'q> {
    pub fn new(questionnaire: &'q Questionnaire, answers: &Answers, locale: Locale) -> Wording<'q> {
        let known = match questionnaire.pipes() {
            true => Path::new(questionnaire, answers).into_known(),
            false => Answers::default(),
        };
        Wording { questionnaire, known, locale }
    }

    pub fn label(&self, key: &Key) -> String {
        self.filling().label(key)
    }

    pub fn question_text(&self, key: &Key) -> String {
        self.filling().question_text(key)
    }

    pub fn page_title(&self, page: &Page, instance: Option<&OptionId>) -> String {
        self.filling().fill(&page.title, Some(page), instance)
    }

    pub fn option_label(&self, item: &Item, option: &OptionId, instance: Option<&OptionId>) -> String {
        let choice = self.questionnaire.choices(item).iter().find(|choice| choice.id == *option);
        choice.map_or_else(|| option.to_string(), |choice| self.text(&choice.label, item, instance))
    }

    /// Any text of an item: a hint, the label of an option, the end of a scale.
    pub fn text(&self, text: &Text, item: &Item, instance: Option<&OptionId>) -> String {
        let page = text.get(self.locale).contains('{').then(|| self.questionnaire.page_of(item)).flatten();
        self.filling().fill(text, page, instance)
    }

    fn filling(&self) -> Filling<'_> {
        Filling { survey: self.questionnaire, known: Some(&self.known), locale: self.locale }
    }
}

/// A text in all locales with the answers put in.
pub(crate) fn filled(survey: &Survey, known: &Answers, text: &Text, page: &Page, instance: Option<&OptionId>) -> Text {
    let fill = |locale: Locale| Filling { survey, known: Some(known), locale }.fill(text, Some(page), instance);
    Text(text.0.keys().map(|locale| (*locale, fill(*locale))).collect())
}

/// The texts of an item that are read when it is answered, but for the messages of its rules.
pub(crate) fn item_texts(item: &Item) -> Vec<&Text> {
    let own = match &item.kind {
        ItemKind::Paired { fulfilment_text, .. } => vec![fulfilment_text],
        ItemKind::Recommendation { low, high } => vec![low, high],
        ItemKind::Kano { dysfunctional_text } => vec![dysfunctional_text],
        ItemKind::BestWorst { best, worst, .. } => vec![best, worst],
        ItemKind::Contact { consent } => vec![consent],
        ItemKind::Matrix { columns, .. } => columns.iter().map(|column| &column.label).collect(),
        _ => Vec::new(),
    };
    let choices = own_choices(item).iter().flat_map(|choice| [&choice.label, &choice.hint]);
    [&item.text, &item.hint].into_iter().chain(own).chain(choices).collect()
}

/// What heads the field for something written about an item.
pub fn comment_label(locale: Locale) -> &'static str {
    if locale.is_german() { "Anmerkung" } else { "Comment" }
}
