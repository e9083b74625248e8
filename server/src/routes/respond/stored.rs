//! "Was wir speichern", for one survey as it is set up now.

use app::respond::stored_page;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::Locale;

use super::{Language, asked_locale, language};
use crate::{
    error::AppError,
    http::Visit,
    notices,
    page::{self, Head},
    state::AppState,
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
    let locale = asked_locale(&running, &visit, asked.lang.as_deref());
    let mut page = notices::in_force(&state, &running, locale);
    page.start.push_str(query);
    let audience = running.questionnaire.audience;
    let mut head = Head::respondent(page.heading(), page.locale, audience).on_kiosk(kiosk);
    if kiosk {
        // Whoever has read it and gone leaves the first screen to the next person.
        head = head.going_on(READ_IN, &page.start);
    } else {
        head = head.speaking(language::own(&running));
    }
    let edition = notices::edition(&page);
    Ok(page::html(&state, &visit, head, || stored_page(page, edition)))
}
