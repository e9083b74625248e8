//! Barriers that people have met on the site and told of. Whoever wants an answer leaves an address, so they lie here,
//! apart from all answers.

use super::Roster;
use crate::{
    Error, Id,
    sql::{Row, statement},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarrierReport {
    pub id: Id,
    /// `YYYY-MM-DD`
    pub day: String,
    pub message: String,
    /// Empty if no answer is wanted.
    pub email: String,
}

impl Roster {
    /// The oldest first.
    pub async fn barrier_reports(&self) -> Result<Vec<BarrierReport>, Error> {
        let rows = self.fetch(statement("SELECT id, day, message, email FROM barrier_report")).await?;
        let mut reports = rows.iter().map(report).collect::<Result<Vec<_>, Error>>()?;
        reports.sort_by(|a, b| (&a.day, a.id).cmp(&(&b.day, b.id)));
        Ok(reports)
    }

    pub async fn add_barrier_report(&self, report: &BarrierReport) -> Result<(), Error> {
        let insert = statement("INSERT INTO barrier_report (id, day, message, email) VALUES ($1, $2, $3, $4)");
        let insert = insert.bind(report.id).bind(report.day.as_str()).bind(report.message.as_str());
        self.write(insert.bind(report.email.as_str())).await?;
        Ok(())
    }

    pub async fn remove_barrier_report(&self, id: Id) -> Result<(), Error> {
        self.write(statement("DELETE FROM barrier_report WHERE id = $1").bind(id)).await?;
        Ok(())
    }

    /// Those from before this day.
    pub async fn purge_barrier_reports(&self, day: &str) -> Result<(), Error> {
        self.write(statement("DELETE FROM barrier_report WHERE day < $1").bind(day)).await?;
        Ok(())
    }
}

fn report(row: &Row) -> Result<BarrierReport, Error> {
    Ok(BarrierReport { id: row.id(0)?, day: row.get(1)?, message: row.get(2)?, email: row.get(3)? })
}
