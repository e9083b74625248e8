//! The log of releases, for staff.

use std::collections::HashMap;

use app::waves::{ReleaseLine, releases_page};
use axum::{extract::State, response::Response};
use domain::{Locale, format};
use store::{Act, Id, Wave};

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

pub async fn show(State(state): State<AppState>, visit: Visit, staff: Staff) -> Result<Response, AppError> {
    let waves: HashMap<Id, Wave> = state.store.waves().await?.into_iter().map(|wave| (wave.id, wave)).collect();
    let log = state.store.release_log().await?;
    // Also of accounts that were removed since.
    let mut names: HashMap<Id, String> = HashMap::new();
    for account in log.iter().filter_map(|logged| logged.account) {
        if let (false, Some(found)) = (names.contains_key(&account), state.store.account(account).await?) {
            names.insert(account, found.name);
        }
    }
    let lines = log.into_iter().filter_map(|logged| {
        let wave = waves.get(&logged.wave)?;
        Some(ReleaseLine {
            day: format::date(&logged.day, Locale::DeSie),
            what: said(logged.act),
            wave: (format!("/intern/wellen/{}", wave.slug), wave.title.clone()),
            by: logged.account.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        })
    });
    let lines = lines.collect();
    Ok(page::html(&state, &visit, Head::staff("Veröffentlichungen", &staff.name), || releases_page(lines)))
}

fn said(act: Act) -> &'static str {
    match act {
        Act::Results => "Ergebnisse veröffentlicht",
        Act::ResultsBack => "Ergebnisse zurückgenommen",
        Act::Report => "Bericht freigegeben",
        Act::ReportBack => "Bericht zurückgenommen",
        Act::Themes => "Themen der offenen Antworten gezählt",
        Act::ThemesBack => "Themen der offenen Antworten zurückgenommen",
    }
}
