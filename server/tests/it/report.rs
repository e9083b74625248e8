//! The report on a wave: who releases it, when it is public, and that it says what the page says.

use std::time::Duration;

use axum::http::StatusCode;
use server::session::hash_password;
use store::{Imported, Wave, WaveState};

use crate::{
    app::{PASSWORD, Reply, TODAY, TestApp},
    results::plain,
    seeded,
};

const WAVE: &str = "/intern/wellen/azubis-2026";
const PAGE: &str = "/ergebnisse/azubis-2026";
const SECOND: &str = "zweite@example.org";

/// Questions without any meaning declared; `zahl` is answered by few.
const SURVEY: &str = r#"
slug = "ohne-bedeutung"
audience = "other"
k = 5
locales = ["de-sie", "en"]
title = { de-sie = "Ohne *Bedeutung* #set page(fill: red)", en = "Without meaning" }
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
id = "farbe"
kind = "single"
text = { de-sie = "Welche Farbe?", en = "Which colour?" }
option = [
  { id = "rot", label = { de-sie = "Zinnoberrot", en = "Vermilion" } },
  { id = "blau", label = { de-sie = "Kobaltblau", en = "Cobalt blue" } },
]

[[section.page.item]]
id = "zahl"
kind = "number"
text = { de-sie = "Wie viele?", en = "How many?" }
min = 0
max = 9999
"#;

async fn demo() -> TestApp {
    let mut app = seeded::demo().await;
    app.sign_in().await;
    app
}

/// An ended wave of the survey above.
async fn ended(app: &mut TestApp, answers: &[&str]) -> Wave {
    let wave = app.open_survey(SURVEY, "probe").await;
    let imported = |answers: &&str| Imported { kreis: None, answers: (*answers).into(), day: TODAY.into() };
    let answers: Vec<_> = answers.iter().map(imported).collect();
    app.state.store.import_responses(wave.id, wave.version, answers).await.expect("imported");
    app.move_wave("probe", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    wave
}

/// Another account of the staff, in a browser of its own.
pub async fn second(app: &TestApp) -> TestApp {
    let mut other = app.clone();
    other.forget_cookies();
    let hash = hash_password(PASSWORD).await.expect("hashed");
    other.state.store.create_account(SECOND, "Bente Muster", &hash).await.expect("account");
    sign_in_second(&mut other).await;
    other
}

async fn sign_in_second(app: &mut TestApp) {
    let reply = app.post("/anmelden", &[("email", SECOND), ("passwort", PASSWORD)]).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text);
}

