//! What texts are about: drawn texts are reviewed and coded as staff do it, and every page and file that counts their
//! themes is held against what anybody can count who reads them.

use domain::{Locale, OptionId, Survey, open_answers};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::{
    Tally,
    harvest::{Harvest, harvest},
    hold::digits,
    read::select,
};
use crate::{
    open_answers::{PUBLIC, STAFF, SURVEY, decide, ended, release_wave},
    results::plain,
    themes::{THEMES, code_page},
};

const K: usize = 5;

/// No two share a word, and each says what it is about: "17: 0 3".
fn drawn(rng: &mut ChaCha8Rng, count: usize, often: &[f64], mark: &str) -> Vec<String> {
    let text = |at: usize, rng: &mut ChaCha8Rng| {
        let named: Vec<String> =
            (0..often.len()).filter(|theme| rng.random_bool(often[*theme])).map(|theme| theme.to_string()).collect();
        format!("{mark}{at}: {}", named.join(" "))
    };
    (0..count).map(|at| text(at, rng)).collect()
}

/// The themes of a text, as anybody reads them.
pub fn read(text: &str, frame: &[OptionId]) -> Vec<OptionId> {
    let named = text.split_once(": ").map_or("", |(_, named)| named).split_whitespace();
    named.filter_map(|at| frame.get(at.parse::<usize>().ok()?).cloned()).collect()
}

pub async fn hold(seed: u64, tally: &mut Tally) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x7465_7874);
    let frame = open_answers::themes(&Survey::from_toml(SURVEY).expect("readable"));
    let often: Vec<f64> = (0..7).map(|_| rng.random_range(0.0..1.0)).collect();
    let (n, kept_back) = (rng.random_range(10..=32), rng.random_range(0..=12));
    let texts = drawn(&mut rng, n, &often, "");
    let hidden = drawn(&mut rng, kept_back, &often, "§");
    let answer = |text: &String| serde_json::json!({ "weg": "bus", "wunsch": { "t": text } }).to_string();
    let (mut app, wave) = ended(SURVEY, &texts.iter().chain(&hidden).map(answer).collect::<Vec<_>>()).await;
    release_wave(&mut app).await;
    app.get("/intern/wellen/probe/texte").await;
    for text in app.state.store.open_texts(wave.id).await.expect("queued") {
        let then = if text.given.starts_with('§') { "zurueckhalten" } else { "freigeben" };
        decide(&mut app, &text.id.to_hex(), &text.given, then).await;
    }
    for at in 0..n.div_ceil(10) {
        let early = app.get(PUBLIC).await;
        if early.count("[id^=themen-]") > 0 {
            tally.held.wrong.push(format!("texts {seed}: counted after {at} pages"));
        }
        code_page(&mut app, |text| read(text, &frame)).await;
    }
    let left = app.get(THEMES).await.count(".texts > li");
    assert_eq!(left, 0, "all are coded");
    for base in [STAFF, PUBLIC] {
        let found = harvest(&mut app, base).await;
        let page = app.get(&format!("{base}?texte=wunsch")).await.text;
        held(&format!("texts {seed}, {base}"), &found, &voices(&page), &frame, tally);
        tally.pages += found.pages + 1;
        tally.files += found.files;
        tally.held.wrong.extend(found.wrong);
    }
}

fn voices(page: &str) -> Vec<String> {
    let html = scraper::Html::parse_document(page);
    html.select(&select(".voices blockquote")).map(|quote| quote.text().collect()).collect()
}

/// Every row of the table against the texts that stand above it.
fn held(place: &str, found: &Harvest, texts: &[String], frame: &[OptionId], tally: &mut Tally) {
    let named = |theme: &OptionId| texts.iter().filter(|text| read(text, frame).contains(theme)).count();
    let sheet = found.sheets.iter().find(|sheet| sheet.id == "themen-wunsch");
    let mut wrong = |what: String| tally.held.wrong.push(format!("{place}: {what}"));
    let Some(sheet) = sheet else {
        if frame.iter().any(|theme| named(theme) >= K) {
            wrong("no theme is counted".to_owned());
        }
        return;
    };
    if sheet.row("gültige Antworten (n)").and_then(|row| digits(&row[3])) != Some(texts.len() as u64) {
        wrong(format!("n is not {}", texts.len()));
    }
    for theme in frame {
        let (label, count, n) = (plain(&open_answers::theme_label(theme, Locale::DeSie)), named(theme), texts.len());
        let Some(row) = sheet.row(&label) else {
            wrong(format!("{label} has no row"));
            continue;
        };
        let percent = (100.0 * count as f64 / n as f64).round() as u64;
        let is_right = match count {
            few if few < K => row[1..].iter().all(|cell| cell == "•"),
            many if n - many < K => {
                let bound = digits(&row[1]).unwrap_or(100) as usize * n;
                row[1].starts_with('≥') && row[3] == "•" && bound <= 100 * (n - K + 1)
            }
            _ => digits(&row[1]) == Some(percent) && row[3] == count.to_string(),
        };
        if !is_right {
            wrong(format!("{label} is named by {count} of {n}, and the table says {row:?}"));
        }
        tally.held.cells += row.len() as u64 - 1;
        tally.held.hidden += row.iter().filter(|cell| *cell == "•").count() as u64;
    }
    if sheet.rows.len() != frame.len() + 1 {
        wrong("a row is about no theme".to_owned());
    }
}
