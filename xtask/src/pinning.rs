//! Keeps a server and those who use it on a core each, so that neither is measured by what the other takes.

use crate::command;
use crate::machine::line_of;
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;
use std::thread;

/// The first and the last core that this process may use; the same one where there is only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cores {
    pub server: u32,
    pub people: u32,
}

impl Cores {
    pub fn of_this_process() -> Result<Self> {
        let list = line_of("/proc/self/status", "Cpus_allowed_list").context("no Cpus_allowed_list")?;
        Self::of(&list).with_context(|| format!("\"{list}\" is no list of cores"))
    }

    /// As the kernel writes it, for example `0-3,8`.
    fn of(list: &str) -> Option<Self> {
        let mut numbers = list.split(['-', ',']).map(|number| number.trim().parse().ok());
        let server = numbers.next()??;
        Some(Self { server, people: numbers.next_back().unwrap_or(Some(server))? })
    }
}

/// Does this on one core: in a thread of its own, whose threads and processes stay on that core, too.
pub fn on<T: Send>(core: u32, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let pinned = || {
        pin(core)?;
        work()
    };
    thread::scope(|scope| match scope.spawn(pinned).join() {
        Ok(done) => done,
        Err(_) => bail!("the work on core {core} panicked"),
    })
}

fn pin(core: u32) -> Result<()> {
    let link = fs::read_link("/proc/thread-self")?;
    let thread = link.file_name().context("/proc/thread-self names no thread")?;
    command::text(Command::new("taskset").args(["--pid", "--cpu-list", &core.to_string()]).arg(thread)).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_core_of_a_list() {
        let of = |list| Cores::of(list).map(|cores| (cores.server, cores.people));
        assert_eq!(of("0-3,8"), Some((0, 8)));
        assert_eq!(of("2-3\n"), Some((2, 3)));
        assert_eq!(of("5"), Some((5, 5)));
        assert_eq!(of(""), None);
    }

    #[test]
    fn work_and_what_it_starts_stay_on_their_core_and_the_rest_does_not() {
        let allowed = || line_of("/proc/thread-self/status", "Cpus_allowed_list").unwrap();
        let (cores, before) = (Cores::of_this_process().unwrap(), allowed());
        let child = || command::text(Command::new("grep").args(["Cpus_allowed_list", "/proc/self/status"]));
        let (own, started) = on(cores.people, || Ok((allowed(), child()?))).unwrap();
        assert_eq!(own, cores.people.to_string());
        assert_eq!(started.split_whitespace().last(), Some(own.as_str()));
        assert_eq!(allowed(), before);
    }
}
