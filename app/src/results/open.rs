//! What respondents wrote in words of their own, as far as somebody has read and released it.

use domain::figure::DataTable;
use leptos::prelude::*;

use super::words::Words;
use crate::ui::DataTableView;

/// The texts to one question.
pub struct OpenSection {
    /// Unique on the page.
    pub id: String,
    pub question: String,
    /// How many are shown and how many not, as sentences.
    pub told: String,
    pub texts: Vec<String>,
    /// Where all of them are shown, if these are not all: address and words.
    pub all: Option<(String, String)>,
    /// Words that many of them share.
    pub words: Option<DataTable>,
    /// Their language, where it is not that of the page.
    pub language: Option<&'static str>,
}

/// The id of the section that holds all of them.
pub(super) const PLACE: &str = "eigene-worte";

pub(super) fn open_answers(sections: Vec<OpenSection>, words: &'static Words) -> impl IntoView {
    let sections: Vec<_> = sections.into_iter().map(|section| of_question(section, words)).collect();
    view! {
        <section class="wide flow" id=PLACE>
            <h2>{words.open}</h2>
            <p>{words.open_rule}</p>
            {sections}
        </section>
    }
}

fn of_question(section: OpenSection, words: &'static Words) -> impl IntoView {
    let language = section.language;
    let quote =
        |text: String| view! { <li><blockquote class="typed" dir="auto" lang=language>{text}</blockquote></li> };
    let texts: Vec<_> = section.texts.into_iter().map(quote).collect();
    let table = section.words.map(|table| view! { <DataTableView table=&table caption=words.open_words/> });
    view! {
        <section class="flow" id=section.id>
            <h3>{section.question}</h3>
            <p class="cite">{section.told}</p>
            <ul class="voices">{texts}</ul>
            {section.all.map(|(href, label)| view! { <p><a href=href>{label}</a></p> })}
            {table}
        </section>
    }
}
