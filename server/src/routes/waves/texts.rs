//! Open answers: somebody reads each text before anybody else sees it, redacts it, and releases it or keeps it back.
//! That is reading what single respondents wrote, so it is for who may see single answers.

use std::{collections::BTreeMap, sync::Arc};

use app::waves::{QueuedText, TextPlace, TextQueue, TextsBody, TextsPage, texts_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Key, Locale, disclosure::Rule, format, open_answers as open, place::Municipality};
use serde::Deserialize;
use store::{Id, OpenText, TextDecision, TextList, TextState, WaveState};

use crate::{
    error::AppError,
    http::Visit,
    open_answers::{asks_for_texts, has_switch, place, question},
    page::{self, Head},
    routes::stamp::stamp,
    session::{AnswerReader, Staff},
    state::{AppState, RunningWave},
};

/// Texts on one page.
const PAGE: u32 = 20;
/// Letters of a redacted text: as many as a question may allow.
const LONGEST: usize = 20_000;

const OVERTAKEN: &str = "Jemand anderes hat inzwischen über diesen Text entschieden. Ihre Fassung steht im Feld und ist noch \
                         nicht gespeichert. Wenn Sie jetzt entscheiden, gilt Ihre.";
const GONE: &str =
    "Was hier geschrieben war, ist gelöscht, wie es den Befragten zugesagt war. Es lässt sich nicht mehr freigeben.";
const ALL_OVERTAKEN: &str = "Jemand anderes hat gerade über einen dieser Texte entschieden. Laden Sie die Seite neu.";

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Wanted {
    /// The place, as a key of answers.
    frage: String,
    /// Those that were decided.
    gesehen: Option<String>,
    /// The id after which the page begins.
    nach: String,
    /// What was just done: `1`, or how many were released together.
    erledigt: String,
}

impl Wanted {
    fn done(&self) -> Option<String> {
        self.erledigt.parse().ok().map(|count: u64| match count {
            0 => "Von diesen Texten wartete keiner mehr.".to_owned(),
            1 => "Gespeichert.".to_owned(),
            count => format!("{} Texte freigegeben.", format::count(count, Locale::DeSie)),
        })
    }
}

