//! Quotas and who was turned away: counters beside the answers.

use crate::{
    Error, Id, SentDraft, Store,
    recent::Recent,
    sql::{Connection, Statement, statement},
    write::Write,
};

/// A place that a response takes in a quota.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claim {
    pub quota: String,
    pub limit: u32,
}

/// Somebody whom the survey does not ask, or not any more: counted, and their draft is gone.
#[derive(Debug, Clone)]
pub struct TurnedAway {
    pub wave: Id,
    /// Of the quota or the screen-out.
    pub exit: String,
    /// None if it was not stored yet.
    pub draft: Option<SentDraft>,
}

impl Store {
    /// Whether a quota has as many responses as it takes.
    pub async fn is_full(&self, wave: Id, claim: &Claim) -> Result<bool, Error> {
        let query = statement("SELECT 1 FROM quota WHERE wave = $1 AND quota = $2 AND count >= $3");
        let query = query.bind(wave).bind(claim.quota.as_str()).bind(i64::from(claim.limit));
        // Nobody fits into a quota of none, which has no row either.
        Ok(claim.limit == 0 || self.fetch_optional(query).await?.is_some())
    }

    /// Responses towards each quota that has one.
    pub async fn quota_counts(&self, wave: Id) -> Result<Vec<(String, u64)>, Error> {
        self.counts(statement("SELECT quota, count FROM quota WHERE wave = $1").bind(wave)).await
    }

    /// How many were turned away, by quota or screen-out.
    pub async fn turned_away(&self, wave: Id) -> Result<Vec<(String, u64)>, Error> {
        self.counts(statement("SELECT exit, count FROM turned_away WHERE wave = $1").bind(wave)).await
    }

    /// Deletes the draft and counts, in one commit. [`Error::Conflict`] if the draft is not as it was read any more.
    pub async fn turn_away(&self, turned_away: TurnedAway) -> Result<(), Error> {
        self.write(turned_away).await
    }
}

impl Write for TurnedAway {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        if let Some(draft) = &self.draft
            && !draft.take(db).await?
        {
            return Err(Error::Conflict);
        }
        db.execute(&count_turned_away(self.wave, &self.exit)).await?;
        Ok(())
    }

    fn committed(&self, (): &(), recent: &Recent) {
        if let Some(draft) = &self.draft {
            recent.remove(draft.key);
        }
    }
}

pub(crate) enum Claimed {
    All,
    /// This one has no place left, and none was taken in the others.
    Full(String),
}

/// Takes a place in each quota, or in none. Two at once never share the last place: the row is locked by its update,
/// and its count looked at again by whoever waited for it.
pub(crate) async fn claim(db: &mut Connection<'_>, wave: Id, claims: &[Claim]) -> Result<Claimed, Error> {
    let mut claims: Vec<&Claim> = claims.iter().collect();
    // In one order for everybody, so that no two wait for each other.
    claims.sort();
    for (taken, claim) in claims.iter().enumerate() {
        if db.execute(&take_place(wave, claim)).await? == 0 {
            for other in &claims[..taken] {
                db.execute(&give_back(wave, other)).await?;
            }
            return Ok(Claimed::Full(claim.quota.clone()));
        }
    }
    Ok(Claimed::All)
}

fn take_place(wave: Id, claim: &Claim) -> Statement {
    statement(
        "INSERT INTO quota (wave, quota, count) SELECT $1, $2, 1 FROM wave WHERE id = $1 AND $3 > 0 \
         ON CONFLICT (wave, quota) DO UPDATE SET count = quota.count + 1 WHERE quota.count < $3",
    )
    .bind(wave)
    .bind(claim.quota.as_str())
    .bind(i64::from(claim.limit))
}

/// One more, whether or not there is a place left.
pub(crate) fn count(wave: Id, quota: &str) -> Statement {
    statement(
        "INSERT INTO quota (wave, quota, count) VALUES ($1, $2, 1) \
         ON CONFLICT (wave, quota) DO UPDATE SET count = quota.count + 1",
    )
    .bind(wave)
    .bind(quota)
}

fn give_back(wave: Id, claim: &Claim) -> Statement {
    statement("UPDATE quota SET count = count - 1 WHERE wave = $1 AND quota = $2").bind(wave).bind(claim.quota.as_str())
}

pub(crate) fn count_turned_away(wave: Id, exit: &str) -> Statement {
    statement(
        "INSERT INTO turned_away (wave, exit, count) VALUES ($1, $2, 1) \
         ON CONFLICT (wave, exit) DO UPDATE SET count = turned_away.count + 1",
    )
    .bind(wave)
    .bind(exit)
}
