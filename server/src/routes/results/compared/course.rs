//! All the waves of a survey from one of two to the other.

use app::results::{Method, Section};
use charts::Mode;
use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use jiff::civil::Date;

use super::{Choice, Side, bare, names, words};
use crate::{
    state::AppState,
    story::{Course, Telling},
};

/// The waves between the two, and the two, as they are told.
pub(super) struct Waves<'a> {
    tellings: Vec<Telling<'a>>,
    /// When (in years), and what it is called.
    named: Vec<(f64, String)>,
    locale: Locale,
}

impl<'a> Waves<'a> {
    pub fn of(state: &AppState, choice: &'a Choice, locale: Locale, mode: Mode) -> Waves<'a> {
        let sides: Vec<&Side> = choice.sides().collect();
        let tellings = sides.iter().map(|side| side.telling(state, locale, mode)).collect();
        let when: Vec<f64> =
            sides.iter().map(|side| year(side.running.wave.opened.as_deref().unwrap_or_default())).collect();
        // Waves of the same day come one after the other all the same.
        let is_in_time = when.windows(2).all(|pair| pair[0] < pair[1]);
        let when = when.into_iter().enumerate().map(|(at, when)| if is_in_time { when } else { at as f64 });
        Waves { tellings, named: when.zip(names(&sides, locale)).collect(), locale }
    }

    pub fn told(&self) -> impl Iterator<Item = &Telling<'a>> {
        self.tellings.iter()
    }

    pub fn figures(&self) -> Vec<Figure> {
        self.course().figures()
    }

    /// None where nothing is asked again in the same way.
    pub fn section(&self) -> Option<Section> {
        let figures = self.figures();
        let title = words::all_waves(self.tellings.len(), self.locale);
        let text = words::course_test(self.locale).to_owned();
        let method = Some(Method { text, table: DataTable::default(), file: "" });
        (!figures.is_empty()).then(|| Section { figures, method, ..bare("alle-wellen", title) })
    }

    /// The first certain change.
    pub fn finding(&self) -> Option<String> {
        self.course().finding()
    }

    pub fn breaks(&self) -> Vec<String> {
        let questions = self.course().asked_otherwise();
        questions.iter().map(|question| words::question_asked_otherwise(question, self.locale)).collect()
    }

    fn course(&self) -> Course<'_> {
        Course::new(&self.tellings, &self.named)
    }
}

/// "2026-07-02" is the middle of the year: 2026.5.
fn year(iso: &str) -> f64 {
    iso.parse::<Date>()
        .map_or(0.0, |date| f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year()))
}
