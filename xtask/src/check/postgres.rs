//! A PostgreSQL of our own for the tests: a fresh cluster on loopback, on a free port, gone afterwards. It keeps the
//! durable defaults (fsync, full_page_writes, synchronous_commit), because the store insists on them.

use super::Missing;
use super::prerequisites;
use crate::command;
use crate::server::free_address;
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::net::{SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const START: Duration = Duration::from_secs(30);

pub struct Cluster {
    server: Child,
    address: SocketAddr,
    /// Removed after the server has ended.
    _folder: TempDir,
}

/// The account that runs PostgreSQL: it refuses to run as root.
#[derive(Clone, Copy)]
struct Account {
    user: u32,
    group: u32,
}

impl Cluster {
    /// Starts it. `Err(Missing)` inside: there is no PostgreSQL on this machine.
    pub fn start() -> Result<Result<Self, Missing>> {
        let (Some(initdb), Some(postgres)) = (prerequisites::postgres("initdb"), prerequisites::postgres("postgres"))
        else {
            return Ok(Err(Missing("PostgreSQL is missing".to_owned())));
        };
        // Not in the target folder: the account below may not look into it.
        let folder = tempfile::Builder::new().prefix("bedarfskompass-postgres-").tempdir()?;
        let account = account()?;
        if let Some(Account { user, group }) = account {
            std::os::unix::fs::chown(folder.path(), Some(user), Some(group))?;
        }
        let data = folder.path().join("data");
        let mut init = run_as(&initdb, account, folder.path());
        init.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--pgdata"])
            .arg(&data);
        command::run(init.stdout(Stdio::null()))?;
        let address = free_address()?;
        let server = run_as(&postgres, account, folder.path())
            .arg("-D")
            .arg(&data)
            .args(["-p", &address.port().to_string(), "-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories=", "-c", "max_connections=200"])
            .stderr(File::create(folder.path().join("log"))?)
            .spawn()?;
        let cluster = Self { server, address, _folder: folder };
        cluster.wait().map(Ok)
    }

    /// The address for the tests; each makes a database of its own.
    pub fn url(&self) -> String {
        format!("postgres://postgres@{}/postgres", self.address)
    }

    fn wait(mut self) -> Result<Self> {
        let started = Instant::now();
        while started.elapsed() < START {
            if TcpStream::connect(self.address).is_ok() {
                return Ok(self);
            }
            if let Some(status) = self.server.try_wait()? {
                let log = std::fs::read_to_string(self._folder.path().join("log")).unwrap_or_default();
                bail!("PostgreSQL ended with {status}: {log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("PostgreSQL is not ready after {} s", START.as_secs())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // SIGINT is its fast shutdown. If it has ended already there is nothing to do.
        let _ = Command::new("sh").args(["-c", "kill -INT \"$0\"", &self.server.id().to_string()]).status();
        let _ = self.server.wait();
    }
}

/// Nobody but the account `postgres` when we are root, else ourselves.
fn account() -> Result<Option<Account>> {
    if !prerequisites::is_root()? {
        return Ok(None);
    }
    let id = |flag: &str| -> Result<u32> {
        let text =
            command::text(Command::new("id").args([flag, "postgres"])).context("there is no account postgres")?;
        Ok(text.trim().parse()?)
    };
    Ok(Some(Account { user: id("-u")?, group: id("-g")? }))
}

fn run_as(program: &Path, account: Option<Account>, folder: &Path) -> Command {
    let mut command = Command::new(PathBuf::from(program));
    command.current_dir(folder).stdin(Stdio::null());
    if let Some(Account { user, group }) = account {
        command.uid(user).gid(group);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cluster_answers_and_is_gone_afterwards() {
        let cluster = match Cluster::start().unwrap() {
            Ok(cluster) => cluster,
            Err(_) if !crate::check::in_ci() => return,
            Err(missing) => panic!("{}", missing.0),
        };
        let (address, folder) = (cluster.address, cluster._folder.path().to_owned());
        assert!(cluster.url().starts_with("postgres://postgres@127.0.0.1:"));
        assert!(TcpStream::connect(address).is_ok() && folder.exists());
        drop(cluster);
        assert!(TcpStream::connect(address).is_err() && !folder.exists());
    }
}
