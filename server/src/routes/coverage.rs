//! Needs against offers by place. For staff: the table holds persons and opens by Kreis.

use app::{
    inventory::group_label,
    results::{CoverageChoice, CoveragePage, coverage_page},
    ui::{HeatCell, HeatRow},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use domain::{
    Locale, format,
    meaning::TargetGroup,
    place::Municipality,
    report::{Cell, Coverage, CoverageLevels, CoverageResult, CoverageRow, GapReason, Verdict},
    vocabulary,
};
use serde::Deserialize;

use crate::{
    error::AppError,
    http::Visit,
    page::{self, Head},
    session::Staff,
    state::AppState,
};

#[derive(Deserialize)]
pub struct Choice {
    gruppe: Option<String>,
    /// A Kreis to open; empty for the overview.
    kreis: Option<String>,
}

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    staff: Staff,
    Path(slug): Path<String>,
    Query(choice): Query<Choice>,
) -> Result<Response, AppError> {
    let running = state.ended(&slug).await?;
    let levels = state.coverage(&running).await?.ok_or(AppError::NotFound)?;
    let region = state.region().await?;
    let offers = state.store.offers().await?;
    let group = choice.gruppe.as_deref().and_then(TargetGroup::parse).unwrap_or(TargetGroup::Apprentices);
    let view =
        View { levels: levels.get(), region: &region, group, kreis: choice.kreis.as_deref().unwrap_or_default() };
    let unused = levels.get().kreise.unused_offers.iter();
    let title_of = |id: &String| offers.iter().find(|offer| offer.id == *id).map(|offer| offer.title.clone());
    let page = CoveragePage {
        title: running.wave.title.clone(),
        back: format!("/intern/wellen/{slug}/ergebnisse"),
        address: format!("/intern/wellen/{slug}/abdeckung"),
        groups: view.groups(),
        areas: view.areas(),
        places: view.places(),
        rows: view.rows(),
        reasons: view.reasons(),
        unused: unused.filter_map(|id| Some((format!("/intern/angebote/{id}"), title_of(id)?))).collect(),
        cite: "Bedarf: Personen im Jahr in den Betrieben, die geantwortet haben. Angebote: heute gültig und in den \
               letzten zwölf Monaten geprüft. Reichweite bis 30 Minuten voll, bis 60 Minuten abnehmend."
            .to_owned(),
    };
    Ok(page::html(&state, &visit, Head::staff("Bedarf und Angebote", &staff.name), || coverage_page(page)))
}

/// The part of the two levels that was asked for.
struct View<'a> {
    levels: &'a CoverageLevels,
    region: &'a [Municipality],
    group: TargetGroup,
    kreis: &'a str,
}

impl<'a> View<'a> {
    fn opened(&self) -> Option<usize> {
        self.levels.kreise.places.iter().position(|kreis| kreis == self.kreis)
    }

