//! What runs. `commands` is one file per subcommand, `http` every URL and layer on one page,
//! `routes` what each URL does, and the rest what they share.

pub mod analysis;
pub mod assets;
pub mod breakdown;
pub mod bursts;
pub mod client;
pub mod clock;
pub mod commands;
pub mod config;
pub mod contact_entry;
pub mod draft;
pub mod error;
pub mod export;
pub mod fieldwork;
pub mod gap_report;
pub mod guesses;
pub mod home;
pub mod http;
pub mod jobs;
pub mod leap;
pub mod listener;
pub mod log;
pub mod mailing;
pub mod naming;
pub mod offer_csv;
pub mod offer_entry;
pub mod openings;
pub mod page;
pub mod paradata;
pub mod publication;
pub mod response_csv;
pub mod resume;
pub mod retention;
pub mod returns;
pub mod room;
pub mod routes;
pub mod seed;
pub mod session;
pub mod state;
pub mod story;
pub mod stretch;
pub mod texts;

pub(crate) use statistics::{sheet, text};
