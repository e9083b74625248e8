//! A slope per row, all with the same measure of height: a steeper line is a larger change.

use domain::{Locale, report::Estimate};

use super::Waves;
use crate::{
    canvas::{AXIS_HEIGHT, AXIS_LABEL, Align, Axis, Canvas},
    caption::{Picture, Width},
    ink::Ink,
    key::{Key, Swatch},
    rows::{RowStyle, RowText, Rows},
    text::{self, LINE},
};

const MARK: f64 = 48.0;
const DOT: f64 = 4.0;
/// Between a dot at the end and its number.
const GAP: f64 = 8.0;
const HEAD: f64 = 20.0;
/// Between the names of two waves, half of it each.
const NAME_GAP: f64 = 4.0;

pub(super) struct PlotRow {
    pub label: String,
    /// One place per wave.
    pub marks: Vec<Option<Mark>>,
    pub change: String,
    pub is_certain: bool,
}

pub(super) struct Mark {
    pub when: f64,
    pub estimate: Estimate,
    pub has_interval: bool,
    pub text: String,
}

impl Mark {
    fn reach(&self) -> (f64, f64) {
        match self.has_interval {
            true => (self.estimate.lo, self.estimate.hi),
            false => (self.estimate.value, self.estimate.value),
        }
    }
}

pub(super) struct Plot<'a> {
    pub rows: Vec<PlotRow>,
    pub waves: &'a Waves,
    /// Above the changes.
    pub head: &'static str,
    /// So many rows stand in the table alone.
    pub more: usize,
    pub locale: Locale,
}

impl Plot<'_> {
    pub fn picture(&self, width: Width) -> Picture<'_> {
        let key = Key::new(width, &self.key_entries());
        let texts: Vec<RowText> =
            self.rows.iter().map(|row| RowText { label: row.label.clone(), note: String::new() }).collect();
        let changes = self.rows.iter().map(|row| text::label_width(&row.change));
        let tail = changes.fold(text::label_width(self.head), f64::max) + 16.0;
        let style = RowStyle { width, top: key.bottom + 8.0 + HEAD, mark: MARK, tail, note_head: "" };
        let rows = Rows::new(style, &texts);
        let numbers =
            self.rows.iter().flat_map(|row| row.marks.iter().flatten()).map(|mark| text::label_width(&mark.text));
        let gutter = numbers.fold(0.0, f64::max) + GAP + DOT;
        let plot = (rows.plot.0 + gutter, rows.plot.1 - gutter);
        let [first, last] = [self.waves.first(), self.waves.last()].map(|wave| wave.map_or(0.0, |(when, _)| *when));
        let time = Axis::new(first..last, plot);
        let names = self.names(&time, width.inner());
        let bottom = rows.span.1 + AXIS_HEIGHT;
        let note_height = if self.more > 0 { LINE + 4.0 } else { 0.0 };
        Picture::new(bottom + note_height, move |canvas| {
            let (left, right) = width.inner();
            key.draw(canvas);
            rows.draw_labels(canvas);
            time.draw_below(canvas, &names, &rows.bands(), width.inner());
            canvas.text(Ink::Muted, Align::Right, (right, key.bottom + 8.0 + HEAD / 2.0 - 2.0), self.head);
            canvas.group("series s-trend", || {
                for (at, row) in self.rows.iter().enumerate() {
                    draw_row(canvas, &time, &self.heights(row, rows.middle(at)), row);
                }
            });
            canvas.group("values", || {
                for (at, row) in self.rows.iter().enumerate() {
                    draw_ends(canvas, &time, &self.heights(row, rows.middle(at)), row);
                    canvas.strong(Ink::Text, Align::Right, (right, rows.middle(at)), &row.change);
                }
            });
            if self.more > 0 {
                canvas.text(Ink::Muted, Align::Left, (left, bottom + AXIS_LABEL), &self.rest());
            }
        })
    }

    fn key_entries(&self) -> [(Swatch, String); 3] {
        let words = match self.locale.is_german() {
            true => ["sicher verändert", "Veränderung nicht sicher", "Unsicherheit (95\u{202f}%)"],
            false => ["certainly changed", "change not certain", "uncertainty (95%)"],
        };
        let [certain, not, interval] = words.map(str::to_owned);
        [(Swatch::Line(Ink::Accent, 4.0), certain), (Swatch::Line(Ink::Context, 2.0), not), (Swatch::Tick, interval)]
    }

    fn rest(&self) -> String {
        match (self.more, self.locale.is_german()) {
            (1, true) => "Eine weitere Zeile steht in der Tabelle.".to_owned(),
            (more, true) => format!("{more} weitere Zeilen stehen in der Tabelle."),
            (1, false) => "One more row stands in the table.".to_owned(),
            (more, false) => format!("{more} more rows stand in the table."),
        }
    }

    /// Heights of a row around its own middle; how much a pixel is worth is the same in all.
    fn heights(&self, row: &PlotRow, middle: f64) -> Axis {
        let widest = self.rows.iter().map(span).map(|(lo, hi)| hi - lo).fold(0.0, f64::max);
        let (lo, hi) = span(row);
        let centre = (lo + hi) / 2.0;
        let half = if widest > 0.0 { widest / 2.0 } else { 0.5 };
        Axis::new(centre - half..centre + half, (middle + MARK / 2.0 - DOT, middle - MARK / 2.0 + DOT))
    }

    /// Names of the waves, as far as they do not meet: the last, the first, and what has room between.
    fn names(&self, time: &Axis, (left, right): (f64, f64)) -> Vec<(f64, String)> {
        let reach = |(when, name): &(f64, String)| {
            let half = text::label_width(name) / 2.0;
            let middle = time.at(*when).clamp((left + half).min(right - half), right - half);
            (middle - half - NAME_GAP, middle + half + NAME_GAP)
        };
        let Some((last, before)) = self.waves.split_last() else { return Vec::new() };
        let mut kept: Vec<&(f64, String)> = Vec::new();
        for wave in before {
            let (from, to) = reach(wave);
            let is_free = kept.last().is_none_or(|other| reach(other).1 <= from);
            if is_free && to <= reach(last).0 {
                kept.push(wave);
            }
        }
        kept.into_iter().chain([last]).cloned().collect()
    }
}

