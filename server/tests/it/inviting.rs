//! Choosing whom to invite: what is missing, until when, and nobody twice.

use std::time::Duration;

use axum::http::StatusCode;
use tokio::{io::AsyncWriteExt as _, net::TcpStream, time::sleep};

use crate::{
    app::{ANSWERS, ROSTER},
    mailing::{ENDS, Office, value},
};

#[tokio::test]
async fn inviting_says_what_is_missing_and_keeps_what_was_typed() {
    let mut office = Office::new(30).await;
    let contact = office.contact("Bau", "a@b.de").await.id.to_hex();
    let path = "/intern/wellen/firmen/einladen";
    let typed = [("kontakt", contact.as_str()), ("closes", "2020-01-01"), ("note_de", "Ein <b>Satz</b>")];
    let reply = office.app.post(path, &typed).await;
    assert_eq!((reply.status, reply.count("#closes-problem")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert_eq!(reply.text_of("textarea[name=note_de]"), "Ein <b>Satz</b>");
    assert_eq!(reply.count(&format!("input[value=\"{contact}\"][checked]")), 1);
    let none = office.app.post(path, &[("closes", ENDS)]).await;
    assert_eq!((none.count("#kontakt-problem"), value(&none, "input[name=closes]").as_str()), (1, ENDS));

    let preview = office.app.post(path, &[typed[0], ("closes", ENDS), typed[2], ("schritt", "vorschau")]).await;
    assert_eq!((preview.status, preview.count("pre")), (StatusCode::OK, 4));
    assert!(preview.text_of("pre").contains("Ein <b>Satz</b>") && preview.text.contains("1 Kontakt einladen"));
    assert!(office.send().await.is_empty(), "a preview sends nothing");
    let back = office.app.post(path, &[typed[0], ("closes", ENDS), typed[2], ("schritt", "aendern")]).await;
    assert_eq!(back.text_of("textarea[name=note_de]"), "Ein <b>Satz</b>");
    assert_eq!(office.app.get("/intern/wellen/nirgends/einladen").await.status, StatusCode::NOT_FOUND);
}

/// The mail names one end of the survey, and the wave has another: staff are asked which.
#[tokio::test]
async fn the_end_in_the_mails_is_the_end_of_the_wave_and_may_be_written_in_german() {
    let mut office = Office::new(30).await;
    let contact = office.contact("Bau", "a@b.de").await.id.to_hex();
    let path = "/intern/wellen/firmen/einladen";
    let schedule = store::Schedule { opens: None, closes: Some("2026-11-20T18:00".to_owned()) };
    office.app.state.store.set_schedule(office.wave.id, &schedule).await.expect("planned");
    assert_eq!(value(&office.app.get(path).await, "input[name=closes]"), "2026-11-20", "proposed");
    let typed = |day| [("kontakt", contact.as_str()), ("closes", day), ("schritt", "vorschau")];
    let other = office.app.post(path, &typed("2026-11-12")).await;
    assert_eq!((other.status, other.count("#closes-problem")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    assert!(other.text.contains("endet die Welle am 20."), "{}", other.text_of("main"));
    let german = office.app.post(path, &typed("20.11.2026")).await;
    assert_eq!(german.status, StatusCode::OK);
    assert!(german.text_of("pre").contains("Die Umfrage endet am 20."), "{}", german.text_of("pre"));
}

/// Pressed twice, the second answer is that of the first: nobody must think that it failed.
#[tokio::test]
async fn inviting_everybody_twice_says_the_same_twice() {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    let first = office.invite_all().await;
    assert_eq!((first.status, first.location().ends_with("erledigt=eingeladen-1")), (StatusCode::SEE_OTHER, true));
    let again = office.invite_all().await;
    assert_eq!((again.status, again.location()), (first.status, first.location()));
    assert_eq!(office.send().await.len(), 1, "one mail each");
    let nobody = [("closes", ENDS), ("schritt", "senden")];
    let refused = office.app.post("/intern/wellen/firmen/einladen", &nobody).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The mails name a day: then the wave ends on it.
#[tokio::test]
async fn the_end_that_mails_promise_is_planned() {
    let mut office = Office::new(30).await;
    let contact = office.contact("Bau", "a@b.de").await.id.to_hex();
    let typed = [("kontakt", contact.as_str()), ("closes", ENDS), ("schritt", "vorschau")];
    let preview = office.app.post("/intern/wellen/firmen/einladen", &typed).await;
    assert!(preview.text_of("main").contains("schließt dann von selbst am 12."), "{}", preview.text_of("main"));
    let closes = |wave: Option<store::Wave>| wave.expect("there").schedule.closes;
    let store = office.app.state.store.clone();
    assert_eq!(closes(store.wave("firmen").await.expect("read")), None, "looking plans nothing");
    office.invite_all().await;
    assert_eq!(closes(store.wave("firmen").await.expect("read")).as_deref(), Some("2026-11-12T23:59"));
    let page = office.app.get("/intern/wellen/firmen").await;
    assert!(page.text_of(".notice").contains("Schließt von selbst am 12."), "{}", page.text_of("main"));
    // A plan that is there stays, to the minute.
    let other = office.contact("Holz", "c@d.de").await.id.to_hex();
    let planned = store::Schedule { opens: None, closes: Some(format!("{ENDS}T18:00")) };
    store.set_schedule(office.wave.id, &planned).await.expect("planned");
    let typed = [("kontakt", other.as_str()), ("closes", ENDS), ("schritt", "senden")];
    office.app.post("/intern/wellen/firmen/einladen", &typed).await;
    assert_eq!(closes(store.wave("firmen").await.expect("read")), planned.closes);
}

/// How many have an invitation, and how many count as asked.
async fn counted(office: &Office) -> (usize, u64) {
    let (state, wave) = (&office.app.state, office.wave.id);
    let invited = state.roster.invitations(wave).await.expect("read").len();
    let batches = state.store.batches(wave).await.expect("read");
    (invited, batches.iter().map(|batch| batch.issued).sum())
}

/// Both posts are under way at once: whoever came second has not seen what the first has done.
#[tokio::test]
async fn pressed_twice_at_once_everybody_counts_as_asked_once() {
    let mut office = Office::new(30).await;
    let mut typed = vec![("closes".to_owned(), ENDS.to_owned()), ("schritt".to_owned(), "senden".to_owned())];
    for firm in 0..20 {
        typed.push(("kontakt".to_owned(), office.contact("Bau", &format!("a{firm}@b.de")).await.id.to_hex()));
    }
    let pairs = crate::respond::borrowed(&typed);
    let mut other = office.app.clone();
    let path = "/intern/wellen/firmen/einladen";
    let (first, second) = tokio::join!(office.app.post(path, &pairs), other.post(path, &pairs));
    for reply in [first, second] {
        assert!(reply.location().ends_with("erledigt=eingeladen-20"), "{}", reply.text_of("main"));
    }
    assert_eq!(counted(&office).await, (20, 20));
    assert_eq!(office.send().await.len(), 20);
}

/// A browser that is closed while the codes are being stored, or the invitations are.
#[tokio::test]
async fn whoever_is_being_invited_when_staff_go_away_is_invited() {
    for file in [ANSWERS, ROSTER] {
        let office = Office::new(30).await;
        let contact = office.contact("Bau", "a@b.de").await.id.to_hex();
        let (addr, held) = (office.app.listen().await, office.app.hold(file).await);
        let body = format!("kontakt={contact}&closes={ENDS}&schritt=senden");
        let session = office.app.cookie("sitzung").expect("signed in");
        let request = format!(
            "POST /intern/wellen/firmen/einladen HTTP/1.1\r\nHost: {addr}\r\nCookie: sitzung={session}\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let mut stream = TcpStream::connect(addr).await.expect("connected");
        stream.write_all(request.as_bytes()).await.expect("sent");
        sleep(Duration::from_millis(500)).await;
        drop(stream);
        sleep(Duration::from_millis(200)).await;
        held.let_go().await;
        for _ in 0..200 {
            if counted(&office).await == (1, 1) {
                break;
            }
            sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(counted(&office).await, (1, 1), "{file}");
    }
}