/// What came back with a form, in place of what is stored.
struct Typed {
    id: Id,
    text: String,
    problem: &'static str,
    status: StatusCode,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    AnswerReader(staff): AnswerReader,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, AppError> {
    let running = match looked_at(&state, &slug).await? {
        Looked::At(running) => running,
        Looked::TooFew(running) => return Ok(nothing(&state, &visit, &staff, &running)),
    };
    if state.store.text_review(running.wave.id).await?.is_none() && running.wave.cleared.is_none() {
        if !asks_for_texts(running.history.survey()) {
            return Ok(nothing(&state, &visit, &staff, &running));
        }
        if has_switch(running.history.survey()) {
            return Ok(off(&state, &visit, &staff, &running, StatusCode::OK));
        }
        state.begin_text_review(&running, staff.account).await?;
    }
    drawn(&state, &visit, &staff, &running, &wanted, None).await
}

enum Looked {
    At(Arc<RunningWave>),
    /// Nothing is shown of so few answers, so nothing was seen and the wave may be opened again.
    TooFew(Arc<RunningWave>),
}

async fn looked_at(state: &AppState, slug: &str) -> Result<Looked, AppError> {
    let running = state.running(slug).await?;
    let least = Rule::of(running.history.survey()).least_texts();
    let is_closed = running.wave.state == WaveState::Closed && running.wave.grace.is_none();
    if is_closed && state.store.response_count(running.wave.id).await? < least {
        return Ok(Looked::TooFew(running));
    }
    Ok(Looked::At(state.ended(slug).await?))
}

fn page_of(running: &RunningWave, body: TextsBody) -> TextsPage {
    TextsPage { slug: running.wave.slug.clone(), title: running.wave.title.clone(), body }
}

fn html(state: &AppState, visit: &Visit, staff: &Staff, status: StatusCode, page: TextsPage) -> Response {
    let head = Head::staff("Offene Antworten", &staff.name);
    let head = if status == StatusCode::OK { head } else { head.failed() };
    page::html_with(status, state, visit, head, || texts_page(page))
}

fn nothing(state: &AppState, visit: &Visit, staff: &Staff, running: &RunningWave) -> Response {
    let least = Rule::of(running.history.survey()).least_texts();
    let why = match running.wave.cleared {
        _ if !asks_for_texts(running.history.survey()) => {
            "Diese Umfrage fragt nichts, worauf man in eigenen Worten antwortet.".to_owned()
        }
        Some(_) => "Die Antworten im Einzelnen sind gelöscht, wie es den Befragten zugesagt war.".to_owned(),
        None => format!(
            "Zu keiner Frage haben mindestens {least} Befragte etwas geschrieben. Bei weniger Texten wäre zu leicht zu \
             erkennen, von wem einer ist."
        ),
    };
    html(state, visit, staff, StatusCode::OK, page_of(running, TextsBody::Nothing(why)))
}

fn off(state: &AppState, visit: &Visit, staff: &Staff, running: &RunningWave, status: StatusCode) -> Response {
    let refused = status != StatusCode::OK;
    html(state, visit, staff, status, page_of(running, TextsBody::Off { refused }))
}

async fn drawn(
    state: &AppState,
    visit: &Visit,
    staff: &Staff,
    running: &Arc<RunningWave>,
    wanted: &Wanted,
    typed: Option<Typed>,
) -> Result<Response, AppError> {
    let status = typed.as_ref().map_or(StatusCode::OK, |typed| typed.status);
    let places = places(state, running).await?;
    let Some(place) = places.iter().find(|place| place.key == wanted.frage).or(places.first()).cloned() else {
        return Ok(nothing(state, visit, staff, running));
    };
    let seen = wanted.gesehen.is_some();
    let after = Id::from_hex(&wanted.nach);
    let mut rows = state.store.open_texts_of(running.wave.id, &place.key, list_of(seen), after, PAGE + 1).await?;
    let has_more = rows.len() > PAGE as usize;
    rows.truncate(PAGE as usize);
    let next = rows.last().filter(|_| has_more).map(|row| format!("&nach={}", row.id));
    // Whatever list it is in by now.
    if let Some(typed) = typed.as_ref().filter(|typed| rows.iter().all(|row| row.id != typed.id)) {
        rows.splice(..0, state.store.open_text(running.wave.id, typed.id).await?);
    }
    let list = |seen: bool| address(&running.wave.slug, &place.key, seen);
    let after = after.map(Id::to_hex).unwrap_or_default();
    let problem = |typed: &Typed| (format!("text-{}", typed.id), typed.problem.to_owned());
    let problems = typed.iter().map(problem).collect();
    let names = names(state, rows.iter().filter_map(|row| row.reviewer).collect()).await?;
    let region = state.region().await?;
    let queue = TextQueue {
        seen,
        other: (list(!seen), if seen { place.all - place.seen } else { place.seen }),
        texts: rows.into_iter().map(|row| queued(row, typed.as_ref(), &names, &region)).collect(),
        next: next.map(|next| list(seen) + &next),
        after,
        done: wanted.done(),
        has_switch: has_switch(running.history.survey()),
        problems,
        place,
        places,
    };
    Ok(html(state, visit, staff, status, page_of(running, TextsBody::Queue(Box::new(queue)))))
}

fn list_of(seen: bool) -> TextList {
    if seen { TextList::Decided } else { TextList::Waiting }
}

fn address(slug: &str, key: &str, seen: bool) -> String {
    let key = key.replace('@', "%40").replace(':', "%3A");
    let seen = if seen { "&gesehen=1" } else { "" };
    format!("/intern/wellen/{slug}/texte?frage={key}{seen}")
}

/// Every place of the queue in the order of the survey, and how far it has been read.
async fn places(state: &AppState, running: &RunningWave) -> Result<Vec<TextPlace>, AppError> {
    let survey = running.history.survey();
    let mut places: BTreeMap<(usize, Key), TextPlace> = BTreeMap::new();
    for (item, state, count) in state.store.open_text_counts(running.wave.id).await? {
        let Ok(key) = item.parse::<Key>() else { continue };
        let found = places.entry(place(survey, &key)).or_insert_with(|| TextPlace {
            href: address(&running.wave.slug, &item, false),
            question: question(survey, &key, Locale::DeSie),
            key: item,
            seen: 0,
            all: 0,
        });
        found.all += count;
        found.seen += if state == TextState::Waiting { 0 } else { count };
    }
    Ok(places.into_values().collect())
}

pub(super) async fn names(state: &AppState, accounts: Vec<Id>) -> Result<BTreeMap<Id, String>, AppError> {
    let mut names = BTreeMap::new();
    for account in accounts {
        if let std::collections::btree_map::Entry::Vacant(free) = names.entry(account)
            && let Some(account) = state.store.account(account).await?
        {
            free.insert(account.name);
        }
    }
    Ok(names)
}

fn queued(row: OpenText, typed: Option<&Typed>, names: &BTreeMap<Id, String>, region: &[Municipality]) -> QueuedText {
    let typed = typed.filter(|typed| typed.id == row.id);
    // What was written is gone when its time is over; what was released of it can still be read.
    let shown = if row.given.is_empty() { &row.redacted } else { &row.given };
    let pieces = open::pieces(shown, &flags(shown, region)).into_iter();
    let word = match row.state {
        TextState::Waiting => None,
        TextState::Released => Some("freigegeben"),
        TextState::KeptBack => Some("zurückgehalten"),
    };
    let by = row.reviewer.and_then(|reviewer| names.get(&reviewer)).cloned().unwrap_or_default();
    QueuedText {
        id: row.id.to_hex(),
        stand: stand(&row),
        pieces: pieces.map(|(kind, piece)| (kind.map(open::Kind::label), piece.to_owned())).collect(),
        redacted: typed.map_or(row.redacted, |typed| typed.text.clone()),
        state: row.state.as_str(),
        decided: word.map(|word| (word, by)),
        problem: typed.map(|typed| typed.problem.to_owned()),
    }
}

fn stand(row: &OpenText) -> String {
    stamp(&(row.state.as_str(), &row.redacted))
}

fn flags(text: &str, region: &[Municipality]) -> Vec<open::Flag> {
    let places: Vec<&str> = region.iter().map(|place| place.name.as_str()).collect();
    open::flags(text, &places)
}

pub(super) type Pairs = Vec<(String, String)>;

pub(super) fn field<'p>(pairs: &'p [(String, String)], name: &str) -> &'p str {
    pairs.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
}

