use serde_json::{Value, json};

use super::{CommandError, DesignFile, Table};
use crate::compare::{Magnitude, design_rank_test, dunn, dz, kruskal_wallis, mann_whitney, signed_rank};

/// One column between the categories of another: Mann-Whitney of two (U, p_greater, p_two, rank_biserial, cliffs_delta,
/// A), Kruskal-Wallis of more (H, df, p, epsilon2, eta2_H) with Dunn's tests as items, the design-based rank test (F,
/// ndf, ddf, p) with a design file. Of two groups, the first is that which comes first in the alphabet.
///
/// # Errors
/// Columns that are not there, and what the statistics refuse.
pub fn compare_groups(
    table: &Table,
    value: &str,
    group: &str,
    file: Option<&DesignFile>,
) -> Result<Value, CommandError> {
    let (values, (levels, codes)) = (table.numbers(value)?, table.codes(group)?);
    if let Some(file) = file {
        let (design, _) = file.design(table)?;
        let found = design_rank_test(&design, &values, &codes)?;
        return Ok(json!({
            "method": "design_rank", "F": found.f, "ndf": found.ndf, "ddf": found.ddf, "p": found.p,
            "mean_ranks": found.mean_ranks, "groups": levels,
        }));
    }
    let of = |at: usize| -> Vec<f64> {
        values.iter().zip(&codes).filter(|(_, code)| **code == Some(at)).filter_map(|(value, _)| *value).collect()
    };
    let (names, groups): (Vec<String>, Vec<Vec<f64>>) = levels
        .into_iter()
        .enumerate()
        .map(|(at, level)| (level, of(at)))
        .filter(|(_, group)| !group.is_empty())
        .unzip();
    match groups.as_slice() {
        [first, second] => two(&names, first, second),
        _ => several(&names, &groups),
    }
}

fn two(names: &[String], first: &[f64], second: &[f64]) -> Result<Value, CommandError> {
    let found = mann_whitney(first, second)?;
    Ok(json!({
        "method": "mann_whitney", "groups": names, "n": [first.len(), second.len()],
        "U": found.u, "z": found.z, "p_greater": found.p_greater, "p_two": found.p_two, "exact": found.is_exact,
        "rank_biserial": found.rank_biserial, "cliffs_delta": found.rank_biserial, "A": found.superiority,
        "magnitude": Magnitude::of(found.rank_biserial),
    }))
}

fn several(names: &[String], groups: &[Vec<f64>]) -> Result<Value, CommandError> {
    let whole = kruskal_wallis(groups)?;
    let item = |pair: crate::compare::Pairwise| {
        json!({
            "first": names[pair.first], "second": names[pair.second], "z": pair.z, "p": pair.p, "p_bh": pair.p_adjusted,
        })
    };
    Ok(json!({
        "method": "kruskal_wallis", "groups": names, "n": groups.iter().map(Vec::len).collect::<Vec<_>>(),
        "H": whole.h, "df": whole.df, "p": whole.p, "epsilon2": whole.epsilon2, "eta2_H": whole.eta2_h,
        "items": dunn(groups)?.into_iter().map(item).collect::<Vec<_>>(),
    }))
}

/// Two columns of the same people: Wilcoxon's signed ranks (V, p_greater, p_two, rank_biserial) and dz.
///
/// # Errors
/// Columns that are not there, and what the statistics refuse.
pub fn compare_paired(table: &Table, first: &str, second: &str) -> Result<Value, CommandError> {
    let pairs: Vec<(f64, f64)> =
        table.numbers(first)?.into_iter().zip(table.numbers(second)?).filter_map(|(a, b)| a.zip(b)).collect();
    let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
    let found = signed_rank(&first, &second)?;
    Ok(json!({
        "method": "signed_rank", "n": first.len(), "zeros": found.zeros,
        "V": found.v, "z": found.z, "p_greater": found.p_greater, "p_two": found.p_two, "exact": found.is_exact,
        "rank_biserial": found.rank_biserial, "magnitude": Magnitude::of(found.rank_biserial),
        "dz": dz(&first, &second).ok(),
    }))
}
