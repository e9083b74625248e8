use crate::Error;

/// Counts of two variables against each other, without empty rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contingency {
    rows: Vec<Vec<u64>>,
}

impl Contingency {
    /// Rows and columns that nobody is in are left out.
    ///
    /// # Errors
    /// Rows of different length; fewer than two rows or columns with answers.
    pub fn new(counts: &[Vec<u64>]) -> Result<Contingency, Error> {
        let width = counts.first().map_or(0, Vec::len);
        if let Some(uneven) = counts.iter().find(|row| row.len() != width) {
            return Err(Error::Length { what: "Zeile der Tabelle", expected: width, found: uneven.len() });
        }
        let is_used = |column: &usize| counts.iter().any(|row| row[*column] > 0);
        let used: Vec<usize> = (0..width).filter(is_used).collect();
        let kept = counts.iter().filter(|row| row.iter().any(|count| *count > 0));
        let rows: Vec<Vec<u64>> = kept.map(|row| used.iter().map(|column| row[*column]).collect()).collect();
        if rows.is_empty() {
            Err(Error::NoAnswers)
        } else if rows.len() < 2 || used.len() < 2 {
            Err(Error::NoVariation)
        } else {
            Ok(Contingency { rows })
        }
    }

    /// From two codes per respondent; whoever lacks one does not count.
    ///
    /// # Errors
    /// As [`Contingency::new`].
    pub fn of(rows: &[Option<usize>], columns: &[Option<usize>]) -> Result<Contingency, Error> {
        crate::design::check_length("Spalte", rows.len(), columns.len())?;
        let size = |codes: &[Option<usize>]| codes.iter().flatten().max().map_or(0, |most| most + 1);
        let mut counts = vec![vec![0; size(columns)]; size(rows)];
        for (row, column) in rows.iter().zip(columns) {
            if let (Some(row), Some(column)) = (row, column) {
                counts[*row][*column] += 1;
            }
        }
        Contingency::new(&counts)
    }

    pub fn rows(&self) -> &[Vec<u64>] {
        &self.rows
    }

    /// Rows, columns.
    pub fn shape(&self) -> (usize, usize) {
        (self.rows.len(), self.rows.first().map_or(0, Vec::len))
    }

    pub fn n(&self) -> u64 {
        self.rows.iter().flatten().sum()
    }

    pub fn row_sums(&self) -> Vec<u64> {
        self.rows.iter().map(|row| row.iter().sum()).collect()
    }

    pub fn column_sums(&self) -> Vec<u64> {
        (0..self.shape().1).map(|column| self.rows.iter().map(|row| row[column]).sum()).collect()
    }
}
