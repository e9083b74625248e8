//! What every request may use: the store, the settings, the clock, and what is kept in memory between requests.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use app::respond::Earlier;
use domain::{
    Answers, History, Locale, Questionnaire, Survey, disclosure::Rule, format, offer::Offer, place::Municipality,
};
use store::{Id, Roster, Store, Wave, WaveState};

use crate::{
    analysis::Analyses,
    breakdown::Breakdowns,
    bursts::Bursts,
    client::Clients,
    clock::Clock,
    config::Config,
    error::AppError,
    firm_report::Turns,
    gap_report::Previews,
    guesses::Guesses,
    home,
    mailing::Mailing,
    open_answers::OpenAnswers,
    openings::Openings,
    paradata::Paradata,
    publication::{self, PublishError},
    resume::Budget,
    returns::Shown,
    routes::{reach::Posters, results::Pictures},
    session::Throttle,
};

const NOT_ENDED: &str = "Ergebnisse und Antworten gibt es, sobald die Welle beendet ist. Solange geantwortet wird, ließe \
                         sich aus dem Unterschied zwischen zwei Ansichten eine einzelne Antwort ablesen.";

/// One pointer: every layer and handler of a request takes a state of its own.
#[derive(Clone)]
pub struct AppState(Arc<Parts>);

#[derive(Clone)]
pub struct Parts {
    pub store: Store,
    /// Who is written to, apart from the answers.
    pub roster: Roster,
    pub mailing: Mailing,
    pub config: Arc<Config>,
    pub clock: Clock,
    /// Invented data: every page says so.
    pub demo: bool,
    pub throttle: Throttle,
    pub clients: Clients,
    pub bursts: Bursts,
    pub guesses: Guesses,
    /// Codes tried, and codes made.
    pub tried: Budget,
    pub made: Budget,
    /// Barriers told of.
    pub reported: Budget,
    pub analyses: Analyses,
    pub breakdowns: Breakdowns,
    pub open_answers: OpenAnswers,
    pub openings: Openings,
    pub paradata: Paradata,
    pub returns: Shown,
    pub previews: Previews,
    pub firm_reports: Turns,
    pub posters: Arc<Posters>,
    pub pictures: Arc<Pictures>,
    /// Waves are settled one after the other, whoever asks for it.
    settling: Arc<tokio::sync::Mutex<()>>,
    kept: Arc<RwLock<Kept>>,
}

/// What seldom changes and every page wants. Emptied by [`AppState::forget`] after a change by staff.
#[derive(Default)]
struct Kept {
    /// Counts what was forgotten: what was read before must not be kept after.
    generation: u64,
    waves: HashMap<String, Arc<RunningWave>>,
    region: Option<Arc<[Municipality]>>,
    /// By survey and language what receipts show of those before.
    earlier: HashMap<(Id, Locale), Option<Arc<Earlier>>>,
}

/// A wave with its published questionnaire, parsed once and shared by all its respondents.
pub struct RunningWave {
    pub wave: Wave,
    /// The version it asks, or asked last.
    pub questionnaire: Questionnaire,
    /// Every version it has asked: whoever looks at answers looks at them through this.
    pub history: History,
}

impl RunningWave {
    /// Takes newcomers.
    pub fn is_open(&self) -> bool {
        self.wave.state == WaveState::Open
    }

    /// It has ended, and until when what was begun is still taken.
    pub fn still_until(&self, locale: Locale) -> Option<String> {
        self.wave.grace.as_deref().map(|minute| format::minute(minute, locale))
    }

    pub fn k(&self) -> u64 {
        Rule::of(self.history.survey()).k()
    }
}

