use super::least_squares;
use crate::{Error, design::check_length};

/// Answers that each coefficient needs to rest on.
const ANSWERS_PER_COEFFICIENT: usize = 10;
/// Nearer to 0 than this a factor counts for as much when it is missing as when it is there.
const BALANCED: f64 = 0.1;

/// How a respondent rated an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rating {
    Low,
    Middle,
    High,
}

/// What an item is to overall satisfaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// Annoys when it is missing, is taken for granted when it is there.
    Basic,
    Performance,
    /// Delights when it is there, is not missed else.
    Excitement,
}

/// How much a low and a high rating of an item move the overall judgement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// Coefficient of a low rating, against a middle one; usually below 0.
    pub penalty: f64,
    /// Coefficient of a high rating.
    pub reward: f64,
    /// What the item moves altogether: loss and gain, each at least 0.
    pub range: f64,
    /// Gain / range, the satisfaction-generating potential.
    pub sgp: Option<f64>,
    /// Loss / range, the dissatisfaction-generating potential.
    pub dgp: Option<f64>,
    /// SGP - DGP, -1 to 1.
    pub ia: Option<f64>,
    pub factor: Option<Factor>,
}

/// Penalty-reward contrast analysis (Brandt 1987): the overall judgement on two dummies per item; range of impact and
/// asymmetry after Mikulić & Prebežac (2008, Managing Service Quality 18, 559-576).
///
/// N.B. A low rating that goes with a BETTER overall judgement is no loss, and a high one with a worse is no gain: they
/// count 0 and not with their absolute value.
///
/// # Errors
/// Fewer than ten answers per coefficient; an item without low, middle or high ratings, or items that repeat each
/// other.
pub fn penalty_reward(overall: &[f64], items: &[Vec<Rating>]) -> Result<Vec<Contrast>, Error> {
    for item in items {
        check_length("Merkmal", overall.len(), item.len())?;
    }
    let needed = ANSWERS_PER_COEFFICIENT * (1 + 2 * items.len());
    if overall.len() < needed {
        return Err(Error::TooFewAnswers { found: overall.len(), needed });
    }
    let dummy =
        |item: &[Rating], rating: Rating| item.iter().map(|one| f64::from(*one == rating)).collect::<Vec<f64>>();
    let dummies: Vec<Vec<f64>> =
        items.iter().flat_map(|item| [dummy(item, Rating::Low), dummy(item, Rating::High)]).collect();
    let fit = least_squares(overall, &dummies)?;
    Ok(fit.coefficients.chunks(2).map(|pair| contrast(pair[0], pair[1])).collect())
}

fn contrast(penalty: f64, reward: f64) -> Contrast {
    let (loss, gain) = ((-penalty).max(0.0), reward.max(0.0));
    let range = loss + gain;
    let part = |part: f64| (range > 0.0).then(|| part / range);
    let ia = part(gain - loss);
    let factor = ia.map(|ia| match ia {
        ia if ia < -BALANCED => Factor::Basic,
        ia if ia > BALANCED => Factor::Excitement,
        _ => Factor::Performance,
    });
    Contrast { penalty, reward, range, sgp: part(gain), dgp: part(loss), ia, factor }
}
