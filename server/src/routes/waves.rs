//! Waves: link and QR code, returns, opening and closing, release.

mod addresses;
mod answers;
mod closing;
mod codes;
mod held_back;
mod names;
mod notices;
pub mod planning;
mod releases;
mod report;
mod stops;
mod texts;
mod themes;
mod watch;

use app::waves::{Kiosk, SingleAnswers, WaveLine, WavePage, WaveStep, wave_page};
use axum::{
    Form, Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use charts::{Caption, DayCount, Look, Mode};
use domain::{Locale, format};
use fast_qr::convert::{Builder, Shape, svg::SvgBuilder};
use serde::Deserialize;
use store::{Access, Group, Step, Wave, WaveState};

use super::{
    invite::next_mail,
    respond::kiosk_is_possible,
    results::{attachment, figure_file, period},
};
use crate::{
    error::AppError,
    http::Visit,
    open_answers::asks_for_texts,
    page::{self, Head},
    retention,
    returns::{Returns, band},
    session::{Staff, hash_password},
    state::{AppState, RunningWave},
};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/intern/veroeffentlichungen", get(releases::show))
        .route("/intern/wellen/{wave}", get(show))
        .route("/intern/wellen/{wave}/planung", get(planning::show).post(planning::save))
        .route("/intern/wellen/{wave}/codes", get(codes::show).post(codes::issue))
        .route("/intern/wellen/{wave}/codes/ungueltig", post(codes::void))
        .route("/intern/wellen/{wave}/codes.pdf", post(codes::file))
        .route("/intern/wellen/{wave}/adressen", get(addresses::show).post(addresses::remove))
        .route("/intern/wellen/{wave}/adressen.csv", get(addresses::file))
        .route("/intern/wellen/{wave}/namen", get(names::show).post(names::withdraw))
        .route("/intern/wellen/{wave}/hinweise", get(notices::show))
        .route("/intern/wellen/{wave}/feld", get(watch::show))
        .route("/intern/wellen/{wave}/abbruch", get(stops::show))
        .route("/intern/wellen/{wave}/frist-beenden", post(closing::end_grace))
        .route("/intern/wellen/{wave}/zurueckgehaltene", post(held_back::take_in))
        .route("/intern/wellen/{wave}/texte", get(texts::show).post(texts::decide))
        .route("/intern/wellen/{wave}/texte/ohne-hinweis", post(texts::release_unmarked))
        .route("/intern/wellen/{wave}/texte/themen", get(themes::show).post(themes::confirm))
        .route("/intern/wellen/{wave}/texte/einschalten", post(texts::switch_on))
        .route("/intern/wellen/{wave}/texte/ausschalten", post(texts::switch_off))
        .route("/intern/wellen/{wave}/bericht", get(report::show).post(report::save))
        .route("/intern/wellen/{wave}/bericht/vorschau/{file}", get(report::preview_file))
        .route("/intern/wellen/{wave}/bericht/freigeben", post(report::release))
        .route("/intern/wellen/{wave}/bericht/zuruecknehmen", post(report::withdraw))
        .route("/intern/wellen/{wave}/oeffnen", post(open))
        .route("/intern/wellen/{wave}/beenden", get(closing::ask))
        .route("/intern/wellen/{wave}/schliessen", post(closing::close))
        .route("/intern/wellen/{wave}/veroeffentlichen", post(release))
        .route("/intern/wellen/{wave}/zuruecknehmen", post(withdraw))
        .route("/intern/wellen/{wave}/kiosk", post(kiosk))
        .route("/intern/wellen/{wave}/qr.svg", get(qr_file))
        .route("/intern/wellen/{wave}/bilder/{file}", get(picture))
        .route("/intern/wellen/{wave}/antworten/{format}", get(answers::file))
}

fn state_word(state: WaveState) -> &'static str {
    match state {
        WaveState::Planned => "geplant",
        WaveState::Open => "läuft",
        WaveState::Closed => "beendet",
        WaveState::Released => "veröffentlicht",
    }
}

