//! A database that takes nothing for a while: the page comes back with what was typed and says so, nothing is lost, and
//! the same post once more goes through once (security.md P2).

use axum::http::StatusCode;
use store::Access;

use crate::{
    app::{ANSWERS, Reply, TestApp},
    codes::almost_done,
    respond::{Pairs, borrowed, fill, stored},
};

/// Said in words, without blame, and worth another try.
fn assert_not_saved(reply: &Reply) {
    assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE, "{}", reply.text_of("main"));
    assert_eq!(reply.header("retry-after"), "5");
    let said = reply.text_of("main");
    assert!(said.contains("nicht gespeichert") && said.contains("noch einmal"), "{said}");
    assert!(!said.contains("SQL") && !said.contains("Fehler"), "{said}");
}

/// By the names of their fields; what a form says of itself is drawn anew.
fn typed(pairs: &Pairs) -> Vec<(&str, &str)> {
    let mut typed: Vec<_> = borrowed(pairs).into_iter().filter(|(name, _)| !name.starts_with('_')).collect();
    typed.sort_unstable();
    typed
}

#[tokio::test]
async fn a_page_that_cannot_be_saved_comes_back_as_typed_and_the_same_post_saves_it() {
    const TEXT: &str = "Mehr Zeit zum Üben,\n<b>bitte</b>";
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let post = [("offen", TEXT), ("_go", "back")];
    let held = app.hold(ANSWERS).await;
    let refused = app.post("/s/azubis/offen", &post).await;
    assert_not_saved(&refused);
    assert_eq!(refused.text_of("textarea"), TEXT);
    held.let_go().await;
    assert_eq!(app.get("/s/azubis/offen").await.text_of("textarea"), "", "what is not acknowledged is not there");
    let saved = app.post("/s/azubis/offen", &post).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of("main"));
    assert_eq!(app.get("/s/azubis/offen").await.text_of("textarea"), TEXT);
}

/// The last page of apprentices holds what was typed there, the check page of firms everything.
async fn send_while_held(template: &str, slug: &str) {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let code = app.open_with_codes(template, slug, Access::Code, 1).await[0];
    let wave = format!("{slug}-c");
    let (action, pairs) = almost_done(&mut app, code).await;
    let held = app.hold(ANSWERS).await;
    let refused = app.post(&action, &borrowed(&pairs)).await;
    assert_not_saved(&refused);
    held.let_go().await;
    assert!(stored(&app, &wave).await.is_empty() && app.cookie("entwurf").is_some(), "{slug}");
    let (again, shown) = fill(&refused).expect("the form");
    assert_eq!((&again, typed(&shown)), (&action, typed(&pairs)), "{slug}");
    let receipts = [app.post(&action, &borrowed(&pairs)).await, app.post(&action, &borrowed(&pairs)).await];
    assert!(receipts[0].location().starts_with(&format!("/s/{wave}/danke")), "{slug}: {}", receipts[0].text_of("main"));
    assert_eq!(receipts[0].location(), receipts[1].location());
    assert_eq!(stored(&app, &wave).await.len(), 1, "{slug}");
}

#[tokio::test]
async fn answers_that_cannot_be_sent_stay_in_the_form_and_come_once() {
    tokio::join!(send_while_held("auszubildende", "azubis"), send_while_held("unternehmen", "betriebe"));
}
