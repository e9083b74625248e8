//! Which waves are set side by side, out of those that are released.

use std::{cmp::Ordering, sync::Arc};

use charts::Mode;
use domain::{Locale, meaning::Audience};
use serde::Deserialize;
use store::{Wave, WaveState};

use super::super::{Viewing, telling};
use crate::{
    analysis::Analysis,
    error::AppError,
    state::{AppState, RunningWave},
    story::Telling,
};

/// Which waves to compare; part of the address, so that every view can be passed on.
#[derive(Deserialize, Clone, Default)]
pub struct Chosen {
    /// The first: firms, or the earlier year.
    von: Option<String>,
    /// The second: apprentices, or the later year.
    bis: Option<String>,
}

/// A wave with its released results.
pub(super) struct Side {
    pub running: Arc<RunningWave>,
    pub analysis: Arc<Analysis>,
}

impl Side {
    async fn of(state: &AppState, running: Arc<RunningWave>) -> Result<Side, AppError> {
        Ok(Side { analysis: state.analysis(&running).await?, running })
    }

    pub fn telling(&self, state: &AppState, locale: Locale, mode: Mode) -> Telling<'_> {
        telling(state, &self.running, &self.analysis, &Viewing::default(), locale, mode, true)
    }
}

impl Choice {
    /// From the first of the two to the second.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        let [first, second] = &self.chosen;
        std::iter::once(first).chain(&self.between).chain([second])
    }
}

/// What can be compared, the newest last, and what is.
pub(super) struct Choice {
    pub first: Vec<Arc<RunningWave>>,
    pub second: Vec<Arc<RunningWave>>,
    pub chosen: [Side; 2],
    /// The waves of the same survey between the two, oldest first.
    pub between: Vec<Side>,
    /// What the address asked for and does not get, a sentence each.
    pub refused: Vec<Refused>,
}

/// Why something else is shown than what the address says.
pub(super) enum Refused {
    /// This wave is not public (any more).
    Missing(String),
    /// A wave beside itself.
    Itself(String),
}

/// Oldest first, without what was collected elsewhere.
pub async fn released(state: &AppState) -> Result<Vec<Arc<RunningWave>>, AppError> {
    let mut waves: Vec<Wave> = state.store.waves().await?;
    waves.retain(|wave| wave.state == WaveState::Released);
    waves.sort_by(|a, b| a.opened.cmp(&b.opened));
    let mut released = Vec::new();
    for wave in waves {
        let running = state.running(&wave.slug).await?;
        if running.questionnaire.source.is_none() {
            released.push(running);
        }
    }
    Ok(released)
}

pub(super) async fn of_audiences(state: &AppState, chosen: &Chosen) -> Result<Choice, AppError> {
    let released = released(state).await?;
    let of = |audience| released.iter().filter(move |wave| wave.questionnaire.audience == audience).cloned().collect();
    let (firms, apprentices): (Vec<_>, Vec<_>) = (of(Audience::Firm), of(Audience::Apprentice));
    let last = firms.len().saturating_sub(1);
    choose(state, (firms, last), apprentices, chosen.clone(), Vec::new()).await
}

pub(super) async fn of_years(state: &AppState, survey: &str, chosen: &Chosen) -> Result<Choice, AppError> {
    let surveys = state.store.surveys().await?;
    let survey = surveys.into_iter().find(|row| row.slug == survey).ok_or(AppError::NotFound)?;
    let mut waves = released(state).await?;
    waves.retain(|running| running.wave.survey == survey.id);
    if waves.len() < 2 {
        return Err(AppError::NotFound);
    }
    let (chosen, refused) = in_order(&waves, chosen.clone());
    choose(state, (waves.clone(), 0), waves, chosen, refused).await
}

/// Two waves of one survey: the earlier one first, whichever way round the address has them, and none beside itself.
/// `waves`: oldest first.
fn in_order(waves: &[Arc<RunningWave>], Chosen { von, bis }: Chosen) -> (Chosen, Vec<Refused>) {
    let place = |slug: &Option<String>| waves.iter().position(|wave| slug.as_ref() == Some(&wave.wave.slug));
    // Where none is named, or none that is there, it is the first and the last.
    let (first, second) = (place(&von).unwrap_or(0), place(&bis).unwrap_or(waves.len() - 1));
    match first.cmp(&second) {
        Ordering::Less => (Chosen { von, bis }, Vec::new()),
        Ordering::Greater => (Chosen { von: bis, bis: von }, Vec::new()),
        Ordering::Equal => {
            let (found, gone): (Vec<_>, Vec<_>) = [von, bis].into_iter().partition(|slug| place(slug).is_some());
            // Beside one that is gone a wave was not meant to stand beside itself.
            let is_alone = gone.iter().all(Option::is_none);
            let itself = found.into_iter().flatten().next().filter(|_| is_alone).map(Refused::Itself);
            let missing = gone.into_iter().flatten().map(Refused::Missing);
            (Chosen::default(), itself.into_iter().chain(missing).collect())
        }
    }
}

async fn choose(
    state: &AppState,
    (first, default): (Vec<Arc<RunningWave>>, usize),
    second: Vec<Arc<RunningWave>>,
    chosen: Chosen,
    mut refused: Vec<Refused>,
) -> Result<Choice, AppError> {
    let find = |waves: &[Arc<RunningWave>], slug: &Option<String>| {
        waves.iter().find(|wave| slug.as_ref() == Some(&wave.wave.slug)).cloned()
    };
    let is_missing = |(waves, slug): &(&Vec<Arc<RunningWave>>, &Option<String>)| find(waves, slug).is_none();
    let missing = [(&first, &chosen.von), (&second, &chosen.bis)].into_iter().filter(is_missing);
    refused.extend(missing.filter_map(|(_, slug)| slug.clone()).map(Refused::Missing));
    let one = find(&first, &chosen.von).or_else(|| first.get(default).cloned()).ok_or(AppError::NotFound)?;
    let other = find(&second, &chosen.bis).or_else(|| second.last().cloned()).ok_or(AppError::NotFound)?;
    // By their places in the list: waves may have been opened on the same day.
    let place = |side: &Arc<RunningWave>| second.iter().position(|wave| wave.wave.id == side.wave.id);
    let between: Vec<Arc<RunningWave>> = match (place(&one), place(&other)) {
        (Some(from), Some(to)) => second.get(from + 1..to).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    };
    let chosen = [Side::of(state, one).await?, Side::of(state, other).await?];
    let mut sides = Vec::new();
    for running in between {
        sides.push(Side::of(state, running).await?);
    }
    Ok(Choice { first, second, chosen, between: sides, refused })
}
