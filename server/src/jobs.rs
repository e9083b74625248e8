//! What happens by itself: once an hour, drafts past their day and sessions past their hour are deleted; once a minute,
//! mails that are due are sent.

use std::time::Duration;

use crate::{mailing, session, state::AppState};

pub async fn clean_up(state: AppState) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        if let Err(error) = once(&state).await {
            tracing::error!(%error, "clean-up failed, next try in an hour");
        }
    }
}

pub async fn send_mails(state: AppState) {
    let mut every_minute = tokio::time::interval(Duration::from_secs(60));
    // After a pause of the machine, one round is enough.
    every_minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        every_minute.tick().await;
        if let Err(error) = mailing::once(&state).await {
            tracing::error!(%error, "sending mails failed, next try in a minute");
        }
    }
}

async fn once(state: &AppState) -> Result<(), store::Error> {
    state.store.purge_drafts(&state.clock.today()).await?;
    let (idle, absolute) = (session::IDLE_MINUTES, session::ABSOLUTE_MINUTES);
    state.store.purge_sessions(&state.clock.instant_before(idle), &state.clock.instant_before(absolute)).await?;
    // What was deleted is gone from the write-ahead log too.
    state.store.checkpoint().await
}
