//! From stored answers to released results: counted on the first look at a wave that has ended, and read from there ever
//! after ([`crate::first_look`]).

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, mpsc},
    time::Instant,
};

use analytics::{
    Frame,
    coverage::{Access, Public, cover},
};
use domain::{
    Locale, OptionId, Survey,
    disclosure::{Released, Rule, release},
    format,
    id::TopicId,
    meaning::TargetGroup,
    offer::{Offer, Supply},
    place::Municipality,
    report::{CoverageLevels, Needs, Results},
};
use store::TravelMode;

use crate::{
    error::AppError,
    first_look::{self, FirstLook},
    retention,
    state::{AppState, RunningWave},
};

/// What is known of a wave at a certain number of responses.
pub struct Analysis {
    pub responses: u64,
    pub results: Released<Results>,
    /// Stored answers, and single values in others, that could not be read: never expected, never silent.
    pub unreadable: u64,
    pub misfits: u64,
    /// The municipalities by which it tells, whatever the region is today.
    pub region: Arc<[Municipality]>,
    demand: Demand,
}

/// Behind the coverage.
enum Demand {
    /// Needs were not counted in persons.
    NotAsked,
    /// Protected once; offers may change as they like.
    Told(Released<Needs>),
    /// The answers are deleted; what there was to release.
    Kept(Box<Released<CoverageLevels>>),
}

impl Analysis {
    /// Whether needs were counted in persons, so that coverage can be worked out.
    pub fn has_demand(&self) -> bool {
        !matches!(self.demand, Demand::NotAsked)
    }

    /// Of a wave whose answers are deleted.
    fn of_kept(kept: retention::Kept, region: Arc<[Municipality]>, responses: u64) -> Analysis {
        let demand = kept.coverage.map_or(Demand::NotAsked, |levels| Demand::Kept(Box::new(levels)));
        Analysis { responses, results: kept.results, unreadable: 0, misfits: 0, region, demand }
    }

    fn of_look(look: FirstLook, responses: u64) -> Analysis {
        let FirstLook { region, results, needs, unreadable, misfits } = look;
        let demand = needs.map_or(Demand::NotAsked, Demand::Told);
        Analysis { responses, results, unreadable, misfits, region, demand }
    }

    /// For staff, if what is shown is not about all that was stored.
    pub fn left_out(&self) -> Option<String> {
        let counted = |count: u64, one: &str, many: &str| match count {
            0 => None,
            1 => Some(one.to_owned()),
            count => Some(format!("{} {many}", format::count(count, Locale::DeSie))),
        };
        let sentences = [
            counted(
                self.unreadable,
                "Eine Antwort konnte nicht gelesen werden",
                "Antworten konnten nicht gelesen werden",
            ),
            counted(
                self.misfits,
                "Eine einzelne Angabe passt nicht zu ihrer Frage und zählt als „keine Angabe“",
                "einzelne Angaben passen nicht zu ihrer Frage und zählen als „keine Angabe“",
            ),
        ];
        let sentences: Vec<String> = sentences.into_iter().flatten().map(|sentence| sentence + ".").collect();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

fn needs(demand: domain::report::Demand, rule: Rule, wave: &str) -> Released<Needs> {
    let (rows, started) = (demand.rows.len(), Instant::now());
    let needs = disclosure::coverage::release(demand, rule);
    tracing::info!(wave, rows, milliseconds = started.elapsed().as_millis() as u64, "needs by place protected");
    needs
}

/// One slot per wave. The lock of a slot is held while it is computed, so that ten viewers cost one computation.
#[derive(Clone, Default)]
pub struct Analyses(Arc<RwLock<HashMap<store::Id, Arc<Slot>>>>);

type Slot = tokio::sync::Mutex<Option<Arc<Analysis>>>;

impl Analyses {
    /// The next look reads what is stored.
    pub fn forget(&self, wave: store::Id) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).remove(&wave);
    }

