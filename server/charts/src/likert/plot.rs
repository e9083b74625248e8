//! Where the segments of a Likert chart lie.

use domain::{Locale, format, report::Estimate};

use super::{Answer, Arrangement, Line, Points, Told};
use crate::{
    canvas::{AXIS_HEIGHT, Align, Axis, Canvas},
    caption::{Picture, Width},
    ink::{Ink, Paint},
    key::{Key, Swatch},
    rows::{RowStyle, RowText, Rows},
    text, words,
};

const BAR: f64 = 22.0;
/// Segments under this share carry no number.
const LABELLED: f64 = 0.05;
/// Between the bars and the answers beside the scale, and for their number.
const ASIDE_GAP: f64 = 20.0;
const ASIDE_NUMBER: f64 = 26.0;

/// For the totals at both ends of a diverging bar.
fn total_room(arrangement: Arrangement, width: Width) -> f64 {
    match (arrangement, width) {
        (Arrangement::Full, _) => 0.0,
        (Arrangement::Diverging, Width::Wide) => 40.0,
        (Arrangement::Diverging, Width::Narrow) => 26.0,
    }
}

struct Plot<'a> {
    lines: &'a [Line],
    rows: Rows,
    key: Key,
    /// Which point of the scale, in the order of drawing.
    inks: Vec<(usize, Ink)>,
    arrangement: Arrangement,
    axis: Axis,
    ticks: Vec<(f64, String)>,
    /// First pixel of the answers beside the scale, and pixels per 100 %.
    aside: (f64, f64),
    width: Width,
    locale: Locale,
}

pub(super) fn picture<'a>(
    scale: &Points,
    lines: &'a [Line],
    arrangement: Arrangement,
    width: Width,
    locale: Locale,
) -> Picture<'a> {
    blocks(scale, (lines, &[]), arrangement, width, locale)
}

/// `heads`: the first line of each block, and what stands above it.
pub(super) fn blocks<'a>(
    scale: &Points,
    (lines, heads): (&'a [Line], &[(usize, String)]),
    arrangement: Arrangement,
    width: Width,
    locale: Locale,
) -> Picture<'a> {
    let plot = Plot::new(scale, (lines, heads), arrangement, width, locale);
    Picture::new(plot.rows.span.1 + AXIS_HEIGHT, move |canvas| plot.draw(canvas))
}

impl<'a> Plot<'a> {
    fn new(
        scale: &Points,
        (lines, heads): (&'a [Line], &[(usize, String)]),
        arrangement: Arrangement,
        width: Width,
        locale: Locale,
    ) -> Plot<'a> {
        let inks = scale.inks();
        let most_aside = lines.iter().filter_map(|l| l.answer.as_ref().ok()).map(Answer::aside_share);
        let most_aside = most_aside.fold(0.0, f64::max);
        let mut entries: Vec<_> =
            inks.iter().map(|(point, ink)| (Swatch::Bar(*ink), scale.labels[*point].clone())).collect();
        if most_aside > 0.0 {
            entries.push((Swatch::Bar(Ink::Aside), aside_label(scale, locale)));
        }
        let key = Key::new(width, &entries);
        let texts: Vec<_> = lines.iter().map(|line| row_text(line, locale)).collect();
        let style = RowStyle { width, top: key.bottom + 8.0, mark: BAR, tail: 0.0, note_head: "n" };
        let rows = Rows::in_blocks(style, &texts, heads);
        let extent = match arrangement {
            Arrangement::Full => (0.0, 1.0),
            Arrangement::Diverging => symmetric(lines),
        };
        let total = total_room(arrangement, width);
        let (from, to) = (rows.plot.0 + total, rows.plot.1 - total);
        // One unit for both parts: a share of 10 % beside the scale is as long as one on it.
        let room = if most_aside > 0.0 { ASIDE_GAP + ASIDE_NUMBER } else { 0.0 };
        let unit = (to - from - room) / (extent.1 - extent.0 + most_aside);
        let end = from + unit * (extent.1 - extent.0);
        let axis = Axis::new(extent.0..extent.1, (from, end));
        let ticks = ticks(&axis, width, arrangement, locale);
        let aside = (end + total + ASIDE_GAP, unit);
        Plot { lines, rows, key, inks, arrangement, axis, ticks, aside, width, locale }
    }

    fn draw(&self, canvas: &Canvas) {
        self.key.draw(canvas);
        self.rows.draw_labels(canvas);
        self.axis.draw_below(canvas, &self.ticks, &self.rows.bands(), self.width.inner());
        if self.arrangement == Arrangement::Diverging {
            let middle = self.axis.at(0.0);
            self.rows.bands().iter().for_each(|band| canvas.line(Ink::Axis, 1.0, (middle, band.0), (middle, band.1)));
        }
        for place in 0..self.inks.len() {
            canvas.group(&format!("series s-{}", place + 1), || self.draw_point(canvas, place));
        }
        canvas.group("series s-aside", || self.draw_asides(canvas));
        canvas.group("words", || self.draw_words(canvas));
    }

    fn rated(&self) -> impl Iterator<Item = (usize, &[f64], &[u32])> {
        self.lines.iter().enumerate().filter_map(|(row, line)| {
            let (shares, percents) = line.answer.as_ref().ok()?.told.parts()?;
            Some((row, shares, percents))
        })
    }

