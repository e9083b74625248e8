//! Best-worst scaling (MaxDiff, case 1): which items stand together in which block.
//!
//! A design is made from three numbers alone, the same every time, so that no published version needs to hold it: each
//! item equally often, pairs together as evenly as a search finds them (Louviere, Flynn & Marley 2015, ch. 2). It is
//! not taken on trust: [`Design::balance`] counts, and publishing looks at what it counted.

use std::collections::BTreeSet;

/// Items on one screen.
pub const BLOCK_SIZES: std::ops::RangeInclusive<usize> = 3..=5;
/// Sets of blocks that respondents are dealt out to.
pub const VERSIONS: std::ops::RangeInclusive<usize> = 1..=8;
/// Blocks one person goes through.
pub const BLOCKS_MAX: usize = 16;

/// Starting points of the search, of which the best end counts.
const STARTS: u64 = 6;
/// How often the versions are searched for anew.
const ROUNDS: usize = 2;

/// How many blocks are asked, and how often each item comes up in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    pub items: usize,
    pub block_size: usize,
    pub appearances: usize,
    pub blocks: usize,
}

impl Plan {
    /// The fewest appearances from two on that fill whole blocks. `None` if a block would hold all items.
    pub fn new(items: usize, block_size: usize) -> Option<Plan> {
        if block_size == 0 || items <= block_size {
            return None;
        }
        let appearances = (2..=block_size + 1).find(|appearances| (items * appearances).is_multiple_of(block_size))?;
        Some(Plan { items, block_size, appearances, blocks: items * appearances / block_size })
    }
}

/// Blocks of items (by position), a set of them per version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    pub plan: Plan,
    versions: Vec<Vec<Vec<usize>>>,
}

/// Fewest and most, counted in a finished design.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// How often an item comes up within one version.
    pub appearances: (usize, usize),
    /// How often two items stand in one block, over all versions.
    pub pairs: (usize, usize),
    /// No block holds an item twice, and all are of one size.
    pub is_regular: bool,
}

impl Design {
    /// Version after version, each searched for on top of the others; then each anew, now that all others are there.
    pub fn new(plan: Plan, versions: usize) -> Design {
        let mut found: Vec<Vec<Vec<usize>>> = Vec::with_capacity(versions);
        for round in 0..=ROUNDS {
            for number in 0..versions {
                let before = found.get(number).cloned();
                let others = found.iter().enumerate().filter(|(other, _)| *other != number);
                let mut together = Together::new(plan.items);
                others.flat_map(|(_, blocks)| blocks).for_each(|block| together.add(block));
                let seed = (round * versions + number) as u64 * STARTS;
                let new = (0..STARTS).map(|start| search(plan, &together, seed + start));
                let best = new.chain(before).min_by_key(|blocks| together.unevenness_with(blocks)).unwrap_or_default();
                match found.get_mut(number) {
                    Some(known) => *known = best,
                    None => found.push(best),
                }
            }
        }
        Design { plan, versions: found }
    }

    pub fn versions(&self) -> usize {
        self.versions.len()
    }

    /// The blocks of a version, counted from 1; of the first where there is no such version.
    pub fn blocks(&self, version: usize) -> &[Vec<usize>] {
        let version = self.versions.get(version.wrapping_sub(1)).or(self.versions.first());
        version.map_or(&[], Vec::as_slice)
    }

    /// Which version a respondent is dealt, from 1.
    pub fn deal(&self, draw: u64) -> usize {
        1 + (draw % self.versions.len().max(1) as u64) as usize
    }

    /// Counts afresh, from the blocks alone.
    pub fn balance(&self) -> Balance {
        let mut together = Together::new(self.plan.items);
        let mut appearances = Vec::new();
        let mut is_regular = true;
        for blocks in &self.versions {
            let mut own = vec![0; self.plan.items];
            for block in blocks {
                let distinct: BTreeSet<&usize> = block.iter().collect();
                is_regular &= distinct.len() == self.plan.block_size && block.len() == self.plan.block_size;
                block.iter().for_each(|item| own[*item] += 1);
                together.add(block);
            }
            appearances.extend(own);
        }
        Balance { appearances: ends(appearances), pairs: ends(together.pairs()), is_regular }
    }
}

impl Balance {
    /// What a design has to keep: every item equally often.
    pub fn is_balanced(&self) -> bool {
        self.is_regular && self.appearances.0 == self.appearances.1
    }
}

