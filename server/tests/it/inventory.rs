//! Offers: what everybody finds, and how staff keep the inventory.

mod tables;

use axum::http::StatusCode;
use domain::{
    id::TopicId,
    meaning::TargetGroup,
    offer::{Offer, OfferPlace},
};
use store::Id;

use crate::app::{Reply, TODAY, TestApp};

pub fn offer(title: &str, topic: &str) -> Offer {
    Offer {
        id: String::new(),
        title: title.to_owned(),
        provider: "VHS Paderborn".to_owned(),
        description: String::new(),
        topics: vec![TopicId::new(topic).expect("a topic")],
        secondary_topics: Vec::new(),
        target_groups: vec![TargetGroup::Apprentices],
        place: OfferPlace::Online,
        seats: Some(12),
        cost: String::new(),
        url: String::new(),
        valid_from: None,
        valid_to: None,
        last_verified: "2026-09-05".to_owned(),
        demo: false,
    }
}

fn at(ags: &str) -> OfferPlace {
    OfferPlace::Municipality(ags.parse().expect("an AGS"))
}

pub async fn save(app: &TestApp, offer: &Offer) -> String {
    app.state.store.save_offer(offer).await.expect("saved").to_hex()
}

/// Titles in the public list.
fn titles(reply: &Reply) -> Vec<String> {
    let html = reply.html();
    let links = scraper::Selector::parse(".list h3 a").expect("selector");
    html.select(&links).map(|link| link.text().collect()).collect()
}

async fn some_offers(app: &TestApp) {
    app.seed_region().await;
    let here = Offer { place: at("05774016"), ..offer("Übungen am Abend", "nachhilfe") };
    let wide = Offer {
        place: OfferPlace::RegionWide,
        description: "Prüfung üben".into(),
        ..offer("Mobile Hilfe", "nachhilfe")
    };
    let aside = Offer {
        secondary_topics: vec![TopicId::new("nachhilfe").expect("a topic")],
        target_groups: vec![TargetGroup::Trainers],
        ..offer("Anleiten lernen", "ausbilderqualifizierung")
    };
    let old = Offer { last_verified: "2025-11-22".into(), ..offer("Alt", "nachhilfe") };
    let over = Offer { valid_to: Some("2026-11-22".into()), ..offer("Vorbei", "nachhilfe") };
    for offer in [here, wide, aside, old, over] {
        save(app, &offer).await;
    }
}

#[tokio::test]
async fn the_list_holds_what_is_active_by_topic_and_each_filter_has_an_address() {
    let mut app = TestApp::new().await;
    some_offers(&app).await;
    let all = app.get("/angebote").await;
    assert_eq!(titles(&all), ["Anleiten lernen", "Mobile Hilfe", "Übungen am Abend"]);
    assert_eq!(all.text_of("h1"), "Angebote");
    assert_eq!(all.text_of(".hits strong"), "3 Angebote");
    assert_eq!(all.count("h2"), 2);
    for (query, expected) in [
        ("thema=nachhilfe", vec!["Mobile Hilfe", "Übungen am Abend", "Anleiten lernen"]),
        ("zielgruppe=trainers", vec!["Anleiten lernen"]),
        ("ort=05774016", vec!["Mobile Hilfe", "Übungen am Abend"]),
        ("ort=online", vec!["Anleiten lernen"]),
        ("q=UEBEN+hilfe", vec!["Mobile Hilfe"]),
        ("q=bueren", vec!["Übungen am Abend"]),
        ("thema=nachhilfe&ort=05774016&q=uebungen&zielgruppe=", vec!["Übungen am Abend"]),
        ("thema=gibtsnicht&ort=99999999&seite=x", vec!["Anleiten lernen", "Mobile Hilfe", "Übungen am Abend"]),
    ] {
        let found = app.get(&format!("/angebote?{query}")).await;
        assert_eq!(titles(&found), expected, "{query}");
    }
    let here = app.get("/angebote?ort=05774016").await;
    assert!(here.text_of(".hits strong").starts_with("2 von 3 Angeboten in Büren oder in der ganzen Region"));
    assert_eq!(here.count("option[value=\"05774016\"][selected]"), 1);
}

