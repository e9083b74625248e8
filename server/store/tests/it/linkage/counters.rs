//! What the counters of pages give away: an answer says by what it holds which pages it was asked, and somebody may know
//! who answered in a rare language.

use std::collections::HashMap;

use rand::seq::SliceRandom;

use super::field::{ASKED, Person, RARE, is_asked};
use crate::databases::Fresh;

pub type Orders = Vec<(&'static str, Vec<u64>)>;

struct Row {
    dimension: String,
    value: String,
    page: String,
    reached: f64,
}

impl Row {
    fn parse(text: &str) -> Row {
        let mut parts = text.split('|').map(str::to_owned);
        let mut next = || parts.next().unwrap();
        Row { dimension: next(), value: next(), page: next(), reached: next().parse().unwrap() }
    }
}

/// `answers`: the marks of all that are stored.
pub async fn orders(db: &Fresh, answers: &[u64], people: &[Person]) -> Orders {
    let all = "SELECT dimension || '|' || value || '|' || page || '|' || reached FROM paradata";
    let rows: Vec<Row> = db.look::<String>(all).await.iter().map(|row| Row::parse(row)).collect();
    let mut orders = vec![
        ("pages of the days", by_pages(answers, &lateness(&rows))),
        ("pages of the rare language", by_language(answers, people, &rows)),
    ];
    if db.folder.is_none() {
        let pages = db.look::<String>("SELECT page FROM paradata ORDER BY xmin::text::bigint").await;
        // Of each page the last.
        let last = pages.into_iter().enumerate().map(|(at, page)| (page, at as f64)).collect();
        orders.push(("transactions of the counters", by_pages(answers, &last)));
    }
    orders
}

/// How late those came on average who came to a page: the better the days are told apart, the more this says.
fn lateness(rows: &[Row]) -> HashMap<String, f64> {
    let mut days: Vec<&str> = rows.iter().filter(|row| row.dimension == "day").map(|row| row.value.as_str()).collect();
    days.sort_unstable();
    days.dedup();
    let mut sums: HashMap<String, (f64, f64)> = HashMap::new();
    for row in rows.iter().filter(|row| row.dimension == "day") {
        let at = days.iter().position(|day| *day == row.value).unwrap() as f64;
        let (sum, count) = sums.entry(row.page.clone()).or_default();
        *sum += at * row.reached;
        *count += row.reached;
    }
    let everybody = sums.get("danke").map_or(0.0, |(sum, count)| sum / count);
    sums.into_iter().map(|(page, (sum, count))| (page, sum / count - everybody)).collect()
}

fn by_pages(answers: &[u64], late: &HashMap<String, f64>) -> Vec<u64> {
    let score = |mark: u64| -> f64 {
        let asked = (0..ASKED).filter(|page| is_asked(mark, *page));
        asked.filter_map(|page| late.get(&page.to_string())).sum()
    };
    let mut order = answers.to_vec();
    // What scores the same is told apart by chance.
    order.shuffle(&mut rand::rng());
    order.sort_by(|a, b| score(*a).total_cmp(&score(*b)));
    order
}

/// The answers that go best with what was counted in the rare language are put beside those who speak it.
fn by_language(answers: &[u64], people: &[Person], rows: &[Row]) -> Vec<u64> {
    let of_rare = |row: &&Row| row.dimension == "locale" && row.value == RARE;
    let counted: HashMap<&str, f64> = rows.iter().filter(of_rare).map(|row| (row.page.as_str(), row.reached)).collect();
    let all = counted.get("danke").copied().unwrap_or(0.0);
    let score = |mark: u64| -> f64 {
        let fit = |page: u64| {
            let reached = counted.get(page.to_string().as_str()).copied().unwrap_or(0.0);
            if is_asked(mark, page) { reached - all / 2.0 } else { all / 2.0 - reached }
        };
        (0..ASKED).map(fit).sum()
    };
    let mut rest = answers.to_vec();
    rest.shuffle(&mut rand::rng());
    rest.sort_by(|a, b| score(*b).total_cmp(&score(*a)));
    let speakers: Vec<usize> = people.iter().filter(|person| person.is_rare()).map(|person| person.arrival).collect();
    let mut found = rest.split_off(speakers.len().min(rest.len()));
    std::mem::swap(&mut found, &mut rest);
    rest.shuffle(&mut rand::rng());
    for (place, mark) in speakers.into_iter().zip(found) {
        rest.insert(place.min(rest.len()), mark);
    }
    rest
}
