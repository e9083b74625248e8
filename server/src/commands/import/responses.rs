//! `import responses`.

use std::path::PathBuf;

use clap::Args;
use domain::{Questionnaire, disclosure::Rule, publish};
use store::{Imported, NewWave, Store, Wave, WaveState};

use super::{counted, open_file, read_text, report};
use crate::{
    clock::Clock,
    commands::{Failure, folder::Folder},
    config::Config,
    home,
    publication::{self, Published},
    response_csv::{self, Mapping},
};

#[derive(Args)]
#[command(after_help = "\
Beispiele:
  bedarfskompass import responses --survey unternehmen --wave unternehmen-papier \\
      --title \"Unternehmen auf Papier\" antworten.csv
  bedarfskompass import responses --definition beispiel.toml --wave perth --title \"Perth\" \\
      --prefix imp_=merkmale.{}.importance --prefix sat_=merkmale.{}.fulfilment --ignore respondent perth_ipa.csv

Die erste Zeile nennt die Spalten: Schlüssel wie branche, merkmale.technik.importance oder bekanntheit@bindung, so
wie `export responses` sie schreibt. Eine Mehrfachauswahl steht in einer Spalte als a|b oder in einer Spalte je
Antwort als 0 und 1. Leere Zellen heißen „keine Angabe“; -6 trifft nicht zu, -7 nicht gefragt, -8 weiß nicht,
-9 keine Angabe.
Jede Zeile wird geprüft wie eine Antwort im Fragebogen. Ist eine falsch, wird nichts gespeichert, es sei denn mit
--skip-bad.")]
pub struct Responses {
    /// CSV-Datei mit den Antworten
    #[arg(value_name = "DATEI")]
    file: PathBuf,
    #[command(flatten)]
    folder: Folder,
    #[command(flatten)]
    survey: Source,
    /// Name der Welle in ihrer Adresse; ist sie neu, wird sie angelegt und gleich geschlossen
    #[arg(long, value_name = "NAME")]
    wave: domain::Slug,
    /// Titel einer neuen Welle
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Spalte, die anders heißt als ihr Schlüssel
    #[arg(long, value_name = "NAME=SCHLÜSSEL")]
    map: Vec<String>,
    /// Anfang von Spaltennamen; {} im Schlüssel steht für den Rest
    #[arg(long, value_name = "ANFANG=SCHLÜSSEL")]
    prefix: Vec<String>,
    /// Spalte, die wegbleibt
    #[arg(long, value_name = "NAME")]
    ignore: Vec<String>,
    /// Speichert die richtigen Zeilen, auch wenn andere falsch sind
    #[arg(long)]
    skip_bad: bool,
    /// Prüft nur, speichert nichts
    #[arg(long)]
    dry_run: bool,
    /// Veröffentlicht die Ergebnisse der Welle danach
    #[arg(long)]
    release: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Source {
    /// Umfrage, die es schon gibt, in ihrer neuesten veröffentlichten Fassung
    #[arg(long, value_name = "NAME")]
    survey: Option<String>,
    /// TOML-Datei einer Umfrage, die dazu angelegt und veröffentlicht wird
    #[arg(long, value_name = "DATEI")]
    definition: Option<PathBuf>,
}

pub async fn run(config: Config, command: Responses) -> Result<(), Failure> {
    let mapping = Mapping::parse(&command.map, &command.prefix, &command.ignore)?;
    let file = open_file(&command.file)?;
    let store = match &command.survey.definition {
        Some(_) => command.folder.open(config).await?,
        None => command.folder.open_existing(config).await?,
    };
    let wave = store.wave(command.wave.as_str()).await?;
    if let Some(wave) = wave.as_ref().filter(|wave| !matches!(wave.state, WaveState::Open | WaveState::Closed)) {
        return Err(format!("Die Welle „{}“ ist nicht geöffnet oder schon veröffentlicht.", wave.slug).into());
    }
    if let Some(wave) = wave.as_ref().filter(|wave| wave.viewed) {
        let seen = "ihre Ergebnisse hat schon jemand angesehen, und die bleiben, wie sie sind";
        return Err(format!("In die Welle „{}“ kommt nichts mehr dazu: {seen}.", wave.slug).into());
    }
    let asked = Asked::find(&store, &command.survey, wave.as_ref()).await?;
    let responses = response_csv::read(file, asked.questionnaire(), &mapping);
    let bad = report(&command.file, &responses.problems);
    let good = responses.accepted.len();
    if bad > 0 && (!command.skip_bad || good == 0) {
        let hint = if good > 0 { " --skip-bad speichert die übrigen." } else { "" };
        let bad = counted(bad, "Zeile ist falsch", "Zeilen sind falsch");
        return Err(format!("{bad}, {good} in Ordnung. Es wurde nichts gespeichert.{hint}").into());
    }
    if command.dry_run {
        eprintln!("{} in Ordnung. Es wurde nichts gespeichert.", counted(good, "Antwort ist", "Antworten sind"));
        return Ok(());
    }
    let today = Clock::system().today();
    let published = asked.publish(&store, &today).await?;
    let wave = match wave {
        Some(wave) => wave,
        None => new_wave(&store, &published, &command, &today).await?,
    };
    let region = store.municipalities().await?;
    let mut rows = Vec::with_capacity(good);
    for (_, answers) in &responses.accepted {
        let kreis = home::kreis(published.questionnaire.survey(), answers, &region);
        rows.push(Imported { answers: serde_json::to_string(answers)?, kreis, day: today.clone() });
    }
    let stored = store.import_responses(wave.id, wave.version, rows).await?;
    if command.release {
        release(&store, &wave, Rule::of(published.questionnaire.survey()).k(), &today).await?;
    }
    let left_out = if bad > 0 { format!(", {} ausgelassen", counted(bad, "Zeile", "Zeilen")) } else { String::new() };
    eprintln!(
        "{} in die Welle „{}“ gespeichert{left_out}.",
        counted(stored as usize, "Antwort", "Antworten"),
        wave.slug
    );
    Ok(store.checkpoint().await?)
}

/// What the lines of the file answer.
enum Asked {
    Published(Box<Published>),
    /// A definition that is published when the file has turned out to be good.
    New {
        source: String,
        questionnaire: Box<Questionnaire>,
    },
}

impl Asked {
    async fn find(store: &Store, source: &Source, wave: Option<&Wave>) -> Result<Asked, Failure> {
        let row = match (&source.survey, &source.definition) {
            (Some(slug), _) => {
                let row = store.survey(slug).await?;
                row.ok_or_else(|| format!("Die Umfrage „{slug}“ gibt es nicht."))?
            }
            (None, Some(file)) => {
                let text = read_text(file)?;
                let survey = domain::Survey::from_toml(&text).map_err(publication::PublishError::Document)?;
                match store.survey(survey.slug.as_str()).await? {
                    None if wave.is_none() => return Asked::new(store, text, survey).await,
                    None => return Err("Diese Welle gehört zu einer anderen Umfrage.".into()),
                    Some(row) if is_published_as(store, &row, &text).await? => row,
                    Some(_) => {
                        let message = format!(
                            "Die Umfrage „{}“ gibt es schon mit anderem Inhalt. Nennen Sie sie mit --survey, oder geben \
                             Sie der neuen einen anderen Namen (slug).",
                            survey.slug
                        );
                        return Err(message.into());
                    }
                }
            }
            (None, None) => return Err("Es fehlt --survey oder --definition.".into()),
        };
        let published = match wave {
            Some(wave) if wave.survey != row.id => return Err("Diese Welle gehört zu einer anderen Umfrage.".into()),
            Some(wave) => Some(publication::of_wave(store, wave).await?),
            None => publication::latest(store, &row).await?,
        };
        let published =
            published.ok_or_else(|| format!("Die Umfrage „{}“ ist noch nicht veröffentlicht.", row.slug))?;
        Ok(Asked::Published(Box::new(published)))
    }

