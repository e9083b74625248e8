//! The whole inventory for staff: every offer with its state, and what can be done with it.

use domain::{format, offer::OfferState};
use leptos::prelude::*;

use crate::ui::{
    Button, EmptyState, Entry, Hidden, LinkButton, Notice, NoticeKind, Pagination, PostForm, Select, Tag, TagKind,
    TextInput, Weight,
};

pub struct StockPage {
    pub filter: StockFilter,
    pub rows: Vec<StockRow>,
    /// How many offers there are of each state, whatever the filter.
    pub counts: Vec<(OfferState, usize)>,
    pub hits: usize,
    pub page: usize,
    pub pages: usize,
    pub base: String,
    /// What was just done.
    pub done: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StockFilter {
    /// As [`state_value`] writes it; empty is every state.
    pub state: String,
    pub text: String,
}

pub struct StockRow {
    pub id: String,
    pub title: String,
    pub provider: String,
    pub place: String,
    pub seats: String,
    pub topics: String,
    pub state: OfferState,
    /// "5. September 2026"
    pub verified: String,
    pub demo: bool,
}

pub const STATES: [OfferState; 4] =
    [OfferState::Active, OfferState::Upcoming, OfferState::Outdated, OfferState::Expired];

pub fn state_value(state: OfferState) -> &'static str {
    match state {
        OfferState::Active => "aktiv",
        OfferState::Upcoming => "geplant",
        OfferState::Outdated => "veraltet",
        OfferState::Expired => "abgelaufen",
    }
}

pub fn state_tag(state: OfferState) -> impl IntoView {
    let kind = match state {
        OfferState::Active => TagKind::Done,
        OfferState::Upcoming => TagKind::Still,
        OfferState::Outdated => TagKind::Failed,
        OfferState::Expired => TagKind::Still,
    };
    view! { <Tag kind=kind>{state_value(state)}</Tag> }
}

pub fn stock_page(page: StockPage) -> impl IntoView {
    let total: usize = page.counts.iter().map(|(_, count)| count).sum();
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    let body = if total == 0 { empty().into_any() } else { stock(page, total).into_any() };
    view! {
        <div class="page-head">
            <h1>"Angebote"</h1>
            <div class="row">
                <LinkButton href="/intern/angebote/neu">"Neues Angebot"</LinkButton>
                <LinkButton href="/intern/angebote/import" weight=Weight::Secondary>"CSV einlesen"</LinkButton>
            </div>
        </div>
        {done}
        {body}
    }
}

fn empty() -> impl IntoView {
    view! {
        <EmptyState
            title="Das erste Angebot fehlt noch"
            text="Tragen Sie ein, was es in der Region schon gibt, oder lesen Sie eine Tabelle ein. Erst dann zeigt die Auswertung, welcher Bedarf gedeckt ist."
        >
            <LinkButton href="/intern/angebote/neu">"Neues Angebot"</LinkButton>
            <LinkButton href="/intern/angebote/import" weight=Weight::Secondary>"CSV einlesen"</LinkButton>
        </EmptyState>
    }
}

fn stock(page: StockPage, total: usize) -> impl IntoView {
    let is_filtered = page.filter != StockFilter::default();
    let stale = page.counts.iter().find(|(state, _)| *state == OfferState::Outdated).map_or(0, |(_, count)| *count);
    let (all, of_these) = (format::whole(total), format::whole(page.hits));
    let hits = if page.hits == total { format!("{all} Angebote") } else { format!("{of_these} von {all} Angeboten") };
    let reset = is_filtered.then(|| view! { " " <a href="/intern/angebote">"Alle zeigen"</a> });
    let table = if page.rows.is_empty() {
        view! {
            <EmptyState title="Kein Angebot passt dazu" text="Nehmen Sie einen anderen Zustand oder ein anderes Wort.">
                <LinkButton href="/intern/angebote" weight=Weight::Secondary>"Alle Angebote zeigen"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        table(page.rows, format!("{}{}", page.base, page.page)).into_any()
    };
    view! {
        {filter(page.filter, &page.counts, total)}
        <p class="hits"><strong class="figures">{hits}</strong>{reset}</p>
        {(stale > 0 && !is_filtered).then(|| view! {
            <p class="muted">
                {if stale == 1 { "Ein Angebot wurde".to_owned() } else { format!("{} Angebote wurden", format::whole(stale)) }}
                " seit mehr als zwölf Monaten nicht geprüft und zählen nicht als Angebot. "
                <a href="/intern/angebote?zustand=veraltet">"Jetzt prüfen"</a>
            </p>
        })}
        {table}
        <Pagination page=page.page of=page.pages base=page.base/>
        <p><a href="/intern/angebote/angebote.csv">"Alle Angebote als CSV"</a></p>
    }
}

fn filter(filter: StockFilter, counts: &[(OfferState, usize)], total: usize) -> impl IntoView + use<> {
    let entries = counts
        .iter()
        .map(|(state, count)| {
            Entry::new(state_value(*state), format!("{} ({})", state_value(*state), format::whole(*count)))
        })
        .collect();
    view! {
        <form class="filters" method="get" action="/intern/angebote" role="search">
            <TextInput name="q" label="Suche" value=filter.text/>
            <Select
                name="zustand" label="Zustand" entries=entries chosen=filter.state
                empty=format!("alle ({})", format::whole(total))
            />
            <Button weight=Weight::Secondary>"Anzeigen"</Button>
        </form>
    }
}

/// `back`: the address of this page of the list.
fn table(rows: Vec<StockRow>, back: String) -> impl IntoView {
    view! {
        <div class="table-scroll full" role="region" tabindex="0" aria-label="Angebote">
            <table class="table stock">
                <thead>
                    <tr>
                        <th scope="col">"Angebot"</th>
                        <th scope="col">"Themen"</th>
                        <th scope="col">"Ort"</th>
                        <th scope="col">"Plätze"</th>
                        <th scope="col">"Zustand"</th>
                        <th scope="col">"Zuletzt geprüft"</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|offer| row(offer, back.clone())).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(row: StockRow, back: String) -> impl IntoView {
    let href = format!("/intern/angebote/{}", row.id);
    let verify = format!("{href}/geprueft");
    view! {
        <tr>
            <th scope="row">
                <a href=href>{row.title.clone()}</a>
                <span class="muted">
                    {row.provider}
                    {row.demo.then(|| view! { " " <Tag kind=TagKind::Demo>"DEMO"</Tag> })}
                </span>
            </th>
            <td>{row.topics}</td>
            <td>{row.place}</td>
            <td class="figures seats">{row.seats}</td>
            <td>{state_tag(row.state)}</td>
            <td>
                <span class="figures">{row.verified}</span>
                <PostForm action=verify>
                    <Hidden name="zurueck" value=back/>
                    <Button weight=Weight::Quiet>
                        "Heute geprüft"<span class="visually-hidden">": "{row.title}</span>
                    </Button>
                </PostForm>
            </td>
        </tr>
    }
}
