//! The words of a survey for the ids that answers and results hold.

use crate::{
    answer::{Key, Part, Pass},
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
        if let Some(label) = self.part_label(page, item, key, locale) {
            return label;
        }
        match key.row.as_ref().map(|row| self.choices(item).iter().find(|choice| choice.id == *row)) {
            Some(Some(row)) => self.fill(&row.label, page, key.instance.as_ref(), locale),
            Some(None) => key.to_string(),
            None => self.question_text(key, locale),
        }
    }

    /// Of an answer that is one of several about the same thing; `None` where the row or the question says it all.
    fn part_label(&self, page: &Page, item: &Item, key: &Key, locale: Locale) -> Option<String> {
        let fill = |text: &Text| self.fill(text, page, key.instance.as_ref(), locale);
        let row = || key.row.as_ref().map_or_else(String::new, |row| self.option_label(item, row, locale));
        match (key.part.as_ref()?, &item.kind) {
            (Part::Words, _) if locale.is_german() => Some(format!("{}, und zwar", row())),
            (Part::Words, _) => Some(format!("{}, namely", row())),
            (Part::Comment, _) => Some(comment_label(locale).to_owned()),
            (Part::Consent, ItemKind::Contact { consent }) => Some(fill(consent)),
            (Part::Best, ItemKind::BestWorst { best, .. }) => Some(of_block(key, &fill(best), locale)),
            (Part::Worst, ItemKind::BestWorst { worst, .. }) => Some(of_block(key, &fill(worst), locale)),
            (Part::Column(id), ItemKind::Matrix { columns, .. }) => {
                let column = columns.iter().find(|column| column.id == *id)?;
                Some(format!("{}: {}", row(), fill(&column.label)))
            }
            _ => None,
        }
    }

    /// The wording of the question (of the second pass for its answers), `{option}` filled in.
    pub fn question_text(&self, key: &Key, locale: Locale) -> String {
        let Some((page, item)) = self.page_and_item(key) else { return key.to_string() };
        let text = match &item.kind {
            ItemKind::Paired { fulfilment_text, .. } if key.pass == Some(Pass::Fulfilment) => fulfilment_text,
            ItemKind::Kano { dysfunctional_text } if key.part == Some(Part::Dysfunctional) => dysfunctional_text,
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
                ItemKind::Kano { dysfunctional_text } => vec![dysfunctional_text],
                ItemKind::BestWorst { best, worst, .. } => vec![best, worst],
                ItemKind::Contact { consent } => vec![consent],
                ItemKind::Matrix { columns, .. } => columns.iter().map(|column| &column.label).collect(),
                _ => Vec::new(),
            };
            let choices = own_choices(item).iter().flat_map(|choice| [&choice.label, &choice.hint]);
            [&item.text, &item.hint].into_iter().chain(own).chain(choices)
        });
        std::iter::once(&page.title).chain(items)
    }
}

/// What heads the field for something written about an item.
pub fn comment_label(locale: Locale) -> &'static str {
    if locale.is_german() { "Anmerkung" } else { "Comment" }
}

/// "Auswahl 2: am wichtigsten".
fn of_block(key: &Key, what: &str, locale: Locale) -> String {
    let number = key.row.as_ref().map_or("", |row| row.as_str());
    if locale.is_german() { format!("Auswahl {number}: {what}") } else { format!("Choice {number}: {what}") }
}
