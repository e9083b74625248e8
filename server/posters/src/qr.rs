//! The QR code as squares.

use fast_qr::{ECL, QRBuilder};

use crate::{Fault, paper::MM};

/// Modules of white around the code, as the standard asks for.
pub const QUIET: usize = 4;

/// A code is never smaller than this, its quiet zone not counted (ux.md R17).
pub const LEAST: f32 = 30.0 * MM;

pub struct Qr {
    /// Row by row, `true` is dark; without the quiet zone.
    rows: Vec<Vec<bool>>,
}

impl Qr {
    pub fn of(link: &str) -> Result<Qr, Fault> {
        let code = QRBuilder::new(link).ecl(ECL::M).build().map_err(|_| Fault::Code)?;
        let row = |row: usize| code[row][..code.size].iter().map(|module| module.value()).collect();
        Ok(Qr { rows: (0..code.size).map(row).collect() })
    }

    /// Modules along a side.
    pub fn size(&self) -> usize {
        self.rows.len()
    }

    /// The side with the quiet zone, if the code itself is `side`.
    pub fn with_quiet_zone(&self, side: f32) -> f32 {
        side * (self.size() + 2 * QUIET) as f32 / self.size() as f32
    }

    /// What is dark, in modules: x, y and how many side by side.
    pub fn bars(&self) -> Vec<(usize, usize, usize)> {
        let mut bars = Vec::new();
        for (y, row) in self.rows.iter().enumerate() {
            let mut x = 0;
            for run in row.chunk_by(|one, next| one == next) {
                if run[0] {
                    bars.push((x, y, run.len()));
                }
                x += run.len();
            }
        }
        bars
    }
}
