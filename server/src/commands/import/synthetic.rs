//! `import synthetic`: a survey of 40 answers a person or more with as many persons as wanted, for measuring.

use std::{
    fmt::Write as _,
    sync::mpsc::{Receiver, sync_channel},
};

use clap::Args;
use domain::{Missing, Questionnaire, Value, flow::Field, flow::FieldShape, flow::Path, quality::DATA_QUALITY};
use serde::{Serialize, Serializer};
use store::{Imported, Location, NewWave, Store, WaveState};

use super::counted;
use crate::{
    clock::Clock,
    commands::{Failure, folder::Folder, location},
    config::Config,
    publication,
    seed::Chance,
};

#[derive(Args)]
#[command(after_help = "\
Beispiel:
  bedarfskompass import synthetic --data /tmp/messung --answers 100000 --seed 1

Legt eine Datenbank mit der veröffentlichten Umfrage „synthetic“ und der Welle „synthetic“ an. Liegt in dem Ordner schon
eine solche, wird sie ersetzt; eine andere Datenbank bleibt unangetastet. Die Zeilen sind dieselben, die ein
Fragebogen beim Absenden schreibt.")]
pub struct Synthetic {
    #[command(flatten)]
    folder: Folder,
    /// Zahl der Antworten
    #[arg(long, value_name = "ZAHL", default_value_t = 1_000)]
    answers: u64,
    /// Zahl der Fragen je Person: 40, oder mehr durch weitere Bewertungen
    #[arg(long, value_name = "ZAHL", default_value_t = OWN, value_parser = clap::value_parser!(u16).range(OWN as i64..=200))]
    items: u16,
    /// Startwert des Zufalls: gleicher Wert, gleiche Antworten
    #[arg(long, value_name = "ZAHL", default_value_t = 1)]
    seed: u64,
    /// Gibt Welle und Ergebnisseite als JSON-Objekt aus
    #[arg(long)]
    json: bool,
}

const DEFINITION: &str = include_str!("../../../demo/synthetic.toml");
/// What the definition asks without further ratings.
const OWN: u16 = 40;
/// Of further ratings, on a page.
const ROWS: u16 = 10;
/// Survey and wave; also the setting that tells such a database from a real one.
const NAME: &str = "synthetic";
/// Documents that are handed on at once, and heaps of them under way.
const HEAP: usize = 1_000;
const AHEAD: usize = 4;
/// Days over which the answers come in.
const DAYS: u64 = 30;

#[derive(Serialize)]
struct Place {
    wave: &'static str,
    results: String,
}

#[expect(clippy::print_stdout, reason = "the JSON object is what --json asks for")]
pub async fn run(mut config: Config, command: Synthetic) -> Result<(), Failure> {
    command.folder.apply(&mut config);
    clear(&config).await?;
    let store = crate::commands::open(&config).await?;
    store.set_setting(NAME, "1").await?;
    let clock = Clock::system();
    let id = store.create_survey(NAME, &definition(command.items)).await.map_err(|error| match error {
        store::Error::Conflict => "In dieser Datenbank gibt es die Umfrage „synthetic“ schon.".to_owned(),
        other => other.to_string(),
    })?;
    let row = store.survey(NAME).await?.ok_or(store::Error::NotFound)?;
    let published = publication::publish(&store, &row, &clock.day(-60)).await?;
    let new =
        NewWave { survey: id, version: published.version, slug: NAME.into(), title: "Messung".into(), demo: false };
    let wave = store.create_wave(&new).await?;
    let days: Vec<String> = (0..DAYS as i64).map(|day| clock.day(day - 45)).collect();
    store.set_wave_state(wave, WaveState::Planned, WaveState::Open, &days[0]).await?;
    let documents = documents(published.questionnaire, command.answers, command.seed);
    let rows = documents.into_iter().flatten().zip(days.iter().cycle()).map(|(answers, day)| Imported {
        answers,
        kreis: None,
        day: day.clone(),
    });
    let stored = store.import_responses(wave, published.version, rows).await?;
    store.set_wave_state(wave, WaveState::Open, WaveState::Closed, &clock.day(-15)).await?;
    store.set_wave_state(wave, WaveState::Closed, WaveState::Released, &clock.day(-10)).await?;
    store.checkpoint().await?;
    eprintln!("{} in der Welle „{NAME}“.", counted(stored as usize, "erfundene Antwort", "erfundene Antworten"));
    if command.json {
        println!("{}", serde_json::to_string(&Place { wave: NAME, results: format!("/ergebnisse/{NAME}") })?);
    }
    Ok(())
}

/// The survey with this many things asked.
fn definition(items: u16) -> String {
    let mut text = DEFINITION.to_owned();
    let further: Vec<u16> = (1..=items.saturating_sub(OWN)).collect();
    for (page, numbers) in further.chunks(usize::from(ROWS)).enumerate() {
        let rows = numbers
            .iter()
            .map(|number| format!("  {{ id = \"merkmal-{number}\", label.de-du = \"Weiteres Merkmal {number}\" }},\n"));
        // Writing into a text cannot fail.
        let _ = write!(
            text,
            "\n[[section.page]]\nid = \"weitere-{page}\"\n\n[[section.page.item]]\nid = \"weitere-{page}\"\n\
             kind = \"battery\"\nscale = \"zutreffen\"\ntext.de-du = \"Wie sehr trifft das zu? (Seite {page})\"\nrow = [\n{}]\n",
            rows.collect::<String>(),
        );
    }
    text
}

