//! The result page of a survey of 40 items, of a server that has just started and never computed an aggregate, and
//! again, at four sizes.

use super::{Bench, Figure};
use crate::client::{Client, Encoding, path_of};
use crate::command::say;
use crate::server::Setup;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::fs;
use std::time::Instant;

/// Answers, and the most seconds the first and the next view may take.
struct Size {
    answers: u32,
    first: Option<f64>,
    again: Option<f64>,
    peak: Option<f64>,
}

const SIZES: [Size; 4] = [
    Size { answers: 1_000, first: None, again: None, peak: None },
    Size { answers: 10_000, first: None, again: None, peak: None },
    Size { answers: 100_000, first: Some(1_000.0), again: Some(50.0), peak: None },
    Size { answers: 1_000_000, first: Some(8_000.0), again: None, peak: Some(1536.0) },
];

/// What `import synthetic --json` prints.
#[derive(Deserialize)]
struct Filled {
    results: String,
}

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for size in &SIZES {
        figures.extend(view(bench, size)?);
    }
    Ok(figures)
}

fn view(bench: &Bench, size: &Size) -> Result<Vec<Figure>> {
    let Size { answers, .. } = size;
    say(format!("{answers} answers"));
    let data = bench.data(&format!("answers-{answers}"));
    let setup = Setup::new(&bench.binary, &data)?;
    fs::create_dir_all(&data)?;
    let filled = setup.text(&["import", "synthetic", "--answers", &answers.to_string(), "--seed", "1", "--json"])?;
    let filled: Filled =
        serde_json::from_str(&filled).context("`import synthetic --json` must name its result page")?;
    let server = setup.serve()?;
    let mut client = Client::new(server.address, Encoding::Gzip);
    let path = path_of(&filled.results);
    let mut ask = || -> Result<f64> {
        let asked = Instant::now();
        let page = client.get(&path)?;
        let time = asked.elapsed().as_secs_f64() * 1000.0;
        ensure!(page.status == 200, "{path} answers {}", page.status);
        ensure!(page.text().contains("<table"), "{path} shows no table");
        Ok(time)
    };
    let (first, again) = (ask()?, ask()?);
    let peak = server.memory()?.peak;
    server.stop()?;
    fs::remove_dir_all(&data)?;
    let figure = |what: &str, value, unit, bar: Option<f64>| Figure {
        at_most: bar,
        ..Figure::new(format!("result page, {answers} answers: {what}"), value, unit)
    };
    Ok(vec![
        figure("first view", first, "ms", size.first),
        figure("again", again, "ms", size.again),
        figure("peak memory", peak, "MiB", size.peak),
    ])
}
