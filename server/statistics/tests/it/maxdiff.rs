//! M02 (White 2021, bwsTools), and what holds for any counts.

use std::collections::BTreeMap;

use proptest::prelude::*;
use statistics::{
    Error,
    maxdiff::{Pick, Shown, Tally, balance, individual_scores, scores, tally},
    rank::pearson,
};

use crate::{
    fixture::{Table, assert_close, case, number, reference},
    shared,
};

struct Long {
    id: Vec<String>,
    block: Vec<String>,
    item: Vec<String>,
    value: Vec<String>,
}

impl Long {
    fn read(text: &str, item: &str) -> Long {
        let table = Table::read(text);
        Long {
            id: table.texts("id"),
            block: table.texts("block"),
            item: table.texts(item),
            value: table.texts("value"),
        }
    }

    fn rows(&self) -> Vec<Shown<'_>> {
        let pick = |value: &str| match value {
            "1" => Pick::Best,
            "-1" => Pick::Worst,
            _ => Pick::Neither,
        };
        let row = |at: usize| Shown {
            respondent: &self.id[at],
            block: &self.block[at],
            item: &self.item[at],
            pick: pick(&self.value[at]),
        };
        (0..self.id.len()).map(row).collect()
    }
}

#[test]
fn m02_scores_from_counts() {
    let case = case("M02");
    let expected = &case["expected"];
    let table = Table::read(&reference("M02_vdata_expected.csv"));
    let count = |column: &str| -> Vec<u64> { table.numbers(column).into_iter().map(|count| count as u64).collect() };
    let (shown, best, worst) = (count("total"), count("best"), count("worst"));
    let tallies: Vec<Tally> =
        (0..table.len()).map(|at| Tally { shown: shown[at], best: best[at], worst: worst[at] }).collect();
    let found = scores(&tallies).unwrap();
    for (name, figures) in [
        ("bw", found.iter().map(|score| score.bw as f64).collect::<Vec<_>>()),
        ("std_bw", found.iter().map(|score| score.std_bw).collect()),
        ("b", found.iter().map(|score| score.b).collect()),
        ("choice_p", found.iter().map(|score| score.choice_p).collect()),
    ] {
        for (figure, expected) in figures.iter().zip(table.numbers(name)) {
            assert_close(*figure, expected, number(&case["tolerance"]["b"]), name);
        }
    }
    let elo: Vec<f64> = table
        .texts("issue")
        .iter()
        .map(|issue| number(&expected["published_elo_for_rank_correlation"][issue]))
        .collect();
    let b: Vec<f64> = found.iter().map(|score| score.b).collect();
    assert_close(pearson(&b, &elo).unwrap(), number(&expected["pearson_b_vs_elo"]), 1e-6, "r");
}

#[test]
fn m02_counts_from_single_answers() {
    let case = case("M02");
    let Some(text) = shared::reference("../microdata/maxdiff_issues_vdata.csv") else { return };
    let long = Long::read(&text, "issue");
    let counts = tally(&long.rows());
    assert_eq!(counts["abortion"].best, case["expected"]["abortion_best"].as_u64().unwrap());
    assert_eq!(counts["abortion"].worst, case["expected"]["abortion_worst"].as_u64().unwrap());
    let expected = Table::read(&reference("M02_vdata_expected.csv"));
    for (at, issue) in expected.texts("issue").iter().enumerate() {
        let count = |column: &str| expected.numbers(column)[at] as u64;
        let counted = Tally { shown: count("total"), best: count("best"), worst: count("worst") };
        assert_eq!(counts[issue.as_str()], counted, "{issue}");
    }
    let even = balance(&long.rows()).unwrap();
    assert!(even.is_balanced(), "{even:?}");
    assert_eq!((even.appearances, even.pairs), ((1400, 1400), (350, 350)));
}

#[test]
fn m02_scores_of_single_people() {
    let case = case("M02");
    let long = Long::read(&reference("M02_indiv.csv"), "label");
    let rows = long.rows();
    let found = individual_scores(&rows);
    for (name, score) in case["expected"]["individual_scores"].as_object().unwrap() {
        let (id, item) = name.strip_prefix("id").unwrap().split_once(',').unwrap();
        assert_eq!(found[&(id, item)], score.as_i64().unwrap(), "{name}");
    }
}

#[test]
fn scores_by_hand() {
    // 20 times shown, 8 best, 2 worst: p = 26 / 40 = 0.65, b = ln(0.65 / 0.35), SE = 1 / √(40 · 0.65 · 0.35).
    let found = scores(&[Tally { shown: 20, best: 8, worst: 2 }, Tally { shown: 20, best: 2, worst: 8 }]).unwrap();
    assert_close(found[0].b, (0.65_f64 / 0.35).ln(), 1e-12, "b");
    assert_close(found[0].se, 1.0 / (40.0 * 0.65 * 0.35_f64).sqrt(), 1e-12, "se");
    assert_eq!(found[0].sqrt_ratio, Some(2.0));
    assert_close(found[0].b, -found[1].b, 1e-12, "mirror");
    assert_close(found[0].choice_p + found[1].choice_p, 1.0, 1e-12, "sum");
}

#[test]
fn counts_that_cannot_be_say_why() {
    assert_eq!(scores(&[]).unwrap_err(), Error::NoAnswers);
    assert_eq!(scores(&[Tally::default()]).unwrap_err(), Error::NoAnswers);
    let more = scores(&[Tally { shown: 3, best: 2, worst: 2 }]).unwrap_err();
    assert_eq!(more, Error::MoreThanAll { count: 4, total: 3 });
    let block = [
        Shown { respondent: "1", block: "1", item: "a", pick: Pick::Best },
        Shown { respondent: "1", block: "1", item: "b", pick: Pick::Neither },
    ];
    assert_eq!(balance(&block).unwrap().faulty_blocks, 1);
}

proptest! {
    #[test]
    fn shares_of_choice_add_up_and_follow_the_counts(
        counts in prop::collection::vec((0..20_u64, 0..20_u64, 1..10_u64), 2..9),
    ) {
        let tally = |(best, worst, more): &(u64, u64, u64)| {
            Tally { shown: best + worst + more, best: *best, worst: *worst }
        };
        let tallies: Vec<Tally> = counts.iter().map(tally).collect();
        let found = scores(&tallies).unwrap();
        prop_assert!((found.iter().map(|score| score.choice_p).sum::<f64>() - 1.0).abs() < 1e-9);
        prop_assert!(found.iter().all(|score| score.b.is_finite() && score.se.is_finite()));
        // Within one item: never more often worst and yet a positive utility.
        prop_assert!(found.iter().all(|score| score.bw.signum() as f64 * score.b >= 0.0));
    }

    #[test]
    fn individual_scores_add_up_to_the_counts(
        picks in prop::collection::vec((0..4_usize, 0..3_usize, 0..3_usize), 1..60),
    ) {
        let names = ["a", "b", "c", "d"];
        let pick = |at: usize| [Pick::Best, Pick::Worst, Pick::Neither][at];
        let row = |(item, person, at): &(usize, usize, usize)| {
            Shown { respondent: names[*person], block: "1", item: names[*item], pick: pick(*at) }
        };
        let rows: Vec<Shown> = picks.iter().map(row).collect();
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        individual_scores(&rows).iter().for_each(|((_, item), score)| *sums.entry(item).or_default() += score);
        for (item, counted) in tally(&rows) {
            prop_assert_eq!(sums[item], counted.best as i64 - counted.worst as i64);
        }
    }
}
