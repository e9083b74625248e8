//! The tables, made and kept up to date by numbered files; both folders hold the same numbers and names.

use sqlx::{
    SqlSafeStr,
    migrate::{AppliedMigration, Migrate, MigrateError, Migration, MigrationType, Migrator},
};

use crate::{Database, Error, Roster, Store};

struct File {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// N.B. `sqlx::migrate!` would find the files itself, and have both drivers and SQLite compiled a second time, for
/// the machine that builds. A test compares this list with the folders.
const FILES: [File; 21] = [
    File {
        number: 1,
        name: "first",
        sqlite: include_str!("../../../migrations/sqlite/0001_first.sql"),
        postgres: include_str!("../../../migrations/postgres/0001_first.sql"),
    },
    File {
        number: 2,
        name: "fieldwork",
        sqlite: include_str!("../../../migrations/sqlite/0002_fieldwork.sql"),
        postgres: include_str!("../../../migrations/postgres/0002_fieldwork.sql"),
    },
    File {
        number: 3,
        name: "resume",
        sqlite: include_str!("../../../migrations/sqlite/0003_resume.sql"),
        postgres: include_str!("../../../migrations/postgres/0003_resume.sql"),
    },
    File {
        number: 4,
        name: "quota",
        sqlite: include_str!("../../../migrations/sqlite/0004_quota.sql"),
        postgres: include_str!("../../../migrations/postgres/0004_quota.sql"),
    },
    File {
        number: 5,
        name: "versions",
        sqlite: include_str!("../../../migrations/sqlite/0005_versions.sql"),
        postgres: include_str!("../../../migrations/postgres/0005_versions.sql"),
    },
    File {
        number: 6,
        name: "paradata",
        sqlite: include_str!("../../../migrations/sqlite/0006_paradata.sql"),
        postgres: include_str!("../../../migrations/postgres/0006_paradata.sql"),
    },
    File {
        number: 7,
        name: "retention",
        sqlite: include_str!("../../../migrations/sqlite/0007_retention.sql"),
        postgres: include_str!("../../../migrations/postgres/0007_retention.sql"),
    },
    File {
        number: 8,
        name: "consent",
        sqlite: include_str!("../../../migrations/sqlite/0008_consent.sql"),
        postgres: include_str!("../../../migrations/postgres/0008_consent.sql"),
    },
    File {
        number: 9,
        name: "shown",
        sqlite: include_str!("../../../migrations/sqlite/0009_shown.sql"),
        postgres: include_str!("../../../migrations/postgres/0009_shown.sql"),
    },
    File {
        number: 10,
        name: "goal",
        sqlite: include_str!("../../../migrations/sqlite/0010_goal.sql"),
        postgres: include_str!("../../../migrations/postgres/0010_goal.sql"),
    },
    File {
        number: 11,
        name: "breakdown",
        sqlite: include_str!("../../../migrations/sqlite/0011_breakdown.sql"),
        postgres: include_str!("../../../migrations/postgres/0011_breakdown.sql"),
    },
    File {
        number: 12,
        name: "held_back",
        sqlite: include_str!("../../../migrations/sqlite/0012_held_back.sql"),
        postgres: include_str!("../../../migrations/postgres/0012_held_back.sql"),
    },
    File {
        number: 13,
        name: "report",
        sqlite: include_str!("../../../migrations/sqlite/0013_report.sql"),
        postgres: include_str!("../../../migrations/postgres/0013_report.sql"),
    },
    File {
        number: 14,
        name: "open_text",
        sqlite: include_str!("../../../migrations/sqlite/0014_open_text.sql"),
        postgres: include_str!("../../../migrations/postgres/0014_open_text.sql"),
    },
    File {
        number: 15,
        name: "release_log",
        sqlite: include_str!("../../../migrations/sqlite/0015_release_log.sql"),
        postgres: include_str!("../../../migrations/postgres/0015_release_log.sql"),
    },
    File {
        number: 16,
        name: "text_coding",
        sqlite: include_str!("../../../migrations/sqlite/0016_text_coding.sql"),
        postgres: include_str!("../../../migrations/postgres/0016_text_coding.sql"),
    },
    File {
        number: 17,
        name: "asked",
        sqlite: include_str!("../../../migrations/sqlite/0017_asked.sql"),
        postgres: include_str!("../../../migrations/postgres/0017_asked.sql"),
    },
    File {
        number: 18,
        name: "notice",
        sqlite: include_str!("../../../migrations/sqlite/0018_notice.sql"),
        postgres: include_str!("../../../migrations/postgres/0018_notice.sql"),
    },
    File {
        number: 19,
        name: "blur_owed",
        sqlite: include_str!("../../../migrations/sqlite/0019_blur_owed.sql"),
        postgres: include_str!("../../../migrations/postgres/0019_blur_owed.sql"),
    },
    File {
        number: 20,
        name: "first_look",
        sqlite: include_str!("../../../migrations/sqlite/0020_first_look.sql"),
        postgres: include_str!("../../../migrations/postgres/0020_first_look.sql"),
    },
    File {
        number: 21,
        name: "reads_answers",
        sqlite: include_str!("../../../migrations/sqlite/0021_reads_answers.sql"),
        postgres: include_str!("../../../migrations/postgres/0021_reads_answers.sql"),
    },
];

/// Those of the other database, which holds the roster.
const ROSTER: [File; 8] = [
    File {
        number: 1,
        name: "first",
        sqlite: include_str!("../../../migrations/roster/sqlite/0001_first.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0001_first.sql"),
    },
    File {
        number: 2,
        name: "firm_place",
        sqlite: include_str!("../../../migrations/roster/sqlite/0002_firm_place.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0002_firm_place.sql"),
    },
    File {
        number: 3,
        name: "contact_request",
        sqlite: include_str!("../../../migrations/roster/sqlite/0003_contact_request.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0003_contact_request.sql"),
    },
    File {
        number: 4,
        name: "invited_firm",
        sqlite: include_str!("../../../migrations/roster/sqlite/0004_invited_firm.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0004_invited_firm.sql"),
    },
    File {
        number: 5,
        name: "enough",
        sqlite: include_str!("../../../migrations/roster/sqlite/0005_enough.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0005_enough.sql"),
    },
    File {
        number: 6,
        name: "barrier_report",
        sqlite: include_str!("../../../migrations/roster/sqlite/0006_barrier_report.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0006_barrier_report.sql"),
    },
    File {
        number: 7,
        name: "one_end",
        sqlite: include_str!("../../../migrations/roster/sqlite/0007_one_end.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0007_one_end.sql"),
    },
    File {
        number: 8,
        name: "pending_request",
        sqlite: include_str!("../../../migrations/roster/sqlite/0008_pending_request.sql"),
        postgres: include_str!("../../../migrations/roster/postgres/0008_pending_request.sql"),
    },
];

fn migrator(files: &[File], sql: impl Fn(&File) -> &'static str) -> Migrator {
    let migration = |file: &File| {
        Migration::new(file.number, file.name.into(), MigrationType::Simple, sql(file).into_sql_str(), false)
    };
    Migrator::with_migrations(files.iter().map(migration).collect())
}

impl Store {
    /// Brings the tables up to date. Refuses a database that a newer program made, or whose migrations differ from
    /// the ones in this program.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.database.migrate(&FILES).await
    }

