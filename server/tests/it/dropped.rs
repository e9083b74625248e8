//! A client that goes away once it has sent its answers, as a phone in a tunnel does: they are stored once or not at all,
//! and no address without them (security.md §5 no. 7).

use std::{net::SocketAddr, time::Duration};

use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::sleep};

use crate::{
    addresses::{begin, left, opened},
    app::{ANSWERS, ROSTER, TestApp},
    mailing::value,
    respond::{Pairs, borrowed, stored},
};

const PAGE: &str = "/s/bericht/kontakt";

/// The last page of somebody who leaves an address of their own, and the browser it is open in.
async fn at_the_end(app: &TestApp, number: usize) -> (TestApp, Pairs) {
    let mut browser = app.clone();
    begin(&mut browser, &number.to_string()).await;
    let key = value(&browser.get(PAGE).await, "input[name=_key]");
    let address = format!("ada{number}@beispiel.de");
    let pairs = [("kontakt", address.as_str()), ("kontakt:consent", "1"), ("_key", key.as_str()), ("_go", "next")];
    (browser, pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
}

/// Sends it over a connection that ends after so long, whatever has come by then.
async fn send_and_go(addr: SocketAddr, (browser, pairs): &(TestApp, Pairs), after: Duration) {
    let body = serde_urlencoded::to_string(pairs).expect("pairs");
    let cookie = browser.cookie("entwurf").expect("a draft");
    let request = format!(
        "POST {PAGE} HTTP/1.1\r\nHost: {addr}\r\nCookie: entwurf={cookie}\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let mut stream = TcpStream::connect(addr).await.expect("connected");
    stream.write_all(request.as_bytes()).await.expect("sent");
    sleep(after).await;
}

/// Answers and addresses, once they are as expected or have had the time for it.
async fn found(app: &TestApp, is_expected: impl Fn(usize, usize) -> bool) -> (usize, usize) {
    let mut found = (0, 0);
    for _ in 0..200 {
        found = (stored(app, "bericht").await.len(), left(app).await.len());
        if is_expected(found.0, found.1) {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    found
}

/// Gone while the address is being written, or the answers are, each held for as long.
#[tokio::test]
async fn an_address_is_not_left_alone_by_whoever_goes_away_before_the_answers_are_stored() {
    for file in [ROSTER, ANSWERS] {
        let app = opened().await;
        let addr = app.listen().await;
        let mut last = at_the_end(&app, 7).await;
        let held = app.hold(file).await;
        send_and_go(addr, &last, Duration::from_millis(500)).await;
        held.let_go().await;
        assert_eq!(found(&app, |answers, left| (answers, left) == (1, 1)).await, (1, 1), "{file}");
        // Nobody has told them, so they send it again.
        let receipt = last.0.post(PAGE, &borrowed(&last.1)).await;
        assert!(receipt.location().starts_with("/s/bericht/danke"), "{}", receipt.text_of("main"));
        assert_eq!(found(&app, |_, _| true).await, (1, 1), "{file}");
    }
}

/// From the first byte to the reply.
#[tokio::test]
async fn whoever_goes_away_at_any_moment_is_stored_once_or_not_at_all() {
    const CLIENTS: usize = 30;
    let app = opened().await;
    let addr = app.listen().await;
    let mut all = Vec::new();
    for client in 0..CLIENTS {
        let last = at_the_end(&app, client).await;
        send_and_go(addr, &last, Duration::from_micros(400 * client as u64)).await;
        all.push(last);
    }
    let (answers, addresses) = found(&app, |answers, addresses| answers == addresses).await;
    assert_eq!(answers, addresses, "of {CLIENTS}");
    for (browser, pairs) in &mut all {
        let receipt = browser.post(PAGE, &borrowed(pairs)).await;
        assert!(receipt.location().starts_with("/s/bericht/danke"), "{}", receipt.text_of("main"));
    }
    assert_eq!(found(&app, |_, _| true).await, (CLIENTS, CLIENTS));
}
