//! What the page "Was wir speichern" has said over a wave, for staff.

use app::waves::{Edition, NoticesPage, notices_page};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{Locale, format};
use store::Notice;

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let mut editions: Vec<Edition> = Vec::new();
    for Notice { locale, edition, since, text } in state.store.notices(running.wave.id).await? {
        let locale = Locale::parse(&locale).unwrap_or(Locale::DeSie);
        // In the same language the next one ends this one.
        if let Some(last) = editions.last_mut().filter(|last| last.locale == locale) {
            last.until = Some(format::date(&since, Locale::DeSie));
        }
        let since = format::date(&since, Locale::DeSie);
        editions.push(Edition { locale, name: edition, since, until: None, text });
    }
    editions.reverse();
    // The languages as the survey offers them.
    let offered = &running.questionnaire.locales;
    editions.sort_by_key(|edition| offered.iter().position(|locale| *locale == edition.locale));
    let page = NoticesPage { slug, title: running.wave.title.clone(), editions };
    let head = Head::staff("Was den Befragten zugesagt wurde", &staff.name);
    Ok(page::html(&state, &visit, head, || notices_page(page)))
}