fn counted(count: u64) -> String {
    let unit = if count == 1 { "Antwort" } else { "Antworten" };
    format!("{}\u{a0}{unit}", format::count(count, Locale::DeSie))
}

/// A wave in a list.
pub fn wave_line(wave: &Wave, count: u64) -> WaveLine {
    let period = period(wave, Locale::DeSie);
    let parts = [counted(count), period];
    WaveLine {
        href: format!("/intern/wellen/{}", wave.slug),
        title: wave.title.clone(),
        state: state_word(wave.state),
        running: wave.state == WaveState::Open,
        released: wave.state == WaveState::Released,
        meta: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        demo: wave.demo,
    }
}

async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let view = view(&state, &running, &staff).await?;
    let head = Head::staff(&view.title, &staff.name).with_islands();
    Ok(page::html(&state, &visit, head, || wave_page(view)))
}

async fn view(state: &AppState, running: &RunningWave, staff: &Staff) -> Result<WavePage, AppError> {
    let wave = &running.wave;
    let survey = state.store.surveys().await?.into_iter().find(|survey| survey.id == wave.survey);
    let survey = survey.ok_or(AppError::NotFound)?;
    let link = format!("{}/s/{}", state.config.server.base_url, wave.slug);
    let count = state.store.response_count(wave.id).await?;
    let (k, shown) = (running.k(), state.returns.of(&state.store, running).await?);
    let targets = state.store.targets(wave.id).await?;
    let days = [("Geöffnet", &wave.opened), ("Beendet", &wave.closed)];
    let tile = |(label, day): (&str, &Option<String>)| {
        Some((label.to_owned(), format::date(day.as_deref()?, Locale::DeSie), String::new()))
    };
    let kiosk = Kiosk {
        action: format!("/intern/wellen/{}/kiosk", wave.slug),
        link: format!("{link}?kiosk=1"),
        has_pin: state.store.kiosk_pin(wave.id).await?.is_some(),
        needs_code: wave.access.needs_code(),
        refused: false,
    };
    Ok(WavePage {
        kiosk: kiosk_is_possible(wave.access).then_some(kiosk),
        slug: wave.slug.clone(),
        survey: (
            format!("/intern/umfragen/{}", survey.slug),
            running.questionnaire.title.get(Locale::DeSie).to_owned(),
        ),
        title: wave.title.clone(),
        state: state_word(wave.state),
        running: wave.state == WaveState::Open,
        ended: matches!(wave.state, WaveState::Closed | WaveState::Released),
        grace: wave.grace.as_deref().map(|minute| format::minute(minute, Locale::DeSie)),
        demo: wave.demo && count > 0 && wave.state != WaveState::Open,
        access: (planning::access_name(wave.access), wave.access.as_str()),
        hints: hints(wave),
        link,
        count,
        held_back: held_back::view(state, running).await?,
        tiles: days.into_iter().filter_map(tile).collect(),
        returns: returns(state, wave, Mode::Web).await?,
        kreise: kreise(&targets, &shown, k),
        exits: exits(running, &shown, &targets),
        steps: steps(wave, count >= k),
        not_yet: (wave.state == WaveState::Closed && count < k).then(|| too_few(k, count)),
        next_mail: next_mail(state, wave).await?.map(|next| (next.day, next.what)),
        asks_for_names: wave.access.asks_for_names(),
        has_addresses: addresses::are_asked_for(running),
        has_texts: asks_for_texts(running.history.survey()),
        single_answers: single_answers(running),
        reads_answers: staff.reads_answers,
        public: (wave.state == WaveState::Released).then(|| format!("/ergebnisse/{}", wave.slug)),
    })
}

