//! kill -9 while people answer: whatever was acknowledged must be there afterwards, exactly once.
//!
//! A few respondents answer the demo's apprentice survey over real HTTP as fast as they can. The server is killed
//! after 5 to 500 ms and started again on the same data, over and over. Each respondent then sends what was on its way
//! once more, with the same key, and compares every acknowledged page with what the server gives back. At the end the
//! export must hold every submit once. It shows that nothing waits in the process; what a power cut does it cannot show.

use super::Figure;
use crate::client::{Encoding, path_of};
use crate::command::say;
use crate::form::Dice;
use crate::respondent::{Advance, Respondent};
use crate::server::{Server, Setup};
use anyhow::{Context, Result, bail, ensure};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

const RESPONDENTS: u64 = 8;
/// How long a respondent waits for the server to come back.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the respondents share.
struct Scene<'a> {
    address: SocketAddr,
    start: &'a str,
    ending: AtomicBool,
    next_seed: AtomicU64,
    ledger: Mutex<Ledger>,
}

/// What the server has acknowledged.
#[derive(Default)]
struct Ledger {
    /// The token of every submit.
    submitted: Vec<String>,
    /// Acknowledged pages that were fetched again after a kill, and those of them that had lost something.
    compared_pages: u64,
    lost_pages: u64,
    broken_connections: u64,
}

pub fn prove(binary: &Path, folder: &Path, kills: u32) -> Result<Vec<Figure>> {
    let setup = Setup::new(binary, &folder.join("data"))?;
    let server = setup.demo()?;
    let start = path_of(&server.links()?.apprentice);
    server.stop()?;
    let wave = start.trim_start_matches("/s/").split(['/', '?']).next().context("the apprentice link names a wave")?;
    let before = records(&setup, wave)?.len();
    let scene = Scene {
        address: setup.address,
        start: &start,
        ending: AtomicBool::new(false),
        next_seed: AtomicU64::new(1),
        ledger: Mutex::default(),
    };
    let slowest = rampage(&setup, &scene, kills)?;
    let ledger = scene.ledger.into_inner().unwrap_or_else(PoisonError::into_inner);
    let records = records(&setup, wave)?;
    ensure!(!ledger.submitted.is_empty(), "nobody reached the receipt between the kills");
    Ok(figures(&ledger, &records, before, kills, slowest))
}

/// Kills and starts again while the respondents work. The slowest start.
fn rampage(setup: &Setup, scene: &Scene<'_>, kills: u32) -> Result<Duration> {
    thread::scope(|scope| {
        let respondents: Vec<_> = (0..RESPONDENTS).map(|_| scope.spawn(|| work(scene))).collect();
        let survivor = kill_again_and_again(setup, kills);
        scene.ending.store(true, Ordering::SeqCst);
        let worked: Vec<_> = respondents.into_iter().map(|respondent| respondent.join()).collect();
        // A server that does not start again explains all that follows, so it is reported first.
        let (server, slowest) = survivor?;
        for worked in worked {
            let Ok(worked) = worked else { bail!("a respondent panicked") };
            worked?;
        }
        server.stop()?;
        Ok(slowest)
    })
}

fn kill_again_and_again(setup: &Setup, kills: u32) -> Result<(Server, Duration)> {
    let mut dice = Dice::new(u64::from(kills));
    let mut server = setup.demo()?;
    let mut slowest = server.start_up;
    for kill in 1..=kills {
        thread::sleep(Duration::from_millis(dice.between(5, 500).unsigned_abs()));
        server.kill()?;
        server = setup.demo()?;
        slowest = slowest.max(server.start_up);
        if kill % 50 == 0 {
            say(format!("{kill} kills"));
        }
    }
    Ok((server, slowest))
}

/// One respondent after the other until the end; the last one may stop half-way.
fn work(scene: &Scene<'_>) -> Result<()> {
    while !scene.ending.load(Ordering::SeqCst) {
        let seed = scene.next_seed.fetch_add(1, Ordering::SeqCst);
        let mut person = Respondent::new(scene.address, Encoding::Identity, scene.start, seed);
        answer(scene, &mut person)?;
    }
    Ok(())
}

/// From the start page to the receipt, through any number of kills.
fn answer(scene: &Scene<'_>, person: &mut Respondent) -> Result<()> {
    let mut advance = match person.load() {
        Ok(advance) => advance,
        Err(_) => recover(scene, person)?,
    };
    while advance == Advance::Asked {
        if scene.ending.load(Ordering::SeqCst) {
            return compare(scene, person);
        }
        advance = match person.step() {
            Ok(advance) => advance,
            Err(_) => recover(scene, person)?,
        };
    }
    ensure!(person.typed, "the survey asks for no text, so the submit could not be found again");
    scene.write(|ledger| ledger.submitted.push(person.token.clone()));
    // A connection that breaks here changes nothing: the receipt was seen.
    let again = person.press_again().unwrap_or(303);
    ensure!(again < 500, "the same submit once more answers {again}");
    Ok(())
}

