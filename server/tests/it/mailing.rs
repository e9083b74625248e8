//! Mails from the import of contacts to the server that takes them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use jiff::Timestamp;
use mail::Encryption;
use server::{
    clock::Clock,
    config::{Config, Mail},
    jobs,
    mailing::{
        self,
        codes::{Answer, Codes},
    },
};
use store::{Contact, Id, LetterState, Wave};

use crate::{
    app::{Reply, TestApp},
    smtp::{Received, Smtp},
};

/// Codes as the answers' database would have them, in memory.
#[derive(Default)]
struct Memory {
    issued: Mutex<u32>,
    spent: Mutex<BTreeSet<String>>,
}

impl Codes for Memory {
    fn issue<'a>(&'a self, _: &'a Wave, contacts: &'a [Contact]) -> Answer<'a, Vec<String>> {
        let mut issued = self.issued.lock().expect("no panic");
        let codes = contacts.iter().map(|_| {
            *issued += 1;
            format!("CODE{:04}", *issued)
        });
        let codes = codes.collect();
        Box::pin(async { Ok(codes) })
    }

    fn is_spent<'a>(&'a self, _: Id, code: &'a str) -> Answer<'a, bool> {
        let is_spent = self.spent.lock().expect("no panic").contains(code);
        Box::pin(async move { Ok(is_spent) })
    }

    fn path(&self, _: &Wave, code: &str) -> String {
        format!("/c/{code}")
    }
}

/// The service with a mail server, codes and a clock that can be turned.
pub struct Office {
    pub app: TestApp,
    smtp: Smtp,
    codes: Arc<Memory>,
    now: Arc<AtomicI64>,
    pub wave: Wave,
}

/// 1 October 2026, 10 o'clock in Paderborn.
const START: i64 = 1_790_841_600;
const DAY: i64 = 24 * 3_600;
pub const ENDS: &str = "2026-11-12";

impl Office {
    pub async fn new(per_minute: u32) -> Office {
        let (smtp, now) = (Smtp::start().await, Arc::new(AtomicI64::new(START)));
        let mut config = Config::default();
        config.organisation.name = "Verein für Müller & Söhne e. V.".to_owned();
        config.server.base_url = "http://127.0.0.1:3000".to_owned();
        config.mail = Mail {
            from: "umfrage@example.org".to_owned(),
            reply_to: Some("buero@example.org".to_owned()),
            host: Some("127.0.0.1".to_owned()),
            port: Some(smtp.addr.port()),
            tls: Encryption::None,
            per_minute,
            ..Mail::default()
        };
        let turned = Arc::clone(&now);
        let clock = Clock::of(move || Timestamp::from_second(turned.load(Ordering::Relaxed)).expect("an instant"));
        let codes = Arc::new(Memory::default());
        let known: Arc<dyn Codes> = codes.clone();
        let mut app = TestApp::of(config, clock).await.changed(|state| state.mailing.codes = known);
        app.seed_region().await;
        let wave = app.open_template("unternehmen", "firmen").await;
        app.sign_in().await;
        Office { app, smtp, codes, now, wave }
    }

