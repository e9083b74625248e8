//! An attacker of their own kind: no linear program, but whole numbers, narrowed by every equation and tried one after
//! the other. Knows nothing of how the engine thinks.

/// Σ coefficient · unknown between two values.
#[derive(Debug, Clone)]
pub struct Equation {
    pub terms: Vec<(usize, i64)>,
    pub lo: i64,
    pub hi: i64,
}

/// More than any number in these data.
const MOST: i64 = 100_000;
/// Steps after which a question stays open.
const STEPS: u32 = 20_000;
/// Corners that are looked at for one of whole numbers.
const CORNERS: usize = 40;

#[derive(Debug, Default)]
pub struct Attacker {
    unknowns: usize,
    equations: Vec<Equation>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Possible,
    Impossible,
    /// Too long to find out. A proof does not hold with these.
    Open,
}

impl Attacker {
    pub fn new(unknowns: usize) -> Attacker {
        Attacker { unknowns, equations: Vec::new() }
    }

    pub fn learns(&mut self, terms: Vec<(usize, i64)>, lo: i64, hi: i64) {
        self.equations.push(Equation { terms, lo, hi });
    }

    /// Is there a table with everything published, and this form from `lo` to `hi`?
    pub fn is_possible(&self, terms: &[(usize, i64)], lo: i64, hi: i64) -> Answer {
        let mut equations = self.equations.clone();
        equations.push(Equation { terms: terms.to_vec(), lo, hi });
        let mut uses = vec![Vec::new(); self.unknowns];
        for (at, equation) in equations.iter().enumerate() {
            equation.terms.iter().for_each(|(unknown, _)| uses[*unknown].push(at));
        }
        let mut search = Search { equations: &equations, uses, steps: STEPS };
        search.find(vec![(0, MOST); self.unknowns], (0..equations.len()).collect())
    }

    /// Everything learned, ready to be asked.
    pub fn ready(self) -> Ready {
        let simplex = Simplex::new(self.unknowns, &self.equations);
        Ready { attacker: self, simplex }
    }
}

/// An attacker who goes from corner to corner of all tables that fit. A corner of whole numbers is a table that could be
/// the true one; for the others whole numbers are tried.
pub struct Ready {
    attacker: Attacker,
    simplex: Simplex,
}

impl Ready {
    /// The largest value of the form that a table of whole numbers was found for, and whether none can be larger.
    pub fn most(&mut self, terms: &[(usize, i64)]) -> (i64, bool) {
        let Some(bound) = self.simplex.most(terms) else { return (MOST, true) };
        let bound = (bound + 1e-6).floor() as i64;
        let mut best = i64::MIN;
        for attempt in 0..CORNERS {
            if attempt > 0 {
                // The same end at another corner, or one further in: where the end lies between whole numbers, none of
                // its corners is a table.
                let pull = if attempt % 2 == 0 { 10_000 } else { attempt as i64 / 8 };
                let mut slanted: Vec<(usize, i64)> = terms.iter().map(|(unknown, by)| (*unknown, by * pull)).collect();
                let slant = |unknown: usize| (unknown * 7_919 + attempt * 104_729) as i64 % 13 - 6;
                slanted.extend((0..self.attacker.unknowns).map(|unknown| (unknown, slant(unknown))));
                self.simplex.most(&slanted);
            }
            if let Some(corner) = self.simplex.whole(self.attacker.unknowns) {
                best = best.max(terms.iter().map(|(unknown, by)| by * corner[*unknown]).sum());
            }
            if best == bound {
                break;
            }
        }
        (best, best == bound)
    }

    pub fn least(&mut self, terms: &[(usize, i64)]) -> (i64, bool) {
        let negative: Vec<(usize, i64)> = terms.iter().map(|(unknown, by)| (*unknown, -by)).collect();
        let (most, is_exact) = self.most(&negative);
        (most.saturating_neg(), is_exact)
    }

    /// By trying whole numbers, where corners do not say.
    pub fn is_possible(&self, terms: &[(usize, i64)], lo: i64, hi: i64) -> Answer {
        self.attacker.is_possible(terms, lo, hi)
    }

    /// The largest value, fractions and all.
    pub fn most_of_any(&mut self, terms: &[(usize, i64)]) -> f64 {
        self.simplex.most(terms).unwrap_or(MOST as f64)
    }
}

/// The simplex method on a full tableau, by the book (Chvátal 1983, Linear Programming, 2 and 3).
struct Simplex {
    /// Columns: unknowns, slacks, right-hand side.
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    columns: usize,
}