/// The chart of the page as a file.
async fn picture(
    State(state): State<AppState>,
    _: Staff,
    Path((slug, file)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let figure = returns(&state, &running.wave, Mode::Print).await?;
    figure_file(&state, figure.into_iter().collect(), &file).await
}

async fn returns(state: &AppState, wave: &Wave, mode: Mode) -> Result<Option<domain::figure::Figure>, AppError> {
    let days = state.store.returns_per_day(wave.id).await?;
    let days: Vec<DayCount> = days.into_iter().map(|(day, count)| DayCount { day, count }).collect();
    let caption = Caption {
        id: "ruecklauf".to_owned(),
        question: "Antworten je Tag".to_owned(),
        population: "Antworten".to_owned(),
        single: "Antwort".to_owned(),
        ..Caption::default()
    };
    let look = Look { locale: Locale::DeSie, mode };
    Ok((!days.is_empty()).then(|| charts::returns(&caption, &days, &look)))
}

/// With what is hoped for; of Kreise that are not shown nothing else.
fn kreise(targets: &[(Group, u64)], returns: &Returns, k: u64) -> Vec<(String, String)> {
    let bands = returns.kreise(k);
    let mut lines: Vec<(String, String)> = bands.into_iter().map(|(kreis, band)| (kreis, band.words())).collect();
    for (group, target) in targets {
        let Group::Kreis(kreis) = group else { continue };
        let goal = goal(*target);
        match lines.iter_mut().find(|(name, _)| name == kreis) {
            Some((_, band)) => *band = format!("{band} ({goal})"),
            None => lines.push((kreis.clone(), goal)),
        }
    }
    lines
}

fn goal(target: u64) -> String {
    format!("Ziel: {}", format::count(target, Locale::DeSie))
}

fn quota_name(id: &str) -> String {
    format!("Quote „{id}“")
}

fn single_answers(running: &RunningWave) -> SingleAnswers {
    let date = |day: &str| format::date(day, Locale::DeSie);
    match &running.wave.cleared {
        Some(day) => SingleAnswers::Deleted { on: date(day) },
        None => SingleAnswers::Stored { until: retention::last_day(running).as_deref().map(date) },
    }
}

/// What the clock will do, or is waiting for.
fn hints(wave: &Wave) -> Vec<String> {
    let at = |minute: &Option<String>| minute.as_deref().map(|minute| format::minute(minute, Locale::DeSie));
    let opens = at(&wave.schedule.opens).filter(|_| wave.state == WaveState::Planned);
    let closes = at(&wave.schedule.closes).filter(|_| matches!(wave.state, WaveState::Planned | WaveState::Open));
    let said = [
        opens.map(|at| format!("Öffnet von selbst am {at}.")),
        closes.map(|at| format!("Schließt von selbst am {at}.")),
        at(&wave.grace).map(|at| {
            format!("Wer schon angefangen hatte, kann noch bis {at} absenden. Danach gibt es die Ergebnisse.")
        }),
    ];
    said.into_iter().flatten().collect()
}

/// How each quota stands and how many were turned away, in the same bands: one answer more must not show.
fn exits(running: &RunningWave, returns: &Returns, targets: &[(Group, u64)]) -> Vec<(String, String)> {
    let (survey, k) = (&running.questionnaire, running.k());
    let quotas = survey.quotas.iter().map(|quota| {
        let id = quota.id.as_str();
        let target = targets.iter().find(|(group, _)| matches!(group, Group::Quota(of) if of == id));
        let target = target.map_or_else(String::new, |(_, target)| format!(" ({})", goal(*target)));
        let state = quota_state(returns.quota(id), quota.limit, k);
        (quota_name(id), format!("{state}{target}, abgewiesen: {}", band(returns.turned_away(id), k)))
    });
    let screen_outs = survey.screen_outs.iter().map(|out| {
        (format!("Ausschluss „{}“", out.id), format!("abgewiesen: {}", band(returns.turned_away(out.id.as_str()), k)))
    });
    quotas.chain(screen_outs).collect()
}

/// "10 bis 19 von 50", "voll (50)"
fn quota_state(count: u64, limit: u32, k: u64) -> String {
    let most = format::count(u64::from(limit), Locale::DeSie);
    if count >= u64::from(limit) { format!("voll ({most})") } else { format!("{} von {most}", band(count, k)) }
}

fn steps(wave: &Wave, enough: bool) -> Vec<WaveStep> {
    let step = |to: &str, label, meaning, primary| WaveStep {
        action: format!("/intern/wellen/{}/{to}", wave.slug),
        label,
        meaning,
        primary,
        asks: to == "beenden",
    };
    match wave.state {
        WaveState::Planned => {
            let meaning = match wave.access {
                Access::Open => {
                    "Wenn Sie die Welle öffnen, kann jeder mit dem Link antworten. Der Zugang steht dann fest."
                }
                Access::Code => {
                    "Wenn Sie die Welle öffnen, kann jeder mit einem Code antworten. Der Zugang steht dann fest."
                }
                Access::Invited | Access::Named => {
                    "Wenn Sie die Welle öffnen, gehen die Einladungen hinaus, und antworten kann, wer eine hat. Der Zugang steht dann fest."
                }
            };
            vec![step("oeffnen", "Welle öffnen", meaning, true)]
        }
        WaveState::Open => {
            vec![step(
                "beenden",
                "Welle beenden",
                "Wenn Sie die Welle beenden, kann niemand mehr anfangen. Wer schon angefangen hat, bekommt Zeit zum Absenden.",
                true,
            )]
        }
        WaveState::Closed if wave.grace.is_some() => vec![
            step(
                "frist-beenden",
                "Frist vorzeitig beenden",
                "Wenn Sie die Frist beenden, gehen angefangene Antworten verloren, und es gibt die Ergebnisse sofort.",
                false,
            ),
            step(
                "oeffnen",
                "Welle wieder öffnen",
                "Wenn Sie wieder öffnen, gelten Link, Einladungen und Codes wie vorher. Ein geplantes Ende tragen Sie unter „Zugang, Zeiten und Ziele“ neu ein.",
                false,
            ),
        ],
        WaveState::Closed => {
            let release = step(
                "veroeffentlichen",
                "Ergebnisse veröffentlichen",
                "Wenn Sie die Ergebnisse veröffentlichen, stehen sie für alle auf einer eigenen Seite. Sehen Sie sie vorher an.",
                true,
            );
            let reopen = step(
                "oeffnen",
                "Wieder öffnen",
                "Wenn Sie wieder öffnen, kommen weitere Antworten dazu. Das geht nur, solange niemand die Ergebnisse gesehen hat.",
                false,
            );
            [enough.then_some(release), wave.may_open_again().then_some(reopen)].into_iter().flatten().collect()
        }
        WaveState::Released => vec![step(
            "zuruecknehmen",
            "Veröffentlichung zurücknehmen",
            "Wenn Sie die Veröffentlichung zurücknehmen, ist die Seite nicht mehr erreichbar. Kopien bei anderen bleiben.",
            false,
        )],
    }
}

/// Why a wave cannot be released yet.
fn too_few(k: u64, count: u64) -> String {
    format!(
        "Veröffentlichen lässt sich die Welle erst ab {k} Antworten, damit niemand erkannt werden kann. Bisher: {}.",
        counted(count)
    )
}

const SEEN: &str = "Die Ergebnisse dieser Welle wurden schon angesehen. Damit sich aus dem Unterschied keine einzelne \
                    Antwort ablesen lässt, bleibt sie beendet. Legen Sie für weitere Antworten eine neue Welle an.";

const MIXED: &str = "Die Antworten dieser Welle sind schon gemischt. Wer jetzt noch antwortet, wäre als Einzelner zu erkennen, \
                     deshalb bleibt sie beendet. Legen Sie für weitere Antworten eine neue Welle an.";

const CLEARED: &str =
    "Die Antworten im Einzelnen sind gelöscht, wie es den Befragten zugesagt war. Die Ergebnisse bleiben.";

/// "solange die Welle … ist"
fn being(state: WaveState) -> &'static str {
    match state {
        WaveState::Planned => "noch nicht geöffnet",
        WaveState::Open => "geöffnet",
        WaveState::Closed => "beendet",
        WaveState::Released => "veröffentlicht",
    }
}

