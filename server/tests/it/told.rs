//! What respondents are told is what happens, and the texts that tell it agree.

use axum::http::StatusCode;
use domain::Locale;
use store::{Access, Schedule, WaveState};

use crate::{
    app::{Reply, TestApp},
    open_answers,
    respond::walk,
    results::plain,
};

/// A page as one line.
fn line(page: &Reply, selector: &str) -> String {
    plain(&page.text_of(selector)).split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn stored_page(app: &mut TestApp, slug: &str, locale: &str) -> String {
    line(&app.get(&format!("/s/{slug}/was-wir-speichern?lang={locale}")).await, "article")
}

/// Everything from one phrase to the end of another.
fn between<'t>(text: &'t str, first: &str, last: &str) -> &'t str {
    let from = text.find(first).unwrap_or_else(|| panic!("no {first}: {text}"));
    let to = text[from..].find(last).unwrap_or_else(|| panic!("no {last}: {text}"));
    &text[from..from + to + last.len()]
}

#[tokio::test]
async fn the_privacy_page_says_of_free_texts_what_the_survey_says_and_what_happens() {
    let mut app = TestApp::new().await;
    app.open_survey(open_answers::SURVEY, "probe").await;
    for (locale, lang, first, last) in [
        ("de-sie", "de", "Schreiben Sie dort keine Namen", "getrennt von Ihren anderen Antworten."),
        ("en", "en", "Do not write names there", "apart from your other answers."),
    ] {
        let of_survey = stored_page(&mut app, "probe", locale).await;
        let privacy = line(&app.get(&format!("/datenschutz?lang={lang}")).await, "main");
        let told = between(&of_survey, first, last);
        assert!(privacy.contains(told), "{told}\n\n{privacy}");
        for denied in ["Freie Texte veröffentlichen wir nicht", "do not publish free texts"] {
            assert!(!privacy.contains(denied), "{privacy}");
        }
    }
}

/// The texts on cookies name each that a start sets, there and elsewhere: see
/// `nothing_is_set_before_the_start_and_one_cookie_after_it`.
#[tokio::test]
async fn a_second_cookie_is_told_of_where_a_device_for_many_may_be_and_on_the_privacy_page() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.open_with_codes("was-hilft", "eingeladen", store::Access::Invited, 1).await;
    for (locale, lang, told, hours) in
        [("de-du", "de", "zweites Cookie", "12 Stunden"), ("en", "en", "second cookie", "12 hours")]
    {
        let privacy = line(&app.get(&format!("/datenschutz?lang={lang}")).await, "main");
        let of_survey = stored_page(&mut app, "azubis", locale).await;
        for text in [&privacy, &of_survey, &stored_page(&mut app, "azubis", &format!("{locale}&kiosk=1")).await] {
            assert!(text.contains(told) && text.contains(hours), "{text}");
        }
        assert!(!stored_page(&mut app, "eingeladen-c", locale).await.contains(told), "nobody invited has a kiosk");
        assert!(!privacy.contains("genau eines") && !privacy.contains("exactly one"), "{privacy}");
    }
}

#[tokio::test]
async fn a_survey_tells_what_it_keeps_or_counts_beside_the_answers_and_no_more() {
    let mut app = TestApp::new().await;
    app.open_survey(include_str!("logic.toml"), "logik").await;
    app.open_template("alle-fragearten", "arten").await;
    app.open_survey(open_answers::SURVEY, "worte").await;
    let (order, blocks, computed) = ("zufälliger Reihenfolge", "dieselben Zusammenstellungen", "rechnen wir aus");
    let (quotas, exits, version) =
        ("nur eine bestimmte Zahl", "endet die Umfrage früher", "welche Fassung der Umfrage");
    for (slug, kept) in [
        ("logik", vec![order, computed, quotas, exits, version]),
        ("arten", vec![order, blocks, version]),
        ("worte", vec![version]),
    ] {
        let told = stored_page(&mut app, slug, "de-sie").await;
        for phrase in [order, blocks, computed, quotas, exits, version] {
            assert_eq!(told.contains(phrase), kept.contains(&phrase), "{slug}, {phrase}: {told}");
        }
    }
}

/// What the fields for words of one's own are described by, on this page.
fn descriptions(page: &Reply) -> Vec<String> {
    let fields = "main textarea[aria-describedby], main input.input[type=text]:not(.number)[aria-describedby]";
    let html = page.html();
    let ids = page.attributes(fields, "aria-describedby");
    let of_id = |id: &str| {
        let of = |element: scraper::ElementRef| element.text().collect::<String>();
        html.tree.nodes().filter_map(scraper::ElementRef::wrap).find(|one| one.value().id() == Some(id)).map(of)
    };
    ids.iter().map(|ids| ids.split(' ').filter_map(of_id).collect::<Vec<_>>().join(" ")).collect()
}

