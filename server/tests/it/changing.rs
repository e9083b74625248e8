//! A survey is changed while it is answered: six versions, each with answers, and one table in which every value lies in
//! its own column. What would break that is refused, and may be asked as a question of its own.

mod answering;
mod replaced;

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::{Answers, Key, Missing, Survey, Value, flow};
use store::{KeyHash, Submission, WaveState};

use self::answering::{Chance, answered};
use crate::app::{Reply, TODAY, TestApp};

/// The survey that the rules of changes are tested on as well.
const SOURCE: &str = include_str!("../../../domain/tests/change.toml");
const SURVEY: &str = "/intern/umfragen/wandel";

async fn field() -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    app.open_survey(SOURCE, "w").await;
    app
}

async fn draft(app: &TestApp) -> (String, String) {
    let row = app.state.store.survey("wandel").await.expect("read").expect("there");
    let version = app.state.store.version(row.id, row.number).await.expect("read").expect("there");
    (version.definition, row.revision.to_string())
}

/// Saves a draft with one passage put otherwise.
async fn edit(app: &mut TestApp, from: &str, to: &str) {
    let (source, stand) = draft(app).await;
    assert!(source.contains(from), "{from} is not in\n{source}");
    let source = source.replacen(from, to, 1);
    let saved = app.post(&format!("{SURVEY}/bearbeiten"), &[("stand", &stand), ("definition", &source)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of(".problems"));
}

async fn publish(app: &mut TestApp, more: &[(&str, &str)]) -> Reply {
    let (_, stand) = draft(app).await;
    let pairs: Vec<(&str, &str)> = [("stand", stand.as_str())].into_iter().chain(more.iter().copied()).collect();
    app.post(&format!("{SURVEY}/veroeffentlichen"), &pairs).await
}

async fn published(app: &mut TestApp, more: &[(&str, &str)]) {
    let pairs: Vec<(&str, &str)> = [("welle", "w")].into_iter().chain(more.iter().copied()).collect();
    let reply = publish(app, &pairs).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text_of("main"));
}

