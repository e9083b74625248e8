//! Settings: one TOML file, then environment variables (`BEDARFSKOMPASS_SERVER__ADDR` sets `server.addr`),
//! then the command line.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
};

use mail::Encryption;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::commands::of_file;

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
    /// What is wrong, in German.
    fn problem(&self) -> Option<String> {
        let Some(host) = &self.host else { return None };
        for address in [Some(&self.from), self.reply_to.as_ref()].into_iter().flatten() {
            if let Err(fault) = mail::address::read(address) {
                return Some(format!("„{address}“: {fault}"));
            }
        }
        let is_here = matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.tls == Encryption::None && !is_here {
            return Some(format!(
                "tls = \"none\" schickt alles im Klartext an {host}; das geht nur auf derselben Maschine"
            ));
        }
        if self.user.is_some() != self.password.is_some() {
            return Some("user und password gehören zusammen".to_owned());
        }
        (self.per_minute == 0).then(|| "per_minute ist 0: so ginge nie eine Mail hinaus".to_owned())
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
    #[error("{path}: {source}", path = path.display())]
    Syntax { path: PathBuf, source: toml::de::Error },
    #[error("Einstellungen: {0}")]
    Value(toml::de::Error),
    #[error("reach: erwartet wird 0 ≤ full_minutes < zero_minutes und online von 0 bis 1")]
    Reach,
    #[error("fieldwork.grace_hours: erwartet wird 0 bis 168")]
    Grace,
    #[error(
        "server.roster: Wer eingeladen ist, liegt in einer anderen Datenbank als die Antworten; hier steht dieselbe"
    )]
    SameDatabase,
    #[error("mail: {0}")]
    Mail(String),
    #[error("report.colour: erwartet wird #rrggbb, dunkel genug für weiße Schrift (Kontrast mindestens 4,5 : 1)")]
    Colour,
    #[error("server.base_url „{0}“: erwartet wird http://… oder https://… ohne Schrägstrich am Ende")]
    BaseUrl(String),
}

const PREFIX: &str = "BEDARFSKOMPASS_";

