//! How questionnaires are walked through: counted per page, seen in bands, and of nobody in particular.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    paradata::{Cell, Counts, Dimension, Tally, pages, people, values},
    quality::{Flag, is_flagged},
};
use jiff::Timestamp;
use server::{clock::Clock, config::Config, draft::DraftKey, fieldwork};
use store::{Group, Schedule, WaveState};

use crate::{
    app::{Reply, TODAY, TestApp},
    respond::{borrowed, fill, stored, walk},
};

const PHONE: &str = "Kanarienbrowser/1.0 (Linux; Android 10; K) Mobile";

/// A clock that a test puts forward, in seconds.
#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    /// Ten o'clock on [`TODAY`].
    fn new() -> Hands {
        let start: Timestamp = "2026-11-23T10:00:00Z".parse().expect("instant");
        Hands(Arc::new(AtomicI64::new(start.as_second())))
    }

    fn clock(&self) -> Clock {
        let hands = self.clone();
        Clock::of(move || Timestamp::from_second(hands.0.load(Ordering::SeqCst)).expect("a time"))
    }

    fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

async fn counts(app: &TestApp, slug: &str) -> Counts {
    app.state.paradata.flush(&app.state.store).await.expect("written");
    let wave = app.state.store.wave(slug).await.expect("read").expect("there");
    app.state.store.paradata(wave.id).await.expect("read")
}

async fn post_from_phone(app: &mut TestApp, path: &str, pairs: &[(&str, &str)]) -> Reply {
    let body = serde_urlencoded::to_string(pairs).expect("pairs");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::USER_AGENT, PHONE);
    app.send(request.body(Body::from(body)).expect("request")).await
}

/// From the start to the receipt on a phone, so many seconds on each page. Gives the steps.
async fn walk_slowly(app: &mut TestApp, hands: &Hands, start: &str, seconds: i64) -> Vec<String> {
    let (mut at, mut steps) = (start.to_owned(), Vec::new());
    loop {
        let page = app.get(&at).await;
        let Some((action, pairs)) = fill(&page).filter(|(action, _)| action.starts_with("/s/")) else { return steps };
        if at != start {
            hands.forward(seconds);
            steps.push(action.rsplit('/').next().expect("a step").to_owned());
        }
        let mut reply = post_from_phone(app, &action, &borrowed(&pairs)).await;
        if reply.location().ends_with("?hinweis=1") {
            reply = post_from_phone(app, &action, &borrowed(&pairs)).await;
        }
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{action}: {}", reply.text_of("main"));
        at = reply.location().to_owned();
    }
}

/// Begins without going on.
async fn begin(app: &mut TestApp, slug: &str) -> String {
    app.forget_cookies();
    let page = app.get(&format!("/s/{slug}")).await;
    let (action, pairs) = fill(&page).expect("the start");
    app.post(&action, &borrowed(&pairs)).await.location().to_owned()
}

#[tokio::test]
async fn a_walk_through_the_survey_is_counted_page_by_page() {
    let hands = Hands::new();
    let mut app = TestApp::of(Config::default(), hands.clock()).await;
    app.open_template("auszubildende", "azubis").await;
    let steps = walk_slowly(&mut app, &hands, "/s/azubis", 14).await;
    assert!(steps.len() > 5, "{steps:?}");
    let counts = counts(&app, "azubis").await;
    assert_eq!(values(&counts, Dimension::Day), [TODAY]);
    assert_eq!(values(&counts, Dimension::Locale), ["de-du"]);
    assert_eq!(values(&counts, Dimension::Device), ["phone"]);
    let done = Tally { reached: 1, ..Tally::done(Some(14)) };
    for dimension in Dimension::ALL {
        let mut pages = pages(&counts, dimension, None);
        assert_eq!(pages.remove("danke"), Some(Tally::reached()));
        assert_eq!(pages.len(), steps.len());
        for step in &steps {
            assert_eq!(pages.get(step), Some(&done), "{step}");
        }
    }
}

