//! The dry run: who would get what, and when. It does not know who has answered, and so cannot show it.

use leptos::prelude::*;

use super::reminders::{Reminders, all_are_reminded};
use crate::ui::{Breadcrumb, EmptyState, LinkButton};

pub struct RehearsalPage {
    pub wave: String,
    pub title: String,
    /// Who may answer, and what that means for whoever does.
    pub access: String,
    /// Day, mail and how many at most.
    pub days: Vec<(String, String, usize)>,
    pub rows: Vec<PlannedRow>,
    pub reminders: Reminders,
}

pub struct PlannedRow {
    pub firm: String,
    pub email: String,
    /// "8. Oktober 2026: Erinnerung"; if empty, why not.
    pub mails: Vec<String>,
    pub why_none: &'static str,
}

pub fn rehearsal_page(page: RehearsalPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.wave);
    let trail = vec![
        ("/intern/umfragen".to_owned(), "Umfragen".to_owned()),
        (base.clone(), page.title.clone()),
        (format!("{base}/einladen"), "Einladen".to_owned()),
    ];
    let access = page.access.clone();
    let body = if page.rows.is_empty() {
        view! {
            <EmptyState title="Noch niemand eingeladen" text="Wählen Sie zuerst aus, wer eine Einladung bekommt.">
                <LinkButton href=format!("{base}/einladen")>"Kontakte wählen"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! {
            {all_are_reminded(page.reminders, &base)}
            {plan(page)}
        }
        .into_any()
    };
    view! {
        <Breadcrumb trail/>
        <h1>"Probelauf"</h1>
        <p><strong>"Zugang: "</strong>{access}</p>
        {body}
    }
}

fn plan(page: RehearsalPage) -> impl IntoView {
    let days = page
        .days
        .into_iter()
        .map(|(day, what, count)| view! { <tr><th scope="row">{day}</th><td>{what}</td><td class="num">{count}</td></tr> })
        .collect_view();
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let mails = row.mails.into_iter().map(|mail| view! { <div>{mail}</div> }).collect_view();
            view! { <tr><th scope="row">{row.firm}</th><td>{row.email}</td><td>{mails}{row.why_none}</td></tr> }
        })
        .collect_view();
    let lead = match page.reminders {
        Reminders::ToSilent => {
            "Das ginge hinaus, wenn niemand mehr antwortet. Wer geantwortet hat, bekommt nichts mehr; wer das ist, steht nirgends und darum auch nicht hier."
        }
        Reminders::ToAll { .. } => {
            "Das geht hinaus, wenn sich niemand abmeldet, auch an die, die schon geantwortet haben."
        }
    };
    view! {
        <p class="lead">{lead}</p>
        <div class="table-scroll" role="region" tabindex="0" aria-label="Mails nach Tagen">
            <table class="table">
                <thead><tr><th scope="col">"Tag"</th><th scope="col">"Mail"</th><th scope="col" class="num">"Höchstens"</th></tr></thead>
                <tbody>{days}</tbody>
            </table>
        </div>
        <h2>"Wer was bekommt"</h2>
        <div class="table-scroll full" role="region" tabindex="0" aria-label="Mails nach Kontakten">
            <table class="table">
                <thead><tr><th scope="col">"Unternehmen"</th><th scope="col">"E-Mail"</th><th scope="col">"Mails"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
