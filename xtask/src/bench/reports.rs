//! How long somebody waits for a report: a firm for its comparison, from the click to the last byte, and staff for the
//! preview of the gap report, which is made in both languages.

use super::{Bench, Figure};
use crate::client::{Client, Encoding};
use crate::form::lists;
use crate::office::Office;
use crate::server::{Server, Setup};
use crate::waits::percentile;
use anyhow::{Result, ensure};
use std::time::{Duration, Instant};

const FIRMS: &str = "/ergebnisse/unternehmen-2026/vergleich";
const WAVE: &str = "azubis-2026";
const RUNS: usize = 5;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let server = Setup::new(&bench.binary, &bench.data("reports"))?.demo()?;
    let (firm, gap) = (firm(&server)?, gap(&server)?);
    let peak = server.memory()?.peak;
    server.stop()?;
    Ok(vec![
        Figure::new(format!("report of a firm with all its values, median of {RUNS}"), firm, "s").at_most(3.0),
        Figure::new(format!("gap report in both languages, median of {RUNS}"), gap, "s").at_most(15.0),
        Figure::new("peak memory of the server that made them", peak, "MiB"),
    ])
}

/// Of a firm that has given every value, so that the report is as long as it can be.
fn firm(server: &Server) -> Result<f64> {
    let mut client = Client::new(server.address, Encoding::Identity);
    let page = client.get(FIRMS)?.text();
    let own: Vec<String> = own_values(&lists(&page));
    ensure!(!own.is_empty(), "{FIRMS} asks for no value");
    let address = format!("{FIRMS}.pdf?{}", own.join("&"));
    median(|| {
        let report = client.get(&address)?;
        ensure!(report.status == 200 && report.body.starts_with(b"%PDF-"), "{address} is no PDF");
        Ok(())
    })
}

/// The second point of each scale, among the lists of the page.
fn own_values(lists: &[String]) -> Vec<String> {
    let own = lists.iter().filter(|name| name.starts_with("w.") || name.starts_with("e."));
    own.map(|name| format!("{name}=2")).collect()
}

fn gap(server: &Server) -> Result<f64> {
    let mut office = Office::of(server)?;
    median(|| office.preview(WAVE))
}

/// Seconds.
fn median(mut work: impl FnMut() -> Result<()>) -> Result<f64> {
    let mut waits: Vec<Duration> = Vec::new();
    for _ in 0..RUNS {
        let asked = Instant::now();
        work()?;
        waits.push(asked.elapsed());
    }
    Ok(percentile(waits, 50).as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_gives_every_value_it_is_asked_for() {
        let page = "<select name=gruppe></select><select name=e.weg></select><select name=w.weg></select>";
        assert_eq!(own_values(&lists(page)), ["e.weg=2", "w.weg=2"]);
    }
}
