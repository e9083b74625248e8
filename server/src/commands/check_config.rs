//! `check-config`: what is in force, and what is still to be filled in.

use super::Failure;
use crate::config::{Config, NOT_FILLED_IN};

#[expect(clippy::print_stdout, reason = "the settings are what this command is asked for")]
pub fn run(config: &Config) -> Result<(), Failure> {
    println!("{}", toml::to_string_pretty(&config.redacted())?);
    for gap in gaps(config) {
        eprintln!("Hinweis: {gap}");
    }
    Ok(())
}

fn gaps(config: &Config) -> Vec<String> {
    let missing = config.organisation.missing().into_iter();
    let mut gaps: Vec<String> = missing
        .map(|name| format!("organisation.{name} fehlt; auf den Seiten steht dort „{}“.", NOT_FILLED_IN))
        .collect();
    if !config.is_https() && !config.server.addr.ip().is_loopback() {
        gaps.push("server.base_url ist nicht https: Sitzungen wären im Netz mitlesbar.".to_owned());
    }
    gaps
}
