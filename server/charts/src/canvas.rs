//! A sheet to draw on, in CSS pixels. Everything goes through plotters' elements into `backend::Svg`.

use std::ops::Range;

use domain::{Locale, format};
use plotters::{
    coord::{Shift, ranged1d::Ranged, types::RangedCoordf64},
    drawing::{DrawingArea, IntoDrawingArea},
    element::{Circle, Drawable, PathElement, PointCollection, Rectangle, Text},
    style::{
        Color, FontDesc, FontFamily, FontStyle, ShapeStyle, TextStyle,
        text_anchor::{Pos, VPos},
    },
};
use plotters_backend::BackendCoord;

pub(crate) use plotters::style::text_anchor::HPos as Align;

use crate::{
    backend::{Frame, Group, SCALE, Svg},
    ink::{Ink, Paint},
    text::{self, LINE, SIZE, Weight},
};

pub(crate) struct Canvas<'a> {
    area: DrawingArea<Svg<'a>, Shift>,
}

/// The SVG of what `draw` puts on the sheet.
pub(crate) fn paint(frame: &Frame, draw: impl FnOnce(&Canvas)) -> String {
    let mut out = String::new();
    let canvas = Canvas { area: Svg::new(&mut out, frame).into_drawing_area() };
    draw(&canvas);
    canvas.area.present().expect("writing to a string cannot fail");
    drop(canvas);
    out
}

impl<'a> Canvas<'a> {
    /// Draws what belongs together into one `<g>` of the class.
    pub(crate) fn group(&self, class: &str, draw: impl FnOnce()) {
        self.put(&Group::Open(class));
        draw();
        self.put(&Group::Close);
    }

    /// The same for what has a name of its own.
    pub(crate) fn named(&self, class: &str, name: &str, draw: impl FnOnce()) {
        self.put(&Group::Named { class, name });
        draw();
        self.put(&Group::Close);
    }

    /// Lines inside are dashed.
    pub(crate) fn dashed(&self, draw: impl FnOnce()) {
        self.put(&Group::Dashed);
        draw();
        self.put(&Group::Close);
    }

    /// A filled rectangle; nothing where it has no extent.
    pub(crate) fn bar(&self, paint: impl Into<Paint>, x: (f64, f64), y: (f64, f64)) {
        let (from, to) = (point((x.0, y.0)), point((x.1, y.1)));
        if to.0 > from.0 && to.1 > from.1 {
            self.put(&Rectangle::new([from, to], paint.into().encode().filled()));
        }
    }

    /// The outline of a rectangle, inside its extent.
    pub(crate) fn frame(&self, ink: Ink, width: f64, x: (f64, f64), y: (f64, f64)) {
        let half = width / 2.0;
        let (from, to) = (point((x.0 + half, y.0 + half)), point((x.1 - half, y.1 - half)));
        self.put(&Rectangle::new([from, to], rim(ink, width)));
    }

    pub(crate) fn line(&self, ink: Ink, width: f64, from: (f64, f64), to: (f64, f64)) {
        self.put(&PathElement::new(vec![point(from), point(to)], rim(ink, width)));
    }

    pub(crate) fn dot(&self, ink: Ink, radius: f64, at: (f64, f64)) {
        self.put(&Circle::new(point(at), tenths(radius), Paint::from(ink).encode().filled()));
    }

    /// A circle with a rim, filled with the ground so that lines end at it.
    pub(crate) fn ring(&self, ink: Ink, radius: f64, at: (f64, f64)) {
        self.dot(Ink::Paper, radius, at);
        self.put(&Circle::new(point(at), tenths(radius - 1.0), rim(ink, 2.0)));
    }

    /// A 95 % interval: a thin line with a rim of the ground, so that it reads on its bar as well as beside it.
    pub(crate) fn whisker(&self, x: (f64, f64), y: f64) {
        self.line(Ink::Paper, 5.0, (x.0 - 1.5, y), (x.1 + 1.5, y));
        self.line(Ink::Whisker, 2.0, (x.0, y), (x.1, y));
    }

    /// One line of ordinary text, its middle at the height of `at`.
    pub(crate) fn text(&self, paint: impl Into<Paint>, align: Align, at: (f64, f64), text: &str) {
        self.write(paint.into(), (SIZE, Weight::Regular), align, at, text);
    }

    pub(crate) fn strong(&self, paint: impl Into<Paint>, align: Align, at: (f64, f64), text: &str) {
        self.write(paint.into(), (SIZE, Weight::Semibold), align, at, text);
    }

