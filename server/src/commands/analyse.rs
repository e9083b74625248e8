//! `analyse`: the engine on any CSV, without a database.

mod audit;
mod compare;
mod coverage;
mod crosstab;
mod drivers;
mod estimate;
mod input;
mod kano;
mod maxdiff;
mod reliability;
mod suppress;
mod trend;

use std::{io::Write, path::PathBuf};

use analytics::tabular::{self, Scale};
use clap::{Args, Subcommand};
use domain::{Locale, format};
use serde_json::Value;

use super::{Failure, open_file};

#[derive(Args)]
#[command(after_help = "\
Ausgegeben wird JSON, von „gap“ ohne --json eine Tabelle. Was eine Datei enthalten muss, zeigt mit Beispielen
„bedarfskompass analyse BEFEHL --help“.")]
pub struct Analyse {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Lückenanalyse: Wichtigkeit gegen Erfüllung derselben Merkmale
    #[command(after_help = "\
Beispiele:
  bedarfskompass analyse gap --data antworten.csv --importance imp_ --fulfilment sat_ --scale 1-5 --json
  bedarfskompass analyse gap --means mittelwerte.csv --scale 1-4

--data liest eine Zeile je Person; was in den Spaltennamen auf den Anfang folgt, nennt das Merkmal, zum Beispiel imp_1
und sat_1. --means liest eine Tabelle mit den Spalten item, importance und fulfilment.
Die Tabelle zeigt die Merkmale nach ihrem Rang; alle Kennzahlen mit ihren Tests enthält --json.")]
    Gap(Gap),
    /// Mittelwerte, Summen, Anteile, Verhältnisse und Mediane mit dem Fehler der Stichprobe
    Estimate(estimate::Estimate),
    /// Kreuztabelle zweier Spalten mit ihrem Test
    Crosstab(crosstab::Crosstab),
    /// Gruppen oder zwei Urteile derselben Personen im Vergleich
    Compare(compare::Compare),
    /// Verlauf eines Anteils über mehrere Erhebungen
    Trend(trend::Trend),
    /// Am wichtigsten, am unwichtigsten: Auswertung von Best-Worst-Fragen
    Maxdiff(maxdiff::Maxdiff),
    /// Kategorien des Kano-Modells
    Kano(kano::Kano),
    /// Zuverlässigkeit einer Skala: Alpha und Omega
    Reliability(reliability::Reliability),
    /// Was ein Gesamturteil treibt
    Drivers(drivers::Drivers),
    /// Bedarf gegen Angebote nach Thema, Gruppe und Ort
    Coverage(coverage::Coverage),
    /// Eine Tabelle von Anzahlen so schützen, dass nichts Verborgenes zu errechnen ist
    Suppress(suppress::Suppress),
    /// Was sich aus einer Tabelle mit verborgenen Zellen oder aus zweien errechnen lässt
    Audit(audit::Audit),
}

#[derive(Args)]
struct Gap {
    #[command(flatten)]
    source: Source,
    /// Anfang der Spalten mit der Wichtigkeit
    #[arg(long, value_name = "ANFANG", default_value = "imp_")]
    importance: String,
    /// Anfang der Spalten mit der Erfüllung
    #[arg(long, value_name = "ANFANG", default_value = "sat_")]
    fulfilment: String,
    /// Niedrigste und höchste Stufe
    #[arg(long, value_name = "VON-BIS", default_value = "1-5")]
    scale: Scale,
    /// Gibt alle Kennzahlen als JSON aus
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// CSV-Datei mit einzelnen Bewertungen
    #[arg(long, value_name = "DATEI")]
    data: Option<PathBuf>,
    /// CSV-Datei mit Mittelwerten
    #[arg(long, value_name = "DATEI")]
    means: Option<PathBuf>,
}

pub fn run(command: &Analyse) -> Result<(), Failure> {
    let result = match &command.what {
        What::Gap(gap) if !gap.json => return print(&table(&gap.analyse()?)),
        What::Gap(gap) => gap.analyse()?,
        What::Estimate(command) => command.analyse()?,
        What::Crosstab(command) => command.analyse()?,
        What::Compare(command) => command.analyse()?,
        What::Trend(command) => command.analyse()?,
        What::Maxdiff(command) => command.analyse()?,
        What::Kano(command) => command.analyse()?,
        What::Reliability(command) => command.analyse()?,
        What::Drivers(command) => command.analyse()?,
        What::Coverage(command) => command.analyse()?,
        What::Suppress(command) => command.analyse()?,
        What::Audit(command) => command.analyse()?,
    };
    print(&(serde_json::to_string_pretty(&result)? + "\n"))
}

