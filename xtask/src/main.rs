//! The commands of this repository; `cargo xtask` lists them. Everything they need is pinned in Cargo.lock and in
//! end2end/package-lock.json: no tool is downloaded on the side.
#![allow(clippy::print_stdout, reason = "a command line program talks on standard output")]

mod bench;
mod check;
mod client;
mod command;
mod demo;
mod dist;
mod form;
mod machine;
mod office;
mod pinning;
mod prove;
mod respondent;
mod server;
mod site;
mod tidy;
mod waits;
mod workspace;

use anyhow::Result;
use clap::{CommandFactory, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use workspace::Workspace;

/// The commands of Bedarfskompass.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and start the demo region on http://127.0.0.1:3000
    Demo {
        /// Passed on to `bedarfskompass demo`, for example --addr 127.0.0.1:8080 --reset
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
    },
    /// Set up what the tests need, run them all and end with a summary
    Test {
        /// Install missing Debian packages (only as root; CI=true does the same)
        #[arg(long)]
        install: bool,
        /// Run only the steps whose name contains this
        filter: Option<String>,
    },
    /// Build what the browser loads: script, wasm, style, font, icon
    Site,
    /// Check walls, budgets, licences and the rules of the house
    Tidy,
    /// Run one of the long proofs in full and write its figure to docs/results/
    Prove {
        /// Its name; without a name the proofs are listed
        name: Option<String>,
        /// Try it on a binary that is built already; nothing is written then
        #[arg(long)]
        binary: Option<PathBuf>,
        /// With that many trials instead of those of the sample
        #[arg(long, requires = "binary")]
        trials: Option<u32>,
    },
    /// Measure sizes, CPU, durability, result pages and memory of the deployable binary, and it beside other tools
    Bench {
        /// Write the figures as JSON to this file instead of bench.json in the target folder
        #[arg(long)]
        json: Option<PathBuf>,
        /// Only the parts whose name contains this
        part: Option<String>,
        /// Measure a binary that is built already
        #[arg(long)]
        binary: Option<PathBuf>,
        /// With a hundredth of the answers of part "large" and without its bars, to see that it works
        #[arg(long, requires = "binary")]
        small: bool,
    },
    /// Build the deployable binary to target/dist/bedarfskompass
    Dist,
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Some(command) => run(command),
        None => Cli::command().print_help().map_err(Into::into),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            command::say(format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    match command {
        Command::Demo { args } => demo::run(&workspace, &args),
        Command::Test { install, filter } => check::run(&workspace, install, filter.as_deref()),
        Command::Site => site::build(&workspace).map(|manifest| println!("{}", manifest.table())),
        Command::Tidy => tidy::run(&workspace),
        Command::Prove { name, binary, trials } => {
            prove::run(&workspace, name.as_deref(), binary.map(|binary| prove::Try { binary, trials }))
        }
        Command::Bench { json, part, binary, small } => bench::run(
            &workspace,
            json.as_deref(),
            part.as_deref(),
            binary.map(|binary| bench::Built { binary, small }),
        ),
        Command::Dist => dist::build(&workspace).map(|binary| println!("{}", binary.display())),
    }
}
