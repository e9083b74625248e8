//! Offers out of a table, and back into one.

use axum::http::StatusCode;

use super::{offer, save, some_offers};
use crate::app::{Reply, TestApp};

const HEAD: &str = "Titel;Anbieter;Themen;Zielgruppen;Ort;Geprüft am;Plätze\n";

fn seen(reply: &Reply) -> String {
    let field = scraper::Selector::parse("input[name=gesehen]").expect("selector");
    let html = reply.html();
    html.select(&field).next().and_then(|input| input.value().attr("value")).unwrap_or_default().to_owned()
}

/// As spreadsheets of this country write: contacts were read so before offers were.
#[tokio::test]
async fn a_table_from_an_old_spreadsheet_keeps_its_umlauts() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    let file = b"Titel;Anbieter;Themen;Zielgruppen;Ort;Gepr\xfcft am\r\n\
                 Pr\xfcfung \x96 \xfcben;VHS;nachhilfe;Auszubildende;B\xfcren;1.9.2026\r\n";
    let report = app.upload_bytes("/intern/angebote/import", "datei", "a.csv", file).await;
    assert_eq!(report.text_of(".hits"), "1 Zeile: 1 neu", "{}", report.text_of("main"));
    assert!(report.text.contains("Prüfung – üben") && report.text.contains("Windows-1252"));
    let (seen, text) = (seen(&report), report.text_of("textarea"));
    let take = [("text", text.as_str()), ("gesehen", &seen), ("schritt", "uebernehmen")];
    let stored = app.upload("/intern/angebote/import", "datei", "", "", &take).await;
    assert_eq!(stored.location(), "/intern/angebote?erledigt=uebernommen-1");
    assert_eq!(app.state.store.offers().await.expect("read")[0].title, "Prüfung – üben");
}

#[tokio::test]
async fn a_table_is_reported_line_by_line_and_stored_when_confirmed() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    let known = save(&app, &offer("Bekannt", "nachhilfe")).await;
    let file = format!(
        "{HEAD}Neu;VHS;Sprachförderung;Auszubildende;Büren;1.9.2026;\n\
         Bekannt;VHS Paderborn;nachhilfe;Auszubildende;online;2026-11-01;30\n\
         ;VHS;tanzen;alle;Berlin;24.11.2026;viele\n\
         Neu;VHS;bindung;Fachkräfte;online;2026-11-01;\n"
    );
    let preview = app.upload("/intern/angebote/import", "datei", "a.csv", &file, &[]).await;
    assert_eq!(preview.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(preview.text_of(".hits"), "4 Zeilen: 1 neu, 1 ändert Vorhandenes, 2 fehlerhaft");
    assert_eq!(preview.count(".report tbody tr"), 4);
    let third = preview.text_of(".report tbody tr:nth-child(3)");
    for text in ["Titel:", "Themen:", "Zielgruppen:", "Ort:", "Plätze:", "Geprüft am:"] {
        assert!(third.contains(text), "{text} in {third}");
    }
    assert!(preview.text_of(".report tbody tr:nth-child(4)").contains("Zeile 2"));
    assert!(preview.text_of(".report tbody tr:first-child").contains("Büren"));
    assert_eq!(app.state.store.offers().await.expect("read").len(), 1, "nothing is stored before it is confirmed");

    let seen = seen(&preview);
    let text = preview.text_of("textarea");
    let take = [("text", text.as_str()), ("gesehen", &seen), ("schritt", "uebernehmen")];
    let asked = app.upload("/intern/angebote/import", "datei", "", "", &take).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(asked.count("#auslassen-problem"), 1);
    let other = format!("{text}\nSpäter;VHS;bindung;Fachkräfte;online;2026-11-01;");
    let changed = [("text", other.as_str()), ("gesehen", &seen), ("schritt", "uebernehmen"), ("auslassen", "ja")];
    assert_eq!(app.upload("/intern/angebote/import", "datei", "", "", &changed).await.count("#text-problem"), 1);
    let skip = [("text", text.as_str()), ("gesehen", &seen), ("schritt", "uebernehmen"), ("auslassen", "ja")];
    let stored = app.upload("/intern/angebote/import", "datei", "", "", &skip).await;
    assert_eq!(stored.location(), "/intern/angebote?erledigt=uebernommen-2");
    let offers = app.state.store.offers().await.expect("read");
    assert_eq!(
        offers.iter().map(|offer| (offer.title.as_str(), offer.seats)).collect::<Vec<_>>(),
        [("Bekannt", Some(30)), ("Neu", None)]
    );
    assert_eq!(offers[0].id, known, "a known offer is replaced");
}

#[tokio::test]
async fn bad_files_are_told_and_never_crash() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    for (content, words) in [
        ("", "Wählen Sie eine Datei"),
        ("a;b\n1;2\n", "Diese Spalte gibt es nicht"),
        ("Titel;Titel\n", "mehrmals"),
        (HEAD, "kein Angebot"),
        ("Titel\0;\n", "UTF-8"),
        ("</textarea><script>alert(1)</script>", "&lt;/textarea&gt;"),
    ] {
        let reply = app.upload("/intern/angebote/import", "datei", "a.csv", content, &[]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{content}");
        assert!(reply.text.contains(words), "{words}");
        assert!(!reply.text.contains("<script>alert"), "{content}");
    }
    let large = "x".repeat(2 * 1024 * 1024);
    let reply = app.upload("/intern/angebote/import", "datei", "a.csv", &large, &[]).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(app.post("/intern/angebote/import", &[("text", "x")]).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_inventory_goes_out_as_it_comes_in() {
    let mut app = TestApp::new().await;
    some_offers(&app).await;
    app.sign_in().await;
    let template = app.get("/intern/angebote/vorlage.csv").await;
    assert!(template.header("content-disposition").contains("attachment"));
    assert!(template.text.starts_with("\u{feff}Titel;Anbieter;Beschreibung;Themen"));
    let file = app.get("/intern/angebote/angebote.csv").await;
    assert_eq!(file.text.lines().count(), 6);
    let back = app.upload("/intern/angebote/import", "datei", "a.csv", &file.text, &[]).await;
    assert_eq!(back.status, StatusCode::OK);
    assert_eq!(back.text_of(".hits"), "5 Zeilen: 5 unverändert");
    assert_eq!(back.count("button[value=uebernehmen]"), 0);
}

#[tokio::test]
async fn the_whole_inventory_is_for_staff_in_every_state() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    assert!(app.get("/intern/angebote").await.text.contains("Das erste Angebot fehlt noch"));
    some_offers(&app).await;
    let all = app.get("/intern/angebote").await;
    assert_eq!((all.count("tbody tr"), all.count("h1")), (5, 1));
    for (query, count) in [
        ("zustand=aktiv", 3),
        ("zustand=veraltet", 1),
        ("zustand=abgelaufen", 1),
        ("zustand=geplant", 0),
        ("q=mobile", 1),
    ] {
        assert_eq!(app.get(&format!("/intern/angebote?{query}")).await.count("tbody tr"), count, "{query}");
    }
}
