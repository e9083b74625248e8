//! The texts of respondents on a result page: those that somebody has read and released.

use app::results::{OpenSection, Themes};
use domain::{
    Locale, Survey,
    disclosure::{OpenQuestion, Rule},
    figure::{DataTable, Figure},
    format,
    report::Cell,
};

use crate::{
    open_answers,
    story::{Telling, theme_label},
};

/// Texts of one question that are shown at first.
const SHOWN: usize = 20;

/// `base`: the page, with its query if it has one. `wanted`: the place of which every text is asked for.
pub fn sections(telling: &Telling, base: &str, wanted: Option<&str>) -> Vec<OpenSection> {
    let Some(texts) = &telling.texts else { return Vec::new() };
    let page = Page { survey: telling.survey, base, wanted, locale: telling.locale };
    let mut sections: Vec<OpenSection> =
        texts.get().iter().enumerate().map(|(at, question)| page.section(at, question)).collect();
    for (at, figure) in telling.themes() {
        sections[at].themes = page.themes(&texts.get()[at], figure);
    }
    sections
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
            question: open_answers::question(self.survey, &question.key, self.locale),
            told: self.told(shown, question),
            texts: question.texts[..shown].to_vec(),
            all: (!is_whole).then(|| (self.address(&key, &id), self.all(all))),
            words: (!question.words.is_empty()).then(|| self.words(question)),
            themes: None,
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

    fn themes(&self, question: &OpenQuestion, figure: Option<Figure>) -> Option<Themes> {
        let rare = &question.themes.as_ref()?.rare;
        let names: Vec<String> = rare.iter().map(|theme| theme_label(theme, self.locale)).collect();
        let (names, k) = (names.join(" · "), Rule::of(self.survey).k());
        let hidden = match self.locale.is_german() {
            true => format!("Von keinem oder von weniger als {k} Texten genannt: {names}."),
            false => format!("Named by no text or by fewer than {k}: {names}."),
        };
        Some(Themes { figure, hidden: (!rare.is_empty()).then_some(hidden) })
    }

    fn words(&self, question: &OpenQuestion) -> DataTable {
        let head = if self.locale.is_german() { ["Wort", "Texte"] } else { ["Word", "Texts"] };
        let row =
            |found: &domain::open_answers::WordCount| vec![found.word.clone(), format::count(found.texts, self.locale)];
        DataTable { head: head.map(str::to_owned).to_vec(), rows: question.words.iter().map(row).collect() }
    }
}
