//! Charts as accessible SVG: the only crate that knows plotters.
//!
//! Every chart is a function from released figures to a [`Figure`]: statement title, description for those who do not
//! see it, two widths of SVG and the same numbers as a table. Equal input gives byte-equal output. The classes that the
//! SVG of [`Mode::Web`] uses are coloured by `style/charts.css`.

mod backend;
mod bars;
mod benchmark;
mod best_worst;
mod canvas;
mod caption;
mod date;
mod differences;
mod dumbbell;
mod flags;
mod heat;
mod ink;
mod ipa;
mod key;
mod likert;
mod missing;
mod needs;
mod placement;
mod ranking;
mod recommendation;
mod returns;
mod rows;
mod sheet;
mod summary;
mod text;
mod themes;
mod tiles;
mod trend;
mod widths;
mod words;

use domain::Locale;

pub use bars::{Order, bars};
pub use benchmark::{Quartiles, benchmark};
pub use best_worst::best_worst;
pub use caption::Caption;
pub use differences::{Sides, differences, headline};
pub use domain::figure::{DataTable, Figure};
pub use domain::report::CrossHair;
pub use dumbbell::dumbbell;
pub use heat::heat_class;
pub use ipa::{class_name, field_name, ipa};
pub use likert::{Apart, Arrangement, Blocks, Measure, crossed, groups, likert};
pub use needs::needs;
pub use ranking::ranking;
pub use recommendation::recommendation;
pub use returns::{DayCount, returns};
pub use sheet::sheet;
pub use summary::summary;
pub use themes::themes;
pub use tiles::{Part, coverage_map, coverage_table, seats_map};
pub use trend::{Unit, Waves, trend};
pub use words::{days, interval_head};

/// For whom and for what a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub locale: Locale,
    pub mode: Mode,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Classes instead of colours: the page's CSS gives light, dark, print and forced colours.
    Web,
    /// Literal colours and hatches, for downloads and documents that have no CSS.
    Print,
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
