//! What came in so far, as staff may see it while a wave runs: in bands, and anew only when k more have answered. Two
//! views then never differ by a few people, whom somebody at the telephone could put a name to.

use std::sync::Arc;

use domain::{Locale, format};
use serde::{Deserialize, Serialize};
use store::{Batch, Id, Store};

use crate::{error::AppError, state::RunningWave};

/// As it stood when it was looked at.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returns {
    pub sent: u64,
    /// By Kreis, of those who named a place.
    kreise: Vec<(String, u64)>,
    quotas: Vec<(String, u64)>,
    /// By quota or screen-out.
    turned_away: Vec<(String, u64)>,
    /// Codes from sheets that were used, by the id of their batch.
    spent: Vec<(String, u64)>,
}

impl Returns {
    async fn now(store: &Store, wave: Id) -> Result<Returns, store::Error> {
        Ok(Returns {
            sent: store.response_count(wave).await?,
            kreise: store.returns_per_kreis(wave).await?,
            quotas: store.quota_counts(wave).await?,
            turned_away: store.turned_away(wave).await?,
            spent: store.batches(wave).await?.into_iter().map(|batch| (batch.id.to_hex(), batch.spent)).collect(),
        })
    }

    pub fn of_kreis(&self, name: &str) -> u64 {
        count(&self.kreise, name)
    }

    /// Answers that count towards a quota.
    pub fn quota(&self, id: &str) -> u64 {
        count(&self.quotas, id)
    }

    /// By a full quota or a screen-out.
    pub fn turned_away(&self, exit: &str) -> u64 {
        count(&self.turned_away, exit)
    }

    /// The batches of a wave as they are, and of each as many codes used as may be told: a new one stands there at once.
    pub async fn batches(&self, store: &Store, wave: Id) -> Result<Vec<Batch>, store::Error> {
        let mut batches = store.batches(wave).await?;
        for batch in &mut batches {
            batch.spent = count(&self.spent, &batch.id.to_hex());
        }
        Ok(batches)
    }

    /// Kreise in which at least k have answered, each with its band. The bands leave open where at least k of the answers
    /// came from: beside the number of all answers they would else tell that nobody came from the other Kreise.
    pub fn kreise(&self, k: u64) -> Vec<(String, Band)> {
        let shown = self.kreise.iter().filter(|(_, count)| *count >= k);
        let mut bands: Vec<(String, Band)> = shown.map(|(kreis, count)| (kreis.clone(), Band::of(*count, k))).collect();
        while bands.iter().map(|(_, band)| band.least).sum::<u64>() + k > self.sent {
            let widest = bands.iter_mut().max_by_key(|(_, band)| band.least).filter(|(_, band)| band.least > k);
            match widest {
                Some((_, band)) => band.least = band.least.saturating_sub(10).max(k),
                None => return Vec::new(),
            }
        }
        bands
    }
}

fn count(counts: &[(String, u64)], name: &str) -> u64 {
    counts.iter().find(|(known, _)| known == name).map_or(0, |(_, count)| *count)
}

/// Both ends of what is told of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    pub least: u64,
    pub most: u64,
}

impl Band {
    /// Of ten; whatever is below k is one.
    pub fn of(count: u64, k: u64) -> Band {
        match count < k {
            true => Band { least: 0, most: k.saturating_sub(1) },
            false => Band { least: (count / 10 * 10).max(k), most: count / 10 * 10 + 9 },
        }
    }

    /// "10 bis 19"
    pub fn words(self) -> String {
        match self {
            Band { least: 0, most } => format!("weniger als {}", format::count(most + 1, Locale::DeSie)),
            Band { least, most } => {
                let [least, most] = [least, most].map(|count| format::count(count, Locale::DeSie));
                format!("{least} bis {most}")
            }
        }
    }
}

pub fn band(count: u64, k: u64) -> String {
    Band::of(count, k).words()
}

/// Shows one look at a time: two at once must not see counts that differ by one answer.
#[derive(Clone, Default)]
pub struct Shown(Arc<tokio::sync::Mutex<()>>);

impl Shown {
    /// As long as a wave takes answers, what was shown last stands until k more have come, also after a restart.
    pub async fn of(&self, store: &Store, running: &RunningWave) -> Result<Returns, AppError> {
        let (wave, k) = (running.wave.id, running.k());
        let _one_at_a_time = self.0.lock().await;
        let before = store.shown_returns(wave).await?;
        // What an older program has left and this one does not read is shown anew.
        let before: Option<Returns> = before.and_then(|text| serde_json::from_str(&text).ok());
        let sent = store.response_count(wave).await?;
        match before {
            Some(before) if running.wave.takes_answers() && sent < before.sent + k => Ok(before),
            before => {
                let now = Returns::now(store, wave).await?;
                if before.as_ref() != Some(&now) {
                    store.show_returns(wave, &serde_json::to_string(&now).map_err(AppError::internal)?).await?;
                }
                Ok(now)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn returns(sent: u64, kreise: &[(&str, u64)]) -> Returns {
        let kreise = kreise.iter().map(|(kreis, count)| ((*kreis).to_owned(), *count)).collect();
        Returns { sent, kreise, quotas: Vec::new(), turned_away: Vec::new(), spent: Vec::new() }
    }

    fn told(sent: u64, kreise: &[(&str, u64)], k: u64) -> Vec<(String, String)> {
        returns(sent, kreise).kreise(k).into_iter().map(|(kreis, band)| (kreis, band.words())).collect()
    }

    #[test]
    fn bands_hide_exact_small_counts() {
        assert_eq!(told(4, &[("A", 3), ("B", 1)], 5), []);
        let shown = told(40, &[("A", 7), ("B", 23), ("C", 4), ("D", 1)], 5);
        let shown: Vec<(&str, &str)> = shown.iter().map(|(kreis, band)| (kreis.as_str(), band.as_str())).collect();
        assert_eq!(shown, [("A", "5 bis 9"), ("B", "20 bis 29")]);
        assert_eq!(told(30, &[("A", 12)], 10), [("A".to_owned(), "10 bis 19".to_owned())]);
    }

    /// 20 answers, "20 bis 29" from one Kreis: nobody from the other.
    #[test]
    fn that_nobody_came_from_a_kreis_is_not_told() {
        assert_eq!(told(20, &[("A", 20)], 5), [("A".to_owned(), "10 bis 29".to_owned())]);
        assert_eq!(told(7, &[("A", 7)], 5), []);
    }

    proptest! {
        #[test]
        fn every_kreis_that_is_not_shown_may_have_had_k(counts in prop::collection::vec(0_u64..60, 1..5), more in 0_u64..20, k in 2_u64..11) {
            let names = ["A", "B", "C", "D"];
            let kreise: Vec<(&str, u64)> = names.into_iter().zip(counts.iter().copied()).collect();
            let returns = returns(counts.iter().sum::<u64>() + more, &kreise);
            let bands = returns.kreise(k);
            let least: u64 = bands.iter().map(|(_, band)| band.least).sum();
            prop_assert!(bands.is_empty() || returns.sent - least >= k);
            for (kreis, band) in &bands {
                let (_, count) = kreise.iter().find(|(name, _)| name == kreis).expect("there");
                prop_assert!((band.least..=band.most).contains(count) && band.least >= k);
            }
        }
    }
}
