//! From released results to the figures and tables of a result page. Takes nothing but `Released` values.

mod alike;
pub mod benchmark;
mod comparison;
mod crossed;
mod figures;
mod finding;
mod groups;
mod groups_words;
mod response_rate;
mod supply;
mod tables;
mod themes;
mod trend;

use charts::{Arrangement, CrossHair, Look, Mode};
use domain::{
    History, Key, Locale, Survey,
    disclosure::Released,
    figure::{DataTable, Figure},
    meaning::Audience,
    offer::Offer,
    report::{Cell, Results},
};

use crate::open_answers::Texts;

pub use comparison::Comparison;
pub use crossed::pairs;
pub use finding::Finding;
pub use groups::{Asked, Choice, Seen, grouping_label, groupings};
pub use response_rate::ResponseRate;
pub use tables::offers as offers_table;
pub use themes::label as theme_label;
pub use trend::Course;

/// What is told, about which wave, to whom.
pub struct Telling<'a> {
    pub survey: &'a Survey,
    /// The versions of the survey that the wave has asked; `survey` is all of them in one.
    pub history: &'a History,
    pub results: Released<&'a Results>,
    pub locale: Locale,
    pub arrangement: Arrangement,
    pub cross_hair: CrossHair,
    pub mode: Mode,
    /// Everybody reads it: nothing is told by place, only for the region as a whole.
    pub public: bool,
    /// None where answers come from elsewhere.
    pub rate: Option<ResponseRate>,
    /// First and last day, ISO dates.
    pub field: Option<(String, String)>,
    /// Who asked, or whose data these are.
    pub source: String,
    /// The smallest group that is shown.
    pub smallest: u64,
    /// What respondents wrote, as far as it is released; `None` where it is not told.
    pub texts: Option<Texts>,
}

pub struct GapFigures {
    pub dumbbell: Figure,
    pub ipa: Figure,
    pub table: DataTable,
}

impl<'a> Telling<'a> {
    fn look(&self) -> Look {
        Look { locale: self.locale, mode: self.mode }
    }

    /// Who answered, as it reads after a number.
    pub fn population(&self) -> &'static str {
        match (self.survey.audience, self.locale.is_german()) {
            (Audience::Firm, true) => "Betriebe",
            (Audience::Firm, false) => "firms",
            (Audience::Apprentice, true) => "Auszubildende",
            (Audience::Apprentice, false) => "apprentices",
            (Audience::Other, true) => "Befragte",
            (Audience::Other, false) => "respondents",
        }
    }

    /// Every figure of the page, by its id; for downloads.
    pub fn all(&self) -> Vec<Figure> {
        let mut all: Vec<Figure> = self.needs().into_iter().collect();
        if let Some(gap) = self.gap() {
            all.extend([gap.dumbbell, gap.ipa]);
        }
        let (questions, background) = self.questions();
        all.extend(questions);
        all.extend(self.themes().into_iter().filter_map(|(_, figure)| figure));
        all.extend(background);
        all
    }

    /// What the texts are about, by their place among the released ones, once they are coded.
    pub fn themes(&self) -> Vec<(usize, Option<Figure>)> {
        themes::themes(self)
    }

    pub fn needs(&self) -> Option<Figure> {
        match self.results.get().needs {
            Cell::Empty => None,
            _ => Some(figures::needs(self)),
        }
    }

    pub fn needs_table(&self) -> Option<DataTable> {
        self.results.get().needs.shown().map(|needs| tables::needs(needs, self.locale))
    }

    pub fn gap(&self) -> Option<GapFigures> {
        let results = self.results.get();
        let table = match &results.gap {
            Cell::Empty => return None,
            Cell::Suppressed => DataTable::default(),
            Cell::Shown(gap) => tables::gap(gap, self),
        };
        Some(GapFigures { dumbbell: figures::dumbbell(self), ipa: figures::ipa(self), table })
    }

    /// What was asked, and what describes those who answered.
    pub fn questions(&self) -> (Vec<Figure>, Vec<Figure>) {
        figures::questions(self)
    }

    /// A row of the gap, by the key it has there.
    pub(crate) fn row_label(&self, row: &str) -> String {
        row.parse::<Key>().map_or_else(|_| row.to_owned(), |key| figures::row_label(self, &key))
    }
}

/// Needs beside what is on offer; offers are public, so nothing but the needs had to be released.
pub fn needs_and_offers(telling: &Telling, offers: &[Offer]) -> Option<DataTable> {
    telling.results.get().needs.shown().map(|needs| tables::offers(needs, offers, telling.locale))
}
