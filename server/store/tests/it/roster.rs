//! The roster: contacts, invitations, outbox, places; on both databases.

mod subject;

use store::{
    Contact, ContactRequest, Due, Error, Id, Invitation, LetterState, Location, Mailing, Opened, Roster, Store,
};
use tempfile::TempDir;

use crate::databases::{drop_database, empty_postgres, empty_sqlite};

struct Fresh {
    roster: Roster,
    location: Location,
    _folder: Option<TempDir>,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        drop_database(&self.location);
    }
}

async fn rosters() -> Vec<Fresh> {
    let (sqlite, folder) = empty_sqlite();
    let mut rosters = vec![fresh(sqlite, Some(folder)).await];
    if let Some(postgres) = empty_postgres().await {
        rosters.push(fresh(postgres, None).await);
    }
    rosters
}

async fn fresh(location: Location, folder: Option<TempDir>) -> Fresh {
    let roster = Roster::open(&location).await.unwrap();
    assert_eq!(
        roster.pending_migrations().await.unwrap(),
        [
            "0001 first",
            "0002 firm_place",
            "0003 contact_request",
            "0004 invited_firm",
            "0005 enough",
            "0006 barrier_report",
            "0007 one_end",
            "0008 pending_request"
        ]
    );
    roster.migrate().await.unwrap();
    roster.migrate().await.unwrap();
    Fresh { roster, location, _folder: folder }
}

fn mailing(wave: Id) -> Mailing {
    Mailing { wave, note_de: "Ü".into(), note_en: String::new(), stopped: false }
}

/// A contact of this address who is invited to the wave.
async fn invited(roster: &Roster, wave: Id, email: &str) -> Id {
    let contact = Contact::new("Firma", email);
    roster.save_contact(&contact).await.unwrap();
    let invitation =
        Invitation { wave, contact: contact.id, code: b"sealed".to_vec(), firm: contact.firm.clone(), enough: false };
    assert_eq!(roster.invite(mailing(wave), vec![invitation]).await.unwrap(), 1);
    contact.id
}

fn due(wave: Id, contact: Id, kind: &str) -> Vec<Due> {
    vec![Due { wave, contact, kind: kind.to_owned() }]
}

#[tokio::test]
async fn roster_and_answers_refuse_each_others_database() {
    let (sqlite, _folder) = empty_sqlite();
    for location in [Some(sqlite), empty_postgres().await].into_iter().flatten() {
        let store = Store::open(&location).await.unwrap();
        store.migrate().await.unwrap();
        let roster = Roster::open(&location).await.unwrap();
        for refused in [roster.migrate().await, roster.pending_migrations().await.map(|_| ())] {
            let error = refused.expect_err("the same database");
            assert!(error.to_string().contains("apart"), "{error}");
        }
        drop((store, roster));
        drop_database(&location);
    }
    for fresh in rosters().await {
        assert!(Store::open(&fresh.location).await.unwrap().migrate().await.is_err());
    }
}

