use serde_json::{Map, Value, json};

use super::{CommandError, Table};
use crate::maxdiff::{Pick, Score, Shown, Tally, balance, individual_scores, scores, tally};

/// Names of the columns of a long table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LongColumns {
    pub respondent: String,
    pub block: String,
    pub item: String,
    /// 1 best, -1 worst, 0 shown.
    pub value: String,
}

impl Default for LongColumns {
    fn default() -> LongColumns {
        let name = str::to_owned;
        LongColumns { respondent: name("id"), block: name("block"), item: name("item"), value: name("value") }
    }
}

/// A table with the columns `item`, total (or shown), best, worst. Per item: bw, std_bw, sqrt_ratio, b, se, choice_p.
///
/// # Errors
/// Columns that are not there, and what the statistics refuse.
pub fn maxdiff_table(table: &Table, item_column: &str) -> Result<Value, CommandError> {
    let names = table.texts(item_column)?;
    let shown = if table.has("shown") { "shown" } else { "total" };
    let (shown, best, worst) = (table.counts(shown)?, table.counts("best")?, table.counts("worst")?);
    let tallies: Vec<Tally> =
        (0..table.len()).map(|at| Tally { shown: shown[at], best: best[at], worst: worst[at] }).collect();
    let items = names.iter().zip(scores(&tallies)?).map(|(name, score)| item(name.unwrap_or_default(), &score));
    Ok(json!({ "items": items.collect::<Vec<_>>() }))
}

/// A row per respondent, block and item shown. Besides the items: individual_scores, named `respondent,item`, and how
/// evenly items and pairs were shown.
///
/// # Errors
/// Columns that are not there or have gaps, and what the statistics refuse.
pub fn maxdiff_rows(table: &Table, columns: &LongColumns) -> Result<Value, CommandError> {
    let full = |column: &str| -> Result<Vec<String>, CommandError> {
        let factor = table.factor(column)?;
        Ok(factor.codes().iter().map(|code| factor.levels()[*code].clone()).collect())
    };
    let (people, blocks, items) = (full(&columns.respondent)?, full(&columns.block)?, full(&columns.item)?);
    let mut rows = Vec::with_capacity(table.len());
    for (at, value) in table.full(&columns.value)?.into_iter().enumerate() {
        let pick = match value {
            1.0 => Pick::Best,
            -1.0 => Pick::Worst,
            0.0 => Pick::Neither,
            other => {
                let wrong = format!("Spalte „{}“: {other} ist weder 1 noch -1 noch 0.", columns.value);
                return Err(CommandError::Request(wrong));
            }
        };
        rows.push(Shown { respondent: &people[at], block: &blocks[at], item: &items[at], pick });
    }
    let tallies = tally(&rows);
    let all: Vec<Tally> = tallies.values().copied().collect();
    let found = tallies.keys().zip(scores(&all)?).map(|(name, score)| item(name, &score)).collect::<Vec<_>>();
    let singles: Map<String, Value> = individual_scores(&rows)
        .into_iter()
        .map(|((person, item), score)| (format!("{person},{item}"), json!(score)))
        .collect();
    let even = balance(&rows)?;
    Ok(json!({
        "items": found,
        "individual_scores": singles,
        "balance": {
            "appearances": even.appearances, "pairs": even.pairs, "faulty_blocks": even.faulty_blocks,
            "balanced": even.is_balanced(),
        },
    }))
}

fn item(name: &str, score: &Score) -> Value {
    let Tally { shown, best, worst } = score.tally;
    json!({
        "item": name, "total": shown, "best": best, "worst": worst, "bw": score.bw, "std_bw": score.std_bw,
        "sqrt_ratio": score.sqrt_ratio, "b": score.b, "se": score.se, "choice_p": score.choice_p,
    })
}
