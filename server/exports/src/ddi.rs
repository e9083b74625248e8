//! DDI-Codebook 2.5: what was asked, how, and what the columns of the CSV mean, for archives and catalogues.

use std::io::Write;

use super::{DataFile, ExportError, Form, Variable};

/// `csv`: the name of the file it describes.
///
/// # Errors
/// When `to` does not take it.
pub fn write(file: &DataFile, csv: &str, to: &mut impl Write) -> Result<(), ExportError> {
    let mut xml = Xml { to, open: Vec::new() };
    xml.to.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    xml.open(
        "codeBook",
        &[
            ("xmlns", "ddi:codebook:2_5"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "ddi:codebook:2_5 http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd",
            ),
            ("version", "2.5"),
            ("xml:lang", file.language),
        ],
    )?;
    document(&mut xml, file)?;
    study(&mut xml, file)?;
    data_file(&mut xml, file, csv)?;
    xml.open("dataDscr", &[])?;
    sets(&mut xml, file)?;
    for (at, variable) in file.variables.iter().enumerate() {
        describe(&mut xml, variable, at)?;
    }
    xml.close()?;
    xml.close()?;
    Ok(())
}

/// What this document is.
fn document<W: Write>(xml: &mut Xml<W>, file: &DataFile) -> Result<(), ExportError> {
    xml.open("docDscr", &[])?;
    xml.open("citation", &[])?;
    title(xml, &format!("{} – Codebuch", file.title))?;
    xml.open("prodStmt", &[])?;
    xml.leaf("prodDate", &[("date", &file.made)], &file.made)?;
    xml.leaf("software", &[], "Bedarfskompass")?;
    xml.close()?;
    xml.close()?;
    xml.close()
}

fn study<W: Write>(xml: &mut Xml<W>, file: &DataFile) -> Result<(), ExportError> {
    xml.open("stdyDscr", &[])?;
    xml.open("citation", &[])?;
    title(xml, &file.title)?;
    xml.close()?;
    if !file.method.is_empty() {
        xml.open("method", &[])?;
        for fact in &file.method {
            xml.leaf("notes", &[("subject", fact.name)], &fact.value)?;
        }
        xml.close()?;
    }
    xml.close()
}

fn title<W: Write>(xml: &mut Xml<W>, title: &str) -> Result<(), ExportError> {
    xml.open("titlStmt", &[])?;
    xml.leaf("titl", &[], title)?;
    xml.close()
}

fn data_file<W: Write>(xml: &mut Xml<W>, file: &DataFile, csv: &str) -> Result<(), ExportError> {
    xml.open("fileDscr", &[("ID", "F1")])?;
    xml.open("fileTxt", &[])?;
    xml.leaf("fileName", &[], csv)?;
    xml.open("dimensns", &[])?;
    if let Some(rows) = file.rows {
        xml.leaf("caseQnty", &[], &rows.to_string())?;
    }
    xml.leaf("varQnty", &[], &file.variables.len().to_string())?;
    xml.close()?;
    xml.leaf("fileType", &[], "text/csv")?;
    xml.close()?;
    xml.close()
}

/// Columns that belong to one question with several answers.
fn sets<W: Write>(xml: &mut Xml<W>, file: &DataFile) -> Result<(), ExportError> {
    for (at, set) in file.sets.iter().enumerate() {
        let members = set.members.iter().map(|at| id(*at)).collect::<Vec<_>>().join(" ");
        let own = format!("G{}", at + 1);
        xml.open("varGrp", &[("ID", &own), ("type", "multipleResp"), ("var", &members), ("name", &set.name)])?;
        xml.leaf("labl", &[], &set.label)?;
        xml.close()?;
    }
    Ok(())
}

fn id(at: usize) -> String {
    format!("V{}", at + 1)
}

