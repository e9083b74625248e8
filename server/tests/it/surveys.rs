//! Staff build a survey, put it into the field and release its results.

use axum::http::StatusCode;

use crate::app::TestApp;

async fn signed_in() -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    app
}

#[tokio::test]
async fn from_template_to_results() {
    let mut app = signed_in().await;
    let draft = app.post("/intern/umfragen/neu", &[("vorlage", "auszubildende"), ("kuerzel", "azubis")]).await;
    assert_eq!(draft.location(), "/intern/umfragen/azubis", "{}", draft.text_of("main"));
    let page = app.get("/intern/umfragen/azubis").await;
    assert!(page.text.contains("Version veröffentlichen"), "{}", page.text_of("main"));
    let preview = app.get("/intern/umfragen/azubis/vorschau/en").await;
    assert_eq!(preview.count("input[name=_antworten]"), 1);
    let published = app.post("/intern/umfragen/azubis/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
    let wave =
        app.post("/intern/umfragen/azubis/wellen", &[("titel", "Azubis 2027"), ("kuerzel", "azubis-2027")]).await;
    assert_eq!(wave.location(), "/intern/wellen/azubis-2027", "{}", wave.text_of("main"));
    app.post("/intern/wellen/azubis-2027/oeffnen", &[]).await;
    let running = app.get("/intern/wellen/azubis-2027").await;
    assert!(running.text.contains("/s/azubis-2027") && running.count(".qr img") == 1);
    assert_eq!(app.get("/ergebnisse/azubis-2027").await.status, StatusCode::NOT_FOUND, "not public yet");
    app.post("/intern/wellen/azubis-2027/schliessen", &[]).await;
    let released = app.post("/intern/wellen/azubis-2027/veroeffentlichen", &[]).await;
    assert_eq!(released.status, StatusCode::CONFLICT, "nobody answered");
    assert_eq!(app.get("/ergebnisse/azubis-2027").await.status, StatusCode::NOT_FOUND);
    let results = app.get("/intern/wellen/azubis-2027/ergebnisse").await;
    assert!(results.text.contains("weniger als 10"), "nobody answered: no figures");
}

#[tokio::test]
async fn a_broken_file_comes_back_with_line_and_column() {
    let mut app = signed_in().await;
    let source = "slug = \"kaputt\"\naudience = \"firmen\"\nk = 5\nfarbe = \"rot\"\n";
    let reply = app.upload("/intern/umfragen/hochladen", "datei", "kaputt.toml", source, &[]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problems = reply.text_of(".problems");
    assert!(problems.contains("Zeile 2") && problems.contains("Zeile 4"), "{problems}");
    assert_eq!(reply.text_of("textarea").trim(), source.trim(), "nothing is lost");
}

#[tokio::test]
async fn who_saves_second_keeps_the_text_and_sees_the_other() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", "probe")]).await;
    let template = domain::template::find("beispiel").expect("template").source;
    let mine = template.replace("beispiel-echte-daten", "probe").replace("k = 5", "k = 6");
    let theirs = mine.replace("k = 6", "k = 7");
    let saved = app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", &theirs)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of("main"));
    let stale = app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", &mine)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text_of("textarea").contains("k = 6") && stale.text_of("pre").contains("k = 7"));
}

#[tokio::test]
async fn a_taken_address_and_a_wrong_one_are_said_at_the_field() {
    let mut app = signed_in().await;
    app.open_template("auszubildende", "azubis").await;
    let base = "/intern/umfragen/auszubildende/wellen";
    let taken = app.post(base, &[("titel", "Noch eine"), ("kuerzel", "azubis")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text.contains("schon vergeben") && taken.text.contains("value=\"Noch eine\""));
    let wrong = app.post(base, &[("titel", ""), ("kuerzel", "Nicht so!")]).await;
    assert_eq!(wrong.count(".problems li"), 2, "{}", wrong.text_of("main"));
    assert_eq!(app.get("/intern/umfragen/gibt-es-nicht").await.status, StatusCode::NOT_FOUND);
    let twice = app.post("/intern/wellen/azubis/oeffnen", &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}
