//! Best-worst scaling, case 1: what people picked in blocks of items.

use std::collections::BTreeMap;

use crate::Error;

/// How often an item was shown, picked as best and picked as worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub shown: u64,
    pub best: u64,
    pub worst: u64,
}

/// What somebody made of an item in a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    Best,
    Worst,
    Neither,
}

impl Pick {
    /// 1, -1 and 0.
    pub fn value(self) -> i64 {
        match self {
            Pick::Best => 1,
            Pick::Worst => -1,
            Pick::Neither => 0,
        }
    }
}

/// One line of a long table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    pub respondent: &'a str,
    pub block: &'a str,
    pub item: &'a str,
    pub pick: Pick,
}

/// Counts of all items, by their names.
pub fn tally<'a>(rows: &[Shown<'a>]) -> BTreeMap<&'a str, Tally> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for row in rows {
        let tally = tallies.entry(row.item).or_default();
        tally.shown += 1;
        tally.best += u64::from(row.pick == Pick::Best);
        tally.worst += u64::from(row.pick == Pick::Worst);
    }
    tallies
}

/// Best less worst of each respondent and item (Finn & Louviere 1992).
pub fn individual_scores<'a>(rows: &[Shown<'a>]) -> BTreeMap<(&'a str, &'a str), i64> {
    let mut scores = BTreeMap::new();
    for row in rows {
        *scores.entry((row.respondent, row.item)).or_insert(0) += row.pick.value();
    }
    scores
}

/// Whether every block has exactly one best and one worst item, and how evenly items and pairs were shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Fewest and most appearances of an item.
    pub appearances: (u64, u64),
    /// Fewest and most times two items stood in one block.
    pub pairs: (u64, u64),
    /// Blocks without one best and one worst item.
    pub faulty_blocks: u64,
}

impl Balance {
    /// A balanced incomplete block design: all items equally often, all pairs equally often (Louviere, Flynn & Marley
    /// 2015, chapter 2).
    pub fn is_balanced(&self) -> bool {
        self.faulty_blocks == 0 && self.appearances.0 == self.appearances.1 && self.pairs.0 == self.pairs.1
    }
}

/// # Errors
/// Without rows.
pub fn balance(rows: &[Shown<'_>]) -> Result<Balance, Error> {
    let mut blocks: BTreeMap<(&str, &str), Vec<&Shown>> = BTreeMap::new();
    rows.iter().for_each(|row| blocks.entry((row.respondent, row.block)).or_default().push(row));
    let tallies = tally(rows);
    let names: Vec<&str> = tallies.keys().copied().collect();
    let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (at, a) in names.iter().enumerate() {
        pairs.extend(names[at + 1..].iter().map(|b| ((*a, *b), 0)));
    }
    let mut faulty_blocks = 0;
    for block in blocks.values() {
        let picked = |pick: Pick| block.iter().filter(|row| row.pick == pick).count();
        faulty_blocks += u64::from(picked(Pick::Best) != 1 || picked(Pick::Worst) != 1);
        for a in block {
            for b in block.iter().filter(|b| a.item < b.item) {
                *pairs.entry((a.item, b.item)).or_insert(0) += 1;
            }
        }
    }
    let ends = |counts: Vec<u64>| counts.iter().copied().min().zip(counts.iter().copied().max());
    let appearances = ends(tallies.values().map(|tally| tally.shown).collect()).ok_or(Error::NoAnswers)?;
    let pairs = ends(pairs.into_values().collect()).unwrap_or_default();
    Ok(Balance { appearances, pairs, faulty_blocks })
}

/// What the counts of an item come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    pub tally: Tally,
    /// Best less worst.
    pub bw: i64,
    /// The same per time shown, -1 to 1.
    pub std_bw: f64,
    /// √(best / worst); `None` if it was never worst.
    pub sqrt_ratio: Option<f64>,
    /// Utility: the logarithm of the odds of being preferred.
    pub b: f64,
    pub se: f64,
    /// exp b / Σ exp b: how often it would be chosen among all items.
    pub choice_p: f64,
}

/// Counts and the closed-form multinomial logit (Lipovetsky & Conklin 2014, J. Choice Modelling 10, 1-18, equations 7,
/// 10, 12, 13 and 18): p = (T - W + B) / (2T), b = ln(p / (1 - p)), SE(b) = √(p (1 - p) / (2T)) / (p (1 - p)). Where p
/// would be 0 or 1, half a pick is added on both sides.
///
/// # Errors
/// Without items; an item that was never shown, or picked more often than shown.
pub fn scores(tallies: &[Tally]) -> Result<Vec<Score>, Error> {
    if tallies.is_empty() {
        return Err(Error::NoAnswers);
    }
    let mut scores = tallies.iter().map(|tally| score(*tally)).collect::<Result<Vec<_>, _>>()?;
    let whole: f64 = scores.iter().map(|score| score.b.exp()).sum();
    scores.iter_mut().for_each(|score| score.choice_p = score.b.exp() / whole);
    Ok(scores)
}

fn score(tally: Tally) -> Result<Score, Error> {
    let Tally { shown, best, worst } = tally;
    let picked = best.saturating_add(worst);
    if shown == 0 {
        return Err(Error::NoAnswers);
    }
    if picked > shown {
        return Err(Error::MoreThanAll { count: picked, total: shown });
    }
    let bw = best as i64 - worst as i64;
    let is_extreme = bw.unsigned_abs() == shown;
    let shown_f = if is_extreme { shown as f64 + 1.0 } else { shown as f64 };
    let p = (shown_f + bw as f64) / (2.0 * shown_f);
    let spread = p * (1.0 - p);
    Ok(Score {
        tally,
        bw,
        std_bw: bw as f64 / shown as f64,
        sqrt_ratio: (worst > 0).then(|| (best as f64 / worst as f64).sqrt()),
        b: (p / (1.0 - p)).ln(),
        se: (spread / (2.0 * shown_f)).sqrt() / spread,
        choice_p: 0.0,
    })
}
