//! A version that is replaced under a respondent: everything goes on, and what does not fit is said and shown.

use axum::http::StatusCode;
use domain::{Answers, Key, Value};

use super::{edit, field, published};
use crate::app::{Reply, TestApp};

/// Another browser at the same service, in the middle of the survey: the trade is chosen, no topic yet.
async fn respondent(staff: &TestApp) -> TestApp {
    let mut app = staff.clone();
    app.forget_cookies();
    app.post("/s/w", &[]).await;
    let on = app.post("/s/w/branche", &[("branche", "bau"), ("_stand", "1"), ("_go", "next")]).await;
    assert_eq!(on.location(), "/s/w/themen");
    app
}

/// Everything is answered but the last page.
async fn at_the_last_page(staff: &TestApp) -> TestApp {
    let mut app = respondent(staff).await;
    on(&mut app, "themen", &[("themen", "nichts"), ("_stand", "1")]).await;
    on(&mut app, "noten", &[("noten.weg", "2"), ("noten.geld", "3"), ("_stand", "1")]).await;
    on(&mut app, "vorrang", &[("vorrang", "geld"), ("_stand", "1")]).await;
    app
}

const NEW_FIRST: &str = "[[section.page]]\nid = \"groesse\"\n[[section.page.item]]\nid = \"groesse\"\nrequired = true\n\
                         kind = \"number\"\nmin = 1\nmax = 500\n\
                         text = { de-sie = \"Wie groß ist der Betrieb?\", en = \"How large is the firm?\" }\n";
/// The last question of all.
const LAST: &str = "[[section.page.item]]\nid = \"mehr\"\nkind = \"long_text\"\ntext = { de-sie = \"Noch etwas?\", en = \"Anything else?\" }\n";
const FIRST: &str = "[[section.page]]\nid = \"branche\"";

async fn on(app: &mut TestApp, step: &str, pairs: &[(&str, &str)]) -> Reply {
    let pairs: Vec<(&str, &str)> = pairs.iter().copied().chain([("_go", "next")]).collect();
    let reply = app.post(&format!("/s/w/{step}"), &pairs).await;
    if reply.location().contains("hinweis=1") { app.post(&format!("/s/w/{step}"), &pairs).await } else { reply }
}

async fn stored(app: &TestApp) -> Vec<(i64, Answers)> {
    let wave = app.state.store.wave("w").await.expect("read").expect("there");
    let mut responses = app.state.store.numbered_responses(wave.id).await.expect("read");
    let mut stored = Vec::new();
    while let Some(batch) = responses.next().await.expect("a batch") {
        let numbered = batch.numbered().map(|line| line.expect("a line"));
        stored.extend(numbered.map(|stored| (stored.version, serde_json::from_str(stored.document).expect("answers"))));
    }
    stored
}

#[tokio::test]
async fn what_came_in_front_is_asked_and_the_rest_goes_on() {
    let mut staff = field().await;
    let mut app = respondent(&staff).await;
    edit(&mut staff, FIRST, &format!("{NEW_FIRST}{FIRST}")).await;
    published(&mut staff, &[]).await;

    // The page that was open is sent: it is taken, the new question comes, and a sentence says why.
    let next = on(&mut app, "themen", &[("themen", "digital"), ("_stand", "1")]).await;
    assert_eq!(next.location(), "/s/w/groesse?geaendert=ja");
    let page = app.get(next.location()).await;
    assert!(page.text.contains("Die Umfrage wurde gerade geändert"), "{}", page.text_of("main"));
    let next = on(&mut app, "groesse", &[("groesse", "12"), ("_stand", "2")]).await;
    assert_eq!(next.location(), "/s/w/eile@digital", "not once more through what was answered");
    let page = app.get(next.location()).await;
    assert!(!page.text.contains("Die Umfrage wurde gerade geändert"), "said once");

    on(&mut app, "eile@digital", &[("eile@digital", "3"), ("_stand", "2")]).await;
    on(&mut app, "noten", &[("noten.weg", "2"), ("noten.geld", "3"), ("_stand", "2")]).await;
    on(&mut app, "vorrang", &[("vorrang", "geld"), ("_stand", "2")]).await;
    let sent = on(&mut app, "zahl", &[("alle", "12"), ("davon", "2"), ("mehr", "Gut"), ("_stand", "2")]).await;
    assert!(sent.location().starts_with("/s/w/danke"), "{} {}", sent.location(), sent.text_of("main"));
    let stored = stored(&app).await;
    let [(version, answers)] = stored.as_slice() else { panic!("{stored:?}") };
    let key = |key: &str| answers.get(&key.parse::<Key>().expect("a key")).cloned();
    assert_eq!(*version, 2, "stored under the version that was answered in the end");
    assert_eq!(key("branche"), Some(Value::Choice("bau".parse().expect("id"))), "answered before the change");
    assert_eq!(key("groesse"), Some(Value::Number(12.0)));
}

