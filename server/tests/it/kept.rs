//! Nothing typed is lost: tabs at once, going back, switching, and posts that come too late.

use axum::http::StatusCode;

use crate::app::{Reply, TestApp};

async fn apprentices() -> TestApp {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app
}

async fn firms() -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    app.post("/s/betriebe/ausbildung", &[("ausbildung", "ja"), ("_go", "next")]).await;
    app
}

/// The value of a field, or of its ticked option.
fn value(page: &Reply, name: &str) -> Option<String> {
    let selector = scraper::Selector::parse(&format!("[name='{name}']")).expect("selector");
    let html = page.html();
    let mut fields = html.select(&selector).map(|field| field.value());
    let field = fields.find(|field| field.attr("type") != Some("radio") || field.attr("checked").is_some())?;
    field.attr("value").map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_saved_at_once_are_all_kept() {
    for _ in 0..10 {
        let app = apprentices().await;
        let pages = [("alter", "16-17"), ("lehrjahr", "2"), ("berufsfeld", "handel")];
        let posts = pages.map(|(page, answer)| {
            let mut tab = app.clone();
            tokio::spawn(
                async move { tab.post(&format!("/s/azubis/{page}"), &[(page, answer), ("_go", "next")]).await },
            )
        });
        for post in posts {
            assert_eq!(post.await.expect("no panic").status, StatusCode::SEE_OTHER);
        }
        for (page, answer) in pages {
            let shown = app.clone().get(&format!("/s/azubis/{page}")).await;
            assert_eq!(value(&shown, page).as_deref(), Some(answer));
        }
    }
}

/// The last page sends the answers; a page saved at the same moment is among them or is told that it came too late.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_saved_during_the_submit_is_sent_or_refused_and_never_brings_the_draft_back() {
    for _ in 0..10 {
        let mut app = apprentices().await;
        crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
        let (mut sender, mut other) = (app.clone(), app.clone());
        let sent =
            tokio::spawn(async move { sender.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next")]).await });
        let saved = other.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
        let sent = sent.await.expect("no panic");
        assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
        let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
        let mut responses = app.state.store.responses(wave.id).await.expect("responses");
        let document = responses.next().await.expect("read").expect("one").iter().collect::<String>();
        match saved.status {
            StatusCode::SEE_OTHER => assert!(document.contains("16-17"), "{document}"),
            status => assert_eq!(status, StatusCode::GONE),
        }
        assert_eq!(app.clone().get("/s/azubis/alter").await.status, StatusCode::SEE_OTHER, "no draft is left");
    }
}

#[tokio::test]
async fn a_second_survey_in_the_same_browser_leaves_the_first_alone() {
    let mut app = firms().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/betriebe/plaetze", &[("plaetze_angeboten", "7"), ("plaetze_besetzt", "3"), ("_go", "next")]).await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    assert_eq!(value(&app.get("/s/betriebe/plaetze").await, "plaetze_angeboten").as_deref(), Some("7"));
    assert_eq!(value(&app.get("/s/azubis/alter").await, "alter").as_deref(), Some("16-17"));
    // Sending one keeps the cookie for the other.
    let form = [("offen", ""), ("_go", "next")];
    crate::respond::skip_to_end(&mut app, "/s/azubis/lehrjahr").await;
    let sent = app.post("/s/azubis/offen", &form).await;
    assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
    assert_eq!(value(&app.get("/s/betriebe/plaetze").await, "plaetze_angeboten").as_deref(), Some("7"));
}

#[tokio::test]
async fn starting_over_leaves_nothing_of_the_old_draft() {
    let mut app = apprentices().await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    let cookie = app.cookie("entwurf").expect("cookie").to_owned();
    app.post("/s/azubis", &[("locale", "de-du"), ("_go", "over")]).await;
    assert_eq!(value(&app.get("/s/azubis/alter").await, "alter"), None);
    app.set_cookie("entwurf", &cookie);
    assert_eq!(value(&app.get("/s/azubis/alter").await, "alter"), None, "the old key opens the new draft only");
}

#[tokio::test]
async fn going_back_keeps_what_does_not_read_and_the_answer_before_it() {
    let mut app = firms().await;
    let page = "/s/betriebe/plaetze";
    app.post(page, &[("plaetze_angeboten", "7"), ("plaetze_besetzt", "3"), ("_go", "next")]).await;
    let back = app.post(page, &[("plaetze_angeboten", "viele"), ("plaetze_besetzt", "4"), ("_go", "back")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    let shown = app.get(page).await;
    assert_eq!(value(&shown, "plaetze_angeboten").as_deref(), Some("viele"));
    assert_eq!(value(&shown, "plaetze_besetzt").as_deref(), Some("4"));
    assert_eq!(shown.count(".problems li"), 1, "it says what to do");
    // It cannot be sent unseen, and the answer before still stands.
    let check = app.get("/s/betriebe/pruefen").await;
    assert_ne!(check.status, StatusCode::OK);
    app.post(page, &[("plaetze_angeboten", "8"), ("plaetze_besetzt", "4"), ("_go", "next")]).await;
    assert_eq!(value(&app.get(page).await, "plaetze_angeboten").as_deref(), Some("8"));
}

#[tokio::test]
async fn an_old_answer_survives_an_entry_that_never_reads() {
    let mut app = apprentices().await;
    app.post("/s/azubis/offen", &[("offen", "kurz"), ("_go", "back")]).await;
    let long = "a".repeat(1_200);
    let back = app.post("/s/azubis/offen", &[("offen", &long), ("_go", "back")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get("/s/azubis/offen").await.text_of("textarea"), long);
    // Far too long to keep beside the answers: the page stays, with the text in it.
    let longer = "a".repeat(100_000);
    let back = app.post("/s/azubis/offen", &[("offen", &longer), ("_go", "back")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(back.text_of("textarea"), longer);
}

#[tokio::test]
async fn light_and_dark_keep_what_was_typed() {
    let mut app = apprentices().await;
    let page = app.get("/s/azubis/offen").await;
    assert_eq!(page.count("footer button[form=antworten][name=_theme]"), 3);
    let dark = app.post("/s/azubis/offen", &[("offen", "Mehr Zeit"), ("_theme", "dark")]).await;
    assert_eq!((dark.status, dark.location()), (StatusCode::SEE_OTHER, "/s/azubis/offen"));
    let page = app.get("/s/azubis/offen").await;
    assert_eq!(page.text_of("textarea"), "Mehr Zeit");
    assert!(page.text.contains("data-theme=\"dark\""));
    let long = "a".repeat(100_000);
    let light = app.post("/s/azubis/offen", &[("offen", &long), ("_theme", "light")]).await;
    assert_eq!(light.text_of("textarea"), long);
    assert!(light.text.contains("data-theme=\"light\""));
}

#[tokio::test]
async fn the_way_back_at_the_top_saves_too() {
    let mut app = apprentices().await;
    let page = app.get("/s/azubis/offen").await;
    assert_eq!(page.count("button.back[form=antworten][name=_go][value=back]"), 1);
    assert_eq!(page.count("a.back"), 0);
    // What Enter sends stands before it.
    let form = page.text.find("name=\"_go\"").expect("buttons");
    assert!(page.text[form..].starts_with("name=\"_go\" value=\"next\" hidden"), "{}", &page.text[form..form + 60]);
}

#[tokio::test]
async fn a_post_without_its_draft_gives_the_text_back() {
    let mut app = apprentices().await;
    app.forget_cookies();
    let lost = app.post("/s/azubis/offen", &[("offen", "Mehr Zeit"), ("_lang", "de-du"), ("_key", "0")]).await;
    assert_eq!(lost.status, StatusCode::GONE);
    assert!(lost.text_of("h1").contains("nicht gespeichert"), "{}", lost.text_of("main"));
    assert_eq!(lost.text_of("dd.typed"), "Mehr Zeit");
    assert!(lost.text_of("main").contains("Deine angefangenen Antworten sind nicht mehr da"));
    assert_eq!(lost.count("form.switch"), 0, "choosing light or dark would lose it");
    let english = app.post("/s/azubis/alter", &[("alter", "16-17"), ("_lang", "en")]).await;
    assert!(english.text_of("h1").contains("not been saved"), "{}", english.text_of("main"));
}

#[tokio::test]
async fn the_page_of_a_topic_that_was_unticked_says_so() {
    let mut app = firms().await;
    app.post("/s/betriebe/themen", &[("themen", "azubi-marketing"), ("_go", "next")]).await;
    let page = "/s/betriebe/bedarf@azubi-marketing";
    let fields = [("personen_auszubildende@azubi-marketing", "77"), ("_go", "next")];
    assert_eq!(app.get(page).await.status, StatusCode::OK);
    app.post("/s/betriebe/themen", &[("themen", "digitalisierung"), ("_go", "next")]).await;
    let stale = app.post(page, &fields).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text_of("main").contains("gehört nicht mehr zu Ihren Antworten"), "{}", stale.text_of("main"));
    assert_eq!(stale.text_of("dd.typed"), "77");
}

/// The address of a page that is not asked, and a form without entries for it: nothing is lost, and it is said why another
/// page comes.
#[tokio::test]
async fn whoever_is_led_to_another_page_is_told_why() {
    let mut app = firms().await;
    app.post("/s/betriebe/themen", &[("themen", "digitalisierung"), ("_go", "next")]).await;
    let page = "/s/betriebe/bedarf@azubi-marketing";
    for led in [app.get(page).await, app.post(page, &[("_go", "next")]).await] {
        assert_eq!(led.status, StatusCode::SEE_OTHER);
        let shown = app.get(led.location()).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", led.location());
        assert!(shown.text_of("main").contains("gehört nicht zu Ihren Fragen"), "{}", shown.text_of("main"));
        let (address, _) = led.location().split_once('?').expect("a mark");
        assert!(!app.get(address).await.text_of("main").contains("gehört nicht zu Ihren Fragen"), "only then");
    }
}

#[tokio::test]
async fn going_on_in_another_language_changes_the_language() {
    let mut app = apprentices().await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    let start = app.get("/s/azubis?lang=en").await;
    assert!(start.text_of("main").contains("Continue"));
    let on = app.post("/s/azubis", &[("locale", "en")]).await;
    assert!(on.location().ends_with("/lehrjahr"), "{}", on.location());
    assert!(app.get("/s/azubis/lehrjahr").await.text.contains("<html lang=\"en\""));
    assert!(app.get("/s/azubis").await.text_of("main").contains("Continue"), "the start page speaks it too");
    assert_eq!(value(&app.get("/s/azubis/alter").await, "alter").as_deref(), Some("16-17"));
}

/// "Wähle bis zu 3", and two are chosen: that is an answer.
#[tokio::test]
async fn fewer_than_three_are_not_called_unanswered() {
    let mut app = apprentices().await;
    let options = app.get("/s/azubis/vorrang").await;
    let html = options.html();
    let value = scraper::Selector::parse("input[name=vorrang]").expect("selector");
    let two: Vec<String> =
        html.select(&value).take(2).filter_map(|one| one.value().attr("value").map(str::to_owned)).collect();
    let posted = app.post("/s/azubis/vorrang", &[("vorrang", &two[0]), ("vorrang", &two[1]), ("_go", "next")]).await;
    let asked = app.get(posted.location()).await;
    assert_eq!(asked.text_of(".problems h2"), "Stimmt das so?", "{}", asked.text_of("main"));
    assert!(asked.text_of(".problems").contains("2 von 3"));
}

#[tokio::test]
async fn what_is_only_open_is_no_error() {
    let mut app = apprentices().await;
    let refused = app.post("/s/azubis/alter", &[("_go", "next")]).await;
    assert_eq!((refused.status, refused.location()), (StatusCode::SEE_OTHER, "/s/azubis/alter?hinweis=1"));
    let asked = app.get(refused.location()).await;
    assert_eq!(asked.text_of(".problems h2"), "Noch ohne Antwort");
    assert_eq!(asked.count("button[name=_go][value=skip]"), 1);
    assert!(!asked.text.contains("Fehler") && asked.count("[aria-invalid]") == 0, "{}", asked.text_of("main"));
    assert_eq!(asked.count(".problems a[href='#alter']"), 1);
}

#[tokio::test]
async fn more_filled_places_than_offered_are_asked_about_once() {
    let mut app = firms().await;
    let typed = [("plaetze_angeboten", "2"), ("plaetze_besetzt", "500"), ("_go", "next")];
    let refused = app.post("/s/betriebe/plaetze", &typed).await;
    let asked = app.get(refused.location()).await;
    assert_eq!(asked.text_of(".problems h2"), "Stimmt das so?", "{}", asked.text_of("main"));
    assert!(asked.text_of(".problems").contains("500 von 2"));
    assert!(app.post("/s/betriebe/plaetze", &typed).await.location().ends_with("/themen"));
}

#[tokio::test]
async fn skipping_leads_on_at_once_and_the_way_back_is_a_page() {
    let mut app = apprentices().await;
    let skipped = app.post("/s/azubis/alter", &[("_go", "skip")]).await;
    assert_eq!(skipped.location(), "/s/azubis/lehrjahr");
    let refused = app.post("/s/azubis/lehrjahr", &[("_go", "next")]).await;
    let on = app.post("/s/azubis/lehrjahr", &[("_go", "next")]).await;
    assert!(!on.location().contains("hinweis"), "the second time it passes: {}", on.location());
    assert_eq!(app.get(refused.location()).await.status, StatusCode::OK);
    app.post("/s/azubis/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    assert_eq!(app.get(refused.location()).await.count(".problems"), 0, "nothing is open any more");
}

#[tokio::test]
async fn an_open_question_for_text_is_not_asked_twice() {
    let mut app = apprentices().await;
    crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
    let sent = app.post("/s/azubis/offen", &[("offen", ""), ("_go", "next")]).await;
    assert!(sent.location().starts_with("/s/azubis/danke"), "{}", sent.location());
}

#[tokio::test]
async fn a_battery_that_was_skipped_says_so_in_one_line() {
    let mut app = apprentices().await;
    let refused = app.post("/s/azubis/merkmale.importance.1", &[("_go", "next")]).await;
    let page = app.get(refused.location()).await;
    assert_eq!(page.text_of(".problems li"), "6 Aussagen sind noch offen.");
    assert_eq!(page.count("details.invalid"), 0);
}

#[tokio::test]
async fn what_is_wrong_is_said_alone_and_counts_as_the_prompt() {
    let mut app = firms().await;
    app.post("/s/betriebe/themen", &[("themen", "nachhilfe"), ("_go", "next")]).await;
    let page = "/s/betriebe/bedarf@nachhilfe";
    let refused = app.post(page, &[("personen_ausbildende@nachhilfe", "1,5"), ("_go", "next")]).await;
    let shown = app.get(refused.location()).await;
    assert_eq!(shown.count(".problems li"), 1, "{}", shown.text_of("main"));
    assert!(shown.text_of(".problems li").starts_with("Ausbilderinnen und Ausbilder: "));
    assert!(shown.text_of("title").starts_with("Fehler"));
    assert_eq!(shown.count("input[inputmode=numeric]"), 4);
    let on = app.post(page, &[("personen_ausbildende@nachhilfe", "2"), ("_go", "next")]).await;
    assert!(!on.location().contains("hinweis"), "{}", on.location());
}

#[tokio::test]
async fn numbers_carry_their_question_and_a_battery_of_one_row_says_it_once() {
    let mut app = firms().await;
    app.post("/s/betriebe/themen", &[("themen", "nachhilfe"), ("_go", "next")]).await;
    let page = app.get("/s/betriebe/bedarf@nachhilfe").await;
    assert_eq!(page.count("fieldset.numbers input"), 4);
    assert!(page.text_of("fieldset.numbers legend").contains("Wie viele Personen"));
    assert_eq!(page.count("details.rating"), 0);
    assert!(!page.text_of("main").contains("Dringlichkeit"), "{}", page.text_of("main"));
}

#[tokio::test]
async fn the_introduction_names_whoever_asks() {
    let mut app = firms().await;
    let start = app.get("/s/betriebe").await;
    let name = app.state.config.organisation.name.clone();
    assert!(start.text_of(".lead").starts_with(&format!("{name} fragt")), "{}", start.text_of(".lead"));
}

#[tokio::test]
async fn checking_has_one_way_to_change_per_page_and_counts_what_was_skipped() {
    let mut app = firms().await;
    app.post("/s/betriebe/themen", &[("themen", "nachhilfe"), ("_go", "next")]).await;
    let page = "/s/betriebe/bedarf@nachhilfe";
    app.post(page, &[("personen_ausbildende@nachhilfe", "2"), ("_go", "skip")]).await;
    let check = app.get("/s/betriebe/pruefen").await;
    assert_eq!(check.count("a[href='/s/betriebe/bedarf@nachhilfe?pruefen=1']"), 1, "{}", check.text_of("main"));
    assert!(check.text_of("main").contains("7 Fragen ohne Antwort"), "{}", check.text_of("main"));
    assert_eq!(check.count("a.back"), 1);
}

/// The form of a page as it was drawn, with what is typed into it, to be sent when the connection is back.
fn waiting(page: &Reply, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let selector = scraper::Selector::parse("main form input[type=hidden]").expect("selector");
    let html = page.html();
    let drawn = html
        .select(&selector)
        .filter_map(|field| Some((field.value().attr("name")?.to_owned(), field.value().attr("value")?.to_owned())));
    let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let late = [("_go".to_owned(), "next".to_owned()), ("_spaet".to_owned(), "1".to_owned())];
    drawn.chain(typed).chain(late).collect()
}

#[tokio::test]
async fn a_form_that_waited_does_not_overwrite_a_newer_save_of_its_page() {
    let mut app = apprentices().await;
    let late = waiting(&app.get("/s/azubis/alter").await, &[("alter", "16-17")]);
    let mut elsewhere = app.clone();
    elsewhere.post("/s/azubis/alter", &[("alter", "18-20"), ("_go", "next")]).await;
    let told = app.post("/s/azubis/alter", &crate::respond::borrowed(&late)).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text_of("main"));
    assert!(told.text_of("[role=alert]").contains("Das Neuere gilt"), "{}", told.text_of("main"));
    assert!(told.text_of("dl.unsaved").contains("16"), "what waited can be copied: {}", told.text_of("main"));
    assert_eq!(told.count("main a[href^='/s/azubis/']"), 1, "a way on");
    assert_eq!(value(&app.get("/s/azubis/alter").await, "alter").as_deref(), Some("18-20"));
}

#[tokio::test]
async fn a_form_that_waited_is_saved_where_nothing_newer_is_or_the_same_was_sent_already() {
    let mut app = apprentices().await;
    let late = waiting(&app.get("/s/azubis/alter").await, &[("alter", "16-17")]);
    // Another page of the same draft was saved meanwhile.
    app.post("/s/azubis/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    for time in ["in time", "again, because the reply was lost"] {
        let sent = app.post("/s/azubis/alter", &crate::respond::borrowed(&late)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{time}: {}", sent.text_of("main"));
        assert_eq!(value(&app.get("/s/azubis/alter").await, "alter").as_deref(), Some("16-17"), "{time}");
    }
    // Whoever presses the button now means now, also in a page that was drawn before.
    let now: Vec<(&str, &str)> = late
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "_spaet")
        .collect();
    app.post("/s/azubis/alter", &[("alter", "18-20"), ("_go", "next")]).await;
    assert_eq!(app.post("/s/azubis/alter", &now).await.status, StatusCode::SEE_OTHER);
    assert_eq!(value(&app.get("/s/azubis/alter").await, "alter").as_deref(), Some("16-17"));
}

/// Two questions on one page: the one that was not saved since is taken from the form that waited.
#[tokio::test]
async fn of_a_form_that_waited_the_questions_without_a_newer_save_are_kept() {
    let mut app = firms().await;
    let page = app.get("/s/betriebe/plaetze").await;
    let late = waiting(&page, &[("plaetze_angeboten", "7"), ("plaetze_besetzt", "3")]);
    app.post("/s/betriebe/plaetze", &[("plaetze_angeboten", "9"), ("_go", "back")]).await;
    let told = app.post("/s/betriebe/plaetze", &crate::respond::borrowed(&late)).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{}", told.text_of("main"));
    assert_eq!(told.count("dl.unsaved dd"), 1, "{}", told.text_of("main"));
    let page = app.get("/s/betriebe/plaetze").await;
    let kept = ["plaetze_angeboten", "plaetze_besetzt"].map(|name| value(&page, name));
    assert_eq!(kept, [Some("9".to_owned()), Some("3".to_owned())]);
}
