//! Sums that would be taken for those of all who were asked (methods.md §6.6).

use domain::report::{Cell, Estimate, QuestionResult, Shape};

use super::sound::assert_sound;
use crate::{Caption, Figure, Look, samples::*, summary};

/// 180 firms that named 2.232 persons, 12.4 on average.
fn persons() -> QuestionResult {
    let mean = Estimate { value: 12.4, lo: 10.1, hi: 14.7 };
    let shape = Shape::Number { mean, median: Cell::Shown(8.0), total: 2232.0, dominated: false };
    question(0, distribution(180, 0, shape))
}

fn told(rows: &[QuestionResult], no_sums: &str, look: &Look) -> Figure {
    let caption = Caption { unit: "Personen".to_owned(), no_sums: no_sums.to_owned(), ..caption("sums") };
    let figure = summary::plain(&caption, rows, &factor, look);
    assert_sound(&figure, look);
    figure
}

#[test]
fn where_few_have_answered_no_sum_is_told_and_it_says_why() {
    for look in &LOOKS {
        for rows in [vec![persons()], vec![persons(), question(1, Cell::Suppressed)]] {
            let written = |figure: &Figure| format!("{figure:?}").replace(['.', ','], "");
            let (all, few) = (told(&rows, "", look), told(&rows, "Wenige haben geantwortet.", look));
            assert!(written(&all).contains("2232") && !written(&few).contains("2232"), "{few:?}");
            assert!(few.source.ends_with(" · Wenige haben geantwortet.") && !all.source.contains("Wenige"));
            assert_eq!(all.table.head.len(), few.table.head.len() + 1);
            assert!(!few.table.head.iter().any(|head| head == "Summe" || head == "Sum"), "{:?}", few.table.head);
            assert_eq!(few.table.rows[0].last(), Some(&"180".to_owned()), "n stands in its column");
        }
    }
}
