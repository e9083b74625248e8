//! Settings that staff change: name and value.

use crate::{Error, Store, sql::statement};

impl Store {
    /// The value, or `None` if it was never set. `demo` is `1` in a demo database.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        let query = statement("SELECT value FROM setting WHERE name = $1").bind(name);
        self.fetch_optional(query).await?.map(|row| row.get(0)).transpose()
    }

    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        let upsert = statement(
            "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        );
        self.write(upsert.bind(name).bind(value)).await?;
        Ok(())
    }
}
