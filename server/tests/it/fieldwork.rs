//! Waves in time: they open, close, wait for those who are in the middle of it, are mixed and settled.

use axum::http::StatusCode;
use server::{fieldwork, jobs};
use store::{Access, Schedule, WaveState};

use crate::{
    app::{ANSWERS, TODAY, TestApp},
    codes::{almost_done, link},
    naming::walk_to_check,
    respond::{borrowed, fill, stored, walk},
};

async fn wave(app: &TestApp, slug: &str) -> store::Wave {
    app.state.store.wave(slug).await.expect("read").expect("there")
}

async fn turn(app: &TestApp) {
    fieldwork::turn(&app.state).await.expect("what is due is done");
}

#[tokio::test]
async fn a_wave_opens_and_closes_when_it_is_due_and_is_settled() {
    let mut app = TestApp::new().await;
    let open = app.open_template("auszubildende", "azubis").await;
    let new =
        store::NewWave { survey: open.survey, version: open.version, slug: "w".into(), title: "W".into(), demo: false };
    let id = app.state.store.create_wave(&new).await.expect("wave");
    // Summer time: 8 o'clock here is 6 o'clock in UTC.
    let schedule = Schedule { opens: Some("2027-05-03T08:00".into()), closes: Some("2027-05-20T18:00".into()) };
    app.state.store.set_schedule(id, &schedule).await.expect("planned");
    for (now, state) in [
        ("2027-05-03T05:59:30Z", WaveState::Planned),
        ("2027-05-03T06:00:10Z", WaveState::Open),
        ("2027-05-20T15:59:00Z", WaveState::Open),
        ("2027-05-20T16:00:00Z", WaveState::Closed),
    ] {
        app.set_time(now);
        turn(&app).await;
        assert_eq!(wave(&app, "w").await.state, state, "{now}");
    }
    let ended = wave(&app, "w").await;
    assert!(ended.settled && ended.grace.is_none(), "nobody was in the middle of it");
    assert_eq!(ended.closed.as_deref(), Some("2027-05-20"));
}

#[tokio::test]
async fn a_clock_that_leaps_opens_and_closes_no_wave_and_ends_no_draft_until_staff_confirm_the_date() {
    let mut app = TestApp::new().await;
    let azubis = app.open_template("auszubildende", "azubis").await;
    let firms = app.open_template("unternehmen", "firmen").await;
    let new = store::NewWave {
        survey: azubis.survey,
        version: azubis.version,
        slug: "w".into(),
        title: "W".into(),
        demo: false,
    };
    let planned = app.state.store.create_wave(&new).await.expect("wave");
    let opens = Schedule { opens: Some("2027-05-03T08:00".into()), closes: None };
    app.state.store.set_schedule(planned, &opens).await.expect("planned");
    let closes = Schedule { opens: None, closes: Some("2027-05-20T18:00".into()) };
    app.state.store.set_schedule(firms.id, &closes).await.expect("planned");
    let begun = app.post("/s/azubis", &[("locale", "de-du")]).await.location().to_owned();
    jobs::clean_up(&app.state).await.expect("the day is noted");

    app.set_time("2027-05-21T10:00:00Z");
    let what_is_due = async |app: &mut TestApp| {
        turn(app).await;
        jobs::clean_up(&app.state).await.expect("done");
        let draft = app.get(&begun).await.status;
        (wave(app, "w").await.state, wave(app, "firmen").await.state, draft)
    };
    assert_eq!(what_is_due(&mut app).await, (WaveState::Planned, WaveState::Open, StatusCode::OK));

    app.sign_in().await;
    let said = app.get("/intern").await.text_of(".notice");
    assert!(said.contains("Keine Welle beginnt oder endet"), "{said}");
    app.post("/intern/datum", &[("tag", "2027-05-21")]).await;
    assert_eq!(what_is_due(&mut app).await, (WaveState::Open, WaveState::Closed, StatusCode::SEE_OTHER));
}