async fn move_wave(
    state: &AppState,
    slug: &str,
    from: &[WaveState],
    to: WaveState,
    by: &Staff,
) -> Result<Response, AppError> {
    let wave = state.store.wave(slug).await?.ok_or(AppError::NotFound)?;
    let conflict = || AppError::Conflict(format!("Das geht nicht, solange die Welle {} ist.", being(wave.state)));
    let done = || Redirect::to(&format!("/intern/wellen/{slug}")).into_response();
    // Pressed twice; and who pressed first may have gone before the pages in memory were forgotten.
    if wave.state == to {
        state.forget();
        return Ok(done());
    }
    if !from.contains(&wave.state) {
        return Err(conflict());
    }
    if to == WaveState::Open && wave.viewed {
        return Err(AppError::Conflict(SEEN.to_owned()));
    }
    if to == WaveState::Open && !wave.may_open_again() {
        return Err(AppError::Conflict(MIXED.to_owned()));
    }
    let step = Step { id: wave.id, from: wave.state, to, day: state.clock.today(), by: Some(by.account) };
    match state.store.move_wave(step).await {
        Err(store::Error::Conflict) if state.store.wave(slug).await?.is_none_or(|wave| wave.state != to) => {
            return Err(conflict());
        }
        Err(store::Error::Conflict) => {}
        other => other?,
    }
    state.forget();
    Ok(done())
}