#[tokio::test]
async fn nothing_yet_and_nothing_found_are_two_things() {
    let mut app = TestApp::new().await;
    let empty = app.get("/angebote").await;
    assert!(empty.text.contains("Hier entsteht die Übersicht der Angebote"));
    assert_eq!(empty.count("form.filters"), 0);
    some_offers(&app).await;
    let nothing = app.get("/angebote?q=Zahnarzt").await;
    assert!(nothing.text.contains("Dazu gibt es noch kein Angebot"));
    assert_eq!(nothing.count("input[name=q][value=Zahnarzt]"), 1);
    let english = app.get("/angebote?q=Zahnarzt&lang=en").await;
    assert!(english.text.contains("There is no such offer yet"));
}

#[tokio::test]
async fn long_lists_come_in_pages_of_twenty_five() {
    let mut app = TestApp::new().await;
    for number in 10..63 {
        save(&app, &offer(&format!("Kurs {number}"), "nachhilfe")).await;
    }
    let second = app.get("/angebote?thema=nachhilfe&q=Kurs&seite=2").await;
    let shown = titles(&second);
    assert_eq!((shown.len(), shown[0].as_str()), (25, "Kurs 35"));
    assert!(second.text.contains("href=\"/angebote?q=Kurs&amp;thema=nachhilfe&amp;seite=3\""), "{}", second.text);
    assert_eq!(titles(&app.get("/angebote?seite=99").await).len(), 3);
}

#[tokio::test]
async fn an_offer_says_everything_and_when_it_is_out_of_date() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let full = Offer {
        description: "Erste Zeile.\n\nZweite Zeile.".into(),
        place: at("05762020"),
        seats: None,
        cost: "40 Euro".into(),
        url: "https://vhs.example/kurs?a=1&b=2".into(),
        valid_from: Some("2026-01-01".into()),
        demo: true,
        ..offer("Deutsch am Abend", "sprachfoerderung")
    };
    let id = save(&app, &full).await;
    let page = app.get(&format!("/angebote/{id}")).await;
    for text in [
        "Deutsch am Abend",
        "Höxter",
        "Plätze unbekannt",
        "40 Euro",
        "ab 1. Januar 2026",
        "5. September 2026, vor 2 Monaten",
        "DEMO",
    ] {
        assert!(page.text.replace('\u{a0}', " ").contains(text), "{text}");
    }
    assert_eq!(page.count("a[rel~=noopener][href=\"https://vhs.example/kurs?a=1&b=2\"]"), 1);
    assert_eq!((page.count("h1"), page.count(".notice")), (1, 0));
    let english = app.get(&format!("/angebote/{id}?lang=en")).await;
    assert!(english.text.contains("places unknown") && english.count("h1[lang=de]") == 1);

    let stored = app.state.store.offers().await.expect("read").remove(0);
    for (changed, words) in [
        (Offer { last_verified: "2025-01-01".into(), ..stored.clone() }, "vielleicht veraltet"),
        (Offer { valid_to: Some("2026-11-01".into()), ..stored.clone() }, "ist abgelaufen"),
        (Offer { valid_from: Some("2027-01-01".into()), ..stored.clone() }, "beginnt erst noch"),
    ] {
        save(&app, &changed).await;
        assert!(app.get(&format!("/angebote/{id}")).await.text_of(".notice").contains(words), "{words}");
        assert!(titles(&app.get("/angebote").await).is_empty(), "{words}");
    }
}

