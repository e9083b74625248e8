//! `demo`: the service on invented data, made when it is missing.

use std::{
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Instant,
};

use clap::Args;
use domain::{Locale, format};
use serde::Serialize;
use store::{Location, Store};

use super::{Failure, folder::remove_database, location, of_file, open_roster, roster_location, serve};
use crate::{
    clock::Clock,
    config::{Config, Mail, Organisation},
    draft::random_token,
    seed,
    session::hash_password,
    state::AppState,
};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass demo
  bedarfskompass demo --addr 127.0.0.1:8080 --data /tmp/demo --reset
  bedarfskompass demo --json | jq -r .results

Auf die Standardausgabe kommen nur die Adressen, sobald sie erreichbar sind, eine je Zeile als „name: wert“:
  apprentice      Fragebogen der Auszubildenden
  firm            Fragebogen der Unternehmen
  staff           Anmeldung der Geschäftsstelle, Passwort: staff_password
  results         veröffentlichte Ergebnisse
  real_data       Ergebnisse des Beispiels mit echten Daten")]
pub struct Demo {
    /// Ordner der Vorführung; was Sie darin eingeben, bleibt bis zum nächsten --reset
    #[arg(long, value_name = "ORDNER", default_value = "data/demo")]
    data: PathBuf,
    /// Adresse, auf der der Dienst lauscht [Vorgabe: server.addr, sonst 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT")]
    addr: Option<SocketAddr>,
    /// Löscht die Datenbank der Vorführung und beginnt von vorn
    #[arg(long)]
    reset: bool,
    /// Gibt die Adressen als ein JSON-Objekt aus
    #[arg(long)]
    json: bool,
}

const STAFF_EMAIL: &str = "geschaeftsstelle@example.org";
const STAFF_NAME: &str = "Geschäftsstelle (DEMO)";
/// Setting that keeps the password of the demo account, so that a later run can show it again.
const STAFF_PASSWORD: &str = "demo_staff_password";

/// What stands where, in the order it is printed.
#[derive(Debug, Serialize)]
struct Links {
    apprentice: String,
    firm: String,
    staff: String,
    staff_password: String,
    results: String,
    real_data: String,
}

pub async fn run(mut config: Config, command: Demo) -> Result<(), Failure> {
    config.server.database = None;
    config.server.roster = None;
    // Whatever the settings say, the demo writes to nobody: its mails are files.
    config.mail = Mail::default();
    config.server.data.clone_from(&command.data);
    if config.organisation.name == Organisation::default().name {
        config.organisation = invented();
    }
    config.listen_on(command.addr.unwrap_or(config.server.addr));
    // First of all, so that a second demo by mistake stops here and leaves the data of the first alone.
    let socket = serve::reserve(&config)?;
    if config.server.addr.port() == 0 {
        config.server.base_url = format!("http://{}", socket.local_addr()?);
    }
    let _alone = serve::alone(&config)?;
    let clock = Clock::system();
    let start = Instant::now();
    let store = prepare(&config, &clock, command.reset).await?;
    let roster = open_roster(&config).await?;
    if roster.contacts().await?.is_empty() {
        seed::contacts(&roster).await?;
    }
    let links = Links::new(&store, &config.server.base_url).await?;
    let seconds = format::number(start.elapsed().as_secs_f64(), 1, Locale::DeSie);
    eprintln!("Bereit nach {seconds} s. Beenden mit Strg+C.");
    let state = AppState::new(store, roster, config, clock, true);
    links.print(command.json)?;
    // Whoever waits for the port finds the links printed.
    serve::answer(state, serve::listen_on(socket)?).await
}

/// The demo's database: the one that is there, or a new one.
async fn prepare(config: &Config, clock: &Clock, reset: bool) -> Result<Store, Failure> {
    let Location::Sqlite(file) = location(config) else {
        return Err("`demo` braucht keine PostgreSQL-Datenbank.".into());
    };
    if file.exists() {
        let store = open_demo(&file).await?;
        if !reset && seed::is_seeded(&store).await? {
            serve::verify_if_left_open(&store).await?;
            eprintln!("Die Daten der letzten Vorführung sind da ({}); --reset beginnt von vorn.", file.display());
            return Ok(store);
        }
        drop(store);
        remove_database(&file)?;
        if let Location::Sqlite(roster) = roster_location(config) {
            remove_database(&roster)?;
        }
    }
    create(config, &file, clock).await
}

