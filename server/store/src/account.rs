//! Staff accounts, and their sessions, of which the store knows only hashes.

use crate::{
    Error, Id, KeyHash, Store,
    sql::{Connection, Row, statement},
    write::Write,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: Id,
    /// Trimmed and in lower case.
    pub email: String,
    pub name: String,
    /// As the caller made it, in PHC format. Empty if the account was removed and only its name stays.
    pub password_hash: String,
    /// May see what single respondents answered.
    pub reads_answers: bool,
}

impl Account {
    /// Nobody can sign in with it any more.
    pub fn is_removed(&self) -> bool {
        self.password_hash.is_empty()
    }
}

/// What was left of an account that was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    Nothing,
    /// Its name, because it stands for who wrote or released a report.
    Name,
}

/// Instants are text as the caller wrote them; one fixed format in UTC, so that they sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub account: Id,
    pub created: String,
    pub seen: String,
}

macro_rules! select {
    ($rest:literal) => {
        statement(concat!("SELECT id, email, name, password_hash, reads_answers FROM account ", $rest))
    };
}

fn account(row: &Row) -> Result<Account, Error> {
    Ok(Account {
        id: row.id(0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        password_hash: row.get(3)?,
        reads_answers: row.get::<i64>(4)? != 0,
    })
}

fn normal(email: &str) -> String {
    email.trim().to_lowercase()
}

impl Store {
    /// An account that may not see single answers. [`Error::Conflict`] if the address has one.
    pub async fn create_account(&self, email: &str, name: &str, password_hash: &str) -> Result<Id, Error> {
        let id = Id::random();
        let insert = statement("INSERT INTO account (id, email, name, password_hash) VALUES ($1, $2, $3, $4)");
        self.write(insert.bind(id).bind(normal(email).as_str()).bind(name).bind(password_hash)).await?;
        Ok(id)
    }

    /// Gives the right to see single answers, or takes it; it holds from the next request on. [`Error::NotFound`] if there is
    /// no such account.
    pub async fn set_reads_answers(&self, id: Id, may: bool) -> Result<(), Error> {
        let update = statement("UPDATE account SET reads_answers = $2 WHERE id = $1 AND password_hash <> ''");
        self.write_found(update.bind(id).bind(may)).await
    }

    pub async fn account(&self, id: Id) -> Result<Option<Account>, Error> {
        self.fetch_optional(select!("WHERE id = $1").bind(id)).await?.as_ref().map(account).transpose()
    }

    pub async fn account_by_email(&self, email: &str) -> Result<Option<Account>, Error> {
        let query = select!("WHERE email = $1 AND password_hash <> ''").bind(normal(email).as_str());
        self.fetch_optional(query).await?.as_ref().map(account).transpose()
    }

    /// By address; without those that were removed.
    pub async fn accounts(&self) -> Result<Vec<Account>, Error> {
        let rows = self.fetch(select!("WHERE password_hash <> ''")).await?;
        let mut accounts = rows.iter().map(account).collect::<Result<Vec<_>, _>>()?;
        accounts.sort_by(|a, b| a.email.cmp(&b.email));
        Ok(accounts)
    }

    /// Sets the password and ends every session of the account, in one step.
    pub async fn set_password(&self, id: Id, password_hash: &str) -> Result<(), Error> {
        self.write(NewPassword { id, password_hash: password_hash.to_owned() }).await
    }

    /// Takes an account away with its address, its password and its sessions. Only its name stays where something was
    /// written, reviewed or released under it; its address may have a new account then. [`Error::Conflict`] if it is the last with
    /// which anybody can sign in, [`Error::NotFound`] if it was removed before.
    pub async fn remove_account(&self, id: Id) -> Result<Removal, Error> {
        self.write(Remove { id }).await
    }

    pub async fn create_session(&self, hash: KeyHash, account: Id, now: &str) -> Result<(), Error> {
        let insert = statement("INSERT INTO session (hash, account, created, seen) VALUES ($1, $2, $3, $3)");
        self.write(insert.bind(hash).bind(account).bind(now)).await?;
        Ok(())
    }

    /// Whether it is still valid is for the caller to say, by its two instants.
    pub async fn session(&self, hash: KeyHash) -> Result<Option<Session>, Error> {
        let query = statement("SELECT account, created, seen FROM session WHERE hash = $1").bind(hash);
        let session = |row: Row| Ok(Session { account: row.id(0)?, created: row.get(1)?, seen: row.get(2)? });
        self.fetch_optional(query).await?.map(session).transpose()
    }

    pub async fn touch_session(&self, hash: KeyHash, now: &str) -> Result<(), Error> {
        self.write_found(statement("UPDATE session SET seen = $2 WHERE hash = $1").bind(hash).bind(now)).await
    }

    /// Also if there is no such session.
    pub async fn end_session(&self, hash: KeyHash) -> Result<(), Error> {
        self.write(statement("DELETE FROM session WHERE hash = $1").bind(hash)).await?;
        Ok(())
    }

    pub async fn end_sessions_of(&self, account: Id) -> Result<(), Error> {
        self.write(statement(END_SESSIONS).bind(account)).await?;
        Ok(())
    }

    /// Deletes sessions last seen or created before these instants; gives how many.
    pub async fn purge_sessions(&self, seen_before: &str, created_before: &str) -> Result<u64, Error> {
        let delete = statement("DELETE FROM session WHERE seen < $1 OR created < $2");
        self.write(delete.bind(seen_before).bind(created_before)).await
    }
}

const SET_PASSWORD: &str = "UPDATE account SET password_hash = $2 WHERE id = $1";
const END_SESSIONS: &str = "DELETE FROM session WHERE account = $1";

struct NewPassword {
    id: Id,
    password_hash: String,
}

impl Write for NewPassword {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        if db.execute(&statement(SET_PASSWORD).bind(self.id).bind(self.password_hash.as_str())).await? == 0 {
            return Err(Error::NotFound);
        }
        db.execute(&statement(END_SESSIONS).bind(self.id)).await?;
        Ok(())
    }
}

