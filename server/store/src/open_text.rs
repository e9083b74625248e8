//! Texts of respondents in the queue of those who review them. They are taken out of the answers once, in an order of
//! chance and without anything that leads back: neither to an answer nor from one text of a person to another.

use rand::seq::SliceRandom;

use crate::{
    Coding, Error, Id, Store,
    sql::{Connection, Row, Statement, statement},
    text_coding::{Counted, forget, split},
    write::Write,
};

/// Rows stored in one commit. Whoever answers another wave waits for that commit and no longer.
const CHUNK: usize = 256;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextState {
    Waiting,
    Released,
    KeptBack,
}

impl TextState {
    pub const ALL: [TextState; 3] = [TextState::Waiting, TextState::Released, TextState::KeptBack];

    pub fn as_str(self) -> &'static str {
        match self {
            TextState::Waiting => "waiting",
            TextState::Released => "released",
            TextState::KeptBack => "kept_back",
        }
    }

    pub fn parse(text: &str) -> Option<TextState> {
        TextState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenText {
    pub id: Id,
    /// Where it was written, as a key of `domain::Answers`.
    pub item: String,
    /// Empty once the single answers of the wave are deleted.
    pub given: String,
    pub redacted: String,
    pub state: TextState,
    pub reviewer: Option<Id>,
    /// What it is about, if it is released and somebody has said so.
    pub coding: Option<Coding>,
}

/// Which texts of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextList {
    Waiting,
    Decided,
    /// Released, and nobody has said what they are about.
    Uncoded,
    Coded,
}

/// What was decided of a text, and how it stood when somebody decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDecision {
    pub id: Id,
    pub from: TextState,
    pub before: String,
    pub to: TextState,
    pub redacted: String,
    pub reviewer: Id,
}

impl TextDecision {
    /// Whether what can be read is another text afterwards, or none.
    fn changes_text(&self) -> bool {
        self.to != TextState::Released || self.from != TextState::Released || self.before != self.redacted
    }
}

/// Nothing is read of a queue that is not complete.
macro_rules! select {
    ($rest:literal) => {
        statement(concat!(
            "SELECT id, item, given, redacted, state, reviewer, themes, coder \
             FROM open_text LEFT JOIN text_coding USING (wave, item, id) \
             WHERE wave = $1 AND EXISTS (SELECT 1 FROM text_review WHERE wave = $1) ",
            $rest
        ))
    };
}
impl Store {
    /// Counts what is decided; `None` if the review of the wave has not begun.
    pub async fn text_review(&self, wave: Id) -> Result<Option<i64>, Error> {
        let query = statement("SELECT revision FROM text_review WHERE wave = $1").bind(wave);
        self.fetch_optional(query).await?.map(|row| row.get(0)).transpose()
    }

    /// Puts the texts, each with where it was written, into the queue; nothing happens if that was done before, and it may
    /// be done again after it broke off. Not twice at a time. [`Error::Conflict`] unless the wave has ended, is settled,
    /// was seen (so that no answer joins) and still has its answers.
    pub async fn begin_text_review(&self, wave: Id, mut texts: Vec<(String, String)>, by: Id) -> Result<(), Error> {
        if self.text_review(wave).await?.is_some() {
            return Ok(());
        }
        self.write(statement(DELETE).bind(wave)).await?;
        texts.shuffle(&mut rand::rng());
        let queued = self.queue_texts(wave, texts, by).await;
        if matches!(queued, Err(Error::Conflict)) {
            self.write(statement(DELETE).bind(wave)).await?;
        }
        queued
    }

    async fn queue_texts(&self, wave: Id, texts: Vec<(String, String)>, by: Id) -> Result<(), Error> {
        for chunk in texts.chunks(CHUNK) {
            self.write(Queued { wave, texts: chunk.iter().map(|text| (Id::random(), text.clone())).collect() }).await?;
        }
        self.write(Complete { wave, by }).await
    }

    /// Every text of the wave, in the order of their random ids.
    pub async fn open_texts(&self, wave: Id) -> Result<Vec<OpenText>, Error> {
        self.fetch(select!("ORDER BY id").bind(wave)).await?.iter().map(open_text).collect()
    }

