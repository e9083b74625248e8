//! The two folders of migrations.

use crate::workspace::Workspace;
use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The answers' database, and the one of who is written to.
const PLACES: [&str; 2] = ["migrations", "migrations/roster"];

pub fn same_files(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for place in PLACES {
        found.extend(different_files(&workspace.root.join(place))?.into_iter().map(|line| format!("{place}: {line}")));
    }
    Ok(found)
}

fn different_files(place: &Path) -> Result<Vec<String>> {
    let names = |folder: &str| -> Result<BTreeSet<String>> {
        let files = fs::read_dir(place.join(folder))?;
        files.map(|file| Ok(file?.file_name().to_string_lossy().into_owned())).collect()
    };
    let (sqlite, postgres) = (names("sqlite")?, names("postgres")?);
    let empty = sqlite.is_empty().then(|| "there are no migrations".to_owned());
    Ok(only_in_one(&sqlite, &postgres).into_iter().chain(empty).collect())
}

fn only_in_one(sqlite: &BTreeSet<String>, postgres: &BTreeSet<String>) -> Vec<String> {
    let only = |name: &String, folder: &str| format!("{name} is only in {folder}");
    let sqlite_only = sqlite.difference(postgres).map(|name| only(name, "sqlite"));
    let postgres_only = postgres.difference(sqlite).map(|name| only(name, "postgres"));
    sqlite_only.chain(postgres_only).collect()
}

/// What the store reads and writes alike in both databases, beside bytes, which each calls by another name.
const TYPES: [&str; 4] = ["BIGINT", "TEXT", "DOUBLE PRECISION", BYTES];
const BYTES: &str = "bytes";

pub fn same_columns(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for place in PLACES {
        let place_of = |folder: &str| all_of(&workspace.root.join(place).join(folder));
        let different = different_columns(&place_of("sqlite")?, &place_of("postgres")?);
        found.extend(different.into_iter().map(|line| format!("{place}: {line}")));
    }
    Ok(found)
}

fn different_columns(sqlite: &str, postgres: &str) -> Vec<String> {
    let (sqlite, postgres) = (changes(sqlite, "BLOB"), changes(postgres, "BYTEA"));
    let empty = sqlite.is_empty().then(|| "there are no columns".to_owned());
    let mut found: Vec<String> =
        strange(&sqlite, "sqlite").chain(strange(&postgres, "postgres")).chain(empty).collect();
    let told = |changes: &[Change]| changes.iter().map(Change::told).collect();
    found.extend(only_in_one(&told(&sqlite), &told(&postgres)));
    found
}

/// Columns of a type that the other database has not, or has otherwise.
fn strange<'c>(changes: &'c [Change], folder: &'c str) -> impl Iterator<Item = String> + use<'c> {
    let strange = changes.iter().filter(|change| change.kind.as_ref().is_some_and(|kind| !TYPES.contains(&&**kind)));
    strange.map(move |change| format!("{folder}: {} is none of {}", change.told(), TYPES.join(", ")))
}

/// What migrations do to the tables.
struct Change {
    /// The column that is made, `wave.grace`, or the whole statement that drops or renames something.
    what: String,
    /// The type of the column.
    kind: Option<String>,
}

impl Change {
    fn told(&self) -> String {
        self.kind.as_ref().map_or_else(|| self.what.clone(), |kind| format!("{} {kind}", self.what))
    }
}

/// `bytes`: how the dialect calls them.
fn changes(sql: &str, bytes: &str) -> Vec<Change> {
    let made = |table: &str, definition: &str| {
        let mut words = definition.split_whitespace();
        let what = format!("{table}.{}", words.next().unwrap_or_default());
        let kind: Vec<_> = words.take_while(|word| !AFTER_TYPE.contains(word)).collect();
        let kind = Some(kind.join(" ")).map(|kind| if kind == bytes { BYTES.to_owned() } else { kind });
        Change { what, kind }
    };
    let mut changes = Vec::new();
    for statement in code(sql).split(';') {
        let words: Vec<_> = statement.split_whitespace().collect();
        match words[..] {
            ["CREATE", "TABLE", table, ..] => {
                let body = statement.split_once('(').map_or("", |(_, body)| body);
                let definition = body.rsplit_once(')').map_or(body, |(definition, _)| definition);
                changes.extend(columns(definition).into_iter().map(|column| made(table, column)));
            }
            ["ALTER", "TABLE", table, "ADD", "COLUMN", ..] => changes.push(made(table, &words[5..].join(" "))),
            ["ALTER" | "DROP", ..] => changes.push(Change { what: words.join(" "), kind: None }),
            _ => {}
        }
    }
    changes
}