/// Refused, with these words; the draft is still there.
async fn refused(app: &mut TestApp, words: &str) {
    let reply = publish(app, &[("welle", "w"), ("bestaetigt", "1")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
    let changes = reply.text_of("#aenderungen");
    assert!(changes.contains("Passt nicht zu den bisherigen Antworten") && changes.contains(words), "{changes}");
    assert!(!reply.text.contains("Version veröffentlichen"), "no button that leads nowhere");
}

async fn fork(app: &mut TestApp, item: &str) {
    let (_, stand) = draft(app).await;
    let reply = app.post(&format!("{SURVEY}/neue-kennung"), &[("stand", &stand), ("frage", item)]).await;
    assert_eq!(reply.location(), format!("{SURVEY}#aenderungen"), "{}", reply.text_of("main"));
}

/// What was answered, by the text that tells one answer from all others.
type Given = BTreeMap<String, (i64, Answers)>;

/// Seven people answer what the wave asks now.
async fn answer(app: &TestApp, chance: &mut Chance, given: &mut Given) {
    let running = app.state.running("w").await.expect("a wave");
    for _ in 0..7 {
        let mark = format!("Person {}", given.len());
        let answers = answered(&running.questionnaire, chance, &mark);
        let submission = Submission {
            key: KeyHash::of(mark.as_bytes()),
            ticket: None,
            consent: None,
            draft: None,
            k: 5,
            held_back: false,
            quotas: Vec::new(),
            wave: running.wave.id,
            version: running.wave.version,
            answers: serde_json::to_string(&answers).expect("json"),
            kreis: None,
            day: TODAY.to_owned(),
        };
        app.state.store.submit(submission).await.expect("stored");
        given.insert(mark, (running.wave.version, answers));
    }
}

const MARK: &str = "mark";

#[tokio::test]
async fn six_versions_later_every_value_lies_in_its_own_column() {
    let mut app = field().await;
    let (mut chance, mut given) = (Chance(20_261_123), Given::new());
    // The text by which the test knows who is who.
    edit(&mut app, "id = \"mehr\"\nkind = \"long_text\"", "id = \"mark\"\nkind = \"long_text\"").await;
    published(&mut app, &[]).await;
    answer(&app, &mut chance, &mut given).await;

    // Added: a question, an option, a row. Reworded: a label.
    let row = "    { id = \"geld\"";
    edit(&mut app, row, &format!("    {{ id = \"klima\", label = {{ de-sie = \"Klima\", en = \"Mood\" }} }},\n{row}"))
        .await;
    let option = "    { id = \"nichts\"";
    let new = "    { id = \"energie\", label = { de-sie = \"Energie\", en = \"Energy\" } },\n";
    edit(&mut app, option, &format!("{new}{option}")).await;
    edit(&mut app, "de-sie = \"Bau\"", "de-sie = \"Bau und Ausbau\"").await;
    edit(&mut app, "id = \"branche\" # wird", "order = \"random\"\nid = \"branche\" # wird").await;
    let page = "[[section.page]]\nid = \"vorrang\"";
    let question = "[[section.page]]\nid = \"neu\"\n[[section.page.item]]\nid = \"neu\"\nkind = \"number\"\nmin = -20\n\
                    max = 20\ntext = { de-sie = \"Wie viele mehr?\", en = \"How many more?\" }\n";
    edit(&mut app, page, &format!("{question}{page}")).await;
    published(&mut app, &[]).await;
    answer(&app, &mut chance, &mut given).await;

    // Removed: a question and a row. In another order: the options.
    edit(&mut app, question, "").await;
    edit(&mut app, "kind = \"top\"\nof = \"noten\"", "kind = \"top\"\nof = \"themen\"").await;
    refused(&mut app, "Die Antwort „weg“ gibt es nicht mehr.").await;
    fork(&mut app, "vorrang").await;
    edit(&mut app, "    { id = \"weg\", label = { de-sie = \"Der Weg\", en = \"The way\" } },\n", "").await;
    edit(&mut app, "condition = 'noten.weg >= 2 and branche == \"bau\"'", "condition = 'branche == \"bau\"'").await;
    let handel = "    { id = \"handel\", label = { de-sie = \"Handel\", en = \"Trade\" } },\n";
    edit(&mut app, handel, "").await;
    edit(&mut app, "    { id = \"bau\"", &format!("{handel}    {{ id = \"bau\"")).await;
    published(&mut app, &[]).await;
    answer(&app, &mut chance, &mut given).await;

    // Recoded: two options change their texts. Only as another question.
    edit(&mut app, "de-sie = \"Handel\", en = \"Trade\"", "de-sie = \"Pflege\", en = \"Care\"").await;
    edit(
        &mut app,
        "id = \"pflege\", label = { de-sie = \"Pflege\", en = \"Care\"",
        "id = \"pflege\", label = { de-sie = \"Handel\", en = \"Trade\"",
    )
    .await;
    refused(&mut app, "Die Antwort „handel“ sagt jetzt, was vorher „pflege“ gesagt hat.").await;
    fork(&mut app, "branche").await;
    // What is worked out of it is another value too, and the quota that counts it is looked at by a person.
    refused(&mut app, "Der Wert wird anders berechnet.").await;
    fork(&mut app, "bauwesen").await;
    published(&mut app, &[("bestaetigt", "1")]).await;
    answer(&app, &mut chance, &mut given).await;

    // Retyped: a number becomes a text. And the scale gets fewer points.
    edit(
        &mut app,
        "id = \"alle\"\nkind = \"number\"\ntext = { de-sie = \"Wie viele sind Sie?\", en = \"How many are you?\" }\nmin = 0\nmax = 1000",
        "id = \"alle\"\nkind = \"short_text\"\ntext = { de-sie = \"Wie viele sind Sie?\", en = \"How many are you?\" }",
    )
    .await;
    edit(&mut app, "part_of = \"alle\"\n", "").await;
    edit(&mut app, "    { de-sie = \"mittel\", en = \"fair\" },\n", "").await;
    refused(&mut app, "Aus der Art „Zahl“ ist „kurzer Text“ geworden.").await;
    fork(&mut app, "alle").await;
    refused(&mut app, "Die Skala hat 2 statt 3 Stufen.").await;
    fork(&mut app, "noten").await;
    published(&mut app, &[]).await;
    answer(&app, &mut chance, &mut given).await;

    // Something quite different under an old name has to be confirmed; and a question comes back.
    edit(&mut app, "de-sie = \"In wie vielen Wochen?\"", "de-sie = \"Wann brauchen Sie das?\"").await;
    edit(&mut app, page_of("vorrang_2").as_str(), &format!("{question}{}", page_of("vorrang_2"))).await;
    let open = publish(&mut app, &[("welle", "w")]).await;
    assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(open.text_of(".problems").contains("Bestätigen Sie"), "{}", open.text_of("main"));
    published(&mut app, &[("bestaetigt", "1")]).await;
    answer(&app, &mut chance, &mut given).await;

    let wave = app.state.store.wave("w").await.expect("read").expect("there");
    assert_eq!(app.state.store.asked_versions(&wave).await.expect("read"), [1, 2, 3, 4, 5, 6, 7]);
    app.move_wave("w", WaveState::Open, WaveState::Closed).await;
    check_table(&mut app, &given).await;
    check_codebook(&mut app).await;
    check_results(&mut app).await;
}

fn page_of(item: &str) -> String {
    let page = item.trim_end_matches("_2");
    format!("[[section.page]]\nid = \"{page}\"\n[[section.page.item]]\nid = \"{item}\"")
}

async fn versions(app: &TestApp) -> BTreeMap<i64, Survey> {
    let row = app.state.store.survey("wandel").await.expect("read").expect("there");
    let versions = app.state.store.versions(row.id).await.expect("read").into_iter();
    let read = |frozen: String| serde_json::from_str(&frozen).expect("a survey");
    versions.filter_map(|version| Some((version.number, read(version.frozen?)))).collect()
}

async fn check_table(app: &mut TestApp, given: &Given) {
    let versions = versions(app).await;
    let file = app.get("/intern/wellen/w/antworten/csv").await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    let mut records = csv::Reader::from_reader(file.text.as_bytes());
    let header = records.headers().expect("a header").clone();
    let place = |name: &str| header.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}"));
    assert_eq!(header.iter().collect::<std::collections::BTreeSet<_>>().len(), header.len(), "each column once");
    let mut rows = 0;
    for record in records.records() {
        let record = record.expect("a line");
        let (version, answers) = &given[&record[place(MARK)]];
        assert_eq!(record[place("_version")], version.to_string());
        // Which order was drawn stands in the columns of orders.
        let mut shown = usize::from(flow::order_of(answers).is_some());
        for (name, cell) in header.iter().zip(&record).filter(|(name, _)| *name != "_version") {
            let (expected, holds) = expected(name, answers, &versions[version]);
            assert_eq!(cell, expected, "{name} of version {version}: {answers:?}");
            shown += holds;
        }
        let ticks = |(key, value): (&Key, &Value)| match value {
            Value::Choices(_) | Value::Missing(_) => {
                let survey = &versions[version];
                survey.item(&key.item).map_or(1, |item| survey.choices(item).len()).max(1)
            }
            _ => 1,
        };
        // A battery's rows are keys of their own; whatever was answered stands in at least one cell.
        assert!(shown >= answers.0.len() && shown <= answers.0.iter().map(ticks).sum(), "{shown} of {answers:?}");
        for key in answers.0.keys().filter(|key| key.item.as_str() != flow::ORDER) {
            let stands = header.iter().any(|name| belongs(name, key));
            assert!(stands, "{key} has no column");
        }
        rows += 1;
    }
    assert_eq!(rows, given.len(), "0 lost");
}

/// Whether a column is that of an answer, or of one of its options.
fn belongs(name: &str, key: &Key) -> bool {
    name.parse::<Key>().is_ok_and(|column| column == *key || Key { row: None, ..column } == *key)
}

/// What must stand there, worked out anew from what was answered; and whether an answer stands behind it.
fn expected(name: &str, answers: &Answers, survey: &Survey) -> (String, usize) {
    if let Some(drawn) = name.strip_prefix("order.") {
        let shown = survey.orders(answers).into_iter().find(|(of, _)| of == drawn).map(|(_, ids)| ids.join("|"));
        return (shown.unwrap_or_default(), 0);
    }
    // Nobody walked through these answers, so nothing was looked at.
    if name.starts_with("data_quality.") {
        return (String::new(), 0);
    }
    let column: Key = name.parse().expect("a key");
    if column.item.as_str().starts_with("bauwesen") {
        return match answers.get(&column) {
            Some(Value::Choice(id)) => (id.to_string(), 1),
            nothing => (nothing.map(|other| format!("{other:?}")).unwrap_or_default(), 0),
        };
    }
    // The only numbers that may be negative have their codes further down.
    let code = |code: i64| if column.item.as_str() == "neu" { (code * 10).to_string() } else { code.to_string() };
    let missing = |missing: Missing| match missing {
        Missing::NotApplicable => code(-6),
        Missing::DontKnow => code(-8),
        Missing::NoAnswer => code(-9),
    };
    let whole = Key { row: None, ..column.clone() };
    let option = column.row.as_ref();
    let offered = survey
        .item(&column.item)
        .is_some_and(|item| option.is_none_or(|option| survey.choices(item).iter().any(|choice| choice.id == *option)));
    let value = answers.get(&column).or_else(|| option.and_then(|_| answers.get(&whole)));
    match value {
        Some(_) if !offered => (code(-7), 0),
        None => (code(-7), 0),
        Some(Value::Missing(reason)) => (missing(*reason), 1),
        Some(Value::Choice(id)) => (id.to_string(), 1),
        Some(Value::Number(number)) => (number.to_string(), 1),
        Some(Value::Text(text)) => (text.clone(), 1),
        Some(Value::Choices(ids)) => (u8::from(option.is_some_and(|option| ids.contains(option))).to_string(), 1),
    }
}

async fn check_codebook(app: &mut TestApp) {
    let book = app.get("/intern/wellen/w/antworten/codebook").await;
    let mut records = csv::Reader::from_reader(book.text.as_bytes());
    let lines: Vec<csv::StringRecord> = records.records().collect::<Result<_, _>>().expect("readable");
    let line = |column: &str, code: &str| {
        let found = lines.iter().find(|line| &line[0] == column && &line[3] == code);
        found.unwrap_or_else(|| panic!("{column} {code}")).clone()
    };
    assert_eq!(lines[0].len(), exports::codebook::HEAD.len());
    assert_eq!(&line("branche", "bau")[7], "1, 2, 3, 4");
    assert!(line("branche", "bau")[8].contains("Version 1: Bau"), "{:?}", line("branche", "bau"));
    assert_eq!(&line("branche_2", "handel")[4], "Pflege");
    assert_eq!(&line("noten.klima", "1")[7], "3, 4, 5");
    assert_eq!(&line("neu", "-70")[7], "3, 7");
    assert!(line("eile@digital", "")[8].contains("In wie vielen Wochen?"));
    assert_eq!(&line("themen.energie", "1")[7], "3, 4, 5, 6, 7");
    assert_eq!((&line("bauwesen", "")[7], &line("bauwesen_2", "")[7]), ("1, 2, 3, 4", "5, 6, 7"));
    assert_eq!(&line("order.item.branche", "")[7], "3, 4");
}

async fn check_results(app: &mut TestApp) {
    let page = app.get("/intern/wellen/w/ergebnisse").await;
    assert_eq!(page.status, StatusCode::OK);
    let said = page.text_of("main");
    assert!(said.contains("Der Fragebogen hat sich in dieser Zeit geändert"), "{said}");
    assert!(said.contains("Wie viele mehr?") && said.contains("frühere Antworten gibt es dazu nicht"), "{said}");
    assert!(said.contains("Energie") && !said.contains("passt nicht zu ihrer Frage"), "{said}");
    // All who were ever asked, whichever version asked them.
    let figures = app.state.running("w").await.expect("a wave");
    let analysis = app.state.analysis(&figures).await.expect("an analysis");
    assert_eq!((analysis.responses, analysis.unreadable, analysis.misfits), (42, 0, 0));
}

#[tokio::test]
async fn the_changes_are_listed_before_publishing() {
    let mut app = field().await;
    let first = app.get(SURVEY).await;
    assert_eq!(first.count("#aenderungen"), 0, "nothing is being changed");
    edit(&mut app, "    { id = \"handel\", label = { de-sie = \"Handel\", en = \"Trade\" } },\n", "").await;
    // Nobody has answered yet: worth knowing, and no more.
    let page = app.get(SURVEY).await;
    let changes = page.text_of("#aenderungen");
    assert!(changes.contains("Änderungen gegenüber Version 1") && changes.contains("Gut zu wissen"), "{changes}");
    assert!(page.text.contains("Version veröffentlichen") && page.count("input[name=welle][checked]") == 1);
    let running = app.state.running("w").await.expect("a wave");
    let (mut chance, mut given) = (Chance(7), Given::new());
    answer(&app, &mut chance, &mut given).await;
    let page = app.get(SURVEY).await;
    let changes = page.text_of("#aenderungen");
    assert!(changes.contains("In welcher Branche sind Sie tätig?"), "the question by its words: {changes}");
    assert!(changes.contains("Die Antwort „handel“ gibt es nicht mehr.") && changes.contains("branche_2"), "{changes}");
    assert_eq!(page.count("#aenderungen form"), 1);
    // Somebody else was faster, and a question that is not there.
    let late = app.post(&format!("{SURVEY}/neue-kennung"), &[("stand", "1"), ("frage", "branche")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for unknown in ["gibt-es-nicht", "Nicht so!"] {
        let (_, stand) = draft(&app).await;
        let reply = app.post(&format!("{SURVEY}/neue-kennung"), &[("stand", &stand), ("frage", unknown)]).await;
        assert!([StatusCode::CONFLICT, StatusCode::NOT_FOUND].contains(&reply.status), "{unknown}");
    }
    fork(&mut app, "branche").await;
    let changes = app.get(SURVEY).await.text_of("#aenderungen");
    assert!(changes.contains("Berechneter Wert „bauwesen“") && changes.contains("Baubetrieb"), "{changes}");
    fork(&mut app, "bauwesen").await;
    let page = app.get(SURVEY).await;
    assert!(page.text.contains("Version veröffentlichen"), "{}", page.text_of("main"));
    assert!(page.text_of("#aenderungen").contains("Die Quote „bau“ gilt für andere als bisher."), "{}", page.text);
    // Without its tick the wave stays as it is.
    assert_eq!(publish(&mut app, &[("bestaetigt", "1")]).await.status, StatusCode::SEE_OTHER);
    let stays = app.state.running("w").await.expect("a wave");
    assert_eq!(stays.wave.version, running.wave.version);
    assert!(!stays.history.has_several());
}

#[tokio::test]
async fn a_wave_that_never_changed_has_no_column_of_versions() {
    let mut app = field().await;
    let (mut chance, mut given) = (Chance(3), Given::new());
    answer(&app, &mut chance, &mut given).await;
    app.move_wave("w", WaveState::Open, WaveState::Closed).await;
    let file = app.get("/intern/wellen/w/antworten/csv").await;
    assert!(file.text.starts_with("branche,themen.digital,"), "{}", file.text);
    let results = app.get("/intern/wellen/w/ergebnisse").await;
    assert!(!results.text.contains("Der Fragebogen hat sich"), "{}", results.text_of("main"));
}
