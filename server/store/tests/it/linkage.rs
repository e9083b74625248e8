//! Somebody knows in which order 500 people answered and gets hold of every file after the end of the wave. Can they
//! tell whose answer is whose? (security.md §5 no. 10)
//!
//! Each order that can be read off the files, or made of what was counted of the pages, is held against the order of arrival. A row that is linked by chance is
//! linked once a run, whatever the number of people; so 200 runs give 200 links, and in 99 of 100 times not more than
//! 234. A build that numbers its rows is attacked in the same way, to show that the attack works.
//!
//! `BEDARFSKOMPASS_LINKAGE_RUNS` says how many runs, `BEDARFSKOMPASS_FIGURES` the file for the figures;
//! `cargo xtask prove linkage` sets both.

mod attack;
mod counters;
mod field;
mod secrets;

use std::{collections::BTreeMap, env, fs::OpenOptions, io::Write as _};

use store::Access;

use crate::databases::{postgres, sqlite};
use attack::{Link, attack};
use field::{Field, PEOPLE, Person};
use secrets::Secrets;

/// Runs of the test command, and of the full proof.
const SAMPLE: u64 = 2;
const FULL: u64 = 200;
/// Runs on PostgreSQL for each hundred on SQLite: there a run takes long.
const POSTGRES_PER_HUNDRED: u64 = 5;

fn runs() -> u64 {
    env::var("BEDARFSKOMPASS_LINKAGE_RUNS").ok().and_then(|runs| runs.parse().ok()).unwrap_or(SAMPLE)
}

/// Whether this is the full proof, where every bar counts.
pub fn is_full() -> bool {
    runs() >= FULL
}

/// A line for `cargo xtask prove`: name, value, and what it must be: a number, `at most` or `at least` one.
pub fn figure(name: &str, value: u64, must_be: &str) {
    eprintln!("{name}: {value} ({must_be})");
    let Ok(path) = env::var("BEDARFSKOMPASS_FIGURES") else { return };
    let line = format!("{name}\t{value}\t{must_be}\n");
    // In one piece: other tests write into the same file.
    OpenOptions::new().create(true).append(true).open(path).unwrap().write_all(line.as_bytes()).unwrap();
}

/// What came out of all runs, for each order that was tried.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, Sum>);

#[derive(Default)]
struct Sum {
    correct: u64,
    placed: u64,
    people: u64,
    correlation: f64,
    /// Of that sum, if nothing but chance is in it.
    variance: f64,
}

impl Sum {
    /// Among everybody, and not within one firm.
    fn is_of_all(&self, runs: u64) -> bool {
        self.people == runs * PEOPLE as u64
    }

    /// As many standard errors from zero as 0.01 is for 200 runs of all; more in a sample, which nobody looks at.
    fn correlation_bar(&self, runs: u64) -> f64 {
        let errors = if runs >= FULL { 0.01 * ((PEOPLE - 1) as f64 * FULL as f64).sqrt() } else { 5.0 };
        errors * self.variance.sqrt() / runs as f64
    }
}

impl Tally {
    fn add(&mut self, links: Vec<Link>) {
        for link in links {
            let sum = self.0.entry(link.order).or_default();
            sum.correct += link.correct;
            sum.placed += link.placed;
            sum.people += link.people;
            sum.correlation += link.correlation;
            sum.variance += 1.0 / (link.people as f64 - 1.0);
        }
    }

    /// The attacker settles on the order that promises most, of those that place nearly everybody: one that places few
    /// cannot link more.
    fn best(&self, runs: u64) -> (&'static str, u64) {
        let complete = self.0.iter().filter(|(_, sum)| sum.placed * 10 >= runs * PEOPLE as u64 * 9);
        let best = complete.max_by(|a, b| a.1.correlation.abs().total_cmp(&b.1.correlation.abs())).unwrap();
        (best.0, best.1.correct)
    }

    fn most_correct(&self) -> u64 {
        self.0.values().map(|sum| sum.correct).max().unwrap_or(0)
    }

    fn strongest_correlation(&self, runs: u64) -> f64 {
        let of_all = self.0.values().filter(|sum| sum.is_of_all(runs));
        of_all.map(|sum| (sum.correlation / runs as f64).abs()).fold(0.0, f64::max)
    }