impl Deref for AppState {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl AppState {
    pub fn new(store: Store, roster: Roster, mut config: Config, clock: Clock, demo: bool) -> AppState {
        // „e. V.“ stays on one line.
        config.organisation.name = config.organisation.name.replace("e. V.", "e.\u{a0}V.");
        let mailing = Mailing::new(&config, store.clone(), demo);
        AppState(Arc::new(Parts {
            store,
            roster,
            mailing,
            config: Arc::new(config),
            clock,
            demo,
            throttle: Throttle::default(),
            clients: Clients::default(),
            bursts: Bursts::default(),
            guesses: Guesses::default(),
            settling: Arc::default(),
            tried: Budget::default(),
            made: Budget::default(),
            reported: Budget::default(),
            analyses: Analyses::default(),
            breakdowns: Breakdowns::default(),
            open_answers: OpenAnswers::default(),
            openings: Openings::default(),
            paradata: Paradata::default(),
            returns: Shown::default(),
            previews: Previews::default(),
            firm_reports: Turns::default(),
            posters: Arc::default(),
            pictures: Arc::default(),
            kept: Arc::default(),
        }))
    }

    /// The same with another part, for example another clock.
    #[must_use]
    pub fn changed(&self, change: impl FnOnce(&mut Parts)) -> AppState {
        let mut parts = Parts::clone(self);
        change(&mut parts);
        AppState(Arc::new(parts))
    }

    /// The wave of this address with its questionnaire.
    pub async fn running(&self, slug: &str) -> Result<Arc<RunningWave>, AppError> {
        let generation = {
            let kept = self.kept();
            if let Some(running) = kept.waves.get(slug) {
                return Ok(Arc::clone(running));
            }
            kept.generation
        };
        let wave = self.store.wave(slug).await?.ok_or(AppError::NotFound)?;
        let running = Arc::new(self.with_versions(wave).await?);
        self.keep(generation, |kept| _ = kept.waves.insert(slug.to_owned(), Arc::clone(&running)));
        Ok(running)
    }

    /// Forgets what is kept if the wave goes by another version than is kept, whoever has changed it.
    pub async fn forget_if_replaced(&self, running: &RunningWave) -> Result<(), AppError> {
        let stored = self.store.wave(&running.wave.slug).await?;
        if stored.is_none_or(|wave| wave.version != running.wave.version) {
            self.forget();
        }
        Ok(())
    }

    /// A wave whose results or answers may be seen: it has ended. It is noted that they were seen.
    pub async fn ended(&self, slug: &str) -> Result<Arc<RunningWave>, AppError> {
        let running = self.running(slug).await?;
        if !matches!(running.wave.state, WaveState::Closed | WaveState::Released) {
            return Err(AppError::Conflict(NOT_ENDED.to_owned()));
        }
        if let Some(grace) = &running.wave.grace {
            return Err(AppError::Conflict(still_taking(grace)));
        }
        if running.wave.viewed && running.wave.settled {
            return Ok(running);
        }
        if !running.wave.settled {
            self.settle(&running).await?;
        }
        if let Err(store::Error::Conflict) = self.store.mark_viewed(running.wave.id).await {
            // Held-back answers were taken in since it was read; they are mixed in first.
            self.forget();
            let fresh = self.running(slug).await?;
            self.settle(&fresh).await?;
            self.store.mark_viewed(running.wave.id).await?;
        }
        self.forget();
        self.running(slug).await
    }

    /// Leaves no order of arrival in what a wave that has ended has stored. Goes on when whoever asked for it does not
    /// wait any longer.
    pub async fn settle(&self, running: &RunningWave) -> Result<(), AppError> {
        let (state, id, slug, k) = (self.clone(), running.wave.id, running.wave.slug.clone(), running.k());
        let settled = tokio::spawn(async move {
            let _one_at_a_time = state.settling.lock().await;
            if state.store.wave(&slug).await?.is_some_and(|wave| !wave.settled) {
                state.paradata.flush(&state.store).await?;
                state.store.settle(id, k).await?;
                state.forget();
            }
            Ok::<(), store::Error>(())
        });
        Ok(settled.await.map_err(AppError::internal)??)
    }

    /// Takes the name of a firm from its answers; gives from how many. Not while a wave is being settled: then answers
    /// lie in two places.
    pub async fn withdraw_name(&self, running: &RunningWave, firm: &str) -> Result<u64, AppError> {
        let _one_at_a_time = self.settling.lock().await;
        Ok(self.store.withdraw_consent(running.wave.id, firm, running.k()).await?)
    }

