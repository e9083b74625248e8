//! Addresses that people leave: apart from the answers, once each, seen after the end, deleted when they are done with.

use axum::http::StatusCode;
use store::{ContactRequest, WaveState};

use crate::app::{ANSWERS, Reply, TestApp};

const SURVEY: &str = r#"
slug = "bericht"
audience = "firm"
k = 5
locales = ["de-sie"]
title.de-sie = "Bericht"
intro.de-sie = "Wir fragen nach Plätzen."
privacy.de-sie = "Niemand erfährt, was Sie antworten."

[protection]
purpose.de-sie = "Wir zählen Plätze."
legal_basis = "Artikel 6 Absatz 1 Buchstabe f DSGVO"
retention_months = 12
level = "anonymous"

[[quota]]
id = "viele"
condition = "plaetze > 100"
limit = 5
text.de-sie = "Es haben schon genug große Betriebe geantwortet."

[[section]]
title.de-sie = "Betrieb"

[[section.page]]
id = "plaetze"
[[section.page.item]]
id = "plaetze"
kind = "number"
min = 0
max = 500
text.de-sie = "Wie viele Plätze bieten Sie an?"

[[section.page]]
id = "kontakt"
[[section.page.item]]
id = "kontakt"
kind = "contact"
text.de-sie = "Sollen wir Ihnen den Bericht schicken?"
consent.de-sie = "Ja, schreiben Sie mir, wenn der Bericht da ist."
"#;

const PAGE: &str = "/intern/wellen/bericht/adressen";

/// The last page, with an address and its tick.
pub const LAST: [(&str, &str); 3] = [("kontakt", "ada@beispiel.de"), ("kontakt:consent", "1"), ("_go", "next")];

pub async fn opened() -> TestApp {
    let app = TestApp::new().await;
    app.open_survey(SURVEY, "bericht").await;
    app
}

/// Up to the last page.
pub async fn begin(app: &mut TestApp, places: &str) {
    app.forget_cookies();
    app.post("/s/bericht", &[("locale", "de-sie")]).await;
    let posted = app.post("/s/bericht/plaetze", &[("plaetze", places), ("_go", "next")]).await;
    assert_eq!(posted.location(), "/s/bericht/kontakt");
}

async fn answer(app: &mut TestApp, places: &str, contact: &[(&str, &str)]) -> Reply {
    begin(app, places).await;
    app.post("/s/bericht/kontakt", &[contact, &[("_go", "next")]].concat()).await
}

pub async fn left(app: &TestApp) -> Vec<ContactRequest> {
    let wave = app.state.store.wave("bericht").await.expect("read").expect("there");
    app.state.roster.contact_requests(wave.id).await.expect("requests")
}

async fn documents(app: &TestApp) -> String {
    let wave = app.state.store.wave("bericht").await.expect("read").expect("there");
    let mut responses = app.state.store.responses(wave.id).await.expect("responses");
    let mut all = String::new();
    while let Some(batch) = responses.next().await.expect("batch") {
        all.extend(batch.iter());
    }
    all
}

#[tokio::test]
async fn an_address_lies_apart_from_the_answers_and_once() {
    let mut app = opened().await;
    let notice = app.get("/s/bericht/was-wir-speichern").await;
    assert!(notice.text.contains("in einer anderen Datenbank als die Antworten"), "{}", notice.text_of("main"));
    for (places, address) in [("41", "Ada@Beispiel.de"), ("42", "ada@beispiel.de"), ("43", "bo@beispiel.de")] {
        let sent = answer(&mut app, places, &[("kontakt", address), ("kontakt:consent", "1")]).await;
        assert!(sent.location().starts_with("/s/bericht/danke"), "{}", sent.text_of("main"));
    }
    let emails: Vec<String> = left(&app).await.into_iter().map(|request| request.email).collect();
    assert_eq!(emails, ["ada@beispiel.de", "bo@beispiel.de"]);
    let answers = documents(&app).await;
    assert!(answers.contains("43") && !answers.to_lowercase().contains("beispiel") && !answers.contains("kontakt"));
}

/// Without the tick nobody may be written to, and the page says so instead of dropping what was typed.
#[tokio::test]
async fn an_address_without_its_tick_comes_back() {
    let mut app = opened().await;
    let refused = answer(&mut app, "1", &[("kontakt", "ada@beispiel.de")]).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let page = app.get(refused.location()).await;
    assert_eq!(page.count(".problems li"), 1, "{}", page.text_of("main"));
    assert_eq!(page.count("input[value='ada@beispiel.de']"), 1);
    assert!(left(&app).await.is_empty());
}

