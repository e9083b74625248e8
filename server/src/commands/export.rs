//! `export`: answers and their codebook as CSV.

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
    path::PathBuf,
};

use clap::{Args, Subcommand};
use domain::{History, Locale, format};
use store::Wave;

use super::{Failure, folder::Folder};
use crate::{
    config::Config,
    export::{Dialect, ExportError, Table, codebook},
    publication,
};

#[derive(Args)]
pub struct Export {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Schreibt alle Antworten einer Welle, eine je Zeile
    #[command(after_help = "\
Beispiele:
  bedarfskompass export responses --wave azubis-2026 > antworten.csv
  bedarfskompass export responses --wave azubis-2026 --german --output antworten.csv

Eine Spalte je Frage, bei Mehrfachauswahl eine je Antwort (0 und 1). In den Zellen stehen Kennungen, keine Texte;
was sie heißen, sagt `export codebook`. Fehlende Antworten: -6 trifft nicht zu, -7 nicht gefragt, -8 weiß nicht,
-9 keine Angabe. Texte, die eine Tabelle für eine Formel hielte, beginnen mit '.
Hat die Welle mehrere Versionen der Umfrage gestellt, steht in _version, welche beantwortet wurde; was sie nicht
fragte, gilt als nicht gefragt. Konnten Betriebe mit Namen antworten, steht er in _firm. Die Reihenfolge ist zufällig, Zeitangaben gibt es nicht. Die Datei ist nicht zum Veröffentlichen bestimmt.")]
    Responses(Wanted),
    /// Schreibt, was die Spalten und Kennungen der Antworten bedeuten
    #[command(after_help = "\
Beispiel:
  bedarfskompass export codebook --wave azubis-2026 > codebuch.csv

Eine Zeile je Spalte und Kennung: column, question, kind, code, label, missing (1: steht für eine fehlende Antwort),
meaning, versions (welche danach fragten) und earlier (früherer Wortlaut, wo er anders war).")]
    Codebook(Wanted),
}

#[derive(Args)]
struct Wanted {
    /// Name der Welle
    #[arg(long, value_name = "NAME")]
    wave: String,
    #[command(flatten)]
    folder: Folder,
    /// Datei statt der Standardausgabe
    #[arg(long, value_name = "DATEI")]
    output: Option<PathBuf>,
    /// Für deutsche Tabellenprogramme: Semikolon, Dezimalkomma, Byte-Reihenfolge-Marke
    #[arg(long)]
    german: bool,
}

pub async fn run(config: Config, command: Export) -> Result<(), Failure> {
    let result = match command.action {
        Action::Responses(wanted) => responses(config, wanted).await,
        Action::Codebook(wanted) => {
            let (_, wave, history) = wanted.find(config).await?;
            codebook::write(&history, wave.access, wanted.dialect(), wanted.open_output()?).map_err(Failure::from)
        }
    };
    result.or_else(unless_closed)
}

async fn responses(config: Config, wanted: Wanted) -> Result<(), Failure> {
    let (store, wave, history) = wanted.find(config).await?;
    if store.is_being_settled(wave.id).await? {
        return Err(
            "Die Antworten dieser Welle werden gerade gemischt. Versuchen Sie es in ein paar Minuten noch einmal."
                .into(),
        );
    }
    if let Some(day) = &wave.cleared {
        let day = format::date(day, Locale::DeSie);
        return Err(format!(
            "Die Antworten dieser Welle wurden am {day} gelöscht, weil ihre Zeit um war. Die Ergebnisse bleiben."
        )
        .into());
    }
    // Until the wave is settled, not all names that are there may be told.
    if wave.access.asks_for_names() && !wave.settled {
        return Err("Diese Welle fragt nach Namen. Ihre Antworten gibt es, wenn sie beendet ist und die Antworten gemischt sind.".into());
    }
    let mut table = Table::of_wave(&history, wave.access, wanted.dialect(), wanted.open_output()?)?;
    let mut responses = store.numbered_responses(wave.id).await?;
    while let Some(batch) = responses.next().await? {
        for numbered in batch.numbered() {
            table.stored(&numbered?)?;
        }
    }
    Ok(table.finish()?.flush()?)
}

impl Wanted {
    async fn find(&self, config: Config) -> Result<(store::Store, Wave, History), Failure> {
        let store = self.folder.open_existing(config).await?;
        let Some(wave) = store.wave(&self.wave).await? else {
            let waves: Vec<String> = store.waves().await?.into_iter().map(|wave| wave.slug).collect();
            let known = if waves.is_empty() { "keine".to_owned() } else { waves.join(", ") };
            return Err(format!("Die Welle „{}“ gibt es nicht. Es gibt: {known}.", self.wave).into());
        };
        let history = publication::history(&store, &wave).await?;
        Ok((store, wave, history))
    }

    fn dialect(&self) -> Dialect {
        if self.german { Dialect::German } else { Dialect::International }
    }

    fn open_output(&self) -> Result<Box<dyn Write + Send>, Failure> {
        Ok(match &self.output {
            None => Box::new(BufWriter::new(stdout())),
            Some(path) => {
                let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
                Box::new(BufWriter::new(file))
            }
        })
    }
}

/// Whoever reads may stop reading (`| head`): that is no failure.
fn unless_closed(failure: Failure) -> Result<(), Failure> {
    let is_closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    let closed = match failure.downcast_ref::<ExportError>() {
        Some(ExportError::Write(error)) => is_closed(error),
        Some(ExportError::Csv(error)) => matches!(error.kind(), csv::ErrorKind::Io(error) if is_closed(error)),
        _ => failure.downcast_ref::<std::io::Error>().is_some_and(is_closed),
    };
    if closed { Ok(()) } else { Err(failure) }
}
