//! Whether a Kano category is told apart from the next one. Table, category and coefficients are `domain::kano`'s.

use domain::{
    kano::{Category, Counts},
    report::Z,
};

use crate::Error;

/// The two most frequent categories of a feature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fong {
    pub first: Category,
    pub second: Category,
    /// Whether the first is more frequent by more than chance.
    pub is_distinct: bool,
}

/// Fong's test (Fong 1996, Center for Quality of Management Journal 5): with counts a and b of n, the first is not
/// distinct if |a - b| < z √((a + b)(2n - a - b) / (2n)), z for 95 %. Needs counts of people, not shares.
///
/// # Errors
/// Without answers.
pub fn fong(counts: &Counts) -> Result<Fong, Error> {
    if counts.0.iter().any(|count| !(count.is_finite() && *count >= 0.0)) {
        return Err(Error::NotFinite("Die Liste der Anzahlen"));
    }
    let n: f64 = counts.0.iter().sum();
    if n <= 0.0 {
        return Err(Error::NoAnswers);
    }
    let mut ordered: Vec<(Category, f64)> = Category::ALL.into_iter().zip(counts.0).collect();
    // Stable: of equal ones that which decides a tie stays in front.
    ordered.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let [(first, a), (second, b), ..] = ordered[..] else { return Err(Error::NoAnswers) };
    let limit = Z * ((a + b) * (2.0 * n - a - b) / (2.0 * n)).sqrt();
    Ok(Fong { first, second, is_distinct: a - b >= limit })
}