    fn turn(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Rounds, a minute apart, until nothing more is sent.
    pub async fn send(&self) -> Vec<Received> {
        let mut minutes = 0;
        while mailing::once(&self.app.state).await.expect("a round") > 0 {
            self.turn(60);
            minutes += 1;
        }
        self.turn(-60 * minutes);
        self.smtp.take()
    }

    pub async fn contact(&self, firm: &str, email: &str) -> Contact {
        let contact = Contact::new(firm, email);
        self.app.state.roster.save_contact(&contact).await.expect("saved");
        contact
    }

    pub async fn invite_all(&mut self) -> Reply {
        let ids: Vec<String> =
            self.app.state.roster.contacts().await.expect("read").iter().map(|one| one.id.to_hex()).collect();
        let mut pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("kontakt", id.as_str())).collect();
        pairs.extend([("closes", ENDS), ("note_de", "Wir freuen uns."), ("note_en", ""), ("schritt", "senden")]);
        self.app.post("/intern/wellen/firmen/einladen", &pairs).await
    }
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

/// What a mail program sends for its own button: no Origin, no Sec-Fetch-Site, no cookie.
async fn one_click(app: &TestApp, mail: &Received) -> Reply {
    let link = mail.header("List-Unsubscribe");
    let path = link.trim_matches(['<', '>']).trim_start_matches("http://127.0.0.1:3000").to_owned();
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    app.send_foreign(request.body(Body::from("List-Unsubscribe=One-Click")).expect("a request")).await
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

fn table(firms: usize) -> String {
    let mut file = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    file.write_record(["Firma", "Ansprechpartner", "Mail", "Ort", "Kreis", "Branche", "Beschäftigte", "Sprache"])
        .expect("head");
    for firm in 0..firms {
        let kreis = if firm % 2 == 0 { "Kreis Höxter" } else { "Kreis Paderborn" };
        let (name, email) = (format!("Betrieb {firm:03} & Söhne"), format!("post{firm}@firma{firm}.example"));
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
    let mut fields = vec![("text", report.text_of("textarea")), ("gesehen", seen), ("kopf", head)];
    for field in ["firm", "person", "email", "municipality", "kreis", "branch", "size", "locale"] {
        let name: &str = Box::leak(format!("spalte-{field}").into_boxed_str());
        fields.push((name, value(&report, &format!("select[name={name}] option[selected]"))));
    }
    fields.push(("schritt", "uebernehmen".to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    app.upload("/intern/kontakte/import", "datei", "", "", &fields).await
}

pub fn value(reply: &Reply, selector: &str) -> String {
    let selector = scraper::Selector::parse(selector).expect("a selector");
    let html = reply.html();
    html.select(&selector).next().and_then(|found| found.value().attr("value")).unwrap_or_default().to_owned()
}

/// When a firm of the simulated wave has had enough, and why.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Answers(i64),
    Declines(i64),
    Bounces(i64),
    Never,
}

fn ending(firm: usize) -> Ending {
    let day = (firm * 37 % 42) as i64;
    match firm % 8 {
        0..=3 => Ending::Answers(day),
        4 => Ending::Declines(day),
        5 if firm % 16 == 5 => Ending::Bounces(day),
        _ => Ending::Never,
    }
}

/// On which days a firm gets a mail, by the rule and not by the code: until the day of its ending.
fn expected(firm: usize) -> Vec<i64> {
    let last = match ending(firm) {
        Ending::Answers(day) | Ending::Declines(day) | Ending::Bounces(day) => day,
        Ending::Never => 41,
    };
    [0, 7, 14, 39].into_iter().filter(|day| *day <= last).collect()
}

const FIRMS: usize = 400;

/// 400 firms, six weeks, a mail server that is away for an evening.
#[tokio::test]
async fn a_wave_of_six_weeks_sends_exactly_the_mails_it_should() {
    let mut office = Office::new(150).await;
    let taken = import(&mut office.app, &table(FIRMS)).await;
    assert_eq!(taken.location(), "/intern/kontakte?erledigt=uebernommen-400", "{}", taken.text_of(".problems"));
    worsen(&office).await;
    assert_eq!(office.invite_all().await.location(), "/intern/wellen/firmen/einladen?erledigt=eingeladen-400");

    let mut received: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    let (mut last, mut ids) = (BTreeMap::new(), BTreeSet::new());
    for day in 0..42 {
        if day == 14 {
            a_server_that_is_away(&office).await;
        }
        for mail in office.send().await {
            is_well_formed(&mail);
            assert!(ids.insert(mail.header("Message-ID")), "a mail came twice");
            received.entry(mail.to[0].clone()).or_default().push(day);
            last.insert(mail.to[0].clone(), mail);
        }
        end(&office, day, &last).await;
        office.turn(DAY);
    }
    for firm in 0..FIRMS {
        let mails = received.remove(&format!("post{firm}@firma{firm}.example")).unwrap_or_default();
        assert_eq!(mails, expected(firm), "firm {firm}");
    }
    assert!(received.is_empty(), "mails to strangers: {received:?}");
    let total: usize = (0..FIRMS).map(|firm| expected(firm).len()).sum();
    let sent = office.app.state.roster.sent(office.wave.id).await.expect("read");
    assert_eq!(sent.iter().map(|sent| sent.mails).sum::<u64>(), total as u64);
    says_nothing_of_who_answered(&office).await;
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

async fn end(office: &Office, day: i64, last: &BTreeMap<String, Received>) {
    for firm in 0..FIRMS {
        let email = format!("post{firm}@firma{firm}.example");
        match ending(firm) {
            Ending::Answers(on) if on == day => {
                office.codes.spent.lock().expect("no panic").insert(last[&email].code());
            }
            Ending::Declines(on) if on == day => {
                assert_eq!(one_click(&office.app, &last[&email]).await.status, StatusCode::OK);
            }
            Ending::Bounces(on) if on == day => {
                let contacts = office.app.state.roster.contacts().await.expect("read");
                let contact = contacts.iter().find(|one| one.email == email).expect("known");
                office.app.state.roster.mark_bounced(contact.id, true).await.expect("marked");
            }
            _ => {}
        }
    }
}

/// Of two firms that could be reached to the end, one answered and one did not: their rows in the outbox look alike.
async fn says_nothing_of_who_answered(office: &Office) {
    let roster = &office.app.state.roster;
    let contacts = roster.contacts().await.expect("read");
    let letters = roster.letters(office.wave.id).await.expect("read");
    let of = |firm: usize| {
        let email = format!("post{firm}@firma{firm}.example");
        let contact = contacts.iter().find(|one| one.email == email).expect("known");
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

#[tokio::test]
async fn links_in_mails_are_opened_by_scanners_and_change_nothing() {
    let mut office = Office::new(30).await;
    let contact = office.contact("Bau", "a@b.de").await;
    let path = format!("/keine-mails/{}", contact.token);
    for _ in 0..10 {
        let page = office.app.get(&path).await;
        assert_eq!((page.status, page.count("form[method=post] button[value=abmelden]")), (StatusCode::OK, 1));
        let head = Request::head(&path).body(Body::empty()).expect("a request");
        assert_eq!(office.app.send(head).await.status, StatusCode::OK);
    }
    let stored =
        async |app: &TestApp| app.state.roster.contact(contact.id).await.expect("read").expect("there").declined;
    assert!(!stored(&office.app).await);
    let reply = office.app.post(&path, &[("schritt", "abmelden")]).await;
    assert_eq!(reply.location(), format!("{path}?erledigt=ja"));
    assert!(stored(&office.app).await);
    assert!(office.app.get(reply.location()).await.text_of(".notice").contains("keine Mails mehr"));
    office.app.post(&path, &[("schritt", "wieder")]).await;
    assert!(!stored(&office.app).await);
    for wrong in ["/keine-mails/x", "/keine-mails/00000000000000000000000000000000"] {
        assert_eq!(office.app.get(wrong).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn one_click_of_a_mail_program_ends_the_mails_without_a_redirect() {
    let mut office = Office::new(30).await;
    let contact = office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    let mails = office.send().await;
    assert_eq!(one_click(&office.app, &mails[0]).await.status, StatusCode::OK);
    assert!(office.app.state.roster.contact(contact.id).await.expect("read").expect("there").declined);
    office.turn(7 * DAY);
    assert!(office.send().await.is_empty());
}

#[tokio::test]
async fn a_reminder_carries_the_same_link() {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    let first = office.send().await;
    office.turn(7 * DAY);
    let second = office.send().await;
    assert_eq!(first[0].code(), second[0].code());
    assert!(second[0].body().contains("Wir freuen uns."));
}

#[tokio::test]
async fn refused_and_put_off_mails_are_told_and_tried_again() {
    let mut office = Office::new(30).await;
    office.contact("Weg", "weg@b.de").await;
    office.contact("Grau", "grau@b.de").await;
    office.smtp.behaviour.refuses.lock().expect("no panic").insert("weg@b.de".into());
    office.smtp.behaviour.puts_off.lock().expect("no panic").insert("grau@b.de".into());
    office.invite_all().await;
    assert!(office.send().await.is_empty());
    office.turn(61);
    let mails = office.send().await;
    assert_eq!(mails.iter().map(|mail| mail.to[0].as_str()).collect::<Vec<_>>(), ["grau@b.de"]);
    let page = office.app.get("/intern/wellen/firmen/einladen").await;
    assert!(page.text.contains("Weg (weg@b.de)") && page.text.contains("550"), "{}", page.text_of("main"));
    office.smtp.behaviour.refuses.lock().expect("no panic").clear();
    office.app.post("/intern/wellen/firmen/einladen/steuern", &[("schritt", "erneut")]).await;
    assert_eq!(office.send().await.len(), 1);
}

#[tokio::test]
async fn a_mail_server_that_fails_is_told_on_the_page() {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    office.smtp.behaviour.down.store(true, Ordering::Relaxed);
    office.invite_all().await;
    assert!(office.send().await.is_empty());
    let page = office.app.get("/intern/wellen/firmen/einladen").await;
    assert!(page.text_of(".notice.warning").contains("Nächster Versuch"), "{}", page.text_of(".notice"));
}

#[tokio::test]
async fn a_stopped_or_ended_mailing_sends_nothing_and_keeps_no_codes() {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    office.app.post("/intern/wellen/firmen/einladen/steuern", &[("schritt", "anhalten")]).await;
    assert!(office.send().await.is_empty());
    office.app.post("/intern/wellen/firmen/einladen/steuern", &[("schritt", "weiter")]).await;
    assert_eq!(office.send().await.len(), 1);
    office.app.move_wave("firmen", store::WaveState::Open, store::WaveState::Closed).await;
    office.turn(7 * DAY);
    assert!(office.send().await.is_empty());
    let roster = &office.app.state.roster;
    assert!(roster.invitations(office.wave.id).await.expect("read").iter().all(|one| one.code.is_empty()));
    office.turn(120 * DAY);
    mailing::once(&office.app.state).await.expect("a round");
    assert!(roster.invitations(office.wave.id).await.expect("read").is_empty(), "forgotten after thirty days");
}

#[tokio::test]
async fn who_invites_does_not_wait_for_the_next_minute_and_the_pace_is_kept() {
    let mut office = Office::new(1).await;
    let sending = tokio::spawn(jobs::send_mails(office.app.state.clone()));
    tokio::time::sleep(Duration::from_millis(200)).await;
    office.contact("Bau", "a@b.de").await;
    office.contact("Bad", "b@b.de").await;
    office.invite_all().await;
    let mut received = Vec::new();
    for _ in 0..200 {
        received.extend(office.smtp.take());
        if !received.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(received.len(), 1, "at once, and no more than a minute may hold");
    office.app.post("/intern/wellen/firmen/einladen/steuern", &[("schritt", "weiter")]).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(office.smtp.take().is_empty(), "the next one is for the next minute");
    sending.abort();
}

#[tokio::test]
async fn the_dry_run_shows_what_will_be_sent() {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    let declined = office.contact("Nein", "n@b.de").await;
    office.invite_all().await;
    office.app.state.roster.mark_declined(declined.id, true).await.expect("marked");
    let page = office.app.get("/intern/wellen/firmen/einladen/probelauf").await;
    let rows = page.text_of("table:last-of-type");
    for day in ["1.\u{a0}Oktober", "8.\u{a0}Oktober", "15.\u{a0}Oktober", "9.\u{a0}November"] {
        assert!(page.text.contains(day), "{day}: {rows}");
    }
    assert!(page.text.contains("möchte keine Mails"));
    let wave = office.app.get("/intern/wellen/firmen").await;
    assert!(wave.text.contains("Einladung an einen Kontakt"), "{}", wave.text_of("main"));
}

#[tokio::test]
async fn a_clock_that_leaps_sends_no_reminder_until_staff_confirm_the_date() {
    let mut office = Office::new(60).await;
    office.contact("Holz GmbH", "holz@example.org").await;
    office.invite_all().await;
    assert_eq!(office.send().await.len(), 1);
    jobs::clean_up(&office.app.state).await.expect("the day is noted");

    office.turn(35 * DAY);
    assert_eq!(office.send().await.len(), 0);
    office.app.sign_in().await;
    office.app.post("/intern/datum", &[("tag", "2026-11-05")]).await;
    assert_eq!(office.send().await.len(), 1);
}
