//! A survey in the field: link and poster, returns, closing, release, export.

mod kiosk;
mod line;
mod live;
mod wave;

pub use kiosk::Kiosk;
pub use line::{WaveLine, wave_lines};
pub use live::{LiveReturns, ReturnsSoFar};
pub use wave::{WavePage, WaveStep, wave_page};
