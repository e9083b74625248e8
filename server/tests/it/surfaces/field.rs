//! A wave of a drawn survey, brought to its end as staff do it: published, answered by a file, closed.

use axum::http::StatusCode;
use domain::{Survey, place::Municipality, report::Results};
use server::{
    breakdown::Breakdown,
    home, publication,
    response_csv::{self, Mapping},
};
use store::{Imported, NewWave, WaveState};

use super::{
    Tally,
    answers::{Crowd, crowd},
    compare::{Side, beside_others, side_by_side},
    draw::{Audience, Drawn, PLACES},
    harvest::Harvest,
    hold::{Held, Page},
    hold_groups::Stored,
    read::sheets,
};
use crate::app::{TODAY, TestApp};

pub struct Wave {
    pub slug: &'static str,
    pub drawn: Drawn,
    pub crowd: Crowd,
    pub is_public: bool,
    pub public: Option<Harvest>,
    pub internal: Option<Harvest>,
}

/// Six municipalities in four Kreise.
pub async fn region(app: &TestApp) {
    for (at, (ags, name, kreis)) in PLACES.iter().enumerate() {
        let (lat, lon) = (51.5 + at as f64 / 10.0, 8.5 + at as f64 / 10.0);
        let place =
            Municipality { ags: ags.parse().expect("an AGS"), name: (*name).into(), kreis: (*kreis).into(), lat, lon };
        app.state.store.save_municipality(&place).await.expect("saved");
    }
    app.state.forget();
}

/// The way of `import responses`: every line is checked like an answer in the questionnaire.
pub async fn wave(app: &mut TestApp, drawn: Drawn, (slug, day): (&'static str, &str), n: usize, seed: u64) -> Wave {
    let store = app.state.store.clone();
    let published = match store.survey(&drawn.slug).await.expect("read") {
        Some(row) => publication::latest(&store, &row).await.expect("read").expect("published"),
        None => {
            store.create_survey(&drawn.slug, &drawn.toml()).await.expect("a survey");
            let row = store.survey(&drawn.slug).await.expect("read").expect("there");
            let published = publication::publish(&store, &row, "2025-10-01").await;
            published.unwrap_or_else(|error| panic!("{error}\n{}", drawn.toml()))
        }
    };
    let new = NewWave {
        survey: published.survey,
        version: published.version,
        slug: slug.into(),
        title: format!("Die {slug} Welle"),
        demo: false,
    };
    let id = store.create_wave(&new).await.expect("a wave");
    store.set_wave_state(id, WaveState::Planned, WaveState::Open, day).await.expect("open");
    let crowd = crowd(&drawn, n, seed);
    let read = response_csv::read(crowd.csv.as_bytes(), &published.questionnaire, &Mapping::default());
    let problems: Vec<String> = read.problems.iter().map(|problem| format!("{problem:?}")).collect();
    assert!(problems.is_empty(), "{}\n{}", problems.join("\n"), crowd.csv);
    let survey: &Survey = published.questionnaire.survey();
    let region = store.municipalities().await.expect("read");
    let imported = read.accepted.iter().map(|(_, answers)| Imported {
        kreis: home::kreis(survey, answers, &region),
        answers: serde_json::to_string(answers).expect("JSON"),
        day: TODAY.into(),
    });
    let imported: Vec<Imported> = imported.collect();
    let stored = store.import_responses(id, published.version, imported).await.expect("stored");
    assert_eq!(stored as usize, n);
    app.state.forget();
    let closed = app.post(&format!("/intern/wellen/{slug}/schliessen"), &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.text);
    Wave { slug, drawn, crowd, is_public: false, public: None, internal: None }
}

impl Wave {
    pub fn is_below_k(&self) -> bool {
        (self.crowd.n as u64) < self.drawn.audience.k()
    }

    /// What is released again is what was released before.
    pub fn keep(&mut self, found: Harvest, held: &mut Held) {
        if let Some(before) = &self.public {
            let tables = |harvest: &Harvest| {
                let groups = harvest.groups.iter().map(|page| (page.query(), page.tests.clone(), page.sheets.clone()));
                (harvest.cite.clone(), harvest.sheets.clone(), groups.collect::<Vec<_>>())
            };
            if tables(before) != tables(&found) {
                held.wrong.push(format!("{} says something else after it was withdrawn", self.slug));
            }
        }
        self.public = Some(found);
    }

    pub async fn released(&self, app: &TestApp) -> (Results, Option<Breakdown>) {
        let running = app.state.running(self.slug).await.expect("a wave");
        let analysis = app.state.analysis(&running).await.expect("results");
        let stored = app.state.store.breakdown(running.wave.id).await.expect("read");
        let breakdown = stored.map(|document| serde_json::from_str(&document).expect("readable"));
        (analysis.results.get().clone(), breakdown)
    }

    /// Both roles against the release, and English against German.
    pub async fn hold(&self, app: &mut TestApp, tally: &mut Tally) {
        let (results, breakdown) = self.released(app).await;
        for (place, harvest) in [("public", &self.public), ("internal", &self.internal)] {
            let Some(harvest) = harvest else { continue };
            tally.held.wrong.extend(harvest.wrong.iter().cloned());
            let held = &mut tally.held;
            if results.respondents.shown().is_none() {
                // Below k there is no figure at all.
                if !harvest.sheets.is_empty() || !harvest.groups.is_empty() || harvest.html.contains("<svg class") {
                    held.wrong.push(format!("{place}: figures of fewer than k"));
                }
                continue;
            }
            Page { drawn: &self.drawn, results: &results, sheets: &harvest.sheets, place }.hold(held);
            match &breakdown {
                Some(breakdown) => {
                    Stored { drawn: &self.drawn, breakdown }.hold(&harvest.groups, place, held);
                }
                None if harvest.groups.is_empty() => {}
                None => held.wrong.push(format!("{place}: groups that nothing was stored of")),
            }
        }
        if self.is_public {
            self.in_english(app, tally).await;
        }
        // No persons were asked for: where there are places there is a page, and nothing on it.
        let coverage = app.get(&format!("/intern/wellen/{}/abdeckung", self.slug)).await;
        if coverage.status != StatusCode::NOT_FOUND && coverage.count("main table") > 0 {
            tally.held.wrong.push(format!("{}: coverage of what nobody was asked", self.slug));
        }
        tally.pages += 1;
    }

    /// The same digits in the same places.
    async fn in_english(&self, app: &mut TestApp, tally: &mut Tally) {
        let Some(german) = &self.public else { return };
        let page = app.get(&format!("/ergebnisse/{}?lang=en", self.slug)).await;
        tally.pages += 1;
        let digits = |cell: &String| -> String {
            cell.chars().filter(|c| c.is_ascii_digit() || ['•', '≤', '≥', '−'].contains(c)).collect()
        };
        let bare = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
            rows.iter().map(|row| row[1..].iter().map(digits).collect()).collect()
        };
        let english = sheets(&page.text);
        let is_same = english.len() == german.sheets.len()
            && english.iter().zip(&german.sheets).all(|(a, b)| a.id == b.id && bare(&a.rows) == bare(&b.rows));
        if !is_same {
            tally.held.wrong.push(format!("{}: the English page has other figures", self.slug));
        }
        for german in &german.groups {
            let address = format!("/ergebnisse/{}/gruppen?{}&lang=en", self.slug, german.query());
            let page = app.get(&address).await;
            tally.pages += 1;
            let english = sheets(&page.text);
            let is_same = english.len() == german.sheets.len()
                && english.iter().zip(&german.sheets).all(|(a, b)| bare(&a.rows) == bare(&b.rows));
            if !is_same {
                tally.held.wrong.push(format!("{address}: other figures than in German"));
            }
        }
    }
}

