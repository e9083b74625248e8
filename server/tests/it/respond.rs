//! Answering, page by page, as a browser without script does it.

use axum::http::StatusCode;
use domain::{Answers, Key, Value, offer::Offer};
use scraper::{ElementRef, Selector};

use crate::{
    app::{Reply, TestApp},
    inventory,
};

pub type Pairs = Vec<(String, String)>;

/// The first form that posts, with the first option of every group chosen and every field filled.
pub fn fill(reply: &Reply) -> Option<(String, Pairs)> {
    let html = reply.html();
    let form = html.select(&selector("main form[method=post]")).next()?;
    let action = form.value().attr("action")?.to_owned();
    let mut pairs = Pairs::new();
    for input in form.select(&selector("input, select, textarea")) {
        let name = input.value().attr("name").unwrap_or_default().to_owned();
        let taken = pairs.iter().any(|(known, _)| *known == name);
        if let Some(value) = answer(&input)
            && !taken
        {
            pairs.push((name, value));
        }
    }
    pairs.push(("_go".to_owned(), "next".to_owned()));
    Some((action, pairs))
}

fn answer(input: &ElementRef) -> Option<String> {
    let value = || input.value().attr("value").unwrap_or_default().to_owned();
    match (input.value().name(), input.value().attr("type")) {
        ("select", _) => {
            let options = selector("option");
            let last = input.select(&options).last();
            last.and_then(|option| option.value().attr("value")).map(str::to_owned)
        }
        ("textarea", _) => Some("Mehr Zeit zum Lernen <b>&amp;".to_owned()),
        (_, Some("text")) => Some("3".to_owned()),
        _ => Some(value()),
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("selector")
}

pub fn borrowed(pairs: &Pairs) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// From the start page to the receipt. Gives the pages seen and the post that sent the answers.
pub async fn walk(app: &mut TestApp, start: &str) -> (Vec<String>, (String, Pairs)) {
    let mut at = start.to_owned();
    let mut seen = Vec::new();
    let mut last = (String::new(), Pairs::new());
    for _ in 0..120 {
        let page = app.get(&at).await;
        assert_eq!(page.status, StatusCode::OK, "{at}: {}", page.text);
        seen.push(at.clone());
        let Some((action, pairs)) = fill(&page).filter(|(action, _)| action.starts_with("/s/")) else {
            return (seen, last);
        };
        let mut reply = app.post(&action, &borrowed(&pairs)).await;
        if reply.location().ends_with("?hinweis=1") {
            // A soft prompt comes once.
            reply = app.post(&action, &borrowed(&pairs)).await;
        }
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{action}: {}", reply.text_of("main"));
        last = (action, pairs);
        at = reply.location().to_owned();
    }
    panic!("the survey does not end: {seen:?}");
}

/// Past every page from this one on, with nothing said; gives the address of the one that sends the answers.
pub async fn skip_to_end(app: &mut TestApp, from: &str) -> String {
    let mut at = from.to_owned();
    for _ in 0..120 {
        let page = app.get(&at).await;
        if page.count("input[name=_key]") > 0 {
            return at;
        }
        let (action, _) = fill(&page).expect("a form");
        let reply = app.post(&action, &[("_go", "skip")]).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{action}: {}", reply.text_of("main"));
        at = reply.location().to_owned();
    }
    panic!("the survey does not end");
}

/// Sends what the check page shows, as its form does.
pub async fn send_checked(app: &mut TestApp, slug: &str) -> Reply {
    let page = app.get(&format!("/s/{slug}/pruefen")).await;
    assert_eq!(page.status, StatusCode::OK, "leads to {}", page.location());
    let (action, pairs) = fill(&page).expect("the form");
    app.post(&action, &borrowed(&pairs)).await
}

pub async fn stored(app: &TestApp, slug: &str) -> Vec<Answers> {
    let wave = app.state.store.wave(slug).await.expect("read").expect("there");
    let mut documents = app.state.store.responses(wave.id).await.expect("responses");
    let mut all = Vec::new();
    while let Some(batch) = documents.next().await.expect("batch") {
        all.extend(batch.iter().map(|document| serde_json::from_str::<Answers>(document).expect("answers")));
    }
    all
}

#[tokio::test]
async fn an_apprentice_answers_without_script_and_gets_a_receipt() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("auszubildende", "azubis").await;
    let (seen, _) = walk(&mut app, "/s/azubis").await;
    assert!(seen.last().expect("pages").starts_with("/s/azubis/danke"), "{seen:?}");
    assert!(!seen.iter().any(|page| page.contains("pruefen")), "apprentices have no check page");
    let answers = stored(&app, "azubis").await;
    assert_eq!(answers.len(), 1);
    let key: Key = "merkmale.betriebsklima.importance".parse().expect("key");
    assert_eq!(answers[0].get(&key), Some(&Value::Number(1.0)));
    assert!(app.cookie("entwurf").is_none(), "the draft cookie goes with the draft");
}

