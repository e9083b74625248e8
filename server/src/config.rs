//! Settings: one TOML file, then environment variables (`BEDARFSKOMPASS_SERVER__ADDR` sets `server.addr`),
//! then the command line.

pub(crate) mod fault;

use std::{
    fmt,
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
};

use mail::Encryption;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::commands::of_file;
use fault::Sources;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub server: Server,
    pub organisation: Organisation,
    pub reach: Reach,
    pub fieldwork: Fieldwork,
    pub mail: Mail,
    pub report: ReportLook,
}

/// What happens around the end of a wave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fieldwork {
    /// Hours after the end of a wave in which what was begun before may still be sent; 0 for none, a week at most.
    pub grace_hours: i64,
    /// Answers to an open link that one network may send in ten minutes; what is over it is held back. More than a school
    /// class; 0 for no limit.
    pub burst: u32,
}

impl Default for Fieldwork {
    fn default() -> Fieldwork {
        Fieldwork { grace_hours: 24, burst: 60 }
    }
}

/// How reports look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportLook {
    /// `#rrggbb`: the ground of the cover and the headings. White must read on it.
    pub colour: String,
    /// A PNG, JPEG or SVG file with the association's sign.
    pub logo: Option<PathBuf>,
}

impl Default for ReportLook {
    fn default() -> ReportLook {
        ReportLook { colour: "#0b4f5c".to_owned(), logo: None }
    }
}

/// How mails leave. Without a server none do, and the pages say so.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// Address of the sender. Mails need it.
    pub from: String,
    /// Where answers go, if elsewhere.
    pub reply_to: Option<String>,
    /// Name of the SMTP server.
    pub host: Option<String>,
    /// As `tls` has it if left out: 587, 465 or 25.
    pub port: Option<u16>,
    pub user: Option<String>,
    pub password: Option<String>,
    /// `starttls`, `tls` or, for a server on the same machine only, `none`.
    pub tls: Encryption,
    /// A file with the certificate (PEM) of who else may vouch for the server: an authority of one's own.
    pub authority: Option<PathBuf>,
    /// Most mails in a minute; servers of others have their limits.
    pub per_minute: u32,
}

impl Default for Mail {
    fn default() -> Mail {
        Mail {
            from: String::new(),
            reply_to: None,
            host: None,
            port: None,
            user: None,
            password: None,
            tls: Encryption::Starttls,
            authority: None,
            per_minute: 30,
        }
    }
}

/// Without the password.
impl fmt::Debug for Mail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mail")
            .field("from", &self.from)
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .finish_non_exhaustive()
    }
}

impl Mail {
    fn problem(&self) -> Option<Fault> {
        let Some(host) = &self.host else { return None };
        for (key, address) in [("mail.from", Some(&self.from)), ("mail.reply_to", self.reply_to.as_ref())] {
            if let Some(Err(fault)) = address.map(|address| mail::address::read(address)) {
                return Some((key, fault.to_string()));
            }
        }
        let is_here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.tls == Encryption::None && !is_here {
            let message = format!("„none“ schickt alles im Klartext an {host}. Das geht nur auf derselben Maschine.");
            return Some(("mail.tls", message));
        }
        let lonely = match (&self.user, &self.password) {
            (Some(_), None) => Some(("mail.user", "mail.password")),
            (None, Some(_)) => Some(("mail.password", "mail.user")),
            _ => None,
        };
        if let Some((key, other)) = lonely {
            return Some((key, format!("Dazu gehört {other}.")));
        }
        if let Some(message) = self.authority.as_ref().and_then(|file| no_certificate(file)) {
            return Some(("mail.authority", message));
        }
        (self.per_minute == 0).then(|| ("mail.per_minute", "Mit 0 ginge nie eine Mail hinaus.".to_owned()))
    }
}

/// Told at the start, and not with the first mail that does not leave.
fn no_certificate(file: &Path) -> Option<String> {
    match std::fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Some(format!("{} gibt es nicht.", file.display())),
        Err(_) => Some(format!("{} ist nicht lesbar.", file.display())),
        Ok(text) if !text.contains("-----BEGIN CERTIFICATE-----") => {
            Some(format!("In {} steht kein Zertifikat als PEM (-----BEGIN CERTIFICATE-----).", file.display()))
        }
        Ok(_) => None,
    }
}

impl Server {
    fn problem(&self) -> Option<Fault> {
        for (key, url) in [("server.database", &self.database), ("server.roster", &self.roster)] {
            let known = |url: &String| ["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
            if url.as_ref().is_some_and(|url| !known(url)) {
                let message = "Erwartet wird eine Adresse postgres://… (andere Datenbanken gehen nicht). Ohne diese \
                               Einstellung liegt alles als SQLite im Ordner server.data.";
                return Some((key, message.to_owned()));
            }
        }
        // Other spellings of the same address are found when the tables are made.
        if self.roster.is_some() && self.roster == self.database {
            let message =
                "Wer eingeladen ist, liegt in einer anderen Datenbank als die Antworten; hier steht dieselbe.";
            return Some(("server.roster", message.to_owned()));
        }
        let host = self.base_url.strip_prefix("https://").or_else(|| self.base_url.strip_prefix("http://"));
        let is_base = host.is_some_and(|host| !host.is_empty() && !host.contains('/'));
        (!is_base).then(|| {
            let message = format!(
                "„{}“ passt nicht. Erwartet wird http://… oder https://… ohne Schrägstrich am Ende.",
                self.base_url
            );
            ("server.base_url", message)
        })
    }
}

/// How far an offer reaches, for the comparison of needs and offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reach {
    /// Minutes of travel up to which an offer counts in full.
    pub full_minutes: f64,
    /// Minutes from which it does not count at all; between the two it counts less and less.
    pub zero_minutes: f64,
    /// How much an online offer counts everywhere, from 0 to 1.
    pub online: f64,
}

