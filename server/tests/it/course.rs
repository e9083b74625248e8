//! All waves of a survey in one picture.

use axum::http::StatusCode;
use domain::{Survey, publish, template};
use store::{Imported, NewWave, Wave, WaveState};

use crate::{app::TestApp, results::plain, seeded::demo};

/// The lines of a table as CSV, below what the file says about it.
async fn lines(app: &mut TestApp, address: &str) -> Vec<Vec<String>> {
    let file = app.get(address).await;
    assert_eq!(file.status, StatusCode::OK, "{address}");
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(file.text.as_bytes());
    let lines = reader.records().map(|line| line.expect("a line").iter().map(plain).collect());
    lines.skip(3).collect()
}

const YEARS: [&str; 3] = ["2024", "2025", "2026"];

#[tokio::test]
async fn the_course_over_all_waves_says_what_each_wave_says() {
    let mut app = demo().await;
    let page = app.get("/verlauf/auszubildende").await;
    for question in ["merkmale-importance", "merkmale-fulfilment", "vorrang", "empfehlung", "unterstuetzung"] {
        assert_eq!(page.count(&format!("#alle-wellen figure#verlauf-{question}")), 1, "{question}");
    }
    assert_eq!(page.count("figure#verlauf-alter, figure#verlauf-lehrjahr"), 0, "who took part is no finding");
    let course = lines(&mut app, "/verlauf/auszubildende/verlauf-vorrang.csv").await;
    assert_eq!(course[0][1..4], YEARS);
    assert_eq!(course.len(), 1 + 12, "every one of the twelve that could be chosen");
    for (at, year) in YEARS.iter().enumerate() {
        let own = lines(&mut app, &format!("/ergebnisse/azubis-{year}/f-vorrang.csv")).await;
        let base = own.iter().find(|line| line[0].starts_with("gültige Antworten")).expect("the base");
        for line in &course[1..] {
            let told = own.iter().find(|own| own[0] == line[0]).expect("the same option");
            assert!(told.contains(&line[1 + at]), "{}: {} in {year}, on its own page {told:?}", line[0], line[1 + at]);
            assert!(base.contains(&line[7 + at]), "answers in {year}: {} and {base:?}", line[7 + at]);
        }
    }
}

