//! The log of releases. Its lines are written in the commit of what they tell of, so nothing becomes public without one.

use crate::{
    Error, Id, Store,
    sql::{Connection, Row, statement},
};

/// What became public, or was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Results,
    ResultsBack,
    Report,
    ReportBack,
    /// What released texts are about, or that it is counted otherwise.
    Themes,
    ThemesBack,
}

impl Act {
    const ALL: [Act; 6] = [Act::Results, Act::ResultsBack, Act::Report, Act::ReportBack, Act::Themes, Act::ThemesBack];

    fn as_str(self) -> &'static str {
        match self {
            Act::Results => "results",
            Act::ResultsBack => "results-back",
            Act::Report => "report",
            Act::ReportBack => "report-back",
            Act::Themes => "themes",
            Act::ThemesBack => "themes-back",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedRelease {
    pub wave: Id,
    pub act: Act,
    /// `YYYY-MM-DD`
    pub day: String,
    /// `None` where a command did it.
    pub account: Option<Id>,
}

impl LoggedRelease {
    /// Writes the line, within the write that does what it says.
    pub(crate) async fn write(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let line = statement(
            "INSERT INTO release_log (number, wave, act, day, account) \
             VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM release_log), $1, $2, $3, $4)",
        );
        let line = line.bind(self.wave).bind(self.act.as_str()).bind(self.day.as_str()).bind(self.account);
        db.execute(&line).await?;
        Ok(())
    }
}

impl Store {
    /// The latest first.
    pub async fn release_log(&self) -> Result<Vec<LoggedRelease>, Error> {
        let query = statement("SELECT wave, act, day, account FROM release_log ORDER BY number DESC");
        self.fetch(query).await?.iter().map(logged).collect()
    }
}

fn logged(row: &Row) -> Result<LoggedRelease, Error> {
    let act: String = row.get(1)?;
    let act = Act::ALL.into_iter().find(|one| one.as_str() == act).ok_or_else(|| Error::other("an unknown act"))?;
    Ok(LoggedRelease { wave: row.id(0)?, act, day: row.get(2)?, account: row.optional_id(3)? })
}
