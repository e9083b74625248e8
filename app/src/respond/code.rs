//! Typing the code from a slip or a mail. Wrong, spent and expired codes get the same words.

use domain::{Locale, code::Slip};
use leptos::prelude::*;

use super::{away, start::lost_draft, words::words};
use crate::ui::{Actions, Button, ErrorSummary, Hidden, PostForm, TextInput};

pub enum CodeProblem {
    /// What was typed is no code at all, and why.
    Slip(Slip),
    /// No code that starts anything.
    Refused,
    /// Too many wrong ones at the moment, whoever typed them.
    TooMany,
}

pub struct CodePage {
    pub locale: Locale,
    /// Of the survey that asks for a code, if it is known.
    pub survey: Option<String>,
    pub typed: String,
    pub problem: Option<CodeProblem>,
    /// There was no draft for a page that was asked for.
    pub expired: bool,
    pub kiosk: Option<KioskCode>,
}

/// On a device for many.
#[derive(Clone)]
pub struct KioskCode {
    /// Goes along with the code.
    pub wave: String,
    /// Where staff leave it, if they have set a PIN.
    pub leave: Option<String>,
}

impl CodePage {
    pub fn title(&self) -> &'static str {
        words(self.locale).code_title
    }
}

pub fn code_page(page: CodePage) -> impl IntoView {
    let words = words(page.locale);
    let problem = page.problem.as_ref().map(|problem| said(problem, page.locale));
    let problems: Vec<_> = problem.iter().map(|text| ("code".to_owned(), text.clone())).collect();
    let (kiosk, leave) = page.kiosk.map(|kiosk| (kiosk.wave, kiosk.leave)).unzip();
    let leave = leave.flatten().map(|href| {
        view! { <p class="hint"><a href=href>{away::words(page.locale).leave_kiosk}</a></p> }
    });
    let lead = if page.survey.is_some() { words.code_needed } else { words.code_lead };
    view! {
        <article class="flow">
            <ErrorSummary problems locale=page.locale/>
            {page.survey.map(|title| view! { <p class="eyebrow">{title}</p> })}
            <h1>{words.code_title}</h1>
            {page.expired.then(|| lost_draft(page.locale))}
            <p class="lead">{lead}</p>
            <PostForm action="/code">
                <Hidden name="locale" value=page.locale.as_str()/>
                {kiosk.map(|wave| view! { <Hidden name="kiosk" value=wave/> })}
                <TextInput
                    name="code" label=words.code_label hint=words.code_hint value=page.typed error=problem
                    autocomplete="off" locale=page.locale
                />
                <Actions><Button>{words.code_go}</Button></Actions>
            </PostForm>
            {leave}
        </article>
    }
}

fn said(problem: &CodeProblem, locale: Locale) -> String {
    let words = words(locale);
    match problem {
        CodeProblem::Slip(Slip::Empty) => words.code_empty.to_owned(),
        CodeProblem::Slip(Slip::Length(length)) => (words.code_length)(*length),
        CodeProblem::Slip(Slip::Character(character)) => (words.code_character)(*character),
        CodeProblem::Slip(Slip::Check) => words.code_check.to_owned(),
        CodeProblem::Refused => words.code_refused.to_owned(),
        CodeProblem::TooMany => words.code_too_many.to_owned(),
    }
}
