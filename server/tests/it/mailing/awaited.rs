//! A mail whose link would lead nowhere.

use super::{DAY, Office, WAVE};

/// An older copy of the answers beside the contacts of today.
#[tokio::test]
async fn a_code_that_is_not_there_any_more_is_not_sent_and_staff_are_told() {
    let mut office = Office::new(30).await;
    office.contact("Bau", "a@b.de").await;
    office.invite_all().await;
    assert_eq!(office.send().await.len(), 1);
    let store = &office.app.state.store;
    for batch in store.batches(office.wave.id).await.expect("read") {
        store.void_codes(office.wave.id, batch.id).await.expect("gone");
    }
    office.turn(7 * DAY);
    assert!(office.send().await.is_empty());
    office.app.sign_in().await;
    let page = office.app.get(&format!("{WAVE}/einladen")).await;
    let told = page.text_of("main");
    assert!(told.contains("Bau (a@b.de)") && told.contains("Den Code dieser Einladung gibt es nicht mehr"), "{told}");
}
