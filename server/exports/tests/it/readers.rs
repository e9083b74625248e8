//! What the programs of analysts make of our files: pyreadstat, openpyxl, pyarrow, an XML schema, PSPP and R, by
//! `tests/readers/check.py`. They are not part of this house: `cargo xtask test` and `cargo xtask prove exports` bring them
//! and name the Python that has them.

use std::{env, fs, io::Write, path::Path, process::Command};

use exports::{Cell, DataFile, Form, Format, codebook};
use serde_json::{Value, json};

use crate::fixture::{Chance, file, row, written};

/// The Python with the readers.
const PYTHON: &str = "BEDARFSKOMPASS_READERS";
const RUNS: &str = "BEDARFSKOMPASS_READER_RUNS";
const FIGURES: &str = "BEDARFSKOMPASS_FIGURES";

#[test]
fn the_programs_of_analysts_read_what_was_written() {
    let Some(python) = env::var_os(PYTHON) else { return };
    let runs: u64 = env::var(RUNS).ok().and_then(|runs| runs.parse().ok()).unwrap_or(3);
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers");
    let (mut read, mut readers) = (0, String::new());
    for run in 0..runs {
        let folder = tempfile::tempdir().expect("a folder");
        let mut chance = Chance::new(run + 1);
        let mut file = file();
        // Without a row, with one, with several.
        let rows: Vec<Vec<Cell>> = (0..[0, 1, 60][run as usize % 3]).map(|_| row(&file, &mut chance)).collect();
        file.rows = Some(rows.len() as u64);
        write(&file, &rows, folder.path());
        let check = Command::new(&python)
            .arg(here.join("check.py"))
            .arg(folder.path())
            .arg(here.join("ddi-codebook-part.xsd"))
            .output()
            .expect("Python");
        let said = String::from_utf8_lossy(&check.stderr);
        assert!(check.status.success(), "run {run}: {said}");
        readers = String::from_utf8_lossy(&check.stdout).trim().to_owned();
        read += 1;
    }
    if let Some(figures) = env::var_os(FIGURES) {
        let mut figures = fs::OpenOptions::new().create(true).append(true).open(figures).expect("a file");
        writeln!(figures, "files of random answers read back equal\t{read}\t{runs}").expect("written");
        writeln!(figures, "programs that read them ({readers})\t{}\t", readers.split(' ').count()).expect("written");
    }
}

fn write(file: &DataFile, rows: &[Vec<Cell>], folder: &Path) {
    let save = |name: &str, bytes: Vec<u8>| fs::write(folder.join(name), bytes).expect("written");
    save("antworten-probe.csv", written(file, rows, Format::Csv));
    save("data.sav", written(file, rows, Format::Sav));
    save("data.xlsx", written(file, rows, Format::Xlsx));
    save("data.parquet", written(file, rows, Format::Parquet));
    save("data.R", written(file, rows, Format::R));
    save("data-ddi.xml", written(file, rows, Format::Ddi));
    save("expected.json", expected(file, rows).to_string().into_bytes());
}

/// What was given to the writers, as the readers are to find it.
fn expected(file: &DataFile, rows: &[Vec<Cell>]) -> Value {
    let name_column = codebook::HEAD.iter().position(|name| *name == "spss_name").expect("a column");
    let portable = |name: &str| {
        let line = codebook::lines(file).find(|line| line.cells[0] == name).expect("a line");
        line.cells[name_column].clone()
    };
    let variables = file.variables.iter().map(|variable| {
        let form = match variable.form {
            Form::Choice => "choice",
            Form::Points => "points",
            Form::Number { .. } => "number",
            Form::Day => "day",
            Form::Month => "month",
            Form::Text => "text",
            Form::Computed => "computed",
        };
        let labels = variable.labels.iter().enumerate();
        json!({
            "name": variable.name,
            "portable": portable(&variable.name),
            "form": form,
            "question": variable.question,
            "labels": labels.map(|(place, label)| json!([label.code, variable.number(place), label.text])).collect::<Vec<_>>(),
            "missing": variable.missing.iter().map(|missing| json!([missing.code, missing.text])).collect::<Vec<_>>(),
        })
    });
    let sets = file.sets.iter().map(|set| {
        let members: Vec<String> = set.members.iter().map(|at| portable(&file.variables[*at].name)).collect();
        json!({ "name": set.name.replace('@', "_"), "label": set.label, "members": members })
    });
    let cell = |cell: &Cell| match cell {
        Cell::Empty => Value::Null,
        Cell::Missing(code) => json!({ "missing": code }),
        Cell::Choice(place) => json!({ "choice": place }),
        Cell::Number(number) => json!({ "number": number }),
        Cell::Text(text) => json!({ "text": text }),
    };
    json!({
        "title": file.title,
        "variables": variables.collect::<Vec<_>>(),
        "sets": sets.collect::<Vec<_>>(),
        "cells": rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>()).collect::<Vec<_>>(),
    })
}
