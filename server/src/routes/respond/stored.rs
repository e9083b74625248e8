//! "Was wir speichern", for one survey as it is set up now.

use app::respond::{Entrance, StoredPage, stored_page};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{Item, ItemKind, Locale, Survey, meaning::Audience};
use sha2::{Digest, Sha256};
use store::Access;

use super::{Language, asked_locale, language};
use crate::{
    draft::{DRAFT_DAYS, to_hex},
    error::AppError,
    http::Visit,
    jobs::{ADDRESS_DAYS, CODE_DAYS},
    page::{self, Head},
    retention,
    state::{AppState, RunningWave},
};

/// Seconds after which a device for many goes back to the first screen.
const READ_IN: u32 = 180;

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(asked): Query<Language>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let kiosk = asked.kiosk.is_some();
    let query = if kiosk { "&kiosk=1" } else { "" };
    let address = |locale: Locale| format!("/s/{slug}/was-wir-speichern?lang={}{query}", locale.as_str());
    if let Some(unknown) = language::unknown(&state, &visit, &running, asked.lang.as_deref(), address) {
        return Ok(unknown);
    }
    let mut page = notice(&state, &running, &visit, asked.lang.as_deref());
    page.start.push_str(query);
    let audience = running.questionnaire.audience;
    let mut head = Head::respondent(page.heading(), page.locale, audience).on_kiosk(kiosk);
    if kiosk {
        // Whoever has read it and gone leaves the first screen to the next person.
        head = head.going_on(READ_IN, &page.start);
    } else {
        head = head.speaking(language::own(&running));
    }
    let edition = edition(&page);
    Ok(page::html(&state, &visit, head, || stored_page(page, edition)))
}

fn notice(state: &AppState, running: &RunningWave, visit: &Visit, wish: Option<&str>) -> StoredPage {
    let (survey, locale) = (&running.questionnaire, asked_locale(running, visit, wish));
    let organisation = &state.config.organisation;
    let protection = survey.protection.as_ref();
    let asks_for = |is: fn(&ItemKind) -> bool| survey.items().any(|item| is(&item.kind));
    StoredPage {
        title: survey.title.get(locale).to_owned(),
        locale,
        organisation: organisation.name.clone(),
        entrance: match running.wave.access {
            Access::Open => Entrance::Link,
            Access::Code => Entrance::Code,
            Access::Invited => Entrance::Invitation,
            Access::Named => Entrance::Named,
        },
        k: running.k(),
        firms: survey.audience == Audience::Firm,
        purpose: protection.map_or_else(String::new, |protection| protection.purpose.get(locale).to_owned()),
        legal_basis: protection
            .map_or_else(|| organisation.legal_basis.clone(), |protection| protection.legal_basis.clone()),
        retention_months: retention::months(running),
        draft_days: DRAFT_DAYS,
        grace_hours: state.config.fieldwork.grace_hours,
        code_days: CODE_DAYS,
        asks_for_text: survey.items().any(|item| asks_for_words(survey, item)),
        asks_for_place: asks_for(|kind| matches!(kind, ItemKind::Municipality { .. })),
        address_days: asks_for(|kind| matches!(kind, ItemKind::Contact { .. })).then_some(ADDRESS_DAYS),
        privacy_contact: organisation.privacy_contact.clone(),
        start: format!("/s/{}?lang={}", running.wave.slug, locale.as_str()),
    }
}

/// Words of their own: as an answer, beside one, or in place of an option.
fn asks_for_words(survey: &Survey, item: &Item) -> bool {
    let is_text = matches!(item.kind, ItemKind::ShortText { .. } | ItemKind::LongText { .. });
    is_text || item.comment || survey.choices(item).iter().any(|option| option.other)
}

/// The same text is the same edition, and another text another one.
fn edition(page: &StoredPage) -> String {
    let mut digest = Sha256::new();
    for (heading, sentences) in page.sections() {
        for line in [heading].into_iter().chain(sentences.iter().map(String::as_str)) {
            digest.update(line);
            digest.update(b"\n");
        }
    }
    to_hex(&digest.finalize()[..4])
}
