//! Every example in docs/commands.md is run, and its output compared with what stands there.
//! `UPDATE_DOCS=1` writes the outputs anew.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const BINARY: &str = env!("CARGO_BIN_EXE_bedarfskompass");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder with the files of the examples.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |from: PathBuf| {
        let name = from.file_name().expect("a file").to_owned();
        fs::copy(&from, folder.path().join(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    };
    for entry in fs::read_dir(root().join("docs/examples")).expect("the examples") {
        copy(entry.expect("an entry").path());
    }
    copy(root().join("server/demo/perth_ipa.csv"));
    copy(root().join("domain/templates/beispiel.toml"));
    folder
}

/// What a shell shows, both outputs together.
fn shell(folder: &Path, line: &str) -> String {
    let bin = Path::new(BINARY).parent().expect("a folder");
    let path = std::env::join_paths(
        std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {line}")])
        .env("PATH", path.expect("a path"))
        .env("LC_ALL", "C")
        .env_remove("BEDARFSKOMPASS_CONFIG")
        .current_dir(folder)
        .output()
        .expect("a shell");
    // Tables end their lines as RFC 4180 has it, the docs as every text does.
    String::from_utf8(output.stdout).expect("UTF-8").replace("\r\n", "\n")
}

#[test]
fn the_examples_in_the_docs_are_true() {
    let file = root().join("docs/commands.md");
    let text = fs::read_to_string(&file).expect("the docs");
    let folder = folder();
    let (mut written, mut examples, mut wrong) = (String::new(), 0, Vec::new());
    for (at, block) in text.split("```console\n").enumerate() {
        if at == 0 {
            written.push_str(block);
            continue;
        }
        let (example, rest) = block.split_once("```\n").expect("the block ends");
        let (line, expected) = example.split_once('\n').expect("a command");
        let command = line.strip_prefix("$ ").expect("a command starts with a dollar sign");
        let actual = shell(folder.path(), command);
        if actual != expected {
            wrong.push(format!("{line}\n--- docs\n{expected}--- actual\n{actual}"));
        }
        examples += 1;
        written.push_str(&format!("```console\n{line}\n{actual}```\n{rest}"));
    }
    assert!(examples >= 20, "only {examples} examples found");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&file, written).expect("written");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_command_has_an_example_and_a_help_text() {
    let text = fs::read_to_string(root().join("docs/commands.md")).expect("the docs");
    for command in [
        "demo",
        "serve",
        "migrate",
        "import responses",
        "import offers",
        "import survey",
        "import synthetic",
        "export responses",
        "export codebook",
        "backup",
        "restore",
        "analyse gap",
        "analyse estimate",
        "analyse crosstab",
        "analyse compare",
        "analyse trend",
        "analyse maxdiff",
        "analyse kano",
        "analyse reliability",
        "analyse drivers",
        "analyse coverage",
        "analyse suppress",
        "analyse audit",
        "user",
        "user --data data add",
        "user --data data list",
        "user --data data allow-answers",
        "user --data data deny-answers",
        "user --data data remove",
        "check-config",
    ] {
        let is_shown =
            text.lines().any(|line| line.starts_with("$ ") && line.contains(&format!("bedarfskompass {command}")));
        assert!(is_shown, "no example of {command}");
        let help = Command::new(BINARY).args(command.split(' ')).arg("--help").output().expect("started");
        let help = String::from_utf8(help.stdout).expect("UTF-8");
        let first = help.lines().next().unwrap_or_default();
        assert!((10..=110).contains(&first.chars().count()), "{command}: {first}");
    }
}

/// The example of `serve` as it stands in the docs, but for its folder and its port.
#[test]
fn the_serve_example_of_the_docs_is_true() {
    let text = fs::read_to_string(root().join("docs/commands.md")).expect("the docs");
    let (_, example) = text.split_once("$ bedarfskompass serve ").expect("the example");
    let (line, expected) = example.split_once('\n').expect("what is typed");
    let expected = expected.split_once("```").expect("the block ends").0;
    let folder = tempfile::tempdir().expect("a folder");
    let free = TcpListener::bind("127.0.0.1:0").and_then(|taken| taken.local_addr()).expect("a free port").to_string();
    let here = |text: &str| {
        text.replace("/var/lib/bedarfskompass", &folder.path().display().to_string()).replace("127.0.0.1:3000", &free)
    };
    let start = || {
        let line = here(line);
        Command::new(BINARY).arg("serve").args(line.split(' ')).stderr(Stdio::piped()).spawn().expect("started")
    };
    let mut served = start();
    let mut lines = BufReader::new(served.stderr.take().expect("a pipe")).lines();
    for expected in here(expected).lines() {
        assert_eq!(lines.next().expect("a line").expect("UTF-8"), expected);
    }
    let reply = fetch(&format!("http://{free}/health"));
    // The commonest mistake at a start, with another folder: the port is taken.
    let other = tempfile::tempdir().expect("a folder");
    let second = Command::new(BINARY).args(["serve", "--addr", &free, "--data"]).arg(other.path()).output();
    let second = second.expect("started");
    served.kill().expect("stopped");
    served.wait().expect("ended");
    assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    let said = String::from_utf8(second.stderr).expect("UTF-8");
    assert_eq!(second.status.code(), Some(1), "{said}");
    assert!(said.starts_with(&format!("bedarfskompass: {free}: Hier lauscht schon ein anderes Programm")), "{said}");
    assert!(said.contains("--addr 127.0.0.1:") && !said.contains("os error"), "{said}");
}

#[test]
fn a_table_says_which_items_it_leaves_out() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.csv"), "imp_a,sat_a,imp_b,sat_b\n5,3,4,\n4,2,,1\n").expect("written");
    let shown = shell(folder.path(), "bedarfskompass analyse gap --data a.csv");
    assert!(shown.ends_with("\nNicht in der Tabelle, weil keine Zeile beide Bewertungen hat: b.\n"), "{shown}");
    let folder_as_file = shell(folder.path(), "bedarfskompass analyse gap --data .");
    assert_eq!(folder_as_file, "bedarfskompass: .: ist ein Ordner, keine Datei\n");
}

