//! An SQLite file that another program writes to.

use std::path::Path;

use sqlx::{Connection as _, Executor as _, SqliteConnection};

/// The lock that whoever writes to the file needs. Reading goes on meanwhile.
pub struct Held(SqliteConnection);

/// Does something to a database behind the back of whoever has it open.
pub async fn run(file: &Path, sql: &'static str) {
    let name = file.to_str().expect("the name of the file is text");
    let mut other = SqliteConnection::connect(name).await.expect("the file opens");
    other.execute(sql).await.expect("done");
    other.close().await.expect("closed");
}

impl Held {
    pub async fn of(file: &Path) -> Held {
        let name = file.to_str().expect("the name of the file is text");
        let mut other = SqliteConnection::connect(name).await.expect("the file opens");
        other.execute("BEGIN IMMEDIATE").await.expect("nobody else writes");
        Held(other)
    }

    pub async fn let_go(self) {
        self.0.close().await.expect("closed");
    }
}