/// Takes away an earlier database of this command; anything else stays.
async fn clear(config: &Config) -> Result<(), Failure> {
    let Location::Sqlite(file) = location(config) else { return Ok(()) };
    if !file.exists() {
        return Ok(());
    }
    let store = Store::open(&Location::Sqlite(file.clone())).await?;
    let is_ours = store.setting(NAME).await.is_ok_and(|setting| setting.is_some());
    let others = store.surveys().await?.into_iter().any(|row| row.slug != NAME);
    if !is_ours || others {
        let folder = config.server.data.display();
        return Err(
            format!("In {folder} liegt eine andere Datenbank. Nennen Sie mit --data einen leeren Ordner.").into()
        );
    }
    drop(store);
    crate::commands::folder::remove_database(&file)
}

/// Answer documents in heaps, drawn beside the writing.
fn documents(questionnaire: Questionnaire, answers: u64, seed: u64) -> Receiver<Vec<String>> {
    let (send, receive) = sync_channel(AHEAD);
    std::thread::spawn(move || {
        let mut crowd = Crowd::new(&questionnaire, seed);
        let mut left = answers;
        while left > 0 {
            let heap: Vec<String> = (0..left.min(HEAP as u64)).map(|_| crowd.document()).collect();
            left -= heap.len() as u64;
            if send.send(heap).is_err() {
                return;
            }
        }
    });
    receive
}

/// People who answer every question of a questionnaire without conditions.
struct Crowd<'q> {
    /// In the order of the stored document.
    fields: Vec<(String, Field<'q>)>,
    chance: Chance,
}

impl<'q> Crowd<'q> {
    fn new(questionnaire: &'q Questionnaire, seed: u64) -> Crowd<'q> {
        let path = Path::new(questionnaire, &domain::Answers::default());
        let mut fields: Vec<Field> = path.steps().flat_map(|step| path.fields(step)).filter(Field::is_asked).collect();
        fields.sort_by(|a, b| a.key.cmp(&b.key));
        let fields = fields.into_iter().map(|field| (field.key.to_string(), field)).collect();
        Crowd { fields, chance: Chance::new(seed, 0) }
    }

    fn document(&mut self) -> String {
        let content = self.chance.normal();
        let mut values: Vec<(&str, Value)> =
            self.fields.iter().map(|(key, field)| (key.as_str(), value(field, content, &mut self.chance))).collect();
        // A submit looks for signs that nobody has read the questions; these people have.
        let place = values.partition_point(|(key, _)| *key < DATA_QUALITY);
        values.insert(place, (DATA_QUALITY, Value::Choices(Vec::new())));
        // Serialising strings and numbers into memory cannot fail.
        serde_json::to_string(&Document(&values)).unwrap_or_default()
    }
}

/// The same text as `domain::Answers`, without making its map.
struct Document<'a>(&'a [(&'a str, Value)]);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

fn value(field: &Field, content: f64, chance: &mut Chance) -> Value {
    let nothing = Value::Missing(Missing::NoAnswer);
    if chance.yes(0.02) {
        return nothing;
    }
    match &field.shape {
        FieldShape::Single { options } => Value::Choice(options[below(options.len(), chance)].id.clone()),
        FieldShape::Rating { .. } if chance.yes(0.03) => Value::Missing(Missing::DontKnow),
        FieldShape::Rating { .. } => {
            // Each row has a mean of its own, from its name.
            let lean = field.key.to_string().bytes().map(u32::from).sum::<u32>() % 17;
            Value::Number(chance.rating(2.6 + f64::from(lean) / 10.0 + 0.4 * content, 0.9))
        }
        FieldShape::Recommendation { .. } => {
            Value::Number((7.0 + 1.5 * content + 1.5 * chance.normal()).round().clamp(0.0, 10.0))
        }
        FieldShape::Top { options, max } => {
            let first = below(options.len(), chance);
            let mut chosen: Vec<usize> = (0..*max as usize).map(|step| (first + 5 * step) % options.len()).collect();
            chosen.sort_unstable();
            Value::Choices(chosen.into_iter().map(|at| options[at].id.clone()).collect())
        }
        FieldShape::Multiple { options, .. } => {
            let mut ticked: Vec<_> = options.iter().filter(|option| !option.exclusive && chance.yes(0.25)).collect();
            if ticked.is_empty() {
                ticked.extend(options.iter().find(|option| option.exclusive));
            }
            Value::Choices(ticked.into_iter().map(|option| option.id.clone()).collect())
        }
        FieldShape::LongText { .. } if chance.yes(0.15) => Value::Text("Mehr Zeit zum Lernen vor der Prüfung.".into()),
        _ => nothing,
    }
}

fn below(count: usize, chance: &mut Chance) -> usize {
    chance.whole(0..=count.saturating_sub(1) as u32) as usize
}

#[cfg(test)]
mod tests {
    use domain::{Answers, Survey, check, quality};

    use super::*;

    #[test]
    fn rows_are_what_a_submit_writes() {
        for items in [OWN, 41, 60, 100] {
            let survey = Survey::from_toml(&definition(items)).expect("part of the program");
            let questionnaire = Questionnaire::new(survey).expect("sound");
            let mut crowd = Crowd::new(&questionnaire, 1);
            assert_eq!(crowd.fields.len(), usize::from(items));
            for _ in 0..500 {
                let document = crowd.document();
                let answers: Answers = serde_json::from_str(&document).expect("answers");
                assert_eq!(check::first_open(&questionnaire, &answers), None);
                let mut submitted = check::complete(&questionnaire, &answers);
                let flags = quality::flags(&questionnaire, &submitted, 3_600);
                quality::note(&mut submitted, &flags);
                assert_eq!(document, serde_json::to_string(&submitted).expect("JSON"));
            }
        }
    }
}
