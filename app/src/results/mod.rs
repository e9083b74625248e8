//! Results: the list of released waves, one wave as a story, and the coverage of needs by offers.

mod coverage;
mod list;
mod story;
mod words;

pub use coverage::{CoverageChoice, CoverageLine, CoveragePage, coverage_page};
pub use list::{ResultEntry, results_list_page};
pub use story::{Hidden, Method, ResultsPage, Section, Switch, Switches, results_page};