#[tokio::test]
async fn a_firm_that_stops_changes_and_checks_is_counted_where_it_does() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    app.open_template("unternehmen", "betriebe").await;
    let first = begin(&mut app, "betriebe").await;
    let (action, pairs) = fill(&app.get(&first).await).expect("the first question");
    let second = app.post(&action, &borrowed(&pairs)).await.location().to_owned();
    let step = |address: &str| address.rsplit('/').next().expect("a step").to_owned();
    let of = |counts: &Counts, page: &str| pages(counts, Dimension::Locale, None)[page];
    // The same again changes nothing; another answer does.
    let mut changed = pairs.clone();
    let options = app.get(&first).await;
    let html = options.html();
    let at = pairs.iter().position(|(name, _)| !name.starts_with('_')).expect("a question");
    let name = &pairs[at].0;
    let selector = scraper::Selector::parse(&format!("input[name='{name}']")).expect("selector");
    let last =
        html.select(&selector).next_back().and_then(|input| input.value().attr("value")).expect("options").to_owned();
    app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(of(&counts(&app, "betriebe").await, &step(&first)).edits, 0);
    changed[at].1 = last;
    app.post(&action, &borrowed(&changed)).await;
    let so_far = counts(&app, "betriebe").await;
    let expected = Tally { reached: 1, edits: 1, ..Tally::done(Some(0)) };
    assert_eq!(of(&so_far, &step(&first)), expected);
    assert_eq!(of(&so_far, &step(&second)).stopped(), 1, "that is where it stands");
    walk(&mut app, &second).await;
    let all = counts(&app, "betriebe").await;
    for page in ["pruefen", "danke"] {
        assert_eq!(of(&all, page).reached, 1, "{page}");
    }
    assert_eq!((of(&all, &step(&second)).stopped(), of(&all, "pruefen").done), (0, 1));
}

/// Sending the same twice, or coming back after it, is one person.
#[tokio::test]
async fn sending_again_counts_nobody_twice() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    let (_, (action, pairs)) = walk(&mut app, "/s/azubis").await;
    app.post(&action, &borrowed(&pairs)).await;
    app.get(&action).await;
    let counts = counts(&app, "azubis").await;
    assert_eq!(people(&pages(&counts, Dimension::Day, None)), 1);
    assert_eq!(values(&counts, Dimension::Device), ["unknown"], "nothing was said");
}

#[tokio::test]
async fn nothing_counted_leads_to_a_person_a_device_or_a_minute() {
    let hands = Hands::new();
    let mut app = TestApp::of(Config::default(), hands.clock()).await;
    app.open_template("auszubildende", "azubis").await;
    for _ in 0..3 {
        walk_slowly(&mut app, &hands, "/s/azubis", 7).await;
    }
    let counts = counts(&app, "azubis").await;
    let known: Vec<&str> = counts.keys().map(|cell| cell.value.as_str()).collect();
    assert!(known.iter().all(|value| [TODAY, "de-du", "phone"].contains(value)), "{known:?}");
    app.state.store.checkpoint().await.expect("in the file");
    let file = fs::read(app.folder().join("test.sqlite")).expect("readable");
    let holds = |needle: &str| file.windows(needle.len()).any(|window| window == needle.as_bytes());
    assert!(holds("phone") && holds("danke"), "this test would find nothing");
    for needle in ["Kanarien", "Android", "10:00", "2026-11-23T", "2026-11-23 "] {
        assert!(!holds(needle), "{needle}");
    }
    let milliseconds = Timestamp::from_second(hands.0.load(Ordering::SeqCst)).expect("a time").as_millisecond();
    assert!(!holds(&milliseconds.to_string()[..7]), "the time of a page is in its form only");
}

#[tokio::test]
async fn only_the_flag_of_a_hasty_answer_is_kept() {
    for (seconds, speeding) in [(1, true), (60, false)] {
        let hands = Hands::new();
        let mut app = TestApp::of(Config::default(), hands.clock()).await;
        app.open_template("auszubildende", "azubis").await;
        walk_slowly(&mut app, &hands, "/s/azubis", seconds).await;
        let answers = stored(&app, "azubis").await;
        assert_eq!(is_flagged(&answers[0], Flag::Speeding), Some(speeding), "{seconds} s");
        // Always the first option: that is the straightest line.
        assert_eq!(is_flagged(&answers[0], Flag::Straightlining), Some(true));
    }
}

#[tokio::test]
async fn what_could_not_be_written_is_kept_for_the_next_time() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    begin(&mut app, "azubis").await;
    // The tables are not there yet.
    let folder = tempfile::tempdir().expect("folder");
    let location = store::Location::Sqlite(folder.path().join("empty.sqlite"));
    let empty = store::Store::open(&location).await.expect("store");
    assert!(app.state.paradata.flush(&empty).await.is_err());
    assert_eq!(people(&pages(&counts(&app, "azubis").await, Dimension::Day, None)), 1);
}

