//! Going on later and elsewhere: six words, made only on request, that open one draft and tell nothing else.

use axum::http::StatusCode;
use server::resume::Code;

use crate::app::{Reply, TestApp};

async fn begun() -> TestApp {
    let mut app = TestApp::new().await;
    app.open_template("auszubildende", "azubis").await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    app.post("/s/azubis/alter", &[("alter", "16-17"), ("_go", "next")]).await;
    app
}

/// The words on the page "Später weitermachen".
fn words(page: &Reply) -> Vec<String> {
    let selector = scraper::Selector::parse(".code li").expect("selector");
    page.html().select(&selector).map(|word| word.text().collect()).collect()
}

async fn code(app: &mut TestApp) -> String {
    let made = app.post("/s/azubis/spaeter", &[]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let shown = app.get(made.location()).await;
    let words = words(&shown);
    assert_eq!(words.len(), 6, "{}", shown.text);
    words.join(" ")
}

/// Another device, which knows nothing.
fn elsewhere(app: &TestApp) -> TestApp {
    let mut other = app.clone();
    other.forget_cookies();
    other
}

async fn enter(app: &mut TestApp, code: &str) -> Reply {
    app.post("/weiter", &[("code", code)]).await
}

fn is_chosen(page: &Reply, value: &str) -> bool {
    page.count(&format!("input[value='{value}'][checked]")) == 1
}

#[tokio::test]
async fn six_words_open_the_draft_on_another_device_where_it_was_left() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    let mut phone = elsewhere(&app);
    let opened = enter(&mut phone, &code.to_uppercase().replace(' ', "-")).await;
    assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, "/s/azubis/lehrjahr"));
    assert!(is_chosen(&phone.get("/s/azubis/alter").await, "16-17"));
    // Both go on, and neither loses what the other has saved.
    phone.post("/s/azubis/lehrjahr", &[("lehrjahr", "2"), ("_go", "next")]).await;
    app.post("/s/azubis/berufsfeld", &[("berufsfeld", "handel"), ("_go", "next")]).await;
    assert!(is_chosen(&phone.get("/s/azubis/berufsfeld").await, "handel"));
    assert!(is_chosen(&app.get("/s/azubis/lehrjahr").await, "2"));
}

#[tokio::test]
async fn a_code_is_made_on_request_only_and_is_shown_again_as_it_was() {
    let mut app = begun().await;
    let before = app.get("/s/azubis/spaeter").await;
    assert_eq!((before.status, words(&before).len()), (StatusCode::OK, 0));
    let first = code(&mut app).await;
    assert_eq!(code(&mut app).await, first);
}

#[tokio::test]
async fn going_later_keeps_what_was_typed_and_leads_back_to_the_question() {
    let mut app = begun().await;
    let left = app.post("/s/azubis/lehrjahr", &[("lehrjahr", "3"), ("_go", "later")]).await;
    assert_eq!(left.location(), "/s/azubis/spaeter?von=lehrjahr");
    let page = app.get("/s/azubis/spaeter?von=lehrjahr").await;
    assert_eq!(page.count("a[href='/s/azubis/lehrjahr']"), 1);
    assert!(is_chosen(&app.get("/s/azubis/lehrjahr").await, "3"));
}

/// Bytes equal but for what was typed and the nonce; a wrong code and those that are over.
#[tokio::test]
async fn wrong_sent_and_deleted_codes_get_the_same_page() {
    let mut app = begun().await;
    let (sent, mut other) = (code(&mut app).await, elsewhere(&app));
    crate::respond::skip_to_end(&mut app, "/s/azubis/alter").await;
    let receipt = app.post("/s/azubis/offen", &[("offen", "x"), ("_go", "next")]).await;
    assert!(receipt.location().starts_with("/s/azubis/danke"), "{}", receipt.location());
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    let over = code(&mut app).await;
    app.post("/s/azubis", &[("locale", "de-du"), ("_go", "over")]).await;
    let mut pages = Vec::new();
    for code in [Code::random().to_string(), sent, over] {
        let reply = enter(&mut other, &code).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.headers.get("set-cookie").is_none());
        pages.push(reply.text.replace(&code, "CODE"));
    }
    let plain = without_nonces(&pages);
    assert!(plain.windows(2).all(|pair| pair[0] == pair[1]), "{plain:#?}");
    assert!(pages[0].contains("Mit diesen Wörtern finden wir nichts."));
}

/// The pages without the one thing that differs in every response.
fn without_nonces(pages: &[String]) -> Vec<String> {
    let without = |page: &String| {
        let parts: Vec<&str> = page.split("nonce=\"").collect();
        parts
            .iter()
            .enumerate()
            .map(|(at, part)| if at == 0 { part } else { part.split_once('"').map_or("", |it| it.1) })
            .collect()
    };
    pages.iter().map(without).collect()
}

#[tokio::test]
async fn a_word_that_is_not_in_the_list_is_named_and_nothing_typed_is_lost() {
    let mut app = TestApp::new().await;
    let reply = enter(&mut app, "kaffer dachs <b>zzzz</b>").await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = reply.text_of(".problems");
    assert!(said.contains("„kaffer“ steht nicht in unserer Liste. Gemeint ist vielleicht"), "{said}");
    assert!(said.contains("„zzzz“ steht nicht in unserer Liste."), "{said}");
    assert_eq!(reply.text_of("textarea"), "kaffer dachs <b>zzzz</b>");
    assert!(!reply.text.contains("<b>"));
    let reply = enter(&mut app, "dachs käfer").await;
    assert!(reply.text_of(".problems").contains("Ein Code hat sechs Wörter. Hier stehen 2."));
    for hostile in ["", "\u{0}", &"ä\u{308}".repeat(10_000), &"dachs ".repeat(10_000), "💥 💥 💥 💥 💥 💥"]
    {
        let reply = enter(&mut app, hostile).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{hostile:.40}");
        assert!(reply.text.len() < 20_000);
    }
}

