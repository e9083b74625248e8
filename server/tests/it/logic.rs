//! Surveys that calculate: constraints, duties, answers in texts, and the ways out.

use axum::http::StatusCode;
use domain::{Answers, Key, Value};
use store::{Access, NewWave, WaveState};

use crate::{
    app::{Reply, TestApp},
    respond::{borrowed, fill, send_checked},
};

const SURVEY: &str = include_str!("logic.toml");

async fn begun(app: &mut TestApp, slug: &str) {
    app.forget_cookies();
    let reply = app.post(&format!("/s/{slug}"), &[("locale", "de-sie")]).await;
    assert_eq!(reply.location(), format!("/s/{slug}/start"));
}

/// Posts a step until it is left: a soft prompt comes once.
async fn on(app: &mut TestApp, address: &str, pairs: &[(&str, &str)]) -> Reply {
    let reply = app.post(address, pairs).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{address}: {}", reply.text_of("main"));
    if reply.location().contains("hinweis=1") && app.get(reply.location()).await.count(".problems:not(.gentle)") == 0 {
        return app.post(address, pairs).await;
    }
    reply
}

async fn stored(app: &TestApp, slug: &str) -> Vec<Answers> {
    let wave = app.state.store.wave(slug).await.expect("read").expect("there");
    let mut documents = app.state.store.responses(wave.id).await.expect("responses");
    let mut all = Vec::new();
    while let Some(batch) = documents.next().await.expect("batch") {
        all.extend(batch.iter().map(|document| serde_json::from_str::<Answers>(document).expect("answers")));
    }
    all
}

/// To the check page, as a large builder or another.
async fn answered(app: &mut TestApp, slug: &str, trade: &str, name: &str) -> Reply {
    begun(app, slug).await;
    on(app, &format!("/s/{slug}/start"), &[("branche", trade), ("name", name)]).await;
    let reply = on(app, &format!("/s/{slug}/zahlen"), &[("angeboten", "12"), ("besetzt", "3")]).await;
    if reply.location() != format!("/s/{slug}/warum") {
        return reply;
    }
    on(app, &format!("/s/{slug}/warum"), &[("warum", "Niemand kommt."), ("themen", "b")]).await
}

#[tokio::test]
async fn a_constraint_holds_the_page_says_why_and_keeps_what_was_typed() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "logik").await;
    begun(&mut app, "logik").await;
    on(&mut app, "/s/logik/start", &[("branche", "bau"), ("name", "Müller")]).await;
    let reply = app.post("/s/logik/zahlen", &[("angeboten", "3"), ("besetzt", "9"), ("_go", "next")]).await;
    assert_eq!(reply.location(), "/s/logik/zahlen?hinweis=1");
    let page = app.get(reply.location()).await;
    assert!(page.text_of("main").contains("höchstens 3 Plätze besetzt"), "{}", page.text_of("main"));
    for (name, value) in [("angeboten", "3"), ("besetzt", "9")] {
        assert_eq!(page.count(&format!("input[name={name}][value='{value}']")), 1, "{name} is lost");
    }
    // Said again however often it is posted: it is no prompt.
    let again = app.post("/s/logik/zahlen", &[("angeboten", "3"), ("besetzt", "9"), ("_go", "skip")]).await;
    assert_eq!(again.location(), "/s/logik/zahlen?hinweis=1");
    let put_right = app.post("/s/logik/zahlen", &[("angeboten", "3"), ("besetzt", "3")]).await;
    assert_eq!(put_right.location(), "/s/logik/warum");
}

#[tokio::test]
async fn what_is_required_of_some_is_not_of_others() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "logik").await;
    for (offered, is_required) in [("12", true), ("3", false)] {
        begun(&mut app, "logik").await;
        on(&mut app, "/s/logik/start", &[("branche", "bau"), ("name", "Müller")]).await;
        on(&mut app, "/s/logik/zahlen", &[("angeboten", offered), ("besetzt", "1")]).await;
        let page = app.get("/s/logik/warum").await;
        assert!(page.text.contains("Warum sind von"));
        app.post("/s/logik/warum", &[("themen", "a")]).await;
        let reply = app.post("/s/logik/warum", &[("themen", "a")]).await;
        assert_eq!(reply.location().ends_with("hinweis=1"), is_required, "{offered}: {}", reply.location());
    }
}

