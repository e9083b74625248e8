//! Our own SVG backend for plotters: what plotters draws becomes markup that can be read out, restyled and printed.
//!
//! Coordinates arrive in tenths of a CSS pixel, because plotters counts in whole numbers; colours arrive as places in the
//! palette (`ink::Paint`). No `style=`, no size on the root but the viewBox, every id prefixed by the figure's.

use std::{convert::Infallible, fmt::Write, iter::Empty};

use plotters::element::{Drawable, PointCollection};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
    text_anchor::{HPos, VPos},
};

use crate::{
    Mode,
    ink::{HATCHES, Hatch, Ink, Paint},
    text::{self, MIDDLE, Weight},
};

/// Steps of the drawing per CSS pixel.
pub(crate) const SCALE: f64 = 10.0;

/// How every picture begins.
const OPENING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" ";

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// What stands around the drawing.
pub(crate) struct Frame<'a> {
    /// Unique on the page, also among the widths of one figure.
    pub id: &'a str,
    /// Narrow or wide, as a class for the container query.
    pub class: &'a str,
    pub title: &'a str,
    pub desc: &'a str,
    pub width: f64,
    pub height: f64,
    pub mode: Mode,
}

/// Collects the drawing and writes the document to `out` when it is presented.
pub(crate) struct Svg<'a> {
    out: &'a mut String,
    frame: &'a Frame<'a>,
    body: String,
    hatches: Vec<&'static Hatch>,
}

/// Opens a `<g>` with a class, or closes the last one: an element that draws nothing. Or what is drawn already.
pub(crate) enum Group<'a> {
    Open(&'a str),
    Dashed,
    /// With what a pointer is told that rests on it.
    Named {
        class: &'a str,
        name: &'a str,
    },
    Close,
    /// A finished picture of ours at its place and in its size, in pixels.
    Inside {
        svg: &'a str,
        at: (f64, f64),
        size: (f64, f64),
    },
}

