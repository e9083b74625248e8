//! Codes: given out in batches, each good for one answer, kept as a keyed hash only.
//!
//! The key stands in the settings, beside the hashes. Codes have 128 random bits, so nobody guesses one from its hash
//! with the key or without; the key is there so that nobody outside can choose what is compared with what. A key in a
//! file of its own would keep whoever steals a copy of the database and a printed sheet from seeing which codes were
//! used (never what was answered), and would turn every sheet to waste paper the day the file is lost. The codes
//! themselves go a month after the end of their wave.

use std::{collections::BTreeMap, fmt};

use domain::{
    Code,
    stratum::{Roster, Stratum, cut_to},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::{
    Error, Id, Store, WaveState,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

/// What of a code the store is handed: it says that an answer was sent, and starts nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ticket([u8; 16]);

impl Ticket {
    pub fn of(code: Code) -> Ticket {
        let digest = Sha256::new_with_prefix(b"bedarfskompass receipt of a code\0").chain_update(code.as_bytes());
        let mut ticket = [0; 16];
        ticket.copy_from_slice(&digest.finalize()[..16]);
        Ticket(ticket)
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ticket(…)")
    }
}

pub(crate) struct CodeKey([u8; 32]);

impl CodeKey {
    pub(crate) fn hash(&self, ticket: Ticket) -> Vec<u8> {
        // HMAC takes keys of every length.
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).map(|mac| mac.chain_update(ticket.0));
        mac.map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default()
    }
}

/// A code that exists: whether it starts anything, its wave says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCode {
    /// Slug of the wave.
    pub wave: String,
    pub spent: bool,
    pub state: WaveState,
    /// The wave has ended, and what was begun may still be sent.
    pub in_grace: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    pub id: Id,
    pub stratum: Stratum,
    pub issued: u64,
    pub spent: u64,
    /// Codes that were not used are no good any more.
    pub voided: bool,
}

/// Codes in one commit at most: a sheet for the largest school, and no longer than a page takes to be saved.
pub const CODES_AT_ONCE: usize = 2_000;

const KEY: &str = "code_key";

impl Store {
    /// Codes of one batch come from one stratum.
    pub async fn create_batch(&self, wave: Id, stratum: &Stratum) -> Result<Id, Error> {
        self.create_batch_as(Id::random(), wave, stratum).await
    }

    /// Under an id that the caller has drawn: [`Error::Conflict`] if there is one already.
    pub async fn create_batch_as(&self, id: Id, wave: Id, stratum: &Stratum) -> Result<Id, Error> {
        let insert = statement(
            "INSERT INTO batch (id, wave, firm, occupation, year, issued) \
             SELECT $1, id, $3, $4, $5, 0 FROM wave WHERE id = $2",
        )
        .bind(id)
        .bind(wave)
        .bind(stratum.firm.as_str())
        .bind(stratum.occupation.as_str())
        .bind(stratum.year.as_str());
        match self.write(insert).await? {
            0 => Err(Error::NotFound),
            _ => Ok(id),
        }
    }

    /// New codes of a batch, in clear this once. [`Error::Conflict`] for more than [`CODES_AT_ONCE`].
    pub async fn issue_codes(&self, wave: Id, batch: Id, count: usize) -> Result<Vec<Code>, Error> {
        if count > CODES_AT_ONCE {
            return Err(Error::Conflict);
        }
        let key = self.code_key().await?;
        let codes: Vec<Code> = (0..count).map(|_| Code::new(rand::random())).collect();
        let hashes = codes.iter().map(|code| key.hash(Ticket::of(*code))).collect();
        self.write(Issue { wave, batch, hashes }).await?;
        Ok(codes)
    }

    /// What is known of a code. Wrong, spent or expired, it is one look-up by a hash that nobody outside can choose.
    pub async fn code(&self, code: Code) -> Result<Option<KnownCode>, Error> {
        let query = statement(
            "SELECT wave.slug, code.spent, wave.state, wave.grace FROM code JOIN wave ON wave.id = code.wave WHERE code.hash = $1",
        );
        let hash = self.code_key().await?.hash(Ticket::of(code));
        let known = |row: Row| {
            let state = row.get::<String>(2)?;
            let state = WaveState::parse(&state).ok_or_else(|| Error::damaged("state", &state))?;
            let in_grace = state == WaveState::Closed && row.get::<Option<String>>(3)?.is_some();
            Ok(KnownCode { wave: row.get(0)?, spent: row.flag(1)?, state, in_grace })
        };
        self.fetch_optional(query.bind(hash)).await?.map(known).transpose()
    }

    /// Whether an answer was stored with the code of this ticket.
    pub async fn is_spent(&self, wave: Id, ticket: Ticket) -> Result<bool, Error> {
        let query = statement("SELECT 1 FROM code WHERE hash = $1 AND wave = $2 AND spent = 1");
        let hash = self.code_key().await?.hash(ticket);
        Ok(self.fetch_optional(query.bind(hash).bind(wave)).await?.is_some())
    }

