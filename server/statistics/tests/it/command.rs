//! The reference cases through what `analyse` prints: fields named as in `expected`.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};
use statistics::command::{
    DesignFile, LongColumns, PopulationFile, Reach, Table, Wanted, compare_groups, compare_paired, coverage, crosstab,
    drivers, estimate, kano, maxdiff_rows, maxdiff_table, reliability_matrix, reliability_rows, trend,
};

use crate::{
    estimate::S04_SE,
    fixture::{self, assert_close, case, case_of_analytics, number, numbers, reference, targets},
    shared,
};

fn table(text: &str) -> Table {
    Table::read(text.as_bytes()).unwrap()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A column of numbers below its name, for cases that hold their data themselves.
fn columns(named: &[(&str, Vec<f64>)]) -> String {
    let mut text = named.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(",");
    for row in 0..named[0].1.len() {
        text.push('\n');
        text.push_str(&named.iter().map(|(_, column)| column[row].to_string()).collect::<Vec<_>>().join(","));
    }
    text
}

#[track_caller]
fn assert_fields(found: &Json, expected: &Json, fields: &[&str], tolerance: f64) {
    for field in fields {
        assert_close(number(&found[*field]), number(&expected[*field]), tolerance, field);
    }
}

#[test]
fn s01_to_s06_estimate() {
    let (Some(csv), Some(s01)) = (shared::reference("api_apistrat.csv"), shared::reference("S01.json")) else { return };
    let case: Json = serde_json::from_str(&s01).unwrap();
    let file = DesignFile {
        weight: Some("pw".to_owned()),
        strata: Some("stype".to_owned()),
        population: Some(PopulationFile::Strata(targets(&case["inputs"]["N"]))),
        ..DesignFile::default()
    };
    let wanted = Wanted {
        means: names(&["api00"]),
        totals: names(&["enroll"]),
        shares: names(&["sch.wide=No"]),
        by: Some("stype".to_owned()),
        ..Wanted::default()
    };
    let found = estimate(&table(&csv), &file, &wanted).unwrap();
    let full = &case["expected"]["full_precision"];
    assert_fields(&found["items"][0], full, &["mean", "se", "df"], 1e-6);
    assert_close(number(&found["items"][0]["deff_wo"]), number(&full["deff_wo"]), 5e-6, "deff_wo");
    for (end, expected) in numbers(&found["items"][0]["ci95"]).iter().zip(numbers(&full["ci95"])) {
        assert_close(*end, expected, 1e-6, "ci95");
    }
    assert_fields(&found["items"][1], full, &["total", "total_se"], 1e-6);
    assert_fields(&found, &case["expected"], &["kish_deff", "kish_neff"], 1e-6);
    let s06: Json = serde_json::from_str(&shared::reference("S06.json").unwrap()).unwrap();
    assert_fields(&found["items"][2], &s06["expected"]["apistrat"], &["p", "lo", "hi"], 1e-8);
    assert_fields(&found["items"][2], &s06["expected"]["apistrat"], &["n_eff"], 1e-6);
    assert_eq!(found["items"].as_array().unwrap().len(), 12, "all, E, H and M");
    assert_eq!(found["items"][3]["group"], "E");
}

#[test]
fn s03_and_s04_estimate_with_known_margins() {
    let Some(csv) = shared::reference("api_apiclus1.csv") else { return };
    let wanted = Wanted { means: names(&["api00"]), totals: names(&["enroll"]), ..Wanted::default() };
    for (id, margins) in [("S03", "margins"), ("S04", "poststrata")] {
        let case: Json = serde_json::from_str(&shared::reference(&format!("{id}.json")).unwrap()).unwrap();
        let known = &case["inputs"][margins];
        let mut file = DesignFile {
            weight: Some("pw".to_owned()),
            clusters: Some("dnum".to_owned()),
            population: Some(PopulationFile::Whole(757.0)),
            ..DesignFile::default()
        };
        if id == "S03" {
            file.margins =
                known.as_object().unwrap().iter().map(|(name, margin)| (name.clone(), targets(margin))).collect();
        } else {
            file.poststrata = [("stype".to_owned(), targets(known))].into();
        }
        let found = estimate(&table(&csv), &file, &wanted).unwrap();
        let (expected, tolerance) = (&case["expected"], &case["tolerance"]);
        let items = &found["items"];
        assert_close(number(&items[0]["mean"]), number(&expected["mean_api00"]), number(&tolerance["mean"]), id);
        let se = if id == "S03" { number(&expected["se"]) } else { S04_SE };
        assert_close(number(&items[0]["se"]), se, number(&tolerance["se"]), id);
        assert_close(number(&items[1]["total"]), number(&expected["total_enroll"]), number(&tolerance["total"]), id);
        assert_close(number(&items[1]["total_se"]), number(&expected["total_se"]), number(&tolerance["total"]), id);
        if id == "S03" {
            assert_fields(&found, expected, &["kish_deff"], 1e-6);
            let cells = expected["cell_weights"].as_array().unwrap();
            assert_eq!(found["cell_weights"].as_array().unwrap().len(), cells.len());
            for cell in cells {
                let is_same = |other: &&Json| [0, 1].iter().all(|at| cell.as_array().unwrap().contains(&other[*at]));
                let own = found["cell_weights"].as_array().unwrap().iter().find(is_same).unwrap();
                assert_close(number(&own[2]), number(&cell[2]), 1e-6, "cell weight");
            }
        }
    }
}

#[test]
fn s02_s07_and_s16_estimate() {
    let case = case("S16");
    let csv = columns(&[("y", numbers(&case["inputs"]["uriage"])), ("w", numbers(&case["inputs"]["pps_w"]))]);
    let file = DesignFile { weight: Some("w".to_owned()), ..DesignFile::default() };
    let wanted = Wanted { means: names(&["y"]), ..Wanted::default() };
    let found = estimate(&table(&csv), &file, &wanted).unwrap();
    assert_fields(&found["items"][0], &case["expected"], &["mean", "se", "deff_replace"], 5e-4);
    assert_fields(&found, &case["expected"], &["kish_deff", "kish_neff"], 5e-4);
    let s07 = fixture::case("S07");
    let inputs = &s07["inputs"];
    let csv =
        columns(&[("s", numbers(&inputs["stratid"])), ("w", numbers(&inputs["weight"])), ("x", numbers(&inputs["x"]))]);
    let population = [("1".to_owned(), 15.0), ("2".to_owned(), 12.0)].into();
    let name = |name: &str| Some(name.to_owned());
    let file = DesignFile {
        weight: name("w"),
        strata: name("s"),
        population: Some(PopulationFile::Strata(population)),
        ..DesignFile::default()
    };
    let wanted = Wanted { means: names(&["x"]), ..Wanted::default() };
    let found = estimate(&table(&csv), &file, &wanted).unwrap();
    assert_close(number(&found["items"][0]["mean"]), number(&s07["expected"]["mean"]), 5e-5, "mean");
    assert_close(number(&found["items"][0]["se"]), number(&s07["expected"]["se_with_fpc"]), 5e-5, "se");
    let Some(csv) = shared::reference("api_apisrs.csv") else { return };
    let s02: Json = serde_json::from_str(&shared::reference("S02.json").unwrap()).unwrap();
    let wanted = Wanted {
        means: names(&["api00"]),
        medians: names(&["api00"]),
        ratios: names(&["api.stu/enroll"]),
        ..Wanted::default()
    };
    let file = DesignFile { population: Some(PopulationFile::Whole(6194.0)), ..DesignFile::default() };
    let found = estimate(&table(&csv), &file, &wanted).unwrap();
    assert_close(number(&found["items"][0]["mean"]), number(&s02["expected"]["mean"]), 1e-6, "mean");
    assert_close(number(&found["items"][0]["se"]), number(&s02["expected"]["se_fpc"]), 1e-6, "se");
    assert!(found["items"][1]["ratio"].is_number() && found["items"][2]["median"].is_number());
}

#[test]
fn s14_crosstab_and_compare() {
    let case = case("S14");
    let (inputs, expected) = (&case["inputs"], &case["expected"]);
    let mut csv = "sex,party,count".to_owned();
    for (row, counts) in inputs["chisq"].as_array().unwrap().iter().enumerate() {
        numbers(counts)
            .iter()
            .enumerate()
            .for_each(|(column, count)| csv.push_str(&format!("\n{row},{column},{count}")));
    }
    let found = crosstab(&table(&csv), ("sex", "party"), Some("count"), None, 1).unwrap();
    assert_fields(&found, &expected["chisq"], &["X2", "df", "p", "cramers_v"], 1e-6);
    assert_eq!((found["method"].as_str(), found["n"].as_u64()), (Some("chi_square"), Some(2757)));
    let mut csv = "value,group".to_owned();
    for (group, name) in [("x", "mw_x"), ("y", "mw_y")] {
        numbers(&inputs[name]).iter().for_each(|value| csv.push_str(&format!("\n{value},{group}")));
    }
    let found = compare_groups(&table(&csv), "value", "group", None).unwrap();
    let fields = ["U", "p_greater", "p_two", "rank_biserial", "cliffs_delta", "A"];
    assert_fields(&found, &expected["mw"], &fields, 1e-6);
    let csv = reference("airquality_ozone_month.csv");
    let found = compare_groups(&table(&csv), "Ozone", "Month", None).unwrap();
    assert_fields(&found, &expected["kruskal"], &["H", "df", "p", "epsilon2", "eta2_H"], 1e-6);
    assert_eq!(found["items"].as_array().unwrap().len(), 10);
    let csv = columns(&[("x", numbers(&inputs["sr_x"])), ("y", numbers(&inputs["sr_y"]))]);
    let found = compare_paired(&table(&csv), "x", "y").unwrap();
    assert_fields(&found, &expected["signed_rank"], &["V", "p_greater"], 1e-6);
}

#[test]
fn s15_trend() {
    let case = case("S15");
    let csv = columns(&[("x", numbers(&case["inputs"]["x"])), ("n", numbers(&case["inputs"]["n"]))]);
    let found = trend(&table(&csv)).unwrap();
    assert_fields(&found, &case["expected"], &["trend_X2", "trend_p", "heterogeneity_X2", "df", "p"], 1e-6);
}

#[test]
fn m02_maxdiff() {
    let case = case("M02");
    let expected = fixture::Table::read(&reference("M02_vdata_expected.csv"));
    let csv = reference("M02_vdata_expected.csv");
    let check = |found: &Json| {
        for (at, item) in found["items"].as_array().unwrap().iter().enumerate() {
            for field in ["total", "best", "worst", "bw", "std_bw", "b", "choice_p"] {
                assert_close(number(&item[field]), expected.numbers(field)[at], 1e-6, field);
            }
        }
    };
    check(&maxdiff_table(&table(&csv), "issue").unwrap());
    check(&maxdiff_table(&table(&csv.replacen("total", "shown", 1)), "issue").unwrap());
    let columns = LongColumns { item: "label".to_owned(), ..LongColumns::default() };
    let found = maxdiff_rows(&table(&reference("M02_indiv.csv")), &columns).unwrap();
    for (name, score) in case["expected"]["individual_scores"].as_object().unwrap() {
        assert_eq!(found["individual_scores"][name.trim_start_matches("id")], *score, "{name}");
    }
    let Some(csv) = shared::reference("../microdata/maxdiff_issues_vdata.csv") else { return };
    let columns = LongColumns { item: "issue".to_owned(), ..LongColumns::default() };
    let found = maxdiff_rows(&table(&csv), &columns).unwrap();
    check(&found);
    assert_eq!(found["balance"]["balanced"], true);
}

#[test]
fn k01_kano() {
    let case = case("K01");
    let mut csv = "item;A;O;M;I;R;Q".to_owned();
    for (name, shares) in case["inputs"].as_object().unwrap() {
        csv.push_str(&format!("\n{name}"));
        for letter in ["A", "O", "M", "I", "R", "Q"] {
            csv.push_str(&format!(";{}", shares[letter].to_string().replace('.', ",")));
        }
    }
    let found = kano(&table(&csv), false).unwrap();
    for item in found["items"].as_array().unwrap() {
        let expected = &case["expected"][item["item"].as_str().unwrap()];
        assert_eq!(item["category"], expected["category"]);
        assert_fields(item, expected, &["better", "worse"], number(&case["tolerance"]["abs"]));
        assert!(item["distinct"].is_null());
    }
    let per_cent = table("item;A;O;M;I;R;Q\nGriff;30;20;40;10;0;0");
    assert!(kano(&per_cent, false).unwrap()["items"][0]["distinct"].is_boolean());
    assert!(kano(&per_cent, true).unwrap()["items"][0]["distinct"].is_null());
}

/// Cells as rows: what a cell weighs in the end is its total.
#[test]
fn s10_raking_without_trimming() {
    let case = case("S10");
    let rows = |of: &Json| -> Vec<Vec<f64>> { of.as_array().unwrap().iter().map(numbers_of).collect() };
    let (start, expected) = (rows(&case["inputs"]["start"]), rows(&case["expected"]["converged"]));
    let mut csv = "row,column,weight,one".to_owned();
    for (row, column) in (0..2).flat_map(|row| (0..5).map(move |column| (row, column))) {
        csv.push_str(&format!("\nr{row},c{column},{},1", start[row][column]));
    }
    let targets = |of: &Json, letter: &str| {
        let lines = numbers_of(of).into_iter().enumerate();
        lines.map(|(at, target)| (format!("{letter}{at}"), target)).collect::<BTreeMap<_, _>>()
    };
    let inputs = &case["inputs"];
    let (rows, columns) = (targets(&inputs["row_targets"], "r"), targets(&inputs["col_targets"], "c"));
    let weights = |trimming: Json| {
        let file = json!({ "weight": "weight", "margins": { "row": rows, "column": columns }, "trimming": trimming });
        let file: DesignFile = serde_json::from_value(file).unwrap();
        file.design(&table(&csv)).unwrap().0.weights().to_vec()
    };
    for (found, expected) in weights(json!(false)).into_iter().zip(expected.concat()) {
        assert_close(found, expected, number(&case["tolerance"]["abs"]), "a cell");
    }
    // The weights of these cells lie further apart than survey weights may.
    assert!((weights(Json::Null)[0] - expected[0][0]).abs() > 1.0);
}

fn numbers_of(of: &Json) -> Vec<f64> {
    of.as_array().unwrap().iter().map(number).collect()
}

#[test]
fn s13_and_s17_reliability_and_drivers() {
    let case = case("S17");
    let csv = table(&reference("attitude_chatterjee_price.csv"));
    let six = names(&["complaints", "privileges", "learning", "raises", "critical", "advance"]);
    let found = drivers(&csv, "rating", &six, None).unwrap();
    assert_fields(&found, &case["expected"], &["r2", "sigma"], 1e-6);
    for (group, figures) in [("coef", 7), ("zero_order_r", 6)] {
        let expected = case["expected"][group].as_object().unwrap();
        assert_eq!(expected.len(), figures);
        expected
            .iter()
            .for_each(|(name, figure)| assert_close(number(&found[group][name]), number(figure), 1e-6, name));
    }
    let seven = [names(&["rating"]), six].concat();
    let found = reliability_rows(&csv, &seven, (0.0, 100.0)).unwrap();
    assert_close(number(&found["alpha_listwise"]), number(&case["expected"]["alpha_all7"]), 1e-6, "alpha");
    let Some(text) = shared::reference("S13.json") else { return };
    let case: Json = serde_json::from_str(&text).unwrap();
    let csv = table(&shared::reference("../microdata/psych_bfi.csv").unwrap());
    for (scale, expected) in case["expected"]["scales"].as_object().unwrap() {
        let keys: Vec<String> = serde_json::from_value(expected["items"].clone()).unwrap();
        let found = reliability_rows(&csv, &keys, (1.0, 6.0)).unwrap();
        assert_fields(
            &found,
            expected,
            &["alpha_pairwise", "alpha_listwise", "alpha_std_pairwise", "n_listwise"],
            1e-6,
        );
        assert_fields(&found, expected, &["omega_1factor_ml_std_listwise"], 5e-4);
        let imputed = number(&case["expected"]["scoreItems_median_imputed"][scale]);
        assert_close(number(&found["alpha_median_imputed"]), imputed, 1e-6, scale);
    }
}

/// Real answers on a scale of 1 to 6, 2,721 of them whole; least squares on the dummies by numpy.linalg.lstsq.
#[test]
fn penalty_and_reward_of_real_ratings() {
    let Some(text) = shared::reference("../microdata/psych_bfi.csv") else { return };
    let found = drivers(&table(&text), "A5", &names(&["A2", "A3", "A4"]), Some((1.0, 6.0))).unwrap();
    // Penalty, reward, SGP, IA.
    let expected = [
        ([-0.317983349, 0.336535687, 0.514172496, 0.028344993], "performance"),
        ([-0.518618695, 0.784905558, 0.602141123, 0.204282247], "excitement"),
        ([-0.159567922, 0.224804900, 0.584861590, 0.169723180], "excitement"),
    ];
    for (item, (expected, factor)) in found["items"].as_array().unwrap().iter().zip(expected) {
        for (name, figure) in ["penalty", "reward", "sgp", "ia"].into_iter().zip(expected) {
            assert_close(number(&item[name]), figure, 1e-6, name);
        }
        assert_eq!(item["factor"], factor, "{item}");
    }
    let narrow = drivers(&table(&text), "A5", &names(&["A2"]), Some((1.0, 3.0))).unwrap_err();
    assert!(narrow.to_string().contains("mindestens vier Punkten"), "{narrow}");
    let off = drivers(&table(&text), "A5", &names(&["A2"]), Some((1.0, 5.0))).unwrap_err();
    assert!(off.to_string().contains('5'), "{off}");
}

#[test]
fn a_matrix_of_correlations() {
    let found = reliability_matrix(&table("item,a,b\na,1,0.6\nb,0.6,1")).unwrap();
    assert_close(number(&found["alpha_std"]), 0.75, 1e-12, "alpha");
    assert_eq!(found["items"].as_array().unwrap().len(), 2);
}

#[test]
fn a_weighted_crosstab() {
    let csv = "w,a,b\n1,x,u\n2,y,v\n3,x,u\n1,y,u\n2,x,v\n2,y,v\n1,,v\n4,y,u";
    let file = DesignFile { weight: Some("w".to_owned()), ..DesignFile::default() };
    let found = crosstab(&table(csv), ("a", "b"), None, Some(&file), 1).unwrap();
    assert_eq!((found["method"].as_str(), found["n"].as_u64()), (Some("rao_scott"), Some(7)));
    // Of a weight of 15: x,u 4; x,v 2; y,u 5; y,v 4.
    for (item, weight) in found["items"].as_array().unwrap().iter().zip([4.0, 2.0, 5.0, 4.0]) {
        assert_close(number(&item["share"]), weight / 15.0, 1e-12, "share");
    }
}

#[test]
fn broken_tables_say_where() {
    let message = |text: &str| match Table::read(text.as_bytes()) {
        Ok(table) => trend(&table).unwrap_err().to_string(),
        Err(error) => error.to_string(),
    };
    assert!(message("").contains("leer"));
    assert!(message("x,n").contains("keine Zeilen"));
    assert!(message("x,y\n1,2").contains("Die Spalte „n“ fehlt. Vorhanden sind: x, y."));
    assert!(message("x,n,x\n1,2,3").contains("Die Spalte „x“ steht mehrmals in der Datei."));
    assert!(message("x,n,y\n1,2").contains("Zeile 2: Die Zeile hat 2 Zellen, die Datei hat 3 Spalten."));
    assert!(message("x,n\n1,2\nviele,3").contains("Zeile 3, Spalte „x“: „viele“ ist keine Zahl."));
    assert!(message("x,n\n1,2\n,3").contains("Zeile 3, Spalte „x“: Hier fehlt ein Wert."));
    assert!(message("x,n\n1,2\n1.5,3").contains("ist keine Anzahl"));
    assert!(message("x,n\n5,2\n1,3").contains("5 von 2"));
    let file = DesignFile { weight: Some("w".to_owned()), ..DesignFile::default() };
    let wanted = Wanted { means: names(&["y"]), ..Wanted::default() };
    let refused = |text: &str| estimate(&table(text), &file, &wanted).unwrap_err().to_string();
    assert!(refused("w,y\n1,2\n0,3").contains("Gewicht 0 in Zeile 2"));
    assert!(refused("w,y\n1,2").contains("y: Aus 1 Erhebungseinheiten in 1 Schichten"));
    let wide = (0..10_000).map(|at| format!("c{at}")).collect::<Vec<_>>().join(",");
    let cells = vec!["1"; 10_000].join(",");
    let refused = refused(&format!("{wide}\n{cells}"));
    assert!(refused.contains("Die Spalte „w“ fehlt") && refused.len() < 400, "{refused}");
}

/// The three tables of C01: demand, offers, travel.
fn tables_of_c01(inputs: &Json) -> [String; 3] {
    let list = |json: &Json| -> Vec<String> {
        json.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    let places = list(&inputs["municipalities"]);
    let mut demand = "need,group,municipality,demand,se,n".to_owned();
    for cell in inputs["cells"].as_array().unwrap() {
        let cell = list(cell);
        let figure = |name: &str, at: usize| number(&inputs[name][cell.join("/")][at]);
        for (at, place) in places.iter().enumerate() {
            let (persons, se, n) = (figure("demand_persons", at), figure("demand_se", at), figure("n_respondents", at));
            demand.push_str(&format!("\n{},{},{place},{persons},{se},{n}", cell[0], cell[1]));
        }
    }
    let mut offers = "id,place,seats,topics,groups".to_owned();
    for offer in inputs["offers"].as_array().unwrap() {
        let text = |name: &str| offer[name].as_str().unwrap();
        let (topics, groups) = (list(&offer["topics"]).join("|"), list(&offer["groups"]).join(" | "));
        offers.push_str(&format!("\n{},{},{},{topics},{groups}", text("id"), text("place"), number(&offer["seats"])));
    }
    let mut travel = format!("from,{}", places.join(","));
    for (from, minutes) in places.iter().zip(inputs["travel_minutes"].as_array().unwrap()) {
        let minutes: Vec<String> =
            minutes.as_array().unwrap().iter().map(|minutes| number(minutes).to_string()).collect();
        travel.push_str(&format!("\n{from},{}", minutes.join(",")));
    }
    [demand, offers, travel]
}

fn coverage_of([demand, offers, travel]: &[String; 3]) -> Result<Json, String> {
    let reach = Reach { full: 30.0, zero: 60.0, online: 0.8, k: 5 };
    coverage(&table(demand), &table(offers), &table(travel), &reach).map_err(|error| error.to_string())
}

#[test]
fn c01_coverage() {
    let case = case_of_analytics("C01");
    let found = coverage_of(&tables_of_c01(&case["inputs"])).unwrap();
    let (expected, tolerance) = (&case["expected"], number(&case["tolerance"]["abs"]));
    let rows = expected["rows"].as_array().unwrap();
    assert_eq!(found["items"].as_array().unwrap().len(), rows.len());
    for (item, row) in found["items"].as_array().unwrap().iter().zip(rows) {
        for name in ["need", "group", "municipality", "n", "gap_type", "verdict"] {
            assert_eq!(item[name], row[name], "{name} of {row}");
        }
        assert_fields(item, row, &["demand", "access_ratio", "supply_alloc", "coverage", "unmet"], tolerance);
        // Given with four decimals: half a unit in the last place.
        assert_fields(item, row, &["demand_lo", "demand_hi", "unmet_lo", "unmet_hi"], 5e-5);
    }
    for (name, sums) in expected["regional"].as_object().unwrap() {
        assert_fields(&found["regional"][name], sums, &["demand", "allocated", "unmet"], tolerance);
    }
    for (offer, rate) in expected["R_offer"].as_object().unwrap() {
        match rate.is_null() {
            true => assert!(found["R_offer"][offer].is_null()),
            false => assert_close(number(&found["R_offer"][offer]), number(rate), tolerance, offer),
        }
    }
    assert_fields(&found, expected, &["lp_max_served", "total_alloc_by_matching_offers"], tolerance);
    assert_eq!(found["unused_offers"], expected["unused_offers"]);
}

/// By hand: of five seats for a near cell of three and a far cell of one, four are taken; the online offer's two go to
/// whoever is left.
#[test]
fn nobody_is_served_twice_and_no_seat_is_dealt_twice() {
    let demand = "need,group,municipality,demand,se,n\nki,a,X,3,0,9\nki,a,Y,1,0,9\nki,b,Y,9,0,9".to_owned();
    let offers = "id,place,seats,topics,groups\nP,X,5,ki,a\nQ,online,2,ki,a|b\nR,X,,ki,b".to_owned();
    let travel = "from,X,Y\nX,0,45\nY,45,0".to_owned();
    let found = coverage_of(&[demand.clone(), offers.clone(), travel.clone()]).unwrap();
    assert_close(number(&found["lp_max_served"]), 6.0, 1e-9, "four and two");
    // P reaches 3 + 0.5 · 1 persons; Q 0.8 of all 13.
    assert_close(number(&found["R_offer"]["P"]), 5.0 / 3.5, 1e-12, "P");
    assert_close(number(&found["R_offer"]["Q"]), 2.0 / 10.4, 1e-12, "Q");
    assert_eq!(found["items"][2]["verdict"], "uncertain", "R may have seats enough");
    let wrong = |tables: [String; 3]| coverage_of(&tables).unwrap_err();
    let far = travel.replace("X,0,45\n", "");
    assert!(wrong([demand.clone(), offers.clone(), far]).contains("Fahrzeit von „X“ nach „X“"));
    let twice = demand.clone() + "\nki,a,X,3,0,9";
    assert!(wrong([twice, offers.clone(), travel.clone()]).contains("zweimal"));
    let negative = demand.replace("X,3,0", "X,-3,0");
    assert!(wrong([negative, offers, travel]).contains("Weniger als 0"));
}
