//! What the clock does to waves: they open, close, stop taking what was begun, are mixed and settled; what they say of
//! themselves meanwhile is kept. After a leap of the
//! clock ([`leap`]) only what staff have ended is settled; the rest waits for them.

use store::{Wave, WaveState};

use crate::{error::AppError, leap, notices, state::AppState};

/// The hour from which a night's mixing is done, if nobody did it yet.
const NIGHT: &str = "T02:00";
/// The setting that names the last day of mixing. Another day than today, also one to come, which a clock that has leapt
/// and was put right leaves behind, says that tonight's is still to do.
const MIXED: &str = "mixed";

/// Does what is due. Whatever fails for one wave is done for the others; what is left is due again the next time.
pub async fn turn(state: &AppState) -> Result<(), AppError> {
    let now = state.clock.minute();
    let is_trusted = leap::is_trusted(&state.store, &state.clock).await?;
    let mut failed = if is_trusted { open_and_close(state, &now).await.err() } else { None };
    for wave in &state.store.waves().await? {
        if is_to_be_settled(wave) {
            failed = settle(state, wave).await.err().or(failed);
        }
        if is_trusted && wave.takes_answers() {
            failed = notices::keep(state, wave).await.err().or(failed);
        }
    }
    if is_trusted {
        failed = mix_once_a_night(state, &now).await.err().or(failed);
    }
    failed.map_or(Ok(()), Err)
}

async fn open_and_close(state: &AppState, now: &str) -> Result<(), AppError> {
    let mut failed = None;
    for wave in &state.store.waves().await? {
        match step(state, wave, now).await {
            Ok(false) => {}
            Ok(true) => state.forget(),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn settle(state: &AppState, wave: &Wave) -> Result<(), AppError> {
    state.settle(&*state.running(&wave.slug).await?).await
}

fn is_to_be_settled(wave: &Wave) -> bool {
    matches!(wave.state, WaveState::Closed | WaveState::Released) && wave.grace.is_none() && !wave.settled
}

/// Whether the wave has changed.
async fn step(state: &AppState, wave: &Wave, now: &str) -> Result<bool, AppError> {
    let is_due = |minute: &Option<String>| minute.as_deref().is_some_and(|minute| minute <= now);
    match wave.state {
        WaveState::Planned if is_due(&wave.schedule.opens) && !is_due(&wave.schedule.closes) => {
            let today = state.clock.today();
            state.store.set_wave_state(wave.id, WaveState::Planned, WaveState::Open, &today).await?;
        }
        WaveState::Open if is_due(&wave.schedule.closes) => close(state, wave).await?,
        WaveState::Closed if is_due(&wave.grace) => state.store.end_grace(wave.id).await?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Ends a wave. Who is in the middle of it has the hours of the setting to send.
pub async fn close(state: &AppState, wave: &Wave) -> Result<(), AppError> {
    let today = state.clock.today();
    match state.config.fieldwork.grace_hours {
        0 => state.store.set_wave_state(wave.id, WaveState::Open, WaveState::Closed, &today).await?,
        hours => _ = state.store.close_wave(wave.id, &today, &state.clock.minute_in(hours)).await?,
    }
    Ok(())
}

/// Once after two in the morning, also if the service was not running then. Days on which few have answered are told
/// apart no longer.
async fn mix_once_a_night(state: &AppState, now: &str) -> Result<(), AppError> {
    let today = state.clock.today();
    let is_night_over = now >= format!("{today}{NIGHT}").as_str();
    if !is_night_over || state.store.setting(MIXED).await?.is_some_and(|day| day == today) {
        return Ok(());
    }
    let mut failed = None;
    for wave in state.store.waves().await?.iter().filter(|wave| wave.takes_answers()) {
        failed = see_to_the_night(state, wave, &today).await.err().or(failed);
    }
    match failed {
        Some(error) => Err(error),
        None => Ok(state.store.set_setting(MIXED, &today).await?),
    }
}

async fn see_to_the_night(state: &AppState, wave: &Wave, today: &str) -> Result<(), AppError> {
    let k = state.running(&wave.slug).await?.k();
    if wave.state == WaveState::Open && wave.access.is_mixed() {
        state.store.mix(wave.id, k).await?;
    }
    Ok(state.store.merge_days(wave.id, k, today).await?)
}
