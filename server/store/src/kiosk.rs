//! What is typed to leave a survey that is shown on a device for many.

use crate::{Error, Id, Store, sql::statement};

impl Store {
    /// The hash of the PIN of this wave, if staff have set one.
    pub async fn kiosk_pin(&self, wave: Id) -> Result<Option<String>, Error> {
        let query = statement("SELECT pin FROM kiosk WHERE wave = $1").bind(wave);
        self.fetch_optional(query).await?.map(|row| row.get(0)).transpose()
    }

    pub async fn set_kiosk_pin(&self, wave: Id, pin_hash: &str) -> Result<(), Error> {
        let upsert = statement(
            "INSERT INTO kiosk (wave, pin) VALUES ($1, $2) ON CONFLICT (wave) DO UPDATE SET pin = excluded.pin",
        );
        self.write(upsert.bind(wave).bind(pin_hash)).await?;
        Ok(())
    }
}
