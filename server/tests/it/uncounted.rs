//! Questions that nobody or everybody answered alike: the page says so and the rest of it stands.

use axum::http::StatusCode;
use store::{Imported, WaveState};

use crate::{
    app::{Reply, TODAY, TestApp},
    results::plain,
};

/// An ended wave of apprentices who all gave this answer.
async fn all_say(answer: serde_json::Value) -> Reply {
    let mut app = TestApp::new().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    let imported = Imported { kreis: None, answers: answer.to_string(), day: TODAY.into() };
    app.state.store.import_responses(wave.id, wave.version, vec![imported; 40]).await.expect("imported");
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis/ergebnisse").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text_of("main"));
    page
}

#[tokio::test]
async fn where_all_say_they_do_not_know_the_question_stays_and_says_so() {
    let page =
        all_say(serde_json::json!({ "empfehlung": "!dk", "merkmale.weg.importance": "!dk", "vorrang": ["weg"] })).await;
    let text = plain(&page.text_of("main"));
    assert!(text.contains("Keine Antwort, die zählt"), "{text}");
    assert!(text.contains("alle haben sie ausgelassen oder „weiß nicht“ gesagt"), "{text}");
    assert!(page.count("figure") > 1 && text.contains("40"), "the rest of the page stands: {text}");
}

#[tokio::test]
async fn where_all_answer_alike_it_does_not_say_that_there_are_too_few() {
    let rows = ["betriebsklima", "ausbilder", "uebernahme", "weg"];
    let both = rows
        .iter()
        .flat_map(|row| [(format!("merkmale.{row}.importance"), 5), (format!("merkmale.{row}.fulfilment"), 3)]);
    let page = all_say(both.map(|(key, point)| (key, point.into())).collect::<serde_json::Map<_, _>>().into()).await;
    let text = plain(&page.text_of("main"));
    assert!(text.contains("Nicht gezeigt, damit niemand erkennbar wird"), "{text}");
    assert!(text.contains("Zu wenige haben geantwortet, oder fast alle dasselbe"), "{text}");
    assert!(!text.contains("Noch zu wenige Antworten"), "{text}");
}
