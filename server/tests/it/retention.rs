//! When their time is over, single answers are deleted; what they said together stays as it was shown.

use axum::http::StatusCode;
use server::{fieldwork, jobs, leap, retention};

use crate::{app::TestApp, results::plain, seeded};

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
    let app = seeded::demo().await;
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
    let results = Released::<Results>::from_kept(&read("results")).expect("results");
    assert_eq!(results.get().respondents.shown(), Some(&240));
    let coverage = Released::<CoverageLevels>::from_kept(&read("coverage")).expect("coverage");
    assert!(!coverage.get().kreise.rows.is_empty());
}

/// Whoever sets the clock wrong by years must not lose what cannot be brought back.
#[tokio::test]
async fn a_clock_that_leaps_deletes_nothing_until_staff_confirm_the_date() {
    let mut app = demo().await;
    jobs::clean_up(&app.state).await.expect("the day is noted");
    app.sign_in().await;
    assert_eq!(app.get("/intern").await.count("form[action='/intern/datum']"), 0);

    app.set_time(DAY_AFTER);
    let mut app = app.restarted();
    jobs::clean_up(&app.state).await.expect("done");
    assert!(stored(&app, "unternehmen-2026").await && stored(&app, "azubis-2024").await);
    assert!(app.get("/intern").await.asks_to_sign_in());
    assert!(app.post("/intern/datum", &[("tag", "2031-11-03")]).await.asks_to_sign_in());
    app.sign_in().await;
    let overview = app.get("/intern").await;
    let said = overview.text_of(".notice").replace('\u{a0}', " ");
    assert!(said.contains("zeigt den 3. November 2031") && said.contains("23. November 2026"), "{said}");

    // A page that was left open for a day confirms nothing.
    app.post("/intern/datum", &[("tag", "2031-11-02")]).await;
    jobs::clean_up(&app.state).await.expect("done");
    assert!(stored(&app, "unternehmen-2026").await);

    let confirmed = app.post("/intern/datum", &[("tag", "2031-11-03")]).await;
    assert_eq!((confirmed.status, confirmed.location()), (StatusCode::SEE_OTHER, "/intern"));
    assert_eq!(app.get("/intern").await.count("form[action='/intern/datum']"), 0);
    jobs::clean_up(&app.state).await.expect("done");
    assert!(!stored(&app, "unternehmen-2026").await);
}

#[tokio::test]
async fn a_service_that_rests_for_a_month_or_whose_clock_is_put_right_asks_nobody() {
    let mut app = TestApp::new().await;
    let leap = async |app: &mut TestApp, time: &str| {
        app.set_time(time);
        let trusted = leap::note(&app.state.store, &app.state.clock).await.expect("noted");
        assert_eq!(leap::leap(&app.state.store, &app.state.clock).await.expect("read").is_none(), trusted);
        !trusted
    };
    for (time, leaps) in [
        ("2026-11-23T10:00:00Z", false),
        ("2026-12-24T10:00:00Z", false),
        ("2033-01-01T10:00:00Z", true),
        ("2026-12-25T10:00:00Z", false),
        ("2026-12-01T10:00:00Z", false),
        ("2027-01-25T10:00:00Z", false),
        ("2027-02-26T10:00:00Z", true),
    ] {
        assert_eq!(leap(&mut app, time).await, leaps, "{time}");
    }
}
