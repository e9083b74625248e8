//! A device for many: everybody starts with nothing, and nothing leads away.

use axum::http::StatusCode;
use domain::Code;
use store::Access;

use crate::app::{Reply, TestApp};

async fn kiosk() -> TestApp {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let begun = app.post("/s/azubis", &[("locale", "de-du"), ("kiosk", "1")]).await;
    assert_eq!(begun.location(), "/s/azubis/alter");
    app
}

/// Where links and forms of the page lead.
fn addresses(page: &Reply) -> Vec<String> {
    let selector = scraper::Selector::parse("a[href], form[action], button[formaction]").expect("selector");
    let html = page.html();
    let of = |element: scraper::ElementRef| {
        let value = element.value();
        [value.attr("href"), value.attr("action"), value.attr("formaction")]
            .into_iter()
            .flatten()
            .next()
            .map(str::to_owned)
    };
    html.select(&selector).filter_map(of).filter(|address| !address.starts_with('#')).collect()
}

#[tokio::test]
async fn no_page_of_a_kiosk_leads_away_from_the_survey() {
    let mut app = kiosk().await;
    let question = app.get("/s/azubis/alter").await;
    crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
    let receipt = app.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next")]).await;
    let receipt = app.get(receipt.location()).await;
    for page in [app.get("/s/azubis?kiosk=1").await, question, receipt] {
        let out: Vec<String> =
            addresses(&page).into_iter().filter(|to| !to.starts_with("/s/azubis") && to != "/einstellungen").collect();
        assert!(out.is_empty(), "{out:?}");
    }
}

