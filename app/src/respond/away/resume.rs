//! Where the six words are typed.

use domain::Locale;
use leptos::prelude::*;

use super::words::{Words, words};
use crate::ui::{Actions, Button, ErrorSummary, Hidden, LinkButton, PostForm, TextArea, Weight};

pub struct ResumePage {
    pub locale: Locale,
    /// The survey one comes from.
    pub wave: Option<String>,
    pub typed: String,
    pub problem: Option<ResumeProblem>,
}

/// Why the words open nothing.
pub enum ResumeProblem {
    /// So many, and not six.
    Count(usize),
    /// As typed, and the nearest ones of the list.
    NotInList(Vec<(String, Vec<&'static str>)>),
    /// Wrong, or over.
    Nothing,
    /// This device holds other answers to the same survey.
    OthersHere,
    /// Seconds until the next attempt.
    Wait(u64),
}

impl ResumePage {
    pub fn title(&self) -> &'static str {
        words(self.locale).resume
    }

    fn problems(&self) -> Vec<String> {
        let words = words(self.locale);
        match &self.problem {
            None => Vec::new(),
            Some(ResumeProblem::Count(count)) => vec![(words.not_six)(*count)],
            Some(ResumeProblem::NotInList(unknown)) => {
                unknown.iter().map(|(typed, meant)| not_in_list(typed, meant, words)).collect()
            }
            Some(ResumeProblem::Nothing) => vec![words.opens_nothing.to_owned()],
            Some(ResumeProblem::OthersHere) => vec![words.others_here.to_owned()],
            Some(ResumeProblem::Wait(seconds)) => vec![(words.tried_too_often)(*seconds)],
        }
    }
}

/// „kaffer“ steht nicht in unserer Liste. Gemeint ist vielleicht „käfer“ oder „kaffee“.
fn not_in_list(typed: &str, meant: &[&str], words: &Words) -> String {
    const SHOWN: usize = 30;
    let typed: String = typed.chars().take(SHOWN).collect();
    let said = (words.not_in_list)(&typed);
    match meant {
        [] => said,
        meant => format!("{said} {}", (words.perhaps)(meant)),
    }
}

pub fn resume_page(page: &ResumePage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let problems = page.problems();
    let summary = problems.iter().map(|text| ("code".to_owned(), text.clone())).collect::<Vec<_>>();
    let error = (!problems.is_empty()).then(|| problems.join(" "));
    let replaces = matches!(page.problem, Some(ResumeProblem::OthersHere));
    let wave = page.wave.clone();
    let (locale, typed) = (page.locale, page.typed.clone());
    let start = wave.as_ref().map(|wave| format!("/s/{wave}"));
    view! {
        <article>
            <h1>{words.resume}</h1>
            <PostForm action="/weiter">
                <ErrorSummary problems=summary locale/>
                <TextArea
                    name="code" label=words.six_words hint=words.six_words_hint.to_owned() value=typed
                    error=error rows=3 locale=locale
                />
                <Hidden name="lang" value=locale.as_str()/>
                {wave.map(|wave| view! { <Hidden name="umfrage" value=wave/> })}
                <Actions>
                    {if replaces {
                        view! { <Button name="ersetzen" value="1">{words.replace}</Button> }.into_any()
                    } else {
                        view! { <Button>{words.go_on}</Button> }.into_any()
                    }}
                    {start.map(|href| view! { <LinkButton href weight=Weight::Quiet>{words.to_start}</LinkButton> })}
                </Actions>
            </PostForm>
            <p class="muted">{words.no_code}</p>
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_not_in_the_list_is_named_with_what_was_meant() {
        let du = words(Locale::DeDu);
        assert_eq!(
            not_in_list("kaffer", &["käfer", "kaffee"], du),
            "„kaffer“ steht nicht in unserer Liste. Gemeint ist vielleicht „käfer“ oder „kaffee“."
        );
        assert_eq!(not_in_list("xy", &[], du), "„xy“ steht nicht in unserer Liste.");
        let en = words(Locale::En);
        assert_eq!(not_in_list("dach", &["dachs"], en), "“dach” is not in our list. Perhaps it should be “dachs”.");
    }
}