impl Default for Reach {
    fn default() -> Reach {
        Reach { full_minutes: 30.0, zero_minutes: 60.0, online: 0.8 }
    }
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    pub addr: SocketAddr,
    /// What people type, without a slash at the end. `https` makes cookies Secure.
    pub base_url: String,
    /// Folder of the embedded database.
    pub data: PathBuf,
    /// A `postgres://` address; the embedded SQLite in `data` if left out.
    pub database: Option<String>,
    /// A second `postgres://` address, for the roster: who is written to lies apart from what is answered. An SQLite
    /// file in `data` if left out.
    pub roster: Option<String>,
    /// Open connections at most; further ones wait.
    pub max_connections: usize,
    /// Addresses of the proxies in front of this service: what they say in `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
}

/// What pages say in place of a setting of [`Organisation`] that is missing.
pub const NOT_FILLED_IN: &str = "(noch nicht eingetragen)";

/// Who runs this installation, for Impressum, Datenschutz and Barrierefreiheit.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    pub name: String,
    /// Lines of the postal address.
    pub address: Vec<String>,
    pub represented_by: String,
    pub email: String,
    pub phone: String,
    pub register: String,
    pub privacy_contact: String,
    pub accessibility_contact: String,
    /// On which article of the GDPR the surveys rest; the association's data protection officer decides.
    pub legal_basis: String,
    pub complaint_authority: String,
}

impl Organisation {
    /// What nobody has filled in yet, by the names of the fields.
    pub fn missing(&self) -> Vec<&'static str> {
        let unset = Organisation::default();
        let fields = [
            ("name", self.name == unset.name),
            ("address", self.address == unset.address),
            ("represented_by", self.represented_by == unset.represented_by),
            ("email", self.email == unset.email),
            ("phone", self.phone == unset.phone),
            ("register", self.register == unset.register),
            ("privacy_contact", self.privacy_contact == unset.privacy_contact),
            ("accessibility_contact", self.accessibility_contact == unset.accessibility_contact),
            ("legal_basis", self.legal_basis == unset.legal_basis),
        ];
        fields.into_iter().filter(|(_, is_unset)| *is_unset).map(|(name, _)| name).collect()
    }
}

impl Default for Server {
    fn default() -> Server {
        Server {
            addr: SocketAddr::from(([127, 0, 0, 1], 3000)),
            base_url: "http://127.0.0.1:3000".to_owned(),
            data: PathBuf::from("data"),
            database: None,
            roster: None,
            max_connections: 4096,
            proxies: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
        }
    }
}

impl Default for Organisation {
    fn default() -> Organisation {
        let missing = NOT_FILLED_IN.to_owned();
        Organisation {
            name: missing.clone(),
            address: vec![missing.clone()],
            represented_by: missing.clone(),
            email: missing.clone(),
            phone: missing.clone(),
            register: missing.clone(),
            privacy_contact: missing.clone(),
            accessibility_contact: missing.clone(),
            legal_basis: missing,
            complaint_authority: "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen, \
                                  www.ldi.nrw.de"
                .to_owned(),
        }
    }
}

/// The password in a database address is nobody's business, not even the log's.
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("addr", &self.addr)
            .field("base_url", &self.base_url)
            .field("data", &self.data)
            .field("database", &self.database.as_deref().map(redacted))
            .field("roster", &self.roster.as_deref().map(redacted))
            .finish_non_exhaustive()
    }
}

fn redacted(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => format!("{}://…{}", &url[..scheme], &url[at..]),
        _ => url.to_owned(),
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{}", of_file(path, source))]
    Read { path: PathBuf, source: std::io::Error },
    /// `place` says where it was set: "bedarfskompass.toml: Zeile 3, server.addr".
    #[error("{place}: {message}")]
    Setting { place: String, message: String },
}