    pub(crate) fn write(&self, paint: Paint, (size, weight): (f64, Weight), align: Align, at: (f64, f64), text: &str) {
        let style = match weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Semibold => FontStyle::Bold,
        };
        let font = FontDesc::new(FontFamily::SansSerif, size * SCALE, style);
        let color = paint.encode();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(align, VPos::Center));
        self.put(&Text::new(text, point(at), style));
    }

    /// Lines below each other, the middle of the first at the height of `at`.
    pub(crate) fn lines(&self, paint: impl Into<Paint>, align: Align, at: (f64, f64), lines: &[String]) {
        let paint = paint.into();
        for (row, line) in lines.iter().enumerate() {
            self.text(paint, align, (at.0, at.1 + row as f64 * LINE), line);
        }
    }

    /// A finished picture at its place; its own coordinates begin there.
    pub(crate) fn inside(&self, svg: &str, at: (f64, f64), size: (f64, f64)) {
        self.put(&Group::Inside { svg, at, size });
    }

    fn put<'b, E>(&self, element: &'b E)
    where
        &'b E: PointCollection<'b, BackendCoord>,
        E: Drawable<Svg<'a>>,
    {
        self.area.draw(element).expect("writing to a string cannot fail");
    }
}

/// Where values lie on the sheet; plotters' own scale and its choice of round ticks.
pub(crate) struct Axis {
    scale: RangedCoordf64,
    pixels: (f64, f64),
}

impl Axis {
    /// `pixels` may run backwards, as heights do. A range without extent is widened.
    pub(crate) fn new(values: Range<f64>, pixels: (f64, f64)) -> Axis {
        let usable = values.end > values.start && (values.end - values.start).is_finite();
        let start = if values.start.is_finite() { values.start } else { 0.0 };
        let values = if usable { values } else { start..start + 1.0 };
        Axis { scale: values.into(), pixels }
    }

    pub(crate) fn at(&self, value: f64) -> f64 {
        let limits = (tenths(self.pixels.0), tenths(self.pixels.1));
        f64::from(self.scale.map(&value, limits)) / SCALE
    }

    pub(crate) fn values(&self) -> Range<f64> {
        self.scale.range()
    }

    /// At most `most` (from 2 on) values with a step of 1, 2 or 5 times a power of ten.
    ///
    /// N.B. Not plotters' `key_points`: they leave out the last one where adding up steps leaves dust.
    pub(crate) fn ticks(&self, most: usize) -> Vec<f64> {
        let Range { start, end } = self.scale.range();
        let finest = 10f64.powf(((end - start) / most as f64).log10().floor());
        let places = |step: f64| ((start / step - 1e-9).ceil() as i64, (end / step + 1e-9).floor() as i64);
        let count = |(first, last): (i64, i64)| (last - first + 1).max(0) as usize;
        let steps = [1.0, 2.0, 5.0, 10.0, 20.0].map(|factor| factor * finest);
        let step = steps.into_iter().find(|step| count(places(*step)) <= most).unwrap_or(finest * 20.0);
        let (first, last) = places(step);
        // 3 steps of 0.1 are 0.3 and not 0.30000000000000004.
        (first..=last).map(|place| (place as f64 * step * 1e9).round() / 1e9).collect()
    }

    /// Hairlines across the bands with labels below the last, kept within `x` even where a label is wide.
    pub(crate) fn draw_below(&self, canvas: &Canvas, ticks: &[(f64, String)], bands: &[(f64, f64)], x: (f64, f64)) {
        let bottom = bands.last().map_or(0.0, |band| band.1);
        canvas.group("axis", || {
            for (value, label) in ticks {
                let at = self.at(*value);
                bands.iter().for_each(|(from, to)| canvas.line(Ink::Grid, 1.0, (at, *from), (at, *to)));
                let half = text::label_width(label) / 2.0;
                let middle = at.clamp((x.0 + half).min(x.1 - half), x.1 - half);
                canvas.text(Ink::Muted, Align::Center, (middle, bottom + AXIS_LABEL), label);
            }
        });
    }
}

/// Numbers at ticks, all with as many decimals as the finest needs.
pub(crate) fn tick_labels(ticks: Vec<f64>, locale: Locale) -> Vec<(f64, String)> {
    let whole = |decimals: usize| ticks.iter().all(|tick| (tick * 10f64.powi(decimals as i32)).fract().abs() < 1e-6);
    let decimals = (0..6).find(|decimals| whole(*decimals)).unwrap_or(6);
    ticks.into_iter().map(|tick| (tick, format::number(tick, decimals, locale))).collect()
}

/// From the end of the hairlines to the middle of the labels, and what an axis needs in all.
pub(crate) const AXIS_LABEL: f64 = 12.0;
pub(crate) const AXIS_HEIGHT: f64 = 22.0;

fn rim(ink: Ink, width: f64) -> ShapeStyle {
    Paint::from(ink).encode().stroke_width(tenths(width).unsigned_abs())
}

fn point(at: (f64, f64)) -> BackendCoord {
    (tenths(at.0), tenths(at.1))
}

fn tenths(pixels: f64) -> i32 {
    (pixels * SCALE).round() as i32
}
