//! Many items of one cross table: what each leaves open of a hidden size, all of them together leave open too.

use disclosure::{Axis, Cube, Dimension, Distribution, Error, Frame, Item, Release, Rule, release_cube, release_item};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::attacker::Attacker;

const K: u64 = 5;

/// Two variables, each group with k at least, and items that lean by one of them.
fn survey(seed: u64) -> (Cube, Vec<Item>) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let n = rng.random_range(30..=90);
    let sizes = [rng.random_range(3..=4_u16), rng.random_range(3..=4_u16)];
    let codes = loop {
        let code = |rng: &mut ChaCha8Rng, size: u16| rng.random_range(0..size).min(rng.random_range(0..size));
        let codes: Vec<Vec<u16>> = sizes.iter().map(|size| (0..n).map(|_| code(&mut rng, *size)).collect()).collect();
        let is_small = |of: &Vec<u16>, size: u16| {
            (0..size).any(|group| (of.iter().filter(|code| **code == group).count() as u64) < K)
        };
        if !codes.iter().zip(sizes).any(|(codes, size)| is_small(codes, size)) {
            break codes;
        }
    };
    let items = (0..6).map(|at| {
        let categories = rng.random_range(2..=4_u16);
        let (by, lean) = (rng.random_range(0..2_usize), rng.random_range(0.3..0.9));
        let answer = |person: usize, rng: &mut ChaCha8Rng| match rng.random_bool(lean) {
            true => codes[by][person] % categories,
            false => rng.random_range(0..categories),
        };
        Item {
            name: at.to_string(),
            categories: (0..categories).map(|at| at.to_string()).collect(),
            codes: (0..n).map(|person| (!rng.random_bool(0.05)).then(|| answer(person, &mut rng))).collect(),
            is_total_known: true,
            is_routed: false,
            closed: Vec::new(),
        }
    });
    let items = items.collect();
    let dimension = |size: &u16| Dimension {
        name: "Gruppe".to_owned(),
        categories: (0..*size).map(|at| at.to_string()).collect(),
        levels: Vec::new(),
    };
    let cube = Cube::new(sizes.iter().map(dimension).collect(), vec![(0, 1)], codes).unwrap();
    (cube.with_known_groups(), items)
}

/// Told of an item: in the groups of a view, as the release has it or as it is.
type Told<'a> = &'a dyn Fn(&[Axis], usize) -> Distribution;

/// How far a size stays open for whoever knows the frame and this item.
fn open(cube: &Cube, counts: &Release, item: &Item, told: Told) -> Vec<(usize, i64, i64)> {
    let columns = cube.dimensions[1].categories.len();
    let rows = cube.dimensions[0].categories.len();
    let categories = item.categories.len() + 1;
    let within = |by: &[Axis], group: usize| -> Vec<usize> {
        let is_in = |cell: &usize| match by {
            [one] if one.dimension == 0 => cell / columns == group,
            [_] => cell % columns == group,
            _ => *cell == group,
        };
        (0..rows * columns).filter(is_in).collect()
    };
    let sum = |cells: &[usize], of: std::ops::Range<usize>| {
        cells.iter().flat_map(|cell| of.clone().map(move |at| (cell * categories + at, 1))).collect::<Vec<_>>()
    };
    let mut attacker = Attacker::new(rows * columns * categories);
    let all: Vec<usize> = (0..rows * columns).collect();
    for category in 0..categories {
        let own = item.codes.iter().filter(|code| code.map_or(categories - 1, usize::from) == category);
        let own = own.count() as i64;
        attacker.learns(sum(&all, category..category + 1), own, own);
    }
    for view in &counts.views {
        for (group, size) in view.cells.iter().enumerate() {
            let cells = within(&view.by, group);
            if let Some(size) = size.known() {
                attacker.learns(sum(&cells, 0..categories), size as i64, size as i64);
            }
            match told(&view.by, group) {
                Distribution::Counts { missing, counts, .. } => {
                    for (category, count) in counts.iter().chain([&missing]).enumerate() {
                        attacker.learns(sum(&cells, category..category + 1), *count as i64, *count as i64);
                    }
                }
                Distribution::Mostly { n, missing, category, at_least } => {
                    let least = (at_least * n as f64 - 1e-9).ceil() as i64;
                    attacker.learns(sum(&cells, category..category + 1), least, n as i64);
                    attacker.learns(sum(&cells, categories - 1..categories), missing as i64, missing as i64);
                }
                Distribution::Hidden | Distribution::None => {}
            }
        }
    }
    let mut attacker = attacker.ready();
    let crossed = counts.views.iter().find(|view| view.by.len() == 2).expect("a cross table");
    let size = |cell: usize| {
        let codes = cube.codes[0].iter().zip(&cube.codes[1]);
        codes.filter(|(a, b)| usize::from(**a) * columns + usize::from(**b) == cell).count() as u64
    };
    let hidden = (0..rows * columns).filter(|cell| crossed.cells[*cell].known().is_none());
    let small: Vec<usize> = hidden.filter(|cell| (1..K).contains(&size(*cell))).collect();
    let ends = |cell: usize| {
        let terms = sum(&[cell], 0..categories);
        let ((least, is_least), (most, is_most)) = (attacker.least(&terms), attacker.most(&terms));
        (cell, if is_least { least } else { 0 }, if is_most { most } else { 1_000 })
    };
    small.into_iter().map(ends).collect()
}