#[tokio::test]
async fn of_two_waves_the_course_holds_what_the_comparison_does_not_draw() {
    let mut app = demo().await;
    let page = app.get("/verlauf/auszubildende?von=azubis-2025&bis=azubis-2026").await;
    assert_eq!(page.count("figure#gelingt, figure#wichtig"), 2);
    assert_eq!(page.count("figure#verlauf-merkmale-importance, figure#verlauf-merkmale-fulfilment"), 0);
    assert_eq!(page.count("figure#verlauf-vorrang, figure#verlauf-empfehlung"), 2);
    let course = lines(&mut app, "/verlauf/auszubildende/verlauf-empfehlung.csv?von=azubis-2025&bis=azubis-2026").await;
    assert_eq!(course[0][1..3], YEARS[1..]);
    // A wave that is withdrawn is no part of the course.
    app.sign_in().await;
    let left = app.post("/intern/wellen/azubis-2025/zuruecknehmen", &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    let course = lines(&mut app, "/verlauf/auszubildende/verlauf-vorrang.csv").await;
    assert_eq!(course[0][1..3], [YEARS[0], YEARS[2]]);
}

/// Ends a wave with these answers and releases it.
async fn answered(app: &TestApp, wave: &Wave, answer: &dyn Fn(usize) -> String) {
    let imported = |at| Imported { kreis: None, answers: answer(at), day: crate::app::TODAY.into() };
    let answers: Vec<_> = (0..60).map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    app.move_wave(&wave.slug, WaveState::Open, WaveState::Closed).await;
    app.move_wave(&wave.slug, WaveState::Closed, WaveState::Released).await;
}

/// Two waves of the apprentices' survey, the second opened on `day` and asked with one passage put otherwise.
async fn two_waves(day: &str, (from, to): (&str, &str), answers: [&dyn Fn(usize) -> String; 2]) -> TestApp {
    let app = TestApp::new().await;
    app.seed_region().await;
    let first = app.open_template("auszubildende", "erste").await;
    let source = template::find("auszubildende").expect("a template").source;
    assert!(source.contains(from), "{from}");
    let source = source.replace(from, to);
    let store = &app.state.store;
    let row = store.survey("auszubildende").await.expect("read").expect("there");
    let revision = store.save_draft_definition(row.id, &source, row.revision).await.expect("saved");
    let region = store.municipalities().await.expect("region");
    let frozen = publish::freeze(Survey::from_toml(&source).expect("readable"), &region);
    let frozen = serde_json::to_string(&frozen).expect("json");
    let version = store.publish(row.id, revision, &frozen, day).await.expect("published");
    let new = NewWave { survey: row.id, version, slug: "zweite".into(), title: "Zweite Welle".into(), demo: false };
    let id = store.create_wave(&new).await.expect("a wave");
    store.set_wave_state(id, WaveState::Planned, WaveState::Open, day).await.expect("open");
    let second = store.wave("zweite").await.expect("read").expect("there");
    for (wave, answer) in [first, second].iter().zip(answers) {
        answered(&app, wave, answer).await;
    }
    app
}

const NEXT_YEAR: &str = "2027-11-23";
const UNCHANGED: (&str, &str) = ("max = 3", "max = 3");

/// So many of the twelve, each chosen as often as any other.
fn chosen(count: usize) -> impl Fn(usize) -> String {
    const ROWS: [&str; 6] = ["weg", "technik", "betriebsklima", "ausbilder", "uebernahme", "verguetung"];
    move |at| {
        let rows: Vec<String> = (0..count).map(|more| format!("\"{}\"", ROWS[(at + more) % ROWS.len()])).collect();
        format!(r#"{{"vorrang":[{}]}}"#, rows.join(","))
    }
}

/// Three of six are half of them, five of six are more: nothing but the question has changed.
#[tokio::test]
async fn where_more_may_be_chosen_nothing_is_joined_and_it_says_so() {
    const BREAK: &str = "nicht in allen Wellen gleich gefragt";
    let answers: [&dyn Fn(usize) -> String; 2] = [&chosen(3), &chosen(5)];
    let mut alike = two_waves(NEXT_YEAR, UNCHANGED, answers).await;
    let page = alike.get("/verlauf/auszubildende").await;
    assert_eq!(page.count("figure#verlauf-vorrang"), 1, "{}", page.text_of("main"));
    assert!(!page.text_of("main").contains(BREAK));
    let filter = ("id = \"vorrang\"\nkind", "id = \"vorrang\"\ncondition = 'lehrjahr == \"1\"'\nkind");
    for change in [("max = 3", "max = 5"), filter] {
        let mut app = two_waves(NEXT_YEAR, change, answers).await;
        let page = app.get("/verlauf/auszubildende").await;
        assert_eq!(page.count("figure#verlauf-vorrang"), 0, "{change:?}");
        assert!(plain(&page.text_of("main")).contains(BREAK), "{change:?}: {}", page.text_of("main"));
    }
}

/// Whether they recommend it has changed a lot, what they rated has not.
fn recommending(from: usize) -> impl Fn(usize) -> String {
    move |at| format!(r#"{{"merkmale.weg.importance":{},"empfehlung":{}}}"#, at % 5 + 1, from + at % 4)
}

#[tokio::test]
async fn what_has_certainly_changed_is_said_first_whatever_was_rated() {
    // Of the same day, too: one wave comes after the other all the same.
    for day in [NEXT_YEAR, crate::app::TODAY] {
        let mut app = two_waves(day, UNCHANGED, [&recommending(4), &recommending(7)]).await;
        let page = app.get("/verlauf/auszubildende").await;
        let h1 = plain(&page.text_of("h1"));
        assert!(h1.starts_with("„Weiterempfehlung“ (+") && h1.ends_with("sicher verändert"), "{day}: {h1}");
        assert_eq!(page.count("figure#verlauf-empfehlung"), 1);
    }
}