#[tokio::test]
async fn unknown_offers_are_not_found() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    let unknown = "ab".repeat(16);
    for id in [unknown.as_str(), "kurs", "%00"] {
        for path in
            ["/angebote/{}", "/intern/angebote/{}", "/intern/angebote/{}/loeschen", "/intern/angebote/neu?vorlage={}"]
        {
            assert_eq!(app.get(&path.replace("{}", id)).await.status, StatusCode::NOT_FOUND, "{path} {id}");
        }
        for path in ["/intern/angebote/{}", "/intern/angebote/{}/loeschen", "/intern/angebote/{}/geprueft"] {
            assert_eq!(app.post(&path.replace("{}", id), &valid()).await.status, StatusCode::NOT_FOUND, "{path} {id}");
        }
    }
}

#[tokio::test]
async fn every_staff_page_asks_to_sign_in() {
    let mut app = TestApp::new().await;
    let id = save(&app, &offer("Kurs", "nachhilfe")).await;
    let own = ["", "/loeschen"].map(|end| format!("/intern/angebote/{id}{end}"));
    let fixed = ["", "/neu", "/import", "/vorlage.csv", "/angebote.csv"].map(|end| format!("/intern/angebote{end}"));
    for path in own.iter().chain(&fixed) {
        assert!(app.get(path).await.location().starts_with("/anmelden"), "{path}");
    }
    for end in ["neu", &id, &format!("{id}/geprueft"), &format!("{id}/loeschen")] {
        let reply = app.post(&format!("/intern/angebote/{end}"), &[("name", "Kurs")]).await;
        assert!(reply.asks_to_sign_in(), "{end}");
    }
    let reply = app.upload("/intern/angebote/import", "datei", "a.csv", "title\n", &[]).await;
    assert!(reply.asks_to_sign_in());
    assert_eq!(app.state.store.offers().await.expect("read").len(), 1);
}

fn valid() -> Vec<(&'static str, &'static str)> {
    vec![
        ("title", "Deutsch im Betrieb"),
        ("provider", "VHS"),
        ("description", "Zeile\r\nnoch eine"),
        ("topics", "sprachfoerderung"),
        ("topics", "nachhilfe"),
        ("secondary_topics", "nachhilfe"),
        ("secondary_topics", "bindung"),
        ("target_groups", "apprentices"),
        ("place", "05774032"),
        ("seats", "1.200"),
        ("cost", "kostenfrei"),
        ("url", "https://vhs.example"),
        ("valid_to", "2027-06-30"),
        ("last_verified", TODAY),
    ]
}

#[tokio::test]
async fn a_new_offer_is_stored_and_found() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    let form = app.get("/intern/angebote/neu").await;
    assert_eq!(form.count("input[name=last_verified][value=\"2026-11-23\"]"), 1);
    let reply = app.post("/intern/angebote/neu", &valid()).await;
    assert_eq!((reply.status, reply.location()), (StatusCode::SEE_OTHER, "/intern/angebote?erledigt=gespeichert"));
    assert!(app.get("/intern/angebote?erledigt=gespeichert").await.text_of(".notice").contains("gespeichert"));
    let stored = app.state.store.offers().await.expect("read").remove(0);
    assert_eq!(stored.topics, [TopicId::new("sprachfoerderung").expect("a topic")]);
    assert_eq!(
        stored.secondary_topics,
        [TopicId::new("nachhilfe").expect("a topic")],
        "what is not ticked is not touched"
    );
    assert_eq!((stored.seats, stored.description.as_str()), (Some(1200), "Zeile\nnoch eine"));
    assert_eq!(titles(&app.get("/angebote?q=betrieb").await), ["Deutsch im Betrieb"]);
    let twin = app.post("/intern/angebote/neu", &valid()).await;
    assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.text_of("#title-problem").contains("schon ein Angebot"));
}

