//! The region as data: municipalities and the ways between them.

use axum::http::StatusCode;
use domain::OptionId;
use store::{Correction, TravelMode};

use crate::app::{Reply, TestApp};

async fn signed_in() -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    app
}

fn hidden(reply: &Reply, name: &str) -> String {
    let field = scraper::Selector::parse(&format!("input[name={name}]")).expect("selector");
    let html = reply.html();
    html.select(&field).next().and_then(|input| input.value().attr("value")).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_page_asks_to_sign_in() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    for end in [
        "",
        "/neu",
        "/import",
        "/gemeinden.csv",
        "/fahrzeiten",
        "/fahrzeiten.csv",
        "/fahrzeiten/import",
        "/fahrzeiten/05774032",
        "/05774032",
        "/05774032/entfernen",
    ] {
        assert!(app.get(&format!("/intern/region{end}")).await.location().starts_with("/anmelden"), "{end}");
    }
    for end in ["/neu", "/05774032", "/05774032/entfernen", "/fahrzeiten/05774032"] {
        let reply = app.post(&format!("/intern/region{end}"), &[("name", "Paderborn")]).await;
        assert!(reply.asks_to_sign_in(), "{end}");
    }
    for end in ["/import", "/fahrzeiten/import"] {
        let reply = app.upload(&format!("/intern/region{end}"), "datei", "a.csv", "x", &[]).await;
        assert!(reply.asks_to_sign_in(), "{end}");
    }
}

#[tokio::test]
async fn the_list_stands_by_kreis() {
    let mut app = signed_in().await;
    let page = app.get("/intern/region").await;
    assert_eq!((page.count("h1"), page.count("h2"), page.count("tbody tr")), (1, 2, 3));
    assert_eq!(page.text_of("h2"), "Kreis Höxter");
    assert!(page.text_of(".lead").contains("3 Gemeinden in 2 Kreisen"));
    assert!(TestApp::new().await.state.store.municipalities().await.expect("read").is_empty());
}

#[tokio::test]
async fn a_municipality_is_added_changed_and_known_at_once() {
    let mut app = signed_in().await;
    let new =
        [("ags", "5774012"), ("name", "Borchen"), ("kreis", "Kreis Paderborn"), ("lat", "51,667"), ("lon", "8.733")];
    let reply = app.post("/intern/region/neu", &new).await;
    assert_eq!(reply.location(), "/intern/region?erledigt=gespeichert");
    assert!(app.state.region().await.expect("region").iter().any(|place| place.name == "Borchen"), "not from before");
    let form = app.get("/intern/region/05774012").await;
    assert_eq!(form.count("input[name=lat][value=\"51,667\"]"), 1);
    assert_eq!(form.count("input[name=ags]"), 0, "the key is fixed");
    let stamp = hidden(&form, "stand");
    let change = |name: &'static str, stamp: &str| {
        [
            ("name", name.to_owned()),
            ("kreis", "Kreis Paderborn".into()),
            ("lat", "51,667".into()),
            ("lon", "8,733".into()),
            ("stand", stamp.to_owned()),
        ]
    };
    let first = change("Gemeinde Borchen", &stamp);
    let pairs: Vec<(&str, &str)> = first.iter().map(|(a, b)| (*a, b.as_str())).collect();
    assert_eq!(app.post("/intern/region/05774012", &pairs).await.status, StatusCode::SEE_OTHER);
    let second = change("Nordborchen", &stamp);
    let pairs: Vec<(&str, &str)> = second.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let late = app.post("/intern/region/05774012", &pairs).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text_of(".notice").contains("Gemeinde Borchen"));
    assert_eq!(late.count("input[name=name][value=Nordborchen]"), 1);
}

