//! The whole service on PostgreSQL: set up by its commands, answered, released, read.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use axum::http::StatusCode;
use server::{
    commands,
    config::Config,
    state::{AppState, Parts},
};
use store::Imported;

use crate::{
    app::{EMAIL, PASSWORD, TODAY, TestApp},
    respond::walk,
    results::plain,
};

/// Of the answers and of the contacts, by their addresses. They end with this value.
struct Databases {
    answers: String,
    roster: String,
}

impl Databases {
    async fn new() -> Option<Databases> {
        let (answers, roster) = (testbed::empty_postgres().await?, testbed::empty_postgres().await?);
        Some(Databases { answers, roster })
    }

    /// As whoever sets the service up types it.
    fn run(&self, arguments: &[&str], typed: &str) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bedarfskompass"));
        command.env("BEDARFSKOMPASS_SERVER__DATABASE", &self.answers).env_remove("BEDARFSKOMPASS_CONFIG");
        command.env("BEDARFSKOMPASS_SERVER__ROSTER", &self.roster).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("started");
        child.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("typed");
        assert!(child.wait().expect("ended").success(), "{arguments:?}");
    }

    /// The service on them, opened as `serve` opens them.
    async fn app(&self) -> TestApp {
        let app = TestApp::new().await;
        let mut config = Config::clone(&app.state.config);
        config.server.database = Some(self.answers.clone());
        config.server.roster = Some(self.roster.clone());
        let store = commands::open(&config).await.expect("store");
        let roster = commands::open_roster(&config).await.expect("roster");
        let state = AppState::new(store, roster, config, app.state.clock.clone(), false);
        app.changed(|parts| *parts = Parts::clone(&state))
    }
}

impl Drop for Databases {
    fn drop(&mut self) {
        testbed::drop_postgres(&self.answers);
        testbed::drop_postgres(&self.roster);
    }
}

#[tokio::test]
async fn a_survey_is_answered_released_and_read_on_postgres() {
    let Some(databases) = Databases::new().await else { return };
    databases.run(&["migrate"], "");
    databases.run(
        &["user", "add", "--email", EMAIL, "--name", "Ayla Beispiel", "--allow-answers"],
        &format!("{PASSWORD}\n"),
    );
    let mut app = databases.app().await;
    app.seed_region().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    let rated = |fulfilment: usize| Imported {
        answers: format!(r#"{{"merkmale.weg.importance":5,"merkmale.weg.fulfilment":{}}}"#, 1 + fulfilment % 5),
        kreis: None,
        day: TODAY.to_owned(),
    };
    app.state.store.import_responses(wave.id, wave.version, (0..30).map(rated)).await.expect("imported");
    walk(&mut app, "/s/azubis").await;

    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/azubis").await.text_of("dd leptos-island"), "31", "the answer is counted");
    for step in ["schliessen", "veroeffentlichen"] {
        let done = app.post(&format!("/intern/wellen/azubis/{step}"), &[]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{step}: {}", done.text_of("main"));
    }
    app.forget_cookies();
    let page = app.get("/ergebnisse/azubis").await;
    assert_eq!((page.status, page.count("figure#abstand")), (StatusCode::OK, 1), "{}", page.text_of("main"));
    assert!(plain(&page.text_of("#abstand figcaption")).contains("n = 31"), "{}", page.text_of("#abstand figcaption"));
}
