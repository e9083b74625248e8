//! One binary of integration tests; files mirror the places on the site.

mod account;
mod addresses;
mod app;
#[path = "../../disclosure/tests/it/attacker.rs"]
#[expect(dead_code, reason = "firm figures are attacked in their own crate")]
mod attacker;
mod benchmark;
mod binary;
mod bursts;
mod changing;
mod codes;
mod commands;
mod contacts;
mod coverage;
mod demo;
mod exchange;
mod fieldwork;
#[path = "../../disclosure/tests/it/figures.rs"]
mod figures;
mod firm_report;
mod groups;
mod inventory;
mod inviting;
mod kept;
mod kiosk;
mod languages;
mod logic;
mod looking;
mod mail_folder;
mod mailing;
mod misuse;
mod naming;
mod open_answers;
mod paradata;
mod pictures;
mod postgres;
mod reach;
mod region;
mod repeated;
mod report;
mod respond;
mod response_rate;
mod restore;
mod results;
mod resume;
mod retention;
mod routes;
mod seed;
mod sending;
mod smtp;
mod surfaces;
mod surveys;
mod themes;
mod trap;
mod uncounted;
