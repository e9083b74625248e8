//! The accessibility statement with the form to tell of a barrier, and the list of those that were told of.

use domain::Locale;
use leptos::prelude::*;

use super::legal::{Block, legal_page};
use crate::ui::{
    Actions, Button, EmptyState, ErrorSummary, Hidden, MailLink, Notice, NoticeKind, PostForm, TextArea, TextInput,
    Typed, Weight,
};

/// Names of the fields.
pub const MESSAGE: &str = "huerde";
pub const EMAIL: &str = "email";

pub struct AccessibilityPage {
    pub locale: Locale,
    pub blocks: Vec<Block>,
    /// As typed.
    pub message: String,
    pub email: String,
    /// Name of the field, and what to do.
    pub problems: Vec<(String, String)>,
    /// A report has just arrived.
    pub done: bool,
}

struct Words {
    heading: &'static str,
    lead: &'static str,
    message: &'static str,
    message_hint: &'static str,
    email: &'static str,
    email_hint: &'static str,
    button: &'static str,
    done: &'static str,
}

const GERMAN: Words = Words {
    heading: "Hürde melden",
    lead: "Ihren Namen brauchen wir nicht. Was Sie schreiben, liegt getrennt von allen Antworten.",
    message: "Was war schwierig oder ging nicht?",
    message_hint: "Am besten mit der Seite, auf der es war.",
    email: "Ihre E-Mail-Adresse",
    email_hint: "Nur wenn Sie eine Antwort möchten.",
    button: "Meldung senden",
    done: "Danke. Ihre Meldung ist angekommen.",
};

const ENGLISH: Words = Words {
    heading: "Report a barrier",
    lead: "We do not need your name. What you write is kept apart from all answers.",
    message: "What was difficult or did not work?",
    message_hint: "It helps to name the page.",
    email: "Your e-mail address",
    email_hint: "Only if you want an answer.",
    button: "Send report",
    done: "Thank you. Your report has arrived.",
};

pub fn accessibility_page(page: AccessibilityPage) -> impl IntoView {
    let locale = page.locale;
    let words = if locale.is_german() { GERMAN } else { ENGLISH };
    let problem = |name: &str| page.problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let (of_message, of_email) = (problem(MESSAGE), problem(EMAIL));
    view! {
        <ErrorSummary problems=page.problems locale/>
        {page.done.then(|| view! { <Notice kind=NoticeKind::Success said=true><p>{words.done}</p></Notice> })}
        {legal_page(page.blocks)}
        <section class="flow" id="melden">
            <h2>{words.heading}</h2>
            <p>{words.lead}</p>
            <PostForm action="/barrierefreiheit">
                <TextArea
                    name=MESSAGE label=words.message hint=words.message_hint value=page.message error=of_message locale
                />
                <TextInput
                    name=EMAIL label=words.email hint=words.email_hint value=page.email error=of_email typed=Typed::Email
                    autocomplete="email" optional=true locale
                />
                <Actions><Button>{words.button}</Button></Actions>
            </PostForm>
        </section>
    }
}

pub struct Barrier {
    pub id: String,
    /// In words.
    pub day: String,
    pub message: String,
    /// Empty if no answer is wanted.
    pub email: String,
}

/// `days`: how long a report is kept.
pub fn barriers_page(barriers: Vec<Barrier>, days: i64) -> impl IntoView {
    let lines: Vec<_> = barriers.into_iter().map(barrier).collect();
    let body = if lines.is_empty() {
        view! { <EmptyState title="Keine Hürden gemeldet" text="Was jemand unter „Barrierefreiheit“ meldet, steht hier."/> }
            .into_any()
    } else {
        view! {
            <p>
                "Gemeldet mit dem Formular unter „Barrierefreiheit“. Was erledigt ist, wird gelöscht, alles andere nach "
                {days} " Tagen."
            </p>
            {lines}
        }
        .into_any()
    };
    view! {
        <h1>"Gemeldete Hürden"</h1>
        {body}
    }
}

fn barrier(barrier: Barrier) -> impl IntoView {
    let Barrier { id, day, message, email } = barrier;
    let paragraphs: Vec<_> = message.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
    let answer = if email.is_empty() {
        view! { <p class="muted">"Ohne Adresse: Eine Antwort ist nicht gewünscht."</p> }.into_any()
    } else {
        view! { <p>"Antwort an: " <MailLink address=email/></p> }.into_any()
    };
    view! {
        <section class="flow">
            <h2>{day.clone()}</h2>
            {paragraphs}
            {answer}
            <PostForm action="/intern/huerden">
                <Hidden name="erledigt" value=id/>
                <Actions>
                    <Button weight=Weight::Secondary>
                        "Erledigt, löschen" <span class="visually-hidden">": " {day}</span>
                    </Button>
                </Actions>
            </PostForm>
        </section>
    }
}
