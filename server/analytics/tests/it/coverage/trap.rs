//! The display trap of C01: what can be told with two cells hidden, and what somebody makes of it who tries all numbers.

use analytics::coverage::cover;
use domain::{
    disclosure::{Hidden, Rule, release_needs},
    meaning::Audience,
    report::{Cell, Coverage, CoverageLevels, Demand, NeedRow, Needs, Verdict},
};
use serde_json::json;

use super::{Case, everything, shown};

fn rule() -> Rule {
    Rule::new(Audience::Firm, 5)
}

/// The trap of C01: the cell with n = 4 is region minus others, so a second one goes with it. All whole numbers are put in
/// the hidden cells, and everything that a page could show is worked out again from offers and ways.
#[test]
fn c01_as_it_is_shown() {
    let case = Case::c01();
    let needs = disclosure::coverage::release(case.demand.clone(), rule());
    let released = cover(needs.get(), &case.public);
    let table = &released.municipalities;
    let row = &case.json["expected"]["rows"][5];
    assert_eq!((&row["verdict"], &row["gap_type"]), (&json!("suppressed"), &json!("suppressed")));
    assert_eq!(table.rows[1].cells[1..], [Cell::Suppressed, Cell::Suppressed]);
    assert!(table.rows[1].cells[0].shown().is_some());
    for row in [0, 2] {
        assert_eq!(shown(table, row, 0).verdict, Verdict::UnmetCertain);
        assert_eq!(shown(table, row, 1).verdict, Verdict::TooFewAnswers, "nine answers carry no verdict");
    }
    let exact = case.open();
    for at in 0..3 {
        let (told, truth) = (shown(&released.kreise, at, 0), shown(&exact.kreise, at, 0));
        assert!((told.supply - truth.supply).abs() < 0.5, "{told:?}, {truth:?}");
        assert!((told.coverage - truth.coverage).abs() < 0.01, "{told:?}, {truth:?}");
    }

    let fits = possible(&case, &pattern(needs.get()), &released);
    let span =
        |at: usize| fits.iter().map(|pair| pair[at]).max().unwrap() - fits.iter().map(|pair| pair[at]).min().unwrap();
    assert!(span(0) >= 5 && span(1) >= 5, "{fits:?}");
}

/// How it was: the same two cells hidden, and whole numbers and per cents of what was worked out of all cells beside them.
#[test]
fn the_trap_closes_where_figures_are_worked_out_of_what_is_hidden() {
    let case = Case::c01();
    let needs = disclosure::coverage::release(case.demand.clone(), rule());
    let rounded = |levels: &CoverageLevels| -> Vec<f64> {
        let cells = [&levels.municipalities, &levels.kreise].map(|table| table.rows.iter().flat_map(|row| &row.cells));
        let is_told = [&needs.get().rows].into_iter().flatten().flat_map(|row| &row.municipalities);
        let is_told = is_told.map(|cell| cell.shown().is_some()).chain([true; 3]);
        let told = cells.into_iter().flatten().zip(is_told).filter(|(_, is_told)| *is_told);
        let figures = |cell: &Cell<Coverage>| {
            let cell = cell.shown().expect("open").clone();
            [
                cell.demand.value.round(),
                cell.supply.round(),
                (cell.access_ratio * 100.0).round(),
                cell.unmet.value.round(),
            ]
        };
        told.flat_map(|(cell, _)| figures(cell)).collect()
    };
    let truth = rounded(&case.open());
    let mut fits = Vec::new();
    for pair in pairs() {
        let levels = cover(&everything(&other(&case.demand, pair)), &case.public);
        fits.extend((rounded(&levels) == truth).then_some(pair));
    }
    let most = fits.iter().map(|pair| pair[1]).max().unwrap();
    let least = fits.iter().map(|pair| pair[1]).min().unwrap();
    assert!(fits.contains(&[6, 4]) && most - least < 5, "{fits:?}");
}

/// Persons in the two cells of the trap, DEL and BUE.
fn pairs() -> impl Iterator<Item = [u32; 2]> {
    (0..60).flat_map(|first| (0..60).map(move |second| [first, second]))
}

fn other(demand: &Demand, pair: [u32; 2]) -> Demand {
    let mut demand = demand.clone();
    demand.rows[1].cells[1].persons = f64::from(pair[0]);
    demand.rows[1].cells[2].persons = f64::from(pair[1]);
    demand
}

/// What is hidden of each row.
fn pattern(needs: &Needs) -> Vec<Hidden> {
    fn hidden<T: PartialEq>(cells: &[Cell<T>]) -> Vec<bool> {
        cells.iter().map(|cell| *cell == Cell::Suppressed).collect()
    }
    let row = |row: &NeedRow| Hidden {
        municipalities: hidden(&row.municipalities),
        kreise: hidden(&row.kreise),
        region: row.region == Cell::Suppressed,
    };
    needs.rows.iter().map(row).collect()
}

/// Other numbers that tell the same with this pattern.
fn possible(case: &Case, hidden: &[Hidden], told: &CoverageLevels) -> Vec<[u32; 2]> {
    let fits = |pair: &[u32; 2]| {
        let needs = release_needs(other(&case.demand, *pair), hidden, &rule());
        cover(needs.get(), &case.public) == *told
    };
    pairs().filter(fits).collect()
}