#[tokio::test]
async fn a_firm_checks_its_answers_and_sees_offers_for_its_topics() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wanted = inventory::offer("Azubis finden", "azubi-marketing");
    let aside = Offer { secondary_topics: wanted.topics.clone(), ..inventory::offer("Nebenbei", "nachhilfe") };
    let over = Offer { valid_to: Some("2026-11-22".into()), ..inventory::offer("Vorbei", "azubi-marketing") };
    for offer in [&wanted, &aside, &over, &inventory::offer("Etwas anderes", "nachhilfe")] {
        inventory::save(&app, offer).await;
    }
    app.open_template("unternehmen", "betriebe").await;
    let (seen, _) = walk(&mut app, "/s/betriebe").await;
    assert!(seen.iter().any(|page| page.ends_with("/pruefen")), "{seen:?}");
    assert!(seen.iter().any(|page| page.contains('@')), "a page per ticked topic: {seen:?}");
    let receipt = seen.last().expect("pages").clone();
    assert!(receipt.contains("themen=azubi-marketing"), "{receipt}");
    let shown = app.get(&receipt).await;
    for (title, is_there) in [("Azubis finden", true), ("Nebenbei", true), ("Vorbei", false), ("Etwas anderes", false)]
    {
        assert_eq!(shown.text.contains(title), is_there, "{title}: {}", shown.text_of("main"));
    }
    assert!(!shown.text.contains("Dazu gibt es noch kein Angebot"), "{}", shown.text_of("main"));
    let nothing = app.get(&receipt.replace("themen=azubi-marketing", "themen=bindung")).await;
    assert!(nothing.text.contains("Dazu gibt es noch kein Angebot"), "{}", nothing.text_of("main"));
    assert_eq!(stored(&app, "betriebe").await.len(), 1);
}

#[tokio::test]
async fn sending_twice_stores_once_and_gives_the_same_receipt() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let (seen, (action, pairs)) = walk(&mut app, "/s/azubis").await;
    let again = app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let (seen, again) = (seen.last().expect("pages"), again.location());
    assert_eq!(again, seen);
    assert_eq!(stored(&app, "azubis").await.len(), 1);
}

#[tokio::test]
async fn a_repeated_submit_keeps_topics_and_language() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    let (seen, (action, pairs)) = walk(&mut app, "/s/betriebe?lang=en").await;
    let receipt = seen.last().expect("pages");
    assert!(receipt.contains("lang=en") && receipt.contains("themen="), "{receipt}");
    assert_eq!(app.post(&action, &borrowed(&pairs)).await.location(), receipt);
}

#[tokio::test]
async fn nothing_an_apprentice_answers_is_in_an_address() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let (seen, (action, mut pairs)) = walk(&mut app, "/s/azubis").await;
    assert!(!seen.iter().any(|page| page.contains("themen")), "{seen:?}");
    pairs.push(("_themen".to_owned(), "azubi-marketing".to_owned()));
    let again = app.post(&action, &borrowed(&pairs)).await;
    assert!(!again.location().contains("themen"), "{}", again.location());
    let forged = format!("{}&themen=azubi-marketing", again.location());
    assert_eq!(app.get(&forged).await.count("h2"), 0);
}

