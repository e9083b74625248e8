//! A school year in a sports hall: 2,000 people answer at the same time, on one core of a server.
//!
//! Each is a thread of its own with a connection of its own, thinks between the pages and sends plain forms over HTTP.
//! They sleep nearly all the time, so threads do as well as an event loop, and the respondent is the one of all other
//! proofs. Every tenth presses the last button twice. A page that is not acknowledged because the connection broke is
//! sent again, as a browser would, and counted.

use super::figure::{Bar, Figure};
use super::{Run, ledger};
use crate::client::Encoding;
use crate::command::{self, say};
use crate::form::Dice;
use crate::office::{self, Office};
use crate::pinning::{self, Cores};
use crate::respondent::{Advance, Respondent};
use crate::server::Setup;
use crate::waits::{ms, percentile};
use anyhow::{Context, Result, bail, ensure};
use std::net::SocketAddr;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

const SURVEY: &str = include_str!("load.toml");
/// As the survey is called; so is its wave.
const SLUG: &str = "andrang";
const PAGES: usize = 10;
/// How long a person thinks about a page: exponential, with this mean.
const THINKING: Duration = Duration::from_secs(5);
const HURRIED: Duration = Duration::from_millis(200);
/// Nobody thinks longer than so many means.
const LONGEST: f64 = 4.0;
/// Tries to send a page over connections that break.
const TRIES: u32 = 5;
/// A browser would need more for one tab; this one needs room for a page and its form.
const STACK: usize = 512 * 1024;
const WAIT_MS: u64 = 250;
const MEMORY_MIB: u64 = 300;

/// What everybody in the hall shares.
struct Hall<'a> {
    address: SocketAddr,
    start: &'a str,
    thinking: Duration,
    here: AtomicU64,
    most: AtomicU64,
}

/// How it went for one person.
struct Visit {
    token: String,
    /// The start, every page, and the last of them the submit.
    waits: Vec<Duration>,
    broken: u64,
}

pub fn prove(run: &Run<'_>) -> Result<Vec<Figure>> {
    let setup = Setup::new(run.binary, &run.folder.join("data"))?;
    let file = run.folder.join("survey.toml");
    std::fs::write(&file, SURVEY)?;
    office::prepare(&setup, &file)?;
    let cores = Cores::of_this_process()?;
    let server = pinning::on(cores.server, || setup.serve())?;
    let mut office = Office::of(&server)?;
    office.add_municipality()?;
    office.publish(SLUG)?;
    let start = office.open(SLUG, SLUG)?;
    let thinking = if run.is_full { THINKING } else { HURRIED };
    let (here, most) = (AtomicU64::new(0), AtomicU64::new(0));
    let hall = Hall { address: server.address, start: &start, thinking, here, most };
    let (cpu, began) = (server.cpu()?, Instant::now());
    let visits = pinning::on(cores.people, || hall.fill(run.trials))?;
    let (cpu, took) = (server.cpu()?.saturating_sub(cpu), began.elapsed());
    let memory = server.memory()?.peak;
    office.end(SLUG)?;
    server.stop()?;

    let submitted: Vec<_> = visits.iter().map(|visit| visit.token.clone()).collect();
    let mut figures = ledger::compare(&submitted, &ledger::records(&setup, SLUG)?);
    figures.extend(hall.figures(run, &visits));
    let busy = cpu.as_secs_f64() / took.as_secs_f64() * 100.0;
    figures.extend([
        Figure::new("server memory at its peak, MiB", memory.ceil() as u64).must_be(Bar::AtMost(MEMORY_MIB)),
        Figure::new("core of the server, busy per cent", busy as u64),
        Figure::new("from the first to the last, s", took.as_secs()),
    ]);
    Ok(figures)
}

