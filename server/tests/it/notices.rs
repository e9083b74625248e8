//! What people were told is stored of them can be shown later.

use std::sync::Arc;

use server::{config::Config, fieldwork};

use crate::app::TestApp;

const PAGE: &str = "/intern/wellen/azubis/hinweise";

/// The same service with other settings, for a minute.
async fn with_hours(app: TestApp, grace_hours: i64) -> TestApp {
    let mut config = Config::clone(&app.state.config);
    config.fieldwork.grace_hours = grace_hours;
    let app = app.changed(|parts| parts.config = Arc::new(config));
    fieldwork::turn(&app.state).await.expect("a minute");
    app
}

#[tokio::test]
async fn every_text_that_was_in_force_is_kept_with_its_day_and_the_same_text_once() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.sign_in().await;
    assert_eq!(app.get(PAGE).await.count("details"), 0, "before the first minute");
    app = with_hours(with_hours(app, 24).await, 24).await;
    let languages = app.state.running("azubis").await.expect("open").questionnaire.locales.len();
    assert_eq!(app.get(PAGE).await.count("details"), languages);
    // What people see is what is kept, under the same name.
    let told = app.get("/s/azubis/was-wir-speichern?lang=de-du").await;
    let kept = app.get(PAGE).await;
    let edition = told.text_of("article > .hint");
    let edition = edition.trim_end_matches('.').rsplit(' ').next().expect("its name").to_owned();
    let kept = kept.text_of("main");
    assert!(kept.contains(&format!("seit dem 23.\u{a0}November\u{a0}2026 (Fassung {edition})")), "{edition}: {kept}");
    let sentences = scraper::Selector::parse("article section > *").expect("selector");
    let told = told.html();
    let told: Vec<String> = told.select(&sentences).map(|sentence| sentence.text().collect()).collect();
    assert!(told.len() > 20 && told.iter().all(|sentence| kept.contains(sentence)), "{told:?}, kept: {kept}");
    // A promise that is changed, and changed back, makes two more in each language.
    app = with_hours(with_hours(app, 48).await, 24).await;
    let changed = app.get(PAGE).await;
    assert_eq!(changed.count("details"), 3 * languages);
    assert!(changed.text_of("main").contains("bis zum 23."), "{}", changed.text_of("main"));
    // What has ended promises nothing any more.
    app.move_wave("azubis", store::WaveState::Open, store::WaveState::Closed).await;
    app = with_hours(app, 12).await;
    assert_eq!(app.get(PAGE).await.count("details"), 3 * languages);
}
