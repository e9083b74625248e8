//! A script in plain R, without packages, that reads the CSV and says what its columns mean.

use std::io::Write;

use super::{DataFile, ExportError, Form, Variable, names::portable};

const READER: &str = include_str!("r/read.R");

/// `csv`: the name of the file with the answers, which lies beside the script.
///
/// # Errors
/// When `to` does not take it.
pub fn write(file: &DataFile, csv: &str, to: &mut impl Write) -> Result<(), ExportError> {
    let title: String = file.title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    writeln!(to, "# {title}\n#\n{READER}\nanswers <- read_answers({})\n", text(csv))?;
    let names = portable(file.variables.iter().map(|variable| variable.name.as_str()));
    for (variable, name) in file.variables.iter().zip(&names) {
        column(variable, name, to)?;
    }
    writeln!(to, "answers <- finish_answers(answers)\n")?;
    let sets: Vec<_> = file.sets.iter().filter(|set| set.members.len() > 1).collect();
    let set_names = portable(sets.iter().map(|set| set.name.as_str()));
    writeln!(to, "# Fragen mit mehreren Antworten: die Spalten, die zusammengehören.\nresponse_sets <- list()")?;
    for (set, name) in sets.into_iter().zip(set_names) {
        let members = set.members.iter().filter_map(|at| names.get(*at)).map(|name| text(name));
        let members = vector(members);
        writeln!(to, "response_sets[[{}]] <- structure({members}, label = {})", text(&name), text(&set.label))?;
    }
    Ok(())
}

fn column(variable: &Variable, name: &str, to: &mut impl Write) -> Result<(), ExportError> {
    let form = match variable.form {
        Form::Choice => "choice",
        Form::Points | Form::Number { .. } => "number",
        Form::Day => "day",
        Form::Month | Form::Text => "text",
        Form::Computed => "computed",
    };
    write!(
        to,
        "answers <- describe(answers, {}, {}, {},\n  {}",
        text(&variable.name),
        text(name),
        text(form),
        text(&variable.question)
    )?;
    if !variable.labels.is_empty() {
        let is_choice = variable.form == Form::Choice;
        let codes = variable.labels.iter().map(|label| if is_choice { text(&label.code) } else { label.code.clone() });
        let labels = variable.labels.iter().map(|label| text(&label.text));
        write!(to, ",\n  codes = {},\n  labels = {}", vector(codes), vector(labels))?;
    }
    if !variable.missing.is_empty() {
        let codes = variable.missing.iter().map(|missing| missing.code.to_string());
        let reasons = variable.missing.iter().map(|missing| text(missing.text));
        write!(to, ",\n  missing = {},\n  reasons = {}", vector(codes), vector(reasons))?;
    }
    writeln!(to, ")\n")?;
    Ok(())
}

fn vector(parts: impl Iterator<Item = String>) -> String {
    format!("c({})", parts.collect::<Vec<_>>().join(", "))
}

/// A literal. Zeros cannot be in one.
fn text(content: &str) -> String {
    let mut literal = String::from('"');
    for c in content.chars() {
        match c {
            '"' | '\\' => literal.extend(['\\', c]),
            '\n' => literal += "\\n",
            '\r' => literal += "\\r",
            '\t' => literal += "\\t",
            '\0' => {}
            // Also what would turn the direction of the line.
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') =>
            {
                literal += &format!("\\u{{{:04x}}}", u32::from(c));
            }
            c => literal.push(c),
        }
    }
    literal + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_is_closed_by_nothing_in_it() {
        assert_eq!(text("„a\"; system(\\\"x\\\")\n"), "\"„a\\\"; system(\\\\\\\"x\\\\\\\")\\n\"");
        assert_eq!(text("a\0b\u{202e}c"), "\"ab\\u{202e}c\"");
    }
}