#[tokio::test]
async fn only_whoever_sent_answers_is_told_that_they_arrived() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    for address in ["/s/azubis/danke", "/s/azubis/danke?lang=de-du", "/s/azubis/danke?beleg=0000"] {
        let reply = app.get(address).await;
        assert_eq!((reply.status, reply.location()), (StatusCode::SEE_OTHER, "/s/azubis"), "{address}");
    }
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    assert_eq!(app.get("/s/azubis/danke").await.status, StatusCode::SEE_OTHER, "begun is not sent");
    app.forget_cookies();
    let (seen, _) = walk(&mut app, "/s/azubis").await;
    assert!(app.get(seen.last().expect("pages")).await.text.contains("angekommen"));
}

#[tokio::test]
async fn a_receipt_shows_each_known_topic_once() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    let (seen, _) = walk(&mut app, "/s/betriebe").await;
    let receipt = seen.last().expect("pages");
    let (before, after) = receipt.split_once("themen=").expect("topics");
    let many = "azubi-marketing.gibt-es-nicht.".repeat(1_500);
    let page = app.get(&format!("{before}themen={many}{after}")).await;
    assert!((1..=2).contains(&page.count("h3")), "{} topics", page.count("h3"));
}

#[tokio::test]
async fn nothing_is_set_before_the_start_and_one_cookie_after_it() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let start = app.get("/s/azubis").await;
    assert_eq!(start.header("set-cookie"), "");
    let begun = app.post("/s/azubis", &[("locale", "de-du")]).await;
    assert_eq!(begun.headers.get_all("set-cookie").iter().count(), 1);
    let cookie = app.cookie("entwurf").expect("cookie").to_owned();
    assert_eq!(cookie.split_once('~').map(|(begun, key)| (begun, key.len())), Some(("azubis", 32)));
    // A second start in the same browser goes on where one was.
    let again = app.post("/s/azubis", &[("locale", "de-du")]).await;
    assert_eq!(again.header("set-cookie"), "");
    assert_eq!(again.location(), begun.location());
    // On a device for many there is a second one, which holds what everybody can see and goes after the hours that the
    // texts name.
    app.forget_cookies();
    assert_eq!(app.get("/s/azubis?kiosk=1").await.header("set-cookie"), "");
    let begun = app.post("/s/azubis", &[("locale", "de-du"), ("kiosk", "1")]).await;
    let set: Vec<&str> = begun.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok()).collect();
    let [draft, kiosk] = set.as_slice() else { panic!("{set:?}") };
    assert!(draft.starts_with("entwurf=azubis~"), "{draft}");
    assert!(kiosk.starts_with("kiosk=azubis;") && kiosk.contains("Max-Age=43200"), "{kiosk}");
}

#[tokio::test]
async fn an_error_keeps_what_was_typed_and_says_what_to_do() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    app.post("/s/betriebe/ausbildung", &[("ausbildung", "ja"), ("_go", "next")]).await;
    let page = "/s/betriebe/plaetze";
    let typed = [("plaetze_angeboten", "viele"), ("plaetze_besetzt", "99999"), ("_go", "next")];
    let refused = app.post(page, &typed).await;
    assert_eq!((refused.status, refused.location()), (StatusCode::SEE_OTHER, "/s/betriebe/plaetze?hinweis=1"));
    let reply = app.get(refused.location()).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.count(".problems li"), 2, "{}", reply.text_of("main"));
    assert!(reply.text_of(".problems").contains("Wie viele davon sind besetzt? Geben Sie"), "each names its field");
    assert!(reply.text.contains("value=\"viele\"") && reply.text.contains("value=\"99999\""));
    assert!(reply.text_of("title").starts_with("Fehler"), "{}", reply.text_of("title"));
}