    /// Of one place at most `most` of a list, those after `after` in the order of their random ids.
    pub async fn open_texts_of(
        &self,
        wave: Id,
        item: &str,
        list: TextList,
        after: Option<Id>,
        most: u32,
    ) -> Result<Vec<OpenText>, Error> {
        let query = match list {
            TextList::Waiting => select!("AND item = $2 AND state = 'waiting' AND id > $3 ORDER BY id LIMIT $4"),
            TextList::Decided => select!("AND item = $2 AND state <> 'waiting' AND id > $3 ORDER BY id LIMIT $4"),
            TextList::Uncoded => {
                select!("AND item = $2 AND state = 'released' AND coder IS NULL AND id > $3 ORDER BY id LIMIT $4")
            }
            TextList::Coded => {
                select!("AND item = $2 AND state = 'released' AND coder IS NOT NULL AND id > $3 ORDER BY id LIMIT $4")
            }
        };
        let after = after.map_or_else(Vec::new, |id| id.as_bytes().to_vec());
        let query = query.bind(wave).bind(item).bind(after).bind(i64::from(most));
        self.fetch(query).await?.iter().map(open_text).collect()
    }

    pub async fn open_text(&self, wave: Id, id: Id) -> Result<Option<OpenText>, Error> {
        let query = select!("AND id = $2").bind(wave).bind(id);
        self.fetch_optional(query).await?.as_ref().map(open_text).transpose()
    }

    /// By place and state.
    pub async fn open_text_counts(&self, wave: Id) -> Result<Vec<(String, TextState, u64)>, Error> {
        let query = statement(
            "SELECT item, state, count(*) FROM open_text WHERE wave = $1 \
             AND EXISTS (SELECT 1 FROM text_review WHERE wave = $1) GROUP BY item, state",
        );
        let count = |row: &Row| Ok((row.get(0)?, state(&row.get::<String>(1)?)?, row.get::<i64>(2)?.unsigned_abs()));
        self.fetch(query.bind(wave)).await?.iter().map(count).collect()
    }

    /// [`Error::Conflict`] if somebody else has decided meanwhile, or the review was ended. What a text is about is forgotten
    /// where it does not stay as it was. `day`: for the log of releases.
    pub async fn decide_texts(&self, wave: Id, decisions: Vec<TextDecision>, day: &str) -> Result<(), Error> {
        self.write(Decided { wave, decisions, day: day.to_owned() }).await
    }

    /// Deletes the queue with all that was decided. Also if there is none.
    pub async fn end_text_review(&self, wave: Id, by: Id, day: &str) -> Result<(), Error> {
        self.write(Ended { wave, by, day: day.to_owned() }).await
    }
}

const DELETE: &str = "DELETE FROM open_text WHERE wave = $1 AND NOT EXISTS (SELECT 1 FROM text_review WHERE wave = $1)";

fn state(text: &str) -> Result<TextState, Error> {
    TextState::parse(text).ok_or_else(|| Error::damaged("state", text))
}

fn open_text(row: &Row) -> Result<OpenText, Error> {
    let themes: Option<String> = row.get(6)?;
    let coding = themes.zip(row.optional_id(7)?).map(|(themes, coder)| Coding { themes: split(&themes), coder });
    Ok(OpenText {
        id: row.id(0)?,
        item: row.get(1)?,
        given: row.get(2)?,
        redacted: row.get(3)?,
        state: state(&row.get::<String>(4)?)?,
        reviewer: row.optional_id(5)?,
        coding,
    })
}

struct Queued {
    wave: Id,
    texts: Vec<(Id, (String, String))>,
}

impl Write for Queued {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        hold_answers(db, self.wave).await?;
        for (id, (item, text)) in &self.texts {
            let insert = statement(
                "INSERT INTO open_text (wave, item, id, given, redacted, state) VALUES ($1, $2, $3, $4, $4, 'waiting')",
            );
            db.execute(&insert.bind(self.wave).bind(item.as_str()).bind(*id).bind(text.as_str())).await?;
        }
        Ok(())
    }
}

struct Complete {
    wave: Id,
    by: Id,
}

