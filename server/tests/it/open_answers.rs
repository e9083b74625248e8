//! Open answers: nobody sees a text before somebody has read and released it, and then only what was released.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use server::retention;
use store::{Imported, Wave, WaveState};

use crate::{
    app::{Reply, TODAY, TestApp},
    results::plain,
};

const QUEUE: &str = "/intern/wellen/probe/texte";
pub const STAFF: &str = "/intern/wellen/probe/ergebnisse";
pub const PUBLIC: &str = "/ergebnisse/probe";

/// A choice with an option of one's own and a comment, and a text.
pub const SURVEY: &str = r#"
slug = "eigene-worte"
audience = "other"
k = 5
locales = ["de-sie", "en"]
title = { de-sie = "Eigene Worte", en = "Own words" }
intro = { de-sie = "Wir fragen zwei Dinge.", en = "We ask two things." }
privacy = { de-sie = "Niemand erfährt, was Sie antworten.", en = "Nobody learns what you answer." }

[protection]
purpose = { de-sie = "Zum Prüfen.", en = "For testing." }
legal_basis = "Artikel 6 Absatz 1 Buchstabe f DSGVO"
retention_months = 12
level = "anonymous"

[[section]]
title = { de-sie = "Fragen", en = "Questions" }

[[section.page]]
id = "start"

[[section.page.item]]
id = "weg"
kind = "single"
comment = true
text = { de-sie = "Wie kommen Sie her?", en = "How do you get here?" }
option = [
  { id = "bus", label = { de-sie = "Bus", en = "Bus" } },
  { id = "sonst", other = true, label = { de-sie = "Anders", en = "Otherwise" } },
]

[[section.page.item]]
id = "wunsch"
kind = "long_text"
text = { de-sie = "Was wünschen Sie sich?", en = "What do you wish for?" }
"#;

pub fn document(wish: &str) -> String {
    serde_json::json!({ "weg": "bus", "wunsch": { "t": wish } }).to_string()
}

/// An ended wave with these answers; whoever looks is signed in.
pub async fn ended(survey: &str, answers: &[String]) -> (TestApp, Wave) {
    let mut app = TestApp::new().await;
    let wave = app.open_survey(survey, "probe").await;
    let imported = |answers: &String| Imported { kreis: None, answers: answers.clone(), day: TODAY.into() };
    let answers: Vec<_> = answers.iter().map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    app.move_wave("probe", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    (app, wave)
}

async fn wishes(wishes: &[&str]) -> (TestApp, Wave) {
    ended(SURVEY, &wishes.iter().map(|wish| document(wish)).collect::<Vec<_>>()).await
}

pub async fn release_wave(app: &mut TestApp) {
    let released = app.post("/intern/wellen/probe/veroeffentlichen", &[]).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text_of("main"));
}

fn values(page: &Reply, selector: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).expect("selector");
    let html = page.html();
    html.select(&selector).filter_map(|field| field.value().attr("value").map(str::to_owned)).collect()
}

/// The id of the text in the queue that holds this.
pub fn id_of(page: &Reply, part: &str) -> String {
    let html = page.html();
    let one = scraper::Selector::parse(".texts > li").expect("selector");
    let id = scraper::Selector::parse("input[name=id]").expect("selector");
    let found = html.select(&one).find(|text| text.text().collect::<String>().contains(part));
    let field = found.and_then(|text| text.select(&id).next()).unwrap_or_else(|| panic!("no {part} in the queue"));
    field.value().attr("value").expect("a value").to_owned()
}

pub async fn decide(app: &mut TestApp, id: &str, text: &str, then: &str) -> Reply {
    let field = format!("text-{id}");
    let form = [("frage", "wunsch"), ("id", id), ("war", "waiting"), (field.as_str(), text), ("dann", then)];
    app.post(QUEUE, &form).await
}

/// Every page and file about the wave, but for the queue and the raw answers.
async fn everywhere(app: &mut TestApp) -> Vec<(String, String)> {
    let staff = ["", "/ergebnisse", "/ergebnisse?texte=wunsch", "/ergebnisse/gruppen", "/feld", "/abbruch", "/bericht"];
    let mut addresses: BTreeSet<String> = staff.iter().map(|page| format!("/intern/wellen/probe{page}")).collect();
    for format in ["csv", "xlsx", "codebook"] {
        addresses.insert(format!("{STAFF}/daten/{format}"));
        addresses.insert(format!("{PUBLIC}/daten/{format}"));
    }
    for page in ["", "?lang=en", "?texte=wunsch", "/gruppen", "/f-weg.csv"] {
        addresses.insert(format!("{PUBLIC}{page}"));
    }
    addresses.extend(["/ergebnisse".to_owned(), "/intern".to_owned(), "/".to_owned()]);
    let mut pages = Vec::new();
    for address in addresses {
        let text = app.get(&address).await.text;
        pages.push((address, text));
    }
    pages
}