/// Of whoever is turned away nothing is kept, the address neither: also where the quota filled in the last moment.
#[tokio::test]
async fn a_full_quota_keeps_no_address() {
    let mut app = opened().await;
    begin(&mut app, "200").await;
    let mut late = app.clone();
    for _ in 0..5 {
        answer(&mut app, "200", &[]).await;
    }
    let gone = late.post("/s/bericht/kontakt", &LAST).await;
    assert!(gone.location().starts_with("/s/bericht/ende/viele"), "{}", gone.location());
    assert!(left(&app).await.is_empty());
}

/// Whoever is turned away takes their own address along, and not that of somebody who was not.
#[tokio::test]
async fn an_address_that_came_with_other_answers_stays_when_the_same_is_turned_away() {
    let mut app = opened().await;
    begin(&mut app, "200").await;
    let mut late = app.clone();
    for _ in 0..5 {
        answer(&mut app, "200", &LAST[..2]).await;
    }
    late.post("/s/bericht/kontakt", &LAST).await;
    assert_eq!(left(&app).await.len(), 1);
}

/// Two drafts leave the same address, the first is turned away when the answers of the second are stored.
#[tokio::test]
async fn an_address_of_stored_answers_stays_when_a_draft_that_left_it_before_is_turned_away() {
    let mut app = opened().await;
    let wave = app.state.store.wave("bericht").await.expect("read").expect("there").id;
    let roster = app.state.roster.clone();
    let first = vec![ContactRequest { item: "kontakt".into(), email: "ada@beispiel.de".into() }];
    roster.leave_contact_requests(wave, first.clone()).await.expect("left");
    answer(&mut app, "8", &LAST[..2]).await;
    roster.take_back_contact_requests(wave, first).await.expect("taken back");
    assert_eq!(left(&app).await.len(), 1);
}

/// Told that nothing is saved, nobody leaves an address behind.
#[tokio::test]
async fn answers_that_cannot_be_stored_leave_no_address() {
    let mut app = opened().await;
    begin(&mut app, "8").await;
    let held = app.hold(ANSWERS).await;
    let refused = app.post("/s/bericht/kontakt", &LAST).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text_of("main"));
    held.let_go().await;
    assert!(left(&app).await.is_empty());
    app.post("/s/bericht/kontakt", &LAST).await;
    assert_eq!(left(&app).await.len(), 1);
}

#[tokio::test]
async fn staff_see_addresses_after_the_end_and_delete_them() {
    let mut app = opened().await;
    for address in ["ada@beispiel.de", "bo@beispiel.de", "=cy@beispiel.de"] {
        answer(&mut app, "7", &[("kontakt", address), ("kontakt:consent", "1")]).await;
    }
    app.forget_cookies();
    assert!(app.get(PAGE).await.asks_to_sign_in());
    assert!(app.get(&format!("{PAGE}.csv")).await.asks_to_sign_in());
    app.sign_in().await;
    let early = app.get(PAGE).await;
    assert!(!early.text.contains("ada@") && early.text.contains("sobald die Welle beendet ist"));
    assert_eq!(app.get(&format!("{PAGE}.csv")).await.status, StatusCode::CONFLICT);
    app.move_wave("bericht", WaveState::Open, WaveState::Closed).await;
    assert_eq!(app.get("/intern/wellen/bericht").await.count(&format!("a[href='{PAGE}']")), 1);
    let page = app.get(PAGE).await;
    assert!(page.text.contains("ada@beispiel.de") && page.text.contains("wenn der Bericht da ist"));
    let file = app.get(&format!("{PAGE}.csv")).await;
    assert!(file.text.contains("bo@beispiel.de;") && !file.text.contains("\n=cy"), "{}", file.text);
    app.post(PAGE, &[("frage", "kontakt"), ("adresse", "ada@beispiel.de")]).await;
    assert!(!app.get(PAGE).await.text.contains("ada@"));
    app.post(PAGE, &[]).await;
    assert!(app.get(PAGE).await.text_of("main").contains("Keine Adressen"));
}

/// A survey without such a question has no such page.
#[tokio::test]
async fn only_surveys_that_ask_have_a_page_of_addresses() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/azubis/adressen").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/intern/wellen/azubis").await.count("a[href$='/adressen']"), 0);
}
