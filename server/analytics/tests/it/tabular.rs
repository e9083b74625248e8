//! `analyse gap` on tables: the numbers of G03 and G02, and a clear word for every broken table.

use analytics::tabular::{Options, Scale, analyse_gap, analyse_means};
use serde_json::Value;

use crate::fixture::{assert_close, case, number, perth, reference, rows};

fn options(scale: &str) -> Options {
    Options { importance: "imp_".to_owned(), fulfilment: "sat_".to_owned(), scale: scale.parse().unwrap() }
}

#[test]
fn g03_field_by_field() {
    let output = analyse_gap(perth().as_bytes(), &options("1-5")).unwrap();
    let table = reference("G03_perth_gap_expected.csv");
    let header = table.lines().next().unwrap();
    let items = output["items"].as_array().unwrap();
    assert_eq!(items.len(), 22);
    for (item, row) in items.iter().zip(rows(&table)) {
        for field in header.split(',') {
            match &item[field] {
                Value::String(text) => assert_eq!(*text, row[field], "{field}"),
                Value::Number(figure) => {
                    assert_close(figure.as_f64().unwrap(), row[field].parse().unwrap(), 1e-6, field);
                }
                other => panic!("{field}: {other}"),
            }
        }
    }
    for (name, expected) in case("G03")["expected"].as_object().unwrap().iter().filter(|(name, _)| *name != "csv") {
        assert_close(number(&output[name]), number(expected), 1e-6, name);
    }
}

#[test]
fn g02_from_means() {
    let rows = rows(&reference("G02_martilla_james_1977.csv"));
    let mut table = "item;importance;fulfilment\n".to_owned();
    for row in &rows {
        let comma = |column: &str| row[column].replace('.', ",");
        table.push_str(&format!("\"{}\";{};{}\n", row["item"], comma("I"), comma("P")));
    }
    let output = analyse_means(table.as_bytes(), "1-4".parse().unwrap()).unwrap();
    let expected = &case("G02")["expected"];
    for (name, ours) in [("grand_mean_I", "grand_mean_importance"), ("grand_mean_P", "grand_mean_satisfaction")] {
        assert_close(number(&output[name]), number(&expected[name]), 1e-9, name);
        assert_eq!(output[name], output[ours]);
    }
    for (at, (item, row)) in output["items"].as_array().unwrap().iter().zip(&rows).enumerate() {
        assert_eq!(item["item"], row["item"].as_str());
        for name in ["quad_data_mean", "quad_median", "quad_scale_mid"] {
            assert_eq!(item[name], expected[name][at], "{name}");
        }
        assert_eq!((&item["quad_data"], &item["quad_scale3"]), (&item["quad_data_mean"], &item["quad_scale_mid"]));
        assert_close(number(&item["mwds"]), row["mwds"].parse().unwrap(), 5e-5, "mwds");
        assert!(item["n"].is_null() && item["wilcoxon_p"].is_null() && item["gap_sd"].is_null());
    }
}

#[test]
fn g04_from_rows() {
    let case = case("G04");
    let cells = |name: &str| case["inputs"][name].as_array().unwrap().clone();
    let rows = cells("importance").into_iter().zip(cells("ability"));
    let table =
        rows.fold("imp_a,sat_a".to_owned(), |table, (importance, ability)| format!("{table}\n{importance},{ability}"));
    let output = analyse_gap(table.as_bytes(), &options("1-5")).unwrap();
    for name in ["n", "imp_mean", "abil_mean", "mwds", "NR", "PR", "TR", "NR_pct", "PR_pct", "TR_pct", "RDS"] {
        assert_close(number(&output["items"][0][name]), number(&case["expected"][name]), 1e-9, name);
    }
}

#[test]
fn missing_cells_drop_the_pair_and_nothing_else() {
    let table = "id,imp_a,sat_a,imp_b,sat_b\n1,5,3,,2\n2,4,NA,3,3\n3,4,4,2,1\n";
    let output = analyse_gap(table.as_bytes(), &options("1-5")).unwrap();
    let (a, b) = (&output["items"][0], &output["items"][1]);
    assert_eq!((a["n"].as_u64(), b["n"].as_u64()), (Some(2), Some(2)));
    assert_close(number(&a["gap"]), 1.0, 1e-12, "gap of a");
    assert_close(number(&b["gap"]), 0.5, 1e-12, "gap of b");
}

#[track_caller]
fn complains(table: &str, german: &str) {
    let error = analyse_gap(table.as_bytes(), &options("1-5")).unwrap_err();
    assert_eq!(error.to_string(), german);
}

