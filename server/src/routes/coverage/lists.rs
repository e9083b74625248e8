//! The cells of the page in words: where something is missing, where nothing is, and where that cannot be said.

use domain::{
    Locale,
    figure::DataTable,
    format,
    report::{Coverage, CoverageRow, GapReason, Verdict, firms},
    vocabulary,
};

use super::View;
use crate::verdicts;

/// As their files are called.
pub const GAPS: &str = "fehlt";
pub const COVERED: &str = "gedeckt";
pub const FEW: &str = "wenige-antworten";

const HEAD: [&str; 10] = [
    "Thema",
    "Gebiet",
    "Bedarf",
    "Plätze",
    "freie Plätze",
    "gedeckt",
    "Befund",
    "Grund",
    "Angebote ohne Platzzahl",
    "Betriebe",
];

pub struct Lists {
    pub gaps: DataTable,
    pub covered: DataTable,
    pub few: DataTable,
}

impl Lists {
    /// The one whose file is called so, unless it is empty.
    pub fn named(self, name: &str) -> Option<DataTable> {
        let table = match name {
            GAPS => self.gaps,
            COVERED => self.covered,
            FEW => self.few,
            _ => return None,
        };
        Some(table).filter(|table| !table.rows.is_empty())
    }
}

/// Place of the column among those of [`HEAD`].
const SPARE: usize = 4;

fn without_spare(mut table: DataTable) -> DataTable {
    table.head.remove(SPARE);
    for row in &mut table.rows {
        row.remove(SPARE);
    }
    table
}

impl View<'_> {
    /// What is missing most first; of what is covered that of which most is left over.
    pub fn lists(&self) -> Lists {
        let empty = || DataTable { head: HEAD.map(str::to_owned).to_vec(), rows: Vec::new() };
        let mut lists = Lists { gaps: empty(), covered: empty(), few: empty() };
        let mut shown = self.shown();
        let weight = |coverage: &Coverage| match coverage.reason {
            GapReason::Covered => coverage.spare().unwrap_or(-1.0),
            _ => coverage.unmet.value,
        };
        shown.sort_by(|a, b| weight(b.2).total_cmp(&weight(a.2)));
        for (row, column, coverage) in shown {
            let of = match (coverage.verdict, coverage.reason) {
                (Verdict::TooFewAnswers, _) => &mut lists.few,
                (_, GapReason::Covered) => &mut lists.covered,
                _ => &mut lists.gaps,
            };
            of.rows.push(self.line(row, column, coverage));
        }
        // Where something is missing nothing is left over, and of few answers nobody knows.
        lists.gaps = without_spare(lists.gaps);
        lists.few = without_spare(lists.few);
        lists
    }

    fn line(&self, row: &CoverageRow, column: usize, coverage: &Coverage) -> Vec<String> {
        let number = |value: f64| format::count(verdicts::rounded(value), Locale::DeSie);
        vec![
            vocabulary::topic_label(&row.topic, Locale::DeSie).to_owned(),
            self.place(column),
            number(coverage.demand.value),
            number(coverage.supply),
            coverage.spare().map_or_else(|| "–".to_owned(), number),
            format::percent(coverage.coverage, 0, Locale::DeSie),
            verdicts::verdict(coverage, Locale::DeSie),
            verdicts::reason(coverage, Locale::DeSie).to_owned(),
            match coverage.offers_without_seats {
                0 => "–".to_owned(),
                n => format!("{n}, Angebot vorhanden, Kapazität unbekannt"),
            },
            firms(coverage.firms, Locale::DeSie).to_owned(),
        ]
    }

    /// Where most places are left over, as a sentence. `None` where nothing is told.
    pub fn spare(&self) -> Option<String> {
        let shown = self.shown();
        let left = shown.iter().filter_map(|(row, column, coverage)| Some((row, column, coverage, coverage.spare()?)));
        match left.max_by(|a, b| a.3.total_cmp(&b.3)) {
            Some((row, column, coverage, spare)) => {
                let topic = vocabulary::topic_label(&row.topic, Locale::DeSie);
                Some(verdicts::most_spare(topic, &self.place(*column), coverage, spare))
            }
            None => (!shown.is_empty()).then(|| verdicts::NOTHING_SPARE.to_owned()),
        }
    }
}