#[tokio::test]
async fn contacts_are_kept_changed_and_known_by_their_address() {
    for Fresh { roster, .. } in &rosters().await {
        let ada =
            Contact { person: "Ada".into(), kreis: "Kreis Höxter".into(), ..Contact::new("Zimmerei", " A@B.de ") };
        roster.save_contact(&ada).await.unwrap();
        let twin = Contact::new("Andere", "a@b.de");
        assert!(matches!(roster.save_contact(&twin).await, Err(Error::Conflict)));
        assert!(matches!(roster.import_contacts(vec![Contact::new("B", "b@b.de"), twin]).await, Err(Error::Conflict)));
        assert_eq!(roster.contacts().await.unwrap(), std::slice::from_ref(&ada), "all or none");

        roster.mark_declined(ada.id, true).await.unwrap();
        roster.mark_bounced(ada.id, true).await.unwrap();
        let changed = Contact { firm: "Bau".into(), token: Id::random(), ..ada.clone() };
        roster.save_contact(&changed).await.unwrap();
        let stored = roster.contact(ada.id).await.unwrap().unwrap();
        let marked = Contact { declined: true, bounced: true, token: ada.token, ..changed };
        assert_eq!(stored, marked, "a change of the firm's name does not write to who declined");
        assert_eq!(roster.contact_by_token(ada.token).await.unwrap(), Some(marked));
        assert_eq!(roster.contact_by_token(Id::random()).await.unwrap(), None);

        roster.delete_contact(ada.id).await.unwrap();
        assert!(matches!(roster.delete_contact(ada.id).await, Err(Error::NotFound)));
        assert!(matches!(roster.mark_declined(ada.id, true).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn whoever_is_invited_twice_keeps_the_first_code() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        let contact = invited(roster, wave, "a@b.de").await;
        let again = Invitation { wave, contact, code: b"other".to_vec(), firm: String::new(), enough: false };
        assert_eq!(roster.invite(mailing(wave), vec![again]).await.unwrap(), 0);
        assert_eq!(roster.invitation(wave, contact).await.unwrap().unwrap().code, b"sealed");
        assert_eq!(roster.mailing(wave).await.unwrap(), Some(mailing(wave)));
        roster.mark_enough(wave, contact, true).await.unwrap();
        assert!(roster.invitation(wave, contact).await.unwrap().unwrap().enough);
        assert!(matches!(roster.mark_enough(Id::random(), contact, true).await, Err(Error::NotFound)));
        let stranger = Invitation { wave, contact: Id::random(), code: Vec::new(), firm: String::new(), enough: false };
        assert!(matches!(roster.invite(mailing(wave), vec![stranger]).await, Err(Error::Conflict)));

        roster.end_mailing(wave).await.unwrap();
        assert_eq!(roster.invitations(wave).await.unwrap()[0].code, b"");
        roster.forget_mailing(wave).await.unwrap();
        assert!(roster.invitations(wave).await.unwrap().is_empty() && roster.mailings().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_mail_stands_in_the_outbox_once_and_is_ticked_off_once() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        let contact = invited(roster, wave, "a@b.de").await;
        assert_eq!(roster.queue(due(wave, contact, "invitation"), "2026-10-01").await.unwrap(), 1);
        assert_eq!(roster.queue(due(wave, contact, "invitation"), "2026-10-02").await.unwrap(), 0);
        let [letter] = &roster.waiting_letters("2026-10-01T08:00:00Z", 9).await.unwrap()[..] else { panic!("one") };
        roster.claim_letter(letter.id, "2026-10-01T09:00:00Z").await.unwrap();
        assert!(roster.waiting_letters("2026-10-01T08:30:00Z", 9).await.unwrap().is_empty(), "not before 9");
        let again = &roster.waiting_letters("2026-10-01T09:00:00Z", 9).await.unwrap()[0];
        assert_eq!((again.attempts, again.id), (1, letter.id));
        roster.postpone_letter(letter.id, "", "greylisted", true).await.unwrap();
        assert_eq!(roster.waiting_letters("x", 9).await.unwrap()[0].attempts, 0);
        for _ in 0..2 {
            roster.finish_letter(letter.id, "2026-10-01", true).await.unwrap();
        }
        let sent = roster.sent(wave).await.unwrap();
        assert_eq!((sent.len(), sent[0].mails, sent[0].kind.as_str()), (1, 1, "invitation"));
        assert!(matches!(roster.claim_letter(letter.id, "").await, Err(Error::NotFound)));
    }
}

/// The outbox must not tell who has answered.
#[tokio::test]
async fn sent_and_not_needed_look_the_same() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        for (email, is_sent) in [("a@b.de", true), ("c@d.de", false)] {
            let contact = invited(roster, wave, email).await;
            roster.queue(due(wave, contact, "reminder-1"), "2026-10-08").await.unwrap();
            let letter = &roster.waiting_letters("2026", 9).await.unwrap()[0];
            roster.claim_letter(letter.id, "").await.unwrap();
            roster.finish_letter(letter.id, "2026-10-08", is_sent).await.unwrap();
        }
        let letters = roster.letters(wave).await.unwrap();
        let shown = |i: usize| {
            let letter = letters[i].clone();
            (letter.kind, letter.day, letter.state, letter.attempts, letter.not_before, letter.reason)
        };
        assert_eq!(shown(0), shown(1));
        assert_eq!(letters[0].state, LetterState::Done);
        assert_eq!(roster.sent(wave).await.unwrap()[0].mails, 1);
    }
}

#[tokio::test]
async fn a_stopped_mailing_sends_nothing() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        let contact = invited(roster, wave, "a@b.de").await;
        roster.queue(due(wave, contact, "invitation"), "2026-10-01").await.unwrap();
        roster.stop_mailing(wave, true).await.unwrap();
        assert!(roster.waiting_letters("2026", 9).await.unwrap().is_empty());
        roster.stop_mailing(wave, false).await.unwrap();
        let letter = &roster.waiting_letters("2026", 9).await.unwrap()[0];
        roster.fail_letter(letter.id, "550").await.unwrap();
        assert_eq!(roster.retry_letters(wave).await.unwrap(), 1);
        roster.fail_letter(letter.id, "550").await.unwrap();
        assert!(roster.waiting_letters("2026", 9).await.unwrap().is_empty());
        assert_eq!(roster.letters(wave).await.unwrap()[0].state, LetterState::Failed);
        assert!(matches!(roster.stop_mailing(Id::random(), true).await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn only_places_that_were_named_are_counted() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        roster.add_place(wave, "messe-hoexter", "Messe Höxter").await.unwrap();
        assert!(matches!(roster.add_place(wave, "messe-hoexter", "x").await, Err(Error::Conflict)));
        let opened = [("messe-hoexter", 1), ("messe-hoexter", 1), ("erfunden", 3)];
        let opened = opened.map(|(code, times)| Opened { wave, code: code.to_owned(), times });
        roster.count_openings(opened.to_vec()).await.unwrap();
        let [place] = &roster.places(wave).await.unwrap()[..] else { panic!("one place") };
        assert_eq!(place.opened, 2);
        roster.remove_place(wave, "messe-hoexter").await.unwrap();
        assert!(matches!(roster.remove_place(wave, "messe-hoexter").await, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn a_firm_has_one_place_of_a_wave_which_does_not_spell_its_name_and_goes_with_it() {
    for Fresh { roster, .. } in &rosters().await {
        let (wave, firm) = (Id::random(), Contact::new("Muster GmbH", "a@muster.example"));
        assert!(matches!(roster.firm_place(wave, firm.id).await, Err(Error::NotFound)));
        roster.save_contact(&firm).await.unwrap();
        let place = roster.firm_place(wave, firm.id).await.unwrap();
        assert_eq!(roster.firm_place(wave, firm.id).await.unwrap(), place);
        assert_eq!((place.label.as_str(), place.contact), ("Muster GmbH", Some(firm.id)));
        assert!(place.code.len() == 7 && !place.code.contains("muster"), "{}", place.code);
        assert_ne!(roster.firm_place(Id::random(), firm.id).await.unwrap().code, place.code);
        assert_eq!(roster.place(wave, &place.code).await.unwrap(), Some(place.clone()));
        // It is called as the firm is called now.
        roster.save_contact(&Contact { firm: "Muster SE".into(), ..firm.clone() }).await.unwrap();
        roster.add_place(wave, "messe", "Messe").await.unwrap();
        let labels: Vec<String> = roster.places(wave).await.unwrap().into_iter().map(|place| place.label).collect();
        assert_eq!(labels, ["Messe", "Muster SE"]);
        roster.delete_contact(firm.id).await.unwrap();
        assert_eq!(roster.place(wave, &place.code).await.unwrap(), None);
        assert_eq!(roster.places(wave).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_address_left_twice_is_there_once_and_goes_alone_or_with_all() {
    for Fresh { roster, .. } in &rosters().await {
        let (wave, other) = (Id::random(), Id::random());
        let request = |email: &str| ContactRequest { item: "kontakt".into(), email: email.into() };
        roster.leave_contact_requests(wave, vec![request("b@b.de"), request("a@b.de")]).await.unwrap();
        roster.leave_contact_requests(wave, vec![request("b@b.de"), request("c@b.de")]).await.unwrap();
        roster.leave_contact_requests(other, vec![request("a@b.de")]).await.unwrap();
        let left = roster.contact_requests(wave).await.unwrap();
        assert_eq!(left, [request("a@b.de"), request("b@b.de"), request("c@b.de")]);
        roster.remove_contact_request(wave, &request("b@b.de")).await.unwrap();
        assert_eq!(roster.contact_requests(wave).await.unwrap(), [request("a@b.de"), request("c@b.de")]);
        roster.remove_contact_requests(wave).await.unwrap();
        assert!(roster.contact_requests(wave).await.unwrap().is_empty());
        assert_eq!(roster.contact_requests(other).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn an_address_of_stored_answers_stays_whoever_else_left_it_and_is_turned_away() {
    for Fresh { roster, location, .. } in &rosters().await {
        let wave = Id::random();
        let ada = || vec![ContactRequest { item: "kontakt".into(), email: "ada@b.de".into() }];
        let left = async || roster.contact_requests(wave).await.unwrap().len();
        // Two are on their way; the first is turned away after the second is stored.
        roster.leave_contact_requests(wave, ada()).await.unwrap();
        roster.leave_contact_requests(wave, ada()).await.unwrap();
        roster.keep_contact_requests(wave, ada()).await.unwrap();
        roster.take_back_contact_requests(wave, ada()).await.unwrap();
        assert_eq!(left().await, 1, "{location:?}");
        // A third, whose answers are not the ones that brought it.
        roster.leave_contact_requests(wave, ada()).await.unwrap();
        roster.take_back_contact_requests(wave, ada()).await.unwrap();
        assert_eq!(left().await, 1, "{location:?}");
    }
}

#[tokio::test]
async fn an_address_goes_with_the_last_of_those_who_are_turned_away() {
    for Fresh { roster, location, .. } in &rosters().await {
        let wave = Id::random();
        let ada = || vec![ContactRequest { item: "kontakt".into(), email: "ada@b.de".into() }];
        for _ in 0..3 {
            roster.leave_contact_requests(wave, ada()).await.unwrap();
        }
        for left in [1, 1, 0] {
            roster.take_back_contact_requests(wave, ada()).await.unwrap();
            assert_eq!(roster.contact_requests(wave).await.unwrap().len(), left, "{location:?}");
        }
    }
}
