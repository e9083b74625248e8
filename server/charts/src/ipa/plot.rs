//! The plane of importance and fulfilment: fields, points, labels without collisions, the list under a narrow picture.

use std::ops::Range;

use domain::{
    Locale,
    report::{CrossHair, Quadrant},
};

use super::{Fields, Point, quadrant_name};
use crate::{
    canvas::{AXIS_LABEL, Align, Axis, Canvas, tick_labels},
    caption::{Picture, Width},
    dumbbell::names,
    ink::{Ink, Paint},
    key::{Key, Swatch},
    placement::{Board, Rect, Spot, Wish},
    text::{self, LINE, Weight},
    words,
};

const RADIUS: f64 = 5.0;
/// Widest label beside a point.
const LABEL: f64 = 150.0;
/// A column of the list with labels in several lines.
const COLUMN: f64 = 240.0;
/// For the numbers of the importance axis, and for its name above it.
const GUTTER: f64 = 30.0;
const AXIS_NAME: f64 = 22.0;

struct Plot<'a> {
    fields: &'a Fields,
    key: Key,
    across: Axis,
    upwards: Axis,
    /// Left, top, right, bottom of the plane.
    plane: Rect,
    labels: Vec<Label>,
    list: Vec<Entry>,
    width: Width,
    locale: Locale,
}

struct Label {
    lines: Vec<String>,
    spot: Spot,
    from: (f64, f64),
}

struct Entry {
    number: String,
    lines: Vec<String>,
    at: (f64, f64),
    act: bool,
}

pub(super) fn picture(fields: &Fields, width: Width, locale: Locale) -> Picture<'_> {
    let plot = Plot::new(fields, width, locale);
    Picture::new(plot.bottom(), move |canvas| plot.draw(canvas))
}

impl<'a> Plot<'a> {
    fn new(fields: &'a Fields, width: Width, locale: Locale) -> Plot<'a> {
        let (left, right) = width.inner();
        let key = Key::new(width, &key_entries(fields, locale));
        let top = key.bottom + 8.0 + AXIS_NAME;
        let height = if width == Width::Wide { 460.0 } else { 320.0 };
        let plane = Rect(left + GUTTER, top, right, top + height);
        let across = Axis::new(range(fields, 0, fields.cross.0), (plane.0, plane.2));
        let upwards = Axis::new(range(fields, 1, fields.cross.1), (plane.3, plane.1));
        let mut plot = Plot { fields, key, across, upwards, plane, labels: vec![], list: vec![], width, locale };
        let listed = plot.place_labels();
        plot.fill_list(&listed);
        plot
    }

    fn at(&self, point: &Point) -> (f64, f64) {
        (self.across.at(point.fulfilment), self.upwards.at(point.importance))
    }

    /// Places names where there is room, else numbers; gives the points that need an entry in the list.
    fn place_labels(&mut self) -> Vec<&'a Point> {
        let fields = self.fields;
        let dots: Vec<(f64, f64)> = fields.points.iter().map(|point| self.at(point)).collect();
        let cross = (self.across.at(fields.cross.0), self.upwards.at(fields.cross.1));
        let Rect(left, top, right, bottom) = self.plane;
        let lines = [Rect(cross.0, top, cross.0 + 1.0, bottom), Rect(left, cross.1, right, cross.1 + 1.0)];
        let names = self.quadrant_names().map(|(_, _, _, rect)| rect).to_vec();
        let mut board = Board::new(self.plane, &dots, names).sparing(lines);
        let mut listed = Vec::new();
        let wide = self.width == Width::Wide;
        let (act, others): (Vec<&Point>, Vec<&Point>) = fields.points.iter().partition(|point| point.acts());
        for point in act.into_iter().chain(others) {
            let from = self.at(point);
            let mut place = |lines: Vec<String>| {
                board.place(&Wish { at: from, size: box_of(&lines) }).map(|spot| Label { lines, spot, from })
            };
            let spell = wide && point.named;
            let spelled = spell.then(|| place(text::wrap_at_most(&point.label, LABEL, Weight::Regular, 2))).flatten();
            if spelled.is_none() {
                listed.push(point);
            }
            self.labels.extend(spelled.or_else(|| place(vec![point.number.to_string()])));
        }
        listed.sort_by_key(|point| point.number);
        listed
    }

    /// Lists the points down and then across, in as many columns as have room.
    fn fill_list(&mut self, listed: &[&Point]) {
        let (left, right) = self.width.inner();
        let widest = listed.iter().map(|point| strong_width(&point.label)).fold(1.0, f64::max);
        let room = (GUTTER + widest + 16.0).min(COLUMN);
        let columns = ((right - left) / room).floor().clamp(1.0, 3.0) as usize;
        let column = (right - left) / columns as f64;
        let top = self.plane.3 + 46.0 + LINE / 2.0;
        for (place, points) in listed.chunks(listed.len().div_ceil(columns).max(1)).enumerate() {
            let mut y = top;
            for point in points {
                let lines = text::wrap(&point.label, column - GUTTER - 16.0, Weight::Semibold);
                let next = y + lines.len() as f64 * LINE + 4.0;
                let act = point.acts();
                let at = (left + column * place as f64, y);
                self.list.push(Entry { number: point.number.to_string(), lines, at, act });
                y = next;
            }
        }
    }

