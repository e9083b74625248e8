//! What `cargo xtask prove codes` asks of codes: one is one response however often it is sent, none is guessed, and how a
//! code is refused does not tell why.

use std::{env, fs, io::Write as _, time::Instant};

use axum::http::StatusCode;
use store::{Access, Code, WaveState};
use tokio::task::JoinSet;

use crate::{
    app::{Reply, TestApp},
    codes::{almost_done, link},
    respond::{borrowed, stored, walk},
};

const WAVE: &str = crate::codes::WAVE;

fn rounds() -> usize {
    env::var("BEDARFSKOMPASS_CODE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2)
}

/// As many as the claim says: bars of time and number count.
fn is_full() -> bool {
    rounds() >= 100
}

/// For `cargo xtask prove codes`: name, value, and what it must be.
fn figure(name: &str, value: usize, must_be: &str) {
    let Ok(path) = env::var("BEDARFSKOMPASS_FIGURES") else { return };
    let line = format!("{name}\t{value}\t{must_be}\n");
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).expect("the file of figures");
    // In one piece: other tests write into the same file.
    file.write_all(line.as_bytes()).expect("written");
}

/// The form that sends the answers, posted by two devices, a hundred times each at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sent_from_two_devices_two_hundred_times_it_is_one_response_and_one_receipt() {
    for (database, app) in TestApp::on_both().await {
        let (mut receipts_too_many, mut told_wrong) = (0, 0);
        for code in app.open_with_codes("auszubildende", "azubis", Access::Code, rounds()).await {
            let (told, receipts) = send_two_hundred_times(&app, code).await;
            told_wrong += usize::from(told != 100);
            receipts_too_many += receipts - 1;
        }
        let responses = stored(&app, WAVE).await.len();
        figure(&format!("{database}, pages: codes sent by 200 at once"), rounds(), "");
        figure(&format!("{database}, pages: responses too many or too few"), responses.abs_diff(rounds()), "0");
        figure(&format!("{database}, pages: receipts too many"), receipts_too_many, "0");
        let name = format!("{database}, pages: rounds in which not all of the other device were told");
        figure(&name, told_wrong, "0");
        assert_eq!((responses, receipts_too_many, told_wrong), (rounds(), 0, 0), "{database}");
    }
}

/// How many were told that it is spent, and how many receipts the others got.
async fn send_two_hundred_times(app: &TestApp, code: Code) -> (usize, usize) {
    let (mut first, mut second) = (app.clone(), app.clone());
    let forms = [almost_done(&mut first, code).await, almost_done(&mut second, code).await];
    let mut tries = JoinSet::new();
    for at in 0..200 {
        let device = if at % 2 == 0 { first.clone() } else { second.clone() };
        let (action, pairs) = forms[at % 2].clone();
        tries.spawn(async move { send_until_answered(device, &action, &borrowed(&pairs)).await });
    }
    let replies = tries.join_all().await;
    let is_told = |reply: &&Reply| reply.status == StatusCode::CONFLICT && reply.text.contains("nicht gespeichert");
    let told = replies.iter().filter(is_told).count();
    let arrived = replies.iter().filter(|reply| reply.status == StatusCode::SEE_OTHER);
    let mut receipts: Vec<&str> = arrived.map(Reply::location).collect();
    assert_eq!(told + receipts.len(), 200, "{code}");
    receipts.sort_unstable();
    receipts.dedup();
    assert!(receipts[0].starts_with("/s/azubis-c/danke"), "{receipts:?}");
    (told, receipts.len())
}

/// Too many at once for eight connections to PostgreSQL: as the page says, once more.
async fn send_until_answered(mut device: TestApp, action: &str, pairs: &[(&str, &str)]) -> Reply {
    loop {
        let reply = device.post(action, pairs).await;
        if reply.status != StatusCode::SERVICE_UNAVAILABLE {
            return reply;
        }
    }
}

