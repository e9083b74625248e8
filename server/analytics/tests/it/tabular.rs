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
    assert_close(number(&output["grand_mean_importance"]), number(&expected["grand_mean_I"]), 1e-9, "grand mean");
    assert_close(number(&output["grand_mean_satisfaction"]), number(&expected["grand_mean_P"]), 1e-9, "grand mean");
    for (at, (item, row)) in output["items"].as_array().unwrap().iter().zip(&rows).enumerate() {
        assert_eq!(item["item"], row["item"].as_str());
        assert_eq!(item["quad_data"], expected["quad_data_mean"][at]);
        assert_eq!(item["quad_median"], expected["quad_median"][at]);
        assert_eq!(item["quad_scale3"], expected["quad_scale_mid"][at]);
        assert_close(number(&item["mwds"]), row["mwds"].parse().unwrap(), 5e-5, "mwds");
        assert!(item["n"].is_null() && item["wilcoxon_p"].is_null() && item["gap_sd"].is_null());
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
    complains("", "Die Datei ist leer: Es fehlt die Kopfzeile mit den Spaltennamen.");
    complains("imp_a,sat_a\n", "Die Tabelle hat eine Kopfzeile, aber keine Antworten.");
    complains("a,b\n1,2\n", "Keine Spalte beginnt mit „sat_“.");
    complains("imp_a,imp_b,sat_a\n1,2,3\n", "Zur Spalte „imp_b“ fehlt die Spalte „sat_b“.");
    complains("imp_a,sat_a\n1,2\n3,gut\n", "Zeile 3, Spalte „sat_a“: „gut“ ist keine Zahl.");
    complains("imp_a,sat_a\n1,2\n3,6\n", "Zeile 3, Spalte „sat_a“: „6“ liegt nicht auf der Skala von 1 bis 5.");
    complains("imp_a,sat_a\n3.5,2\n", "Zeile 2, Spalte „imp_a“: „3.5“ liegt nicht auf der Skala von 1 bis 5.");
    complains("imp_a,sat_a\n1,2\n3\n", "Zeile 3: 1 Spalten statt 2 wie in der Kopfzeile.");
    complains("imp_a,sat_a\n,2\n3,NA\n", "Keine Zeile hat zu einem Merkmal beide Bewertungen.");
}

#[test]
fn broken_means_and_scales() {
    let scale: Scale = "1-5".parse().unwrap();
    let error = |table: &str| analyse_means(table.as_bytes(), scale).unwrap_err().to_string();
    assert_eq!(
        error("item,importance\nx,3\n"),
        "Die Spalte „fulfilment“ fehlt. Gebraucht werden item, importance und fulfilment."
    );
    assert_eq!(
        error("item,importance,fulfilment\nx,3,5.1\n"),
        "Zeile 2, Spalte „fulfilment“: „5.1“ liegt nicht auf der Skala von 1 bis 5."
    );
    assert_eq!(error("item,importance,fulfilment\nx,,3\n"), "Zeile 2, Spalte „importance“: „“ ist keine Zahl.");
    for wrong in ["", "5", "5-1", "a-b", "1-1", "0-250", "-1-3"] {
        assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
    }
    assert!(analyse_means(&b"item,importance\xff"[..], scale).unwrap_err().to_string().contains("UTF-8"));
}