pub(super) fn unreadable() -> AppError {
    AppError::BadRequest("Dieses Formular ist nicht vollständig. Laden Sie die Seite neu.".to_owned())
}

/// To the page the form was on.
fn back(slug: &str, place: &str, seen: bool, pairs: &[(String, String)], done: usize) -> Response {
    // N.B. What was posted is put into an address: only what is a key or an id gets there.
    let place = place.parse::<Key>().map(|key| key.to_string()).unwrap_or_default();
    let after = Id::from_hex(field(pairs, "nach")).map(|id| format!("&nach={id}")).unwrap_or_default();
    Redirect::to(&format!("{}{after}&erledigt={done}#texte", address(slug, &place, seen))).into_response()
}

/// One text: released as it was typed over, or kept back.
pub async fn decide(
    State(state): State<AppState>,
    visit: Visit,
    AnswerReader(staff): AnswerReader,
    Path(slug): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let id = Id::from_hex(field(&pairs, "id")).ok_or_else(unreadable)?;
    let from = TextState::parse(field(&pairs, "war")).ok_or_else(unreadable)?;
    let to = match field(&pairs, "dann") {
        "freigeben" => TextState::Released,
        "zurueckhalten" => TextState::KeptBack,
        _ => return Err(unreadable()),
    };
    let text = field(&pairs, &format!("text-{id}")).replace("\r\n", "\n").trim().to_owned();
    let seen = !field(&pairs, "gesehen").is_empty();
    let wanted = Wanted {
        frage: field(&pairs, "frage").to_owned(),
        nach: field(&pairs, "nach").to_owned(),
        gesehen: seen.then(String::new),
        ..Wanted::default()
    };
    let problem = match text.chars().count() {
        0 if to == TextState::Released => Some("Ein leerer Text lässt sich nicht freigeben. Halten Sie ihn zurück."),
        length if to == TextState::Released && length > LONGEST => {
            Some("Kürzen Sie den Text auf höchstens 20.000 Zeichen.")
        }
        _ => None,
    };
    if let Some(problem) = problem {
        let typed = Typed { id, text, problem, status: StatusCode::UNPROCESSABLE_ENTITY };
        return drawn(&state, &visit, &staff, &running, &wanted, Some(typed)).await;
    }
    let stored = state.store.open_text(running.wave.id, id).await?.ok_or(AppError::NotFound)?;
    if stored.given.is_empty() && stored.state == TextState::KeptBack && to == TextState::Released {
        let typed = Typed { id, text, problem: GONE, status: StatusCode::CONFLICT };
        return drawn(&state, &visit, &staff, &running, &wanted, Some(typed)).await;
    }
    let seen_stand = field(&pairs, "stand");
    let is_as_seen = seen_stand.is_empty() || seen_stand == stand(&stored);
    let before = stored.redacted;
    let decision = TextDecision { id, from, before, to, redacted: text.clone(), reviewer: staff.account };
    let decided = match is_as_seen {
        true => state.store.decide_texts(running.wave.id, vec![decision], &state.clock.today()).await,
        false => Err(store::Error::Conflict),
    };
    match decided {
        Err(store::Error::Conflict) => {
            let typed = Typed { id, text, problem: OVERTAKEN, status: StatusCode::CONFLICT };
            return drawn(&state, &visit, &staff, &running, &wanted, Some(typed)).await;
        }
        other => other?,
    }
    Ok(back(&slug, &wanted.frage, seen, &pairs, 1))
}

