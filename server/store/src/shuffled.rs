//! SQLite: rows that stay in their table are put down anew in an order of chance.
//!
//! Nothing but their table may hold them, so each commit takes out some that lie beside each other by their keys, which
//! are of chance themselves, and puts the same ones back: whoever looks at any moment finds all of them, and after a kill
//! it is begun again. The pages that hold them are emptied by that, all but the two at the ends: there a row could fall
//! into the gap that it has left. So it is done twice, the second time with the ends in the middle of the first pieces.
//! PostgreSQL writes whole tables anew (`postgres/order`).

use rand::seq::SliceRandom as _;

use crate::{
    Database, Error, Id, Store,
    mixing::{CHUNK, chunks},
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

/// A table whose rows have a wave (`$1`) and in it a random id (`$2`).
pub(crate) struct Table {
    /// The ids of a wave, in their order.
    pub keys: &'static str,
    pub row: &'static str,
    pub delete: &'static str,
    /// Inserts a row as it was read.
    pub put_back: fn(Id, &Row) -> Result<Statement, Error>,
}

impl Store {
    /// In commits of fewer than two [`CHUNK`]s. Nothing to be done on PostgreSQL.
    pub(crate) async fn put_down_anew(&self, table: &'static Table, wave: Id) -> Result<(), Error> {
        let Database::Sqlite(_) = &*self.database else { return Ok(()) };
        let mut keys = self.ids(statement(table.keys).bind(wave)).await?;
        for _ in 0..2 {
            for keys in chunks(&keys, CHUNK) {
                self.write(Anew { table, wave, keys: keys.to_vec() }).await?;
            }
            let half = (CHUNK / 2).min(keys.len());
            keys.rotate_left(half);
        }
        Ok(())
    }
}

struct Anew {
    table: &'static Table,
    wave: Id,
    keys: Vec<Id>,
}

impl Write for Anew {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let mut back = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            let of = |sql| statement(sql).bind(self.wave).bind(*key);
            // What was withdrawn in the meantime stays away.
            let Some(row) = db.fetch_optional(&of(self.table.row)).await? else { continue };
            back.push((self.table.put_back)(self.wave, &row)?);
            db.execute(&of(self.table.delete)).await?;
        }
        back.shuffle(&mut rand::rng());
        for row in &back {
            db.execute(row).await?;
        }
        Ok(())
    }
}
