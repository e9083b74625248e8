//! Answering with a code.

use axum::http::StatusCode;
use store::{Access, Code, WaveState};

use crate::{
    app::{Reply, TestApp},
    respond::{borrowed, fill, stored, walk},
};

pub const WAVE: &str = "azubis-c";

pub fn link(code: Code) -> String {
    format!("/c/{}", code.compact())
}

/// Up to the page that sends the answers, and the form that does it.
pub async fn almost_done(app: &mut TestApp, code: Code) -> (String, Vec<(String, String)>) {
    let mut at = link(code);
    for _ in 0..120 {
        let page = app.get(&at).await;
        assert_eq!(page.status, StatusCode::OK, "{at}");
        let (action, pairs) = fill(&page).expect("a form");
        if pairs.iter().any(|(name, _)| name == "_key") {
            return (action, pairs);
        }
        let mut reply = app.post(&action, &borrowed(&pairs)).await;
        if reply.location().contains("hinweis") {
            reply = app.post(&action, &borrowed(&pairs)).await;
        }
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{action}");
        at = reply.location().to_owned();
    }
    panic!("the survey does not end");
}

#[tokio::test]
async fn a_code_is_good_for_one_answer_and_leaves_the_address_at_the_start() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 2).await;
    let (seen, (action, pairs)) = walk(&mut app, &link(codes[0])).await;
    let compact = codes[0].compact();
    assert!(seen[1..].iter().all(|page| !page.contains(&compact)), "{seen:?}");
    assert!(seen.last().expect("pages").starts_with("/s/azubis-c/danke"), "{seen:?}");
    assert_eq!(stored(&app, WAVE).await.len(), 1);
    // Again after a timeout: the same receipt.
    let again = app.post(&action, &borrowed(&pairs)).await;
    assert_eq!(again.location(), seen.last().expect("pages"));
    // And once more from the start: it is spent.
    let spent = app.get(&link(codes[0])).await;
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(app.get(seen.last().expect("pages")).await.text_of("h1").contains("angekommen"));
    assert_eq!(stored(&app, WAVE).await.len(), 1);
}

#[tokio::test]
async fn a_typed_code_reads_in_any_form_and_a_slip_is_told() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    assert_eq!(app.get("/code").await.status, StatusCode::OK);
    let typed = codes[0].to_string().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
    let page = app.post("/code", &[("code", &typed)]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text_of("main"));
    assert!(page.text_of("h1").contains("Ausbildungsbetrieb"), "{}", page.text_of("h1"));
    assert!(app.cookie("entwurf").is_none(), "nothing is set before the start");
    for (typed, said) in [("", "Geben Sie den Code ein"), ("0A1B", "hier stehen 4"), ("ü", "„ü“")] {
        let page = app.post("/code", &[("code", typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text_of(".problems").contains(said), "{typed}: {}", page.text_of(".problems"));
    }
    let mut wrong = codes[0].compact().into_bytes();
    wrong[3] = if wrong[3] == b'7' { b'8' } else { b'7' };
    let page = app.post("/code", &[("code", std::str::from_utf8(&wrong).expect("ascii"))]).await;
    assert!(page.text_of(".problems").contains("Tippfehler"));
}

#[tokio::test]
async fn without_a_code_there_is_a_page_that_asks_for_one_and_nothing_begins() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    let page = app.get("/s/azubis-c").await;
    assert!(page.text.contains("brauchst du einen Code"), "{}", page.text_of("main"));
    for pairs in [vec![], vec![("code", "")], vec![("code", "000")]] {
        let page = app.post("/s/azubis-c", &pairs).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(app.cookie("entwurf").is_none());
    }
    // A code of another wave.
    let code = codes[0].compact();
    app.open_template("unternehmen", "betriebe").await;
    let store = &app.state.store;
    let other = store.wave("betriebe").await.expect("read").expect("there");
    let new = store::NewWave {
        survey: other.survey,
        version: other.version,
        slug: "b-c".into(),
        title: "B".into(),
        demo: false,
    };
    let id = store.create_wave(&new).await.expect("wave");
    store.set_access(id, Access::Code).await.expect("planned");
    store.set_wave_state(id, WaveState::Planned, WaveState::Open, "2026-11-23").await.expect("open");
    let page = app.post("/s/b-c", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What differs from request to request: the nonce of the policy, and the code that stands in the field again.
fn comparable(reply: &Reply, code: Code) -> String {
    let policy = reply.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    reply.text.replace(nonce, "NONCE").replace(&code.to_string(), "CODE").replace(&code.compact(), "CODE")
}

#[tokio::test]
async fn wrong_spent_and_expired_codes_get_the_same_page() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 3).await;
    walk(&mut app, &link(codes[0])).await;
    app.forget_cookies();
    let (wrong, spent) = (Code::new([0xA7; 16]), codes[0]);
    let mut pages = vec![(app.get(&link(wrong)).await, wrong), (app.get(&link(spent)).await, spent)];
    pages.push((app.post("/code", &[("code", &wrong.compact())]).await, wrong));
    pages.push((app.post("/code", &[("code", &spent.compact())]).await, spent));
    app.move_wave(WAVE, WaveState::Open, WaveState::Closed).await;
    pages.push((app.get(&link(codes[1])).await, codes[1]));
    pages.push((app.post("/code", &[("code", &codes[1].compact())]).await, codes[1]));
    let statuses: Vec<_> = pages.iter().map(|(reply, _)| reply.status).collect();
    assert_eq!(statuses, [StatusCode::UNPROCESSABLE_ENTITY; 6]);
    let by_link: Vec<_> = pages.iter().step_by(2).map(|(reply, code)| comparable(reply, *code)).collect();
    assert_eq!(by_link[0].len(), comparable(&pages[1].0, spent).len());
    assert_eq!(comparable(&pages[0].0, wrong), comparable(&pages[1].0, spent));
    assert_eq!(comparable(&pages[0].0, wrong), comparable(&pages[4].0, codes[1]));
    assert_eq!(comparable(&pages[2].0, wrong), comparable(&pages[3].0, spent));
    assert_eq!(comparable(&pages[2].0, wrong), comparable(&pages[5].0, codes[1]));
}

