//! Quartiles of counted answers against the answers themselves.

use proptest::prelude::*;
use statistics::quartiles::of_counts;

/// Eight answers 1 2 2 3 4 4 5 5: between the second and third, the fourth and fifth, the sixth and seventh.
#[test]
fn by_hand() {
    assert_eq!(of_counts(&[1, 2, 1, 2, 2]), Some([2.0, 3.5, 4.5]));
    // Five answers 1 2 3 4 5: the second, third and fourth.
    assert_eq!(of_counts(&[1, 1, 1, 1, 1]), Some([2.0, 3.0, 4.0]));
    assert_eq!(of_counts(&[0, 0, 1]), Some([3.0, 3.0, 3.0]));
    assert_eq!(of_counts(&[0, 0, 0]), None);
    assert_eq!(of_counts(&[]), None);
}

/// The definition on the sorted answers: the mean of all that split them into shares of at most p and 1 - p.
fn by_definition(sorted: &[f64], share: f64) -> f64 {
    let n = sorted.len() as f64;
    let splits = |value: &f64| {
        let below = sorted.iter().filter(|other| *other < value).count() as f64;
        let above = sorted.iter().filter(|other| *other > value).count() as f64;
        below <= share * n && above <= (1.0 - share) * n
    };
    let mut points: Vec<f64> = sorted.iter().copied().filter(splits).collect();
    points.dedup();
    points.iter().sum::<f64>() / points.len() as f64
}

proptest! {
    #[test]
    fn as_of_the_sorted_answers(counts in prop::collection::vec(0u64..9, 1..8)) {
        let each = counts.iter().enumerate();
        let sorted: Vec<f64> = each.flat_map(|(at, count)| vec![at as f64 + 1.0; *count as usize]).collect();
        match of_counts(&counts) {
            None => prop_assert!(sorted.is_empty()),
            Some(found) => {
                prop_assert_eq!(found, [0.25, 0.5, 0.75].map(|share| by_definition(&sorted, share)));
            }
        }
    }
}