/// Releases those of the texts named in the form that wait, were not touched and carry no mark; the form names what stood
/// on the page it was on, and nothing else is released.
pub async fn release_unmarked(
    State(state): State<AppState>,
    AnswerReader(staff): AnswerReader,
    Path(slug): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let region = state.region().await?;
    let mut decisions: Vec<TextDecision> = Vec::new();
    let shown = pairs.iter().filter(|(name, _)| name == "id").take(PAGE as usize);
    for (_, id) in shown {
        let id = Id::from_hex(id).ok_or_else(unreadable)?;
        let Some(text) = state.store.open_text(running.wave.id, id).await? else { continue };
        let is_plain =
            text.state == TextState::Waiting && text.given == text.redacted && flags(&text.given, &region).is_empty();
        if is_plain && decisions.iter().all(|decision| decision.id != id) {
            decisions.push(TextDecision {
                id,
                from: TextState::Waiting,
                before: text.redacted.clone(),
                to: TextState::Released,
                redacted: text.redacted,
                reviewer: staff.account,
            });
        }
    }
    let count = decisions.len();
    if count > 0 {
        match state.store.decide_texts(running.wave.id, decisions, &state.clock.today()).await {
            Err(store::Error::Conflict) => return Err(AppError::Conflict(ALL_OVERTAKEN.to_owned())),
            other => other?,
        }
    }
    Ok(back(&slug, field(&pairs, "frage"), false, &pairs, count))
}

/// Firms: makes the queue once somebody has said that they know the risk.
pub async fn switch_on(
    State(state): State<AppState>,
    visit: Visit,
    AnswerReader(staff): AnswerReader,
    Path(slug): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, AppError> {
    let Looked::At(running) = looked_at(&state, &slug).await? else { return Err(AppError::NotFound) };
    if field(&pairs, "verstanden") != "ja" {
        return Ok(off(&state, &visit, &staff, &running, StatusCode::UNPROCESSABLE_ENTITY));
    }
    state.begin_text_review(&running, staff.account).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/texte")).into_response())
}

/// Firms: takes every text off the result page and forgets what was decided.
pub async fn switch_off(
    State(state): State<AppState>,
    AnswerReader(staff): AnswerReader,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    if !has_switch(running.history.survey()) {
        return Err(AppError::NotFound);
    }
    state.store.end_text_review(running.wave.id, staff.account, &state.clock.today()).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/texte")).into_response())
}