/// The tables that hold what respondents say, with every column they may have. Another column is not forbidden for
/// ever, but it is a decision about people's anonymity, so it is taken here and not in passing.
const ANONYMOUS: [(&str, &[&str]); 10] = [
    ("code", &["hash", "wave", "batch", "spent"]),
    ("consent", &["wave", "response", "firm", "edition"]),
    ("draft", &["hash", "wave", "sealed", "expires"]),
    ("held_back", &["id", "wave", "version", "answers", "stratum"]),
    ("inbox", &["id", "wave", "version", "answers", "stratum"]),
    ("open_text", &["id", "wave", "item", "given", "redacted", "state", "reviewer"]),
    (
        "paradata",
        &[
            "wave",
            "dimension",
            "value",
            "page",
            "reached",
            "done",
            "edits",
            "under_2",
            "under_5",
            "under_10",
            "under_20",
            "under_40",
            "under_90",
            "under_300",
            "longer",
        ],
    ),
    ("receipt", &["wave", "hash"]),
    ("response", &["id", "wave", "version", "answers"]),
    ("text_coding", &["wave", "item", "id", "themes", "coder"]),
];

/// What was added to them since. The stratum is coarsened to k before it is stored; the firm is sealed under the code.
const ADDED: [&str; 3] = [
    "ALTER TABLE response ADD COLUMN stratum TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE code ADD COLUMN firm BLOB",
    "ALTER TABLE code ADD COLUMN firm BYTEA",
];

pub fn anonymous_tables(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in ["sqlite", "postgres"] {
        let sql = all_of(&workspace.root.join("migrations").join(folder))?;
        let broken = broken_promises(&sql, folder == "sqlite");
        found.extend(broken.into_iter().map(|line| format!("{folder}: {line}")));
    }
    Ok(found)
}

fn all_of(folder: &Path) -> Result<String> {
    let mut files: Vec<_> = fs::read_dir(folder)?.map(|file| file.map(|file| file.path())).collect::<Result<_, _>>()?;
    files.sort();
    Ok(files.iter().map(fs::read_to_string).collect::<Result<Vec<_>, _>>()?.join("\n"))
}

fn broken_promises(sql: &str, sqlite: bool) -> Vec<String> {
    let code = code(sql);
    let statements: Vec<_> = code.split(';').map(str::trim).collect();
    ANONYMOUS.iter().flat_map(|(table, columns)| broken_promises_of(table, columns, &statements, sqlite)).collect()
}

/// Without comments, on one line.
fn code(sql: &str) -> String {
    let code: Vec<_> = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    code.join(" ")
}

fn broken_promises_of(table: &str, allowed: &[&str], statements: &[&str], sqlite: bool) -> Vec<String> {
    let created = statements.iter().find_map(|statement| {
        statement.strip_prefix("CREATE TABLE ")?.strip_prefix(table)?.trim_start().strip_prefix('(')
    });
    let Some(body) = created else { return vec![format!("{table} is not created")] };
    let (definition, options) = body.rsplit_once(')').unwrap_or((body, ""));
    let columns: Vec<_> =
        columns(definition).into_iter().filter_map(|column| column.split_whitespace().next()).collect();
    let strange = columns.iter().filter(|column| !allowed.contains(column)).map(|column| format!("{table}.{column}"));
    let ordered =
        (sqlite && !options.contains("WITHOUT ROWID")).then(|| format!("{table} has a rowid, the order of arrival"));
    let altered =
        statements.iter().filter(|statement| statement.split_whitespace().take(3).eq(["ALTER", "TABLE", table]));
    let altered = altered.filter(|statement| !ADDED.contains(statement));
    strange.chain(ordered).chain(altered.map(|statement| (*statement).to_owned())).collect()
}

/// What may follow on the type of a column.
const AFTER_TYPE: [&str; 7] = ["NOT", "NULL", "PRIMARY", "UNIQUE", "REFERENCES", "DEFAULT", "CHECK"];

