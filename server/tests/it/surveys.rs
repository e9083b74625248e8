//! Staff build a survey, put it into the field and release its results.

use axum::http::StatusCode;
use store::Access;

use crate::app::TestApp;

async fn signed_in() -> TestApp {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    app
}

#[tokio::test]
async fn from_template_to_results() {
    let mut app = signed_in().await;
    let draft = app.post("/intern/umfragen/neu", &[("vorlage", "auszubildende"), ("kuerzel", "azubis")]).await;
    assert_eq!(draft.location(), "/intern/umfragen/azubis", "{}", draft.text_of("main"));
    let page = app.get("/intern/umfragen/azubis").await;
    assert!(page.text.contains("Version veröffentlichen"), "{}", page.text_of("main"));
    let preview = app.get("/intern/umfragen/azubis/vorschau/en").await;
    assert!(
        preview.text.contains("Start the survey"),
        "it begins as it does for respondents: {}",
        preview.text_of("main")
    );
    let first = app.post("/intern/umfragen/azubis/vorschau/en", &[]).await;
    assert_eq!(first.count("input[name=_antworten]"), 1);
    let published = app.post("/intern/umfragen/azubis/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
    let again = app.post("/intern/umfragen/azubis/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!((again.status, again.location()), (published.status, published.location()), "pressed twice");
    let wave =
        app.post("/intern/umfragen/azubis/wellen", &[("titel", "Azubis 2027"), ("kuerzel", "azubis-2027")]).await;
    assert_eq!(wave.location(), "/intern/wellen/azubis-2027", "{}", wave.text_of("main"));
    app.post("/intern/wellen/azubis-2027/oeffnen", &[]).await;
    let running = app.get("/intern/wellen/azubis-2027").await;
    assert!(running.text.contains("/s/azubis-2027") && running.count(".qr img") == 1);
    assert_eq!(app.get("/ergebnisse/azubis-2027").await.status, StatusCode::NOT_FOUND, "not public yet");
    app.post("/intern/wellen/azubis-2027/schliessen", &[]).await;
    let released = app.post("/intern/wellen/azubis-2027/veroeffentlichen", &[]).await;
    assert_eq!(released.status, StatusCode::CONFLICT, "nobody answered");
    assert_eq!(app.get("/ergebnisse/azubis-2027").await.status, StatusCode::NOT_FOUND);
    let results = app.get("/intern/wellen/azubis-2027/ergebnisse").await;
    assert!(results.text.contains("weniger als 10"), "nobody answered: no figures");
}

#[tokio::test]
async fn a_broken_file_comes_back_with_line_and_column() {
    let mut app = signed_in().await;
    let source = "slug = \"kaputt\"\naudience = \"firmen\"\nk = 5\nfarbe = \"rot\"\n";
    let reply = app.upload("/intern/umfragen/hochladen", "datei", "kaputt.toml", source, &[]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problems = reply.text_of(".problems");
    assert!(problems.contains("Zeile 2") && problems.contains("Zeile 4"), "{problems}");
    assert_eq!(reply.text_of("textarea").trim(), source.trim(), "nothing is lost");
}

#[tokio::test]
async fn who_saves_second_keeps_the_text_and_sees_the_other() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", "probe")]).await;
    let template = domain::template::find("beispiel").expect("template").source;
    let mine = template.replace("beispiel-echte-daten", "probe").replace("k = 5", "k = 6");
    let theirs = mine.replace("k = 6", "k = 7");
    let saved = app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", &theirs)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of("main"));
    let stale = app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", &mine)]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text_of("textarea").contains("k = 6") && stale.text_of("pre").contains("k = 7"));
}

#[tokio::test]
async fn a_draft_that_somebody_has_saved_since_is_not_discarded() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", "probe")]).await;
    let page = app.get("/intern/umfragen/probe").await;
    assert_eq!(page.count("form[action$=verwerfen] input[name=stand][value=\"1\"]"), 1);
    let template = domain::template::find("beispiel").expect("template").source;
    let theirs = template.replace("beispiel-echte-daten", "probe").replace("k = 5", "k = 7");
    app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", &theirs)]).await;
    let stale = app.post("/intern/umfragen/probe/verwerfen", &[("stand", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(app.get("/intern/umfragen/probe/bearbeiten").await.text_of("textarea").contains("k = 7"));
    assert_eq!(app.post("/intern/umfragen/probe/verwerfen", &[("stand", "2")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get("/intern/umfragen/probe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_asks_for_a_municipality_is_not_published_before_there_is_one() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "unternehmen"), ("kuerzel", "betriebe")]).await;
    assert!(app.get("/intern").await.text_of(".tasks").contains("Gemeinden der Region anlegen"));
    assert!(app.get("/intern/umfragen/betriebe").await.text_of("main").contains("noch keine Gemeinde"));
    let refused = app.post("/intern/umfragen/betriebe/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.seed_region().await;
    assert!(!app.get("/intern/umfragen/betriebe").await.text_of("main").contains("noch keine Gemeinde"));
    let published = app.post("/intern/umfragen/betriebe/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
}

#[tokio::test]
async fn an_installation_without_an_imprint_has_something_to_do() {
    let mut app = signed_in().await;
    let tasks = app.get("/intern").await.text_of(".tasks");
    assert!(tasks.contains("Impressum und Datenschutz vervollständigen") && tasks.contains("address"), "{tasks}");
}

/// A new wave of firms had an open link: whoever was invited to it was reminded whether they had answered or not.
#[tokio::test]
async fn a_new_wave_of_firms_is_answered_by_invitation_and_may_have_an_open_link() {
    let mut app = signed_in().await;
    let anonymous = include_str!("logic.toml");
    for template in ["unternehmen", "auszubildende", "beispiel"] {
        app.open_template(template, template).await;
    }
    app.open_survey(anonymous, "anonym").await;
    for (survey, access) in [
        ("unternehmen", Access::Invited),
        ("auszubildende", Access::Code),
        ("beispiel-echte-daten", Access::Open),
        // It promises that nobody knows who was asked.
        ("logik", Access::Open),
    ] {
        let slug = format!("neu-{survey}");
        let base = format!("/intern/wellen/{slug}");
        let wave =
            app.post(&format!("/intern/umfragen/{survey}/wellen"), &[("titel", "Neu"), ("kuerzel", &slug)]).await;
        assert_eq!(wave.location(), base, "{}", wave.text_of("main"));
        let stored = app.state.store.wave(&slug).await.expect("read").expect("there");
        assert_eq!(stored.access, access, "{survey}");
        let plan = app.get(&format!("{base}/planung")).await;
        assert_eq!(plan.count(&format!("input[name=zugang][value={}][checked]", access.as_str())), 1, "{survey}");
        assert_eq!(plan.count("input[name=zugang][value=open]"), 1, "the open link stays a choice");
    }
}

#[tokio::test]
async fn a_taken_address_and_a_wrong_one_are_said_at_the_field() {
    let mut app = signed_in().await;
    app.open_template("auszubildende", "azubis").await;
    let base = "/intern/umfragen/auszubildende/wellen";
    let taken = app.post(base, &[("titel", "Noch eine"), ("kuerzel", "azubis")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text.contains("schon vergeben") && taken.text.contains("value=\"Noch eine\""));
    let wrong = app.post(base, &[("titel", ""), ("kuerzel", "Nicht so!")]).await;
    assert_eq!(wrong.count(".problems li"), 2, "{}", wrong.text_of("main"));
    assert_eq!(app.get("/intern/umfragen/gibt-es-nicht").await.status, StatusCode::NOT_FOUND);
    let twice = app.post("/intern/wellen/azubis/oeffnen", &[]).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "it is open");
}

#[tokio::test]
async fn a_survey_cannot_take_the_name_of_a_page_of_ours() {
    let mut app = signed_in().await;
    for slug in ["neu", "vorlage", "hochladen"] {
        let reply = app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", slug)]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text_of(".problems").contains(&format!("„{slug}“ heißt schon eine Seite")), "{slug}");
        let source = domain::template::find("beispiel").expect("template").source.replace("beispiel-echte-daten", slug);
        let reply = app.upload("/intern/umfragen/hochladen", "datei", "umfrage.toml", &source, &[]).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.text_of(".problems").contains("Ändern Sie die Zeile „slug“"), "{slug}");
        assert!(app.state.store.survey(slug).await.expect("read").is_none());
    }
}

#[tokio::test]
async fn a_page_called_like_the_receipt_cannot_be_published() {
    let mut app = signed_in().await;
    let source = domain::template::find("beispiel").expect("template").source;
    let source = source.replacen("id = \"merkmale\"", "id = \"danke\"", 1);
    app.upload("/intern/umfragen/hochladen", "datei", "umfrage.toml", &source, &[]).await;
    let address = "/intern/umfragen/beispiel-echte-daten";
    assert!(app.get(address).await.text_of("main").contains("„danke“ heißt im Ablauf schon eine feste Seite"));
    let reply = app.post(&format!("{address}/veroeffentlichen"), &[("stand", "1")]).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_survey_file_in_another_encoding_is_refused_in_one_sentence() {
    let mut app = signed_in().await;
    let source = domain::template::find("beispiel").expect("template").source;
    let latin1: Vec<u8> = "title.de-sie = \"Größe\"\n".chars().map(|c| c as u8).collect();
    let utf16: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let nul = source.replacen("slug", "sl\0ug", 1).into_bytes();
    for (bytes, wanted) in [(latin1, "nicht in UTF-8"), (utf16, "in UTF-16"), (nul, "(NUL)")] {
        let reply = app.upload_bytes("/intern/umfragen/hochladen", "datei", "umfrage.toml", &bytes).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        let problems = reply.text_of(".problems");
        assert!(problems.contains(wanted) && reply.count(".problems li") == 1, "{problems}");
    }
    assert!(app.state.store.survey("beispiel-echte-daten").await.expect("read").is_none());
}

#[tokio::test]
async fn a_survey_of_six_hundred_chained_pages_is_shown_and_published() {
    let mut app = signed_in().await;
    let head = "slug = 'kette'\naudience = 'other'\nk = 5\nlocales = ['de-sie']\ntitle.de-sie = 'T'\nintro.de-sie = 'I'\n\
                privacy.de-sie = 'P'\nlength_reason = 'Probe.'\n[protection]\npurpose.de-sie = 'P'\n\
                legal_basis = 'R'\nretention_months = 1\nlevel = 'anonymous'\n[[section]]\ntitle.de-sie = 'S'\n";
    let page = |n: usize| {
        let condition = match n {
            0 | 1 => String::new(),
            _ => format!("condition = 'i{} == \"a\" or i{} == \"b\"'\n", n - 1, n - 2),
        };
        format!(
            "[[section.page]]\nid = 'p{n}'\n{condition}[[section.page.item]]\nid = 'i{n}'\nkind = 'single'\n\
             text.de-sie = 'F?'\noption = [{{id='a', label.de-sie='A'}}, {{id='b', label.de-sie='B'}}]\n"
        )
    };
    let source = head.to_owned() + &(0..600).map(page).collect::<String>();
    // Were paths tried one by one, this would never end.
    app.upload("/intern/umfragen/hochladen", "datei", "umfrage.toml", &source, &[]).await;
    assert_eq!(app.get("/intern/umfragen/kette").await.status, StatusCode::OK);
    let published = app.post("/intern/umfragen/kette/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
}

/// It offered four languages, and each led to a page that said no.
#[tokio::test]
async fn a_draft_with_errors_offers_no_way_to_look_at_it() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", "probe")]).await;
    let ways = "a[href*='/vorschau/']";
    assert_eq!(app.get("/intern/umfragen/probe").await.count(ways), 2);
    let template = domain::template::find("beispiel").expect("template").source;
    let text = template.replace("beispiel-echte-daten", "probe");
    let faulty = text.replacen("id = \"merkmale\"", "id = \"merkmale\"\ncondition = 'fehlt == \"ja\"'", 1);
    let saved = app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", faulty.as_str())]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of("main"));
    let page = app.get("/intern/umfragen/probe").await;
    assert_eq!(page.count(ways), 0, "{}", page.text_of("main"));
    assert!(page.text_of("main").contains("sobald die Fehler oben behoben sind"), "{}", page.text_of("main"));
    assert_eq!(app.get("/intern/umfragen/probe/vorschau/en").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_definition_posted_without_its_state_gives_its_text_back() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", "probe")]).await;
    let template = domain::template::find("beispiel").expect("template").source;
    let mine = template.replace("beispiel-echte-daten", "probe").replace("k = 5", "k = 6");
    for state in [None, Some(("stand", "gestern"))] {
        let pairs: Vec<(&str, &str)> = state.into_iter().chain([("definition", mine.as_str())]).collect();
        let reply = app.post("/intern/umfragen/probe/bearbeiten", &pairs).await;
        assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.text_of("main"));
        assert!(reply.text_of("textarea").contains("k = 6") && reply.text_of("pre").contains("k = 5"));
        assert_eq!(reply.count("input[name=stand][value='1']"), 1, "and can be saved with the next press");
    }
}

#[tokio::test]
async fn a_stale_publish_shows_the_survey_and_says_that_nothing_was_done() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "beispiel"), ("kuerzel", "probe")]).await;
    let template = domain::template::find("beispiel").expect("template").source;
    let text = template.replace("beispiel-echte-daten", "probe").replace("k = 5", "k = 6");
    app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", text.as_str())]).await;
    for pairs in [vec![("stand", "1")], Vec::new()] {
        let stale = app.post("/intern/umfragen/probe/veroeffentlichen", &pairs).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        assert!(stale.text_of(".notice").contains("inzwischen geändert"), "{}", stale.text_of("main"));
        assert_eq!(stale.count("form[action$='/veroeffentlichen'] input[name=stand][value='2']"), 1);
    }
    let published = app.post("/intern/umfragen/probe/veroeffentlichen", &[("stand", "2")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
}

/// The text promised ten, and k had been raised to twelve.
#[tokio::test]
async fn a_promise_that_is_not_k_is_shown_before_publishing() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "auszubildende"), ("kuerzel", "azubis")]).await;
    assert!(!app.get("/intern/umfragen/azubis").await.text_of("main").contains("spricht von"));
    let template = domain::template::find("auszubildende").expect("template").source;
    let text = template.replace("slug = \"auszubildende\"", "slug = \"azubis\"").replace("k = 10", "k = 12");
    app.post("/intern/umfragen/azubis/bearbeiten", &[("stand", "1"), ("definition", text.as_str())]).await;
    let page = app.get("/intern/umfragen/azubis").await;
    let notice = page.text_of(".notice");
    assert!(notice.contains("spricht von 10") && notice.contains("erst ab k = 12"), "{notice}");
    assert_eq!(page.count("form[action$='/veroeffentlichen']"), 1, "a warning does not keep it from being published");
}

#[tokio::test]
async fn hard_sentences_of_a_draft_are_named_and_keep_it_from_nothing() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "auszubildende"), ("kuerzel", "azubis")]).await;
    let template = domain::template::find("auszubildende").expect("template").source;
    let text = template.replace("slug = \"auszubildende\"", "slug = \"azubis\"");
    let text = text.replace("Wie alt bist du?", "Könntest du uns sagen, wie alt du bist?");
    app.post("/intern/umfragen/azubis/bearbeiten", &[("stand", "1"), ("definition", text.as_str())]).await;
    let page = app.get("/intern/umfragen/azubis").await;
    let advice = page.text_of("main details");
    assert!(advice.contains("Seite „alter“, Frage „alter“, text (Deutsch (du))"), "{advice}");
    assert!(advice.contains("„Könntest du uns sagen, wie alt du bist?“") && advice.contains("Konjunktiv"), "{advice}");
    let published = app.post("/intern/umfragen/azubis/veroeffentlichen", &[("stand", "2")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
    assert!(!app.get("/intern/umfragen/azubis").await.text.contains("Einfacher sagen"), "it is fixed now");
}

#[tokio::test]
async fn an_anonymous_survey_that_asks_who_answers_is_not_published() {
    let mut app = signed_in().await;
    app.post("/intern/umfragen/neu", &[("vorlage", "alle-fragearten"), ("kuerzel", "probe")]).await;
    let template = domain::template::find("alle-fragearten").expect("template").source;
    let kept_apart = template.replace("slug = \"alle-fragearten\"", "slug = \"probe\"");
    let text = kept_apart.replace("Which word describes the region?", "What is your name?");
    app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "1"), ("definition", text.as_str())]).await;
    let notice = app.get("/intern/umfragen/probe").await.text_of(".notice");
    assert!(notice.contains("Frage „wort“") && notice.contains("kind = \"contact\""), "{notice}");
    let refused = app.post("/intern/umfragen/probe/veroeffentlichen", &[("stand", "2")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The address it asks for at the end lies apart, and may stay.
    app.post("/intern/umfragen/probe/bearbeiten", &[("stand", "2"), ("definition", kept_apart.as_str())]).await;
    let published = app.post("/intern/umfragen/probe/veroeffentlichen", &[("stand", "3")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text_of("main"));
}
