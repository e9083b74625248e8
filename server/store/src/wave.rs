//! Waves: a published version of a survey, in the field for a time.

use crate::{
    Act, Error, Id, LoggedRelease, Store,
    recent::Recent,
    sql::{Connection, Row, statement},
    write::Write,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaveState {
    Planned,
    Open,
    Closed,
    /// Its results are public.
    Released,
}

impl WaveState {
    pub const ALL: [WaveState; 4] = [WaveState::Planned, WaveState::Open, WaveState::Closed, WaveState::Released];

    pub fn as_str(self) -> &'static str {
        match self {
            WaveState::Planned => "planned",
            WaveState::Open => "open",
            WaveState::Closed => "closed",
            WaveState::Released => "released",
        }
    }

    pub fn parse(text: &str) -> Option<WaveState> {
        WaveState::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Who may answer, and with it how anonymous the answers are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// Whoever has the link. Anonymous, and not representative.
    #[default]
    Open,
    /// With a code from a sheet that was dealt out at random (level L3): nobody knows who has which.
    Code,
    /// By e-mail, each with a code of their own (level L1): answers are mixed before they join the others.
    Invited,
    /// The same for contacts of firms, each of whom chooses whether the name of the firm stands beside the answers.
    Named,
}

impl Access {
    pub const ALL: [Access; 4] = [Access::Open, Access::Code, Access::Invited, Access::Named];

    pub fn as_str(self) -> &'static str {
        match self {
            Access::Open => "open",
            Access::Code => "code",
            Access::Invited => "invited",
            Access::Named => "named",
        }
    }

    pub fn parse(text: &str) -> Option<Access> {
        Access::ALL.into_iter().find(|access| access.as_str() == text)
    }

    /// Answers wait until they are mixed with those of others; not those that stand beside a name.
    pub fn is_mixed(self) -> bool {
        matches!(self, Access::Invited | Access::Named)
    }

    /// Whoever comes with a code is asked whether the name of the firm may stand beside the answers.
    pub fn asks_for_names(self) -> bool {
        self == Access::Named
    }

    pub fn needs_code(self) -> bool {
        self != Access::Open
    }
}

/// When a wave opens and closes by itself: local minutes, `YYYY-MM-DDTHH:MM`, which sort as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    pub opens: Option<String>,
    pub closes: Option<String>,
}

impl Schedule {
    /// On which it closes by itself, which is the end that mails name and go by; `YYYY-MM-DD`.
    pub fn last_day(&self) -> Option<&str> {
        self.closes.as_deref().and_then(|minute| minute.get(..10))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    pub id: Id,
    pub survey: Id,
    pub version: i64,
    /// In its address, unique.
    pub slug: String,
    pub title: String,
    pub state: WaveState,
    /// Days, `YYYY-MM-DD`.
    pub opened: Option<String>,
    pub closed: Option<String>,
    pub released: Option<String>,
    /// Somebody has seen its results or its answers: from then on none may be added, because the difference between two
    /// views would be those few.
    pub viewed: bool,
    /// Invented for the demo region.
    pub demo: bool,
    pub access: Access,
    pub schedule: Schedule,
    /// It has ended, and what was begun before may still be sent until this minute.
    pub grace: Option<String>,
    /// It has ended, and nothing that is stored lies in the order in which it came.
    pub settled: bool,
    /// The day on which its single answers were deleted; its results are kept.
    pub cleared: Option<String>,
    /// How many were asked to answer, as far as that is known. Of codes and invitations from the end on.
    pub asked: Option<u64>,
}

impl Wave {
    /// Whether it may be opened again. Not after somebody has seen its answers; and not when all that invited people
    /// have sent has joined the others: whoever came then would be the only new one.
    pub fn may_open_again(&self) -> bool {
        !self.viewed && (!self.access.is_mixed() || !self.settled)
    }