    fn kept(&self) -> RwLockReadGuard<'_, Kept> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what was read at `generation`, unless something has changed since.
    fn keep(&self, generation: u64, keep: impl FnOnce(&mut Kept)) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.generation == generation {
            keep(&mut kept);
        }
    }

    async fn with_versions(&self, wave: Wave) -> Result<RunningWave, AppError> {
        let history = publication::history(&self.store, &wave).await.map_err(|error| match error {
            PublishError::Store(error) => error.into(),
            other => AppError::internal(other),
        })?;
        let newest = history.versions().last().map(|(_, survey)| survey.clone()).ok_or(AppError::NotFound)?;
        let questionnaire = Questionnaire::published(newest).map_err(AppError::internal)?;
        Ok(RunningWave { wave, questionnaire, history })
    }

    /// To be called after every change to waves, surveys or the region.
    pub fn forget(&self) {
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Kept { generation: kept.generation + 1, ..Kept::default() };
    }

    /// `None` if it was not worked out yet.
    pub fn known_earlier(&self, survey: Id, locale: Locale) -> Option<Option<Arc<Earlier>>> {
        self.kept().earlier.get(&(survey, locale)).cloned()
    }

    /// What is kept now; to be asked for before anything is read that is to be kept.
    pub fn generation(&self) -> u64 {
        self.kept().generation
    }

    pub fn keep_earlier(&self, generation: u64, survey: Id, locale: Locale, earlier: Option<Arc<Earlier>>) {
        self.keep(generation, |kept| _ = kept.earlier.insert((survey, locale), earlier));
    }

    pub async fn region(&self) -> Result<Arc<[Municipality]>, AppError> {
        let generation = {
            let kept = self.kept();
            if let Some(region) = &kept.region {
                return Ok(Arc::clone(region));
            }
            kept.generation
        };
        let region: Arc<[Municipality]> = self.store.municipalities().await?.into();
        self.keep(generation, |kept| kept.region = Some(Arc::clone(&region)));
        Ok(region)
    }

    /// The Kreis of the municipality a respondent named, for the counter of returns.
    pub async fn kreis_of(&self, survey: &Survey, answers: &Answers) -> Result<Option<String>, AppError> {
        Ok(home::kreis(survey, answers, &self.region().await?))
    }

    /// Offers that are valid today and were verified within the last twelve months.
    pub async fn active_offers(&self) -> Result<Vec<Offer>, AppError> {
        let (today, a_year_ago) = (self.clock.today(), self.clock.day(-365));
        let mut offers = self.store.offers().await?;
        offers.retain(|offer| offer.is_active(&today, &a_year_ago));
        Ok(offers)
    }
}

/// Why there is nothing to see yet. `minute`: `YYYY-MM-DDTHH:MM`.
fn still_taking(minute: &str) -> String {
    format!(
        "Die Welle ist beendet, aber wer schon angefangen hatte, kann noch bis {} absenden. Danach gibt es die \
         Ergebnisse. Sie können diese Frist auf der Seite der Welle vorzeitig beenden.",
        format::minute(minute, Locale::DeSie)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::Location;

    /// Staff close a wave while a respondent's page reads it: what was read before must not stay for those after.
    #[tokio::test]
    async fn what_was_read_before_a_change_is_not_kept_after_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Location::Sqlite(folder.path().join("data.sqlite"))).await.expect("a store");
        store.migrate().await.expect("tables");
        let roster = Roster::open(&Location::Sqlite(folder.path().join("roster.sqlite"))).await.expect("a roster");
        let state = AppState::new(store, roster, Config::default(), Clock::system(), false);
        let region: Arc<[Municipality]> = Vec::new().into();
        let before = state.kept().generation;
        state.forget();
        state.keep(before, |kept| kept.region = Some(Arc::clone(&region)));
        assert!(state.kept().region.is_none());
        let now = state.kept().generation;
        state.keep(now, |kept| kept.region = Some(region));
        assert!(state.kept().region.is_some());
    }
}
