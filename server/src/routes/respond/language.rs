//! The language of a survey: which one is meant, and changing it in the middle. Answers and page stay.

use app::{
    document::{LANGUAGE, Languages},
    respond::{UnknownLanguagePage, unknown_language_page},
};
use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::Locale;

use super::{Pairs, held::Held, named, pairs, question::ATTEMPTS};
use crate::{
    error::AppError,
    http::{Visit, is_below},
    page::{self, Head},
    state::{AppState, RunningWave},
};

/// The locale of these that a wish such as `en`, `de-du` or `tr-TR` means.
pub fn meant(offered: &[Locale], wish: &str) -> Option<Locale> {
    let exact = offered.iter().find(|locale| locale.as_str().eq_ignore_ascii_case(wish));
    let primary = wish.split(['-', '_']).next().unwrap_or_default();
    let found = exact.or_else(|| offered.iter().find(|locale| locale.lang().eq_ignore_ascii_case(primary)));
    found.copied()
}

/// For the pages of a survey that hold no entries.
pub fn own(running: &RunningWave) -> Languages {
    let action = format!("/s/{}/sprache", running.wave.slug);
    Languages::Own { action, offered: running.questionnaire.locales.clone() }
}

/// For pages that belong to no survey. Only one German is offered, that of the page.
pub fn any(here: Locale) -> Languages {
    let other_german = if here == Locale::DeDu { Locale::DeSie } else { Locale::DeDu };
    let offered = Locale::ALL.into_iter().filter(|locale| *locale != other_german).collect();
    Languages::Own { action: "/sprache".to_owned(), offered }
}

/// The page for a language that the survey does not speak, if that is what is wished for.
pub fn unknown(
    state: &AppState,
    visit: &Visit,
    running: &RunningWave,
    wish: Option<&str>,
    address: impl Fn(Locale) -> String,
) -> Option<Response> {
    let (survey, wish) = (&running.questionnaire, wish.filter(|wish| !wish.is_empty())?);
    if meant(&survey.locales, wish).is_some() {
        return None;
    }
    let locale = super::locale_for(running, None);
    let page = UnknownLanguagePage {
        title: survey.title.get(locale).to_owned(),
        locale,
        languages: survey.locales.iter().map(|locale| (*locale, address(*locale))).collect(),
    };
    let head = Head::respondent(page.heading(), locale, survey.audience);
    Some(page::html_with(StatusCode::NOT_FOUND, state, visit, head, || unknown_language_page(&page)))
}

/// From the switch in the head of a page: the draft speaks the new language, and the same page comes again.
pub async fn change(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let (pairs, start) = (pairs(&body), format!("/s/{slug}"));
    let wish = named(&pairs, LANGUAGE).unwrap_or_default();
    let Some(locale) = meant(&running.questionnaire.locales, wish) else {
        let address = |locale: Locale| format!("{start}?lang={}", locale.as_str());
        let refused = unknown(&state, &visit, &running, Some(wish), address);
        return Ok(refused.unwrap_or_else(|| Redirect::to(&start).into_response()));
    };
    for _ in 0..ATTEMPTS {
        let Some(mut held) = Held::open(&state, &running, &headers).await? else { break };
        if held.draft.locale == locale {
            break;
        }
        held.draft.locale = locale;
        if let Ok(()) = held.save(&state).await? {
            break;
        }
    }
    Ok(back(&pairs, locale, &[&start, "/weiter"], &start))
}

/// The same on a page of no survey.
pub async fn change_anywhere(body: Bytes) -> Response {
    let pairs = pairs(&body);
    let locale = named(&pairs, LANGUAGE).and_then(|wish| meant(&Locale::ALL, wish)).unwrap_or(Locale::DeSie);
    back(&pairs, locale, &["/code", "/weiter"], "/code")
}

/// To the page one comes from, if it is one of these or below it.
fn back(pairs: &Pairs, locale: Locale, roots: &[&str], start: &str) -> Response {
    let from = named(pairs, "back").filter(|from| roots.iter().any(|root| is_below(root, from)));
    Redirect::to(&in_language(from.unwrap_or(start), locale)).into_response()
}

/// This address with `lang` set. First, so that what follows can stay as it is.
fn in_language(address: &str, locale: Locale) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let rest = query.split('&').filter(|pair| !pair.is_empty() && *pair != "lang" && !pair.starts_with("lang="));
    let query: Vec<String> =
        std::iter::once(format!("lang={}", locale.as_str())).chain(rest.map(str::to_owned)).collect();
    format!("{path}?{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_is_met_by_the_same_language_and_by_no_other() {
        let offered = [Locale::DeDu, Locale::DeSie, Locale::En, Locale::Tr];
        for (wish, expected) in [
            ("de", Some(Locale::DeDu)),
            ("de-sie", Some(Locale::DeSie)),
            ("de-einfach", Some(Locale::DeDu)),
            ("en-GB", Some(Locale::En)),
            ("TR", Some(Locale::Tr)),
            ("tr_TR", Some(Locale::Tr)),
            ("uk", None),
            ("d", None),
            ("", None),
            ("e n", None),
        ] {
            assert_eq!(meant(&offered, wish), expected, "{wish}");
        }
    }

    #[test]
    fn an_address_speaks_one_language() {
        let tr = |address| in_language(address, Locale::Tr);
        assert_eq!(tr("/s/a"), "/s/a?lang=tr");
        assert_eq!(tr("/s/a?lang=en&kiosk=1"), "/s/a?lang=tr&kiosk=1");
        assert_eq!(tr("/s/a/danke?kiosk=1&lang=en&beleg=lang"), "/s/a/danke?lang=tr&kiosk=1&beleg=lang");
    }

    #[test]
    fn pages_of_no_survey_offer_one_german() {
        let Languages::Own { offered, .. } = any(Locale::DeDu) else { panic!("offers none") };
        assert!(offered.contains(&Locale::DeDu) && !offered.contains(&Locale::DeSie));
    }
}