#[test]
fn analyse_gap_reproduces_the_reference_case() {
    let output = Command::new(BINARY)
        .args(["analyse", "gap", "--importance", "imp_", "--fulfilment", "sat_", "--scale", "1-5", "--json", "--data"])
        .arg(root().join("server/demo/perth_ipa.csv"))
        .output()
        .expect("started");
    assert!(output.status.success());
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let items = result["items"].as_array().expect("items");
    let expected = root().join("server/analytics/tests/reference/G03_perth_gap_expected.csv");
    let mut expected = csv::Reader::from_path(expected).expect("the reference case");
    let header = expected.headers().expect("a header").clone();
    let mut compared = 0;
    for (item, record) in items.iter().zip(expected.records()) {
        for (name, text) in header.iter().zip(&record.expect("a record")) {
            let actual = &item[name];
            match (text.parse::<f64>(), actual.as_f64()) {
                (Ok(wanted), Some(figure)) => assert!((wanted - figure).abs() < 1e-6, "{name}: {figure}, not {wanted}"),
                _ => assert_eq!(actual.as_str(), Some(text), "{name}"),
            }
            compared += 1;
        }
    }
    assert_eq!((items.len(), compared), (22, 22 * header.len()));
}

#[test]
fn failures_say_what_is_wrong_and_end_with_one() {
    let folder = folder();
    for arguments in [
        &["analyse", "gap", "--data", "nichts.csv"][..],
        &["analyse", "gap", "--data", "mittelwerte.csv"],
        &["export", "responses", "--wave", "pause", "--data", "leer"],
        &["import", "offers", "angebote-mit-fehlern.csv", "--data", "leer"],
        &["import", "responses", "--survey", "gibtsnicht", "--wave", "w", "--data", "leer", "antworten.csv"],
        &["import", "survey", "antworten.csv", "--data", "leer"],
    ] {
        let output = Command::new(BINARY).args(arguments).current_dir(folder.path()).output().expect("started");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert_eq!(output.stdout, b"", "{arguments:?}");
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(message.contains("bedarfskompass: "), "{arguments:?}: {message}");
    }
    assert!(!folder.path().join("leer").exists(), "a command that failed made no database");
}