impl<'a> Svg<'a> {
    pub(crate) fn new(out: &'a mut String, frame: &'a Frame<'a>) -> Svg<'a> {
        Svg { out, frame, body: String::new(), hatches: Vec::new() }
    }

    /// Writing to a string cannot fail.
    fn write(&mut self, markup: std::fmt::Arguments) {
        let _ = self.body.write_fmt(markup);
    }

    /// Attributes for a filled mark.
    fn fill(&mut self, color: BackendColor, hatched: bool) -> String {
        let paint = Paint::decode(color.rgb);
        let hatch = paint.ink.hatch().filter(|hatch| hatched && (paint.vague || self.shows(hatch)));
        let (class, hex) = (paint.ink.class(), paint.ink.hex());
        let Some(hatch) = hatch else {
            return match self.frame.mode {
                Mode::Web => format!("class=\"{class}\""),
                Mode::Print => format!("fill=\"{hex}\""),
            };
        };
        if !self.hatches.contains(&hatch) {
            self.hatches.push(hatch);
        }
        let fill = format!("fill=\"url(#{}-{})\"", self.frame.id, hatch.id);
        match self.frame.mode {
            // On screen the site's CSS fills `.hatched` plainly; in print and forced colours the attribute stands.
            Mode::Web if !paint.vague => format!("class=\"{class} hatched\" {fill}"),
            Mode::Web => format!("class=\"{class}\" {fill}"),
            Mode::Print => fill,
        }
    }

    fn shows(&self, hatch: &Hatch) -> bool {
        self.frame.mode == Mode::Web || hatch.in_print
    }

    /// Attributes for an outlined mark.
    fn stroke<S: BackendStyle>(&self, style: &S) -> String {
        let ink = Paint::decode(style.color().rgb).ink;
        let width = px(i32::try_from(style.stroke_width()).unwrap_or(i32::MAX));
        match self.frame.mode {
            Mode::Web => {
                format!("class=\"{}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{width}\"", ink.class())
            }
            Mode::Print => format!("fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"", ink.hex()),
        }
    }

    fn text_ink(&self, color: BackendColor) -> String {
        let Paint { ink, halo, .. } = Paint::decode(color.rgb);
        match (self.frame.mode, halo) {
            (Mode::Web, None) => format!("class=\"{}\"", ink.class()),
            (Mode::Web, Some(halo)) => format!("class=\"{} halo-{}\"", ink.class(), halo.name()),
            (Mode::Print, None) => format!("fill=\"{}\"", ink.hex()),
            (Mode::Print, Some(halo)) => format!(
                "fill=\"{}\" paint-order=\"stroke\" stroke=\"{}\" stroke-width=\"4\" stroke-linejoin=\"round\"",
                ink.hex(),
                halo.hex()
            ),
        }
    }

    fn definitions(&self) -> String {
        let patterns: String = HATCHES.iter().filter(|h| self.hatches.contains(h)).map(|h| self.pattern(h)).collect();
        if patterns.is_empty() { patterns } else { format!("<defs>{patterns}</defs>\n") }
    }

    fn pattern(&self, hatch: &Hatch) -> String {
        let (id, period, angle) = (self.frame.id, hatch.period, hatch.angle);
        let (ground, line) = match self.frame.mode {
            Mode::Web => (format!("class=\"{}\"", hatch.ground.class()), "class=\"c-hatch\"".to_owned()),
            Mode::Print => (format!("fill=\"{}\"", hatch.ground.hex()), format!("fill=\"{}\"", Ink::Paper.hex())),
        };
        format!(
            "<pattern id=\"{id}-{}\" class=\"{}\" width=\"{period}\" height=\"{period}\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate({angle})\"><rect width=\"{period}\" height=\"{period}\" {ground}/>\
             <rect width=\"1\" height=\"{period}\" {line}/></pattern>",
            hatch.id, hatch.id
        )
    }
}

impl DrawingBackend for Svg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.frame.width * SCALE) as u32, (self.frame.height * SCALE) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        let Frame { id, class, title, desc, width, height, mode } = *self.frame;
        let color = match mode {
            Mode::Web => " fill=\"currentColor\"",
            Mode::Print => "",
        };
        let (title, desc) = (escape(title), escape(desc));
        let (definitions, body) = (self.definitions(), &self.body);
        self.out.push_str(&format!(
            "{OPENING}class=\"chart {class}\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"{id}-t {id}-d\" font-family=\"'Source Sans 3', sans-serif\" \
             font-size=\"13\"{color}>\n<title id=\"{id}-t\">{title}</title>\n<desc id=\"{id}-d\">{desc}</desc>\n\
             {definitions}{body}</svg>\n"
        ));
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let ink = if fill { self.fill(style.color(), true) } else { self.stroke(style) };
        let (x, y, width, height) = (px(from.0), px(from.1), px(to.0 - from.0), px(to.1 - from.1));
        self.write(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {ink}/>\n"));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (d, ink) = (line(path), self.stroke(style));
        self.write(format_args!("<path d=\"{d}\" {ink}/>\n"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let ink = if fill { self.fill(style.color(), false) } else { self.stroke(style) };
        let (x, y, r) = (px(center.0), px(center.1), px(i32::try_from(radius).unwrap_or(i32::MAX)));
        self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {ink}/>\n"));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (d, ink) = (line(path), self.fill(style.color(), false));
        self.write(format_args!("<path d=\"{d}Z\" {ink}/>\n"));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let size = style.size() / SCALE;
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let down = match style.anchor().v_pos {
            VPos::Top => 2.0 * MIDDLE,
            VPos::Center => MIDDLE,
            VPos::Bottom => 0.0,
        };
        let weight = if is_bold(style) { " font-weight=\"600\"" } else { "" };
        let larger = if size == text::SIZE { String::new() } else { format!(" font-size=\"{size}\"") };
        let (x, y) = (px(at.0), px(at.1 + (down * style.size()).round() as i32));
        let (ink, text) = (self.text_ink(style.color()), escape(text));
        self.write(format_args!("<text x=\"{x}\" y=\"{y}\"{anchor}{weight}{larger} {ink}>{text}</text>\n"));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let weight = if is_bold(style) { Weight::Semibold } else { Weight::Regular };
        Ok((text::width(text, style.size(), weight).ceil() as u32, style.size().ceil() as u32))
    }
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Group<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = Empty<&'a BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        std::iter::empty()
    }
}

impl Drawable<Svg<'_>> for Group<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(&self, _: I, svg: &mut Svg<'_>, _: (u32, u32)) -> Drawn {
        match self {
            Group::Open(class) => svg.write(format_args!("<g class=\"{}\">\n", escape(class))),
            Group::Dashed => svg.write(format_args!("<g stroke-dasharray=\"4 4\">\n")),
            Group::Named { class, name } => {
                svg.write(format_args!("<g class=\"{}\">\n<title>{}</title>\n", escape(class), escape(name)));
            }
            Group::Close => svg.write(format_args!("</g>\n")),
            Group::Inside { svg: drawn, at: (x, y), size: (width, height) } => {
                if let Some(rest) = drawn.strip_prefix(OPENING) {
                    svg.write(format_args!("<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {rest}"));
                }
            }
        }
        Ok(())
    }
}

fn is_bold<T: BackendTextStyle>(style: &T) -> bool {
    matches!(style.style(), FontStyle::Bold)
}

/// Tenths of a pixel as a decimal number without a trailing zero.
fn px(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

fn line(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<String> = path.into_iter().map(|(x, y)| format!("{} {}", px(x), px(y))).collect();
    format!("M{}", points.join("L"))
}

/// Text for XML content and attribute values, in one line and without control characters.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text::clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}
