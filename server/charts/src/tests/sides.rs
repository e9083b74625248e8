//! Two groups for the tests of comparisons.

use domain::{
    id::ConstructId,
    meaning::Role,
    report::{Based, Difference},
};

use crate::{Sides, samples::estimate};

/// `c{at}`: two means and how far they are apart.
pub(super) fn difference(at: usize, first: f64, second: f64, n: u64) -> Difference {
    let apart = second - first;
    Difference {
        construct: ConstructId::new(&format!("c{at}")).expect("a valid name"),
        role: Role::Fulfilment,
        first: Based { n, value: first },
        second: Based { n: n + 1, value: second },
        difference: estimate(apart, 0.2),
        delta: apart / 4.0,
        p: 0.01,
        p_adjusted: 0.02,
    }
}

pub(super) fn two_sides(name: &str) -> [Sides; 2] {
    [
        Sides::Audiences { first: "Betriebe".to_owned(), second: name.to_owned() },
        Sides::Years { first: "2024".to_owned(), second: "2026".to_owned() },
    ]
}