    /// No better than chance: by the bars of the proof for 200 runs, by those of the same certainty and some slack for
    /// a sample.
    fn report(&self, what: &str, runs: u64) {
        let expected = runs as f64;
        let (bound, bound_of_any, correlation_bar) = if runs >= FULL {
            let spread = (expected / FULL as f64).sqrt();
            // Of all orders one is further from the mean than any one: 250 is the 99 per cent bound of some twenty together.
            (expected + 34.0 * spread, expected + 50.0 * spread, 0.01)
        } else {
            let bound = expected + 5.0 * expected.sqrt() + 4.0;
            (bound, bound, 5.0 / ((PEOPLE - 1) as f64 * expected).sqrt())
        };
        let (bound, bound_of_any) = (bound as u64, bound_of_any as u64);
        let (order, correct) = self.best(runs);
        let correlation = self.strongest_correlation(runs);
        figure(&format!("{what}: runs of {PEOPLE} people"), runs, "");
        figure(&format!("{what}: correct links, by {order}"), correct, &format!("at most {bound}"));
        let most = self.most_correct();
        figure(&format!("{what}: most correct links by any order"), most, &format!("at most {bound_of_any}"));
        let bar = format!("at most {}", (correlation_bar * 1e6) as u64);
        let orders = self.0.len();
        let name = format!("{what}: strongest mean rank correlation of {orders} orders, in millionths");
        figure(&name, (correlation * 1e6).ceil() as u64, &bar);
        for (order, sum) in &self.0 {
            let (correct, mean) = (sum.correct, sum.correlation / runs as f64);
            eprintln!("    {order}: {} placed, {correct} correct, mean correlation {mean:.5}", sum.placed);
        }
        assert!(correct <= bound && most <= bound_of_any, "{what}: {correct} links by {order}, {most} by another");
        assert!(correlation <= correlation_bar, "{what}: {correlation}");
        self.report_secrets(what, runs, bound);
    }

    fn report_broken(&self, name: &str, order: &str) {
        let sum = &self.0[order];
        let share = sum.correct * 100 / sum.people;
        figure(name, share, "at least 95");
        assert!(share >= 95, "{name}: {share}");
    }

    /// What was stated before anybody looked: each of these orders has the bars that one order has. So one of a hundred such
    /// lines is beyond its bar by chance.
    fn report_secrets(&self, what: &str, runs: u64, bound: u64) {
        for (order, sum) in secrets::ORDERS.into_iter().filter_map(|order| Some((order, self.0.get(order)?))) {
            let mean = (sum.correlation / runs as f64).abs();
            let bar = sum.correlation_bar(runs);
            figure(
                &format!("{what}: correct links with the secrets, {order}"),
                sum.correct,
                &format!("at most {bound}"),
            );
            let name = format!("{what}: mean rank correlation with the secrets, {order}, in millionths");
            figure(&name, (mean * 1e6).ceil() as u64, &format!("at most {}", (bar * 1e6).ceil() as u64));
            assert!(sum.correct <= bound && mean <= bar, "{what}: {} links, {mean} {order}", sum.correct);
        }
    }
}

/// Whoever has a code from a mail can open the draft that was begun with it, and whose code it is says the roster.
fn report_drafts(what: &str, drafts: u64) {
    figure(&format!("{what}: people whose draft is still in a file"), drafts, "0");
    assert_eq!(drafts, 0, "{what}");
}

#[tokio::test]
async fn nobody_is_linked_by_any_order_left_in_sqlite() {
    for (what, access) in [
        ("open link", Access::Open),
        ("L3, codes", Access::Code),
        ("L1, mixed", Access::Invited),
        ("named, those without a name", Access::Named),
    ] {
        let (mut tally, mut drafts) = (Tally::default(), 0);
        for _ in 0..runs() {
            let db = sqlite().await;
            let mut field = Field::new(&db, access).await;
            field.answer().await;
            field.close().await;
            tally.add(attack(&db, &field.people).await);
            drafts += attack::drafts(&db).await;
        }
        tally.report(what, runs());
        report_drafts(what, drafts);
    }
}

#[tokio::test]
async fn nobody_is_linked_by_any_order_left_in_postgres() {
    let runs = (runs() * POSTGRES_PER_HUNDRED / 100).max(1);
    for (what, access) in
        [("PostgreSQL, L3", Access::Code), ("PostgreSQL, L1", Access::Invited), ("PostgreSQL, named", Access::Named)]
    {
        let (mut tally, mut drafts) = (Tally::default(), 0);
        for _ in 0..runs {
            let Some(db) = postgres().await else { return };
            let mut field = Field::new(&db, access).await;
            field.answer().await;
            field.close().await;
            tally.add(attack(&db, &field.people).await);
            drafts += attack::drafts(&db).await;
        }
        tally.report(what, runs);
        report_drafts(what, drafts);
    }
}

