//! The server that the test command starts, named by a variable.

use std::{env, io::Write as _, sync::Once, thread};

use sqlx::{Connection as _, Executor as _, PgConnection, Postgres, Row as _, migrate::MigrateDatabase as _};

const VARIABLE: &str = "BEDARFSKOMPASS_TEST_POSTGRES";

/// The address of an empty database. Without the variable there is none: said aloud, and a failure where everything has
/// to run.
pub async fn empty_postgres() -> Option<String> {
    let Ok(server) = env::var(VARIABLE) else {
        skip();
        return None;
    };
    let (address, _) = server.rsplit_once('/').expect("a URL that ends in the name of a database");
    let url = format!("{address}/test_{:032x}", rand::random::<u128>());
    Postgres::create_database(&url).await.expect("a new database");
    Some(url)
}

fn skip() {
    static SAID: Once = Once::new();
    assert!(env::var("CI").as_deref() != Ok("true"), "{VARIABLE} is not set: the PostgreSQL half cannot run");
    // Past the test harness, which would swallow it.
    let line = format!("SKIPPED: PostgreSQL, {VARIABLE} is not set\n");
    SAID.call_once(|| std::io::stderr().write_all(line.as_bytes()).expect("standard error takes a line"));
}

/// Whoever is connected to it is thrown out.
pub fn drop_postgres(url: &str) {
    let url = url.to_owned();
    let drop = async move { Postgres::force_drop_database(&url).await };
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    // A test that already failed shall say why, and not that its database could not be dropped.
    let _ = thread::spawn(move || runtime().block_on(drop)).join();
}

/// Every row of every table, as XML; bytes are hexadecimal.
pub async fn text_of(url: &str) -> String {
    let mut db = PgConnection::connect(url).await.expect("connected");
    db.execute("SET xmlbinary = hex").await.expect("a setting");
    let all = sqlx::query("SELECT schema_to_xml('public', true, false, '')::text");
    all.fetch_one(&mut db).await.expect("all rows").get(0)
}