#[tokio::test]
async fn a_text_is_seen_once_it_was_released_and_only_as_it_was_redacted() {
    let mut written = vec!["Mehr Licht im Flur"; 11];
    written.push("Herr Kowalski (0170 1234567) schreit");
    written.push("Nichts davon bitte zeigen");
    let (mut app, _) = wishes(&written).await;
    release_wave(&mut app).await;
    let queue = app.get(QUEUE).await;
    assert_eq!(queue.count(".texts > li"), 13);
    assert_eq!(queue.count("main mark"), 2, "{}", queue.text_of("main"));
    assert!(queue.text_of("#texte").contains("0 von 13 gesehen"));
    for (address, text) in everywhere(&mut app).await {
        for waiting in ["Mehr Licht", "Kowalski", "0170", "Nichts davon"] {
            assert!(!text.contains(waiting), "{waiting} is on {address}");
        }
    }
    let named = id_of(&queue, "Kowalski");
    let done = decide(&mut app, &named, "Herr […] schreit", "freigeben").await;
    assert_eq!(done.location(), "/intern/wellen/probe/texte?frage=wunsch&erledigt=1#texte", "{}", done.text);
    decide(&mut app, &id_of(&queue, "Nichts davon"), "Nichts davon bitte zeigen", "zurueckhalten").await;
    let after = app.get(done.location()).await;
    assert!(after.text_of("#texte").contains("2 von 13 gesehen"));
    assert_eq!(after.count(".texts > li"), 11);
    let mut seen_on = 0;
    for (address, text) in everywhere(&mut app).await {
        for hidden in ["Mehr Licht", "Kowalski", "0170", "Nichts davon"] {
            assert!(!text.contains(hidden), "{hidden} is on {address}");
        }
        seen_on += usize::from(text.contains("Herr […] schreit"));
    }
    assert_eq!(seen_on, 5, "the result pages of staff and of everybody, and no file");
    let page = plain(&app.get(PUBLIC).await.text_of("#worte-1"));
    assert!(page.contains("Freigegebene Texte: 1. Zurückgehalten oder noch nicht gelesen: 12."), "{page}");
    // Whoever thinks again takes it back.
    let seen = app.get("/intern/wellen/probe/texte?frage=wunsch&gesehen=1").await;
    let tags = scraper::Selector::parse(".texts .tag").expect("selector");
    let tags: BTreeSet<String> = seen.html().select(&tags).map(|tag| tag.text().collect()).collect();
    assert_eq!(tags, ["freigegeben", "zurückgehalten"].map(str::to_owned).into());
    assert!(seen.text_of(".texts").contains("Ayla Beispiel"), "by whom");
    let field = format!("text-{named}");
    let form = [("id", named.as_str()), ("war", "released"), (field.as_str(), "x"), ("dann", "zurueckhalten")];
    assert_eq!(app.post(QUEUE, &form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(PUBLIC).await.count("#worte-1"), 0);
    // With the release of the wave everything goes.
    let form = [("id", named.as_str()), ("war", "kept_back"), (field.as_str(), "Wieder da"), ("dann", "freigeben")];
    app.post(QUEUE, &form).await;
    assert_eq!(app.get(PUBLIC).await.text_of("#worte-1 blockquote"), "Wieder da");
    app.post("/intern/wellen/probe/zuruecknehmen", &[]).await;
    assert_eq!(app.get(PUBLIC).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_reads_or_decides_without_signing_in() {
    let (mut app, wave) = wishes(&["Mehr Licht"; 12]).await;
    app.get(QUEUE).await;
    let before = app.state.store.open_texts(wave.id).await.expect("read");
    app.forget_cookies();
    assert!(app.get(QUEUE).await.asks_to_sign_in());
    assert!(!app.get(QUEUE).await.text.contains("Mehr Licht"));
    let id = before[0].id.to_hex();
    assert!(decide(&mut app, &id, "x", "freigeben").await.asks_to_sign_in());
    for form in ["ohne-hinweis", "einschalten", "ausschalten"] {
        let posted = app.post(&format!("{QUEUE}/{form}"), &[("id", &id), ("verstanden", "ja")]).await;
        assert!(posted.asks_to_sign_in(), "{form}");
    }
    assert_eq!(app.state.store.open_texts(wave.id).await.expect("read"), before);
}

#[tokio::test]
async fn a_running_wave_has_no_queue() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "probe").await;
    app.sign_in().await;
    assert_eq!(app.get(QUEUE).await.status, StatusCode::CONFLICT);
    assert_eq!(app.get("/intern/wellen/probe").await.count(&format!("a[href='{QUEUE}']")), 0);
}

#[tokio::test]
async fn below_ten_texts_to_a_question_there_is_nothing_to_read() {
    let mut answers = vec![document("Mehr Licht"); 9];
    answers.extend(vec![r#"{"weg":"bus"}"#.to_owned(); 6]);
    let (mut app, wave) = ended(SURVEY, &answers).await;
    let page = app.get(QUEUE).await;
    assert_eq!((page.count("textarea"), page.count(".texts")), (0, 0));
    assert!(plain(&page.text_of("main")).contains("mindestens 10 Befragte"), "{}", page.text_of("main"));
    assert!(app.state.store.open_texts(wave.id).await.expect("read").is_empty(), "nor is it stored a second time");
    // Fewer than ten answers in all: nothing is seen, and the wave may be opened again.
    let (mut app, wave) = wishes(&["Mehr Licht"; 9]).await;
    assert_eq!(app.get(QUEUE).await.count("textarea"), 0);
    assert!(!app.state.store.wave_by_id(wave.id).await.expect("read").expect("there").viewed);
}

#[tokio::test]
async fn what_is_released_together_was_on_the_page_and_carries_no_mark() {
    let mut written = vec!["Mehr Licht im Flur"; 12];
    written.extend(["Frag Frau Kowalski", "Mehr Licht im Keller"]);
    let (mut app, wave) = wishes(&written).await;
    let queue = app.get(QUEUE).await;
    let offered = values(&queue, "form[action$=ohne-hinweis] input[name=id]");
    assert_eq!(offered.len(), 13, "all but the marked one");
    let (marked, other) = (id_of(&queue, "Kowalski"), id_of(&queue, "Keller"));
    assert!(!offered.contains(&marked));
    decide(&mut app, &other, "Mehr Licht im Keller", "zurueckhalten").await;
    let unknown = "0".repeat(32);
    // Two of them, the marked one, one that was decided meanwhile, and one that is nowhere.
    let ids: Vec<&String> = offered.iter().filter(|id| **id != other).take(2).collect();
    let form = [("frage", "wunsch"), ("id", ids[0]), ("id", ids[1]), ("id", &marked), ("id", &other), ("id", &unknown)];
    let done = app.post(&format!("{QUEUE}/ohne-hinweis"), &form).await;
    assert_eq!(done.location(), "/intern/wellen/probe/texte?frage=wunsch&erledigt=2#texte");
    let texts = app.state.store.open_texts(wave.id).await.expect("read");
    let released: BTreeSet<String> =
        texts.iter().filter(|text| text.state == store::TextState::Released).map(|text| text.id.to_hex()).collect();
    assert_eq!(released, ids.into_iter().cloned().collect());
}

#[tokio::test]
async fn what_two_decide_and_what_is_empty_comes_back() {
    let (mut app, _) = wishes(&["Mehr Licht"; 12]).await;
    let queue = app.get(QUEUE).await;
    let id = values(&queue, ".texts input[name=id]").remove(0);
    let empty = decide(&mut app, &id, "  ", "freigeben").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.count(&format!("[href='#text-{id}']")), 1, "{}", empty.text_of("main"));
    let novel = "x".repeat(20_001);
    let long = decide(&mut app, &id, &novel, "freigeben").await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(long.text_of(&format!("textarea#text-{id}")), novel, "nothing typed is lost");
    assert_eq!(decide(&mut app, &id, "Licht", "freigeben").await.status, StatusCode::SEE_OTHER);
    let late = decide(&mut app, &id, "Anders", "zurueckhalten").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.text_of(&format!("textarea#text-{id}")), "Anders");
    assert_eq!(late.text_of(".texts .tag"), "freigegeben", "as it stands by now, and on top");
    assert!(late.text_of(".problem").contains("Jemand anderes hat inzwischen"));
    // A redaction is not undone by whoever still sees the wording before it.
    let seen = app.get(&format!("{QUEUE}?frage=wunsch&gesehen=")).await;
    let stand = values(&seen, ".texts input[name=stand]").remove(0);
    let field = format!("text-{id}");
    for (text, status) in [("[…] fehlt", StatusCode::SEE_OTHER), ("Frau Kowalski fehlt", StatusCode::CONFLICT)] {
        let form = [
            ("frage", "wunsch"),
            ("gesehen", "1"),
            ("id", &id),
            ("war", "released"),
            ("stand", &stand),
            (field.as_str(), text),
            ("dann", "freigeben"),
        ];
        assert_eq!(app.post(QUEUE, &form).await.status, status, "{text}");
    }
    for broken in [vec![("id", "x")], vec![("id", id.as_str()), ("war", "?")], vec![]] {
        assert_eq!(app.post(QUEUE, &broken).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn texts_of_firms_are_read_only_where_somebody_has_switched_it_on() {
    let survey = SURVEY.replace("audience = \"other\"", "audience = \"firm\"");
    let (mut app, wave) = ended(&survey, &vec![document("Mehr Licht"); 12]).await;
    release_wave(&mut app).await;
    let off = app.get(QUEUE).await;
    assert_eq!((off.count("textarea"), off.count("input[name=verstanden]")), (0, 1));
    assert!(app.state.store.open_texts(wave.id).await.expect("read").is_empty());
    let switch = format!("{QUEUE}/einschalten");
    let refused = app.post(&switch, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.count("a[href='#verstanden']"), 1);
    assert_eq!(app.post(&switch, &[("verstanden", "ja")]).await.location(), QUEUE);
    let queue = app.get(QUEUE).await;
    assert_eq!(queue.count(".texts > li"), 12);
    let id = values(&queue, ".texts input[name=id]").remove(0);
    decide(&mut app, &id, "Mehr Licht", "freigeben").await;
    assert!(app.get(PUBLIC).await.text.contains("Mehr Licht"));
    app.post(&format!("{QUEUE}/ausschalten"), &[]).await;
    assert!(!app.get(PUBLIC).await.text.contains("Mehr Licht"));
    assert!(app.state.store.open_texts(wave.id).await.expect("read").is_empty());
    // Made anew, everything waits again.
    app.post(&switch, &[("verstanden", "ja")]).await;
    assert!(!app.get(PUBLIC).await.text.contains("Mehr Licht"));
}

#[tokio::test]
async fn a_text_cannot_become_a_part_of_the_page() {
    const ATTACK: &str = "</blockquote></textarea><script>alert(1)</script>\"' onload=x &amp; <img src=x>";
    let mut written = vec!["Mehr Licht"; 11];
    written.push(ATTACK);
    let (mut app, _) = wishes(&written).await;
    release_wave(&mut app).await;
    let queue = app.get(QUEUE).await;
    let plain_queue = queue.count("script");
    let id = id_of(&queue, "alert(1)");
    assert_eq!(queue.text_of(&format!("textarea#text-{id}")), ATTACK);
    let quotes = scraper::Selector::parse(".texts blockquote").expect("selector");
    let quoted: Vec<String> = queue.html().select(&quotes).map(|quote| quote.text().collect()).collect();
    assert!(quoted.iter().any(|quote| quote == ATTACK), "{quoted:?}");
    decide(&mut app, &id, ATTACK, "freigeben").await;
    assert_eq!(app.get(QUEUE).await.count("script"), plain_queue);
    let page = app.get(PUBLIC).await;
    assert_eq!(page.text_of("#worte-1 blockquote"), ATTACK);
    assert_eq!(page.count("main script, main img[src=x], [onload]"), 0);
    let problem = decide(&mut app, &id, &format!("{ATTACK}{}", "x".repeat(4_000)), "freigeben").await;
    assert_eq!(problem.count("main script, main img[src=x], [onload]"), 0);
}

#[tokio::test]
async fn at_most_twenty_are_shown_at_first_and_words_that_k_of_them_share() {
    let written: Vec<String> = (0..23)
        .map(|n| document(&format!("{} Licht und {}", "Mehr", if n < 4 { "Wärme" } else { "Ruhe, Ruhe" })))
        .collect();
    let (mut app, wave) = ended(SURVEY, &written).await;
    release_wave(&mut app).await;
    for _ in 0..2 {
        let ids = values(&app.get(QUEUE).await, "form[action$=ohne-hinweis] input[name=id]");
        let form: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).chain([("frage", "wunsch")]).collect();
        app.post(&format!("{QUEUE}/ohne-hinweis"), &form).await;
    }
    let counts = app.state.store.open_text_counts(wave.id).await.expect("counted");
    assert_eq!(counts, [("wunsch".to_owned(), store::TextState::Released, 23)], "page by page");
    let page = app.get(&format!("{PUBLIC}?ansicht=divergierend")).await;
    assert_eq!(page.count("#worte-1 .voices > li"), 20);
    let all = "/ergebnisse/probe?ansicht=divergierend&texte=wunsch#worte-1";
    assert_eq!(page.count(&format!("#worte-1 a[href='{all}']")), 1, "{}", page.text_of("#worte-1"));
    let page = app.get(all.trim_end_matches("#worte-1")).await;
    assert_eq!(page.count("#worte-1 .voices > li"), 23);
    assert!(plain(&page.text_of("#worte-1")).contains("Freigegebene Texte: 23. Keiner wurde zurückgehalten."));
    let table = page.text_of("#worte-1 tbody");
    assert_eq!(table, "Licht23Ruhe19", "no stop words, each text once, and not what four share");
    assert!(app.get(&format!("{PUBLIC}?lang=en")).await.text_of("#worte-1").contains("Show all 23 texts"));
}

#[tokio::test]
async fn words_beside_an_option_and_comments_have_places_of_their_own() {
    let own = r#"{"weg":"sonst","weg.sonst:words":{"t":"Mit dem Ruderboot"},"weg:comment":{"t":"Die Fähre fehlt"}}"#;
    // Were all of them the same, the number of texts would say so.
    let answers = [vec![own.to_owned(); 10], vec![r#"{"weg":"bus"}"#.to_owned(); 12]].concat();
    let (mut app, wave) = ended(SURVEY, &answers).await;
    release_wave(&mut app).await;
    let queue = app.get(QUEUE).await;
    let places = values(&queue, ".texts input[name=frage]").into_iter().collect::<BTreeSet<_>>();
    let links = queue.count("nav[aria-label=Fragen] a");
    assert_eq!((links, places.len()), (2, 1));
    let texts = app.state.store.open_texts(wave.id).await.expect("read");
    let text = texts.iter().find(|text| text.item == "weg.sonst:words").expect("queued");
    let comments = app.get("/intern/wellen/probe/texte?frage=weg%3Acomment").await;
    assert_eq!(comments.text_of(".texts blockquote"), "Die Fähre fehlt");
    let (id, field) = (text.id.to_hex(), format!("text-{}", text.id));
    let form = [
        ("frage", "weg.sonst:words"),
        ("id", &id),
        ("war", "waiting"),
        (field.as_str(), "Mit dem Boot"),
        ("dann", "freigeben"),
    ];
    let done = app.post(QUEUE, &form).await;
    assert_eq!(done.location(), "/intern/wellen/probe/texte?frage=weg.sonst%3Awords&erledigt=1#texte");
    let page = app.get(PUBLIC).await;
    let heading = page.text_of("#worte-1 h3");
    assert!(heading.starts_with("Wie kommen Sie her? – ") && heading.contains("Anders"), "{heading}");
    assert_eq!(page.text_of("#worte-1 blockquote"), "Mit dem Boot");
}

#[tokio::test]
async fn when_their_time_is_over_what_was_typed_goes_and_what_was_released_stays() {
    let mut written = vec!["Mehr Licht im Flur"; 11];
    written.push("Frau Kowalski schreit");
    let (mut app, wave) = wishes(&written).await;
    release_wave(&mut app).await;
    let queue = app.get(QUEUE).await;
    decide(&mut app, &id_of(&queue, "Kowalski"), "Frau […] schreit", "freigeben").await;
    app.set_time("2027-11-24T10:00:00Z");
    server::fieldwork::turn(&app.state).await.expect("settled");
    retention::turn(&app.state).await.expect("turned");
    let cleared = app.state.store.wave_by_id(wave.id).await.expect("read").expect("there").cleared;
    assert_eq!(cleared.as_deref(), Some("2027-11-24"));
    let page = app.get(PUBLIC).await;
    assert_eq!(page.text_of("#worte-1 blockquote"), "Frau […] schreit");
    assert!(plain(&page.text_of("#worte-1")).contains("noch nicht gelesen: 11."));
    app.sign_in().await;
    for list in [QUEUE, "/intern/wellen/probe/texte?frage=wunsch&gesehen=1"] {
        let reply = app.get(list).await;
        assert_eq!(reply.status, StatusCode::OK);
        assert!(!reply.text.contains("Kowalski") && !reply.text.contains("Mehr Licht"), "{list}");
    }
}