#[tokio::test]
async fn every_field_for_words_of_ones_own_asks_for_no_names() {
    let mut app = TestApp::new().await;
    app.open_survey(open_answers::SURVEY, "probe").await;
    for (locale, told) in [("de-sie", "Bitte keine Namen, und nichts, woran"), ("en", "Please no names, and nothing")] {
        app.forget_cookies();
        app.post("/s/probe", &[("locale", locale)]).await;
        let page = app.get("/s/probe/start").await;
        let hints = descriptions(&page);
        assert_eq!(
            hints.len(),
            3,
            "beside an option, about a question, and in answer to one: {}",
            page.text_of("main")
        );
        assert!(hints.iter().all(|hint| hint.matches(told).count() == 1), "{hints:?}");
    }
}

#[tokio::test]
async fn what_the_author_has_said_about_names_is_not_said_again_in_any_language() {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    for locale in Locale::ALL {
        app.forget_cookies();
        app.post("/s/hilft", &[("locale", locale.as_str())]).await;
        let page = app.get("/s/hilft/offen").await;
        let hints = descriptions(&page);
        let said = match locale {
            Locale::DeSie | Locale::DeDu | Locale::DeEinfach => "keine Namen",
            Locale::En => "names",
            Locale::Tr => "yazmayın",
            Locale::Uk => "імен",
            Locale::Ar => "أسماء",
        };
        let [hint] = hints.as_slice() else { panic!("{locale:?}: {hints:?}") };
        assert_eq!(hint.matches(said).count(), 1, "{locale:?}: {hint}");
        // Where the author says nothing, the page does.
        let help = app.get("/s/hilft/hilfe").await;
        let hints = descriptions(&help);
        assert!(matches!(hints.as_slice(), [hint] if hint.contains(said)), "{locale:?}: {hints:?}");
    }
}

#[tokio::test]
async fn a_firm_is_told_when_there_are_results_and_no_day_that_nobody_has_set() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    let (seen, _) = walk(&mut app, "/s/betriebe").await;
    let receipt = seen.last().expect("pages").clone();
    let before = app.get(&receipt).await;
    assert!(before.text_of("main").contains("sobald sie beendet ist"), "{}", before.text_of("main"));
    assert_eq!(before.count("main a[href='/ergebnisse']"), 1);
    let schedule = Schedule { opens: None, closes: Some("2026-12-14T18:00".to_owned()) };
    app.state.store.set_schedule(wave.id, &schedule).await.expect("planned");
    app.state.forget();
    let planned = line(&app.get(&receipt).await, "main");
    assert!(planned.contains("Die Umfrage läuft bis zum 14. Dezember 2026. Danach werten wir sie aus."), "{planned}");
    app.move_wave("betriebe", WaveState::Open, WaveState::Closed).await;
    let ended = line(&app.get(&receipt).await, "main");
    assert!(ended.contains("sobald sie beendet ist") && !ended.contains("14. Dezember"), "{ended}");
    // People who answer for themselves are shown what others have answered.
    app.open_template("auszubildende", "azubis").await;
    app.forget_cookies();
    let (seen, _) = walk(&mut app, "/s/azubis").await;
    assert_eq!(app.get(seen.last().expect("pages")).await.count("main a[href^='/ergebnisse']"), 0);
}

#[tokio::test]
async fn what_is_stored_is_said_from_what_is_in_force_in_every_language() {
    let mut app = TestApp::new().await;
    app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    let start = app.get("/s/azubis").await;
    assert_eq!(start.count("a[href^='/s/azubis/was-wir-speichern']"), 1);
    let open = app.get("/s/azubis/was-wir-speichern").await;
    let code = app.get("/s/azubis-c/was-wir-speichern").await;
    assert!(open.text.contains("Wer den Link hat, kann antworten") && open.text.contains("ab 10 Personen"));
    assert!(code.text.contains("Es gibt keine Liste, wer welchen hat") && code.text.contains("5\u{a0}Jahre"));
    assert!(open.text.contains("jünger als 16"));
    let edition = |reply: &Reply| reply.text_of(".hint");
    assert_ne!(edition(&open), edition(&code), "another text is another edition");
    assert_eq!(edition(&open), edition(&app.get("/s/azubis/was-wir-speichern").await));
    let english = app.get("/s/azubis-c/was-wir-speichern?lang=en").await;
    assert!(english.text.contains("dealt out at random") && english.text.contains("for 5\u{a0}years"));
    app.open_template("unternehmen", "betriebe").await;
    let firms = app.get("/s/betriebe/was-wir-speichern").await;
    assert!(firms.text.contains("ab 5 Betrieben") && !firms.text.contains("Unter 16"));
    assert_eq!(app.get("/s/unbekannt/was-wir-speichern").await.status, StatusCode::NOT_FOUND);
}
