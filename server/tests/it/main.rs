//! One binary of integration tests; files mirror the places on the site.

mod account;
mod app;
mod binary;
mod commands;
mod exchange;
mod inventory;
mod region;
mod respond;
mod results;
mod seed;
mod surveys;
