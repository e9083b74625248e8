//! Telling of a barrier: without script, without a name, and staff find it.

use axum::http::StatusCode;

use crate::app::TestApp;

const STATEMENT: &str = "/barrierefreiheit";

async fn told(app: &mut TestApp) -> String {
    app.sign_in().await;
    app.get("/intern/huerden").await.text_of("main")
}

#[tokio::test]
async fn a_barrier_that_is_told_of_reaches_staff_and_goes_when_it_is_done_with() {
    let mut app = TestApp::new().await;
    let page = app.get(STATEMENT).await;
    assert_eq!(page.count("main form[method=post] textarea[name=huerde]"), 1);
    assert!(app.cookie("entwurf").is_none());
    let pairs = [("huerde", "Die Karte <b>lässt</b> sich\r\nnicht vorlesen."), ("email", " ich@example.org ")];
    let sent = app.post(STATEMENT, &pairs).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/barrierefreiheit?gemeldet=ja"));
    assert!(app.get(sent.location()).await.text_of("main [role=status]").contains("angekommen"));

    assert_eq!(app.get("/intern/huerden").await.status, StatusCode::SEE_OTHER, "only for staff");
    let list = told(&mut app).await;
    assert!(list.contains("Die Karte <b>lässt</b> sich") && list.contains("ich@example.org"), "{list}");
    assert!(list.replace('\u{a0}', " ").contains("23. November 2026"), "{list}");
    assert!(app.get("/intern").await.text_of(".tasks").contains("Eine gemeldete Hürde"));

    let id = app.get("/intern/huerden").await.attributes("input[name=erledigt]", "value").remove(0);
    app.post("/intern/huerden", &[("erledigt", &id)]).await;
    assert!(told(&mut app).await.contains("Keine Hürden gemeldet"));
    assert!(!app.get("/intern").await.text_of("main").contains("gemeldete Hürde"));
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_said_in_the_language_of_the_page_and_nothing_typed_is_lost() {
    let mut app = TestApp::new().await;
    let empty = app.post(STATEMENT, &[("huerde", "  "), ("email", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text_of(".problems").contains("Schreiben Sie, was schwierig war."), "{}", empty.text_of("main"));

    app.set_cookie("lang", "en");
    let long = "a".repeat(5_001);
    let wrong = app.post(STATEMENT, &[("huerde", long.as_str()), ("email", "nobody")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.count(".problems li"), 2, "{}", wrong.text_of(".problems"));
    assert_eq!(wrong.text_of("textarea"), long);
    assert_eq!(wrong.attributes("input[name=email]", "value"), ["nobody"]);
    assert!(told(&mut app).await.contains("Keine Hürden gemeldet"));
}

#[tokio::test]
async fn whoever_floods_the_form_is_told_so_and_others_are_not() {
    let mut app = TestApp::new().await;
    app.come_from("198.51.100.7");
    let mut last = None;
    for _ in 0..41 {
        last = Some(app.post(STATEMENT, &[("huerde", "Es flackert.")]).await);
    }
    let last = last.expect("a reply");
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.text_of(".problems").contains("zu viele Meldungen"), "{}", last.text_of("main"));
    assert_eq!(last.text_of("textarea"), "Es flackert.");
    app.come_from("203.0.113.9");
    assert_eq!(app.post(STATEMENT, &[("huerde", "Es flackert.")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_report_from_another_site_is_refused_and_an_old_one_is_deleted() {
    let mut app = TestApp::new().await;
    let request = axum::http::Request::post(STATEMENT)
        .header("sec-fetch-site", "cross-site")
        .header("content-type", "application/x-www-form-urlencoded");
    let forged = app.send_foreign(request.body("huerde=x".into()).expect("request")).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    app.post(STATEMENT, &[("huerde", "Es flackert.")]).await;
    app.set_time("2027-05-22T10:00:00Z");
    server::jobs::clean_up(&app.state).await.expect("cleaned");
    assert_eq!(app.state.roster.barrier_reports().await.expect("read").len(), 1, "180 days are not over");
    app.set_time("2027-05-23T10:00:00Z");
    server::jobs::clean_up(&app.state).await.expect("cleaned");
    assert_eq!(app.state.roster.barrier_reports().await.expect("read"), []);
}
