//! What happens by itself: every minute, waves open and close when they are due, and mails that are due are sent; once an
//! hour, drafts past their day, sessions past their hour and codes past their month are deleted.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::{fieldwork, mailing, session, state::AppState};

/// Days after the end of a wave for which its codes are kept.
pub const CODE_DAYS: i64 = 30;

pub async fn run(state: AppState) {
    let mut minutely = interval(Duration::from_secs(60));
    minutely.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for minute in 0_u64.. {
        minutely.tick().await;
        if let Err(error) = fieldwork::turn(&state).await {
            tracing::error!(%error, "the waves were not seen to, next try in a minute");
        }
        if minute % 60 == 0
            && let Err(error) = clean_up(&state).await
        {
            tracing::error!(%error, "clean-up failed, next try in an hour");
        }
    }
}

pub async fn send_mails(state: AppState) {
    let mut every_minute = interval(Duration::from_secs(60));
    // After a pause of the machine, one round is enough.
    every_minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every_minute.tick().await;
        if let Err(error) = mailing::once(&state).await {
            tracing::error!(%error, "sending mails failed, next try in a minute");
        }
    }
}

async fn clean_up(state: &AppState) -> Result<(), store::Error> {
    state.store.purge_drafts(&state.clock.today()).await?;
    state.store.purge_codes(&state.clock.day(-CODE_DAYS)).await?;
    let (idle, absolute) = (session::IDLE_MINUTES, session::ABSOLUTE_MINUTES);
    state.store.purge_sessions(&state.clock.instant_before(idle), &state.clock.instant_before(absolute)).await?;
    // What was deleted is gone from the write-ahead logs too.
    state.roster.checkpoint().await?;
    state.store.checkpoint().await
}
