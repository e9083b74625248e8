//! What is kept under one address, and that it goes.

use std::fs;

use store::{BarrierReport, Contact, ContactRequest, Id, Location, Roster, Stop, Subject};

use super::{Fresh, due, invited, rosters};

const ADDRESS: &str = "anna@muster.example";
const DAY: &str = "2026-11-23";

async fn leave(roster: &Roster, wave: Id, email: &str) {
    let request = vec![ContactRequest { item: "kontakt".into(), email: email.into() }];
    roster.leave_contact_requests(wave, request.clone()).await.unwrap();
    roster.keep_contact_requests(wave, request).await.unwrap();
}

async fn report(roster: &Roster, email: &str) {
    let report =
        BarrierReport { id: Id::random(), day: DAY.into(), message: "Kein Kontrast".into(), email: email.into() };
    roster.add_barrier_report(&report).await.unwrap();
}

/// The same of everything under this address.
async fn everything(roster: &Roster, wave: Id, email: &str) -> Id {
    let id = invited(roster, wave, email).await;
    let kept = roster.contact(id).await.unwrap().unwrap();
    let contact = Contact { person: format!("Person {email}"), kreis: "Kreis Höxter".into(), ..kept };
    roster.save_contact(&contact).await.unwrap();
    roster.mark_bounced(id, true).await.unwrap();
    roster.queue(due(wave, id, "invitation"), DAY).await.unwrap();
    roster.firm_place(wave, id).await.unwrap();
    // As people type it.
    leave(roster, wave, &email.to_uppercase()).await;
    report(roster, &format!(" {email}")).await;
    id
}

async fn kept(roster: &Roster, email: &str) -> Subject {
    roster.subject(|other| other.trim().to_lowercase() == email).await.unwrap()
}

fn counts(subject: &Subject) -> [usize; 6] {
    let Subject { contact, invitations, letters, places, requests, barriers } = subject;
    [contact.iter().len(), invitations.len(), letters.len(), places.len(), requests.len(), barriers.len()]
}

#[tokio::test]
async fn everything_under_an_address_is_found_and_nothing_of_others() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        let id = everything(roster, wave, ADDRESS).await;
        everything(roster, wave, "hanna@muster.example").await;
        leave(roster, Id::random(), ADDRESS).await;
        let subject = kept(roster, ADDRESS).await;
        assert_eq!(counts(&subject), [1, 1, 1, 1, 2, 1]);
        assert_eq!(subject.contact.unwrap().id, id);
        assert!(subject.letters.iter().all(|letter| letter.contact == id && letter.kind == "invitation"));
        assert!(subject.places.iter().all(|place| place.contact == Some(id)));
        assert!(kept(roster, "nobody@muster.example").await.is_empty());
        // Whoever was never invited may have left an address.
        leave(roster, wave, "guest@muster.example").await;
        assert_eq!(counts(&kept(roster, "guest@muster.example").await), [0, 0, 0, 0, 1, 0]);
    }
}

#[tokio::test]
async fn what_is_erased_leaves_an_address_that_gets_no_mails() {
    for Fresh { roster, .. } in &rosters().await {
        let wave = Id::random();
        let id = everything(roster, wave, ADDRESS).await;
        let before = everything(roster, wave, "hanna@muster.example").await;
        roster.erase_subject(kept(roster, ADDRESS).await, Stop::Keep("(erased)".into())).await.unwrap();
        let left = kept(roster, ADDRESS).await;
        assert_eq!(counts(&left), [1, 0, 0, 0, 0, 0]);
        let contact = left.contact.unwrap();
        let stop = Contact {
            id,
            token: contact.token,
            declined: true,
            locale: contact.locale,
            ..Contact::new("(erased)", ADDRESS)
        };
        assert_eq!(contact, stop);
        assert!(!contact.is_reachable());
        // A list that brings the address again does not lift it.
        let again = Contact { person: "Anna".into(), ..contact };
        roster.import_contacts(vec![again]).await.unwrap();
        assert!(roster.contact(id).await.unwrap().unwrap().declined);
        assert_eq!(counts(&kept(roster, "hanna@muster.example").await), [1; 6], "{before}");
    }
}

#[tokio::test]
async fn without_a_stop_nothing_at_all_is_left_in_any_file() {
    for Fresh { roster, location, .. } in &rosters().await {
        let wave = Id::random();
        everything(roster, wave, ADDRESS).await;
        roster.erase_subject(kept(roster, ADDRESS).await, Stop::Forget).await.unwrap();
        assert!(kept(roster, ADDRESS).await.is_empty());
        assert_eq!(roster.contacts().await.unwrap(), []);
        assert_eq!(roster.places(wave).await.unwrap(), []);
        roster.checkpoint().await.unwrap();
        let Location::Sqlite(path) = location else { continue };
        for ending in ["", "-wal"] {
            let file = fs::read(format!("{}{ending}", path.display())).unwrap_or_default().to_ascii_lowercase();
            assert!(!file.windows(ADDRESS.len()).any(|bytes| bytes == ADDRESS.as_bytes()), "{ending}");
        }
    }
}