/// The key of a setting, and what is wrong with its value in German.
type Fault = (&'static str, String);

const PREFIX: &str = "BEDARFSKOMPASS_";

impl Config {
    /// Reads `file` (if given), then the environment over it.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Config, ConfigError> {
        let mut sources = Sources { file: None, variables: Vec::new() };
        let mut table = match file {
            None => Table::new(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
                sources.file = Some((path.to_owned(), text.clone()));
                file_table(path, &text)?
            }
        };
        for (name, value) in environment {
            if let Some(value) = fitting(&name, &value)? {
                overlay(&mut table, &name, value);
                sources.variables.push(name);
            }
        }
        let unread = |error: toml::de::Error| ConfigError::Setting {
            place: "Einstellungen".to_owned(),
            message: fault::german(error.message()),
        };
        let config: Config = table.try_into().map_err(unread)?;
        match config.fault() {
            None => Ok(config),
            Some((key, message)) => Err(ConfigError::Setting { place: sources.place(key), message }),
        }
    }

    fn fault(&self) -> Option<Fault> {
        let Reach { full_minutes, zero_minutes, online } = self.reach;
        let fault = |key, message: &str| Some((key, message.to_owned()));
        if !(0.0 <= full_minutes && full_minutes < zero_minutes) {
            return fault("reach.full_minutes", "Erwartet wird 0 ≤ full_minutes < zero_minutes.");
        }
        if !(0.0..=1.0).contains(&online) {
            return fault("reach.online", "Erwartet wird eine Zahl von 0 bis 1.");
        }
        if !(0..=168).contains(&self.fieldwork.grace_hours) {
            return fault("fieldwork.grace_hours", "Erwartet wird eine ganze Zahl von 0 bis 168.");
        }
        if contrast_to_white(&self.report.colour).is_none_or(|contrast| contrast < 4.5) {
            return fault(
                "report.colour",
                "Erwartet wird #rrggbb, dunkel genug für weiße Schrift (Kontrast mindestens 4,5 : 1).",
            );
        }
        self.mail.problem().or_else(|| self.server.problem())
    }

    /// For showing: passwords are left out.
    pub fn redacted(&self) -> Config {
        let mut shown = self.clone();
        shown.server.roster = shown.server.roster.as_deref().map(redacted);
        shown.mail.password = shown.mail.password.map(|_| "…".to_owned());
        shown.server.database = shown.server.database.as_deref().map(redacted);
        shown
    }

    pub fn is_https(&self) -> bool {
        self.server.base_url.starts_with("https://")
    }

    /// Host and port of the base URL, as browsers send them.
    pub fn host(&self) -> &str {
        self.server.base_url.split_once("://").map_or("", |(_, host)| host)
    }

    /// `demo` and `serve --addr` know where they listen; links must lead there.
    pub fn listen_on(&mut self, addr: SocketAddr) {
        let is_default = self.server.base_url == Server::default().base_url;
        self.server.addr = addr;
        if is_default {
            self.server.base_url = format!("http://{addr}");
        }
    }
}

/// Contrast of white to `#rrggbb` (WCAG 2.2, relative luminance), from 1 to 21.
fn contrast_to_white(colour: &str) -> Option<f64> {
    let digits = colour.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |at: usize| {
        let share = f64::from(u8::from_str_radix(&digits[at..at + 2], 16).ok()?) / 255.0;
        Some(if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) })
    };
    let luminance = 0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?;
    Some(1.05 / (luminance + 0.05))
}

/// What the file says, once all of it is known to fit: errors then have a place in it.
fn file_table(path: &Path, text: &str) -> Result<Table, ConfigError> {
    let refused = |error: toml::de::Error| {
        let (place, message) = fault::in_file(path, text, &error);
        ConfigError::Setting { place, message }
    };
    toml::from_str::<Config>(text).map_err(refused)?;
    text.parse().map_err(refused)
}

/// `BEDARFSKOMPASS_SECTION__KEY` sets `section.key`. Other variables are left alone.
fn key(name: &str) -> Option<String> {
    let (section, key) = name.strip_prefix(PREFIX)?.split_once("__")?;
    Some(format!("{}.{}", section.to_lowercase(), key.to_lowercase()))
}

/// The value of a variable that sets something, with the type that the setting has: a password may be all digits.
fn fitting(name: &str, value: &str) -> Result<Option<Value>, ConfigError> {
    if key(name).is_none() {
        return Ok(None);
    }
    let fits = |value: &Value| {
        let mut table = Table::new();
        overlay(&mut table, name, value.clone());
        table.try_into::<Config>().map(drop)
    };
    let (typed, text) = (typed(value), Value::String(value.to_owned()));
    match fits(&typed) {
        Ok(()) => Ok(Some(typed)),
        Err(_) if fits(&text).is_ok() => Ok(Some(text)),
        Err(error) => Err(ConfigError::Setting { place: name.to_owned(), message: fault::german(error.message()) }),
    }
}

fn overlay(table: &mut Table, name: &str, value: Value) {
    let Some(key) = key(name) else { return };
    let Some((section, key)) = key.split_once('.') else { return };
    let section = table.entry(section).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(section) = section {
        section.insert(key.to_owned(), value);
    }
}

/// Numbers, truth values and lists keep their type; everything else is text.
fn typed(value: &str) -> Value {
    match format!("value = {value}").parse::<Table>() {
        Ok(mut table) => match table.remove("value") {
            Some(value @ (Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Array(_))) => value,
            _ => Value::String(value.to_owned()),
        },
        Err(_) => Value::String(value.to_owned()),
    }
}

#[cfg(test)]
mod tests;
