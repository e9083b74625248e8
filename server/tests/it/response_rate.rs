//! How many of those who were asked have answered: known of codes, told by staff of a link, and said wherever figures are.

use axum::http::StatusCode;
use store::{Access, Imported, WaveState};

use crate::{
    app::{TODAY, TestApp},
    codes::WAVE,
    results::plain,
};

#[tokio::test]
async fn a_low_response_rate_is_said_above_the_results_and_below_each_picture() {
    let mut app = TestApp::new().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    app.sign_in().await;
    let refused = app.post("/intern/wellen/azubis/planung", &[("gefragt", "viele")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.count("input[name=gefragt][value=viele][aria-invalid]"), 1, "what was typed stays");
    let saved = app.post("/intern/wellen/azubis/planung", &[("gefragt", "230")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of(".problems"));
    let answer = |at: u32| Imported {
        kreis: None,
        answers: serde_json::json!({ "empfehlung": at % 11, "merkmale.weg.importance": at % 5 + 1 }).to_string(),
        day: TODAY.into(),
    };
    let answers: Vec<_> = (0..30).map(answer).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    let page = app.get("/intern/wellen/azubis/ergebnisse").await;
    let text = plain(&page.text_of("main"));
    assert!(text.contains("Nur 13 % der Gefragten haben geantwortet."), "{text}");
    assert!(text.contains("Gefragt waren 230, geantwortet haben 30: ein Rücklauf von 13 %."), "{text}");
    let pictures = page.count("figure");
    assert!(pictures > 2 && text.matches("Rücklauf 13 %").count() > pictures, "{pictures} pictures: {text}");
    // Once it is told, it stays.
    app.move_wave("azubis", WaveState::Closed, WaveState::Released).await;
    assert_eq!(app.get("/intern/wellen/azubis/planung").await.count("input[name=gefragt]"), 0);
    assert!(app.state.store.set_asked(wave.id, Some(40)).await.is_err());
}

#[tokio::test]
async fn of_codes_it_is_known_from_the_end_on_how_many_were_asked() {
    let mut app = TestApp::new().await;
    app.open_with_codes("auszubildende", "azubis", Access::Code, 25).await;
    let asked = async |app: &TestApp| app.state.store.wave(WAVE).await.expect("read").expect("there").asked;
    assert_eq!(asked(&app).await, None);
    app.sign_in().await;
    assert_eq!(app.get(&format!("/intern/wellen/{WAVE}/planung")).await.count("input[name=gefragt]"), 0);
    app.move_wave(WAVE, WaveState::Open, WaveState::Closed).await;
    app.state.settle(&app.state.running(WAVE).await.expect("there")).await.expect("settled");
    assert_eq!(asked(&app).await, Some(25));
}
