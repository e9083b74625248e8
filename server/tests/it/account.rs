//! Signing in and out, and what holds for every response.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use crate::app::{EMAIL, PASSWORD, TestApp};

#[tokio::test]
async fn staff_pages_ask_to_sign_in_and_come_back() {
    let mut app = TestApp::new().await;
    for path in ["/intern", "/intern/umfragen", "/intern/umfragen/neu", "/intern/angebote", "/intern/region"] {
        let reply = app.get(path).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{path}");
        assert!(reply.location().starts_with("/anmelden?weiter="), "{path}");
    }
    app.sign_in().await;
    assert_eq!(app.get("/intern").await.status, StatusCode::OK);
    let out = app.post("/abmelden", &[]).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get("/intern").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_ended_session_is_not_accepted_again() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    let cookie = app.cookie("sitzung").expect("cookie").to_owned();
    app.post("/abmelden", &[]).await;
    app.set_cookie("sitzung", &cookie);
    assert_eq!(app.get("/intern").await.status, StatusCode::SEE_OTHER);
}

/// Half an hour over the text of an offer, and then the session is gone: nothing that was typed may go with it.
#[tokio::test]
async fn a_form_posted_after_the_session_ended_is_not_lost() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app.post("/abmelden", &[]).await;
    let typed = "Zeile 1\nZeile 2 & <b>ä</b>";
    let pairs = [("titel", typed), ("themen", "azubi-marketing"), ("themen", "sprachfoerderung")];
    let asked = app.post("/intern/angebote/neu", &pairs).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.text_of("main").contains("Ihre Eingaben sind noch da"), "{}", asked.text_of("main"));
    let kept = |reply: &crate::app::Reply, name: &str| reply.attributes(&format!("input[name={name}]"), "value");
    let (action, form) = (kept(&asked, "aktion").remove(0), kept(&asked, "formular").remove(0));
    let sign_in = |password: &'static str| {
        [("email", EMAIL), ("passwort", password), ("aktion", action.as_str()), ("formular", form.as_str())]
    };
    let refused = app.post("/anmelden", &sign_in("falsch")).await;
    assert_eq!(kept(&refused, "formular"), std::slice::from_ref(&form), "a wrong password keeps it, too");
    let again = app.post("/anmelden", &sign_in(PASSWORD)).await;
    assert_eq!(kept(&again, "titel"), [typed]);
    assert_eq!(kept(&again, "themen"), ["azubi-marketing", "sprachfoerderung"]);
    assert!(again.text.contains("action=\"/intern/angebote/neu\""));
    let evil = [("email", EMAIL), ("passwort", PASSWORD), ("aktion", "//evil.example"), ("formular", "a=b")];
    assert_eq!(app.post("/anmelden", &evil).await.location(), "/intern", "only our own pages");
}

/// A file and what was typed beside it outlive the session, too.
#[tokio::test]
async fn an_upload_that_finds_its_session_ended_is_asked_back() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app.forget_cookies();
    let source = "slug = \"kaputt\"\nfarbe = \"grün & rot\"\n";
    let asked = app.upload("/intern/umfragen/hochladen", "datei", "umfrage.toml", source, &[("definition", "")]).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    let value = |name: &str| asked.attributes(&format!("input[name={name}]"), "value").concat();
    let (action, form) = (value("aktion"), value("formular"));
    let pairs = [
        ("email", EMAIL),
        ("passwort", PASSWORD),
        ("aktion", action.as_str()),
        ("formular", form.as_str()),
        ("teile", "1"),
    ];
    let again = app.post("/anmelden", &pairs).await;
    assert_eq!(again.attributes("main form", "enctype"), ["multipart/form-data"]);
    assert_eq!(again.attributes("input[name=datei]", "value"), [source]);
    // As the browser posts that form: the file is a field now.
    let read = app.upload("/intern/umfragen/hochladen", "datei", "", source, &[]).await;
    assert_eq!(read.text_of("textarea").trim(), source.trim());
}