impl Hall<'_> {
    /// So many come, within the time that one of them thinks about a page.
    fn fill(&self, people: u32) -> Result<Vec<Visit>> {
        make_room()?;
        say(format!("{people} people come"));
        let mut dice = Dice::new(u64::from(people));
        thread::scope(|scope| {
            let mut visits: Vec<ScopedJoinHandle<'_, Result<Visit>>> = Vec::new();
            for seed in 1..=u64::from(people) {
                let arrival = self.thinking.mul_f64(dice.share());
                let visit = move || self.visit(seed, arrival);
                visits.push(thread::Builder::new().stack_size(STACK).spawn_scoped(scope, visit)?);
            }
            let joined = visits.into_iter().map(|visit| match visit.join() {
                Ok(visit) => visit,
                Err(_) => bail!("a respondent panicked"),
            });
            joined.collect()
        })
    }

    /// One person, from the door to the receipt.
    fn visit(&self, seed: u64, arrival: Duration) -> Result<Visit> {
        let mut thoughts = Dice::new(u64::MAX - seed);
        let mut think = |person: &mut Respondent| person.think(self.thought(&mut thoughts));
        let mut person = Respondent::new(self.address, Encoding::Gzip, self.start, seed);
        let mut broken = 0;
        person.think(arrival);
        let mut advance = persist(&mut person, &mut broken, Respondent::load)?;
        self.most.fetch_max(self.here.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        while advance == Advance::Asked {
            think(&mut person);
            advance = persist(&mut person, &mut broken, Respondent::step)?;
        }
        self.here.fetch_sub(1, Ordering::SeqCst);
        if seed.is_multiple_of(10) {
            let again = person.press_again()?;
            ensure!(again < 400, "the same submit once more answers {again}");
        }
        ensure!(person.waits.len() == 1 + PAGES, "{} pages were acknowledged", person.waits.len() - 1);
        Ok(Visit { token: person.token, waits: person.waits, broken })
    }

    fn thought(&self, dice: &mut Dice) -> Duration {
        self.thinking.mul_f64((-dice.share().ln()).min(LONGEST))
    }

    fn figures(&self, run: &Run<'_>, visits: &[Visit]) -> Vec<Figure> {
        let submits: Vec<_> = visits.iter().filter_map(|visit| visit.waits.last().copied()).collect();
        let pages: Vec<_> = visits.iter().flat_map(|visit| visit.waits.iter().copied()).collect();
        let most = self.most.load(Ordering::SeqCst);
        let quick = |name: &str, wait| Figure::new(name, ms(wait)).if_full(run.is_full, Bar::AtMost(WAIT_MS));
        vec![
            Figure::new("answering at the same time, at most", most)
                .if_full(run.is_full, Bar::AtLeast(run.trials.into())),
            Figure::new("pages acknowledged", pages.len() as u64),
            Figure::new("requests sent again over a new connection", visits.iter().map(|visit| visit.broken).sum()),
            quick("submit, 99 of 100 within ms", percentile(submits.clone(), 99)),
            quick("any page, 99 of 100 within ms", percentile(pages.clone(), 99)),
            Figure::new("submit, half of them within ms", ms(percentile(submits.clone(), 50))),
            Figure::new("slowest submit, ms", ms(percentile(submits, 100))),
            Figure::new("slowest page, ms", ms(percentile(pages, 100))),
        ]
    }
}

/// Does this, and goes on after a broken connection as a browser would.
fn persist(
    person: &mut Respondent,
    broken: &mut u64,
    act: impl Fn(&mut Respondent) -> Result<Advance>,
) -> Result<Advance> {
    let mut done = act(person);
    for _ in 1..TRIES {
        match done {
            Ok(_) => break,
            Err(error) => say(format!("{}: {error:#}", person.token)),
        }
        *broken += 1;
        done = person.resume();
    }
    done
}

/// Every connection is an open file, and many shells allow a program 1,024. Only for us: the server has started, with
/// what it gets.
fn make_room() -> Result<()> {
    let script = "prlimit --pid \"$0\" --nofile=\"$(ulimit -H -n)\":";
    command::run(Command::new("sh").args(["-c", script, &std::process::id().to_string()])).context("no room for files")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thoughts_have_the_mean_and_the_end_they_should_have() {
        let hall = Hall {
            address: ([127, 0, 0, 1], 1).into(),
            start: "/s/w",
            thinking: THINKING,
            here: AtomicU64::new(0),
            most: AtomicU64::new(0),
        };
        let mut dice = Dice::new(1);
        let thoughts: Vec<_> = (0..20_000).map(|_| hall.thought(&mut dice).as_secs_f64()).collect();
        let mean = thoughts.iter().sum::<f64>() / thoughts.len() as f64;
        // What is cut off above 20 s takes e to the power of -4 off the mean.
        assert!((mean - 5.0 * (1.0 - (-4.0_f64).exp())).abs() < 0.15, "{mean}");
        assert!(thoughts.iter().all(|thought| (0.0..=20.0).contains(thought)));
        assert!(thoughts.contains(&20.0));
    }
}