    /// Whether an answer with the code of this ticket is still waited for. `None` if there is no such code.
    pub async fn is_awaited(&self, wave: Id, ticket: Ticket) -> Result<Option<bool>, Error> {
        let query = statement("SELECT spent FROM code WHERE hash = $1 AND wave = $2");
        let hash = self.code_key().await?.hash(ticket);
        let row = self.fetch_optional(query.bind(hash).bind(wave)).await?;
        row.map(|row| Ok(!row.flag(0)?)).transpose()
    }

    /// Takes out codes that reached nobody, as if they had never been issued. Gives how many.
    pub async fn take_back_codes(&self, wave: Id, codes: &[Code]) -> Result<u64, Error> {
        let key = self.code_key().await?;
        let hashes = codes.iter().map(|code| key.hash(Ticket::of(*code))).collect();
        self.write(TakenBack { wave, hashes }).await
    }

    /// As [`Store::issue_codes`], in place of all codes of the batch that were not used.
    pub async fn reissue_codes(&self, wave: Id, batch: Id, count: usize) -> Result<Vec<Code>, Error> {
        self.void_codes(wave, batch).await?;
        self.issue_codes(wave, batch, count).await
    }

    /// Deletes the codes of a batch that were not used. How many these were is not told.
    pub async fn void_codes(&self, wave: Id, batch: Id) -> Result<(), Error> {
        self.write(Voided { wave, batch }).await
    }

    /// By stratum.
    pub async fn batches(&self, wave: Id) -> Result<Vec<Batch>, Error> {
        let query = statement(
            "SELECT id, firm, occupation, year, issued, \
             (SELECT count(*) FROM code WHERE code.batch = batch.id AND code.spent = 1), voided FROM batch WHERE wave = $1",
        );
        let batch = |row: &Row| {
            let Roster { stratum, issued } = roster(row)?;
            Ok(Batch {
                id: row.id(0)?,
                stratum,
                issued,
                spent: row.get::<i64>(5)?.unsigned_abs(),
                voided: row.flag(6)?,
            })
        };
        let mut batches = self.fetch(query.bind(wave)).await?.iter().map(batch).collect::<Result<Vec<_>, Error>>()?;
        batches.sort_by(|a, b| (&a.stratum, a.id).cmp(&(&b.stratum, b.id)));
        Ok(batches)
    }

    /// Deletes codes and batches of waves that ended before `day`; gives how many codes.
    pub async fn purge_codes(&self, day: &str) -> Result<u64, Error> {
        self.write(PurgeCodes { day: day.to_owned() }).await
    }

    /// As [`settled_strata`], with the codes that were given out for this wave.
    pub(crate) async fn settled_strata(
        &self,
        wave: Id,
        stored: &BTreeMap<String, u64>,
        k: u64,
    ) -> Result<BTreeMap<String, String>, Error> {
        let rows = self.fetch(rosters(wave)).await?;
        let issued = rows.iter().map(roster).collect::<Result<Vec<_>, _>>()?;
        Ok(settled_strata(&issued, stored, k))
    }

    pub(crate) async fn code_key(&self) -> Result<&CodeKey, Error> {
        self.code_key.get_or_try_init(|| self.make_code_key()).await
    }

    async fn make_code_key(&self) -> Result<CodeKey, Error> {
        let drawn = [Id::random(), Id::random()].map(Id::to_hex).concat();
        let insert =
            statement("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING").bind(KEY);
        if self.setting(KEY).await?.is_none() {
            self.write(insert.bind(drawn.as_str())).await?;
        }
        let text = self.setting(KEY).await?.ok_or(Error::NotFound)?;
        let halves = text.split_at_checked(32).map(|(first, second)| [first, second].map(Id::from_hex));
        match halves {
            Some([Some(first), Some(second)]) => {
                let mut key = [0; 32];
                key[..16].copy_from_slice(first.as_bytes());
                key[16..].copy_from_slice(second.as_bytes());
                Ok(CodeKey(key))
            }
            _ => Err(Error::damaged("key of the codes", "…")),
        }
    }
}

/// A row of id, firm, occupation, year, issued.
fn roster(row: &Row) -> Result<Roster, Error> {
    let stratum = Stratum { firm: row.get(1)?, occupation: row.get(2)?, year: row.get(3)? };
    Ok(Roster { stratum, issued: row.get::<i64>(4)?.unsigned_abs() })
}

