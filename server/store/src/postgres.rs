//! PostgreSQL, reached by URL.

mod order;

use std::{str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, PgConnection, PgPool, Postgres as Pg,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::{
    Error,
    sql::{Connection, Row, statement},
    write::Write,
};

const CONNECTIONS: u32 = 8;
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) struct Postgres {
    options: PgConnectOptions,
    pool: PgPool,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Postgres, Error> {
        let options = PgConnectOptions::from_str(url)?.application_name("bedarfskompass").disable_statement_logging();
        let limits =
            [("statement_timeout", "10s"), ("lock_timeout", "3s"), ("idle_in_transaction_session_timeout", "15s")];
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect_with(options.clone().options(limits))
            .await?;
        let postgres = Postgres { options, pool };
        postgres.refuse_a_forgetful_server().await?;
        Ok(postgres)
    }

    pub(crate) async fn reader(&self) -> Result<Reader, Error> {
        Ok(Reader(self.pool.acquire().await?))
    }

    /// Runs in a task of its own: whoever stops waiting does not stop the write.
    pub(crate) async fn write<W: Write>(&self, write: W) -> Result<W::Output, Error> {
        let pool = self.pool.clone();
        let task = tokio::spawn(async move {
            if W::ONE_STATEMENT {
                return write.run(&mut Connection::Postgres(&mut *pool.acquire().await?)).await;
            }
            let mut transaction = pool.begin().await?;
            let output = write.run(&mut Connection::Postgres(&mut transaction)).await?;
            transaction.commit().await?;
            Ok(output)
        });
        task.await.map_err(|_| Error::other("the write broke off"))?
    }

    /// A connection of its own without time limits, for migrations.
    pub(crate) async fn connect(&self) -> Result<PgConnection, Error> {
        Ok(self.options.connect().await?)
    }

    async fn refuse_a_forgetful_server(&self) -> Result<(), Error> {
        let settings = statement(
            "SELECT current_setting('fsync'), current_setting('full_page_writes'), \
             current_setting('synchronous_commit')",
        );
        let row = self.reader().await?.connection().fetch_optional(&settings).await?.ok_or(Error::NotFound)?;
        match forgetful(&row)? {
            Some(setting) => Err(Error::other(format!("PostgreSQL may lose what it acknowledged: {setting}"))),
            None => Ok(()),
        }
    }
}

fn forgetful(row: &Row) -> Result<Option<String>, Error> {
    for (column, name) in ["fsync", "full_page_writes", "synchronous_commit"].into_iter().enumerate() {
        let value = row.get::<String>(column)?;
        // remote_apply waits for the disk and for a standby.
        if value != "on" && value != "remote_apply" {
            return Ok(Some(format!("{name} is {value}")));
        }
    }
    Ok(None)
}

pub(crate) struct Reader(PoolConnection<Pg>);

impl Reader {
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        Connection::Postgres(&mut self.0)
    }
}
