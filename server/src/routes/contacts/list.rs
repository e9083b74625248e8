//! The list of contacts, searched and in pages.

use app::contacts::{ContactFilter, ContactRow, ContactsPage, contacts_page};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::format;
use serde::Deserialize;
use store::Contact;

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    routes::inventory::{address, folded, page_number},
    session::Staff,
    state::AppState,
};

const PER_PAGE: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    zustand: String,
    seite: String,
    erledigt: String,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let contacts = state.roster.contacts().await?;
    let found: Vec<&Contact> =
        contacts.iter().filter(|one| speaks_of(one, &asked.q) && is_in(one, &asked.zustand)).collect();
    let pages = found.len().div_ceil(PER_PAGE).max(1);
    let number = page_number(&asked.seite, pages);
    let query = [("q", asked.q.clone()), ("zustand", asked.zustand.clone())];
    let view = ContactsPage {
        filter: ContactFilter { text: asked.q.clone(), state: asked.zustand.clone() },
        rows: found.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE).map(|one| row(one)).collect(),
        total: contacts.len(),
        hits: found.len(),
        page: number,
        pages,
        base: address("/intern/kontakte", &query),
        done: done_text(&asked.erledigt),
    };
    Ok(page::html(&state, &visit, Head::staff("Kontakte", &staff.name), || contacts_page(view)))
}

fn done_text(what: &str) -> Option<String> {
    let taken = what.strip_prefix("uebernommen-").and_then(|count| count.parse::<usize>().ok());
    match (what, taken) {
        (_, Some(1)) => Some("1 Kontakt ist übernommen.".to_owned()),
        (_, Some(count)) => Some(format!("{} Kontakte sind übernommen.", format::whole(count))),
        ("gespeichert", _) => Some("Der Kontakt ist gespeichert.".to_owned()),
        ("geloescht", _) => Some("Der Kontakt ist gelöscht.".to_owned()),
        _ => None,
    }
}

fn is_in(contact: &Contact, state: &str) -> bool {
    match state {
        "erreichbar" => contact.is_reachable(),
        "abgemeldet" => contact.declined,
        "unzustellbar" => contact.bounced,
        _ => true,
    }
}

/// Every word somewhere in what is known of the contact.
pub fn speaks_of(contact: &Contact, text: &str) -> bool {
    let all = [&contact.firm, &contact.person, &contact.email, &contact.municipality, &contact.kreis, &contact.branch];
    let all = folded(&all.map(String::as_str).join(" "));
    folded(text).split_whitespace().all(|word| all.contains(word))
}

/// "Höxter · Handwerk · 10 bis 49"
pub fn about(contact: &Contact) -> String {
    let place = if contact.municipality.is_empty() { &contact.kreis } else { &contact.municipality };
    let parts = [place.as_str(), &contact.branch, &contact.size];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn row(contact: &Contact) -> ContactRow {
    ContactRow {
        id: contact.id.to_hex(),
        firm: contact.firm.clone(),
        person: contact.person.clone(),
        email: contact.email.clone(),
        about: about(contact),
        declined: contact.declined,
        bounced: contact.bounced,
    }
}
