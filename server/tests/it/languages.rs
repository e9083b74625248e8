//! The languages of a survey: each says everything, and changing it in the middle loses nothing.

use axum::http::StatusCode;
use domain::Locale;

use crate::{
    app::{Reply, TestApp},
    respond::{stored, walk},
};

async fn asked(locale: &str) -> TestApp {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    app.post("/s/hilft", &[("locale", locale)]).await;
    app
}

fn speaks(page: &Reply, locale: Locale) -> bool {
    page.text.contains(&format!("<html lang=\"{}\" dir=\"{}\"", locale.lang(), locale.dir()))
}

#[tokio::test]
async fn from_the_link_to_the_receipt_in_every_language() {
    for locale in Locale::ALL {
        let mut app = TestApp::new().await;
        app.open_template("was-hilft", "hilft").await;
        let (seen, _) = walk(&mut app, &format!("/s/hilft?lang={}", locale.as_str())).await;
        for address in &seen {
            let page = app.get(address).await;
            // Without its draft a question leads back; what has a language of its own still has it.
            assert!(page.status == StatusCode::SEE_OTHER || speaks(&page, locale), "{locale:?} {address}");
        }
        assert_eq!(stored(&app, "hilft").await.len(), 1, "{locale:?}");
        let receipt = app.get(seen.last().expect("pages")).await;
        assert!(receipt.header("content-type").contains("utf-8") && speaks(&receipt, locale));
        assert!(!receipt.text_of("h1").is_empty());
    }
}

#[tokio::test]
async fn arabic_runs_from_right_to_left_and_lets_one_type_either_way() {
    let mut app = asked("ar").await;
    let page = app.get("/s/hilft/lehrjahr").await;
    assert!(speaks(&page, Locale::Ar) && page.text.contains("<html lang=\"ar\" dir=\"rtl\""), "{}", page.text);
    assert_eq!(app.get("/s/hilft/offen").await.count("textarea[dir=auto]"), 1);
    assert_eq!(app.get("/s/hilft/weg").await.count("input[name=weg][dir=auto]"), 1);
    let answered = app.post("/s/hilft/weg", &[("weg", "٢٥"), ("_go", "next")]).await;
    assert_eq!(answered.location(), "/s/hilft/offen");
    app.post("/s/hilft/offen", &[("_language", "de-du")]).await;
    assert_eq!(app.get("/s/hilft/weg").await.count("input[name=weg][value='25']"), 1);
}

#[tokio::test]
async fn changing_the_language_in_the_middle_keeps_the_answers_and_the_page() {
    let mut app = asked("de-du").await;
    app.post("/s/hilft/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    let page = app.get("/s/hilft/weg").await;
    assert_eq!(page.count("header button[name=_language][form=antworten]"), 6, "every other language");
    // What does not read is kept as it was typed.
    let changed = app.post("/s/hilft/weg", &[("weg", "halb"), ("_language", "uk")]).await;
    assert_eq!((changed.status, changed.location()), (StatusCode::SEE_OTHER, "/s/hilft/weg"));
    let page = app.get("/s/hilft/weg").await;
    assert!(speaks(&page, Locale::Uk) && page.count("input[name=weg][value=halb]") == 1, "{}", page.text_of("main"));
    assert!(page.text.contains("Скільки хвилин"));
    assert_eq!(app.get("/s/hilft/lehrjahr").await.count("input[value='2'][checked]"), 1);
    // From the check page of a change it stays with the check page.
    let changed = app.post("/s/hilft/weg", &[("weg", "20"), ("_language", "tr"), ("_pruefen", "1")]).await;
    assert_eq!(changed.location(), "/s/hilft/weg?pruefen=1");
    assert_eq!(app.get("/s/hilft/weg").await.count("input[name=weg][value='20']"), 1);
    assert!(speaks(&app.get("/s/hilft/weg").await, Locale::Tr));
}

#[tokio::test]
async fn a_page_whose_entries_cannot_be_kept_comes_back_whole_in_the_new_language() {
    let mut app = asked("de-du").await;
    let long = "x".repeat(20_000);
    let changed = app.post("/s/hilft/offen", &[("offen", &long), ("_language", "ar")]).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(speaks(&changed, Locale::Ar) && changed.text.contains(&long));
    assert!(speaks(&app.get("/s/hilft/offen").await, Locale::Ar), "and stays in it");
}

#[tokio::test]
async fn pages_without_entries_change_their_language_too() {
    let mut app = asked("de-du").await;
    for path in ["/s/hilft/spaeter", "/s/hilft/was-wir-speichern", "/weiter?umfrage=hilft"] {
        let page = app.get(path).await;
        assert_eq!(page.count("header form[action='/s/hilft/sprache'] button[name=_language]"), 6, "{path}");
        let changed = app.post("/s/hilft/sprache", &[("_language", "ar"), ("back", path)]).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER);
        assert!(speaks(&app.get(changed.location()).await, Locale::Ar), "{path} {}", changed.location());
        assert!(speaks(&app.get("/s/hilft/offen").await, Locale::Ar), "{path}: the draft speaks it as well");
        app.post("/s/hilft/sprache", &[("_language", "de-du"), ("back", path)]).await;
    }
    for elsewhere in ["//evil.com", "/intern", "https://evil.com", "/s/hilftevil", ""] {
        let changed = app.post("/s/hilft/sprache", &[("_language", "tr"), ("back", elsewhere)]).await;
        assert_eq!(changed.location(), "/s/hilft?lang=tr", "{elsewhere}");
    }
    for path in ["/code", "/weiter"] {
        assert!(app.get(path).await.count("header form[action='/sprache'] button") >= 5, "{path}");
        let changed = app.post("/sprache", &[("_language", "uk"), ("back", path)]).await;
        assert!(speaks(&app.get(changed.location()).await, Locale::Uk), "{path}");
    }
}

