//! The key, above the plot: reads in the order of the marks and flows into as many lines as it needs.

use crate::{
    canvas::{Align, Canvas},
    caption::Width,
    ink::{Ink, Paint},
    text::{self, LINE, Weight},
    tiles::{Fill, draw_fill},
};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Swatch {
    Bar(Ink),
    Dot(Ink),
    Ring(Ink),
    Whisker,
    /// A bar whose estimate is imprecise.
    Vague,
    Tick,
    /// A line as thick as the connection of two dots.
    Line(Ink, f64),
    Dashes,
    Cross,
    /// The box of two intervals.
    Frame,
    /// A tile of a map.
    Tile(Fill),
}

pub(crate) struct Key {
    entries: Vec<Entry>,
    /// Where the plot may begin.
    pub bottom: f64,
}

struct Entry {
    swatch: Swatch,
    at: (f64, f64),
    lines: Vec<String>,
}

const SWATCH: f64 = 18.0;
const GAP: f64 = 16.0;

impl Key {
    pub(crate) fn new(width: Width, entries: &[(Swatch, String)]) -> Key {
        let (left, right) = width.inner();
        let (mut x, mut y, mut tallest) = (left, 10.0, 1.0);
        let mut placed = Vec::new();
        for (swatch, label) in entries {
            let lines = text::wrap(label, right - left - SWATCH, Weight::Regular);
            let needs = SWATCH + lines.iter().map(|line| text::label_width(line)).fold(0.0, f64::max);
            if x > left && x + needs > right {
                (x, y, tallest) = (left, y + tallest * LINE + 2.0, 1.0);
            }
            tallest = f64::max(tallest, lines.len() as f64);
            placed.push(Entry { swatch: *swatch, at: (x, y), lines });
            x += needs + GAP;
        }
        let bottom = if placed.is_empty() { 0.0 } else { y + tallest * LINE };
        Key { entries: placed, bottom }
    }

    pub(crate) fn draw(&self, canvas: &Canvas) {
        canvas.group("key", || {
            for Entry { swatch, at: (x, y), lines } in &self.entries {
                draw_swatch(canvas, *swatch, (*x, *y));
                canvas.lines(Ink::Text, Align::Left, (x + SWATCH, *y), lines);
            }
        });
    }
}

fn draw_swatch(canvas: &Canvas, swatch: Swatch, (x, y): (f64, f64)) {
    match swatch {
        Swatch::Bar(ink) => canvas.bar(ink, (x, x + 12.0), (y - 6.0, y + 6.0)),
        Swatch::Vague => {
            let paint = Paint { vague: true, ..Ink::Context.into() };
            canvas.bar(paint, (x, x + 12.0), (y - 6.0, y + 6.0));
        }
        Swatch::Dot(ink) => canvas.dot(ink, 4.5, (x + 6.0, y)),
        Swatch::Ring(ink) => canvas.ring(ink, 6.0, (x + 6.0, y)),
        Swatch::Whisker => canvas.whisker((x, x + 13.0), y),
        Swatch::Frame => canvas.frame(Ink::Grid, 1.0, (x, x + 12.0), (y - 6.0, y + 6.0)),
        Swatch::Tick => canvas.line(Ink::Text, 2.0, (x + 6.0, y - 7.0), (x + 6.0, y + 7.0)),
        Swatch::Line(ink, width) => canvas.line(ink, width, (x, y), (x + 13.0, y)),
        Swatch::Dashes => canvas.dashed(|| canvas.line(Ink::Muted, 1.0, (x, y + 6.0), (x + 12.0, y - 6.0))),
        Swatch::Tile(fill) => draw_fill(canvas, fill, (x, x + 12.0), (y - 6.0, y + 6.0)),
        Swatch::Cross => {
            canvas.line(Ink::Axis, 1.0, (x, y), (x + 12.0, y));
            canvas.line(Ink::Axis, 1.0, (x + 6.0, y - 6.0), (x + 6.0, y + 6.0));
        }
    }
}
