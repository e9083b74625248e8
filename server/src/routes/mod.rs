//! What each URL does. One file per place on the site, named like the folder of its pages in `app`.

pub mod account;
pub mod api;
mod coverage;
pub mod inventory;
pub mod public;
pub mod region;
pub mod respond;
pub mod results;
mod stamp;
pub mod surveys;
mod upload;
pub mod waves;
