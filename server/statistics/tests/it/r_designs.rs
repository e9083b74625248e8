//! 50 random designs against R's survey package: `tests/independent/designs.R` made them and says how.

use std::path::PathBuf;

use serde_json::Value as Json;
use statistics::{
    Design, Factor, Plan, Population,
    association::rao_scott,
    compare::design_rank_test,
    estimate::{Estimated, difference, mean, median, proportion, ratio, total},
    weighting::{Margin, RakingOptions},
};

use crate::fixture::{all, assert_close, number, numbers, read, targets};

const TOLERANCE: f64 = 1e-6;

fn texts(json: &Json) -> Vec<String> {
    json.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn answers(json: &Json) -> Vec<Option<f64>> {
    json.as_array().unwrap().iter().map(Json::as_f64).collect()
}

/// Categories by the order of the alphabet.
fn codes(labels: &[String]) -> Vec<Option<usize>> {
    Factor::new(labels).codes().iter().copied().map(Some).collect()
}

fn design(case: &Json) -> Design {
    let data = &case["data"];
    let strata = texts(&data["st"]);
    let population = strata.iter().cloned().zip(numbers(&data["N"])).collect();
    let plan = Plan {
        weights: Some(numbers(&data["w"])),
        strata: Some(Factor::new(&strata)),
        clusters: Some(Factor::new(&texts(&data["psu"]))),
        population: case["finite"].as_bool().unwrap().then_some(Population::Strata(population)),
        ..Plan::default()
    };
    let design = Design::new(strata.len(), plan).unwrap();
    let Some(margins) = case["margins"].as_object().filter(|margins| !margins.is_empty()) else { return design };
    let margin =
        |(name, known): (&String, &Json)| Margin::new(name, Factor::new(&texts(&data[name])), &targets(known)).unwrap();
    let options = RakingOptions { tolerance: 1e-12, sweeps: 10_000, trimming: None };
    design.raked(margins.iter().map(margin).collect(), &options).unwrap().0
}

/// Relative where figures are large.
#[track_caller]
fn assert_figure(found: &Estimated, expected: &Json, what: &str) {
    let scale = number(&expected["value"]).abs().max(1.0);
    assert_close(found.value / scale, number(&expected["value"]) / scale, TOLERANCE, what);
    assert_close(found.se / scale, number(&expected["se"]) / scale, TOLERANCE, &format!("error of {what}"));
}

fn check_estimates(case: &Json, design: &Design, name: &str) {
    let data = &case["data"];
    let y = answers(&data["y"]);
    for (weight, expected) in design.weights().iter().zip(numbers(&case["weights"])) {
        assert_close(*weight, expected, TOLERANCE, &format!("{name} weight"));
    }
    let average = mean(design, &y).unwrap();
    assert_close(average.df, number(&case["df"]), 0.0, &format!("{name} df"));
    assert_figure(&average, &case["mean"], &format!("{name} mean"));
    assert_figure(&total(design, &y).unwrap(), &case["total"], &format!("{name} total"));
    assert_figure(&ratio(design, &y, &answers(&data["x"])).unwrap(), &case["ratio"], &format!("{name} ratio"));
    let item = mean(design, &answers(&data["item"])).unwrap();
    assert_figure(&item, &case["item"], &format!("{name} item with gaps"));
    assert_close(item.df, number(&case["item"]["df"]), 0.0, &format!("{name} df with gaps"));
    let groups = texts(&data["g"]);
    let of = |inside: bool| -> Vec<Option<f64>> {
        y.iter().zip(&groups).map(|(y, group)| y.filter(|_| (group == "a") == inside)).collect()
    };
    let domain = mean(design, &of(true)).unwrap();
    assert_figure(&domain, &case["domain"], &format!("{name} group"));
    assert_close(domain.df, number(&case["domain"]["df"]), 0.0, &format!("{name} df of the group"));
    assert_figure(&total(design, &of(true)).unwrap(), &case["domain_total"], &format!("{name} total of the group"));
    let apart = difference(design, &of(true), &of(false)).unwrap();
    assert_figure(&apart, &case["difference"], &format!("{name} difference"));
}

fn check_share_and_median(case: &Json, design: &Design, name: &str) {
    let yes: Vec<Option<bool>> = answers(&case["data"]["yes"]).iter().map(|yes| yes.map(|yes| yes > 0.0)).collect();
    let (share, expected) = (proportion(design, &yes).unwrap(), &case["share"]);
    assert_figure(&share.estimated, expected, &format!("{name} share"));
    assert_close(share.n_eff / number(&expected["n_eff"]), 1.0, TOLERANCE, &format!("{name} effective n"));
    assert_close(share.interval.lo, number(&expected["lo"]), TOLERANCE, &format!("{name} lo"));
    assert_close(share.interval.hi, number(&expected["hi"]), TOLERANCE, &format!("{name} hi"));
    let (middle, expected) = (median(design, &answers(&case["data"]["y"])).unwrap(), &case["median"]);
    assert_close(middle.interval.value, number(&expected["value"]), TOLERANCE, &format!("{name} median"));
    // R has no end where the interval leaves the sample.
    if let (Some(lo), Some(hi)) = (expected["lo"].as_f64(), expected["hi"].as_f64()) {
        assert_close(middle.interval.lo, lo, TOLERANCE, &format!("{name} lower end of the median"));
        assert_close(middle.interval.hi, hi, TOLERANCE, &format!("{name} upper end of the median"));
        assert_close(middle.se, number(&expected["se"]), TOLERANCE, &format!("{name} error of the median"));
    }
}

fn check_tests(case: &Json, design: &Design, name: &str) {
    let data = &case["data"];
    let (groups, answers) = (codes(&texts(&data["g"])), codes(&texts(&data["c"])));
    let (found, expected) = (rao_scott(design, &groups, &answers).unwrap(), &case["chi"]);
    for (share, expected) in found.shares.concat().iter().zip(numbers(&expected["shares"])) {
        assert_close(*share, expected, TOLERANCE, &format!("{name} cell"));
    }
    for (figure, field) in [(found.f, "f"), (found.ndf, "ndf"), (found.p, "p")] {
        assert_close(figure, number(&expected[field]), TOLERANCE, &format!("{name} chi-square {field}"));
    }
    assert_close(found.ddf / number(&expected["ddf"]), 1.0, TOLERANCE, &format!("{name} ddf"));
    let y = all(&numbers(&data["y"]));
    let two: Vec<Option<usize>> = groups.iter().map(|group| group.map(|group| group.min(1))).collect();
    let (found, expected) = (design_rank_test(design, &y, &two).unwrap(), &case["rank2"]);
    assert_close(found.f.sqrt(), number(&expected["t"]).abs(), TOLERANCE, &format!("{name} t of ranks"));
    assert_close(found.ddf, number(&expected["df"]), 0.0, &format!("{name} df of ranks"));
    assert_close(found.p, number(&expected["p"]), TOLERANCE, &format!("{name} p of ranks"));
    let (found, expected) = (design_rank_test(design, &y, &groups).unwrap(), &case["rank3"]);
    assert_close(found.f * found.ndf, number(&expected["chisq"]), TOLERANCE, &format!("{name} Wald of ranks"));
    assert_close(found.p, number(&expected["p"]), TOLERANCE, &format!("{name} p of three groups"));
}

#[test]
fn fifty_random_designs_as_in_r() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/independent/designs.json");
    let cases: Vec<Json> = serde_json::from_str(&read(&path)).unwrap();
    assert_eq!(cases.len(), 50);
    for (at, case) in cases.iter().enumerate() {
        let name = format!("design {}", at + 1);
        let design = design(case);
        check_estimates(case, &design, &name);
        check_share_and_median(case, &design, &name);
        check_tests(case, &design, &name);
    }
}
