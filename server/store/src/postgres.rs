//! PostgreSQL, reached by URL.

use std::{str::FromStr, time::Duration};

use sqlx::{
    ConnectOptions, Connection as _, PgConnection, PgPool, Postgres as Pg,
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

    /// Writes the tables in which an order of arrival could be read anew, in an order of chance. The old files are gone
    /// with the commit, and with them the rows that were deleted.
    pub(crate) async fn shuffle(&self) -> Result<(), Error> {
        const STEPS: [&str; 24] = [
            "LOCK TABLE response, consent, inbox, held_back, receipt, code, returns, returns_kreis, quota, turned_away, paradata \
             IN ACCESS EXCLUSIVE MODE",
            "CREATE TEMP TABLE kept_response ON COMMIT DROP AS SELECT * FROM response",
            "CREATE TEMP TABLE kept_consent ON COMMIT DROP AS SELECT * FROM consent",
            "CREATE TEMP TABLE kept_inbox ON COMMIT DROP AS SELECT * FROM inbox",
            "CREATE TEMP TABLE kept_held_back ON COMMIT DROP AS SELECT * FROM held_back",
            "CREATE TEMP TABLE kept_receipt ON COMMIT DROP AS SELECT * FROM receipt",
            "CREATE TEMP TABLE kept_code ON COMMIT DROP AS SELECT * FROM code",
            "CREATE TEMP TABLE kept_returns ON COMMIT DROP AS SELECT * FROM returns",
            "CREATE TEMP TABLE kept_returns_kreis ON COMMIT DROP AS SELECT * FROM returns_kreis",
            "CREATE TEMP TABLE kept_quota ON COMMIT DROP AS SELECT * FROM quota",
            "CREATE TEMP TABLE kept_turned_away ON COMMIT DROP AS SELECT * FROM turned_away",
            "CREATE TEMP TABLE kept_paradata ON COMMIT DROP AS SELECT * FROM paradata",
            "TRUNCATE response, consent, inbox, held_back, receipt, code, returns, returns_kreis, quota, turned_away, \
             paradata",
            "INSERT INTO response SELECT * FROM kept_response ORDER BY random()",
            "INSERT INTO consent SELECT * FROM kept_consent ORDER BY random()",
            "INSERT INTO inbox SELECT * FROM kept_inbox ORDER BY random()",
            "INSERT INTO held_back SELECT * FROM kept_held_back ORDER BY random()",
            "INSERT INTO receipt SELECT * FROM kept_receipt ORDER BY random()",
            "INSERT INTO code SELECT * FROM kept_code ORDER BY random()",
            "INSERT INTO returns SELECT * FROM kept_returns ORDER BY random()",
            "INSERT INTO returns_kreis SELECT * FROM kept_returns_kreis ORDER BY random()",
            "INSERT INTO quota SELECT * FROM kept_quota ORDER BY random()",
            "INSERT INTO turned_away SELECT * FROM kept_turned_away ORDER BY random()",
            "INSERT INTO paradata SELECT * FROM kept_paradata ORDER BY random()",
        ];
        // Without the time limits of the others: they wait for it, and it may be long.
        let mut db = self.connect().await?;
        let mut transaction = db.begin().await?;
        for step in STEPS {
            Connection::Postgres(&mut transaction).execute(&statement(step)).await?;
        }
        Ok(transaction.commit().await?)
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