/// Small sizes that all items together fix to less than k, of all small ones.
fn narrow(cube: &Cube, counts: &Release, items: &[(&Item, Told)]) -> (usize, usize) {
    let each: Vec<_> = items.iter().map(|(item, told)| open(cube, counts, item, told)).collect();
    let Some(first) = each.first() else { return (0, 0) };
    let is_narrow = |at: &usize| {
        let least = each.iter().map(|open| open[*at].1).max().unwrap_or(0);
        let most = each.iter().map(|open| open[*at].2).min().unwrap_or(1_000);
        most - least < K as i64
    };
    ((0..first.len()).filter(is_narrow).count(), first.len())
}

#[test]
fn a_hidden_size_stays_open_for_whoever_reads_all_items() {
    let (mut small, mut told, mut lost, mut naively) = (0, 0, 0, 0);
    for seed in 0..12 {
        let (cube, items) = survey(seed);
        let counts = release_cube(&cube, Rule::new(K as u32)).unwrap();
        assert!(
            counts
                .views
                .iter()
                .filter(|view| view.by.len() == 1)
                .all(|view| view.cells.iter().all(|cell| cell.known().is_some()))
        );
        let frame = Frame::new(&cube, &counts).unwrap();
        let mut released = Vec::new();
        for item in &items {
            match release_item(&frame, item) {
                Ok(release) => released.push((item, release)),
                Err(Error::Unprotectable) => lost += usize::from(is_told_alone(&cube, item)),
                Err(error) => panic!("survey {seed}: {error}"),
            }
        }
        told += released.len();
        let tells: Vec<_> = released
            .iter()
            .map(|(_, release)| {
                move |by: &[Axis], group: usize| {
                    release.views.iter().find(|view| view.by == by).expect("a view").cells[group].clone()
                }
            })
            .collect();
        let known: Vec<(&Item, Told)> =
            released.iter().zip(&tells).map(|((item, _), tells)| (*item, tells as Told)).collect();
        let (narrow_ones, all) = narrow(&cube, &counts, &known);
        assert_eq!(narrow_ones, 0, "survey {seed}: of {all} small cells");
        small += all;
        // Every cell told that has k: so this can fail.
        let tells: Vec<_> = items.iter().map(|item| naive(&cube, item)).collect();
        let known: Vec<(&Item, Told)> = items.iter().zip(&tells).map(|(item, tells)| (item, tells as Told)).collect();
        naively += narrow(&cube, &counts, &known).0;
    }
    assert!(small > 20 && told > 40 && lost < 3 && naively > 3, "{small}, {told}, {lost}, {naively}");
}

/// Without the cross table.
fn is_told_alone(cube: &Cube, item: &Item) -> bool {
    let alone = Cube { crossings: Vec::new(), ..cube.clone() };
    let counts = release_cube(&alone, Rule::new(K as u32)).unwrap();
    Frame::new(&alone, &counts).and_then(|frame| release_item(&frame, item)).is_ok()
}

fn naive(cube: &Cube, item: &Item) -> impl Fn(&[Axis], usize) -> Distribution {
    move |by: &[Axis], group: usize| {
        let columns = cube.dimensions[1].categories.len();
        let own = (0..item.codes.len()).filter(|person| {
            let [a, b] = [0, 1].map(|at| usize::from(cube.codes[at][*person]));
            match by {
                [one] if one.dimension == 0 => a == group,
                [_] => b == group,
                _ => a * columns + b == group,
            }
        });
        let mut counts = vec![0; item.categories.len()];
        let mut missing = 0;
        own.for_each(|person| match item.codes[person] {
            Some(code) => counts[usize::from(code)] += 1,
            None => missing += 1,
        });
        match counts.iter().sum::<u64>() {
            n if n < K => Distribution::Hidden,
            n => Distribution::Counts { n, missing, counts },
        }
    }
}