#[tokio::test]
async fn problems_stand_at_their_fields_and_nothing_typed_is_lost() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    let long = "x".repeat(2_001);
    let typed = [
        ("title", ""),
        ("provider", "<script>alert(1)</script>\" onfocus=\"x"),
        ("description", long.as_str()),
        ("topics", "tanzen"),
        ("place", "12345678"),
        ("seats", "viele"),
        ("cost", "</textarea><b>"),
        ("url", "javascript:alert(1)"),
        ("valid_from", "2027-01-01"),
        ("valid_to", "2026-01-01"),
        ("last_verified", "2026-11-24"),
    ];
    let reply = app.post("/intern/angebote/neu", &typed).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text_of("title").starts_with("Fehler:"));
    let fields =
        ["title", "description", "topics", "target_groups", "place", "seats", "url", "valid_to", "last_verified"];
    for field in fields {
        assert_eq!(reply.count(&format!("#{field}-problem")), 1, "{field}");
        assert!(reply.count(&format!(".problems a[href=\"#{field}\"]")) >= 1, "{field}");
        assert_eq!(reply.count(&format!("[id=\"{field}\"]")), 1, "the summary's link to {field} leads somewhere");
    }
    let html = reply.html();
    for (name, value) in typed.iter().filter(|(name, _)| !["topics", "place", "description"].contains(name)) {
        let field = scraper::Selector::parse(&format!("input[name={name}]")).expect("selector");
        assert_eq!(html.select(&field).next().and_then(|input| input.value().attr("value")), Some(*value), "{name}");
    }
    assert_eq!(reply.count("option[value=\"12345678\"][selected]"), 1);
    assert_eq!(reply.text_of("textarea").len(), long.len());
    assert!(!reply.text.contains("<script>alert"), "escaped");
    assert!(app.state.store.offers().await.expect("read").is_empty());
}

#[tokio::test]
async fn texts_of_offers_never_become_markup() {
    let mut app = TestApp::new().await;
    let evil = "<script>alert(1)</script>";
    let bad = Offer {
        title: evil.into(),
        provider: evil.into(),
        description: evil.into(),
        cost: evil.into(),
        url: "javascript:alert(1)".into(),
        ..offer("", "nachhilfe")
    };
    let id = save(&app, &bad).await;
    app.sign_in().await;
    for path in ["/angebote", "/angebote/{}", "/intern/angebote", "/intern/angebote/{}", "/intern/angebote/{}/loeschen"]
    {
        let page = app.get(&path.replace("{}", &id)).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("&lt;script&gt;") && !page.text.contains(evil), "{path}");
        assert_eq!(page.count("a[href^=\"javascript:\"]"), 0, "{path}");
    }
}

async fn one_offer(app: &mut TestApp) -> (String, Vec<(String, String)>) {
    app.seed_region().await;
    app.sign_in().await;
    let id = save(app, &Offer { demo: true, last_verified: "2024-01-01".into(), ..offer("Kurs", "nachhilfe") }).await;
    let form = app.get(&format!("/intern/angebote/{id}")).await;
    let html = form.html();
    let field = scraper::Selector::parse("form.form input[value], form.form select").expect("selector");
    let pairs = html.select(&field).filter(|field| {
        let kind = field.value().attr("type").unwrap_or_default();
        kind != "checkbox" || field.value().attr("checked").is_some()
    });
    let pairs = pairs.filter_map(|field| {
        let chosen = scraper::Selector::parse("option[selected]").expect("selector");
        let value = field.value().attr("value").or_else(|| field.select(&chosen).next()?.value().attr("value"));
        Some((field.value().attr("name")?.to_owned(), value.unwrap_or_default().to_owned()))
    });
    (id, pairs.collect())
}

fn with<'a>(pairs: &'a [(String, String)], name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let rest = pairs.iter().filter(|(key, _)| key != name).map(|(key, value)| (key.as_str(), value.as_str()));
    rest.chain([(name, value)]).collect()
}

#[tokio::test]
async fn an_edited_offer_keeps_its_id_and_its_mark() {
    let mut app = TestApp::new().await;
    let (id, pairs) = one_offer(&mut app).await;
    let reply = app.post(&format!("/intern/angebote/{id}"), &with(&pairs, "title", "Kurs am Abend")).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.text_of(".problems"));
    let stored = app.state.store.offers().await.expect("read");
    assert_eq!((stored.len(), stored[0].title.as_str(), stored[0].demo), (1, "Kurs am Abend", true));
    assert_eq!(
        (stored[0].id.as_str(), stored[0].last_verified.as_str(), stored[0].seats),
        (id.as_str(), "2024-01-01", Some(12))
    );
}

