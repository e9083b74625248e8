//! The formats there are: what they are called, and who writes them.

use std::{io::Write, path::Path};

use super::{
    Cell, Csv, DataFile, Dialect, ExportError, Extent, codebook, ddi, parquet::Parquet, r, sav::Sav, xlsx::Xlsx,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    GermanCsv,
    Xlsx,
    Sav,
    Parquet,
    R,
    Ddi,
    Codebook,
    GermanCodebook,
}

/// Takes the rows of a file one by one.
pub trait Sink {
    /// `cells`: one for each variable, in their order.
    ///
    /// # Errors
    /// When it cannot be written, or the format has no room for it.
    fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError>;

    /// Writes what is still to be written.
    ///
    /// # Errors
    /// When it cannot be written.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

impl Format {
    pub const ALL: [Format; 9] = [
        Format::Csv,
        Format::GermanCsv,
        Format::Xlsx,
        Format::Sav,
        Format::Parquet,
        Format::R,
        Format::Ddi,
        Format::Codebook,
        Format::GermanCodebook,
    ];

    /// What it is called on the command line and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::GermanCsv => "csv-excel",
            Format::Xlsx => "xlsx",
            Format::Sav => "sav",
            Format::Parquet => "parquet",
            Format::R => "r",
            Format::Ddi => "ddi",
            Format::Codebook => "codebook",
            Format::GermanCodebook => "codebook-excel",
        }
    }

    pub fn parse(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// `antworten-azubis-2026.sav`
    pub fn file_name(self, file: &DataFile) -> String {
        let ending = match self {
            Format::Csv => ".csv",
            Format::GermanCsv => "-excel.csv",
            Format::Xlsx => ".xlsx",
            Format::Sav => ".sav",
            Format::Parquet => ".parquet",
            Format::R => ".R",
            Format::Ddi => "-ddi.xml",
            Format::Codebook => "-codebuch.csv",
            Format::GermanCodebook => "-codebuch-excel.csv",
        };
        format!("{}{ending}", file.stem)
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Format::Csv | Format::GermanCsv | Format::Codebook | Format::GermanCodebook => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Sav => "application/x-spss-sav",
            Format::Parquet => "application/vnd.apache.parquet",
            Format::R => "text/plain; charset=utf-8",
            Format::Ddi => "application/xml; charset=utf-8",
        }
    }

    /// Whether it holds answers, and not only what they mean.
    pub fn has_rows(self) -> bool {
        matches!(self, Format::Csv | Format::GermanCsv | Format::Xlsx | Format::Sav | Format::Parquet)
    }

    /// Whether it says anything of the answers, be it how many there are.
    pub fn tells_of_answers(self) -> bool {
        self.has_rows() || self == Format::Ddi
    }

    /// Whether [`Format::sink`] wants an [`Extent`].
    pub fn needs_extent(self) -> bool {
        matches!(self, Format::Sav | Format::Parquet)
    }

    /// The writer of this format; what has no rows is written whole. `extent`: of all rows that will come, where
    /// [`Format::needs_extent`] says so. `scratch`: a folder for what is not held in memory (XLSX).
    ///
    /// # Errors
    /// When the beginning cannot be written, or the format has no room for so many columns.
    pub fn sink<'f, W: Write + Send + 'f>(
        self,
        file: &'f DataFile,
        extent: Option<&Extent>,
        scratch: &Path,
        mut to: W,
    ) -> Result<Box<dyn Sink + Send + 'f>, ExportError> {
        let empty = Extent::of(file);
        let extent = extent.unwrap_or(&empty);
        Ok(match self {
            Format::Csv => Box::new(Csv::new(file, Dialect::International, to)?),
            Format::GermanCsv => Box::new(Csv::new(file, Dialect::German, to)?),
            Format::Xlsx => Box::new(Xlsx::new(file, scratch, to)?),
            Format::Sav => Box::new(Sav::new(file, extent, to)?),
            Format::Parquet => Box::new(Parquet::new(file, extent, to)?),
            Format::R => {
                r::write(file, &Format::Csv.file_name(file), &mut to)?;
                Box::new(Whole(to))
            }
            Format::Ddi => {
                ddi::write(file, &Format::Csv.file_name(file), &mut to)?;
                Box::new(Whole(to))
            }
            Format::Codebook => {
                codebook::write(file, Dialect::International, &mut to)?;
                Box::new(Whole(to))
            }
            Format::GermanCodebook => {
                codebook::write(file, Dialect::German, &mut to)?;
                Box::new(Whole(to))
            }
        })
    }
}

/// A file that is complete without any row.
struct Whole<W>(W);

impl<W: Write> Sink for Whole<W> {
    fn row(&mut self, _: &[Cell]) -> Result<(), ExportError> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.0.flush()?)
    }
}
