//! The report on a wave: its texts, a preview, and its release by somebody else than who wrote them.

use std::sync::Arc;

use app::waves::{ReportPage, ReportPreview, ReportRelease, ReportTexts, report_page};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Locale, format};
use serde::Deserialize;
use store::{ReleasedReport, ReportDraft, WaveState};

use super::too_few;
use crate::{
    error::AppError,
    gap_report::{Around, LANGUAGES, Outcome, Preview, Step, Texts},
    http::Visit,
    page::{self, Head},
    routes::results::gap_report::{language, pdf, reports},
    session::Staff,
    state::{AppState, RunningWave},
};

/// Seconds after which whoever waits for a preview looks again.
const AGAIN_AFTER: u32 = 2;
/// Letters of one text: ten pages.
const LONGEST: usize = 20_000;

const OWN: &str =
    "Den Bericht gibt jemand frei, der die Texte nicht zuletzt bearbeitet hat. Bitten Sie jemand anderes.";
const OUTDATED: &str = "Seit dieser Vorschau hat sich etwas geändert: die Texte, die Angebote oder der Tag. Erstellen Sie \
                        sie neu und sehen Sie sie an.";

#[derive(Deserialize)]
pub struct Done {
    /// Texts were saved.
    gespeichert: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    fassung: i64,
    vorwort_de: String,
    schluss_de: String,
    vorwort_en: String,
    schluss_en: String,
    /// `vorschau`
    dann: Option<String>,
}

impl Typed {
    fn texts(self) -> Texts {
        let around = |foreword: String, conclusions: String| Around {
            foreword: foreword.trim().to_owned(),
            conclusions: conclusions.trim().to_owned(),
        };
        Texts { de: around(self.vorwort_de, self.schluss_de), en: around(self.vorwort_en, self.schluss_en) }
    }
}

fn fields(texts: &Texts) -> [(&'static str, &'static str, &str); 4] {
    [
        ("vorwort_de", "Vorwort", &texts.de.foreword),
        ("schluss_de", "Schlussfolgerungen", &texts.de.conclusions),
        ("vorwort_en", "Vorwort auf Englisch", &texts.en.foreword),
        ("schluss_en", "Schlussfolgerungen auf Englisch", &texts.en.conclusions),
    ]
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let draft = state.store.report(running.wave.id).await?;
    let page = view(&state, &running, &staff, draft.as_ref(), &written(draft.as_ref())?).await?;
    let page = ReportPage { saved: done.gespeichert.is_some(), ..page };
    Ok(drawn(&state, &visit, &staff, StatusCode::OK, page))
}

