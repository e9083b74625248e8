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
fn days_on_which_few_have_sent_are_put_together() {
    let days = [("d1", SENT, 2), ("d2", SENT, 2), ("d3", SENT, 2), ("d4", SENT, 9), ("d5", SENT, 1)];
    assert_eq!(periods_of(&days, false), ["d1>d3", "d2>d3", "d3>d3", "d4>d4", "d5>d5"]);
    assert_eq!(periods_of(&days, true), ["d1>d3", "d2>d3", "d3>d3", "d4>d5", "d5>d5"]);
    assert_eq!(periods_of(&[("d1", SENT, 1)], true), ["d1>d1"]);
    // Ten begin and nine of them stop: what is left is the way of one.
    let begun = [("d1", "a", 10), ("d1", "b", 1), ("d1", SENT, 1), ("d2", "a", 4), ("d2", SENT, 4)];
    assert_eq!(periods_of(&begun, false), ["d1>d2", "d2>d2"]);
}

fn settled(counts: &Counts, k: u64) -> Counts {
    Merging::at_the_end(counts, k).of(counts)
}

/// So many who sent, in each language.
fn locales(senders: &[(&str, u64)]) -> Counts {
    let cell = |locale: &str| Cell { dimension: Dimension::Locale, value: locale.into(), page: SENT.into() };
    senders.iter().map(|(locale, n)| (cell(locale), Tally { reached: *n, ..Tally::default() })).collect()
}

