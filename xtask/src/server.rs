//! The product's binary, run from outside: started, waited for, measured, ended or killed.

use crate::client::{Client, Encoding};
use crate::command;
use crate::machine::line_of;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Seeding the demo region takes up to ten seconds on a fast machine.
const START: Duration = Duration::from_secs(90);
const STOP: Duration = Duration::from_secs(20);
const REST: Duration = Duration::from_secs(120);

/// What the server runs on.
pub struct Setup {
    pub binary: PathBuf,
    pub data: PathBuf,
    pub address: SocketAddr,
}

impl Setup {
    pub fn new(binary: &Path, data: &Path) -> Result<Self> {
        Ok(Self { binary: binary.to_owned(), data: data.to_owned(), address: free_address()? })
    }

    /// `demo`: a seeded region; its data are kept from run to run.
    pub fn demo(&self) -> Result<Server> {
        let mut server = self.start(&["demo", "--json"])?;
        let output = server.child.stdout.take().context("the output is piped")?;
        let mut links = serde_json::Deserializer::from_reader(output).into_iter();
        server.links = links.next().transpose().context("`demo --json` must print its links")?;
        server.wait()
    }

    /// `serve`: the real thing, on data that are no demo.
    pub fn serve(&self) -> Result<Server> {
        self.start(&["serve"])?.wait()
    }

    /// Another command of the binary on the same data: what it prints.
    pub fn text(&self, args: &[&str]) -> Result<String> {
        command::text(Command::new(&self.binary).args(args).arg("--data").arg(&self.data))
    }

    fn start(&self, args: &[&str]) -> Result<Server> {
        fs::create_dir_all(&self.data)?;
        let log = self.data.with_extension("log");
        let mut command = Command::new(&self.binary);
        command.args(args).arg("--data").arg(&self.data).arg("--addr").arg(self.address.to_string());
        // All come from here, and many more than one network may send.
        command.env("BEDARFSKOMPASS_FIELDWORK__BURST", "0");
        let started = Instant::now();
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(&log)?)
            .spawn()
            .with_context(|| format!("cannot start {}", self.binary.display()))?;
        Ok(Server { child, address: self.address, log, started, start_up: Duration::ZERO, links: None })
    }
}

/// A running server; it ends with this value.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    log: PathBuf,
    started: Instant,
    /// From the start of the process to the first page.
    pub start_up: Duration,
    links: Option<Links>,
}

/// Of what `demo` prints, what is needed here.
#[derive(Deserialize, Clone)]
pub struct Links {
    pub apprentice: String,
    pub firm: String,
    pub results: String,
    pub real_data: String,
    pub staff: String,
    pub staff_password: String,
}

/// Memory in MiB.
#[derive(Clone, Copy)]
pub struct Memory {
    pub now: f64,
    pub peak: f64,
}

impl Server {
    fn wait(mut self) -> Result<Self> {
        while self.started.elapsed() < START {
            let page = Client::new(self.address, Encoding::Identity).get("/");
            if page.is_ok_and(|page| page.status == 200) {
                self.start_up = self.started.elapsed();
                return Ok(self);
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended with {status}: {}", self.last_words());
            }
            thread::sleep(Duration::from_millis(2));
        }
        bail!("the server is not ready after {} s: {}", START.as_secs(), self.last_words())
    }

    pub fn links(&self) -> Result<&Links> {
        self.links.as_ref().context("only the demo has links")
    }

    /// User and system time so far.
    pub fn cpu(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        ticks(&stat).context("/proc/PID/stat reads otherwise than proc(5) says")
    }

    /// Waits until what a start sets going is done: waves are settled and broken down by groups.
    pub fn at_rest(self) -> Result<Self> {
        let since = Instant::now();
        while since.elapsed() < REST {
            let before = self.cpu()?;
            thread::sleep(Duration::from_secs(2));
            if self.cpu()? <= before + TICK {
                return Ok(self);
            }
        }
        bail!("the server is still at work after {} s", REST.as_secs())
    }

    pub fn memory(&self) -> Result<Memory> {
        let status = format!("/proc/{}/status", self.child.id());
        let mib = |name: &str| {
            let line = line_of(&status, name)?;
            let kib: f64 = line.split(' ').next()?.parse().ok()?;
            Some(kib / 1024.0)
        };
        Ok(Memory { now: mib("VmRSS").context("no VmRSS")?, peak: mib("VmHWM").context("no VmHWM")? })
    }

    /// SIGKILL: no destructor runs, nothing is flushed.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// SIGTERM, and it must end by itself and well.
    pub fn stop(mut self) -> Result<()> {
        let id = self.child.id().to_string();
        command::run(Command::new("sh").args(["-c", "kill -TERM \"$0\"", &id]))?;
        let asked = Instant::now();
        while asked.elapsed() < STOP {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "on SIGTERM the server ended with {status}: {}", self.last_words());
                return Ok(());
            }
            thread::sleep(Duration::from_millis(10));
        }
        bail!("the server does not end on SIGTERM within {} s", STOP.as_secs())
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; nothing is left to do then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Linux counts these in hundredths of a second on every architecture it shows them for (proc(5), USER_HZ).
const TICK: Duration = Duration::from_millis(10);

/// Fields 14 and 15 of /proc/PID/stat; the name in field 2 may hold spaces and brackets.
fn ticks(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<u32>().ok();
    Some(TICK * (next()? + next()?))
}

/// A port on loopback that was free just now.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_behind_any_name() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 100 0 0 0 150 50 0 0 20 0 1 0 99 0 0";
        assert_eq!(ticks(stat), Some(Duration::from_secs(2)));
        let own = fs::read_to_string("/proc/self/stat").unwrap();
        assert!(ticks(&own).is_some());
    }
}