#[tokio::test]
async fn scanners_may_follow_a_link_as_often_as_they_like() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Invited, 1).await;
    for _ in 0..10 {
        let page = app.get(&link(codes[0])).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.header("set-cookie").is_empty());
        let head = axum::http::Request::head(link(codes[0])).body(axum::body::Body::empty()).expect("request");
        assert_eq!(app.send(head).await.status, StatusCode::OK);
    }
    assert!(!app.state.store.code(codes[0]).await.expect("read").expect("known").spent);
}

/// Two people, one browser: what the first has left there is neither read nor sent by the second.
#[tokio::test]
async fn another_code_in_the_same_browser_begins_anew_and_leaves_the_first_ones_answers_alone() {
    for access in [Access::Code, Access::Invited] {
        let mut app = TestApp::new().await;
        let codes = app.open_with_codes("auszubildende", "azubis", access, 2).await;
        let begin = async |app: &mut TestApp, code: Code| {
            let start = app.get(&link(code)).await;
            let (action, pairs) = fill(&start).expect("the start");
            (start, app.post(&action, &borrowed(&pairs)).await)
        };
        begin(&mut app, codes[0]).await;
        app.post("/s/azubis-c/offen", &[("offen", "Geheim von der ersten"), ("_go", "back")]).await;
        let (start, begun) = begin(&mut app, codes[1]).await;
        assert!(start.text_of("main button[type=submit], main button").contains("starten"), "nothing is there yet");
        assert!(begun.location().starts_with("/s/azubis-c/alter"), "{}", begun.location());
        for step in ["alter", "offen"] {
            assert!(!app.get(&format!("/s/azubis-c/{step}")).await.text.contains("Geheim"), "{access:?}, {step}");
        }
        let (action, pairs) = almost_done(&mut app, codes[1]).await;
        app.post(&action, &borrowed(&pairs)).await;
        let spent = async |code: Code| app.state.store.code(code).await.expect("read").expect("there").spent;
        assert_eq!((spent(codes[0]).await, spent(codes[1]).await), (false, true), "{access:?}");
        // Whose link opens a draft finds it as it was.
        if access == Access::Invited {
            let start = app.get(&link(codes[0])).await;
            assert!(start.text_of("main").contains("schon angefangen"), "{}", start.text_of("main"));
            begin(&mut app, codes[0]).await;
            assert!(app.get("/s/azubis-c/offen").await.text.contains("Geheim von der ersten"));
        }
    }
}

