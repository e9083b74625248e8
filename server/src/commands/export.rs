//! `export`: answers as a file of any format, and their codebook.

use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
    path::PathBuf,
};

use clap::{Args, Subcommand, builder::PossibleValuesParser, builder::TypedValueParser};
use domain::{Locale, disclosure::Rule, format as formatted};
use exports::Format;
use store::WaveState;
use tokio::runtime::Handle;

use super::{Failure, folder::Folder, of_file};
use crate::{
    clock::Clock,
    config::Config,
    export::{Error, Source, scratch},
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
  bedarfskompass export responses --wave azubis-2026 --format sav --output antworten.sav

Formate:
  csv        nach RFC 4180
  csv-excel  für deutsche Tabellenprogramme: Semikolon, Dezimalkomma, Byte-Reihenfolge-Marke
  xlsx       Excel, mit Blättern für Codebuch und Methode
  sav        SPSS, mit Beschriftungen, fehlenden Werten und Mehrfachantwortsets
  parquet    für Python, R, DuckDB; das Codebuch steht in den Metadaten
  r          Skript für R, das die CSV-Datei mit Beschriftungen lädt
  ddi        DDI-Codebook 2.5, für Archive

Eine Spalte je Frage, bei Mehrfachauswahl eine je Antwort (0 und 1). In den Zellen stehen Kennungen, keine Texte;
was sie heißen, sagt `export codebook`. Fehlende Antworten: -6 trifft nicht zu, -7 nicht gefragt, -8 weiß nicht,
-9 keine Angabe. Texte, die eine Tabelle für eine Formel hielte, beginnen in CSV mit '.
Hat die Welle mehrere Versionen der Umfrage gestellt, steht in _version, welche beantwortet wurde; was sie nicht
fragte, gilt als nicht gefragt. Konnten Betriebe mit Namen antworten, steht er in _firm. Die Reihenfolge ist zufällig, Zeitangaben gibt es nicht. Die Datei ist nicht zum Veröffentlichen bestimmt.")]
    Responses {
        #[command(flatten)]
        wanted: Wanted,
        /// Format der Datei
        #[arg(long, value_name = "FORMAT", default_value = "csv", value_parser = format(&ANSWERS))]
        format: Format,
    },
    /// Schreibt, was die Spalten und Kennungen der Antworten bedeuten
    #[command(after_help = "\
Beispiel:
  bedarfskompass export codebook --wave azubis-2026 > codebuch.csv

Eine Zeile je Spalte und Kennung: column, question, kind, code, label, missing (1: steht für eine fehlende Antwort),
meaning, versions (welche danach fragten), earlier (früherer Wortlaut, wo er anders war), spss_name und spss_code
(wie die Spalte in SPSS und R heißt, und welche Zahl in SPSS für die Kennung steht).")]
    Codebook {
        #[command(flatten)]
        wanted: Wanted,
        /// Format der Datei
        #[arg(long, value_name = "FORMAT", default_value = "csv", value_parser = format(&CODEBOOKS))]
        format: Format,
    },
}

/// What a format is called, and which it is.
type Named = (&'static str, Format);

const ANSWERS: [Named; 7] = [
    ("csv", Format::Csv),
    ("csv-excel", Format::GermanCsv),
    ("xlsx", Format::Xlsx),
    ("sav", Format::Sav),
    ("parquet", Format::Parquet),
    ("r", Format::R),
    ("ddi", Format::Ddi),
];
const CODEBOOKS: [Named; 2] = [("csv", Format::Codebook), ("csv-excel", Format::GermanCodebook)];

fn format(offered: &'static [Named]) -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(offered.iter().map(|(name, _)| *name)).try_map(move |chosen| {
        offered.iter().find(|(name, _)| *name == chosen).map(|(_, format)| *format).ok_or("unknown")
    })
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
}

pub async fn run(config: Config, command: Export) -> Result<(), Failure> {
    let (wanted, format) = match command.action {
        Action::Responses { wanted, format } | Action::Codebook { wanted, format } => (wanted, format),
    };
    write(config, wanted, format).await.or_else(unless_closed)
}

async fn write(mut config: Config, wanted: Wanted, format: Format) -> Result<(), Failure> {
    wanted.folder.apply(&mut config);
    let scratch = scratch(&config);
    let source = wanted.find(config).await?;
    if format.tells_of_answers() {
        may_be_told(&source).await?;
    }
    let output = wanted.open_output()?;
    let runtime = Handle::current();
    Ok(tokio::task::spawn_blocking(move || source.write(&runtime, format, &scratch, output)).await??)
}

/// Whether there are answers, in an order that says nothing, and so many of an ended wave that nobody stands out: what
/// staff cannot fetch from the pages, nobody fetches past them.
async fn may_be_told(source: &Source) -> Result<(), Failure> {
    let Source { store, wave, history, .. } = source;
    if !matches!(wave.state, WaveState::Closed | WaveState::Released) || wave.grace.is_some() {
        return Err(
            "Diese Welle nimmt noch Antworten an. Ihre Antworten gibt es als Datei, wenn sie beendet ist.".into()
        );
    }
    if store.is_being_settled(wave.id).await? {
        return Err(
            "Die Antworten dieser Welle werden gerade gemischt. Versuchen Sie es in ein paar Minuten noch einmal."
                .into(),
        );
    }
    if let Some(day) = &wave.cleared {
        let day = formatted::date(day, Locale::DeSie);
        return Err(format!(
            "Die Antworten dieser Welle wurden am {day} gelöscht, weil ihre Zeit um war. Die Ergebnisse bleiben."
        )
        .into());
    }
    let k = Rule::of(history.survey()).k();
    if store.response_count(wave.id).await? < k {
        return Err(format!(
            "Weniger als {k} haben geantwortet. Damit niemand erkannt werden kann, gibt es die Antworten nicht als Datei."
        )
        .into());
    }
    // Until the wave is settled, not all names that are there may be told.
    if wave.access.asks_for_names() && !wave.settled {
        return Err("Diese Welle fragt nach Namen. Ihre Antworten gibt es, wenn sie beendet ist und die Antworten gemischt sind.".into());
    }
    Ok(())
}

impl Wanted {
    async fn find(&self, config: Config) -> Result<Source, Failure> {
        let store = self.folder.open_existing(config).await?;
        let Some(wave) = store.wave(&self.wave).await? else {
            let waves: Vec<String> = store.waves().await?.into_iter().map(|wave| wave.slug).collect();
            let known = if waves.is_empty() { "keine".to_owned() } else { waves.join(", ") };
            return Err(format!("Die Welle „{}“ gibt es nicht. Es gibt: {known}.", self.wave).into());
        };
        let history = publication::history(&store, &wave).await?;
        Ok(Source { store, wave, history, today: Clock::system().today() })
    }

    fn open_output(&self) -> Result<Box<dyn Write + Send>, Failure> {
        Ok(match &self.output {
            None => Box::new(BufWriter::new(stdout())),
            Some(path) => {
                let file = File::create(path).map_err(|error| of_file(path, &error))?;
                Box::new(BufWriter::new(file))
            }
        })
    }
}

/// Whoever reads may stop reading (`| head`): that is no failure.
fn unless_closed(failure: Failure) -> Result<(), Failure> {
    let is_closed = match failure.downcast_ref::<Error>() {
        Some(Error::Export(error)) => error.is_closed(),
        _ => false,
    };
    if is_closed { Ok(()) } else { Err(failure) }
}
