//! What respondents wrote in words of their own, as far as somebody has read and released it.

use domain::figure::{DataTable, Figure};
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
    /// What they are about, once somebody has said so of each.
    pub themes: Option<Themes>,
    /// Their language, where it is not that of the page.
    pub language: Option<&'static str>,
}

/// How many texts name each theme.
pub struct Themes {
    /// None where no theme is named by enough of them.
    pub figure: Option<Figure>,
    /// Which themes are not shown and why, as a sentence.
    pub hidden: Option<String>,
}

/// The id of the section that holds all of them.
pub(super) const PLACE: &str = "eigene-worte";

/// `picture` draws a figure below the heading of its question.
pub(super) fn open_answers(
    sections: Vec<OpenSection>,
    words: &'static Words,
    picture: &dyn Fn(&Figure) -> AnyView,
) -> impl IntoView + use<> {
    let sections: Vec<_> = sections.into_iter().map(|section| of_question(section, words, picture)).collect();
    view! {
        <section class="wide flow" id=PLACE>
            <h2>{words.open}</h2>
            <p>{words.open_rule}</p>
            {sections}
        </section>
    }
}

fn of_question(
    section: OpenSection,
    words: &'static Words,
    picture: &dyn Fn(&Figure) -> AnyView,
) -> impl IntoView + use<> {
    let language = section.language;
    let quote =
        |text: String| view! { <li><blockquote class="typed" dir="auto" lang=language>{text}</blockquote></li> };
    let texts: Vec<_> = section.texts.into_iter().map(quote).collect();
    let table = section.words.map(|table| view! { <DataTableView table=&table caption=words.open_words/> });
    let themes = section.themes.map(|themes| {
        view! {
            {themes.figure.map(|figure| picture(&figure))}
            {themes.hidden.map(|hidden| view! { <p>{hidden}</p> })}
            <p class="cite">{words.open_themes}</p>
        }
    });
    view! {
        <section class="flow" id=section.id>
            <h3>{section.question}</h3>
            <p class="cite">{section.told}</p>
            <ul class="voices">{texts}</ul>
            {section.all.map(|(href, label)| view! { <p><a href=href>{label}</a></p> })}
            {themes}
            {table}
        </section>
    }
}
