//! The municipalities by Kreis.

use domain::{Locale, format, place::Municipality};
use leptos::prelude::*;

use crate::ui::{EmptyState, LinkButton, Notice, NoticeKind, Weight};

pub struct RegionPage {
    pub kreise: Vec<Kreis>,
    /// Travel times put right by hand.
    pub corrections: usize,
    pub done: Option<String>,
}

pub struct Kreis {
    pub name: String,
    /// By name.
    pub places: Vec<Municipality>,
}

pub fn region_page(page: RegionPage) -> impl IntoView {
    let places: usize = page.kreise.iter().map(|kreis| kreis.places.len()).sum();
    let done = page.done.map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    let body = if places == 0 { empty().into_any() } else { region(page.kreise, places, page.corrections).into_any() };
    view! {
        <div class="page-head">
            <h1>"Region"</h1>
            <div class="row">
                <LinkButton href="/intern/region/neu">"Gemeinde hinzufügen"</LinkButton>
                <LinkButton href="/intern/region/import" weight=Weight::Secondary>"CSV einlesen"</LinkButton>
            </div>
        </div>
        {done}
        {body}
    }
}

fn empty() -> impl IntoView {
    view! {
        <EmptyState
            title="Welche Gemeinden gehören dazu?"
            text="Die Liste der Mitglieder ist die Grundlage für Ortsfragen, Angebote und die Auswertung nach Kreisen."
        >
            <LinkButton href="/intern/region/neu">"Gemeinde hinzufügen"</LinkButton>
            <LinkButton href="/intern/region/import" weight=Weight::Secondary>"CSV einlesen"</LinkButton>
        </EmptyState>
    }
}

fn region(kreise: Vec<Kreis>, places: usize, corrections: usize) -> impl IntoView {
    let ways = match corrections {
        0 => "Alle Fahrzeiten sind geschätzt.".to_owned(),
        1 => "Eine Fahrzeit ist von Hand berichtigt, die übrigen sind geschätzt.".to_owned(),
        n => format!("{} Fahrzeiten sind von Hand berichtigt, die übrigen sind geschätzt.", format::whole(n)),
    };
    let members = if places == 1 { "Eine Gemeinde".to_owned() } else { format!("{places} Gemeinden") };
    let parts = if kreise.len() == 1 { "einem Kreis".to_owned() } else { format!("{} Kreisen", kreise.len()) };
    view! {
        <p class="lead">{format!("{members} in {parts}.")}</p>
        <p>{ways} " " <a href="/intern/region/fahrzeiten">"Fahrzeiten ansehen und berichtigen"</a></p>
        <div class="kreise">{kreise.into_iter().map(kreis).collect_view()}</div>
        <p><a href="/intern/region/gemeinden.csv">"Liste der Gemeinden als CSV"</a></p>
    }
}

fn kreis(kreis: Kreis) -> impl IntoView {
    let rows = kreis.places.into_iter().map(place).collect_view();
    view! {
        <section>
            <h2>{kreis.name.clone()}</h2>
            <div class="table-scroll" role="region" tabindex="0" aria-label=kreis.name>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Gemeinde"</th>
                            <th scope="col" class="num">"Schlüssel"</th>
                            <th scope="col" class="num">"Breite, Länge"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn place(place: Municipality) -> impl IntoView {
    let href = format!("/intern/region/{}", place.ags);
    let degrees = |value: f64| format::number(value, 3, Locale::DeSie);
    view! {
        <tr>
            <th scope="row"><a href=href>{place.name}</a></th>
            <td class="num">{place.ags.to_string()}</td>
            <td class="num">{format!("{} / {}", degrees(place.lat), degrees(place.lon))}</td>
        </tr>
    }
}
