//! Offers out of a table.

use app::inventory::{Outcome, ReportLine, groups, place_name, seats};
use axum::{
    extract::{Multipart, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, offer::Offer, place::Municipality, vocabulary};

use super::{form::NOT_YET, stock::csv_file};
use crate::{
    error::AppError,
    http::Visit,
    offer_csv::{self, Known, OfferLine},
    routes::upload::{Checked, Shown, Step, Subject, Upload},
    session::Staff,
    sheet::LineProblem,
    state::AppState,
};

const SUBJECT: Subject = Subject {
    title: "Angebote einlesen",
    lead: "Erst sehen Sie Zeile für Zeile, was in der Tabelle steht. Gespeichert wird danach, alles auf einmal.",
    trail: ("/intern/angebote", "Angebote"),
    action: "/intern/angebote/import",
    template: ("/intern/angebote/vorlage.csv", "Leere Tabelle zum Ausfüllen (CSV)"),
    columns: &[
        (
            "Titel, Anbieter",
            "Beide zusammen erkennen ein vorhandenes Angebot wieder: Es wird dann geändert, nicht verdoppelt.",
        ),
        ("Beschreibung", "Freier Text, höchstens 2.000 Zeichen. Darf fehlen."),
        (
            "Themen, Nebenthemen",
            "Namen oder Kennungen aus dem Verzeichnis der Themen, mehrere durch | getrennt. Nebenthemen dürfen fehlen.",
        ),
        ("Zielgruppen", "Auszubildende, Ausbildende, Fachkräfte, Bewerbende; mehrere durch | getrennt."),
        ("Ort", "Name oder Schlüssel einer Gemeinde, „online“ oder „region“."),
        ("Plätze", "Plätze im Jahr. Leer heißt: nicht bekannt."),
        ("Kosten, Link", "Dürfen fehlen. Ein Link beginnt mit https://"),
        ("Gültig ab, Gültig bis", "31.12.2026 oder 2026-12-31. Dürfen fehlen."),
        ("Geprüft am", "Wann die Angaben zuletzt geprüft wurden."),
    ],
};

pub async fn choose(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    Shown::empty().page(&state, &visit, &staff, &SUBJECT)
}

pub async fn template(_: Staff) -> Result<Response, AppError> {
    csv_file("angebote-vorlage.csv", offer_csv::write(&[]))
}

pub async fn read(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    form: Multipart,
) -> Result<Response, AppError> {
    let mut upload = Upload::read(form).await?;
    let remark = upload.accept_western();
    let (region, inventory) = (state.region().await?, state.store.offers().await?);
    let today = state.clock.today();
    match upload.step(move |file| check(file, &region, &inventory, &today)).await? {
        Step::Show(shown) => Ok(shown.remarked(remark).page(&state, &visit, &staff, &SUBJECT)),
        Step::Store(offers) => {
            let count = state.store.import_offers(offers).await?;
            Ok(Redirect::to(&format!("/intern/angebote?erledigt=uebernommen-{count}")).into_response())
        }
    }
}

fn check(
    file: &[u8],
    region: &[Municipality],
    inventory: &[Offer],
    today: &str,
) -> Result<Vec<Checked<Offer>>, Vec<LineProblem>> {
    let lines = offer_csv::lines(file, vocabulary::topics(), region)?;
    let inventory = offer_csv::known(inventory);
    Ok(lines.into_iter().map(|line| checked(line, region, &inventory, today)).collect())
}

fn checked(line: OfferLine, region: &[Municipality], inventory: &Known<'_>, today: &str) -> Checked<Offer> {
    let mut problems: Vec<String> = line.problems.iter().map(message).collect();
    let Some(mut offer) = line.offer else {
        let (name, details) = (String::new(), String::new());
        return Checked {
            report: ReportLine { line: line.line, name, details, outcome: Outcome::Faulty, problems },
            value: None,
        };
    };
    if offer.last_verified.as_str() > today {
        problems.push(format!("Geprüft am: {NOT_YET}"));
    }
    let stored = inventory.get(&offer_csv::name(&offer)).copied();
    if let Some(stored) = stored {
        offer.id.clone_from(&stored.id);
        offer.demo = stored.demo;
    }
    let outcome = match stored {
        _ if !problems.is_empty() => Outcome::Faulty,
        None => Outcome::New,
        Some(stored) if *stored == offer => Outcome::Unchanged,
        Some(_) => Outcome::Replaces,
    };
    let details = if problems.is_empty() { details(&offer, region) } else { String::new() };
    let report = ReportLine { line: line.line, name: offer.title.clone(), details, outcome, problems };
    Checked { report, value: matches!(outcome, Outcome::New | Outcome::Replaces).then_some(offer) }
}

fn message(problem: &LineProblem) -> String {
    match &problem.column {
        Some(column) => format!("{}: {}", offer_csv::german(column), problem.message),
        None => problem.message.clone(),
    }
}

/// "VHS · Sprachförderung · Auszubildende · Verl · 12 Plätze im Jahr"
fn details(offer: &Offer, region: &[Municipality]) -> String {
    let topics = offer.topics.iter().chain(&offer.secondary_topics);
    let topics = topics.map(|topic| vocabulary::topic_label(topic, Locale::DeSie)).collect::<Vec<_>>().join(", ");
    let place = place_name(&offer.place, region, Locale::DeSie);
    let (groups, seats) = (groups(&offer.target_groups, Locale::DeSie), seats(offer.seats, Locale::DeSie));
    [offer.provider.clone(), topics, groups, place, seats].join(" · ")
}
