//! What was typed and could not be saved: why, the text to copy, and a way on. Nothing is thrown away without a word.

use domain::Locale;
use leptos::prelude::*;

use super::words::{Words, words};
use crate::ui::{Actions, Button, Hidden, LinkButton, PostForm};

pub enum UnsavedReason {
    /// The draft is gone.
    Expired { start: String },
    /// Other answers have taken the page away.
    Stale { onward: String },
    /// The page was saved from elsewhere while this waited for a connection.
    Overtaken { onward: String },
    /// The survey is over.
    Ended,
    /// Other answers came with the code of these.
    Spent,
    /// A change of the survey has taken the question away.
    Replaced { onward: String },
    /// The store does not answer: the same post again.
    Busy { action: String, pairs: Vec<(String, String)> },
}

pub struct UnsavedPage {
    pub locale: Locale,
    pub reason: UnsavedReason,
    /// The survey's address.
    pub wave: String,
    /// Question, and what was typed or chosen there.
    pub entries: Vec<(String, String)>,
}

impl UnsavedPage {
    pub fn title(&self) -> &'static str {
        let words = words(self.locale);
        match self.reason {
            UnsavedReason::Ended => words.closed_title,
            UnsavedReason::Spent => words.spent_title,
            _ => words.not_saved_title,
        }
    }

    /// Nothing of this draft can be sent any more: what the browser has kept of the survey goes.
    pub fn is_final(&self) -> bool {
        matches!(self.reason, UnsavedReason::Expired { .. } | UnsavedReason::Ended | UnsavedReason::Spent)
    }
}

pub fn unsaved_page(page: &UnsavedPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let why = match page.reason {
        UnsavedReason::Expired { .. } => words.not_saved_expired,
        UnsavedReason::Stale { .. } => words.not_saved_stale,
        UnsavedReason::Overtaken { .. } => words.not_saved_overtaken,
        UnsavedReason::Ended if page.entries.is_empty() => words.closed,
        UnsavedReason::Ended => words.not_saved_ended,
        UnsavedReason::Spent => words.spent,
        UnsavedReason::Replaced { .. } => words.not_saved_replaced,
        UnsavedReason::Busy { .. } => words.not_saved,
    };
    let entries = page.entries.iter().map(|(question, typed)| {
        view! { <dt>{question.clone()}</dt><dd class="typed">{typed.clone()}</dd> }
    });
    let entries: Vec<_> = entries.collect();
    let (keep, mark) = (page.is_final().then(|| page.wave.clone()), page.is_final().then_some(""));
    view! {
        <article data-keep=keep data-mark=mark data-step=mark>
            <h1>{page.title()}</h1>
            <p class="lead" role="alert">{why}</p>
            <dl class="unsaved">{entries}</dl>
            {way_on(&page.reason, words)}
        </article>
    }
}

fn way_on(reason: &UnsavedReason, words: &'static Words) -> impl IntoView + use<> {
    match reason {
        UnsavedReason::Expired { start } => link(start.clone(), words.to_start).into_any(),
        UnsavedReason::Stale { onward } | UnsavedReason::Overtaken { onward } | UnsavedReason::Replaced { onward } => {
            link(onward.clone(), words.onward).into_any()
        }
        UnsavedReason::Ended | UnsavedReason::Spent => ().into_any(),
        UnsavedReason::Busy { action, pairs } => again(action.clone(), pairs.clone(), words.send_again).into_any(),
    }
}

fn link(href: String, label: &'static str) -> impl IntoView {
    view! { <Actions><LinkButton href>{label}</LinkButton></Actions> }
}

fn again(action: String, pairs: Vec<(String, String)>, label: &'static str) -> impl IntoView {
    let hidden: Vec<_> = pairs.into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect();
    view! { <PostForm action>{hidden}<Actions><Button>{label}</Button></Actions></PostForm> }
}
