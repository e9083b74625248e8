//! How questionnaires were walked through: counters that know of no response. What they mean is said in
//! [`domain::paradata`].

use domain::paradata::{CLASSES, Cell, Counts, Dimension, Merging, Tally, released};

use crate::{
    Error, Id, Store,
    shown::{self, View},
    sql::{Connection, Row, Statement, statement},
    write::Write,
};

impl Store {
    pub async fn paradata(&self, wave: Id) -> Result<Counts, Error> {
        self.fetch(select(wave)).await?.iter().map(counted).collect()
    }

    /// Adds what has happened since the last time, all of it or nothing.
    pub async fn add_paradata(&self, counts: Vec<(Id, Counts)>) -> Result<(), Error> {
        self.write(Happened(counts)).await
    }

    /// Puts days before `today` (`YYYY-MM-DD`) together until at least k people have sent in each.
    pub async fn merge_days(&self, wave: Id, k: u64, today: &str) -> Result<(), Error> {
        self.write(Merged { wave, k, today: Some(today.to_owned()) }).await
    }

    /// What staff see, from now on as well: by [`released`] of what they have seen before.
    pub async fn show_paradata(&self, wave: Id, k: u64) -> Result<Counts, Error> {
        self.write(Shown { wave, k }).await
    }
}

/// In one piece with reading the counts: at the end of a wave they change together.
struct Shown {
    wave: Id,
    k: u64,
}

impl Write for Shown {
    type Output = Counts;

    async fn run(&self, db: &mut Connection<'_>) -> Result<Counts, Error> {
        let before = seen(db, self.wave).await?.unwrap_or_default();
        let now = released(&before, &counts(db, self.wave).await?, self.k);
        if now != before {
            db.execute(&remember(self.wave, &now)?).await?;
        }
        Ok(now)
    }
}

/// None if nobody has looked.
async fn seen(db: &mut Connection<'_>, wave: Id) -> Result<Option<Counts>, Error> {
    let Some(document) = shown::shown(db, wave, View::Pages).await? else { return Ok(None) };
    let cells: Vec<(Cell, Tally)> =
        serde_json::from_str(&document).map_err(|error| Error::damaged("shown counts", &error.to_string()))?;
    Ok(Some(cells.into_iter().collect()))
}

async fn counts(db: &mut Connection<'_>, wave: Id) -> Result<Counts, Error> {
    db.fetch(&select(wave)).await?.iter().map(counted).collect()
}

fn remember(wave: Id, shown: &Counts) -> Result<Statement, Error> {
    // A map with keys of several parts is none in JSON.
    let cells: Vec<(&Cell, &Tally)> = shown.iter().collect();
    let text = serde_json::to_string(&cells).map_err(|_| Error::other("counts that are no JSON"))?;
    Ok(shown::remember(wave, View::Pages, &text))
}

macro_rules! columns {
    () => {
        "dimension, value, page, reached, done, edits, \
         under_2, under_5, under_10, under_20, under_40, under_90, under_300, longer"
    };
}

fn select(wave: Id) -> Statement {
    statement(concat!("SELECT ", columns!(), " FROM paradata WHERE wave = $1")).bind(wave)
}

fn counted(row: &Row) -> Result<(Cell, Tally), Error> {
    let dimension = row.get::<String>(0)?;
    let count = |column| Ok::<u64, Error>(row.get::<i64>(column)?.unsigned_abs());
    let mut dwell = [0; CLASSES];
    for (column, class) in (6..).zip(&mut dwell) {
        *class = count(column)?;
    }
    let cell = Cell {
        dimension: Dimension::parse(&dimension).ok_or_else(|| Error::damaged("dimension", &dimension))?,
        value: row.get(1)?,
        page: row.get(2)?,
    };
    Ok((cell, Tally { reached: count(3)?, done: count(4)?, edits: count(5)?, dwell }))
}

fn add(wave: Id, cell: &Cell, tally: &Tally) -> Result<Statement, Error> {
    let counts = [tally.reached, tally.done, tally.edits].into_iter().chain(tally.dwell);
    let upsert = statement(concat!(
        "INSERT INTO paradata (wave, ",
        columns!(),
        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) \
         ON CONFLICT (wave, dimension, value, page) DO UPDATE SET \
         reached = paradata.reached + excluded.reached, done = paradata.done + excluded.done, \
         edits = paradata.edits + excluded.edits, under_2 = paradata.under_2 + excluded.under_2, \
         under_5 = paradata.under_5 + excluded.under_5, under_10 = paradata.under_10 + excluded.under_10, \
         under_20 = paradata.under_20 + excluded.under_20, under_40 = paradata.under_40 + excluded.under_40, \
         under_90 = paradata.under_90 + excluded.under_90, under_300 = paradata.under_300 + excluded.under_300, \
         longer = paradata.longer + excluded.longer"
    ));
    let upsert = upsert.bind(wave).bind(cell.dimension.as_str()).bind(cell.value.as_str()).bind(cell.page.as_str());
    counts.map(|count| i64::try_from(count).map_err(|_| Error::Conflict)).try_fold(upsert, |upsert, count| {
        let count = count?;
        Ok(upsert.bind(count))
    })
}

struct Happened(Vec<(Id, Counts)>);

impl Write for Happened {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        for (wave, counts) in &self.0 {
            // What was on its way when the wave was settled would stand there as the way of one.
            let settled = statement("SELECT 1 FROM wave WHERE id = $1 AND settled = 1").bind(*wave);
            if db.fetch_optional(&settled).await?.is_some() {
                continue;
            }
            for (cell, tally) in counts {
                db.execute(&add(*wave, cell, tally)?).await?;
            }
        }
        Ok(())
    }
}

pub(crate) struct Merged {
    pub(crate) wave: Id,
    pub(crate) k: u64,
    /// None: nobody comes any more.
    pub(crate) today: Option<String>,
}

impl Write for Merged {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let before = counts(db, self.wave).await?;
        let merging = match &self.today {
            Some(today) => Merging::nightly(&before, self.k, today),
            None => Merging::at_the_end(&before, self.k),
        };
        let after = merging.of(&before);
        for (cell, tally) in &before {
            if after.get(cell) != Some(tally) {
                db.execute(&remove(self.wave, cell)).await?;
            }
        }
        for (cell, tally) in &after {
            if before.get(cell) != Some(tally) {
                db.execute(&add(self.wave, cell, tally)?).await?;
            }
        }
        // What was seen holds the same days and languages.
        if let Some(seen) = seen(db, self.wave).await? {
            db.execute(&remember(self.wave, &merging.of(&seen))?).await?;
        }
        Ok(())
    }
}

fn remove(wave: Id, cell: &Cell) -> Statement {
    let gone = statement("DELETE FROM paradata WHERE wave = $1 AND dimension = $2 AND value = $3 AND page = $4");
    gone.bind(wave).bind(cell.dimension.as_str()).bind(cell.value.as_str()).bind(cell.page.as_str())
}
