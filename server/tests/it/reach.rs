//! Posters, places, firms that invite their own apprentices, sheets of codes as PDF, the card for other sites.

use std::fs;

use axum::http::StatusCode;
use store::{Access, Contact, Id};

use crate::{
    app::{Reply, TestApp},
    respond::{stored, walk},
};

const PLACES: &str = "/intern/wellen/azubis/plakate";

async fn open() -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("auszubildende", "azubis").await;
    app.sign_in().await;
    app
}

async fn firm(app: &TestApp) -> Contact {
    let contact = Contact::new("Zimmerei Ackermann", "a@ackermann.example");
    app.state.roster.save_contact(&contact).await.expect("saved");
    contact
}

fn is_pdf(reply: &Reply, lang: &str) -> bool {
    let lang = reply.text.contains(&format!("/Lang({lang})")) || reply.text.contains(&format!("/Lang ({lang})"));
    reply.header("content-type") == "application/pdf" && reply.text.starts_with("%PDF-") && lang
}

async fn band(app: &mut TestApp) -> String {
    app.get(PLACES).await.text_of("tbody td")
}

#[tokio::test]
async fn a_poster_is_a_file_for_everybody_as_long_as_there_is_something_to_answer() {
    let mut app = open().await;
    app.forget_cookies();
    for address in ["plakat.pdf", "plakat.pdf?format=a6", "plakat.pdf?format=unsinn&p="] {
        let poster = app.get(&format!("/u/azubis/{address}")).await;
        assert!(poster.status == StatusCode::OK && is_pdf(&poster, "de"), "{address}");
        assert!(poster.header("content-disposition").contains("plakat-azubis-a"));
        assert!(poster.header("set-cookie").is_empty());
    }
    assert!(is_pdf(&app.get("/u/azubis/plakat.pdf?lang=en").await, "en"));
    // A place that was taken off the list: its firm goes on without it.
    assert!(is_pdf(&app.get("/u/azubis/plakat.pdf?p=erfunden").await, "de"));
    assert_eq!(app.get("/u/gibtesnicht/plakat.pdf").await.status, StatusCode::NOT_FOUND);
    app.move_wave("azubis", store::WaveState::Open, store::WaveState::Closed).await;
    let over = app.get("/u/azubis/plakat.pdf").await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    assert!(over.text.contains("beendet") && over.text.contains("ended"));
    assert!(app.get("/u/azubis/weitergeben").await.text.contains("beendet"));
    assert_eq!(app.get("/u/azubis").await.location(), "/s/azubis", "posters hang longer than a wave is open");
}

#[tokio::test]
async fn openings_are_counted_by_place_in_bands_and_written_down_together() {
    let mut app = open().await;
    let added = app.post(PLACES, &[("schritt", "neu"), ("label", "Messe Höxter")]).await;
    assert_eq!(added.location(), "/intern/wellen/azubis/plakate?erledigt=neu");
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    assert_eq!(band(&mut app).await, "weniger als 10-mal");
    for _ in 0..8 {
        let opened = app.get("/u/azubis?p=messe-hoexter").await;
        assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, "/s/azubis"));
        assert!(opened.header("set-cookie").is_empty());
    }
    app.get("/u/azubis?p=erfunden").await;
    // As it is typed from a poster.
    assert_eq!(app.get("/u/azubis/Messe-Hoexter").await.location(), "/s/azubis");
    assert_eq!(app.get("/u/azubis/erfunden").await.location(), "/s/azubis");
    assert_eq!(app.get("/u/gibtesnicht/x").await.status, StatusCode::NOT_FOUND);
    let head = axum::http::Request::head("/u/azubis?p=messe-hoexter").body(axum::body::Body::empty()).expect("request");
    app.send(head).await;
    assert_eq!(band(&mut app).await, "weniger als 10-mal");
    assert_eq!(app.get("/u/azubis?p=messe-hoexter&lang=en").await.location(), "/s/azubis?lang=en");
    assert_eq!(band(&mut app).await, "10- bis 49-mal");
    let written = |places: Vec<store::Place>| places.iter().map(|place| place.opened).sum::<u64>();
    let (state, openings) = (app.state.clone(), app.state.openings.clone());
    assert_eq!(written(state.roster.places(wave.id).await.expect("places")), 0, "nothing tells the order of scans");
    openings.write_down(&state.roster).await.expect("written");
    openings.write_down(&state.roster).await.expect("nothing twice");
    assert_eq!(written(state.roster.places(wave.id).await.expect("places")), 10);
    assert_eq!(band(&mut app).await, "10- bis 49-mal");
    app.post(PLACES, &[("schritt", "entfernen"), ("ort", "messe-hoexter")]).await;
    assert_eq!(app.get(PLACES).await.count("tbody"), 0);
    assert_eq!(app.get("/u/azubis?p=messe-hoexter").await.location(), "/s/azubis", "its posters still hang");
}

