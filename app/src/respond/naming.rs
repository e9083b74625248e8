//! Whether a firm answers with its name: the question on the first screen, and what was chosen wherever it is shown again.

mod words;

use domain::{Locale, format};
use leptos::prelude::*;

use crate::ui::{AnswerList, Checked, Entry, Hidden, RadioCards};

use words::words;

/// The field of the choice, and what stands in it.
pub const NAME: &str = "name";
pub const WITH: &str = "mit";
pub const WITHOUT: &str = "ohne";
/// The field that says which text was read.
pub const EDITION: &str = "fassung";

/// What consent is asked on: the settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    pub organisation: String,
    /// Smallest group of firms whose results are shown.
    pub k: u64,
    /// Months after the end that the name stays.
    pub months: Option<u32>,
    /// Who takes a withdrawal.
    pub contact: String,
}

impl Terms {
    /// All that is read before agreeing, line by line, the firm left open.
    pub fn lines(&self, locale: Locale) -> Vec<String> {
        let words = words(locale);
        let mut lines = vec![
            words.legend.to_owned(),
            words.both_count.to_owned(),
            words.without.to_owned(),
            (words.without_means)(self.k),
            (words.with)("…"),
            words.with_means.to_owned(),
            words.details.to_owned(),
        ];
        lines.extend(self.details(locale).into_iter().map(|(term, text)| format!("{term}: {text}")));
        lines
    }

    fn details(&self, locale: Locale) -> Vec<(&'static str, String)> {
        let words = words(locale);
        let who = (words.who, (words.seen_by)(&self.organisation, self.k));
        let time = self.months.map(|months| format::months(months, locale));
        let how_long = time.map(|time| (words.how_long, (words.kept)(&time)));
        let withdraw = (words.withdraw, (words.withdraw_how)(&self.contact));
        [Some(who), how_long, Some(withdraw)].into_iter().flatten().collect()
    }
}

/// The question as it is asked of one firm.
pub struct NamingQuestion {
    pub firm: String,
    pub terms: Terms,
    pub edition: String,
    /// What was chosen before, if anything was.
    pub chosen: Option<&'static str>,
    /// It was left open.
    pub missing: bool,
}

impl NamingQuestion {
    /// In place of what the survey says of every answer.
    pub fn privacy(&self, locale: Locale) -> String {
        (words(locale).privacy)(self.terms.k)
    }

    /// Field and what to do.
    pub fn problem(&self, locale: Locale) -> Option<(String, String)> {
        self.missing.then(|| (NAME.to_owned(), words(locale).choose.to_owned()))
    }
}

pub fn naming_question(question: &NamingQuestion, locale: Locale) -> impl IntoView + use<> {
    let words = words(locale);
    let terms = &question.terms;
    let entries = vec![
        Entry::new(WITHOUT, words.without).hint((words.without_means)(terms.k)),
        Entry::new(WITH, (words.with)(&question.firm)).hint(words.with_means),
    ];
    let details = terms.details(locale).into_iter();
    let details: Vec<_> = details.map(|(term, text)| view! { <li><strong>{term}": "</strong>{text}</li> }).collect();
    let error = question.problem(locale).map(|(_, text)| text);
    let (chosen, edition) = (question.chosen.map(str::to_owned), question.edition.clone());
    view! {
        <RadioCards name=NAME legend=words.legend entries chosen hint=words.both_count error locale/>
        <Hidden name=EDITION value=edition/>
        <div class="flow">
            <p><strong>{words.details}</strong></p>
            <ul>{details}</ul>
        </div>
    }
}

/// What was chosen, as it is shown before and after sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    Without,
    /// And the text that was agreed to, with its edition.
    With {
        edition: String,
        text: String,
    },
}

impl Chosen {
    fn said(&self, locale: Locale) -> &'static str {
        match self {
            Chosen::Without => words(locale).chosen_without,
            Chosen::With { .. } => words(locale).chosen_with,
        }
    }
}

/// Among the answers that are checked before they are sent, with the way to change it.
pub fn checked_choice(chosen: &Chosen, change: String, locale: Locale) -> impl IntoView + use<> {
    let question = words(locale).legend.to_owned();
    let row = Checked { question, answers: vec![chosen.said(locale).to_owned()], change: Some(change) };
    view! { <section><AnswerList rows=vec![row] locale/></section> }
}

/// On the receipt: what was chosen, and word for word what was agreed to.
pub fn receipt_choice(chosen: &Chosen, locale: Locale) -> impl IntoView + use<> {
    let words = words(locale);
    let agreed = match chosen {
        Chosen::Without => None,
        Chosen::With { edition, text } => {
            let lines: Vec<_> = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
            let edition = (words.edition)(edition);
            Some(view! {
                <details>
                    <summary>{words.agreed}</summary>
                    <div class="flow">{lines}<p class="hint">{edition}</p></div>
                </details>
            })
        }
    };
    let said = chosen.said(locale);
    view! {
        <section class="flow">
            <h2>{words.your_choice}</h2>
            <p>{said}</p>
            {agreed}
        </section>
    }
}
