//! What is known of the answers to one question, as equations of unknown numbers.

use super::{
    attack::{Terms, ones},
    known::{Known, Told},
};
use crate::attacker::Attacker;

/// One thing asked, by all groupings at once: an unknown for each answer in each group, no answer among them; of two
/// that are crossed, in each pair of groups.
pub struct Sheet<'a> {
    known: &'a Known,
    aspect: &'a str,
    /// The last one is "no answer".
    pub categories: usize,
    blocks: Vec<Block>,
    len: usize,
}

/// Unknowns of one grouping, or of two that are crossed.
struct Block {
    first: usize,
    groupings: Vec<usize>,
    /// Groups of each.
    sizes: Vec<usize>,
}

/// A group of a grouping.
pub type Place = (usize, usize);

impl<'a> Sheet<'a> {
    pub fn new(known: &'a Known, aspect: &'a str) -> Option<Sheet<'a>> {
        let alone = known.groupings.iter().filter_map(|grouping| grouping.told.get(aspect)).flatten();
        let crossed = known.crossings.iter().filter_map(|crossing| crossing.told.get(aspect)).flatten().flatten();
        // Where no group is told in figures the total says how many answers there are.
        let of_total = known.totals.get(aspect).into_iter();
        let categories = alone.chain(crossed).chain(of_total).find_map(|told| match told {
            Told::Counts { ranges, .. } => Some(ranges.len() + 1),
            _ => None,
        })?;
        let crossed = known.crossings.iter().map(|crossing| crossing.of.to_vec());
        let is_crossed = |at: &usize| known.crossings.iter().any(|crossing| crossing.of.contains(at));
        let alone = (0..known.groupings.len()).filter(|at| !is_crossed(at)).map(|at| vec![at]);
        let (mut blocks, mut len) = (Vec::new(), 0);
        for groupings in crossed.chain(alone) {
            let sizes: Vec<usize> = groupings.iter().map(|at| known.groupings[*at].groups.len()).collect();
            let cells = sizes.iter().product::<usize>() * categories;
            blocks.push(Block { first: len, groupings, sizes });
            len += cells;
        }
        Some(Sheet { known, aspect, categories, blocks, len })
    }

    /// Everybody in all of these groups who gave this answer, in a block.
    fn within(&self, block: &Block, places: &[Place], category: usize) -> Terms {
        let cells = block.sizes.iter().product::<usize>();
        let groups = |cell: usize| match block.sizes[..] {
            [_, second] => vec![cell / second, cell % second],
            _ => vec![cell],
        };
        let is_in = |cell: &usize| {
            let own = groups(*cell);
            places.iter().all(|(grouping, group)| {
                let at = block.groupings.iter().position(|other| other == grouping);
                at.is_some_and(|at| own[at] == *group)
            })
        };
        ones((0..cells).filter(is_in).map(|cell| block.first + cell * self.categories + category))
    }

    /// The first block with these groupings.
    fn block(&self, places: &[Place]) -> &Block {
        let has = |block: &&Block| places.iter().all(|(grouping, _)| block.groupings.contains(grouping));
        self.blocks.iter().find(has).expect("a block of each grouping and of each crossing")
    }

    fn of(&self, places: &[Place], category: usize) -> Terms {
        self.within(self.block(places), places, category)
    }

    pub fn group(&self, places: &[Place], categories: impl Iterator<Item = usize>) -> Terms {
        categories.flat_map(|category| self.of(places, category)).collect()
    }

    /// What is told of groups, one by one and crossed: where, what, and how many they are.
    pub fn told(&self) -> Vec<(Vec<Place>, Option<&'a Told>, Option<u64>)> {
        let mut all = Vec::new();
        for (at, grouping) in self.known.groupings.iter().enumerate() {
            let told = grouping.told.get(self.aspect);
            for group in 0..grouping.groups.len() {
                let size = self.known.size(grouping, group);
                all.push((vec![(at, group)], told.map(|told| &told[group]), size));
            }
        }
        for crossing in &self.known.crossings {
            let told = crossing.told.get(self.aspect);
            let [first, second] = crossing.of.map(|at| self.known.groupings[at].groups.len());
            for (i, j) in (0..first).flat_map(|i| (0..second).map(move |j| (i, j))) {
                let places = vec![(crossing.of[0], i), (crossing.of[1], j)];
                all.push((places, told.map(|told| &told[i][j]), crossing.size([i, j])));
            }
        }
        all
    }

    pub fn attacker(&self) -> Attacker {
        let (mut attacker, none) = (Attacker::new(self.len), self.categories - 1);
        for (at, block) in self.blocks.iter().enumerate() {
            if let Some(total) = self.known.totals.get(self.aspect) {
                self.learn(&mut attacker, total, |category| self.within(block, &[], category));
            }
            // All groupings are of the same people.
            for category in (0..self.categories).filter(|_| at > 0) {
                let terms = less(self.within(&self.blocks[0], &[], category), self.within(block, &[], category));
                attacker.learns(terms, 0, 0);
            }
            for grouping in &block.groupings {
                let first = self.block(&[(*grouping, 0)]);
                let groups = (0..self.known.groupings[*grouping].groups.len()).filter(|_| first.first != block.first);
                for (group, category) in groups.flat_map(|group| (0..self.categories).map(move |at| (group, at))) {
                    let place = [(*grouping, group)];
                    let terms = less(self.within(first, &place, category), self.within(block, &place, category));
                    attacker.learns(terms, 0, 0);
                }
            }
        }
        for (places, told, size) in self.told() {
            if let Some(told) = told {
                self.learn(&mut attacker, told, |category| self.of(&places, category));
            }
            if let Some(size) = size {
                attacker.learns(self.group(&places, 0..=none), size as i64, size as i64);
            }
        }
        attacker
    }

    fn learn(&self, attacker: &mut Attacker, told: &Told, of: impl Fn(usize) -> Terms) {
        let none = self.categories - 1;
        let valid = || (0..none).flat_map(&of).collect::<Terms>();
        match told {
            Told::Hidden => {}
            Told::None => attacker.learns(valid(), 0, 0),
            Told::Counts { n, missing, ranges } => {
                attacker.learns(of(none), *missing as i64, *missing as i64);
                attacker.learns(valid(), *n as i64, *n as i64);
                for (category, (low, high)) in ranges.iter().enumerate() {
                    attacker.learns(of(category), *low as i64, *high as i64);
                }
            }
            Told::Mostly { n, missing, category, least } => {
                attacker.learns(of(none), *missing as i64, *missing as i64);
                attacker.learns(valid(), *n as i64, *n as i64);
                attacker.learns(of(*category), *least as i64, *n as i64);
            }
        }
    }
}

fn less(terms: Terms, others: Terms) -> Terms {
    terms.into_iter().chain(others.into_iter().map(|(unknown, by)| (unknown, -by))).collect()
}
