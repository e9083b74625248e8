//! The list of contacts.

use domain::format;
use leptos::prelude::*;

use crate::ui::{
    Button, EmptyState, Entry, LinkButton, Notice, NoticeKind, Pagination, Select, Tag, TagKind, TextInput, Weight,
};

pub struct ContactsPage {
    pub filter: ContactFilter,
    pub rows: Vec<ContactRow>,
    /// Whatever the filter.
    pub total: usize,
    pub hits: usize,
    pub page: usize,
    pub pages: usize,
    pub base: String,
    /// What was just done.
    pub done: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactFilter {
    pub text: String,
    /// One of the states below; empty is every state.
    pub state: String,
}

pub struct ContactRow {
    pub id: String,
    pub firm: String,
    pub person: String,
    pub email: String,
    /// "Höxter · Handwerk · 10 bis 49"
    pub about: String,
    pub declined: bool,
    pub bounced: bool,
}

pub fn contacts_page(page: ContactsPage) -> impl IntoView {
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    let body = if page.total == 0 { empty().into_any() } else { contacts(page).into_any() };
    view! {
        <div class="page-head">
            <h1>"Kontakte"</h1>
            <div class="row">
                <LinkButton href="/intern/kontakte/neu">"Neuer Kontakt"</LinkButton>
                <LinkButton href="/intern/kontakte/import" weight=Weight::Secondary>"CSV einlesen"</LinkButton>
            </div>
        </div>
        {done}
        {body}
    }
}

fn empty() -> impl IntoView {
    view! {
        <EmptyState
            title="Wen möchten Sie einladen?"
            text="Lesen Sie eine Tabelle mit Unternehmen und E-Mail-Adressen ein. Kontakte liegen getrennt von den Antworten, in einer eigenen Datenbank."
        >
            <LinkButton href="/intern/kontakte/import">"CSV einlesen"</LinkButton>
            <LinkButton href="/intern/kontakte/neu" weight=Weight::Secondary>"Neuer Kontakt"</LinkButton>
        </EmptyState>
    }
}

fn contacts(page: ContactsPage) -> impl IntoView {
    let states = [("erreichbar", "erreichbar"), ("abgemeldet", "möchte keine Mails"), ("unzustellbar", "unzustellbar")];
    let entries = states.map(|(value, label)| Entry::new(value, label)).to_vec();
    let is_filtered = page.filter != ContactFilter::default();
    let hits = match (page.hits, page.total) {
        (1, 1) => "1 Kontakt".to_owned(),
        (hits, total) if hits == total => format!("{} Kontakte", format::whole(total)),
        (hits, total) => format!("{} von {} Kontakten", format::whole(hits), format::whole(total)),
    };
    let body = if page.rows.is_empty() {
        view! { <p>"Zu dieser Auswahl gibt es keinen Kontakt."</p> }.into_any()
    } else {
        table(page.rows).into_any()
    };
    view! {
        <form class="filters" method="get" action="/intern/kontakte" role="search">
            <TextInput name="q" label="Suche" value=page.filter.text/>
            <Select name="zustand" label="Zustand" entries chosen=page.filter.state empty="alle"/>
            <Button weight=Weight::Secondary>"Anzeigen"</Button>
        </form>
        <p class="hits">
            <strong class="figures">{hits}</strong>
            {is_filtered.then(|| view! { " " <a href="/intern/kontakte">"Alle zeigen"</a> })}
        </p>
        {body}
        <Pagination page=page.page of=page.pages base=page.base/>
    }
}

fn table(rows: Vec<ContactRow>) -> impl IntoView {
    view! {
        <div class="table-scroll full" role="region" tabindex="0" aria-label="Kontakte">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Unternehmen"</th>
                        <th scope="col">"Person"</th>
                        <th scope="col">"E-Mail"</th>
                        <th scope="col">"Ort, Branche, Größe"</th>
                        <th scope="col">"Zustand"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: ContactRow) -> impl IntoView {
    let state = match (row.declined, row.bounced) {
        (true, _) => view! { <Tag>"möchte keine Mails"</Tag> },
        (_, true) => view! { <Tag kind=TagKind::Failed>"unzustellbar"</Tag> },
        _ => view! { <Tag kind=TagKind::Done>"erreichbar"</Tag> },
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/intern/kontakte/{}", row.id)>{row.firm}</a></th>
            <td>{row.person}</td>
            <td>{row.email}</td>
            <td>{row.about}</td>
            <td>{state}</td>
        </tr>
    }
}
