//! Answering: one question or battery per URL, plain posts and redirects, complete with script switched off.
//!
//! Nothing here knows who asks: no address, no log line, of the device no more than its class, which is counted apart from
//! the answers. The draft key in the cookie is the only thread.

mod addresses;
mod browser;
mod checked;
mod code;
mod exit;
mod form;
mod held;
mod kiosk;
mod language;
mod later;
mod naming;
mod onward;
mod overtaken;
mod question;
mod receipt;
mod replaced;
mod resume;
mod stored;
mod submit;
mod unsaved;

use app::respond::{ClosedPage, StartPage, closed_page, start_page};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{Locale, flow};
use serde::Deserialize;
use store::WaveState;

use self::{
    browser::Browser,
    form::{Pairs, pairs},
    held::{Held, Outdated},
    naming::Asked,
};
use crate::{
    draft::DraftKey,
    error::AppError,
    http::Visit,
    naming::Naming,
    page::{self, Head},
    routes::to_the_end::to_the_end,
    state::{AppState, RunningWave},
};

pub use exit::{Verdict, verdict};
pub use kiosk::{HOURS as KIOSK_HOURS, is_possible as kiosk_is_possible};
pub use unsaved::refuse;

/// Generous for text, small for an attack. Over-long text comes back in the form; a larger body gets a page that says so.
const ANSWER_LIMIT: usize = 2 * 1024 * 1024;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/weiter", get(resume::ask).post(resume::open))
        .route("/s/{wave}", get(start).post(begin))
        .route("/sprache", post(language::change_anywhere))
        .route("/s/{wave}/sprache", post(language::change))
        .route("/code", get(code::form).post(code::enter))
        .route("/c/{code}", get(code::link))
        .route("/s/{wave}/was-wir-speichern", get(stored::show))
        .route("/s/{wave}/pruefen", get(submit::check))
        .route("/s/{wave}/absenden", post(submit::submit))
        .route("/s/{wave}/kiosk", get(kiosk::ask).post(kiosk::check))
        .route("/s/{wave}/verlassen", post(kiosk::leave))
        .route("/s/{wave}/spaeter", get(later::show).post(later::make))
        .route("/s/{wave}/danke", get(receipt::show))
        .route("/s/{wave}/ende/{exit}", get(exit::show))
        .route("/s/{wave}/{step}", get(question::show).post(question::answer))
        .layer(DefaultBodyLimit::max(ANSWER_LIMIT))
        .layer(middleware::from_fn(onward::onward))
        .layer(middleware::from_fn(to_the_end))
}

fn named<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

#[derive(Deserialize)]
struct Language {
    lang: Option<String>,
    /// Somebody came to a page or sent one without a draft: it was sent already, is too old, or its cookie was not kept.
    abgelaufen: Option<String>,
    /// On a device for many.
    kiosk: Option<String>,
}

/// The survey's locale for a wish such as `en`, `de` or `de-du`; its first one without a wish.
fn locale_for(running: &RunningWave, wish: Option<&str>) -> Locale {
    let offered = &running.questionnaire.locales;
    let wished = wish.and_then(|wish| language::meant(offered, wish));
    wished.or(offered.first().copied()).unwrap_or(Locale::DeSie)
}

/// What `?lang=` or the form wishes, else what the visitor reads elsewhere on this site.
fn asked_locale(running: &RunningWave, visit: &Visit, wish: Option<&str>) -> Locale {
    locale_for(running, wish.or((visit.locale == Locale::En).then_some("en")))
}

