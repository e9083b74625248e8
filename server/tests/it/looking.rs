//! Results: who may see them, from when on, and what is never in them.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use store::{Imported, Wave, WaveState};

use crate::{
    app::{TODAY, TestApp},
    seeded::demo,
};

async fn answers(app: &TestApp, wave: &Wave, count: usize) {
    let empty = || Imported { answers: "{}".to_owned(), kreis: None, day: TODAY.to_owned() };
    app.state.store.import_responses(wave.id, wave.version, (0..count).map(|_| empty())).await.expect("stored");
}

/// Addresses in a page that begin like this.
fn links(html: &str, start: &str) -> BTreeSet<String> {
    let addresses = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    addresses.filter(|address| address.starts_with(start)).map(|address| address.replace("&amp;", "&")).collect()
}

/// Every public page of results, in both views and languages, and every file that can be loaded from it and has text. A PNG
/// is the SVG beside it.
async fn public_texts(app: &mut TestApp) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    let list = app.get("/ergebnisse").await;
    let mut pages = links(&list.text, "/ergebnisse/");
    assert!(pages.len() >= 4, "three waves of apprentices, one of firms: {pages:?}");
    pages.extend(links(&list.text, "/perspektiven"));
    pages.extend(links(&list.text, "/verlauf/"));
    assert!(pages.len() >= 6, "and what is compared: {pages:?}");
    texts.push(("/ergebnisse".to_owned(), list.text));
    for page in pages {
        for view in ["", "?ansicht=divergierend&kreuz=mitte", "?lang=en"] {
            let address = format!("{page}{view}");
            let reply = app.get(&address).await;
            assert_eq!(reply.status, StatusCode::OK, "{address}");
            let is_text = |file: &String| !file.split('?').next().is_some_and(|path| path.ends_with(".png"));
            for file in links(&reply.text, &format!("{page}/")).into_iter().filter(is_text) {
                let reply = app.get(&file).await;
                assert_eq!(reply.status, StatusCode::OK, "{file}");
                texts.push((file, reply.text));
            }
            texts.push((address, reply.text));
        }
    }
    assert!(texts.len() > 60, "pages and files: {}", texts.len());
    texts
}

/// As a word: "Verl" is a town, "Verlauf" is not about it, and neither is a Kreis about the town it is called after.
fn is_named(text: &str, name: &str) -> bool {
    let is_town =
        |at: usize| !text[at + name.len()..].starts_with(char::is_alphabetic) && !text[..at].ends_with("Kreis ");
    text.match_indices(name).any(|(at, _)| is_town(at))
}

#[tokio::test]
async fn nothing_public_is_told_by_place() {
    let mut app = demo().await;
    let region = app.state.region().await.expect("region");
    // The region itself is named after one of them.
    let names: Vec<&str> = region.iter().map(|place| place.name.as_str()).filter(|name| *name != "Paderborn").collect();
    assert_eq!(names.len(), 28);
    for (address, text) in public_texts(&mut app).await {
        for name in &names {
            assert!(!is_named(&text, name), "{name} stands in {address}");
        }
    }
}

#[tokio::test]
async fn results_and_answers_are_there_from_the_end_on() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    answers(&app, &wave, 9).await;
    app.sign_in().await;
    let of_answers = ["csv", "csv-excel", "xlsx", "sav", "parquet", "ddi"].map(|format| format!("antworten/{format}"));
    let places = ["ergebnisse", "ergebnisse/bedarf.csv", "ergebnisse/daten/csv", "abdeckung"];
    let places: Vec<&str> = places.into_iter().chain(of_answers.iter().map(String::as_str)).collect();
    for place in places {
        let reply = app.get(&format!("/intern/wellen/betriebe/{place}")).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{place} of a running wave");
        assert!(reply.text.contains("sobald die Welle beendet ist"), "{place}");
    }
    assert!(!app.get("/intern/wellen/betriebe").await.text.contains("antworten/csv"));
    app.post("/intern/wellen/betriebe/schliessen", &[]).await;
    let page = app.get("/intern/wellen/betriebe").await;
    assert!(page.text.contains("antworten/csv") && page.text.contains("Wieder öffnen"));
    assert_eq!(app.get("/intern/wellen/betriebe/ergebnisse").await.status, StatusCode::OK);
    for place in &of_answers {
        let file = app.get(&format!("/intern/wellen/betriebe/{place}")).await;
        assert_eq!(file.status, StatusCode::OK, "{place}");
        assert!(file.header("content-disposition").contains("antworten-betriebe"), "{place}");
    }
    // Looking at the public page is for everybody, and only after the release.
    assert_eq!(app.get("/ergebnisse/betriebe").await.status, StatusCode::NOT_FOUND);
}

/// Two views with one answer between them would give that answer away.
#[tokio::test]
async fn a_wave_that_was_looked_at_is_not_opened_again() {
    for look in ["ergebnisse", "ergebnisse/f-alter.csv", "antworten/csv"] {
        let mut app = TestApp::new().await;
        app.seed_region().await;
        let wave = app.open_template("auszubildende", "azubis").await;
        answers(&app, &wave, 10).await;
        app.sign_in().await;
        app.post("/intern/wellen/azubis/schliessen", &[]).await;
        let opened = app.post("/intern/wellen/azubis/oeffnen", &[]).await;
        assert_eq!(opened.location(), "/intern/wellen/azubis", "nobody has seen anything");
        app.post("/intern/wellen/azubis/schliessen", &[]).await;
        app.get(&format!("/intern/wellen/azubis/{look}")).await;
        let refused = app.post("/intern/wellen/azubis/oeffnen", &[]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "after {look}");
        assert!(refused.text.contains("neue Welle"));
        assert!(!app.get("/intern/wellen/azubis").await.text.contains("Wieder öffnen"));
    }
}

