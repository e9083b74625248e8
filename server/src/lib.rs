//! What runs. `commands` is one file per subcommand, `http` every URL and layer on one page,
//! `routes` what each URL does, and the rest what they share.

pub mod analysis;
pub mod assets;
pub mod clock;
pub mod commands;
pub mod config;
pub mod contact_entry;
pub mod draft;
pub mod error;
pub mod export;
pub mod fieldwork;
pub mod guesses;
pub mod home;
pub mod http;
pub mod jobs;
pub mod listener;
pub mod log;
pub mod mailing;
pub mod offer_csv;
pub mod offer_entry;
pub mod page;
pub mod publication;
pub mod response_csv;
pub mod resume;
pub mod room;
pub mod routes;
pub mod seed;
pub mod session;
pub mod sheet;
pub mod state;
pub mod story;
pub mod stretch;
pub mod text;
pub mod texts;
