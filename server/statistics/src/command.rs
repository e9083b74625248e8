//! The statistics on any CSV: what `analyse estimate|crosstab|compare|trend|maxdiff|kano|reliability|drivers|
//! coverage` print.
//!
//! Each command takes a [`Table`] and answers with one JSON object. Its fields are named as the `expected` keys of the
//! reference cases; what there is one of per item stands in the list `items`.

mod compare;
mod coverage;
mod crosstab;
mod design_file;
mod drivers;
mod estimate;
mod kano;
mod maxdiff;
mod reliability;
mod table;
mod trend;

pub use compare::{compare_groups, compare_paired};
pub use coverage::{Reach, coverage};
pub use crosstab::crosstab;
pub use design_file::{DesignFile, PopulationFile, TrimmingFile, TrimmingRange};
pub use drivers::drivers;
pub use estimate::{Wanted, estimate};
pub use kano::kano;
pub use maxdiff::{LongColumns, maxdiff_rows, maxdiff_table};
pub use reliability::{reliability_matrix, reliability_rows};
pub use table::{Table, TableError, shown};
pub use trend::trend;

/// What a command may fail with; `Display` is German.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Statistics(#[from] crate::Error),
    /// An error of the statistics, and the column it is about.
    #[error("{0}: {1}")]
    Of(String, crate::Error),
    #[error("{0}")]
    Request(String),
}