    /// Takes what was begun while it was open.
    pub fn takes_answers(&self) -> bool {
        self.state == WaveState::Open || (self.state == WaveState::Closed && self.grace.is_some())
    }
}

#[derive(Debug, Clone)]
pub struct NewWave {
    pub survey: Id,
    pub version: i64,
    pub slug: String,
    pub title: String,
    pub demo: bool,
}

macro_rules! select {
    ($($rest:literal)?) => {
        statement(concat!(
            "SELECT id, survey, version, slug, title, state, opened, closed, released, viewed, demo, \
             access, opens, closes, grace, settled, \
             (SELECT day FROM kept_results WHERE kept_results.wave = wave.id), asked FROM wave " $(, $rest)?
        ))
    };
}

fn wave(row: &Row) -> Result<Wave, Error> {
    let state = row.get::<String>(5)?;
    let access = row.get::<String>(11)?;
    Ok(Wave {
        id: row.id(0)?,
        survey: row.id(1)?,
        version: row.get(2)?,
        slug: row.get(3)?,
        title: row.get(4)?,
        state: WaveState::parse(&state).ok_or_else(|| Error::damaged("state", &state))?,
        opened: row.get(6)?,
        closed: row.get(7)?,
        released: row.get(8)?,
        viewed: row.flag(9)?,
        demo: row.flag(10)?,
        access: Access::parse(&access).ok_or_else(|| Error::damaged("access", &access))?,
        schedule: Schedule { opens: row.get(12)?, closes: row.get(13)? },
        grace: row.get(14)?,
        settled: row.flag(15)?,
        cleared: row.get(16)?,
        asked: row.get::<Option<i64>>(17)?.map(i64::unsigned_abs),
    })
}

impl Store {
    /// A planned wave. [`Error::Conflict`] if the version is not published or the slug is taken.
    pub async fn create_wave(&self, new: &NewWave) -> Result<Id, Error> {
        let id = Id::random();
        let insert = statement(
            "INSERT INTO wave (id, survey, version, slug, title, state, demo) \
             SELECT $1, survey, number, $4, $5, 'planned', $6 FROM version \
             WHERE survey = $2 AND number = $3 AND state = 'published'",
        )
        .bind(id)
        .bind(new.survey)
        .bind(new.version)
        .bind(new.slug.as_str())
        .bind(new.title.as_str())
        .bind(new.demo);
        match self.write(insert).await? {
            0 => Err(Error::Conflict),
            _ => Ok(id),
        }
    }

    /// By slug.
    pub async fn waves(&self) -> Result<Vec<Wave>, Error> {
        let mut waves = self.fetch(select!()).await?.iter().map(wave).collect::<Result<Vec<_>, _>>()?;
        waves.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(waves)
    }

    /// Those whose results may be seen but were never counted, and whose answers are there.
    pub async fn uncounted_waves(&self) -> Result<Vec<Wave>, Error> {
        let query = select!(
            "WHERE viewed = 1 AND NOT EXISTS (SELECT 1 FROM first_look WHERE first_look.wave = wave.id) \
             AND NOT EXISTS (SELECT 1 FROM kept_results WHERE kept_results.wave = wave.id)"
        );
        self.fetch(query).await?.iter().map(wave).collect()
    }

    pub async fn wave(&self, slug: &str) -> Result<Option<Wave>, Error> {
        self.fetch_optional(select!("WHERE slug = $1").bind(slug)).await?.as_ref().map(wave).transpose()
    }

    pub async fn wave_by_id(&self, id: Id) -> Result<Option<Wave>, Error> {
        self.fetch_optional(select!("WHERE id = $1").bind(id)).await?.as_ref().map(wave).transpose()
    }

    /// The versions that a wave has asked, the one it asks now the last of them.
    pub async fn asked_versions(&self, wave: &Wave) -> Result<Vec<i64>, Error> {
        let query = statement("SELECT version FROM asked_before WHERE wave = $1 ORDER BY version").bind(wave.id);
        let rows = self.fetch(query).await?;
        let mut versions = rows.iter().map(|row| row.get(0)).collect::<Result<Vec<i64>, Error>>()?;
        versions.retain(|version| *version != wave.version);
        versions.push(wave.version);
        Ok(versions)
    }

