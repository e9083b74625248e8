//! Surveys and their versions. A version is a draft until it is published, and never changes again after that.

use crate::{
    Error, Id, Store,
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    Draft,
    Published,
}

impl VersionState {
    fn parse(text: &str) -> Result<VersionState, Error> {
        match text {
            "draft" => Ok(VersionState::Draft),
            "published" => Ok(VersionState::Published),
            other => Err(Error::damaged("state", other)),
        }
    }
}

/// A survey with its latest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyRow {
    pub id: Id,
    pub slug: String,
    pub number: i64,
    pub state: VersionState,
    /// What [`Store::save_draft_definition`] and [`Store::publish`] want to see.
    pub revision: i64,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub number: i64,
    pub state: VersionState,
    pub revision: i64,
    /// The document that staff wrote.
    pub definition: String,
    /// What respondents answer: the definition as it was when it was published, complete in itself.
    pub frozen: Option<String>,
    pub published: Option<String>,
}

macro_rules! select_latest {
    ($rest:literal) => {
        statement(concat!(
            "SELECT survey.id, survey.slug, number, state, revision, published \
             FROM survey JOIN version AS latest ON latest.survey = survey.id ",
            $rest
        ))
    };
}

macro_rules! select_version {
    ($rest:literal) => {
        statement(concat!("SELECT number, state, revision, definition, frozen, published FROM version ", $rest))
    };
}

fn survey_row(row: &Row) -> Result<SurveyRow, Error> {
    Ok(SurveyRow {
        id: row.id(0)?,
        slug: row.get(1)?,
        number: row.get(2)?,
        state: VersionState::parse(&row.get::<String>(3)?)?,
        revision: row.get(4)?,
        published: row.get(5)?,
    })
}

fn version(row: &Row) -> Result<Version, Error> {
    Ok(Version {
        number: row.get(0)?,
        state: VersionState::parse(&row.get::<String>(1)?)?,
        revision: row.get(2)?,
        definition: row.get(3)?,
        frozen: row.get(4)?,
        published: row.get(5)?,
    })
}

impl Store {
    /// A new survey with its first draft, revision 1. [`Error::Conflict`] if the slug is taken.
    pub async fn create_survey(&self, slug: &str, definition: &str) -> Result<Id, Error> {
        let id = Id::random();
        self.write(NewSurvey { id, slug: slug.to_owned(), definition: definition.to_owned() }).await?;
        Ok(id)
    }

    /// By slug.
    pub async fn surveys(&self) -> Result<Vec<SurveyRow>, Error> {
        let query = select_latest!("WHERE number = (SELECT max(number) FROM version WHERE version.survey = survey.id)");
        let mut surveys = self.fetch(query).await?.iter().map(survey_row).collect::<Result<Vec<_>, _>>()?;
        surveys.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(surveys)
    }

    pub async fn survey(&self, slug: &str) -> Result<Option<SurveyRow>, Error> {
        let query = select_latest!("WHERE survey.slug = $1 ORDER BY number DESC LIMIT 1").bind(slug);
        self.fetch_optional(query).await?.as_ref().map(survey_row).transpose()
    }

    /// All versions of a survey, first to last.
    pub async fn versions(&self, survey: Id) -> Result<Vec<Version>, Error> {
        let query = select_version!("WHERE survey = $1 ORDER BY number").bind(survey);
        self.fetch(query).await?.iter().map(version).collect()
    }

    pub async fn version(&self, survey: Id, number: i64) -> Result<Option<Version>, Error> {
        let query = select_version!("WHERE survey = $1 AND number = $2").bind(survey).bind(number);
        self.fetch_optional(query).await?.as_ref().map(version).transpose()
    }

    /// Saves the draft; if the latest version is published, this begins the next one. Gives the new revision.
    /// [`Error::Conflict`] if somebody saved since `revision` was read.
    pub async fn save_draft_definition(&self, survey: Id, definition: &str, revision: i64) -> Result<i64, Error> {
        self.write(SavedDefinition { survey, definition: definition.to_owned(), revision }).await
    }

    /// Publishes the draft at `revision` and gives the number of the version. [`Error::Conflict`] if somebody saved
    /// or published since.
    pub async fn publish(&self, survey: Id, revision: i64, frozen: &str, day: &str) -> Result<i64, Error> {
        self.publish_for(survey, revision, frozen, day, Switch::default()).await
    }

    /// As [`Store::publish`], and in the same commit waves that take answers, or will, go over to the new version.
    /// [`Error::Conflict`] also if one of them has ended since, or if a version was answered that was not before.
    pub async fn publish_for(
        &self,
        survey: Id,
        revision: i64,
        frozen: &str,
        day: &str,
        switch: Switch,
    ) -> Result<i64, Error> {
        self.write(Publication { survey, revision, frozen: frozen.to_owned(), day: day.to_owned(), switch }).await
    }

    /// The versions that somebody may have answered: those that waves with answers ask or have asked. Which of them an
    /// answer was given to is not told: while a wave runs, that would say something about a single answer.
    pub async fn answered_versions(&self, survey: Id) -> Result<Vec<i64>, Error> {
        self.fetch(answered(survey)).await?.iter().map(|row| row.get(0)).collect()
    }

    /// Deletes the draft as it is in `revision`, and the survey with it if nothing of it was ever published.
    /// [`Error::Conflict`] if there is no draft, or if somebody has saved it since.
    pub async fn delete_unpublished(&self, survey: Id, revision: i64) -> Result<(), Error> {
        self.write(DeletedDraft { survey, revision }).await
    }
}

