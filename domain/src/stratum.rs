//! Where a code came from, as far as it may stand beside an answer: firm, occupation, year of training.
//!
//! Coarsened when the answer is stored and not when it is shown: what is not stored cannot be asked for. A part is kept
//! only if at least k codes were given out for it, and what loses a part is at least k as well: else whoever sees the
//! others would know the few that remain.

use std::{collections::BTreeMap, fmt};

/// Parts that are empty are not told.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stratum {
    /// Firm or class.
    pub firm: String,
    pub occupation: String,
    pub year: String,
}

/// Codes that were given out for one stratum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    pub stratum: Stratum,
    pub issued: u64,
}

impl Stratum {
    pub fn firm(name: &str) -> Stratum {
        Stratum { firm: name.trim().to_owned(), ..Stratum::default() }
    }

    fn parts(&self) -> [&str; 3] {
        [&self.firm, &self.occupation, &self.year]
    }

    /// With its first parts only.
    fn cut(&self, parts: usize) -> Stratum {
        let kept = |at: usize| if at < parts { self.parts()[at].to_owned() } else { String::new() };
        Stratum { firm: kept(0), occupation: kept(1), year: kept(2) }
    }

    /// What of it may stand beside an answer.
    pub fn coarsened(&self, rosters: &[Roster], k: u64) -> Stratum {
        let mut kept = Stratum::default();
        // The codes that share what is kept so far: within them, which finer groups stay apart?
        let mut within: Vec<&Roster> = rosters.iter().collect();
        for parts in 1..=3 {
            let finer = self.cut(parts);
            let mut groups: BTreeMap<Stratum, u64> = BTreeMap::new();
            for roster in &within {
                *groups.entry(roster.stratum.cut(parts)).or_default() += roster.issued;
            }
            if !stay_apart(&groups, k).contains(&finer) {
                return kept;
            }
            within.retain(|roster| roster.stratum.cut(parts) == finer);
            kept = finer;
        }
        kept
    }
}

/// The groups of at least k, without the smallest of them if the small ones together would be fewer than k.
fn stay_apart(groups: &BTreeMap<Stratum, u64>, k: u64) -> Vec<Stratum> {
    let mut by_size: Vec<(u64, &Stratum)> = groups.iter().map(|(group, size)| (*size, group)).collect();
    by_size.sort_unstable();
    let small = by_size.partition_point(|(size, _)| *size < k);
    let mut pooled: u64 = by_size[..small].iter().map(|(size, _)| size).sum();
    let mut first = small;
    while pooled > 0 && pooled < k && first < by_size.len() {
        pooled += by_size[first].0;
        first += 1;
    }
    by_size[first..].iter().map(|(_, group)| (*group).clone()).collect()
}

/// How many of `named` answers may keep the name they were given with, when `nameless` others stand without one. Somebody
/// who knows which firms have answered must not find one of those by crossing out the names: the nameless are none or at
/// least k.
pub fn names_told(named: usize, nameless: u64, k: u64) -> usize {
    let missing = if nameless == 0 { 0 } else { k.saturating_sub(nameless) };
    named.saturating_sub(usize::try_from(missing).unwrap_or(usize::MAX))
}

/// What is left of a stored text if only these may be told: itself, or the longest beginning that is among them.
pub fn cut_to<'t>(stored: &'t str, told: &[String]) -> &'t str {
    let ends = stored.match_indices(SEPARATOR).map(|(at, _)| at).chain([stored.len()]);
    let beginnings = ends.map(|end| &stored[..end]).filter(|beginning| told.iter().any(|told| told == beginning));
    beginnings.last().unwrap_or("")
}

const SEPARATOR: &str = " · ";

/// "Muster GmbH · Mechatroniker · 2. Jahr"; empty if nothing is told.
impl fmt::Display for Stratum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<&str> = self.parts().into_iter().filter(|part| !part.is_empty()).collect();
        f.write_str(&told.join(SEPARATOR))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stratum(firm: &str, occupation: &str, year: &str) -> Stratum {
        Stratum { firm: firm.into(), occupation: occupation.into(), year: year.into() }
    }

    fn roster(firm: &str, year: &str, issued: u64) -> Roster {
        Roster { stratum: stratum(firm, "", year), issued }
    }

    #[test]
    fn a_part_is_kept_from_k_codes_on() {
        let rosters = [roster("A", "1", 12), roster("A", "2", 11), roster("B", "1", 10)];
        assert_eq!(stratum("A", "", "1").coarsened(&rosters, 10).to_string(), "A · 1");
        assert_eq!(stratum("B", "", "1").coarsened(&rosters, 10).to_string(), "B · 1");
    }

    #[test]
    fn what_was_stored_before_is_cut_to_what_may_be_told_now() {
        let told = ["B".to_owned(), "A · 1".to_owned()];
        assert_eq!(cut_to("A · 1", &told), "A · 1");
        assert_eq!(cut_to("B · Koch · 1", &told), "B");
        assert_eq!(cut_to("A", &told), "");
    }

    /// Two apprentices in the second year: "A, year not told" would be those two.
    #[test]
    fn the_rest_is_never_smaller_than_k() {
        let rosters = [roster("A", "1", 12), roster("A", "2", 2), roster("B", "1", 20)];
        assert_eq!(stratum("A", "", "1").coarsened(&rosters, 10).to_string(), "A");
        let with_small_firm = [roster("A", "1", 12), roster("B", "1", 20), roster("C", "1", 3)];
        assert_eq!(stratum("C", "", "1").coarsened(&with_small_firm, 10).to_string(), "");
        assert_eq!(stratum("A", "", "1").coarsened(&with_small_firm, 10).to_string(), "");
        assert_eq!(stratum("B", "", "1").coarsened(&with_small_firm, 10).to_string(), "B · 1");
    }

    proptest! {
        #[test]
        fn nobody_is_found_by_crossing_out_the_names(named in 0..200_usize, nameless in 0..50_u64, k in 5..12_u64) {
            let told = names_told(named, nameless, k);
            prop_assert!(told <= named);
            let left = nameless + (named - told) as u64;
            prop_assert!(nameless == 0 || left >= k || told == 0, "{left} without a name beside {told} with one");
            // And no more names go than it takes.
            prop_assert!(nameless > 0 || told == named);
            prop_assert!(nameless < k || told == named);
            prop_assert!(told == named || left <= k.max(nameless));
        }

        /// Whatever was given out: everybody shares what stands beside their answer with at least k others, or with all.
        #[test]
        fn nobody_stands_in_a_group_smaller_than_k(
            sizes in prop::collection::vec((0..4_u8, 0..3_u8, 0..3_u8, 1..30_u64), 1..20),
            k in 5..12_u64,
        ) {
            let rosters: Vec<Roster> = sizes.iter().map(|(firm, occupation, year, issued)| Roster {
                stratum: stratum(&firm.to_string(), &occupation.to_string(), &year.to_string()),
                issued: *issued,
            }).collect();
            let all: u64 = rosters.iter().map(|roster| roster.issued).sum();
            let mut told: BTreeMap<Stratum, u64> = BTreeMap::new();
            for roster in &rosters {
                *told.entry(roster.stratum.coarsened(&rosters, k)).or_default() += roster.issued;
            }
            for (group, size) in told {
                prop_assert!(size >= k.min(all), "{group} has {size} of {all}");
            }
        }
    }
}
