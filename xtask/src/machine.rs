//! What a figure was measured on: without commit and machine class a figure means nothing.

use crate::command;
use crate::workspace::Workspace;
use anyhow::Result;
use serde::Serialize;
use std::fmt;
use std::process::Command;

#[derive(Serialize, Clone)]
pub struct Machine {
    pub commit: String,
    /// The day, as in 2026-11-23.
    pub date: String,
    pub cores: usize,
    pub memory_gib: u64,
    pub processor: String,
}

impl Machine {
    pub fn this(workspace: &Workspace) -> Result<Self> {
        let git = |args: &[&str]| command::text(Command::new("git").current_dir(&workspace.root).args(args));
        let head = git(&["rev-parse", "--short=12", "HEAD"])?;
        // What others were measured to be is no change of what is measured.
        let changed = !git(&["status", "--porcelain", "--", ":/", ":(exclude,top)docs/results"])?.trim().is_empty();
        Ok(Self {
            commit: head.trim().to_owned() + if changed { " with local changes" } else { "" },
            date: command::text(Command::new("date").args(["-u", "+%F"]))?.trim().to_owned(),
            cores: std::thread::available_parallelism()?.get(),
            memory_gib: memory_kib() >> 20,
            processor: line_of("/proc/cpuinfo", "model name").unwrap_or_else(|| "unknown".to_owned()),
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { commit, date, cores, memory_gib, processor } = self;
        write!(f, "{date}, commit {commit}, {cores} cores ({processor}), {memory_gib} GiB")
    }
}

fn memory_kib() -> u64 {
    let line = line_of("/proc/meminfo", "MemTotal").unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The value of the first `name: value` line of a file in /proc.
pub fn line_of(file: impl AsRef<std::path::Path>, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    line.split_once(':').map(|(_, value)| value.trim().to_owned())
}
