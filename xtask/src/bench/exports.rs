//! Answers as files, by the command that writes them: the time from its start to its end, and the most memory it took.

use super::{Bench, Figure};
use crate::command::say;
use crate::machine::line_of;
use crate::server::Setup;
use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// A format, the most milliseconds of 10,000 answers, and the most MiB of a million.
struct Kind {
    format: &'static str,
    time: Option<f64>,
    peak: Option<f64>,
}

const KINDS: [Kind; 5] = [
    Kind { format: "csv", time: Some(200.0), peak: Some(256.0) },
    Kind { format: "csv-excel", time: None, peak: None },
    Kind { format: "xlsx", time: Some(500.0), peak: Some(256.0) },
    Kind { format: "sav", time: None, peak: Some(1536.0) },
    Kind { format: "parquet", time: None, peak: Some(256.0) },
];

const RUNS: usize = 5;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    let few = filled(bench, 10_000, 40)?;
    for kind in &KINDS {
        let mut times = (0..RUNS).map(|_| Ok(export(&few, kind.format)?.time)).collect::<Result<Vec<_>>>()?;
        times.sort_by(f64::total_cmp);
        let name = format!("{} of 10,000 answers, median of {RUNS}", kind.format);
        figures.push(Figure { at_most: kind.time, ..Figure::new(name, times[RUNS / 2], "ms") });
    }
    let many = filled(bench, 1_000_000, 40)?;
    figures.extend(peaks(&many, "1,000,000 answers", true)?);
    fs::remove_dir_all(&many.data)?;
    Ok(figures)
}

/// The formats that must not need more than so much memory, whatever the size: of answers that are there already.
pub fn peaks(many: &Setup, size: &str, is_held: bool) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for kind in KINDS.iter().filter(|kind| kind.peak.is_some()) {
        say(format!("{} of {size}", kind.format));
        let Cost { time, peak } = export(many, kind.format)?;
        let figure = |what, value, unit| Figure::new(format!("{} of {size}: {what}", kind.format), value, unit);
        figures.push(figure("time", time / 1000.0, "s"));
        figures.push(Figure { at_most: kind.peak.filter(|_| is_held), ..figure("peak memory", peak, "MiB") });
    }
    Ok(figures)
}

/// A survey of its own, with a wave that has ended.
pub fn filled(bench: &Bench, answers: u32, items: u16) -> Result<Setup> {
    let data = bench.data(&format!("filled-{answers}-{items}"));
    fs::create_dir_all(&data)?;
    let setup = Setup::new(&bench.binary, &data)?;
    let (answers, items) = (answers.to_string(), items.to_string());
    setup.text(&["import", "synthetic", "--answers", &answers, "--items", &items, "--seed", "1"])?;
    Ok(setup)
}

struct Cost {
    /// Milliseconds.
    time: f64,
    /// MiB.
    peak: f64,
}

fn export(setup: &Setup, format: &str) -> Result<Cost> {
    let file = setup.data.join("export");
    let mut command = Command::new(&setup.binary);
    command.args(["export", "responses", "--wave", "synthetic", "--format", format, "--data"]).arg(&setup.data);
    let started = Instant::now();
    let mut child = command.arg("--output").arg(&file).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak: f64 = 0.0;
    let ended = loop {
        // It only grows, so that the last look before the end is the highest.
        peak = peak.max(mib(&status).unwrap_or_default());
        if let Some(ended) = child.try_wait()? {
            break ended;
        }
        thread::sleep(Duration::from_millis(2));
    };
    let time = started.elapsed().as_secs_f64() * 1000.0;
    ensure!(ended.success() && size(&file)? > 0, "the export as {format} failed");
    fs::remove_file(&file)?;
    Ok(Cost { time, peak })
}

fn mib(status: &str) -> Option<f64> {
    let kib: f64 = line_of(status, "VmHWM")?.split(' ').next()?.parse().ok()?;
    Some(kib / 1024.0)
}

fn size(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file)?.len())
}
