//! Ring and dot per row on one scale, and how far apart they are.

use std::ops::Range;

use domain::{Locale, format, report::Estimate};

use crate::{
    canvas::{AXIS_HEIGHT, Align, Axis, Canvas, tick_labels},
    caption::{Picture, Width},
    ink::Ink,
    key::{Key, Swatch},
    rows::{RowStyle, RowText, Rows},
    text,
    words::Absence,
};

const MARK: f64 = 16.0;
/// The ring is larger, so that it still shows around the dot where both are equal.
const RING: f64 = 7.0;
const DOT: f64 = 4.5;

pub(crate) struct PlotRow {
    pub label: String,
    /// Beside the label, under the head "n".
    pub note: String,
    pub ring: f64,
    pub dot: f64,
    pub apart: Estimate,
    pub is_certain: bool,
}

/// What ring, dot and the two lines between them stand for.
pub(crate) struct Legend {
    pub ring: String,
    pub dot: String,
    pub certain: String,
    pub not_certain: String,
    /// Above the numbers at the right.
    pub head: &'static str,
}

pub(crate) struct Plot {
    pub rows: Vec<PlotRow>,
    /// Rows of which nothing may be shown.
    pub hidden: Vec<String>,
    pub scale: Range<f64>,
    pub legend: Legend,
    pub locale: Locale,
}

impl Plot {
    pub fn picture(&self, width: Width) -> Picture<'_> {
        let locale = self.locale;
        let key = Key::new(width, &self.key_entries());
        let shown = self.rows.iter().map(|row| RowText { label: row.label.clone(), note: row.note.clone() });
        let hidden = self.hidden.iter().map(|label| RowText { label: label.clone(), note: String::new() });
        let texts: Vec<RowText> = shown.chain(hidden).collect();
        let head = self.legend.head;
        let numbers: Vec<String> = self.rows.iter().map(|row| format::signed(row.apart.value, 2, locale)).collect();
        let widest = numbers.iter().map(|number| text::label_width(number)).fold(text::label_width(head), f64::max);
        // On a phone the head of the numbers needs a line of its own; beside the labels the head of `n` makes that line.
        let lead = if width == Width::Narrow { 20.0 } else { 0.0 };
        let style = RowStyle { width, top: key.bottom + 8.0 + lead, mark: MARK, tail: widest + 16.0, note_head: "n" };
        let rows = Rows::new(style, &texts);
        let axis = Axis::new(self.scale.clone(), rows.plot);
        let ticks = tick_labels(axis.ticks(6), locale);
        Picture::new(rows.span.1 + AXIS_HEIGHT, move |canvas| {
            let right = width.inner().1;
            key.draw(canvas);
            rows.draw_labels(canvas);
            axis.draw_below(canvas, &ticks, &rows.bands(), width.inner());
            canvas.text(Ink::Muted, Align::Right, (right, rows.head() - lead), head);
            canvas.group("series s-gap", || {
                for (at, row) in self.rows.iter().enumerate() {
                    draw_pair(canvas, &axis, row, rows.middle(at));
                }
            });
            canvas.group("values", || {
                for (at, number) in numbers.iter().enumerate() {
                    canvas.strong(Ink::Text, Align::Right, (right, rows.middle(at)), number);
                }
            });
            canvas.group("words", || {
                for at in self.rows.len()..texts.len() {
                    rows.say(canvas, at, Ink::Muted, Absence::Suppressed.note(locale));
                }
            });
        })
    }

    fn key_entries(&self) -> [(Swatch, String); 4] {
        let Legend { ring, dot, certain, not_certain, .. } = &self.legend;
        [
            (Swatch::Ring(Ink::Text), ring.clone()),
            (Swatch::Dot(Ink::Lead), dot.clone()),
            (Swatch::Line(Ink::Accent, 4.0), certain.clone()),
            (Swatch::Line(Ink::Context, 2.0), not_certain.clone()),
        ]
    }
}

fn draw_pair(canvas: &Canvas, axis: &Axis, row: &PlotRow, middle: f64) {
    let (ring, dot) = (axis.at(row.ring), axis.at(row.dot));
    let (ink, width) = if row.is_certain { (Ink::Accent, 4.0) } else { (Ink::Context, 2.0) };
    canvas.line(ink, width, (dot, middle), (ring, middle));
    canvas.ring(Ink::Text, RING, (ring, middle));
    canvas.dot(Ink::Lead, DOT, (dot, middle));
}
