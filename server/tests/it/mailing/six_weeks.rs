//! A whole wave of 400 firms: imported, invited, reminded, answering and declining through the links in their mails.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::Ordering,
};

use axum::http::StatusCode;
use server::{fieldwork, jobs, mailing};
use store::{Contact, LetterState, WaveState};

use super::{DAY, Office, WAVE, one_click, value};
use crate::{
    app::{Reply, TestApp},
    respond::{borrowed, fill, walk},
    smtp::Received,
};

const FIRMS: usize = 400;
const DAYS: i64 = 42;

/// What a firm of the wave does, and on which day.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    /// Through the link in its latest mail, to the receipt.
    Answers(i64),
    /// Follows its link, starts and does not send: that is no answer.
    Begins(i64),
    /// By the button of its mail program.
    Declines(i64),
    /// By the link at the foot of its mail, and the button there.
    DeclinesOnThePage(i64),
    /// Staff are told so.
    Bounces(i64),
    Never,
}

fn ending(firm: usize) -> Ending {
    let day = (firm * 37 % 42) as i64;
    match firm % 16 {
        0..=3 | 8..=11 => Ending::Answers(day),
        4 => Ending::Declines(day),
        12 => Ending::DeclinesOnThePage(day),
        5 => Ending::Bounces(day),
        6 => Ending::Begins(day),
        _ => Ending::Never,
    }
}

/// On which days a firm gets a mail, by the rule and not by the code: until the day of its ending.
fn expected(firm: usize) -> Vec<i64> {
    let last = match ending(firm) {
        Ending::Answers(day) | Ending::Declines(day) | Ending::DeclinesOnThePage(day) | Ending::Bounces(day) => day,
        Ending::Begins(_) | Ending::Never => DAYS - 1,
    };
    [0, 7, 14, 39].into_iter().filter(|day| *day <= last).collect()
}

fn email(firm: usize) -> String {
    format!("post{firm}@firma{firm}.example")
}

const HEADERS: [&str; 11] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Reply-To",
    "MIME-Version",
    "Content-Type",
];

fn is_well_formed(mail: &Received) {
    assert_eq!(mail.header_names(), HEADERS, "{}", mail.raw);
    assert_eq!((mail.from.as_str(), mail.to.len()), ("umfrage@example.org", 1));
    assert!(mail.raw.is_ascii() && !mail.raw.replace("\r\n", "").contains(['\r', '\n']), "{}", mail.raw);
    assert!(mail.header("To").ends_with(&format!("<{}>", mail.to[0])) || mail.header("To") == mail.to[0]);
    assert!(mail.header("List-Unsubscribe").starts_with("<http://127.0.0.1:3000/keine-mails/"), "{}", mail.raw);
    assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
}

const NAMES: [&str; 10] = [
    "Frau Dr. Ada Müller-Lüdenscheidt",
    "\"Bobby\"; DROP TABLE contact; --",
    "=HYPERLINK(\"http://evil.example\")",
    "Bcc: alle@example.net",
    "<script>alert(1)</script>",
    "a@b.de, c@d.de",
    "=?utf-8?Q?Bcc:_x@y.de?=",
    "🎉 Śćiśle ✓ المدير",
    "Content-Type: text/html",
    "a\\\"b(c)<d>",
];

fn table() -> String {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    file.write_record(["Firma", "Ansprechpartner", "Mail", "Ort", "Kreis", "Branche", "Beschäftigte", "Sprache"])
        .expect("head");
    for firm in 0..FIRMS {
        let kreis = if firm % 2 == 0 { "Kreis Höxter" } else { "Kreis Paderborn" };
        let (name, email) = (format!("Betrieb {firm:03} & Söhne"), email(firm));
        let language = if firm % 7 == 0 { "Englisch" } else { "" };
        let record = [&name, NAMES[firm % NAMES.len()], &email, "Höxter", kreis, "Handwerk", "10 bis 49", language];
        file.write_record(record).expect("line");
    }
    String::from_utf8(file.into_inner().expect("a file")).expect("text")
}