/// Opens what is there if it is a demo: nothing else may ever be deleted or changed by this command.
async fn open_demo(file: &Path) -> Result<Store, Failure> {
    let refused = || -> Failure {
        format!(
            "{} ist keine Datenbank der Vorführung. `demo` lässt sie, wie sie ist; nennen Sie mit --data einen anderen \
             Ordner.",
            file.display()
        )
        .into()
    };
    let store = Store::open(&Location::Sqlite(file.to_owned())).await.map_err(|_| refused())?;
    let pending = store.pending_migrations().await.map_err(|_| refused())?;
    // Interrupted before the first table was made: there is nothing in it.
    let is_blank = pending.iter().any(|migration| migration.starts_with("0001"));
    if !is_blank && store.setting("demo").await?.is_none() {
        return Err(refused());
    }
    store.migrate().await?;
    Ok(store)
}

async fn create(config: &Config, file: &Path, clock: &Clock) -> Result<Store, Failure> {
    let folder = &config.server.data;
    std::fs::create_dir_all(folder).map_err(|error| of_file(folder, &error))?;
    eprintln!("Neue Datenbank: {}", file.display());
    let store = Store::open(&Location::Sqlite(file.to_owned())).await?;
    store.migrate().await?;
    // Before anything else: an interrupted start must be known for what it is.
    store.set_setting("demo", "1").await?;
    add_staff(&store).await?;
    seed::seed(&store, clock, |what| eprintln!("  {what}")).await?;
    Ok(store)
}

async fn add_staff(store: &Store) -> Result<(), Failure> {
    let token = random_token();
    let password = format!("demo-{}-{}-{}", &token[..5], &token[5..10], &token[10..15]);
    let account = store.create_account(STAFF_EMAIL, STAFF_NAME, &hash_password(&password).await?).await?;
    // Who tries it out is to see all of it; whose answers these are is invented or published.
    store.set_reads_answers(account, true).await?;
    Ok(store.set_setting(STAFF_PASSWORD, &password).await?)
}

impl Links {
    async fn new(store: &Store, base: &str) -> Result<Links, Failure> {
        let results = seed::newest_results(store).await?;
        Ok(Links {
            apprentice: format!("{base}/s/{}", seed::APPRENTICE_WAVE),
            firm: format!("{base}/s/{}", seed::FIRM_WAVE),
            staff: format!("{base}/anmelden?email={STAFF_EMAIL}"),
            staff_password: store.setting(STAFF_PASSWORD).await?.unwrap_or_default(),
            results: results.map_or_else(|| format!("{base}/ergebnisse"), |slug| format!("{base}/ergebnisse/{slug}")),
            real_data: format!("{base}/ergebnisse/{}", seed::REAL_DATA_WAVE),
        })
    }

    fn print(&self, json: bool) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        if json {
            writeln!(out, "{}", serde_json::to_string(self)?)?;
        } else {
            for (name, value) in [
                ("apprentice", &self.apprentice),
                ("firm", &self.firm),
                ("staff", &self.staff),
                ("staff_password", &self.staff_password),
                ("results", &self.results),
                ("real_data", &self.real_data),
            ] {
                writeln!(out, "{name}: {value}")?;
            }
        }
        Ok(out.flush()?)
    }
}

/// For the legal pages of the demo.
fn invented() -> Organisation {
    Organisation {
        name: "Musterverein Bedarfskompass e. V. (DEMO)".to_owned(),
        address: vec!["Musterstraße 1".to_owned(), "33098 Paderborn".to_owned()],
        represented_by: "Vorstand Muster (DEMO)".to_owned(),
        email: STAFF_EMAIL.to_owned(),
        phone: "05251 000000 (DEMO)".to_owned(),
        register: "Vereinsregister Musterstadt, VR 0000 (DEMO)".to_owned(),
        privacy_contact: "datenschutz@example.org".to_owned(),
        accessibility_contact: "barrierefreiheit@example.org".to_owned(),
        legal_basis:
            "Artikel 6 Absatz 1 Buchstabe f DSGVO (berechtigtes Interesse). Unser Interesse ist es, den Bedarf \
                      in der Region zu kennen."
                .to_owned(),
        ..Organisation::default()
    }
}
