//! The staff page: posters, places, firms that invite their own apprentices, and the card for other sites.

use app::waves::{PlaceRow, ReachPage, SnippetView, reach_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::meaning::Audience;
use serde::Deserialize;
use store::{Access, Contact, Id, Place};

use super::{card, is_for_all, is_over, locale, query, speaks_english};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::{AppState, RunningWave},
};

const LABEL_MAX: usize = 80;
const CODE_MAX: usize = 40;

/// In steps: exact numbers would invite to read more into them than they hold, and of a small firm they would tell who
/// has looked.
fn band(opened: u64) -> &'static str {
    match opened {
        0..10 => "weniger als 10-mal",
        10..50 => "10- bis 49-mal",
        50..100 => "50- bis 99-mal",
        100..500 => "100- bis 499-mal",
        _ => "500-mal oder öfter",
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    erledigt: String,
    kontakt: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Change {
    schritt: String,
    label: String,
    kontakt: String,
    ort: String,
}

/// As typed, and what is wrong with it.
#[derive(Default)]
struct Entry {
    label: String,
    contact: String,
    problem: Option<(&'static str, &'static str)>,
    done: Option<&'static str>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let done = match asked.erledigt.as_str() {
        "neu" => Some("Der Ort ist hinzugefügt."),
        "betrieb" => Some("Der Betrieb hat eine eigene Adresse. Schicken Sie ihm die Seite zum Weitergeben."),
        "entfernt" => {
            Some("Der Ort ist entfernt. Seine Plakate führen weiter zur Umfrage, gezählt wird dort nicht mehr.")
        }
        _ => None,
    };
    let entry = Entry { contact: asked.kontakt, done, ..Entry::default() };
    page_of(&state, &visit, &staff, &slug, entry).await
}

pub async fn change(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(change): Form<Change>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let changed = match change.schritt.as_str() {
        "entfernen" => {
            match state.roster.remove_place(running.wave.id, &change.ort).await {
                // Pressed twice.
                Ok(()) | Err(store::Error::NotFound) => Ok("entfernt"),
                Err(error) => return Err(error.into()),
            }
        }
        "betrieb" => add_firm(&state, &running, &change.kontakt).await?,
        _ => add_place(&state, &running, &change.label).await?,
    };
    match changed {
        Ok(done) => Ok(Redirect::to(&format!("/intern/wellen/{slug}/plakate?erledigt={done}")).into_response()),
        Err(problem) => {
            let entry = Entry { label: change.label, contact: change.kontakt, problem: Some(problem), done: None };
            page_of(&state, &visit, &staff, &slug, entry).await
        }
    }
}

type Changed = Result<&'static str, (&'static str, &'static str)>;

async fn add_place(state: &AppState, running: &RunningWave, typed: &str) -> Result<Changed, AppError> {
    let label = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let code = code_of(&label);
    if label.chars().count() > LABEL_MAX {
        return Ok(Err(("label", "Nehmen Sie höchstens 80 Zeichen.")));
    }
    if code.is_empty() {
        return Ok(Err(("label", "Geben Sie an, wo das Plakat hängt, mit Buchstaben oder Ziffern.")));
    }
    match state.roster.add_place(running.wave.id, &code, &label).await {
        Err(store::Error::Conflict) => Ok(Err(("label", "Diesen Ort gibt es schon. Nehmen Sie einen anderen Namen."))),
        other => Ok(Ok(other.map(|()| "neu")?)),
    }
}

async fn add_firm(state: &AppState, running: &RunningWave, contact: &str) -> Result<Changed, AppError> {
    let Some(contact) = Id::from_hex(contact) else {
        return Ok(Err(("kontakt", "Wählen Sie einen Betrieb aus.")));
    };
    match state.roster.firm_place(running.wave.id, contact).await {
        Err(store::Error::NotFound) => {
            Ok(Err(("kontakt", "Diesen Kontakt gibt es nicht mehr. Wählen Sie einen anderen.")))
        }
        other => Ok(Ok(other.map(|_| "betrieb")?)),
    }
}

/// "Messe Höxter" is `messe-hoexter`.
fn code_of(label: &str) -> String {
    let spelled = label.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    let words = spelled.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(CODE_MAX).collect::<String>().trim_end_matches('-').to_owned()
}

/// Why there is nothing to hang up.
fn closed(running: &RunningWave) -> Option<&'static str> {
    if !is_for_all(running) {
        Some(
            "Diese Welle geht nur an Eingeladene. Plakate und Link-Karte gibt es für Wellen mit offenem Link oder Code-Zetteln.",
        )
    } else if is_over(running) {
        Some("Die Welle ist beendet. Neue Plakate gibt es nicht mehr.")
    } else {
        None
    }
}

async fn page_of(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    slug: &str,
    entry: Entry,
) -> Result<Response, AppError> {
    let running = state.running(slug).await?;
    let places = state.roster.places(running.wave.id).await?;
    let (firms, places): (Vec<Place>, Vec<Place>) = places.into_iter().partition(|place| place.contact.is_some());
    let row = |place: Place| row(state, &running, place);
    let snippet = card::snippet(state, &running);
    let is_apprentices = running.questionnaire.audience == Audience::Apprentice;
    let contacts = if is_apprentices { state.roster.contacts().await? } else { Vec::new() };
    let view = ReachPage {
        wave: running.wave.slug.clone(),
        title: running.wave.title.clone(),
        closed: closed(&running),
        english: speaks_english(&running),
        apprentices: is_apprentices,
        by_code: running.wave.access == Access::Code,
        places: places.into_iter().map(row).collect(),
        firms: firms.into_iter().map(row).collect(),
        contacts: contacts.into_iter().map(choice).collect(),
        contact: entry.contact,
        label: entry.label,
        problems: entry.problem.map(|(name, text)| (name.to_owned(), text.to_owned())).into_iter().collect(),
        snippet: SnippetView {
            card: snippet.card,
            plain: snippet.plain,
            picture: format!("/u/{slug}/karte.svg"),
            alt: format!("Zur Umfrage: {}", running.questionnaire.title.get(locale(&running, None))),
        },
        done: entry.done.map(str::to_owned),
    };
    let status = if entry.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let head = Head::staff("Plakate und Link-Karte", &staff.name);
    let head = if entry.problem.is_some() { head.failed() } else { head };
    Ok(page::html_with(status, state, visit, head, || reach_page(view)))
}

/// Two people of one firm are told apart.
fn choice(contact: Contact) -> (String, String) {
    (contact.id.to_hex(), format!("{} ({})", contact.firm, contact.email))
}

fn row(state: &AppState, running: &RunningWave, place: Place) -> PlaceRow {
    let address = query(Some(&place), locale(running, None));
    PlaceRow {
        opened: band(state.openings.of(&place)),
        share: format!("{}/u/{}/weitergeben{address}", state.config.server.base_url, running.wave.slug),
        code: place.code,
        label: place.label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_code_that_can_be_typed() {
        assert_eq!(code_of("  Messe Höxter 2026! "), "messe-hoexter-2026");
        assert_eq!((code_of("…"), code_of(&"x".repeat(60)).len()), (String::new(), 40));
    }

    #[test]
    fn few_openings_all_look_alike() {
        assert_eq!(band(0), band(9));
        assert_ne!(band(9), band(10));
    }
}
