//! How many answers a wave hopes for, per group that it counts.

use crate::{
    Error, Id, Store,
    sql::{Connection, statement},
    write::Write,
};

/// A group whose returns are counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// By name.
    Kreis(String),
    /// By the id that the survey gives it.
    Quota(String),
    /// Codes that were given out together, by the id of their batch in hex.
    Codes(String),
}

impl Group {
    pub fn dimension(&self) -> &'static str {
        match self {
            Group::Kreis(_) => "kreis",
            Group::Quota(_) => "quota",
            Group::Codes(_) => "codes",
        }
    }

    pub fn value(&self) -> &str {
        let (Group::Kreis(value) | Group::Quota(value) | Group::Codes(value)) = self;
        value
    }

    fn read(dimension: &str, value: String) -> Result<Group, Error> {
        match dimension {
            "kreis" => Ok(Group::Kreis(value)),
            "quota" => Ok(Group::Quota(value)),
            "codes" => Ok(Group::Codes(value)),
            other => Err(Error::damaged("dimension", other)),
        }
    }
}

impl Store {
    /// In place of those before.
    pub async fn set_targets(&self, wave: Id, targets: Vec<(Group, u64)>) -> Result<(), Error> {
        self.write(Targets { wave, targets }).await
    }

    /// Kreise first, each kind by name.
    pub async fn targets(&self, wave: Id) -> Result<Vec<(Group, u64)>, Error> {
        let query = statement("SELECT dimension, value, count FROM goal WHERE wave = $1").bind(wave);
        let rows = self.fetch(query).await?;
        let target = |row: &crate::sql::Row| {
            let group = Group::read(&row.get::<String>(0)?, row.get(1)?)?;
            Ok((group, row.get::<i64>(2)?.unsigned_abs()))
        };
        let mut targets = rows.iter().map(target).collect::<Result<Vec<_>, Error>>()?;
        targets.sort();
        Ok(targets)
    }
}

struct Targets {
    wave: Id,
    targets: Vec<(Group, u64)>,
}

impl Write for Targets {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        db.execute(&statement("DELETE FROM goal WHERE wave = $1").bind(self.wave)).await?;
        for (group, count) in &self.targets {
            let insert = statement("INSERT INTO goal (wave, dimension, value, count) VALUES ($1, $2, $3, $4)");
            let insert = insert.bind(self.wave).bind(group.dimension()).bind(group.value());
            db.execute(&insert.bind(i64::try_from(*count).map_err(|_| Error::Conflict)?)).await?;
        }
        Ok(())
    }
}
