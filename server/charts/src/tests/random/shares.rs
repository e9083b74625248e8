//! Shares that nobody chose: of one option each, of several, of texts, of blocks, of needs.

use domain::{
    OptionId,
    disclosure::ThemeCounts,
    id::TopicId,
    report::{
        Based, BestWorstCount, Cell, Estimate, MissingCounts, NeedDetail, NeedsResult, OptionShare, Shape, TopicNeed,
        UniformAnswer,
    },
};
use proptest::prelude::*;

use super::{hostile_caption, label, labels};
use crate::{
    Order, bars, best_worst, needs, recommendation,
    samples::*,
    tests::{
        sound::assert_sound,
        told::{assert_whole, text_of},
    },
    themes,
};

fn named(texts: &[String]) -> impl Fn(&OptionId) -> String {
    move |id: &OptionId| texts[id.as_str()[1..].parse::<usize>().unwrap_or_default()].clone()
}

/// A choice of one option each, the last of which share a bar.
fn single(counts: &[u64], together: usize) -> Shape {
    let n = counts.iter().sum();
    let Shape::Choice(mut options) = choice(counts, n) else { return Shape::Text };
    if (2..options.len()).contains(&together) {
        let rest = options.split_off(options.len() - together);
        let count = counts[options.len()..].iter().sum();
        let members = rest.into_iter().flat_map(|option| option.options).collect();
        options.push(OptionShare { options: members, count: Cell::Shown(count), share: share(count, n) });
    }
    Shape::Choice(options)
}

/// What is told of how many of `n` chose an option: exactly, at most, or at least so many.
fn told(place: usize, (count, bound): (u64, u8), n: u64) -> OptionShare {
    let share = share(count, n);
    let (count, share) = match bound {
        0 => (Cell::Suppressed, Estimate::at_most((share.value * 10.0).ceil().max(1.0) / 10.0)),
        1 => (Cell::Suppressed, Estimate::at_least((share.value * 10.0).floor().min(9.0) / 10.0)),
        _ => (Cell::Shown(count), share),
    };
    OptionShare { options: vec![option(place)], count, share }
}

/// Counts up to `n` and how they are told.
fn tellings(n: u64) -> impl Strategy<Value = Vec<(u64, u8)>> {
    prop::collection::vec((0..=n, 0u8..8), 12)
}

fn need(place: usize, (count, bound): (u64, u8), n: u64, detail: Cell<[f64; 3]>) -> TopicNeed {
    let OptionShare { count, share, .. } = told(place, (count, bound), n);
    let based = |value| Cell::Shown(Based { n: 40, value });
    let exact = |value| based(estimate(value, 0.1));
    let of = |[urgent, urgency, satisfaction]: [f64; 3]| NeedDetail {
        persons: vec![],
        urgency: exact(urgency),
        urgency_top2: exact(urgent),
        satisfaction: exact(satisfaction),
        satisfaction_bottom2: Cell::Suppressed,
        mwds: Cell::Shown(Based { n: 40, value: urgency * (urgency - satisfaction) }),
        rds: Cell::Empty,
        unaware: exact(1.0 - urgent),
        barriers: Cell::Empty,
    };
    let detail = match detail {
        Cell::Shown(figures) => Cell::Shown(of(figures)),
        Cell::Suppressed => Cell::Suppressed,
        Cell::Empty => Cell::Empty,
    };
    let topic = TopicId::new(&format!("t{place}")).expect("a valid name");
    TopicNeed { topic, rank: place as u32 + 1, rank_interval: None, count, share, detail }
}

