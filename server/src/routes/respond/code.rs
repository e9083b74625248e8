//! Codes: typed in, or followed as a link. Looking never spends one; it is spent with the answers it is sent with.
//!
//! Wrong, spent or expired: the same look-ups, one page, one status. What has a typing error never gets that far, and anybody
//! can find such an error without us.

use std::sync::Arc;

use app::{
    document::Languages,
    respond::{CodePage, CodeProblem, KioskCode, StartPage, code_page, start_page},
};
use axum::{
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use domain::{Code, Locale, code::Slip, meaning::Audience};
use store::{Access, WaveState};

use super::{
    Language, Pairs, asked_locale, browser::Browser, first_screen, held::Held, kiosk, language, named, naming::Asked,
    pairs,
};
use crate::{
    draft::DraftKey,
    error::AppError,
    http::Visit,
    page::{self, Head},
    state::{AppState, RunningWave},
};

/// Who is asked for a code: of a survey that is known, or of any.
pub struct Asking {
    languages: Languages,
    locale: Locale,
    audience: Audience,
    survey: Option<String>,
    kiosk: Option<KioskCode>,
    /// There was no draft for the page that was asked for.
    pub expired: bool,
}

impl Asking {
    pub fn of(running: &RunningWave, locale: Locale) -> Asking {
        let survey = &running.questionnaire;
        Asking {
            languages: language::own(running),
            locale,
            audience: survey.audience,
            survey: Some(survey.title.get(locale).to_owned()),
            kiosk: None,
            expired: false,
        }
    }

    fn any(visit: &Visit, wish: Option<&str>) -> Asking {
        let locale = wish.and_then(Locale::parse).unwrap_or(visit.locale);
        Asking {
            languages: language::any(locale),
            locale,
            audience: Audience::Other,
            survey: None,
            kiosk: None,
            expired: false,
        }
    }

    /// On a device for many, if it is one.
    pub async fn at(mut self, state: &AppState, running: &RunningWave, kiosk: bool) -> Result<Asking, AppError> {
        if kiosk {
            self.kiosk = Some(kiosk::code_page(state, running).await?);
        }
        Ok(self)
    }

    fn draw(
        self,
        status: StatusCode,
        state: &AppState,
        visit: &Visit,
        typed: &str,
        problem: Option<CodeProblem>,
    ) -> Response {
        let Asking { locale, survey, expired, kiosk, .. } = self;
        let page = CodePage { locale, survey, typed: typed.to_owned(), problem, kiosk, expired };
        let head = Head::respondent(page.title(), locale, self.audience).without_switches();
        let mut head = head.on_kiosk(page.kiosk.is_some());
        // What was typed stands on this page alone.
        if status == StatusCode::OK {
            head = head.speaking(self.languages);
        }
        page::html_with(status, state, visit, head, || code_page(page))
    }
}

/// Why a code starts nothing.
pub enum Refusal {
    Slip { typed: String, slip: Slip },
    Refused { typed: String },
    TooMany { typed: String, wait: std::time::Duration },
}

pub fn refuse(state: &AppState, visit: &Visit, asking: Asking, refusal: Refusal) -> Response {
    let invalid = StatusCode::UNPROCESSABLE_ENTITY;
    match refusal {
        Refusal::Slip { typed, slip } => asking.draw(invalid, state, visit, &typed, Some(CodeProblem::Slip(slip))),
        Refusal::Refused { typed } => asking.draw(invalid, state, visit, &typed, Some(CodeProblem::Refused)),
        Refusal::TooMany { typed, wait } => {
            let too_many = StatusCode::TOO_MANY_REQUESTS;
            let mut response = asking.draw(too_many, state, visit, &typed, Some(CodeProblem::TooMany));
            let seconds = HeaderValue::from(wait.as_secs().max(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
            response
        }
    }
}

/// "Für diese Umfrage brauchen Sie einen Code."
pub fn ask(state: &AppState, visit: &Visit, asking: Asking) -> Response {
    asking.draw(StatusCode::OK, state, visit, "", None)
}

pub async fn form(State(state): State<AppState>, visit: Visit, Query(asked): Query<Language>) -> Response {
    Asking::any(&visit, asked.lang.as_deref()).draw(StatusCode::OK, &state, &visit, "", None)
}

/// A typed code: the first screen of its survey, in answer to the post, so that the code stands in no address.
pub async fn enter(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let pairs = pairs(&body);
    let typed = named(&pairs, "code").unwrap_or_default();
    let wish = named(&pairs, "locale");
    // The survey that is shown on this device.
    let shown = match named(&pairs, "kiosk") {
        Some(wave) => state.running(wave).await.ok(),
        None => None,
    };
    let asking = match shown {
        Some(running) => {
            let kiosk = kiosk::is_at(&state, &running, &headers, true);
            Asking::of(&running, asked_locale(&running, &visit, wish)).at(&state, &running, kiosk).await?
        }
        None => Asking::any(&visit, wish),
    };
    first_screen_of(&state, &visit, &headers, asking, typed, wish, false).await
}

/// The link of a code. Mail scanners follow it as often as they like.
pub async fn link(
    State(state): State<AppState>,
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Language>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let wish = asked.lang.as_deref();
    first_screen_of(&state, &visit, &headers, Asking::any(&visit, wish), &code, wish, true).await
}

async fn first_screen_of(
    state: &AppState,
    visit: &Visit,
    headers: &HeaderMap,
    asking: Asking,
    typed: &str,
    wish: Option<&str>,
    is_link: bool,
) -> Result<Response, AppError> {
    let said = asking.kiosk.is_some();
    let (code, slug) = match look_up(state, (visit, headers), typed).await? {
        Ok(found) => found,
        Err(refusal) => return Ok(refuse(state, visit, asking, refusal)),
    };
    let running = state.running(&slug).await?;
    let address = |locale: Locale| format!("/c/{}?lang={}", code.compact(), locale.as_str());
    if let Some(unknown) = language::unknown(state, visit, &running, wish.filter(|_| is_link), address) {
        return Ok(unknown);
    }
    // The page for any survey says Sie without having been asked to.
    let locale = asked_locale(&running, visit, wish.filter(|wish| *wish != Locale::DeSie.as_str()));
    let others = running.questionnaire.locales.iter().filter(|other| is_link && **other != locale);
    let asked = Asked::of(state, &running, Some(code), locale).await?;
    let kiosk = kiosk::is_at(state, &running, headers, said);
    let begun = if kiosk { None } else { begun(state, Some(&running), headers, code).await? };
    let chosen = begun.as_ref().and_then(|held| held.draft.naming.as_ref());
    let page = StartPage {
        kiosk: if kiosk { Some(kiosk::start_page(state, &running).await?) } else { None },
        naming: asked.map(|asked| asked.question(state, &running, chosen)),
        resumes: begun.is_some(),
        languages: others.map(|other| (*other, address(*other))).collect(),
        code: Some(code.compact()),
        until: running.still_until(locale),
        ..first_screen(state, &running, locale)
    };
    // The code is in this page and perhaps in its address: changing light and dark would carry it about.
    let head = Head::first_screen(&running.questionnaire, &page).without_switches().on_kiosk(kiosk);
    Ok(page::html(state, visit, head, || start_page(page)))
}

/// The code that a survey is begun with: posted, or that of the draft which is begun anew.
pub async fn of_start(
    state: &AppState,
    who: (&Visit, &HeaderMap),
    running: &RunningWave,
    pairs: &Pairs,
    before: Option<&Held>,
) -> Result<Result<Code, Refusal>, AppError> {
    let posted = named(pairs, "code").map(str::to_owned);
    let typed = posted.or_else(|| before.and_then(Held::admission).map(Code::compact)).unwrap_or_default();
    Ok(match look_up(state, who, &typed).await? {
        Ok((code, slug)) if slug == running.wave.slug => Ok(code),
        Ok(_) => Err(Refusal::Refused { typed }),
        Err(refusal) => Err(refusal),
    })
}

/// The key of the draft that the link of an invitation opens, on every device. Not that of a code from a sheet: whoever
/// dealt them out could read along.
pub fn draft_key(running: &RunningWave, code: Code) -> Option<DraftKey> {
    match running.wave.access {
        Access::Invited | Access::Named => Some(DraftKey::from_code(code.as_bytes())),
        Access::Open | Access::Code => None,
    }
}

/// A code that may be begun with, or gone on with while a wave that has ended still takes what was begun; and the slug of
/// its wave. Looked up first, whatever was tried before: others who guess must not keep anybody out.
async fn look_up(
    state: &AppState,
    (visit, headers): (&Visit, &HeaderMap),
    typed: &str,
) -> Result<Result<(Code, String), Refusal>, AppError> {
    let code = match Code::parse(typed) {
        Ok(code) => code,
        Err(slip) => return Ok(Err(Refusal::Slip { typed: shortened(typed), slip })),
    };
    let typed = code.to_string();
    let mut ended = None;
    match state.store.code(code).await?.filter(|known| !known.spent) {
        Some(known) if known.state == WaveState::Open => return Ok(Ok((code, known.wave))),
        Some(known) if known.in_grace => ended = Some(state.running(&known.wave).await?),
        _ => {}
    }
    if let Some(held) = begun(state, ended.as_ref(), headers, code).await? {
        return Ok(Ok((code, held.running.wave.slug.clone())));
    }
    Ok(Err(match state.guesses.count(visit.client) {
        Ok(()) => Refusal::Refused { typed },
        Err(wait) => Refusal::TooMany { typed, wait },
    }))
}

/// What was begun with this code: in this browser, or anywhere if its link opens the draft. Both are looked for whatever
/// the code is, of no wave too: else the time of a refusal would tell a code that is still good from one that is not.
async fn begun(
    state: &AppState,
    running: Option<&Arc<RunningWave>>,
    headers: &HeaderMap,
    code: Code,
) -> Result<Option<Held>, AppError> {
    let browser = || Browser::of(headers, state.config.is_https());
    let keys = [
        running.and_then(|running| browser().key(&running.wave.slug).cloned()),
        running.and_then(|running| draft_key(running, code)),
    ];
    let mut found = [None, None];
    for (key, found) in keys.into_iter().zip(&mut found) {
        match running.zip(key) {
            Some((running, key)) => *found = Held::open_with(state, running, browser(), key).await?,
            None => _ = state.store.draft(DraftKey::from_code(code.as_bytes()).file(&[0; 16])).await?,
        }
    }
    let [here, linked] = found;
    Ok(here.filter(|held| held.admission() == Some(code)).or(linked))
}

/// As much of it as a slip needs to be seen.
fn shortened(typed: &str) -> String {
    typed.chars().take(80).collect()
}
