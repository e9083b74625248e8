//! Where posters hang, and how often their address was opened. No date and no cookie: a number per place.
//!
//! A firm that invites its own apprentices has such a place too. What stands in its address is random, and the answers'
//! database never hears of it.

use super::Roster;
use crate::{
    Error, Id,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub wave: Id,
    /// In the address: `messe-hoexter`.
    pub code: String,
    /// That of a firm is the firm's name.
    pub label: String,
    pub opened: u64,
    /// The firm whose place it is.
    pub contact: Option<Id>,
}

macro_rules! select {
    ($rest:literal) => {
        statement(concat!(
            "SELECT place.wave, place.code, COALESCE(contact.firm, place.label), place.opened, place.contact \
             FROM place LEFT JOIN contact ON contact.id = place.contact ",
            $rest
        ))
    };
}

/// Openings of a place since they were last written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    pub wave: Id,
    pub code: String,
    pub times: u64,
}

/// Without vowels and what looks alike, so that a code spells nothing and can be typed.
const LETTERS: &[u8; 28] = b"23456789bcdfghjkmnpqrstvwxyz";
const LENGTH: usize = 7;

impl Roster {
    /// By label.
    pub async fn places(&self, wave: Id) -> Result<Vec<Place>, Error> {
        let query = select!("WHERE place.wave = $1").bind(wave);
        let mut places = self.fetch(query).await?.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        places.sort_by_cached_key(|place| (place.label.to_lowercase(), place.code.clone()));
        Ok(places)
    }

    pub async fn place(&self, wave: Id, code: &str) -> Result<Option<Place>, Error> {
        let query = select!("WHERE place.wave = $1 AND place.code = $2").bind(wave).bind(code);
        self.fetch_optional(query).await?.as_ref().map(place).transpose()
    }

    /// [`Error::Conflict`] if the wave has a place of this code.
    pub async fn add_place(&self, wave: Id, code: &str, label: &str) -> Result<(), Error> {
        let insert = statement("INSERT INTO place (wave, code, label, opened) VALUES ($1, $2, $3, 0)");
        self.write(insert.bind(wave).bind(code).bind(label)).await?;
        Ok(())
    }

    /// The place of a firm, made if there is none. [`Error::NotFound`] if there is no such contact.
    pub async fn firm_place(&self, wave: Id, contact: Id) -> Result<Place, Error> {
        let insert = statement(
            "INSERT INTO place (wave, code, label, opened, contact) SELECT $1, $2, '', 0, id FROM contact WHERE id = $3 \
             ON CONFLICT DO NOTHING",
        );
        self.write(insert.bind(wave).bind(random_code().as_str()).bind(contact)).await?;
        let query = select!("WHERE place.wave = $1 AND place.contact = $2").bind(wave).bind(contact);
        self.fetch_optional(query).await?.as_ref().map(place).transpose()?.ok_or(Error::NotFound)
    }

    pub async fn remove_place(&self, wave: Id, code: &str) -> Result<(), Error> {
        self.write_found(statement("DELETE FROM place WHERE wave = $1 AND code = $2").bind(wave).bind(code)).await
    }

    /// Adds up openings, all in one commit. A place that nobody named is not counted, so nobody can fill the table.
    pub async fn count_openings(&self, opened: Vec<Opened>) -> Result<(), Error> {
        self.write(Count(opened)).await
    }
}

struct Count(Vec<Opened>);

impl Write for Count {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for Opened { wave, code, times } in &self.0 {
            let count = statement("UPDATE place SET opened = opened + $3 WHERE wave = $1 AND code = $2");
            let times = i64::try_from(*times).unwrap_or(i64::MAX);
            db.execute(&count.bind(*wave).bind(code.as_str()).bind(times)).await?;
        }
        Ok(())
    }
}

fn random_code() -> String {
    // N.B. 28 does not divide 256: some letters come a little more often, which no secret hangs on.
    rand::random::<[u8; LENGTH]>().iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

pub(super) fn of_contact(contact: Id) -> Statement {
    select!("WHERE place.contact = $1").bind(contact)
}

pub(super) fn place(row: &Row) -> Result<Place, Error> {
    Ok(Place {
        wave: row.id(0)?,
        code: row.get(1)?,
        label: row.get(2)?,
        opened: u64::try_from(row.get::<i64>(3)?).unwrap_or(0),
        contact: row.optional_id(4)?,
    })
}
