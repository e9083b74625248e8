//! The demo region. It is seeded once for all tests of this binary, and each works on a copy of its own.

use std::fs;

use server::seed;
use tokio::sync::OnceCell;

use crate::app::{ANSWERS, TestApp};

pub async fn demo() -> TestApp {
    static ANSWERS_OF_ALL: OnceCell<Vec<u8>> = OnceCell::const_new();
    TestApp::copied(ANSWERS_OF_ALL.get_or_init(seeded).await).await
}

async fn seeded() -> Vec<u8> {
    let app = TestApp::new().await;
    seed::seed(&app.state.store, &app.state.clock, |_| {}).await.expect("seeded");
    app.state.store.checkpoint().await.expect("one file");
    fs::read(app.folder().join(ANSWERS)).expect("readable")
}
