//! The texts of respondents on a result page: those that somebody has read and released.

use app::results::OpenSection;
use domain::{
    Key, Locale, Part, Survey,
    disclosure::{OpenQuestion, Released, Rule},
    figure::DataTable,
    format,
    report::{Cell, Results},
};

use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

/// Texts of one question that are shown at first.
const SHOWN: usize = 20;

/// `base`: the page, with its query if it has one. `wanted`: the place of which every text is asked for.
pub async fn sections(
    state: &AppState,
    (running, results): (&RunningWave, &Released<Results>),
    base: &str,
    wanted: Option<&str>,
    locale: Locale,
) -> Result<Vec<OpenSection>, AppError> {
    let texts = state.released_texts(running, results).await?;
    let page = Page { survey: running.history.survey(), base, wanted, locale };
    Ok(texts.get().iter().enumerate().map(|(at, question)| page.section(at, question)).collect())
}

/// The question, and what of it was answered in words: "Was fehlt? – Anmerkung".
pub fn question(survey: &Survey, key: &Key, locale: Locale) -> String {
    let mut question = survey.question_text(key, locale);
    if matches!(key.part, Some(Part::Words | Part::Comment)) {
        question = format!("{question} – {}", survey.label(key, locale));
    }
    match survey.instance_label(key, locale).filter(|about| !question.contains(about.as_str())) {
        Some(about) => format!("{about}: {question}"),
        None => question,
    }
}

struct Page<'a> {
    survey: &'a Survey,
    base: &'a str,
    wanted: Option<&'a str>,
    locale: Locale,
}

impl Page<'_> {
    fn section(&self, at: usize, question: &OpenQuestion) -> OpenSection {
        let key = question.key.to_string();
        let id = format!("worte-{}", at + 1);
        let all = question.texts.len();
        let is_whole = all <= SHOWN || self.wanted == Some(key.as_str());
        let shown = if is_whole { all } else { SHOWN };
        let speaks_german = self.survey.locales.iter().all(|locale| locale.is_german());
        OpenSection {
            question: self::question(self.survey, &question.key, self.locale),
            told: self.told(shown, question),
            texts: question.texts[..shown].to_vec(),
            all: (!is_whole).then(|| (self.address(&key, &id), self.all(all))),
            words: (!question.words.is_empty()).then(|| self.words(question)),
            language: self.locale.mark_of_german().filter(|_| speaks_german),
            id,
        }
    }

    fn address(&self, key: &str, id: &str) -> String {
        let between = if self.base.contains('?') { '&' } else { '?' };
        // Neither a space nor a letter that an address could not hold is in a key.
        let key = key.replace('@', "%40").replace(':', "%3A");
        format!("{}{between}texte={key}#{id}", self.base)
    }

    fn count(&self, count: usize) -> String {
        format::count(count as u64, self.locale)
    }

    fn all(&self, count: usize) -> String {
        let count = self.count(count);
        if self.locale.is_german() { format!("Alle {count} Texte anzeigen") } else { format!("Show all {count} texts") }
    }

    fn told(&self, shown: usize, question: &OpenQuestion) -> String {
        let german = self.locale.is_german();
        let (some, all) = (self.count(shown), self.count(question.texts.len()));
        let released = match (shown == question.texts.len(), german) {
            (true, true) => format!("Freigegebene Texte: {all}."),
            (true, false) => format!("Texts released: {all}."),
            (false, true) => format!("Freigegebene Texte: {all}, davon hier {some}."),
            (false, false) => format!("Texts released: {all}, of which {some} here."),
        };
        let least = Rule::of(self.survey).least_texts();
        let withheld = match (&question.withheld, german) {
            (Cell::Empty, true) => "Keiner wurde zurückgehalten.".to_owned(),
            (Cell::Empty, false) => "None was kept back.".to_owned(),
            (Cell::Suppressed, true) => format!("Zurückgehalten oder noch nicht gelesen: weniger als {least}."),
            (Cell::Suppressed, false) => format!("Kept back or not read yet: fewer than {least}."),
            (Cell::Shown(count), true) => {
                format!("Zurückgehalten oder noch nicht gelesen: {}.", format::count(*count, self.locale))
            }
            (Cell::Shown(count), false) => {
                format!("Kept back or not read yet: {}.", format::count(*count, self.locale))
            }
        };
        format!("{released} {withheld}")
    }

    fn words(&self, question: &OpenQuestion) -> DataTable {
        let head = if self.locale.is_german() { ["Wort", "Texte"] } else { ["Word", "Texts"] };
        let row =
            |found: &domain::open_answers::WordCount| vec![found.word.clone(), format::count(found.texts, self.locale)];
        DataTable { head: head.map(str::to_owned).to_vec(), rows: question.words.iter().map(row).collect() }
    }
}
