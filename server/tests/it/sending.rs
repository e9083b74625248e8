//! What is sent is what was seen, and whoever cannot send is told why.

use axum::http::StatusCode;
use domain::{Key, Value, id::OptionId};
use store::WaveState;

use crate::{
    app::TestApp,
    naming::walk_to_check,
    respond::{borrowed, fill, send_checked, skip_to_end, stored},
};

async fn apprentices() -> TestApp {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app
}

fn key(text: &str) -> Key {
    text.parse().expect("a key")
}

#[tokio::test]
async fn answers_changed_in_another_tab_are_looked_at_before_they_are_sent() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    let first = app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    walk_to_check(&mut app, first.location()).await;
    app.post("/s/betriebe/groesse", &[("groesse", "50-249"), ("_go", "next")]).await;
    let (action, shown) = fill(&app.get("/s/betriebe/pruefen").await).expect("the form");
    app.post("/s/betriebe/groesse", &[("groesse", "1-9"), ("_go", "next")]).await;
    for pairs in [shown.clone(), Vec::new()] {
        let refused = app.post(&action, &borrowed(&pairs)).await;
        assert_eq!(refused.location(), "/s/betriebe/pruefen?anders=antworten");
        assert!(stored(&app, "betriebe").await.is_empty());
    }
    let again = app.get("/s/betriebe/pruefen?anders=antworten").await;
    assert!(
        again.text_of("article > .notice").contains("geändert, nachdem diese Seite geöffnet war"),
        "{}",
        again.text_of("main")
    );
    assert!(again.text_of("main").contains("1 bis 9") && !again.text_of("main").contains("50 bis 249"));
    let sent = send_checked(&mut app, "betriebe").await;
    assert!(sent.location().starts_with("/s/betriebe/danke"), "{}", sent.location());
    let answers = stored(&app, "betriebe").await;
    assert_eq!(answers[0].get(&key("groesse")), Some(&Value::Choice(OptionId::new("1-9").expect("an id"))));
    // The form that was refused is no receipt of what came after it, but of the same draft.
    assert!(app.post(&action, &borrowed(&shown)).await.location().starts_with("/s/betriebe/danke"));
}

