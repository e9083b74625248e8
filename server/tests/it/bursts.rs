//! An open link that a machine answers: nothing is refused, nothing counts that is too much, and nobody's address is kept.

use std::fs;

use axum::http::StatusCode;
use server::{clock::Clock, config::Config};
use store::{Access, WaveState};

use crate::app::{Reply, TestApp};

const ADDRESS: &str = "203.0.113.77";

/// One question: a machine needs two posts.
pub const SURVEY: &str = r#"
slug = "azubis"
audience = "apprentice"
k = 10
locales = ["de-du"]
title.de-du = "Pausen"
intro.de-du = "Wir fragen nach deinen Pausen."
privacy.de-du = "Niemand erfährt, was du antwortest."

[[section]]
title.de-du = "Pausen"

[[section.page]]
id = "offen"
[[section.page.item]]
id = "offen"
kind = "long_text"
text.de-du = "Was würde deine Pausen besser machen?"
"#;

async fn office(burst: u32) -> TestApp {
    office_of(SURVEY, burst).await
}

async fn office_of(survey: &str, burst: u32) -> TestApp {
    let mut config = Config::default();
    config.fieldwork.burst = burst;
    let mut app = TestApp::of(config, Clock::fixed("2026-11-23T10:00:00Z".parse().expect("instant"))).await;
    app.seed_region().await;
    app.open_survey(survey, "azubis").await;
    app.come_from(ADDRESS);
    app
}

/// Two posts, as a machine does it; gives where the second leads.
async fn answer(app: &mut TestApp) -> Reply {
    app.forget_cookies();
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next")]).await
}

/// In the main set, and held back.
async fn counts(app: &TestApp) -> (u64, u64) {
    let store = &app.state.store;
    let wave = store.wave("azubis").await.expect("read").expect("there").id;
    (store.response_count(wave).await.expect("counted"), store.held_back(wave).await.expect("counted"))
}

async fn end(app: &mut TestApp) {
    app.forget_cookies();
    app.sign_in().await;
    app.post("/intern/wellen/azubis/schliessen", &[]).await;
    app.post("/intern/wellen/azubis/frist-beenden", &[]).await;
}

