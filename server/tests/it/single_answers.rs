//! What single respondents answered is for accounts that may see it.

use axum::http::StatusCode;

use crate::{
    app::{EMAIL, TestApp},
    open_answers::{SURVEY, document, ended, id_of},
};

const WAVE: &str = "/intern/wellen/probe";

/// Twelve wishes in an ended wave; whoever is signed in may not see single answers.
async fn without_right() -> TestApp {
    let wishes: Vec<_> = (1..=12).map(|number| document(&format!("Wunsch {number}"))).collect();
    let (app, _) = ended(SURVEY, &wishes).await;
    set_right(&app, false).await;
    app
}

async fn set_right(app: &TestApp, may: bool) {
    let account = app.state.store.account_by_email(EMAIL).await.expect("accounts").expect("there");
    app.state.store.set_reads_answers(account.id, may).await.expect("set");
}

#[tokio::test]
async fn whoever_may_not_see_single_answers_is_told_so_and_who_can_change_it() {
    let mut app = without_right().await;
    let files = ["csv", "csv-excel", "xlsx", "sav", "parquet", "ddi"].map(|format| format!("antworten/{format}"));
    for place in files.iter().map(String::as_str).chain(["texte"]) {
        let refused = app.get(&format!("{WAVE}/{place}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{place}");
        assert!(refused.text_of("main").contains("bedarfskompass user allow-answers"), "{place}");
        assert!(!refused.text.contains("Wunsch"), "{place}");
    }
    let posts = ["texte", "texte/ohne-hinweis", "texte/einschalten", "texte/ausschalten"];
    for place in posts {
        let refused = app.post(&format!("{WAVE}/{place}"), &[("verstanden", "ja")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{place}");
    }
    let page = app.get(WAVE).await;
    assert!(page.text_of("main").contains("darf dieses Konto nicht sehen"), "{}", page.text_of("main"));
    assert_eq!(page.count("a[href$='antworten/csv'], a[href$='/texte']"), 0, "nothing leads there");
    assert!(page.text.contains("Wieder öffnen"), "who was refused has not looked at anything");
}

#[tokio::test]
async fn everything_but_single_answers_is_there_without_the_right() {
    let mut app = without_right().await;
    for place in
        ["antworten/codebook", "antworten/codebook-excel", "antworten/r", "ergebnisse", "texte/themen", "bericht"]
    {
        assert_eq!(app.get(&format!("{WAVE}/{place}")).await.status, StatusCode::OK, "{place}");
    }
}

#[tokio::test]
async fn the_right_holds_from_the_next_request_on() {
    let mut app = without_right().await;
    set_right(&app, true).await;
    assert!(app.get(&format!("{WAVE}/antworten/csv")).await.text.contains("Wunsch 12"));
    let queue = app.get(&format!("{WAVE}/texte")).await;
    let id = id_of(&queue, "Wunsch 7");
    set_right(&app, false).await;
    let form = [("id", id.as_str()), ("war", "waiting"), ("dann", "freigeben")];
    assert_eq!(app.post(&format!("{WAVE}/texte"), &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.get(&format!("{WAVE}/antworten/csv")).await.status, StatusCode::FORBIDDEN);
}
