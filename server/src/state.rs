//! What every request may use: the store, the settings, the clock, and what is kept in memory between requests.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{Answers, ItemKind, Key, Questionnaire, Survey, Value, offer::Offer, place::Municipality};
use store::{Store, Wave, WaveState};

use crate::{analysis::Analyses, clock::Clock, config::Config, error::AppError, session::Throttle};

#[derive(Clone)]
pub struct AppState {
    pub store: Store,
    pub config: Arc<Config>,
    pub clock: Clock,
    /// Invented data: every page says so.
    pub demo: bool,
    pub throttle: Throttle,
    pub analyses: Analyses,
    kept: Arc<RwLock<Kept>>,
}

/// What seldom changes and every page wants. Emptied by [`AppState::forget`] after a change by staff.
#[derive(Default)]
struct Kept {
    waves: HashMap<String, Arc<RunningWave>>,
    region: Option<Arc<[Municipality]>>,
}

/// A wave with its published questionnaire, parsed once and shared by all its respondents.
pub struct RunningWave {
    pub wave: Wave,
    pub questionnaire: Questionnaire,
}

impl RunningWave {
    pub fn is_open(&self) -> bool {
        self.wave.state == WaveState::Open
    }
}

impl AppState {
    pub fn new(store: Store, config: Config, clock: Clock, demo: bool) -> AppState {
        AppState {
            store,
            config: Arc::new(config),
            clock,
            demo,
            throttle: Throttle::default(),
            analyses: Analyses::default(),
            kept: Arc::default(),
        }
    }

    /// The wave of this address with its questionnaire.
    pub async fn running(&self, slug: &str) -> Result<Arc<RunningWave>, AppError> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).waves.get(slug).cloned();
        if let Some(running) = kept {
            return Ok(running);
        }
        let wave = self.store.wave(slug).await?.ok_or(AppError::NotFound)?;
        let questionnaire = self.published(&wave).await?;
        let running = Arc::new(RunningWave { wave, questionnaire });
        self.kept.write().unwrap_or_else(PoisonError::into_inner).waves.insert(slug.to_owned(), Arc::clone(&running));
        Ok(running)
    }

    async fn published(&self, wave: &Wave) -> Result<Questionnaire, AppError> {
        let version = self.store.version(wave.survey, wave.version).await?.ok_or(AppError::NotFound)?;
        let frozen = version.frozen.ok_or_else(|| AppError::internal("a wave of an unpublished version"))?;
        let survey: Survey = serde_json::from_str(&frozen).map_err(AppError::internal)?;
        Questionnaire::published(survey).map_err(AppError::internal)
    }

    /// To be called after every change to waves, surveys or the region.
    pub fn forget(&self) {
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Kept::default();
    }

    pub async fn region(&self) -> Result<Arc<[Municipality]>, AppError> {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).region.clone();
        if let Some(region) = kept {
            return Ok(region);
        }
        let region: Arc<[Municipality]> = self.store.municipalities().await?.into();
        self.kept.write().unwrap_or_else(PoisonError::into_inner).region = Some(Arc::clone(&region));
        Ok(region)
    }

    /// The Kreis of the municipality a respondent named, for the counter of returns.
    pub async fn kreis_of(&self, survey: &Survey, answers: &Answers) -> Result<Option<String>, AppError> {
        let place = survey.items().find(|item| matches!(item.kind, ItemKind::Municipality { .. }));
        let Some(Value::Choice(ags)) = place.and_then(|item| answers.get(&Key::item(&item.id))) else {
            return Ok(None);
        };
        let region = self.region().await?;
        Ok(region.iter().find(|place| place.ags == *ags).map(|place| place.kreis.clone()))
    }

    /// Offers that are valid today and were verified within the last twelve months.
    pub async fn active_offers(&self) -> Result<Vec<Offer>, AppError> {
        let (today, a_year_ago) = (self.clock.today(), self.clock.day(-365));
        let mut offers = self.store.offers().await?;
        offers.retain(|offer| offer.is_active(&today, &a_year_ago));
        Ok(offers)
    }
}