fn detail() -> impl Strategy<Value = Cell<[f64; 3]>> {
    let shown = (0.0..1.0f64, 1.0..5.0f64, 1.0..5.0f64);
    prop_oneof![
        3 => shown.prop_map(|(urgent, urgency, satisfaction)| Cell::Shown([urgent, urgency, satisfaction])),
        1 => Just(Cell::Suppressed),
        1 => Just(Cell::Empty),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_one_option_each_the_shares_are_a_hundred_in_table_and_picture(
        texts in labels(12),
        counts in prop::collection::vec(0u64..50, 12),
        together in 0usize..5,
        aside in 0u64..300,
    ) {
        let mut counts = counts[..texts.len()].to_vec();
        counts[0] += 1;
        let shape = single(&counts, together);
        let bars = shape.options().map_or(0, <[OptionShare]>::len);
        let result = question(0, distribution(counts.iter().sum(), aside, shape));
        for look in &LOOKS {
            for order in [Order::ByShare, Order::AsAsked] {
                let figure = bars::plain(&hostile_caption(&texts[0]), &result, &named(&texts), order, look);
                assert_sound(&figure, look);
                let shares: Vec<&String> = figure.table.rows[..bars].iter().map(|row| &row[1]).collect();
                assert_whole(shares.iter().copied());
                let said = [&figure.svg_narrow, &figure.svg_wide].map(|svg| text_of(svg));
                prop_assert!(shares.iter().all(|share| said.iter().all(|said| said.contains(*share))));
            }
        }
    }

    #[test]
    fn several_options(texts in labels(12), (n, counts) in (1u64..400).prop_flat_map(|n| (Just(n), tellings(n))), aside in 0u64..300) {
        let options = (0..texts.len()).map(|place| told(place, counts[place], n)).collect();
        let result = question(0, distribution(n, aside, Shape::Choices(options)));
        for look in &LOOKS {
            for order in [Order::ByShare, Order::AsAsked] {
                assert_sound(&bars::plain(&hostile_caption(&texts[0]), &result, &named(&texts), order, look), look);
            }
        }
    }

    #[test]
    fn the_same_option_from_all(text in label(), n in 5u64..400) {
        let uniform = Shape::Uniform { answer: UniformAnswer::Option(option(0)), at_least: 0.8 };
        let result = question(0, distribution(n, 0, uniform));
        for look in &LOOKS {
            let texts = [text.clone()];
            assert_sound(&bars::plain(&hostile_caption(&text), &result, &named(&texts), Order::ByShare, look), look);
        }
    }

    #[test]
    fn themes_of_texts(texts in labels(12), (n, counts) in (1u64..400).prop_flat_map(|n| (Just(n), tellings(n))), rare in 0usize..6) {
        let rare = rare.min(texts.len());
        let is_told = |place: &usize| *place >= rare;
        let named_ones = (0..texts.len()).filter(is_told).map(|place| told(place, (counts[place].0, counts[place].1.max(1)), n));
        let named_ones: Vec<OptionShare> = named_ones.collect();
        let shown = named_ones.len();
        let counts = ThemeCounts {
            named: question(0, distribution(n, 0, Shape::Choices(named_ones))),
            rare: (0..rare).map(option).collect(),
        };
        for look in &LOOKS {
            let Some(figure) = themes::plain(&hostile_caption(&texts[0]), &counts, &named(&texts), look) else {
                prop_assert_eq!(shown, 0, "there is nothing to tell");
                continue;
            };
            assert_sound(&figure, look);
            let hidden = &figure.table.rows[shown..shown + rare];
            prop_assert!(hidden.iter().all(|row| row[1..].iter().all(|cell| cell == "•")), "{:?}", hidden);
            prop_assert_eq!(figure.table.rows.len(), texts.len() + 1, "all themes, and how many texts there are");
        }
    }

    #[test]
    fn best_and_worst_of_blocks(
        rows in prop::collection::vec((label(), 1u64..200, prop::array::uniform2((0.0..=1.0f64, 0u8..8))), 2..12),
        missing in prop::array::uniform3(0u64..40),
        n in 5u64..400,
    ) {
        let found = rows.iter().enumerate().map(|(place, (_, shown, picks))| {
            let [best, worst] = picks.map(|(part, bound)| told(place, ((part * *shown as f64) as u64, bound), *shown));
            BestWorstCount { row: option(place), shown: *shown, best, worst }
        });
        let mut cell = distribution(n, missing[0], Shape::BestWorst(found.collect()));
        if let Cell::Shown(found) = &mut cell {
            found.missing = MissingCounts { no_answer: missing[1], not_asked: missing[2], ..found.missing };
        }
        let texts: Vec<String> = rows.iter().map(|row| row.0.clone()).collect();
        for look in &LOOKS {
            let figure = best_worst::plain(&hostile_caption(&texts[0]), &question(0, cell.clone()), &named(&texts), ["am besten", "am wenigsten"], look);
            assert_sound(&figure, look);
        }
    }

    #[test]
    fn recommendations(counts in prop::collection::vec(0u64..90, 11), some in 0usize..11, score in -100.0..100.0f64, half in 0.1..60.0f64) {
        let mut counts = counts;
        counts[some] += 1;
        let score = Estimate { value: score, lo: (score - half).max(-100.0), hi: (score + half).min(100.0) };
        let n = counts.iter().sum();
        let result = question(0, distribution(n, 0, Shape::Recommendation { counts, score }));
        for look in &LOOKS {
            let figure = recommendation::plain(&hostile_caption("x"), &result, look);
            assert_sound(&figure, look);
            let shares = |rows: std::ops::Range<usize>| figure.table.rows[rows].iter().map(|row| &row[1]);
            assert_whole(shares(0..11));
            assert_whole(shares(11..14));
        }
    }

    #[test]
    fn ranked_needs(
        texts in prop::collection::vec(label(), 12),
        (n, counts) in (1u64..400).prop_flat_map(|n| (Just(n), tellings(n))),
        details in prop::collection::vec(detail(), 1..12),
        missing in prop::array::uniform2(0u64..40),
    ) {
        let topics = details.into_iter().enumerate().map(|(place, detail)| need(place, counts[place], n, detail));
        let found = Cell::Shown(NeedsResult { n, topics: topics.collect() });
        let missing = MissingCounts { dont_know: missing[0], no_answer: missing[1], ..MissingCounts::default() };
        let name = |topic: &TopicId| texts[topic.as_str()[1..].parse::<usize>().unwrap_or_default()].clone();
        for look in &LOOKS {
            assert_sound(&needs::plain(&hostile_caption(&texts[0]), &found, missing, &name, look), look);
        }
    }
}

/// Three times 33.3 is 99, and 27.5, 45.5 and 27 are 101: the remainders decide, the earlier of equals first.
#[test]
fn shares_of_one_option_each_are_a_hundred_in_table_title_description_and_picture() {
    let label = |id: &OptionId| id.to_string();
    let figure = |shape| {
        let n = 200;
        bars::plain(&caption("b"), &question(0, distribution(n, 0, shape)), &label, Order::AsAsked, &LOOKS[0])
    };
    let told = figure(choice(&[55, 91, 54], 200));
    let shares = |figure: &crate::Figure| figure.table.rows[..3].iter().map(|row| row[1].clone()).collect::<Vec<_>>();
    assert_eq!(shares(&told), ["28\u{202f}%", "45\u{202f}%", "27\u{202f}%"]);
    assert_eq!(told.title, "„o1“ wird am häufigsten genannt (45\u{202f}%)");
    assert!(told.desc.contains("„o1“ mit 45\u{202f}%, am seltensten „o2“ mit 27\u{202f}%"), "{}", told.desc);
    for svg in [&told.svg_narrow, &told.svg_wide] {
        assert!(text_of(svg).ends_with("28\u{202f}%45\u{202f}%27\u{202f}%"), "{}", text_of(svg));
    }
    // Of several options each share is a question of its own.
    let Shape::Choice(options) = choice(&[55, 91, 54], 200) else { panic!() };
    let rounded = ["28\u{202f}%", "46\u{202f}%", "27\u{202f}%"];
    assert_eq!(shares(&figure(Shape::Choices(options.clone()))), rounded);
    // Where one is hidden a sum with it would tell it.
    let mut hidden = options;
    (hidden[2].count, hidden[2].share) = (Cell::Suppressed, Estimate::at_most(0.3));
    assert_eq!(shares(&figure(Shape::Choice(hidden))), ["28\u{202f}%", "46\u{202f}%", "≤\u{a0}30\u{202f}%"]);
}

#[test]
fn equal_shares_are_said_to_be_equal_though_one_of_them_has_a_per_cent_more() {
    let result = question(0, distribution(12, 0, choice(&[4, 4, 4], 12)));
    let figure = bars::plain(&caption("b"), &result, &|id: &OptionId| id.to_string(), Order::ByShare, &LOOKS[0]);
    let shares: Vec<&str> = figure.table.rows[..3].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(shares, ["34\u{202f}%", "33\u{202f}%", "33\u{202f}%"]);
    assert_eq!(figure.title, "„o0“, „o1“ und „o2“ liegen fast gleichauf vorn");
    assert_eq!(figure.desc, "Alle Antworten werden gleich oft genannt. Grundlage: 12 Antworten.");
}