/// Uploads, looks at the report and takes it over.
async fn import(app: &mut TestApp, file: &str) -> Reply {
    let report = app.upload("/intern/kontakte/import", "datei", "firmen.csv", file, &[]).await;
    assert_eq!(report.status, StatusCode::OK, "{}", report.text_of(".report"));
    let seen = value(&report, "input[name=gesehen]");
    let head = value(&report, "input[name=kopf]");
    let mut fields = vec![
        ("text".to_owned(), report.text_of("textarea")),
        ("gesehen".to_owned(), seen),
        ("kopf".to_owned(), head),
        ("schritt".to_owned(), "uebernehmen".to_owned()),
    ];
    for field in ["firm", "person", "email", "municipality", "kreis", "branch", "size", "locale"] {
        let name = format!("spalte-{field}");
        let column = value(&report, &format!("select[name={name}] option[selected]"));
        fields.push((name, column));
    }
    app.upload("/intern/kontakte/import", "datei", "", "", &borrowed(&fields)).await
}

/// 400 firms, six weeks, a mail server that is away for an evening.
#[tokio::test]
async fn a_wave_of_six_weeks_sends_exactly_the_mails_it_should() {
    let mut office = Office::new(150).await;
    let taken = import(&mut office.app, &table()).await;
    assert_eq!(taken.location(), "/intern/kontakte?erledigt=uebernommen-400", "{}", taken.text_of(".problems"));
    worsen(&office).await;
    assert_eq!(office.invite_all().await.location(), format!("{WAVE}/einladen?erledigt=eingeladen-400"));

    let mut received: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let (mut last, mut ids) = (BTreeMap::new(), BTreeSet::new());
    for day in 0..DAYS {
        if day == 14 {
            a_server_that_is_away(&office).await;
        }
        for mail in office.send().await {
            is_well_formed(&mail);
            assert!(ids.insert(mail.header("Message-ID")), "a mail came twice");
            received.entry(mail.to[0].clone()).or_default().push(day);
            last.insert(mail.to[0].clone(), mail);
        }
        for firm in 0..FIRMS {
            end(&mut office, firm, day, &last).await;
        }
        office.turn(DAY);
        night(&office).await;
    }
    for firm in 0..FIRMS {
        assert_eq!(received.remove(&email(firm)).unwrap_or_default(), expected(firm), "firm {firm}");
    }
    assert!(received.is_empty(), "mails to strangers: {received:?}");
    let total: usize = (0..FIRMS).map(|firm| expected(firm).len()).sum();
    let sent = office.app.state.roster.sent(office.wave.id).await.expect("read");
    assert_eq!(sent.iter().map(|sent| sent.mails).sum::<u64>(), total as u64);
    says_nothing_of_who_answered(&office).await;
    ends_with_every_answer(&office).await;
}

/// Names that no form lets in, as if somebody had written them into the database.
async fn worsen(office: &Office) {
    for (contact, name) in office.app.state.roster.contacts().await.expect("read").iter().zip([
        "Ada\r\nBcc: x@evil.example\r\n\r\n<b>",
        "A\0B",
        "\u{202e}drehe um",
        "\n\n",
    ]) {
        let contact = Contact { person: name.to_owned(), ..contact.clone() };
        office.app.state.roster.save_contact(&contact).await.expect("saved");
    }
}

async fn a_server_that_is_away(office: &Office) {
    office.smtp.behaviour.down.store(true, Ordering::Relaxed);
    assert!(office.send().await.is_empty());
    let first = office.app.state.mailing.trouble().expect("known");
    assert_eq!(mailing::once(&office.app.state).await.expect("a round"), 0);
    assert_eq!(office.app.state.mailing.trouble(), Some(first.clone()), "not tried before its time");
    office.turn(61);
    mailing::once(&office.app.state).await.expect("a round");
    let second = office.app.state.mailing.trouble().expect("still");
    assert_eq!((second.tries, second.since), (2, first.since));
    office.turn(125);
    office.smtp.behaviour.down.store(false, Ordering::Relaxed);
}

/// What the service does by itself: answers that came are mixed with those before.
async fn night(office: &Office) {
    jobs::clean_up(&office.app.state).await.expect("tidy");
    fieldwork::turn(&office.app.state).await.expect("mixed");
}

