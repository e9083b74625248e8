//! The disclosure attack (security.md 5, no. 11): everything published against whoever can count.

use disclosure::{
    Axis, Cube, Dimension, Distribution, Frame, ItemRelease, Release, Rule, Shown, TotalsRelease, View, release_cube,
    release_item, release_totals,
};

use crate::{
    attacker::{Answer, Attacker, Ready},
    dataset::{Dataset, dataset},
    figures,
};

const K: i64 = 5;
const P: f64 = 15.0;

/// What is published of one survey.
struct Published {
    counts: Release,
    item: ItemRelease,
    places: TotalsRelease,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    cells: u64,
    narrow: u64,
    pub unanimous: u64,
    firms: u64,
}

impl Broken {
    fn add(&mut self, other: Broken) {
        self.cells += other.cells;
        self.narrow += other.narrow;
        self.unanimous += other.unanimous;
        self.firms += other.firms;
    }

    fn is_any(self) -> bool {
        self.cells + self.unanimous + self.firms > 0
    }
}

/// How an attacker writes the groups down: the combinations of a few variables, all there can be.
pub struct Sheet<'a> {
    dimensions: &'a [Dimension],
    blocks: Vec<Vec<usize>>,
    offsets: Vec<usize>,
    len: usize,
}

impl<'a> Sheet<'a> {
    pub fn new(cube: &'a Cube) -> Sheet<'a> {
        // Crossed variables that hang together in one block: nothing that follows from their tables is missed.
        let mut blocks: Vec<Vec<usize>> = Vec::new();
        for (a, b) in &cube.crossings {
            match blocks.iter_mut().find(|block| block.contains(a) || block.contains(b)) {
                Some(block) => [a, b].into_iter().for_each(|one| {
                    if !block.contains(one) {
                        block.push(*one)
                    }
                }),
                None => blocks.push(vec![*a, *b]),
            }
        }
        for one in 0..cube.dimensions.len() {
            if !blocks.iter().any(|block| block.contains(&one)) {
                blocks.push(vec![one]);
            }
        }
        let (mut offsets, mut len) = (Vec::new(), 0);
        for block in &blocks {
            offsets.push(len);
            len += block.iter().map(|one| cube.dimensions[*one].categories.len()).product::<usize>();
        }
        Sheet { dimensions: &cube.dimensions, blocks, offsets, len }
    }

    fn categories(&self, block: usize, mut at: usize) -> Vec<usize> {
        let sizes = self.blocks[block].iter().map(|one| self.dimensions[*one].categories.len());
        sizes
            .map(|size| {
                let code = at % size;
                at /= size;
                code
            })
            .collect()
    }

    fn size(&self, block: usize) -> usize {
        self.offsets.get(block + 1).copied().unwrap_or(self.len) - self.offsets[block]
    }

    /// The combinations of a group.
    fn group(&self, group: &[(Axis, usize)]) -> Vec<usize> {
        let block = (0..self.blocks.len())
            .find(|block| group.iter().all(|(axis, _)| self.blocks[*block].contains(&axis.dimension)))
            .unwrap();
        let is_in = |at: &usize| {
            let categories = self.categories(block, *at);
            group.iter().all(|(axis, wanted)| {
                let place = self.blocks[block].iter().position(|one| *one == axis.dimension).unwrap();
                self.of_level(*axis, categories[place]) == *wanted
            })
        };
        (0..self.size(block)).filter(is_in).map(|at| self.offsets[block] + at).collect()
    }

    fn of_level(&self, axis: Axis, category: usize) -> usize {
        match axis.level {
            0 => category,
            level => self.dimensions[axis.dimension].levels[level - 1].group_of[category],
        }
    }

    fn block(&self, block: usize) -> Vec<usize> {
        (self.offsets[block]..self.offsets[block] + self.size(block)).collect()
    }
}

fn groups<T>(dimensions: &[Dimension], view: &View<T>) -> Vec<Vec<(Axis, usize)>> {
    let count = |axis: &Axis| match axis.level {
        0 => dimensions[axis.dimension].categories.len(),
        level => dimensions[axis.dimension].levels[level - 1].groups.len(),
    };
    match &view.by[..] {
        [a] => (0..count(a)).map(|at| vec![(*a, at)]).collect(),
        [a, b] => (0..count(a)).flat_map(|i| (0..count(b)).map(move |j| vec![(*a, i), (*b, j)])).collect(),
        _ => Vec::new(),
    }
}

fn members(cube: &Cube, group: &[(Axis, usize)]) -> Vec<usize> {
    let is_in = |respondent: &usize| {
        group.iter().all(|(axis, wanted)| {
            let code = usize::from(cube.codes[axis.dimension][*respondent]);
            let of = if axis.level == 0 {
                code
            } else {
                cube.dimensions[axis.dimension].levels[axis.level - 1].group_of[code]
            };
            of == *wanted
        })
    };
    (0..cube.respondents()).filter(is_in).collect()
}

fn ones(unknowns: &[usize], by: usize, add: usize) -> Vec<(usize, i64)> {
    unknowns.iter().map(|unknown| (unknown * by + add, 1)).collect()
}

fn attack(data: &Dataset, published: &Published) -> Broken {
    let sheet = Sheet::new(&data.cube);
    let mut broken = Broken::default();
    broken.add(attack_counts(data, published, &sheet));
    broken.add(attack_item(data, &published.counts, &published.item, &sheet));
    broken.add(attack_places(data, published, &sheet));
    broken
}

fn attack_counts(data: &Dataset, published: &Published, sheet: &Sheet<'_>) -> Broken {
    let cube = &data.cube;
    let mut attacker = Attacker::new(sheet.len);
    let all = cube.respondents() as i64;
    if published.counts.respondents != Shown::Hidden {
        (0..sheet.blocks.len()).for_each(|block| attacker.learns(ones(&sheet.block(block), 1, 0), all, all));
    }
    let mut hidden = Vec::new();
    for view in &published.counts.views {
        for (group, cell) in groups(&cube.dimensions, view).iter().zip(&view.cells) {
            match cell.known() {
                Some(count) => attacker.learns(ones(&sheet.group(group), 1, 0), count as i64, count as i64),
                None => hidden.push(group.clone()),
            }
        }
    }
    let mut broken = Broken::default();
    let mut attacker = attacker.ready();
    for group in hidden {
        let terms = ones(&sheet.group(&group), 1, 0);
        let size = members(cube, &group).len() as i64;
        let ((lo, is_least), (hi, is_most)) = (attacker.least(&terms), attacker.most(&terms));
        let (lo, hi) = (lo.min(size), hi.max(size));
        if hi - lo >= K {
            continue;
        }
        // Where corners do not say it, is there anything further out?
        let is_further = (lo.min(hi - K)..=lo).any(|from| {
            !(is_least && is_most)
                && attacker.is_possible(&terms, from, from) == Answer::Possible
                && attacker.is_possible(&terms, from + K, all) == Answer::Possible
        });
        if !is_further {
            broken.narrow += 1;
            broken.cells += u64::from((1..K).contains(&size));
        }
    }
    broken
}

fn learn(attacker: &mut Attacker, unknowns: &[usize], told: &Distribution) {
    match told {
        Distribution::Hidden => {}
        Distribution::None => {
            [0, 1].into_iter().for_each(|answer| attacker.learns(ones(unknowns, 3, answer), 0, 0));
        }
        Distribution::Counts { missing, counts, .. } => {
            let told = [counts[0], counts[1], *missing];
            (0..3).for_each(|answer| {
                attacker.learns(ones(unknowns, 3, answer), told[answer] as i64, told[answer] as i64)
            });
        }
        Distribution::Mostly { n, missing, category, at_least } => {
            let (n, least) = (*n as i64, (*at_least * *n as f64 - 1e-9).ceil() as i64);
            attacker.learns(ones(unknowns, 3, 2), *missing as i64, *missing as i64);
            attacker.learns([ones(unknowns, 3, 0), ones(unknowns, 3, 1)].concat(), n, n);
            attacker.learns(ones(unknowns, 3, *category), least, n);
        }
    }
}

pub fn attack_item(data: &Dataset, counts: &Release, item: &ItemRelease, sheet: &Sheet<'_>) -> Broken {
    let cube = &data.cube;
    let mut attacker = Attacker::new(sheet.len * 3);
    for block in 0..sheet.blocks.len() {
        learn(&mut attacker, &sheet.block(block), &item.total);
    }
    let mut all = Vec::new();
    for (view, frame) in item.views.iter().zip(&counts.views) {
        for ((group, told), cell) in groups(&cube.dimensions, view).into_iter().zip(&view.cells).zip(&frame.cells) {
            let unknowns = sheet.group(&group);
            learn(&mut attacker, &unknowns, told);
            if let Some(count) = cell.known() {
                let everybody = (0..3).flat_map(|answer| ones(&unknowns, 3, answer)).collect();
                attacker.learns(everybody, count as i64, count as i64);
            }
            all.push((group, unknowns));
        }
    }
    // Of blocks that share nothing else the answers of all add up to the same.
    for answer in 0..3 {
        for block in 1..sheet.blocks.len() {
            let mut terms = ones(&sheet.block(0), 3, answer);
            terms.extend(sheet.block(block).iter().map(|unknown| (unknown * 3 + answer, -1)));
            attacker.learns(terms, 0, 0);
        }
    }
    let mut broken = Broken::default();
    let mut attacker = attacker.ready();
    for (group, unknowns) in all {
        let members = members(cube, &group);
        let answers: Vec<u16> = members.iter().filter_map(|one| data.item.codes[*one]).collect();
        let yes = answers.iter().filter(|answer| **answer == 1).count();
        if data.item.is_routed {
            let missing = members.len() - answers.len();
            broken.unanimous += u64::from(knows_the_way(&mut attacker, &unknowns, (answers.len(), missing)));
        }
        let (n, other) = (answers.len(), if 2 * yes >= answers.len() { 0 } else { 1 });
        if n == 0 || (yes != n && yes != 0) {
            continue;
        }
        // Might anybody have answered otherwise, for all that is known?
        let terms = ones(&unknowns, 3, other);
        let is_known = match attacker.most(&terms) {
            (1.., _) => false,
            (_, true) => true,
            (_, false) => attacker.is_possible(&terms, 1, 1_000) != Answer::Possible,
        };
        broken.unanimous += u64::from(is_known);
    }
    broken
}

/// Is it known that nobody in a group came to the question, or everybody?
fn knows_the_way(attacker: &mut Ready, unknowns: &[usize], (asked, missing): (usize, usize)) -> bool {
    let none = |terms: Vec<(usize, i64)>, attacker: &mut Ready| match attacker.most(&terms) {
        (1.., _) => false,
        (_, true) => true,
        (_, false) => attacker.is_possible(&terms, 1, 1_000) != Answer::Possible,
    };
    match (asked, missing) {
        (0, 0) => false,
        (0, _) => none([ones(unknowns, 3, 0), ones(unknowns, 3, 1)].concat(), attacker),
        (_, 0) => none(ones(unknowns, 3, 2), attacker),
        _ => false,
    }
}

/// Each firm knows its own answer and takes it off wherever it is in the sum.
fn attack_places(data: &Dataset, published: &Published, sheet: &Sheet<'_>) -> Broken {
    let (cube, places) = (&data.cube, &data.places);
    let mut attacker = Attacker::new(sheet.len);
    let told = |shown: Shown<f64>| match shown {
        Shown::Value(value) => Some(value as i64),
        Shown::Zero | Shown::None => Some(0),
        Shown::Hidden => None,
    };
    if let Some(total) = told(published.places.total) {
        (0..sheet.blocks.len()).for_each(|block| attacker.learns(ones(&sheet.block(block), 1, 0), total, total));
    }
    for block in 1..sheet.blocks.len() {
        let mut terms = ones(&sheet.block(0), 1, 0);
        terms.extend(sheet.block(block).iter().map(|unknown| (*unknown, -1)));
        attacker.learns(terms, 0, 0);
    }
    let mut every = Vec::new();
    for (view, frame) in published.places.views.iter().zip(&published.counts.views) {
        for ((group, cell), count) in groups(&cube.dimensions, view).into_iter().zip(&view.cells).zip(&frame.cells) {
            let unknowns = sheet.group(&group);
            if let Some(value) = told(*cell) {
                attacker.learns(ones(&unknowns, 1, 0), value, value);
            }
            if count.known() == Some(0) {
                attacker.learns(ones(&unknowns, 1, 0), 0, 0);
            }
            every.push((group, unknowns));
        }
    }
    let mut broken = Broken::default();
    let mut attacker = attacker.ready();
    for (group, unknowns) in every {
        let mut shares = std::collections::BTreeMap::new();
        for one in members(cube, &group) {
            if let Some(value) = places.values[one] {
                *shares.entry(places.holdings[one]).or_insert(0.0) += value;
            }
        }
        let mut shares: Vec<f64> = shares.into_values().collect();
        shares.sort_by(|a, b| b.total_cmp(a));
        let [first, rest @ ..] = &shares[..] else { continue };
        if *first <= 0.0 {
            continue;
        }
        let own = rest.first().copied().unwrap_or(0.0);
        // The second largest knows the first to be at most the sum less its own; is that within p per cent of it?
        let most = attacker.most_of_any(&ones(&unknowns, 1, 0));
        broken.firms += u64::from(most - own < (1.0 + P / 100.0) * first - 1e-6);
    }
    broken
}

fn published(data: &Dataset) -> Published {
    let counts = release_cube(&data.cube, Rule { k: K as u32, p: P }).unwrap();
    let item = Frame::new(&data.cube, &counts).and_then(|frame| release_item(&frame, &data.item)).unwrap();
    let places = release_totals(&data.cube, &counts, &data.places).unwrap();
    Published { counts, item, places }
}

/// Whatever is about at least k is shown, and nothing else is thought of.
fn naive(data: &Dataset, protected: &Published) -> Published {
    let cube = &data.cube;
    let cell = |group: &Vec<(Axis, usize)>| match members(cube, group).len() as i64 {
        0 => Shown::Zero,
        1..K => Shown::Hidden,
        count => Shown::Value(count as u64),
    };
    let answers = |members: Vec<usize>| {
        let answers: Vec<u16> = members.iter().filter_map(|one| data.item.codes[*one]).collect();
        let n = answers.len() as u64;
        let yes = answers.iter().filter(|answer| **answer == 1).count() as u64;
        match n as i64 {
            0 => Distribution::None,
            1..K => Distribution::Hidden,
            _ => Distribution::Counts { n, missing: members.len() as u64 - n, counts: vec![n - yes, yes] },
        }
    };
    let sum = |members: Vec<usize>| {
        let values: Vec<f64> = members.iter().filter_map(|one| data.places.values[*one]).collect();
        match values.len() as i64 {
            0 => Shown::None,
            1..K => Shown::Hidden,
            _ => Shown::Value(values.iter().sum::<f64>()),
        }
    };
    let views = &protected.counts.views;
    let of = |view: &View<Shown<u64>>| groups(&cube.dimensions, view);
    let everybody = || (0..cube.respondents()).collect::<Vec<_>>();
    let mut counts = protected.counts.clone();
    counts.views =
        views.iter().map(|view| View { by: view.by.clone(), cells: of(view).iter().map(cell).collect() }).collect();
    counts.respondents = Shown::Value(cube.respondents() as u64);
    let mut item = protected.item.clone();
    item.total = answers(everybody());
    item.views = views
        .iter()
        .map(|view| View {
            by: view.by.clone(),
            cells: of(view).iter().map(|group| answers(members(cube, group))).collect(),
        })
        .collect();
    let mut places = protected.places.clone();
    places.total = sum(everybody());
    places.views = views
        .iter()
        .map(|view| View {
            by: view.by.clone(),
            cells: of(view).iter().map(|group| sum(members(cube, group))).collect(),
        })
        .collect();
    Published { counts, item, places }
}

#[derive(Default)]
struct Tally {
    sum: Broken,
    naive_broken: u64,
    hidden: u64,
    filled: u64,
}

impl Tally {
    fn survey(&mut self, seed: u64) {
        let data = dataset(seed);
        let published = published(&data);
        let found = attack(&data, &published);
        if found != Broken::default() {
            eprintln!("survey {seed}: {found:?}, crossings {:?}", data.cube.crossings);
        }
        let (hidden, filled) = published.counts.hidden();
        let naive = attack(&data, &naive(&data, &published));
        self.add(&Tally {
            sum: found,
            naive_broken: u64::from(naive.is_any()),
            hidden: hidden as u64,
            filled: filled as u64,
        });
    }