impl Config {
    /// Reads `file` (if given), then the environment over it.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Config, ConfigError> {
        let mut table = match file {
            None => Table::new(),
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
                text.parse().map_err(|source| ConfigError::Syntax { path: path.to_owned(), source })?
            }
        };
        for (name, value) in environment {
            overlay(&mut table, &name, &value);
        }
        let config: Config = table.try_into().map_err(ConfigError::Value)?;
        config.check()
    }

    fn check(self) -> Result<Config, ConfigError> {
        let base = &self.server.base_url;
        let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        let Reach { full_minutes, zero_minutes, online } = self.reach;
        if !(0.0 <= full_minutes && full_minutes < zero_minutes && (0.0..=1.0).contains(&online)) {
            return Err(ConfigError::Reach);
        }
        if !(0..=168).contains(&self.fieldwork.grace_hours) {
            return Err(ConfigError::Grace);
        }
        // Other spellings of the same address are found when the tables are made.
        if self.server.roster.is_some() && self.server.roster == self.server.database {
            return Err(ConfigError::SameDatabase);
        }
        if let Some(problem) = self.mail.problem() {
            return Err(ConfigError::Mail(problem));
        }
        if contrast_to_white(&self.report.colour).is_none_or(|contrast| contrast < 4.5) {
            return Err(ConfigError::Colour);
        }
        match host {
            Some(host) if !host.is_empty() && !host.contains('/') => Ok(self),
            _ => Err(ConfigError::BaseUrl(base.clone())),
        }
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

/// `BEDARFSKOMPASS_SECTION__KEY=value` becomes `[section] key = value`. Other variables are left alone.
fn overlay(table: &mut Table, name: &str, value: &str) {
    let Some((section, key)) = name.strip_prefix(PREFIX).and_then(|rest| rest.split_once("__")) else { return };
    let section = table.entry(section.to_lowercase()).or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(section) = section {
        section.insert(key.to_lowercase(), typed(value));
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
mod tests {
    use super::*;

    fn load(environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::load(None, environment.iter().map(|(name, value)| (name.to_string(), value.to_string())))
    }

    #[test]
    fn environment_sets_values_of_every_type() {
        let config = load(&[
            ("BEDARFSKOMPASS_SERVER__ADDR", "127.0.0.1:4000"),
            ("BEDARFSKOMPASS_SERVER__MAX_CONNECTIONS", "12"),
            ("BEDARFSKOMPASS_ORGANISATION__ADDRESS", "[\"Am Abdinghof 11\", \"33098 Paderborn\"]"),
            ("PATH", "/bin"),
        ])
        .expect("valid");
        assert_eq!(config.server.addr.port(), 4000);
        assert_eq!(config.server.max_connections, 12);
        assert_eq!(config.organisation.address.len(), 2);
    }

    #[test]
    fn a_misspelt_setting_is_an_error() {
        let error = load(&[("BEDARFSKOMPASS_SERVER__ADR", "127.0.0.1:4000")]).expect_err("unknown");
        assert!(error.to_string().contains("adr"), "{error}");
    }

    #[test]
    fn base_url_without_scheme_is_refused() {
        assert!(load(&[("BEDARFSKOMPASS_SERVER__BASE_URL", "example.org")]).is_err());
        assert!(load(&[("BEDARFSKOMPASS_SERVER__BASE_URL", "https://example.org/")]).is_err());
    }

    #[test]
    fn the_reach_of_offers_can_be_set_and_is_checked() {
        let config = load(&[("BEDARFSKOMPASS_REACH__FULL_MINUTES", "20"), ("BEDARFSKOMPASS_REACH__ONLINE", "0.5")]);
        assert_eq!(config.expect("valid").reach, Reach { full_minutes: 20.0, zero_minutes: 60.0, online: 0.5 });
        assert!(matches!(load(&[("BEDARFSKOMPASS_REACH__ONLINE", "1.5")]), Err(ConfigError::Reach)));
        assert!(matches!(load(&[("BEDARFSKOMPASS_REACH__FULL_MINUTES", "60")]), Err(ConfigError::Reach)));
    }

    #[test]
    fn the_grace_after_the_end_can_be_set_and_is_checked() {
        let hours = |hours| load(&[("BEDARFSKOMPASS_FIELDWORK__GRACE_HOURS", hours)]);
        assert_eq!(hours("48").expect("valid").fieldwork.grace_hours, 48);
        assert!(matches!(hours("-1"), Err(ConfigError::Grace)));
        assert!(matches!(hours("169"), Err(ConfigError::Grace)));
    }

    #[test]
    fn mail_settings_are_checked_and_shown_without_the_password() {
        let good = [
            ("BEDARFSKOMPASS_MAIL__HOST", "mail.example.org"),
            ("BEDARFSKOMPASS_MAIL__FROM", "umfrage@example.org"),
            ("BEDARFSKOMPASS_MAIL__USER", "umfrage"),
            ("BEDARFSKOMPASS_MAIL__PASSWORD", "geheim-1"),
            ("BEDARFSKOMPASS_MAIL__TLS", "tls"),
        ];
        let config = load(&good).expect("valid");
        let shown = toml::to_string_pretty(&config.redacted()).expect("shown") + &format!("{config:?}");
        assert!(shown.contains("mail.example.org") && !shown.contains("geheim-1"), "{shown}");
        for (name, value) in
            [("TLS", "none"), ("FROM", "umfrage"), ("REPLY_TO", "x"), ("PER_MINUTE", "0"), ("TLS", "ssl")]
        {
            let mut bad = good.to_vec();
            let name = format!("BEDARFSKOMPASS_MAIL__{name}");
            bad.push((&name, value));
            assert!(load(&bad).is_err(), "{name} {value}");
        }
        assert!(
            load(&good[..4].iter().copied().filter(|(name, _)| !name.ends_with("USER")).collect::<Vec<_>>()).is_err()
        );
    }

    #[test]
    fn the_colour_of_reports_must_carry_white_letters() {
        let colour = |colour| load(&[("BEDARFSKOMPASS_REPORT__COLOUR", colour)]);
        assert_eq!(colour("#7a1030").expect("valid").report.colour, "#7a1030");
        for bad in ["#ffd700", "#7a103", "7a1030", "red", "#7a10zz", "#7a10ä"] {
            assert!(matches!(colour(bad), Err(ConfigError::Colour)), "{bad}");
        }
        // From the definition: black has 21, white 1, and #767676 is known as the lightest grey that passes.
        let contrast = |colour| (contrast_to_white(colour).expect("a colour") * 100.0).round() / 100.0;
        assert_eq!([contrast("#000000"), contrast("#ffffff"), contrast("#767676")], [21.0, 1.0, 4.54]);
    }

    #[test]
    fn answers_and_roster_may_not_share_a_database() {
        let same = "postgres://me:secret@host/db";
        let both = [("BEDARFSKOMPASS_SERVER__DATABASE", same), ("BEDARFSKOMPASS_SERVER__ROSTER", same)];
        assert!(matches!(load(&both), Err(ConfigError::SameDatabase)));
        let config = load(&[("BEDARFSKOMPASS_SERVER__ROSTER", "postgres://me:secret@host/other")]).expect("valid");
        assert!(!format!("{config:?}").contains("secret"));
    }

    #[test]
    fn debug_hides_the_database_password() {
        let config = load(&[("BEDARFSKOMPASS_SERVER__DATABASE", "postgres://me:secret@host/db")]).expect("valid");
        assert!(!format!("{config:?}").contains("secret"));
    }
}
