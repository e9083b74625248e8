//! The first page of staff: what runs, and what waits for somebody.

use leptos::prelude::*;

use crate::{
    ui::{Actions, Button, EmptyState, Hidden, LinkButton, Notice, NoticeKind, PostForm, StatTile, Stats},
    waves::{WaveLine, wave_lines},
};

/// The clock of the server is far beyond the last day it has seen.
pub struct LeapNotice {
    /// In words.
    pub seen: String,
    pub today: String,
    /// `YYYY-MM-DD`
    pub day: String,
}

pub struct OverviewPage {
    pub leap: Option<LeapNotice>,
    /// Label, value, note.
    pub tiles: Vec<(String, String, String)>,
    /// Address and what to do.
    pub tasks: Vec<(String, String)>,
    /// Address, whose finding it is, and the finding.
    pub findings: Vec<(String, String, String)>,
    pub waves: Vec<WaveLine>,
}

pub fn overview_page(page: OverviewPage) -> impl IntoView {
    let tiles: Vec<_> =
        page.tiles.into_iter().map(|(label, value, note)| view! { <StatTile label value note/> }).collect();
    let tasks: Vec<_> = page.tasks.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect();
    let findings = page.findings.into_iter().map(|(href, title, finding)| {
        view! { <li><a href=href>{finding}</a><span class="muted">{title}</span></li> }
    });
    let findings: Vec<_> = findings.collect();
    let nothing_to_do = tasks.is_empty();
    let empty = page.waves.is_empty();
    view! {
        <h1>"Übersicht"</h1>
        {page.leap.map(leap)}
        <div class="wide"><Stats>{tiles}</Stats></div>
        <section>
            <h2>"Zu tun"</h2>
            {if nothing_to_do {
                view! { <p class="muted">"Nichts offen."</p> }.into_any()
            } else {
                view! { <ul class="tasks">{tasks}</ul> }.into_any()
            }}
        </section>
        {(!findings.is_empty()).then(|| view! {
            <section>
                <h2>"Befunde"</h2>
                <ul class="tasks">{findings}</ul>
            </section>
        })}
        <section>
            <h2>"Wellen"</h2>
            {if empty {
                view! {
                    <EmptyState title="Noch läuft nichts" text="Legen Sie eine Umfrage an, veröffentlichen Sie sie und öffnen Sie eine Welle.">
                        <LinkButton href="/intern/umfragen/neu">"Neue Umfrage"</LinkButton>
                    </EmptyState>
                }.into_any()
            } else {
                view! {
                    {wave_lines(page.waves)}
                    <p><a href="/intern/veroeffentlichungen">"Was wann veröffentlicht wurde"</a></p>
                }.into_any()
            }}
        </section>
    }
}

fn leap(leap: LeapNotice) -> impl IntoView {
    let LeapNotice { seen, today, day } = leap;
    view! {
        <Notice kind=NoticeKind::Warning title="Ist das Datum richtig?">
            <p>
                "Die Uhr dieses Servers zeigt den " {today.clone()} ". Zuletzt lief er am " {seen}
                ". Ginge sie vor, würden Wellen zu früh enden, Erinnerungen zu früh versandt und Antworten zu früh gelöscht.
                Deshalb ruht alles, was sich nach der Uhr richtet, bis Sie das Datum bestätigen: Keine Welle beginnt oder endet,
                keine Mail geht hinaus, nichts wird gelöscht."
            </p>
            <p>"Ist es falsch, lassen Sie die Uhr des Servers stellen. Danach verschwindet dieser Hinweis von selbst."</p>
            <PostForm action="/intern/datum".to_owned()>
                <Hidden name="tag" value=day/>
                <Actions><Button>"Ja, heute ist der " {today}</Button></Actions>
            </PostForm>
        </Notice>
    }
}
