//! What the columns of a file mean: one line per column and code.

use std::io::Write;

use super::{DataFile, Dialect, ExportError, Label, Variable, inert, names::portable};

/// What the lines say. `missing` is 1 where the code stands for a missing answer; `versions` are those that asked for the
/// column or offered the code, `earlier` is how they put it where it was put otherwise. The last two are what SPSS and R
/// call the column, and the number that SPSS has in place of the code.
pub const HEAD: [&str; 11] = [
    "column",
    "question",
    "kind",
    "code",
    "label",
    "missing",
    "meaning",
    "versions",
    "earlier",
    "spss_name",
    "spss_code",
];

pub struct Line {
    /// As [`HEAD`] names them.
    pub cells: [String; HEAD.len()],
}

/// All lines, in the order of the columns.
pub fn lines(file: &DataFile) -> impl Iterator<Item = Line> {
    let names = portable(file.variables.iter().map(|variable| variable.name.as_str()));
    file.variables.iter().zip(names).flat_map(|(variable, name)| of_variable(variable, &name))
}

fn of_variable(variable: &Variable, name: &str) -> Vec<Line> {
    let line = |code: &str, label: &str, missing: &str, versions: &str, earlier: String, number: String| Line {
        cells: [
            variable.name.clone(),
            variable.question.clone(),
            variable.kind.to_owned(),
            code.to_owned(),
            label.to_owned(),
            missing.to_owned(),
            variable.meaning.clone(),
            versions.to_owned(),
            earlier,
            name.to_owned(),
            number,
        ],
    };
    let valid = |(place, label): (Option<usize>, &Label)| {
        let earlier = [variable.earlier.as_str(), label.earlier.as_str()].into_iter().filter(|said| !said.is_empty());
        let earlier = earlier.collect::<Vec<_>>().join("; ");
        let number = place.map_or_else(String::new, |place| variable.number(place).to_string());
        line(&label.code, &label.text, "0", &label.versions, earlier, number)
    };
    let coded = variable.labels.iter().enumerate().map(|(place, label)| (Some(place), label));
    let uncoded = variable.uncoded.iter().map(|label| (None, label));
    let missing = variable.missing.iter().map(|missing| {
        let code = missing.code.to_string();
        line(&code, missing.text, "1", &variable.versions, String::new(), code.clone())
    });
    coded.chain(uncoded).map(valid).chain(missing).collect()
}

/// As CSV.
///
/// # Errors
/// When `to` does not take it.
pub fn write<W: Write>(file: &DataFile, dialect: Dialect, to: W) -> Result<(), ExportError> {
    let mut writer = dialect.writer(to)?;
    writer.write_record(HEAD)?;
    for Line { cells } in lines(file) {
        // Codes are numbers or ids, and never begin a formula.
        let is_words = |at: usize| matches!(HEAD[at], "question" | "label" | "meaning" | "earlier");
        writer.write_record(
            cells.iter().enumerate().map(|(at, cell)| if is_words(at) { inert(cell) } else { cell.clone() }),
        )?;
    }
    writer.flush()?;
    Ok(())
}