#[tokio::test]
async fn who_is_in_the_middle_of_it_may_send_until_the_grace_is_over() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let page = app.get("/s/azubis").await;
    let (action, pairs) = fill(&page).expect("the start");
    app.post(&action, &borrowed(&pairs)).await;
    let open = wave(&app, "azubis").await;
    fieldwork::close(&app.state, &open).await.expect("closed");
    app.state.forget();
    turn(&app).await;
    assert_eq!(wave(&app, "azubis").await.grace.as_deref(), Some("2026-11-24T11:00"));

    // Nobody new, not even this browser anew; results wait.
    let mut other = app.clone();
    other.forget_cookies();
    assert_eq!(other.get("/s/azubis").await.status, StatusCode::CONFLICT);
    assert_eq!(other.post("/s/azubis", &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(app.post("/s/azubis", &[("_go", "over")]).await.status, StatusCode::CONFLICT);
    other.sign_in().await;
    let results = other.get("/intern/wellen/azubis/antworten/csv").await;
    assert!(
        results.text.contains("kann noch bis 24.\u{a0}November\u{a0}2026, 11:00\u{a0}Uhr absenden"),
        "{}",
        results.text
    );
    assert!(other.get("/intern/wellen/azubis").await.text.contains("Frist vorzeitig beenden"));

    // Who had begun is told, and goes on to the receipt.
    let page = app.get("/s/azubis").await;
    assert!(page.text_of(".notice").contains("noch bis 24."), "{}", page.text_of("main"));
    let (seen, _) = walk(&mut app, "/s/azubis").await;
    assert!(seen.last().expect("pages").contains("/danke"), "{seen:?}");
    assert_eq!(stored(&app, "azubis").await.len(), 1);

    app.set_time("2026-11-24T10:00:00Z");
    turn(&app).await;
    let settled = wave(&app, "azubis").await;
    assert!(settled.settled && settled.grace.is_none());
    // The receipt is still right.
    assert_eq!(app.get(seen.last().expect("pages")).await.status, StatusCode::OK);
}

/// Firms send from there.
#[tokio::test]
async fn the_page_that_checks_the_answers_says_until_when_they_may_be_sent() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    let first = app.post("/s/betriebe", &[("locale", "de-sie")]).await;
    walk_to_check(&mut app, first.location()).await;
    assert!(!app.get("/s/betriebe/pruefen").await.text_of("main").contains("beendet"));
    fieldwork::close(&app.state, &wave(&app, "betriebe").await).await.expect("closed");
    app.state.forget();
    let check = app.get("/s/betriebe/pruefen").await;
    assert_eq!(check.status, StatusCode::OK);
    let said = check.text_of("article > .notice");
    assert!(
        said.contains("noch bis 24.\u{a0}November\u{a0}2026, 11:00\u{a0}Uhr absenden"),
        "{}",
        check.text_of("main")
    );
}

/// Counted by taking the drafts away: whoever looks for one of them fails.
#[tokio::test]
async fn a_draft_is_looked_for_whatever_is_wrong_with_a_code() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Invited, 3).await;
    let [spent, begun, fresh] = [codes[0], codes[1], codes[2]].map(link);
    walk(&mut app, &spent).await;
    app.forget_cookies();
    let (action, pairs) = fill(&app.get(&begun).await).expect("the start");
    app.post(&action, &borrowed(&pairs)).await;
    fieldwork::close(&app.state, &wave(&app, "azubis-c").await).await.expect("closed");
    app.state.forget();
    app.forget_cookies();
    let wrong = link(store::Code::new([7; 16]));
    let refused = [&wrong, &spent, &fresh];
    for address in refused {
        assert_eq!(app.get(address).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
    }
    testbed::run(&app.folder().join(ANSWERS), "ALTER TABLE draft RENAME TO gone").await;
    for address in refused {
        let (mut app, address) = (app.clone(), address.clone());
        // A page that fails ends the test's own client.
        assert!(tokio::spawn(async move { app.get(&address).await }).await.is_err(), "no draft was looked for");
    }
}

