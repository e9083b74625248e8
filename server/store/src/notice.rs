//! What people were told is stored of them, as it has changed over a wave.

use crate::{
    Error, Id, Store,
    sql::{Connection, Row, statement},
    write::Write,
};

/// A text of "Was wir speichern".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The language, `de-du`.
    pub locale: String,
    /// What tells this text from another.
    pub edition: String,
    /// The first day on which it was shown, `YYYY-MM-DD`.
    pub since: String,
    pub text: String,
}

impl Store {
    /// Keeps what is shown now. A text that is still the same keeps its day.
    pub async fn keep_notice(&self, wave: Id, notice: Notice) -> Result<(), Error> {
        let kept = self.notices(wave).await?.into_iter().rfind(|kept| kept.locale == notice.locale);
        match kept {
            Some(kept) if kept.edition == notice.edition => Ok(()),
            _ => self.write(Kept { wave, notice }).await,
        }
    }

    /// By language, in each the oldest first.
    pub async fn notices(&self, wave: Id) -> Result<Vec<Notice>, Error> {
        let query =
            statement("SELECT locale, edition, since, text FROM notice WHERE wave = $1 ORDER BY locale, number");
        self.fetch(query.bind(wave)).await?.iter().map(notice).collect()
    }
}

fn notice(row: &Row) -> Result<Notice, Error> {
    Ok(Notice { locale: row.get(0)?, edition: row.get(1)?, since: row.get(2)?, text: row.get(3)? })
}

struct Kept {
    wave: Id,
    notice: Notice,
}

impl Write for Kept {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let Notice { locale, edition, since, text } = &self.notice;
        let insert = statement(
            "INSERT INTO notice (wave, locale, number, edition, since, text) VALUES ($1, $2, \
             (SELECT COALESCE(MAX(number), 0) + 1 FROM notice WHERE wave = $1 AND locale = $2), $3, $4, $5)",
        );
        let insert = insert.bind(self.wave).bind(locale.as_str()).bind(edition.as_str());
        db.execute(&insert.bind(since.as_str()).bind(text.as_str())).await?;
        Ok(())
    }
}
