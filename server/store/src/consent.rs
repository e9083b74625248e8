//! Answers that stand beside the name of their firm, because it chose so.
//!
//! The name of the firm a code was given to lies sealed beside the code, under a key that only the code gives. It is
//! opened when somebody comes with the code, and stored in clear only with an answer whose sender agreed.

use std::collections::BTreeMap;

use domain::stratum;
use rand::seq::SliceRandom;

use crate::{
    Code, Error, Id, Store, Ticket,
    shuffled::Table,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

/// What stands beside an answer given with a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Consent {
    pub firm: String,
    /// Of the text that was agreed to: see [`Store::consent_text`].
    pub edition: String,
}

impl Store {
    /// Puts a sealed name beside each code.
    pub async fn seal_firms(&self, wave: Id, firms: Vec<(Code, Vec<u8>)>) -> Result<(), Error> {
        let key = self.code_key().await?;
        let sealed = firms.into_iter().map(|(code, sealed)| (key.hash(Ticket::of(code)), sealed)).collect();
        self.write(SealedFirms { wave, sealed }).await
    }

    /// As it was sealed; `None` if no name lies beside this code.
    pub async fn sealed_firm(&self, wave: Id, code: Code) -> Result<Option<Vec<u8>>, Error> {
        let query = statement("SELECT firm FROM code WHERE hash = $1 AND wave = $2");
        let hash = self.code_key().await?.hash(Ticket::of(code));
        let row = self.fetch_optional(query.bind(hash).bind(wave)).await?;
        row.map_or(Ok(None), |row| row.get(0))
    }

    /// Keeps a text that somebody agrees to. The same edition is the same text.
    pub async fn keep_consent_text(&self, edition: &str, text: &str) -> Result<(), Error> {
        if self.consent_text(edition).await?.is_some() {
            return Ok(());
        }
        let insert =
            statement("INSERT INTO consent_text (edition, text) VALUES ($1, $2) ON CONFLICT (edition) DO NOTHING");
        self.write(insert.bind(edition).bind(text)).await?;
        Ok(())
    }

    pub async fn consent_text(&self, edition: &str) -> Result<Option<String>, Error> {
        let query = statement("SELECT text FROM consent_text WHERE edition = $1").bind(edition);
        self.fetch_optional(query).await?.map(|row| row.get(0)).transpose()
    }

    /// The firms that answered with their name and what they agreed to, each with how many answers, by name.
    pub async fn consents(&self, wave: Id) -> Result<Vec<(Consent, u64)>, Error> {
        let rows = self.fetch(of_wave(wave)).await?;
        let mut counts: BTreeMap<Consent, u64> = BTreeMap::new();
        for row in &rows {
            *counts.entry(named(row)?.1).or_default() += 1;
        }
        Ok(counts.into_iter().collect())
    }

    /// Takes the name of a firm from all its answers of a wave, whatever its capitals; the answers stay, without a name.
    /// Gives from how many. While the wave is not settled they wait to be mixed with those of others; afterwards, if
    /// fewer than k stand without a name, further names go with it.
    pub async fn withdraw_consent(&self, wave: Id, firm: &str, k: u64) -> Result<u64, Error> {
        let all = self.among_the_responses(wave).await?;
        let withdrawn = self.write(Withdrawn { wave, firm: folded(firm), k, all }).await?;
        self.checkpoint().await?;
        // Settling puts all names down anew; before, the time it takes would tell whether there was such a name.
        let settled = statement("SELECT 1 FROM wave WHERE id = $1 AND settled = 1").bind(wave);
        if withdrawn > 0 && self.fetch_optional(settled).await?.is_some() {
            self.put_down_anew(&NAMES, wave).await?;
            self.checkpoint().await?;
        }
        Ok(withdrawn)
    }

    /// At the end of a wave: as many names as may be told, in no order of arrival. May be done again after it broke off.
    pub(crate) async fn settle_names(&self, wave: Id, k: u64) -> Result<(), Error> {
        let all = self.among_the_responses(wave).await?;
        self.write(Told { wave, k, all }).await?;
        self.put_down_anew(&NAMES, wave).await
    }

    /// How many answers are out of the inbox. Counted before the writer has its turn, because it takes a look at each.
    async fn among_the_responses(&self, wave: Id) -> Result<u64, Error> {
        let query = statement("SELECT count(*) FROM response WHERE wave = $1").bind(wave);
        Ok(self.fetch_optional(query).await?.ok_or(Error::NotFound)?.get::<i64>(0)?.unsigned_abs())
    }
}

