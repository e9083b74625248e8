//! Needs against offers by place, for staff: one target group at a time, by Kreis, opened to municipalities.

use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use leptos::prelude::*;

use crate::ui::{
    Breadcrumb, Downloads, EmptyState, FigureView, Files, HeatRow, HeatTable, Level, Notice, NoticeKind, words::words,
};

pub struct CoverageChoice {
    pub value: String,
    pub label: String,
    pub here: bool,
}

/// Topics in places, a line each in words and numbers.
pub struct CoverageList {
    pub table: DataTable,
    /// The address of the same table as a file.
    pub csv: String,
}

pub struct CoveragePage {
    pub title: String,
    /// What is missing most, as a sentence.
    pub finding: String,
    pub back: String,
    /// Few of those who were asked have answered.
    pub low_rate: Option<String>,
    /// And why nothing is told of persons then; all that is about them is empty.
    pub withheld: Option<String>,
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
    /// Where the cells are as files.
    pub heat: Files,
    /// What the cells say, in words: where something is missing, and where nothing is.
    pub gaps: CoverageList,
    pub covered: CoverageList,
    /// Too few answers to say which.
    pub few: CoverageList,
    /// Where most places are left over, as a sentence.
    pub spare: Option<String>,
    pub unused: Vec<(String, String)>,
    /// n, response rate, field dates, source.
    pub cite: String,
    pub method: String,
}

pub fn coverage_page(page: CoveragePage) -> impl IntoView {
    let has_heat = !page.rows.is_empty();
    let empty = !has_heat && page.withheld.is_none();
    let heat = has_heat.then(|| {
        view! {
            <HeatTable
                caption="Ungedeckter Bedarf: Personen im Jahr, die in Reichweite kein Angebot finden" corner="Thema"
                places=page.places rows=page.rows
            />
            <Downloads files=page.heat/>
        }
    });
    let gaps = lines(page.gaps, "Was fehlt");
    let covered = lines(page.covered, "Gedeckt");
    let few = lines(page.few, "Zu wenige Antworten");
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
        {page.low_rate.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
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
        {page.withheld.map(|text| view! { <EmptyState title="Keine Summen bei so wenigen Antworten" text/> })}
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
        {gaps.map(|gaps| view! { <section class="wide" id="fehlt"><h2>"Was fehlt, und warum"</h2>{gaps}</section> })}
        {covered.map(|covered| view! {
            <section class="wide" id="gedeckt">
                <h2>"Wo der Bedarf gedeckt ist"</h2>
                <details><summary>"Tabelle zeigen"</summary>{covered}</details>
            </section>
        })}
        {few.map(|few| view! {
            <section class="wide" id="wenige">
                <h2>"Wo zu wenige geantwortet haben, um das zu sagen"</h2>
                <details><summary>"Tabelle zeigen"</summary>{few}</details>
            </section>
        })}
        {page.spare.map(|text| view! {
            <section id="frei">
                <h2>"Wo Plätze frei bleiben"</h2>
                <p>{text}</p>
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

/// A table that becomes one card per line on a phone; nothing of an empty one.
fn lines(CoverageList { table, csv }: CoverageList, label: &'static str) -> Option<AnyView> {
    if table.rows.is_empty() {
        return None;
    }
    let head: Vec<_> = table.head.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }).collect();
    let row = |row: Vec<String>| {
        let cells = table.head.iter().zip(row).enumerate();
        let cells: Vec<_> = cells
            .map(|(at, (head, cell))| match at {
                0 => view! { <th scope="row">{cell}</th> }.into_any(),
                _ => view! { <td data-label=head.clone()>{cell}</td> }.into_any(),
            })
            .collect();
        view! { <tr>{cells}</tr> }
    };
    let rows: Vec<_> = table.rows.into_iter().map(row).collect();
    let view = view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=label>
            <table class="table cards">
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <div class="row downloads"><a href=csv download>{words(Locale::DeSie).download_csv}</a></div>
    };
    Some(view.into_any())
}

fn options(choices: Vec<CoverageChoice>) -> impl IntoView {
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value selected=choice.here>{choice.label}</option> })
        .collect();
    options
}