    fn bottom(&self) -> f64 {
        let ends = self.list.iter().map(|entry| entry.at.1 + (entry.lines.len() as f64 - 0.5) * LINE + 4.0);
        ends.fold(self.plane.3 + 42.0, f64::max)
    }

    /// The names of the fields in the corners of the plane, with alignment, place and the room they take.
    fn quadrant_names(&self) -> [(Quadrant, Align, (f64, f64), Rect); 4] {
        let Rect(left, top, right, bottom) = self.plane;
        let corner = |quadrant: Quadrant, at_right: bool, at_bottom: bool| {
            let width = text::width(quadrant_name(quadrant, self.locale), text::SIZE, Weight::Semibold);
            let y = if at_bottom { bottom - 14.0 } else { top + 14.0 };
            let (align, x, from) = match at_right {
                true => (Align::Right, right - 10.0, right - 10.0 - width),
                false => (Align::Left, left + 10.0, left + 10.0),
            };
            (quadrant, align, (x, y), Rect(from - 2.0, y - 10.0, from + width + 2.0, y + 10.0))
        };
        [
            corner(Quadrant::Concentrate, false, false),
            corner(Quadrant::KeepUp, true, false),
            corner(Quadrant::LowPriority, false, true),
            corner(Quadrant::Overkill, true, true),
        ]
    }

    fn draw(&self, canvas: &Canvas) {
        self.key.draw(canvas);
        canvas.group("plane", || self.draw_plane(canvas));
        canvas.group("axis", || self.draw_axes(canvas));
        canvas.group("quadrants", || {
            for (quadrant, align, at, _) in self.quadrant_names() {
                let ink = if quadrant == Quadrant::Concentrate { Ink::Text } else { Ink::Muted };
                canvas.strong(
                    Paint { halo: Some(Ink::Paper), ..ink.into() },
                    align,
                    at,
                    quadrant_name(quadrant, self.locale),
                );
            }
        });
        canvas.group("boxes", || self.draw_boxes(canvas));
        canvas.group("leaders", || {
            for label in &self.labels {
                if let Some(end) = label.spot.leader {
                    canvas.line(Ink::Axis, 1.0, label.from, end);
                }
            }
        });
        canvas.group("series s-points", || self.draw_points(canvas));
        canvas.group("labels", || self.draw_labels(canvas));
        canvas.group("list", || self.draw_list(canvas));
    }

    fn draw_plane(&self, canvas: &Canvas) {
        let Rect(left, top, right, bottom) = self.plane;
        let (x, y) = (self.across.at(self.fields.cross.0), self.upwards.at(self.fields.cross.1));
        canvas.bar(Ink::Tint, (left, x), (top, y));
        canvas.line(Ink::Axis, 1.0, (x, top), (x, bottom));
        canvas.line(Ink::Axis, 1.0, (left, y), (right, y));
        let (from, to) = self.diagonal();
        if from < to {
            canvas.dashed(|| {
                canvas.line(
                    Ink::Muted,
                    1.0,
                    (self.across.at(from), self.upwards.at(from)),
                    (self.across.at(to), self.upwards.at(to)),
                );
            });
        }
    }

    /// The values that both axes show.
    fn diagonal(&self) -> (f64, f64) {
        let (across, upwards) = (self.across.values(), self.upwards.values());
        (across.start.max(upwards.start), across.end.min(upwards.end))
    }

    fn draw_axes(&self, canvas: &Canvas) {
        let Rect(left, top, right, bottom) = self.plane;
        let [importance, fulfilment] = names(self.locale);
        for (from, to) in [((left, top), (left, bottom)), ((left, bottom), (right, bottom))] {
            canvas.line(Ink::Grid, 1.0, from, to);
        }
        let most = if self.width == Width::Wide { 6 } else { 4 };
        for (tick, label) in tick_labels(self.across.ticks(most), self.locale) {
            let x = self.across.at(tick);
            canvas.line(Ink::Grid, 1.0, (x, bottom), (x, bottom + 4.0));
            let half = text::label_width(&label) / 2.0;
            canvas.text(Ink::Muted, Align::Center, (x.min(right - half), bottom + AXIS_LABEL), &label);
        }
        for (tick, label) in tick_labels(self.upwards.ticks(most), self.locale) {
            let y = self.upwards.at(tick);
            canvas.line(Ink::Grid, 1.0, (left - 4.0, y), (left, y));
            canvas.text(Ink::Muted, Align::Right, (left - 7.0, y), &label);
        }
        canvas.text(Ink::Text, Align::Left, (self.width.inner().0, top - 13.0), &format!("↑ {importance}"));
        canvas.text(Ink::Text, Align::Right, (right, bottom + AXIS_LABEL + 18.0), &format!("{fulfilment} →"));
    }

