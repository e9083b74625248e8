//! `check-config`: what is in force, and what is still to be filled in.

use super::Failure;
use crate::config::{Config, Organisation};

#[expect(clippy::print_stdout, reason = "the settings are what this command is asked for")]
pub fn run(config: &Config) -> Result<(), Failure> {
    println!("{}", toml::to_string_pretty(&config.redacted())?);
    for gap in gaps(config) {
        eprintln!("Hinweis: {gap}");
    }
    Ok(())
}

fn gaps(config: &Config) -> Vec<String> {
    let unset = Organisation::default();
    let ours = &config.organisation;
    let mut gaps: Vec<String> = [
        ("name", &ours.name, &unset.name),
        ("represented_by", &ours.represented_by, &unset.represented_by),
        ("email", &ours.email, &unset.email),
        ("phone", &ours.phone, &unset.phone),
        ("register", &ours.register, &unset.register),
        ("privacy_contact", &ours.privacy_contact, &unset.privacy_contact),
        ("accessibility_contact", &ours.accessibility_contact, &unset.accessibility_contact),
        ("legal_basis", &ours.legal_basis, &unset.legal_basis),
    ]
    .into_iter()
    .filter(|(_, ours, unset)| ours == unset)
    .map(|(name, ..)| format!("organisation.{name} fehlt; Impressum und Datenschutz bleiben an der Stelle leer."))
    .collect();
    if !config.is_https() && !config.server.addr.ip().is_loopback() {
        gaps.push("server.base_url ist nicht https: Sitzungen wären im Netz mitlesbar.".to_owned());
    }
    gaps
}
