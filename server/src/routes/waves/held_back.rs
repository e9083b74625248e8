//! Answers that came too fast: told in bands, and taken in all together or not at all.

use std::collections::BTreeMap;

use app::waves::{Decision, HeldBack};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Answers, Questionnaire, Survey, flow, place::Municipality};
use store::{Counted, WaveState};

use crate::{
    error::AppError,
    home,
    returns::band,
    routes::respond::{Verdict, verdict},
    session::Staff,
    state::{AppState, RunningWave},
};

/// `None` where none are.
pub async fn view(state: &AppState, running: &RunningWave) -> Result<Option<HeldBack>, AppError> {
    let wave = &running.wave;
    let count = state.store.held_back(wave.id).await?;
    let decision = match wave.state {
        _ if wave.viewed => Decision::LeftOut,
        WaveState::Closed if wave.grace.is_none() => {
            Decision::Open { action: format!("/intern/wellen/{}/zurueckgehaltene", wave.slug) }
        }
        _ => Decision::Later,
    };
    let (limit, count_band) = (state.config.fieldwork.burst, band(count, running.k()));
    Ok((count > 0).then_some(HeldBack { limit, band: count_band, decision }))
}

/// Every version that the wave has asked.
struct Asked(BTreeMap<i64, Questionnaire>);

impl Asked {
    fn of(running: &RunningWave) -> Result<Asked, AppError> {
        let of_version = |(number, survey): (i64, &Survey)| {
            Ok((number, Questionnaire::published(survey.clone()).map_err(AppError::internal)?))
        };
        running.history.versions().map(of_version).collect::<Result<_, _>>().map(Asked)
    }

    /// What an answer would have counted towards had it not been held back.
    fn counted(&self, version: i64, answers: &str, region: &[Municipality]) -> Option<Counted> {
        let questionnaire = self.0.get(&version)?;
        let answers: Answers = serde_json::from_str(answers).ok()?;
        let quotas = match verdict(&flow::Path::new(questionnaire, &answers), None) {
            Verdict::Counts(claims) => claims.into_iter().map(|claim| claim.quota).collect(),
            Verdict::Leaves(_) => Vec::new(),
        };
        Some(Counted { kreis: home::kreis(questionnaire, &answers, region), quotas })
    }
}

const SEEN: &str = "Die Antworten lassen sich nur aufnehmen, wenn die Welle beendet ist und noch niemand die Ergebnisse \
                    angesehen hat.";

pub async fn take_in(State(state): State<AppState>, _: Staff, Path(slug): Path<String>) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let (asked, region) = (Asked::of(&running)?, state.region().await?);
    match state.store.take_in(running.wave.id, |version, answers| asked.counted(version, answers, &region)).await {
        Err(store::Error::Conflict) => return Err(AppError::Conflict(SEEN.to_owned())),
        other => other?,
    };
    state.forget();
    state.settle(&running).await?;
    Ok(Redirect::to(&format!("/intern/wellen/{slug}")).into_response())
}
