//! Topics of open answers: somebody confirms what each released text is about; from then on it is counted.

use std::collections::BTreeMap;

use app::waves::{CodedPlaceLine, CodedText, NO_THEME, ThemeQueue, ThemesPage, themes_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Key, Locale, OptionId, disclosure::Rule, format, open_answers as open};
use serde::Deserialize;
use store::{Id, OpenText, TextCoding, TextList, TextState};

use super::texts::{Pairs, field, names, unreadable};
use crate::{
    error::AppError,
    http::Visit,
    open_answers::{place, question},
    page::{self, Head},
    routes::stamp::stamp,
    session::Staff,
    state::{AppState, RunningWave},
};

/// Texts on one page.
const PAGE: u32 = 10;

const OVERTAKEN: &str = "Jemand anderes hat diesem Text inzwischen Themen zugeordnet oder ihn anders freigegeben. Ihre Auswahl \
                         steht noch hier. Wenn Sie jetzt bestätigen, gilt Ihre.";
const NOTHING_SAVED: &str =
    "Von dieser Seite ist noch nichts gespeichert: An einem Text hat sich inzwischen etwas geändert.";
const BOTH: &str = "„Keines davon“ passt nicht zu einem Thema. Nehmen Sie eines von beiden weg.";

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    /// The place, as a key of answers.
    frage: String,
    /// Those that have their topics.
    zugeordnet: Option<String>,
    /// The id after which the page begins.
    nach: String,
    /// How many texts were just confirmed.
    erledigt: String,
}

impl Wanted {
    fn done(&self) -> Option<String> {
        self.erledigt.parse().ok().map(|count: u64| match count {
            0 => "Nichts war angekreuzt oder anders als zuvor.".to_owned(),
            1 => "1 Text bestätigt.".to_owned(),
            count => format!("{} Texte bestätigt.", format::count(count, Locale::DeSie)),
        })
    }

    fn list(&self) -> TextList {
        if self.zugeordnet.is_some() { TextList::Coded } else { TextList::Uncoded }
    }
}

/// A form that came back.
struct Typed {
    texts: Vec<Ticked>,
    status: StatusCode,
}

/// What is ticked for a text, and what is wrong with it.
struct Ticked {
    id: Id,
    chosen: Vec<String>,
    problem: Option<&'static str>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    drawn(&state, &visit, &staff, &running, &wanted, None).await
}

async fn drawn(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    running: &RunningWave,
    wanted: &Wanted,
    typed: Option<Typed>,
) -> Result<Response, AppError> {
    let status = typed.as_ref().map_or(StatusCode::OK, |typed| typed.status);
    let places = places(state, running).await?;
    let place = places.iter().find(|place| place.key == wanted.frage).or(places.first()).cloned();
    let queue = match place {
        Some(place) => Some(queue(state, running, wanted, (place, places), typed).await?),
        None => None,
    };
    let page = ThemesPage { slug: running.wave.slug.clone(), title: running.wave.title.clone(), queue };
    let head = Head::staff("Themen der offenen Antworten", &staff.name);
    let head = if status == StatusCode::OK { head } else { head.failed() };
    Ok(page::html_with(status, state, visit, head, || themes_page(page)))
}