#[tokio::test]
async fn a_place_that_cannot_be_is_told_and_what_was_typed_stays() {
    let mut app = open().await;
    app.post(PLACES, &[("schritt", "neu"), ("label", "Mensa")]).await;
    let long = "x".repeat(81);
    for (label, said) in
        [("", "wo das Plakat hängt"), ("…", "Buchstaben"), (" mensa ", "schon"), (&long, "höchstens 80")]
    {
        let refused = app.post(PLACES, &[("schritt", "neu"), ("label", label)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{label}");
        assert!(refused.text_of(".problems").contains(said), "{label}: {}", refused.text_of(".problems"));
        assert!(refused.text.contains(&format!("value=\"{label}\"")), "{label}");
    }
    firm(&app).await;
    for contact in ["", "unsinn", &Id::random().to_hex()] {
        let refused = app.post(PLACES, &[("schritt", "betrieb"), ("kontakt", contact)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{contact}");
        assert_eq!(refused.count("#kontakt-problem"), 1);
    }
    app.forget_cookies();
    assert!(app.get(PLACES).await.asks_to_sign_in());
    assert!(app.post(PLACES, &[("schritt", "neu"), ("label", "Bus")]).await.asks_to_sign_in());
}

/// Files of the answers' database, with its log of writes.
fn answers_hold(app: &TestApp, part: &str) -> bool {
    let folder = &app.state.config.server.data;
    let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let of_answers =
        files.filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("test.sqlite")));
    of_answers
        .map(|path| fs::read(path).expect("a file"))
        .any(|file| file.windows(part.len()).any(|window| window == part.as_bytes()))
}

#[tokio::test]
async fn a_firm_passes_the_survey_on_and_the_answers_know_nothing_of_it() {
    let mut app = open().await;
    let contact = firm(&app).await;
    let page = app.get(&format!("/intern/kontakte/{}", contact.id)).await;
    let to = format!("/intern/wellen/azubis/plakate?kontakt={}", contact.id);
    assert!(page.text.contains(&to), "the contact's page leads there");
    assert_eq!(app.get(&to).await.count("option[selected]"), 1);
    for _ in 0..2 {
        let made = app.post(PLACES, &[("schritt", "betrieb"), ("kontakt", &contact.id.to_hex())]).await;
        assert_eq!(made.location(), "/intern/wellen/azubis/plakate?erledigt=betrieb");
    }
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    let places = app.state.roster.places(wave.id).await.expect("places");
    let [place] = &places[..] else { panic!("one place: {places:?}") };
    app.forget_cookies();
    let passed_on = app.get(&format!("/u/azubis/weitergeben?p={}", place.code)).await;
    assert_eq!(passed_on.text_of("h1"), "Laden Sie Ihre Azubis ein");
    let link = format!("/u/azubis?p={}", place.code);
    assert!(passed_on.text_of("textarea").contains(&link), "{}", passed_on.text_of("textarea"));
    for name in ["Zimmerei", "Ackermann", "ackermann"] {
        assert!(!passed_on.text.contains(name), "the page is open to whoever has its address");
    }
    let english = app.get(&format!("/u/azubis/weitergeben?p={}&lang=en", place.code)).await;
    assert_eq!(english.text_of("h1"), "Invite your apprentices");
    assert!(is_pdf(&app.get(&format!("/u/azubis/plakat.pdf?p={}", place.code)).await, "de"));

    let start = app.get(&link).await.location().to_owned();
    assert_eq!(start, "/s/azubis");
    let (seen, _) = walk(&mut app, &start).await;
    assert!(seen.iter().all(|page| !page.contains(&place.code)), "{seen:?}");
    let answers = stored(&app, "azubis").await;
    assert!(answers.len() == 1 && !format!("{answers:?}").contains("Ackermann"));
    app.state.openings.write_down(&app.state.roster).await.expect("written");
    app.state.store.checkpoint().await.expect("merged");
    assert!(answers_hold(&app, "azubis"), "the files are those");
    for secret in [place.code.as_str(), "Ackermann", "a@ackermann"] {
        assert!(!answers_hold(&app, secret), "{secret}");
    }
}

#[tokio::test]
async fn codes_come_as_a_file_of_what_was_shown() {
    let mut app = TestApp::new().await;
    app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    app.sign_in().await;
    let contact = firm(&app).await;
    let page = app.get("/intern/wellen/azubis-c/plakate").await;
    assert_eq!(page.count("#betriebe form[method=get] select[name=kontakt]"), 1);
    let form = app.get(&format!("/intern/wellen/azubis-c/codes?kontakt={}", contact.id)).await;
    assert_eq!(form.count("input[name=betrieb][value='Zimmerei Ackermann']"), 1);
    let wish = [("betrieb", "Zimmerei Ackermann"), ("anzahl", "13")];
    let sheet = app.post("/intern/wellen/azubis-c/codes", &wish).await;
    assert_eq!(sheet.count(".slip"), 13);
    let codes = value_of(&sheet, "codes");
    assert_eq!(codes.split(' ').count(), 13);
    let file = "/intern/wellen/azubis-c/codes.pdf";
    let pdf = app.post(file, &[("codes", &codes), ("gruppe", "Zimmerei Ackermann")]).await;
    assert!(is_pdf(&pdf, "de") && pdf.header("cache-control") == "no-store");
    for wrong in ["", "kein-code", &codes[1..]] {
        assert_eq!(app.post(file, &[("codes", wrong)]).await.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    // The poster of such a wave says that a slip is needed, and the page to pass on where slips are had.
    assert!(is_pdf(&app.get("/u/azubis-c/plakat.pdf").await, "de"));
    let passed_on = app.get("/u/azubis-c/weitergeben").await;
    assert!(passed_on.text.contains("Zettel") && passed_on.count("textarea") == 0);
    app.forget_cookies();
    assert!(app.post(file, &[("codes", &codes)]).await.asks_to_sign_in());
}

fn value_of(reply: &Reply, name: &str) -> String {
    let selector = scraper::Selector::parse(&format!("input[name={name}]")).expect("selector");
    let html = reply.html();
    let field = html.select(&selector).next().expect("a field");
    field.value().attr("value").expect("a value").to_owned()
}

#[tokio::test]
async fn a_wave_of_invitations_has_nothing_to_hang_up() {
    let mut app = TestApp::new().await;
    app.open_with_codes("auszubildende", "azubis", Access::Invited, 1).await;
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis-c/plakate").await;
    assert!(page.text.contains("nur an Eingeladene") && page.count("form[action$=plakate]") == 0);
    for file in ["plakat.pdf", "weitergeben", "karte.svg"] {
        assert_eq!(app.get(&format!("/u/azubis-c/{file}")).await.status, StatusCode::NOT_FOUND, "{file}");
    }
}

#[tokio::test]
async fn the_card_may_stand_on_other_sites_and_nothing_else_may() {
    let mut app = open().await;
    let page = app.get(PLACES).await;
    let snippet = page.text_of("textarea#karte");
    assert!(
        snippet.starts_with("<a href=\"http")
            && snippet.contains("/s/azubis\" target=\"_blank\" rel=\"noopener\"><img")
    );
    for forbidden in ["<script", "style", "<iframe", " on", "class="] {
        assert!(!snippet.contains(forbidden), "{forbidden} in {snippet}");
    }
    let card = app.get("/u/azubis/karte.svg").await;
    assert_eq!(card.header("content-type"), "image/svg+xml");
    assert_eq!(card.header("cross-origin-resource-policy"), "cross-origin");
    assert!(card.header("content-security-policy").contains("sandbox") && card.header("set-cookie").is_empty());
    assert!(card.text.contains("Minuten →"));
    for other in ["/", "/u/azubis/plakat.pdf", "/u/azubis/weitergeben", "/s/azubis"] {
        assert_eq!(app.get(other).await.header("cross-origin-resource-policy"), "same-origin", "{other}");
    }
    app.move_wave("azubis", store::WaveState::Open, store::WaveState::Closed).await;
    assert!(app.get("/u/azubis/karte.svg").await.text.contains("Die Umfrage ist beendet."));
}
