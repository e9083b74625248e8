//! All released waves.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::EmptyState;

pub struct ResultEntry {
    pub href: String,
    pub title: String,
    /// "1.100 Antworten · 1. Mai bis 31. Juli 2025"
    pub meta: String,
    /// What it found, in one sentence.
    pub finding: Option<String>,
    /// Answers from elsewhere, shown as an example.
    pub foreign: bool,
}

/// `ways`: where waves are compared, address and name.
pub fn results_list_page(entries: Vec<ResultEntry>, ways: Vec<(String, String)>, locale: Locale) -> impl IntoView {
    let german = locale.is_german();
    let german_title = locale.mark_of_german();
    let empty = entries.is_empty();
    let rows: Vec<_> = entries
        .into_iter()
        .map(|entry| view! { <li><h2><a href=entry.href lang=german_title>{entry.title}</a></h2>{entry.finding.map(|finding| view! { <p>{finding}</p> })}<p class="meta">{entry.meta}</p></li> })
        .collect();
    let has_ways = !ways.is_empty();
    let ways: Vec<_> = ways.into_iter().map(|(href, name)| view! { <li><a href=href>{name}</a></li> }).collect();
    let ways = has_ways.then(|| {
        view! {
            <section>
                <h2>{if german { "Im Vergleich" } else { "Compared" }}</h2>
                <ul class="tasks">{ways}</ul>
            </section>
        }
    });
    view! {
        <h1>{if german { "Ergebnisse" } else { "Results" }}</h1>
        <p class="lead">
            {if german { "Was Betriebe und Auszubildende der Region geantwortet haben." } else { "What firms and apprentices in the region answered." }}
        </p>
        {if empty {
            let (title, text) = if german {
                ("Noch nichts veröffentlicht", "Sobald eine Umfrage ausgewertet ist, stehen die Ergebnisse hier, ohne Anmeldung.")
            } else {
                ("Nothing published yet", "As soon as a survey has been analysed, its results stand here, without signing in.")
            };
            view! { <EmptyState title text/> }.into_any()
        } else {
            view! { <ul class="list">{rows}</ul> }.into_any()
        }}
        {ways}
    }
}
