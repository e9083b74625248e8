//! Answers as people type them: emoji, from right to left, letters in pieces, marks without end.

use axum::http::StatusCode;

use crate::{
    app::{Reply, TestApp},
    respond::stored,
};

const SURVEY: &str = r#"
slug = "worte"
audience = "other"
k = 5
locales = ["de-sie"]
title.de-sie = "Worte"
intro.de-sie = "Schreiben Sie, was Sie mögen."
privacy.de-sie = "Niemand erfährt, was Sie antworten."

[protection]
purpose.de-sie = "Zum Prüfen."
legal_basis = "Erfunden"
retention_months = 1
level = "anonymous"

[[section]]
title.de-sie = "Worte"

[[section.page]]
id = "worte"
title.de-sie = "Worte"

[[section.page.item]]
id = "kurz"
kind = "short_text"
text.de-sie = "Ein Wort?"

[[section.page.item]]
id = "lang"
kind = "long_text"
text.de-sie = "Mehr?"

[[section.page.item]]
id = "weit"
kind = "long_text"
max_chars = 20000
text.de-sie = "Noch mehr?"
"#;

const FAMILY: &str = "Familie 👨‍👩‍👧‍👦";
const ARABIC: &str = "نحتاج إلى وقت أطول للتعلّم";
const COMPOSED: &str = "Größe, Übung, café, Žižek";
const DECOMPOSED: &str = "Gro\u{308}ße, U\u{308}bung, cafe\u{301}, Z\u{30c}iz\u{30c}ek";

/// One letter under ten thousand marks.
fn tower() -> String {
    format!("Z{}", "\u{301}".repeat(10_000))
}

async fn answer(app: &mut TestApp, pairs: &[(&str, &str)]) -> Reply {
    app.forget_cookies();
    app.post("/s/worte", &[("locale", "de-sie")]).await;
    app.post("/s/worte/worte", &[pairs, &[("_go", "next")]].concat()).await
}

/// A column of the file of answers, sorted.
async fn exported(app: &mut TestApp, column: &str) -> Vec<String> {
    app.forget_cookies();
    app.sign_in().await;
    app.post("/intern/wellen/worte/schliessen", &[]).await;
    app.post("/intern/wellen/worte/frist-beenden", &[]).await;
    let file = app.get("/intern/wellen/worte/antworten/csv").await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text_of("main"));
    let mut lines = csv::Reader::from_reader(file.text.as_bytes());
    let at = lines.headers().expect("a header").iter().position(|name| name == column).expect("the column");
    let mut found: Vec<String> = lines.records().map(|line| line.expect("a line")[at].to_owned()).collect();
    found.sort();
    found
}

#[tokio::test]
async fn emoji_arabic_and_umlauts_in_pieces_come_out_as_they_were_meant() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "worte").await;
    for text in [FAMILY, ARABIC, COMPOSED, DECOMPOSED, DECOMPOSED] {
        let sent = answer(&mut app, &[("kurz", text), ("lang", text)]).await;
        assert!(sent.location().starts_with("/s/worte/danke"), "{text}: {}", sent.location());
        assert_eq!(app.get(sent.location()).await.status, StatusCode::OK, "{text}");
    }
    let mut wanted = [FAMILY, ARABIC, COMPOSED, COMPOSED, COMPOSED];
    wanted.sort_unstable();
    assert_eq!(exported(&mut app, "kurz").await, wanted);
    assert_eq!(exported(&mut app, "lang").await, wanted);
}

/// Two hundred letters fit the field, also where each came in two pieces.
#[tokio::test]
async fn a_limit_counts_letters_and_not_their_pieces() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "worte").await;
    for (letters, fits) in [(200, true), (201, false)] {
        let sent = answer(&mut app, &[("kurz", &"o\u{308}".repeat(letters))]).await;
        assert_eq!(sent.location().starts_with("/s/worte/danke"), fits, "{letters}: {}", sent.location());
    }
    let answers = stored(&app, "worte").await;
    assert_eq!(serde_json::to_value(&answers).expect("json")[0]["kurz"]["t"], "ö".repeat(200));
}

#[tokio::test]
async fn ten_thousand_marks_are_told_to_be_too_many_and_stay_in_the_form() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "worte").await;
    let tower = tower();
    for field in ["kurz", "lang"] {
        let page = answer(&mut app, &[(field, &tower), ("weit", FAMILY)]).await;
        // More than a draft keeps of what does not read: the form alone holds it.
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", page.location());
        assert!(page.text_of(".problem").contains("Höchstens"), "{field}: {}", page.text_of(".problems"));
        assert!(page.text.contains(&tower), "{field} is lost");
        assert_eq!(page.text_of("textarea[name=weit]"), FAMILY);
        let put_right = app.post("/s/worte/worte", &[(field, "Z"), ("weit", FAMILY), ("_go", "next")]).await;
        assert!(put_right.location().starts_with("/s/worte/danke"), "{field}: {}", put_right.location());
    }
}

#[tokio::test]
async fn ten_thousand_marks_are_taken_and_handed_out_where_there_is_room_for_them() {
    let mut app = TestApp::new().await;
    app.open_survey(SURVEY, "worte").await;
    for _ in 0..5 {
        let sent = answer(&mut app, &[("weit", &tower())]).await;
        assert!(sent.location().starts_with("/s/worte/danke"), "{}", sent.location());
    }
    // The first of them is part of the letter now: "Ź".
    let composed = format!("\u{179}{}", "\u{301}".repeat(9_999));
    assert_eq!(exported(&mut app, "weit").await, vec![composed; 5]);
}
