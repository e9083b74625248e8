//! Whether groups of respondents answer differently: the test that kind and number of their answers can bear.

use domain::guard::Guard;

use super::{Magnitude, kruskal_wallis_of_counts, mann_whitney_of_counts};
use crate::{
    Error,
    association::{self, Contingency, EXPECTED_ENOUGH, chi_square, fisher_exact},
};

/// What the columns of a table of counts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// Categories without an order.
    Named,
    /// Points of a scale.
    Ordered,
}

/// How the p value came about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    ChiSquare {
        x2: f64,
        df: f64,
    },
    Fisher,
    MannWhitney {
        z: f64,
    },
    KruskalWallis {
        h: f64,
        df: f64,
    },
    /// Of X².
    Permutation {
        x2: f64,
    },
    /// Of H, the statistic of Kruskal & Wallis; of two groups that is Mann-Whitney's.
    RankPermutation {
        h: f64,
    },
}

/// How strong the difference is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    /// Of named answers, from 0 to 1.
    CramersV(f64),
    /// Of two groups on a scale, from -1 to 1: Cliff's δ, positive where the first is ahead.
    Delta(f64),
    /// Of more groups on a scale, from 0 to 1: ε².
    Epsilon2(f64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupTest {
    pub method: Method,
    pub groups: usize,
    pub n: u64,
    pub p: f64,
    pub effect: Effect,
    /// The same for all kinds of answers, from 0 to 1, to put questions in order: V, or the root of ε².
    pub strength: f64,
}

/// So many answers a permutation is made of. Where there are more, small groups are left out.
const PERMUTED_TO: u64 = 5_000;

/// A row of counts per group. Groups that bear no test ([`Guard`]) are left out. Named answers: chi-square, where an
/// expected count is below 5 or a group is small Fisher's exact test of a 2 x 2 table and permutation of a larger one.
/// Points of a scale: Mann-Whitney of two groups, Kruskal-Wallis of more, permutation where a group is small.
///
/// # Errors
/// Fewer than two groups that bear a test; all answers equal; rare answers among too many.
pub fn groups(rows: &[Vec<u64>], answers: Answers, seed: u64) -> Result<GroupTest, Error> {
    let with = |bears: fn(Guard) -> bool| {
        let kept = rows.iter().filter(|row| bears(Guard::of(row.iter().sum()))).cloned();
        Contingency::new(&kept.collect::<Vec<_>>())
    };
    let all = with(Guard::bears_interval)?;
    let table = if all.n() > PERMUTED_TO { with(Guard::bears_approximation)? } else { all };
    let is_small = table.row_sums().into_iter().any(|size| !Guard::of(size).bears_approximation());
    match answers {
        Answers::Named => named(&table, is_small, seed),
        Answers::Ordered => ordered(&table, is_small, seed),
    }
}

fn named(table: &Contingency, is_small: bool, seed: u64) -> Result<GroupTest, Error> {
    let found = chi_square(table)?;
    let needs_exact = is_small || found.smallest_expected < EXPECTED_ENOUGH;
    let (method, p) = match (needs_exact, table.shape()) {
        (false, _) => (Method::ChiSquare { x2: found.x2, df: found.df }, found.p),
        (true, (2, 2)) => (Method::Fisher, fisher_exact(table)?),
        (true, _) if table.n() > PERMUTED_TO => return Err(Error::TooManyTables),
        (true, _) => (Method::Permutation { x2: found.x2 }, association::sequential_permutation(table, seed)?),
    };
    let (effect, strength) = (Effect::CramersV(found.cramers_v), found.cramers_v);
    Ok(GroupTest { method, groups: table.shape().0, n: table.n(), p, effect, strength })
}

fn ordered(table: &Contingency, is_small: bool, seed: u64) -> Result<GroupTest, Error> {
    let found = kruskal_wallis_of_counts(table)?;
    let of_two = match table.rows() {
        [first, second] => Some(mann_whitney_of_counts(first, second)?),
        _ => None,
    };
    let (method, p) = match (is_small, &of_two) {
        (true, _) => (Method::RankPermutation { h: found.h }, association::rank_permutation(table, seed)?),
        (false, Some(two)) => (Method::MannWhitney { z: two.z }, two.p_two),
        (false, None) => (Method::KruskalWallis { h: found.h, df: found.df }, found.p),
    };
    let effect = of_two.map_or(Effect::Epsilon2(found.epsilon2), |two| Effect::Delta(two.rank_biserial));
    let strength = found.epsilon2.max(0.0).sqrt().min(1.0);
    Ok(GroupTest { method, groups: table.shape().0, n: table.n(), p, effect, strength })
}

impl Effect {
    /// Cramér's V and ε² after Cohen (1988, 7.2 and 8.2, for tables with two rows or columns), Cliff's δ after Romano et
    /// al. (2006).
    pub fn magnitude(self) -> Magnitude {
        let of = |size: f64, [small, medium, large]: [f64; 3]| match size {
            size if size < small => Magnitude::Negligible,
            size if size < medium => Magnitude::Small,
            size if size < large => Magnitude::Medium,
            _ => Magnitude::Large,
        };
        match self {
            Effect::CramersV(v) => of(v, [0.1, 0.3, 0.5]),
            Effect::Epsilon2(epsilon2) => of(epsilon2, [0.01, 0.06, 0.14]),
            Effect::Delta(delta) => Magnitude::of(delta),
        }
    }
}
