//! The words of a survey for the ids that answers and results hold.

use crate::{
    answer::{Key, Pass},
    id::OptionId,
    locale::{Locale, Text},
    questionnaire::own_choices,
    survey::{Item, ItemKind, Page, Survey},
};

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
    /// The id itself for something the survey does not have.
    pub fn label(&self, key: &Key, locale: Locale) -> String {
        let Some((page, item)) = self.page_and_item(key) else { return key.to_string() };
        match key.row.as_ref().map(|row| self.choices(item).iter().find(|choice| choice.id == *row)) {
            Some(Some(row)) => self.fill(&row.label, page, key.instance.as_ref(), locale),
            Some(None) => key.to_string(),
            None => self.question_text(key, locale),
        }
    }

    /// The wording of the question (of the second pass for its answers), `{option}` filled in.
    pub fn question_text(&self, key: &Key, locale: Locale) -> String {
        let Some((page, item)) = self.page_and_item(key) else { return key.to_string() };
        let text = match &item.kind {
            ItemKind::Paired { fulfilment_text, .. } if key.pass == Some(Pass::Fulfilment) => fulfilment_text,
            _ => &item.text,
        };
        self.fill(text, page, key.instance.as_ref(), locale)
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
        choice.map_or_else(|| option.to_string(), |choice| choice.label.get(locale).to_owned())
    }

    /// The heading of a page, or of its repetition for one option; empty if it has none of its own.
    pub fn page_title(&self, page: &Page, instance: Option<&OptionId>, locale: Locale) -> String {
        self.fill(&page.title, page, instance, locale)
    }

    /// Any text of a page, with `{option}` replaced by the label of the option the page repeats for.
    pub fn fill(&self, text: &Text, page: &Page, instance: Option<&OptionId>, locale: Locale) -> String {
        let text = text.get(locale);
        match (instance, page.repeat.as_ref().and_then(|source| self.item(source))) {
            (Some(option), Some(source)) if text.contains(OPTION_PLACEHOLDER) => {
                text.replace(OPTION_PLACEHOLDER, &self.option_label(source, option, locale))
            }
            _ => text.to_owned(),
        }
    }

    /// The page an item stands on.
    pub fn page_of(&self, item: &Item) -> Option<&Page> {
        self.pages().find(|page| page.items.iter().any(|other| other.id == item.id))
    }

    fn page_and_item(&self, key: &Key) -> Option<(&Page, &Item)> {
        self.pages().find_map(|page| page.items.iter().find(|item| item.id == key.item).map(|item| (page, item)))
    }

    /// Every place in the survey where a text with `{option}` may stand, for each page.
    pub(crate) fn page_texts(page: &Page) -> impl Iterator<Item = &Text> {
        let items = page.items.iter().flat_map(|item| {
            let own = match &item.kind {
                ItemKind::Paired { fulfilment_text, .. } => vec![fulfilment_text],
                ItemKind::Recommendation { low, high } => vec![low, high],
                _ => Vec::new(),
            };
            let choices = own_choices(item).iter().flat_map(|choice| [&choice.label, &choice.hint]);
            [&item.text, &item.hint].into_iter().chain(own).chain(choices)
        });
        std::iter::once(&page.title).chain(items)
    }
}
