//! The disclosure attack over HTTP (security.md 5, no. 11): random small surveys, every page and file of their results in
//! every role and order of releases, read back, held against the release, and attacked together. Beside them a survey with
//! open answers, whose topics are counted again from the texts themselves.
//!
//! `BEDARFSKOMPASS_DATASETS` says how many surveys, `BEDARFSKOMPASS_FIGURES` the file for the figures; `cargo xtask prove
//! surfaces` sets both. `BEDARFSKOMPASS_FIRST` begins with another survey than the first, to see one alone.

mod answers;
mod attack;
mod attack_crossed;
mod attack_sheet;
mod compare;
mod courses;
mod draw;
mod field;
mod harvest;
mod hold;
mod hold_gap;
mod hold_groups;
mod known;
mod pdf;
pub mod read;
mod tampered;
mod themes;

use axum::http::StatusCode;
use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use crate::{app::TestApp, figures};
use attack::{Broken, attack, naive};
use draw::{Audience, survey};
use field::Wave;
use harvest::harvest;
use hold::Held;
use known::Known;

/// Surveys of the test command.
const SAMPLE: u64 = 2;
/// Of so many surveys one gets a report.
const PDF_EVERY: u64 = 10;

#[derive(Default)]
struct Tally {
    held: Held,
    broken: Broken,
    pages: u64,
    files: u64,
    releases: u64,
    reports: u64,
    below_k: u64,
    naive_broken: u64,
}

/// What happens to a wave, in this order; between two of its own come those of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// Staff look at everything.
    Look,
    Release,
    Withdraw,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_surface_tells_what_was_released_and_nothing_hidden_follows() {
    let trials = figures::trials(SAMPLE);
    let mut tally = Tally::default();
    let first = std::env::var("BEDARFSKOMPASS_FIRST").ok().and_then(|first| first.parse().ok()).unwrap_or(0);
    for seed in first..first + trials {
        let wrong = tally.held.wrong.len();
        trial(seed, &mut tally).await;
        tally.held.wrong[wrong..].iter().take(5).for_each(|wrong| eprintln!("survey {seed}: {wrong}"));
    }
    let Tally { held, broken, pages, files, releases, reports, below_k, naive_broken } = tally;
    let none = || "0".to_owned();
    figures::write(&[
        ("random surveys, each with two waves", trials, String::new()),
        ("waves with fewer than k answers", below_k, String::new()),
        ("releases, some of them withdrawn before", releases, String::new()),
        ("pages read", pages, String::new()),
        ("files read", files, String::new()),
        ("reports read", reports, format!("at least {}", trials.div_ceil(PDF_EVERY))),
        ("cells held against the release", held.cells, format!("at least {}", 1_000 * trials)),
        ("of which the release hides", held.hidden, format!("at least {}", trials)),
        ("cells, pictures, files and pages that differ from it", held.wrong.len() as u64, none()),
        ("derivable cells of 1 to k - 1", broken.cells.len() as u64, none()),
        ("groups known to be unanimous, also to one of them", broken.unanimous.len() as u64, none()),
        ("firm figures known within p per cent", broken.firms.len() as u64, none()),
        ("waves that pages with n >= k alone give away", naive_broken, format!("at least {trials}")),
    ]);
    assert!(held.wrong.is_empty(), "{}", held.wrong.join("\n"));
    assert!(!broken.is_any(), "{broken:?}");
    assert!(naive_broken >= trials, "only {naive_broken} of {} waves are given away by naive pages", 2 * trials);
}

