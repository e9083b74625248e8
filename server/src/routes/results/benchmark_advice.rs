//! What a firm can do: where it stays furthest below its peers, and what matters most to apprentices among that.

use domain::{Locale, format, id::ConstructId, meaning::Role};

use super::benchmark_words as words;
use crate::story::benchmark::{Benchmark, Own, Peers};

/// More is not read, and not done.
const MOST: usize = 3;

struct Standing<'r> {
    label: String,
    construct: &'r ConstructId,
    own: u32,
    median: f64,
}

impl Standing<'_> {
    fn apart(&self) -> f64 {
        f64::from(self.own) - self.median
    }
}

/// `important`: how important apprentices find each construct, on average. Empty if no own fulfilment can be compared.
pub fn advice(
    benchmark: &Benchmark,
    peers: Peers,
    own: &[Own],
    important: &[(ConstructId, f64)],
    locale: Locale,
) -> Vec<String> {
    let standing = |own: &'_ Own| {
        let median = benchmark.quartiles(peers, own.rated)?.median;
        Some((benchmark.row_label(own.rated), median, own.value))
    };
    let rated = own.iter().filter(|own| own.rated.role == Role::Fulfilment);
    let mut standings: Vec<Standing> = rated
        .filter_map(|own| {
            let (label, median, value) = standing(own)?;
            Some(Standing { label, construct: &own.rated.construct, own: value, median })
        })
        .collect();
    let mean = |construct: &ConstructId| important.iter().find(|(own, _)| own == construct).map(|(_, mean)| *mean);
    let weight = |standing: &Standing| mean(standing.construct).unwrap_or_default();
    standings.sort_by(|a, b| a.apart().total_cmp(&b.apart()).then(weight(b).total_cmp(&weight(a))));
    let number = |value: f64| format::number(value, 1, locale);
    let below = standings.iter().filter(|standing| standing.apart() < 0.0).take(MOST).map(|standing| {
        let matters = mean(standing.construct).map(number);
        words::below(&standing.label, standing.own, &number(standing.median), matters.as_deref(), locale)
    });
    let mut texts: Vec<String> = below.collect();
    if let (true, Some(best)) = (texts.is_empty(), standings.last()) {
        texts.push(words::keep(&best.label, best.own, &number(best.median), locale));
    }
    texts
}
