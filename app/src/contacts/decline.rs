//! Where the link „Wir nehmen nicht teil“ leads. Opening it changes nothing: mail programs open links for people.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{Actions, Button, Notice, NoticeKind, PostForm, Weight};

pub struct DeclinePage {
    pub locale: Locale,
    pub action: String,
    /// Nothing is sent any more.
    pub declined: bool,
    /// Just now.
    pub done: bool,
}

struct Words {
    title: &'static str,
    lead: &'static str,
    button: &'static str,
    done: &'static str,
    back: &'static str,
    undo: &'static str,
}

const GERMAN: Words = Words {
    title: "Keine Mails mehr?",
    lead: "Mit einem Klick bekommen Sie von uns keine Einladungen und Erinnerungen zu Umfragen mehr.",
    button: "Keine Mails mehr senden",
    done: "Sie bekommen keine Mails mehr von uns. Eine Mail, die gerade unterwegs ist, kann noch ankommen.",
    back: "War das ein Versehen?",
    undo: "Mails wieder zulassen",
};

const ENGLISH: Words = Words {
    title: "No more messages?",
    lead: "With one click you will get no more invitations and reminders to surveys from us.",
    button: "Send no more messages",
    done: "You will get no more messages from us. One that is on its way may still arrive.",
    back: "Was this a mistake?",
    undo: "Allow messages again",
};

pub fn decline_title(locale: Locale) -> &'static str {
    if locale.is_german() { GERMAN.title } else { ENGLISH.title }
}

pub fn decline_page(page: DeclinePage) -> impl IntoView {
    let words = if page.locale.is_german() { &GERMAN } else { &ENGLISH };
    let body = if page.declined {
        view! {
            <Notice kind=NoticeKind::Success said=page.done><p>{words.done}</p></Notice>
            <PostForm action=page.action>
                <p>{words.back}</p>
                <Actions><Button weight=Weight::Secondary name="schritt" value="wieder">{words.undo}</Button></Actions>
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <p class="lead">{words.lead}</p>
            <PostForm action=page.action>
                <Actions><Button name="schritt" value="abmelden">{words.button}</Button></Actions>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <h1>{words.title}</h1>
        {body}
    }
}
