//! How many of those who were asked have answered: known of codes, told by staff of a link, and said wherever figures are.

use axum::http::StatusCode;
use domain::offer::{Offer, OfferPlace};
use store::{Access, Imported, WaveState};

use crate::{
    app::{TODAY, TestApp},
    codes::WAVE,
    inventory::offer,
    report::{letters, previewed, squeezed},
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

/// 40 firms, 12 in each of three municipalities with 24 apprentices a year who need exam preparation: 48 in one Kreis, 24 in
/// the other, 72 in all. For them there are twice as many places in the whole region.
pub async fn firms(asked: Option<u64>) -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let offer = Offer { place: OfferPlace::RegionWide, seats: Some(144), ..offer("Prüfung üben", "nachhilfe") };
    app.state.store.import_offers(vec![offer]).await.expect("offers");
    let wave = app.open_template("unternehmen", "betriebe").await;
    app.state.store.set_asked(wave.id, asked).await.expect("told");
    let answer = |at: usize| {
        let place = ["05774032", "05774016", "05762020"][at % 3];
        let branch = if at.is_multiple_of(2) { "bau" } else { "handel" };
        let needs = match at {
            ..36 => format!(r#""themen":["nachhilfe"],"personen_auszubildende@nachhilfe":{}"#, at / 3 % 3 + 1),
            _ => r#""themen":["keins"]"#.to_owned(),
        };
        let points = at % 4 + 1;
        format!(r#"{{"branche":"{branch}","standort":"{place}",{needs},"merkmale.weg.fulfilment":{points}}}"#)
    };
    let imported = |at| Imported { kreis: None, answers: answer(at), day: TODAY.into() };
    let answers: Vec<_> = (0..40).map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    app.move_wave("betriebe", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    app
}

const STAFF: &str = "/intern/wellen/betriebe";
const LOW: &str = "Nur 19 % der Gefragten haben geantwortet.";
const NO_SUMS: &str =
    "Weniger als 20 % der Gefragten haben geantwortet. Summen für die Region nennen wir deshalb nicht.";

/// 40 of 210 are 19 %: what was asked in shares and points stands, no sum of persons does.
#[tokio::test]
async fn below_a_fifth_no_surface_tells_a_sum_of_persons_and_each_says_why() {
    let mut app = firms(Some(210)).await;
    let base = format!("{STAFF}/ergebnisse");
    let page = app.get(&base).await;
    let figure = plain(&page.text_of("figure#f-personen_auszubildende"));
    assert!(figure.contains("Im Mittel 2,0 Personen pro Jahr") && figure.contains(NO_SUMS), "{figure}");
    let mut told = vec![("page", figure)];
    for file in ["f-personen_auszubildende.csv", "f-personen_auszubildende.svg", "daten/csv"] {
        let reply = app.get(&format!("{base}/{file}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{file}");
        told.push((file, plain(&reply.text)));
    }
    previewed(&mut app, STAFF).await;
    let report = app.get(&format!("{STAFF}/bericht/vorschau/de.pdf")).await;
    let report = letters(&report.bytes);
    assert!(report.contains(&squeezed(NO_SUMS)) && report.contains(&squeezed("ob die Plätze reichen, bleibt offen")));
    assert!(!report.contains(&squeezed("Kreis Höxter: was sicher ist")) && !report.contains("zusammen72"), "{report}");
    assert!(
        report.contains(&squeezed("Im Mittel 2,0 Personen pro Jahr")),
        "the mean is that of those who answered: {report}"
    );
    for (place, text) in told {
        let text = text.replace("Summen für die Region", "");
        assert!(!text.contains("zusammen") && !text.contains("Summe"), "{place}: {text}");
    }

    let coverage = app.get(&format!("{STAFF}/abdeckung?gruppe=apprentices")).await;
    let text = plain(&coverage.text_of("main"));
    for said in [LOW, NO_SUMS, "Rücklauf 19 %", "Ob hier etwas fehlt, lässt sich bei so wenigen Antworten nicht sagen"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(
        coverage.count("table.heat, table.cards, #karte-gedeckt, #frei, #fehlt, #gedeckt, #wenige"),
        0,
        "{text}"
    );
    assert_eq!(coverage.count("#karte-plaetze"), 1, "offers are nobody's answers");
    for file in ["karte-gedeckt.csv", "karte-gedeckt.png", "ohne-angebot.csv", "ohne-angebot.svg", "gedeckt.csv"] {
        let reply = app.get(&format!("{STAFF}/abdeckung/{file}?gruppe=apprentices")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{file}");
    }

    app.move_wave("betriebe", WaveState::Closed, WaveState::Released).await;
    for address in ["gruppen", "vergleich?e.weg=2"] {
        let page = app.get(&format!("/ergebnisse/betriebe/{address}")).await;
        let text = plain(&page.text_of("main"));
        assert!(page.count("figure") > 0 && plain(&page.text_of("figcaption")).contains("Rücklauf 19 %"), "{text}");
        assert!(plain(&page.text_of(".notice")).contains(LOW), "{address}: {text}");
    }
    let english = plain(&app.get("/ergebnisse/betriebe/gruppen?lang=en").await.text_of(".notice"));
    assert!(english.contains("Only 19% of those asked"), "{english}");
    let pdf = app.get("/ergebnisse/betriebe/vergleich.pdf?e.weg=2").await;
    assert!(letters(&pdf.bytes).contains(&squeezed(LOW)));
}

/// 40 of 200 are a fifth; of an open link nobody knows how many were asked, and the page says that.
#[tokio::test]
async fn from_a_fifth_on_and_where_it_is_unknown_sums_are_told_beside_the_rate() {
    for (asked, rate) in [(Some(200), "Rücklauf 20 %"), (None, "Rücklauf unbekannt")] {
        let mut app = firms(asked).await;
        let page = plain(&app.get(&format!("{STAFF}/ergebnisse")).await.text_of("figure#f-personen_auszubildende"));
        assert!(page.contains("zusammen 72") && page.contains(rate), "{page}");
        let coverage = app.get(&format!("{STAFF}/abdeckung?gruppe=apprentices")).await;
        let text = plain(&coverage.text_of("main"));
        assert_eq!((coverage.count("table.heat"), coverage.count(".notice")), (1, 0), "{text}");
        assert!(plain(&coverage.text_of(".cite")).contains(rate), "{text}");
        assert!(plain(&coverage.text_of("#karte-gedeckt figcaption")).contains(rate), "{text}");
        let file = plain(&app.get(&format!("{STAFF}/abdeckung/ohne-angebot.csv?gruppe=apprentices")).await.text);
        assert!(file.contains(rate) && file.contains("Kreis Höxter"), "{file}");
    }
}