fn describe<W: Write>(xml: &mut Xml<W>, variable: &Variable, at: usize) -> Result<(), ExportError> {
    let (interval, nature, kind) = match variable.form {
        Form::Choice => ("discrete", "nominal", "character"),
        Form::Points if variable.kind == "rating" => ("discrete", "ordinal", "numeric"),
        Form::Points => ("discrete", "nominal", "numeric"),
        Form::Number { .. } => ("contin", "ratio", "numeric"),
        Form::Day | Form::Month => ("contin", "interval", "character"),
        Form::Text | Form::Computed => ("contin", "other", "character"),
    };
    let decimals = match variable.form {
        Form::Number { decimals } => Some(decimals.to_string()),
        _ => None,
    };
    let own = id(at);
    let mut attributes = vec![("ID", own.as_str()), ("name", &variable.name), ("files", "F1")];
    attributes.extend(decimals.as_deref().map(|decimals| ("dcml", decimals)));
    attributes.extend([("intrvl", interval), ("nature", nature)]);
    xml.open("var", &attributes)?;
    xml.leaf("labl", &[], &variable.question)?;
    if !matches!(variable.form, Form::Computed) {
        xml.open("qstn", &[])?;
        xml.leaf("qstnLit", &[], &variable.question)?;
        xml.close()?;
    }
    if let Some((lowest, highest)) = variable.missing_range() {
        xml.open("invalrng", &[])?;
        xml.leaf("range", &[("min", &lowest.to_string()), ("max", &highest.to_string())], "")?;
        xml.close()?;
    }
    if let Some(uncoded) = &variable.uncoded {
        xml.leaf("txt", &[], &uncoded.text)?;
    }
    for label in &variable.labels {
        category(xml, &label.code, &label.text, false)?;
    }
    for missing in &variable.missing {
        category(xml, &missing.code.to_string(), missing.text, true)?;
    }
    if !variable.meaning.is_empty() {
        xml.leaf("concept", &[], &variable.meaning)?;
    }
    xml.leaf("varFormat", &[("type", kind), ("schema", "other"), ("formatname", "csv")], "")?;
    let earlier = [("Versionen", &variable.versions), ("Früherer Wortlaut", &variable.earlier)];
    for (subject, text) in earlier.into_iter().filter(|(_, text)| !text.is_empty()) {
        xml.leaf("notes", &[("subject", subject)], text)?;
    }
    xml.close()
}

fn category<W: Write>(xml: &mut Xml<W>, code: &str, label: &str, is_missing: bool) -> Result<(), ExportError> {
    xml.open("catgry", &[("missing", if is_missing { "Y" } else { "N" })])?;
    xml.leaf("catValu", &[], code)?;
    if !label.is_empty() {
        xml.leaf("labl", &[], label)?;
    }
    xml.close()
}

struct Xml<W: Write> {
    to: W,
    open: Vec<&'static str>,
}

impl<W: Write> Xml<W> {
    fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> Result<(), ExportError> {
        self.indent()?;
        self.start(name, attributes)?;
        self.to.write_all(b"\n")?;
        self.open.push(name);
        Ok(())
    }

    fn close(&mut self) -> Result<(), ExportError> {
        if let Some(name) = self.open.pop() {
            self.indent()?;
            writeln!(self.to, "</{name}>")?;
        }
        Ok(())
    }

    /// An element that holds nothing but text.
    fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) -> Result<(), ExportError> {
        self.indent()?;
        self.start(name, attributes)?;
        writeln!(self.to, "{}</{name}>", escaped(text, false))?;
        Ok(())
    }

    fn start(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), ExportError> {
        write!(self.to, "<{name}")?;
        for (attribute, value) in attributes {
            write!(self.to, " {attribute}=\"{}\"", escaped(value, true))?;
        }
        Ok(write!(self.to, ">")?)
    }

    fn indent(&mut self) -> Result<(), ExportError> {
        Ok(write!(self.to, "{:1$}", "", 2 * self.open.len())?)
    }
}

/// Characters that no XML document may hold become U+FFFD. White space that a reader would make blanks of stays itself.
fn escaped(text: &str, in_attribute: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' if in_attribute => escaped += "&quot;",
            '\r' => escaped += "&#13;",
            '\n' if in_attribute => escaped += "&#10;",
            '\t' if in_attribute => escaped += "&#9;",
            '\t' | '\n' => escaped.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