/// In turn, so that what else the machine does meets all of them alike.
#[tokio::test]
async fn it_is_refused_after_the_same_time_whether_wrong_spent_or_expired() {
    let mut app = TestApp::new().await;
    let spent = app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await[0];
    walk(&mut app, &link(spent)).await;
    app.forget_cookies();
    let expired = app.open_with_codes("unternehmen", "betriebe", Access::Code, 1).await[0];
    app.move_wave("betriebe-c", WaveState::Open, WaveState::Closed).await;
    let mut took = [const { Vec::new() }; 3];
    for round in 0..rounds() * 10 {
        let codes = [Code::new([round as u8; 16]), spent, expired];
        for at in 0..3 {
            // Each kind comes first as often as the others; and as somebody else, for whom nothing is counted yet.
            let at = (at + round) % 3;
            app.come_from(&format!("192.0.{}.{}", round / 80, round % 80 * 3 + at));
            let began = Instant::now();
            let reply = app.post("/code", &[("code", &codes[at].compact())]).await;
            took[at].push(began.elapsed().as_nanos() as usize);
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
    }
    let quartiles = took.map(quartiles);
    let medians = quartiles.map(|[_, median, _]| median);
    let [least, most] = [medians.iter().min(), medians.iter().max()].map(|of| of.copied().unwrap_or_default());
    let spread = quartiles.map(|[lower, _, upper]| upper - lower).into_iter().min().unwrap_or_default().max(1);
    let what = "a wrong, a spent, an expired code: slowest less quickest median";
    // A few tries say nothing about time.
    let bar = |bar| if is_full() { bar } else { "" };
    figure(&format!("{what}, per mille of the quickest"), (most - least) * 1_000 / least, bar("at most 30"));
    let name = format!("{what}, per cent of the narrowest interquartile range");
    figure(&name, (most - least) * 100 / spread, bar("at most 99"));
}

fn quartiles(mut took: Vec<usize>) -> [usize; 3] {
    took.sort_unstable();
    [1, 2, 3].map(|quarter| took[took.len() * quarter / 4])
}

/// From ten networks, so that whoever guesses is told to stop and goes on all the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_not_guessed_and_a_right_one_never_refused_because_others_guess() {
    const NETWORKS: usize = 10;
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 200).await;
    let each = if is_full() { 10_000 } else { 80 };
    let mut guessing = JoinSet::new();
    for network in 0..NETWORKS {
        guessing.spawn(guess(app.clone(), format!("198.51.100.{network}"), each));
    }
    let guesses = guessing.join_all().await;
    let count = |status| guesses.iter().flatten().filter(|of| **of == status).count();
    let (refused, told) = (count(StatusCode::UNPROCESSABLE_ENTITY), count(StatusCode::TOO_MANY_REQUESTS));
    let hits = NETWORKS * each - refused - told;
    figure("guesses at 200 codes, from 10 networks", NETWORKS * each, "");
    figure("guesses that were told to come back in a minute", told, "at least 1");
    figure("guesses that hit, or were answered otherwise", hits, "0");
    assert!(hits == 0 && refused >= NETWORKS && told > 0, "{refused} refused, {told} told to wait");
    app.come_from("203.0.113.1");
    let mut late = app.get(&link(Code::new([1; 16]))).await;
    while late.status == StatusCode::UNPROCESSABLE_ENTITY {
        late = app.get(&link(Code::new([1; 16]))).await;
    }
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(late.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=60).contains(&seconds)));
    assert!(late.text_of(".problems").contains("in einer Minute"));
    assert_eq!(app.get(&link(codes[0])).await.status, StatusCode::OK, "a right code");
    assert_eq!(app.post("/code", &[("code", &codes[0].compact())]).await.status, StatusCode::OK);
    app.come_from("192.0.2.7");
    assert_eq!(app.get(&link(Code::new([2; 16]))).await.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else");
}

async fn guess(mut app: TestApp, address: String, guesses: usize) -> Vec<StatusCode> {
    app.come_from(&address);
    let mut statuses = Vec::with_capacity(guesses);
    for _ in 0..guesses {
        statuses.push(app.get(&link(Code::new(rand::random()))).await.status);
    }
    statuses
}
