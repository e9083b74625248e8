//! The design of a sample as a small TOML file names it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{CommandError, Table};
use crate::{
    Design, Plan, Population,
    weighting::{Margin, Raking, RakingOptions, Trimming},
};

/// Columns and figures; everything may be left out.
///
/// ```toml
/// weight = "pw"
/// strata = "stype"
/// clusters = "dnum"
/// population = { E = 4421, H = 755, M = 1018 }   # sampling units per stratum; one number without strata
///
/// [poststrata.stype]      # one margin: scaled to its totals
/// E = 4421
/// H = 755
/// M = 1018
///
/// [margins.stype]         # several margins: raked, instead of poststrata
/// # as above
/// [margins."sch.wide"]
/// No = 1072
/// Yes = 5122
///
/// [trimming]              # of margins, as multiples of the mean weight; a third and 3 where it is left out
/// low = 0.3333
/// high = 3.0
/// ```
/// At the top, `trimming = false` leaves the weights as the margins make them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DesignFile {
    pub weight: Option<String>,
    pub strata: Option<String>,
    pub clusters: Option<String>,
    pub population: Option<PopulationFile>,
    #[serde(default)]
    pub poststrata: BTreeMap<String, BTreeMap<String, f64>>,
    #[serde(default)]
    pub margins: BTreeMap<String, BTreeMap<String, f64>>,
    pub trimming: Option<TrimmingFile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum PopulationFile {
    Whole(f64),
    Strata(BTreeMap<String, f64>),
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub enum TrimmingFile {
    Switch(bool),
    Range(TrimmingRange),
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrimmingRange {
    pub low: f64,
    pub high: f64,
}

impl DesignFile {
    /// The design of the rows of a table.
    ///
    /// # Errors
    /// Columns that are not there or have gaps; what contradicts itself; margins that cannot hold.
    pub fn design(&self, table: &Table) -> Result<(Design, Option<Raking>), CommandError> {
        let factor = |column: &Option<String>| column.as_deref().map(|column| table.factor(column)).transpose();
        let plan = Plan {
            weights: self.weight.as_deref().map(|column| table.full(column)).transpose()?,
            strata: factor(&self.strata)?,
            clusters: factor(&self.clusters)?,
            population: self.population.clone().map(|population| match population {
                PopulationFile::Whole(whole) => Population::Whole(whole),
                PopulationFile::Strata(strata) => Population::Strata(strata),
            }),
            ..Plan::default()
        };
        let design = Design::new(table.len(), plan)?;
        match (self.poststrata.len(), self.margins.len()) {
            (0, 0) => Ok((design, None)),
            (1, 0) => adjusted(design, table, &self.poststrata, None),
            (0, _) => {
                let trimming = match self.trimming {
                    None | Some(TrimmingFile::Switch(true)) => RakingOptions::default().trimming,
                    Some(TrimmingFile::Switch(false)) => None,
                    Some(TrimmingFile::Range(TrimmingRange { low, high })) => Some(Trimming { low, high }),
                };
                adjusted(design, table, &self.margins, trimming)
            }
            _ => Err(CommandError::Request(
                "Geben Sie entweder ein Merkmal unter poststrata an oder mehrere unter margins.".to_owned(),
            )),
        }
    }

    /// Columns whose margins are known.
    pub(super) fn margin_columns(&self) -> Vec<&str> {
        self.poststrata.keys().chain(self.margins.keys()).map(String::as_str).collect()
    }
}

fn adjusted(
    design: Design,
    table: &Table,
    margins: &BTreeMap<String, BTreeMap<String, f64>>,
    trimming: Option<Trimming>,
) -> Result<(Design, Option<Raking>), CommandError> {
    let margin = |(column, targets): (&String, &BTreeMap<String, f64>)| -> Result<Margin, CommandError> {
        Ok(Margin::new(column, table.factor(column)?, targets)?)
    };
    let margins = margins.iter().map(margin).collect::<Result<Vec<_>, _>>()?;
    let (design, raking) = design.raked(margins, &RakingOptions { trimming, ..RakingOptions::default() })?;
    Ok((design, Some(raking)))
}