#[tokio::test]
async fn a_thousand_answers_of_one_client_do_not_stuff_an_open_link() {
    let mut app = office(60).await;
    for _ in 0..1_000 {
        let sent = answer(&mut app).await;
        assert!(sent.location().starts_with("/s/azubis/danke"), "acknowledged like any other: {}", sent.location());
    }
    assert_eq!(counts(&app).await, (60, 940));
    // A class somewhere else is as welcome as before.
    app.come_from("2001:db8:1:2::3");
    for _ in 0..30 {
        answer(&mut app).await;
    }
    assert_eq!(counts(&app).await, (90, 940));
    app.state.store.checkpoint().await.expect("written");
    for file in fs::read_dir(app.folder()).expect("folder") {
        let path = file.expect("file").path();
        let bytes = fs::read(&path).unwrap_or_default();
        for needle in [ADDRESS, "2001:db8", "203.0.113"] {
            assert!(!bytes.windows(needle.len()).any(|window| window == needle.as_bytes()), "{needle} in {path:?}");
        }
    }
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis").await;
    assert!(page.text_of("#zurueckgehalten h2").contains("940 bis 949"), "{}", page.text_of("#zurueckgehalten"));
    assert_eq!(page.count("#zurueckgehalten form"), 0, "not while the wave runs");
    assert_eq!(app.post("/intern/wellen/azubis/zurueckgehaltene", &[]).await.status, StatusCode::CONFLICT);
    end(&mut app).await;
    assert_eq!(app.get("/intern/wellen/azubis").await.count("#zurueckgehalten form"), 1);
    let results = app.get("/intern/wellen/azubis/ergebnisse").await;
    assert!(results.text.contains("Nicht mitgezählt sind 940 Antworten"), "{}", results.text_of("main"));
    let file = app.get("/intern/wellen/azubis/antworten/csv").await;
    assert_eq!(csv::Reader::from_reader(file.text.as_bytes()).records().count(), 90);
    // Whoever has seen the results without them does not see them with them.
    assert_eq!(app.post("/intern/wellen/azubis/zurueckgehaltene", &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(app.get("/intern/wellen/azubis").await.count("#zurueckgehalten form"), 0);
}

#[tokio::test]
async fn staff_take_in_what_was_held_back_all_or_none() {
    let mut app = office(5).await;
    for _ in 0..12 {
        answer(&mut app).await;
    }
    assert_eq!(counts(&app).await, (5, 7));
    end(&mut app).await;
    assert_eq!(app.post("/intern/wellen/azubis/zurueckgehaltene", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(counts(&app).await, (12, 0));
    let page = app.get("/intern/wellen/azubis").await;
    assert_eq!(page.count("#zurueckgehalten"), 0);
    let file = app.get("/intern/wellen/azubis/antworten/csv").await;
    assert_eq!(csv::Reader::from_reader(file.text.as_bytes()).records().count(), 12);
    assert!(!app.get("/intern/wellen/azubis/ergebnisse").await.text.contains("Nicht mitgezählt"));
}

/// The rest of a survey that asks for a trade, one of them with a quota, and where one works.
const TRADES: &str = r#"
[[quota]]
id = "bau"
condition = 'branche == "bau"'
limit = 4
text.de-du = "Aus dem Bau haben schon genug geantwortet."

[[section]]
title.de-du = "Pausen"

[[section.page]]
id = "start"
[[section.page.item]]
id = "branche"
kind = "single"
text.de-du = "Wo arbeitest du?"
option = [{ id = "bau", label.de-du = "Bau" }, { id = "handel", label.de-du = "Handel" }]
[[section.page.item]]
id = "ort"
kind = "municipality"
text.de-du = "In welcher Gemeinde?"
"#;

#[tokio::test]
async fn what_is_taken_in_counts_in_its_kreis_and_its_quota() {
    let (head, _) = SURVEY.split_once("[[section]]").expect("it has sections");
    let mut app = office_of(&format!("{head}{TRADES}"), 3).await;
    let region = app.state.region().await.expect("the region");
    let place = region.first().expect("a municipality");
    for trade in ["bau", "bau", "handel", "bau", "bau", "bau", "handel"] {
        app.forget_cookies();
        app.post("/s/azubis", &[("locale", "de-du")]).await;
        let sent =
            app.post("/s/azubis/start", &[("branche", trade), ("ort", place.ags.as_str()), ("_go", "next")]).await;
        assert!(sent.location().starts_with("/s/azubis/danke"), "{trade}: {}", sent.location());
    }
    assert_eq!(counts(&app).await, (3, 4));
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there").id;
    let store = app.state.store.clone();
    let counted = async || {
        let kreise = store.returns_per_kreis(wave).await.expect("counts");
        (kreise, store.quota_counts(wave).await.expect("counts"))
    };
    let both = |kreis, quota| (vec![(place.kreis.clone(), kreis)], vec![("bau".to_owned(), quota)]);
    assert_eq!(counted().await, both(3, 2), "what is held back takes no place");
    end(&mut app).await;
    assert_eq!(app.post("/intern/wellen/azubis/zurueckgehaltene", &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(counted().await, both(7, 5), "also over the limit of the quota");
    // Again: nothing is left to be counted.
    app.post("/intern/wellen/azubis/zurueckgehaltene", &[]).await;
    assert_eq!(counted().await, both(7, 5));
}

/// The same form again, because the reply was lost, is the same answer and takes nobody's place.
#[tokio::test]
async fn sending_again_is_no_burst_and_codes_have_no_limit() {
    let mut app = office(2).await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let key = crate::mailing::value(&app.get("/s/azubis/offen").await, "input[name=_key]");
    for _ in 0..5 {
        let sent = app.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next"), ("_key", &key)]).await;
        assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
    }
    answer(&mut app).await;
    assert_eq!(counts(&app).await, (2, 0));
    answer(&mut app).await;
    assert_eq!(counts(&app).await, (2, 1));
    let codes = app.open_with_codes("was-hilft", "hilft", Access::Code, 4).await;
    let wave = app.state.store.wave("hilft-c").await.expect("read").expect("there");
    assert_eq!(wave.state, WaveState::Open);
    for code in codes {
        app.forget_cookies();
        crate::respond::walk(&mut app, &format!("/c/{}", code.compact())).await;
    }
    assert_eq!(app.state.store.response_count(wave.id).await.expect("counted"), 4);
    assert_eq!(app.state.store.held_back(wave.id).await.expect("counted"), 0);
}
