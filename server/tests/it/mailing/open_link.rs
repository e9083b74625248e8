//! Invited with an open link: nobody knows who has answered, and nobody is told otherwise.

use axum::http::StatusCode;
use store::{Access, WaveState};

use super::{DAY, ENDS, Office, WAVE, value};
use crate::smtp::Received;

/// The path of the link that ends the mails of this survey.
fn enough(mail: &Received) -> String {
    let body = mail.body();
    let links = body.split("http://127.0.0.1:3000/keine-mails/").skip(1);
    let mut paths = links.map(|rest| rest.split(|c: char| c.is_whitespace() || c == '"').next().unwrap_or_default());
    let path = paths.find(|path| path.contains('/')).expect("a link with the survey");
    format!("/keine-mails/{path}")
}

/// An open link belongs to nobody and is good for any number of answers.
#[tokio::test]
async fn a_mail_with_an_open_link_does_not_call_it_personal() {
    let mut office = Office::with_open_link(30).await;
    office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    let mails = office.send().await;
    assert_eq!(office.wave.access, Access::Open);
    assert!(mails[0].body().contains("http://127.0.0.1:3000/s/firmen"), "{}", mails[0].body());
    assert!(!mails[0].body().contains("gehört zu dieser Einladung"));
}

/// Staff were told that only those are reminded who have not answered, and firms that had that their answers were missing.
#[tokio::test]
async fn whoever_invites_with_an_open_link_is_told_that_all_are_reminded() {
    for (mut office, is_open) in [(Office::with_open_link(30).await, true), (Office::new(30).await, false)] {
        let contact = office.contact("Bau", "a@b.de").await.id.to_hex();
        let typed = [("kontakt", contact.as_str()), ("closes", ENDS), ("note_de", ""), ("schritt", "vorschau")];
        let choosing = office.app.get(&format!("{WAVE}/einladen")).await;
        let preview = office.app.post(&format!("{WAVE}/einladen"), &typed).await;
        office.invite_all().await;
        let rehearsal = office.app.get(&format!("{WAVE}/einladen/probelauf")).await;
        for page in [&choosing, &preview, &rehearsal] {
            assert_eq!(page.text_of("main").contains("werden alle erinnert"), is_open, "{}", page.text_of("main"));
        }
        assert_eq!(preview.text_of("main").contains("wer bis dahin nicht geantwortet"), !is_open);
        assert_eq!(preview.text_of("main").contains("fehlen uns noch"), !is_open);
        assert_eq!(preview.text_of("main").contains("Wer schon geantwortet hat, wissen wir nicht"), is_open);
        assert_eq!(rehearsal.text_of(".lead").contains("bekommt nichts mehr"), !is_open);
    }
}

/// Before anybody is invited a planned wave may be given links of their own; afterwards those that were made would not fit.
#[tokio::test]
async fn the_access_of_a_wave_is_not_changed_under_those_who_are_invited() {
    let mut office = Office::with_open_link(30).await;
    let wave = [("titel", "Später"), ("kuerzel", "spaeter")];
    assert_eq!(office.app.post("/intern/umfragen/kurz/wellen", &wave).await.location(), "/intern/wellen/spaeter");
    let plan = |access: Access| [("zugang", access.as_str()), ("oeffnet", ""), ("schliesst", "")];
    let (base, invite) = ("/intern/wellen/spaeter", "/intern/wellen/spaeter/einladen");
    assert_eq!(office.app.post(&format!("{base}/planung"), &plan(Access::Open)).await.location(), base);
    let link = "main .notice a[href='/intern/wellen/spaeter/planung']";
    assert_eq!(office.app.get(invite).await.count(link), 1);

    let contact = office.contact("Bau", "a@b.de").await.id.to_hex();
    let typed = [("kontakt", contact.as_str()), ("closes", ENDS), ("schritt", "senden")];
    assert_eq!(office.app.post(invite, &typed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.app.get(invite).await.count(link), 0, "it would be refused");
    let refused = office.app.post(&format!("{base}/planung"), &plan(Access::Invited)).await;
    assert_eq!((refused.status, refused.count("#zugang-problem")), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let stored = office.app.state.store.wave("spaeter").await.expect("read").expect("there");
    assert_eq!((stored.access, stored.state), (Access::Open, WaveState::Planned));
    let kept = office.app.post(&format!("{base}/planung"), &plan(Access::Open)).await;
    assert_eq!(kept.location(), base, "times can still be planned");
}

/// Whoever has answered through the open link can say that it is enough, of this survey alone; scanners that follow the link
/// say nothing.
#[tokio::test]
async fn who_has_had_enough_of_one_survey_is_not_reminded_of_it_and_is_invited_to_the_next() {
    let mut office = Office::with_open_link(30).await;
    for firm in ["satt", "still"] {
        office.contact(firm, &format!("{firm}@b.de")).await;
    }
    office.invite_all().await;
    let mails = office.send().await;
    let mail = mails.iter().find(|mail| mail.to[0] == "satt@b.de").expect("invited");
    let path = enough(mail);
    let mut browser = office.app.clone();
    browser.forget_cookies();
    for _ in 0..3 {
        let page = browser.get(&path).await;
        assert_eq!(
            (page.status, page.count("button[value=abmelden]")),
            (StatusCode::OK, 1),
            "{}",
            page.text_of("main")
        );
        assert!(page.text_of("main").contains("Was brauchen Sie?"), "{}", page.text_of("main"));
    }
    let to = |mails: Vec<Received>| mails.into_iter().map(|mail| mail.to[0].clone()).collect::<Vec<_>>();
    let done = browser.post(&path, &[("schritt", "abmelden")]).await;
    assert_eq!(done.location(), format!("{path}?erledigt=ja"));
    assert!(browser.get(done.location()).await.text_of(".notice").contains("keine Mail mehr"));
    office.turn(7 * DAY);
    assert_eq!(to(office.send().await), ["still@b.de"]);
    // Taken back, the next one comes again.
    browser.post(&path, &[("schritt", "wieder")]).await;
    office.turn(7 * DAY);
    let mut both = office.send().await;
    both.sort_by(|a, b| a.to.cmp(&b.to));
    assert!(both.iter().all(|mail| mail.body().contains("wissen wir nicht")), "{}", both[0].body());
    assert_eq!(to(both), ["satt@b.de", "still@b.de"]);

    browser.post(&path, &[("schritt", "abmelden")]).await;
    let contacts = office.app.state.roster.contacts().await.expect("read");
    assert!(contacts.iter().all(|contact| !contact.declined), "other surveys may still ask");
    office.app.sign_in().await;
    let page = office.app.get(&format!("{WAVE}/einladen/probelauf")).await;
    assert!(page.text.contains("keine weitere") && !page.text.contains("keine: möchte"), "{}", page.text_of("main"));
    assert_eq!(browser.get("/keine-mails/00000000000000000000000000000000/firmen").await.status, StatusCode::NOT_FOUND);
    assert_eq!(value(&browser.get(&path).await, "button[name=schritt]"), "wieder");
}