fn span(row: &PlotRow) -> (f64, f64) {
    let reaches = row.marks.iter().flatten().map(Mark::reach);
    reaches.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0.0, 0.0))
}

fn draw_row(canvas: &Canvas, time: &Axis, heights: &Axis, row: &PlotRow) {
    let (ink, width) = if row.is_certain { (Ink::Accent, 4.0) } else { (Ink::Context, 2.0) };
    let at = |mark: &Mark| (time.at(mark.when), heights.at(mark.estimate.value));
    for pair in row.marks.windows(2) {
        if let [Some(from), Some(to)] = pair {
            canvas.line(ink, width, at(from), at(to));
        }
    }
    for mark in row.marks.iter().flatten() {
        let x = time.at(mark.when);
        let (lo, hi) = mark.reach();
        canvas.line(Ink::Whisker, 1.0, (x, heights.at(lo)), (x, heights.at(hi)));
        canvas.dot(Ink::Lead, DOT, at(mark));
    }
}

/// The first number to the left of its dot, the last to the right.
fn draw_ends(canvas: &Canvas, time: &Axis, heights: &Axis, row: &PlotRow) {
    let mut told = row.marks.iter().flatten();
    let (Some(first), Some(last)) = (told.next(), told.next_back()) else { return };
    let beside = |mark: &Mark, by: f64| (time.at(mark.when) + by, heights.at(mark.estimate.value));
    canvas.text(Ink::Text, Align::Right, beside(first, -(GAP + DOT)), &first.text);
    canvas.text(Ink::Text, Align::Left, beside(last, GAP + DOT), &last.text);
}