#[tokio::test]
async fn over_long_text_comes_back_in_the_form() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let long = "a".repeat(1_000_000);
    let reply = app.post("/s/azubis/offen", &[("offen", &long), ("_go", "next")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", reply.text_of("main"));
    assert!(reply.text.contains(&long), "the text is still there");
    let too_much = "a".repeat(3 * 1024 * 1024);
    let reply = app.post("/s/azubis/offen", &[("offen", &too_much), ("_go", "next")]).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(reply.text.contains("zu viel auf einmal"));
}

/// What the page to which a post led says is wrong, and which answers are marked there.
async fn told(app: &mut TestApp, posted: Reply) -> (String, Vec<String>) {
    let page = if posted.location().is_empty() { posted } else { app.get(posted.location()).await };
    (page.text_of(".problems li"), page.attributes("main input[checked]", "value"))
}

#[tokio::test]
async fn forged_forms_change_nothing_and_are_told_in_words() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.post("/s/azubis/alter", &[("alter", "18-20"), ("_go", "next")]).await;
    let unknown = app.post("/s/azubis/lehrjahr", &[("lehrjahr", "99"), ("_go", "next")]).await;
    assert_eq!(unknown.location(), "/s/azubis/lehrjahr?hinweis=1");
    let not_there = "Wähle eine der angezeigten Antworten aus.";
    assert_eq!(told(&mut app, unknown).await, (not_there.to_owned(), vec![]));
    let foreign = app.post("/s/azubis/lehrjahr", &[("empfehlung", "10"), ("_go", "next")]).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other_page = "Diese Seite hat sich seit dem Öffnen geändert. Prüfe deine Antworten und sende sie noch einmal.";
    assert_eq!(told(&mut app, foreign).await, (other_page.to_owned(), vec![]));
    // An answer that was there gives way to what was sent last, which must be put right first; others stay.
    app.post("/s/azubis/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    let again = app.post("/s/azubis/lehrjahr", &[("lehrjahr", "99"), ("_go", "next")]).await;
    assert_eq!(told(&mut app, again).await, (not_there.to_owned(), vec![]));
    let right = app.post("/s/azubis/lehrjahr", &[("lehrjahr", "3"), ("_go", "next")]).await;
    assert_eq!(right.location(), "/s/azubis/berufsfeld");
    for (page, answer) in [("alter", "18-20"), ("lehrjahr", "3")] {
        let marked = app.get(&format!("/s/azubis/{page}")).await.attributes("main input[checked]", "value");
        assert_eq!(marked, [answer], "{page}");
    }
    assert_eq!(app.get("/s/azubis/empfehlung").await.count("main input[checked]"), 0);
    let beyond = app.post("/s/azubis/gibt-es-nicht", &[("x", "1")]).await;
    assert_eq!(beyond.status, StatusCode::SEE_OTHER);
    app.set_cookie("entwurf", "zz");
    let lost = app.get("/s/azubis/lehrjahr").await;
    assert_eq!((lost.status, lost.location()), (StatusCode::SEE_OTHER, "/s/azubis?abgelaufen=1"));
}

#[tokio::test]
async fn a_saved_answer_with_markup_is_shown_as_text() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let hostile = "</textarea><script>alert(1)</script>";
    let saved = app.post("/s/azubis/offen", &[("offen", hostile), ("_go", "back")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let page = app.get("/s/azubis/offen").await;
    assert!(!page.text.contains("<script>alert"), "{}", page.text);
    assert_eq!(page.text_of("textarea"), hostile);
}

#[tokio::test]
async fn going_back_keeps_the_page_and_changing_an_answer_changes_the_path() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    let to = app.post("/s/betriebe/ausbildung", &[("ausbildung", "nein"), ("_go", "next")]).await;
    assert!(!to.location().ends_with("/plaetze"), "{}", to.location());
    let to = app.post("/s/betriebe/ausbildung", &[("ausbildung", "ja"), ("_go", "next")]).await;
    assert!(to.location().ends_with("/plaetze"), "{}", to.location());
    let back = app.post("/s/betriebe/plaetze", &[("plaetze_angeboten", "7"), ("_go", "back")]).await;
    assert!(back.location().ends_with("/ausbildung"), "{}", back.location());
    assert!(app.get("/s/betriebe/plaetze").await.text.contains("value=\"7\""));
}

#[tokio::test]
async fn a_closed_wave_says_so_and_takes_nothing() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.move_wave("azubis", store::WaveState::Open, store::WaveState::Closed).await;
    let closed = app.post("/s/azubis/lehrjahr", &[("lehrjahr", "1"), ("_go", "next")]).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    assert!(closed.text.contains("beendet"));
    assert_eq!(app.get("/s/gibt-es-nicht").await.status, StatusCode::NOT_FOUND);
}