/// Begun with the link of an invitation: while the grace lasts the link still leads there, on another device too. A link
/// that nobody has begun with leads nowhere.
#[tokio::test]
async fn the_link_of_an_invitation_goes_on_in_the_grace() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Invited, 2).await;
    let [begun, fresh] = [codes[0], codes[1]].map(|code| format!("/c/{}", code.compact()));
    let (action, pairs) = fill(&app.get(&begun).await).expect("the start");
    let first = app.post(&action, &borrowed(&pairs)).await.location().to_owned();
    fieldwork::close(&app.state, &wave(&app, "azubis-c").await).await.expect("closed");
    app.state.forget();
    app.forget_cookies();
    assert_eq!(app.get(&fresh).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let start = app.get(&begun).await;
    assert!(start.text_of(".notice").contains("noch bis 24."), "{}", start.text_of("main"));
    let (action, pairs) = fill(&start).expect("the start");
    assert_eq!(app.post(&action, &borrowed(&pairs)).await.location(), first);
    assert_eq!(app.get(&first).await.status, StatusCode::OK);
}

/// The slip is what an apprentice comes back with.
#[tokio::test]
async fn a_slip_leads_back_in_the_grace_in_the_browser_it_was_begun_in_and_nowhere_else() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    let slip = format!("/c/{}", codes[0].compact());
    let (action, pairs) = fill(&app.get(&slip).await).expect("the start");
    let first = app.post(&action, &borrowed(&pairs)).await.location().to_owned();
    assert!(app.get(&slip).await.text_of("main").contains("schon angefangen"));
    fieldwork::close(&app.state, &wave(&app, "azubis-c").await).await.expect("closed");
    app.state.forget();
    let start = app.get(&slip).await;
    assert_eq!(start.status, StatusCode::OK, "{}", start.text_of("main"));
    let (action, pairs) = fill(&start).expect("the start");
    assert_eq!(app.post(&action, &borrowed(&pairs)).await.location(), first);
    app.forget_cookies();
    assert_eq!(app.get(&slip).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn after_the_grace_the_address_of_the_survey_shows_what_was_typed() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.post("/s/azubis/offen", &[("offen", "Mehr Zeit"), ("_go", "back")]).await;
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    let ended = app.get("/s/azubis").await;
    assert_eq!(ended.status, StatusCode::CONFLICT);
    assert!(ended.text_of("dl.unsaved").contains("Mehr Zeit"), "{}", ended.text_of("main"));
    app.forget_cookies();
    assert_eq!(app.get("/s/azubis").await.count("dl.unsaved"), 0);
}

#[tokio::test]
async fn what_is_typed_after_the_grace_comes_back_to_be_copied() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let page = app.get("/s/azubis").await;
    let (action, pairs) = fill(&page).expect("the start");
    let first = app.post(&action, &borrowed(&pairs)).await.location().to_owned();
    let page = app.get(&first).await;
    let (action, pairs) = fill(&page).expect("the first question");
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    let late = app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Frist für angefangene Antworten ist vorbei"), "{}", late.text_of("main"));
    assert!(late.count("dl.unsaved dt") > 0, "what was chosen stands there");
}

