//! All surveys of the association.

use leptos::prelude::*;

use crate::ui::{EmptyState, LinkButton, Tag, TagKind};

pub struct SurveyEntry {
    pub href: String,
    pub title: String,
    /// "Version 2, veröffentlicht am 3. Mai 2026"
    pub meta: String,
    pub published: bool,
}

pub fn surveys_page(entries: Vec<SurveyEntry>) -> impl IntoView {
    let empty = entries.is_empty();
    let rows: Vec<_> = entries
        .into_iter()
        .map(|entry| {
            let (kind, word) =
                if entry.published { (TagKind::Done, "veröffentlicht") } else { (TagKind::Still, "Entwurf") };
            view! {
                <li>
                    <h2><a href=entry.href>{entry.title}</a> " " <Tag kind>{word}</Tag></h2>
                    <p class="meta">{entry.meta}</p>
                </li>
            }
        })
        .collect();
    view! {
        <div class="page-head">
            <h1>"Umfragen"</h1>
            <LinkButton href="/intern/umfragen/neu">"Neue Umfrage"</LinkButton>
        </div>
        {if empty {
            view! {
                <EmptyState title="Starten Sie mit einer Vorlage" text="Fertige Fragebögen liegen bereit, zum Beispiel für Unternehmen und für Auszubildende.">
                    <LinkButton href="/intern/umfragen/neu">"Vorlage wählen"</LinkButton>
                </EmptyState>
            }.into_any()
        } else {
            view! { <ul class="list">{rows}</ul> }.into_any()
        }}
    }
}