/// Waits for the server, sends again what is unknown, and looks whether anything acknowledged is gone.
fn recover(scene: &Scene<'_>, person: &mut Respondent) -> Result<Advance> {
    scene.write(|ledger| ledger.broken_connections += 1);
    let broken = Instant::now();
    loop {
        thread::sleep(Duration::from_millis(5));
        let back = person.resume().and_then(|advance| {
            // After the submit the draft is deleted, as promised.
            if advance == Advance::Asked {
                compare(scene, person)?;
            }
            Ok(advance)
        });
        match back {
            Err(_) if broken.elapsed() < PATIENCE => {}
            back => return back,
        }
    }
}

fn compare(scene: &Scene<'_>, person: &mut Respondent) -> Result<()> {
    let lost = person.lost_pages()?;
    lost.iter().for_each(|page| say(format!("lost: {page} of {}", person.token)));
    scene.write(|ledger| {
        ledger.compared_pages += person.saved_pages() as u64;
        ledger.lost_pages += lost.len() as u64;
    });
    Ok(())
}

impl Scene<'_> {
    fn write(&self, entry: impl FnOnce(&mut Ledger)) {
        entry(&mut self.ledger.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// The ledger held against what the export gives.
fn figures(ledger: &Ledger, records: &[String], before: usize, kills: u32, slowest: Duration) -> Vec<Figure> {
    let found = |token: &String| records.iter().filter(|record| record.contains(token.as_str())).count();
    let counts: Vec<usize> = ledger.submitted.iter().map(found).collect();
    let missing = counts.iter().filter(|count| **count == 0).count();
    let twice = counts.iter().filter(|count| **count > 1).count();
    let unexplained = records.len().abs_diff(before + ledger.submitted.len() - missing);
    let bar = |name, value: usize| Figure { name, value: value as u64, must_be: Some(0) };
    let count = |name, value: u64| Figure { name, value, must_be: None };
    vec![
        count("kills", u64::from(kills)),
        count("acknowledged submits", ledger.submitted.len() as u64),
        bar("acknowledged submits missing", missing),
        bar("submits stored twice", twice),
        bar("responses nobody sent, or too few", unexplained),
        count("acknowledged pages compared after a kill", ledger.compared_pages),
        Figure { name: "acknowledged pages that lost something", value: ledger.lost_pages, must_be: Some(0) },
        count("requests cut off by a kill", ledger.broken_connections),
        count("slowest start after a kill, ms", u64::try_from(slowest.as_millis()).unwrap_or(u64::MAX)),
    ]
}

/// The records of the wave's export, without the header line.
fn records(setup: &Setup, wave: &str) -> Result<Vec<String>> {
    let csv = setup.text(&["export", "responses", "--wave", wave])?;
    Ok(split_records(&csv).into_iter().skip(1).collect())
}

/// A quoted field may hold line breaks (RFC 4180).
fn split_records(csv: &str) -> Vec<String> {
    let mut quoted = false;
    let ends = |letter: char| {
        quoted ^= letter == '"';
        letter == '\n' && !quoted
    };
    csv.split_terminator(ends).map(|record| record.trim_end_matches('\r').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(tokens: &[&str]) -> Ledger {
        Ledger { submitted: tokens.iter().map(|token| (*token).to_owned()).collect(), ..Ledger::default() }
    }

    fn broken(tokens: &[&str], records: &[&str], before: usize) -> Vec<(&'static str, u64)> {
        let records: Vec<_> = records.iter().map(|record| (*record).to_owned()).collect();
        let figures = figures(&ledger(tokens), &records, before, 1, Duration::ZERO);
        figures.iter().filter(|figure| !figure.holds()).map(|figure| (figure.name, figure.value)).collect()
    }

    #[test]
    fn a_lost_a_doubled_and_a_strange_response_are_each_seen() {
        assert_eq!(broken(&["A", "B"], &["seed", "1;A", "2;B"], 1), []);
        assert_eq!(broken(&["A", "B"], &["seed", "1;A"], 1), [("acknowledged submits missing", 1)]);
        let twice = [("submits stored twice", 1), ("responses nobody sent, or too few", 1)];
        assert_eq!(broken(&["A"], &["seed", "1;A", "2;A"], 1), twice);
        assert_eq!(broken(&["A"], &["seed", "1;A", "2;X"], 1), [("responses nobody sent, or too few", 1)]);
    }

    #[test]
    fn a_line_break_inside_quotes_ends_no_record() {
        assert_eq!(split_records("a,b\r\n1,\"x\ny \"\"z\"\"\"\r\n2,q\r\n"), ["a,b", "1,\"x\ny \"\"z\"\"\"", "2,q"]);
    }
}
