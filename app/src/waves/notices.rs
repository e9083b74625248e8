//! What respondents were told is stored of them: each text that was in force, for whoever has to show it later.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{Breadcrumb, EmptyState};

pub struct NoticesPage {
    pub slug: String,
    pub title: String,
    /// By language, in each the newest first.
    pub editions: Vec<Edition>,
}

pub struct Edition {
    pub locale: Locale,
    pub name: String,
    /// The first day, in words.
    pub since: String,
    /// The first day of the next one.
    pub until: Option<String>,
    /// Sections with an empty line between them, in each a line for the heading and for each sentence.
    pub text: String,
}

pub fn notices_page(page: NoticesPage) -> impl IntoView {
    let trail = vec![
        ("/intern/umfragen".to_owned(), "Umfragen".to_owned()),
        (format!("/intern/wellen/{}", page.slug), page.title),
    ];
    let is_empty = page.editions.is_empty();
    let editions = page.editions.into_iter().map(edition).collect_view();
    view! {
        <Breadcrumb trail/>
        <h1>"Was den Befragten zugesagt wurde"</h1>
        <p class="lead">"Jeder Text der Seite „Was wir speichern“, seit die Welle läuft. Ändert sich eine Einstellung, die dort genannt ist, beginnt eine neue Fassung. Was vor dem ersten genannten Tag galt, ist nicht festgehalten."</p>
        {if is_empty {
            view! { <EmptyState title="Kein Text festgehalten" text="Festgehalten wird, sobald eine Welle läuft. Diese lief vorher oder noch nicht."/> }.into_any()
        } else {
            editions.into_any()
        }}
    }
}

fn edition(edition: Edition) -> impl IntoView {
    let locale = edition.locale;
    let sections = edition.text.split("\n\n").map(section).collect_view();
    let time = match edition.until {
        Some(until) => format!("vom {} bis zum {until}", edition.since),
        None => format!("seit dem {}", edition.since),
    };
    view! {
        <details>
            <summary>{locale.german_name()} ", " {time} " (Fassung " {edition.name} ")"</summary>
            <div class="flow prose" lang=locale.lang() dir=locale.dir()>{sections}</div>
        </details>
    }
}

/// A heading, and its sentences.
fn section(text: &str) -> impl IntoView + use<> {
    let mut lines = text.lines().map(str::to_owned);
    let heading = lines.next();
    let sentences = lines.map(|line| view! { <p>{line}</p> }).collect_view();
    view! { <section><p><strong>{heading}</strong></p>{sentences}</section> }
}
