//! The coverage of needs by offers as a table of coloured cells. The figure is always in the cell.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

/// What one cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeatCell {
    /// `step` from 0 (missing) to 6 (covered), and the figure as text.
    Value { step: u8, text: String },
    /// Too few respondents.
    Suppressed,
    /// No need was named.
    Empty,
}

impl HeatCell {
    /// `share` from 0 to 1 on seven steps of equal width.
    pub fn share(share: f64, text: impl Into<String>) -> HeatCell {
        let step = (share.clamp(0.0, 1.0) * 7.0).floor().min(6.0) as u8;
        HeatCell::Value { step, text: text.into() }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    pub label: String,
    pub cells: Vec<HeatCell>,
}

/// Rows are topics, columns places. The key below says what colour and number mean.
#[component]
pub fn HeatTable(
    #[prop(into)] caption: String,
    /// Over the row labels: "Thema".
    #[prop(into)]
    corner: String,
    places: Vec<String>,
    rows: Vec<HeatRow>,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let head = places.into_iter().map(|place| view! { <th scope="col">{place}</th> }).collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row.cells.into_iter().map(|it| cell(it, locale)).collect_view();
            view! { <tr><th scope="row">{row.label}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=caption.clone()>
            <table class="heat">
                <caption><span>{caption.clone()}</span></caption>
                <thead><tr><th scope="col">{corner}</th>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {key(locale)}
    }
}

fn cell(cell: HeatCell, locale: Locale) -> impl IntoView {
    let words = words(locale);
    let (class, text, said) = match cell {
        HeatCell::Value { step, text } => (format!("heat-{}", step.min(6)), text, None),
        HeatCell::Suppressed => ("heat-suppressed".to_owned(), "•".to_owned(), Some(words.suppressed)),
        HeatCell::Empty => ("heat-none".to_owned(), "–".to_owned(), Some(words.no_value)),
    };
    match said {
        None => view! { <td class=class>{text}</td> }.into_any(),
        Some(said) => view! {
            <td class=class><span aria-hidden="true">{text}</span><span class="visually-hidden">{said}</span></td>
        }
        .into_any(),
    }
}

fn key(locale: Locale) -> impl IntoView {
    let words = words(locale);
    let line = |class: String, text: String| view! { <li><span class=class></span>{text}</li> };
    // Seven equal steps, the last with full coverage in it.
    let steps: Vec<_> = (0..7u32)
        .map(|step| {
            let (from, to) = (step * 100 / 7, (step + 1) * 100 / 7);
            line(format!("heat-{step}"), format!("{from}–{to}\u{202f}%"))
        })
        .collect();
    view! {
        <p class="heat-says">{words.heat_key}</p>
        <ul class="heat-key">
            {steps}
            {line("heat-suppressed".to_owned(), format!("• {}", words.suppressed))}
            {line("heat-none".to_owned(), format!("– {}", words.no_value))}
        </ul>
    }
}
