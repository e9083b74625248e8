//! The command line: one file per subcommand.

mod analyse;
mod backup;
mod check_config;
pub mod demo;
mod export;
mod folder;
mod german;
mod import;
mod migrate;
mod restore;
pub mod serve;
mod subject;
mod user;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};
use store::{Location, Roster, Store};

use tracing_subscriber::EnvFilter;

pub(crate) use german::{of_file, open_file};

use crate::{config::Config, log};
use folder::Folder;

/// Bedarfskompass: Umfragen, Bestandsaufnahme und Bedarfsanalyse für Regionen.
///
/// Einstellungen kommen aus einer TOML-Datei (--config), dann aus Umgebungsvariablen
/// (BEDARFSKOMPASS_SERVER__ADDR setzt server.addr), dann von der Kommandozeile.
#[derive(Parser)]
#[command(name = "bedarfskompass", version, max_term_width = 100)]
struct CommandLine {
    /// TOML-Datei mit den Einstellungen
    #[arg(long, global = true, env = "BEDARFSKOMPASS_CONFIG", value_name = "DATEI")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Startet den Dienst auf der eingerichteten Datenbank
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(Place),
    /// Startet eine Vorführung mit erfundenen Daten für die Region (auf Wunsch jedes Mal neu)
    Demo(demo::Demo),
    /// Legt die Datenbank an oder bringt sie auf den neuesten Stand
    #[command(after_help = MIGRATE_EXAMPLE)]
    Migrate(Folder),
    /// Liest Antworten, Angebote oder eine Umfrage aus Dateien ein
    Import(import::Import),
    /// Schreibt Antworten oder ihr Codebuch in eine Datei (CSV, Excel, SPSS, R, DDI)
    Export(export::Export),
    /// Schreibt eine Kopie der Datenbank, die man aufheben darf
    Backup(backup::Backup),
    /// Macht aus einer solchen Kopie wieder die Datenbank
    Restore(restore::Restore),
    /// Rechnet auf einer beliebigen CSV-Datei, ohne Datenbank
    Analyse(analyse::Analyse),
    /// Verwaltet die Konten der Geschäftsstelle
    User(user::User),
    /// Zeigt alles, was zu einer E-Mail-Adresse gespeichert ist (Auskunft)
    SubjectReport(subject::SubjectReport),
    /// Löscht, was zu einer E-Mail-Adresse gespeichert ist (ohne --yes ein Probelauf)
    SubjectErase(subject::SubjectErase),
    /// Prüft die Einstellungen und zeigt, was gilt
    #[command(after_help = CHECK_EXAMPLES)]
    CheckConfig(Place),
}

const SERVE_EXAMPLES: &str = "\
Beispiele:
  bedarfskompass serve --data /var/lib/bedarfskompass --addr 127.0.0.1:3000
  bedarfskompass --config /etc/bedarfskompass.toml serve

Fehlt die Datenbank, wird sie angelegt. Auf einem Ordner läuft ein Dienst. Beenden mit Strg+C.";

const MIGRATE_EXAMPLE: &str = "\
Beispiel:
  bedarfskompass migrate --data /var/lib/bedarfskompass

„serve“ tut das beim Start auch. Vor einer neuen Fassung des Programms sichert „bedarfskompass backup“ die alte Datenbank.";

const CHECK_EXAMPLES: &str = "\
Beispiele:
  bedarfskompass --config /etc/bedarfskompass.toml check-config
  BEDARFSKOMPASS_SERVER__ADDR=127.0.0.1:8080 bedarfskompass check-config

Auf der Standardausgabe steht, was gilt, ohne Passwörter; als Hinweis daneben, was noch einzutragen ist. Ist etwas falsch,
nennt die Meldung Datei, Zeile und Einstellung, und der Ausgangswert ist 1.";

/// Where the data lies and where the service listens.
#[derive(Args, Clone, Default)]
pub struct Place {
    /// Ordner der eingebetteten Datenbank [Vorgabe: server.data, sonst ./data]
    #[arg(long, value_name = "ORDNER")]
    pub data: Option<PathBuf>,
    /// Adresse, auf der der Dienst lauscht [Vorgabe: server.addr, sonst 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT")]
    pub addr: Option<SocketAddr>,
}

/// Anything a command may fail with; `Display` is what the person at the terminal reads.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

pub fn run() -> ExitCode {
    let line: CommandLine = german::parse();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into());
    // Only fails if there is a log already, and this is the first thing that is done.
    let _first = tracing::subscriber::set_global_default(log::subscriber(std::io::stderr, filter));
    match execute(line) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bedarfskompass: {}", german::of_failure(failure.as_ref()));
            ExitCode::FAILURE
        }
    }
}

fn execute(line: CommandLine) -> Result<(), Failure> {
    let mut config = Config::load(line.config.as_deref(), std::env::vars())?;
    match line.command {
        Command::Analyse(command) => analyse::run(&command),
        Command::CheckConfig(place) => {
            place.apply(&mut config);
            check_config::run(&config)
        }
        Command::Serve(place) => {
            place.apply(&mut config);
            runtime()?.block_on(serve::run(config))
        }
        Command::Demo(command) => runtime()?.block_on(demo::run(config, command)),
        Command::Migrate(folder) => {
            folder.apply(&mut config);
            runtime()?.block_on(migrate::run(config))
        }
        Command::Import(command) => runtime()?.block_on(import::run(config, command)),
        Command::Export(command) => runtime()?.block_on(export::run(config, command)),
        Command::Backup(command) => runtime()?.block_on(backup::run(config, command)),
        Command::Restore(command) => runtime()?.block_on(restore::run(config, command)),
        Command::User(command) => runtime()?.block_on(user::run(config, command)),
        Command::SubjectReport(command) => runtime()?.block_on(subject::report(config, command)),
        Command::SubjectErase(command) => runtime()?.block_on(subject::erase(config, command)),
    }
}

/// For everything but requests, which have threads of their own (`listener`).
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

impl Place {
    pub fn apply(&self, config: &mut Config) {
        if let Some(data) = &self.data {
            config.server.data.clone_from(data);
        }
        if let Some(addr) = self.addr {
            config.listen_on(addr);
        }
    }
}

/// The database that the settings name.
pub fn location(config: &Config) -> Location {
    match &config.server.database {
        Some(url) => Location::Postgres(url.clone()),
        None => Location::Sqlite(config.server.data.join("bedarfskompass.sqlite")),
    }
}

/// Opens it with the newest schema.
pub async fn open(config: &Config) -> Result<Store, Failure> {
    if config.server.database.is_none() {
        std::fs::create_dir_all(&config.server.data).map_err(|error| of_file(&config.server.data, &error))?;
    }
    let store = Store::open(&location(config)).await?;
    store.migrate().await?;
    Ok(store)
}

/// The database that the settings name for the roster.
pub fn roster_location(config: &Config) -> Location {
    match &config.server.roster {
        Some(url) => Location::Postgres(url.clone()),
        None => Location::Sqlite(config.server.data.join("roster.sqlite")),
    }
}

/// Opens it with the newest schema. Refused if it is where the answers are.
pub async fn open_roster(config: &Config) -> Result<Roster, Failure> {
    if config.server.roster.is_none() {
        std::fs::create_dir_all(&config.server.data).map_err(|error| of_file(&config.server.data, &error))?;
    }
    let roster = Roster::open(&roster_location(config)).await?;
    roster.migrate().await?;
    Ok(roster)
}
