//! The text of a survey: from a template, from a file, by hand. Unreadable text comes back with line and column.

use app::build::{DefinitionPage, NewSurveyPage, Stored, TemplateCard, definition_page, new_survey_page};
use axum::{
    Extension, Form,
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Slug, Survey, publish::address, template};
use serde::Deserialize;
use store::Version;

use super::inspection::{Inspections, said};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    routes::results::attachment,
    session::Staff,
    state::AppState,
    text,
};

fn blank() -> NewSurveyPage {
    let cards = template::all().iter().map(|template| TemplateCard {
        id: template.id.to_owned(),
        name: template.name.to_owned(),
        purpose: template.purpose.to_owned(),
    });
    NewSurveyPage { templates: cards.collect(), ..NewSurveyPage::default() }
}

pub async fn new(State(state): State<AppState>, visit: Visit, staff: Staff) -> Response {
    page::html(&state, &visit, Head::staff("Neue Umfrage", &staff.name), || new_survey_page(blank()))
}

fn refused(state: &AppState, visit: &Visit, staff: &Staff, form: NewSurveyPage) -> Response {
    let head = Head::staff("Neue Umfrage", &staff.name);
    page::html_with(StatusCode::UNPROCESSABLE_ENTITY, state, visit, head, || new_survey_page(form))
}

#[derive(Deserialize)]
pub struct FromTemplate {
    vorlage: Option<String>,
    #[serde(default)]
    kuerzel: String,
}

pub async fn from_template(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Form(posted): Form<FromTemplate>,
) -> Result<Response, AppError> {
    let slug = posted.kuerzel.trim().to_lowercase();
    let mut form = NewSurveyPage { chosen: posted.vorlage.clone(), slug: slug.clone(), ..blank() };
    let Some(template) = posted.vorlage.as_deref().and_then(template::find) else {
        form.problems.push(("vorlage".to_owned(), "Wählen Sie eine Vorlage.".to_owned()));
        return Ok(refused(&state, &visit, &staff, form));
    };
    if let Some(problem) = (!slug.is_empty()).then(|| wrong_slug(&slug)).flatten() {
        form.problems.push(("kuerzel".to_owned(), problem));
        return Ok(refused(&state, &visit, &staff, form));
    }
    let inspected = inspections.of(template.source.to_owned()).await?;
    let survey = inspected.survey.as_ref().map_err(|errors| AppError::internal(said(errors).join("; ")))?;
    let definition = renamed(template.source, survey, &slug);
    let slug = if slug.is_empty() { survey.slug.to_string() } else { slug };
    match state.store.create_survey(&slug, &definition).await {
        Ok(_) => Ok(Redirect::to(&format!("/intern/umfragen/{slug}")).into_response()),
        Err(store::Error::Conflict) => {
            form.problems
                .push(("kuerzel".to_owned(), format!("„{slug}“ gibt es schon. Geben Sie ein anderes Kürzel ein.")));
            Ok(refused(&state, &visit, &staff, form))
        }
        Err(other) => Err(other.into()),
    }
}

fn wrong_slug(slug: &str) -> Option<String> {
    match Slug::new(slug) {
        Ok(slug) => address::reserved(&slug),
        Err(_) => Some("Nehmen Sie kleine Buchstaben, Ziffern und Bindestriche, höchstens 48 Zeichen.".to_owned()),
    }
}

/// The template under another slug; the line stands at its top level.
fn renamed(source: &str, survey: &Survey, slug: &str) -> String {
    if slug.is_empty() {
        return source.to_owned();
    }
    source.replacen(&format!("slug = \"{}\"", survey.slug), &format!("slug = \"{slug}\""), 1)
}

