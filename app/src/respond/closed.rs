//! A wave that takes no answers: not yet, or not any more.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

pub struct ClosedPage {
    pub title: String,
    pub locale: Locale,
    /// It has not begun yet.
    pub opens: bool,
    /// Where its results are, once released.
    pub results: Option<String>,
}

pub fn closed_page(page: ClosedPage) -> impl IntoView {
    let words = words(page.locale);
    let (title, text) =
        if page.opens { (words.planned_title, words.planned) } else { (words.closed_title, words.closed) };
    view! {
        <article>
            <p class="eyebrow">{page.title}</p>
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            {page.results.map(|results| view! { <p><a class="button" href=results>{words.results}</a></p> })}
        </article>
    }
}
