//! A figure as a sheet that stands by itself: a picture that is downloaded goes its way without the page, so what stands
//! around it there stands in it.

use domain::figure::Figure;

use crate::{
    Mode,
    backend::Frame,
    canvas::{Align, Canvas, paint},
    caption::Width,
    ink::Ink,
    text::{self, LINE, SIZE, Weight},
};

const MARGIN: f64 = 24.0;
const TITLE: f64 = 20.0;
const TITLE_LINE: f64 = 26.0;
/// Between heading, picture and source.
const GAP: f64 = 12.0;

/// The wide picture below its title and question, above n, dates and source, on white. For figures that were drawn for
/// print: nothing outside gives the sheet its colours.
pub fn sheet(figure: &Figure) -> String {
    let width = Width::Wide.pixels();
    let height = height_of(&figure.svg_wide);
    let lines = |text: &str| if text.is_empty() { vec![] } else { text::wrap(text, width, Weight::Regular) };
    // As wide as the picture at its own size.
    let title = text::wrap(&figure.title, width * SIZE / TITLE, Weight::Semibold);
    let (subtitle, source) = (lines(&figure.subtitle), lines(&figure.source));
    let below_title = MARGIN + title.len() as f64 * TITLE_LINE;
    let top = below_title + subtitle.len() as f64 * LINE + GAP;
    let bottom = top + height + GAP;
    let frame = Frame {
        id: &format!("{}-s", figure.id),
        class: "sheet",
        title: &figure.title,
        desc: &figure.desc,
        width: width + 2.0 * MARGIN,
        height: (bottom + source.len() as f64 * LINE + MARGIN).ceil(),
        mode: Mode::Print,
    };
    paint(&frame, |canvas| {
        canvas.bar(Ink::Paper, (0.0, frame.width), (0.0, frame.height));
        canvas.group("heading", || draw_heading(canvas, &title, &subtitle, below_title));
        canvas.inside(&figure.svg_wide, (MARGIN, top), (width, height));
        canvas.group("source", || {
            canvas.lines(Ink::Muted, Align::Left, (MARGIN, bottom + LINE / 2.0), &source);
        });
    })
}

fn draw_heading(canvas: &Canvas, title: &[String], subtitle: &[String], below_title: f64) {
    for (row, line) in title.iter().enumerate() {
        let middle = MARGIN + (row as f64 + 0.5) * TITLE_LINE - 2.0;
        canvas.write(Ink::Text.into(), (TITLE, Weight::Semibold), Align::Left, (MARGIN, middle), line);
    }
    canvas.lines(Ink::Muted, Align::Left, (MARGIN, below_title + LINE / 2.0), subtitle);
}

/// As the view box of a picture says, which begins at 0 and is as wide as [`Width::Wide`]; 0 for anything else.
fn height_of(svg: &str) -> f64 {
    let opening = format!("viewBox=\"0 0 {} ", Width::Wide.pixels());
    let height = svg.split_once(&opening).and_then(|(_, rest)| rest.split_once('"'));
    height.and_then(|(height, _)| height.parse().ok()).unwrap_or_default()
}