struct NewSurvey {
    id: Id,
    slug: String,
    definition: String,
}

impl Write for NewSurvey {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let survey = statement("INSERT INTO survey (id, slug) VALUES ($1, $2)");
        db.execute(&survey.bind(self.id).bind(self.slug.as_str())).await?;
        let version = statement(
            "INSERT INTO version (survey, number, state, revision, definition) VALUES ($1, 1, 'draft', 1, $2)",
        );
        db.execute(&version.bind(self.id).bind(self.definition.as_str())).await?;
        Ok(())
    }
}

struct SavedDefinition {
    survey: Id,
    definition: String,
    revision: i64,
}

impl Write for SavedDefinition {
    type Output = i64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<i64, Error> {
        let save = statement(
            "UPDATE version SET definition = $3, revision = revision + 1 \
             WHERE survey = $1 AND revision = $2 AND state = 'draft'",
        );
        let begin = statement(
            "INSERT INTO version (survey, number, state, revision, definition) \
             SELECT survey, number + 1, 'draft', revision + 1, $3 FROM version \
             WHERE survey = $1 AND revision = $2 AND state = 'published' \
             AND number = (SELECT max(number) FROM version WHERE survey = $1)",
        );
        for statement in [save, begin] {
            let statement = statement.bind(self.survey).bind(self.revision).bind(self.definition.as_str());
            if db.execute(&statement).await? == 1 {
                return Ok(self.revision + 1);
            }
        }
        Err(conflict_if_exists(db, self.survey).await)
    }
}

/// What comes with the publication of a version.
#[derive(Debug, Clone, Default)]
pub struct Switch {
    /// The waves that go over to it.
    pub waves: Vec<Id>,
    /// What [`Store::answered_versions`] said when the changes were judged; not looked at again if none.
    pub answered: Option<Vec<i64>>,
}

struct Publication {
    survey: Id,
    revision: i64,
    frozen: String,
    day: String,
    switch: Switch,
}

fn answered(survey: Id) -> Statement {
    statement(
        "SELECT DISTINCT version FROM (\
             SELECT id AS wave, version FROM wave WHERE survey = $1 \
             UNION SELECT asked_before.wave, asked_before.version FROM asked_before \
             JOIN wave AS home ON home.id = asked_before.wave WHERE home.survey = $1\
         ) AS asked WHERE EXISTS (SELECT 1 FROM returns WHERE returns.wave = asked.wave AND returns.count > 0) \
         ORDER BY version",
    )
    .bind(survey)
}

impl Write for Publication {
    type Output = i64;

    async fn run(&self, db: &mut Connection<'_>) -> Result<i64, Error> {
        let publish = statement(
            "UPDATE version SET state = 'published', frozen = $3, published = $4 \
             WHERE survey = $1 AND revision = $2 AND state = 'draft' RETURNING number",
        );
        let publish = publish.bind(self.survey).bind(self.revision).bind(self.frozen.as_str()).bind(self.day.as_str());
        // In SQLite nobody else writes. Elsewhere an answer that is on its way would not be seen below, and would come to
        // a version that was judged as if it had none.
        if matches!(db, Connection::Postgres(_)) {
            db.execute(&statement("LOCK TABLE response, inbox IN SHARE ROW EXCLUSIVE MODE")).await?;
        }
        let number = match db.fetch_optional(&publish).await? {
            Some(row) => row.get(0)?,
            None => return Err(conflict_if_exists(db, self.survey).await),
        };
        if let Some(expected) = &self.switch.answered {
            let rows = db.fetch(&answered(self.survey)).await?;
            let found = rows.iter().map(|row| row.get(0)).collect::<Result<Vec<i64>, Error>>()?;
            if found != *expected {
                return Err(Error::Conflict);
            }
        }
        for wave in &self.switch.waves {
            self.switch_wave(db, *wave, number).await?;
        }
        Ok(number)
    }
}

impl Publication {
    async fn switch_wave(&self, db: &mut Connection<'_>, wave: Id, number: i64) -> Result<(), Error> {
        let note = statement(
            "INSERT INTO asked_before (wave, version) SELECT id, version FROM wave \
             WHERE id = $1 AND state = 'open' ON CONFLICT (wave, version) DO NOTHING",
        );
        db.execute(&note.bind(wave)).await?;
        let switch =
            statement("UPDATE wave SET version = $3 WHERE id = $1 AND survey = $2 AND state IN ('planned', 'open')");
        match db.execute(&switch.bind(wave).bind(self.survey).bind(number)).await? {
            0 => Err(Error::Conflict),
            _ => Ok(()),
        }
    }
}

struct DeletedDraft {
    survey: Id,
    revision: i64,
}

impl Write for DeletedDraft {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let draft = statement("DELETE FROM version WHERE survey = $1 AND revision = $2 AND state = 'draft'");
        if db.execute(&draft.bind(self.survey).bind(self.revision)).await? == 0 {
            return Err(conflict_if_exists(db, self.survey).await);
        }
        let survey = statement(
            "DELETE FROM survey WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM version WHERE version.survey = survey.id)",
        );
        db.execute(&survey.bind(self.survey)).await?;
        Ok(())
    }
}

/// Why a step on a survey found no row.
async fn conflict_if_exists(db: &mut Connection<'_>, survey: Id) -> Error {
    match db.fetch_optional(&statement("SELECT 1 FROM survey WHERE id = $1").bind(survey)).await {
        Ok(Some(_)) => Error::Conflict,
        Ok(None) => Error::NotFound,
        Err(error) => error,
    }
}