/// As soon as something listens there.
fn connect(host: &str) -> TcpStream {
    let since = Instant::now();
    loop {
        match TcpStream::connect(host) {
            Ok(stream) => return stream,
            Err(error) => assert!(since.elapsed() < Duration::from_secs(90), "{host}: {error}"),
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn fetch(address: &str) -> String {
    let rest = address.strip_prefix("http://").expect("an address");
    let (host, path) = rest.split_once('/').expect("a path");
    let mut stream = connect(host);
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).expect("a reply");
    reply
}

struct Demo {
    child: Child,
    links: Vec<(String, String)>,
    ready_after: Duration,
}

impl Demo {
    fn start(data: &Path, arguments: &[&str]) -> Result<Demo, String> {
        let start = Instant::now();
        let mut child = Command::new(BINARY)
            .args(["demo", "--addr", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("started");
        let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut links = Vec::new();
        for line in stdout.lines().take(6) {
            let line = line.expect("a line");
            let (name, value) = line.split_once(": ").expect("name: value");
            links.push((name.to_owned(), value.to_owned()));
        }
        if links.is_empty() {
            let mut message = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut message).expect("UTF-8");
            assert_eq!(child.wait().expect("ended").code(), Some(1));
            return Err(message);
        }
        Ok(Demo { child, links, ready_after: start.elapsed() })
    }

    fn link(&self, name: &str) -> &str {
        self.links.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str()).expect("a link")
    }

    fn stop(mut self) {
        self.child.kill().expect("stopped");
        self.child.wait().expect("ended");
    }
}

/// It listened first, so whoever waited for the port was let in while the region was seeded, and hung.
#[test]
fn demo_takes_no_connection_before_its_links_are_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, links) = (folder.path().join("demo"), folder.path().join("links"));
    let start = |host: &str| {
        let mut command = Command::new(BINARY);
        command.args(["demo", "--json", "--addr", host, "--data"]).arg(&data);
        command.stdout(fs::File::create(&links).expect("a file")).stderr(Stdio::piped()).spawn().expect("started")
    };
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let host = taken.local_addr().expect("an address").to_string();
    let refused = start(&host).wait_with_output().expect("ended");
    let said = String::from_utf8(refused.stderr).expect("UTF-8");
    assert!(said.contains("Hier lauscht schon ein anderes Programm"), "{said}");
    assert!(!data.exists(), "a port that is taken is told before anything is seeded");

    drop(taken);
    let mut demo = start(&host);
    drop(connect(&host));
    let printed = fs::read_to_string(&links).expect("links");
    demo.kill().expect("stopped");
    demo.wait().expect("ended");
    assert!(printed.contains("\"real_data\":") && printed.ends_with("}\n"), "{printed}");
}

#[test]
fn demo_prints_its_links_keeps_its_data_and_spares_other_databases() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("demo");
    let first = Demo::start(&data, &[]).expect("links");
    let names: Vec<&str> = first.links.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["apprentice", "firm", "staff", "staff_password", "results", "real_data"]);
    for name in ["apprentice", "firm", "staff", "results", "real_data"] {
        let reply = fetch(first.link(name));
        assert!(reply.starts_with("HTTP/1.1 200"), "{name}: {}", &reply[..reply.len().min(300)]);
    }
    let password = first.link("staff_password").to_owned();
    first.stop();
    let accounts = Command::new(BINARY).args(["user", "--data"]).arg(&data).arg("list").output().expect("started");
    let accounts = String::from_utf8(accounts.stdout).expect("UTF-8");
    assert!(accounts.ends_with("Darf Antworten im Einzelnen sehen.\n"), "all of it can be tried out: {accounts}");

    let second = Demo::start(&data, &[]).expect("links");
    assert_eq!(second.link("staff_password"), password);
    assert!(second.ready_after < Duration::from_secs(3), "{:?}", second.ready_after);
    let beside = Demo::start(&data, &["--reset"]).err().expect("one service per folder");
    assert!(beside.contains("läuft schon ein Dienst"), "{beside}");
    assert!(fetch(second.link("results")).starts_with("HTTP/1.1 200"), "the first is left alone");
    second.stop();

    let third = Demo::start(&data, &["--reset"]).expect("links");
    assert_ne!(third.link("staff_password"), password);
    third.stop();

    let real = folder.path().join("real");
    let status = Command::new(BINARY).args(["migrate", "--data"]).arg(&real).status().expect("started");
    assert!(status.success());
    for arguments in [&[][..], &["--reset"]] {
        let refusal = Demo::start(&real, arguments).err().expect("refused");
        assert!(refusal.contains("keine Datenbank der Vorführung"), "{refusal}");
    }
    let serve = Command::new(BINARY).args(["serve", "--addr", "127.0.0.1:0", "--data"]).arg(&data).output();
    let refusal = serve.expect("started");
    assert_eq!(refusal.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refusal.stderr).contains("erfundene Daten"));
}