/// Saves the texts if they have changed, unless somebody was faster or one is too long; then nothing typed is lost.
pub async fn save(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let wants_preview = typed.dann.as_deref() == Some("vorschau");
    let (revision, texts) = (typed.fassung, typed.texts());
    let problems = too_long(&texts);
    if !problems.is_empty() {
        let draft = state.store.report(running.wave.id).await?;
        let page = view(&state, &running, &staff, draft.as_ref(), &texts).await?;
        let page = ReportPage { problems, revision, ..page };
        return Ok(drawn(&state, &visit, &staff, StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let stored = state.store.report(running.wave.id).await?;
    // Who changes nothing is no author.
    let is_new = match &stored {
        Some(draft) => written(Some(draft))? != texts,
        None => !wants_preview || texts != Texts::default(),
    };
    let saved = match is_new {
        true => write(&state, &running, &staff, revision, &document(&texts)?).await,
        false => Ok(()),
    };
    match saved {
        Ok(()) if wants_preview => begin(&state, running, &staff, &slug).await,
        Ok(()) => Ok(Redirect::to(&format!("/intern/wellen/{slug}/bericht?gespeichert=1")).into_response()),
        Err(store::Error::Conflict) => {
            let draft = state.store.report(running.wave.id).await?;
            let page = view(&state, &running, &staff, draft.as_ref(), &texts).await?;
            let overtaken = page.written.as_ref().map(|(name, _)| name.clone());
            Ok(drawn(&state, &visit, &staff, StatusCode::CONFLICT, ReportPage { overtaken, ..page }))
        }
        Err(error) => Err(error.into()),
    }
}

fn document(texts: &Texts) -> Result<String, AppError> {
    serde_json::to_string(texts).map_err(AppError::internal)
}

async fn write(
    state: &AppState,
    running: &RunningWave,
    staff: &Staff,
    revision: i64,
    document: &str,
) -> Result<(), store::Error> {
    state.store.write_report(running.wave.id, revision, document, staff.account, &state.clock.today()).await?;
    state.previews.forget(running.wave.id);
    Ok(())
}

fn too_long(texts: &Texts) -> Vec<(String, String)> {
    let long = fields(texts).into_iter().filter(|(_, _, text)| text.chars().count() > LONGEST);
    let most = format::count(LONGEST as u64, Locale::DeSie);
    long.map(|(name, label, _)| (name.to_owned(), format!("{label}: Kürzen Sie auf höchstens {most} Zeichen.")))
        .collect()
}

/// Begins to make a preview, which goes on when nobody waits for it.
async fn begin(state: &AppState, running: Arc<RunningWave>, staff: &Staff, slug: &str) -> Result<Response, AppError> {
    let wave = running.wave.id;
    let draft = match state.store.report(wave).await? {
        Some(draft) => draft,
        // A report without texts of anybody's has an author as well: somebody else releases it.
        None => {
            write(state, &running, staff, 0, &document(&Texts::default())?).await?;
            state.store.report(wave).await?.ok_or(AppError::NotFound)?
        }
    };
    if state.previews.begin(wave) {
        let making = tokio::spawn(preview(state.clone(), running, draft));
        let state = state.clone();
        tokio::spawn(async move {
            let made = making.await.unwrap_or_else(|error| Err(AppError::internal(error)));
            let told = |error| match error {
                AppError::Conflict(why) => why,
                AppError::Internal(number) => format!("Im Protokoll des Servers steht mehr unter der Nummer {number}."),
                other => format!("{other:?}"),
            };
            state.previews.finish(wave, made.map_err(told));
        });
    }
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/bericht")).into_response())
}

async fn preview(state: AppState, running: Arc<RunningWave>, draft: ReportDraft) -> Result<Preview, AppError> {
    let _one_at_a_time = state.previews.turn.lock().await;
    let wave = running.wave.id;
    state.previews.step(wave, Step::Counting);
    let texts = written(Some(&draft))?;
    let Some(reports) = reports(&state, &running, &texts).await? else {
        let count = state.store.response_count(wave).await?;
        return Err(AppError::Conflict(too_few(running.k(), count)));
    };
    let previews = state.previews.clone();
    let made = tokio::task::spawn_blocking(move || {
        let set = |(at, report): (usize, &report::Report)| {
            previews.step(wave, Step::Setting(at));
            report.pdf()
        };
        let files: Result<Vec<Vec<u8>>, report::Fault> = reports.iter().enumerate().map(set).collect();
        files.map(|files| Preview { revision: draft.revision, reports, files })
    });
    made.await.map_err(AppError::internal)?.map_err(AppError::internal)
}

/// A file of the preview.
pub async fn preview_file(
    State(state): State<AppState>,
    _: Staff,
    Path((slug, file)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let Some(Outcome::Ready(preview)) = state.previews.of(running.wave.id) else { return Err(AppError::NotFound) };
    let language = language(&file)?;
    let at = LANGUAGES.iter().position(|(name, _)| *name == language);
    let document = at.and_then(|at| preview.files.get(at)).ok_or(AppError::NotFound)?;
    Ok(pdf(&format!("{slug}-vorschau"), language, document.clone()))
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Seen {
    fassung: i64,
    vorschau: String,
}

/// Offers what was looked at, and the wave with it if it is not public yet.
pub async fn release(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
    Form(seen): Form<Seen>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let wave = &running.wave;
    let conflict = |why: &str| AppError::Conflict(why.to_owned());
    let draft = state.store.report(wave.id).await?.ok_or_else(|| conflict(OUTDATED))?;
    if draft.editor == staff.account {
        return Err(conflict(OWN));
    }
    let Some(Outcome::Ready(preview)) = state.previews.of(wave.id) else { return Err(conflict(OUTDATED)) };
    let is_seen = preview.mark() == seen.vorschau && [seen.fassung, draft.revision] == [preview.revision; 2];
    // What is public says the same as the report from the first moment on.
    let is_same = reports(&state, &running, &written(Some(&draft))?).await?.as_ref() == Some(&preview.reports);
    if !(is_seen && is_same) {
        return Err(conflict(OUTDATED));
    }
    let release = ReleasedReport { day: state.clock.today(), releaser: staff.account };
    let files = LANGUAGES.iter().map(|(language, _)| *language).zip(preview.files.iter().cloned()).collect();
    let with_wave = wave.state == WaveState::Closed;
    if with_wave {
        // As in the release of a wave: the cube of groups is made before anybody sees it.
        state.breakdown(&running).await?;
    }
    match state.store.release_report(wave.id, draft.revision, release, files, with_wave).await {
        Err(store::Error::Conflict) => return Err(conflict(OUTDATED)),
        done => done?,
    }
    state.previews.forget(wave.id);
    state.forget();
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/bericht")).into_response())
}

pub async fn withdraw(
    State(state): State<AppState>,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    state.store.withdraw_report(running.wave.id, &state.clock.today(), staff.account).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}/bericht")).into_response())
}

fn written(draft: Option<&ReportDraft>) -> Result<Texts, AppError> {
    let texts = draft.map(|draft| serde_json::from_str(&draft.texts).map_err(AppError::internal));
    Ok(texts.transpose()?.unwrap_or_default())
}

async fn view(
    state: &AppState,
    running: &Arc<RunningWave>,
    staff: &Staff,
    draft: Option<&ReportDraft>,
    texts: &Texts,
) -> Result<ReportPage, AppError> {
    let wave = &running.wave;
    let count = state.store.response_count(wave.id).await?;
    let revision = draft.map_or(0, |draft| draft.revision);
    let preview = match state.previews.of(wave.id) {
        Some(Outcome::Making(step)) => ReportPreview::Making { step: told(step), done: step.place(), of: Step::COUNT },
        Some(Outcome::Ready(preview)) if preview.revision == revision => ReportPreview::Ready { mark: preview.mark() },
        Some(Outcome::Failed(why)) => ReportPreview::Failed(why),
        Some(Outcome::Ready(_)) | None => ReportPreview::None,
    };
    let release = match (&preview, draft) {
        (_, Some(draft)) if draft.editor == staff.account => ReportRelease::ByAnother,
        (ReportPreview::Ready { .. }, _) => ReportRelease::Possible { with_wave: wave.state == WaveState::Closed },
        _ => ReportRelease::NotYet,
    };
    let released = state.store.released_report(wave.id).await?;
    let released = match released {
        Some(ReleasedReport { day, releaser }) => Some(by(state, releaser, &day).await?),
        None => None,
    };
    let written = match draft {
        Some(draft) => Some(by(state, draft.editor, &draft.edited).await?),
        None => None,
    };
    let [foreword, conclusions, foreword_en, conclusions_en] =
        fields(texts).map(|(name, label, text)| (name, label, text.to_owned()));
    Ok(ReportPage {
        slug: wave.slug.clone(),
        title: wave.title.clone(),
        texts: vec![
            ReportTexts { language: "Deutsch", fields: vec![foreword, conclusions] },
            ReportTexts { language: "Englisch", fields: vec![foreword_en, conclusions_en] },
        ],
        revision,
        written,
        preview,
        release,
        released,
        is_public: wave.state == WaveState::Released,
        not_yet: (count < running.k()).then(|| too_few(running.k(), count)),
        saved: false,
        overtaken: None,
        problems: Vec::new(),
    })
}

fn told(step: Step) -> &'static str {
    match step {
        Step::Waiting => "Ein anderer Bericht ist noch davor.",
        Step::Counting => "Zahlen und Bilder entstehen.",
        Step::Setting(0) => "Der deutsche Bericht wird gesetzt.",
        Step::Setting(_) => "Der englische Bericht wird gesetzt.",
    }
}

/// The name of an account and a day, for reading.
async fn by(state: &AppState, account: store::Id, day: &str) -> Result<(String, String), AppError> {
    let name = state.store.account(account).await?.map_or_else(|| "jemand".to_owned(), |account| account.name);
    Ok((name, format::date(day, Locale::DeSie)))
}

fn drawn(state: &AppState, visit: &Visit, staff: &Staff, status: StatusCode, page: ReportPage) -> Response {
    let mut head = Head::staff("Bericht", &staff.name);
    if matches!(page.preview, ReportPreview::Making { .. }) && page.not_yet.is_none() {
        head = head.going_on(AGAIN_AFTER, &format!("/intern/wellen/{}/bericht", page.slug));
    }
    page::html_with(status, state, visit, head, || report_page(page))
}
