//! The words of a survey for the ids that answers and results hold.

mod harmless;
pub(crate) mod pipe;

use crate::{
    answer::{Answers, Key, Missing, Part, Pass, Value},
    flow::Path,
    format,
    id::OptionId,
    locale::{Locale, Text},
    questionnaire::{Questionnaire, own_choices},
    survey::{Item, ItemKind, Page, Survey},
};

pub use harmless::{INLINE_MAX, inline, is_bidi_control};
use pipe::{Piece, pieces};

/// Stands in the texts of a repeated page for the option it is about.
pub const OPTION_PLACEHOLDER: &str = "{option}";

/// Stands in the introduction for whoever asks.
pub const ORGANISATION_PLACEHOLDER: &str = "{organisation}";

/// Stands where a text names an answer that there is not, and has nothing else to say.
const GAP: &str = "…";

/// Labels of answers that name answers that name answers: deeper only in a draft that goes round in a circle.
const DEEPEST: u8 = 3;

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
        Filling::bare(self, locale).option_label(item, option, None)
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
    pub fn new(path: &Path<'q>, locale: Locale) -> Wording<'q> {
        let questionnaire = path.questionnaire();
        let known = if questionnaire.pipes() { path.known().clone() } else { Answers::default() };
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
        self.filling().option_label(item, option, instance)
    }

    /// Any text of an item: a hint, the label of an option, the end of a scale.
    pub fn text(&self, text: &Text, item: &Item, instance: Option<&OptionId>) -> String {
        self.filling().text(text, item, instance)
    }

    fn filling(&self) -> Filling<'_> {
        Filling { known: Some(&self.known), ..Filling::bare(self.questionnaire, self.locale) }
    }
}

/// A text in all locales with the answers put in.
pub(crate) fn filled(survey: &Survey, known: &Answers, text: &Text, page: &Page, instance: Option<&OptionId>) -> Text {
    let filling = |locale: Locale| Filling { known: Some(known), ..Filling::bare(survey, locale) };
    let fill = |locale: Locale| filling(locale).fill(text, Some(page), instance);
    Text(text.0.keys().map(|locale| (*locale, fill(*locale))).collect())
}

#[derive(Clone, Copy)]
struct Filling<'a> {
    survey: &'a Survey,
    /// None where nobody has answered anything: in results and codebooks.
    known: Option<&'a Answers>,
    locale: Locale,
    /// How many answers it stands in: the label of one may name another.
    depth: u8,
}

