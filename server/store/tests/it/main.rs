//! Every promise of the store, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that meets the unexpected shall panic")]

mod backups;
mod codes;
mod consents;
mod databases;
mod drafts;
mod durability;
mod inventory;
mod linkage;
mod migrations;
mod mixing;
mod notices;
mod open_texts;
mod paradata;
mod power;
mod privacy;
mod quotas;
mod reports;
mod responses;
mod resumes;
mod retention;
mod roster;
mod staff;
mod surveys;
mod waves;
