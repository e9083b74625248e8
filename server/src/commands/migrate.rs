//! `migrate`: creates the database or brings it up to date.

use super::{Failure, open, open_roster};
use crate::config::Config;

pub async fn run(config: Config) -> Result<(), Failure> {
    let store = open(&config).await?;
    let roster = open_roster(&config).await?;
    eprintln!("Die Datenbank ist auf dem neuesten Stand.");
    store.checkpoint().await?;
    roster.checkpoint().await?;
    Ok(())
}
