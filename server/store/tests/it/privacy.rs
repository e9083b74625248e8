//! What must not be found in the database.

use std::fs;

use store::{KeyHash, Location, Store};

use crate::{
    databases::{Fresh, databases, sqlite},
    responses::{documents, submission},
};

async fn columns(db: &Fresh, sqlite: &'static str, postgres: &'static str) -> Vec<String> {
    db.look(if db.folder.is_some() { sqlite } else { postgres }).await
}

#[tokio::test]
async fn a_response_has_no_column_for_a_date_an_order_or_a_person() {
    for db in databases().await {
        let found = columns(
            &db,
            "SELECT name FROM pragma_table_info('response') ORDER BY cid",
            "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'response' \
             ORDER BY ordinal_position",
        )
        .await;
        assert_eq!(found, ["id", "wave", "version", "answers", "stratum"]);
        let found = columns(
            &db,
            "SELECT name FROM pragma_table_info('receipt') ORDER BY cid",
            "SELECT column_name::text FROM information_schema.columns WHERE table_name = 'receipt' \
             ORDER BY ordinal_position",
        )
        .await;
        assert_eq!(found, ["wave", "hash"]);
    }
}

#[tokio::test]
async fn sqlite_numbers_neither_responses_nor_receipts_nor_drafts() {
    let db = sqlite().await;
    let unnumbered = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 1 ORDER BY name";
    let unnumbered = db.look::<String>(unnumbered).await;
    for table in ["code", "draft", "held_back", "inbox", "open_text", "receipt", "response", "session", "text_coding"] {
        assert!(unnumbered.iter().any(|name| name == table), "{table} has a rowid");
    }
    let sequences = "SELECT name FROM sqlite_schema WHERE name = 'sqlite_sequence'";
    assert!(db.look::<String>(sequences).await.is_empty());
}

/// Spearman's rank correlation of the order of arrival with the order of reading is that of chance: five standard
/// errors, exceeded once in 1.7 million runs.
#[tokio::test]
async fn the_order_of_reading_says_nothing_about_the_order_of_arrival() {
    const N: usize = 400;
    for db in databases().await {
        let wave = db.wave("w").await;
        for i in 0..N {
            db.store.submit(submission(wave, &i.to_string(), &i.to_string())).await.unwrap();
        }
        if db.folder.is_none() {
            // The plan that shows rows as they lie in the heap, which is the order of arrival.
            db.for_all_sessions("SET enable_indexscan = off").await;
        }
        let store = Store::open(&db.location).await.unwrap();
        let order: Vec<f64> = documents(&store, wave).await.iter().map(|text| text.parse().unwrap()).collect();
        let n = N as f64;
        let squares: f64 = order.iter().enumerate().map(|(rank, arrival)| (rank as f64 - arrival).powi(2)).sum();
        let rho = 1.0 - 6.0 * squares / (n * (n * n - 1.0));
        assert!(rho.abs() < 5.0 / (n - 1.0).sqrt(), "{:?}: {rho}", db.location);
    }
}

fn is_on_disk(db: &Fresh, needle: &[u8]) -> bool {
    let folder = db.folder.as_ref().unwrap().path();
    let files = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    files.into_iter().any(|bytes| bytes.windows(needle.len()).any(|window| window == needle))
}

#[tokio::test]
async fn what_is_deleted_is_gone_from_the_file_and_from_the_log() {
    const CANARY: &[u8] = b"Kanarienvogel";
    let db = sqlite().await;
    let wave = db.wave("w").await;
    // One that fits into its page and one that spills over into others.
    for size in [600, 40_000] {
        let key = KeyHash::of(&[7]);
        let sealed = CANARY.iter().copied().cycle().take(size).collect();
        db.store.create_draft(key, wave, sealed, "2026-12-01").await.unwrap();
        db.store.checkpoint().await.unwrap();
        assert!(is_on_disk(&db, CANARY), "the canary never sat there: this test tests nothing");
        db.store.delete_draft(key).await.unwrap();
        db.store.checkpoint().await.unwrap();
        assert!(!is_on_disk(&db, CANARY));
    }
}

#[tokio::test]
async fn secrets_are_stored_as_hashes_only() {
    let db = sqlite().await;
    let (store, wave) = (&db.store, db.wave("w").await);
    let account = store.create_account("a@example.org", "A", "$argon2id$…").await.unwrap();
    store.create_session(KeyHash::of(b"secret of the session"), account, "2026-11-23T08:00:00Z").await.unwrap();
    store.create_draft(KeyHash::of(b"secret of the draft"), wave, vec![1], "2026-12-01").await.unwrap();
    store.submit(submission(wave, "secret of the form", "{}")).await.unwrap();
    assert!(is_on_disk(&db, b"2026-11-23T08:00:00Z"));
    assert!(!is_on_disk(&db, b"secret of"));
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let db = sqlite().await;
    for entry in fs::read_dir(db.folder.as_ref().unwrap().path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.path());
    }
}

#[test]
fn a_location_is_shown_without_its_password() {
    let location: Location = "postgres://anna:geheim@db.example.org:5432/kompass".parse().unwrap();
    assert_eq!(format!("{location:?}"), "postgres://db.example.org:5432/kompass");
    let location: Location = "postgresql://db.example.org/kompass?user=anna&password=geheim".parse().unwrap();
    assert_eq!(format!("{location:?}"), "postgres://db.example.org/kompass");
    let location: Location = "/var/lib/kompass/data.sqlite".parse().unwrap();
    assert_eq!(location, Location::Sqlite("/var/lib/kompass/data.sqlite".into()));
}