/// Two people, one sheet: the second one's answers are lost to us and must not be lost to them.
#[tokio::test]
async fn other_answers_with_a_spent_code_are_told_so_and_can_be_copied() {
    let mut first = TestApp::new().await;
    let codes = first.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    let mut second = first.clone();
    let (mine, theirs) = (almost_done(&mut first, codes[0]).await, almost_done(&mut second, codes[0]).await);
    let receipt = first.post(&mine.0, &borrowed(&mine.1)).await;
    assert!(receipt.location().starts_with("/s/azubis-c/danke"), "{}", receipt.location());
    for _ in 0..2 {
        let refused = second.post(&theirs.0, &borrowed(&theirs.1)).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.location());
        assert!(refused.text_of("h1").contains("nicht gespeichert"), "{}", refused.text_of("main"));
        let copied = refused.text_of("dl.unsaved");
        assert!(copied.contains("Mehr Zeit zum Lernen") && copied.contains("Wie alt bist du?"), "{copied}");
        // The same answers once more are the same receipt, with the draft gone.
        assert_eq!(first.post(&mine.0, &borrowed(&mine.1)).await.location(), receipt.location());
    }
    let key = |pairs: &[(String, String)]| pairs.iter().find(|(name, _)| name == "_key").expect("a key").1.clone();
    let own = second.get(&format!("/s/azubis-c/danke?beleg={}", key(&theirs.1))).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER, "no receipt for what is not there");
    second.forget_cookies();
    let lost = second.post(&theirs.0, &borrowed(&theirs.1)).await;
    assert_eq!(lost.status, StatusCode::GONE, "without the draft nothing is told of the code");
    assert_eq!(stored(&first, WAVE).await.len(), 1);
}

pub fn codes_on(page: &Reply) -> Vec<Code> {
    let selector = scraper::Selector::parse("input[name=codes]").expect("selector");
    let html = page.html();
    let codes = html.select(&selector).next().and_then(|field| field.value().attr("value")).expect("codes");
    codes.split_whitespace().map(|code| Code::parse(code).expect("a code")).collect()
}

/// F5 or a second press must not make twelve codes of six.
#[tokio::test]
async fn a_sheet_that_is_loaded_anew_replaces_the_one_before() {
    let mut app = TestApp::new().await;
    app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    app.sign_in().await;
    let form = app.get("/intern/wellen/azubis-c/codes").await;
    let sheet = crate::mailing::value(&form, "input[name=blatt]");
    let typed = [("betrieb", "Mini AG"), ("anzahl", "6"), ("blatt", sheet.as_str())];
    let first = app.post("/intern/wellen/azubis-c/codes", &typed).await;
    let again = app.post("/intern/wellen/azubis-c/codes", &typed).await;
    assert!(!first.text.contains("ersetzt das vorige") && again.text.contains("ersetzt das vorige"));
    let store = app.state.store.clone();
    let wave = store.wave("azubis-c").await.expect("read").expect("there").id;
    let mini = async || {
        let batches = store.batches(wave).await.expect("read").into_iter();
        batches.filter(|batch| batch.stratum.firm == "Mini AG").map(|batch| batch.issued).collect::<Vec<_>>()
    };
    assert_eq!(mini().await, [6]);
    for (page, known) in [(&first, false), (&again, true)] {
        for code in codes_on(page) {
            assert_eq!(store.code(code).await.expect("read").is_some(), known);
        }
    }
    // The same form for another class is another sheet.
    let other = app.post("/intern/wellen/azubis-c/codes", &[("betrieb", "Süd"), typed[1], typed[2]]).await;
    assert!(!other.text.contains("ersetzt das vorige"));
    assert_eq!(codes_on(&again).len(), 6);
    // Lost: nothing on it starts anything.
    assert_eq!(
        app.post("/intern/wellen/azubis-c/codes/ungueltig", &[("blatt", &sheet)]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = app.get("/intern/wellen/azubis-c/codes").await;
    assert!(page.text.contains("6 Codes, unbenutzte gelten nicht mehr"), "{}", page.text_of("main"));
    let lost = app.get(&link(codes_on(&again)[0])).await;
    assert_eq!(lost.status, StatusCode::UNPROCESSABLE_ENTITY);
}