#[tokio::test]
async fn wrong_municipalities_come_back_with_everything_typed() {
    let mut app = signed_in().await;
    let typed = [("ags", "05774032"), ("name", "Büren"), ("kreis", "K"), ("lat", "51,6"), ("lon", "8,7")];
    let taken = app.post("/intern/region/neu", &typed).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text_of("#ags-problem").contains("Paderborn") && taken.text_of("#name-problem").contains("05774016"));
    let swapped = [("ags", "abc"), ("name", "<b>"), ("kreis", ""), ("lat", "8,7"), ("lon", "51,6")];
    let reply = app.post("/intern/region/neu", &swapped).await;
    for (name, value) in swapped {
        assert_eq!(reply.count(&format!("input[name={name}][value=\"{value}\"]")), 1, "{name}");
        assert_eq!(reply.count(&format!("#{name}-problem")), usize::from(name != "name"), "{name}");
    }
    assert_eq!(app.state.store.municipalities().await.expect("read").len(), 3);
    for end in ["/09999999", "/9999/entfernen", "/%22/entfernen"] {
        assert_eq!(app.get(&format!("/intern/region{end}")).await.status, StatusCode::NOT_FOUND, "{end}");
    }
    assert_eq!(app.post("/intern/region/09999999", &typed).await.status, StatusCode::NOT_FOUND);
}

fn ags(text: &str) -> OptionId {
    text.parse().expect("an AGS")
}

async fn correct(app: &TestApp, minutes: f64) {
    let (origin, destination, minutes) = (ags("05774032"), ags("05762020"), Some(minutes));
    let correction = Correction { origin, destination, mode: TravelMode::Car, minutes };
    app.state.store.correct_travel(&[correction]).await.expect("stored");
}

