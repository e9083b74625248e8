//! The table at the end: what ran, what failed, what could not run.

use std::fmt;
use std::time::Duration;

pub enum Outcome {
    Passed,
    /// What did, where it was not the whole of it.
    PassedBy(&'static str),
    Failed(String),
    CouldNotRun(String),
}

pub struct Row {
    pub step: &'static str,
    pub outcome: Outcome,
    pub time: Duration,
}

pub struct Summary {
    rows: Vec<Row>,
}

impl Summary {
    /// Whether all is well. `strict`: what could not run counts as failed.
    pub fn is_green(&self, strict: bool) -> bool {
        self.rows.iter().all(|row| match row.outcome {
            Outcome::Passed | Outcome::PassedBy(_) => true,
            Outcome::Failed(_) => false,
            Outcome::CouldNotRun(_) => !strict,
        })
    }
}

impl FromIterator<Row> for Summary {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Self {
        Self { rows: rows.into_iter().collect() }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut passed, mut failed, mut left_out) = (0, 0, 0);
        writeln!(f, "\n{:<26}{:<16}{:>8}", "step", "result", "seconds")?;
        for Row { step, outcome, time } in &self.rows {
            let (result, why) = match outcome {
                Outcome::Passed => ("passed", ""),
                Outcome::PassedBy(what) => ("passed", *what),
                Outcome::Failed(why) => ("FAILED", why.as_str()),
                Outcome::CouldNotRun(why) => ("could not run", why.as_str()),
            };
            match outcome {
                Outcome::Passed | Outcome::PassedBy(_) => passed += 1,
                Outcome::Failed(_) => failed += 1,
                Outcome::CouldNotRun(_) => left_out += 1,
            }
            let why = why.lines().next().unwrap_or_default();
            writeln!(f, "{}", format!("{step:<26}{result:<16}{:>8.1}  {why}", time.as_secs_f64()).trim_end())?;
        }
        write!(f, "\n{passed} passed, {failed} failed, {left_out} skipped")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(outcomes: Vec<Outcome>) -> Summary {
        outcomes.into_iter().map(|outcome| Row { step: "a step", outcome, time: Duration::from_millis(1500) }).collect()
    }

    #[test]
    fn what_could_not_run_fails_only_where_nothing_may_be_left_out() {
        let left_out = summary(vec![Outcome::Passed, Outcome::CouldNotRun("no Chromium".to_owned())]);
        assert!(left_out.is_green(false) && !left_out.is_green(true));
        assert!(!summary(vec![Outcome::Failed("why".to_owned())]).is_green(false));
        let text = left_out.to_string();
        assert!(text.contains("could not run        1.5  no Chromium"), "{text}");
        assert_eq!(text.lines().last(), Some("1 passed, 0 failed, 1 skipped"));
    }

    #[test]
    fn what_passed_in_place_of_the_whole_is_named() {
        let by_ours = summary(vec![Outcome::PassedBy("by our own check")]);
        assert!(by_ours.is_green(true));
        let text = by_ours.to_string();
        assert!(text.contains("passed               1.5  by our own check"), "{text}");
        assert_eq!(text.lines().last(), Some("1 passed, 0 failed, 0 skipped"));
    }
}
