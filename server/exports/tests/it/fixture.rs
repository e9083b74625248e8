//! A file with a column of every kind and everything that is hard to write.

use exports::{Cell, DataFile, Extent, Fact, Form, Format, Label, Missing, ResponseSet, Variable};

pub const GAPS: [Missing; 4] = [
    Missing { code: -6, text: "trifft nicht zu" },
    Missing { code: -7, text: "nicht gefragt" },
    Missing { code: -8, text: "weiß nicht" },
    Missing { code: -9, text: "keine Angabe" },
];

/// What people write, and what programs stumble over.
pub const TEXTS: [&str; 24] = [
    "Mehr Zeit",
    "=1+1",
    "+49 5251 1234",
    "-9",
    "'-9",
    "-900",
    "@SUM(A1:A2)",
    "＝1",
    "gut; =cmd|' /C calc'!A0",
    "oben\nunten",
    "oben\r\n@unten",
    "mit \"Anführung\", und Komma",
    "Größe: 5 µm, schön 😀👩‍🔧",
    "a\u{0}b\u{1}c\u{1b}d",
    "\u{fffe}\u{ffff}",
    "_x0041_ und _x000D_",
    "<b>&amp;</b>]]>",
    "\tEinzug",
    "Zeile\u{2028}trenner",
    "مرحبا",
    "NA",
    "\\",
    "1,5",
    "TRUE",
];

fn variable(name: &str, form: Form, kind: &'static str) -> Variable {
    let has_gaps = form != Form::Computed;
    let is_coded = matches!(form, Form::Choice | Form::Points);
    Variable {
        name: name.to_owned(),
        question: format!("Frage zu {name}: „Was & wie <viel>?“"),
        kind,
        form,
        labels: Vec::new(),
        uncoded: (!is_coded).then(|| Label { text: "ohne Codes".to_owned(), ..Label::default() }),
        missing: if has_gaps { GAPS.into() } else { Vec::new() },
        meaning: String::new(),
        versions: "1".to_owned(),
        earlier: String::new(),
    }
}

fn labels(pairs: &[(&str, &str)]) -> Vec<Label> {
    pairs.iter().map(|(code, text)| Label { code: (*code).into(), text: (*text).into(), ..Label::default() }).collect()
}

pub fn file() -> DataFile {
    let long = "Ä".repeat(400);
    let variables = vec![
        Variable {
            labels: labels(&[("bau", "Bau"), ("handel", "Handel"), ("andere", "Handel"), ("lang", &long)]),
            question: long.clone(),
            ..variable("branche", Form::Choice, "single")
        },
        Variable {
            labels: labels(&[("1", "gar nicht"), ("2", "teils/teils"), ("3", "sehr \"gut\"")]),
            ..variable("klima.team.importance", Form::Points, "rating")
        },
        Variable {
            labels: labels(&[("0", "nicht gewählt"), ("1", "gewählt")]),
            ..variable("themen.a", Form::Points, "multiple")
        },
        Variable {
            labels: labels(&[("0", "nicht gewählt"), ("1", "gewählt")]),
            ..variable("themen.b", Form::Points, "multiple")
        },
        Variable {
            labels: labels(&[("0", "nicht gewählt"), ("1", "gewählt")]),
            ..variable("orte.x@a", Form::Points, "multiple")
        },
        Variable {
            labels: labels(&[("0", "nicht gewählt"), ("1", "gewählt")]),
            ..variable("orte.y@a", Form::Points, "multiple")
        },
        Variable {
            missing: GAPS.map(|gap| Missing { code: gap.code * 100, ..gap }).into(),
            ..variable("saldo", Form::Number { decimals: 2 }, "number")
        },
        variable("beginn", Form::Day, "date"),
        variable("ende", Form::Month, "month"),
        variable("wunsch", Form::Text, "text"),
        variable("rolle:words", Form::Text, "text"),
        variable("rolle.words", Form::Text, "text"),
        variable("ROLLE.WORDS", Form::Text, "text"),
        variable("summe", Form::Computed, "computed"),
        variable("gruppe", Form::Computed, "computed"),
    ];
    let set = |name: &str, members: &[usize]| ResponseSet {
        name: name.to_owned(),
        label: format!("Mehrfach: {name}"),
        members: members.into(),
    };
    DataFile {
        stem: "antworten-probe".to_owned(),
        title: "Probe „Größe“ & mehr".to_owned(),
        language: "de",
        is_german: true,
        made: "2026-11-28".to_owned(),
        rows: None,
        method: vec![Fact { name: "Zweck", value: "Zum <Prüfen> & Lesen".to_owned() }],
        variables,
        sets: vec![set("themen", &[2, 3]), set("orte@a", &[4, 5])],
    }
}

/// Numbers that look like chance and are the same every time.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }
}

/// The cells of a row, some of them missing; with all of them missing in some rows.
pub fn row(file: &DataFile, chance: &mut Chance) -> Vec<Cell<'static>> {
    let is_blank = chance.below(10) == 0;
    file.variables.iter().map(|variable| cell(variable, is_blank, chance)).collect()
}

fn cell(variable: &Variable, is_blank: bool, chance: &mut Chance) -> Cell<'static> {
    if is_blank || chance.below(5) == 0 {
        let missing = &variable.missing;
        // Nobody can be asked for a text so that it could not apply.
        let missing = if variable.form == Form::Text { missing.get(1..).unwrap_or_default() } else { missing };
        return if missing.is_empty() { Cell::Empty } else { Cell::Missing(missing[chance.below(missing.len())].code) };
    }
    match variable.form {
        Form::Choice => Cell::Choice(chance.below(variable.labels.len())),
        Form::Points => Cell::Number(variable.number(chance.below(variable.labels.len()))),
        Form::Number { .. } => {
            Cell::Number([-500.0, -9.0, 0.0, 0.1, 1e6, 2.5, 150.0, 151.0, 152.0, -99.0, -100.0][chance.below(11)])
        }
        Form::Day => Cell::Text(["2026-08-01", "1970-01-01", "2024-02-29"][chance.below(3)].into()),
        Form::Month => Cell::Text(["2026-08", "1999-12"][chance.below(2)].into()),
        Form::Computed if variable.name == "gruppe" => match chance.below(2) {
            0 => Cell::Number(3.5),
            _ => Cell::Text("klein".into()),
        },
        Form::Computed => Cell::Number(chance.below(1000) as f64 / 8.0),
        Form::Text => Cell::Text(match chance.below(30) {
            0 => "ä".repeat(chance.below(700)).into(),
            1 => "x".repeat(255 + chance.below(5)).into(),
            // What would be an empty text is a missing one.
            at => TEXTS[at % TEXTS.len()].into(),
        }),
    }
}

/// The whole file in this format.
pub fn written(file: &DataFile, rows: &[Vec<Cell>], format: Format) -> Vec<u8> {
    let mut extent = Extent::of(file);
    rows.iter().for_each(|row| extent.row(row));
    let mut bytes = Vec::new();
    let mut sink = format.sink(file, Some(&extent), &std::env::temp_dir(), &mut bytes).expect("a beginning");
    rows.iter().for_each(|row| sink.row(row).expect("a row"));
    sink.finish().expect("an end");
    bytes
}
