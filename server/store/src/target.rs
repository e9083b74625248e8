//! How many answers a wave hopes for, per Kreis.

use crate::{
    Error, Id, Store,
    sql::{Connection, statement},
    write::Write,
};

impl Store {
    /// In place of those before.
    pub async fn set_targets(&self, wave: Id, targets: Vec<(String, u64)>) -> Result<(), Error> {
        self.write(Targets { wave, targets }).await
    }

    /// By name.
    pub async fn targets(&self, wave: Id) -> Result<Vec<(String, u64)>, Error> {
        self.counts(statement("SELECT kreis, count FROM target WHERE wave = $1").bind(wave)).await
    }
}

struct Targets {
    wave: Id,
    targets: Vec<(String, u64)>,
}

impl Write for Targets {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        db.execute(&statement("DELETE FROM target WHERE wave = $1").bind(self.wave)).await?;
        for (kreis, count) in &self.targets {
            let insert = statement("INSERT INTO target (wave, kreis, count) VALUES ($1, $2, $3)");
            let count = i64::try_from(*count).map_err(|_| Error::Conflict)?;
            db.execute(&insert.bind(self.wave).bind(kreis.as_str()).bind(count)).await?;
        }
        Ok(())
    }
}