#[tokio::test]
async fn the_receipt_makes_room_for_the_next_person_by_itself() {
    let mut app = kiosk().await;
    crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
    let sent = app.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next")]).await;
    let receipt = app.get(sent.location()).await;
    assert!(
        receipt.text.contains(r#"http-equiv="refresh" content="8; url=/s/azubis?kiosk=1""#)
            || receipt.text.contains(r#"content="8; url=/s/azubis?kiosk=1" http-equiv="refresh""#),
        "{}",
        receipt.text
    );
    // At once, too, by a plain link: nothing of the one before is left.
    assert_eq!(receipt.count("main a.button[href='/s/azubis?kiosk=1']"), 1, "{}", receipt.text_of("main"));
    assert_eq!(app.get("/s/azubis?kiosk=1").await.text_of("main button"), "Umfrage starten");
    app.post("/s/azubis", &[("locale", "de-du"), ("kiosk", "1")]).await;
    assert_eq!(app.get("/s/azubis/alter").await.count("input[checked]"), 0);
    // Elsewhere it stays.
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
    let sent = app.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next")]).await;
    assert!(!app.get(sent.location()).await.text.contains("refresh"));
}

#[tokio::test]
async fn the_next_person_starts_with_nothing_and_what_was_left_is_gone() {
    let mut app = kiosk().await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    let left = app.cookie("entwurf").expect("cookie").to_owned();
    let start = app.get("/s/azubis?kiosk=1").await;
    assert_eq!(start.text_of("main button"), "Umfrage starten");
    app.post("/s/azubis", &[("locale", "de-du"), ("kiosk", "1")]).await;
    assert_eq!(app.get("/s/azubis/alter").await.count("input[checked]"), 0);
    app.set_cookie("entwurf", &left);
    assert_eq!(app.get("/s/azubis/alter").await.location(), "/s/azubis?abgelaufen=1", "the draft before is deleted");
}

#[tokio::test]
async fn whoever_leaves_leaves_nothing_and_counts_for_nothing() {
    let mut app = kiosk().await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    let left = app.post("/s/azubis/verlassen", &[]).await;
    assert_eq!(left.location(), "/s/azubis?kiosk=1");
    assert!(app.cookie("entwurf").is_none());
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    assert_eq!(app.state.store.response_count(wave.id).await.expect("count"), 0);
    assert_eq!(app.state.store.purge_drafts("2027-01-01").await.expect("purged"), 0, "no draft is left");
}

#[tokio::test]
async fn leaving_does_nothing_to_a_draft_that_is_not_of_a_kiosk() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    app.post("/s/azubis/verlassen", &[]).await;
    assert_eq!(app.get("/s/azubis/alter").await.count("input[value='16-17'][checked]"), 1);
}

#[tokio::test]
async fn a_kiosk_gives_no_code() {
    let mut app = kiosk().await;
    let page = app.get("/s/azubis/alter").await;
    assert_eq!(page.count("button[value=later]"), 0);
    assert_eq!(page.count("[data-kiosk]"), 1);
    assert_eq!(app.get("/s/azubis/spaeter").await.location(), "/s/azubis");
    assert_eq!(app.post("/s/azubis/spaeter", &[]).await.location(), "/s/azubis");
    assert_eq!(app.get("/s/azubis?kiosk=1").await.count("a[href^='/weiter']"), 0);
}

#[tokio::test]
async fn staff_set_the_pin_that_ends_a_kiosk() {
    let mut app = kiosk().await;
    assert_eq!(app.get("/s/azubis/kiosk").await.location(), "/s/azubis?kiosk=1", "without a PIN no way out");
    app.sign_in().await;
    for bad in ["", "123", "12a4", "1234567890123", "١٢٣٤"] {
        let refused = app.post("/intern/wellen/azubis/kiosk", &[("pin", bad)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert!(refused.text_of("#kiosk .problem").contains("4 bis 12 Ziffern"), "{bad}");
        assert!(refused.text_of(".problems").contains("4 bis 12 Ziffern"), "said at the top: {bad}");
    }
    app.post("/intern/wellen/azubis/kiosk", &[("pin", "4711")]).await;
    app.forget_cookies();
    assert_eq!(app.get("/s/azubis?kiosk=1").await.count("a[href='/s/azubis/kiosk']"), 1);
    let wrong = app.post("/s/azubis/kiosk", &[("pin", "1234")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.post("/s/azubis/kiosk", &[("pin", "4711")]).await.location(), "/s/azubis");
    // Guessing gets slower.
    let mut statuses = Vec::new();
    for pin in ["0001", "0002", "0003", "0004"] {
        statuses.push(app.post("/s/azubis/kiosk", &[("pin", pin)]).await.status);
    }
    assert_eq!(statuses.last(), Some(&StatusCode::TOO_MANY_REQUESTS), "{statuses:?}");
}

#[tokio::test]
async fn with_the_pin_goes_what_the_last_one_has_left_half_way() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    let pin = server::session::hash_password("4711").await.expect("hashed");
    app.state.store.set_kiosk_pin(wave.id, &pin).await.expect("set");
    app.post("/s/azubis", &[("locale", "de-du"), ("kiosk", "1")]).await;
    app.post("/s/azubis/offen", &[("offen", "Geheim am Kiosk"), ("_go", "back")]).await;
    assert!(app.get("/s/azubis/offen").await.text.contains("Geheim am Kiosk"));
    app.post("/s/azubis/kiosk", &[("pin", "0815")]).await;
    assert!(app.get("/s/azubis/offen").await.text.contains("Geheim am Kiosk"), "a wrong PIN takes nothing");
    app.post("/s/azubis/kiosk", &[("pin", "4711")]).await;
    assert!(!app.get("/s/azubis").await.text_of("main").contains("angefangen"));
    assert!(!app.get("/s/azubis/offen").await.text.contains("Geheim"));
    assert_eq!(app.state.store.purge_drafts("2027-01-01").await.expect("purged"), 0, "no draft is left");
}

#[tokio::test]
async fn the_next_code_on_a_kiosk_deletes_what_the_last_one_has_left_half_way() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 2).await;
    for code in codes {
        let start = [("code", code.compact()), ("locale", "de-du".to_owned()), ("kiosk", "1".to_owned())];
        let start: Vec<(&str, &str)> = start.iter().map(|(name, value)| (*name, value.as_str())).collect();
        app.post("/s/azubis-c", &start).await;
        assert!(!app.get("/s/azubis-c/offen").await.text.contains("Geheim"));
        app.post("/s/azubis-c/offen", &[("offen", "Geheim"), ("_go", "back")]).await;
    }
    assert_eq!(app.state.store.purge_drafts("2027-01-01").await.expect("purged"), 1, "of the second alone");
}

#[tokio::test]
async fn only_staff_set_a_pin() {
    let mut app = kiosk().await;
    let asked = app.post("/intern/wellen/azubis/kiosk", &[("pin", "4711")]).await;
    assert!(asked.asks_to_sign_in());
    assert_eq!(app.get("/s/azubis/kiosk").await.location(), "/s/azubis?kiosk=1", "none was set");
}

/// The browser's way back after a receipt or a fresh start must not lead the next person out of the kiosk.
#[tokio::test]
async fn the_way_back_leads_to_the_kiosk_until_staff_type_the_pin() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    let pin = server::session::hash_password("4711").await.expect("hashed");
    app.state.store.set_kiosk_pin(wave.id, &pin).await.expect("set");
    app.get("/s/azubis?kiosk=1").await;
    assert!(app.cookie("kiosk").is_none(), "nothing before the start");
    app.post("/s/azubis", &[("locale", "de-du"), ("kiosk", "1")]).await;
    for end in ["offen", "verlassen"] {
        if end == "offen" {
            crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
        }
        app.post(&format!("/s/azubis/{end}"), &[("offen", "x"), ("_go", "next")]).await;
        assert_eq!(app.get("/s/azubis/alter").await.location(), "/s/azubis?abgelaufen=1", "{end}");
        let start = app.get("/s/azubis").await;
        assert_eq!((start.count("input[name=kiosk]"), start.count("a[href^='/weiter']")), (1, 0), "{end}");
        // Even where the form does not say so.
        app.post("/s/azubis", &[("locale", "de-du")]).await;
        assert_eq!(app.get("/s/azubis/alter").await.count("[data-kiosk]"), 1, "{end}");
    }
    assert_eq!(app.post("/s/azubis/kiosk", &[("pin", "4711")]).await.location(), "/s/azubis");
    assert!(app.cookie("kiosk").is_none());
    assert_eq!(app.get("/s/azubis").await.count("input[name=kiosk]"), 0);
}

