//! Needs against offers by place, for staff: one target group at a time, by Kreis, opened to municipalities.

use leptos::prelude::*;

use crate::ui::{Breadcrumb, EmptyState, HeatRow, HeatTable};

pub struct CoverageChoice {
    pub value: String,
    pub label: String,
    pub here: bool,
}

pub struct CoveragePage {
    pub title: String,
    pub back: String,
    pub address: String,
    pub groups: Vec<CoverageChoice>,
    /// "" is the overview by Kreis.
    pub areas: Vec<CoverageChoice>,
    pub places: Vec<String>,
    pub rows: Vec<HeatRow>,
    /// What the cells say, in words: the verdict and the reason per topic and place.
    pub reasons: Vec<(String, String, String, String)>,
    pub unused: Vec<(String, String)>,
    pub cite: String,
}

pub fn coverage_page(page: CoveragePage) -> impl IntoView {
    let empty = page.rows.is_empty();
    let heat = (!empty).then(|| {
        view! {
            <HeatTable
                caption="Ungedeckter Bedarf: Personen im Jahr, die in Reichweite kein Angebot finden" corner="Thema"
                places=page.places rows=page.rows ends=("ungedeckt".to_owned(), "gedeckt".to_owned())
            />
        }
    });
    let reasons: Vec<_> = page
        .reasons
        .into_iter()
        .map(|(topic, place, verdict, reason)| {
            view! { <tr><th scope="row">{topic}</th><td>{place}</td><td>{verdict}</td><td>{reason}</td></tr> }
        })
        .collect();
    let has_reasons = !reasons.is_empty();
    let unused: Vec<_> =
        page.unused.into_iter().map(|(href, title)| view! { <li><a href=href>{title}</a></li> }).collect();
    let has_unused = !unused.is_empty();
    view! {
        <Breadcrumb trail=vec![(page.back, "Ergebnisse".to_owned())]/>
        <h1>"Bedarf und Angebote"</h1>
        <p class="lead">{page.title}</p>
        <form class="filters" method="get" action=page.address>
            <div class="field">
                <label class="label" for="gruppe">"Zielgruppe"</label>
                <select class="input" id="gruppe" name="gruppe">{options(page.groups)}</select>
            </div>
            <div class="field">
                <label class="label" for="kreis">"Gebiet"</label>
                <select class="input" id="kreis" name="kreis">{options(page.areas)}</select>
            </div>
            <button class="button secondary">"Anzeigen"</button>
        </form>
        <div class="full">{heat}</div>
        {empty.then(|| view! {
            <EmptyState title="Kein Bedarf genannt" text="Für diese Zielgruppe hat kein Betrieb Personen angegeben."/>
        })}
        <p class="cite">{page.cite}</p>
        {has_reasons.then(|| view! {
            <section class="wide">
                <h2>"Was fehlt, und warum"</h2>
                <div class="table-scroll" role="region" tabindex="0" aria-label="Gründe">
                    <table class="table">
                        <thead><tr>
                            <th scope="col">"Thema"</th><th scope="col">"Gebiet"</th>
                            <th scope="col">"Befund"</th><th scope="col">"Grund"</th>
                        </tr></thead>
                        <tbody>{reasons}</tbody>
                    </table>
                </div>
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

fn options(choices: Vec<CoverageChoice>) -> impl IntoView {
    let options: Vec<_> = choices
        .into_iter()
        .map(|choice| view! { <option value=choice.value selected=choice.here>{choice.label}</option> })
        .collect();
    options
}
