//! What is wrong with the settings: in German, with the place where the setting stands.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use domain::Survey;
use toml::{Table, de::Error};

/// The file and the variables that the settings come from, to say where one of them stands.
pub(super) struct Sources {
    pub file: Option<(PathBuf, String)>,
    pub variables: Vec<String>,
}

/// A line of a settings file that opens a section or gives a value: where it begins, and the whole key.
struct Entry {
    start: usize,
    line: usize,
    key: String,
}

impl Sources {
    /// Where `key` (`server.addr`) was set last, as it stands before a complaint.
    pub fn place(&self, key: &str) -> String {
        let variable = self.variables.iter().find(|name| super::key(name).as_deref() == Some(key));
        let in_file = || {
            let (path, text) = self.file.as_ref()?;
            let entry = entries(text).find(|entry| entry.key == key)?;
            Some(format!("{}: Zeile {}, {key}", path.display(), entry.line))
        };
        variable.cloned().or_else(in_file).unwrap_or_else(|| key.to_owned())
    }
}

/// What is wrong in a TOML file: where, and what.
pub fn in_file(path: &Path, text: &str, error: &Error) -> (String, String) {
    let path = path.display();
    if text.parse::<Table>().is_err() {
        return (path.to_string(), syntax(text, error));
    }
    let at = error.span().map_or(0, |span| span.start);
    match entries(text).take_while(|entry| entry.start <= at).last() {
        Some(entry) => (format!("{path}: Zeile {}, {}", entry.line, entry.key), german(error.message())),
        None => (path.to_string(), german(error.message())),
    }
}

/// N.B. The reader of surveys has words for every fault in the writing of TOML, and tells those before anything else.
fn syntax(text: &str, error: &Error) -> String {
    match Survey::from_toml(text).err().and_then(|errors| errors.into_iter().next()) {
        Some(fault) => fault.to_string(),
        None => german(error.message()),
    }
}

fn entries(text: &str) -> impl Iterator<Item = Entry> {
    let (mut section, mut start) = (String::new(), 0);
    text.split_inclusive('\n').enumerate().filter_map(move |(at, line)| {
        let (here, code) = (start, line.trim());
        start += line.len();
        let key = if let Some((name, _)) = code.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            section = plain(name)?;
            section.clone()
        } else {
            let key = plain(code.split_once('=')?.0)?;
            if section.is_empty() { key } else { format!("{section}.{key}") }
        };
        Some(Entry { start: here, line: at + 1, key })
    })
}

/// `server . addr` as `server.addr`; `None` for what is no key, as in a remark or in a list of several lines.
fn plain(key: &str) -> Option<String> {
    let key: String = key.chars().filter(|sign| !sign.is_whitespace()).collect();
    let is_key = !key.is_empty() && key.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.'));
    is_key.then_some(key)
}

/// What serde says, in German.
pub(super) fn german(message: &str) -> String {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let names = || expected.split('`').skip(1).step_by(2).collect::<Vec<_>>().join(", ");
    if what.starts_with("unknown field ") {
        return format!("Diese Einstellung gibt es hier nicht. Es gibt: {}.", names());
    }
    if let Some(value) = what.strip_prefix("unknown variant ") {
        return format!("„{}“ gibt es hier nicht. Möglich sind: {}.", value.trim_matches('`'), names());
    }
    if let Some(found) = what.strip_prefix("invalid type: ").or_else(|| what.strip_prefix("invalid value: ")) {
        return format!("Hier steht {}, erwartet wird {}.", Found(found), wanted(expected));
    }
    match what {
        "invalid socket address syntax" => format!("Erwartet wird {}.", wanted("socket address")),
        "invalid IP address syntax" => format!("Erwartet wird {}.", wanted("IP address")),
        _ => format!("Das ist nicht lesbar („{message}“)."),
    }
}

/// What stands there: `string "x"`, `integer `3``, `sequence`.
struct Found<'a>(&'a str);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |rest: &str| rest.trim_matches('`').to_owned();
        if let Some(text) = self.0.strip_prefix("string ") {
            // May be a password that was put into the wrong line.
            let length = text.chars().count().saturating_sub(2);
            return write!(f, "ein Text mit {length} Zeichen");
        }
        if let Some(rest) = self.0.strip_prefix("integer ").or_else(|| self.0.strip_prefix("floating point ")) {
            return write!(f, "die Zahl {}", number(rest));
        }
        if let Some(rest) = self.0.strip_prefix("boolean ") {
            return f.write_str(&number(rest));
        }
        f.write_str(match self.0 {
            "sequence" => "eine Liste",
            "map" => "ein Abschnitt oder ein Datum",
            other => other,
        })
    }
}

fn wanted(expected: &str) -> String {
    let whole = |most: String| format!("eine ganze Zahl von 0 bis {most}");
    match expected {
        "a string" | "path string" | "a path string" => "ein Text in \"Anführungszeichen\"".to_owned(),
        "a sequence" => "eine Liste in eckigen Klammern, zum Beispiel [\"a\", \"b\"]".to_owned(),
        "a boolean" => "true oder false".to_owned(),
        "socket address" => "eine IP-Adresse mit Port, zum Beispiel \"127.0.0.1:3000\"".to_owned(),
        "IP address" => "eine IP-Adresse, zum Beispiel \"127.0.0.1\"".to_owned(),
        "u16" => whole(u16::MAX.to_string()),
        "u32" => whole(u32::MAX.to_string()),
        "usize" | "u64" => "eine ganze Zahl ab 0".to_owned(),
        "i64" => "eine ganze Zahl".to_owned(),
        "f64" => "eine Zahl mit Punkt vor den Nachkommastellen, zum Beispiel 0.8".to_owned(),
        section if section.starts_with("struct ") => "ein Abschnitt, zum Beispiel [server]".to_owned(),
        other => format!("etwas anderes ({other})"),
    }
}
