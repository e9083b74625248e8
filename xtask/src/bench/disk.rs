//! The floor under every durable commit: how often a second this disk can be made to keep something.

use anyhow::Result;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const SECONDS: u64 = 3;
/// About what a commit of one answer adds to the write-ahead log.
const BLOCK: [u8; 2048] = [7; 2048];

/// Appends of 2 KB, each followed by fsync as the database does it, per second.
pub fn syncs_per_second(folder: &Path) -> Result<f64> {
    std::fs::create_dir_all(folder)?;
    let path = folder.join("floor");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let (started, mut syncs) = (Instant::now(), 0_u32);
    while started.elapsed() < Duration::from_secs(SECONDS) {
        file.write_all(&BLOCK)?;
        file.sync_all()?;
        syncs += 1;
    }
    let rate = f64::from(syncs) / started.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}
