//! The way out for those whom a survey does not ask, or not any more: why, what becomes of their entries, where to go.

use domain::Locale;
use leptos::prelude::*;

use super::{away, words::words};

pub struct ExitPage {
    pub title: String,
    /// As the survey says it.
    pub text: String,
    pub locale: Locale,
    /// On a device for many: where the next person begins. No offer leads away there.
    pub next: Option<String>,
    /// People were invited by mail, and are reminded: nothing tells us that they were here.
    pub reminded: bool,
    /// The survey's address, so that what a browser has kept of it goes.
    pub wave: String,
}

pub fn exit_page(page: ExitPage) -> impl IntoView {
    let words = words(page.locale);
    let (href, label) = match page.next {
        Some(next) => (next, away::words(page.locale).next_person),
        None => ("/angebote".to_owned(), words.all_offers),
    };
    let offers = (href == "/angebote").then(|| view! { <p>{words.exit_offers}</p> });
    view! {
        <article data-keep=page.wave data-mark="" data-step="">
            <p class="eyebrow">{page.title}</p>
            <h1>{words.exit_title}</h1>
            <p class="lead">{page.text}</p>
            <p>{words.exit_kept}</p>
            {page.reminded.then(|| view! { <p>{words.exit_mails}</p> })}
            {offers}
            <p><a class="button" href=href>{label}</a></p>
        </article>
    }
}
