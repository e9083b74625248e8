//! Where posters hang, and how often their address was opened. No date and no cookie: a number per place.

use super::Roster;
use crate::{
    Error, Id,
    sql::{Row, statement},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub wave: Id,
    /// In the address: `messe-hoexter`.
    pub code: String,
    pub label: String,
    pub opened: u64,
}

impl Roster {
    /// By label.
    pub async fn places(&self, wave: Id) -> Result<Vec<Place>, Error> {
        let query = statement("SELECT wave, code, label, opened FROM place WHERE wave = $1").bind(wave);
        let mut places = self.fetch(query).await?.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        places.sort_by_cached_key(|place| place.label.to_lowercase());
        Ok(places)
    }

    /// [`Error::Conflict`] if the wave has a place of this code.
    pub async fn add_place(&self, wave: Id, code: &str, label: &str) -> Result<(), Error> {
        let insert = statement("INSERT INTO place (wave, code, label, opened) VALUES ($1, $2, $3, 0)");
        self.write(insert.bind(wave).bind(code).bind(label)).await?;
        Ok(())
    }

    pub async fn remove_place(&self, wave: Id, code: &str) -> Result<(), Error> {
        self.write_found(statement("DELETE FROM place WHERE wave = $1 AND code = $2").bind(wave).bind(code)).await
    }

    /// Counts an opening. A place that staff did not name is not counted, so nobody can fill the table.
    pub async fn count_opening(&self, wave: Id, code: &str) -> Result<(), Error> {
        let count = statement("UPDATE place SET opened = opened + 1 WHERE wave = $1 AND code = $2");
        self.write(count.bind(wave).bind(code)).await?;
        Ok(())
    }
}

fn place(row: &Row) -> Result<Place, Error> {
    Ok(Place {
        wave: row.id(0)?,
        code: row.get(1)?,
        label: row.get(2)?,
        opened: u64::try_from(row.get::<i64>(3)?).unwrap_or(0),
    })
}
