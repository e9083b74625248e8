//! A survey in the field: link and poster, returns, closing, release, export.

mod codes;
mod kiosk;
mod line;
mod live;
mod planning;
mod sheet;
mod wave;

pub use codes::{BatchLine, CodesForm, CodesPage, codes_page};
pub use kiosk::Kiosk;
pub use line::{WaveLine, wave_lines};
pub use live::{LiveReturns, ReturnsSoFar};
pub use planning::{AccessCard, PlanningPage, Target, planning_page};
pub use sheet::{CodeSheet, Slip, code_sheet};
pub use wave::{WavePage, WaveStep, wave_page};
