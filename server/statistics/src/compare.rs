//! Whether groups, or two ratings of the same people, differ. On ranks: answers on a rating scale have an order and no
//! distances.

mod audiences;
mod design_rank;
mod dunn;
mod exact;
mod groups;
mod kruskal_wallis;
mod mann_whitney;
mod rank;
mod signed_rank;

pub use audiences::differences;
pub use design_rank::{DesignRank, design_rank_test};
pub use dunn::{Pairwise, dunn};
pub use exact::mann_whitney_exact;
pub use groups::{Answers, Effect, GroupTest, Method, groups};
pub use kruskal_wallis::{KruskalWallis, kruskal_wallis, kruskal_wallis_of_counts};
pub use mann_whitney::{MannWhitney, mann_whitney, mann_whitney_of_counts};
pub use rank::{Ranks, average_ranks, mid_ranks};
pub use signed_rank::{SignedRank, dz, signed_rank};

use crate::{Error, design::is_usable};

/// Up to so many answers in each group, and without ties, p values are exact.
const EXACT_UP_TO: usize = 20;

/// How large Cliff's δ or a rank-biserial correlation is in words (Romano et al. 2006: 0.147, 0.33, 0.474).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Magnitude {
    Negligible,
    Small,
    Medium,
    Large,
}

impl Magnitude {
    pub fn of(delta: f64) -> Magnitude {
        match delta.abs() {
            size if size >= 0.474 => Magnitude::Large,
            size if size >= 0.33 => Magnitude::Medium,
            size if size >= 0.147 => Magnitude::Small,
            _ => Magnitude::Negligible,
        }
    }
}

fn check_usable(values: &[f64]) -> Result<(), Error> {
    if values.iter().copied().all(is_usable) { Ok(()) } else { Err(Error::NotFinite("Die Spalte")) }
}
