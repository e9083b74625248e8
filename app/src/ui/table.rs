//! Tables of figures.

use domain::figure::DataTable;
use leptos::prelude::*;

use super::Given;

/// A table as computed; columns that hold only figures are set flush right. Scrolls in itself on a phone.
/// `headed`: a heading right above says the same as the caption, which then is only heard.
#[component]
pub fn DataTableView<'a>(
    table: &'a DataTable,
    #[prop(optional, into)] caption: Given,
    #[prop(optional)] headed: bool,
) -> impl IntoView + use<> {
    let figures: Vec<bool> = (0..table.head.len()).map(|column| column > 0 && holds_figures(table, column)).collect();
    let class = |column: usize| figures.get(column).copied().unwrap_or(false).then_some("num");
    let label = caption.0.clone().or_else(|| table.head.first().cloned()).unwrap_or_default();
    let head = table
        .head
        .iter()
        .enumerate()
        .map(|(column, text)| view! { <th scope="col" class=class(column)>{text.clone()}</th> })
        .collect_view();
    let rows = table
        .rows
        .iter()
        .map(|row| {
            let first = row.first().cloned().map(|text| view! { <th scope="row">{text}</th> });
            let rest = row
                .iter()
                .enumerate()
                .skip(1)
                .map(|(column, text)| view! { <td class=class(column)>{text.clone()}</td> })
                .collect_view();
            view! { <tr>{first}{rest}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=label>
            <table class="table">
                {caption.0.map(|text| view! { <caption><span class=headed.then_some("visually-hidden")>{text}</span></caption> })}
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn holds_figures(table: &DataTable, column: usize) -> bool {
    let mut cells = table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| is_figure(cell))
}

/// "1.234,5", "−0,4", "12 %", "3,9 (3,7 bis 4,1)", and what stands for a missing one.
fn is_figure(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['−', '-', '+', '±', '≈', '<', '>', '≥', '≤', ' ', '\u{202f}']);
    unsigned.starts_with(|c: char| c.is_ascii_digit())
        || matches!(text, "–" | "—" | "−" | "…" | "•" | "?")
        || text.starts_with("ausgeblendet")
        || text.starts_with("hidden")
}

#[cfg(test)]
mod tests {
    use super::is_figure;

    #[test]
    fn figures_are_told_from_words() {
        for text in ["0", "1.234,5", "−0,4", "12\u{202f}%", "+3 (2 bis 4)", "–", "•", "?", "ausgeblendet, n < 5"]
        {
            assert!(is_figure(text), "{text}");
        }
        for text in ["Paderborn", "A handeln", "n. v."] {
            assert!(!is_figure(text), "{text}");
        }
    }
}
