//! The rows of a system file: elements of eight bytes, each a code of one byte where that is enough.

use std::io::{self, Write};

/// What is subtracted from a code to give the number it stands for.
pub const BIAS: f64 = 100.0;

const END: u8 = 252;
const LITERAL: u8 = 253;
const BLANKS: u8 = 254;
const SYSTEM_MISSING: u8 = 255;

/// Eight codes, then the elements they announce, and so on.
pub struct Packed<W: Write> {
    to: W,
    codes: Vec<u8>,
    literals: Vec<u8>,
}

impl<W: Write> Packed<W> {
    pub fn new(to: W) -> Self {
        Packed { to, codes: Vec::with_capacity(8), literals: Vec::with_capacity(64) }
    }

    pub fn number(&mut self, number: f64) -> io::Result<()> {
        let code = number + BIAS;
        // N.B. Zero has two signs, and a code only one.
        if code.fract() == 0.0 && (1.0..=251.0).contains(&code) && number.to_bits() != (-0.0_f64).to_bits() {
            self.code(code as u8, &[])
        } else {
            self.code(LITERAL, &number.to_le_bytes())
        }
    }

    pub fn missing(&mut self) -> io::Result<()> {
        self.code(SYSTEM_MISSING, &[])
    }

    /// Whole elements.
    pub fn text(&mut self, bytes: &[u8]) -> io::Result<()> {
        bytes.chunks(8).try_for_each(|element| match element {
            b"        " => self.code(BLANKS, &[]),
            literal => self.code(LITERAL, literal),
        })
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.code(END, &[])?;
        while !self.codes.is_empty() {
            self.code(0, &[])?;
        }
        self.to.flush()
    }

    fn code(&mut self, code: u8, literal: &[u8]) -> io::Result<()> {
        self.codes.push(code);
        self.literals.extend_from_slice(literal);
        if self.codes.len() == 8 {
            self.to.write_all(&self.codes)?;
            self.to.write_all(&self.literals)?;
            self.codes.clear();
            self.literals.clear();
        }
        Ok(())
    }
}