    fn slot(&self, wave: store::Id) -> Arc<Slot> {
        if let Some(slot) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&wave) {
            return Arc::clone(slot);
        }
        Arc::clone(self.0.write().unwrap_or_else(PoisonError::into_inner).entry(wave).or_default())
    }
}

impl AppState {
    /// The released results of a wave.
    pub async fn analysis(&self, running: &Arc<RunningWave>) -> Result<Arc<Analysis>, AppError> {
        let slot = self.analyses.slot(running.wave.id);
        let mut kept = slot.lock().await;
        let responses = self.store.response_count(running.wave.id).await?;
        if let Some(analysis) = kept.as_ref().filter(|analysis| analysis.responses == responses) {
            return Ok(Arc::clone(analysis));
        }
        let analysis = Arc::new(self.analyse(running, responses).await?);
        *kept = Some(Arc::clone(&analysis));
        Ok(analysis)
    }

    /// What was worked out already, and nothing else: a list of waves must not make anybody wait for a million answers.
    pub async fn known_analysis(&self, running: &RunningWave) -> Result<Option<Arc<Analysis>>, AppError> {
        let slot = self.analyses.slot(running.wave.id);
        let Ok(mut known) = slot.try_lock() else { return Ok(self.kept_analysis(running).await?.map(Arc::new)) };
        if known.is_none() {
            *known = self.kept_analysis(running).await?.map(Arc::new);
        }
        Ok(known.clone())
    }

    /// As [`Self::known_analysis`], for pages of many waves: one that cannot be read is nothing that they fall over.
    pub async fn known_or_none(&self, running: &RunningWave) -> Option<Arc<Analysis>> {
        self.known_analysis(running).await.unwrap_or_else(|error| {
            tracing::error!(%error, wave = %running.wave.slug, "what was counted cannot be read");
            None
        })
    }

    /// What was worked out before the last start.
    async fn kept_analysis(&self, running: &RunningWave) -> Result<Option<Analysis>, AppError> {
        let wave = running.wave.id;
        let responses = self.store.response_count(wave).await?;
        let look = first_look::kept(&self.store, wave).await?;
        let Some(kept) = retention::kept(&self.store, wave).await? else {
            return Ok(look.map(|look| Analysis::of_look(look, responses)));
        };
        let (region, unreadable, misfits) = match look {
            Some(look) => (look.region, look.unreadable, look.misfits),
            // Deleted before the region was kept; it names places only.
            None => (self.region().await?, 0, 0),
        };
        Ok(Some(Analysis { unreadable, misfits, ..Analysis::of_kept(kept, region, responses) }))
    }

    async fn analyse(&self, running: &Arc<RunningWave>, responses: u64) -> Result<Analysis, AppError> {
        if let Some(kept) = self.kept_analysis(running).await? {
            return Ok(kept);
        }
        let counted = self.count(running).await?;
        let look = first_look::keep(&self.store, running.wave.id, counted, self.clock.today()).await?;
        Ok(Analysis::of_look(look, responses))
    }

    async fn count(&self, running: &Arc<RunningWave>) -> Result<FirstLook, AppError> {
        let region = self.region().await?;
        let slug = running.wave.slug.clone();
        let counting = move |frame: &Frame, survey: &Survey| -> Result<FirstLook, analytics::Error> {
            let rule = Rule::of(survey);
            let results = release(analytics::results(frame, survey)?, &rule);
            let demand = analytics::coverage::demand(frame, survey, &region)?;
            let needs = demand.map(|demand| needs(demand, rule, &slug));
            let (unreadable, misfits) = (frame.unreadable(), frame.misfits());
            if unreadable + misfits > 0 {
                tracing::warn!(wave = %slug, unreadable, misfits, "stored answers that cannot be read");
            }
            Ok(FirstLook { region, results, needs, unreadable, misfits })
        };
        self.with_answers(running, counting).await
    }

