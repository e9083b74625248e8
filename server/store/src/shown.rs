//! What staff saw last of a wave. It stands in a table of its own and not among the settings, because copies of a wave
//! that runs leave it out.

use crate::{
    Error, Id, Store,
    sql::{Connection, Statement, statement},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Pages,
    Returns,
}

impl View {
    fn as_str(self) -> &'static str {
        match self {
            View::Pages => "pages",
            View::Returns => "returns",
        }
    }
}

impl Store {
    /// What staff saw last of the returns, as a document that is not this crate's business. `None` if nobody has looked.
    pub async fn shown_returns(&self, wave: Id) -> Result<Option<String>, Error> {
        self.fetch_optional(select(wave, View::Returns)).await?.map(|row| row.get(0)).transpose()
    }

    pub async fn show_returns(&self, wave: Id, document: &str) -> Result<(), Error> {
        self.write(remember(wave, View::Returns, document)).await?;
        Ok(())
    }
}

fn select(wave: Id, what: View) -> Statement {
    statement("SELECT document FROM shown WHERE wave = $1 AND what = $2").bind(wave).bind(what.as_str())
}

/// [`Store::shown_returns`] in a transaction, of any view.
pub(crate) async fn shown(db: &mut Connection<'_>, wave: Id, what: View) -> Result<Option<String>, Error> {
    db.fetch_optional(&select(wave, what)).await?.map(|row| row.get(0)).transpose()
}

pub(crate) fn remember(wave: Id, what: View, document: &str) -> Statement {
    let upsert = statement(
        "INSERT INTO shown (wave, what, document) VALUES ($1, $2, $3) \
         ON CONFLICT (wave, what) DO UPDATE SET document = excluded.document",
    );
    upsert.bind(wave).bind(what.as_str()).bind(document)
}
