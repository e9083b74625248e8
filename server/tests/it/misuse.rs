//! Requests that no page of ours makes: a clear answer, the right status, never a 500.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use crate::{
    app::{EMAIL, PASSWORD, Reply, TestApp},
    bursts::SURVEY,
};

async fn api(app: &mut TestApp, kind: &str, body: impl Into<Body>) -> Reply {
    let request = Request::post("/api/returns").header(header::CONTENT_TYPE, kind);
    app.send(request.body(body.into()).expect("request")).await
}

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn server_functions_are_for_staff_and_for_forms_of_ordinary_size() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let big = || "wave=".to_owned() + &"a".repeat(3 * 1024 * 1024);
    for (kind, body) in [("application/json", r#"{"wave":1}"#.to_owned()), (FORM, big())] {
        assert_eq!(api(&mut app, kind, body).await.status, StatusCode::UNAUTHORIZED, "{kind}");
    }
    app.sign_in().await;
    assert_eq!(api(&mut app, "application/json", r#"{"wave":1}"#).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(api(&mut app, FORM, big()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(api(&mut app, FORM, "wav=azubis").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(api(&mut app, FORM, "wave=azubis").await.text, "0");
}

#[tokio::test]
async fn addresses_to_come_back_to_are_of_this_site_and_never_a_500() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    for evil in ["/a\r\nx", "/\0", "/\u{7f}", "/ä", "/\t/evil.com", "//evil.com", "/\\evil.com", "https://evil.com"] {
        let reply = app.post("/einstellungen", &[("theme", "dark"), ("back", evil)]).await;
        assert_eq!((reply.status, reply.location()), (StatusCode::SEE_OTHER, "/"), "{evil:?}");
        let weiter = format!("/intern{evil}");
        let pairs = [("email", EMAIL), ("passwort", PASSWORD), ("weiter", weiter.as_str())];
        let reply = app.post("/anmelden", &pairs).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{evil:?}");
        let to = reply.location();
        assert!(to == "/intern" || to.starts_with("/intern//evil.com"), "{evil:?}: {to}");
    }
}

#[tokio::test]
async fn a_wrong_method_is_405_and_a_trailing_slash_a_way_on() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    for address in ["/s/azubis/absenden", "/einstellungen", "/abmelden"] {
        let reply = app.get(address).await;
        assert_eq!((reply.status, reply.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"), "{address}");
    }
    let reply = app.get("/s/azubis/?lang=en").await;
    assert_eq!((reply.status, reply.location()), (StatusCode::PERMANENT_REDIRECT, "/s/azubis?lang=en"));
    assert_eq!(app.get("//evil.com/").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.post("/s/azubis/", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn error_pages_of_a_survey_speak_its_language_and_lead_back_to_it() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let too_much = "a".repeat(3 * 1024 * 1024);
    let german = app.post("/s/azubis/offen", &[("offen", &too_much)]).await;
    assert_eq!(german.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(german.text_of("main").contains("Geh in deinem Browser zurück"), "{}", german.text_of("main"));
    assert_eq!((german.count("nav"), german.count("main a[href='/s/azubis']")), (0, 1));
    app.post("/s/azubis", &[("locale", "en")]).await;
    let english = app.post("/s/azubis/offen", &[("offen", &too_much)]).await;
    assert!(english.text_of("main").contains("Go back in your browser"), "{}", english.text_of("main"));
    assert!(app.get("/s/azubis/absenden").await.text.contains("<html lang=\"en\""));
}

#[tokio::test]
async fn signing_in_after_a_post_leads_to_the_page_with_the_form() {
    let mut app = TestApp::new().await;
    let request =
        Request::post("/intern/wellen/azubis/schliessen").header(header::REFERER, "http://x/intern/wellen/azubis");
    let reply = app.send(request.body(Body::empty()).expect("request")).await;
    assert_eq!(reply.location(), "/anmelden?weiter=%2Fintern%2Fwellen%2Fazubis");
}

#[tokio::test]
async fn the_icon_may_change() {
    let icon = TestApp::new().await.get("/favicon.ico").await;
    assert_eq!((icon.status, icon.header("content-type")), (StatusCode::OK, "image/svg+xml"));
    assert_eq!(icon.header("cache-control"), "public, max-age=86400");
    assert!(icon.text.contains("<svg"), "{}", icon.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn guesses_at_once_are_counted_and_a_known_browser_still_gets_in() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    let mut stranger = app.clone();
    stranger.forget_cookies();
    let guesses: Vec<_> = (0..40)
        .map(|_| {
            let mut tab = stranger.clone();
            tokio::spawn(async move { tab.post("/anmelden", &[("email", EMAIL), ("passwort", "falsch")]).await.status })
        })
        .collect();
    let mut hashed = 0;
    for guess in guesses {
        hashed += usize::from(guess.await.expect("no panic") == StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert!(hashed <= 4, "{hashed} guesses were tried");
    let right = [("email", EMAIL), ("passwort", PASSWORD)];
    assert_eq!(stranger.post("/anmelden", &right).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.post("/anmelden", &right).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_free_text_that_is_not_utf_8_is_stored_as_it_was_typed() {
    let mut app = TestApp::new().await;
    let wave = app.open_survey(SURVEY, "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let request = Request::post("/s/azubis/offen").header(header::CONTENT_TYPE, FORM);
    let body = Body::from("offen=Mehr+Gr%FCn+%96+f%FCr+alle&_go=next");
    let sent = app.send(request.body(body).expect("request")).await;
    assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
    let mut documents = app.state.store.responses(wave.id).await.expect("responses");
    let stored = documents.next().await.expect("read").expect("one batch");
    assert!(stored.iter().any(|document| document.contains("Mehr Grün – für alle")));
}

#[tokio::test]
async fn what_cannot_be_read_or_opened_is_told_with_what_to_do() {
    let mut app = TestApp::new().await;
    let cut = app.get("/anmelden?weiter=a&weiter=b").await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    assert!(cut.text_of("main").contains("prüfen Sie, ob er vollständig ist"), "{}", cut.text_of("main"));
    let wrong = app.get("/abmelden").await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(wrong.text_of("main").contains("Gehen Sie in Ihrem Browser zurück"), "{}", wrong.text_of("main"));
    app.set_cookie("lang", "en");
    assert!(app.get("/abmelden").await.text_of("main").contains("Go back in your browser"));
}
