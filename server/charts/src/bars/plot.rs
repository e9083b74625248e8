//! Bars of shares with whiskers and the value at the right.

use domain::{
    Locale, format,
    guard::Guard,
    report::{Bound, Estimate},
};

use crate::{
    canvas::{AXIS_HEIGHT, Align, Axis, Canvas},
    caption::{Picture, Width},
    ink::{Ink, Paint},
    key::{Key, Swatch},
    rows::{RowStyle, RowText, Rows},
    text, words,
};

#[derive(Debug, Clone)]
pub(crate) struct Mark {
    pub label: String,
    pub note: String,
    pub share: Estimate,
    /// The share as it stands beside its bar.
    pub said: String,
    /// What the title speaks of.
    pub lead: bool,
}

pub(crate) struct Marks {
    pub marks: Vec<Mark>,
    /// The base of all shares.
    pub n: u64,
    pub note_head: &'static str,
}

const BAR: f64 = 18.0;

pub(crate) fn picture(marks: &Marks, width: Width, locale: Locale) -> Picture<'_> {
    let key = Key::new(width, &key_entries(marks, locale));
    let texts: Vec<_> =
        marks.marks.iter().map(|mark| RowText { label: mark.label.clone(), note: mark.note.clone() }).collect();
    let values: Vec<&str> = marks.marks.iter().map(|mark| mark.said.as_str()).collect();
    let tail = values.iter().map(|value| text::label_width(value)).fold(0.0, f64::max) + 10.0;
    let top = if key.bottom > 0.0 { key.bottom + 6.0 } else { 0.0 };
    let rows = Rows::new(RowStyle { width, top, mark: BAR, tail, note_head: marks.note_head }, &texts);
    let axis = Axis::new(0.0..furthest(marks), rows.plot);
    let most = if width == Width::Wide { 6 } else { 4 };
    let ticks: Vec<_> = axis.ticks(most).into_iter().map(|tick| (tick, format::percent(tick, 0, locale))).collect();
    Picture::new(rows.span.1 + AXIS_HEIGHT, move |canvas| {
        key.draw(canvas);
        rows.draw_labels(canvas);
        axis.draw_below(canvas, &ticks, &rows.bands(), width.inner());
        canvas.group("series s-1", || {
            for (row, mark) in marks.marks.iter().enumerate() {
                draw_mark(canvas, &axis, mark, rows.extent(row), marks.n);
            }
        });
        for (top, bottom) in rows.bands() {
            canvas.line(Ink::Axis, 1.0, (axis.at(0.0), top), (axis.at(0.0), bottom));
        }
        canvas.group("values", || {
            for (row, value) in values.iter().enumerate() {
                canvas.strong(Ink::Text, Align::Right, (width.inner().1, rows.middle(row)), value);
            }
        });
    })
}

fn draw_mark(canvas: &Canvas, axis: &Axis, mark: &Mark, y: (f64, f64), n: u64) {
    let Estimate { value, lo, hi } = mark.share;
    let middle = (y.0 + y.1) / 2.0;
    let ink = if mark.lead { Ink::Lead } else { Ink::Context };
    if mark.share.bound() != Bound::None {
        // Somewhere in this range: an open bracket, no bar that would claim a length.
        canvas.line(ink, 2.0, (axis.at(lo), middle), (axis.at(hi), middle));
        return;
    }
    let paint = Paint { vague: mark.share.is_vague_share(n), ..ink.into() };
    canvas.bar(paint, (axis.at(0.0), axis.at(value)), y);
    if Guard::of(n).bears_interval() && lo < hi {
        canvas.whisker((axis.at(lo), axis.at(hi)), middle);
    }
}

fn key_entries(marks: &Marks, locale: Locale) -> Vec<(Swatch, String)> {
    let german = locale.is_german();
    let whiskers =
        Guard::of(marks.n).bears_interval() && marks.marks.iter().any(|mark| mark.share.bound() == Bound::None);
    let mut entries = Vec::new();
    if whiskers {
        entries.push((Swatch::Whisker, words::interval_head(locale).to_owned()));
    }
    if marks.marks.iter().any(|mark| mark.share.is_vague_share(marks.n)) {
        let label =
            if german { "unscharf (Intervall breiter als ±15 Punkte)" } else { "vague (wider than ±15 points)" };
        entries.push((Swatch::Vague, label.to_owned()));
    }
    entries
}

/// The end of the axis: the furthest whisker, rounded up to the next 10 %.
fn furthest(marks: &Marks) -> f64 {
    let furthest = marks.marks.iter().map(|mark| mark.share.hi.max(mark.share.value)).fold(0.1, f64::max);
    (furthest * 10.0 - 1e-9).ceil().min(10.0) / 10.0
}