/// The batches of a wave with what they were given out for.
fn rosters(wave: Id) -> Statement {
    // Of a voided batch there is what was used, and nothing else.
    let query = statement(
        "SELECT id, firm, occupation, year, CASE voided WHEN 0 THEN issued ELSE \
         (SELECT count(*) FROM code WHERE code.batch = batch.id) END FROM batch WHERE wave = $1",
    );
    query.bind(wave)
}

/// What may stand beside answers of a wave that has ended, for each text that stands there (`stored`, with how many
/// answers): as much as at least k codes were `issued` for, and of that as much as at least k answers share.
fn settled_strata(issued: &[Roster], stored: &BTreeMap<String, u64>, k: u64) -> BTreeMap<String, String> {
    let told = issued.iter().map(|roster| roster.stratum.coarsened(issued, k));
    let told: BTreeMap<String, Stratum> = told.map(|stratum| (stratum.to_string(), stratum)).collect();
    let texts: Vec<String> = told.keys().cloned().collect();
    let answered = |(text, answers): (&String, &u64)| {
        let stratum = told.get(cut_to(text, &texts)).cloned().unwrap_or_default();
        Roster { stratum, issued: *answers }
    };
    let answered: Vec<Roster> = stored.iter().map(answered).collect();
    let settled = answered.iter().map(|roster| roster.stratum.coarsened(&answered, k).to_string());
    stored.keys().cloned().zip(settled).collect()
}

/// What may stand beside an answer that came with a code of this batch.
pub(crate) async fn stratum(db: &mut Connection<'_>, wave: Id, batch: Id, k: u64) -> Result<Stratum, Error> {
    let rows = db.fetch(&rosters(wave)).await?;
    let rosters = rows.iter().map(|row| Ok((row.id(0)?, roster(row)?))).collect::<Result<Vec<_>, Error>>()?;
    let own = rosters.iter().find(|(id, _)| *id == batch).ok_or(Error::NotFound)?.1.stratum.clone();
    let all: Vec<Roster> = rosters.into_iter().map(|(_, roster)| roster).collect();
    Ok(own.coarsened(&all, k))
}

struct Issue {
    wave: Id,
    batch: Id,
    hashes: Vec<Vec<u8>>,
}

impl Write for Issue {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        // Of a batch that was voided the codes that were used are left.
        let count = statement(
            "UPDATE batch SET issued = $3 + CASE voided WHEN 0 THEN issued ELSE \
             (SELECT count(*) FROM code WHERE code.batch = batch.id) END, voided = 0 WHERE id = $1 AND wave = $2",
        );
        let issued = i64::try_from(self.hashes.len()).unwrap_or(i64::MAX);
        if db.execute(&count.bind(self.batch).bind(self.wave).bind(issued)).await? == 0 {
            return Err(Error::NotFound);
        }
        for hash in &self.hashes {
            let insert = statement("INSERT INTO code (hash, wave, batch) VALUES ($1, $2, $3)");
            db.execute(&insert.bind(hash.clone()).bind(self.wave).bind(self.batch)).await?;
        }
        Ok(())
    }
}

struct TakenBack {
    wave: Id,
    hashes: Vec<Vec<u8>>,
}

impl Write for TakenBack {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        let mut taken = 0;
        for hash in &self.hashes {
            let delete = statement("DELETE FROM code WHERE hash = $1 AND wave = $2 AND spent = 0 RETURNING batch");
            let Some(row) = db.fetch_optional(&delete.bind(hash.clone()).bind(self.wave)).await? else { continue };
            db.execute(&statement("UPDATE batch SET issued = issued - 1 WHERE id = $1").bind(row.id(0)?)).await?;
            taken += 1;
        }
        Ok(taken)
    }
}

struct Voided {
    wave: Id,
    batch: Id,
}

impl Write for Voided {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let mark = statement("UPDATE batch SET voided = 1 WHERE id = $1 AND wave = $2");
        if db.execute(&mark.bind(self.batch).bind(self.wave)).await? == 0 {
            return Err(Error::NotFound);
        }
        let delete = statement("DELETE FROM code WHERE batch = $1 AND wave = $2 AND spent = 0");
        db.execute(&delete.bind(self.batch).bind(self.wave)).await?;
        Ok(())
    }
}

struct PurgeCodes {
    day: String,
}

impl Write for PurgeCodes {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        const CODES: &str = "DELETE FROM code WHERE wave IN \
             (SELECT id FROM wave WHERE state IN ('closed', 'released') AND settled = 1 AND closed < $1)";
        const BATCHES: &str = "DELETE FROM batch WHERE NOT EXISTS (SELECT 1 FROM code WHERE code.batch = batch.id) AND \
             wave IN (SELECT id FROM wave WHERE state IN ('closed', 'released') AND settled = 1 AND closed < $1)";
        let purged = db.execute(&statement(CODES).bind(self.day.as_str())).await?;
        db.execute(&statement(BATCHES).bind(self.day.as_str())).await?;
        Ok(purged)
    }
}
