//! The process itself: how large, how soon there, how much memory.

use super::{Bench, Figure};
use crate::command::say;
use crate::server::Setup;
use anyhow::Result;
use std::fs;
use std::thread;
use std::time::Duration;

const STARTS: usize = 5;
/// The bar is in MB, as the size of the binary is; the kernel counts in KiB.
const MB_PER_MIB: f64 = 1.048_576;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let setup = Setup::new(&bench.binary, &bench.data("demo"))?;
    // Seeds the region, unless another part has done so.
    setup.demo()?.at_rest()?.stop()?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = setup.demo()?;
        starts.push(server.start_up.as_secs_f64() * 1000.0);
        server.stop()?;
    }
    starts.sort_by(f64::total_cmp);

    // `serve` refuses the demo's data, so the demo is measured on its second start: the same server, nothing seeded.
    let server = setup.demo()?;
    say("waiting 30 s for the idle memory");
    thread::sleep(Duration::from_secs(30));
    let idle = server.memory()?;
    server.stop()?;
    Ok(vec![
        Figure::new("size of the binary", fs::metadata(&bench.binary)?.len() as f64 / 1e6, "MB"),
        Figure::new(format!("start to first page, median of {STARTS}"), starts[STARTS / 2], "ms"),
        Figure::new("idle memory 30 s after start, seeded region", idle.now * MB_PER_MIB, "MB").at_most(60.0),
        Figure::new("peak memory of that start", idle.peak * MB_PER_MIB, "MB"),
    ])
}
