//! What a receipt shows of those who answered before: one chart of the survey's last released wave (ux.md R19).

use std::sync::Arc;

use app::respond::Earlier;
use charts::Mode;
use domain::{Locale, figure::Figure, offer::Offer};
use store::{Id, Wave, WaveState};

use super::{Viewing, telling};
use crate::{error::AppError, state::AppState, story::Telling};

/// A chart of fewer would be a chart of chance.
const ENOUGH: u64 = 20;

/// Drawn once per released wave and language. A receipt never waits for a wave to be counted: as long as it is not, there
/// is no chart.
pub async fn earlier(state: &AppState, survey: Id, spoken: Locale) -> Result<Option<Arc<Earlier>>, AppError> {
    let locale = if spoken.is_german() { Locale::DeSie } else { Locale::En };
    if let Some(known) = state.known_earlier(survey, locale) {
        return Ok(known);
    }
    let generation = state.generation();
    let Some(wave) = last_released(state, survey).await? else {
        state.keep_earlier(generation, survey, locale, None);
        return Ok(None);
    };
    let running = state.running(&wave.slug).await?;
    let Some(analysis) = state.known_or_none(&running).await else {
        let state = state.clone();
        tokio::spawn(async move {
            if let Err(error) = state.analysis(&running).await {
                tracing::warn!(%error, "the chart for receipts could not be counted");
            }
        });
        return Ok(None);
    };
    let answered = analysis.results.get().respondents.shown().copied().unwrap_or_default();
    let offers = state.active_offers().await?;
    let telling = telling(state, &running, &analysis, &Viewing::default(), locale, Mode::Web, true);
    let figure = (answered >= ENOUGH).then(|| first_figure(&telling, &offers)).flatten();
    let href = format!("/ergebnisse/{}", wave.slug);
    let benchmark = super::benchmark::way(&running, &analysis, locale);
    let drawn = figure.map(|figure| Arc::new(Earlier { figure, locale, href, benchmark, invented: wave.demo }));
    state.keep_earlier(generation, survey, locale, drawn.clone());
    Ok(drawn)
}

async fn last_released(state: &AppState, survey: Id) -> Result<Option<Wave>, AppError> {
    let waves = state.store.waves().await?.into_iter();
    let released = waves.filter(|wave| wave.survey == survey && wave.state == WaveState::Released);
    Ok(released.max_by(|a, b| a.closed.cmp(&b.closed)))
}

/// The one that its result page begins with.
fn first_figure(telling: &Telling, offers: &[Offer]) -> Option<Figure> {
    let is_gap = telling.finding(offers).is_some_and(|finding| finding.is_gap);
    let gap = || telling.gap().map(|gap| gap.dumbbell);
    if is_gap { gap().or_else(|| telling.needs()) } else { telling.needs().or_else(gap) }
}