struct Remove {
    id: Id,
}

impl Write for Remove {
    type Output = Removal;

    async fn run(&self, db: &mut Connection<'_>) -> Result<Removal, Error> {
        // N.B. An update, not a look: of two that are removed at once, one waits and finds itself the last.
        let usable = "UPDATE account SET name = name WHERE password_hash <> ''";
        let usable = db.execute(&statement(usable)).await?;
        let this = statement("SELECT id FROM account WHERE id = $1 AND password_hash <> ''").bind(self.id);
        if db.fetch_optional(&this).await?.is_none() {
            return Err(Error::NotFound);
        }
        if usable == 1 {
            return Err(Error::Conflict);
        }
        db.execute(&statement(END_SESSIONS).bind(self.id)).await?;
        let stands = "SELECT 1 FROM report WHERE editor = $1 UNION ALL SELECT 1 FROM report_file WHERE releaser = $1 \
                      UNION ALL SELECT 1 FROM release_log WHERE account = $1 \
                      UNION ALL SELECT 1 FROM open_text WHERE reviewer = $1 \
                      UNION ALL SELECT 1 FROM text_coding WHERE coder = $1 \
                      UNION ALL SELECT 1 FROM text_review WHERE beginner = $1";
        if db.fetch_optional(&statement(stands).bind(self.id)).await?.is_none() {
            db.execute(&statement("DELETE FROM account WHERE id = $1").bind(self.id)).await?;
            return Ok(Removal::Nothing);
        }
        // Addresses are unique, so each that is gone leaves another mark; none has an @.
        let mark = format!("removed {}", self.id);
        let emptied = statement("UPDATE account SET email = $2, password_hash = '' WHERE id = $1");
        db.execute(&emptied.bind(self.id).bind(mark.as_str())).await?;
        Ok(Removal::Name)
    }
}