/// A file, or the text of one that was put right on the page.
pub async fn upload(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    mut posted: Multipart,
) -> Result<Response, AppError> {
    let (mut file, mut typed) = (Vec::new(), Vec::new());
    while let Some(field) = posted.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(unreadable)?;
        match name.as_str() {
            "datei" => file = bytes.to_vec(),
            "definition" => typed = bytes.to_vec(),
            _ => {}
        }
    }
    let mut form = blank();
    let (field, bytes) = if file.trim_ascii().is_empty() { ("definition", typed) } else { ("datei", file) };
    if bytes.trim_ascii().is_empty() {
        form.problems.push(("datei".to_owned(), "Wählen Sie eine Datei aus.".to_owned()));
        return Ok(refused(&state, &visit, &staff, form));
    }
    let source = match text::read(&bytes) {
        Ok(text) => text.replace("\r\n", "\n"),
        Err(fault) => {
            form.problems.push((field.to_owned(), format!("Zeile {}: {fault}", fault.line())));
            return Ok(refused(&state, &visit, &staff, form));
        }
    };
    let inspected = inspections.of(source.clone()).await?;
    let survey = match &inspected.survey {
        Ok(survey) => survey,
        Err(errors) => {
            form.problems = said(errors).into_iter().map(|text| ("definition".to_owned(), text)).collect();
            form.source = source;
            return Ok(refused(&state, &visit, &staff, form));
        }
    };
    if let Some(problem) = address::reserved(&survey.slug) {
        form.problems.push((field.to_owned(), format!("{problem} Ändern Sie die Zeile „slug“.")));
        form.source = source;
        return Ok(refused(&state, &visit, &staff, form));
    }
    match state.store.create_survey(survey.slug.as_str(), &source).await {
        Ok(_) => Ok(Redirect::to(&format!("/intern/umfragen/{}", survey.slug)).into_response()),
        Err(store::Error::Conflict) => {
            let problem = format!("Das Kürzel „{}“ gibt es schon. Ändern Sie die Zeile „slug“.", survey.slug);
            form.problems.push((field.to_owned(), problem));
            form.source = source;
            Ok(refused(&state, &visit, &staff, form))
        }
        Err(other) => Err(other.into()),
    }
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> AppError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        AppError::TooLarge
    } else {
        AppError::BadRequest("Die Datei kam nicht vollständig an. Bitte laden Sie sie noch einmal hoch.".to_owned())
    }
}

pub async fn template(_: Staff, Path(file): Path<String>) -> Result<Response, AppError> {
    let id = file.strip_suffix(".toml").ok_or(AppError::NotFound)?;
    let template = template::find(id).ok_or(AppError::NotFound)?;
    Ok(attachment("text/plain; charset=utf-8", &file, template.source.to_owned()))
}

async fn latest(state: &AppState, slug: &str) -> Result<(store::SurveyRow, Version), AppError> {
    let row = state.store.survey(slug).await?.ok_or(AppError::NotFound)?;
    let version = state.store.version(row.id, row.number).await?.ok_or(AppError::NotFound)?;
    Ok((row, version))
}

pub async fn download(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let (_, version) = latest(&state, &slug).await?;
    Ok(attachment("text/plain; charset=utf-8", &format!("{slug}.toml"), version.definition))
}

pub async fn edit(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let (row, version) = latest(&state, &slug).await?;
    let form = DefinitionPage {
        href: format!("/intern/umfragen/{slug}"),
        title: inspections.of(version.definition.clone()).await?.title(&slug),
        source: version.definition,
        revision: row.revision,
        problems: Vec::new(),
        theirs: None,
    };
    Ok(page::html(&state, &visit, Head::staff("Definition bearbeiten", &staff.name), || definition_page(form)))
}

#[derive(Deserialize)]
pub struct Saved {
    /// The revision that the text was made from, as the form has carried it.
    #[serde(default)]
    stand: String,
    #[serde(default)]
    definition: String,
}

/// Text that cannot be read yet is shown again, not stored: a stored draft can always be previewed.
pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Extension(inspections): Extension<Inspections>,
    Path(slug): Path<String>,
    Form(posted): Form<Saved>,
) -> Result<Response, AppError> {
    let (row, version) = latest(&state, &slug).await?;
    let source = posted.definition.replace("\r\n", "\n");
    let stand: Option<i64> = posted.stand.parse().ok();
    let mut form = DefinitionPage {
        href: format!("/intern/umfragen/{slug}"),
        title: inspections.of(version.definition.clone()).await?.title(&slug),
        source: source.clone(),
        revision: stand.unwrap_or(row.revision),
        problems: Vec::new(),
        theirs: None,
    };
    match &inspections.of(source.clone()).await?.survey {
        Err(errors) => form.problems = said(errors),
        Ok(survey) if survey.slug.as_str() != slug => {
            form.problems.push(format!(
                "Das Kürzel dieser Umfrage ist „{slug}“ und bleibt es. Ändern Sie die Zeile „slug“ zurück."
            ));
        }
        Ok(_) => {
            let saved = match stand {
                Some(stand) => state.store.save_draft_definition(row.id, &source, stand).await,
                None => Err(store::Error::Conflict),
            };
            match saved {
                Ok(_) => return Ok(Redirect::to(&form.href).into_response()),
                Err(store::Error::Conflict) => {
                    form.theirs = Some(Stored { text: version.definition, saved_since: stand.is_some() });
                    form.revision = row.revision;
                    let head = Head::staff("Definition bearbeiten", &staff.name);
                    return Ok(page::html_with(StatusCode::CONFLICT, &state, &visit, head, || definition_page(form)));
                }
                Err(other) => return Err(other.into()),
            }
        }
    }
    let head = Head::staff("Definition bearbeiten", &staff.name);
    Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || definition_page(form)))
}
