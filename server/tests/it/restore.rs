//! The drill: the folder is lost, and a copy becomes the database again.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use domain::Answers;
use store::{Access, Checksum, Location, Roster, Store, Ticket};

use crate::{
    app::TestApp,
    codes::{WAVE, almost_done},
    respond::{borrowed, stored},
};

const DATABASE: &str = "bedarfskompass.sqlite";

fn restore(copy: &Path, data: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedarfskompass"));
    command.arg("restore").arg(copy).arg("--data").arg(data).env_remove("BEDARFSKOMPASS_CONFIG");
    command.output().expect("started")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// As text, in an order of their own: a copy keeps none.
fn sorted(answers: Vec<Answers>) -> Vec<String> {
    let mut texts: Vec<_> = answers.iter().map(|one| serde_json::to_string(one).expect("JSON")).collect();
    texts.sort();
    texts
}

/// People who saw their receipt before the copy was made, while others are in the middle of it.
#[tokio::test]
async fn a_restored_copy_holds_every_acknowledged_answer_and_its_code_is_spent() {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 4).await;
    for code in &codes[..3] {
        app.forget_cookies();
        let (action, pairs) = almost_done(&mut app, *code).await;
        let receipt = app.post(&action, &borrowed(&pairs)).await;
        assert!(receipt.location().contains("/danke"), "{}", receipt.text_of("main"));
    }
    app.forget_cookies();
    almost_done(&mut app, codes[3]).await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    app.state.store.back_up(&copy).await.expect("a copy");
    let acknowledged = sorted(stored(&app, WAVE).await);
    assert_eq!(acknowledged.len(), 3);

    let data = folder.path().join("new");
    let restored = restore(&copy, &data);
    assert!(restored.status.success() && said(&restored).contains("Antworten: 3."), "{}", said(&restored));
    let store = Store::open(&Location::Sqlite(data.join(DATABASE))).await.expect("it opens");
    let again = app.changed(|parts| parts.store = store.clone());
    assert_eq!(sorted(stored(&again, WAVE).await), acknowledged);
    let wave = store.wave(WAVE).await.expect("read").expect("there");
    for (at, code) in codes.iter().enumerate() {
        assert_eq!(store.is_spent(wave.id, Ticket::of(*code)).await.expect("read"), at < 3);
    }
}

#[tokio::test]
async fn a_damaged_copy_is_refused_and_leaves_nothing_behind() {
    let app = TestApp::new().await;
    app.open_with_codes("auszubildende", "azubis", Access::Code, 2_000).await;
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, data) = (folder.path().join("copy.sqlite"), folder.path().join("new"));
    app.state.store.back_up(&copy).await.expect("a copy");
    // It would find all of it alone.
    fs::remove_file(Checksum::path(&copy)).expect("removed");
    let whole = fs::read(&copy).expect("read");
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 8_192].fill(0x55);
    for bad in [damaged, whole[..whole.len() / 2].to_vec(), b"no database".repeat(1_000)] {
        fs::write(&copy, bad).expect("written");
        let refused = restore(&copy, &data);
        assert!(!refused.status.success(), "{}", said(&refused));
        assert_eq!(fs::read_dir(&data).expect("a folder").count(), 0, "{}", said(&refused));
    }
    fs::write(&copy, whole).expect("written");
    let restored = restore(&copy, &data);
    assert!(restored.status.success(), "{}", said(&restored));
}

/// The memory of a process opens like a file, and its first byte cannot be read: as when the disk fails in the middle.
#[cfg(target_os = "linux")]
#[test]
fn a_copy_that_breaks_off_does_not_stand_in_the_way_of_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("new");
    assert!(!restore(Path::new("/proc/self/mem"), &data).status.success());
    assert!(!data.join(DATABASE).exists(), "half a database");
}

/// What a restore that was killed has left is no database, and gone after the next.
#[tokio::test]
async fn what_is_not_checked_yet_has_another_name_and_the_next_restore_takes_it_away() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, data) = (folder.path().join("copy.sqlite"), folder.path().join("new"));
    app.state.store.back_up(&copy).await.expect("a copy");
    fs::create_dir(&data).expect("a folder");
    for name in ["bedarfskompass.part", "bedarfskompass.part-wal"] {
        fs::write(data.join(name), "half").expect("written");
    }
    let restored = restore(&copy, &data);
    assert!(restored.status.success(), "{}", said(&restored));
    let names: Vec<_> = fs::read_dir(&data).expect("a folder").map(|file| file.expect("a file").file_name()).collect();
    assert_eq!(names, [DATABASE]);
}

/// SQLite would put the old log on top of the restored database.
#[tokio::test]
async fn a_copy_is_never_restored_over_a_database_or_beside_an_old_log() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.sqlite");
    app.state.store.back_up(&copy).await.expect("a copy");
    for (at, name) in [DATABASE.to_owned(), format!("{DATABASE}-wal")].into_iter().enumerate() {
        let data = folder.path().join(at.to_string());
        fs::create_dir(&data).expect("a folder");
        fs::write(data.join(&name), "old").expect("written");
        let refused = restore(&copy, &data);
        assert!(!refused.status.success() && said(&refused).contains("liegt schon"), "{}", said(&refused));
        assert_eq!(fs::read(data.join(&name)).expect("read"), b"old");
    }
}

