//! Reading and inspecting survey texts: heavy for a large one, so never on the threads that answer requests, and once.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    Locale, Questionnaire, Survey,
    definition::ReadError,
    publish::{
        self, Finding,
        plain::{self, Advice},
    },
};

use crate::error::AppError;

/// A survey text, read.
pub struct Inspected {
    source: String,
    pub survey: Result<Survey, Vec<ReadError>>,
    /// Everything `publish` has to say; nothing for a text that cannot be read.
    pub findings: Vec<Finding>,
    /// What could be said more plainly; the same.
    pub advice: Vec<Advice>,
    /// Whether it is sound enough to be looked at as respondents see it.
    pub can_be_shown: bool,
}

impl Inspected {
    fn of(source: String) -> Inspected {
        let survey = Survey::from_toml(&source);
        let all = |survey: &Survey| [publish::activation(survey), publish::inspect(survey)].concat();
        let findings = survey.as_ref().map(all).unwrap_or_default();
        let advice = survey.as_ref().map(plain::advice).unwrap_or_default();
        let can_be_shown = survey.as_ref().is_ok_and(|survey| Questionnaire::new(survey.clone()).is_ok());
        Inspected { source, survey, findings, advice, can_be_shown }
    }

    /// The title; `slug` while the text cannot be read.
    pub fn title(&self, slug: &str) -> String {
        self.survey.as_ref().map_or_else(|_| slug.to_owned(), |survey| survey.title.get(Locale::DeSie).to_owned())
    }
}

/// Texts looked at lately. Keyed by the text itself: whatever is stored, nothing stale comes back.
#[derive(Clone, Default)]
pub struct Inspections(Arc<Mutex<VecDeque<Arc<Inspected>>>>);

/// More surveys than a list shows at once; the texts are a few kilobytes each.
const KEPT: usize = 32;

impl Inspections {
    pub async fn of(&self, source: String) -> Result<Arc<Inspected>, AppError> {
        if let Some(known) = self.find(&source) {
            return Ok(known);
        }
        let inspected = tokio::task::spawn_blocking(move || Arc::new(Inspected::of(source)));
        let inspected = inspected.await.map_err(AppError::internal)?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front(Arc::clone(&inspected));
        kept.truncate(KEPT);
        Ok(inspected)
    }

    fn find(&self, source: &str) -> Option<Arc<Inspected>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|inspected| inspected.source == source).cloned()
    }
}

/// Where and what, one line each.
pub fn said(errors: &[ReadError]) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}