    fn draw_point(&self, canvas: &Canvas, place: usize) {
        let (point, ink) = self.inks[place];
        for (row, shares, percents) in self.rated() {
            let (share, percent) = (shares[point], percents[point]);
            let drawn: Vec<f64> = self.inks.iter().map(|(point, _)| shares[*point]).collect();
            let (from, to) = segments(&drawn, self.arrangement)[place];
            let x = (self.axis.at(from), self.axis.at(to));
            canvas.bar(ink, (x.0 + 0.5, x.1 - 0.5), self.rows.extent(row));
            let number = percent.to_string();
            if share >= LABELLED && text::label_width(&number) + 4.0 <= x.1 - x.0 {
                let paint = Paint { halo: Some(ink), ..ink.on().into() };
                canvas.text(paint, Align::Center, ((x.0 + x.1) / 2.0, self.rows.middle(row)), &number);
            }
        }
    }

    fn draw_asides(&self, canvas: &Canvas) {
        for (row, line) in self.lines.iter().enumerate() {
            let Ok(answer) = &line.answer else { continue };
            if answer.aside() == 0 {
                continue;
            }
            let (from, unit) = self.aside;
            let to = from + unit * answer.aside_share();
            canvas.bar(Ink::Aside, (from, to), self.rows.extent(row));
            let percent = (answer.aside_share() * 100.0).round();
            let number = if percent < 1.0 { "<\u{a0}1".to_owned() } else { percent.to_string() };
            canvas.text(Ink::Muted, Align::Left, (to + 4.0, self.rows.middle(row)), &number);
        }
    }

    /// Totals at the ends of diverging bars, and the state of rows that have no bar.
    fn draw_words(&self, canvas: &Canvas) {
        for (row, line) in self.lines.iter().enumerate() {
            match &line.answer {
                Err(absence) => self.rows.say(canvas, row, Ink::Muted, absence.note(self.locale)),
                Ok(Answer { told: Told::Uniform { sentence, .. }, .. }) => {
                    self.rows.say(canvas, row, Ink::Text, sentence);
                }
                // Names hang on no middle.
                Ok(Answer { told: Told::Named { .. }, .. }) => {}
                Ok(Answer { told: Told::Rated { shares, best, worst, .. }, .. }) => {
                    self.draw_totals(canvas, row, shares, [worst, best]);
                }
            }
        }
    }

    fn draw_totals(&self, canvas: &Canvas, row: usize, shares: &[f64], [worst, best]: [&Estimate; 2]) {
        if self.arrangement == Arrangement::Full {
            return;
        }
        let (start, middle) = (-left_of_middle(shares), self.rows.middle(row));
        let (from, to) = (self.axis.at(start), self.axis.at(start + 1.0));
        let total = |estimate: &Estimate| {
            let share = words::share(estimate, self.locale);
            // On a phone every pixel goes to the bars; the axis has the sign.
            if self.width == Width::Narrow {
                share.trim_end_matches(['%', format::NARROW_SPACE]).to_owned()
            } else {
                share
            }
        };
        canvas.text(Ink::Muted, Align::Right, (from - 5.0, middle), &total(worst));
        canvas.text(Ink::Muted, Align::Left, (to + 5.0, middle), &total(best));
    }
}

fn row_text(line: &Line, locale: Locale) -> RowText {
    let note = line.answer.as_ref().map_or_else(|_| String::new(), |answer| format::count(answer.n, locale));
    RowText { label: line.label.clone(), note }
}

fn aside_label(scale: &Points, locale: Locale) -> String {
    match (scale.aside.as_str(), locale.is_german()) {
        ("", true) => "weiß nicht".to_owned(),
        ("", false) => "don’t know".to_owned(),
        (label, _) => label.to_owned(),
    }
}

/// From where to where each part of a bar reaches, in shares: from zero on, or around it.
pub(crate) fn segments(shares: &[f64], arrangement: Arrangement) -> Vec<(f64, f64)> {
    let start = match arrangement {
        Arrangement::Full => 0.0,
        Arrangement::Diverging => -left_of_middle(shares),
    };
    let before = |place: usize| start + shares[..place].iter().sum::<f64>();
    shares.iter().enumerate().map(|(place, share)| (before(place), before(place) + share)).collect()
}

/// What lies left of the middle: all lower points, and half of the neutral one.
fn left_of_middle(shares: &[f64]) -> f64 {
    let half = shares.len() / 2;
    let neutral = if shares.len() % 2 == 1 { shares[half] / 2.0 } else { 0.0 };
    shares[..half].iter().sum::<f64>() + neutral
}

/// The same extent to both sides, a multiple of 10 %.
fn symmetric(lines: &[Line]) -> (f64, f64) {
    let sides = lines.iter().filter_map(|line| match &line.answer {
        Ok(Answer { told: Told::Rated { shares, .. }, .. }) => Some(left_of_middle(shares)),
        _ => None,
    });
    let furthest = sides.map(|left| left.max(1.0 - left)).fold(0.5, f64::max);
    let rounded = (furthest * 10.0 - 1e-9).ceil() / 10.0;
    (-rounded, rounded)
}

fn ticks(axis: &Axis, width: Width, arrangement: Arrangement, locale: Locale) -> Vec<(f64, String)> {
    let most = if width == Width::Wide { 6 } else { 4 };
    let values = match (arrangement, width) {
        (Arrangement::Full, Width::Wide) => vec![0.0, 0.25, 0.5, 0.75, 1.0],
        (Arrangement::Full, Width::Narrow) => vec![0.0, 0.5, 1.0],
        (Arrangement::Diverging, _) => axis.ticks(most),
    };
    values.into_iter().map(|value| (value, format::percent(value.abs(), 0, locale))).collect()
}