/// Whether a name that was typed is that of this firm.
pub fn is_same_firm(typed: &str, firm: &str) -> bool {
    folded(typed) == folded(firm)
}

/// As it is compared: typed by hand, capitals and blanks tell nothing.
fn folded(firm: &str) -> String {
    firm.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn of_wave(wave: Id) -> Statement {
    statement("SELECT response, firm, edition FROM consent WHERE wave = $1").bind(wave)
}

fn named(row: &Row) -> Result<(Id, Consent), Error> {
    Ok((row.id(0)?, Consent { firm: row.get(1)?, edition: row.get(2)? }))
}

/// Beside the response of this id.
pub(crate) fn beside(wave: Id, response: Id, consent: &Consent) -> Statement {
    // Cells of an export are told apart by control characters.
    let firm: String = consent.firm.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    statement("INSERT INTO consent (wave, response, firm, edition) VALUES ($1, $2, $3, $4)")
        .bind(wave)
        .bind(response)
        .bind(firm.as_str())
        .bind(consent.edition.as_str())
}

struct SealedFirms {
    wave: Id,
    sealed: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Write for SealedFirms {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for (hash, sealed) in &self.sealed {
            let update = statement("UPDATE code SET firm = $3 WHERE hash = $1 AND wave = $2 AND spent = 0");
            db.execute(&update.bind(hash.clone()).bind(self.wave).bind(sealed.clone())).await?;
        }
        Ok(())
    }
}

const NAMES: Table = Table {
    keys: "SELECT response FROM consent WHERE wave = $1 ORDER BY response",
    row: "SELECT response, firm, edition FROM consent WHERE wave = $1 AND response = $2",
    delete: "DELETE FROM consent WHERE wave = $1 AND response = $2",
    put_back: |wave, row| named(row).map(|(response, consent)| beside(wave, response, &consent)),
};

/// Takes away names, by chance, until no more are left than may be told; fewer than k.
struct Told {
    wave: Id,
    k: u64,
    /// Answers of the wave, with and without a name.
    all: u64,
}

impl Write for Told {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let rows = db.fetch(&statement(NAMES.keys).bind(self.wave)).await?;
        let mut names = rows.iter().map(|row| row.id(0)).collect::<Result<Vec<_>, _>>()?;
        let nameless = self.all.saturating_sub(names.len() as u64);
        names.shuffle(&mut rand::rng());
        for response in names.split_off(stratum::names_told(names.len(), nameless, self.k)) {
            db.execute(&statement(NAMES.delete).bind(self.wave).bind(response)).await?;
        }
        Ok(())
    }
}

struct Withdrawn {
    wave: Id,
    firm: String,
    k: u64,
    /// Answers of the wave, with and without a name.
    all: u64,
}

impl Write for Withdrawn {
    type Output = u64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<u64, Error> {
        const TO_INBOX: &str = "INSERT INTO inbox (id, wave, version, answers, stratum) \
             SELECT id, wave, version, answers, stratum FROM response WHERE wave = $1 AND id = $2";
        let settled = statement("SELECT settled FROM wave WHERE id = $1").bind(self.wave);
        let is_settled = db.fetch_optional(&settled).await?.ok_or(Error::NotFound)?.flag(0)?;
        let rows = db.fetch(&of_wave(self.wave)).await?;
        let names = rows.iter().map(named).collect::<Result<Vec<_>, Error>>()?;
        let own: Vec<Id> =
            names.into_iter().filter(|(_, consent)| folded(&consent.firm) == self.firm).map(|(id, _)| id).collect();
        for response in &own {
            let mut steps = vec!["DELETE FROM consent WHERE wave = $1 AND response = $2"];
            if !is_settled {
                // Into the pool, with those who answered without a name.
                steps.extend([TO_INBOX, "DELETE FROM response WHERE wave = $1 AND id = $2"]);
            }
            for step in steps {
                db.execute(&statement(step).bind(self.wave).bind(*response)).await?;
            }
        }
        if is_settled && !own.is_empty() {
            Told { wave: self.wave, k: self.k, all: self.all }.run(db).await?;
        }
        Ok(own.len() as u64)
    }
}
