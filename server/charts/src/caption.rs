//! What stands around a picture, and how picture, words and table become one figure.

use domain::{
    figure::{DataTable, Figure},
    format,
    guard::Guard,
    meaning::Role,
};

use crate::{
    Look,
    backend::Frame,
    canvas::{Align, Canvas, paint},
    ink::Ink,
    text,
    text::{LINE, Weight},
    words::{self, Absence},
};

/// What the caller knows about a figure; title and description are made from the data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Caption {
    /// Prefix of every id inside, unique on the page. Anything but letters, digits, `-` and `_` is dropped.
    pub id: String,
    /// Wording of the question.
    pub question: String,
    /// What the figures count: "Anteil der Betriebe in Prozent", "Personen pro Jahr". May be empty.
    pub unit: String,
    /// Who answered, as it reads after a number: "Auszubildende".
    pub population: String,
    /// One of them: "Antwort". Empty where there are never fewer than k.
    pub single: String,
    /// How many of those asked have answered, in words; may be empty.
    pub rate: String,
    /// Why no sum over all who answered is told; empty where it is.
    pub no_sums: String,
    /// First and last day of the fieldwork, ISO dates.
    pub field: Option<(String, String)>,
    /// Who asked; may be empty.
    pub source: String,
    /// Chooses the words of the title ("am wichtigsten"). A background question has no finding: its title is the question.
    pub role: Option<Role>,
    /// The smallest group that is shown.
    pub smallest: u64,
}

/// What a chart says in words.
pub(crate) struct Story {
    pub title: String,
    pub desc: String,
    pub base: Base,
    pub table: DataTable,
}

/// The numbers of respondents behind the rows of a chart: smallest and largest, none where all are hidden.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Base(pub Option<(u64, u64)>);

impl Base {
    pub(crate) fn of(ns: impl IntoIterator<Item = u64>) -> Base {
        ns.into_iter().fold(Base(None), |Base(sofar), n| match sofar {
            None => Base(Some((n, n))),
            Some((least, most)) => Base(Some((least.min(n), most.max(n)))),
        })
    }
}

/// The widths a figure is drawn in. The narrow one has a margin inside, which the CSS lets bleed into the page's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    Narrow,
    Wide,
}

impl Width {
    pub(crate) fn pixels(self) -> f64 {
        match self {
            Width::Narrow => 360.0,
            Width::Wide => 720.0,
        }
    }

    /// First and last usable pixel.
    pub(crate) fn inner(self) -> (f64, f64) {
        match self {
            Width::Narrow => (16.0, 344.0),
            Width::Wide => (0.0, 720.0),
        }
    }

    fn class(self) -> &'static str {
        match self {
            Width::Narrow => "narrow",
            Width::Wide => "wide",
        }
    }
}

/// A laid-out picture: its height is known before it is drawn.
pub(crate) struct Picture<'a> {
    pub height: f64,
    pub draw: Box<dyn Fn(&Canvas) + 'a>,
}

impl<'a> Picture<'a> {
    pub(crate) fn new(height: f64, draw: impl Fn(&Canvas) + 'a) -> Picture<'a> {
        Picture { height: height.ceil(), draw: Box::new(draw) }
    }
}

impl Caption {
    pub(crate) fn figure<'a>(&self, look: &Look, story: Story, picture: impl Fn(Width) -> Picture<'a>) -> Figure {
        let id = self.prefix();
        let title = text::clean(if self.is_neutral() { &self.question } else { &story.title });
        let svg = |width: Width| {
            let picture = picture(width);
            let frame = Frame {
                id: &format!("{id}-{}", &width.class()[..1]),
                class: width.class(),
                title: &title,
                desc: &story.desc,
                width: width.pixels(),
                height: picture.height,
                mode: look.mode,
            };
            paint(&frame, picture.draw)
        };
        Figure {
            svg_narrow: svg(Width::Narrow),
            svg_wide: svg(Width::Wide),
            subtitle: self.subtitle(),
            source: self.source_line(story.base, look),
            desc: story.desc,
            table: story.table,
            id,
            title,
        }
    }

    /// The figure of a result that is not there: says why in words, shows no number.
    pub(crate) fn absent(&self, look: &Look, absence: Absence, head: Vec<String>) -> Figure {
        let note = absence.note(look.locale);
        let mut cells = vec![self.question.clone()];
        cells.resize(head.len().max(2), absence.sign().to_owned());
        let story = Story {
            title: absence.title(look.locale).to_owned(),
            desc: absence.sentences(look.locale).to_owned(),
            base: Base(None),
            table: DataTable { head, rows: vec![cells] },
        };
        self.figure(look, story, |width| {
            let (left, right) = width.inner();
            let lines = text::wrap(note, right - left - 32.0, Weight::Regular);
            let height = lines.len() as f64 * LINE + 40.0;
            Picture::new(height, move |canvas| {
                canvas.group("absent", || {
                    canvas.bar(Ink::Paper, (left, right), (4.0, height - 4.0));
                    for y in [4.0, height - 4.0] {
                        canvas.line(Ink::Grid, 1.0, (left, y), (right, y));
                    }
                    canvas.lines(Ink::Muted, Align::Left, (left + 16.0, 20.0 + LINE / 2.0), &lines);
                });
            })
        })
    }

    /// A name that is safe in ids and URL fragments and starts with a letter.
    fn prefix(&self) -> String {
        let kept: String = self.id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        if kept.starts_with(|c: char| c.is_ascii_alphabetic()) { kept } else { format!("f{kept}") }
    }

    fn is_neutral(&self) -> bool {
        self.role == Some(Role::Background) && !self.question.is_empty()
    }

    fn subtitle(&self) -> String {
        if self.is_neutral() {
            return text::clean(&self.unit);
        }
        let question = text::clean(&self.question);
        match self.unit.as_str() {
            "" => question,
            unit => format!("{question} ({})", text::clean(unit)),
        }
    }

    fn source_line(&self, base: Base, look: &Look) -> String {
        let locale = look.locale;
        let n = base.0.map(|(least, most)| {
            let range = words::range(&format::count(least, locale), &format::count(most, locale), locale);
            let is_one = most == 1 && !self.single.is_empty();
            let unit = if is_one { &self.single } else { &self.population };
            format!("n = {range} {unit}").trim_end().to_owned()
        });
        let few =
            base.0.filter(|&(least, _)| !Guard::of(least).bears_interval()).map(|_| words::very_few(locale).to_owned());
        let field = self.field.as_ref().map(|(first, last)| words::days(first, last, locale));
        let rate = Some(self.rate.clone()).filter(|rate| !rate.is_empty());
        let source = Some(&self.source).filter(|s| !s.is_empty()).map(|s| words::source(s, locale));
        text::clean(&[n, few, rate, field, source].into_iter().flatten().collect::<Vec<_>>().join(" · "))
    }
}
