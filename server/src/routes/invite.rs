//! Inviting contacts to a wave.

mod choose;
mod overview;
mod rehearsal;

use app::invite::Reminders;
use axum::{
    Router, middleware,
    routing::{get, post},
};
use domain::{Locale, format};
use mail::Kind;
use store::{Access, Mailing, WaveState};

use crate::{
    error::AppError,
    publication::permits,
    routes::to_the_end::to_the_end,
    state::{AppState, RunningWave},
};

pub use overview::next_mail;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/intern/wellen/{wave}/einladen", get(overview::show).post(choose::invite))
        .route("/intern/wellen/{wave}/einladen/steuern", post(overview::steer))
        .route("/intern/wellen/{wave}/einladen/probelauf", get(rehearsal::show))
        .layer(middleware::from_fn(to_the_end))
}

/// What staff call a mail of this kind.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation => "Einladung",
        Kind::FirstReminder => "erste Erinnerung",
        Kind::SecondReminder => "zweite Erinnerung",
        Kind::LastCall => "letzte Mail vor dem Ende",
    }
}

fn day_word(day: jiff::civil::Date) -> String {
    format::date(&day.to_string(), Locale::DeSie)
}

/// Who is reminded. While nobody is invited, a planned wave may still get another access.
async fn reminders(state: &AppState, running: &RunningWave) -> Result<Reminders, AppError> {
    let wave = &running.wave;
    if wave.access.needs_code() {
        return Ok(Reminders::ToSilent);
    }
    let is_free = wave.state == WaveState::Planned && state.roster.invitations(wave.id).await?.is_empty();
    Ok(Reminders::ToAll { can_change: is_free && permits(&running.questionnaire, Access::Invited) })
}

/// The mailing as stored, or one that nobody has started.
async fn mailing(state: &AppState, wave: store::Id) -> Result<Mailing, AppError> {
    let stored = state.roster.mailing(wave).await?;
    let none = || Mailing { wave, note_de: String::new(), note_en: String::new(), stopped: false };
    Ok(stored.unwrap_or_else(none))
}

fn not_set_up(state: &AppState) -> Option<String> {
    (!state.mailing.is_set_up()).then(|| {
        "Tragen Sie in den Einstellungen unter [mail] den Server (host) und die Adresse des Absenders (from) ein. Bis \
         dahin geht keine Mail hinaus; was fällig ist, wartet."
            .to_owned()
    })
}
