//! One binary of integration tests; files mirror the places on the site.

mod account;
mod app;
mod binary;
mod changing;
mod commands;
mod exchange;
mod inventory;
mod kept;
mod kiosk;
mod looking;
mod misuse;
mod region;
mod repeated;
mod respond;
mod results;
mod resume;
mod seed;
mod surveys;