#[tokio::test]
async fn a_closed_wave_gives_the_same_answer_with_a_code_and_without() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    let (action, pairs) = almost_done(&mut app, codes[0]).await;
    app.move_wave("azubis-c", WaveState::Open, WaveState::Closed).await;
    let late = app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("Mehr Zeit zum Lernen"), "what was typed comes back: {}", late.text_of("main"));
    assert_eq!(app.get("/s/azubis-c").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_inbox_is_mixed_once_a_night_and_flushed_before_anybody_looks() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Invited, 24).await;
    for code in &codes {
        app.forget_cookies();
        walk(&mut app, &format!("/c/{}", code.compact())).await;
    }
    assert_eq!(stored(&app, "azubis-c").await.len(), 0, "all wait in the inbox");
    app.set_time("2026-11-24T00:30:00Z");
    turn(&app).await;
    assert_eq!(stored(&app, "azubis-c").await.len(), 0, "the night is not over");
    app.set_time("2026-11-24T01:30:00Z");
    turn(&app).await;
    let mixed = stored(&app, "azubis-c").await.len();
    assert!((10..=14).contains(&mixed), "{mixed}");
    turn(&app).await;
    assert_eq!(stored(&app, "azubis-c").await.len(), mixed, "once a night");
    // The clock leaps, mixes, and is put right.
    for time in ["2031-11-24T01:30:00Z", "2026-11-25T01:30:00Z"] {
        app.set_time(time);
        turn(&app).await;
    }
    assert_eq!(app.state.store.setting("mixed").await.expect("read").as_deref(), Some("2026-11-25"));
    app.set_time("2026-11-24T01:30:00Z");
    app.move_wave("azubis-c", WaveState::Open, WaveState::Closed).await;
    app.sign_in().await;
    assert_eq!(app.get("/intern/wellen/azubis-c/antworten/csv").await.status, StatusCode::OK);
    assert_eq!(stored(&app, "azubis-c").await.len(), 24);
}

#[tokio::test]
async fn staff_settle_access_times_and_targets_and_give_out_codes_once() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let open = app.open_template("auszubildende", "azubis").await;
    let new =
        store::NewWave { survey: open.survey, version: open.version, slug: "w".into(), title: "W".into(), demo: false };
    let id = app.state.store.create_wave(&new).await.expect("wave");
    assert_eq!(app.get("/intern/wellen/w/planung").await.status, StatusCode::SEE_OTHER);
    app.sign_in().await;

    let page = app.get("/intern/wellen/w/planung").await;
    assert_eq!(page.count("input[name=zugang]"), 2, "apprentices are asked anonymously or not at all");
    let wrong = [
        ("zugang", "named"),
        ("oeffnet", "morgen"),
        ("schliesst", "2026-11-01T08:00"),
        ("ziel-kreis-Kreis-Höxter", "viele"),
    ];
    let page = app.post("/intern/wellen/w/planung", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.count(".problems li"), 4, "{}", page.text_of(".problems"));
    assert!(page.text.contains("value=\"morgen\"") && page.text.contains("value=\"viele\""));
    let right = [
        ("zugang", "code"),
        ("oeffnet", "2027-03-01T08:00"),
        ("schliesst", "2027-03-20T18:00"),
        ("ziel-kreis-Kreis-Höxter", "40"),
    ];
    assert_eq!(app.post("/intern/wellen/w/planung", &right).await.status, StatusCode::SEE_OTHER);
    assert_eq!(wave(&app, "w").await.access, Access::Code);
    assert_eq!(
        app.state.store.targets(id).await.expect("read"),
        [(store::Group::Kreis("Kreis Höxter".to_owned()), 40)]
    );
    let page = app.get("/intern/wellen/w").await;
    assert!(page.text.contains("Öffnet von selbst am 1.\u{a0}März\u{a0}2027, 08:00"), "{}", page.text_of("main"));
    assert!(page.text.contains("Ziel: 40"));

    let refused = app.post("/intern/wellen/w/codes", &[("betrieb", " "), ("anzahl", "0")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.count(".problems li"), 2);
    let sheet = app.post("/intern/wellen/w/codes", &[("betrieb", "Muster <GmbH>"), ("anzahl", "12")]).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert_eq!(sheet.count("li.slip"), 12);
    assert_eq!(sheet.count("li.slip img[src^='data:image/svg+xml']"), 12);
    let printed: String = sheet.text_of(".slip-code").split_whitespace().collect();
    let code = domain::Code::parse(&printed).expect("a code that can be typed");
    assert_eq!(app.state.store.code(code).await.expect("read").expect("known").wave, "w");
    let list = app.get("/intern/wellen/w/codes").await;
    assert!(list.text.contains("Muster &lt;GmbH&gt;") && list.text.contains("12 Codes"), "{}", list.text_of("main"));
    assert!(!list.text.contains(&printed[..8]), "a code is seen once");
    let open_link = app.post("/intern/wellen/azubis/codes", &[("betrieb", "M"), ("anzahl", "1")]).await;
    assert_eq!(open_link.status, StatusCode::CONFLICT);
}

