//! Whoever asks what is kept of them gets all of it, and whoever wants it gone gets that: at the command line, past the
//! service.

use std::{
    path::Path,
    process::{Command, Output},
};

use domain::Code;
use serde_json::{Value, json};
use store::{
    Access, Consent, Contact, ContactRequest, Due, Id, Invitation, KeyHash, Location, Mailing, NewWave, Roster, Store,
    Submission, Ticket, WaveState,
};
use tempfile::TempDir;

const ADDRESS: &str = "anna@muster.example";
const STAFF: &str = "bert@example.org";

fn run(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bedarfskompass"));
    command.args(arguments).arg("--data").arg(data).env_remove("BEDARFSKOMPASS_CONFIG");
    command.output().expect("started")
}

fn said(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn report(data: &Path, email: &str) -> Value {
    serde_json::from_str(&said(data, &["subject-report", email, "--json"])).expect("JSON")
}

struct Office {
    folder: TempDir,
    store: Store,
    roster: Roster,
    wave: Id,
    /// Of the firm that was invited.
    code: Code,
}

impl Office {
    async fn new() -> Office {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Location::Sqlite(folder.path().join("bedarfskompass.sqlite"))).await.expect("opened");
        store.migrate().await.expect("migrated");
        let roster = Roster::open(&Location::Sqlite(folder.path().join("roster.sqlite"))).await.expect("opened");
        roster.migrate().await.expect("migrated");
        let survey = store.create_survey("betriebe", "…").await.expect("a survey");
        let version = store.publish(survey, 1, "{}", "2026-09-01").await.expect("published");
        let (slug, title) = ("betriebe-2026".to_owned(), "Betriebe 2026".to_owned());
        let wave = store.create_wave(&NewWave { survey, version, slug, title, demo: false }).await.expect("a wave");
        store.set_access(wave, Access::Named).await.expect("set");
        store.set_wave_state(wave, WaveState::Planned, WaveState::Open, "2026-09-01").await.expect("open");
        let batch = store.create_batch(wave, &domain::stratum::Stratum::default()).await.expect("a batch");
        let codes = store.issue_codes(wave, batch, 1).await.expect("a code");
        store.create_account(STAFF, "Bert Beispiel", "$hash").await.expect("an account");
        Office { folder, store, roster, wave, code: codes[0] }
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    /// Invited, and an address left in the survey.
    async fn invite(&self) {
        let contact = Contact { person: "Anna Muster".into(), ..Contact::new("Muster GmbH", ADDRESS) };
        self.roster.save_contact(&contact).await.expect("saved");
        let mailing = Mailing { wave: self.wave, note_de: String::new(), note_en: String::new(), stopped: false };
        let invitation = Invitation {
            wave: self.wave,
            contact: contact.id,
            code: vec![1],
            firm: "Muster GmbH".into(),
            enough: false,
        };
        self.roster.invite(mailing, vec![invitation]).await.expect("invited");
        let due = Due { wave: self.wave, contact: contact.id, kind: "reminder-1".into() };
        self.roster.queue(vec![due], "2026-10-05").await.expect("queued");
        let left = vec![ContactRequest { item: "kontakt".into(), email: ADDRESS.to_uppercase() }];
        self.roster.leave_contact_requests(self.wave, left).await.expect("left");
    }

    async fn answer_with_its_name(&self) {
        let consent = Consent { firm: "Muster GmbH".into(), edition: "1".into() };
        let sent = Submission {
            key: KeyHash::of(b"key"),
            ticket: Some(Ticket::of(self.code)),
            consent: Some(consent),
            k: 5,
            draft: None,
            wave: self.wave,
            version: 1,
            answers: "{}".to_owned(),
            kreis: None,
            day: "2026-10-06".into(),
            held_back: false,
            quotas: Vec::new(),
        };
        self.store.submit(sent).await.expect("stored");
    }

    async fn end(&self) {
        self.store.set_wave_state(self.wave, WaveState::Open, WaveState::Closed, "2026-11-01").await.expect("closed");
        self.store.settle(self.wave, 5).await.expect("settled");
    }
}

#[tokio::test]
async fn a_report_tells_everything_under_an_address_and_what_it_cannot_tell() {
    let office = Office::new().await;
    office.invite().await;
    let told = report(office.data(), "Anna@Muster.example");
    assert_eq!(told["contact"]["person"], "Anna Muster");
    let mail = json!({"kind": "reminder-1", "day": "2026-10-05", "state": "waiting", "attempts": 0, "reason": ""});
    let invited = json!([{"wave": "betriebe-2026", "title": "Betriebe 2026", "firm": "Muster GmbH", "enough": false, "name_open": true,
                          "mails": [mail]}]);
    assert_eq!(told["invitations"], invited);
    assert_eq!(told["left_addresses"], json!([{"wave": "betriebe-2026", "question": "kontakt"}]));
    assert_eq!(told["account"], Value::Null);
    let text = said(office.data(), &["subject-report", ADDRESS]);
    for line in [
        "Zu anna@muster.example ist gespeichert:",
        "  Unternehmen: Muster GmbH",
        "  Welle „betriebe-2026“ (Betriebe 2026), eingeladen als Muster GmbH",
        "    erste Erinnerung: wartet seit dem 5. Oktober 2026",
        "  Welle „betriebe-2026“, Frage „kontakt“",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} in {text}");
    }
    assert!(text.contains("Antworten ohne Namen: Sie stehen unter keiner Adresse."), "{text}");
    let account = report(office.data(), STAFF);
    assert_eq!(account["account"]["name"], "Bert Beispiel");
    let left = vec![ContactRequest { item: "kontakt".into(), email: "ada@müller.example".into() }];
    office.roster.leave_contact_requests(office.wave, left).await.expect("left");
    let asked = report(office.data(), "ADA@xn--mller-kva.example");
    assert_eq!(asked["left_addresses"], json!([{"wave": "betriebe-2026", "question": "kontakt"}]), "as it was typed");
    let nobody = said(office.data(), &["subject-report", "nobody@example.org"]);
    assert!(nobody.starts_with("Zu nobody@example.org ist nichts gespeichert."), "{nobody}");
    assert!(!run(office.data(), &["subject-report", "nobody"]).status.success());
}

