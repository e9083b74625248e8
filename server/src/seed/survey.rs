//! Surveys and waves of the demo, with a past.

use domain::{Answers, Questionnaire, Survey, place::Municipality, template};
use jiff::{ToSpan, civil::Date};
use store::{Imported, NewWave, Store, WaveState};

use super::{chance::Chance, pages};
use crate::{
    commands::Failure,
    home,
    publication::{self, Published},
};

/// Publishes the template of this name.
pub async fn publish(store: &Store, template: &str, day: &str) -> Result<Published, Failure> {
    let source = template::find(template).ok_or_else(|| format!("no template {template}"))?.source;
    let survey =
        Survey::from_toml(source).map_err(|errors| errors.iter().map(ToString::to_string).collect::<String>())?;
    store.create_survey(survey.slug.as_str(), source).await?;
    let row = store.survey(survey.slug.as_str()).await?.ok_or(store::Error::NotFound)?;
    Ok(publication::publish(store, &row, day).await?)
}

/// A wave that is open since `day`.
pub async fn open(store: &Store, published: &Published, slug: &str, title: &str, day: &str) -> Result<(), Failure> {
    let wave = store.create_wave(&new_wave(published, slug, title, true)).await?;
    Ok(store.set_wave_state(wave, WaveState::Planned, WaveState::Open, day).await?)
}

fn new_wave(published: &Published, slug: &str, title: &str, demo: bool) -> NewWave {
    NewWave {
        survey: published.survey,
        version: published.version,
        slug: slug.to_owned(),
        title: title.to_owned(),
        demo,
    }
}

/// When a wave was in the field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub opened: Date,
    pub days: u32,
    pub released: Date,
    /// How many had the link.
    pub asked: Option<u64>,
}

pub struct PastWave<'a> {
    questionnaire: &'a Questionnaire,
    field: Field,
    new: NewWave,
}

impl Field {
    pub fn wave<'a>(self, published: &'a Published, slug: &str, title: &str, demo: bool) -> PastWave<'a> {
        PastWave { questionnaire: &published.questionnaire, new: new_wave(published, slug, title, demo), field: self }
    }

    fn day(&self, days: u32) -> String {
        self.opened.saturating_add(i64::from(days).days()).to_string()
    }

    /// Most answers come in the first days, and again after a reminder halfway.
    fn day_of_answer(&self, chance: &mut Chance) -> String {
        let start = if chance.yes(0.35) { self.days / 2 } else { 0 };
        let delay = chance.normal().abs() * f64::from(self.days) / 8.0;
        self.day((start + delay as u32).min(self.days.saturating_sub(1)))
    }
}

impl PastWave<'_> {
    /// Opens, fills, closes and releases it.
    pub async fn fill(
        self,
        store: &Store,
        region: &[Municipality],
        answers: Vec<Answers>,
        mut chance: Chance,
    ) -> Result<(), Failure> {
        let PastWave { questionnaire, field, new } = self;
        let sent: Vec<(String, Answers)> =
            answers.into_iter().map(|answers| (field.day_of_answer(&mut chance), answers)).collect();
        let mut imported = Vec::with_capacity(sent.len());
        for (day, answers) in &sent {
            imported.push(Imported {
                kreis: home::kreis(questionnaire.survey(), answers, region),
                answers: serde_json::to_string(answers)?,
                day: day.clone(),
            });
        }
        let wave = store.create_wave(&new).await?;
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, &field.day(0)).await?;
        store.import_responses(wave, new.version, imported).await?;
        // Of the real answers nobody knows how they came about.
        if new.demo {
            pages::count(store, wave, questionnaire, &sent, chance).await?;
        }
        if field.asked.is_some() {
            store.set_asked(wave, field.asked).await?;
        }
        let closed = field.day(field.days.saturating_sub(1));
        store.set_wave_state(wave, WaveState::Open, WaveState::Closed, &closed).await?;
        Ok(store.set_wave_state(wave, WaveState::Closed, WaveState::Released, &field.released.to_string()).await?)
    }
}