#[tokio::test]
async fn guessing_is_rationed_and_says_when_to_try_again() {
    let mut app = begun().await;
    let mut statuses = Vec::new();
    for _ in 0..41 {
        let form = [("code", &*Code::random().to_string()), ("umfrage", "azubis")]
            .map(|(name, value)| (name, value.to_owned()));
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        let reply = app.post("/weiter", &form).await;
        statuses.push(reply.status);
        if reply.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(reply.header("retry-after").parse::<u64>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
            assert!(!reply.text_of("textarea").is_empty(), "nothing typed is lost");
        }
    }
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::TOO_MANY_REQUESTS).count(), 1);
}

/// Forty wrong ones from one place must not keep a whole survey from going on.
#[tokio::test]
async fn whoever_guesses_keeps_nobody_else_from_going_on() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    let mut guesser = elsewhere(&app);
    guesser.come_from("192.0.2.7");
    for _ in 0..60 {
        enter(&mut guesser, &Code::random().to_string()).await;
    }
    assert_eq!(enter(&mut guesser, &code).await.status, StatusCode::TOO_MANY_REQUESTS);
    let mut phone = elsewhere(&app);
    phone.come_from("2001:db8::1");
    assert_eq!(enter(&mut phone, &code).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_device_with_answers_of_its_own_is_asked_first() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    let mut phone = elsewhere(&app);
    phone.post("/s/azubis", &[("locale", "de-du")]).await;
    phone.post("/s/azubis/alter", &[("alter", "18-20"), ("_go", "next")]).await;
    let asked = enter(&mut phone, &code).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    assert!(is_chosen(&phone.get("/s/azubis/alter").await, "18-20"), "nothing happened yet");
    let opened = phone.post("/weiter", &[("code", &code), ("ersetzen", "1")]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    assert!(is_chosen(&phone.get("/s/azubis/alter").await, "16-17"));
}

/// Two people at one school computer: the first has gone home with the words.
#[tokio::test]
async fn who_starts_over_on_a_borrowed_device_is_not_read_by_the_one_before() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    let mut phone = elsewhere(&app);
    enter(&mut phone, &code).await;
    app.post("/s/azubis", &[("locale", "de-du"), ("_go", "over")]).await;
    app.post("/s/azubis/alter", &[("alter", "18-20"), ("_go", "next")]).await;
    let read = phone.get("/s/azubis/alter").await;
    assert_eq!(read.location(), "/s/azubis?abgelaufen=1", "the key of the first opens nothing of the second");
    let again = enter(&mut elsewhere(&app), &code).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_code_opens_after_a_restart() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    let mut restarted = app.restarted();
    let opened = enter(&mut restarted, &code).await;
    assert_eq!(opened.location(), "/s/azubis/lehrjahr");
}

#[tokio::test]
async fn sending_from_two_devices_is_one_response_and_one_receipt() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    let mut phone = elsewhere(&app);
    enter(&mut phone, &code).await;
    crate::respond::skip_to_end(&mut phone, "/s/azubis/alter").await;
    let page = phone.get("/s/azubis/offen").await;
    let selector = scraper::Selector::parse("input[name=_key]").expect("selector");
    let key = page.html().select(&selector).next().and_then(|key| key.value().attr("value")).expect("a key").to_owned();
    let form = [("offen", "x"), ("_key", key.as_str()), ("_lang", "de-du"), ("_go", "next")];
    let (one, other) = (app.post("/s/azubis/offen", &form).await, phone.post("/s/azubis/offen", &form).await);
    assert!(one.location().starts_with("/s/azubis/danke"), "{}", one.location());
    assert_eq!(one.location(), other.location());
    let wave = app.state.store.wave("azubis").await.expect("read").expect("there");
    assert_eq!(app.state.store.response_count(wave.id).await.expect("count"), 1);
}

#[tokio::test]
async fn neither_words_nor_keys_are_in_any_file() {
    let mut app = begun().await;
    let code = code(&mut app).await;
    app.state.store.checkpoint().await.expect("checkpoint");
    let cookie = app.cookie("entwurf").expect("cookie").to_owned();
    let key = cookie.split_once('~').expect("wave and key").1;
    let bytes: Vec<u8> = (0..16).map(|at| u8::from_str_radix(&key[2 * at..2 * at + 2], 16).expect("hex")).collect();
    for file in std::fs::read_dir(app.folder()).expect("folder") {
        let text = std::fs::read(file.expect("file").path()).expect("readable");
        let holds = |needle: &[u8]| text.windows(needle.len()).any(|window| window == needle);
        assert!(!holds(code.as_bytes()) && !holds(code.replace(' ', "-").as_bytes()));
        assert!(!holds(key.as_bytes()) && !holds(&bytes));
    }
}

#[tokio::test]
async fn a_script_is_told_where_to_go_and_everyone_else_is_led() {
    let mut app = begun().await;
    let body = "lehrjahr=2&_go=next";
    let request = |ask: bool| {
        let request =
            axum::http::Request::post("/s/azubis/lehrjahr").header("content-type", "application/x-www-form-urlencoded");
        let request = if ask { request.header("x-onward", "1") } else { request };
        request.body(axum::body::Body::from(body)).expect("request")
    };
    let told = app.send(request(true)).await;
    assert_eq!(
        (told.status, told.header("x-onward"), told.location()),
        (StatusCode::NO_CONTENT, "/s/azubis/berufsfeld", "")
    );
    let led = app.send(request(false)).await;
    assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, "/s/azubis/berufsfeld"));
}
