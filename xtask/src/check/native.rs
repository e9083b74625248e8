//! The crates of this machine and their tests, compiled and linted in one pass: clippy's driver is the compiler with the
//! lints in it. A pass of its own would read every dependency a second time, polars and all.

use crate::command;
use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What is built otherwise: for the browser, or with dependencies of its own.
const OTHERS: [&str; 3] = ["hydrate", "oracle", "xtask"];

/// A cargo command on all others. They are built together, so that every dependency is built once with one set of
/// features: those of the server, which is one of them.
pub fn cargo(workspace: &Workspace, verb: &str) -> Result<Command> {
    let mut cargo = linting(workspace.cargo())?;
    cargo.args([verb, "--workspace"]).args(OTHERS.map(|name| format!("--exclude={name}")));
    Ok(cargo)
}

/// A cargo command on the commands of this repository, which have dependencies of their own.
pub fn cargo_of_xtask(workspace: &Workspace, verb: &str) -> Result<Command> {
    let mut cargo = linting(workspace.cargo())?;
    cargo.args([verb, "--package=xtask"]);
    Ok(cargo)
}

/// Our own crates are compiled by clippy's driver; what they depend on is not, and so is shared with every other command.
/// N.B. The driver leaves MIR as it is, for its lints; LLVM optimises as ever.
pub fn linting(mut cargo: Command) -> Result<Command> {
    let sysroot = command::text(Command::new("rustc").args(["--print", "sysroot"]))?;
    let driver = PathBuf::from(sysroot.trim()).join("bin/clippy-driver");
    ensure!(driver.is_file(), "clippy is missing: rustup component add clippy");
    cargo.env("RUSTC_WORKSPACE_WRAPPER", driver);
    Ok(cargo)
}

/// Runs the command. Cargo keeps the warnings of what it has compiled and tells them again, so after a build this reads and
/// compiles nothing.
///
/// # Errors
/// When there is a warning.
pub fn without_warnings(cargo: &mut Command) -> Result<()> {
    let output = cargo.arg("--message-format=json-diagnostic-rendered-ansi").stderr(Stdio::inherit()).output();
    let output = output.context("cannot start cargo")?;
    let warnings: BTreeSet<String> = String::from_utf8_lossy(&output.stdout).lines().filter_map(warning).collect();
    warnings.iter().for_each(|warning| eprint!("{warning}"));
    ensure!(warnings.is_empty(), "{} warnings", warnings.len());
    ensure!(output.status.success(), "cargo failed ({})", output.status);
    Ok(())
}

/// The text of the warning or error that this line of cargo's tells.
fn warning(line: &str) -> Option<String> {
    let told: Value = serde_json::from_str(line).ok()?;
    let message = told.get("message").filter(|_| told["reason"] == "compiler-message")?;
    let is_one = message["level"] == "warning" || message["level"] == "error";
    is_one.then(|| message["rendered"].as_str().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_and_an_error_count_and_nothing_else_does() {
        let line = |reason: &str, level: &str| {
            warning(&format!(r#"{{"reason":"{reason}","message":{{"level":"{level}","rendered":"unused"}}}}"#))
        };
        assert_eq!(line("compiler-message", "warning"), Some("unused".to_owned()));
        assert_eq!(line("compiler-message", "error"), Some("unused".to_owned()));
        assert_eq!(line("compiler-message", "note"), None);
        assert_eq!(line("build-finished", "warning"), None);
        assert_eq!(warning("Finished"), None);
    }

    #[test]
    fn a_command_that_fails_without_a_word_fails() {
        assert!(without_warnings(&mut Command::new("false")).is_err());
        assert!(without_warnings(&mut Command::new("true")).is_ok());
    }
}
