//! Copies for keeping: whole or not there, and never with what may not be kept.

use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use sha2::{Digest as _, Sha256};
use store::{Access, Checksum, Error, KeyHash, UNFINISHED};

use crate::{
    codes::{with_code, with_codes},
    databases::{Fresh, sqlite},
};

/// In no copy.
const SECRET: &str = "what waits to be mixed";

/// A database in whose inbox answers wait, some MB of them, and a draft.
async fn waiting() -> Fresh {
    let db = sqlite().await;
    let (wave, codes) = with_codes(&db, "w", Access::Invited, 30).await;
    let answers = format!("\"{}\"", SECRET.repeat(5_000));
    for code in codes {
        db.store.submit(with_code(wave, code, &answers)).await.unwrap();
    }
    let draft = SECRET.repeat(5_000).into_bytes();
    db.store.create_draft(KeyHash::of(b"draft"), wave, draft, "2026-12-01").await.unwrap();
    db
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

fn holds_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes())
}

/// As when the disk fails while the copy is being cleared.
#[tokio::test]
async fn a_backup_that_breaks_off_leaves_nothing_behind() {
    let (db, copies) = (waiting().await, tempfile::tempdir().unwrap());
    let copy = copies.path().join("copy.sqlite");
    let beside = || names(db.folder.as_ref().unwrap().path());
    let before = beside();
    db.run("CREATE TRIGGER refusing BEFORE DELETE ON inbox BEGIN SELECT RAISE(ABORT, 'not now'); END").await;
    db.store.back_up(&copy).await.unwrap_err();
    assert_eq!(names(copies.path()), [""; 0]);
    assert_eq!(beside(), before);
    db.run("DROP TRIGGER refusing").await;
    db.store.back_up(&copy).await.unwrap();
    assert_eq!(names(copies.path()), ["copy.sqlite", "copy.sqlite.sha256"]);
    assert_eq!(beside(), before);
    assert!(matches!(db.store.back_up(&copy).await, Err(Error::Conflict)));
}

#[tokio::test]
async fn a_copy_that_cannot_be_handed_over_leaves_nothing_behind() {
    let (db, copies) = (waiting().await, tempfile::tempdir().unwrap());
    let copy = copies.path().join("copy.sqlite");
    // Where the checksum is to lie.
    fs::create_dir(Checksum::path(&copy)).unwrap();
    db.store.back_up(&copy).await.unwrap_err();
    assert_eq!(names(copies.path()), ["copy.sqlite.sha256"]);
    db.store.back_up(&copies.path().join("no folder/copy.sqlite")).await.unwrap_err();
    assert!(!names(db.folder.as_ref().unwrap().path()).iter().any(|name| name.ends_with("-copy")));
}

#[tokio::test]
async fn where_copies_are_kept_the_inbox_and_the_drafts_lie_at_no_time() {
    let (db, copies) = (waiting().await, tempfile::tempdir().unwrap());
    assert!(fs::read(db.file().unwrap().with_extension("sqlite-wal")).is_ok_and(|log| holds_secret(&log)));
    let is_done = Arc::new(AtomicBool::new(false));
    let watcher = thread::spawn({
        let (folder, is_done) = (copies.path().to_owned(), Arc::clone(&is_done));
        move || {
            let mut seen: Vec<Vec<u8>> = Vec::new();
            while !is_done.load(Ordering::Relaxed) {
                for entry in fs::read_dir(&folder).unwrap().flatten() {
                    // It may be gone by now.
                    let Ok(bytes) = fs::read(entry.path()) else { continue };
                    if seen.last().is_none_or(|last| last.len() != bytes.len()) {
                        seen.push(bytes);
                    }
                }
            }
            seen
        }
    });
    let copy = copies.path().join("copy.sqlite");
    db.store.back_up(&copy).await.unwrap();
    is_done.store(true, Ordering::Relaxed);
    let seen = watcher.join().unwrap();
    assert!(!seen.iter().any(|bytes| holds_secret(bytes)));
    assert!(!holds_secret(&fs::read(&copy).unwrap()));
}

#[tokio::test]
async fn what_a_killed_backup_has_left_goes_with_the_next() {
    let (db, copies) = (waiting().await, tempfile::tempdir().unwrap());
    let workshop = db.file().unwrap().with_extension("sqlite-copy");
    fs::create_dir(&workshop).unwrap();
    fs::write(workshop.join("copy.sqlite"), SECRET).unwrap();
    fs::write(copies.path().join(format!("copy.sqlite{UNFINISHED}")), "half").unwrap();
    db.store.back_up(&copies.path().join("copy.sqlite")).await.unwrap();
    assert!(!workshop.exists());
    assert_eq!(names(copies.path()), ["copy.sqlite", "copy.sqlite.sha256"]);
}

#[tokio::test]
async fn beside_a_copy_lies_what_sha256sum_says_of_it() {
    let (db, copies) = (sqlite().await, tempfile::tempdir().unwrap());
    let copy = copies.path().join("copy.sqlite");
    db.store.back_up(&copy).await.unwrap();
    let line = format!("{:x}  copy.sqlite\n", Sha256::digest(fs::read(&copy).unwrap()));
    assert_eq!(fs::read_to_string(Checksum::path(&copy)).unwrap(), line);
}

#[cfg(unix)]
#[tokio::test]
async fn a_copy_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (db, copies) = (sqlite().await, tempfile::tempdir().unwrap());
    let copy = copies.path().join("copy.sqlite");
    db.store.back_up(&copy).await.unwrap();
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
}
