//! How questionnaires were walked through: counters that know of no response. What they mean is said in
//! [`domain::paradata`].

use domain::paradata::{CLASSES, Cell, Counts, Dimension, Tally, periods};

use crate::{
    Error, Id, Store,
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

    /// Puts days before `today` (`YYYY-MM-DD`) together until at least k people were there in each.
    pub async fn merge_days(&self, wave: Id, k: u64, today: &str) -> Result<(), Error> {
        self.write(MergedDays { wave, k, today: Some(today.to_owned()) }).await
    }
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
            for (cell, tally) in counts {
                db.execute(&add(*wave, cell, tally)?).await?;
            }
        }
        Ok(())
    }
}

pub(crate) struct MergedDays {
    pub(crate) wave: Id,
    pub(crate) k: u64,
    /// None: no more days come.
    pub(crate) today: Option<String>,
}

impl Write for MergedDays {
    type Output = ();

    async fn run(&self, db: &mut Connection<'_>) -> Result<(), Error> {
        let rows = db.fetch(&select(self.wave)).await?;
        let mut counts: Counts = rows.iter().map(counted).collect::<Result<_, _>>()?;
        let is_past = |day: &String| self.today.as_ref().is_none_or(|today| day < today);
        counts.retain(|cell, _| cell.dimension == Dimension::Day && is_past(&cell.value));
        let names = periods(&counts, self.k, self.today.is_none());
        for (cell, tally) in counts {
            let Some(name) = names.get(&cell.value).filter(|name| **name != cell.value) else { continue };
            let gone =
                statement("DELETE FROM paradata WHERE wave = $1 AND dimension = 'day' AND value = $2 AND page = $3");
            let gone = gone.bind(self.wave).bind(cell.value.as_str()).bind(cell.page.as_str());
            db.execute(&gone).await?;
            db.execute(&add(self.wave, &Cell { value: name.clone(), ..cell }, &tally)?).await?;
        }
        Ok(())
    }
}