const SMALL: f64 = 1e-7;

impl Simplex {
    fn new(unknowns: usize, equations: &[Equation]) -> Simplex {
        let ranged = equations.iter().filter(|equation| equation.lo != equation.hi).count();
        let rows = equations.len() + ranged;
        let real = unknowns + 2 * ranged;
        let columns = real + rows;
        let mut simplex = Simplex { rows: Vec::new(), basis: Vec::new(), columns };
        let mut slack = unknowns;
        for equation in equations {
            let sides: &[(i64, f64)] = match equation.lo == equation.hi {
                true => &[(equation.lo, 0.0)],
                false => &[(equation.lo, -1.0), (equation.hi, 1.0)],
            };
            for (side, sign) in sides {
                let mut row = vec![0.0; columns + 1];
                equation.terms.iter().for_each(|(unknown, by)| row[*unknown] += *by as f64);
                row[columns] = *side as f64;
                if *sign != 0.0 {
                    row[slack] = *sign;
                    slack += 1;
                }
                if row[columns] < 0.0 {
                    row.iter_mut().for_each(|entry| *entry = -*entry);
                }
                let artificial = real + simplex.rows.len();
                row[artificial] = 1.0;
                simplex.basis.push(artificial);
                simplex.rows.push(row);
            }
        }
        let mut objective = vec![0.0; columns];
        objective[real..].fill(-1.0);
        let left = simplex.climb(&objective).expect("bounded");
        assert!(left > -1e-5, "what is published fits no table: {left}");
        simplex.without_artificials(real);
        simplex
    }

    /// Rows that say nothing new go, and so do the columns of the start.
    fn without_artificials(&mut self, real: usize) {
        for row in (0..self.rows.len()).rev() {
            if self.basis[row] < real {
                continue;
            }
            match (0..real).find(|column| self.rows[row][*column].abs() > SMALL) {
                Some(column) => self.pivot(row, column),
                None => {
                    self.rows.remove(row);
                    self.basis.remove(row);
                }
            }
        }
        for row in &mut self.rows {
            row[real] = row[self.columns];
            row.truncate(real + 1);
        }
        self.columns = real;
    }

    /// `None` without end.
    fn most(&mut self, terms: &[(usize, i64)]) -> Option<f64> {
        let mut objective = vec![0.0; self.columns];
        terms.iter().for_each(|(unknown, by)| objective[*unknown] += *by as f64);
        self.climb(&objective)
    }

    fn climb(&mut self, objective: &[f64]) -> Option<f64> {
        let columns = self.columns;
        let mut gains: Vec<f64> = objective.to_vec();
        gains.push(0.0);
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            let by = objective[*basic];
            if by != 0.0 {
                gains.iter_mut().zip(row).for_each(|(gain, entry)| *gain -= by * entry);
            }
        }
        for step in 0.. {
            let rising = (0..columns).filter(|column| gains[*column] > SMALL);
            // The steepest way; the first one after long wandering, which ends every circle (Bland 1977).
            let entering = match step < 2_000 {
                true => rising.max_by(|a, b| gains[*a].total_cmp(&gains[*b])),
                false => rising.min(),
            };
            let Some(column) = entering else { return Some(-gains[columns]) };
            let ratio = |row: usize| self.rows[row][columns].max(0.0) / self.rows[row][column];
            let leaving = (0..self.rows.len())
                .filter(|row| self.rows[*row][column] > SMALL)
                .min_by(|a, b| ratio(*a).total_cmp(&ratio(*b)).then(self.basis[*a].cmp(&self.basis[*b])));
            let row = leaving?;
            self.pivot(row, column);
            let by = gains[column];
            gains.iter_mut().zip(&self.rows[row]).for_each(|(gain, entry)| *gain -= by * entry);
        }
        None
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let by = self.rows[row][column];
        self.rows[row].iter_mut().for_each(|entry| *entry /= by);
        let pivot = self.rows[row].clone();
        for (at, other) in self.rows.iter_mut().enumerate() {
            let by = other[column];
            if at != row && by != 0.0 {
                other.iter_mut().zip(&pivot).for_each(|(entry, of)| *entry -= by * of);
            }
        }
        self.basis[row] = column;
    }

    /// The first unknowns in this corner, if all of them are whole numbers.
    fn whole(&self, unknowns: usize) -> Option<Vec<i64>> {
        let mut corner = vec![0; unknowns];
        for (row, basic) in self.rows.iter().zip(&self.basis).filter(|(_, basic)| **basic < unknowns) {
            let value = row[self.columns];
            if (value - value.round()).abs() > 1e-5 {
                return None;
            }
            corner[*basic] = value.round() as i64;
        }
        Some(corner)
    }
}