#[tokio::test]
async fn staff_see_where_people_stop_from_k_on_and_k_at_a_time() {
    let mut app = TestApp::new().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    assert!(app.get("/intern/wellen/azubis/abbruch").await.asks_to_sign_in());
    let mut staff = app.clone();
    staff.sign_in().await;
    let mut first = String::new();
    for _ in 0..9 {
        first = begin(&mut app, "azubis").await;
    }
    let page = staff.get("/intern/wellen/azubis/abbruch").await;
    assert!(page.text.contains("Noch zu wenige") && page.count("table") == 0, "{}", page.text_of("main"));
    for _ in 0..20 {
        begin(&mut app, "azubis").await;
    }
    let page = staff.get("/intern/wellen/azubis/abbruch").await;
    // Nobody has sent yet: there is no period to tell of.
    assert_eq!(page.count("table"), 3, "{}", page.text_of("main"));
    assert_eq!(page.count("select[name=zeit]"), 0);
    assert!(page.text_of("h1").contains("Die meisten hören bei"), "{}", page.text_of("h1"));
    let row = page.text_of("tbody tr");
    assert!(row.contains("20 bis 29") && row.contains("über 95\u{202f}%"), "{row}");
    // Fewer than ten more are not shown.
    begin(&mut app, "azubis").await;
    let (action, pairs) = fill(&app.get(&first).await).expect("the first question");
    app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(staff.get("/intern/wellen/azubis/abbruch").await.text_of("main"), page.text_of("main"));
    for _ in 0..9 {
        begin(&mut app, "azubis").await;
    }
    let later = staff.get("/intern/wellen/azubis/abbruch").await;
    assert_ne!(later.text_of("main"), page.text_of("main"));
    // Ten more have begun, and one of all has come to the second page.
    assert_eq!(later.count("section:first-of-type tbody tr"), 1, "{}", later.text_of("main"));
    // The next night the day stays as it is, because it had enough.
    staff.set_time("2026-11-24T10:00:00Z");
    fieldwork::turn(&staff.state).await.expect("the night's work");
    assert_eq!(values(&staff.state.store.paradata(wave.id).await.expect("read"), Dimension::Day), [TODAY]);
}

#[tokio::test]
async fn a_wave_is_watched_on_one_screen() {
    let mut app = TestApp::new().await;
    app.seed_region().await;
    let wave = app.open_template("unternehmen", "betriebe").await;
    assert!(app.get("/intern/wellen/betriebe/feld").await.asks_to_sign_in());
    app.sign_in().await;
    let quiet = app.get("/intern/wellen/betriebe/feld").await;
    assert!(quiet.text.contains("Es gibt nichts zu tun") && quiet.text.contains("Ohne geplantes Ende"));
    assert_eq!(quiet.count("[data-watch][data-summary='0 Antworten. Nichts zu tun.']"), 1);
    assert_eq!(quiet.count("script[src*=watch][nonce]"), 1);
    assert_eq!(quiet.count("button[data-watch-switch][hidden]"), 1, "no button that does nothing without script");
    assert_eq!(quiet.count("[data-watch-said][role=status]"), 1);

    let store = &app.state.store;
    let schedule = Schedule { opens: None, closes: Some("2026-11-26T18:00".into()) };
    store.set_schedule(wave.id, &schedule).await.expect("planned");
    store
        .set_targets(
            wave.id,
            [("Kreis Höxter", 40), ("Kreis Paderborn", 5)]
                .map(|(kreis, count)| (Group::Kreis(kreis.into()), count))
                .into(),
        )
        .await
        .expect("set");
    let from = |kreis: &str| store::Imported { answers: "{}".into(), kreis: Some(kreis.into()), day: TODAY.into() };
    let elsewhere = store::Imported { kreis: None, ..from("") };
    let responses = [vec![from("Kreis Paderborn"); 7], vec![from("Kreis Höxter"); 2], vec![elsewhere; 3]].concat();
    store.import_responses(wave.id, wave.version, responses).await.expect("imported");
    app.state.forget();
    let page = app.get("/intern/wellen/betriebe/feld").await;
    let main = page.text_of("main");
    assert!(main.contains("von 45 erhofften") && main.contains("Noch 3 Tage"), "{main}");
    assert!(main.contains("weniger als die Hälfte der 45 erhofften Antworten"), "{main}");
    let rows: Vec<String> = {
        let html = page.html();
        let selector = scraper::Selector::parse("[data-watch] tbody tr").expect("selector");
        html.select(&selector).map(|row| row.text().collect::<Vec<_>>().join("|")).collect()
    };
    // Opened today: nobody can be behind yet.
    assert_eq!(rows, ["Kreis Höxter|weniger als 5|40|im Plan", "Kreis Paderborn|5 bis 9|5|erreicht"]);

    let mut app = app;
    app.set_time("2026-11-25T10:00:00Z");
    app.sign_in().await;
    let late = app.get("/intern/wellen/betriebe/feld").await.text_of("main");
    assert!(late.contains("Kreis Höxter: hinter dem Plan") && late.contains("Noch ein Tag"), "{late}");

    app.move_wave("betriebe", WaveState::Open, WaveState::Closed).await;
    let over = app.get("/intern/wellen/betriebe/feld").await;
    assert_eq!(over.count("script[src*=watch]"), 0, "nothing moves any more");
    assert!(over.text.contains("Es gibt nichts zu tun"));
}