async fn queue(
    state: &AppState,
    running: &RunningWave,
    wanted: &Wanted,
    (place, places): (CodedPlaceLine, Vec<CodedPlaceLine>),
    typed: Option<Typed>,
) -> Result<ThemeQueue, AppError> {
    let (slug, survey) = (&running.wave.slug, running.history.survey());
    let frame = open::themes(survey);
    let coded = wanted.list() == TextList::Coded;
    let after = Id::from_hex(&wanted.nach);
    let mut rows = state.store.open_texts_of(running.wave.id, &place.key, wanted.list(), after, PAGE + 1).await?;
    let has_more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next =
        rows.last().filter(|_| has_more).map(|row| format!("{}&nach={}", address(slug, &place.key, coded), row.id));
    if let Some(typed) = &typed {
        // The texts of the form, whatever list each is in by now.
        rows = still_released(state, running, typed).await?;
    }
    let coders = names(state, rows.iter().filter_map(|row| Some(row.coding.as_ref()?.coder)).collect()).await?;
    let texts: Vec<CodedText> = rows.iter().map(|row| shown(row, &frame, typed.as_ref(), &coders)).collect();
    let mut problems: Vec<(String, String)> =
        texts.iter().filter_map(|text| Some((format!("thema-{}", text.id), text.problem.clone()?))).collect();
    if status_of(typed.as_ref()) == StatusCode::CONFLICT && problems.is_empty() {
        problems.push(("texte".to_owned(), NOTHING_SAVED.to_owned()));
    }
    let label = |theme: &OptionId| (theme.to_string(), open::theme_label(theme, Locale::DeSie));
    Ok(ThemeQueue {
        coded,
        other: (address(slug, &place.key, !coded), if coded { place.released - place.coded } else { place.coded }),
        themes: frame.iter().map(label).collect(),
        texts,
        next,
        after: after.map(Id::to_hex).unwrap_or_default(),
        done: wanted.done(),
        least: Rule::of(survey).least_texts(),
        problems,
        place,
        places,
    })
}

fn status_of(typed: Option<&Typed>) -> StatusCode {
    typed.map_or(StatusCode::OK, |typed| typed.status)
}

async fn still_released(state: &AppState, running: &RunningWave, typed: &Typed) -> Result<Vec<OpenText>, AppError> {
    let mut rows = Vec::new();
    for ticked in &typed.texts {
        let text = state.store.open_text(running.wave.id, ticked.id).await?;
        rows.extend(text.filter(|text| text.state == TextState::Released));
    }
    Ok(rows)
}

fn shown(row: &OpenText, frame: &[OptionId], typed: Option<&Typed>, coders: &BTreeMap<Id, String>) -> CodedText {
    let typed = typed.and_then(|typed| typed.texts.iter().find(|ticked| ticked.id == row.id));
    let suggested: Vec<OptionId> = match row.coding {
        None => open::suggested(&row.redacted, frame).into_iter().collect(),
        Some(_) => Vec::new(),
    };
    let chosen = match (typed, &row.coding) {
        (Some(ticked), _) => ticked.chosen.clone(),
        (None, Some(coding)) if coding.themes.is_empty() => vec![NO_THEME.to_owned()],
        (None, Some(coding)) => coding.themes.clone(),
        (None, None) => suggested.iter().map(ToString::to_string).collect(),
    };
    let ordered = frame.iter().filter(|theme| suggested.contains(theme));
    CodedText {
        id: row.id.to_hex(),
        text: row.redacted.clone(),
        stand: stand(row),
        chosen,
        suggested: ordered.map(|theme| open::theme_label(theme, Locale::DeSie)).collect(),
        coder: row.coding.as_ref().and_then(|coding| coders.get(&coding.coder).cloned()),
        problem: typed.and_then(|ticked| ticked.problem.map(str::to_owned)),
    }
}

fn stand(row: &OpenText) -> String {
    stamp(&(&row.redacted, row.coding.as_ref().map(|coding| &coding.themes)))
}

fn address(slug: &str, key: &str, coded: bool) -> String {
    let key = key.replace('@', "%40").replace(':', "%3A");
    let coded = if coded { "&zugeordnet=1" } else { "" };
    format!("/intern/wellen/{slug}/texte/themen?frage={key}{coded}")
}

/// Every place with a released text, in the order of the survey.
async fn places(state: &AppState, running: &RunningWave) -> Result<Vec<CodedPlaceLine>, AppError> {
    let survey = running.history.survey();
    let mut waiting: BTreeMap<String, u64> = BTreeMap::new();
    for (item, state, count) in state.store.open_text_counts(running.wave.id).await? {
        *waiting.entry(item).or_default() += if state == TextState::Waiting { count } else { 0 };
    }
    let mut places = BTreeMap::new();
    for found in state.store.coded_places(running.wave.id).await? {
        let Ok(key) = found.item.parse::<Key>() else { continue };
        let line = CodedPlaceLine {
            href: address(&running.wave.slug, &found.item, false),
            question: question(survey, &key, Locale::DeSie),
            coded: found.coded,
            released: found.released,
            waiting: waiting.get(&found.item).copied().unwrap_or_default(),
            key: found.item,
        };
        places.insert(place(survey, &key), line);
    }
    Ok(places.into_values().collect())
}

