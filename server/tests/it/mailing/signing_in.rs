//! To a mail server that asks for a password, that encrypts, and to one that does not although it should.

use mail::Encryption;
use server::{config::Config, mailing::Mailing};
use store::LetterState;

use super::Office;
use crate::smtp::{CLEAR, certified};

/// "umfrage" and "geheim", as AUTH PLAIN says them.
const LOGIN: &str = "AHVtZnJhZ2UAZ2VoZWlt";

/// One contact is invited, and mails go to a server that lets "umfrage" in with "geheim".
async fn office(tls: Encryption, password: &str) -> Office {
    office_with(tls, password, |_| ()).await
}

async fn office_with(tls: Encryption, password: &str, change: impl FnOnce(&mut Config)) -> Office {
    let mut office = Office::new(30).await;
    *office.smtp.behaviour.login.lock().expect("no panic") = Some(LOGIN);
    let mut config = Config::clone(&office.app.state.config);
    config.mail.tls = tls;
    config.mail.user = Some("umfrage".to_owned());
    config.mail.password = Some(password.to_owned());
    change(&mut config);
    office.app = office.app.changed(|parts| parts.mailing = Mailing::new(&config, parts.store.clone(), false));
    office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    office
}

/// No mail has left, it waits, and staff are told why.
async fn is_kept_back(office: &Office) -> String {
    assert!(office.send().await.is_empty());
    let letters = office.app.state.roster.letters(office.wave.id).await.expect("read");
    assert_eq!((letters.len(), letters[0].state), (1, LetterState::Waiting));
    office.app.state.mailing.trouble().expect("told").reason
}

fn heard(office: &Office) -> String {
    office.smtp.behaviour.heard.lock().expect("no panic").join("\n")
}

#[tokio::test]
async fn a_mail_leaves_once_we_are_signed_in() {
    let office = office(Encryption::None, "geheim").await;
    assert_eq!(office.send().await.len(), 1, "{:?}", office.app.state.mailing.trouble());
}

/// It is not the addresses that are wrong: all mails wait until the password is right.
#[tokio::test]
async fn a_wrong_password_is_told_and_loses_no_mail() {
    let office = office(Encryption::None, "falsch").await;
    let reason = is_kept_back(&office).await;
    assert!(reason.contains("535") && !heard(&office).contains("a@b.de"), "{reason}");
}

/// Whoever stands between us and the server can leave out of its greeting that it encrypts.
#[tokio::test]
async fn a_server_that_does_not_encrypt_hears_neither_the_password_nor_an_address() {
    let office = office(Encryption::Starttls, "geheim").await;
    is_kept_back(&office).await;
    assert!(!heard(&office).contains("AUTH") && !heard(&office).contains("a@b.de"), "{}", heard(&office));
}

/// An office whose mail server is vouched for by an authority of its own, which the settings name or do not.
async fn encrypted(tls: Encryption, certified_for: &str, is_named: bool) -> Office {
    let (acceptor, authority) = certified(certified_for);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("authority.pem");
    std::fs::write(&file, authority).expect("written");
    let office = office_with(tls, "geheim", |config| config.mail.authority = is_named.then_some(file)).await;
    *office.smtp.behaviour.tls.lock().expect("no panic") = Some((acceptor, tls == Encryption::Tls));
    office
}

#[tokio::test]
async fn a_mail_leaves_encrypted_and_nothing_of_it_is_said_before() {
    for (tls, said_in_clear) in [(Encryption::Starttls, 2), (Encryption::Tls, 0)] {
        let office = encrypted(tls, "127.0.0.1", true).await;
        assert_eq!(office.send().await.len(), 1, "{tls:?}: {:?}", office.app.state.mailing.trouble());
        let heard = heard(&office);
        let clear: Vec<&str> = heard.lines().filter(|line| line.starts_with(CLEAR)).collect();
        assert_eq!(clear.len(), said_in_clear, "{tls:?}: EHLO and STARTTLS at most: {heard}");
        assert!(!clear.join("").contains("AUTH") && heard.contains("AUTH") && heard.contains("a@b.de"), "{heard}");
    }
}

/// Whoever stands between us and the server can encrypt, too.
#[tokio::test]
async fn a_server_that_nobody_vouches_for_hears_neither_the_password_nor_an_address() {
    for tls in [Encryption::Starttls, Encryption::Tls] {
        for (certified_for, is_named) in [("127.0.0.1", false), ("mail.example.org", true)] {
            let office = encrypted(tls, certified_for, is_named).await;
            let reason = is_kept_back(&office).await;
            assert!(!heard(&office).contains("AUTH") && !heard(&office).contains("a@b.de"), "{}", heard(&office));
            assert!(reason.contains("certificate"), "{tls:?}, {certified_for}: {reason}");
        }
    }
}