/// The columns, each with its name first; a comma inside brackets separates nothing.
fn columns(definition: &str) -> Vec<&str> {
    let mut depth = 0;
    let pieces = definition.split(|letter: char| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        letter == ',' && depth == 0
    });
    let is_column = |piece: &&str| {
        let first = piece.split_whitespace().next();
        first.is_some_and(|word| !["PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "CONSTRAINT"].contains(&word))
    };
    pieces.filter(is_column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "CREATE TABLE code (hash BLOB, wave BLOB, batch BLOB, spent BIGINT) WITHOUT ROWID;
        CREATE TABLE inbox (id BLOB, wave BLOB, version BIGINT, answers TEXT, stratum TEXT) WITHOUT ROWID;
        CREATE TABLE held_back (id BLOB, wave BLOB, version BIGINT, answers TEXT, stratum TEXT) WITHOUT ROWID;
        ALTER TABLE response ADD COLUMN stratum TEXT NOT NULL DEFAULT '';
        CREATE TABLE consent (wave BLOB, response BLOB, firm TEXT, edition TEXT, PRIMARY KEY (wave, response)) WITHOUT ROWID;
        CREATE TABLE draft (hash BLOB, wave BLOB, sealed BLOB, expires TEXT) WITHOUT ROWID;
        CREATE TABLE open_text (wave BLOB, item TEXT, id BLOB, given TEXT, redacted TEXT) WITHOUT ROWID;
        CREATE TABLE text_coding (wave BLOB, item TEXT, id BLOB, themes TEXT, coder BLOB) WITHOUT ROWID;
        CREATE TABLE paradata (wave BLOB, dimension TEXT, value TEXT, page TEXT, reached BIGINT) WITHOUT ROWID;
        CREATE TABLE receipt (wave BLOB REFERENCES wave (id), hash BLOB, PRIMARY KEY (wave, hash)) WITHOUT ROWID;
        -- response holds no created_at
        CREATE TABLE response (id BLOB, wave BLOB, version BIGINT, answers TEXT, PRIMARY KEY (wave, id)) WITHOUT ROWID;";

    #[test]
    fn order_and_time_are_found() {
        assert!(broken_promises(GOOD, true).is_empty());
        let dated = GOOD.replace("answers TEXT", "answers TEXT, created_at TEXT");
        assert_eq!(broken_promises(&dated, true), ["held_back.created_at", "inbox.created_at", "response.created_at"]);
        let ordered = GOOD.replace("hash)) WITHOUT ROWID", "hash))");
        assert_eq!(broken_promises(&ordered, true), ["receipt has a rowid, the order of arrival"]);
        assert!(broken_promises(&ordered, false).is_empty());
        let altered = format!("{GOOD} ALTER TABLE response ADD COLUMN ip TEXT;");
        assert_eq!(broken_promises(&altered, true), ["ALTER TABLE response ADD COLUMN ip TEXT"]);
        assert_eq!(broken_promises("", true).len(), 10);
    }

    const SQLITE: &str = "CREATE TABLE wave (
            id BLOB NOT NULL PRIMARY KEY, -- 16 bytes, or more
            lat DOUBLE PRECISION,
            survey BLOB REFERENCES survey (id, number),
            PRIMARY KEY (id, lat)
        ) WITHOUT ROWID;
        ALTER TABLE wave ADD COLUMN grace TEXT NOT NULL DEFAULT '';
        ALTER TABLE wave DROP COLUMN lat;
        CREATE INDEX grace_of_wave ON wave (grace);";

    #[test]
    fn a_column_that_one_database_has_otherwise_or_not_at_all_is_found() {
        let postgres = SQLITE.replace("BLOB", "BYTEA").replace(" WITHOUT ROWID", "");
        assert!(different_columns(SQLITE, &postgres).is_empty());
        let timed = different_columns(SQLITE, &postgres.replace("grace TEXT", "grace TIMESTAMPTZ"));
        let types = "none of BIGINT, TEXT, DOUBLE PRECISION, bytes";
        assert_eq!(
            timed,
            [
                format!("postgres: wave.grace TIMESTAMPTZ is {types}"),
                "wave.grace TEXT is only in sqlite".to_owned(),
                "wave.grace TIMESTAMPTZ is only in postgres".to_owned(),
            ]
        );
        let both = [SQLITE, &postgres].map(|sql| sql.replace("lat DOUBLE PRECISION", "lat REAL"));
        let strange = different_columns(&both[0], &both[1]);
        assert_eq!(strange, ["sqlite", "postgres"].map(|folder| format!("{folder}: wave.lat REAL is {types}")));
        let missing = different_columns(SQLITE, &postgres.replace("survey BYTEA REFERENCES survey (id, number),", ""));
        assert_eq!(missing, ["wave.survey bytes is only in sqlite"]);
        let kept = different_columns(SQLITE, &postgres.replace("ALTER TABLE wave DROP COLUMN lat;", ""));
        assert_eq!(kept, ["ALTER TABLE wave DROP COLUMN lat is only in sqlite"]);
        let foreign = different_columns(SQLITE, SQLITE);
        assert_eq!(foreign.iter().filter(|line| line.contains("BLOB is none of")).count(), 2, "{foreign:?}");
        assert_eq!(different_columns("", ""), ["there are no columns"]);
    }
}
