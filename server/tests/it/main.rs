//! One binary of integration tests; files mirror the places on the site.

mod account;
mod app;
mod binary;
mod codes;
mod commands;
mod contacts;
mod exchange;
mod fieldwork;
mod inventory;
mod kept;
mod kiosk;
mod logic;
mod looking;
mod mailing;
mod misuse;
mod region;
mod repeated;
mod respond;
mod results;
mod resume;
mod seed;
mod smtp;
mod surveys;
