//! Needs by place: what an attacker who knows all sums, and may be one of the firms, makes of a release.

use disclosure::coverage::{Row, hidden};
use domain::{
    disclosure::{Hidden, Rule, class_of_firms},
    id::TopicId,
    meaning::{Audience, TargetGroup},
    report::{DemandCell, DemandRow},
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::attacker::{Attacker, Ready};

const K: u32 = 5;

fn rule() -> Rule {
    Rule::new(Audience::Firm, K)
}

/// Firms of each place by what they need.
fn row(places: &[Vec<u32>]) -> DemandRow {
    let cell = |firms: &Vec<u32>| {
        let mut sorted: Vec<f64> = firms.iter().map(|persons| f64::from(*persons)).collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        sorted.resize(sorted.len().max(2), 0.0);
        DemandCell {
            n: firms.len() as u64,
            persons: sorted.iter().sum(),
            se: sorted.iter().map(|persons| persons * persons).sum::<f64>().sqrt(),
            largest: [sorted[0], sorted[1]],
        }
    };
    DemandRow {
        topic: TopicId::new("ki").unwrap(),
        group: TargetGroup::Trainers,
        cells: places.iter().map(cell).collect(),
        unaware: None,
        dissatisfied: None,
    }
}

struct Case {
    row: DemandRow,
    kreis_of: Vec<Option<usize>>,
    kreise: usize,
}

impl Case {
    fn new(kreise: &[&[Vec<u32>]]) -> Case {
        let places: Vec<Vec<u32>> = kreise.concat();
        let of = |(kreis, places): (usize, &&[Vec<u32>])| vec![Some(kreis); places.len()];
        Case { row: row(&places), kreis_of: kreise.iter().enumerate().flat_map(of).collect(), kreise: kreise.len() }
    }

    fn hidden(&self) -> Hidden {
        hidden(Row { row: &self.row, kreis_of: &self.kreis_of, kreise: self.kreise }, rule())
    }

    fn members(&self, kreis: usize) -> Vec<usize> {
        (0..self.kreis_of.len()).filter(|at| self.kreis_of[*at] == Some(kreis)).collect()
    }

    /// All that is told beside what somebody knows for themselves: `own` is a place with no other firm.
    fn attacked(&self, hidden: &Hidden, own: Option<usize>) -> Ready {
        let (cells, count) = (&self.row.cells, self.row.cells.len());
        let mut attacker = Attacker::new(2 * count);
        for (at, cell) in cells.iter().enumerate() {
            let (persons, is_told) = (cell.persons as i64, !hidden.municipalities[at]);
            attacker.learns(vec![(at, 1), (count + at, -1)], 0, MOST);
            if is_told || own == Some(at) {
                attacker.learns(vec![(at, 1)], persons, persons);
            }
            if is_told {
                let (low, high) = class(cell.n);
                attacker.learns(vec![(count + at, 1)], low, high);
            }
        }
        for kreis in (0..self.kreise).filter(|kreis| !hidden.kreise[*kreis]) {
            let members = self.members(kreis);
            let sum = DemandCell::together(members.iter().map(|at| &cells[*at]));
            let (low, high) = class(sum.n);
            attacker.learns(sum_of(members.iter().copied()), sum.persons as i64, sum.persons as i64);
            attacker.learns(sum_of(members.iter().map(|at| count + at)), low, high);
        }
        if !hidden.region {
            let all = DemandCell::together(cells).persons as i64;
            attacker.learns(sum_of(0..count), all, all);
        }
        attacker.ready()
    }

    /// What of the release gives too much away.
    fn broken(&self, hidden: &Hidden) -> Vec<String> {
        let (cells, count) = (&self.row.cells, self.row.cells.len());
        let mut broken = Vec::new();
        let places = (0..count).filter(|at| hidden.municipalities[*at]).map(|at| vec![at]);
        let kreise = (0..self.kreise).filter(|kreis| hidden.kreise[*kreis]).map(|kreis| self.members(kreis));
        let groups: Vec<Vec<usize>> = places.chain(kreise).collect();
        let mut outsider = self.attacked(hidden, None);
        for group in &groups {
            let sum = DemandCell::together(group.iter().map(|at| &cells[*at]));
            let persons = span(&mut outsider, &sum_of(group.iter().copied()));
            let firms = span(&mut outsider, &sum_of(group.iter().map(|at| count + at)));
            for (what, (low, high)) in [("persons", persons), ("firms", firms)] {
                if high - low < i64::from(K) {
                    broken.push(format!("{what} of {group:?}: {low} to {high}"));
                }
            }
            if (persons.1 as f64) < 1.15 * sum.largest[0] + sum.largest[1] {
                broken.push(format!("{group:?} is at most {}, its largest firm {:?}", persons.1, sum.largest));
            }
        }
        for own in (0..count).filter(|at| cells[*at].n == 1 && hidden.municipalities[*at]) {
            let mut insider = self.attacked(hidden, Some(own));
            for group in groups.iter().filter(|group| !group.contains(&own)) {
                let (_, most) = span(&mut insider, &sum_of(group.iter().copied()));
                let largest = group.iter().map(|at| cells[*at].largest[0]).fold(0.0, f64::max);
                if (most as f64) < 1.15 * largest {
                    broken.push(format!(
                        "{own} knows of {group:?} that it is at most {most}, its largest firm {largest}"
                    ));
                }
            }
        }
        broken
    }
}

/// As large as any number may be.
const MOST: i64 = 100_000;

fn class(n: u64) -> (i64, i64) {
    let (low, high) = class_of_firms(n, &rule());
    (low as i64, high.map_or(MOST, |high| high as i64))
}

fn sum_of(unknowns: impl Iterator<Item = usize>) -> Vec<(usize, i64)> {
    unknowns.map(|unknown| (unknown, 1)).collect()
}

/// Between tables of whole numbers that fit.
fn span(attacker: &mut Ready, terms: &[(usize, i64)]) -> (i64, i64) {
    (attacker.least(terms).0, attacker.most(terms).0)
}

fn only(municipalities: &[bool], kreise: &[bool]) -> Hidden {
    Hidden { municipalities: municipalities.to_vec(), kreise: kreise.to_vec(), region: false }
}

/// A Kreis of 300 persons: one firm with 95 in a place of its own, five with 5 together in the next. The rule "two hidden
/// cells with k firms together" let it pass, and what was left was 100.
#[test]
fn what_is_left_of_a_kreis_does_not_give_a_firm_away() {
    let one_by_one = vec![1; 5];
    let many = vec![25, 25, 20, 20, 20, 20, 15, 15, 15, 10, 10, 5];
    let case = Case::new(&[&[vec![95], one_by_one.clone(), many]]);
    let before = case.broken(&only(&[true, true, false], &[false]));
    assert!(before.iter().any(|what| what.contains("its largest firm")), "{before:?}");
    assert_eq!(case.broken(&case.hidden()), [""; 0]);
    // Each of two firms alone in its place would know the other.
    let pair = Case::new(&[&[vec![40], vec![30], vec![9, 8, 7, 6, 5, 4], vec![9; 12]]]);
    let before = pair.broken(&only(&[true, true, true, false], &[false]));
    assert_eq!(before, [""; 0], "six others stand between them");
    let before = pair.broken(&only(&[true, true, false, false], &[false]));
    assert!(before.iter().any(|what| what.contains("knows of")), "{before:?}");
    assert_eq!(pair.broken(&pair.hidden()), [""; 0]);
}

/// Two Kreise of one municipality each, as in the region: hiding one of the two levels hides nothing.
#[test]
fn a_kreis_of_one_municipality_is_hidden_with_it() {
    let many = vec![4, 4, 3, 3, 2, 2];
    let case = Case::new(&[&[vec![3, 2]], &[many.clone(), many.clone()], &[many]]);
    let hidden = case.hidden();
    assert!(hidden.municipalities[0] && hidden.kreise[0], "{hidden:?}");
    assert_eq!(case.broken(&hidden), [""; 0]);
    assert!(!case.broken(&only(&[true, false, false, false], &[false; 3])).is_empty());
}

/// "Nobody" would be known of each firm of the place.
#[test]
fn that_nobody_needs_anything_is_hidden_like_that_few_do() {
    let many = vec![4, 4, 3, 3, 2, 2];
    let case = Case::new(&[&[vec![], many.clone(), many.clone()], &[many.clone(), many]]);
    let hidden = case.hidden();
    assert!(hidden.municipalities[0], "{hidden:?}");
    assert_eq!(case.broken(&hidden), [""; 0]);
}

#[test]
fn where_only_one_firm_needs_anything_nothing_is_told() {
    let hidden = Case::new(&[&[vec![7], vec![]], &[vec![]]]).hidden();
    assert!(hidden.municipalities[0] && hidden.kreise[0] && hidden.region, "{hidden:?}");
}

/// Few firms with few persons each, and now and then a large one.
fn any_place(random: &mut ChaCha8Rng) -> Vec<u32> {
    let firms = if random.random_bool(0.2) { 0 } else { random.random_range(1..14) };
    let persons = |random: &mut ChaCha8Rng| match random.random_bool(0.1) {
        true => random.random_range(10..80),
        false => random.random_range(1..6),
    };
    (0..firms).map(|_| persons(random)).collect()
}

#[test]
fn nothing_hidden_of_random_regions_can_be_worked_out() {
    let mut random = ChaCha8Rng::seed_from_u64(26);
    let (mut told, mut all, mut naive) = (0, 0, 0);
    for number in 0..400 {
        let kreise: Vec<Vec<Vec<u32>>> = (0..random.random_range(1..4))
            .map(|_| (0..random.random_range(1..5)).map(|_| any_place(&mut random)).collect())
            .collect();
        let case = Case::new(&kreise.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let hidden = case.hidden();
        assert_eq!(case.broken(&hidden), [""; 0], "region {number}: {kreise:?}, {hidden:?}");
        let is_small = |at: usize| case.row.cells[at].n < u64::from(K);
        let safe: Vec<usize> = (0..case.row.cells.len()).filter(|at| !is_small(*at)).collect();
        told += safe.iter().filter(|at| !hidden.municipalities[**at]).count();
        all += safe.len();
        let small: Vec<bool> = (0..case.row.cells.len()).map(is_small).collect();
        let is_small =
            |kreis: usize| case.members(kreis).iter().map(|at| case.row.cells[*at].n).sum::<u64>() < u64::from(K);
        let of_kreise: Vec<bool> = (0..case.kreise).map(is_small).collect();
        naive += usize::from(!case.broken(&only(&small, &of_kreise)).is_empty());
    }
    assert!(naive > 200, "hiding small cells alone is broken in {naive} of 400, so the attack finds something");
    assert!(told * 2 > all, "of {all} cells of k firms {told} are told");
}
