//! One contact: form, marks, removal.

use app::{
    contacts::{ContactForm, ContactFormPage, contact_form_page},
    inventory::{RemovalPage, removal_page},
};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use store::Contact;

use super::find;
use crate::{
    contact_entry::{self, Problem},
    error::AppError,
    http::Visit,
    page::{self, Head},
    routes::{reach, stamp::stamp},
    session::Staff,
    state::AppState,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Posted {
    firm: String,
    person: String,
    email: String,
    municipality: String,
    kreis: String,
    branch: String,
    size: String,
    locale: String,
    stand: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    erledigt: String,
}

impl Posted {
    fn form(self) -> ContactForm {
        ContactForm {
            firm: self.firm,
            person: self.person,
            email: self.email,
            municipality: self.municipality,
            kreis: self.kreis,
            branch: self.branch,
            size: self.size,
            locale: self.locale,
        }
    }
}

fn form_of(contact: &Contact) -> ContactForm {
    ContactForm {
        firm: contact.firm.clone(),
        person: contact.person.clone(),
        email: contact.email.clone(),
        municipality: contact.municipality.clone(),
        kreis: contact.kreis.clone(),
        branch: contact.branch.clone(),
        size: contact.size.clone(),
        locale: contact.locale.as_str().to_owned(),
    }
}

fn values(form: &ContactForm) -> [(&'static str, &'static str, &str); 8] {
    [
        ("firm", "Unternehmen", &form.firm),
        ("person", "Person", &form.person),
        ("email", "E-Mail", &form.email),
        ("municipality", "Gemeinde", &form.municipality),
        ("kreis", "Kreis", &form.kreis),
        ("branch", "Branche", &form.branch),
        ("size", "Größe", &form.size),
        ("locale", "Sprache", &form.locale),
    ]
}

fn mark_of(contact: &Contact) -> String {
    stamp(&values(&form_of(contact)).map(|(_, _, text)| text.to_owned()))
}

/// Where the stored contact says something else than the form.
fn differences(stored: &Contact, typed: &ContactForm) -> Vec<(String, String)> {
    let now = form_of(stored);
    let pairs = values(&now).into_iter().zip(values(typed));
    let changed = pairs.filter(|((_, _, now), (_, _, typed))| now != typed);
    changed.map(|((_, name, now), _)| (name.to_owned(), if now.is_empty() { "–" } else { now }.to_owned())).collect()
}

/// An address belongs to one contact.
async fn check(
    state: &AppState,
    before: &Contact,
    form: &ContactForm,
) -> Result<Result<Contact, Vec<Problem>>, AppError> {
    let text =
        |field: &str| values(form).iter().find(|(name, _, _)| *name == field).map(|(_, _, text)| (*text).to_owned());
    let (contact, mut problems) = contact_entry::read(before, &text);
    let others = state.roster.contacts().await?;
    if let Some(other) = others.iter().find(|other| other.id != contact.id && other.email == contact.email) {
        problems.push(("email", format!("Diese Adresse hat schon {}.", other.firm)));
    }
    Ok(if problems.is_empty() { Ok(contact) } else { Err(problems) })
}

struct Page {
    form: ContactForm,
    stored: Option<Contact>,
    problems: Vec<Problem>,
    changed: bool,
    done: Option<&'static str>,
    waves: Vec<(String, String)>,
}

impl Page {
    fn new(form: ContactForm, stored: Option<Contact>) -> Page {
        Page { form, stored, problems: Vec::new(), changed: false, done: None, waves: Vec::new() }
    }

    fn show(self, state: &AppState, visit: &Visit, staff: &Staff) -> Response {
        let status = match (self.problems.is_empty(), self.changed) {
            (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
            (true, true) => StatusCode::CONFLICT,
            (true, false) => StatusCode::OK,
        };
        let stored = self.stored.as_ref();
        let view = ContactFormPage {
            id: stored.map(|contact| contact.id.to_hex()),
            stamp: stored.map(mark_of).unwrap_or_default(),
            changed: stored.filter(|_| self.changed).map(|stored| differences(stored, &self.form)),
            declined: stored.is_some_and(|contact| contact.declined),
            bounced: stored.is_some_and(|contact| contact.bounced),
            waves: self.waves,
            problems: self.problems.into_iter().map(|(field, text)| (field.to_owned(), text)).collect(),
            done: self.done.map(str::to_owned),
            form: self.form,
        };
        let head = Head::staff(view.title(), &staff.name);
        page::html_with(status, state, visit, head, || contact_form_page(view))
    }
}

pub async fn blank(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    let form = ContactForm { locale: "de-sie".to_owned(), ..ContactForm::default() };
    Page::new(form, None).show(&state, &visit, &staff)
}

pub async fn add(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Form(posted): Form<Posted>,
) -> Result<Response, AppError> {
    let form = posted.form();
    match check(&state, &Contact::new("", ""), &form).await? {
        Err(problems) => Ok(Page { problems, ..Page::new(form, None) }.show(&state, &visit, &staff)),
        Ok(contact) => keep(&state, &contact).await,
    }
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, AppError> {
    let contact = find(&state, &id).await?;
    let done = (asked.erledigt == "vermerkt").then_some("Das ist vermerkt.");
    let waves = reach::for_firm(&state, contact.id).await?;
    Ok(Page { done, waves, ..Page::new(form_of(&contact), Some(contact)) }.show(&state, &visit, &staff))
}

pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    Form(posted): Form<Posted>,
) -> Result<Response, AppError> {
    let stored = find(&state, &id).await?;
    let seen = posted.stand.clone();
    let form = posted.form();
    let changed = seen != mark_of(&stored) && !differences(&stored, &form).is_empty();
    match check(&state, &stored, &form).await? {
        Ok(contact) if !changed => keep(&state, &contact).await,
        checked => {
            let problems = checked.err().unwrap_or_default();
            Ok(Page { problems, changed, ..Page::new(form, Some(stored)) }.show(&state, &visit, &staff))
        }
    }
}

async fn keep(state: &AppState, contact: &Contact) -> Result<Response, AppError> {
    state.roster.save_contact(contact).await?;
    Ok(Redirect::to("/intern/kontakte?erledigt=gespeichert").into_response())
}

#[derive(Deserialize)]
pub struct Mark {
    #[serde(default)]
    marke: String,
}

pub async fn mark(
    State(state): State<AppState>,
    _: Staff,
    Path(id): Path<String>,
    Form(posted): Form<Mark>,
) -> Result<Response, AppError> {
    let contact = find(&state, &id).await?;
    match posted.marke.as_str() {
        "keine-mails" => state.roster.mark_declined(contact.id, true).await?,
        "mails" => state.roster.mark_declined(contact.id, false).await?,
        "unzustellbar" => state.roster.mark_bounced(contact.id, true).await?,
        "zustellbar" => state.roster.mark_bounced(contact.id, false).await?,
        _ => {
            return Err(AppError::BadRequest(
                "Diesen Vermerk gibt es nicht. Gehen Sie zurück und wählen Sie einen der Vermerke, die dort stehen."
                    .to_owned(),
            ));
        }
    }
    Ok(Redirect::to(&format!("/intern/kontakte/{}?erledigt=vermerkt", contact.id)).into_response())
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    name: String,
}

pub async fn ask(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let contact = find(&state, &id).await?;
    Ok(removal(&state, &visit, &staff, contact, None))
}

pub async fn delete(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(id): Path<String>,
    Form(named): Form<Named>,
) -> Result<Response, AppError> {
    let contact = find(&state, &id).await?;
    if named.name.trim() != contact.firm {
        return Ok(removal(&state, &visit, &staff, contact, Some(named.name)));
    }
    state.roster.delete_contact(contact.id).await?;
    // What was deleted is gone from the write-ahead log too.
    state.roster.checkpoint().await?;
    Ok(Redirect::to("/intern/kontakte?erledigt=geloescht").into_response())
}

fn removal(state: &AppState, visit: &Visit, staff: &Staff, contact: Contact, typed: Option<String>) -> Response {
    let address = format!("/intern/kontakte/{}", contact.id);
    let status = if typed.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let view = RemovalPage {
        title: "Kontakt löschen".to_owned(),
        consequences: vec![
            "Name und Adresse sind danach nirgends mehr gespeichert, und Mails, die noch warten, gehen nicht hinaus.".to_owned(),
            "Auch der Vermerk „möchte keine Mails“ geht verloren. Wird die Adresse wieder eingelesen, bekommt sie wieder Mails."
                .to_owned(),
            "Antworten bleiben: Sie sind mit keinem Kontakt verbunden. Hat der Betrieb mit Namen geantwortet, nehmen Sie ihn auf der Seite der Welle weg."
                .to_owned(),
            "Plakate mit der eigenen Adresse des Betriebs führen weiter zur Umfrage. Gezählt wird dort nicht mehr.".to_owned(),
        ],
        trail: vec![("/intern/kontakte".to_owned(), "Kontakte".to_owned()), (address.clone(), contact.firm.clone())],
        action: format!("{address}/loeschen"),
        back: address,
        problem: typed.is_some().then(|| "Der Name stimmt nicht überein. Geben Sie ihn genau so ein.".to_owned()),
        typed: typed.unwrap_or_default(),
        name: contact.firm,
    };
    page::html_with(status, state, visit, Head::staff("Kontakt löschen", &staff.name), || removal_page(view))
}
