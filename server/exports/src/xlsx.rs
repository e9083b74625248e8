//! Excel workbooks with the sheets Daten, Codebuch and Methode (Data, Codebook, Method). Rows go to a file as they come.

use std::{io::Write, path::Path};

use rust_xlsxwriter::{DocProperties, Format as Look, Workbook, Worksheet};

use super::{
    Cell, DataFile, ExportError, Fact, Form, Sink, codebook,
    date::{day, excel_days},
    inert::begins_formula,
    text::cut_utf16,
};

/// What a sheet and a cell hold.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;
const CELL: usize = 32_767;

/// Hardly larger than with the usual 6, and in half the time.
const COMPRESSION: u8 = 1;

/// What the workbook itself says, in the language of its file.
struct Words {
    sheets: [&'static str; 3],
    rows: &'static str,
    made: &'static str,
    cut: &'static str,
    why_cut: &'static str,
}

const GERMAN: Words = Words {
    sheets: ["Daten", "Codebuch", "Methode"],
    rows: "Zeilen",
    made: "Erstellt am",
    cut: "Gekürzte Texte",
    why_cut: "weil eine Zelle 32767 Zeichen fasst. Ganz stehen sie in der CSV-Datei.",
};

const ENGLISH: Words = Words {
    sheets: ["Data", "Codebook", "Method"],
    rows: "Rows",
    made: "Made on",
    cut: "Texts that were cut",
    why_cut: "because a cell holds 32767 characters. They stand whole in the CSV file.",
};

pub struct Xlsx<'f, W: Write + Send> {
    file: &'f DataFile,
    words: &'static Words,
    workbook: Workbook,
    looks: Looks,
    to: W,
    /// The next row to be written.
    row: u32,
    /// How many texts were too long for a cell.
    cut: u64,
}

struct Looks {
    head: Look,
    day: Look,
    month: Look,
    /// Stays a text when somebody edits it, whatever it begins with.
    quoted: Look,
}

impl<'f, W: Write + Send> Xlsx<'f, W> {
    /// `scratch`: a folder with room for the rows, unpacked.
    ///
    /// # Errors
    /// When there are more columns than a sheet has, or the folder cannot be written to.
    pub fn new(file: &'f DataFile, scratch: &Path, to: W) -> Result<Self, ExportError> {
        if file.variables.len() > COLUMNS as usize {
            return Err(ExportError::TooMany { what: "Spalten", limit: COLUMNS });
        }
        let mut workbook = Workbook::new();
        workbook.set_tempdir(scratch)?;
        workbook.use_zip_large_file(true).set_zip_compression_level(COMPRESSION);
        workbook.set_properties(&properties(file)?);
        let looks = Looks {
            head: Look::new().set_bold(),
            day: Look::new().set_num_format("dd.mm.yyyy"),
            month: Look::new().set_num_format("mm.yyyy"),
            quoted: Look::new().set_quote_prefix(),
        };
        let words = if file.is_german { &GERMAN } else { &ENGLISH };
        let sheet = sheet(&mut workbook, words.sheets[0])?;
        for (column, variable) in (0..).zip(&file.variables) {
            sheet.write_string_with_format(0, column, &variable.name, &looks.head)?;
        }
        Ok(Xlsx { file, words, workbook, looks, to, row: 1, cut: 0 })
    }

    fn codebook(&mut self) -> Result<(), ExportError> {
        let sheet = sheet(&mut self.workbook, self.words.sheets[1])?;
        for (column, name) in (0..).zip(codebook::HEAD) {
            sheet.write_string_with_format(0, column, name, &self.looks.head)?;
        }
        for (row, line) in (1..ROWS).zip(codebook::lines(self.file)) {
            for (column, cell) in (0..).zip(&line.cells) {
                match (codebook::HEAD[usize::from(column)], cell.parse::<f64>()) {
                    ("code" | "missing" | "spss_code", Ok(number)) => sheet.write_number(row, column, number)?,
                    _ => sheet.write_string(row, column, cut_utf16(cell, CELL))?,
                };
            }
        }
        Ok(())
    }

    fn method(&mut self) -> Result<(), ExportError> {
        let words = self.words;
        let fact = |name, value| Fact { name, value };
        let cut = (self.cut > 0).then(|| fact(words.cut, format!("{}, {}", self.cut, words.why_cut)));
        let own = [fact(words.rows, (self.row - 1).to_string()), fact(words.made, self.file.made.clone())];
        let sheet = sheet(&mut self.workbook, self.words.sheets[2])?;
        let facts = self.file.method.iter().chain(&own).chain(&cut);
        for (row, fact) in (0..).zip(facts) {
            sheet.write_string_with_format(row, 0, fact.name, &self.looks.head)?;
            sheet.write_string(row, 1, cut_utf16(&fact.value, CELL))?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Sink for Xlsx<'_, W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        if self.row >= ROWS {
            return Err(ExportError::TooMany { what: "Zeilen", limit: ROWS - 1 });
        }
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, (cell, variable)) in (0..).zip(cells.iter().zip(&self.file.variables)) {
            match cell {
                Cell::Empty => continue,
                Cell::Missing(code) => sheet.write_number(self.row, column, *code as f64)?,
                Cell::Number(number) => sheet.write_number(self.row, column, *number)?,
                Cell::Choice(place) => sheet.write_string(self.row, column, variable.code(*place))?,
                Cell::Text(text) => {
                    let fitting = cut_utf16(text, CELL);
                    self.cut += u64::from(fitting.len() < text.len());
                    self.looks.text(sheet, (self.row, column), fitting, variable.form)?
                }
            };
        }
        self.row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.codebook()?;
        self.method()?;
        self.workbook.save_to_writer(&mut self.to)?;
        Ok(self.to.flush()?)
    }
}

impl Looks {
    fn text<'w>(
        &self,
        sheet: &'w mut Worksheet,
        (row, column): (u32, u16),
        text: &str,
        form: Form,
    ) -> Result<&'w mut Worksheet, ExportError> {
        let is_day = matches!(form, Form::Day | Form::Month);
        Ok(match (form, is_day.then(|| day(text)).flatten()) {
            (Form::Day, Some(day)) => sheet.write_number_with_format(row, column, excel_days(day), &self.day)?,
            (Form::Month, Some(day)) => sheet.write_number_with_format(row, column, excel_days(day), &self.month)?,
            _ if begins_formula(text) => sheet.write_string_with_format(row, column, text, &self.quoted)?,
            _ => sheet.write_string(row, column, text)?,
        })
    }
}

/// A new sheet with a head that stays.
fn sheet<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, ExportError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(sheet)
}

fn properties(file: &DataFile) -> Result<DocProperties, ExportError> {
    let properties = DocProperties::new().set_title(cut_utf16(&file.title, 255));
    // The day is said; the library's own clock would say the second.
    Ok(match rust_xlsxwriter::ExcelDateTime::parse_from_str(&file.made) {
        Ok(made) => properties.set_creation_datetime(&made),
        Err(_) => properties,
    })
}
