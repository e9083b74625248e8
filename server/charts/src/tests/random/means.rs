//! Means that nobody chose: of numbers, and of places in an order.

use domain::{
    Key,
    report::{Cell, Estimate, QuestionResult, Shape},
};
use proptest::prelude::*;

use super::{hostile_caption, label};
use crate::{Figure, Look, ranking, samples::*, summary, tests::sound::assert_sound};

/// Label, mean, half of its interval, median, answers, and those beside them. Of fewer than five answers nothing is told.
type Row = (String, f64, f64, Option<f64>, u64, u64);

fn row(most: f64) -> impl Strategy<Value = Row> {
    (label(), 0.0..most, 0.0..most / 3.0, prop::option::of(0.0..most), 0u64..400, 0u64..60)
}

fn rows(most: f64) -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(most), 1..10)
}

fn found(rows: &[Row]) -> Vec<QuestionResult> {
    let of = |(at, (_, mean, half, median, n, aside)): (usize, &Row)| {
        let median = median.map_or(Cell::Suppressed, Cell::Shown);
        let mean = Estimate { value: *mean, lo: (mean - half).max(0.0), hi: mean + half };
        let shape = Shape::Number { mean, median, total: (mean.value * *n as f64).round(), dominated: false };
        question(at, if *n < 5 { Cell::Suppressed } else { distribution(*n, *aside, shape) })
    };
    rows.iter().enumerate().map(of).collect()
}

fn name(rows: &[Row]) -> impl Fn(&Key) -> String {
    move |key: &Key| {
        let at = key.row.as_ref().and_then(|row| row.as_str()[1..].parse::<usize>().ok()).unwrap_or_default();
        rows[at].0.clone()
    }
}

/// The places of a ranking, drawn.
fn ranked(rows: &[Row], look: &Look) -> Figure {
    let found = found(rows);
    ranking::plain(&hostile_caption(&rows[0].0), &found.iter().collect::<Vec<_>>(), &name(rows), look)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_in_a_unit(rows in rows(3_000.0)) {
        for look in &LOOKS {
            assert_sound(&summary::plain(&hostile_caption(&rows[0].0), &found(&rows), &name(&rows), look), look);
        }
    }

    #[test]
    fn rows_in_order(rows in rows(9.0)) {
        let told = rows.iter().filter(|row| row.4 >= 5).count();
        for look in &LOOKS {
            let figure = ranked(&rows, look);
            assert_sound(&figure, look);
            let sum = if look.locale.is_german() { "Summe" } else { "Sum" };
            prop_assert!(!figure.table.head.iter().any(|head| head == sum), "a sum of places says nothing");
            prop_assert!(!figure.desc.contains(sum), "{}", figure.desc);
            // Said of the lowest mean, which is the best place.
            let mean = |row: &Vec<String>| domain::format::read(&row[1], look.locale);
            let best = figure.table.rows.iter().filter_map(mean).fold(f64::INFINITY, f64::min);
            let place = if look.locale.is_german() { "Platz" } else { "place" };
            let said = format!("{place} {}", domain::format::number(best, 1, look.locale));
            prop_assert!(told == 0 || figure.desc.contains(&said), "{} without {said}", figure.desc);
        }
    }
}
