//! The pictures as they are, so that a change shows.

use super::gallery::figures;
use crate::{Figure, samples::LOOKS};

fn written(figure: &Figure) -> String {
    let Figure { title, subtitle, desc, source, table, svg_narrow, svg_wide, .. } = figure;
    let rows: Vec<String> = std::iter::once(&table.head).chain(&table.rows).map(|row| row.join(" | ")).collect();
    format!("{title}\n{subtitle}\n{desc}\n{source}\n\n{}\n\n{svg_narrow}\n{svg_wide}", rows.join("\n"))
}

#[test]
fn web_in_german() {
    for figure in figures(&LOOKS[0]) {
        insta::assert_snapshot!(figure.id.clone(), written(&figure));
    }
}

#[test]
fn print_in_english() {
    for figure in figures(&LOOKS[1]).iter().filter(|figure| matches!(figure.id.as_str(), "likert" | "ipa" | "vague")) {
        insta::assert_snapshot!(format!("{}-print", figure.id), written(figure));
    }
}