async fn end(office: &mut Office, firm: usize, day: i64, last: &BTreeMap<String, Received>) {
    let mail = last.get(&email(firm));
    match ending(firm) {
        Ending::Answers(on) if on == day => answer(&office.app, mail.expect("invited")).await,
        Ending::Begins(on) if on == day => begin(&office.app, mail.expect("invited")).await,
        Ending::Declines(on) if on == day => {
            assert_eq!(one_click(&office.app, mail.expect("invited")).await.status, StatusCode::OK);
        }
        Ending::DeclinesOnThePage(on) if on == day => decline(&office.app, mail.expect("invited")).await,
        Ending::Bounces(on) if on == day => bounce(&mut office.app, &email(firm)).await,
        _ => {}
    }
}

/// In the firm's own browser.
fn browser(app: &TestApp) -> TestApp {
    let mut browser = app.clone();
    browser.forget_cookies();
    browser
}

async fn answer(app: &TestApp, mail: &Received) {
    let (seen, _) = walk(&mut browser(app), &format!("/c/{}", mail.code())).await;
    assert!(seen.last().expect("pages").starts_with("/s/firmen/danke"), "{seen:?}");
}

async fn begin(app: &TestApp, mail: &Received) {
    let mut browser = browser(app);
    let start = browser.get(&format!("/c/{}", mail.code())).await;
    let (action, pairs) = fill(&start).expect("a form");
    assert_eq!(browser.post(&action, &borrowed(&pairs)).await.location(), "/s/firmen/bedarf");
}

async fn decline(app: &TestApp, mail: &Received) {
    let body = mail.body();
    let (_, link) = body.split_once("http://127.0.0.1:3000/keine-mails/").expect("a link at the foot");
    let token: String = link.chars().take_while(char::is_ascii_hexdigit).collect();
    let mut browser = browser(app);
    let page = browser.get(&format!("/keine-mails/{token}")).await;
    let action = page.attributes("main form[method=post]", "action").remove(0);
    let done = browser.post(&action, &[("schritt", "abmelden")]).await;
    assert_eq!(done.location(), format!("/keine-mails/{token}?erledigt=ja"));
}

/// Staff come back after a while, find the message of the mail server, and say so.
async fn bounce(app: &mut TestApp, email: &str) {
    app.forget_cookies();
    app.sign_in().await;
    let contacts = app.state.roster.contacts().await.expect("read");
    let contact = contacts.iter().find(|one| one.email == email).expect("known");
    let marked = app.post(&format!("/intern/kontakte/{}/marke", contact.id), &[("marke", "unzustellbar")]).await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.text_of("main"));
}

/// Of two firms that could be reached to the end, one answered and one did not: their rows in the outbox look alike.
async fn says_nothing_of_who_answered(office: &Office) {
    let roster = &office.app.state.roster;
    let contacts = roster.contacts().await.expect("read");
    let letters = roster.letters(office.wave.id).await.expect("read");
    let of = |firm: usize| {
        let contact = contacts.iter().find(|one| one.email == email(firm)).expect("known");
        let mut rows: Vec<_> = letters
            .iter()
            .filter(|letter| letter.contact == contact.id)
            .map(|letter| {
                (letter.kind.clone(), letter.day.clone(), letter.state, letter.attempts, letter.reason.clone())
            })
            .collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows
    };
    let answered = (0..FIRMS).find(|firm| matches!(ending(*firm), Ending::Answers(1..7))).expect("one");
    let silent = (0..FIRMS).find(|firm| ending(*firm) == Ending::Never).expect("one");
    assert_eq!(of(answered), of(silent));
    assert_eq!(of(silent).len(), 4);
    assert!(letters.iter().all(|letter| letter.state == LetterState::Done));
}

/// On its last day the wave ends by itself, with as many answers as there were receipts; no code is kept, no mail leaves.
async fn ends_with_every_answer(office: &Office) {
    office.turn(DAY);
    night(office).await;
    let store = &office.app.state.store;
    let wave = store.wave("firmen").await.expect("read").expect("there");
    assert!(matches!(wave.state, WaveState::Closed), "{:?}", wave.state);
    let answered = (0..FIRMS).filter(|firm| matches!(ending(*firm), Ending::Answers(_))).count();
    assert_eq!(store.response_count(wave.id).await.expect("read"), answered as u64);
    assert!(office.send().await.is_empty());
}
