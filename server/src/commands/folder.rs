//! Which database a command works on.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use clap::Args;
use store::{Location, Store};

use super::{Failure, location, of_file, open};
use crate::config::Config;

#[derive(Args)]
pub struct Folder {
    /// Ordner der eingebetteten Datenbank [Vorgabe: server.data, sonst ./data]
    #[arg(long, value_name = "ORDNER", global = true)]
    pub data: Option<PathBuf>,
}

impl Folder {
    pub fn apply(&self, config: &mut Config) {
        if let Some(data) = &self.data {
            config.server.data.clone_from(data);
        }
    }

    /// The database, made if there is none.
    pub async fn open(&self, mut config: Config) -> Result<Store, Failure> {
        self.apply(&mut config);
        open(&config).await
    }

    /// The database, which must be there already.
    pub async fn open_existing(&self, mut config: Config) -> Result<Store, Failure> {
        self.apply(&mut config);
        match location(&config) {
            Location::Sqlite(file) if !file.exists() => {
                let folder = config.server.data.display();
                Err(format!("In {folder} liegt keine Datenbank. Nennen Sie mit --data den Ordner, in dem sie liegt.")
                    .into())
            }
            _ => open(&config).await,
        }
    }
}

/// For what runs once per folder. The lock is the system's and ends with the process, however it ends. `taken`: what is said
/// where another has it.
pub fn lock(config: &Config, name: &str, taken: &str) -> Result<File, Failure> {
    let folder = &config.server.data;
    let path = folder.join(name);
    std::fs::create_dir_all(folder).map_err(|error| of_file(folder, &error))?;
    let file = File::create(&path).map_err(|error| of_file(&path, &error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!("{}: {taken}", folder.display()).into()),
        Err(TryLockError::Error(error)) => Err(of_file(&path, &error).into()),
    }
}

/// An SQLite database, its log and the index of that.
fn files_of(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| {
        let mut path = file.as_os_str().to_owned();
        path.push(suffix);
        path.into()
    })
}

/// Whether anything of an SQLite database lies there. A log alone counts: SQLite would put it on top of whatever database
/// comes to lie beside it.
pub fn is_taken(file: &Path) -> bool {
    files_of(file).iter().any(|path| path.exists())
}

/// Deletes an SQLite database with its log.
pub fn remove_database(file: &Path) -> Result<(), Failure> {
    for path in files_of(file) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(of_file(&path, &error).into()),
            _ => {}
        }
    }
    Ok(())
}