#[tokio::test]
async fn a_hostile_answer_is_harmless_in_headings_titles_and_labels() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "logik").await;
    let tower = format!("Z{}", "\u{0301}".repeat(150));
    let hostile = ["</title><script>alert(1)</script>", "\u{202e}rückwärts", tower.as_str(), "{name} {{ & \"x\" '"];
    for name in hostile {
        begun(&mut app, "logik").await;
        let started = on(&mut app, "/s/logik/start", &[("branche", "bau"), ("name", name)]).await;
        assert_eq!(started.location(), "/s/logik/zahlen", "{name:?}");
        on(&mut app, "/s/logik/zahlen", &[("angeboten", "12"), ("besetzt", "3")]).await;
        let page = app.get("/s/logik/warum").await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.count("script:not([nonce])"), 0, "{name:?}");
        assert!(!page.text.contains("<script>alert"), "{name:?}");
        assert!(!page.text.contains('\u{202e}') && page.text.matches('\u{301}').count() < 60, "{name:?}");
        let (title, heading) = (page.text_of("title"), page.text_of("h1"));
        assert!(title.chars().count() < 200 && heading.contains("Plätze bei"), "{title:?} {heading:?}");
        if !name.starts_with('\u{202e}') && !name.starts_with('Z') {
            assert!(heading.contains(name), "{heading:?} does not say {name:?}");
        }
        on(&mut app, "/s/logik/warum", &[("warum", "Darum."), ("themen", "a")]).await;
        let check = app.get("/s/logik/pruefen").await;
        assert_eq!(check.status, StatusCode::OK, "{}", check.location());
        assert!(!check.text.contains("<script>alert"), "{name:?}");
    }
}

#[tokio::test]
async fn computed_values_are_stored_exported_and_never_taken_from_the_browser() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app.open_survey(SURVEY, "logik").await;
    let staff = app.clone();
    for _ in 0..5 {
        let last = answered(&mut app, "logik", "handel", "Müller").await;
        assert_eq!(last.location(), "/s/logik/pruefen");
        let page = app.get("/s/logik/pruefen").await;
        let (action, mut pairs) = fill(&page).expect("the form");
        pairs.extend([("quote", "99"), ("order", "3")].map(|(name, value)| (name.to_owned(), value.to_owned())));
        let sent = app.post(&action, &borrowed(&pairs)).await;
        assert!(sent.location().starts_with("/s/logik/danke"), "{}", sent.location());
    }
    let answers = stored(&app, "logik").await;
    let key = |text: &str| text.parse::<Key>().expect("a key");
    assert_eq!(answers[0].get(&key("quote")), Some(&Value::Number(0.25)));
    assert_eq!(answers[0].get(&key("klasse")), Some(&Value::Choice("gross".parse().expect("id"))));
    assert_eq!(answers[0].get(&key("heimlich")), None);
    assert_eq!(answers[0].get(&key("today")), None, "the day of an answer is nowhere");
    assert!(matches!(answers[0].get(&key("order")), Some(Value::Number(number)) if (0.0..256.0).contains(number)));

    app.move_wave("logik", WaveState::Open, WaveState::Closed).await;
    let mut app = staff;
    let table = app.get("/intern/wellen/logik/antworten/csv").await;
    let mut lines = csv::Reader::from_reader(table.text.as_bytes());
    let header = lines.headers().expect("a header").clone();
    let at =
        |name: &str| header.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}: {header:?}"));
    let line = lines.records().next().expect("a line").expect("readable");
    assert_eq!((&line[at("quote")], &line[at("klasse")]), ("0.25", "gross"));
    let mut shown: Vec<&str> = line[at("order.item.themen")].split('|').collect();
    assert_eq!(shown.last(), Some(&"keins"));
    shown.sort_unstable();
    assert_eq!(shown, ["a", "b", "c", "keins"]);
    assert!(!header.iter().any(|column| column == "heimlich"));
    let book = app.get("/intern/wellen/logik/antworten/codebook").await;
    for described in
        ["quote,Anteil der besetzten Plätze,computed", "order.item.themen,In welcher Reihenfolge gezeigt,order"]
    {
        assert!(book.text.contains(described), "{described}: {}", book.text);
    }
}