/// The same attack on a build that numbers and dates its rows, and on ours before it has settled a wave.
#[tokio::test]
async fn a_build_that_numbers_its_rows_is_linked() {
    let runs = (runs() / 20).clamp(1, 10);
    let (mut broken, mut unsettled, mut drafts) = (Tally::default(), Tally::default(), 0);
    for _ in 0..runs {
        let db = sqlite().await;
        let field = Field::new(&db, Access::Open).await;
        let minute = |person: &Person| format!("2026-10-01T{:02}:{:02}", person.arrival / 60, person.arrival % 60);
        field.answer_carelessly(&db, |person| person.arrival as u128, minute).await;
        broken.add(attack(&db, &field.people).await);

        let db = sqlite().await;
        let mut field = Field::new(&db, Access::Code).await;
        field.answer().await;
        unsettled.add(attack(&db, &field.people).await);
        drafts += attack::drafts(&db).await;
    }
    figure("ours before it settles: people whose draft is still in a file", drafts, "at least 1");
    assert!(drafts > 0, "the attack does not see the drafts that settling takes away");
    let share = broken.best(runs).1 * 100 / (runs * PEOPLE as u64);
    figure("broken build: linked people, per cent", share, "at least 95");
    assert!(share >= 95, "the attack finds only {share} % where everything is numbered");
    let correlation = unsettled.strongest_correlation(runs);
    let name = "ours before it settles: strongest mean rank correlation, in millionths";
    figure(name, (correlation * 1e6) as u64, "at least 50000");
    assert!(correlation > 0.05, "the attack does not see what settling takes away: {correlation}");
    let of_pages = (unsettled.0["pages of the days"].correlation / runs as f64).abs();
    let name = "ours before it settles: mean rank correlation by the pages of the days, in millionths";
    figure(name, (of_pages * 1e6) as u64, "at least 50000");
    assert!(of_pages > 0.05, "the attack does not see what the counters say: {of_pages}");
}

/// The number under which a careless build keeps somebody's answers.
type Numbering = fn(&Secrets, &Person) -> u128;

/// Each order that only the secrets give, on a build that is careless in just that.
#[tokio::test]
async fn a_build_that_is_careless_with_its_secrets_is_linked() {
    let runs = (runs() / 20).clamp(1, 10);
    let careless: [(&str, Numbering); 3] = [
        (secrets::CODES, secrets::number_of_hash),
        (secrets::GIVEN_OUT, |_, person| person.dealt.as_ref().map_or(0, |dealt| dealt.place as u128)),
        (secrets::FIRM, |_, person| person.arrival as u128),
    ];
    for (order, number) in careless {
        let mut tally = Tally::default();
        for _ in 0..runs {
            let db = sqlite().await;
            let field = Field::new(&db, Access::Code).await;
            let secrets = Secrets::of(&db).await;
            let firm = |person: &Person| person.dealt.as_ref().map_or_else(String::new, |dealt| dealt.firm.clone());
            field.answer_carelessly(&db, |person| number(&secrets, person), firm).await;
            tally.add(attack(&db, &field.people).await);
        }
        tally.report_broken(&format!("broken build: linked people with the secrets, {order}, per cent"), order);
    }
    let Some(db) = postgres().await else { return };
    let mut field = Field::new(&db, Access::Code).await;
    field.answer().await;
    let mut tally = Tally::default();
    tally.add(attack(&db, &field.people).await);
    let name = "PostgreSQL, ours before it settles: linked people with the secrets, codes beside answers, per cent";
    tally.report_broken(name, secrets::CODES);
}

/// Who keeps a copy from after every mixing sees the answers come in groups of at least k.
#[tokio::test]
async fn whoever_has_every_backup_links_nobody_with_more_than_one_in_k() {
    let runs = runs();
    let (mut linked, mut people, mut smallest) = (0, 0, u64::MAX);
    for _ in 0..runs {
        let db = sqlite().await;
        let mut field = Field::new(&db, Access::Invited).await;
        let copies = field.answer_with_backups().await;
        let groups = attack::groups(&copies, &field.people).await;
        smallest = groups.iter().map(|group| group.rows.len() as u64).chain([smallest]).min().unwrap();
        linked += attack::guess(&groups, &field.people);
        people += PEOPLE as u64;
    }
    let k = field::K;
    figure("every backup: runs", runs, "");
    figure("every backup: smallest group of new answers between two", smallest, &format!("at least {k}"));
    // 1/k, and five standard errors of a sample.
    let share = linked as f64 / people as f64;
    let bar = 1.0 / k as f64 + 5.0 * (1.0 / (k as f64 * people as f64)).sqrt();
    let name = "every backup: people linked by a guess within their group, per million";
    figure(name, (share * 1e6).ceil() as u64, &format!("at most {}", (bar * 1e6) as u64));
    assert!(smallest >= k && share <= bar, "{smallest}, {share}");
}
