//! A fresh database of each kind for every test.

use std::path::PathBuf;

use sqlx::{Connection as _, PgConnection, Postgres, Row as _, SqliteConnection};
use store::{Id, Location, NewWave, Store, WaveState};
use tempfile::TempDir;

pub struct Fresh {
    pub store: Store,
    pub location: Location,
    /// Of the SQLite file.
    pub folder: Option<TempDir>,
}

/// Both databases, empty and migrated. Without the variable it is SQLite alone: said aloud, and a failure where
/// everything has to run.
pub async fn databases() -> Vec<Fresh> {
    let mut databases = vec![sqlite().await];
    databases.extend(postgres().await);
    databases
}

pub async fn sqlite() -> Fresh {
    let (location, folder) = empty_sqlite();
    Fresh { store: migrated(&location).await, location, folder: Some(folder) }
}

pub async fn postgres() -> Option<Fresh> {
    let location = empty_postgres().await?;
    Some(Fresh { store: migrated(&location).await, location, folder: None })
}

pub fn empty_sqlite() -> (Location, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Location::Sqlite(folder.path().join("data.sqlite")), folder)
}

pub async fn empty_postgres() -> Option<Location> {
    testbed::empty_postgres().await.map(Location::Postgres)
}

pub async fn migrated(location: &Location) -> Store {
    let store = Store::open(location).await.unwrap();
    store.migrate().await.unwrap();
    store
}

impl Drop for Fresh {
    fn drop(&mut self) {
        drop_database(&self.location);
    }
}

pub fn drop_database(location: &Location) {
    if let Location::Postgres(url) = location {
        testbed::drop_postgres(url);
    }
}

impl Fresh {
    pub fn file(&self) -> Option<PathBuf> {
        match &self.location {
            Location::Sqlite(path) => Some(path.clone()),
            Location::Postgres(_) => None,
        }
    }

    /// The first column of every row, past the store.
    pub async fn look<T>(&self, sql: &'static str) -> Vec<T>
    where
        T: for<'r> sqlx::Decode<'r, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
        T: for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>,
    {
        match &self.location {
            Location::Sqlite(path) => {
                let mut db = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
                let rows = sqlx::query(sql).fetch_all(&mut db).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
            Location::Postgres(url) => {
                let mut db = PgConnection::connect(url).await.unwrap();
                let rows = sqlx::query(sql).fetch_all(&mut db).await.unwrap();
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// All statements of a text, as a migration runs them.
    pub async fn run(&self, sql: &str) {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match &self.location {
            Location::Sqlite(path) => {
                let mut db = SqliteConnection::connect(path.to_str().unwrap()).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut db).await.unwrap();
            }
            Location::Postgres(url) => {
                let mut db = PgConnection::connect(url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut db).await.unwrap();
            }
        }
    }

    /// A setting that holds for every later connection to a PostgreSQL database, as its administrator would make it.
    pub async fn for_all_sessions(&self, set: &str) {
        let Location::Postgres(url) = &self.location else { panic!("{:?}", self.location) };
        let mut db = PgConnection::connect(url).await.unwrap();
        // The name of the database cannot be an argument of ALTER, so the server puts the statement together.
        sqlx::query("SELECT set_config('test.change', format('ALTER DATABASE %I %s', current_database(), $1), false)")
            .bind(set)
            .execute(&mut db)
            .await
            .unwrap();
        sqlx::query("DO $$ BEGIN EXECUTE current_setting('test.change'); END $$").execute(&mut db).await.unwrap();
    }

    /// A wave of its own survey, planned.
    pub async fn wave(&self, slug: &str) -> Id {
        let id = self.planned_wave(slug).await;
        self.store.set_wave_state(id, WaveState::Planned, WaveState::Open, "2026-09-01").await.unwrap();
        id
    }

    pub async fn planned_wave(&self, slug: &str) -> Id {
        let survey = self.store.create_survey(&format!("survey-{slug}"), "…").await.unwrap();
        let version = self.store.publish(survey, 1, "{}", "2026-09-01").await.unwrap();
        let new = NewWave { survey, version, slug: slug.into(), title: "Welle".into(), demo: false };
        self.store.create_wave(&new).await.unwrap()
    }
}
