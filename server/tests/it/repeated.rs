//! Pages that come once per ticked option, in a survey that is none of the templates.

use store::{KeyHash, Submission, WaveState};

use crate::app::{TODAY, TestApp};

const SURVEY: &str = r#"
slug = "werke"
audience = "firm"
k = 5
locales = ["de-sie"]
title.de-sie = "Werke"
intro.de-sie = "I"
privacy.de-sie = "P"
[[scale]]
id = "drei"
labels = [{ de-sie = "schlecht" }, { de-sie = "mittel" }, { de-sie = "gut" }]
[[section]]
title.de-sie = "S"
[[section.page]]
id = "orte"
[[section.page.item]]
id = "orte"
kind = "multiple"
text.de-sie = "Welche Werke kennen Sie?"
meaning.role = "need"
option = [
  { id = "n", label.de-sie = "Werk Nord", meaning.topic = "digitalisierung" },
  { id = "s", label.de-sie = "Werk Süd", meaning.topic = "bindung" },
]
[[section.page]]
id = "je-werk"
repeat = "orte"
title.de-sie = "{option}"
[[section.page.item]]
id = "urteil"
kind = "battery"
scale = "drei"
text.de-sie = "Wie finden Sie {option}?"
row = [{ id = "halle", label.de-sie = "Die Halle" }, { id = "kantine", label.de-sie = "Die Kantine" }]
[[section.page.item]]
id = "art"
kind = "single"
text.de-sie = "Welche Art von Werk ist das?"
option = [{ id = "alt", label.de-sie = "Altbau" }, { id = "neu", label.de-sie = "Neubau" }]
"#;

#[tokio::test]
async fn rows_and_figures_of_repeated_pages_are_named_by_their_labels() {
    let mut app = TestApp::new().await;
    app.sign_in().await;
    let wave = app.open_survey(SURVEY, "werke").await;
    for at in 0..12 {
        let (grade, art) = (1 + at % 3, if at % 3 == 0 { "alt" } else { "neu" });
        let answers = format!(
            r#"{{"orte":["n","s"],"urteil.halle@n":{grade},"urteil.kantine@n":{},"urteil.halle@s":2,"urteil.kantine@s":{},
            "art@n":"{art}","art@s":"{art}"}}"#,
            3 - at % 2,
            1 + at % 2,
        );
        let submission = Submission {
            ticket: None,
            consent: None,
            k: 5,
            key: KeyHash::of(format!("key {at}").as_bytes()),
            draft: None,
            wave: wave.id,
            version: wave.version,
            kreis: None,
            answers,
            day: TODAY.to_owned(),
            held_back: false,
            quotas: Vec::new(),
        };
        app.state.store.submit(submission).await.expect("stored");
    }
    app.move_wave("werke", WaveState::Open, WaveState::Closed).await;
    let page = app.get("/intern/wellen/werke/ergebnisse").await;
    for label in ["Werk Nord: Die Halle", "Werk Nord: Die Kantine", "Werk Süd: Die Kantine"] {
        assert!(page.text.contains(label), "{label} is missing in {}", page.text_of("main"));
    }
    assert!(!page.text.contains("„n“"), "a raw id as a title");
    let north = app.get("/intern/wellen/werke/ergebnisse/f-art-n.csv").await;
    assert!(north.text.contains("Werk Nord: Welche Art von Werk ist das?"), "{}", north.text);
    assert!(north.text.contains("Neubau"), "{}", north.text);
    assert_eq!(app.get("/intern/wellen/werke/ergebnisse/f-art-s.svg").await.status, 200);
}

#[tokio::test]
async fn the_receipt_knows_the_topics_of_annotated_options() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "werke").await;
    app.post("/s/werke", &[]).await;
    app.post("/s/werke/orte", &[("orte", "n"), ("_go", "next")]).await;
    app.post("/s/werke/je-werk@n", &[("_go", "next")]).await;
    let sent = crate::respond::send_checked(&mut app, "werke").await;
    assert!(sent.location().contains("digitalisierung") && !sent.location().contains("bindung"), "{}", sent.location());
}