    /// Notes that results or answers of a wave that has ended are about to be seen, so that it stays ended.
    /// [`Error::Conflict`] if it has not ended, or if answers still wait to be mixed in.
    pub async fn mark_viewed(&self, id: Id) -> Result<(), Error> {
        let mark = statement(
            "UPDATE wave SET viewed = 1 WHERE id = $1 AND state IN ('closed', 'released') AND grace IS NULL \
             AND settled = 1 AND NOT EXISTS (SELECT 1 FROM inbox WHERE inbox.wave = wave.id)",
        );
        match self.write(mark.bind(id)).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// Who may answer. [`Error::Conflict`] once the wave was opened: those who answered were told.
    pub async fn set_access(&self, id: Id, access: Access) -> Result<(), Error> {
        let update = statement("UPDATE wave SET access = $2 WHERE id = $1 AND state = 'planned'");
        match self.write(update.bind(id).bind(access.as_str())).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// When it opens and closes by itself. [`Error::Conflict`] once it has ended.
    pub async fn set_schedule(&self, id: Id, schedule: &Schedule) -> Result<(), Error> {
        let update =
            statement("UPDATE wave SET opens = $2, closes = $3 WHERE id = $1 AND state IN ('planned', 'open')");
        let update = update.bind(id).bind(schedule.opens.as_deref()).bind(schedule.closes.as_deref());
        match self.write(update).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// How many have been given the link, if staff know it. [`Error::Conflict`] where codes say it, and once it is told.
    pub async fn set_asked(&self, id: Id, asked: Option<u64>) -> Result<(), Error> {
        let update = statement("UPDATE wave SET asked = $2 WHERE id = $1 AND access = 'open' AND state <> 'released'");
        match self.write(update.bind(id).bind(asked.map(u64::cast_signed))).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// Ends an open wave on `day`. If somebody is in the middle of it, what they began may be sent until `grace`;
    /// gives whether that is so.
    pub async fn close_wave(&self, id: Id, day: &str, grace: &str) -> Result<bool, Error> {
        self.write(Close { id, day: day.to_owned(), grace: grace.to_owned() }).await
    }

    /// From now on a wave that has ended takes nothing at all.
    pub async fn end_grace(&self, id: Id) -> Result<(), Error> {
        self.write(statement("UPDATE wave SET grace = NULL WHERE id = $1 AND state = 'closed'").bind(id)).await?;
        Ok(())
    }

    /// Opens, closes, reopens, releases a wave or withdraws its release. [`Error::Conflict`] if it is not in `from`,
    /// or if there is no such step; a wave whose results were seen is not opened again. A release deletes the wave's receipts and drafts: no key that a respondent holds
    /// may lead anywhere once the results are out.
    pub async fn set_wave_state(&self, id: Id, from: WaveState, to: WaveState, day: &str) -> Result<(), Error> {
        self.move_wave(Step { id, from, to, day: day.to_owned(), by: None }).await
    }

    /// The same for somebody, who stands in the log of releases.
    pub async fn move_wave(&self, step: Step) -> Result<(), Error> {
        self.write(step).await
    }
}

struct Close {
    id: Id,
    day: String,
    grace: String,
}

impl Write for Close {
    type Output = bool;

    async fn run(&self, db: &mut Connection<'_>) -> Result<bool, Error> {
        let begun = statement("SELECT 1 FROM draft WHERE wave = $1 LIMIT 1").bind(self.id);
        let is_begun = db.fetch_optional(&begun).await?.is_some();
        let close = statement(
            "UPDATE wave SET state = 'closed', closed = $2, closes = NULL, grace = $3 WHERE id = $1 AND state = 'open'",
        );
        let grace = is_begun.then_some(self.grace.as_str());
        match db.execute(&close.bind(self.id).bind(self.day.as_str()).bind(grace)).await? {
            0 => Err(Error::Conflict),
            _ => Ok(is_begun),
        }
    }
}

/// A wave on its way from one state to the next.
#[derive(Debug, Clone)]
pub struct Step {
    pub id: Id,
    pub from: WaveState,
    pub to: WaveState,
    /// `YYYY-MM-DD`
    pub day: String,
    /// `None` for a command.
    pub by: Option<Id>,
}

impl Step {
    /// What the log of releases says of it.
    fn logged(&self) -> Option<LoggedRelease> {
        let act = match (self.from, self.to) {
            (WaveState::Closed, WaveState::Released) => Act::Results,
            (WaveState::Released, WaveState::Closed) => Act::ResultsBack,
            _ => return None,
        };
        Some(LoggedRelease { wave: self.id, act, day: self.day.clone(), account: self.by })
    }
}

impl Write for Step {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        use WaveState::{Closed, Open, Planned, Released};
        let update = match (self.from, self.to) {
            (Planned, Open) => "UPDATE wave SET state = 'open', opened = $2 WHERE id = $1 AND state = 'planned'",
            (Open, Closed) => {
                "UPDATE wave SET state = 'closed', closed = $2, closes = NULL WHERE id = $1 AND state = 'open'"
            }
            // The minute at which it ended by itself has passed.
            (Closed, Open) => {
                "UPDATE wave SET state = 'open', closed = NULL, closes = NULL, grace = NULL, settled = 0 \
                 WHERE id = $1 AND state = 'closed' AND viewed = 0 \
                 AND (access NOT IN ('invited', 'named') OR settled = 0)"
            }
            (Closed, Released) => {
                "UPDATE wave SET state = 'released', released = $2, viewed = 1, grace = NULL \
                 WHERE id = $1 AND state = 'closed' AND NOT EXISTS (SELECT 1 FROM inbox WHERE wave = $1)"
            }
            (Released, Closed) => {
                "UPDATE wave SET state = 'closed', released = NULL WHERE id = $1 AND state = 'released'"
            }
            _ => return Err(Error::Conflict),
        };
        let mut update = statement(update).bind(self.id);
        if matches!((self.from, self.to), (Planned, Open) | (Open, Closed) | (Closed, Released)) {
            update = update.bind(self.day.as_str());
        }
        if db.execute(&update).await? == 0 {
            let exists = db.fetch_optional(&statement("SELECT 1 FROM wave WHERE id = $1").bind(self.id)).await?;
            return Err(if exists.is_some() { Error::Conflict } else { Error::NotFound });
        }
        if self.to == Released {
            db.execute(&statement("DELETE FROM receipt WHERE wave = $1").bind(self.id)).await?;
            db.execute(&statement("DELETE FROM draft WHERE wave = $1").bind(self.id)).await?;
        }
        match self.logged() {
            Some(line) => line.write(db).await,
            None => Ok(()),
        }
    }

    fn committed(&self, (): &(), recent: &Recent) {
        recent.clear();
    }
}