#[tokio::test]
async fn what_does_not_fit_any_more_is_asked_again_as_it_was_typed() {
    let mut staff = field().await;
    let mut app = respondent(&staff).await;
    on(&mut app, "themen", &[("themen", "digital"), ("_stand", "1")]).await;
    on(&mut app, "eile@digital", &[("eile@digital", "40"), ("_stand", "1")]).await;
    edit(&mut staff, "max = 52", "max = 12").await;
    published(&mut staff, &[]).await;

    // Looked at, not sent: the sentence stands there, and the next page leads back to what has to be asked again.
    let page = app.get("/s/w/noten").await;
    assert!(page.text.contains("Was nicht mehr passt, fragen wir noch einmal."), "{}", page.text_of("main"));
    assert_eq!(page.count("input[name=_stand][value='2']"), 1);
    let next = on(&mut app, "noten", &[("noten.weg", "2"), ("noten.geld", "3"), ("_stand", "2")]).await;
    assert_eq!(next.location(), "/s/w/eile@digital");
    let page = app.get(next.location()).await;
    assert_eq!(page.count("input[name='eile@digital'][value='40']"), 1, "as it was typed: {}", page.text_of("main"));
    let refused = app.post("/s/w/eile@digital", &[("eile@digital", "40"), ("_stand", "2"), ("_go", "next")]).await;
    assert!(refused.location().contains("hinweis=1"), "{}", refused.location());
    let next = on(&mut app, "eile@digital", &[("eile@digital", "4"), ("_stand", "2")]).await;
    assert_eq!(next.location(), "/s/w/vorrang");
}

#[tokio::test]
async fn a_text_whose_question_is_gone_comes_back_to_be_copied() {
    let mut staff = field().await;
    let mut app = at_the_last_page(&staff).await;
    edit(&mut staff, LAST, "").await;
    published(&mut staff, &[]).await;
    let text = "Drei Seiten <b>Text</b>";
    let reply = app
        .post("/s/w/zahl", &[("alle", "12"), ("davon", "2"), ("mehr", text), ("_stand", "1"), ("_go", "next")])
        .await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    let shown = reply.text_of("main");
    assert!(shown.contains(text) && shown.contains("Noch etwas?"), "with its question: {shown}");
    assert!(shown.contains("diese Frage gibt es nicht mehr") && !shown.contains("12"), "the rest is saved: {shown}");
    let sent = on(&mut app, "zahl", &[("alle", "12"), ("davon", "2"), ("_stand", "2")]).await;
    assert!(sent.location().starts_with("/s/w/danke"), "{}", sent.location());
    assert_eq!(stored(&app).await.len(), 1);
}

#[tokio::test]
async fn a_question_under_a_new_id_is_asked_on_the_same_page() {
    let mut staff = field().await;
    let mut app = respondent(&staff).await;
    edit(&mut staff, "id = \"themen\"\nkind", "id = \"themen_2\"\nkind").await;
    edit(&mut staff, "repeat = \"themen\"", "repeat = \"themen_2\"").await;
    published(&mut staff, &[]).await;
    let reply = app.post("/s/w/themen", &[("themen", "digital"), ("_stand", "1"), ("_go", "next")]).await;
    assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text);
    assert!(reply.text_of("main").contains("Digitalisierung"), "{}", reply.text_of("main"));
    let next = on(&mut app, "themen", &[("themen_2", "digital"), ("_stand", "2")]).await;
    assert_eq!(next.location(), "/s/w/eile@digital");
}

/// Nobody has sent an answer yet, so staff may change what they like; whoever is in the middle of it answered the old one.
#[tokio::test]
async fn an_answer_on_a_scale_that_changed_is_asked_again() {
    let mut staff = field().await;
    let mut app = respondent(&staff).await;
    on(&mut app, "themen", &[("themen", "nichts"), ("_stand", "1")]).await;
    on(&mut app, "noten", &[("noten.weg", "2"), ("noten.geld", "3"), ("_stand", "1")]).await;
    edit(
        &mut staff,
        "    { de-sie = \"mittel\", en = \"fair\" },\n",
        "    { de-sie = \"mäßig\", en = \"poor\" },\n    { de-sie = \"mittel\", en = \"fair\" },\n",
    )
    .await;
    published(&mut staff, &[]).await;
    let next = on(&mut app, "vorrang", &[("vorrang", "geld"), ("_stand", "1")]).await;
    assert_eq!(next.location(), "/s/w/noten?geaendert=neu");
    let page = app.get(next.location()).await;
    assert_eq!(page.count("input[name^='noten.'][checked]"), 0, "{}", page.text_of("main"));
}

/// A field that was empty is not missed, and its page goes on as if it had never been there.
#[tokio::test]
async fn an_empty_field_whose_question_is_gone_is_in_nobodys_way() {
    let mut staff = field().await;
    let mut app = at_the_last_page(&staff).await;
    edit(&mut staff, LAST, "").await;
    published(&mut staff, &[]).await;
    let sent = on(&mut app, "zahl", &[("alle", "12"), ("davon", "2"), ("mehr", " "), ("_stand", "1")]).await;
    assert!(sent.location().starts_with("/s/w/danke"), "{} {}", sent.location(), sent.text_of("main"));
}

/// The question has moved to another page: what was typed there is shown to be copied, the rest of the page is kept.
#[tokio::test]
async fn a_text_whose_question_has_moved_comes_back_and_the_rest_is_kept() {
    let mut staff = field().await;
    let mut app = at_the_last_page(&staff).await;
    edit(
        &mut staff,
        "[[section.page.item]]\nid = \"mehr\"",
        "[[section.page]]\nid = \"schluss\"\n[[section.page.item]]\nid = \"mehr\"",
    )
    .await;
    published(&mut staff, &[]).await;
    let typed = [("alle", "12"), ("davon", "2"), ("mehr", "Ein langer Text"), ("_stand", "1"), ("_go", "next")];
    let reply = app.post("/s/w/zahl", &typed).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.text_of("main").contains("Ein langer Text"), "{}", reply.text_of("main"));
    let page = app.get("/s/w/zahl").await;
    assert_eq!(page.count("input[name=alle][value='12']"), 1, "{}", page.text_of("main"));
}