/// On the standard output. Whoever reads it may stop before the end.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

impl Gap {
    fn analyse(&self) -> Result<Value, Failure> {
        let (path, result) = match (&self.source.data, &self.source.means) {
            (Some(path), _) => {
                let options = tabular::Options {
                    importance: self.importance.clone(),
                    fulfilment: self.fulfilment.clone(),
                    scale: self.scale,
                };
                (path, tabular::analyse_gap(open_file(path)?, &options))
            }
            (None, Some(path)) => (path, tabular::analyse_means(open_file(path)?, self.scale)),
            (None, None) => return Err("Es fehlt --data oder --means.".into()),
        };
        result.map_err(|error| format!("{}: {error}", path.display()).into())
    }
}

/// Head and how to read the cell of an item; `None` where the figure is missing in every row.
type Column = (&'static str, fn(&Value) -> Option<String>);

const COLUMNS: [Column; 9] = [
    ("Rang", |item| integer(&item["rank_mwds"])),
    ("Merkmal", |item| item["item"].as_str().map(str::to_owned)),
    ("n", |item| integer(&item["n"])),
    ("Wichtigkeit", |item| decimal(&item["imp_mean"])),
    ("Erfüllung", |item| decimal(&item["sat_mean"])),
    ("Lücke", |item| decimal(&item["gap"])),
    ("MWDS", |item| decimal(&item["mwds"])),
    ("RDS", |item| decimal(&item["RDS"])),
    ("Feld", |item| item["quad_data"].as_str().map(quadrant)),
];

fn integer(value: &Value) -> Option<String> {
    value.as_u64().map(|number| format::count(number, Locale::DeSie))
}

fn decimal(value: &Value) -> Option<String> {
    value.as_f64().map(|number| format::number(number, 2, Locale::DeSie))
}

/// Martilla & James (1977).
fn quadrant(name: &str) -> String {
    let german = match name {
        "concentrate" => "hier ansetzen",
        "keep_up" => "weiter so",
        "low_priority" => "nachrangig",
        "overkill" => "mehr als nötig",
        other => other,
    };
    german.to_owned()
}

/// The items, greatest need first, and a line about the whole.
fn table(result: &Value) -> String {
    let mut items: Vec<&Value> = result["items"].as_array().into_iter().flatten().collect();
    items.sort_by_key(|item| item["rank_mwds"].as_u64());
    let mut columns = Vec::new();
    for (head, cell) in COLUMNS {
        let cells: Vec<Option<String>> = items.iter().map(|item| cell(item)).collect();
        if cells.iter().any(Option::is_some) {
            let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| "–".to_owned()));
            columns.push(aligned(head, cells.collect(), matches!(head, "Merkmal" | "Feld")));
        }
    }
    let mut text = String::new();
    for line in 0..=items.len() {
        let cells: Vec<&str> = columns.iter().map(|column| column[line].as_str()).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    let mean = |name: &str| decimal(&result[name]).unwrap_or_default();
    text.push_str(&format!(
        "\nMittel aller Merkmale: Wichtigkeit {}, Erfüllung {}.\n",
        mean("grand_mean_importance"),
        mean("grand_mean_satisfaction")
    ));
    let unrated: Vec<&str> =
        result["without_answers"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if !unrated.is_empty() {
        text.push_str(&format!(
            "Nicht in der Tabelle, weil keine Zeile beide Bewertungen hat: {}.\n",
            unrated.join(", ")
        ));
    }
    text
}

/// Head and cells padded to one width, texts to the left, numbers to the right.
fn aligned(head: &str, cells: Vec<String>, left: bool) -> Vec<String> {
    let all: Vec<String> = std::iter::once(head.to_owned()).chain(cells).collect();
    let width = all.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
    all.into_iter().map(|cell| if left { format!("{cell:<width$}") } else { format!("{cell:>width$}") }).collect()
}
