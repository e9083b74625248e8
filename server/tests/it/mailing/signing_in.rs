//! To a mail server that asks for a password, and to one that does not encrypt although it should.

use mail::Encryption;
use server::{config::Config, mailing::Mailing};
use store::LetterState;

use super::Office;

/// "umfrage" and "geheim", as AUTH PLAIN says them.
const LOGIN: &str = "AHVtZnJhZ2UAZ2VoZWlt";

/// One contact is invited, and mails go to a server that lets "umfrage" in with "geheim".
async fn office(tls: Encryption, password: &str) -> Office {
    let mut office = Office::new(30).await;
    *office.smtp.behaviour.login.lock().expect("no panic") = Some(LOGIN);
    let mut config = Config::clone(&office.app.state.config);
    config.mail.tls = tls;
    config.mail.user = Some("umfrage".to_owned());
    config.mail.password = Some(password.to_owned());
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