/// Art. 6 and 13: without purpose, ground, time and level nobody is asked.
#[tokio::test]
async fn a_survey_without_purpose_basis_retention_or_level_is_not_published() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.sign_in().await;
    let source = domain::template::find("auszubildende").expect("template").source;
    let line = |starts: &'static str| source.lines().filter(move |line| line.starts_with(starts));
    let without = |starts: &'static str| line(starts).fold(source.to_owned(), |text, line| text.replacen(line, "", 1));
    let block = source.split("[protection]").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("the block");
    let cases = [
        ("ohne", source.replacen(&format!("[protection]{block}"), "", 1), "[protection] fehlt"),
        ("zweck", source.replacen("purpose.en", "#", 1), "Wofür die Antworten sind"),
        (
            "grund",
            source.replacen(line("legal_basis").next().expect("there"), "legal_basis = \" \"", 1),
            "Rechtsgrundlage",
        ),
        ("dauer", source.replacen("retention_months = 60", "retention_months = 0", 1), "Monate"),
        ("stufe", source.replacen("level = \"anonymous\"", "level = \"named\"", 1), "immer anonym"),
        ("keine-stufe", without("level ="), ""),
    ];
    for (slug, source, said) in cases {
        let source = source.replacen("slug = \"auszubildende\"", &format!("slug = \"{slug}\""), 1);
        app.state.store.create_survey(slug, &source).await.expect("draft");
        let page = app.get(&format!("/intern/umfragen/{slug}")).await;
        assert!(page.text.contains(said), "{slug}: {}", page.text_of("main"));
        let refused = app.post(&format!("/intern/umfragen/{slug}/veroeffentlichen"), &[("stand", "1")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{slug}");
    }
    app.state
        .store
        .create_survey("gut", &source.replacen("slug = \"auszubildende\"", "slug = \"gut\"", 1))
        .await
        .expect("draft");
    let published = app.post("/intern/umfragen/gut/veroeffentlichen", &[("stand", "1")]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_target_is_set_for_each_group_that_is_counted_and_watched_in_bands() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_with_codes("was-hilft", "h", Access::Code, 1).await;
    let (wave, store) = (wave(&app, "h-c").await.id, app.state.store.clone());
    let mut codes = Vec::new();
    for (firm, count) in [("Nord", 30), ("Süd", 20), ("Klein", 3)] {
        let batch = store.create_batch(wave, &domain::stratum::Stratum::firm(firm)).await.expect("batch");
        codes.push((batch, store.issue_codes(wave, batch, count).await.expect("codes")));
    }
    let [north, south] = [0, 1].map(|at: usize| format!("ziel-codes-{}", codes[at].0.to_hex()));
    app.sign_in().await;
    let page = app.get("/intern/wellen/h-c/planung").await;
    assert_eq!(page.count(&format!("input[name='{north}']")), 1, "{}", page.text_of("main"));
    let small = format!("input[name='ziel-codes-{}']", codes[2].0.to_hex());
    assert_eq!(page.count(&small), 0, "of fewer than k codes nothing is told");
    let too_many = app.post("/intern/wellen/h-c/planung", &[(&north, "31")]).await;
    assert!(too_many.text_of(".problems").contains("Nord: Geben Sie eine ganze Zahl bis 30 ein"));
    app.post("/intern/wellen/h-c/planung", &[(&north, "12"), (&south, "8"), ("schliesst", "2026-11-25T18:00")]).await;
    // The form of somebody who does not see the others leaves them.
    app.post("/intern/wellen/h-c/planung", &[("ziel-kreis-Kreis-Höxter", "40"), ("schliesst", "2026-11-25T18:00")])
        .await;
    let groups: Vec<(store::Group, u64)> = store.targets(wave).await.expect("read");
    assert_eq!(groups.len(), 3, "{groups:?}");

    for code in codes[0].1[..11].iter().chain(&codes[1].1) {
        let submission = store::Submission {
            key: store::KeyHash::of(code.as_bytes()),
            ticket: Some(store::Ticket::of(*code)),
            draft: None,
            wave,
            version: 1,
            answers: "{}".into(),
            consent: None,
            k: 10,
            kreis: None,
            day: TODAY.into(),
            held_back: false,
            quotas: Vec::new(),
        };
        store.submit(submission).await.expect("stored");
    }
    app.set_time("2026-11-25T10:00:00Z");
    app.sign_in().await;
    let watched = app.get("/intern/wellen/h-c/feld").await;
    let rows: Vec<String> = {
        let html = watched.html();
        let selector = scraper::Selector::parse("[data-watch] tbody tr").expect("selector");
        html.select(&selector).map(|row| row.text().collect::<Vec<_>>().join("|")).collect()
    };
    let of = |name: &str| rows.iter().find(|row| row.contains(name)).cloned().unwrap_or_default();
    assert_eq!(of("Nord"), "Nord|30 Codes, 10 bis 19 benutzt|12|im Plan", "{rows:?}");
    assert_eq!(of("Süd"), "Süd|20 Codes, 10 bis 20 benutzt|8|erreicht");
    assert!(of("Klein").ends_with("|–|–"), "{rows:?}");
}

/// Ending a wave is asked first, and as long as the grace lasts a slip can be mended from the page.
#[tokio::test]
async fn a_wave_that_was_ended_by_mistake_is_opened_again_from_its_page() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let respondent = app.clone();
    app.forget_cookies();
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis").await;
    assert_eq!(page.count("form[action$='/schliessen']"), 0, "not with one press");
    assert_eq!(page.count("a[href='/intern/wellen/azubis/beenden']"), 1);
    let asked = app.get("/intern/wellen/azubis/beenden").await;
    assert_eq!((asked.count("form[action$='/schliessen'] button"), asked.status), (1, StatusCode::OK));
    assert_eq!(asked.count(".actions a[href='/intern/wellen/azubis']"), 1);
    assert_eq!(wave(&app, "azubis").await.state, WaveState::Open, "asking ends nothing");
    app.post("/intern/wellen/azubis/schliessen", &[]).await;
    let grace = app.get("/intern/wellen/azubis").await;
    // Nothing leads to results that are not there yet; it says from when on they are.
    assert_eq!(grace.count("main a[href*='ergebnisse'], main a[href*='antworten/']"), 0);
    assert!(grace.text_of("main").contains("nach dem 24.\u{a0}November\u{a0}2026, 11:00\u{a0}Uhr"));
    assert_eq!(grace.count("form[action$='/oeffnen'], form[action$='/frist-beenden']"), 2);
    assert_eq!(app.get("/intern/wellen/azubis/beenden").await.status, StatusCode::CONFLICT);
    app.post("/intern/wellen/azubis/oeffnen", &[]).await;
    assert_eq!(wave(&app, "azubis").await.state, WaveState::Open);
    let mut respondent = respondent;
    assert_eq!(respondent.get("/s/azubis/alter").await.status, StatusCode::OK);
}

/// Pressed twice, each step says the same twice.
#[tokio::test]
async fn a_step_that_is_taken_twice_is_no_fault() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("auszubildende", "azubis").await;
    app.sign_in().await;
    for step in ["schliessen", "oeffnen"] {
        for _ in 0..2 {
            let reply = app.post(&format!("/intern/wellen/azubis/{step}"), &[]).await;
            assert_eq!((reply.status, reply.location()), (StatusCode::SEE_OTHER, "/intern/wellen/azubis"), "{step}");
        }
    }
    // The access of a wave that runs cannot be changed, and that is said.
    let changed = app.post("/intern/wellen/azubis/planung", &[("zugang", "code"), ("schliesst", "")]).await;
    assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(changed.text_of(".problems").contains("Der Zugang steht fest"), "{}", changed.text_of("main"));
    let same = app.post("/intern/wellen/azubis/planung", &[("zugang", "open"), ("schliesst", "")]).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER);
}