#[tokio::test]
async fn removing_says_what_it_means_and_wants_the_name() {
    let mut app = signed_in().await;
    correct(&app, 40.0).await;
    let page = app.get("/intern/region/05762020/entfernen").await;
    assert!(page.text.contains("Eine von Hand eingetragene Fahrzeit geht verloren"));
    assert!(page.text.contains("Kein Angebot findet hier statt"));
    let wrong = app.post("/intern/region/05762020/entfernen", &[("name", "Hoexter")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.count("input[name=name][value=Hoexter]"), 1);
    let right = app.post("/intern/region/05762020/entfernen", &[("name", "Höxter")]).await;
    assert_eq!(right.location(), "/intern/region?erledigt=entfernt");
    assert_eq!(app.state.region().await.expect("region").len(), 2);
    assert!(app.state.store.travel_minutes().await.expect("read").is_empty());
}

#[tokio::test]
async fn the_list_goes_out_and_comes_in() {
    let mut app = signed_in().await;
    let file = app.get("/intern/region/gemeinden.csv").await;
    assert!(file.text.starts_with("\u{feff}Schlüssel;Gemeinde;Kreis;Breite;Länge\n05762020;Höxter"));
    let same = app.upload("/intern/region/import", "datei", "a.csv", &file.text, &[]).await;
    assert_eq!(same.text_of(".hits"), "3 Zeilen: 3 unverändert");
    let text = format!("{}05774012;Borchen;Kreis Paderborn;51,667;8,733\n", file.text.replace("Büren", "Stadt Büren"));
    let preview = app.upload("/intern/region/import", "datei", "a.csv", &text, &[]).await;
    assert_eq!(
        (preview.status, preview.text_of(".hits").as_str()),
        (StatusCode::OK, "4 Zeilen: 1 neu, 1 ändert Vorhandenes, 2 unverändert")
    );
    let (seen, text) = (hidden(&preview, "gesehen"), preview.text_of("textarea"));
    let take = [("text", text.as_str()), ("gesehen", &seen), ("schritt", "uebernehmen")];
    let reply = app.upload("/intern/region/import", "datei", "", "", &take).await;
    assert_eq!(reply.location(), "/intern/region?erledigt=uebernommen-2", "{}", reply.text_of(".problems"));
    let names: Vec<String> = app.state.region().await.expect("region").iter().map(|place| place.name.clone()).collect();
    assert_eq!(names, ["Höxter", "Borchen", "Stadt Büren", "Paderborn"]);
}

#[tokio::test]
async fn travel_times_are_put_right_and_back_again() {
    let mut app = signed_in().await;
    let page = app.get("/intern/region/fahrzeiten?von=05774032").await;
    assert_eq!((page.count("tbody tr"), page.count("h1")), (2, 1));
    assert_eq!(page.text_of("caption"), "Minuten ab Paderborn");
    assert!(page.text_of("tbody tr:nth-child(2)").contains("78"), "the estimate for Höxter: {}", page.text_of("tbody"));
    let stamp = hidden(&page, "stand");
    let post = [("stand", stamp.as_str()), ("car-05762020", "55,5"), ("transit-05762020", ""), ("car-05774016", "")];
    let reply = app.post("/intern/region/fahrzeiten/05774032", &post).await;
    assert_eq!(reply.location(), "/intern/region/fahrzeiten?von=05774032&erledigt=gespeichert");
    let stored = app.state.store.travel_minutes().await.expect("read");
    assert_eq!(
        stored.iter().map(|way| (way.destination.as_str(), way.mode, way.minutes)).collect::<Vec<_>>(),
        [("05762020", TravelMode::Car, 55.5)]
    );

    let page = app.get("/intern/region/fahrzeiten?von=05774032").await;
    assert_eq!(page.count("input[name=car-05762020][value=\"55,5\"]"), 1);
    let late = app.post("/intern/region/fahrzeiten/05774032", &[("stand", &stamp), ("car-05762020", "60")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.count("input[name=car-05762020][value=\"60\"]"), 1);
    let back = app
        .post("/intern/region/fahrzeiten/05774032", &[("stand", &hidden(&page, "stand")), ("car-05762020", " ")])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(app.state.store.travel_minutes().await.expect("read").is_empty());
}

#[tokio::test]
async fn wrong_minutes_stand_at_their_field() {
    let mut app = signed_in().await;
    let stamp = hidden(&app.get("/intern/region/fahrzeiten?von=05774032").await, "stand");
    let post = [("stand", stamp.as_str()), ("car-05762020", "eine Stunde"), ("transit-05774016", "45")];
    let reply = app.post("/intern/region/fahrzeiten/05774032", &post).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reply.count("#car-05762020-problem"), 1);
    assert_eq!(reply.count(".problems a[href=\"#car-05762020\"]"), 1);
    assert_eq!(reply.count("input[name=car-05762020][value=\"eine Stunde\"]"), 1);
    assert_eq!(reply.count("input[name=transit-05774016][value=\"45\"]"), 1);
    assert!(app.state.store.travel_minutes().await.expect("read").is_empty());
    assert_eq!(app.post("/intern/region/fahrzeiten/09999999", &post).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("/intern/region/fahrzeiten?von=quatsch").await.text_of("caption"), "Minuten ab Büren");
}

#[tokio::test]
async fn travel_times_as_a_table() {
    let mut app = signed_in().await;
    correct(&app, 50.0).await;
    let own = app.get("/intern/region/fahrzeiten.csv").await;
    assert_eq!(own.text.lines().count(), 2);
    let all = app.get("/intern/region/fahrzeiten.csv?alle=1").await;
    assert_eq!(all.text.lines().count(), 1 + 3 * 2 * 2);
    let text =
        "Von;Nach;Mittel;Minuten\nPaderborn;Höxter;Auto;\nHöxter;Paderborn;Bus und Bahn;90\nHöxter;Mond;Auto;1\n";
    let preview = app.upload("/intern/region/fahrzeiten/import", "datei", "a.csv", text, &[]).await;
    assert_eq!(preview.text_of(".hits"), "3 Zeilen: 1 neu, 1 ändert Vorhandenes, 1 fehlerhaft");
    assert!(preview.text_of(".report").contains("Schätzung, bisher 50 Minuten"));
    let (seen, text) = (hidden(&preview, "gesehen"), preview.text_of("textarea"));
    let take = [("text", text.as_str()), ("gesehen", &seen), ("schritt", "uebernehmen"), ("auslassen", "ja")];
    let reply = app.upload("/intern/region/fahrzeiten/import", "datei", "", "", &take).await;
    assert_eq!(reply.location(), "/intern/region/fahrzeiten?erledigt=uebernommen-2");
    let stored = app.state.store.travel_minutes().await.expect("read");
    assert_eq!(stored.iter().map(|way| (way.mode, way.minutes)).collect::<Vec<_>>(), [(TravelMode::Transit, 90.0)]);
}

#[tokio::test]
async fn an_empty_region_says_how_to_begin() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    assert!(app.get("/intern/region").await.text.contains("Welche Gemeinden gehören dazu?"));
    assert!(app.get("/intern/region/fahrzeiten").await.text.contains("Noch gibt es keine Wege"));
}