async fn trial(seed: u64, tally: &mut Tally) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut app = TestApp::new().await;
    app.sign_in().await;
    field::region(&app).await;
    // Two years of one survey, or firms beside apprentices.
    let is_two_years = seed.is_multiple_of(2);
    let first = survey(seed, (!is_two_years).then_some(Audience::Firm));
    let second = if is_two_years { survey(seed, None) } else { survey(seed, Some(Audience::Apprentice)) };
    let mut waves = Vec::new();
    for (slug, drawn, day) in [("erste", first, "2025-11-03"), ("zweite", second, "2026-11-02")] {
        let k = drawn.audience.k() as usize;
        let n = if rng.random_bool(0.5) { rng.random_range(k - 1..=2 * k + 4) } else { rng.random_range(24..=60) };
        waves.push(field::wave(&mut app, drawn, (slug, day), n, rng.random()).await);
    }
    for (at, event) in order(&mut rng) {
        happen(&mut app, &mut waves, at, event, tally).await;
    }
    for wave in &waves {
        wave.hold(&mut app, tally).await;
        let (public, internal) = (wave.public.as_ref(), wave.internal.as_ref());
        let both: Vec<_> = public.into_iter().chain(internal).collect();
        let found = attack(&wave.drawn, &wave.crowd, &Known::read(&wave.drawn, &both));
        if found.is_any() {
            eprintln!("survey {seed}, {}: {found:?}", wave.slug);
        }
        tally.broken.cells.extend(found.cells);
        tally.broken.unanimous.extend(found.unanimous);
        tally.broken.firms.extend(found.firms);
        tally.naive_broken += u64::from(attack(&wave.drawn, &wave.crowd, &naive(&wave.drawn, &wave.crowd)).is_any());
        tally.below_k += u64::from(wave.is_below_k());
    }
    field::beside(&mut app, &waves, is_two_years, tally).await;
    themes::hold(seed, tally).await;
    if seed.is_multiple_of(PDF_EVERY) {
        for wave in waves.iter().filter(|wave| wave.public.is_some()).take(1) {
            tally.reports += pdf::hold(&mut app, wave, &mut tally.held).await;
        }
    }
}

/// The events of both waves, each in its own order, mixed.
fn order(rng: &mut ChaCha8Rng) -> Vec<(usize, Event)> {
    let mut left: Vec<Vec<Event>> = (0..2)
        .map(|_| {
            let mut events = vec![Event::Release];
            if rng.random_bool(0.5) {
                events.extend([Event::Withdraw, Event::Release]);
            }
            events.insert(rng.random_range(0..=events.len()), Event::Look);
            events
        })
        .collect();
    let mut turns: Vec<usize> = (0..2).flat_map(|wave| vec![wave; left[wave].len()]).collect();
    turns.shuffle(rng);
    turns.into_iter().map(|wave| (wave, left[wave].remove(0))).collect()
}

async fn happen(app: &mut TestApp, waves: &mut [Wave], at: usize, event: Event, tally: &mut Tally) {
    let slug = waves[at].slug;
    let internal = format!("/intern/wellen/{slug}");
    match event {
        Event::Look => {
            let found = harvest(app, &format!("{internal}/ergebnisse")).await;
            tally.pages += found.pages;
            tally.files += found.files;
            waves[at].internal = Some(found);
        }
        Event::Release => {
            let released = app.post(&format!("{internal}/veroeffentlichen"), &[]).await;
            if waves[at].is_below_k() {
                assert_eq!(released.status, StatusCode::CONFLICT, "{slug} has fewer than k answers");
            } else {
                assert_eq!(released.status, StatusCode::SEE_OTHER, "{}", released.text);
                tally.releases += 1;
                waves[at].is_public = true;
                let mut anybody = app.clone();
                anybody.forget_cookies();
                let found = harvest(&mut anybody, &format!("/ergebnisse/{slug}")).await;
                tally.pages += found.pages;
                tally.files += found.files;
                waves[at].keep(found, &mut tally.held);
            }
        }
        Event::Withdraw => {
            app.post(&format!("{internal}/zuruecknehmen"), &[]).await;
            waves[at].is_public = false;
            if waves[at].public.is_some() {
                // What was seen takes no further answer, so nothing can be told by a difference.
                let opened = app.post(&format!("{internal}/oeffnen"), &[]).await;
                assert_eq!(opened.status, StatusCode::CONFLICT, "{slug}");
            }
        }
    }
    for wave in waves {
        let mut anybody = app.clone();
        anybody.forget_cookies();
        for place in ["", "/gruppen", "/daten/csv", "/vergleich", "/gruppen/gruppen.csv"] {
            let status = anybody.get(&format!("/ergebnisse/{}{place}", wave.slug)).await.status;
            let is_there = status != StatusCode::NOT_FOUND;
            assert!(!is_there || wave.is_public, "{}{place} is not public", wave.slug);
            tally.pages += 1;
        }
    }
}