/// Firms beside others, and the two waves beside one another.
pub async fn beside(app: &mut TestApp, waves: &[Wave], is_two_years: bool, tally: &mut Tally) {
    let mut anybody = app.clone();
    anybody.forget_cookies();
    let mut released = Vec::new();
    for wave in waves {
        released.push(wave.released(app).await);
    }
    let side = |at: usize| Side {
        slug: waves[at].slug,
        drawn: &waves[at].drawn,
        results: &released[at].0,
        breakdown: released[at].1.as_ref(),
    };
    for (at, wave) in waves.iter().enumerate().filter(|(_, wave)| wave.is_public) {
        if wave.drawn.audience == Audience::Firm {
            tally.pages += beside_others(&mut anybody, &side(at), &mut tally.held).await;
        }
    }
    let base = if is_two_years { format!("/verlauf/{}", waves[0].drawn.slug) } else { "/perspektiven".to_owned() };
    let address = format!("{base}?von={}&bis={}", waves[0].slug, waves[1].slug);
    tally.pages += 1;
    match waves.iter().all(|wave| wave.is_public) {
        true => side_by_side(&mut anybody, &address, [&side(0), &side(1)], &mut tally.held).await,
        false => assert_eq!(anybody.get(&address).await.status, StatusCode::NOT_FOUND, "{address}"),
    }
    let list = anybody.get("/ergebnisse").await;
    tally.pages += 1;
    for wave in waves {
        let is_there = list.text.contains(&format!("/ergebnisse/{}\"", wave.slug));
        assert_eq!(is_there, wave.is_public, "{} in the list", wave.slug);
    }
}
