//! How long a file takes and how much memory: `cargo run --release -p exports --example speed -- sav 1000000 100`.
//! Rows are made as they are written, as the store would hand them over.

use std::{
    fs::File,
    io::{BufWriter, Write},
    time::Instant,
};

use exports::{Cell, DataFile, Extent, Form, Format, Label, Missing, Variable};

fn variable(at: usize) -> Variable {
    let labels = |count: usize| {
        let label = |code: usize| Label { code: code.to_string(), text: format!("Stufe {code}"), ..Label::default() };
        (1..=count).map(label).collect()
    };
    let (form, labels) = match at % 10 {
        0..6 => (Form::Points, labels(5)),
        6..8 => (Form::Choice, labels(12)),
        8 => (Form::Number { decimals: 1 }, Vec::new()),
        _ => (Form::Text, Vec::new()),
    };
    Variable {
        name: format!("frage.{at}"),
        question: format!("Wie wichtig ist Ihnen Punkt {at}?"),
        kind: "rating",
        form,
        labels,
        uncoded: None,
        missing: vec![Missing { code: -7, text: "nicht gefragt" }, Missing { code: -9, text: "keine Angabe" }],
        meaning: String::new(),
        versions: "1".to_owned(),
        earlier: String::new(),
    }
}

fn cell(form: Form, mark: usize) -> Cell<'static> {
    match (form, mark % 16) {
        (_, 0) => Cell::Missing(-9),
        (Form::Text, 1) => Cell::Text("Mehr Zeit für die Prüfung".into()),
        (Form::Text, _) => Cell::Missing(-9),
        (Form::Points, mark) => Cell::Number((mark % 5 + 1) as f64),
        (Form::Number { .. }, mark) => Cell::Number(mark as f64 / 2.0),
        (_, mark) => Cell::Choice(mark % 12),
    }
}

fn row(file: &DataFile, number: usize) -> Vec<Cell<'static>> {
    let mark = |at: usize| (number.wrapping_mul(2_654_435_761) >> 7).wrapping_add(at * 40_503);
    file.variables.iter().enumerate().map(|(at, variable)| cell(variable.form, mark(at))).collect()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let format = arguments.next().and_then(|name| Format::parse(&name)).unwrap_or(Format::Csv);
    let mut number = |otherwise| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (rows, columns): (usize, usize) = (number(10_000), number(100));
    let file = DataFile {
        stem: "speed".to_owned(),
        title: "Speed".to_owned(),
        language: "de",
        made: "2026-01-01".to_owned(),
        rows: Some(rows as u64),
        method: Vec::new(),
        variables: (0..columns).map(variable).collect(),
        sets: Vec::new(),
    };
    let folder = tempfile::tempdir_in(".")?;
    let started = Instant::now();
    let mut extent = Extent::of(&file);
    if format.needs_extent() {
        (0..rows).for_each(|number| extent.row(&row(&file, number)));
    }
    let path = folder.path().join("file");
    let mut sink = format.sink(&file, Some(&extent), folder.path(), BufWriter::new(File::create(&path)?))?;
    (0..rows).try_for_each(|number| sink.row(&row(&file, number)))?;
    sink.finish()?;
    let time = started.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: unknown");
    let size = std::fs::metadata(&path)?.len();
    let name = format.name();
    Ok(writeln!(std::io::stderr(), "{name} {rows} x {columns}: {time:.2} s, {size} bytes, {peak}")?)
}