    /// Within which each point may lie; as far as the plane shows it.
    fn draw_boxes(&self, canvas: &Canvas) {
        let Rect(left, top, right, bottom) = self.plane;
        for [across, upwards] in self.fields.points.iter().filter_map(|point| point.bounds) {
            let x = (self.across.at(across.0).max(left), self.across.at(across.1).min(right));
            let y = (self.upwards.at(upwards.1).max(top), self.upwards.at(upwards.0).min(bottom));
            canvas.frame(Ink::Grid, 1.0, x, y);
        }
    }

    fn draw_points(&self, canvas: &Canvas) {
        // From the least to the most urgent, so that the latter lie on top.
        for point in self.fields.points.iter().rev() {
            match point.acts() {
                true => {
                    canvas.dot(Ink::Paper, RADIUS + 1.0, self.at(point));
                    canvas.dot(Ink::Accent, RADIUS, self.at(point));
                }
                false => canvas.ring(Ink::Lead, RADIUS, self.at(point)),
            }
        }
    }

    fn draw_labels(&self, canvas: &Canvas) {
        let paint = Paint { halo: Some(Ink::Paper), ..Ink::Text.into() };
        for Label { lines, spot, from } in &self.labels {
            let Rect(left, top, right, _) = spot.rect;
            let (align, x) = if right <= from.0 { (Align::Right, right) } else { (Align::Left, left) };
            canvas.lines(paint, align, (x, top + LINE / 2.0), lines);
        }
    }

    fn draw_list(&self, canvas: &Canvas) {
        for Entry { number, lines, at: (left, top), act } in &self.list {
            let weight = if *act { Weight::Semibold } else { Weight::Regular };
            let write = |ink: Ink, align: Align, at: (f64, f64), text: &str| {
                canvas.write(ink.into(), (text::SIZE, weight), align, at, text);
            };
            write(if *act { Ink::Text } else { Ink::Muted }, Align::Right, (left + GUTTER - 10.0, *top), number);
            for (row, line) in lines.iter().enumerate() {
                write(Ink::Text, Align::Left, (left + GUTTER, top + row as f64 * LINE), line);
            }
        }
    }
}

fn strong_width(text: &str) -> f64 {
    text::width(text, text::SIZE, Weight::Semibold)
}

/// All points with their boxes and the cross, with room around them, but hardly more than the scale. `side`: 0 is
/// fulfilment, 1 importance.
fn range(fields: &Fields, side: usize, cross: f64) -> Range<f64> {
    let of = |point: &Point| {
        let value = [point.fulfilment, point.importance][side];
        let (lo, hi) = point.bounds.map_or((value, value), |bounds| bounds[side]);
        [value, lo, hi]
    };
    let values = || fields.points.iter().flat_map(of).chain([cross]);
    let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let room = ((most - least) * 0.08).max(0.2);
    (least - room).max(fields.scale.0 - 0.15)..(most + room).min(fields.scale.1 + 0.15)
}

/// With a little air, so that two labels side by side do not read as one.
fn box_of(lines: &[String]) -> (f64, f64) {
    let width = lines.iter().map(|line| text::label_width(line)).fold(0.0, f64::max);
    (width + 3.0, lines.len() as f64 * LINE)
}

fn key_entries(fields: &Fields, locale: Locale) -> Vec<(Swatch, String)> {
    let german = locale.is_german();
    let (act, rest, equal) = match german {
        true => ("handeln", "übrige", "Wichtigkeit = Erfüllung"),
        false => ("act", "others", "importance = fulfilment"),
    };
    let cross = match (fields.cross_hair, german) {
        (CrossHair::DataMeans, true) => "Mittelwerte",
        (CrossHair::ScaleCentre, true) => "Skalenmitte",
        (CrossHair::DataMeans, false) => "means",
        (CrossHair::ScaleCentre, false) => "centre of the scale",
    };
    let has_boxes = fields.points.iter().any(|point| point.bounds.is_some());
    let mut entries = vec![
        (Swatch::Dot(Ink::Accent), act.to_owned()),
        (Swatch::Ring(Ink::Lead), rest.to_owned()),
        (Swatch::Cross, cross.to_owned()),
        (Swatch::Dashes, equal.to_owned()),
    ];
    entries.extend(has_boxes.then(|| (Swatch::Frame, words::interval_head(locale).to_owned())));
    entries
}
