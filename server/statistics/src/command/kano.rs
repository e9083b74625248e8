use domain::kano::{Category, Counts};
use serde_json::{Value, json};

use super::{CommandError, Table};
use crate::kano::fong;

/// A row per feature with the columns item, A, O, M, I, R, Q: counts of people, or shares. `are_shares`: that they are,
/// though all may be whole numbers. Per item: category, better,
/// worse; with counts whether the category is told apart from the next one (`distinct`, Fong).
///
/// # Errors
/// Columns that are not there or have gaps; a feature without answers.
pub fn kano(table: &Table, are_shares: bool) -> Result<Value, CommandError> {
    let names = table.texts("item")?;
    let columns: Vec<(Category, Vec<f64>)> = Category::ALL
        .into_iter()
        .map(|category| Ok((category, table.full(&category.as_str().to_uppercase())?)))
        .collect::<Result<_, CommandError>>()?;
    let item = |(at, name): (usize, &Option<&str>)| {
        let name = name.unwrap_or_default();
        let mut counts = Counts::default();
        counts.0.iter_mut().zip(&columns).for_each(|(count, (_, column))| *count = column[at]);
        let test = fong(&counts).map_err(|error| CommandError::Of(name.to_owned(), error))?;
        // Shares of people say nothing of how many there were.
        let are_counts = !are_shares && counts.0.iter().all(|count| count.fract() == 0.0);
        Ok(json!({
            "item": name,
            "category": counts.category().map(|category| category.as_str().to_uppercase()),
            "better": counts.better(), "worse": counts.worse(),
            "second": test.second.as_str().to_uppercase(),
            "distinct": are_counts.then_some(test.is_distinct),
        }))
    };
    let items = names.iter().enumerate().map(item).collect::<Result<Vec<_>, CommandError>>()?;
    Ok(json!({ "items": items }))
}