async fn open(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    move_wave(&state, &slug, &[WaveState::Planned, WaveState::Closed], WaveState::Open, &staff).await
}

async fn release(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let (count, k) = (state.store.response_count(running.wave.id).await?, running.k());
    if running.wave.state == WaveState::Closed && count < k {
        return Err(AppError::Conflict(too_few(k, count)));
    }
    if running.wave.state == WaveState::Closed {
        // What was sent has joined the responses, in no order, before anybody sees it.
        let running = state.ended(&slug).await?;
        // The one cube that everybody will see groups of, before anybody does.
        state.breakdown(&running).await?;
    }
    move_wave(&state, &slug, &[WaveState::Closed], WaveState::Released, &staff).await
}

async fn withdraw(State(state): State<AppState>, staff: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    move_wave(&state, &slug, &[WaveState::Released], WaveState::Closed, &staff).await
}

#[derive(Deserialize)]
struct Pin {
    pin: String,
}

/// Sets the PIN that ends the kiosk of this wave: digits, because some devices show no other keyboard.
async fn kiosk(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Form(form): Form<Pin>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    if !kiosk_is_possible(running.wave.access) {
        return Err(AppError::Conflict(
            "Wer eingeladen ist, antwortet mit seinem eigenen Link. Einen Kiosk gibt es hier nicht.".to_owned(),
        ));
    }
    let pin = form.pin.trim();
    if !(4..=12).contains(&pin.len()) || !pin.bytes().all(|digit| digit.is_ascii_digit()) {
        let mut view = view(&state, &running, &staff).await?;
        if let Some(kiosk) = &mut view.kiosk {
            kiosk.refused = true;
        }
        let head = Head::staff(&view.title, &staff.name).with_islands().failed();
        return Ok(page::html_with(StatusCode::UNPROCESSABLE_ENTITY, &state, &visit, head, || wave_page(view)));
    }
    state.store.set_kiosk_pin(running.wave.id, &hash_password(pin).await?).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}#kiosk")).into_response())
}

/// Level M with a quiet zone of four modules (ux.md R17).
fn qr(link: &str) -> Result<String, AppError> {
    let code = fast_qr::QRBuilder::new(link).ecl(fast_qr::ECL::M).build().map_err(|_| AppError::internal("QR code"))?;
    Ok(SvgBuilder::default().margin(4).shape(Shape::Square).to_str(&code))
}

async fn qr_file(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let wave = state.store.wave(&slug).await?.ok_or(AppError::NotFound)?;
    let svg = qr(&format!("{}/s/{}", state.config.server.base_url, wave.slug))?;
    Ok(attachment("image/svg+xml", &format!("qr-{slug}.svg"), svg))
}