struct Search<'a> {
    equations: &'a [Equation],
    uses: Vec<Vec<usize>>,
    steps: u32,
}

type Bounds = Vec<(i64, i64)>;

impl Search<'_> {
    fn find(&mut self, mut bounds: Bounds, touched: Vec<usize>) -> Answer {
        if self.steps == 0 {
            return Answer::Open;
        }
        self.steps -= 1;
        if !self.narrow(&mut bounds, touched) {
            return Answer::Impossible;
        }
        // The unknown with the fewest values left.
        let open = (0..bounds.len()).filter(|at| bounds[*at].0 < bounds[*at].1 && !self.uses[*at].is_empty());
        let Some(next) = open.min_by_key(|at| bounds[*at].1 - bounds[*at].0) else { return Answer::Possible };
        let (lo, hi) = bounds[next];
        let middle = lo + (hi - lo) / 2;
        let mut answer = Answer::Impossible;
        for half in [(lo, middle), (middle + 1, hi)] {
            let mut part = bounds.clone();
            part[next] = half;
            match self.find(part, self.uses[next].clone()) {
                Answer::Impossible => {}
                other => answer = other,
            }
            if answer == Answer::Possible {
                return answer;
            }
        }
        answer
    }

    /// Every equation against the bounds of its terms, until nothing changes.
    fn narrow(&self, bounds: &mut Bounds, mut waiting: Vec<usize>) -> bool {
        while let Some(at) = waiting.pop() {
            let Equation { terms, lo, hi } = &self.equations[at];
            let ends = |(unknown, by): &(usize, i64), bounds: &Bounds| {
                let (a, b) = (by * bounds[*unknown].0, by * bounds[*unknown].1);
                (a.min(b), a.max(b))
            };
            let (least, most) = terms.iter().fold((0, 0), |sum, term| {
                let (a, b) = ends(term, bounds);
                (sum.0 + a, sum.1 + b)
            });
            if least > *hi || most < *lo {
                return false;
            }
            for term in terms {
                let (own_least, own_most) = ends(term, bounds);
                // What is left for this term when all others are at their ends.
                let (from, to) = (lo - (most - own_most), hi - (least - own_least));
                let (unknown, by) = *term;
                let (from, to) = if by > 0 {
                    (from.div_euclid(by) + i64::from(from.rem_euclid(by) > 0), to.div_euclid(by))
                } else {
                    let (from, to, by) = (-to, -from, -by);
                    (from.div_euclid(by) + i64::from(from.rem_euclid(by) > 0), to.div_euclid(by))
                };
                let narrower = (bounds[unknown].0.max(from), bounds[unknown].1.min(to));
                if narrower.0 > narrower.1 {
                    return false;
                }
                if narrower != bounds[unknown] {
                    bounds[unknown] = narrower;
                    let again = self.uses[unknown].iter().filter(|other| !waiting.contains(other)).copied();
                    let again: Vec<usize> = again.collect();
                    waiting.extend(again);
                    // Its own sums have changed.
                    break;
                }
            }
        }
        true
    }
}

#[test]
fn the_attacker_solves_a_riddle() {
    // a + b = 7, a + c = 3, b and c unknown beyond that: a from 0 to 3.
    let mut attacker = Attacker::new(3);
    attacker.learns(vec![(0, 1), (1, 1)], 7, 7);
    attacker.learns(vec![(0, 1), (2, 1)], 3, 3);
    assert_eq!(attacker.is_possible(&[(0, 1)], 4, 50), Answer::Impossible);
    let mut ready = Attacker { unknowns: 3, equations: attacker.equations.clone() }.ready();
    assert_eq!((ready.least(&[(0, 1)]), ready.most(&[(0, 1)])), ((0, true), (3, true)));
    assert_eq!((ready.least(&[(1, 1), (2, -1)]), ready.most(&[(1, 1)])), ((4, true), (7, true)));
    attacker.learns(vec![(1, 2), (2, -2)], 8, 8);
    assert_eq!(attacker.is_possible(&[(0, 1)], 0, 3), Answer::Possible);
    attacker.learns(vec![(0, 3)], 7, 8);
    assert_eq!(attacker.is_possible(&[(0, 1)], 0, 50), Answer::Impossible, "no whole number lies between");
}
