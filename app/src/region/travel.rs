//! Travel times from one municipality: what is estimated, and what the association knows better.

use domain::{Locale, format};
use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, EmptyState, Entry, ErrorSummary, Hidden, LinkButton, Notice, NoticeKind, PostForm,
    Select, Weight, about,
};

pub struct TravelPage {
    /// Municipalities to start from, and the chosen one; none while there are fewer than two.
    pub origins: Vec<Entry>,
    pub origin: String,
    pub origin_name: String,
    pub destinations: Vec<Destination>,
    /// Name of the field and what is wrong.
    pub problems: Vec<(String, String)>,
    /// A mark of the stored corrections this form was made from; comes back with it.
    pub stamp: String,
    pub changed: bool,
    pub done: Option<String>,
}

pub struct Destination {
    pub ags: String,
    pub name: String,
    pub estimated_minutes: f64,
    /// As typed; empty is the estimate.
    pub car: String,
    pub transit: String,
}

pub fn travel_page(page: TravelPage) -> impl IntoView {
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    let body = if page.destinations.is_empty() { empty().into_any() } else { matrix(page).into_any() };
    view! {
        <Breadcrumb trail=vec![("/intern/region".to_owned(), "Region".to_owned())]/>
        <h1>"Fahrzeiten"</h1>
        <p class="lead">
            "Wie weit ein Angebot reicht, hängt vom Weg dorthin ab. Solange Sie nichts eintragen, gilt die Schätzung:
            10 Minuten und das 1,3-Fache der Luftlinie mit 50 km/h."
        </p>
        {done}
        {body}
    }
}

fn empty() -> impl IntoView {
    view! {
        <EmptyState title="Noch gibt es keine Wege" text="Fahrzeiten gibt es, sobald die Region mindestens zwei Gemeinden hat.">
            <LinkButton href="/intern/region">"Zur Region"</LinkButton>
        </EmptyState>
    }
}

fn matrix(page: TravelPage) -> impl IntoView {
    let changed = page.changed.then(|| view! {
        <Notice kind=NoticeKind::Warning title="Jemand hat diese Fahrzeiten inzwischen geändert" said=true>
            <p>
                "Ihre Eingaben stehen noch hier und sind nicht gespeichert. Wenn Sie noch einmal speichern, gelten sie."
            </p>
        </Notice>
    });
    let rows = page.destinations.iter().map(|to| row(to, &page)).collect_view();
    view! {
        <form class="filters" method="get" action="/intern/region/fahrzeiten">
            <Select name="von" label="Wege ab" entries=page.origins.clone() chosen=page.origin.clone()/>
            <Button weight=Weight::Secondary>"Anzeigen"</Button>
        </form>
        {changed}
        <PostForm action=format!("/intern/region/fahrzeiten/{}", page.origin)>
            <ErrorSummary problems=summary(&page)/>
            <Hidden name="stand" value=page.stamp.clone()/>
            <div class="table-scroll" role="region" tabindex="0" aria-label="Fahrzeiten">
                <table class="table travel">
                    <caption>{format!("Minuten ab {}", page.origin_name)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"nach"</th>
                            <th scope="col" class="num">"geschätzt"</th>
                            <th scope="col">"Auto"</th>
                            <th scope="col">"Bus, Bahn"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">"Ein leeres Feld heißt: Es gilt die Schätzung. Die Gegenrichtung wird getrennt eingetragen."</p>
            <Actions><Button>"Speichern"</Button></Actions>
        </PostForm>
        {tables()}
    }
}

/// At the field the place is plain; above it has to be said.
fn summary(page: &TravelPage) -> Vec<(String, String)> {
    let place =
        |field: &str| page.destinations.iter().find(|to| field.ends_with(&to.ags)).map_or("", |to| to.name.as_str());
    page.problems.iter().map(|(field, text)| (field.clone(), about(place(field), text))).collect()
}

fn tables() -> impl IntoView {
    view! {
        <section>
            <h2>"Als Tabelle bearbeiten"</h2>
            <p>"Viele Wege auf einmal trägt man besser in einer Tabelle ein und liest sie wieder ein."</p>
            <ul>
                <li><a href="/intern/region/fahrzeiten.csv">"Eigene Fahrzeiten als CSV"</a></li>
                <li><a href="/intern/region/fahrzeiten.csv?alle=1">"Alle Wege mit Schätzung als CSV"</a></li>
                <li><a href="/intern/region/fahrzeiten/import">"CSV einlesen"</a></li>
            </ul>
        </section>
    }
}

fn row(to: &Destination, page: &TravelPage) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{to.name.clone()}</th>
            <td class="num">{format::number(to.estimated_minutes, 0, Locale::DeSie)}</td>
            <td>{minutes("car", "mit dem Auto", &to.car, to, page)}</td>
            <td>{minutes("transit", "mit Bus und Bahn", &to.transit, to, page)}</td>
        </tr>
    }
}

fn minutes(mode: &str, words: &str, typed: &str, to: &Destination, page: &TravelPage) -> impl IntoView + use<> {
    let name = format!("{mode}-{}", to.ags);
    let problem = page.problems.iter().find(|(field, _)| *field == name).map(|(_, text)| text.clone());
    let described = problem.is_some().then(|| format!("{name}-problem"));
    let invalid = problem.is_some().then_some("true");
    let line = problem.map(|text| view! { <span class="problem" id=format!("{name}-problem")>{text}</span> });
    view! {
        <input
            class="input number" type="text" inputmode="decimal" autocomplete="off" id=name.clone() name=name
            value=typed.to_owned() aria-label=format!("Minuten nach {} {words}", to.name)
            aria-describedby=described aria-invalid=invalid
        />
        {line}
    }
}
