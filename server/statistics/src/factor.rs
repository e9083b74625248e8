//! A grouping variable.

use std::collections::BTreeMap;

/// Which of its categories each respondent belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    levels: Vec<String>,
    codes: Vec<usize>,
}

impl Factor {
    /// From one label per respondent. Categories stand in the order of the alphabet, whatever the order of the rows.
    pub fn new<L: AsRef<str>>(labels: &[L]) -> Factor {
        let mut known: BTreeMap<&str, usize> = labels.iter().map(|label| (label.as_ref(), 0)).collect();
        known.values_mut().enumerate().for_each(|(at, code)| *code = at);
        let codes = labels.iter().filter_map(|label| known.get(label.as_ref()).copied()).collect();
        Factor { levels: known.into_keys().map(str::to_owned).collect(), codes }
    }

    /// All respondents in one category.
    pub(crate) fn single(n: usize) -> Factor {
        Factor { levels: vec!["alle".to_owned()], codes: vec![0; n] }
    }

    /// Each respondent in a category of their own.
    pub(crate) fn each(n: usize) -> Factor {
        Factor { levels: (1..=n).map(|row| row.to_string()).collect(), codes: (0..n).collect() }
    }

    pub fn levels(&self) -> &[String] {
        &self.levels
    }

    /// Places in [`Factor::levels`], one per respondent.
    pub fn codes(&self) -> &[usize] {
        &self.codes
    }

    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// What stands at the respondents of one category, summed per category.
    pub(crate) fn sums(&self, values: &[f64]) -> Vec<f64> {
        let mut sums = vec![0.0; self.levels.len()];
        self.codes.iter().zip(values).for_each(|(code, value)| sums[*code] += value);
        sums
    }
}