#[tokio::test]
async fn many_who_stop_on_a_page_are_something_to_see_to() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    for _ in 0..20 {
        begin(&mut app, "azubis").await;
    }
    app.sign_in().await;
    let page = app.get("/intern/wellen/azubis/feld").await;
    assert_eq!(page.count(".notice.warning a[href='/intern/wellen/azubis/abbruch']"), 1, "{}", page.text_of("main"));
    assert!(page.text.contains("20 bis 29"), "{}", page.text_of("main"));
}

/// The gathered counts of a wave that ends are there when its days are put together.
#[tokio::test]
async fn what_was_gathered_is_written_before_a_wave_is_settled() {
    let mut app = TestApp::new().await;
    let wave = app.open_template("auszubildende", "azubis").await;
    begin(&mut app, "azubis").await;
    app.set_time("2026-11-24T10:00:00Z");
    begin(&mut app, "azubis").await;
    app.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    fieldwork::turn(&app.state).await.expect("settled");
    let counts = app.state.store.paradata(wave.id).await.expect("read");
    assert_eq!(values(&counts, Dimension::Day), ["2026-11-24"], "two people in two days");
    let cell = |cell: &&Cell| cell.dimension == Dimension::Day;
    assert!(counts.keys().filter(cell).all(|cell| counts[cell].reached == 2));
}

