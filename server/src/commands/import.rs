//! `import`: answers, offers and surveys out of files.

mod offers;
mod responses;
mod survey;
mod synthetic;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use domain::{Locale, format};

use super::{Failure, of_file, open_file};
use crate::{config::Config, sheet::LineProblem, text};

#[derive(Args)]
pub struct Import {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Liest Antworten aus einer CSV-Datei in eine Welle ein
    Responses(responses::Responses),
    /// Liest Angebote aus einer CSV-Datei ein
    Offers(offers::Offers),
    /// Legt eine Umfrage aus einer TOML-Datei als Entwurf an
    Survey(survey::Survey),
    /// Legt eine Umfrage mit beliebig vielen erfundenen Antworten an, zum Messen
    Synthetic(synthetic::Synthetic),
}

pub async fn run(config: Config, command: Import) -> Result<(), Failure> {
    match command.action {
        Action::Responses(command) => responses::run(config, command).await,
        Action::Offers(command) => offers::run(config, command).await,
        Action::Survey(command) => survey::run(config, command).await,
        Action::Synthetic(command) => synthetic::run(config, command).await,
    }
}

fn read_text(path: &PathBuf) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| of_file(path, &error))?;
    let text = text::read(&bytes).map_err(|fault| format!("{}: Zeile {}: {fault}", path.display(), fault.line()))?;
    Ok(text.to_owned())
}

/// Tells everything that is wrong in a file, line by line; gives in how many lines.
fn report(file: &Path, problems: &[LineProblem]) -> usize {
    for problem in problems {
        eprintln!("{}: {problem}", file.display());
    }
    let mut lines: Vec<u64> = problems.iter().map(|problem| problem.line).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.len()
}

/// "1 Antwort", "1.100 Antworten".
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", format::count(count as u64, Locale::DeSie), if count == 1 { one } else { many })
}
