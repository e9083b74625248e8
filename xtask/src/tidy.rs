//! `tidy`: the rules of the house that no compiler knows. Each check returns what it found, a line each; nothing found
//! is the good answer. Each is tested on a case that it must find.

mod budgets;
mod licences;
mod migrations;
mod sources;
mod tree;
mod walls;

use crate::command::say;
use crate::workspace::Workspace;
use anyhow::{Result, bail};

/// One rule, and the check that finds where it is broken.
struct Check {
    rule: &'static str,
    find: fn(&Workspace) -> Result<Vec<String>>,
}

const CHECKS: [Check; 14] = [
    Check { rule: "the browser's side holds no server crate", find: walls::browser_tree },
    Check { rule: "no regular expression engine is in the linked wasm", find: walls::linked_wasm },
    Check { rule: "no crate of ours depends on regex", find: walls::own_regex },
    Check { rule: "the native build does not abort on panic", find: walls::panic_strategy },
    Check { rule: "every crate of ours keeps the lints of the workspace", find: walls::lints },
    Check { rule: "crates, their users, licences and sources are those of deny.toml", find: licences::check },
    Check { rule: "both databases have the same migrations", find: migrations::same_files },
    Check { rule: "both databases have the same columns, of types that both know", find: migrations::same_columns },
    Check { rule: "anonymous tables hold no order and no time", find: migrations::anonymous_tables },
    Check { rule: "script, style and font keep their budgets", find: budgets::site },
    Check { rule: "npm's lock file names no host", find: budgets::npm_lock },
    Check { rule: "what is forbidden in the sources is not there", find: sources::forbidden },
    Check { rule: "a crate whose own tests are not built has none", find: sources::unseen_tests },
    Check { rule: "no file is longer than 500 lines", find: sources::long_files },
];

/// Runs every check, so that one run shows everything.
///
/// # Errors
/// When anything was found or a check could not be carried out.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut broken = 0;
    for Check { rule, find } in CHECKS {
        let found = find(workspace).unwrap_or_else(|error| vec![format!("could not be checked: {error:#}")]);
        if !found.is_empty() {
            broken += 1;
            say(format!("NOT SO: {rule}"));
            found.iter().for_each(|line| eprintln!("    {line}"));
        }
    }
    if broken > 0 {
        bail!("{broken} of {} rules are broken", CHECKS.len());
    }
    say(format!("{} rules hold", CHECKS.len()));
    Ok(())
}

pub use licences::check as licences;
