//! The QR code as squares.

use fast_qr::{ECL, QRBuilder};

use crate::Fault;

/// Modules of white around the code, as the standard asks for.
pub const QUIET: usize = 4;

/// Row by row, `true` is dark; without the quiet zone.
pub fn modules(link: &str) -> Result<Vec<Vec<bool>>, Fault> {
    let code = QRBuilder::new(link).ecl(ECL::M).build().map_err(|_| Fault::Code)?;
    Ok((0..code.size).map(|row| code[row][..code.size].iter().map(|module| module.value()).collect()).collect())
}
