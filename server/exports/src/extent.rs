//! What must be known of all rows before the first one can be written: formats that name the width and type of every
//! column at their beginning read the rows twice.

use super::{Cell, DataFile, text::beside_codes};

/// Fed with all rows, in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Extent {
    pub rows: u64,
    /// Of each column the bytes of its longest text; `None` where there is none.
    pub texts: Vec<Option<usize>>,
}

impl Extent {
    pub fn of(file: &DataFile) -> Extent {
        Extent { rows: 0, texts: vec![None; file.variables.len()] }
    }

    pub fn row(&mut self, cells: &[Cell]) {
        self.rows += 1;
        for (longest, cell) in self.texts.iter_mut().zip(cells) {
            if let Cell::Text(text) = cell {
                *longest = (*longest).max(Some(beside_codes(text).len()));
            }
        }
    }
}
