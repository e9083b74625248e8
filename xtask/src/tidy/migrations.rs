//! The two folders of migrations.

use crate::workspace::Workspace;
use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

pub fn same_files(workspace: &Workspace) -> Result<Vec<String>> {
    let mut found = Vec::new();
    // The answers' database, and the one of who is written to.
    for place in ["migrations", "migrations/roster"] {
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
    let only = |name: &String, folder: &str| format!("{name} is only in {folder}");
    let sqlite_only = sqlite.difference(&postgres).map(|name| only(name, "sqlite"));
    let postgres_only = postgres.difference(&sqlite).map(|name| only(name, "postgres"));
    let empty = sqlite.is_empty().then(|| "there are no migrations".to_owned());
    Ok(sqlite_only.chain(postgres_only).chain(empty).collect())
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
    let code: Vec<_> = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let code = code.join(" ");
    let statements: Vec<_> = code.split(';').map(str::trim).collect();
    ANONYMOUS.iter().flat_map(|(table, columns)| broken_promises_of(table, columns, &statements, sqlite)).collect()
}

fn broken_promises_of(table: &str, allowed: &[&str], statements: &[&str], sqlite: bool) -> Vec<String> {
    let created = statements.iter().find_map(|statement| {
        statement.strip_prefix("CREATE TABLE ")?.strip_prefix(table)?.trim_start().strip_prefix('(')
    });
    let Some(body) = created else { return vec![format!("{table} is not created")] };
    let (definition, options) = body.rsplit_once(')').unwrap_or((body, ""));
    let columns = columns(definition);
    let strange = columns.iter().filter(|column| !allowed.contains(column)).map(|column| format!("{table}.{column}"));
    let ordered =
        (sqlite && !options.contains("WITHOUT ROWID")).then(|| format!("{table} has a rowid, the order of arrival"));
    let altered =
        statements.iter().filter(|statement| statement.split_whitespace().take(3).eq(["ALTER", "TABLE", table]));
    let altered = altered.filter(|statement| !ADDED.contains(statement));
    strange.chain(ordered).chain(altered.map(|statement| (*statement).to_owned())).collect()
}

/// The names of the columns; a comma inside brackets separates nothing.
fn columns(definition: &str) -> Vec<&str> {
    let mut depth = 0;
    let pieces = definition.split(|letter: char| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        letter == ',' && depth == 0
    });
    let names = pieces.filter_map(|piece| piece.split_whitespace().next());
    names.filter(|name| !["PRIMARY", "FOREIGN", "UNIQUE", "CHECK", "CONSTRAINT"].contains(name)).collect()
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
}
