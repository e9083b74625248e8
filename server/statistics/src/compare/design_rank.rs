use nalgebra::{DMatrix, DVector};

use crate::{
    Design, Error,
    design::check_length,
    estimate::{Linearised, checked},
    tail,
};

/// The test of groups in a weighted sample.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignRank {
    /// Mean rank of each group, from 0 to 1, in the order of the codes.
    pub mean_ranks: Vec<f64>,
    /// Wald's χ² / ndf; of two groups the square of t.
    pub f: f64,
    pub ndf: f64,
    pub ddf: f64,
    pub p: f64,
}

/// Design-based rank test (Lumley & Scott 2013, Biometrika 100, 831-842; `svyranktest`): each answer has its place in
/// the estimated distribution of the population, and the groups' mean places are compared with the errors of the
/// design. Two groups are Wilcoxon's test, more are that of Kruskal and Wallis.
///
/// N.B. Equal answers share the middle of the weight they have together. `svyranktest` averages within them without the
/// weights, so that its result depends on the order of the rows; without ties both are the same.
///
/// `groups`: a code per respondent, 0, 1, ...; whoever lacks it or the answer does not count.
///
/// # Errors
/// Fewer than two groups with answers, all answers equal, or no more sampling units than groups.
pub fn design_rank_test(
    design: &Design,
    values: &[Option<f64>],
    groups: &[Option<usize>],
) -> Result<DesignRank, Error> {
    check_length("Antworten", design.len(), values.len())?;
    check_length("Gruppen", design.len(), groups.len())?;
    let answers: Vec<Option<f64>> = values.iter().zip(groups).map(|(value, group)| group.and(*value)).collect();
    let scores = places(design, &answers)?;
    let codes = used_codes(groups, &answers);
    if codes.len() < 2 {
        return Err(Error::NoVariation);
    }
    let linear = codes.iter().map(|code| {
        let mine: Vec<Option<f64>> =
            scores.iter().zip(groups).map(|(score, group)| score.filter(|_| *group == Some(*code))).collect();
        let ones: Vec<Option<f64>> = mine.iter().map(|score| score.map(|_| 1.0)).collect();
        Linearised::ratio(design, &mine, &ones)
    });
    let linear = linear.collect::<Result<Vec<_>, _>>()?;
    let mean_ranks: Vec<f64> = linear.iter().map(|group| group.value).collect();
    let ndf = (codes.len() - 1) as f64;
    let ddf = design.degrees_of_freedom(|row| answers[row].is_some())? - ndf;
    if ddf <= 0.0 {
        return Err(Error::TooFewAnswers { found: codes.len(), needed: codes.len() + 1 });
    }
    // Differences from the first group.
    let (first, others) = linear.split_first().ok_or(Error::NoAnswers)?;
    let less_first =
        |other: &Linearised| other.contributions.iter().zip(&first.contributions).map(|(a, b)| a - b).collect();
    let covariance = design.covariance(&others.iter().map(less_first).collect::<Vec<Vec<f64>>>())?;
    let differences = DVector::from_iterator(others.len(), others.iter().map(|other| other.value - first.value));
    let wald = wald(&differences, covariance).ok_or(Error::NoVariation)?;
    let f = wald / ndf;
    Ok(DesignRank { mean_ranks, f, ndf, ddf, p: tail::f(f, ndf, ddf) })
}

fn wald(differences: &DVector<f64>, covariance: DMatrix<f64>) -> Option<f64> {
    let solved = covariance.cholesky()?.solve(differences);
    Some(differences.dot(&solved)).filter(|wald| wald.is_finite())
}

fn used_codes(groups: &[Option<usize>], answers: &[Option<f64>]) -> Vec<usize> {
    let mut codes: Vec<usize> =
        groups.iter().zip(answers).filter(|(_, answer)| answer.is_some()).filter_map(|(group, _)| *group).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Middle of the weight that each answer and its equals have in the distribution, from 0 to 1.
fn places(design: &Design, answers: &[Option<f64>]) -> Result<Vec<Option<f64>>, Error> {
    let mut sorted = checked(design, answers)?;
    sorted.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let weight = |row: usize| design.weights()[row];
    let whole: f64 = sorted.iter().map(|(row, _)| weight(*row)).sum();
    let mut places = vec![None; design.len()];
    let mut below = 0.0;
    for equal in sorted.chunk_by(|(_, a), (_, b)| a == b) {
        let together: f64 = equal.iter().map(|(row, _)| weight(*row)).sum();
        equal.iter().for_each(|(row, _)| places[*row] = Some((below + together / 2.0) / whole));
        below += together;
    }
    Ok(places)
}
