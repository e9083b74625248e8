//! L01: Heiberger & Robbins (2014), J. Stat. Software 57(5): the numbers that are drawn, and the bars measured as they are.

use std::collections::BTreeMap;

use domain::report::{QuestionResult, Shape};
use roxmltree::{Document, Node};

use crate::{Arrangement, likert, likert::plot, samples::*};

/// That of the reference case, in per cent.
const TOLERANCE: f64 = 1e-4;
/// Half a step of the drawing (a tenth of a pixel), in per cent of a bar a few hundred pixels long, twice.
const TOLERANCE_DRAWN: f64 = 0.06;

struct Row {
    counts: [u64; 5],
    left: f64,
    right: f64,
    disagree: f64,
    neutral: f64,
    agree: f64,
}

impl Row {
    /// Fails where one of the figures, in per cent, is further from the reference than that.
    fn hold(&self, figures: [(&str, f64); 5], tolerance: f64) {
        let expected = [self.left, self.right, self.disagree, self.neutral, self.agree];
        for ((name, figure), expected) in figures.into_iter().zip(expected) {
            assert!((figure - expected).abs() < tolerance, "{:?} {name}: {figure}, not {expected}", self.counts);
        }
    }
}

/// Numbers only; questions stand in quotes or at the start.
fn reference() -> Vec<Row> {
    // Some labels go on for several lines.
    let counts = include_str!("reference/L01_profchal.csv")
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    let expected = include_str!("reference/L01_profchal_expected.csv").lines().skip(1);
    let row = |(counts, expected): (&str, &str)| {
        let counts: Vec<u64> = counts.split(',').take(5).map(|count| count.parse().expect("a count")).collect();
        let figures: Vec<f64> = expected.rsplit(',').take(5).map(|figure| figure.parse().expect("a figure")).collect();
        let [agree, neutral, disagree, right, left] = figures.try_into().expect("five figures");
        Row { counts: counts.try_into().expect("five points"), left, right, disagree, neutral, agree }
    };
    counts.zip(expected).map(row).collect()
}

/// Left and right ends of the segments of each row, by its height on the page; one list per scale point.
fn segments(svg: &str) -> BTreeMap<i64, Vec<(usize, f64, f64)>> {
    let document = Document::parse(svg).expect("markup");
    let number =
        |node: &Node, name: &str| node.attribute(name).and_then(|text| text.parse::<f64>().ok()).expect("a number");
    let mut rows: BTreeMap<i64, Vec<(usize, f64, f64)>> = BTreeMap::new();
    for point in 1..=5 {
        let class = format!("series s-{point}");
        let group = document.descendants().find(|node| node.attribute("class") == Some(class.as_str())).expect("drawn");
        for bar in group.children().filter(|node| node.has_tag_name("rect")) {
            let (x, width) = (number(&bar, "x"), number(&bar, "width"));
            // Half a pixel of air at both sides.
            let y = (10.0 * number(&bar, "y")) as i64;
            rows.entry(y).or_default().push((point, x - 0.5, x + width + 0.5));
        }
    }
    rows
}

#[test]
fn the_numbers_of_diverging_bars_are_those_of_the_reference() {
    for row in &reference() {
        let n = row.counts.iter().sum::<u64>() as f64;
        let parts = plot::segments(&row.counts.map(|count| count as f64 / n), Arrangement::Diverging);
        let reach = |first: usize, last: usize| 100.0 * (parts[last].1 - parts[first].0);
        let figures = [
            ("left", -100.0 * parts[0].0),
            ("right", 100.0 * parts[4].1),
            ("disagree", reach(0, 1)),
            ("neutral", reach(2, 2)),
            ("agree", reach(3, 4)),
        ];
        row.hold(figures, TOLERANCE);
    }
}

#[test]
fn diverging_bars_of_the_reference_as_drawn() {
    let reference = reference();
    assert_eq!(reference.len(), 16);
    for row in &reference {
        // Bars hang on one middle: beside a row with nothing but neutral answers, whose middle it is, each can be measured.
        let rows: Vec<QuestionResult> = [row.counts, [0, 0, 1000, 0, 0]]
            .into_iter()
            .enumerate()
            .map(|(at, counts)| {
                let n = counts.iter().sum();
                question(at, distribution(n, 0, Shape::Rating(rating(counts))))
            })
            .collect();
        let n = row.counts.iter().sum::<u64>() as f64;
        let figure = likert::plain(&caption("l01"), &scale(), &rows, &factor, Arrangement::Diverging, &LOOKS[0]);
        let drawn = segments(&figure.svg_wide);
        let (bar, middle) = match drawn.values().collect::<Vec<_>>().as_slice() {
            [a, b] if b.len() == 1 => (*a, *b),
            [a, b] => (*b, *a),
            other => panic!("{} rows", other.len()),
        };
        let (zero, unit) = ((middle[0].1 + middle[0].2) / 2.0, middle[0].2 - middle[0].1);
        let per_cent = |pixels: f64| 100.0 * pixels / unit;
        // What is narrower than the air between segments is not drawn, but keeps its place.
        let missing = |point: usize| match bar.iter().any(|(drawn, ..)| *drawn == point) {
            true => 0.0,
            false => 100.0 * row.counts[point - 1] as f64 / n,
        };
        let reach = |points: std::ops::RangeInclusive<usize>| -> f64 {
            let drawn = bar.iter().filter(|(point, ..)| points.contains(point)).map(|(_, from, to)| to - from);
            per_cent(drawn.sum()) + points.map(missing).sum::<f64>()
        };
        let start = bar.iter().map(|(_, from, _)| *from).fold(f64::INFINITY, f64::min);
        let end = bar.iter().map(|(.., to)| *to).fold(f64::NEG_INFINITY, f64::max);
        let figures = [
            ("left", per_cent(zero - start) + missing(1)),
            ("right", per_cent(end - zero) + missing(5)),
            ("disagree", reach(1..=2)),
            ("neutral", reach(3..=3)),
            ("agree", reach(4..=5)),
        ];
        row.hold(figures, TOLERANCE_DRAWN);
    }
}
