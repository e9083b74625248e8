//! Contacts: the list, one contact, and tables of them.

use axum::http::StatusCode;
use store::Contact;

use crate::app::{Reply, TestApp};

async fn signed_in() -> TestApp {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app
}

fn value(reply: &Reply, selector: &str) -> String {
    let selector = scraper::Selector::parse(selector).expect("a selector");
    let html = reply.html();
    html.select(&selector).next().and_then(|found| found.value().attr("value")).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_page_of_contacts_asks_to_sign_in() {
    let mut app = TestApp::new().await;
    let id = Contact::new("A", "a@b.de").id;
    for end in ["", "/neu", "/import", "/vorlage.csv", &format!("/{id}"), &format!("/{id}/loeschen")] {
        let path = format!("/intern/kontakte{end}");
        assert!(app.get(&path).await.asks_to_sign_in(), "{path}");
    }
    for end in ["/neu", &format!("/{id}"), &format!("/{id}/marke"), &format!("/{id}/loeschen")] {
        let path = format!("/intern/kontakte{end}");
        assert!(app.post(&path, &[("firm", "x")]).await.asks_to_sign_in(), "{path}");
    }
    for path in ["/intern/wellen/x/einladen", "/intern/wellen/x/einladen/probelauf"] {
        assert!(app.get(path).await.asks_to_sign_in(), "{path}");
    }
}

#[tokio::test]
async fn a_contact_is_added_found_changed_marked_and_deleted() {
    let mut app = signed_in().await;
    assert!(app.get("/intern/kontakte").await.text.contains("Wen möchten Sie einladen?"));
    let new =
        [("firm", "Zimmerei Öhler"), ("person", "Frau Muster"), ("email", "Info@Oehler.DE"), ("locale", "de-sie")];
    assert_eq!(app.post("/intern/kontakte/neu", &new).await.location(), "/intern/kontakte?erledigt=gespeichert");
    let contact = app.state.roster.contacts().await.expect("read").remove(0);
    assert_eq!(contact.email, "info@oehler.de");
    assert_eq!(app.get("/intern/kontakte?q=oehler").await.count("tbody tr"), 1, "umlauts do not matter");
    assert_eq!(app.get("/intern/kontakte?q=nirgends").await.count("tbody tr"), 0);

    let path = format!("/intern/kontakte/{}", contact.id);
    let stamp = value(&app.get(&path).await, "input[name=stand]");
    let change =
        [("firm", "Öhler GmbH"), ("person", ""), ("email", "info@oehler.de"), ("locale", "en"), ("stand", &stamp)];
    assert_eq!(app.post(&path, &change).await.status, StatusCode::SEE_OTHER);
    let late =
        app.post(&path, &[("firm", "Andere"), ("email", "info@oehler.de"), ("locale", "en"), ("stand", &stamp)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text_of(".notice").contains("Öhler GmbH"));
    assert_eq!(late.count("input[name=firm][value=Andere]"), 1);

    app.post(&format!("{path}/marke"), &[("marke", "keine-mails")]).await;
    app.post(&format!("{path}/marke"), &[("marke", "unzustellbar")]).await;
    let marked = app.state.roster.contact(contact.id).await.expect("read").expect("there");
    assert!(marked.declined && marked.bounced);
    app.post(&format!("{path}/marke"), &[("marke", "zustellbar")]).await;
    assert_eq!(app.get("/intern/kontakte?zustand=abgemeldet").await.count("tbody tr"), 1);
    assert_eq!(app.get("/intern/kontakte?zustand=erreichbar").await.count("tbody tr"), 0);
    assert_eq!(app.post(&format!("{path}/marke"), &[("marke", "x")]).await.status, StatusCode::BAD_REQUEST);

    let wrong = app.post(&format!("{path}/loeschen"), &[("name", "Oehler")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.post(&format!("{path}/loeschen"), &[("name", "Öhler GmbH")]).await.status, StatusCode::SEE_OTHER);
    assert!(app.state.roster.contacts().await.expect("read").is_empty());
    assert_eq!(app.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_contacts_come_back_with_everything_typed() {
    let mut app = signed_in().await;
    app.state.roster.save_contact(&Contact::new("Bau", "a@b.de")).await.expect("saved");
    for (email, says) in [("a@b.de", "Bau"), ("ab.de", "name@firma.de"), ("", "fehlt"), ("a@b.de, c@d.de", "mehrere")] {
        let typed = [("firm", ""), ("person", "Ada <b>"), ("email", email), ("locale", "fr")];
        let reply = app.post("/intern/kontakte/neu", &typed).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text_of("#email-problem").contains(says), "{}", reply.text_of("#email-problem"));
        assert_eq!((reply.count("#firm-problem"), reply.count("#locale-problem")), (1, 1));
        assert_eq!(reply.count("input[name=person][value=\"Ada <b>\"]"), 1);
    }
}

#[tokio::test]
async fn a_table_is_told_line_by_line() {
    let mut app = signed_in().await;
    app.state
        .roster
        .save_contact(&Contact { kreis: "K".into(), ..Contact::new("Alt", "alt@b.de") })
        .await
        .expect("saved");
    app.state.roster.save_contact(&Contact::new("Neu", "neu@b.de")).await.expect("saved");
    let file =
        "Firma;E-Mail\nAlt;alt@b.de\nNeuer Name;NEU@b.de\nFrisch;f@b.de\nDoppelt;f@b.de\n;x@b.de\nFalsch;xb.de\n";
    let report = app.upload("/intern/kontakte/import", "datei", "a.csv", file, &[]).await;
    assert_eq!(report.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(report.text_of(".hits"), "6 Zeilen: 1 neu, 1 ändert Vorhandenes, 1 unverändert, 3 fehlerhaft");
    assert!(report.text.contains("steht schon in Zeile 4") && report.text.contains("Der Name des Unternehmens fehlt"));
    let (seen, head) = (value(&report, "input[name=gesehen]"), value(&report, "input[name=kopf]"));
    let text = report.text_of("textarea");
    let take = [
        ("text", text.as_str()),
        ("gesehen", &seen),
        ("kopf", &head),
        ("spalte-firm", "0"),
        ("spalte-email", "1"),
        ("schritt", "uebernehmen"),
    ];
    let refused = app.upload("/intern/kontakte/import", "datei", "", "", &take).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "faults are not left out without being asked");
    let skip = [&take[..], &[("auslassen", "ja")]].concat();
    let reply = app.upload("/intern/kontakte/import", "datei", "", "", &skip).await;
    assert_eq!(reply.location(), "/intern/kontakte?erledigt=uebernommen-2", "{}", reply.text_of(".problems"));
    let contacts = app.state.roster.contacts().await.expect("read");
    assert_eq!(
        contacts.iter().find(|one| one.email == "alt@b.de").expect("there").kreis,
        "K",
        "not in the file, so it stays"
    );
}

#[tokio::test]
async fn a_municipality_outside_the_region_is_told_and_taken() {
    let mut app = signed_in().await;
    app.seed_region().await;
    let file = "Firma;E-Mail;Ort\nNah;a@b.de;paderborn\nVertippt;b@b.de;Padeborn\nOhne;c@b.de;\n";
    let report = app.upload("/intern/kontakte/import", "datei", "a.csv", file, &[]).await;
    assert_eq!(report.text_of(".hits"), "3 Zeilen: 3 neu");
    let text = report.text_of(".report");
    assert_eq!(text.matches("ist keine Gemeinde der Region").count(), 1, "{text}");
    assert!(text.contains("„Padeborn“ ist keine Gemeinde der Region"), "{text}");
}

#[tokio::test]
async fn columns_are_guessed_and_can_be_changed() {
    let mut app = signed_in().await;
    let file = "A,B\nBau,a@b.de\n";
    let report = app.upload("/intern/kontakte/import", "datei", "a.csv", file, &[]).await;
    assert!(
        report.text.contains("Wählen Sie oben, in welcher Spalte „E-Mail“ steht."),
        "{}",
        report.text_of(".report")
    );
    let head = value(&report, "input[name=kopf]");
    let text = report.text_of("textarea");
    let mapped = [("text", text.as_str()), ("kopf", &head), ("spalte-firm", "0"), ("spalte-email", "1")];
    let report = app.upload("/intern/kontakte/import", "datei", "", "", &mapped).await;
    assert_eq!(report.text_of(".hits"), "1 Zeile: 1 neu");
    // Another file with other columns is guessed anew; a column that is not there is none.
    let other =
        app.upload("/intern/kontakte/import", "datei", "b.csv", "Mail,Firma\nc@d.de,Werk\n", &mapped[1..]).await;
    assert_eq!(other.text_of(".hits"), "1 Zeile: 1 neu");
    let wild = [("text", text.as_str()), ("kopf", &head), ("spalte-firm", "99"), ("spalte-email", "x")];
    let wild = app.upload("/intern/kontakte/import", "datei", "", "", &wild).await;
    assert_eq!(wild.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_table_from_an_old_spreadsheet_keeps_its_umlauts() {
    let mut app = signed_in().await;
    let file = b"Firma;Mail\r\nM\xfcller \x96 B\xe4cker;m@b.de\r\n";
    let report = app.upload_bytes("/intern/kontakte/import", "datei", "a.csv", file).await;
    assert_eq!(report.text_of(".hits"), "1 Zeile: 1 neu");
    assert!(report.text.contains("Müller – Bäcker") && report.text.contains("Windows-1252"));
    let utf16: Vec<u8> = "\u{feff}Firma;Mail\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let report = app.upload_bytes("/intern/kontakte/import", "datei", "a.csv", &utf16).await;
    assert!(report.text.contains("UTF-16"), "{}", report.text_of(".report"));
}

/// A workbook is no table as text, and says how to become one.
#[tokio::test]
async fn an_excel_file_is_told_to_be_saved_as_csv() {
    let mut app = signed_in().await;
    let workbooks: [&[u8]; 2] =
        [b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0"];
    for workbook in workbooks {
        let report = app.upload_bytes("/intern/kontakte/import", "datei", "a.xlsx", workbook).await;
        assert_eq!(report.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = report.text_of("main");
        assert!(said.contains("Excel-Datei") && said.contains("CSV UTF-8") && !said.contains("NUL"), "{said}");
        assert_eq!(report.text_of("textarea"), "");
    }
}

/// Of two columns of one name nobody guesses which.
#[tokio::test]
async fn of_two_columns_called_alike_staff_choose() {
    let mut app = signed_in().await;
    let file = "Unternehmen;E-Mail;Ort;E-Mail\nBau;privat@b.de;;a@b.de\n";
    let report = app.upload("/intern/kontakte/import", "datei", "a.csv", file, &[]).await;
    assert!(report.text.contains("Mehrere Spalten heißen „E-Mail“ (Spalte 2, Spalte 4)"), "{}", report.text_of("main"));
    assert!(report.text.contains("E-Mail (Spalte 4)"), "to choose from");
    let (head, text) = (value(&report, "input[name=kopf]"), report.text_of("textarea"));
    let mapped = [("text", text.as_str()), ("kopf", &head), ("spalte-firm", "0"), ("spalte-email", "3")];
    let report = app.upload("/intern/kontakte/import", "datei", "", "", &mapped).await;
    assert!(
        report.text.contains("a@b.de") && report.text_of(".hits") == "1 Zeile: 1 neu",
        "{}",
        report.text_of("main")
    );
}

/// Two posts of one press: both checked the table before either had stored it.
#[tokio::test]
async fn an_import_that_is_sent_twice_at_once_succeeds_twice() {
    let mut app = signed_in().await;
    let file = "Unternehmen;E-Mail\nBau;a@b.de\nHolz;c@d.de\n";
    let report = app.upload("/intern/kontakte/import", "datei", "a.csv", file, &[]).await;
    let seen = value(&report, "input[name=gesehen]");
    let fields = [("text", file.trim_end()), ("gesehen", seen.as_str()), ("schritt", "uebernehmen")];
    let posts = (0..8).map(|_| {
        let mut app = app.clone();
        let fields = fields.map(|(name, value)| (name, value.to_owned()));
        tokio::spawn(async move {
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            let reply = app.upload("/intern/kontakte/import", "datei", "", "", &fields).await;
            (reply.status, reply.location().to_owned(), reply.text_of("table"))
        })
    });
    for post in posts.collect::<Vec<_>>() {
        let (status, to, text) = post.await.expect("no panic");
        // Whoever comes after sees in the report that nothing is new.
        assert!(to.ends_with("uebernommen-2") || status == StatusCode::OK, "{status} {to} {text}");
    }
    assert_eq!(app.state.roster.contacts().await.expect("read").len(), 2);
}
