//! The folder into which a demo puts its mails.

use axum::http::StatusCode;
use server::{
    clock::Clock,
    config::Config,
    mailing::{self, Mailing},
};
use store::Contact;

use crate::app::TestApp;

/// A mail holds an address and a link that opens what somebody answers.
#[cfg(unix)]
#[tokio::test]
async fn mails_in_the_folder_of_a_demo_are_for_nobody_else() {
    use std::os::unix::fs::PermissionsExt as _;
    let monday = Clock::fixed("2026-11-23T10:00:00Z".parse().expect("an instant"));
    let mut config = Config::default();
    config.mail.from = "umfrage@example.org".to_owned();
    let app = TestApp::of(config, monday).await;
    let mut app = app.changed(|parts| parts.mailing = Mailing::new(&parts.config, parts.store.clone(), true));
    app.open_template("unternehmen", "firmen").await;
    app.sign_in().await;
    let contact = Contact::new("Bau", "a@b.de");
    app.state.roster.save_contact(&contact).await.expect("saved");
    let id = contact.id.to_hex();
    let pairs = [("kontakt", id.as_str()), ("closes", "2026-12-20"), ("schritt", "senden")];
    let invited = app.post("/intern/wellen/firmen/einladen", &pairs).await;
    assert_eq!(invited.status, StatusCode::SEE_OTHER, "{}", invited.text_of("main"));
    assert_eq!(mailing::once(&app.state).await.expect("a round"), 1);
    let folder = app.folder().join("mails");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    let mails: Vec<_> = std::fs::read_dir(&folder).expect("mails").map(|mail| mail.expect("a mail").path()).collect();
    assert_eq!((mails.len(), mode(&mails[0])), (1, 0o600));
}