/// A copy of a wave with three answers, and a folder to restore it to.
async fn copied(folder: &Path) -> (PathBuf, PathBuf, Vec<String>) {
    let mut app = TestApp::new().await;
    let codes = app.open_with_codes("auszubildende", "azubis", Access::Code, 3).await;
    for code in codes {
        app.forget_cookies();
        let (action, pairs) = almost_done(&mut app, code).await;
        app.post(&action, &borrowed(&pairs)).await;
    }
    let copy = folder.join("copy.sqlite");
    app.state.store.back_up(&copy).await.expect("a copy");
    (copy, folder.join("new"), sorted(stored(&app, WAVE).await))
}

/// Be it a letter within an answer, which SQLite cannot know.
#[tokio::test]
async fn a_copy_in_which_one_byte_was_flipped_is_refused_wherever_it_lies() {
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, data, _) = copied(folder.path()).await;
    let whole = fs::read(&copy).expect("read");
    let by_chance = (0..40).map(|_| rand::random_range(0..whole.len()));
    for at in [0, whole.len() - 1].into_iter().chain(by_chance) {
        let mut changed = whole.clone();
        changed[at] ^= 1 << rand::random_range(0..8);
        fs::write(&copy, changed).expect("written");
        let refused = restore(&copy, &data);
        assert!(!refused.status.success() && said(&refused).contains("Prüfsumme"), "byte {at}: {}", said(&refused));
        assert_eq!(fs::read_dir(&data).expect("a folder").count(), 0, "byte {at}");
    }
    fs::write(&copy, whole).expect("written");
    let restored = restore(&copy, &data);
    assert!(restored.status.success() && said(&restored).contains("geprüft und wieder"), "{}", said(&restored));
}

#[tokio::test]
async fn without_its_checksum_a_copy_is_not_called_checked_and_an_answer_that_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, data, answers) = copied(folder.path()).await;
    fs::remove_file(Checksum::path(&copy)).expect("removed");
    let restored = restore(&copy, &folder.path().join("other"));
    let told = said(&restored);
    assert!(restored.status.success() && !told.contains(": geprüft") && told.contains(".sha256 fehlt"), "{told}");

    let mut changed = fs::read(&copy).expect("read");
    let answer = answers[0].as_bytes();
    let at = changed.windows(answer.len()).position(|bytes| bytes == answer).expect("an answer in the file");
    changed[at] ^= 1;
    fs::write(&copy, changed).expect("written");
    let refused = restore(&copy, &data);
    assert!(!refused.status.success() && said(&refused).contains("Eine Antwort ist beschädigt"), "{}", said(&refused));
    assert_eq!(fs::read_dir(&data).expect("a folder").count(), 0);
}

#[tokio::test]
async fn what_is_no_checksum_is_not_taken_for_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (copy, data, _) = copied(folder.path()).await;
    fs::write(Checksum::path(&copy), "").expect("written");
    let refused = restore(&copy, &data);
    assert!(!refused.status.success() && said(&refused).contains("keine Prüfsumme"), "{}", said(&refused));
}

#[tokio::test]
async fn an_empty_file_and_a_database_of_another_kind_are_no_copies() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str| folder.path().join(name);
    fs::write(file("empty"), "").expect("written");
    let foreign = Store::open(&Location::Sqlite(file("foreign"))).await.expect("opened");
    foreign.checkpoint().await.expect("merged");
    let roster = Roster::open(&Location::Sqlite(file("roster"))).await.expect("opened");
    roster.migrate().await.expect("migrated");
    roster.checkpoint().await.expect("merged");
    assert!(fs::metadata(file("foreign")).expect("there").len() > 0, "this tests an empty file twice");
    let data = file("new");
    for name in ["empty", "foreign", "roster"] {
        let refused = restore(&file(name), &data);
        assert!(!refused.status.success(), "{name}: {}", said(&refused));
        assert!(name == "roster" || said(&refused).contains("von einem anderen Programm"), "{}", said(&refused));
        assert_eq!(fs::read_dir(&data).expect("a folder").count(), 0, "{name}");
    }
}

#[tokio::test]
async fn a_backup_takes_old_copies_along_with_their_checksums_and_what_killed_backups_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = tempfile::tempdir().expect("a folder");
    let store = Store::open(&Location::Sqlite(data.path().join(DATABASE))).await.expect("opened");
    store.migrate().await.expect("migrated");
    for old in ["a-2027-01-29.sqlite", "a-2027-01-29.sqlite.sha256", "a-2027-03-04.sqlite.part", "b-2027-01-29.sqlite"]
    {
        fs::write(folder.path().join(old), "old").expect("written");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedarfskompass"));
    let backup = command.args(["backup", "a-2027-03-05.sqlite", "--keep", "30", "--data"]).arg(data.path());
    let backup = backup.current_dir(folder.path()).env_remove("BEDARFSKOMPASS_CONFIG").output().expect("started");
    assert!(backup.status.success(), "{}", said(&backup));
    let entries = fs::read_dir(folder.path()).expect("a folder");
    let mut left: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
    left.sort();
    assert_eq!(left, ["a-2027-03-05.sqlite", "a-2027-03-05.sqlite.sha256", "b-2027-01-29.sqlite"]);
}