    async fn new(store: &Store, source: String, survey: domain::Survey) -> Result<Asked, Failure> {
        let frozen = publish::freeze(survey, &store.municipalities().await?);
        let questionnaire = Questionnaire::new(frozen).map_err(publication::PublishError::Findings)?;
        Ok(Asked::New { source, questionnaire: Box::new(questionnaire) })
    }

    fn questionnaire(&self) -> &Questionnaire {
        match self {
            Asked::Published(published) => &published.questionnaire,
            Asked::New { questionnaire, .. } => questionnaire,
        }
    }

    async fn publish(self, store: &Store, today: &str) -> Result<Published, Failure> {
        match self {
            Asked::Published(published) => Ok(*published),
            Asked::New { source, questionnaire } => {
                let slug = questionnaire.slug.as_str();
                store.create_survey(slug, &source).await?;
                let row = store.survey(slug).await?.ok_or(store::Error::NotFound)?;
                let published = publication::publish(store, &row, today).await;
                if published.is_err() {
                    store.delete_unpublished(row.id, row.revision).await?;
                }
                Ok(published?)
            }
        }
    }
}

async fn is_published_as(store: &Store, row: &store::SurveyRow, text: &str) -> Result<bool, store::Error> {
    let version = store.version(row.id, row.number).await?;
    Ok(version.is_some_and(|version| version.frozen.is_some() && version.definition == text))
}

async fn new_wave(store: &Store, published: &Published, command: &Responses, today: &str) -> Result<Wave, Failure> {
    let slug = command.wave.as_str();
    let id = store
        .create_wave(&NewWave {
            survey: published.survey,
            version: published.version,
            slug: slug.to_owned(),
            title: command.title.clone().unwrap_or_else(|| slug.to_owned()),
            demo: false,
        })
        .await?;
    store.set_wave_state(id, WaveState::Planned, WaveState::Open, today).await?;
    store.set_wave_state(id, WaveState::Open, WaveState::Closed, today).await?;
    Ok(store.wave_by_id(id).await?.ok_or(store::Error::NotFound)?)
}

/// What people have sent to this wave is settled first, as after any end.
async fn release(store: &Store, wave: &Wave, k: u64, today: &str) -> Result<(), store::Error> {
    if wave.state == WaveState::Open {
        store.set_wave_state(wave.id, WaveState::Open, WaveState::Closed, today).await?;
    }
    if wave.state != WaveState::Released {
        store.settle(wave.id, k).await?;
    }
    store.set_wave_state(wave.id, WaveState::Closed, WaveState::Released, today).await
}
