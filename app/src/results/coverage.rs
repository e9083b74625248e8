//! Needs against offers by place, for staff: one target group at a time, by Kreis, opened to municipalities.

use domain::figure::Figure;
use leptos::prelude::*;

use crate::ui::{Breadcrumb, EmptyState, FigureView, Files, HeatRow, HeatTable, Level, Notice, NoticeKind};

pub struct CoverageChoice {
    pub value: String,
    pub label: String,
    pub here: bool,
}

/// One topic in one place, in words and numbers.
pub struct CoverageLine {
    pub topic: String,
    pub place: String,
    /// Firms behind the figures.
    pub firms: String,
    /// Persons a year.
    pub demand: String,
    /// Places a year within reach.
    pub supply: String,
    pub coverage: String,
    /// Offers that do not say how many places they have.
    pub unknown: String,
    pub verdict: String,
    pub reason: String,
}

pub struct CoveragePage {
    pub title: String,
    /// What is missing most, as a sentence.
    pub finding: String,
    pub back: String,
    pub address: String,
    pub groups: Vec<CoverageChoice>,
    /// "" is the overview by Kreis.
    pub areas: Vec<CoverageChoice>,
    /// Of the maps.
    pub topics: Vec<CoverageChoice>,
    /// What an address asked for and is not there, a sentence each.
    pub missing: Vec<String>,
    /// One topic by municipality.
    pub maps: Vec<(Files, Figure)>,
    pub places: Vec<String>,
    pub rows: Vec<HeatRow>,
    /// What the cells say, in words: where something is missing, and where nothing is.
    pub gaps: Vec<CoverageLine>,
    pub covered: Vec<CoverageLine>,
    /// Too few answers to say which.
    pub few: Vec<CoverageLine>,
    pub unused: Vec<(String, String)>,
    /// n, field dates, source.
    pub cite: String,
    pub method: String,
}

pub fn coverage_page(page: CoveragePage) -> impl IntoView {
    let empty = page.rows.is_empty();
    let heat = (!empty).then(|| {
        view! {
            <HeatTable
                caption="Ungedeckter Bedarf: Personen im Jahr, die in Reichweite kein Angebot finden" corner="Thema"
                places=page.places rows=page.rows
            />
        }
    });
    let gaps = (!page.gaps.is_empty()).then(|| lines(page.gaps, "Was fehlt"));
    let covered = (!page.covered.is_empty()).then(|| lines(page.covered, "Gedeckt"));
    let few = (!page.few.is_empty()).then(|| lines(page.few, "Zu wenige Antworten"));
    let missing: Vec<_> = page.missing.into_iter().map(|text| view! { <p>{text}</p> }).collect();
    let has_missing = !missing.is_empty();
    let unused: Vec<_> =
        page.unused.into_iter().map(|(href, title)| view! { <li><a href=href>{title}</a></li> }).collect();
    let maps: Vec<_> = page
        .maps
        .into_iter()
        .map(|(files, figure)| view! { <FigureView figure=&figure level=Level::H3 files/> })
        .collect();
    let has_maps = !maps.is_empty();
    let has_unused = !unused.is_empty();
    view! {
        <Breadcrumb trail=vec![(page.back, "Ergebnisse".to_owned())]/>
        <p class="eyebrow">"Bedarf und Angebote · " {page.title}</p>
        <h1 class="finding">{page.finding}</h1>
        <p class="cite">{page.cite}</p>
        <form class="filters" method="get" action=page.address>
            <div class="field">
                <label class="label" for="gruppe">"Zielgruppe"</label>
                <select class="input" id="gruppe" name="gruppe">{options(page.groups)}</select>
            </div>
            <div class="field">
                <label class="label" for="kreis">"Gebiet"</label>
                <select class="input" id="kreis" name="kreis">{options(page.areas)}</select>
            </div>
            <div class="field">
                <label class="label" for="thema">"Thema der Karten"</label>
                <select class="input" id="thema" name="thema">{options(page.topics)}</select>
            </div>
            <button class="button secondary">"Anzeigen"</button>
        </form>
        {has_missing.then(|| view! { <Notice kind=NoticeKind::Info>{missing}</Notice> })}
        <div class="full">{heat}</div>
        {empty.then(|| view! {
            <EmptyState title="Kein Bedarf genannt" text="Für diese Zielgruppe hat kein Betrieb Personen angegeben."/>
        })}
        <p class="cite">{page.method}</p>
        {has_maps.then(|| view! {
            <section class="wide" id="karten">
                <h2>"Ein Thema nach Gemeinden"</h2>
                {maps}
            </section>
        })}
        {gaps.map(|gaps| view! { <section class="wide"><h2>"Was fehlt, und warum"</h2>{gaps}</section> })}
        {covered.map(|covered| view! {
            <section class="wide">
                <h2>"Wo der Bedarf gedeckt ist"</h2>
                <details><summary>"Tabelle zeigen"</summary>{covered}</details>
            </section>
        })}
        {few.map(|few| view! {
            <section class="wide">
                <h2>"Wo zu wenige geantwortet haben, um das zu sagen"</h2>
                <details><summary>"Tabelle zeigen"</summary>{few}</details>
            </section>
        })}
        {has_unused.then(|| view! {
            <section>
                <h2>"Angebote ohne genannten Bedarf"</h2>
                <ul>{unused}</ul>
            </section>
        })}
    }
}

/// A table that becomes one card per line on a phone.
fn lines(lines: Vec<CoverageLine>, label: &'static str) -> impl IntoView {
    const HEADS: [&str; 8] =
        ["Gebiet", "Bedarf", "Plätze", "gedeckt", "Befund", "Grund", "Angebote ohne Platzzahl", "Betriebe"];
    let head: Vec<_> = HEADS.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect();
    let rows: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let CoverageLine { topic, place, firms, demand, supply, coverage, unknown, verdict, reason } = line;
            let cells = [place, demand, supply, coverage, verdict, reason, unknown, firms];
            let cells: Vec<_> =
                HEADS.iter().zip(cells).map(|(head, cell)| view! { <td data-label=*head>{cell}</td> }).collect();
            view! { <tr><th scope="row">{topic}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=label>
            <table class="table cards">
                <thead><tr><th scope="col">"Thema"</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn options(choices: Vec<CoverageChoice>) -> impl IntoView {
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value selected=choice.here>{choice.label}</option> })
        .collect();
    options
}
