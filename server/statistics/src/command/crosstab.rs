use serde_json::{Value, json};

use super::{CommandError, DesignFile, Table};
use crate::association::{Contingency, independence, rao_scott};

/// Two columns against each other. With a design file the shares are weighted and the test is that of Rao and Scott (F,
/// ndf, ddf), without one it is chi-square, Fisher's or a permutation (`method`). With `count` each row stands for so
/// many respondents.
///
/// Fields: n, X2, df, p, cramers_v, cramers_v_corrected, method; per item row, column, share, count.
///
/// # Errors
/// Columns that are not there, and what the statistics refuse.
pub fn crosstab(
    table: &Table,
    (rows, columns): (&str, &str),
    count: Option<&str>,
    file: Option<&DesignFile>,
    seed: u64,
) -> Result<Value, CommandError> {
    let ((row_levels, row_codes), (column_levels, column_codes)) = (table.codes(rows)?, table.codes(columns)?);
    let times = count.map(|count| table.counts(count)).transpose()?;
    let mut counts = vec![vec![0_u64; column_levels.len()]; row_levels.len()];
    for (at, pair) in row_codes.iter().zip(&column_codes).enumerate() {
        if let (Some(row), Some(column)) = pair {
            counts[*row][*column] += times.as_ref().map_or(1, |times| times[at]);
        }
    }
    let n: u64 = counts.iter().flatten().sum();
    let (mut result, shares) = match file {
        Some(_) if times.is_some() => {
            let why = "Eine Tabelle von Anzahlen hat keine Stichprobe: Lassen Sie --count oder --design weg.";
            return Err(CommandError::Request(why.to_owned()));
        }
        Some(file) => {
            let (design, _) = file.design(table)?;
            let found = rao_scott(&design, &row_codes, &column_codes)?;
            let result = json!({
                "method": "rao_scott", "X2": found.x2, "F": found.f, "ndf": found.ndf, "ddf": found.ddf, "p": found.p,
                "cramers_v": found.cramers_v, "cramers_v_corrected": found.cramers_v_corrected,
            });
            (result, Some(found.shares))
        }
        None => {
            let found = independence(&Contingency::new(&counts)?, seed)?;
            let chi = found.chi_square;
            let result = json!({
                "method": found.method, "X2": chi.x2, "df": chi.df, "p": found.p, "p_chi_square": chi.p,
                "cramers_v": chi.cramers_v, "cramers_v_corrected": chi.cramers_v_corrected,
                "smallest_expected": chi.smallest_expected,
            });
            (result, None)
        }
    };
    result["n"] = json!(n);
    let mut shares = shares.map(|shares| shares.concat().into_iter());
    let mut items = Vec::new();
    // Empty rows and columns have no share under a design: they are left out there, as in the test.
    let is_used = |row: usize, column: usize| {
        counts[row].iter().any(|count| *count > 0) && counts.iter().any(|line| line[column] > 0)
    };
    for (row, row_level) in row_levels.iter().enumerate() {
        for (column, column_level) in column_levels.iter().enumerate().filter(|(column, _)| is_used(row, *column)) {
            let count = counts[row][column];
            let share = match &mut shares {
                Some(shares) => shares.next(),
                None => Some(count as f64 / n as f64),
            };
            items.push(json!({ "row": row_level, "column": column_level, "count": count, "share": share }));
        }
    }
    result["items"] = Value::Array(items);
    Ok(result)
}
