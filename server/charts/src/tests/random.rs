//! The same rules on figures and labels that nobody chose.

mod means;
mod shares;

use domain::{
    id::ConstructId,
    report::{Cell, Difference, GapResult, Rating, Shape},
};
use proptest::prelude::*;

use super::{
    sides::{difference, two_sides},
    sound::assert_sound,
    told::assert_whole,
};
use crate::{
    Apart, Arrangement, Blocks, Caption, CrossHair, Measure, Quartiles, benchmark, differences, dumbbell, ipa, likert,
    needs, samples::*,
};

/// What people, attackers and broken files write into labels.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zÄÖÜäöüß]{1,14}( [a-zäöüß]{1,18}){0,6}",
        "[A-Za-z]{40,90}",
        Just("</text><script>alert(1)</script>".to_owned()),
        Just("\" onload=\"x\" ' <b>&amp;&lt;&#0; ]]>".to_owned()),
        Just("a\u{0}b\u{1b}c\u{7f}\u{85}d\u{ffff}\n\te".to_owned()),
        Just(String::new()),
        "\\PC{0,40}",
    ]
}

fn labels(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(label(), 1..most)
}

fn hostile_caption(text: &str) -> Caption {
    Caption { question: text.to_owned(), source: text.to_owned(), ..caption(&format!("x {text}")) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rated_rows(
        rows in prop::collection::vec((label(), prop::array::uniform5(0u64..400), 0u64..300), 1..9),
        points in prop::array::uniform5(label()),
        diverging: bool,
    ) {
        let mut scale = scale();
        scale.labels = points.iter().map(|text| domain::Text::same(text)).collect();
        let questions: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(row, (_, counts, aside))| {
                let n: u64 = counts.iter().sum();
                let found = if n < 5 { Cell::Suppressed } else { distribution(n, *aside, Shape::Rating(rating(*counts))) };
                question(row, found)
            })
            .collect();
        let arrangement = if diverging { Arrangement::Diverging } else { Arrangement::Full };
        let name = |key: &domain::Key| {
            let row = key.row.as_ref().and_then(|row| row.as_str()[1..].parse::<usize>().ok()).unwrap_or_default();
            rows[row].0.clone()
        };
        for look in &LOOKS {
            let figure = likert::plain(&hostile_caption(&rows[0].0), &scale, &questions, &name, arrangement, look);
            assert_sound(&figure, look);
            figure.table.rows.iter().filter(|row| row[1].ends_with('%')).for_each(|row| assert_whole(&row[1..6]));
        }
    }

    #[test]
    fn rated_groups(
        rows in prop::collection::vec((label(), prop::array::uniform5(0u64..90), 0u64..30), 1..9),
        points in prop::array::uniform5(label()),
        blocks in prop::collection::vec(label(), 2),
        form in 0usize..3,
        apart in prop::sample::select(vec![Apart::Certain, Apart::Chance, Apart::Untested]),
    ) {
        // A scale, a share and its rest, or names without an order.
        let len = [5, 2, 5][form];
        let measured = (form < 2).then(|| "Anteil".to_owned());
        let measure = Measure { subject: "Wohnen".to_owned(), share: measured, groups: "Kreis".to_owned(), has_mean: form == 0 };
        let mut scale = scale();
        scale.labels = points[..len].iter().map(|text| domain::Text::same(text)).collect();
        let shape = |counts: &[u64; 5]| match form {
            0 => Shape::Rating(rating(*counts)),
            1 => {
                let (n, named) = (counts[0] + counts[1], share(counts[1], counts[0] + counts[1]));
                let all = Rating { mean: named, top2: named, bottom2: share(counts[0], n), ..rating(*counts) };
                Shape::Rating(Rating { counts: counts[..2].to_vec(), ..all })
            }
            _ => choice(counts, counts.iter().sum()),
        };
        let groups: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(row, (_, counts, aside))| {
                let n: u64 = counts[..len].iter().sum();
                question(row, if n < 5 { Cell::Suppressed } else { distribution(n, *aside, shape(counts)) })
            })
            .collect();
        let name = |key: &domain::Key| {
            let row = key.row.as_ref().and_then(|row| row.as_str()[1..].parse::<usize>().ok()).unwrap_or_default();
            rows[row].0.clone()
        };
        let caption = hostile_caption(&rows[0].0);
        let of = Blocks { name: "Größe".to_owned(), title: "Kein sicherer Unterschied".to_owned() };
        let (first, second) = groups.split_at(groups.len() / 2);
        let parts: Vec<(&str, Vec<_>)> =
            blocks.iter().map(String::as_str).zip([first, second].map(|part| part.iter().collect())).collect();
        for look in &LOOKS {
            let alone = likert::groups::plain(&caption, &scale, &groups, &name, (&measure, apart), look);
            let crossed = likert::crossed::plain(&caption, &scale, &parts, &name, (&measure, &of), look);
            for (figure, at) in [(alone, 1), (crossed, 2)] {
                assert_sound(&figure, look);
                let is_told = |row: &&Vec<String>| row[at].ends_with('%');
                figure.table.rows.iter().filter(is_told).for_each(|row| assert_whole(&row[at..at + len]));
            }
        }
    }

    #[test]
    fn a_firm_among_others(
        rows in prop::collection::vec((label(), 1u32..6, prop::option::of((prop::array::uniform3(2u32..11), 5u64..4_000))), 1..13),
    ) {
        let quartiles = |(mut halves, n): ([u32; 3], u64)| {
            halves.sort_unstable();
            let [lower, median, upper] = halves.map(|half| f64::from(half) / 2.0);
            Quartiles { lower, median, upper, n }
        };
        let peers: Vec<Option<Quartiles>> = rows.iter().map(|(_, _, peers)| peers.map(quartiles)).collect();
        let own: Vec<u32> = rows.iter().map(|(_, own, _)| *own).collect();
        for look in &LOOKS {
            let figure = benchmark::plain(&hostile_caption(&rows[0].0), &peers, &own, 5, &|at| rows[at].0.clone(), look);
            assert_sound(&figure, look);
            if peers.iter().all(Option::is_none) {
                continue;
            }
            // The numbers of the description stand in one row of the table, and the title counts its rows.
            let has_row = |row: &Vec<String>| {
                let number = if look.locale.is_german() { "Ihr Wert" } else { "your value" };
                let median = if look.locale.is_german() { "Median" } else { "median" };
                figure.desc.ends_with(&format!("{number} {}, {median} {}.", row[1], row[3]))
            };
            prop_assert!(figure.table.rows.iter().any(has_row), "{}", figure.desc);
            let below = peers.iter().zip(&own).filter(|(peers, own)| peers.is_some_and(|peers| f64::from(**own) < peers.median));
            let (below, all) = (below.count(), peers.iter().flatten().count());
            if below > 0 && all > 1 {
                prop_assert!(figure.title.starts_with(&below.to_string()) && figure.title.contains(&all.to_string()));
            }
        }
    }

    #[test]
    fn gaps_and_fields(rows in prop::collection::vec((label(), 1.0..5.0f64, 1.0..5.0f64), 1..26)) {
        let mean = |pick: fn(&(String, f64, f64)) -> f64| rows.iter().map(pick).sum::<f64>() / rows.len() as f64;
        let cross = (mean(|row| row.2), mean(|row| row.1));
        let items = rows.iter().enumerate().map(|(row, (_, i, f))| gap_item(&row.to_string(), *i, *f, cross)).collect();
        let found = Cell::Shown(GapResult {
            scale_min: 1.0,
            scale_max: 5.0,
            grand_mean_importance: cross.1,
            grand_mean_fulfilment: cross.0,
            items,
            hidden: vec!["0".to_owned()],
        });
        let name = |item: &str| rows[item.parse::<usize>().unwrap_or_default()].0.clone();
        for look in &LOOKS {
            let caption = hostile_caption(&rows[0].0);
            assert_sound(&dumbbell::plain(&caption, &found, &name, look), look);
            for cross_hair in [CrossHair::DataMeans, CrossHair::ScaleCentre] {
                assert_sound(&ipa::plain(&caption, &found, &name, cross_hair, look), look);
            }
        }
    }

    #[test]
    fn two_groups(rows in prop::collection::vec((label(), 1.0..5.0f64, 1.0..5.0f64, 5..5_000u64, 0.0..0.1f64), 1..26)) {
        let drawn = |(at, row): (usize, &(String, f64, f64, u64, f64))| {
            Difference { p_adjusted: row.4, ..difference(at, row.1, row.2, row.3) }
        };
        let found: Vec<Difference> = rows.iter().enumerate().map(drawn).collect();
        let name = |construct: &ConstructId| rows[construct.as_str()[1..].parse::<usize>().unwrap_or_default()].0.clone();
        for look in &LOOKS {
            for sides in two_sides(&rows[0].0) {
                let figure = differences::plain(&hostile_caption(&rows[0].0), &found, 5, &sides, &name, look);
                assert_sound(&figure, look);
                // The table holds what the picture shows.
                prop_assert_eq!(figure.table.rows.len(), rows.len());
            }
        }
    }
}

#[test]
fn the_head_of_notes_has_room_beside_short_labels() {
    let name = |_: &domain::id::TopicId| "a".to_owned();
    for look in &LOOKS {
        let figure = needs::plain(&hostile_caption("a"), &Cell::Shown(topics()), Default::default(), &name, look);
        assert_sound(&figure, look);
    }
}