    fn add(&mut self, other: &Tally) {
        self.sum.add(other.sum);
        self.naive_broken += other.naive_broken;
        self.hidden += other.hidden;
        self.filled += other.filled;
    }
}

#[test]
fn nothing_hidden_can_be_worked_out() {
    let trials = figures::trials(20);
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let next = std::sync::atomic::AtomicU64::new(0);
    let work = || {
        let mut tally = Tally::default();
        loop {
            let seed = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            if seed >= trials {
                return tally;
            }
            tally.survey(seed);
        }
    };
    let tallies: Vec<Tally> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let mut all = Tally::default();
    tallies.iter().for_each(|tally| all.add(tally));
    let Tally { sum, naive_broken, hidden, filled } = all;
    let zero = || "0".to_owned();
    figures::write(&[
        ("derivable cells of 1 to k - 1", sum.cells, zero()),
        ("hidden cells whose attack interval is narrower than k", sum.narrow, zero()),
        ("groups known to be unanimous", sum.unanimous, zero()),
        ("firm figures known within p per cent", sum.firms, zero()),
        ("surveys that a build with n >= k alone gives away", naive_broken, format!("at least {}", trials.div_ceil(2))),
        ("filled cells that are hidden, per cent", 100 * hidden / filled.max(1), String::new()),
    ]);
    assert_eq!(sum, Broken::default());
    assert!(2 * naive_broken >= trials, "the attack is too weak: {naive_broken} of {trials}");
}

/// The most that fits lies between whole numbers there, so none of its corners is a table; one further in is.
#[test]
fn what_has_no_table_at_its_end_has_one_before_it() {
    let mut tally = Tally::default();
    tally.survey(1_077);
    assert_eq!(tally.sum, Broken::default());
}
