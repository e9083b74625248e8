//! What is invented is called so, on whatever page it stands.

use axum::http::StatusCode;

use crate::{
    app::{Reply, TestApp},
    seeded::demo,
};

const BAR: &str = "aside.demo-bar";

/// Of the public, of somebody who has begun to answer, and of staff.
const PAGES: [&str; 16] = [
    "/",
    "/ergebnisse",
    "/ergebnisse/azubis-2026",
    "/ergebnisse/unternehmen-2026/gruppen",
    "/ergebnisse/beispiel-echte-daten",
    "/perspektiven",
    "/angebote",
    "/impressum",
    "/s/azubis",
    "/s/azubis/alter",
    "/s/azubis/was-wir-speichern",
    "/intern",
    "/intern/umfragen",
    "/intern/wellen/azubis",
    "/intern/wellen/unternehmen-2026/abdeckung",
    "/intern/kontakte",
];

async fn open(app: &mut TestApp, page: &str) -> Reply {
    let reply = app.get(page).await;
    assert_eq!(reply.status, StatusCode::OK, "{page} leads to {}", reply.location());
    reply
}

/// The demo region in a real service, which is not for use and only tells whose the bar is, and in the demo.
#[tokio::test]
async fn every_page_of_the_demo_says_so_and_none_of_a_real_service() {
    let mut app = demo().await;
    app.sign_in().await;
    app.post("/s/azubis", &[("locale", "de-du")]).await;
    for page in PAGES {
        assert_eq!(open(&mut app, page).await.count(BAR), 0, "{page}");
    }
    let mut app = app.changed(|parts| parts.demo = true);
    for page in PAGES {
        let bar = open(&mut app, page).await.text_of(BAR);
        let about = match page {
            "/ergebnisse/beispiel-echte-daten" => "Auf dieser Seite stehen echte Antworten aus fremder Quelle.",
            _ => "Erfundene Angaben, echte Orte.",
        };
        assert_eq!(bar, format!("DEMO {about}"), "{page}");
    }
    let missing = app.get("/gibt-es-nicht").await;
    assert_eq!((missing.status, missing.count(BAR)), (StatusCode::NOT_FOUND, 1));
}
