//! Mails from the invitation to the server that takes them.

mod awaited;
mod open_link;
mod signing_in;
mod six_weeks;
mod steering;

use std::{
    sync::{
        Arc,
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
    jobs, mailing,
};
use store::{Access, Contact, Wave};

use crate::{
    app::{Reply, TestApp},
    smtp::{Received, Smtp},
};

/// The service with a mail server and a clock that can be turned.
pub struct Office {
    pub app: TestApp,
    smtp: Smtp,
    now: Arc<AtomicI64>,
    pub wave: Wave,
}

fn settings(smtp: &Smtp, per_minute: u32) -> Config {
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
    config
}

async fn open_wave(app: &mut TestApp, access: Option<Access>) -> Wave {
    let survey = "/intern/umfragen/kurz";
    app.upload("/intern/umfragen/hochladen", "datei", "kurz.toml", include_str!("mailing/survey.toml"), &[]).await;
    let published = app.post(&format!("{survey}/veroeffentlichen"), &[("stand", "1")]).await;
    assert_eq!(published.location(), survey, "{}", published.text_of("main"));
    let planned = app.post(&format!("{survey}/wellen"), &[("titel", "Firmen"), ("kuerzel", "firmen")]).await;
    assert_eq!(planned.location(), WAVE, "{}", planned.text_of("main"));
    if let Some(access) = access {
        let plan = [("zugang", access.as_str()), ("oeffnet", ""), ("schliesst", "")];
        assert_eq!(app.post(&format!("{WAVE}/planung"), &plan).await.location(), WAVE);
    }
    app.post(&format!("{WAVE}/oeffnen"), &[]).await;
    app.state.store.wave("firmen").await.expect("read").expect("there")
}

const WAVE: &str = "/intern/wellen/firmen";

/// 1 October 2026, 10 o'clock in Paderborn.
const START: i64 = 1_790_841_600;
const DAY: i64 = 24 * 3_600;
pub const ENDS: &str = "2026-11-12";

impl Office {
    /// A wave of firms as staff make it: from a file, published, planned and opened; each is invited on their own.
    pub async fn new(per_minute: u32) -> Office {
        Office::of(per_minute, None).await
    }

    /// The same wave, for which staff have chosen the open link.
    pub async fn with_open_link(per_minute: u32) -> Office {
        Office::of(per_minute, Some(Access::Open)).await
    }

    async fn of(per_minute: u32, access: Option<Access>) -> Office {
        let (smtp, now) = (Smtp::start().await, Arc::new(AtomicI64::new(START)));
        let turned = Arc::clone(&now);
        let clock = Clock::of(move || Timestamp::from_second(turned.load(Ordering::Relaxed)).expect("an instant"));
        let mut app = TestApp::of(settings(&smtp, per_minute), clock).await;
        app.seed_region().await;
        app.sign_in().await;
        let wave = open_wave(&mut app, access).await;
        Office { app, smtp, now, wave }
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

/// What a mail program sends for its own button: no Origin, no Sec-Fetch-Site, no cookie.
async fn one_click(app: &TestApp, mail: &Received) -> Reply {
    let link = mail.header("List-Unsubscribe");
    let path = link.trim_matches(['<', '>']).trim_start_matches("http://127.0.0.1:3000").to_owned();
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    app.send_foreign(request.body(Body::from("List-Unsubscribe=One-Click")).expect("a request")).await
}

pub fn value(reply: &Reply, selector: &str) -> String {
    let selector = scraper::Selector::parse(selector).expect("a selector");
    let html = reply.html();
    html.select(&selector).next().and_then(|found| found.value().attr("value")).unwrap_or_default().to_owned()
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
