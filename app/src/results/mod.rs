//! Results: the list of released waves, one wave as a story, its questions by groups, a firm among others, and the coverage of needs by offers.

mod benchmark;
mod coverage;
mod groups;
mod list;
mod open;
mod pair;
mod story;
mod words;

pub use benchmark::{BenchmarkPage, BenchmarkShown, OwnChoice, OwnRow, benchmark_page};
pub use coverage::{CoverageChoice, CoverageList, CoveragePage, coverage_page};
pub use groups::{GroupsPage, GroupsShown, OptionGroup, Pairs, TableBelow, groups_page};
pub use list::{ResultEntry, results_list_page};
pub use open::{OpenSection, Themes};
pub use pair::PairForm;
pub use story::{Hidden, Method, ResultsPage, Section, Switch, Switches, results_page};
