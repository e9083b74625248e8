//! Waves: a published version of a survey, in the field for a time.

use crate::{
    Error, Id, Store,
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
            "SELECT id, survey, version, slug, title, state, opened, closed, released, viewed, demo FROM wave " $(, $rest)?
        ))
    };
}

fn wave(row: &Row) -> Result<Wave, Error> {
    let state = row.get::<String>(5)?;
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
    /// [`Error::Conflict`] if it has not ended.
    pub async fn mark_viewed(&self, id: Id) -> Result<(), Error> {
        let mark = statement("UPDATE wave SET viewed = 1 WHERE id = $1 AND state IN ('closed', 'released')");
        match self.write(mark.bind(id)).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }

    /// Opens, closes, reopens, releases a wave or withdraws its release. [`Error::Conflict`] if it is not in `from`,
    /// or if there is no such step; a wave whose results were seen is not opened again. A release deletes the wave's receipts and drafts: no key that a respondent holds
    /// may lead anywhere once the results are out.
    pub async fn set_wave_state(&self, id: Id, from: WaveState, to: WaveState, day: &str) -> Result<(), Error> {
        self.write(Step { id, from, to, day: day.to_owned() }).await
    }
}

struct Step {
    id: Id,
    from: WaveState,
    to: WaveState,
    day: String,
}

impl Write for Step {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        use WaveState::{Closed, Open, Planned, Released};
        let update = match (self.from, self.to) {
            (Planned, Open) => "UPDATE wave SET state = 'open', opened = $2 WHERE id = $1 AND state = 'planned'",
            (Open, Closed) => "UPDATE wave SET state = 'closed', closed = $2 WHERE id = $1 AND state = 'open'",
            (Closed, Open) => {
                "UPDATE wave SET state = 'open', closed = NULL WHERE id = $1 AND state = 'closed' AND viewed = 0"
            }
            (Closed, Released) => {
                "UPDATE wave SET state = 'released', released = $2, viewed = 1 WHERE id = $1 AND state = 'closed'"
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
        Ok(())
    }

    fn committed(&self, (): &(), recent: &Recent) {
        recent.clear();
    }
}
