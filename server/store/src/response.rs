//! Reading responses: fast, in little memory, in the order of their random keys.

use futures_util::{StreamExt, stream, stream::BoxStream};

use crate::{Error, Id, Store, sql::statement};

/// Documents per batch, on average: some 6 MB where each has 100 answers, and there are several copies under way.
const BATCH: u64 = 2_048;

/// Batches under way at once: while one is being used, the next is read.
const AHEAD: usize = 2;

/// Answer documents, each the JSON of `domain::Answers`.
#[derive(Debug)]
pub struct Documents {
    lines: String,
}

impl Documents {
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.lines.split('\n')
    }

    /// Of [`Store::numbered_responses`]: each with the version that it answers.
    pub fn numbered(&self) -> impl Iterator<Item = Result<StoredAnswer<'_>, Error>> {
        self.iter().map(|line| {
            let mut parts = line.splitn(3, BETWEEN);
            let mut read = || {
                let (version, firm, document) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
                Some(StoredAnswer { version, firm: Some(firm).filter(|firm| !firm.is_empty()), document })
            };
            // N.B. Not a word of it: errors are logged.
            read().ok_or_else(|| Error::other("a stored response has no version"))
        })
    }

    /// JSON Lines: a document per line.
    pub fn into_lines(self) -> String {
        self.lines
    }
}

/// A response, and what stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredAnswer<'l> {
    /// That it answers.
    pub version: i64,
    /// Whose it is, where that was agreed to.
    pub firm: Option<&'l str>,
    /// The JSON of `domain::Answers`.
    pub document: &'l str,
}

/// Stands between the parts of a line, and in none of them.
const BETWEEN: char = '\u{1f}';

/// The responses of a wave, batch by batch.
pub struct Responses {
    batches: BoxStream<'static, Result<Option<Documents>, Error>>,
}

impl Responses {
    /// The next batch, never an empty one; `None` after the last.
    pub async fn next(&mut self) -> Result<Option<Documents>, Error> {
        while let Some(batch) = self.batches.next().await {
            if let Some(documents) = batch? {
                return Ok(Some(documents));
            }
        }
        Ok(None)
    }
}

impl Store {
    /// All responses of a wave, each exactly once. Those that come in meanwhile may or may not be among them.
    pub async fn responses(&self, wave: Id) -> Result<Responses, Error> {
        self.documents(
            wave,
            "SELECT string_agg(answers, '\n') FROM (SELECT answers FROM response \
             WHERE wave = $1 AND id BETWEEN $2 AND $3 ORDER BY id) AS slice",
        )
        .await
    }

    /// The same, and of each the version that it answers and the name beside it: see [`Documents::numbered`].
    pub async fn numbered_responses(&self, wave: Id) -> Result<Responses, Error> {
        self.documents(
            wave,
            "SELECT string_agg(CAST(version AS TEXT) || '\u{1f}' || coalesce(firm, '') || '\u{1f}' || answers, '\n') \
             FROM (SELECT version, firm, answers FROM response LEFT JOIN consent \
             ON consent.wave = response.wave AND consent.response = response.id \
             WHERE response.wave = $1 AND response.id BETWEEN $2 AND $3 ORDER BY response.id) AS slice",
        )
        .await
    }

    /// The database joins the documents of a slice itself: a row handed over singly costs more than reading it.
    async fn documents(&self, wave: Id, query: &'static str) -> Result<Responses, Error> {
        let store = self.clone();
        let slices = slices(self.response_count(wave).await?, BATCH);
        let batches = stream::iter(slices)
            .map(move |(first, last)| {
                let store = store.clone();
                async move {
                    let query = statement(query).bind(wave).bind(first).bind(last);
                    let row = store.fetch_optional(query).await?.ok_or(Error::NotFound)?;
                    Ok(row.get::<Option<String>>(0)?.map(|lines| Documents { lines }))
                }
            })
            .buffered(AHEAD);
        Ok(Responses { batches: batches.boxed() })
    }
}

/// First and last key of each slice. Keys are evenly distributed, being random, and so equal slices of the key space
/// hold about equally many responses, `each` of them on average.
pub(crate) fn slices(responses: u64, each: u64) -> impl Iterator<Item = (Id, Id)> {
    let count = u128::from(responses.div_ceil(each).max(1));
    let width = u128::MAX / count;
    (0..count).map(move |i| {
        let last = if i + 1 == count { u128::MAX } else { (i + 1) * width - 1 };
        (Id::from_number(i * width), Id::from_number(last))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn slices_cover_the_key_space_without_gap_or_overlap(responses in 0..10_000_000u64) {
            let number = |id: Id| u128::from_str_radix(&id.to_hex(), 16).expect("hexadecimal digits");
            let mut next = Some(0);
            for (first, last) in slices(responses, BATCH) {
                prop_assert_eq!(Some(number(first)), next);
                prop_assert!(first < last);
                next = number(last).checked_add(1);
            }
            prop_assert_eq!(next, None);
        }
    }
}