/// Who may say that an answer is there says who has answered.
#[tokio::test]
async fn an_answer_with_a_name_is_told_once_its_wave_is_settled() {
    let office = Office::new().await;
    office.invite().await;
    office.answer_with_its_name().await;
    assert_eq!(report(office.data(), ADDRESS)["named_answers"], json!([]));
    office.end().await;
    let named = json!([{"wave": "betriebe-2026", "firm": "Muster GmbH", "answers": 1}]);
    assert_eq!(report(office.data(), ADDRESS)["named_answers"], named);
    let rehearsed = said(office.data(), &["subject-erase", ADDRESS]);
    assert!(rehearsed.contains("/intern/wellen/betriebe-2026/namen"), "{rehearsed}");
}

#[tokio::test]
async fn nothing_is_erased_without_yes_and_a_stop_is_all_that_stays() {
    let office = Office::new().await;
    office.invite().await;
    let before = report(office.data(), ADDRESS);
    let rehearsed = said(office.data(), &["subject-erase", ADDRESS]);
    assert!(rehearsed.contains("Es wurde nichts gelöscht.") && rehearsed.contains("--yes"), "{rehearsed}");
    assert_eq!(report(office.data(), ADDRESS), before);

    let erased = said(office.data(), &["subject-erase", ADDRESS, "--yes"]);
    assert!(erased.contains("möchte keine Mails"), "{erased}");
    let after = report(office.data(), ADDRESS);
    for list in ["invitations", "places", "left_addresses", "barrier_reports"] {
        assert_eq!(after[list], json!([]), "{list}");
    }
    let contact = &after["contact"];
    let left = ["firm", "person", "declined"].map(|field| contact[field].clone());
    assert_eq!(left, [json!("(auf Wunsch gelöscht)"), json!(""), json!(true)]);

    said(office.data(), &["subject-erase", ADDRESS, "--yes", "--no-stop"]);
    assert_eq!(report(office.data(), ADDRESS)["contact"], Value::Null);
}

#[tokio::test]
async fn an_account_goes_with_the_rest_but_for_the_last_one() {
    let office = Office::new().await;
    let left = vec![ContactRequest { item: "kontakt".into(), email: STAFF.into() }];
    office.roster.leave_contact_requests(office.wave, left).await.expect("left");
    let refused = run(office.data(), &["subject-erase", STAFF, "--yes"]);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("Es wurde nichts gelöscht"), "{why}");
    assert!(!office.roster.subject(|other| other == STAFF).await.expect("read").is_empty(), "all or nothing");

    office.store.create_account("ada@example.org", "Ada", "$hash").await.expect("an account");
    said(office.data(), &["subject-erase", STAFF, "--yes"]);
    assert_eq!(office.store.account_by_email(STAFF).await.expect("read"), None);
    assert!(office.roster.subject(|other| other == STAFF).await.expect("read").is_empty());
}
