//! When the time of single answers is over, they are deleted, and what they said together is kept: the released
//! figures, from which every page draws as before.

use domain::{
    disclosure::Released,
    report::{CoverageLevels, Results},
};
use store::{Id, KeptResults, Store, Wave};

use crate::{
    clock::months_after,
    error::AppError,
    state::{AppState, RunningWave},
};

/// What is left of a wave whose answers are deleted.
pub struct Kept {
    pub results: Released<Results>,
    /// Against the offers of the day on which the answers were deleted.
    pub coverage: Option<Released<CoverageLevels>>,
}

/// How long single answers are kept after the end: of all versions the wave has asked, the shortest time.
pub fn months(running: &RunningWave) -> Option<u32> {
    running.history.survey().protection.as_ref().map(|protection| protection.retention_months)
}

/// The last day on which single answers are stored. `None` while the wave runs, and where the survey sets no time:
/// answers that came from elsewhere.
pub fn last_day(running: &RunningWave) -> Option<String> {
    months_after(running.wave.closed.as_ref()?, months(running)?)
}

/// Deletes what is due. Whatever fails for one wave is done for the others, and tried again the next time.
pub async fn turn(state: &AppState) -> Result<(), AppError> {
    let today = state.clock.today();
    let mut failed = None;
    for wave in state.store.waves().await?.iter().filter(|wave| has_ended(wave)) {
        failed = see_to(state, wave, &today).await.err().or(failed);
    }
    failed.map_or(Ok(()), Err)
}

fn has_ended(wave: &Wave) -> bool {
    wave.settled && wave.closed.is_some() && !wave.takes_answers()
}

async fn see_to(state: &AppState, wave: &Wave, today: &str) -> Result<(), AppError> {
    let running = state.running(&wave.slug).await?;
    let is_due = last_day(&running).is_some_and(|day| *today > *day);
    if !is_due || (wave.cleared.is_some() && !state.store.has_responses(wave.id).await?) {
        return Ok(());
    }
    // All is counted now at the latest: afterwards nothing is left to count, and nothing joins any more.
    state.store.mark_viewed(running.wave.id).await?;
    let (analysis, coverage) = (state.analysis(&running).await?, state.coverage(&running).await?);
    state.breakdown(&running).await?;
    let kept = KeptResults {
        day: today.to_owned(),
        results: analysis.results.keep().map_err(AppError::internal)?,
        coverage: coverage.map(|levels| levels.keep()).transpose().map_err(AppError::internal)?,
    };
    let cleared = state.store.clear_responses(wave.id, &kept).await;
    state.forget();
    state.analyses.forget(wave.id);
    cleared?;
    tracing::info!(wave = %wave.slug, "single answers deleted, their time was over");
    Ok(())
}

/// What was kept of the wave, if its answers are deleted.
pub async fn kept(store: &Store, wave: Id) -> Result<Option<Kept>, AppError> {
    let Some(kept) = store.kept_results(wave).await? else { return Ok(None) };
    let coverage = kept.coverage.as_deref().map(Released::from_kept).transpose();
    Ok(Some(Kept {
        results: Released::from_kept(&kept.results).map_err(AppError::internal)?,
        coverage: coverage.map_err(AppError::internal)?,
    }))
}
