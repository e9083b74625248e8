//! What happens by itself: every minute, waves open and close when they are due, and mails that are due are sent; every
//! half minute, what was counted of the pages is written down; once an hour, waves are counted whose results may be seen and
//! never were, what posters were opened is written down, and drafts past their day, sessions past their hour, codes past
//! their month, addresses and reports of barriers past their half year, and answers (with the names beside them) past the
//! time that their survey names are deleted. What the clock sets off waits if it cannot be trusted ([`leap`]).

use std::time::Duration;

use store::Wave;
use tokio::time::{MissedTickBehavior, interval};

use crate::{error::AppError, fieldwork, first_look, leap, mailing, retention, session, state::AppState};

/// Days after the end of a wave for which its codes are kept.
pub const CODE_DAYS: i64 = 30;
/// Days after the end of a wave for which the addresses that people left are kept: long enough to send the results.
pub const ADDRESS_DAYS: i64 = 180;
/// Days for which a barrier that was told of is kept, if nobody says that it is done with.
pub const REPORT_DAYS: i64 = 180;

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

/// Every minute as many as a minute may hold. Who has just invited waits for none: what comes after a round that sent
/// nothing begins the next.
pub async fn send_mails(state: AppState) {
    let mut every_minute = interval(Duration::from_secs(60));
    // After a pause of the machine, one round is enough.
    every_minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sent = 0;
    loop {
        tokio::select! {
            _ = every_minute.tick() => {}
            () = state.mailing.more(), if sent == 0 => every_minute.reset(),
        }
        sent = mailing::once(&state).await.unwrap_or_else(|error| {
            tracing::error!(%error, "sending mails failed, next try in a minute");
            0
        });
    }
}

pub async fn write_paradata(state: AppState) {
    let mut every_half_minute = interval(Duration::from_secs(30));
    every_half_minute.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every_half_minute.tick().await;
        if let Err(error) = state.paradata.flush(&state.store).await {
            tracing::error!(%error, "the counts of pages were not written, next try in half a minute");
        }
    }
}

/// At the start for what an older program has left, and then for what was released by command.
pub async fn count_waves(state: AppState) {
    let mut hourly = interval(Duration::from_secs(3600));
    hourly.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hourly.tick().await;
        if let Err(error) = first_look::catch_up(&state).await {
            tracing::error!(%error, "not all waves were counted, next try in an hour");
        }
    }
}

/// Whatever fails, the rest is done all the same: each is a promise of its own. What was collected is deleted only by a
/// clock that has not leapt.
pub async fn clean_up(state: &AppState) -> Result<(), AppError> {
    let collected = match leap::note(&state.store, &state.clock).await {
        Ok(true) => delete_collected(state).await,
        Ok(false) => Ok(()),
        Err(error) => Err(error.into()),
    };
    let (idle, absolute) = (session::IDLE_MINUTES, session::ABSOLUTE_MINUTES);
    let (idle, absolute) = (state.clock.instant_before(idle), state.clock.instant_before(absolute));
    let done = [
        state.store.purge_sessions(&idle, &absolute).await.map(drop),
        state.openings.write_down(&state.roster).await,
        // What was deleted is gone from the write-ahead logs too.
        state.roster.checkpoint().await,
        state.store.checkpoint().await,
    ];
    done.into_iter().collect::<Result<(), _>>()?;
    collected
}

async fn delete_collected(state: &AppState) -> Result<(), AppError> {
    let answers = retention::turn(state).await;
    let done = [
        state.store.purge_drafts(&state.clock.today()).await.map(drop),
        state.store.purge_codes(&state.clock.day(-CODE_DAYS)).await.map(drop),
        purge_addresses(state).await,
        state.roster.purge_barrier_reports(&state.clock.day(-REPORT_DAYS)).await,
    ];
    done.into_iter().collect::<Result<(), _>>()?;
    answers
}

async fn purge_addresses(state: &AppState) -> Result<(), store::Error> {
    let last = state.clock.day(-ADDRESS_DAYS);
    let is_past = |wave: &Wave| !wave.takes_answers() && wave.closed.as_ref().is_some_and(|day| *day < last);
    for wave in state.store.waves().await?.iter().filter(|wave| is_past(wave)) {
        state.roster.remove_contact_requests(wave.id).await?;
    }
    Ok(())
}
