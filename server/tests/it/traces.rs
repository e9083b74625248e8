//! After 200 people have answered, nothing that the program wrote tells who they were: no address, no program they used,
//! no code, in no file, no table and no line it printed (security.md P7, row 27).
//!
//! Against the binary, over HTTP, behind a proxy that it trusts: so the addresses in the proxy's headers are what it
//! takes for theirs.

mod needles;
mod visitor;

use std::{
    collections::BTreeSet,
    fs,
    fs::File,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use axum::http::StatusCode;
use store::{Access, Code};

use crate::{
    app::{ANSWERS, EMAIL, PASSWORD, ROSTER, TestApp},
    binary::Running,
    codes::{WAVE, codes_on},
    mailing::value,
};
use needles::Needles;
use visitor::Visitor;

const PEOPLE: usize = 200;
const AT_ONCE: usize = 4;
const LOG: &str = "log";
const TABLES: &str = "the tables";

/// The folder of a service with an open wave, and what tells the program about it.
fn start(app: &TestApp, folder: &Path) -> Running {
    let data = folder.join("daten");
    fs::create_dir(&data).expect("a folder");
    fs::copy(app.folder().join(ROSTER), data.join("roster.sqlite")).expect("copied");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedarfskompass"));
    let log = File::create(folder.join(LOG)).expect("a log");
    command.current_dir(folder).env_remove("BEDARFSKOMPASS_CONFIG").env("RUST_LOG", "trace");
    command.stdout(log.try_clone().expect("the same log")).stderr(log);
    match app.database() {
        Some(url) => _ = command.env("BEDARFSKOMPASS_SERVER__DATABASE", url),
        None => _ = fs::copy(app.folder().join(ANSWERS), data.join("bedarfskompass.sqlite")).expect("copied"),
    }
    Running::start(command)
}

/// Codes as staff print them.
fn sheet(office: &mut Visitor) -> Vec<Code> {
    let signed_in = office.post("/anmelden", &[("email", EMAIL), ("passwort", PASSWORD)]);
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER, "{}", signed_in.text_of("main"));
    let address = format!("/intern/wellen/{WAVE}/codes");
    let blatt = value(&office.get(&address), "input[name=blatt]");
    let wish = [("betrieb", "Süd SE"), ("anzahl", &PEOPLE.to_string()), ("blatt", &blatt)];
    codes_on(&office.post(&address, &wish))
}

/// Whoever guesses is told to wait, and nobody else: so the service knows them by what the proxy says.
fn guess(guesser: &mut Visitor, other: &mut Visitor) -> Vec<Code> {
    let wrong: Vec<Code> = (0..100).map(|_| Code::new(rand::random())).collect();
    let statuses = wrong.iter().map(|code| guesser.post("/code", &[("code", &code.compact())]).status);
    assert_eq!(statuses.last(), Some(StatusCode::TOO_MANY_REQUESTS));
    let reply = other.post("/code", &[("code", &wrong[0].compact())]);
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else");
    wrong
}

/// All that was written: files and outputs by their names, and the tables.
async fn written(app: &TestApp, folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        let (inner, files): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
        folders.extend(inner);
        all.extend(files.into_iter().map(|path| (path.display().to_string(), fs::read(&path).expect("readable"))));
    }
    if let Some(url) = app.database() {
        all.push((TABLES.to_owned(), testbed::text_of(url).await.into_bytes()));
    }
    all
}

/// The names of those in which something is found, with what.
fn found(needles: &Needles, written: &[(String, Vec<u8>)]) -> Vec<(String, Vec<String>)> {
    let found = written.iter().map(|(name, bytes)| (name.clone(), needles.found_in(bytes)));
    found.filter(|(_, found)| !found.is_empty()).collect()
}

fn answer_all(people: &mut [Visitor], codes: &[Code]) {
    let mut work = people.iter_mut().zip(codes);
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            let some: Vec<_> = work.by_ref().take(PEOPLE / AT_ONCE).collect();
            scope.spawn(move || some.into_iter().for_each(|(person, code)| person.answer(*code)));
        }
    });
}

async fn answer_and_search(app: &mut TestApp) {
    app.open_with_codes("auszubildende", "azubis", Access::Code, 1).await;
    app.sign_in().await;
    app.state.store.checkpoint().await.expect("merged");
    app.state.roster.checkpoint().await.expect("merged");
    let folder = tempfile::tempdir().expect("a folder");
    let running = start(app, folder.path());
    let codes = sheet(&mut Visitor::new(running.addr));
    assert_eq!(codes.len(), PEOPLE);
    let mut people: Vec<Visitor> = (0..PEOPLE).map(|_| Visitor::new(running.addr)).collect();
    let [guesser, other, ..] = &mut people[..] else { panic!("nobody is there") };
    let wrong = guess(guesser, other);
    answer_all(&mut people, &codes);
    let mut traces = Needles::default();
    people.iter().for_each(|person| traces.add_person(person));
    codes.iter().chain(&wrong).for_each(|code| traces.add_code(*code));
    let mut texts = Needles::default();
    people.iter().for_each(|person| texts.add(person.text.as_bytes()));

    let at_work = written(app, folder.path()).await;
    let has_log = names(&at_work).iter().any(|name| name.ends_with("sqlite-wal"));
    assert!(has_log && names(&at_work).iter().any(|name| name.ends_with("sqlite-shm")), "{:?}", names(&at_work));
    running.stop();
    for written in [&at_work, &written(app, folder.path()).await] {
        let traces = found(&traces, written);
        assert!(traces.is_empty(), "{traces:?}");
        assert_answers(&found(&texts, written));
    }
    careless(app, folder.path(), &traces, &people[17], codes[23]).await;
}

/// What they wrote is found, all of it, and only where answers are.
fn assert_answers(found: &[(String, Vec<String>)]) {
    let all: BTreeSet<&String> = found.iter().flat_map(|(_, texts)| texts).collect();
    assert_eq!(all.len(), PEOPLE, "in {:?}", names(found));
    let is_database = |name: &str| name == TABLES || name.contains("/daten/bedarfskompass.sqlite");
    assert!(names(found).into_iter().all(is_database), "{:?}", names(found));
}

fn names<T>(written: &[(String, T)]) -> Vec<&str> {
    written.iter().map(|(name, _)| name.as_str()).collect()
}

/// Had the program written one line or one file too many, it would have been found.
async fn careless(app: &TestApp, folder: &Path, traces: &Needles, person: &Visitor, code: Code) {
    let log = fs::read_to_string(folder.join(LOG)).expect("a log");
    assert!(log.contains("Bedarfskompass läuft"), "{log}");
    fs::write(folder.join(LOG), format!("{log}INFO GET /c/{} {}\n", code.compact(), person.agent)).expect("written");
    fs::write(folder.join("daten/marks"), [&[7; 13], &person.address.octets()[..]].concat()).expect("written");
    let mut found = found(traces, &written(app, folder).await);
    found.sort();
    let [(marks, one), (log, two)] = &found[..] else { panic!("{found:?}") };
    assert!(marks.ends_with("marks") && one.len() == 1 && log.ends_with(LOG) && two.len() == 2, "{found:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_two_hundred_respondents_nothing_written_knows_any_of_them() {
    assert!(server::assets::are_complete(), "run `cargo xtask site` before this test");
    for (_, mut app) in TestApp::on_both().await {
        answer_and_search(&mut app).await;
    }
}
