//! Settings that staff change: name and value.

use crate::{Error, Store, sql::statement};

impl Store {
    /// The value, or `None` if it was never set. `demo` is `1` in a demo database.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        let query = statement("SELECT value FROM setting WHERE name = $1").bind(name);
        self.fetch_optional(query).await?.map(|row| row.get(0)).transpose()
    }

    /// The value, or if it was never set, `value` from now on: the same for all who ask at once.
    pub async fn setting_or(&self, name: &str, value: &str) -> Result<String, Error> {
        if let Some(known) = self.setting(name).await? {
            return Ok(known);
        }
        let first = statement("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
        self.write(first.bind(name).bind(value)).await?;
        self.setting(name).await?.ok_or(Error::NotFound)
    }

    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        let upsert = statement(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        );
        self.write(upsert.bind(name).bind(value)).await?;
        Ok(())
    }
}
