//! The municipalities of the region, and travel times between them that were corrected by hand.

use domain::{id::OptionId, place::Municipality};

use crate::{
    Error, Store,
    offer::option_id,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TravelMode {
    Car,
    Transit,
}

impl TravelMode {
    pub fn as_str(self) -> &'static str {
        match self {
            TravelMode::Car => "car",
            TravelMode::Transit => "transit",
        }
    }

    pub fn parse(text: &str) -> Option<TravelMode> {
        [TravelMode::Car, TravelMode::Transit].into_iter().find(|mode| mode.as_str() == text)
    }
}

/// A travel time that somebody entered; it holds in the given direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Travel {
    /// AGS of two municipalities.
    pub origin: OptionId,
    pub destination: OptionId,
    pub mode: TravelMode,
    pub minutes: f64,
}

/// A change to one travel time: minutes, or `None` for back to the estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// AGS of two municipalities.
    pub origin: OptionId,
    pub destination: OptionId,
    pub mode: TravelMode,
    pub minutes: Option<f64>,
}

fn municipality(row: &Row) -> Result<Municipality, Error> {
    Ok(Municipality {
        ags: option_id(&row.get::<String>(0)?)?,
        name: row.get(1)?,
        kreis: row.get(2)?,
        lat: row.get(3)?,
        lon: row.get(4)?,
    })
}

fn travel(row: &Row) -> Result<Travel, Error> {
    let mode = row.get::<String>(2)?;
    Ok(Travel {
        origin: option_id(&row.get::<String>(0)?)?,
        destination: option_id(&row.get::<String>(1)?)?,
        mode: TravelMode::parse(&mode).ok_or_else(|| Error::damaged("mode", &mode))?,
        minutes: row.get(3)?,
    })
}

impl Store {
    /// By AGS.
    pub async fn municipalities(&self) -> Result<Vec<Municipality>, Error> {
        let rows = self.fetch(statement("SELECT ags, name, kreis, lat, lon FROM municipality ORDER BY ags")).await?;
        rows.iter().map(municipality).collect()
    }

    /// Stores the municipality, or replaces the one with the same AGS.
    pub async fn save_municipality(&self, municipality: &Municipality) -> Result<(), Error> {
        self.write(upsert_municipality(municipality)).await?;
        Ok(())
    }

    /// [`Store::save_municipality`] for all of them or for none. Those that are not among them stay.
    pub async fn import_municipalities(&self, municipalities: &[Municipality]) -> Result<(), Error> {
        self.write(Together(municipalities.iter().map(upsert_municipality).collect())).await
    }

    /// With the travel times from and to it.
    pub async fn remove_municipality(&self, ags: &OptionId) -> Result<(), Error> {
        self.write_found(statement("DELETE FROM municipality WHERE ags = $1").bind(ags.as_str())).await
    }

    /// What was corrected by hand; every other pair is estimated.
    pub async fn travel_minutes(&self) -> Result<Vec<Travel>, Error> {
        let query = "SELECT origin, destination, mode, minutes FROM travel ORDER BY origin, destination, mode";
        self.fetch(statement(query)).await?.iter().map(travel).collect()
    }

    /// Corrections, all of them or none: minutes, or `None` for back to the estimate. [`Error::Conflict`] if a place is
    /// not a municipality of the region.
    pub async fn correct_travel(&self, corrections: &[Correction]) -> Result<(), Error> {
        let statement = |correction: &Correction| {
            let Correction { origin, destination, mode, minutes } = correction.clone();
            match minutes {
                Some(minutes) => upsert_travel(&Travel { origin, destination, mode, minutes }),
                None => delete_travel(&origin, &destination, mode),
            }
        };
        self.write(Together(corrections.iter().map(statement).collect())).await
    }
}

/// Statements that belong together.
struct Together(Vec<Statement>);

impl Write for Together {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for statement in &self.0 {
            db.execute(statement).await?;
        }
        Ok(())
    }
}

fn upsert_municipality(municipality: &Municipality) -> Statement {
    statement(
        "INSERT INTO municipality (ags, name, kreis, lat, lon) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (ags) DO UPDATE SET name = excluded.name, kreis = excluded.kreis, lat = excluded.lat, \
         lon = excluded.lon",
    )
    .bind(municipality.ags.as_str())
    .bind(municipality.name.as_str())
    .bind(municipality.kreis.as_str())
    .bind(municipality.lat)
    .bind(municipality.lon)
}

fn upsert_travel(travel: &Travel) -> Statement {
    statement(
        "INSERT INTO travel (origin, destination, mode, minutes) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (origin, destination, mode) DO UPDATE SET minutes = excluded.minutes",
    )
    .bind(travel.origin.as_str())
    .bind(travel.destination.as_str())
    .bind(travel.mode.as_str())
    .bind(travel.minutes)
}

fn delete_travel(origin: &OptionId, destination: &OptionId, mode: TravelMode) -> Statement {
    let delete = statement("DELETE FROM travel WHERE origin = $1 AND destination = $2 AND mode = $3");
    delete.bind(origin.as_str()).bind(destination.as_str()).bind(mode.as_str())
}