/// The first screen: who asks, what for, how long, what happens with the answers (ux.md R14). Sets nothing.
async fn start(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(asked): Query<Language>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let held = Held::open(&state, &running, &headers).await?;
    let kiosk = kiosk::is_at(&state, &running, &headers, asked.kiosk.is_some());
    let query = if kiosk { "&kiosk=1" } else { "" };
    let address = |locale: Locale| format!("/s/{slug}?lang={}{query}", locale.as_str());
    if let Some(unknown) = language::unknown(&state, &visit, &running, asked.lang.as_deref(), address) {
        return Ok(unknown);
    }
    let locale = match &held {
        Some(held) if asked.lang.is_none() && !kiosk => held.draft.locale,
        _ => asked_locale(&running, &visit, asked.lang.as_deref()),
    };
    if !(running.is_open() || held.is_some() && running.wave.takes_answers()) {
        // What was typed is shown, so that it can be copied; not on a device for many.
        return Ok(match held.filter(|_| !kiosk) {
            Some(held) => {
                unsaved::Unsaved { state: &state, visit: &visit, running: &running, pairs: &Pairs::new() }.ended(&held)
            }
            None => closed(&state, &visit, &running, locale),
        });
    }
    if (held.is_none() || kiosk) && running.wave.access.needs_code() {
        let mut asking = code::Asking::of(&running, locale).at(&state, &running, kiosk).await?;
        asking.expired = asked.abgelaufen.is_some() && !kiosk;
        return Ok(code::ask(&state, &visit, asking));
    }
    let asked_name = Asked::of(&state, &running, held.as_ref().and_then(Held::admission), locale).await?;
    let chosen = held.as_ref().and_then(|held| held.draft.naming.as_ref());
    let others = running.questionnaire.locales.iter().filter(|other| **other != locale);
    let page = StartPage {
        naming: asked_name.map(|asked| asked.question(&state, &running, chosen)),
        languages: others.map(|other| (*other, address(*other))).collect(),
        resumes: held.is_some() && !kiosk,
        expired: asked.abgelaufen.filter(|_| held.is_none() && !kiosk).map(|_| slug.clone()),
        with_code: (!kiosk).then(|| format!("/weiter?umfrage={slug}&lang={}", locale.as_str())),
        kiosk: if kiosk { Some(kiosk::start_page(&state, &running).await?) } else { None },
        until: running.still_until(locale),
        ..first_screen(&state, &running, locale)
    };
    let mut head = Head::first_screen(&running.questionnaire, &page).on_kiosk(kiosk);
    if page.expired.is_some() {
        head = head.keeping();
    }
    Ok(page::html(&state, &visit, head, || start_page(page)))
}

/// To the first screen, where it says why: there is no draft for the page that was asked for.
fn without_draft(slug: &str) -> Response {
    Redirect::to(&format!("/s/{slug}?abgelaufen=1")).into_response()
}

fn first_screen(state: &AppState, running: &RunningWave, locale: Locale) -> StartPage {
    let (organisation, start) = (&state.config.organisation.name, format!("/s/{}", running.wave.slug));
    StartPage {
        stored: Some(format!("{start}/was-wir-speichern?lang={}", locale.as_str())),
        ..StartPage::new(&running.questionnaire, organisation, locale, start)
    }
}

fn closed(state: &AppState, visit: &Visit, running: &RunningWave, locale: Locale) -> Response {
    let page = ClosedPage {
        title: running.questionnaire.title.get(locale).to_owned(),
        locale,
        opens: running.wave.state == WaveState::Planned,
        results: (running.wave.state == WaveState::Released).then(|| format!("/ergebnisse/{}", running.wave.slug)),
    };
    let head = Head::respondent(&page.title, locale, running.questionnaire.audience);
    let head = head.speaking(language::own(running));
    page::html_with(StatusCode::CONFLICT, state, visit, head, || closed_page(page))
}