#[tokio::test]
async fn a_language_and_a_device_changed_on_the_way_count_as_it_began() {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    post_from_phone(&mut app, "/s/hilft", &[("locale", "de-du")]).await;
    post_from_phone(&mut app, "/s/hilft/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    // The second page is turned into another language, and goes on from another device.
    post_from_phone(&mut app, "/s/hilft/weg", &[("weg", "20"), ("_language", "uk")]).await;
    let on = app.post("/s/hilft/weg", &[("weg", "25"), ("_go", "next")]).await;
    assert_eq!(on.location(), "/s/hilft/offen");
    let counts = counts(&app, "hilft").await;
    assert_eq!(values(&counts, Dimension::Locale), ["de-du"]);
    assert_eq!(values(&counts, Dimension::Device), ["phone"]);
    let second = pages(&counts, Dimension::Locale, Some("de-du"))["weg"];
    assert_eq!((second.reached, second.done), (1, 1));
}

/// Whoever has the secrets of the service can open the drafts of invited people.
#[tokio::test]
async fn a_draft_holds_no_time() {
    let hands = Hands::new();
    let mut app = TestApp::of(Config::default(), hands.clock()).await;
    let wave = app.open_template("was-hilft", "hilft").await;
    let begun = app.post("/s/hilft", &[("locale", "de-du")]).await;
    let cookie = begun.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    hands.forward(9);
    app.post("/s/hilft/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    let page = app.get("/s/hilft/weg").await;
    let milliseconds = Timestamp::from_second(hands.0.load(Ordering::SeqCst)).expect("a time").as_millisecond();
    assert_eq!(page.count(&format!("input[type=hidden][name=_seit][value='{milliseconds}']")), 1, "{}", page.text);
    let key = DraftKey::parse(cookie.rsplit('~').next().expect("a key")).expect("hexadecimal");
    let place = wave.id.as_bytes();
    let stored = app.state.store.draft(key.file(place)).await.expect("read").expect("there");
    let draft = key.open(&stored.sealed, place).expect("opened");
    let text = serde_json::to_string(&draft).expect("text");
    assert!(text.contains("lehrjahr"), "{text}");
    assert!(!text.contains(&milliseconds.to_string()[..7]) && !text.contains("10:00"), "{text}");
}

#[tokio::test]
async fn the_way_back_of_the_browser_adds_no_time_to_another_page() {
    let hands = Hands::new();
    let mut app = TestApp::of(Config::default(), hands.clock()).await;
    app.open_template("was-hilft", "hilft").await;
    let first = app.post("/s/hilft", &[("locale", "de-du")]).await.location().to_owned();
    let (action, pairs) = fill(&app.get(&first).await).expect("the first page");
    let second = app.post(&action, &borrowed(&pairs)).await.location().to_owned();
    app.get(&second).await;
    // Back without a word, a minute on the first page, and onwards again.
    hands.forward(60);
    assert_eq!(app.post(&action, &borrowed(&pairs)).await.location(), second);
    let (action, pairs) = fill(&app.get(&second).await).expect("the second page");
    hands.forward(7);
    app.post(&action, &borrowed(&pairs)).await;
    let counts = counts(&app, "hilft").await;
    let step = second.rsplit('/').next().expect("a step");
    assert_eq!(pages(&counts, Dimension::Day, None)[step].dwell, Tally::done(Some(7)).dwell);
}

#[tokio::test]
async fn what_staff_have_seen_outlasts_a_restart_and_the_end_of_the_wave() {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    for _ in 0..21 {
        begin(&mut app, "azubis").await;
    }
    let mut staff = app.clone();
    staff.sign_in().await;
    let row = staff.get("/intern/wellen/azubis/abbruch").await.text_of("tbody tr");
    assert!(row.contains("20 bis 29"), "{row}");
    // Nine more would be told apart by the band.
    for _ in 0..9 {
        begin(&mut app, "azubis").await;
    }
    let mut again = app.restarted();
    app.state.paradata.flush(&app.state.store).await.expect("written");
    again.sign_in().await;
    assert_eq!(again.get("/intern/wellen/azubis/abbruch").await.text_of("tbody tr"), row, "after a restart");
    again.move_wave("azubis", WaveState::Open, WaveState::Closed).await;
    fieldwork::turn(&again.state).await.expect("settled");
    assert_eq!(again.get("/intern/wellen/azubis/abbruch").await.text_of("tbody tr"), row, "after the end");
}

#[tokio::test]
async fn a_period_is_looked_at_page_by_page_while_the_wave_runs() {
    let mut app = TestApp::new().await;
    app.open_template("was-hilft", "hilft").await;
    for _ in 0..10 {
        walk(&mut app, "/s/hilft?lang=tr").await;
    }
    app.sign_in().await;
    let all = app.get("/intern/wellen/hilft/abbruch").await;
    assert_eq!(all.count(&format!("select[name=zeit] option[value='{TODAY}']")), 1, "{}", all.text_of("main"));
    assert!(all.text.contains("Türkçe"), "by its own name");
    let period = app.get(&format!("/intern/wellen/hilft/abbruch?zeit={TODAY}")).await;
    assert_eq!((all.count("table"), period.count("table")), (4, 5), "{}", period.text_of("main"));
    assert_eq!(period.count("option[selected]"), 1);
    assert_eq!(app.get("/intern/wellen/hilft/abbruch?zeit=2026-11-22").await.count("table"), 4);
    app.move_wave("hilft", WaveState::Open, WaveState::Closed).await;
    fieldwork::turn(&app.state).await.expect("settled");
    let over = app.get(&format!("/intern/wellen/hilft/abbruch?zeit={TODAY}")).await;
    assert_eq!((over.count("table"), over.count("select[name=zeit]")), (4, 0), "{}", over.text_of("main"));
}

#[tokio::test]
async fn a_page_that_looks_by_itself_keeps_nobody_signed_in() {
    let page = |address: &str| Request::get(format!("/intern/wellen/{address}/feld"));
    let form = "application/x-www-form-urlencoded";
    let island = Request::post("/api/returns").header(header::CONTENT_TYPE, form).body(Body::from("wave=azubis"));
    let looks = [
        ("a watched page", page("azubis").header("x-watch", "1").body(Body::empty()), false),
        ("a watched page that is gone", page("keine").header("x-watch", "1").body(Body::empty()), false),
        ("the island on the page of a wave", island, false),
        ("somebody", page("azubis").body(Body::empty()), true),
    ];
    for (what, look, is_signed_in) in looks {
        let mut app = TestApp::new().await;
        app.open_template("auszubildende", "azubis").await;
        app.sign_in().await;
        app.set_time("2026-11-23T10:20:00Z");
        let reply = app.send(look.expect("request")).await;
        assert!(!reply.asks_to_sign_in() && reply.status != StatusCode::UNAUTHORIZED, "{what} is answered");
        app.set_time("2026-11-23T10:35:00Z");
        assert_eq!(!app.get("/intern/wellen/azubis/feld").await.asks_to_sign_in(), is_signed_in, "{what}");
    }
}
