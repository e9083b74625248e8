//! The answers of a wave as a file, for who may see them, and what its columns mean, for all staff.

use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::disclosure::Rule;
use exports::Format;

use super::CLEARED;
use crate::{
    error::AppError,
    export::{Source, scratch, stream},
    session::Staff,
    state::AppState,
};

pub async fn file(
    State(state): State<AppState>,
    staff: Staff,
    Path((slug, format)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let format = Format::parse(&format).ok_or(AppError::NotFound)?;
    let running = if format.tells_of_answers() {
        staff.may_read_answers()?;
        let running = state.ended(&slug).await?;
        let (count, k) = (state.store.response_count(running.wave.id).await?, Rule::of(running.history.survey()).k());
        if count < k {
            return Err(AppError::Conflict(format!(
                "Weniger als {k} haben geantwortet. Damit niemand erkannt werden kann, gibt es die Antworten nicht als Datei."
            )));
        }
        if running.wave.cleared.is_some() {
            return Err(AppError::Conflict(CLEARED.to_owned()));
        }
        running
    } else {
        state.running(&slug).await?
    };
    let source = Source {
        store: state.store.clone(),
        wave: running.wave.clone(),
        history: running.history.clone(),
        today: state.clock.today(),
    };
    stream(source, format, scratch(&state.config)).await
}