#[test]
fn broken_tables_are_named() {
    complains("", "Zeile 1: Die Datei ist leer. In die erste Zeile gehören die Namen der Spalten.");
    complains(",\n1,2\n", "Die Datei ist leer: Es fehlt die Kopfzeile mit den Spaltennamen.");
    complains("imp_a,sat_a\n", "Die Tabelle hat eine Kopfzeile, aber keine Zeilen.");
    complains(
        "a,imp_b\n1,2\n",
        "Keine Spalte beginnt mit „sat_“. Vorhanden sind: a, imp_b. Den Anfang setzen --importance und --fulfilment.",
    );
    complains("imp_a,imp_b,sat_a\n1,2,3\n", "Zur Spalte „imp_b“ fehlt die Spalte „sat_b“.");
    complains("imp_a,sat_a\n1,2\n3,gut\n", "Zeile 3, Spalte „sat_a“: „gut“ ist keine Zahl.");
    complains("imp_a,sat_a\n1,2\n3,6\n", "Zeile 3, Spalte „sat_a“: „6“ liegt nicht auf der Skala von 1 bis 5.");
    complains("imp_a,sat_a\n3.5,2\n", "Zeile 2, Spalte „imp_a“: „3.5“ liegt nicht auf der Skala von 1 bis 5.");
    complains(
        "imp_a,sat_a\n1,2\n3\n",
        "Zeile 3: Die Zeile hat 1 Zelle, die Datei hat 2 Spalten. Leere Zellen brauchen ein Trennzeichen.",
    );
    complains("imp_a,sat_a\n,2\n3,NA\n", "Keine Zeile hat zu einem Merkmal beide Bewertungen.");
}

/// A review found that each of these was computed without a word: from one of the two columns, or under no name.
#[test]
fn columns_that_stand_twice_or_name_no_item_are_refused() {
    let refused = "mehrmals in der Datei. Welche gelten, ist nicht zu erkennen.";
    complains(
        "imp_a,sat_a,imp_a\n1,2,3\n",
        "Die Spalte „imp_a“ steht mehrmals in der Datei. Welche gilt, ist nicht zu erkennen.",
    );
    complains("imp_a,sat_a, sat_a,imp_a\n1,2,3,4\n", &format!("Die Spalten „imp_a“, „sat_a“ stehen {refused}"));
    complains(
        "imp_,sat_\n1,2\n",
        "Die Spalte „sat_“ nennt kein Merkmal: Hinter dem Anfang „sat_“ muss sein Name stehen.",
    );
    let same = Options { fulfilment: "imp_".to_owned(), ..options("1-5") };
    let error = analyse_gap(&b"imp_a,imp_b\n1,2\n"[..], &same).unwrap_err().to_string();
    assert!(error.contains("beginnen beide mit „imp_“"), "{error}");
    // What is not rated may stand there as often as it likes.
    assert!(analyse_gap(&b"x,x,imp_a,sat_a\n1,2,3,4\n"[..], &options("1-5")).is_ok());
}

#[test]
fn means_of_an_item_without_a_name_or_in_two_rows_are_refused() {
    let error = |table: &str| analyse_means(table.as_bytes(), "1-5".parse().unwrap()).unwrap_err().to_string();
    let head = "item,importance,fulfilment";
    assert_eq!(error(&format!("{head}\nx,4,3\n,4,3\n")), "Zeile 3, Spalte „item“: Hier fehlt ein Wert.");
    assert_eq!(
        error(&format!("{head}\nx,4,3\n\ny,4,3\nx ,2,3\n")),
        "Zeile 5, Spalte „item“: Das Merkmal „x“ steht schon in Zeile 2. Jedes darf einmal vorkommen."
    );
    assert_eq!(
        error(&format!("{head},importance\nx,4,3,2\n")),
        "Die Spalte „importance“ steht mehrmals in der Datei. Welche gilt, ist nicht zu erkennen."
    );
}

#[test]
fn a_quotation_mark_that_never_ends_is_told_as_such() {
    let error = analyse_gap(&b"imp_a,sat_a\n1,2\n\"3,4\n"[..], &options("1-5")).unwrap_err().to_string();
    assert!(error.starts_with("Zeile 3: Hier beginnt ein Anführungszeichen, das nirgends endet."), "{error}");
}

#[test]
fn broken_means_and_scales() {
    let scale: Scale = "1-5".parse().unwrap();
    let error = |table: &str| analyse_means(table.as_bytes(), scale).unwrap_err().to_string();
    assert_eq!(error("item,importance\nx,3\n"), "Die Spalte „fulfilment“ fehlt. Vorhanden sind: item, importance.");
    assert_eq!(
        error("item,importance,fulfilment\nx,3,5.1\n"),
        "Zeile 2, Spalte „fulfilment“: „5.1“ liegt nicht auf der Skala von 1 bis 5."
    );
    assert_eq!(error("item,importance,fulfilment\nx,,3\n"), "Zeile 2, Spalte „importance“: Hier fehlt ein Wert.");
    for wrong in ["", "5", "5-1", "a-b", "1-1", "0-250", "-1-3"] {
        assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
    }
    assert!(analyse_means(&b"item,importance\xff"[..], scale).unwrap_err().to_string().contains("UTF-8"));
}
