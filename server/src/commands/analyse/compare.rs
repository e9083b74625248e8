//! `analyse compare`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;
use statistics::command;

use super::{Failure, input};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass analyse compare --data antworten.csv --value zufriedenheit --group rolle
  bedarfskompass analyse compare --data antworten.csv --value wichtig --with erfuellt

Zwei Gruppen: Mann-Whitney. Mehr: Kruskal-Wallis mit Dunns Paarvergleichen. Mit --design: Rangtest von Lumley und Scott.
Zwei Spalten derselben Personen (--with): Wilcoxons Vorzeichen-Rang-Test.")]
pub(super) struct Compare {
    /// CSV-Datei, eine Zeile je Person
    #[arg(long, value_name = "DATEI")]
    data: PathBuf,
    /// Spalte mit dem Wert
    #[arg(long, value_name = "SPALTE")]
    value: String,
    #[command(flatten)]
    to: To,
    /// TOML-Datei mit der Stichprobe
    #[arg(long, value_name = "DATEI", conflicts_with = "with")]
    design: Option<PathBuf>,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct To {
    /// Spalte mit den Gruppen
    #[arg(long, value_name = "SPALTE")]
    group: Option<String>,
    /// Spalte mit dem zweiten Wert derselben Person
    #[arg(long, value_name = "SPALTE")]
    with: Option<String>,
}

impl Compare {
    pub(super) fn analyse(&self) -> Result<Value, Failure> {
        let (table, design) = (input::table(&self.data)?, input::optional_design(&self.design)?);
        let result = match (&self.to.group, &self.to.with) {
            (Some(group), _) => command::compare_groups(&table, &self.value, group, design.as_ref()),
            (None, Some(with)) => command::compare_paired(&table, &self.value, with),
            (None, None) => return Err("Es fehlt --group oder --with.".into()),
        };
        input::named(&self.data, result)
    }
}
