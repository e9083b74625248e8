//! The way out for those whom a survey does not ask, or not any more: why, what becomes of their entries, where to go.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

pub struct ExitPage {
    pub title: String,
    /// As the survey says it.
    pub text: String,
    pub locale: Locale,
}

pub fn exit_page(page: ExitPage) -> impl IntoView {
    let words = words(page.locale);
    view! {
        <article>
            <p class="eyebrow">{page.title}</p>
            <h1>{words.exit_title}</h1>
            <p class="lead">{page.text}</p>
            <p>{words.exit_kept}</p>
            <p>{words.exit_offers}</p>
            <p><a class="button" href="/angebote">{words.all_offers}</a></p>
        </article>
    }
}
