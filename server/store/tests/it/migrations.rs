use sqlx::{Connection as _, PgConnection, Postgres, SqliteConnection, migrate::MigrateDatabase as _};
use store::{Error, Location, Store};

use crate::databases::{databases, empty_postgres, empty_sqlite};

#[tokio::test]
async fn an_empty_database_is_migrated_once() {
    let (sqlite, _folder) = empty_sqlite();
    let postgres = empty_postgres().await;
    for location in [Some(sqlite), postgres.clone()].into_iter().flatten() {
        let store = Store::open(&location).await.unwrap();
        assert_eq!(store.pending_migrations().await.unwrap().first().map(String::as_str), Some("0001 first"));
        store.migrate().await.unwrap();
        store.migrate().await.unwrap();
        assert!(store.pending_migrations().await.unwrap().is_empty());
        store.check().await.unwrap();
    }
    if let Some(Location::Postgres(url)) = postgres {
        Postgres::force_drop_database(&url).await.unwrap();
    }
}

/// Before 0009 it stood among the settings, where copies of PostgreSQL took it along.
#[tokio::test]
async fn what_staff_saw_of_a_wave_moves_out_of_the_settings() {
    for db in databases().await {
        let wave = db.wave("w").await;
        let back = [
            "DROP TABLE shown".to_owned(),
            format!("INSERT INTO setting (name, value) VALUES ('paradata-{wave}', '[]'), ('other', 'stays')"),
        ];
        let migration = match db.folder.is_some() {
            true => include_str!("../../../../migrations/sqlite/0009_shown.sql"),
            false => include_str!("../../../../migrations/postgres/0009_shown.sql"),
        };
        for sql in back.iter().map(String::as_str).chain([migration]) {
            db.run(sql).await;
        }
        let moved: Vec<String> = db.look("SELECT document FROM shown WHERE what = 'pages'").await;
        assert_eq!(moved, ["[]"]);
        let left: Vec<String> =
            db.look("SELECT name FROM setting WHERE name LIKE 'paradata-%' OR name = 'other'").await;
        assert_eq!(left, ["other"]);
    }
}

#[tokio::test]
async fn who_had_an_account_before_it_was_a_right_still_sees_single_answers() {
    for db in databases().await {
        db.store.create_account("anna@example.org", "Anna", "hash").await.unwrap();
        let migration = match db.folder.is_some() {
            true => include_str!("../../../../migrations/sqlite/0021_reads_answers.sql"),
            false => include_str!("../../../../migrations/postgres/0021_reads_answers.sql"),
        };
        for sql in ["ALTER TABLE account DROP COLUMN reads_answers", migration] {
            db.run(sql).await;
        }
        db.store.create_account("bert@example.org", "Bert", "hash").await.unwrap();
        let accounts = db.store.accounts().await.unwrap();
        assert_eq!(accounts.iter().map(|account| account.reads_answers).collect::<Vec<_>>(), [true, false]);
    }
}

#[tokio::test]
async fn a_database_from_a_newer_program_is_refused() {
    for db in databases().await {
        match &db.location {
            Location::Sqlite(path) => {
                let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                             VALUES (9999, 'newer', TRUE, x'00', 0)";
                let mut direct = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
                sqlx::query(newer).execute(&mut direct).await.unwrap();
            }
            Location::Postgres(url) => {
                let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                             VALUES (9999, 'newer', TRUE, '\\x00', 0)";
                let mut direct = PgConnection::connect(url).await.unwrap();
                sqlx::query(newer).execute(&mut direct).await.unwrap();
            }
        }
        assert!(matches!(db.store.pending_migrations().await, Err(Error::Other(_))));
        assert!(matches!(db.store.migrate().await, Err(Error::Other(_))));
    }
}
