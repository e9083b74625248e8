//! The dry run.

use app::invite::{PlannedRow, RehearsalPage, rehearsal_page};
use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{
    day_word, kind_word,
    overview::{days, plans},
    reminders,
};
use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    routes::waves::planning::access_told,
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
    let wave = &running.wave;
    let plans = plans(&state, wave).await?;
    let day = |((day, kind), count)| (day_word(day), kind_word(kind).to_owned(), count);
    let days = days(&plans).into_iter().map(day).collect();
    let rows = plans
        .into_iter()
        .map(|(contact, plan)| PlannedRow {
            why_none: match (contact.declined, contact.bounced, plan.is_empty()) {
                (true, _, _) => "keine: möchte keine Mails",
                (_, true, _) => "keine: unzustellbar",
                (_, _, true) => "keine weitere",
                _ => "",
            },
            mails: plan.into_iter().map(|(day, kind)| format!("{}: {}", day_word(day), kind_word(kind))).collect(),
            firm: contact.firm,
            email: contact.email,
        })
        .collect();
    let access = access_told(wave.access);
    let reminders = reminders(&state, &running).await?;
    let view = RehearsalPage { wave: wave.slug.clone(), title: wave.title.clone(), access, days, rows, reminders };
    Ok(page::html(&state, &visit, Head::staff("Probelauf", &staff.name), || rehearsal_page(view)))
}
