//! Answers per day while a wave runs. These are counts of arrivals, kept apart from the answers themselves.

use std::collections::BTreeMap;

use domain::{
    Locale,
    figure::{DataTable, Figure},
    format,
};

use crate::{
    Look,
    canvas::{AXIS_LABEL, Align, Axis},
    caption::{Base, Caption, Picture, Story, Width},
    date,
    ink::Ink,
    text,
    words::Absence,
};

/// How many answers arrived on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCount {
    /// ISO date.
    pub day: String,
    pub count: u64,
}

const PLOT: f64 = 116.0;
/// Longer waves are cut to their last days in the picture; the table holds all of them.
const MOST_DAYS: i64 = 180;

/// A column per day from the first with an answer to the last; days between them without one are zero. Days that are no
/// ISO dates are left out. `n` in the source line is the sum.
///
/// N.B. Takes plain counts and no `Released`: no answer can be told from them, and staff alone see them.
pub fn returns(caption: &Caption, days: &[DayCount], look: &Look) -> Figure {
    let locale = look.locale;
    let mut counts = BTreeMap::new();
    for day in days {
        if let Some(number) = date::day_number(&day.day) {
            *counts.entry(number).or_insert(0) += day.count;
        }
    }
    let (Some((&first, _)), Some((&last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
        return caption.absent(look, Absence::Empty, head(locale));
    };
    let total: u64 = counts.values().sum();
    let days = counts.iter().map(|(day, count)| (format::date(&date::iso(*day), locale), *count));
    let sum = if locale.is_german() { "Summe" } else { "Sum" };
    let rows = days.chain([(sum.to_owned(), total)]).map(|(day, count)| vec![day, format::count(count, locale)]);
    let table = DataTable { head: head(locale), rows: rows.collect() };
    let base = Base::of([total]);
    let (title, desc) = tell(&counts, total, locale);
    let from = first.max(last - MOST_DAYS + 1);
    let columns: Vec<(i64, u64)> =
        (from..=last).map(|day| (day, counts.get(&day).copied().unwrap_or_default())).collect();
    caption.figure(look, Story { title, desc, base, table }, |width| picture(&columns, width, locale))
}

fn picture(columns: &[(i64, u64)], width: Width, locale: Locale) -> Picture<'_> {
    let (left, right) = width.inner();
    let most = columns.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let (top, bottom) = (10.0, 10.0 + PLOT);
    let heights = Axis::new(0.0..most as f64, (bottom, top));
    let ticks: Vec<f64> = heights.ticks(4).into_iter().filter(|tick| tick.fract() == 0.0).collect();
    let labels: Vec<String> = ticks.iter().map(|tick| format::count(*tick as u64, locale)).collect();
    let gutter = labels.iter().map(|label| text::label_width(label)).fold(0.0, f64::max) + 8.0;
    let plot = (left + gutter, right);
    // A wave of few days does not get columns as broad as tables.
    let step = ((plot.1 - plot.0) / columns.len() as f64).min(28.0);
    let gap = if step > 4.0 { 1.0 } else { 0.0 };
    Picture::new(bottom + 24.0, move |canvas| {
        canvas.group("axis", || {
            for (tick, label) in ticks.iter().zip(&labels) {
                let y = heights.at(*tick);
                canvas.line(Ink::Grid, 1.0, (plot.0, y), (plot.1, y));
                canvas.text(Ink::Muted, Align::Right, (plot.0 - 8.0, y), label);
            }
            for (at, label) in day_labels(columns, plot, step, locale) {
                canvas.text(Ink::Muted, Align::Center, (at, bottom + AXIS_LABEL + 1.0), &label);
            }
        });
        canvas.group("series s-1", || {
            for (place, (_, count)) in columns.iter().enumerate() {
                let x = plot.0 + step * place as f64;
                canvas.bar(Ink::Lead, (x + gap, x + step - gap), (heights.at(*count as f64), bottom));
            }
        });
        canvas.line(Ink::Axis, 1.0, (plot.0, bottom), (plot.1, bottom));
    })
}

/// As many days as have room, evenly apart from the first on.
fn day_labels(columns: &[(i64, u64)], plot: (f64, f64), step: f64, locale: Locale) -> Vec<(f64, String)> {
    let label = |place: usize| date::short(&date::iso(columns[place].0), locale);
    let room = (0..columns.len()).map(|place| text::label_width(&label(place))).fold(0.0, f64::max) + 18.0;
    let stride = (room / step).ceil().max(1.0) as usize;
    // Whole weeks read better than every fifth day.
    let stride = if stride > 2 { stride.next_multiple_of(7) } else { stride };
    let half = room / 2.0 - 9.0;
    (0..columns.len())
        .step_by(stride)
        .map(|place| ((plot.0 + step * (place as f64 + 0.5)).max(plot.0 + half), label(place)))
        .filter(|(at, _)| at + half <= plot.1)
        .collect()
}

fn tell(counts: &BTreeMap<i64, u64>, total: u64, locale: Locale) -> (String, String) {
    let best = counts.iter().fold((0, 0), |best, (day, count)| if *count > best.1 { (*day, *count) } else { best });
    let day = format::date(&date::iso(best.0), locale);
    let most = format::count(best.1, locale);
    let first = counts.keys().next().map_or_else(String::new, |day| format::date(&date::iso(*day), locale));
    let last = counts.keys().next_back().map_or_else(String::new, |day| format::date(&date::iso(*day), locale));
    let all = format::count(total, locale);
    match (total, locale.is_german()) {
        (0, true) => {
            ("Noch keine Antworten".to_owned(), format!("Von {first} bis {last} kam keine Antwort. Summe: {all}."))
        }
        (0, false) => ("No answers yet".to_owned(), format!("From {first} to {last} no answer arrived. Sum: {all}.")),
        (1, true) => ("Bisher 1 Antwort".to_owned(), format!("Die Antwort kam am {day}. Summe: {all}.")),
        (1, false) => ("1 answer so far".to_owned(), format!("The answer arrived on {day}. Sum: {all}.")),
        (_, true) => (
            format!("Bisher {all} Antworten, die meisten am {day}"),
            format!("Am stärksten war der {day} mit {most}, erfasst sind {first} bis {last}. Summe: {all}."),
        ),
        (_, false) => (
            format!("{all} answers so far, most on {day}"),
            format!("The strongest day was {day} with {most}, counted from {first} to {last}. Sum: {all}."),
        ),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = if locale.is_german() { ["Tag", "Antworten"] } else { ["Day", "Answers"] };
    words.map(str::to_owned).to_vec()
}
