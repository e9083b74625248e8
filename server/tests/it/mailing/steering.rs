//! What staff change while mails go out.

use std::{ops::Range, sync::atomic::Ordering, time::Duration};

use axum::http::StatusCode;
use server::mailing;
use store::WaveState;
use tokio::time::sleep;

use super::{DAY, Office, WAVE};
use crate::{app::TestApp, smtp::Received};

/// Invited, and the invitation is there.
async fn invited() -> Office {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    let mails = office.send().await;
    assert!(mails[0].body().contains("Die Umfrage endet am 12."), "{}", mails[0].body());
    office
}

async fn plan_the_end(office: &mut Office, closes: &str) {
    office.app.sign_in().await;
    let saved = office.app.post(&format!("{WAVE}/planung"), &[("oeffnet", ""), ("schliesst", closes)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text_of(".problems"));
}

/// The mails of these days, the first of which is today.
async fn sent(office: &Office, days: Range<i64>) -> Vec<(i64, Received)> {
    let mut sent = Vec::new();
    for day in days {
        sent.extend(office.send().await.into_iter().map(|mail| (day, mail)));
        office.turn(DAY);
    }
    sent
}

fn days(sent: &[(i64, Received)]) -> Vec<i64> {
    sent.iter().map(|(day, _)| *day).collect()
}

/// From 12 to 26 November.
#[tokio::test]
async fn a_later_end_is_named_in_mails_that_wait_and_reminders_go_on_to_it() {
    let mut office = invited().await;
    office.turn(7 * DAY);
    office.smtp.behaviour.down.store(true, Ordering::Relaxed);
    assert!(office.send().await.is_empty(), "it waits");
    plan_the_end(&mut office, "2026-11-26T18:00").await;
    let rehearsal = office.app.get(&format!("{WAVE}/einladen/probelauf")).await;
    assert!(rehearsal.text.contains("23.\u{a0}November"), "{}", rehearsal.text_of("main"));
    office.smtp.behaviour.down.store(false, Ordering::Relaxed);
    office.turn(61);
    let sent = sent(&office, 7..57).await;
    assert_eq!(days(&sent), [7, 14, 53]);
    for (day, mail) in &sent {
        assert!(mail.body().contains("Die Umfrage endet am 26."), "{day}: {}", mail.body());
    }
}

/// From 12 November to 14 October.
#[tokio::test]
async fn an_earlier_end_is_named_and_no_mail_comes_after_it() {
    let mut office = invited().await;
    plan_the_end(&mut office, "2026-10-14T18:00").await;
    let sent = sent(&office, 0..20).await;
    assert_eq!(days(&sent), [7, 10]);
    assert!(sent.iter().all(|(_, mail)| mail.body().contains("Die Umfrage endet am 14.")));
    assert!(sent[1].1.body().contains("endet bald"), "{}", sent[1].1.body());
}

#[tokio::test]
async fn mails_name_no_end_and_no_last_call_comes_once_the_wave_has_none() {
    let mut office = invited().await;
    plan_the_end(&mut office, "").await;
    let sent = sent(&office, 0..45).await;
    assert_eq!(days(&sent), [7, 14]);
    assert!(sent.iter().all(|(_, mail)| !mail.body().contains("Die Umfrage endet am")));
}

const FIRMS: usize = 30;

/// A round of so many mails, and what is done once the first of them is out. Gives how many left.
async fn in_a_round(office: &mut Office, act: impl AsyncFnOnce(&mut TestApp)) -> usize {
    for firm in 0..FIRMS {
        office.contact("Bau", &format!("a{firm}@b.de")).await;
    }
    office.invite_all().await;
    let state = office.app.state.clone();
    let round = tokio::spawn(async move { mailing::once(&state).await.expect("a round") });
    while office.smtp.take().is_empty() {
        sleep(Duration::from_millis(1)).await;
    }
    act(&mut office.app).await;
    let sent = round.await.expect("no panic") as usize;
    office.smtp.take();
    sent
}

#[tokio::test]
async fn mails_that_are_stopped_in_the_middle_of_a_round_wait() {
    let mut office = Office::new(60).await;
    let steer = |step| [("schritt", step)];
    let sent = in_a_round(&mut office, async |app| {
        app.post(&format!("{WAVE}/einladen/steuern"), &steer("anhalten")).await;
    })
    .await;
    assert!(sent < FIRMS, "all were sent");
    assert!(office.send().await.is_empty());
    office.app.post(&format!("{WAVE}/einladen/steuern"), &steer("weiter")).await;
    assert_eq!(office.send().await.len(), FIRMS - sent, "none is lost");
}

#[tokio::test]
async fn a_wave_that_ends_in_the_middle_of_a_round_sends_no_more() {
    let mut office = Office::new(60).await;
    let sent = in_a_round(&mut office, async |app| {
        app.move_wave("firmen", WaveState::Open, WaveState::Closed).await;
    })
    .await;
    assert!(sent < FIRMS, "all were sent");
    assert!(office.send().await.is_empty());
}
