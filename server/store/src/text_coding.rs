//! What released texts are about: the themes that a person found in each, read as it is shown.

use std::collections::BTreeSet;

use crate::{
    Act, Error, Id, LoggedRelease, Store,
    open_text::{changed, of_place},
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coding {
    /// Ids of topics and constructs; none where the text is about none.
    pub themes: Vec<String>,
    pub coder: Id,
}

/// What somebody found in a text, and how it stood when they read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextCoding {
    pub id: Id,
    /// As it is shown.
    pub redacted: String,
    /// `None`: nobody had coded it.
    pub before: Option<Vec<String>>,
    pub themes: Vec<String>,
    pub coder: Id,
}

/// How far the released texts of a place are coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedPlace {
    pub item: String,
    pub released: u64,
    pub coded: u64,
}

impl Store {
    /// [`Error::Conflict`] if one of the texts is not released as it was read any more or was coded otherwise meanwhile, or
    /// the review was ended; nothing is stored then. `day`: for the log of releases.
    pub async fn code_texts(&self, wave: Id, codings: Vec<TextCoding>, day: &str) -> Result<(), Error> {
        self.write(Coded { wave, codings, day: day.to_owned() }).await
    }

    /// Every place of which texts are released.
    pub async fn coded_places(&self, wave: Id) -> Result<Vec<CodedPlace>, Error> {
        let query = statement(
            "SELECT item, count(*), count(coder) FROM open_text LEFT JOIN text_coding USING (wave, item, id) \
             WHERE wave = $1 AND state = 'released' AND EXISTS (SELECT 1 FROM text_review WHERE wave = $1) \
             GROUP BY item",
        );
        let place = |row: &Row| {
            let count = |at: usize| Ok::<u64, Error>(row.get::<i64>(at)?.unsigned_abs());
            Ok(CodedPlace { item: row.get(0)?, released: count(1)?, coded: count(2)? })
        };
        self.fetch(query.bind(wave)).await?.iter().map(place).collect()
    }
}

pub(crate) fn split(themes: &str) -> Vec<String> {
    themes.split_whitespace().map(str::to_owned).collect()
}

struct Coded {
    wave: Id,
    codings: Vec<TextCoding>,
    day: String,
}

impl Write for Coded {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        changed(db, self.wave).await?;
        let Some(by) = self.codings.first().map(|coding| coding.coder) else { return Ok(()) };
        let ids = self.codings.iter().map(|coding| coding.id).collect();
        let counted = Counted::before(db, self.wave, ids).await?;
        for coding in &self.codings {
            code(db, self.wave, coding).await?;
        }
        counted.log(db, &self.day, by).await
    }
}

async fn code(db: &mut Connection<'_>, wave: Id, coding: &TextCoding) -> Result<(), Error> {
    let TextCoding { id, redacted, before, themes, coder } = coding;
    let stands = statement(
        "SELECT item, themes FROM open_text LEFT JOIN text_coding USING (wave, item, id) \
         WHERE wave = $1 AND id = $2 AND state = 'released' AND redacted = $3",
    );
    let stands = stands.bind(wave).bind(*id).bind(redacted.as_str());
    let row = db.fetch_optional(&stands).await?.ok_or(Error::Conflict)?;
    let (item, found): (String, Option<String>) = (row.get(0)?, row.get(1)?);
    if found.as_deref().map(split) != *before {
        return Err(Error::Conflict);
    }
    db.execute(&forget(wave, &item, *id)).await?;
    let insert = statement("INSERT INTO text_coding (wave, item, id, themes, coder) VALUES ($1, $2, $3, $4, $5)");
    let insert = insert.bind(wave).bind(item.as_str()).bind(*id).bind(themes.join(" ").as_str()).bind(*coder);
    db.execute(&insert).await?;
    Ok(())
}

/// The text is not what it was when it was coded.
pub(crate) fn forget(wave: Id, item: &str, id: Id) -> Statement {
    statement("DELETE FROM text_coding WHERE wave = $1 AND item = $2 AND id = $3").bind(wave).bind(item).bind(id)
}

/// Places of a released wave that a write touches, and whether the themes of each could be counted before it: where every
/// text is decided on and every released one is coded.
pub(crate) struct Counted {
    wave: Id,
    places: Vec<(String, bool)>,
}

impl Counted {
    pub(crate) async fn before(db: &mut Connection<'_>, wave: Id, ids: Vec<Id>) -> Result<Counted, Error> {
        let mut places = BTreeSet::new();
        for id in ids {
            places.extend(of_place(db, wave, id).await?);
        }
        Counted::of(db, wave, places).await
    }

    /// Of every place.
    pub(crate) async fn all(db: &mut Connection<'_>, wave: Id) -> Result<Counted, Error> {
        let query = statement("SELECT DISTINCT item FROM open_text WHERE wave = $1").bind(wave);
        let places = db.fetch(&query).await?.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?;
        Counted::of(db, wave, places).await
    }

    async fn of(db: &mut Connection<'_>, wave: Id, names: BTreeSet<String>) -> Result<Counted, Error> {
        let is_public = statement("SELECT 1 FROM wave WHERE id = $1 AND state = 'released'").bind(wave);
        let mut places = Vec::new();
        if db.fetch_optional(&is_public).await?.is_some() {
            for name in names {
                let counted = is_counted(db, wave, &name).await?;
                places.push((name, counted));
            }
        }
        Ok(Counted { wave, places })
    }

    /// What became public or was taken back since, at most a line each.
    pub(crate) async fn log(self, db: &mut Connection<'_>, day: &str, by: Id) -> Result<(), Error> {
        let mut acts = Vec::new();
        for (place, before) in &self.places {
            match (before, is_counted(db, self.wave, place).await?) {
                (_, true) if !acts.contains(&Act::Themes) => acts.push(Act::Themes),
                (true, false) if !acts.contains(&Act::ThemesBack) => acts.push(Act::ThemesBack),
                _ => {}
            }
        }
        for act in acts {
            LoggedRelease { wave: self.wave, act, day: day.to_owned(), account: Some(by) }.write(db).await?;
        }
        Ok(())
    }
}

async fn is_counted(db: &mut Connection<'_>, wave: Id, item: &str) -> Result<bool, Error> {
    let query = statement(
        "SELECT count(coder), count(CASE WHEN state = 'waiting' OR (state = 'released' AND coder IS NULL) THEN 1 END) \
         FROM open_text LEFT JOIN text_coding USING (wave, item, id) WHERE wave = $1 AND item = $2",
    );
    let row = db.fetch_optional(&query.bind(wave).bind(item)).await?;
    let counts = row.map(|row| Ok::<(i64, i64), Error>((row.get(0)?, row.get(1)?))).transpose()?;
    Ok(counts.is_some_and(|(coded, open)| coded > 0 && open == 0))
}