#[tokio::test]
async fn who_saves_second_sees_what_changed_and_loses_nothing() {
    let mut app = TestApp::new().await;
    let (id, pairs) = one_offer(&mut app).await;
    let address = format!("/intern/angebote/{id}");
    assert_eq!(app.post(&address, &with(&pairs, "cost", "40 Euro")).await.status, StatusCode::SEE_OTHER);
    let late = app.post(&address, &with(&pairs, "title", "Anders")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text_of(".notice").contains("40 Euro"));
    assert_eq!(late.count("input[name=title][value=Anders]"), 1);
    let stamp = scraper::Selector::parse("input[name=stand]").expect("selector");
    let stamp = late.html().select(&stamp).next().and_then(|input| input.value().attr("value").map(str::to_owned));
    let again: Vec<(String, String)> =
        with(&pairs, "title", "Anders").into_iter().map(|(a, b)| (a.into(), b.into())).collect();
    let reply = app.post(&address, &with(&again, "stand", &stamp.expect("a stamp"))).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(app.state.store.offers().await.expect("read")[0].title, "Anders");
}

#[tokio::test]
async fn verified_today_in_one_click() {
    let mut app = TestApp::new().await;
    let (id, pairs) = one_offer(&mut app).await;
    let stale = app.get("/intern/angebote?zustand=veraltet").await;
    assert_eq!((stale.count("tbody tr"), stale.text_of("tbody .tag.failed").as_str()), (1, "veraltet"));
    let back = "/intern/angebote?zustand=veraltet&seite=1";
    assert_eq!(stale.count(&format!("form[action=\"/intern/angebote/{id}/geprueft\"] input[value=\"{back}\"]")), 1);
    let reply = app.post(&format!("/intern/angebote/{id}/geprueft"), &[("zurueck", back)]).await;
    assert_eq!(reply.location(), format!("{back}&erledigt=geprueft"));
    let verified = |app: &TestApp| {
        let store = app.state.store.clone();
        let id = Id::from_hex(&id).expect("an id");
        async move { store.offer(id).await.expect("read").expect("there").last_verified }
    };
    assert_eq!(verified(&app).await, TODAY);
    assert_eq!(app.get("/intern/angebote?zustand=aktiv").await.count("tbody tr"), 1);
    app.post(&format!("/intern/angebote/{id}"), &with(&pairs, "cost", "1 Euro")).await;
    let evil = app.post(&format!("/intern/angebote/{id}/geprueft"), &[("zurueck", "https://example.com")]).await;
    assert_eq!(evil.location(), "/intern/angebote?erledigt=geprueft");
}

#[tokio::test]
async fn a_template_starts_a_new_offer_and_deleting_wants_the_name() {
    let mut app = TestApp::new().await;
    let (id, _) = one_offer(&mut app).await;
    let copy = app.get(&format!("/intern/angebote/neu?vorlage={id}")).await;
    assert_eq!(copy.count("form[action=\"/intern/angebote/neu\"] input[name=title][value=Kurs]"), 1);
    assert_eq!(copy.count("input[name=topics][value=nachhilfe][checked]"), 1);
    assert_eq!(copy.count("input[name=last_verified][value=\"2026-11-23\"]"), 1);
    let address = format!("/intern/angebote/{id}/loeschen");
    let wrong = app.post(&address, &[("name", "kurz")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.count("input[name=name][value=kurz]"), 1);
    let right = app.post(&address, &[("name", " Kurs ")]).await;
    assert_eq!(right.location(), "/intern/angebote?erledigt=geloescht");
    assert!(app.state.store.offers().await.expect("read").is_empty());
    assert_eq!(app.post(&address, &[("name", "Kurs")]).await.status, StatusCode::NOT_FOUND);
}