#[tokio::test]
async fn a_release_that_was_withdrawn_stays_closed() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    answers(&app, &wave, 12).await;
    app.sign_in().await;
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    app.post("/intern/wellen/azubis/veroeffentlichen", &[]).await;
    assert_eq!(app.get("/ergebnisse/azubis").await.status, StatusCode::OK);
    app.post("/intern/wellen/azubis/zuruecknehmen", &[]).await;
    for gone in ["/ergebnisse/azubis", "/ergebnisse/azubis/f-alter.csv"] {
        assert_eq!(app.get(gone).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
    assert_eq!(app.post("/intern/wellen/azubis/oeffnen", &[]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn fewer_than_k_answers_are_no_file() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    answers(&app, &wave, 9).await;
    app.sign_in().await;
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    let refused = app.get("/intern/wellen/azubis/antworten/csv").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Weniger als 10"));
    assert_eq!(app.get("/intern/wellen/azubis/antworten/codebook").await.status, StatusCode::OK);
}

/// Nobody may think that a page is about all answers when it is not.
#[tokio::test]
async fn answers_that_cannot_be_read_are_told_to_staff() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    answers(&app, &wave, 12).await;
    let broken = Imported { answers: "kein JSON".to_owned(), kreis: None, day: TODAY.to_owned() };
    app.state.store.import_responses(wave.id, wave.version, [broken]).await.expect("stored");
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis/ergebnisse").await;
    assert!(page.text.contains("Eine Antwort konnte nicht gelesen werden."));
    app.post("/intern/wellen/azubis/veroeffentlichen", &[]).await;
    let public = app.get("/ergebnisse/azubis").await;
    assert_eq!(public.status, StatusCode::OK);
    assert!(!public.text.contains("nicht gelesen"));
}

/// Two firms plan to train and four do not: too few to be told apart. How many were asked for their places would do so.
#[tokio::test]
async fn who_was_asked_does_not_tell_small_groups_apart() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    let firms = [("ja", 20, true), ("geplant", 2, true), ("nein", 4, false)];
    let answer = |(training, count, is_asked): (&str, usize, bool)| {
        let places = if is_asked { r#","plaetze_angeboten":3,"plaetze_besetzt":2"# } else { "" };
        vec![format!(r#"{{"ausbildung":"{training}"{places}}}"#); count]
    };
    let imported = |answers: String| Imported { kreis: None, answers, day: TODAY.to_owned() };
    // Not all offer as many, or nothing could be told for another reason.
    let answers = firms.into_iter().flat_map(answer).enumerate().map(|(at, answer)| {
        if at % 2 == 0 {
            answer.replace("angeboten\":3", "angeboten\":4").replace("besetzt\":2", "besetzt\":1")
        } else {
            answer
        }
    });
    let answers: Vec<Imported> = answers.map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("stored");
    app.sign_in().await;
    app.post("/intern/wellen/betriebe/schliessen", &[]).await;
    app.post("/intern/wellen/betriebe/veroeffentlichen", &[]).await;
    let page = app.get("/ergebnisse/betriebe").await;
    let training = page.text_of("#f-ausbildung table");
    assert!(training.contains("Nein, aber wir planen es und Nein"), "told together: {training}");
    for (figure, sum) in [("f-plaetze_angeboten", "77"), ("f-plaetze_besetzt", "33")] {
        let table = page.text_of(&format!("#{figure} table"));
        assert!(table.contains('•') && !table.contains("22") && !table.contains(sum), "{table}");
    }
}

/// "1.200", not "1200": a number of four digits is read wrongly at a glance.
#[tokio::test]
async fn thousands_stand_apart_wherever_answers_are_counted() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    let goal = (store::Group::Kreis("Kreis Höxter".to_owned()), 2_400);
    app.state.store.set_targets(wave.id, vec![goal]).await.expect("stored");
    let rated = |fulfilment: usize| Imported {
        answers: format!(r#"{{"merkmale.weg.importance":5,"merkmale.weg.fulfilment":{}}}"#, 1 + fulfilment % 5),
        kreis: None,
        day: TODAY.to_owned(),
    };
    app.state.store.import_responses(wave.id, wave.version, (0..1_200).map(rated)).await.expect("stored");
    app.sign_in().await;
    let live = app.get("/intern/wellen/azubis").await;
    assert_eq!(live.text_of("dd leptos-island"), "1.200");
    let watched = app.get("/intern/wellen/azubis/feld").await.text_of("[data-watch]");
    assert!(watched.contains("1.200") && watched.contains("von 2.400 erhofften"), "{watched}");
    app.post("/intern/wellen/azubis/schliessen", &[]).await;
    let results = app.get("/intern/wellen/azubis/ergebnisse").await;
    assert!(results.count("figure#abstand") == 1 && results.text_of("main").contains("1.200"));
    assert!(!results.text_of("main").contains("1200"), "{}", results.text_of("main"));
}