fn ends(counts: impl IntoIterator<Item = usize>) -> (usize, usize) {
    let ends = |ends: Option<(usize, usize)>, count| match ends {
        None => Some((count, count)),
        Some((least, most)) => Some((least.min(count), most.max(count))),
    };
    counts.into_iter().fold(None, ends).unwrap_or_default()
}

/// How often two items stood in one block.
#[derive(Debug, Clone)]
struct Together {
    items: usize,
    counts: Vec<usize>,
}

impl Together {
    fn new(items: usize) -> Together {
        Together { items, counts: vec![0; items * items] }
    }

    fn at(&self, a: usize, b: usize) -> usize {
        self.counts[a * self.items + b]
    }

    fn change(&mut self, a: usize, b: usize, more: bool) {
        for at in [a * self.items + b, b * self.items + a] {
            self.counts[at] = if more { self.counts[at] + 1 } else { self.counts[at] - 1 };
        }
    }

    fn add(&mut self, block: &[usize]) {
        for (at, a) in block.iter().enumerate() {
            block[at + 1..].iter().for_each(|b| self.change(*a, *b, true));
        }
    }

    fn pairs(&self) -> impl Iterator<Item = usize> {
        (0..self.items).flat_map(move |a| (a + 1..self.items).map(move |b| self.at(a, b)))
    }

    /// Least where all pairs are equally frequent, as their sum is fixed.
    fn unevenness_with(&self, blocks: &[Vec<usize>]) -> usize {
        let mut all = self.clone();
        blocks.iter().for_each(|block| all.add(block));
        all.pairs().map(|count| count * count).sum()
    }
}

/// Blocks dealt out in turn from a shuffled row (each item equally often, none twice in a block), then items changed
/// between blocks as long as that makes pairs more even.
fn search(plan: Plan, before: &Together, seed: u64) -> Vec<Vec<usize>> {
    let mut chance = Chance(seed);
    let mut row: Vec<usize> = (0..plan.items).collect();
    chance.shuffle(&mut row);
    let dealt = |at: usize| row[at % plan.items];
    let block = |number: usize| (number * plan.block_size..(number + 1) * plan.block_size).map(dealt).collect();
    let mut blocks: Vec<Vec<usize>> = (0..plan.blocks).map(block).collect();
    let mut together = before.clone();
    blocks.iter().for_each(|block| together.add(block));
    while improve(&mut blocks, &mut together) {}
    blocks.iter_mut().for_each(|block| chance.shuffle(block));
    chance.shuffle(&mut blocks);
    blocks
}

/// One round through all exchanges of two items; whether any of them helped.
fn improve(blocks: &mut [Vec<usize>], together: &mut Together) -> bool {
    let mut has_helped = false;
    for one in 0..blocks.len() {
        for other in one + 1..blocks.len() {
            for at in 0..blocks[one].len() {
                for with in 0..blocks[other].len() {
                    has_helped |= exchange(blocks, (one, at), (other, with), together);
                }
            }
        }
    }
    has_helped
}

fn exchange(
    blocks: &mut [Vec<usize>],
    (one, at): (usize, usize),
    (other, with): (usize, usize),
    together: &mut Together,
) -> bool {
    let (a, b) = (blocks[one][at], blocks[other][with]);
    let has = |block: usize, item: usize| blocks[block].contains(&item);
    if has(one, b) || has(other, a) {
        return false;
    }
    // An item that stands in both blocks meets the two as often as before. Squares change by 2n + 1 and by 1 - 2n.
    let change = |block: usize, apart: usize, goes: usize, comes: usize| -> i64 {
        let left = blocks[block].iter().filter(|item| **item != goes && !has(apart, **item));
        left.map(|item| 2 * (together.at(comes, *item) as i64 - together.at(goes, *item) as i64) + 2).sum()
    };
    let helps = change(one, other, a, b) + change(other, one, b, a) < 0;
    if helps {
        for (block, goes, comes) in [(one, a, b), (other, b, a)] {
            for item in blocks[block].iter().filter(|item| **item != goes) {
                together.change(goes, *item, false);
                together.change(comes, *item, true);
            }
        }
        (blocks[one][at], blocks[other][with]) = (b, a);
    }
    helps
}

/// Numbers that look random and are the same every time: SplitMix64 (Steele, Lea & Flood, 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Fisher & Yates.
    fn shuffle<T>(&mut self, row: &mut [T]) {
        for last in (1..row.len()).rev() {
            row.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}