#[tokio::test]
async fn whoever_is_not_asked_gets_a_way_out_and_leaves_nothing() {
    let mut app = TestApp::new().await;
    let wave = app.open_survey(SURVEY, "logik").await;
    begun(&mut app, "logik").await;
    let out = on(&mut app, "/s/logik/start", &[("branche", "keine"), ("name", "Müller")]).await;
    assert_eq!(out.location(), "/s/logik/ende/kein-betrieb?lang=de-sie");
    assert!(app.cookie("entwurf").is_none(), "the draft cookie goes with the draft");
    let page = app.get(out.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Wir fragen Betriebe.") && page.text.contains("href=\"/angebote\""));
    assert!(!page.text.contains("Müller"));
    assert_eq!(app.state.store.turned_away(wave.id).await.expect("counts"), [("kein-betrieb".into(), 1)]);
    assert!(stored(&app, "logik").await.is_empty());
    // The way back leads to the beginning, and a page that is posted again to where it says that nothing is there.
    assert_eq!(app.get("/s/logik/zahlen").await.location(), "/s/logik?abgelaufen=1");
    assert_eq!(app.get("/s/logik/ende/gibt-es-nicht").await.status, StatusCode::NOT_FOUND);
    assert!(app.get("/s/logik/ende/kein-betrieb?lang=en").await.text.contains("We ask firms."));
}

/// A sign that they were here would be an answer of theirs.
#[tokio::test]
async fn whoever_was_invited_by_mail_and_is_not_asked_is_told_how_to_end_the_mails() {
    let mut app = TestApp::new().await;
    let wave = app.open_survey(SURVEY, "logik").await;
    let store = app.state.store.clone();
    let new =
        NewWave { survey: wave.survey, version: wave.version, slug: "post".into(), title: "Post".into(), demo: false };
    let id = store.create_wave(&new).await.expect("a wave");
    store.set_access(id, Access::Invited).await.expect("planned");
    app.move_wave("post", WaveState::Planned, WaveState::Open).await;
    for (slug, is_told) in [("logik", false), ("post", true)] {
        for (locale, mails) in [("de-sie", "hören die Mails auf"), ("en", "stops the mails")] {
            let page = app.get(&format!("/s/{slug}/ende/kein-betrieb?lang={locale}")).await;
            assert_eq!(page.text_of("main").contains(mails), is_told, "{slug}: {}", page.text_of("main"));
        }
    }
}

#[tokio::test]
async fn a_full_quota_is_said_on_the_page_where_it_is_known() {
    let mut app = TestApp::new().await;
    let wave = app.open_survey(SURVEY, "logik").await;
    for _ in 0..2 {
        answered(&mut app, "logik", "bau", "Müller").await;
        let sent = send_checked(&mut app, "logik").await;
        assert!(sent.location().starts_with("/s/logik/danke"), "{}", sent.location());
    }
    begun(&mut app, "logik").await;
    let out = on(&mut app, "/s/logik/start", &[("branche", "bau"), ("name", "Zu spät")]).await;
    assert_eq!(out.location(), "/s/logik/ende/bau?lang=de-sie");
    let page = app.get(out.location()).await;
    assert!(page.text.contains("schon genug Betriebe"), "{}", page.text_of("main"));
    // Others are still asked.
    let other = answered(&mut app, "logik", "handel", "Müller").await;
    assert_eq!(other.location(), "/s/logik/pruefen");
    assert_eq!(app.state.store.turned_away(wave.id).await.expect("counts"), [("bau".into(), 1)]);
    app.sign_in().await;
    let staff = app.get("/intern/wellen/logik").await;
    assert!(staff.text.contains("voll (2), abgewiesen: weniger als 5"), "{}", staff.text_of("main"));
}