#[tokio::test]
async fn an_unknown_language_has_its_page_and_the_ones_there_are() {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    app.open_template("auszubildende", "azubis").await;
    for path in ["/s/hilft?lang=fr", "/s/hilft?lang=%3Cb%3E&kiosk=1", "/s/hilft/was-wir-speichern?lang=xx"] {
        let page = app.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(page.text_of("h1"), "Diese Sprache gibt es hier nicht");
        assert_eq!(page.count("main section a[href*='lang=']"), 7, "{path}");
        assert_eq!(page.count("main section[lang=ar][dir=rtl]"), 1);
    }
    let page = app.get("/s/azubis?lang=ar").await;
    assert_eq!((page.status, page.count("main section")), (StatusCode::NOT_FOUND, 2), "German and English only");
    let refused = app.post("/s/azubis/sprache", &[("_language", "ar"), ("back", "/s/azubis")]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    // A region does not matter, nor do capitals, nor a wish that is none.
    for (wish, locale) in [("en-GB", Locale::En), ("DE", Locale::DeDu), ("", Locale::DeDu)] {
        assert!(speaks(&app.get(&format!("/s/azubis?lang={wish}")).await, locale), "{wish}");
    }
}

#[tokio::test]
async fn what_is_stored_is_told_in_every_language_and_differs_from_all_others() {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    let mut told = Vec::new();
    for locale in Locale::ALL {
        let page = app.get(&format!("/s/hilft/was-wir-speichern?lang={}", locale.as_str())).await;
        assert!(page.status == StatusCode::OK && speaks(&page, locale), "{locale:?}");
        assert_eq!(page.count("main section"), 9, "{locale:?}");
        // From the settings: the smallest group, the days of a draft.
        let text = page.text_of("main");
        assert!(text.contains("10") && text.contains("14"), "{locale:?}: {text}");
        assert!(!told.contains(&text), "{locale:?}");
        told.push(text);
    }
}

#[tokio::test]
async fn one_other_language_is_a_button_and_none_is_nothing() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let page = app.get("/s/azubis/alter").await;
    assert_eq!((page.count("header details"), page.text_of("header .switch button")), (0, "English".to_owned()));
    // Enter in a field goes on and does not change the language.
    let first = "header input[type=submit][form=antworten][name=_go][value=next]";
    assert!(page.count(first) == 1 && page.text.find("value=\"next\"") < page.text.find("_language"));
}

#[tokio::test]
async fn an_error_inside_a_survey_is_told_in_its_language() {
    let mut app = asked("uk").await;
    let page = app.get("/s/hilft/absenden").await;
    assert!(speaks(&page, Locale::Uk), "{}", page.text_of("main"));
    assert_eq!(page.text_of("h1"), "Так не працює");
}