#[test]
fn languages_in_which_few_have_sent_are_not_told_apart() {
    let of = |senders: &[(&str, u64)]| {
        let settled = settled(&locales(senders), 5);
        let values = values(&settled, Dimension::Locale).into_iter();
        values
            .map(|value| (value.to_owned(), sent(&pages(&settled, Dimension::Locale, Some(value)))))
            .collect::<Vec<_>>()
    };
    let expected =
        |values: &[(&str, u64)]| values.iter().map(|(value, n)| ((*value).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(of(&[("de-sie", 20), ("en", 5)]), expected(&[("de-sie", 20), ("en", 5)]));
    assert_eq!(of(&[("de-sie", 20), ("en", 3), ("tr", 2), ("uk", 0)]), expected(&[("de-sie", 20), (REST, 5)]));
    assert_eq!(of(&[("de-sie", 20), ("en", 6), ("tr", 4)]), expected(&[("de-sie", 24), ("en", 6)]));
    assert_eq!(of(&[("en", 2), ("tr", 1)]), expected(&[(REST, 3)]), "there is none to join");
    // A second time changes nothing.
    let once = settled(&locales(&[("de-sie", 20), ("en", 3), ("tr", 2)]), 5);
    assert_eq!(settled(&once, 5), once);
}

#[test]
fn after_the_end_a_day_says_only_how_many_began_and_sent() {
    let all =
        counts(&[("d1", "a", 9), ("d1", "b", 2), ("d1", SENT, 7), ("d2", "a", 1), ("d2", "b", 1), ("d2", SENT, 1)]);
    let all = all.into_iter().map(|(cell, tally)| (cell, Tally { done: 1, edits: 1, dwell: [1; CLASSES], ..tally }));
    assert_eq!(settled(&all.collect(), 5), counts(&[("d2", "a", 10), ("d2", SENT, 8)]));
}

#[test]
fn each_count_is_shown_anew_when_k_more_have_come_to_its_page() {
    let at = |days: &[(&str, &str, u64)]| counts(days);
    let first = released(&Counts::new(), &at(&[("d", "a", 20), ("d", "b", 7), ("d", "c", 4)]), 5);
    assert_eq!(first, at(&[("d", "a", 20), ("d", "b", 7)]), "four are not shown");
    // Ten more began, one of them came further.
    let second = released(&first, &at(&[("d", "a", 30), ("d", "b", 8), ("d", "c", 5)]), 5);
    assert_eq!(second, at(&[("d", "a", 30), ("d", "b", 7), ("d", "c", 5)]));
    // What was cut at the end of the wave is not shown from memory.
    let seen = Tally { reached: 9, done: 8, edits: 3, dwell: [2; CLASSES] };
    let cell = Cell { dimension: Dimension::Day, value: "d".into(), page: "a".into() };
    let before = [(cell.clone(), seen)].into_iter().collect();
    let now = [(cell.clone(), Tally { reached: 10, ..Tally::default() })].into_iter().collect();
    assert_eq!(released(&before, &now, 5)[&cell], Tally { reached: 9, ..Tally::default() });
    assert_eq!(released(&before, &Counts::new(), 5), Counts::new());
}

/// A new name must not make them look like others who have come.
#[test]
fn what_was_seen_of_days_that_are_put_together_is_put_together_too() {
    let now = counts(&[("d1", "a", 13), ("d1", SENT, 1), ("d2", "a", 11), ("d2", SENT, 9), ("d3", "a", 5)]);
    let seen = counts(&[("d1", "a", 12), ("d2", "a", 11)]);
    let night = Merging::nightly(&now, 5, "d3");
    assert_eq!(night.of(&now), counts(&[("d2", "a", 24), ("d2", SENT, 10), ("d3", "a", 5)]));
    let shown = released(&night.of(&seen), &night.of(&now), 5);
    assert_eq!(shown, counts(&[("d2", "a", 23), ("d2", SENT, 10), ("d3", "a", 5)]));
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
    assert_eq!(of(&[("a", page(40, 40)), (SENT, page(40, 0))]), None, "nobody goes on from the receipt");
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
            .flat_map(|(at, (a, b))| [(format!("{at:03}"), "a", a + b), (format!("{at:03}"), SENT, *b)])
            .collect();
        let days: Vec<(&str, &str, u64)> = days.iter().map(|(day, page, n)| (day.as_str(), *page, *n)).collect();
        let before = counts(&days);
        let named = periods(&before, k, true);
        let mut after = Counts::new();
        for (cell, tally) in &before {
            let cell = Cell { value: named[&cell.value].clone(), ..cell.clone() };
            after.entry(cell).or_default().add(tally);
        }
        let everybody = sent(&pages(&before, Dimension::Day, None));
        for day in values(&after, Dimension::Day) {
            let there = sent(&pages(&after, Dimension::Day, Some(day)));
            prop_assert!(there >= k || values(&after, Dimension::Day).len() == 1, "{day}: {there} of {everybody}");
        }
        prop_assert_eq!(pages(&after, Dimension::Day, None), pages(&before, Dimension::Day, None));
        prop_assert!(named.iter().all(|(day, name)| day <= name));
    }

    #[test]
    fn two_looks_never_differ_by_fewer_than_k(counts in prop::collection::vec(0..30_u64, 1..12), k in 1..12_u64) {
        let cell = Cell { dimension: Dimension::Locale, value: "en".into(), page: "a".into() };
        let (mut now, mut shown, mut seen) = (0, Counts::new(), 0);
        for more in counts {
            now += more;
            let counts = [(cell.clone(), Tally { reached: now, ..Tally::default() })].into_iter().collect();
            shown = released(&shown, &counts, k);
            let told = shown.get(&cell).map_or(0, |tally| tally.reached);
            prop_assert!(told == seen || told >= seen + k, "{seen}, then {told}");
            prop_assert!(told <= now && now < told + k);
            seen = told;
        }
    }

    #[test]
    fn no_language_has_fewer_than_k_after_the_end_unless_there_are_fewer_in_all(
        senders in prop::collection::vec(0..12_u64, 1..7),
        k in 1..12_u64,
    ) {
        let names = ["ar", "de-du", "de-sie", "en", "tr", "uk"];
        let before = locales(&names.into_iter().zip(senders).collect::<Vec<_>>());
        let after = settled(&before, k);
        let left = values(&after, Dimension::Locale);
        for value in &left {
            let there = sent(&pages(&after, Dimension::Locale, Some(value)));
            prop_assert!(there >= k || left.len() == 1, "{value}: {there}");
        }
        prop_assert_eq!(pages(&after, Dimension::Locale, None), pages(&before, Dimension::Locale, None));
    }
}
