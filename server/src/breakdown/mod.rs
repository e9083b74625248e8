//! Results broken down by groups: one fixed cube per wave, made once after its end, stored, and drawn from ever after.
//!
//! What was shown once stays the same, and no view can be asked for that was not attacked together with all others.

mod crossed;
mod cube;
mod groups;
mod table;

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use analytics::Aspect;
use disclosure::{ItemRelease, Release};
use domain::disclosure::{Released, Rule};
use serde::{Deserialize, Serialize};
use tokio::sync::OnceCell;

pub use crossed::{Block, Crossed};
pub use groups::{Group, Grouped};
pub use table::{Table, Test, is_same_question};

use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

/// The release of a wave by its groupings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// One per variable of the cube, in its order.
    pub groupings: Vec<Grouped>,
    pub respondents: Release,
    pub items: Vec<BrokenDown>,
    /// What cannot be broken down without telling what somebody has answered.
    pub withheld: Vec<Aspect>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BrokenDown {
    pub aspect: Aspect,
    pub release: ItemRelease,
}

/// The tables of each wave that somebody has looked at.
#[derive(Clone, Default)]
pub struct Breakdowns(Arc<RwLock<HashMap<store::Id, Arc<Slot>>>>);

type Slot = OnceCell<Arc<Released<Tables>>>;

/// What pages draw from.
#[derive(Debug, Clone, PartialEq)]
pub struct Tables {
    pub groupings: Vec<Grouped>,
    pub tables: Vec<Table>,
    /// By two groupings at once, each pair both ways round.
    pub crossed: Vec<Crossed>,
}

impl Breakdowns {
    fn slot(&self, wave: store::Id) -> Arc<Slot> {
        Arc::clone(self.0.write().unwrap_or_else(PoisonError::into_inner).entry(wave).or_default())
    }
}

impl AppState {
    /// The tables of a wave that has ended. `None` if its survey has no groupings, or too few have answered.
    pub async fn breakdown(&self, running: &Arc<RunningWave>) -> Result<Option<Arc<Released<Tables>>>, AppError> {
        let responses = self.store.response_count(running.wave.id).await?;
        let survey = running.history.survey();
        if survey.groupings.is_empty() || responses < Rule::of(survey).k() {
            return Ok(None);
        }
        let slot = self.breakdowns.slot(running.wave.id);
        let tables = slot.get_or_try_init(|| self.tables(running)).await?;
        Ok(Some(Arc::clone(tables)).filter(|tables| !tables.get().tables.is_empty()))
    }

    async fn tables(&self, running: &Arc<RunningWave>) -> Result<Arc<Released<Tables>>, AppError> {
        let document = match self.store.breakdown(running.wave.id).await? {
            Some(document) => document,
            None => {
                let made = self.make_breakdown(running).await?;
                let document = serde_json::to_string(&made).map_err(AppError::internal)?;
                // Whoever was first has made what everybody sees.
                self.store.keep_breakdown(running.wave.id, &self.clock.today(), &document).await?
            }
        };
        let read = move || -> Result<Released<Tables>, serde_json::Error> {
            let kept: Released<Breakdown> = Released::from_kept(&document)?;
            Ok(kept.follow(table::tables))
        };
        let tables = tokio::task::spawn_blocking(read).await.map_err(AppError::internal)?;
        Ok(Arc::new(tables.map_err(AppError::internal)?))
    }

    async fn make_breakdown(&self, running: &Arc<RunningWave>) -> Result<Breakdown, AppError> {
        let analysis = self.analysis(running).await?;
        if !self.store.has_responses(running.wave.id).await? {
            // Deleted before there were breakdowns.
            return Ok(cube::nothing(Rule::of(running.history.survey())));
        }
        let started = std::time::Instant::now();
        let history = running.history.clone();
        let work = move |frame: &analytics::Frame, _: &domain::Survey| {
            cube::breakdown(frame, &history, &analysis.region, analysis.results.get())
        };
        let made = self.with_answers(running, work).await??;
        let milliseconds = started.elapsed().as_millis() as u64;
        tracing::info!(wave = %running.wave.slug, items = made.items.len(), milliseconds, "broken down by groups");
        Ok(made)
    }
}