/// Asks for a preview as the browser does: with the texts as they stand in the form, or as typed over.
async fn ask_for_preview(app: &mut TestApp, wave: &str, over: &[(&str, &str)]) -> Reply {
    let page = app.get(&format!("{wave}/bericht")).await;
    let html = page.html();
    let read = |selector: &str| html.select(&scraper::Selector::parse(selector).expect("selector")).next();
    let stands = |name: &str| read(&format!("textarea#{name}")).map(|field| field.text().collect::<String>());
    let revision = read("input[name=fassung]").and_then(|field| field.value().attr("value")).unwrap_or("0");
    let mut form = vec![("fassung", revision.to_owned()), ("dann", "vorschau".to_owned())];
    for name in ["vorwort_de", "schluss_de", "vorwort_en", "schluss_en"] {
        let typed = over.iter().find(|(other, _)| *other == name).map(|(_, text)| (*text).to_owned());
        form.push((name, typed.or_else(|| stands(name)).unwrap_or_default()));
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    app.post(&format!("{wave}/bericht"), &form).await
}

/// Asks for a preview and waits as a browser does; gives the page that is there then.
pub async fn previewed(app: &mut TestApp, wave: &str) -> Reply {
    let begun = ask_for_preview(app, wave, &[]).await;
    assert_eq!(begun.location(), format!("{wave}/bericht"), "{}", begun.text);
    let first = app.get(&format!("{wave}/bericht")).await;
    if first.count("progress") == 1 {
        assert!(first.text.contains("Der Bericht wird erstellt …"));
        assert_eq!(first.count("meta[http-equiv=refresh]"), 1, "without script the page looks again by itself");
        assert_eq!(first.count("textarea"), 0, "what is typed while it does would be lost");
        assert!(first.text_of("main").contains(" von 4: "), "which step it is: {}", first.text_of("main"));
        assert_eq!(first.count("progress[value][max='4']"), 1);
    }
    ready(app, wave).await
}

async fn ready(app: &mut TestApp, wave: &str) -> Reply {
    for _ in 0..1_200 {
        let page = app.get(&format!("{wave}/bericht")).await;
        if page.count("progress") == 0 {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no preview within two minutes");
}

fn hidden_value(page: &Reply, name: &str) -> String {
    let selector = scraper::Selector::parse(&format!("form[action$=freigeben] input[name={name}]")).expect("selector");
    let html = page.html();
    let field = html.select(&selector).next().unwrap_or_else(|| panic!("no {name} in {}", page.text_of("main")));
    field.value().attr("value").expect("a value").to_owned()
}

pub async fn release(app: &mut TestApp, wave: &str, page: &Reply) -> Reply {
    let (revision, mark) = (hidden_value(page, "fassung"), hidden_value(page, "vorschau"));
    app.post(&format!("{wave}/bericht/freigeben"), &[("fassung", &revision), ("vorschau", &mark)]).await
}

/// The letters of a PDF, without the spaces and hyphens that the layout has a say in.
pub fn letters(file: &[u8]) -> String {
    let document = lopdf::Document::load_mem(file).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    squeezed(&document.extract_text(&pages).expect("text"))
}

pub fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && !['-', '\u{ad}'].contains(letter)).collect()
}

/// Everything that stands in a table or over and below a picture of a page.
fn said_on(page: &Reply) -> Vec<String> {
    let html = page.html();
    let parts =
        "main h1, main figure h2, main figure h3, main .subtitle, main figcaption, main th, main td, #methode > p";
    let selector = scraper::Selector::parse(parts).expect("selector");
    let said: Vec<String> = html.select(&selector).map(|part| part.text().collect::<String>()).collect();
    assert!(said.len() > 100, "{} parts", said.len());
    said
}

#[tokio::test]
async fn a_second_person_releases_what_was_looked_at_and_it_says_what_the_page_says() {
    let mut app = demo().await;
    let mut other = second(&app).await;
    let foreword = "Liebe Leserinnen und Leser,\n\ndies ist der Bericht.";
    let saved = app.post(&format!("{WAVE}/bericht"), &[("fassung", "0"), ("vorwort_de", foreword)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = previewed(&mut app, WAVE).await;
    assert_eq!(page.count("a[href$='/vorschau/de.pdf'], a[href$='/vorschau/en.pdf']"), 2, "{}", page.text_of("main"));
    assert!(page.text_of("main").contains("Sie haben die Texte zuletzt bearbeitet"));
    assert_eq!(page.count("form[action$=freigeben]"), 0);

    // Whoever wrote it cannot release it, whatever they post.
    let theirs = other.get(&format!("{WAVE}/bericht")).await;
    let (revision, mark) = (hidden_value(&theirs, "fassung"), hidden_value(&theirs, "vorschau"));
    let own = app.post(&format!("{WAVE}/bericht/freigeben"), &[("fassung", &revision), ("vorschau", &mark)]).await;
    assert_eq!(own.status, StatusCode::CONFLICT);
    assert!(own.text_of("main").contains("Bitten Sie jemand anderes"), "{}", own.text_of("main"));
    // Nothing is public before.
    assert_eq!(app.get(&format!("{PAGE}/bericht/de.pdf")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get(PAGE).await.count("a[href*='/bericht/']"), 0);
    // What was not looked at cannot be released.
    let unseen = [("fassung", revision.as_str()), ("vorschau", "00")];
    let unseen = other.post(&format!("{WAVE}/bericht/freigeben"), &unseen).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT);

    let released = release(&mut other, WAVE, &theirs).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text);
    let log = app.get("/intern/veroeffentlichungen").await.text_of("tbody tr");
    assert!(log.contains("Bericht freigegeben") && log.contains("Bente Muster"), "{log}");
    let mut anybody = app.clone();
    anybody.forget_cookies();
    for (language, address) in [("de", PAGE.to_owned()), ("en", format!("{PAGE}?lang=en"))] {
        let page = anybody.get(&address).await;
        assert_eq!(page.count("#daten a[href$='/bericht/de.pdf'], #daten a[href$='/bericht/en.pdf']"), 2, "{address}");
        let reply = anybody.get(&format!("{PAGE}/bericht/{language}.pdf")).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/pdf"));
        let wave = app.state.store.wave("azubis-2026").await.expect("read").expect("a wave");
        let file = app.state.store.report_file(wave.id, language).await.expect("read").expect("released");
        let text = letters(&file);
        for said in said_on(&page) {
            assert!(text.contains(&squeezed(&said)), "„{said}“ is on {address} and not in the report");
        }
        assert_eq!(text.contains(&squeezed("dies ist der Bericht")), language == "de");
        for place in ["Büren", "Warburg", "Brakel", "Delbrück", "Salzkotten"] {
            assert!(!text.contains(place), "{place}");
        }
    }
    for unknown in ["tr.pdf", "de", "de.csv"] {
        let reply = anybody.get(&format!("{PAGE}/bericht/{unknown}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    // It goes with its page, and alone if staff take it back.
    app.post(&format!("{WAVE}/zuruecknehmen"), &[]).await;
    assert_eq!(anybody.get(&format!("{PAGE}/bericht/de.pdf")).await.status, StatusCode::NOT_FOUND);
    app.post(&format!("{WAVE}/veroeffentlichen"), &[]).await;
    assert_eq!(anybody.get(&format!("{PAGE}/bericht/de.pdf")).await.status, StatusCode::OK);
    app.post(&format!("{WAVE}/bericht/zuruecknehmen"), &[]).await;
    assert_eq!(anybody.get(&format!("{PAGE}/bericht/de.pdf")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(anybody.get(PAGE).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_report_of_firms_tells_needs_and_offers_by_kreis_and_by_no_smaller_place() {
    const FIRMS: &str = "/intern/wellen/unternehmen-2026";
    let mut app = demo().await;
    let page = app.get(&format!("{FIRMS}/abdeckung?gruppe=apprentices")).await;
    let finding = plain(&page.text_of("h1"));
    let topic = finding.split(['„', '“']).nth(1).expect("a topic").to_owned();
    previewed(&mut app, FIRMS).await;
    for (language, chapter) in [("de", "Bedarf und Angebote nach Kreis"), ("en", "Needs and offers by district")] {
        let file = app.get(&format!("{FIRMS}/bericht/vorschau/{language}.pdf")).await;
        let text = letters(&file.bytes);
        for said in [chapter, "Kreis Höxter", "Hochsauerlandkreis"] {
            assert!(text.contains(&squeezed(said)), "{said}");
        }
        assert!(language == "en" || text.contains(&squeezed(&topic)), "{topic}");
        for place in ["Büren", "Warburg", "Brakel", "Delbrück", "Salzkotten"] {
            assert!(!text.contains(place), "{place}");
        }
    }
}

#[tokio::test]
async fn with_the_report_its_wave_becomes_public_and_what_is_hidden_is_in_neither() {
    let mut app = TestApp::new().await;
    // Three of twelve give a number: too few to tell it, its mean or its sum.
    let few = [r#"{"farbe":"rot","zahl":4711}"#, r#"{"farbe":"rot","zahl":4722}"#, r#"{"farbe":"blau","zahl":4733}"#];
    let many = [r#"{"farbe":"rot"}"#; 5].into_iter().chain([r#"{"farbe":"blau"}"#; 4]);
    let wave = ended(&mut app, &few.into_iter().chain(many).collect::<Vec<_>>()).await;
    let mut other = second(&app).await;
    previewed(&mut app, "/intern/wellen/probe").await;
    let theirs = other.get("/intern/wellen/probe/bericht").await;
    assert!(plain(&theirs.text_of("main")).contains("erscheinen Ergebnisseite, Daten und Bericht zusammen"));
    assert_eq!(other.get("/ergebnisse/probe").await.status, StatusCode::NOT_FOUND);
    // The day it is released is the day it says.
    let mut tomorrow = other.clone();
    tomorrow.set_time("2026-11-24T09:00:00Z");
    sign_in_second(&mut tomorrow).await;
    let late = release(&mut tomorrow, "/intern/wellen/probe", &theirs).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    // Sessions that are over by then were cleared away.
    sign_in_second(&mut other).await;
    let released = release(&mut other, "/intern/wellen/probe", &theirs).await;
    assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text_of("main"));
    let page = other.get("/ergebnisse/probe").await;
    assert_eq!(page.count("#daten a[href$='/bericht/de.pdf']"), 1, "{}", page.text_of("main"));
    let file = app.state.store.report_file(wave.id, "de").await.expect("read").expect("released");
    let text = letters(&file);
    assert!(text.contains("Zinnoberrot") && text.contains("Kobaltblau"), "{text}");
    let page = page.text_of("main");
    assert_eq!(text.contains(&squeezed("Wie viele?")), page.contains("Wie viele?"), "{text}");
    for hidden in ["4711", "4722", "4733", "14166", "4.711", "4.722", "4.733", "14.166"] {
        assert!(!text.contains(hidden) && !page.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_wave_whose_answers_are_all_the_same_gets_a_report() {
    let mut app = TestApp::new().await;
    let wave = ended(&mut app, &[r#"{"farbe":"rot","zahl":7}"#; 12]).await;
    let page = previewed(&mut app, "/intern/wellen/probe").await;
    assert_eq!(page.count("a[href$='/vorschau/de.pdf']"), 1, "{}", page.text_of("main"));
    // Without a text of hers she is the author all the same.
    assert_eq!(page.count("form[action$=freigeben]"), 0);
    assert_eq!(app.state.store.report(wave.id).await.expect("read").expect("a row").revision, 1);
}

#[tokio::test]
async fn below_k_there_is_no_report_and_the_page_says_why() {
    let mut app = TestApp::new().await;
    ended(&mut app, &[r#"{"farbe":"rot"}"#]).await;
    let page = previewed(&mut app, "/intern/wellen/probe").await;
    assert!(plain(&page.text_of("main")).contains("erst ab 5 Antworten"), "{}", page.text_of("main"));
    assert_eq!(page.count("textarea, a[href$='.pdf'], form[action$=freigeben]"), 0);
    let posted = app.post("/intern/wellen/probe/bericht/freigeben", &[("fassung", "1"), ("vorschau", "")]).await;
    assert_eq!(posted.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn nothing_typed_is_lost_when_two_write_or_one_writes_too_much() {
    let mut app = TestApp::new().await;
    ended(&mut app, &[r#"{"farbe":"rot"}"#; 6]).await;
    let mut other = second(&app).await;
    let address = "/intern/wellen/probe/bericht";
    let first = app.post(address, &[("fassung", "0"), ("vorwort_de", "Meins")]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let late = other.post(address, &[("fassung", "0"), ("vorwort_de", "Auch <b>meins</b>")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.text_of("textarea#vorwort_de"), "Auch <b>meins</b>");
    assert!(late.text_of(".notice").contains("Ayla Beispiel hat die Texte inzwischen geändert"));
    let again = other.post(address, &[("fassung", "1"), ("vorwort_de", "Auch meins")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let novel = "x".repeat(20_001);
    let long = app.post(address, &[("fassung", "2"), ("schluss_en", &novel)]).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(long.text_of("textarea#schluss_en"), novel);
    assert!(plain(&long.text_of("main")).contains("höchstens 20.000 Zeichen"));
}

#[tokio::test]
async fn a_running_wave_has_no_report_and_only_staff_see_the_page() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "probe").await;
    let address = "/intern/wellen/probe/bericht";
    assert!(app.get(address).await.asks_to_sign_in());
    for form in ["", "/freigeben", "/zuruecknehmen"] {
        let reply = app.post(&format!("{address}{form}"), &[("fassung", "0"), ("vorschau", "")]).await;
        assert!(reply.asks_to_sign_in(), "{form}");
    }
    app.sign_in().await;
    assert_eq!(app.get(address).await.status, StatusCode::CONFLICT);
    assert_eq!(app.post(address, &[("fassung", "0"), ("dann", "vorschau")]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_preview_saves_what_was_typed_and_who_changes_nothing_is_no_author() {
    let mut app = TestApp::new().await;
    let wave = ended(&mut app, &[r#"{"farbe":"rot"}"#; 12]).await;
    let mut other = second(&app).await;
    let begun = ask_for_preview(&mut app, "/intern/wellen/probe", &[("vorwort_de", "Eben getippt")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    ready(&mut app, "/intern/wellen/probe").await;
    let stored = app.state.store.report(wave.id).await.expect("read").expect("a row");
    assert!(stored.texts.contains("Eben getippt"));
    // Somebody else looks at a preview of the same texts, and may release them.
    let page = previewed(&mut other, "/intern/wellen/probe").await;
    assert_eq!(page.text_of("textarea#vorwort_de"), "Eben getippt");
    assert_eq!(page.count("form[action$=freigeben]"), 1, "{}", page.text_of("main"));
    assert_eq!(app.state.store.report(wave.id).await.expect("read").expect("a row").revision, stored.revision);
}
