//! Names and values, and the list to check before sending.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

/// Term and description.
#[component]
pub fn DefinitionList(rows: Vec<(String, String)>) -> impl IntoView {
    let rows = rows.into_iter().map(|(term, text)| view! { <div><dt>{term}</dt><dd>{text}</dd></div> }).collect_view();
    view! { <dl class="facts">{rows}</dl> }
}

/// One line to check: several answers for a question with several. Without an address the heading above has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub question: String,
    pub answers: Vec<String>,
    pub change: Option<String>,
}

/// Check your answers: question, answer, link to change it. What was skipped says so.
#[component]
pub fn AnswerList(rows: Vec<Checked>, #[prop(default = Locale::DeSie)] locale: Locale) -> impl IntoView {
    view! { <dl class="answers">{rows.into_iter().map(|row| answer(row, locale)).collect_view()}</dl> }
}

fn answer(row: Checked, locale: Locale) -> impl IntoView {
    let words = words(locale);
    let nothing = row.answers.is_empty().then(|| view! { <span class="muted">{words.not_given}</span> });
    let answers = row.answers.into_iter().map(|answer| view! { <div>{answer}</div> }).collect_view();
    let question = row.question.clone();
    let class = row.change.is_some().then_some("changeable");
    let change = row.change.map(|href| view! { <dd class="way"><ChangeLink href what=question locale/></dd> });
    view! {
        <div class=class>
            <dt>{row.question}</dt>
            <dd class="given">{nothing}{answers}</dd>
            {change}
        </div>
    }
}

/// "ändern", and read out what.
#[component]
pub fn ChangeLink(
    #[prop(into)] href: String,
    #[prop(into)] what: String,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    view! { <a href=href>{words(locale).change}<span class="visually-hidden">": "{what}</span></a> }
}
