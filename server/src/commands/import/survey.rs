//! `import survey`.

use std::path::PathBuf;

use clap::Args;
use domain::publish::{self, Severity};
use store::VersionState;

use super::read_text;
use crate::{
    commands::{Failure, folder::Folder},
    config::Config,
};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass import survey umfrage.toml --data data

Die Umfrage wird unter ihrem Namen (slug) als Entwurf abgelegt; ein vorhandener Entwurf wird ersetzt, eine
veröffentlichte Fassung bleibt, wie sie ist. Was vor dem Veröffentlichen noch zu tun ist, steht in der Ausgabe.")]
pub struct Survey {
    /// TOML-Datei der Umfrage
    #[arg(value_name = "DATEI")]
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
}

pub async fn run(config: Config, command: Survey) -> Result<(), Failure> {
    let file = command.file.display();
    let source = read_text(&command.file)?;
    let survey = domain::Survey::from_toml(&source).map_err(|errors| {
        for error in &errors {
            eprintln!("{file}: {error}");
        }
        "Die Umfrage ist nicht lesbar. Es wurde nichts gespeichert."
    })?;
    if let Some(problem) = publish::address::reserved(&survey.slug) {
        return Err(format!("{problem} Es wurde nichts gespeichert.").into());
    }
    let findings = [publish::activation(&survey), publish::inspect(&survey)].concat();
    for finding in &findings {
        let kind = if finding.severity == Severity::Error { "Fehler" } else { "Hinweis" };
        eprintln!("{file}: {kind}: {finding}");
    }
    let store = command.folder.open(config).await?;
    let slug = survey.slug.as_str();
    match store.survey(slug).await? {
        None => {
            store.create_survey(slug, &source).await?;
            eprintln!("Umfrage „{slug}“ als Entwurf angelegt.");
        }
        Some(row) => {
            store.save_draft_definition(row.id, &source, row.revision).await?;
            let what = if row.state == VersionState::Draft {
                "Entwurf ersetzt"
            } else {
                "Entwurf einer neuen Fassung angelegt"
            };
            eprintln!("Umfrage „{slug}“: {what}.");
        }
    }
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        eprintln!("Vor dem Veröffentlichen sind die Fehler zu beheben.");
    }
    Ok(store.checkpoint().await?)
}