impl Write for Complete {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        hold_answers(db, self.wave).await?;
        let begin = statement("INSERT INTO text_review (wave, beginner, revision) VALUES ($1, $2, $3)");
        // A queue that is made anew does not count on from where another one ended.
        let revision = i64::from(rand::random::<u32>());
        db.execute(&begin.bind(self.wave).bind(self.by).bind(revision)).await?;
        Ok(())
    }
}

/// [`Error::Conflict`] unless the wave has ended, is settled, was seen and still has its answers; until the commit they
/// stay.
async fn hold_answers(db: &mut Connection<'_>, wave: Id) -> Result<(), Error> {
    // N.B. Two statements: whoever deletes answers writes to the wave first, and what it did is seen by the second alone.
    let hold = statement(
        "UPDATE wave SET viewed = viewed WHERE id = $1 AND state IN ('closed', 'released') AND grace IS NULL \
         AND settled = 1 AND viewed = 1",
    );
    let are_gone = statement("SELECT 1 FROM kept_results WHERE wave = $1").bind(wave);
    if db.execute(&hold.bind(wave)).await? == 0 || db.fetch_optional(&are_gone).await?.is_some() {
        return Err(Error::Conflict);
    }
    Ok(())
}

/// N.B. First in every write to a queue: whoever writes to it at the same time waits for this. [`Error::Conflict`] if there
/// is none.
pub(crate) async fn changed(db: &mut Connection<'_>, wave: Id) -> Result<(), Error> {
    let count = statement("UPDATE text_review SET revision = revision + 1 WHERE wave = $1").bind(wave);
    if db.execute(&count).await? == 0 { Err(Error::Conflict) } else { Ok(()) }
}

/// Where the text was written.
pub(crate) async fn of_place(db: &mut Connection<'_>, wave: Id, id: Id) -> Result<Option<String>, Error> {
    let query = statement("SELECT item FROM open_text WHERE wave = $1 AND id = $2").bind(wave).bind(id);
    db.fetch_optional(&query).await?.map(|row| row.get(0)).transpose()
}

struct Decided {
    wave: Id,
    decisions: Vec<TextDecision>,
    day: String,
}

impl Write for Decided {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        changed(db, self.wave).await?;
        let Some(by) = self.decisions.first().map(|decision| decision.reviewer) else { return Ok(()) };
        let ids = self.decisions.iter().map(|decision| decision.id).collect();
        let counted = Counted::before(db, self.wave, ids).await?;
        for decision in &self.decisions {
            if db.execute(&decided(self.wave, decision)).await? == 0 {
                return Err(Error::Conflict);
            }
            if let Some(item) = of_place(db, self.wave, decision.id).await?.filter(|_| decision.changes_text()) {
                db.execute(&forget(self.wave, &item, decision.id)).await?;
            }
        }
        counted.log(db, &self.day, by).await
    }
}

fn decided(wave: Id, decision: &TextDecision) -> Statement {
    let TextDecision { id, from, before, to, redacted, reviewer } = decision;
    let update = statement(
        "UPDATE open_text SET state = $4, redacted = $5, reviewer = $6 WHERE wave = $1 AND id = $2 AND state = $3 \
         AND redacted = $7",
    );
    let update = update.bind(wave).bind(*id).bind(from.as_str()).bind(to.as_str()).bind(redacted.as_str());
    update.bind(*reviewer).bind(before.as_str())
}

struct Ended {
    wave: Id,
    by: Id,
    day: String,
}

impl Write for Ended {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let delete = |sql: &'static str| statement(sql).bind(self.wave);
        db.execute(&delete("DELETE FROM text_review WHERE wave = $1")).await?;
        let counted = Counted::all(db, self.wave).await?;
        db.execute(&delete("DELETE FROM text_coding WHERE wave = $1")).await?;
        db.execute(&delete("DELETE FROM open_text WHERE wave = $1")).await?;
        counted.log(db, &self.day, self.by).await
    }
}

/// When single answers are deleted: what was released stays as it was redacted, of the others only how many they are.
pub(crate) const CLEAR: [&str; 2] = [
    DELETE,
    "UPDATE open_text SET given = '', redacted = CASE WHEN state = 'released' THEN redacted ELSE '' END, \
     state = CASE WHEN state = 'released' THEN 'released' ELSE 'kept_back' END WHERE wave = $1",
];