/// With slips of codes each types the code on the device, and what follows is a kiosk all the same.
#[tokio::test]
async fn a_code_typed_on_a_kiosk_starts_a_kiosk() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 2).await;
    let asked = app.get("/s/azubis-c?kiosk=1").await;
    assert_eq!(asked.count("input[name=kiosk][value='azubis-c']"), 1);
    assert!(
        addresses(&asked)
            .iter()
            .all(|to| ["/code", "/einstellungen", "/s/azubis-c"].iter().any(|own| to.starts_with(own)))
    );
    let wrong = app.post("/code", &[("code", &Code::new([1; 16]).compact()), ("kiosk", "azubis-c")]).await;
    assert_eq!((wrong.status, wrong.count("input[name=kiosk]")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let code = codes[0].compact();
    let start = app.post("/code", &[("code", &code), ("kiosk", "azubis-c"), ("locale", "de-du")]).await;
    assert_eq!((start.status, start.count("input[name=kiosk]")), (StatusCode::OK, 1));
    let begun = app.post("/s/azubis-c", &[("code", &code), ("locale", "de-du"), ("kiosk", "1")]).await;
    assert_eq!(app.get(begun.location()).await.count("[data-kiosk]"), 1);
    app.post("/s/azubis-c/verlassen", &[]).await;
    assert_eq!(app.state.store.purge_drafts("2027-01-01").await.expect("purged"), 0, "no draft is left");
    // The next one, with a link from a slip.
    let next = app.get(&format!("/c/{}", codes[1].compact())).await;
    assert_eq!(next.count("input[name=kiosk]"), 1);
    app.sign_in().await;
    assert!(app.get("/intern/wellen/azubis-c").await.text_of("#kiosk").contains("Code von seinem Zettel"));
}

/// Whoever is invited has a draft that the link opens everywhere: that is no device for many.
#[tokio::test]
async fn an_invitation_is_no_kiosk() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Invited, 1).await;
    let asked = app.get("/s/azubis-c?kiosk=1").await;
    assert_eq!(asked.count("input[name=kiosk]"), 0);
    let code = codes[0].compact();
    let begun = app.post("/s/azubis-c", &[("code", &code), ("locale", "de-du"), ("kiosk", "1")]).await;
    assert_eq!(app.get(begun.location()).await.count("[data-kiosk]"), 0);
    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/azubis-c").await.count("#kiosk"), 0);
    assert_eq!(app.post("/intern/wellen/azubis-c/kiosk", &[("pin", "4711")]).await.status, StatusCode::CONFLICT);
}