impl<'a> Filling<'a> {
    fn bare(survey: &'a Survey, locale: Locale) -> Filling<'a> {
        Filling { survey, known: None, locale, depth: 0 }
    }

    fn label(self, key: &Key) -> String {
        let Some((page, item)) = self.survey.page_and_item(key) else { return key.to_string() };
        if let Some(label) = self.part_label(page, item, key) {
            return label;
        }
        match key.row.as_ref().map(|row| self.survey.choices(item).iter().find(|choice| choice.id == *row)) {
            Some(Some(row)) => self.fill(&row.label, Some(page), key.instance.as_ref()),
            Some(None) => key.to_string(),
            None => self.question_text(key),
        }
    }

    /// Of an answer that is one of several about the same thing; `None` where the row or the question says it all.
    fn part_label(self, page: &Page, item: &Item, key: &Key) -> Option<String> {
        let locale = self.locale;
        let fill = |text: &Text| self.fill(text, Some(page), key.instance.as_ref());
        let row =
            || key.row.as_ref().map_or_else(String::new, |row| self.option_label(item, row, key.instance.as_ref()));
        match (key.part.as_ref()?, &item.kind) {
            (Part::Words, _) => Some(words_label(&row(), locale)),
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

    fn question_text(self, key: &Key) -> String {
        let Some((page, item)) = self.survey.page_and_item(key) else { return key.to_string() };
        let text = match &item.kind {
            ItemKind::Paired { fulfilment_text, .. } if key.pass == Some(Pass::Fulfilment) => fulfilment_text,
            ItemKind::Kano { dysfunctional_text } if key.part == Some(Part::Dysfunctional) => dysfunctional_text,
            _ => &item.text,
        };
        self.fill(text, Some(page), key.instance.as_ref())
    }

    fn option_label(self, item: &Item, option: &OptionId, instance: Option<&OptionId>) -> String {
        let choice = self.survey.choices(item).iter().find(|choice| choice.id == *option);
        choice.map_or_else(|| option.to_string(), |choice| self.text(&choice.label, item, instance))
    }

    /// Any text of an item.
    fn text(self, text: &Text, item: &Item, instance: Option<&OptionId>) -> String {
        let page = text.get(self.locale).contains('{').then(|| self.survey.page_of(item)).flatten();
        self.fill(text, page, instance)
    }

    /// Any text of a page, with `{option}` replaced by the label of the option the page repeats for, and answers put in.
    fn fill(self, text: &Text, page: Option<&Page>, instance: Option<&OptionId>) -> String {
        let text = text.get(self.locale);
        if !text.contains(['{', '}']) {
            return text.to_owned();
        }
        let put = |piece: Piece| match piece {
            Piece::Plain(plain) | Piece::Broken(plain) => plain.to_owned(),
            Piece::Option => self.option(page, instance).unwrap_or_else(|| OPTION_PLACEHOLDER.to_owned()),
            Piece::Answer { key, fallback } => {
                self.answer(&key, instance).unwrap_or_else(|| fallback.unwrap_or(GAP).to_owned())
            }
        };
        pieces(text).into_iter().map(put).collect()
    }

    fn option(self, page: Option<&Page>, instance: Option<&OptionId>) -> Option<String> {
        let source = self.survey.item(page?.repeat.as_ref()?)?;
        Some(self.option_label(source, instance?, None))
    }

    /// An answer in words; `None` if there is none.
    fn answer(self, key: &Key, instance: Option<&OptionId>) -> Option<String> {
        let known = self.known.filter(|_| self.depth < DEEPEST)?;
        let here = instance.and_then(|instance| known.get(&Key { instance: Some(instance.clone()), ..key.clone() }));
        let value = here.or_else(|| known.get(key)).filter(|value| value.is_given())?;
        let inner = Filling { depth: self.depth + 1, ..self };
        let said = inline(&inner.said(key, value, instance)?);
        (!said.is_empty()).then_some(said)
    }

    fn said(self, key: &Key, value: &Value, instance: Option<&OptionId>) -> Option<String> {
        let item = self.survey.item(&key.item);
        let label = |id: &OptionId| match item {
            Some(item) => self.option_label(item, id, instance),
            None => id.to_string(),
        };
        Some(match value {
            Value::Choice(id) => label(id),
            Value::Choices(ids) => listed(&ids.iter().map(label).collect::<Vec<_>>(), self.locale),
            Value::Number(number) => match item.and_then(|item| self.point(item, key, *number)) {
                Some(point) => point,
                None => format::shortest(*number, self.locale),
            },
            Value::Text(text) => format::date(text, self.locale),
            Value::Missing(Missing::NotApplicable | Missing::DontKnow | Missing::NoAnswer) => return None,
        })
    }

    /// The words of a scale point.
    fn point(self, item: &Item, key: &Key, number: f64) -> Option<String> {
        let scale = match &item.kind {
            ItemKind::Battery { scale, .. } => scale,
            ItemKind::Paired { fulfilment_scale, .. } if key.pass == Some(Pass::Fulfilment) => fulfilment_scale,
            ItemKind::Paired { importance_scale, .. } => importance_scale,
            _ => return None,
        };
        let label = self.survey.scale(scale)?.labels.get((number as usize).checked_sub(1)?)?;
        Some(label.get(self.locale).to_owned())
    }
}

/// "a, b und c"
fn listed(words: &[String], locale: Locale) -> String {
    let (comma, and) = match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => (", ", " und "),
        Locale::En => (", ", " and "),
        Locale::Tr => (", ", " ve "),
        Locale::Uk => (", ", " і "),
        Locale::Ar => ("، ", " و"),
    };
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
    }
}

/// Every text of an item but the messages of its rules.
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
    match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => "Anmerkung",
        Locale::En => "Comment",
        Locale::Tr => "Not",
        Locale::Uk => "Коментар",
        Locale::Ar => "ملاحظة",
    }
}

/// "Etwas anderes, und zwar".
fn words_label(option: &str, locale: Locale) -> String {
    match locale {
        Locale::DeSie | Locale::DeDu => format!("{option}, und zwar"),
        Locale::DeEinfach => format!("{option}. Was meinen Sie?"),
        Locale::En => format!("{option}, namely"),
        Locale::Tr => format!("{option}, açıklayın"),
        Locale::Uk => format!("{option}, а саме"),
        Locale::Ar => format!("{option}، وهو"),
    }
}

/// "Auswahl 2: am wichtigsten".
fn of_block(key: &Key, what: &str, locale: Locale) -> String {
    let number = key.row.as_ref().map_or("", |row| row.as_str());
    let choice = match locale {
        Locale::DeSie | Locale::DeDu | Locale::DeEinfach => "Auswahl",
        Locale::En => "Choice",
        Locale::Tr => "Seçim",
        Locale::Uk => "Вибір",
        Locale::Ar => "الاختيار",
    };
    format!("{choice} {number}: {what}")
}
