//! When their time is over, single answers are deleted; what they said together stays as it was shown.

use axum::http::StatusCode;
use server::{fieldwork, retention, seed};

use crate::{app::TestApp, results::plain};

/// Long after the demo region's waves have ended, and a day before and after the answers of its firms (60 months) go.
const LAST_DAY: &str = "2031-11-02T10:00:00Z";
const DAY_AFTER: &str = "2031-11-03T10:00:00Z";

const PAGES: [&str; 4] = [
    "/ergebnisse/unternehmen-2026",
    "/ergebnisse/azubis-2024",
    "/intern/wellen/azubis-2026/ergebnisse",
    "/ergebnisse/beispiel-echte-daten",
];

async fn demo() -> TestApp {
    let app = TestApp::new().await;
    seed::seed(&app.state.store, &app.state.clock, |_| {}).await.expect("seeded");
    app.state.forget();
    fieldwork::turn(&app.state).await.expect("settled");
    app
}

async fn stored(app: &TestApp, slug: &str) -> bool {
    let wave = app.state.store.wave(slug).await.expect("read").expect("there");
    app.state.store.has_responses(wave.id).await.expect("asked")
}

async fn shown(app: &mut TestApp) -> Vec<String> {
    let mut shown = Vec::new();
    for page in PAGES {
        shown.push(app.get(page).await.text_of("main"));
    }
    shown
}

#[tokio::test]
async fn results_stay_as_they_were_when_the_answers_are_deleted() {
    let mut app = demo().await;
    app.set_time(LAST_DAY);
    retention::turn(&app.state).await.expect("turned");
    assert!(stored(&app, "unternehmen-2026").await, "the last day counts");

    app.set_time(DAY_AFTER);
    app.sign_in().await;
    let before = shown(&mut app).await;
    let coverage = app.get("/intern/wellen/unternehmen-2026/abdeckung").await;
    let file = app.get("/ergebnisse/unternehmen-2026/bedarf.csv").await;
    retention::turn(&app.state).await.expect("turned");
    for wave in ["unternehmen-2026", "azubis-2024", "azubis-2025", "azubis-2026"] {
        assert!(!stored(&app, wave).await, "{wave}");
    }
    assert!(stored(&app, "beispiel-echte-daten").await, "their time is longer");

    let mut app = app.restarted();
    app.sign_in().await;
    assert_eq!(shown(&mut app).await, before);
    let after = app.get("/intern/wellen/unternehmen-2026/abdeckung").await;
    assert_eq!(after.text_of("table"), coverage.text_of("table"));
    let said = plain(&after.text_of("main"));
    assert!(said.contains("am 3. November 2031 gültig"), "{said}");
    assert_eq!(app.get("/ergebnisse/unternehmen-2026/bedarf.csv").await.text, file.text);
}

#[tokio::test]
async fn staff_are_told_until_when_answers_stay_and_that_they_are_gone() {
    let mut app = demo().await;
    app.sign_in().await;
    let wave = "/intern/wellen/unternehmen-2026";
    let said = plain(&app.get(wave).await.text_of("main"));
    assert!(said.contains("Sie bleiben bis 2. November 2031"), "{said}");
    app.set_time(DAY_AFTER);
    app.sign_in().await;
    retention::turn(&app.state).await.expect("turned");
    let page = app.get(wave).await;
    let said = plain(&page.text_of("main"));
    assert!(said.contains("am 3. November 2031 gelöscht"), "{said}");
    assert_eq!(page.count("a[href$='antworten/csv']"), 0);
    for format in ["csv", "csv-excel", "xlsx", "sav", "parquet", "ddi"] {
        let refused = app.get(&format!("{wave}/antworten/{format}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{format}");
        assert!(refused.text.contains("wie es den Befragten zugesagt war"));
    }
    assert!(app.get(wave).await.text.contains("240"), "how many answered is still known");
}

/// What today's program keeps, later ones must be able to read: this was written by the first that kept anything.
#[tokio::test]
async fn results_kept_by_the_first_program_are_read() {
    use domain::{
        disclosure::Released,
        report::{CoverageLevels, Results},
    };
    let read = |name: &str| {
        let path = format!("{}/tests/it/kept/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("the file")
    };
    let results = Released::<Results>::kept(&read("results")).expect("results");
    assert_eq!(results.get().respondents.shown(), Some(&240));
    let coverage = Released::<CoverageLevels>::kept(&read("coverage")).expect("coverage");
    assert!(!coverage.get().kreise.rows.is_empty());
}