    /// Names of the migrations that [`Store::migrate`] would run, and the same refusal of a newer database.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, Error> {
        self.database.pending_migrations(&FILES).await
    }

    /// Whether none was ever run: the file is empty, or of another program. [`Store::migrate`] would make all tables in it.
    pub async fn is_blank(&self) -> Result<bool, Error> {
        Ok(self.pending_migrations().await?.len() == FILES.len())
    }
}

impl Roster {
    /// Brings the tables up to date, with the same refusals as [`Store::migrate`]. The database of the answers is
    /// refused too, however its address is written: its first migration is another one.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.database.migrate(&ROSTER).await
    }

    /// As [`Store::pending_migrations`].
    pub async fn pending_migrations(&self) -> Result<Vec<String>, Error> {
        self.database.pending_migrations(&ROSTER).await
    }
}

impl Database {
    async fn migrate(&self, files: &[File]) -> Result<(), Error> {
        match self {
            Database::Sqlite(sqlite) => {
                migrator(files, |file| file.sqlite).run_direct(None, &mut sqlite.connect().await?, false).await?;
            }
            Database::Postgres(postgres) => {
                migrator(files, |file| file.postgres).run_direct(None, &mut postgres.connect().await?, false).await?;
            }
        }
        Ok(())
    }

    async fn pending_migrations(&self, files: &[File]) -> Result<Vec<String>, Error> {
        match self {
            Database::Sqlite(sqlite) => {
                pending(migrator(files, |file| file.sqlite), &mut sqlite.connect().await?).await
            }
            Database::Postgres(postgres) => {
                pending(migrator(files, |file| file.postgres), &mut postgres.connect().await?).await
            }
        }
    }
}

