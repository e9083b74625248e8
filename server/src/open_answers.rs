//! Texts of respondents: taken out of the answers for those who review them, and what of them is released.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError, RwLock},
};

use domain::{
    Answers, Key, Locale, OptionId, Part, Survey,
    disclosure::{Decision, OpenQuestion, Released, Rule, release_texts},
    meaning::Audience,
    open_answers,
    report::Results,
};
use store::{Coding, Id, OpenText, TextState};

use crate::{
    error::AppError,
    state::{AppState, RunningWave},
};

/// What is released of the texts of each wave, as of its last decision.
#[derive(Clone, Default)]
pub struct OpenAnswers {
    /// Queues are made one after the other, whoever asks for it.
    beginning: Arc<tokio::sync::Mutex<()>>,
    released: Arc<RwLock<HashMap<Id, (i64, Texts)>>>,
}

pub type Texts = Arc<Released<Vec<OpenQuestion>>>;

/// Whether anything may be written in words of one's own.
pub fn asks_for_texts(survey: &Survey) -> bool {
    let is_written = |item: &domain::Item| {
        item.comment
            || open_answers::is_open(survey, &Key::item(&item.id))
            || survey.choices(item).iter().any(|choice| choice.other)
    };
    survey.items().any(is_written)
}

/// Texts of firms are reviewed only where somebody has switched it on.
pub fn has_switch(survey: &Survey) -> bool {
    survey.audience == Audience::Firm
}

/// Where in the survey it was written, for sorting.
pub fn place(survey: &Survey, key: &Key) -> (usize, Key) {
    (survey.items().position(|item| item.id == key.item).unwrap_or(usize::MAX), key.clone())
}

/// The question, and what of it was answered in words: "Was fehlt? – Anmerkung".
pub fn question(survey: &Survey, key: &Key, locale: Locale) -> String {
    let mut question = survey.question_text(key, locale);
    if matches!(key.part, Some(Part::Words | Part::Comment)) {
        question = format!("{question} – {}", survey.label(key, locale));
    }
    match survey.instance_label(key, locale).filter(|about| !question.contains(about.as_str())) {
        Some(about) => format!("{about}: {question}"),
        None => question,
    }
}

impl AppState {
    /// Makes the queue of a wave that has ended and was seen, unless it is there: of each place where enough wrote.
    pub async fn begin_text_review(&self, running: &Arc<RunningWave>, by: Id) -> Result<(), AppError> {
        let wave = running.wave.id;
        let _one_at_a_time = self.open_answers.beginning.lock().await;
        if self.store.text_review(wave).await?.is_some() {
            return Ok(());
        }
        let mut texts = self.written(running).await?;
        let mut counts: HashMap<String, u64> = HashMap::new();
        texts.iter().for_each(|(place, _)| *counts.entry(place.clone()).or_default() += 1);
        let least = Rule::of(running.history.survey()).least_texts();
        texts.retain(|(place, _)| counts.get(place).is_some_and(|count| *count >= least));
        Ok(self.store.begin_text_review(wave, texts, by).await?)
    }

    /// Every text of the wave, and where it was written.
    async fn written(&self, running: &Arc<RunningWave>) -> Result<Vec<(String, String)>, AppError> {
        let mut texts = Vec::new();
        let mut documents = self.store.responses(running.wave.id).await?;
        while let Some(batch) = documents.next().await? {
            let running = Arc::clone(running);
            let read = tokio::task::spawn_blocking(move || read(running.history.survey(), &batch));
            texts.extend(read.await.map_err(AppError::internal)?);
        }
        Ok(texts)
    }

    /// What of the texts everybody may see, question by question in the order of the survey.
    pub async fn released_texts(&self, running: &RunningWave, results: &Released<Results>) -> Result<Texts, AppError> {
        let wave = running.wave.id;
        let survey = running.history.survey();
        let rule = Rule::of(survey);
        let frame = open_answers::themes(survey);
        let Some(revision) = self.store.text_review(wave).await? else {
            return Ok(Arc::new(release_texts(Vec::new(), &frame, results, &rule)));
        };
        let known = self.open_answers.released.read().unwrap_or_else(PoisonError::into_inner).get(&wave).cloned();
        if let Some((_, texts)) = known.filter(|(of, _)| *of == revision) {
            return Ok(texts);
        }
        let decisions = decisions(survey, self.store.open_texts(wave).await?);
        let texts = Arc::new(release_texts(decisions, &frame, results, &rule));
        let mut released = self.open_answers.released.write().unwrap_or_else(PoisonError::into_inner);
        released.insert(wave, (revision, Arc::clone(&texts)));
        Ok(texts)
    }
}

/// What cannot be read is told with the results.
fn read(survey: &Survey, batch: &store::Documents) -> Vec<(String, String)> {
    let answers = batch.iter().filter_map(|line| serde_json::from_str::<Answers>(line).ok());
    answers
        .flat_map(|answers| {
            let texts = open_answers::texts(survey, &answers);
            texts.map(|(key, text)| (key.to_string(), text.to_owned())).collect::<Vec<_>>()
        })
        .collect()
}

fn decisions(survey: &Survey, texts: Vec<OpenText>) -> Vec<(Key, Vec<Decision>)> {
    let mut by_place: BTreeMap<(usize, Key), Vec<Decision>> = BTreeMap::new();
    for text in texts {
        let Ok(key) = text.item.parse::<Key>() else { continue };
        let decision = match text.state {
            TextState::Waiting => Decision::Waiting,
            TextState::Released => {
                let themes = |coding: Coding| coding.themes.iter().filter_map(|id| OptionId::new(id).ok()).collect();
                Decision::Release { text: text.redacted, themes: text.coding.map(themes) }
            }
            TextState::KeptBack => Decision::KeepBack,
        };
        by_place.entry(place(survey, &key)).or_default().push(decision);
    }
    by_place.into_iter().map(|((_, key), decisions)| (key, decisions)).collect()
}
