//! What a wave that has ended tells: counted and protected once, against the region of that day, written down, and read from
//! there ever after.
//!
//! Were it protected anew against the region as it is, whoever removes a municipality, or moves it to another Kreis, would
//! read off the difference of two looks how many persons are hidden there.

use std::sync::Arc;

use domain::{
    disclosure::Released,
    place::Municipality,
    report::{Needs, Results},
};
use store::{Id, Store};

use crate::{error::AppError, state::AppState};

pub struct FirstLook {
    /// The municipalities by which it tells.
    pub region: Arc<[Municipality]>,
    pub results: Released<Results>,
    /// By place, if needs were counted in persons.
    pub needs: Option<Released<Needs>>,
    /// Stored answers, and single values in others, that could not be read.
    pub unreadable: u64,
    pub misfits: u64,
}

impl FirstLook {
    fn written(&self, day: String) -> Result<store::FirstLook, serde_json::Error> {
        Ok(store::FirstLook {
            day,
            region: serde_json::to_string(&self.region[..])?,
            results: self.results.keep()?,
            needs: self.needs.as_ref().map(Released::keep).transpose()?,
            unreadable: self.unreadable,
            misfits: self.misfits,
        })
    }

    fn read(kept: &store::FirstLook) -> Result<FirstLook, serde_json::Error> {
        Ok(FirstLook {
            region: serde_json::from_str::<Vec<Municipality>>(&kept.region)?.into(),
            results: Released::from_kept(&kept.results)?,
            needs: kept.needs.as_deref().map(Released::from_kept).transpose()?,
            unreadable: kept.unreadable,
            misfits: kept.misfits,
        })
    }
}

/// What was counted before.
pub async fn kept(store: &Store, wave: Id) -> Result<Option<FirstLook>, AppError> {
    let kept = store.first_look(wave).await?;
    kept.map(|kept| FirstLook::read(&kept)).transpose().map_err(AppError::internal)
}

/// Keeps it, and gives what everybody sees: what was first. `day`: `YYYY-MM-DD`. Of a wave that may still be opened again
/// nothing is kept.
pub async fn keep(store: &Store, wave: Id, look: FirstLook, day: String) -> Result<FirstLook, AppError> {
    let written = look.written(day).map_err(AppError::internal)?;
    match store.keep_first_look(wave, &written).await? {
        Some(first) => FirstLook::read(&first).map_err(AppError::internal),
        None => Ok(look),
    }
}

/// Counts the waves whose results may be seen and were never counted, one after the other, so that lists of waves can say
/// what each has found. Whatever fails for one is done for the others.
pub async fn catch_up(state: &AppState) -> Result<(), AppError> {
    let mut failed = None;
    for wave in state.store.uncounted_waves().await? {
        let counted = async { state.analysis(&state.running(&wave.slug).await?).await };
        failed = counted.await.err().or(failed);
    }
    failed.map_or(Ok(()), Err)
}
