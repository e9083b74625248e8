//! What R makes of the same data, for what no case covers: `tests/independent/procedures.R` says how.

use std::path::PathBuf;

use serde_json::Value as Json;
use statistics::{
    Design,
    association::{Method, chi_square, fisher_exact, independence},
    compare::{dunn, dz, kruskal_wallis, mann_whitney, signed_rank},
    drivers::{Rating, least_squares, lmg, penalty_reward, relative_weights},
    estimate::mean,
    reliability::{Covariance, Missing, items, omega},
    trend::welch,
};

use crate::{
    association::contingency,
    fixture::{Table, all, assert_close, number, numbers, read, reference},
};

fn procedures() -> Json {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/independent/procedures.json");
    serde_json::from_str(&read(&path)).unwrap()
}

/// Each figure of a list to nine places.
#[track_caller]
fn assert_all(found: &[f64], expected: &Json, tolerance: f64, what: &str) {
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len(), "{what}");
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert_close(*found, expected, tolerance, &format!("{what} {at}"));
    }
}

#[test]
fn exact_tables() {
    for table in procedures()["fisher"].as_array().unwrap() {
        let counts = contingency(&table["rows"]);
        assert_close(fisher_exact(&counts).unwrap(), number(&table["p"]), 1e-9, "Fisher");
        let found = chi_square(&counts).unwrap();
        assert_close(found.x2, number(&table["x2"]), 1e-9, "X²");
        assert_close(found.p, number(&table["chi_p"]), 1e-9, "p");
        assert_close(found.cramers_v_corrected, number(&table["corrected_v"]), 1e-9, "corrected V");
        let chosen = independence(&counts, 1).unwrap();
        let expected = if counts.shape() == (2, 2) { Method::Fisher } else { Method::Permutation };
        assert_eq!(chosen.method, expected);
        // 9,999 permutations are exact to about 3 standard errors of a share.
        let p = number(&table["p"]);
        assert_close(chosen.p, p, 0.03, "chosen test");
    }
}

#[test]
fn ranks_of_two_groups() {
    let procedures = procedures();
    for (name, is_exact) in [("tied", false), ("exact", true)] {
        let case = &procedures[name];
        let found = mann_whitney(&numbers(&case["a"]), &numbers(&case["b"])).unwrap();
        assert_eq!(found.is_exact, is_exact);
        assert_close(found.u, number(&case["u"]), 1e-9, name);
        assert_close(found.p_two, number(&case["p"]), 1e-9, name);
    }
    let case = &procedures["paired"];
    let (first, second) = (numbers(&case["first"]), numbers(&case["second"]));
    let found = signed_rank(&first, &second).unwrap();
    assert_close(found.v, number(&case["v"]), 1e-9, "V");
    assert_close(found.p_two, number(&case["p"]), 1e-9, "p of V");
    assert_close(dz(&first, &second).unwrap(), number(&case["dz"]), 1e-9, "d_z");
}

#[test]
fn ranks_of_three_groups() {
    let case = &procedures()["dunn"];
    let groups: Vec<Vec<f64>> = case["groups"].as_array().unwrap().iter().map(numbers).collect();
    let whole = kruskal_wallis(&groups).unwrap();
    assert_close(whole.h, number(&case["h"]), 1e-9, "H");
    assert_close(whole.p, number(&case["p_h"]), 1e-9, "p of H");
    let pairs = dunn(&groups).unwrap();
    assert_all(&pairs.iter().map(|pair| pair.z).collect::<Vec<_>>(), &case["z"], 1e-9, "z");
    assert_all(&pairs.iter().map(|pair| pair.p).collect::<Vec<_>>(), &case["p"], 1e-9, "p");
    assert_all(&pairs.iter().map(|pair| pair.p_adjusted).collect::<Vec<_>>(), &case["adjusted"], 1e-9, "adjusted p");
    assert_eq!(pairs.iter().map(|pair| (pair.first, pair.second)).collect::<Vec<_>>(), [(0, 1), (0, 2), (1, 2)]);
}

#[test]
fn means_of_two_independent_samples() {
    let case = &procedures()["welch"];
    let of = |name: &str| {
        let values = all(&numbers(&case[name]));
        mean(&Design::simple(values.len()).unwrap(), &values).unwrap()
    };
    let found = welch(&of("x"), &of("y")).unwrap();
    for (figure, name) in
        [(found.t, "t"), (found.df, "df"), (found.p, "p"), (found.slope.lo, "lo"), (found.slope.hi, "hi")]
    {
        assert_close(figure, number(&case[name]), 1e-7, name);
    }
}

fn attitude() -> Table {
    Table::read(&reference("attitude_chatterjee_price.csv"))
}

const DRIVERS: [&str; 6] = ["complaints", "privileges", "learning", "raises", "critical", "advance"];

#[test]
fn scale_of_the_attitude_data() {
    let (table, expected) = (attitude(), &procedures()["attitude"]);
    let columns = |names: &[&str]| names.iter().map(|name| table.answers(name)).collect::<Vec<_>>();
    let all = Covariance::new(&columns(&[&["rating"], DRIVERS.as_slice()].concat()), Missing::Listwise).unwrap();
    let found = items(&all).unwrap();
    let dropped: Vec<f64> = found.iter().map(|item| item.alpha_if_dropped.unwrap()).collect();
    assert_all(&dropped, &expected["dropped"], 1e-9, "alpha if dropped");
    let totals: Vec<f64> = found.iter().map(|item| item.item_total).collect();
    assert_all(&totals, &expected["item_total"], 1e-9, "item-total correlation");
    // factanal stops a little before the maximum.
    let factor = omega(&Covariance::new(&columns(&DRIVERS), Missing::Listwise).unwrap()).unwrap();
    assert_all(&factor.loadings, &expected["loadings"], 1e-4, "loading");
    assert_close(factor.omega, number(&expected["omega"]), 1e-4, "omega");
}

#[test]
fn shares_of_r_squared() {
    let (table, expected) = (attitude(), &procedures()["attitude"]);
    let (y, drivers) = (table.numbers("rating"), DRIVERS.map(|name| table.numbers(name)));
    assert_all(&lmg(&y, &drivers).unwrap(), &expected["lmg"], 1e-9, "LMG");
    assert_all(&relative_weights(&y, &drivers).unwrap(), &expected["johnson"], 1e-9, "Johnson");
    assert_all(&least_squares(&y, &drivers).unwrap().errors, &expected["errors"], 1e-9, "standard error");
}

#[test]
fn penalties_and_rewards() {
    let case = &procedures()["penalty"];
    let rating = |value: &f64| match *value {
        low if low <= 2.0 => Rating::Low,
        high if high >= 5.0 => Rating::High,
        _ => Rating::Middle,
    };
    let item = |name: &str| numbers(&case[name]).iter().map(rating).collect::<Vec<_>>();
    let found = penalty_reward(&numbers(&case["overall"]), &[item("p"), item("q")]).unwrap();
    let coefficients: Vec<f64> = found.iter().flat_map(|item| [item.penalty, item.reward]).collect();
    assert_all(&coefficients, &case["coefficients"], 1e-9, "coefficient");
    for item in found {
        assert_close(item.range, item.reward - item.penalty, 1e-12, "range");
        assert_close(item.sgp.unwrap() + item.dgp.unwrap(), 1.0, 1e-12, "both potentials");
    }
}
