//! The drill: the folder is lost, and a copy becomes the database again.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use domain::Answers;
use store::{Access, Location, Store, Ticket};

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

/// SQLite would put the old log on top of the restored database.
/// The memory of a process opens like a file, and its first byte cannot be read: as when the disk fails in the middle.
#[cfg(target_os = "linux")]
#[test]
fn a_copy_that_breaks_off_does_not_stand_in_the_way_of_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("new");
    assert!(!restore(Path::new("/proc/self/mem"), &data).status.success());
    assert!(!data.join(DATABASE).exists(), "half a database");
}

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