/// The texts of a page: each that has a tick gets its topics, or the page comes back whole.
pub async fn confirm(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let wanted = Wanted {
        frage: field(&pairs, "frage").to_owned(),
        nach: field(&pairs, "nach").to_owned(),
        zugeordnet: (!field(&pairs, "zugeordnet").is_empty()).then(String::new),
        ..Wanted::default()
    };
    let frame = open::themes(running.history.survey());
    let mut typed = Typed { texts: ticked(&pairs, &frame)?, status: StatusCode::OK };
    let mut codings = Vec::new();
    for Ticked { id, chosen, problem } in &mut typed.texts {
        let stored = state.store.open_text(running.wave.id, *id).await?;
        let stored = stored.filter(|text| text.state == TextState::Released);
        let is_as_seen = stored.as_ref().is_some_and(|text| stand(text) == field(&pairs, &format!("stand-{id}")));
        if !is_as_seen && !chosen.is_empty() {
            *problem = Some(OVERTAKEN);
            typed.status = StatusCode::CONFLICT;
        } else if chosen.len() > 1 && chosen.iter().any(|theme| theme == NO_THEME) {
            *problem = Some(BOTH);
            typed.status = typed.status.max(StatusCode::UNPROCESSABLE_ENTITY);
        } else if let Some(text) = stored {
            codings.extend(coding(text, chosen, staff.account));
        }
    }
    let count = codings.len();
    if typed.status == StatusCode::OK && count > 0 {
        match state.store.code_texts(running.wave.id, codings, &state.clock.today()).await {
            Err(store::Error::Conflict) => typed.status = StatusCode::CONFLICT,
            other => other?,
        }
    }
    match typed.status {
        StatusCode::OK => Ok(back(&slug, &wanted, count)),
        _ => drawn(&state, &visit, &staff, &running, &wanted, Some(typed)).await,
    }
}

/// What is ticked for each text that the form names, in the order of the frame.
fn ticked(pairs: &[(String, String)], frame: &[OptionId]) -> Result<Vec<Ticked>, AppError> {
    let known: Vec<&str> = frame.iter().map(OptionId::as_str).chain([NO_THEME]).collect();
    let mut texts: Vec<Ticked> = Vec::new();
    for (_, id) in pairs.iter().filter(|(name, _)| name == "id").take(PAGE as usize) {
        let id = Id::from_hex(id).ok_or_else(unreadable)?;
        let name = format!("thema-{id}");
        let posted: Vec<&str> =
            pairs.iter().filter(|(field, _)| *field == name).map(|(_, value)| value.as_str()).collect();
        if posted.iter().any(|theme| !known.contains(theme)) {
            return Err(unreadable());
        }
        if texts.iter().all(|other| other.id != id) {
            let chosen = known.iter().filter(|theme| posted.contains(theme)).map(|theme| (*theme).to_owned());
            texts.push(Ticked { id, chosen: chosen.collect(), problem: None });
        }
    }
    if texts.is_empty() { Err(unreadable()) } else { Ok(texts) }
}

/// Nothing where nothing is ticked, or what was there before.
fn coding(text: OpenText, chosen: &[String], coder: Id) -> Option<TextCoding> {
    let themes: Vec<String> = chosen.iter().filter(|theme| *theme != NO_THEME).cloned().collect();
    let before = text.coding.map(|coding| coding.themes);
    let is_new = !chosen.is_empty() && before.as_ref() != Some(&themes);
    is_new.then_some(TextCoding { id: text.id, redacted: text.redacted, before, themes, coder })
}

/// To the page the form was on.
fn back(slug: &str, wanted: &Wanted, done: usize) -> Response {
    // N.B. What was posted is put into an address: only what is a key or an id gets there.
    let place = wanted.frage.parse::<Key>().map(|key| key.to_string()).unwrap_or_default();
    let after = Id::from_hex(&wanted.nach).map(|id| format!("&nach={id}")).unwrap_or_default();
    let coded = wanted.zugeordnet.is_some();
    Redirect::to(&format!("{}{after}&erledigt={done}#texte", address(slug, &place, coded))).into_response()
}