#[tokio::test]
async fn staff_set_the_target_of_a_quota_see_it_full_and_the_next_one_is_turned_away() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "logik").await;
    let mut staff = app.clone();
    staff.sign_in().await;
    let too_many = staff.post("/intern/wellen/logik/planung", &[("ziel-quota-bau", "3")]).await;
    assert_eq!(too_many.status, StatusCode::UNPROCESSABLE_ENTITY, "more than the quota takes");
    assert!(too_many.text.contains("value=\"3\""), "{}", too_many.text_of("main"));
    let set = staff.post("/intern/wellen/logik/planung", &[("ziel-quota-bau", "2")]).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.text_of("main"));
    assert_eq!(staff.get("/intern/wellen/logik/planung").await.count("input[name=ziel-quota-bau][value='2']"), 1);

    for _ in 0..2 {
        answered(&mut app, "logik", "bau", "Müller").await;
        assert!(send_checked(&mut app, "logik").await.location().starts_with("/s/logik/danke"));
    }
    let watched = staff.get("/intern/wellen/logik/feld").await.text_of("main");
    assert!(watched.contains("Quote „bau“voll (2)2"), "with its target beside it: {watched}");
    begun(&mut app, "logik").await;
    let out = on(&mut app, "/s/logik/start", &[("branche", "bau"), ("name", "Zu spät")]).await;
    let page = app.get(out.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("schon genug Betriebe"), "{}", page.text_of("main"));
    assert_eq!(stored(&app, "logik").await.len(), 2);
}

#[tokio::test]
async fn a_quota_that_fills_in_between_is_decided_where_the_answer_is_stored() {
    let app = TestApp::new().await;
    let wave = app.open_survey(SURVEY, "logik").await;
    let mut people = Vec::new();
    for _ in 0..6 {
        let mut person = app.clone();
        assert_eq!(answered(&mut person, "logik", "bau", "Müller").await.location(), "/s/logik/pruefen");
        people.push(person);
    }
    let mut forms = Vec::new();
    for mut person in people {
        let (action, pairs) = fill(&person.get("/s/logik/pruefen").await).expect("the form");
        forms.push((person, action, pairs));
    }
    let sends = forms.into_iter().map(|(mut person, action, pairs)| async move {
        let reply = person.post(&action, &borrowed(&pairs)).await;
        (reply.location().to_owned(), person.cookie("entwurf").is_none())
    });
    let ends = futures_join(sends).await;
    let arrived = ends.iter().filter(|(to, _)| to.starts_with("/s/logik/danke")).count();
    let full = ends.iter().filter(|(to, _)| to == "/s/logik/ende/bau?lang=de-sie").count();
    assert_eq!((arrived, full), (2, 4), "{ends:?}");
    assert!(ends.iter().all(|(_, is_gone)| *is_gone));
    assert_eq!(stored(&app, "logik").await.len(), 2);
    assert_eq!(app.state.store.quota_counts(wave.id).await.expect("counts"), [("bau".into(), 2)]);
    assert_eq!(app.state.store.turned_away(wave.id).await.expect("counts"), [("bau".into(), 4)]);
}

async fn futures_join<T: Send + 'static>(
    futures: impl Iterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let mut set = tokio::task::JoinSet::new();
    futures.for_each(|future| _ = set.spawn(future));
    set.join_all().await
}

#[tokio::test]
async fn the_preview_shows_the_way_out() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app.open_survey(&SURVEY.replace("limit = 2", "limit = 5"), "logik").await;
    let first = app.post("/intern/umfragen/logik/vorschau/de-sie", &[]).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text_of("main"));
    let out = app
        .post(
            "/intern/umfragen/logik/vorschau/de-sie/start",
            &[("branche", "keine"), ("name", "x"), ("_antworten", "{}")],
        )
        .await;
    assert!(out.text.contains("Wir fragen Betriebe."), "{}", out.text_of("main"));
}