#[tokio::test]
async fn a_page_out_of_order_does_not_send_what_was_never_seen() {
    let mut app = apprentices().await;
    let page = app.get("/s/azubis/offen").await;
    let (action, pairs) = fill(&page).expect("the last page");
    let led = app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(led.location(), "/s/azubis/alter?offen=1");
    assert!(stored(&app, "azubis").await.is_empty());
    let open = app.get(led.location()).await;
    assert!(open.text_of("form > .notice").contains("noch nicht beantwortet"), "{}", open.text_of("main"));
    assert_eq!(app.get("/s/azubis/alter").await.count("form > .notice"), 0, "only where it was passed over");
    // One that was skipped on purpose is not asked for again, and one that was passed over is.
    app.post("/s/azubis/alter", &[("_go", "skip")]).await;
    let led = app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(led.location(), "/s/azubis/lehrjahr?offen=1");
    app.post("/s/azubis/sprache", &[("_language", "en"), ("back", "/s/azubis/lehrjahr")]).await;
    assert!(app.get(led.location()).await.text_of("form > .notice").contains("not answered this page yet"));
    let last = skip_to_end(&mut app, "/s/azubis/lehrjahr").await;
    let page = app.get(&last).await;
    assert_eq!(page.text_of("textarea"), "Mehr Zeit zum Lernen <b>&amp;", "what was typed is still there");
    let (action, pairs) = fill(&page).expect("the last page");
    let sent = app.post(&action, &borrowed(&pairs)).await;
    assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
    assert_eq!(stored(&app, "azubis").await.len(), 1);
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookie_is_told_so_in_every_language() {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    let begun = app.post("/s/hilft", &[]).await.location().to_owned();
    app.forget_cookies();
    for page in [begun.as_str(), "/s/hilft/pruefen", "/s/hilft/spaeter"] {
        let lost = app.get(page).await;
        assert_eq!((lost.status, lost.location()), (StatusCode::SEE_OTHER, "/s/hilft?abgelaufen=1"), "{page}");
    }
    let languages = app.state.running("hilft").await.expect("open").questionnaire.locales.clone();
    assert!(languages.len() > 3);
    let mut said = Vec::new();
    for locale in languages {
        let start = app.get(&format!("/s/hilft?abgelaufen=1&lang={}", locale.as_str())).await;
        assert_eq!((start.status, start.count("main .notice h2")), (StatusCode::OK, 1), "{locale:?}");
        said.push(start.text_of("main .notice"));
    }
    assert!(said.iter().any(|said| said.contains("Cookies") && said.contains("abgesendet")), "{said:?}");
    said.dedup();
    assert!(said.len() > 3, "{said:?}");
    assert_eq!(app.get("/s/hilft").await.count("main .notice"), 0);
    // Whoever has a draft has lost none.
    app.post("/s/hilft", &[]).await;
    assert_eq!(app.get("/s/hilft?abgelaufen=1").await.count("main .notice"), 0);
}

#[tokio::test]
async fn the_way_back_after_sending_says_that_the_answers_have_arrived() {
    let mut app = apprentices().await;
    let last = skip_to_end(&mut app, "/s/azubis/alter").await;
    let sent = app.post(&last, &[("offen", ""), ("_go", "next")]).await;
    assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
    let back = app.get(&last).await;
    let start = app.get(back.location()).await;
    let notice = start.text_of(".notice");
    assert!(notice.contains("schon abgesendet? Dann sind sie angekommen"), "{}", start.text_of("main"));
    // With codes the first screen asks for one.
    let codes = app.open_with_codes("unternehmen", "firmen", store::Access::Code, 1).await;
    assert!(!codes.is_empty());
    let lost = app.get("/s/firmen-c/groesse").await;
    let asked = app.get(lost.location()).await;
    assert!(asked.text_of(".notice").contains("angekommen") && asked.count("input[name=code]") == 1);
}

#[tokio::test]
async fn after_the_grace_nothing_is_asked_and_what_was_begun_can_be_copied() {
    let mut app = apprentices().await;
    app.post("/s/azubis/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    app.post("/s/azubis/offen", &[("offen", "Mehr Zeit"), ("_go", "back")]).await;
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    for page in ["/s/azubis/lehrjahr", "/s/azubis/pruefen", "/s/azubis/alter"] {
        let over = app.get(page).await;
        assert_eq!((over.status, over.count("main form")), (StatusCode::CONFLICT, 0), "{page}");
        assert!(over.text_of("h1").contains("beendet"), "{}", over.text_of("main"));
        let copied = over.text_of("dl.unsaved");
        assert!(copied.contains("2. Lehrjahr"), "{copied}");
        assert!(copied.contains("Mehr Zeit"), "{copied}");
    }
    let late = app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    let copied = late.text_of("dl.unsaved");
    assert!(late.status == StatusCode::CONFLICT && copied.contains("16") && copied.contains("Mehr Zeit"), "{copied}");
}

#[tokio::test]
async fn the_notice_says_what_lies_on_the_device_and_marks_what_is_german() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let start = app.get("/s/azubis").await;
    assert!(start.text_of("main").contains("merkt sich dein Browser") && !start.text.contains("Sonst nichts"));
    let german = app.get("/s/azubis/was-wir-speichern").await;
    let text = german.text_of("main");
    assert!(text.contains("merkt sich dein Browser auch auf diesem Gerät") && text.contains("sechs Wörter"), "{text}");
    // Rows of ratings change places, nothing is worked out; only the one is said.
    assert!(text.contains("zufälliger Reihenfolge") && !text.contains("rechnen wir aus deinen Antworten"), "{text}");
    assert!(text.contains("nicht nach deiner Adresse"), "{text}");
    assert_eq!(german.count("main [lang=de]"), 0);
    let english = app.get("/s/azubis/was-wir-speichern?lang=en").await;
    assert!(english.text_of("main [lang=de]").starts_with("Artikel 6"), "{}", english.text_of("main"));
    assert!(english.text_of("main").contains("Legal basis: Artikel 6"));
    // Beside a question for an address it says so.
    app.open_template("alle-fragearten", "alle").await;
    let asked = app.get("/s/alle/was-wir-speichern?lang=de-du").await.text_of("main");
    assert!(asked.contains("Lass sie am besten weg") && !asked.contains("nicht nach deiner Adresse"), "{asked}");
}

#[tokio::test]
async fn a_device_for_many_shows_what_is_stored_and_leads_back() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let start = app.get("/s/azubis?kiosk=1").await;
    let address = "/s/azubis/was-wir-speichern?lang=de-du&kiosk=1";
    assert_eq!(start.count(&format!("a[href='{address}']")), 1, "{}", start.text_of("main"));
    assert!(!start.text_of("main").contains("merkt sich dein Browser"), "nothing is kept there");
    let notice = app.get(address).await;
    assert_eq!(notice.count("a[href='/s/azubis?lang=de-du&kiosk=1']"), 1, "{}", notice.text_of("main"));
    let away = notice.count("a[href]:not([href^='#']):not([href^='/s/azubis'])");
    assert_eq!((notice.status, away), (StatusCode::OK, 0), "nothing leads away");
    assert!(notice.text.contains("/s/azubis?lang=de-du&amp;kiosk=1") && notice.text.contains("http-equiv=\"refresh\""));
}

/// A battery of twelve rows comes in two steps, and both stood there under the same words.
#[tokio::test]
async fn no_two_headings_of_the_check_page_are_the_same() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    let first = app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    let (check, _) = walk_to_check(&mut app, first.location()).await;
    let html = check.html();
    let of = |selector: &str| {
        let selector = scraper::Selector::parse(selector).expect("selector");
        html.select(&selector).map(|found| found.text().collect::<String>()).collect::<Vec<_>>()
    };
    for texts in [of("h2.part"), of(".checked a")] {
        let importance = texts.iter().filter(|text| text.contains("Wie wichtig ist das Ihren Auszubildenden"));
        assert_eq!(importance.filter(|text| text.contains("(Schritt ")).count(), 2, "{texts:?}");
        let mut once = texts.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), texts.len(), "{texts:?}");
    }
}

#[tokio::test]
async fn rows_left_open_are_called_statements_and_a_battery_says_that_it_may_be_left_out() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    app.post("/s/betriebe/ausbildung", &[("ausbildung", "ja"), ("_go", "next")]).await;
    let battery = app.get("/s/betriebe/merkmale.importance.1").await;
    assert_eq!(battery.text_of("h1 .optional"), "(freiwillig)", "{}", battery.text_of("main"));
    app.post("/s/betriebe/themen", &[("themen", "keins"), ("_go", "next")]).await;
    let check = app.get("/s/betriebe/pruefen").await;
    assert!(check.text_of("main").contains("6 Aussagen sind noch offen."), "{}", check.text_of("main"));
}
