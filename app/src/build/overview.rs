//! The first page of staff: what runs, and what waits for somebody.

use leptos::prelude::*;

use crate::{
    ui::{EmptyState, LinkButton, StatTile, Stats},
    waves::{WaveLine, wave_lines},
};

pub struct OverviewPage {
    /// Label, value, note.
    pub tiles: Vec<(String, String, String)>,
    /// Address and what to do.
    pub tasks: Vec<(String, String)>,
    pub waves: Vec<WaveLine>,
}

pub fn overview_page(page: OverviewPage) -> impl IntoView {
    let tiles: Vec<_> =
        page.tiles.into_iter().map(|(label, value, note)| view! { <StatTile label value note/> }).collect();
    let tasks: Vec<_> = page.tasks.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect();
    let nothing_to_do = tasks.is_empty();
    let empty = page.waves.is_empty();
    view! {
        <h1>"Übersicht"</h1>
        <div class="wide"><Stats>{tiles}</Stats></div>
        <section>
            <h2>"Zu tun"</h2>
            {if nothing_to_do {
                view! { <p class="muted">"Nichts offen."</p> }.into_any()
            } else {
                view! { <ul class="tasks">{tasks}</ul> }.into_any()
            }}
        </section>
        <section>
            <h2>"Wellen"</h2>
            {if empty {
                view! {
                    <EmptyState title="Noch läuft nichts" text="Legen Sie eine Umfrage an, veröffentlichen Sie sie und öffnen Sie eine Welle.">
                        <LinkButton href="/intern/umfragen/neu">"Neue Umfrage"</LinkButton>
                    </EmptyState>
                }.into_any()
            } else {
                wave_lines(page.waves).into_any()
            }}
        </section>
    }
}
