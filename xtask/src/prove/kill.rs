//! kill -9 while people answer: whatever was acknowledged must be there afterwards, exactly once.
//!
//! A few respondents answer the demo's apprentice survey over real HTTP as fast as they can. The server is killed
//! after 5 to 500 ms and started again on the same data, over and over. Each respondent then sends what was on its way
//! once more, with the same key, and compares every acknowledged page with what the server gives back. At the end the
//! export must hold every submit once. It shows that nothing waits in the process; what a power cut does it cannot show.

use super::figure::Figure;
use super::{Run, ledger};
use crate::client::Encoding;
use crate::command::say;
use crate::form::Dice;
use crate::office::Office;
use crate::respondent::{Advance, Respondent};
use crate::server::{Server, Setup};
use anyhow::{Result, bail, ensure};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The demo's apprentice survey, in a wave of its own.
const SURVEY: &str = "auszubildende";
const WAVE: &str = "kill";

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

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let kills = run.trials;
    let setup = Setup::new(run.binary, &run.folder.join("data"))?;
    let server = setup.demo()?;
    let start = Office::of(&server)?.open(SURVEY, WAVE)?;
    server.stop()?;
    let scene = Scene {
        address: setup.address,
        start: &start,
        ending: AtomicBool::new(false),
        next_seed: AtomicU64::new(1),
        ledger: Mutex::default(),
    };
    let slowest = rampage(&setup, &scene, kills)?;
    let told = scene.ledger.into_inner().unwrap_or_else(PoisonError::into_inner);
    let records = ledger::records(&setup, WAVE)?;
    ensure!(!told.submitted.is_empty(), "nobody reached the receipt between the kills");
    Ok(figures(&told, &records, kills, slowest))
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
        Office::of(&server)?.end(WAVE)?;
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
fn figures(told: &Ledger, records: &[String], kills: u32, slowest: Duration) -> Vec<Figure> {
    let mut figures = vec![Figure::new("kills", u64::from(kills))];
    figures.extend(ledger::compare(&told.submitted, records));
    figures.extend([
        Figure::new("acknowledged pages compared after a kill", told.compared_pages),
        Figure::none("acknowledged pages that lost something", told.lost_pages),
        Figure::new("requests cut off by a kill", told.broken_connections),
        Figure::new("slowest start after a kill, ms", u64::try_from(slowest.as_millis()).unwrap_or(u64::MAX)),
    ]);
    figures
}
