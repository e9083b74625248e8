//! What a large survey costs when its results are broken down by groups: the release, made when the page is first asked
//! for, and then one cross-tab after the other, each another question or by other groups. And its answers as files.

use super::{Bench, Figure, exports};
use crate::client::{Client, Encoding};
use crate::command::say;
use crate::form::{Dice, list};
use crate::server::{Server, Setup};
use crate::waits::percentile;
use anyhow::{Result, ensure};
use std::fs;
use std::time::{Duration, Instant};

/// How large, and what may be the most of it.
struct Size {
    answers: u32,
    items: u16,
    bars: Bars,
    is_exported: bool,
}

#[derive(Clone, Copy, Default)]
struct Bars {
    /// Seconds.
    release: Option<f64>,
    /// MiB, of the server while it makes the release.
    peak: Option<f64>,
    /// Milliseconds that 95 of 100 views may take, and each of them.
    most: Option<f64>,
    each: Option<f64>,
}

const SIZES: [Size; 2] = [
    Size {
        answers: 100_000,
        items: 60,
        bars: Bars { release: None, peak: None, most: None, each: Some(100.0) },
        is_exported: false,
    },
    Size {
        answers: 1_000_000,
        items: 100,
        bars: Bars { release: Some(60.0), peak: Some(4096.0), most: Some(300.0), each: None },
        is_exported: true,
    },
];

const PAGE: &str = "/ergebnisse/synthetic/gruppen";
/// The lists of that page: what is broken down, by what, and by what else at once.
const LISTS: [&str; 3] = ["frage", "nach", "und"];
const VIEWS: usize = 200;

pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for size in &SIZES {
        let (answers, bars) =
            if bench.small { (size.answers / 100, Bars::default()) } else { (size.answers, size.bars) };
        let label = format!("{answers} x {}", size.items);
        say(&label);
        let setup = exports::filled(bench, answers, size.items)?;
        figures.extend(release_and_views(&setup, &label, bars)?);
        if size.is_exported {
            figures.extend(exports::peaks(&setup, &label, !bench.small)?);
        }
        fs::remove_dir_all(&setup.data)?;
    }
    Ok(figures)
}

fn release_and_views(setup: &Setup, label: &str, bars: Bars) -> Result<Vec<Figure>> {
    let server = setup.serve()?;
    let mut reader = Reader::of(&server);
    let (page, release) = reader.get(PAGE)?;
    let peak = server.memory()?.peak;
    let views = crosstabs(&page)?;
    say(format!("{} cross-tabs are on offer", views.len()));
    let mut dice = Dice::new(1);
    let mut waits = Vec::new();
    for _ in 0..VIEWS {
        let at = dice.between(0, views.len() as i64 - 1) as usize;
        waits.push(reader.view(&views[at])?);
    }
    server.stop()?;
    let figure = |what: &str, value: f64, unit, bar| Figure {
        at_most: bar,
        ..Figure::new(format!("groups, {label}: {what}"), value, unit)
    };
    let ms = |percent| percentile(waits.clone(), percent).as_secs_f64() * 1000.0;
    Ok(vec![
        figure("release, on the first view", release.as_secs_f64(), "s", bars.release),
        figure("peak memory of the release", peak, "MiB", bars.peak),
        figure(&format!("median of {VIEWS} cross-tabs"), ms(50), "ms", None),
        figure(&format!("95 of 100 of {VIEWS} cross-tabs"), ms(95), "ms", bars.most),
        figure(&format!("slowest of {VIEWS} cross-tabs"), ms(100), "ms", bars.each),
    ])
}

/// A choice in each of the [`LISTS`]; by one grouping alone nothing in the last.
type Crosstab = [String; 3];

/// Every one the page offers: by each grouping, and by the one that is chosen and each that it may be crossed with.
fn crosstabs(page: &str) -> Result<Vec<Crosstab>> {
    let [questions, groupings, seconds] = LISTS.map(|name| list(page, name).unwrap_or_default());
    let chosen = groupings.1.unwrap_or_default();
    let alone = groupings.0.into_iter().map(|grouping| [grouping, String::new()]);
    let crossed = seconds.0.into_iter().filter(|second| !second.is_empty()).map(|second| [chosen.clone(), second]);
    let ways: Vec<[String; 2]> = alone.chain(crossed).collect();
    let by = |question: String| {
        let ways = ways.clone().into_iter();
        ways.map(move |[grouping, second]| [question.clone(), grouping, second])
    };
    let found: Vec<Crosstab> = questions.0.into_iter().flat_map(by).collect();
    ensure!(!found.is_empty(), "{PAGE} offers nothing to break down");
    Ok(found)
}

struct Reader {
    client: Client,
}

impl Reader {
    fn of(server: &Server) -> Self {
        Self { client: Client::new(server.address, Encoding::Gzip) }
    }

    fn get(&mut self, address: &str) -> Result<(String, Duration)> {
        let asked = Instant::now();
        let page = self.client.get(address)?;
        let took = asked.elapsed();
        ensure!(page.status == 200, "{address} answers {}", page.status);
        Ok((page.text(), took))
    }

    /// How long the page of this one takes, which must show it.
    fn view(&mut self, crosstab: &Crosstab) -> Result<Duration> {
        let asked: Vec<String> = LISTS.iter().zip(crosstab).map(|(name, wanted)| format!("{name}={wanted}")).collect();
        let (page, took) = self.get(&format!("{PAGE}?{}", asked.join("&")))?;
        for (name, wanted) in LISTS.iter().zip(crosstab) {
            let chosen = list(&page, name).and_then(|(_, chosen)| chosen).unwrap_or_default();
            ensure!(chosen == *wanted, "asked for {wanted}, the page shows {chosen}");
        }
        ensure!(page.contains("<table"), "{asked:?} has no table");
        Ok(took)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_asked_by_every_grouping_that_the_page_offers() {
        let page = "<select name=frage><option value=a><option value=b selected></select>
            <select name=nach><option value=x selected><option value=y></select>
            <select name=und><option value='' selected><option value=y></select>";
        let asked = [["a", "x", ""], ["a", "y", ""], ["a", "x", "y"], ["b", "x", ""], ["b", "y", ""], ["b", "x", "y"]];
        assert_eq!(crosstabs(page).unwrap(), asked.map(|one| one.map(str::to_owned)));
        assert!(crosstabs("<select name=frage><option value=a></select>").is_err());
    }
}