#[tokio::test]
async fn a_form_too_long_to_be_kept_says_where_it_still_is() {
    let mut app = TestApp::new().await;
    let long = "x".repeat(600 * 1024);
    let asked = app.post("/intern/umfragen/probe/bearbeiten", &[("definition", &long)]).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert!(asked.text_of(".notice").contains("einen Schritt zurück"), "{}", asked.text_of("main"));
}

/// Nothing is kept of it, nor read back to whoever sent it.
#[tokio::test]
async fn a_form_of_staff_from_another_site_is_refused_and_not_asked_back() {
    let mut app = TestApp::new().await;
    let request = Request::post("/intern/angebote/neu")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "cross-site")
        .header(header::ORIGIN, "https://example.com");
    let reply = app.send(request.body(Body::from("titel=fremd")).expect("request")).await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
    assert_eq!(reply.count("input[name=formular]"), 0, "{}", reply.text_of("main"));
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_guessing_gets_slower() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app.forget_cookies();
    let mut last = StatusCode::OK;
    for _ in 0..5 {
        let reply = app.post("/anmelden", &[("email", EMAIL), ("passwort", "falsch")]).await;
        assert!(reply.text.contains(&format!("value=\"{EMAIL}\"")), "the address stays in the form");
        assert!(!reply.text.contains("falsch"), "the password does not come back");
        last = reply.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_next_page_is_never_off_the_site() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    for evil in [
        "https://example.com/",
        "//example.com",
        "/\\example.com",
        "/intern\r\nX: y",
        "/internevil",
        "/intern/../x",
        "/intern\u{7f}",
    ] {
        let pairs = [("email", EMAIL), ("passwort", PASSWORD), ("weiter", evil)];
        assert_eq!(app.post("/anmelden", &pairs).await.location(), "/intern", "{evil}");
    }
}

#[tokio::test]
async fn what_islands_ask_is_for_staff() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let asked = app.post("/api/returns", &[("wave", "azubis")]).await;
    assert_eq!((asked.status, asked.text.as_str()), (StatusCode::UNAUTHORIZED, "null"));
    app.sign_in().await;
    let asked = app.post("/api/returns", &[("wave", "azubis")]).await;
    assert_eq!((asked.status, asked.text.as_str()), (StatusCode::OK, "0"));
}

#[tokio::test]
async fn every_page_has_a_policy_and_the_nonce_of_its_own_script() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let page = app.get("/s/azubis/lehrjahr").await;
    let policy = page.header("content-security-policy").to_owned();
    let html = page.html();
    let script = scraper::Selector::parse("script").expect("selector");
    let nonces: Vec<_> = html.select(&script).filter_map(|script| script.value().attr("nonce")).collect();
    assert!(!nonces.is_empty() && nonces.iter().all(|nonce| policy.contains(&format!("'nonce-{nonce}'"))));
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe-inline"));
    assert!(!page.text.contains(" style="), "the policy blocks inline styles");
    assert_eq!(app.get("/s/azubis").await.count("script"), 0, "pages without islands send no script");
}

#[tokio::test]
async fn language_and_theme_are_kept_on_request_only() {
    let mut app = TestApp::new().await;
    assert_eq!(app.get("/").await.header("set-cookie"), "");
    let reply = app.post("/einstellungen", &[("lang", "en"), ("back", "/angebote?lang=de&seite=2")]).await;
    assert_eq!(reply.location(), "/angebote?seite=2");
    assert!(app.get("/").await.text.contains("lang=\"en\""));
    app.post("/einstellungen", &[("theme", "dark"), ("back", "//evil")]).await;
    assert!(app.get("/impressum").await.text.contains("data-theme=\"dark\""));
}

/// Their words are German; a screen reader would have read them out as English.
#[tokio::test]
async fn signing_in_is_marked_as_german_for_whoever_reads_english() {
    let mut app = TestApp::new().await;
    app.set_cookie("lang", "en");
    let wrong = [("email", EMAIL), ("passwort", "falsch")];
    for page in [app.get("/anmelden").await, app.post("/anmelden", &wrong).await] {
        assert!(page.text.contains("<html lang=\"de\""), "{}", page.text_of("main"));
    }
    assert!(app.get("/").await.text.contains("<html lang=\"en\""), "the public pages stay English");
}