async fn pending(migrator: Migrator, db: &mut impl Migrate) -> Result<Vec<String>, Error> {
    let applied = applied(&migrator, db).await?;
    let made_otherwise = |done: &&AppliedMigration| {
        migrator.iter().any(|file| file.version == done.version && file.checksum != done.checksum)
    };
    if let Some(other) = applied.iter().find(made_otherwise) {
        return Err(MigrateError::VersionMismatch(other.version).into());
    }
    if let Some(unknown) = applied.iter().find(|applied| !migrator.version_exists(applied.version)) {
        return Err(MigrateError::VersionMissing(unknown.version).into());
    }
    let is_new = |version| applied.iter().all(|applied| applied.version != version);
    Ok(migrator
        .iter()
        .filter(|migration| is_new(migration.version))
        .map(|migration| format!("{:04} {}", migration.version, migration.description))
        .collect())
}

/// None where the table of migrations does not exist yet.
async fn applied(migrator: &Migrator, db: &mut impl Migrate) -> Result<Vec<AppliedMigration>, Error> {
    match db.list_applied_migrations(&migrator.table_name).await {
        Err(MigrateError::Execute(error)) if is_missing_table(&error) => Ok(Vec::new()),
        other => Ok(other?),
    }
}

fn is_missing_table(error: &sqlx::Error) -> bool {
    let Some(error) = error.as_database_error() else { return false };
    error.code().is_some_and(|code| code == "42P01") || error.message().starts_with("no such table")
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::{FILES, File, ROSTER};

    const KINDS: [(&str, &[File]); 2] = [("migrations", &FILES), ("migrations/roster", &ROSTER)];

    #[test]
    fn both_folders_hold_the_migrations_of_the_list_and_nothing_else() {
        for (folder, files) in KINDS {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
            let listed: Vec<String> =
                files.iter().map(|file| format!("{:04}_{}.sql", file.number, file.name)).collect();
            for database in ["sqlite", "postgres"] {
                let entries = fs::read_dir(folder.join(database)).expect("the folder of migrations");
                let mut found: Vec<String> =
                    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
                found.sort();
                assert_eq!(found, listed, "{database}");
            }
        }
    }

    /// So that nobody changes one and forgets the other.
    #[test]
    fn the_two_sql_files_differ_in_words_of_the_dialect_only() {
        let statements = |sql: &str| {
            let lines = sql.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("--"));
            lines.collect::<Vec<_>>().join("\n")
        };
        for file in KINDS.iter().flat_map(|(_, files)| *files) {
            let translated = file.sqlite.replace(") WITHOUT ROWID;", ");").replace(" BLOB", " BYTEA");
            let translated = translated.replace("lower(hex(wave.id))", "encode(wave.id, 'hex')");
            assert_eq!(statements(&translated), statements(file.postgres), "{:04}_{}", file.number, file.name);
        }
    }
}
