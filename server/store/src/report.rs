//! The report on a wave: texts that staff write, and the files that somebody else than the writer released.

use crate::{
    Act, Error, Id, LoggedRelease, Step, Store,
    WaveState::{Closed, Released},
    recent::Recent,
    sql::{Connection, Row, statement},
    write::Write,
};

/// What staff wrote, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportDraft {
    /// A document; what is in it is not this crate's business.
    pub texts: String,
    /// Counts the changes, from 1.
    pub revision: i64,
    /// Whoever made the last one.
    pub editor: Id,
    /// The day of it.
    pub edited: String,
}

/// What everybody may have: when it was released, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedReport {
    pub day: String,
    pub releaser: Id,
}

impl Store {
    pub async fn report(&self, wave: Id) -> Result<Option<ReportDraft>, Error> {
        let query = statement("SELECT texts, revision, editor, edited FROM report WHERE wave = $1").bind(wave);
        let draft = |row: Row| {
            Ok(ReportDraft { texts: row.get(0)?, revision: row.get(1)?, editor: row.id(2)?, edited: row.get(3)? })
        };
        self.fetch_optional(query).await?.map(draft).transpose()
    }

    /// Writes over revision `from`, 0 if there is none yet; gives the new one. [`Error::Conflict`] if somebody was faster.
    pub async fn write_report(&self, wave: Id, from: i64, texts: &str, editor: Id, day: &str) -> Result<i64, Error> {
        let write = match from {
            0 => statement(
                "INSERT INTO report (wave, texts, editor, edited, revision) VALUES ($1, $2, $3, $4, $5 + 1) \
                 ON CONFLICT (wave) DO NOTHING",
            ),
            _ => statement(
                "UPDATE report SET texts = $2, editor = $3, edited = $4, revision = revision + 1 \
                 WHERE wave = $1 AND revision = $5",
            ),
        };
        let write = write.bind(wave).bind(texts).bind(editor).bind(day).bind(from);
        match self.write(write).await? {
            0 => Err(Error::Conflict),
            _ => Ok(from + 1),
        }
    }

    /// Offers these files, by language, in place of those before. [`Error::Conflict`] if the texts have another revision
    /// by now, or if `releaser` is who wrote them. `with_wave`: the results on the page become public in the same commit.
    pub async fn release_report(
        &self,
        wave: Id,
        revision: i64,
        release: ReleasedReport,
        files: Vec<(&'static str, Vec<u8>)>,
        with_wave: bool,
    ) -> Result<(), Error> {
        self.write(Release { wave, revision, release, files, with_wave }).await
    }

    pub async fn released_report(&self, wave: Id) -> Result<Option<ReleasedReport>, Error> {
        let query = statement("SELECT day, releaser FROM report_file WHERE wave = $1 LIMIT 1").bind(wave);
        let released = |row: Row| Ok(ReleasedReport { day: row.get(0)?, releaser: row.id(1)? });
        self.fetch_optional(query).await?.map(released).transpose()
    }

    pub async fn report_file(&self, wave: Id, language: &str) -> Result<Option<Vec<u8>>, Error> {
        let query = statement("SELECT document FROM report_file WHERE wave = $1 AND language = $2");
        self.fetch_optional(query.bind(wave).bind(language)).await?.map(|row| row.get(0)).transpose()
    }

    /// Also if none is offered. `day`: of the withdrawal; `by`: whoever does it.
    pub async fn withdraw_report(&self, wave: Id, day: &str, by: Id) -> Result<(), Error> {
        let line = LoggedRelease { wave, act: Act::ReportBack, day: day.to_owned(), account: Some(by) };
        self.write(Withdrawal(line)).await
    }
}

const WITHDRAW: &str = "DELETE FROM report_file WHERE wave = $1";

struct Withdrawal(LoggedRelease);

impl Write for Withdrawal {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        match db.execute(&statement(WITHDRAW).bind(self.0.wave)).await? {
            0 => Ok(()),
            _ => self.0.write(db).await,
        }
    }
}

struct Release {
    wave: Id,
    revision: i64,
    release: ReleasedReport,
    files: Vec<(&'static str, Vec<u8>)>,
    with_wave: bool,
}

impl Release {
    /// The wave's own step.
    fn step(&self) -> Step {
        let ReleasedReport { day, releaser } = &self.release;
        Step { id: self.wave, from: Closed, to: Released, day: day.clone(), by: Some(*releaser) }
    }
}

impl Write for Release {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        // N.B. An update, not a look: whoever writes at the same time waits for this.
        let unchanged = "UPDATE report SET revision = revision WHERE wave = $1 AND revision = $2 AND editor <> $3";
        let ReleasedReport { day, releaser } = &self.release;
        let unchanged = statement(unchanged).bind(self.wave).bind(self.revision).bind(*releaser);
        if db.execute(&unchanged).await? == 0 {
            return Err(Error::Conflict);
        }
        db.execute(&statement(WITHDRAW).bind(self.wave)).await?;
        for (language, document) in &self.files {
            let insert = statement(
                "INSERT INTO report_file (wave, language, day, releaser, document) VALUES ($1, $2, $3, $4, $5)",
            );
            let insert = insert.bind(self.wave).bind(*language).bind(day.as_str()).bind(*releaser);
            db.execute(&insert.bind(document.clone())).await?;
        }
        if self.with_wave {
            self.step().run(db).await?;
        }
        let line = LoggedRelease { wave: self.wave, act: Act::Report, day: day.clone(), account: Some(*releaser) };
        line.write(db).await
    }

    fn committed(&self, (): &(), recent: &Recent) {
        if self.with_wave {
            self.step().committed(&(), recent);
        }
    }
}