/// "Umfrage starten": sets the one cookie, or goes on with the draft that is already there, in the language asked for.
async fn begin(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let pairs = pairs(&body);
    let locale = asked_locale(&running, &visit, named(&pairs, "locale"));
    if !running.wave.takes_answers() {
        return Ok(closed(&state, &visit, &running, locale));
    }
    // On a device for many nobody goes on with what the one before has left.
    let kiosk = kiosk::is_at(&state, &running, &headers, named(&pairs, "kiosk").is_some());
    // Whoever brings another code is another person: what somebody has left in a browser of their own is neither theirs to
    // read nor to delete.
    let brought = named(&pairs, "code").and_then(|typed| domain::Code::parse(typed).ok());
    let is_theirs = |held: &Held| brought.is_none_or(|code| held.admission() == Some(code));
    let mut before = Held::open(&state, &running, &headers).await?.filter(|held| kiosk || is_theirs(held));
    let starts_over = kiosk || named(&pairs, "_go") == Some("over");
    if !starts_over && let Some(held) = &mut before {
        let mut naming = None;
        if let Some(asked) = Asked::of(&state, &running, held.admission(), locale).await? {
            naming = asked.read(&state, &pairs).await?;
            if naming.is_none() {
                return Ok(asked.again(&state, &visit, &running, None, Some(&*held)));
            }
        }
        return go_on(&state, held, locale, naming).await;
    }
    let code = match running.wave.access.needs_code() {
        false => None,
        true => match code::of_start(&state, (&visit, &headers), &running, &pairs, before.as_ref()).await? {
            Ok(code) => Some(code),
            Err(refusal) => {
                let asking = code::Asking::of(&running, locale).at(&state, &running, kiosk).await?;
                return Ok(code::refuse(&state, &visit, asking, refusal));
            }
        },
    };
    let mut naming = None;
    if let Some(asked) = Asked::of(&state, &running, code, locale).await? {
        naming = asked.read(&state, &pairs).await?;
        if naming.is_none() {
            return Ok(asked.again(&state, &visit, &running, code, None));
        }
    }
    let browser = Browser::of(&headers, state.config.is_https());
    let key = match code.and_then(|code| code::draft_key(&running, code)) {
        Some(key) => {
            match Held::open_with(&state, &running, Browser::of(&headers, state.config.is_https()), key.clone()).await?
            {
                // Begun with the same link on another device.
                Some(mut held) if !starts_over => {
                    let cookie = held.browser.cookie(state.config.is_https());
                    let locale = held.draft.locale;
                    let mut response = go_on(&state, &mut held, locale, naming).await?;
                    response.headers_mut().append(header::SET_COOKIE, cookie);
                    return Ok(response);
                }
                Some(_) => DraftKey::random(),
                None => key,
            }
        }
        None => DraftKey::random(),
    };
    if !running.is_open() {
        return Ok(closed(&state, &visit, &running, locale));
    }
    let mut held = Held::begin(&running, browser, key, locale, &state.clock.today());
    held.draft.kiosk = kiosk;
    held.draft.admission = code.map(domain::Code::compact);
    held.draft.naming = naming;
    if let Some(first) = flow::steps(&running.questionnaire, &held.draft.answers).first() {
        held.arrive(&first.slug());
    }
    let to = match held.save(&state).await? {
        Ok(()) => held.first_address(),
        // Begun twice at once under one key: there it is.
        Err(Outdated) => held.start_address(),
    };
    // What somebody began on a device of their own is not for a kiosk to delete.
    if let Some(before) = before.filter(|before| !kiosk || before.draft.kiosk) {
        // With the codes that lead to it.
        before.delete(&state).await?;
    }
    let mut response = held.redirect(&state, &to);
    if kiosk {
        response.headers_mut().append(header::SET_COOKIE, kiosk::mark(&slug, state.config.is_https()));
    }
    Ok(response)
}

/// In this language, and with this choice if one was asked for.
async fn go_on(
    state: &AppState,
    held: &mut Held,
    locale: Locale,
    naming: Option<Naming>,
) -> Result<Response, AppError> {
    let naming = naming.or_else(|| held.draft.naming.clone());
    if (held.draft.locale, &held.draft.naming) != (locale, &naming) {
        let chooses = held.draft.naming != naming;
        (held.draft.locale, held.draft.naming) = (locale, naming);
        // If a page was saved at the same moment, the language can wait. A choice is asked once more.
        if held.save(state).await?.is_err() && chooses {
            return Ok(Redirect::to(&held.start_address()).into_response());
        }
    }
    Ok(Redirect::to(&held.resume_at()).into_response())
}
