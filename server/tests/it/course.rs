//! All waves of a survey in one picture.

use axum::http::StatusCode;

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