    /// What `work` makes of all answers of a wave, as a table of the survey in all its versions.
    pub(crate) async fn with_answers<T: Send + 'static>(
        &self,
        running: &Arc<RunningWave>,
        work: impl FnOnce(&Frame, &Survey) -> Result<T, analytics::Error> + Send + 'static,
    ) -> Result<T, AppError> {
        let (send, receive) = mpsc::sync_channel::<store::Documents>(2);
        let wave = Arc::clone(running);
        let counting = tokio::task::spawn_blocking(move || -> Result<T, analytics::Error> {
            let survey = wave.history.survey();
            let frame = Frame::read(survey, receive.into_iter().map(store::Documents::into_lines))?;
            work(&frame, survey)
        });
        let mut documents = self.store.responses(running.wave.id).await?;
        while let Some(batch) = documents.next().await? {
            let send = send.clone();
            // The counting side may be slower; waiting for it must not hold up other requests.
            let sent = tokio::task::spawn_blocking(move || send.send(batch)).await.map_err(AppError::internal)?;
            if sent.is_err() {
                break;
            }
        }
        drop(send);
        counting.await.map_err(AppError::internal)?.map_err(AppError::internal)
    }

    /// Needs against the offers of today (of the day on which the answers were deleted), by Kreis and by municipality.
    /// `None` if the survey asks for no persons.
    pub async fn coverage(&self, running: &Arc<RunningWave>) -> Result<Option<Released<CoverageLevels>>, AppError> {
        let analysis = self.analysis(running).await?;
        let needs = match &analysis.demand {
            Demand::NotAsked => return Ok(None),
            Demand::Kept(levels) => return Ok(Some((**levels).clone())),
            Demand::Told(needs) => needs,
        };
        let travel = self.travel(&needs.get().places, &analysis.region).await?;
        let public = Public { offers: self.active_offers().await?, travel, access: self.access() };
        Ok(Some(needs.follow_with(&public, cover)))
    }

    /// What can be reached from each municipality of the region, of the offers of today on a topic for a group. No answer
    /// is in it.
    pub async fn within_reach(
        &self,
        topic: &TopicId,
        group: TargetGroup,
    ) -> Result<Vec<(Municipality, Supply)>, AppError> {
        let region = self.region().await?;
        let places: Vec<OptionId> = region.iter().map(|place| place.ags.clone()).collect();
        let mut offers = self.active_offers().await?;
        offers.retain(|offer| offer.target_groups.contains(&group));
        let (travel, access) = (self.travel(&places, &region).await?, self.access());
        let supply = |from: usize| {
            let within = |offer: &&Offer| access.is_within(&places, &travel, &offer.place, from, group);
            Supply::of(topic, offers.iter().filter(within))
        };
        Ok(region.iter().enumerate().map(|(from, place)| (place.clone(), supply(from))).collect())
    }

    /// How reach falls with travel time, as the association has set it.
    pub fn access(&self) -> Access {
        let reach = &self.config.reach;
        Access { full_minutes: reach.full_minutes, zero_minutes: reach.zero_minutes, online: reach.online }
    }

    /// The first estimate, with what the association has put right pair by pair.
    async fn travel(
        &self,
        places: &[OptionId],
        region: &[Municipality],
    ) -> Result<analytics::coverage::Travel, AppError> {
        let columns: Vec<_> =
            places.iter().filter_map(|ags| region.iter().find(|place| place.ags == *ags).cloned()).collect();
        let mut travel = analytics::coverage::Travel::estimated(&columns);
        let at = |ags: &OptionId| columns.iter().position(|place| place.ags == *ags);
        for entry in self.store.travel_minutes().await? {
            if let (Some(from), Some(to)) = (at(&entry.origin), at(&entry.destination)) {
                let matrix = match entry.mode {
                    TravelMode::Car => &mut travel.car,
                    TravelMode::Transit => &mut travel.transit,
                };
                matrix[from][to] = entry.minutes;
            }
        }
        Ok(travel)
    }
}
