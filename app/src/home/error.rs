//! What went wrong, in a sentence, and how to go on. Never a stack trace, never a dead end.

mod words;

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{LinkButton, Motif};
use words::words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorPage {
    NotFound,
    /// Somebody was faster, or this step is not possible now; the text says which.
    Conflict(String),
    BadRequest(String),
    Unreadable,
    /// An address that only takes forms was opened, or the other way round.
    WrongMethod,
    /// One of the staff whose account may not; the text says what, and who can let it.
    NoRight(String),
    /// The form came from another site.
    Forbidden,
    TooLarge,
    Busy,
    /// The number under which the cause stands in the log.
    Internal(String),
}

impl ErrorPage {
    pub fn title(&self, locale: Locale) -> &'static str {
        let words = words(locale);
        match self {
            ErrorPage::NotFound => words.not_found_title,
            ErrorPage::Conflict(_) => words.conflict_title,
            ErrorPage::BadRequest(_) | ErrorPage::Unreadable => words.unreadable_title,
            ErrorPage::WrongMethod => words.wrong_method_title,
            ErrorPage::NoRight(_) => "Das darf dieses Konto nicht",
            ErrorPage::Forbidden => words.forbidden_title,
            ErrorPage::TooLarge => words.too_large_title,
            ErrorPage::Busy => words.busy_title,
            ErrorPage::Internal(_) => words.internal_title,
        }
    }

    fn text(&self, locale: Locale) -> String {
        let words = words(locale);
        let text = match self {
            ErrorPage::NotFound => words.not_found,
            ErrorPage::Conflict(what) | ErrorPage::BadRequest(what) | ErrorPage::NoRight(what) => return what.clone(),
            ErrorPage::Unreadable => words.unreadable,
            ErrorPage::WrongMethod => words.wrong_method,
            ErrorPage::Forbidden => words.forbidden,
            ErrorPage::TooLarge => words.too_large,
            ErrorPage::Busy => words.busy,
            ErrorPage::Internal(_) => words.internal,
        };
        text.to_owned()
    }

    /// What the log knows this error by.
    fn number(&self, locale: Locale) -> Option<String> {
        let ErrorPage::Internal(number) = self else { return None };
        Some(format!("{} {number}", words(locale).number))
    }
}

/// Where the way on leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Onward {
    Front,
    /// The start of this survey.
    Survey(String),
    /// The page that staff came from, or else their overview.
    Office(Option<String>),
}

impl Onward {
    fn link(&self, locale: Locale) -> (String, &'static str) {
        let words = words(locale);
        match self {
            Onward::Front => ("/".to_owned(), words.to_home),
            Onward::Survey(start) => (start.clone(), words.to_survey),
            Onward::Office(Some(back)) => (back.clone(), "Zurück zur Seite davor"),
            Onward::Office(None) => ("/intern".to_owned(), "Zur Übersicht"),
        }
    }
}

pub fn error_page(page: &ErrorPage, locale: Locale, onward: &Onward) -> impl IntoView + use<> {
    let (href, onward) = onward.link(locale);
    view! {
        <div class="state">
            <Motif/>
            <div class="flow">
                <h1>{page.title(locale)}</h1>
                <p>{page.text(locale)}</p>
                {page.number(locale).map(|number| view! { <p class="muted">{number}</p> })}
                <div class="row">
                    <LinkButton href=href>{onward}</LinkButton>
                </div>
            </div>
        </div>
    }
}