    fn level(&self) -> &'a CoverageResult {
        if self.opened().is_some() { &self.levels.municipalities } else { &self.levels.kreise }
    }

    /// Columns of the level that are shown.
    fn columns(&self) -> Vec<usize> {
        match self.opened() {
            None => (0..self.levels.kreise.places.len()).collect(),
            Some(kreis) => {
                let all = self.levels.kreis_of.iter().enumerate();
                all.filter(|(_, of)| **of == Some(kreis)).map(|(column, _)| column).collect()
            }
        }
    }

    fn rows_of_group(&self) -> impl Iterator<Item = &'a CoverageRow> {
        let group = self.group;
        self.level().rows.iter().filter(move |row| row.group == group)
    }

    fn groups(&self) -> Vec<CoverageChoice> {
        let choice = |group: TargetGroup| CoverageChoice {
            value: group.as_str().to_owned(),
            label: group_label(group, Locale::DeSie).to_owned(),
            here: group == self.group,
        };
        TargetGroup::ALL.into_iter().map(choice).collect()
    }

    fn areas(&self) -> Vec<CoverageChoice> {
        let all =
            CoverageChoice { value: String::new(), label: "Alle Kreise".to_owned(), here: self.opened().is_none() };
        let kreise = self.levels.kreise.places.iter().map(|kreis| CoverageChoice {
            value: kreis.clone(),
            label: kreis.clone(),
            here: kreis == self.kreis,
        });
        std::iter::once(all).chain(kreise).collect()
    }

    fn place(&self, column: usize) -> String {
        let place = &self.level().places[column];
        let known = self.region.iter().find(|municipality| municipality.ags.as_str() == place);
        known.map_or_else(|| place.clone(), |municipality| municipality.name.clone())
    }

    fn places(&self) -> Vec<String> {
        self.columns().into_iter().map(|column| self.place(column)).collect()
    }

    fn rows(&self) -> Vec<HeatRow> {
        let columns = self.columns();
        self.rows_of_group()
            .map(|row| HeatRow {
                label: vocabulary::topic_label(&row.topic, Locale::DeSie).to_owned(),
                cells: columns.iter().map(|column| heat(&row.cells[*column])).collect(),
            })
            .collect()
    }

    /// Uncovered cells in words, the largest first.
    fn reasons(&self) -> Vec<(String, String, String, String)> {
        let columns = self.columns();
        let mut shown: Vec<(&CoverageRow, usize, &Coverage)> = self
            .rows_of_group()
            .flat_map(|row| columns.iter().filter_map(move |column| Some((row, *column, row.cells[*column].shown()?))))
            .filter(|(_, _, coverage)| coverage.reason != GapReason::Covered)
            .collect();
        shown.sort_by(|a, b| b.2.unmet.value.total_cmp(&a.2.unmet.value));
        let line = |(row, column, coverage): (&CoverageRow, usize, &Coverage)| {
            (
                vocabulary::topic_label(&row.topic, Locale::DeSie).to_owned(),
                self.place(column),
                verdict(coverage),
                reason(coverage).to_owned(),
            )
        };
        shown.into_iter().map(line).collect()
    }
}

/// The number of persons without an offer, coloured by how much of the need is covered.
fn heat(cell: &Cell<Coverage>) -> HeatCell {
    match cell {
        Cell::Shown(coverage) => {
            HeatCell::share(coverage.coverage, format::number(coverage.unmet.value.round(), 0, Locale::DeSie))
        }
        Cell::Suppressed => HeatCell::Suppressed,
        Cell::Empty => HeatCell::Empty,
    }
}

fn verdict(coverage: &Coverage) -> String {
    let number = |value: f64| format::number(value.round(), 0, Locale::DeSie);
    let unmet = &coverage.unmet;
    match coverage.verdict {
        Verdict::UnmetCertain => {
            format!("{} Personen ohne Angebot ({} bis {})", number(unmet.value), number(unmet.lo), number(unmet.hi))
        }
        Verdict::CoveredCertain => "gedeckt".to_owned(),
        Verdict::Uncertain => {
            format!(
                "unsicher: {} Personen ohne Angebot ({} bis {})",
                number(unmet.value),
                number(unmet.lo),
                number(unmet.hi)
            )
        }
        Verdict::TooFewAnswers => "zu wenige Antworten".to_owned(),
    }
}

fn reason(coverage: &Coverage) -> &'static str {
    match coverage.reason {
        GapReason::NoOffer => "kein Angebot",
        GapReason::WrongTargetGroup => "Angebote nur für andere Zielgruppen",
        GapReason::OutOfReach => "kein Angebot in Reichweite",
        GapReason::Capacity if coverage.offers_without_seats > 0 => {
            "zu wenige Plätze; Angebote mit unbekannten Plätzen sind nicht mitgezählt"
        }
        GapReason::Capacity => "zu wenige Plätze",
        GapReason::Unknown => "Angebot ist da, aber vielen nicht bekannt",
        GapReason::Unsuitable => "Angebot ist da, passt aber vielen nicht",
        GapReason::Covered => "gedeckt",
    }
}
