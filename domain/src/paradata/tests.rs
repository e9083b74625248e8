use proptest::prelude::*;

use super::*;

fn counts(days: &[(&str, &str, u64)]) -> Counts {
    let cell = |day: &str, page: &str| Cell { dimension: Dimension::Day, value: day.into(), page: page.into() };
    days.iter().map(|(day, page, n)| (cell(day, page), Tally { reached: *n, ..Tally::default() })).collect()
}

fn periods_of(days: &[(&str, &str, u64)], over: bool) -> Vec<String> {
    periods(&counts(days), 5, over).into_iter().map(|(day, name)| format!("{day}>{name}")).collect()
}

#[test]
fn a_time_falls_into_the_class_that_begins_with_it() {
    let classes: Vec<usize> = [0, 1, 2, 4, 5, 19, 20, 89, 90, 299, 300, 100_000].map(class).to_vec();
    assert_eq!(classes, [0, 0, 1, 1, 2, 3, 4, 5, 6, 6, 7, 7]);
}

/// Worked out by hand: of 20, the tenth is the seventh of ten in the class from 10 to 20 seconds.
#[test]
fn the_median_is_interpolated_in_its_class() {
    let of = |dwell| median(&dwell);
    assert_eq!(of([0, 1, 2, 10, 7, 0, 0, 0]), Some(Median::Seconds(17.0)));
    assert_eq!(of([4, 0, 0, 0, 0, 0, 0, 0]), Some(Median::Seconds(1.0)));
    assert_eq!(of([0, 0, 0, 1, 0, 0, 0, 0]), Some(Median::Seconds(15.0)));
    // Half of them on either side: the bound between.
    assert_eq!(of([0, 3, 0, 0, 3, 0, 0, 0]), Some(Median::Seconds(5.0)));
    assert_eq!(of([1, 0, 0, 0, 0, 0, 0, 2]), Some(Median::Longer(300)));
    assert_eq!(of([0; CLASSES]), None);
}

#[test]
fn days_with_few_people_are_put_together() {
    let days = [("d1", "a", 2), ("d2", "a", 2), ("d3", "a", 2), ("d4", "a", 9), ("d5", "a", 1)];
    assert_eq!(periods_of(&days, false), ["d1>d3", "d2>d3", "d3>d3", "d4>d4", "d5>d5"]);
    assert_eq!(periods_of(&days, true), ["d1>d3", "d2>d3", "d3>d3", "d4>d5", "d5>d5"]);
    // The same person on two pages is one person.
    assert_eq!(periods_of(&[("d1", "a", 3), ("d2", "b", 3), ("d3", "b", 2)], false), ["d1>d3", "d2>d3", "d3>d3"]);
    assert_eq!(periods_of(&[("d1", "a", 1)], true), ["d1>d1"]);
}

#[test]
fn the_stopping_page_is_named_for_many_only() {
    let page = |reached, done| Tally { reached, done, ..Tally::default() };
    let of = |pages: &[(&str, Tally)]| {
        let pages = pages.iter().map(|(name, tally)| ((*name).to_owned(), *tally)).collect();
        stopping_page(&pages, 5).map(str::to_owned)
    };
    assert_eq!(of(&[("a", page(40, 36)), ("b", page(36, 30)), ("c", page(30, 30))]).as_deref(), Some("b"));
    assert_eq!(of(&[("a", page(400, 391)), ("b", page(391, 391))]), None, "nine of four hundred");
    assert_eq!(of(&[("a", page(8, 4))]), None, "fewer than k");
    // Whoever comes back on another device may leave a page more often than it was reached.
    assert_eq!(page(3, 5).stopped(), 0);
}

proptest! {
    #[test]
    fn the_median_lies_in_a_class_with_half_on_each_side(dwell in prop::array::uniform8(0..50_u64)) {
        let all: u64 = dwell.iter().sum();
        match median(&dwell) {
            None => prop_assert_eq!(all, 0),
            Some(Median::Longer(bound)) => {
                prop_assert_eq!(bound, 300);
                prop_assert!(2 * dwell[CLASSES - 1] > all);
            }
            Some(Median::Seconds(at)) => {
                let below: u64 = dwell.iter().zip(BOUNDS).filter(|(_, bound)| (*bound as f64) < at).map(|(n, _)| n).sum();
                let here = dwell.iter().zip(BOUNDS).find(|(_, bound)| *bound as f64 >= at).map_or(0, |(n, _)| *n);
                prop_assert!(2 * below <= all && 2 * (below + here) >= all, "{at}");
            }
        }
    }

    #[test]
    fn no_period_has_fewer_than_k_unless_there_are_fewer_in_all(
        days in prop::collection::vec((0..12_u64, 0..12_u64), 1..20),
        k in 1..12_u64,
    ) {
        let days: Vec<(String, &str, u64)> = days
            .iter()
            .enumerate()
            .flat_map(|(at, (a, b))| [(format!("{at:03}"), "a", *a), (format!("{at:03}"), "b", *b)])
            .collect();
        let days: Vec<(&str, &str, u64)> = days.iter().map(|(day, page, n)| (day.as_str(), *page, *n)).collect();
        let before = counts(&days);
        let named = periods(&before, k, true);
        let mut after = Counts::new();
        for (cell, tally) in &before {
            let cell = Cell { value: named[&cell.value].clone(), ..cell.clone() };
            after.entry(cell).or_default().add(tally);
        }
        let everybody = people(&pages(&before, Dimension::Day, None));
        for day in values(&after, Dimension::Day) {
            let there = people(&pages(&after, Dimension::Day, Some(day)));
            prop_assert!(there >= k || values(&after, Dimension::Day).len() == 1, "{day}: {there} of {everybody}");
        }
        prop_assert_eq!(pages(&after, Dimension::Day, None), pages(&before, Dimension::Day, None));
        prop_assert!(named.iter().all(|(day, name)| day <= name));
    }
}
