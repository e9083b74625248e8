//! What an answer costs the server: whole journeys of apprentices at several concurrencies and encodings, and how many
//! commits a second reach the disk beside what the disk can do.

use super::{Bench, Figure, disk};
use crate::client::Encoding;
use crate::respondent::Respondent;
use crate::server::{Server, Setup};
use anyhow::{Result, bail};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const CONCURRENCY: [u64; 3] = [1, 8, 32];
/// Enough that one tick of the processor clock, 10 ms, is under 1 % of what is measured.
const JOURNEYS: u64 = 640;

/// What the journeys of one setting took together.
struct Load {
    journeys: u64,
    /// Pages fetched and forms posted.
    requests: u64,
    /// Forms that were acknowledged, each on disk before its answer.
    commits: u64,
    cpu: Duration,
    time: Duration,
}

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let setup = Setup::new(&bench.binary, &bench.data("demo"))?;
    let server = setup.demo()?.at_rest()?;
    let start = server.links()?.apprentice.clone();
    // The first journeys fill caches; they are not what a survey's day is like.
    load(&server, &start, 8, Encoding::Identity, 64)?;
    let mut figures = Vec::new();
    for encoding in [Encoding::Identity, Encoding::Gzip, Encoding::Brotli] {
        for concurrency in CONCURRENCY {
            let load = load(&server, &start, concurrency, encoding, JOURNEYS)?;
            figures.extend(load.figures(concurrency, encoding));
        }
    }
    let floor = disk::syncs_per_second(&bench.data("floor"))?;
    figures.push(Figure::new("bare fsync of 2 KB on the same disk", floor, "1/s"));
    figures.push(Figure::new("peak memory after all journeys", server.memory()?.peak, "MiB"));
    server.stop()?;
    Ok(figures)
}

fn load(server: &Server, start: &str, concurrency: u64, encoding: Encoding, journeys: u64) -> Result<Load> {
    static SEED: AtomicU64 = AtomicU64::new(1_000_000);
    let (cpu, started) = (server.cpu()?, Instant::now());
    let left = AtomicU64::new(journeys);
    let take = || left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
    let work = || -> Result<(u64, u64)> {
        let (mut requests, mut commits) = (0, 0);
        while take() {
            let seed = SEED.fetch_add(1, Ordering::SeqCst);
            let mut person = Respondent::new(server.address, encoding, start, seed);
            person.whole_way()?;
            requests += person.requests;
            commits += person.acknowledged;
        }
        Ok((requests, commits))
    };
    let (mut requests, mut commits) = (0, 0);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..concurrency).map(|_| scope.spawn(work)).collect();
        for worker in workers {
            let Ok(worked) = worker.join() else { bail!("a respondent panicked") };
            let (more_requests, more_commits) = worked?;
            requests += more_requests;
            commits += more_commits;
        }
        Ok(())
    })?;
    Ok(Load { journeys, requests, commits, cpu: server.cpu()?.saturating_sub(cpu), time: started.elapsed() })
}

impl Load {
    fn figures(&self, concurrency: u64, encoding: Encoding) -> [Figure; 3] {
        let cpu = self.cpu.as_secs_f64() * 1000.0;
        let setting = format!("{}, {concurrency} at once", encoding.name());
        let bar = if encoding == Encoding::Identity { 4.0 } else { 6.0 };
        [
            Figure::new(format!("CPU per completed answer, {setting}"), cpu / self.journeys as f64, "ms").at_most(bar),
            Figure::new(format!("CPU per request, {setting}"), cpu / self.requests as f64, "ms"),
            Figure::new(format!("durable commits, {setting}"), self.commits as f64 / self.time.as_secs_f64(), "1/s"),
        ]
    }
}
