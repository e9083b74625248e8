//! SPSS system files, written after PSPP's description of the format ("System File Format", PSPP Developers Guide):
//! bytecode-compressed, UTF-8, with long names, long and very long strings, labels, missing codes and multiple-response
//! sets. No crate that is kept and freely licensed writes them.

mod dictionary;
mod packed;

use std::io::Write;

use super::{
    Cell, DataFile, ExportError, Extent, Form, Sink, Variable,
    date::{day, spss_seconds},
    text::{beside_codes, cut},
};
use packed::Packed;

/// Texts are at least this wide, so that all of them are "long strings", whose labels and missing codes have records of
/// their own.
const NARROWEST: usize = 9;
/// Bytes of a string at most.
const WIDEST: usize = 32_767;
/// What the segments of a very long string hold, and what their widths are reckoned by.
const SEGMENT: usize = 255;
const SEGMENT_STEP: usize = 252;

/// How a column is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Storage {
    Number,
    /// Bytes.
    Text(usize),
}

impl Storage {
    fn of(variable: &Variable, longest: Option<usize>) -> Storage {
        match variable.form {
            Form::Text => {}
            Form::Computed if longest.is_some() => {}
            _ => return Storage::Number,
        }
        Storage::Text(longest.unwrap_or_default().clamp(NARROWEST, WIDEST))
    }

    /// The widths of the variables it is made of in the file; 0 is a number.
    fn segments(self) -> Vec<usize> {
        match self {
            Storage::Number => vec![0],
            Storage::Text(width) if width <= SEGMENT => vec![width],
            Storage::Text(width) => {
                let whole = width.div_ceil(SEGMENT_STEP) - 1;
                let mut widths = vec![SEGMENT; whole];
                widths.push(width - whole * SEGMENT_STEP);
                widths
            }
        }
    }
}

/// Of eight bytes each.
fn elements(segment: usize) -> usize {
    segment.div_ceil(8).max(1)
}

pub struct Sav<'f, W: Write> {
    file: &'f DataFile,
    storage: Vec<Storage>,
    packed: Packed<W>,
    bytes: Vec<u8>,
}

impl<'f, W: Write> Sav<'f, W> {
    /// Writes everything that comes before the rows.
    ///
    /// # Errors
    /// When `to` does not take it.
    pub fn new(file: &'f DataFile, extent: &Extent, mut to: W) -> Result<Self, ExportError> {
        let longest = extent.texts.iter().copied().chain(std::iter::repeat(None));
        let storage: Vec<Storage> =
            file.variables.iter().zip(longest).map(|(variable, longest)| Storage::of(variable, longest)).collect();
        to.write_all(&dictionary::write(file, &storage, extent.rows))?;
        Ok(Sav { file, storage, packed: Packed::new(to), bytes: Vec::new() })
    }

    fn cell(&mut self, at: usize, cell: &Cell) -> Result<(), ExportError> {
        let variable = &self.file.variables[at];
        match self.storage[at] {
            Storage::Number => match number(variable, cell)? {
                Some(number) => self.packed.number(number)?,
                None => self.packed.missing()?,
            },
            Storage::Text(width) => {
                let text = match cell {
                    Cell::Empty => "".into(),
                    Cell::Missing(code) => code.to_string().into(),
                    Cell::Number(number) => number.to_string().into(),
                    Cell::Text(text) => beside_codes(text),
                    Cell::Choice(_) => return Err(ExportError::Unfit(variable.name.clone())),
                };
                lay_out(&text, width, &mut self.bytes);
                self.packed.text(&self.bytes)?;
            }
        }
        Ok(())
    }
}

impl<W: Write> Sink for Sav<'_, W> {
    fn row(&mut self, cells: &[Cell]) -> Result<(), ExportError> {
        cells.iter().enumerate().try_for_each(|(at, cell)| self.cell(at, cell))
    }

    fn finish(self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.packed.finish()?)
    }
}

/// `None`: system missing.
fn number(variable: &Variable, cell: &Cell) -> Result<Option<f64>, ExportError> {
    Ok(match cell {
        Cell::Empty => None,
        Cell::Missing(code) => Some(*code as f64),
        Cell::Choice(place) => Some(variable.number(*place)),
        Cell::Number(number) => Some(*number),
        Cell::Text(iso) => match day(iso) {
            Some(day) => Some(spss_seconds(day)),
            None => return Err(ExportError::Unfit(variable.name.clone())),
        },
    })
}

/// As the file has a text of this width: padded with blanks, in segments of whole elements.
fn lay_out(text: &str, width: usize, to: &mut Vec<u8>) {
    let bytes: usize = Storage::Text(width).segments().into_iter().map(|segment| elements(segment) * 8).sum();
    to.clear();
    to.resize(bytes, b' ');
    // A segment has a byte more than it holds.
    let chunk = if width > SEGMENT { SEGMENT } else { bytes };
    for (number, part) in cut(text, width).as_bytes().chunks(chunk).enumerate() {
        let start = number * (SEGMENT + 1);
        // Programs in C take a zero for the end.
        let own = part.iter().map(|byte| if *byte == 0 { b' ' } else { *byte });
        to[start..start + part.len()].iter_mut().zip(own).for_each(|(place, byte)| *place = byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn very_long_strings_lie_in_segments() {
        assert_eq!(Storage::Text(255).segments(), [255]);
        assert_eq!(Storage::Text(256).segments(), [255, 4]);
        assert_eq!(Storage::Text(504).segments(), [255, 252]);
        assert_eq!(Storage::Text(505).segments(), [255, 255, 1]);
        let mut bytes = Vec::new();
        let text: String = "abc".repeat(200);
        lay_out(&text, 600, &mut bytes);
        assert_eq!(bytes.len(), 256 + 256 + 96);
        assert_eq!(bytes[255], b' ');
        assert_eq!([&bytes[..255], &bytes[256..511], &bytes[512..602]].concat(), text.as_bytes());
    }
}
