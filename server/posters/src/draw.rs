//! The poster on the page, from top to bottom.

use std::num::NonZeroU16;

use domain::Locale;
use krilla::{
    Document, SerializeSettings,
    color::rgb,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::{Fill, FillRule},
    num::NormalizedF32,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree},
    text::TextDirection,
};

use crate::{
    Fault, Format, Poster,
    fonts::{Weight, lines},
    qr,
    words::words,
};

const INK: (u8, u8, u8) = (0x16, 0x23, 0x2b);
const MUTED: (u8, u8, u8) = (0x52, 0x61, 0x6b);
const PETROL: (u8, u8, u8) = (0x0b, 0x4f, 0x5c);

/// Points in a millimetre.
const MM: f32 = 72.0 / 25.4;

/// Sizes in points.
struct Plan {
    width: f32,
    height: f32,
    margin: f32,
    band: f32,
    /// Sizes the title is tried in, and how many lines it may have.
    titles: &'static [f32],
    most_lines: usize,
    lead: f32,
    text: f32,
    typed: f32,
    small: f32,
    /// Side of the code with its quiet zone.
    code: f32,
}

impl Plan {
    fn of(format: Format) -> Plan {
        match format {
            Format::A4 => Plan {
                width: 210.0 * MM,
                height: 297.0 * MM,
                margin: 20.0 * MM,
                band: 8.0 * MM,
                titles: &[48.0, 40.0, 34.0, 28.0, 22.0],
                most_lines: 4,
                lead: 20.0,
                text: 16.0,
                typed: 26.0,
                small: 12.0,
                code: 100.0 * MM,
            },
            Format::A6 => Plan {
                width: 105.0 * MM,
                height: 148.0 * MM,
                margin: 9.0 * MM,
                band: 4.0 * MM,
                titles: &[22.0, 19.0, 16.0, 13.0],
                most_lines: 4,
                lead: 11.0,
                text: 9.5,
                typed: 14.0,
                small: 8.0,
                // 37 modules and twice the quiet zone: the code itself has more than 3 cm.
                code: 48.0 * MM,
            },
        }
    }
}

pub fn draw(poster: &Poster<'_>) -> Result<Vec<u8>, Fault> {
    let (plan, words) = (Plan::of(poster.format), words(poster.locale, poster.minutes));
    let modules = qr::modules(poster.link)?;
    let settings = SerializeSettings { enable_tagging: true, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let page_settings = PageSettings::from_wh(plan.width, plan.height).ok_or_else(|| Fault::Pdf("no page".to_owned()))?;
    let title = readable(poster.title, Weight::Semibold);
    let mut page = document.start_page_with(page_settings);
    let mut pen = Pen { surface: page.surface(), plan: &plan, y: plan.margin, tree: TagTree::new(), locale: poster.locale };
    pen.band();
    pen.y += plan.band;
    pen.paragraph(poster.organisation, Weight::Semibold, plan.text, PETROL)?;
    pen.y += plan.text;
    pen.title(&title)?;
    pen.y += plan.lead * 0.4;
    pen.paragraph(&words.lead, Weight::Regular, plan.lead, INK)?;
    // What is left between lead and foot belongs to the code and the address below it.
    let below = plan.text * 1.4 + plan.typed * 1.5;
    let foot = plan.height - plan.margin - plan.small;
    let room = (foot - pen.y - below - plan.small).min(plan.code);
    pen.y = (foot - below - room - plan.small * 1.5).max(pen.y);
    pen.code(&modules, room, words.code);
    pen.y += room;
    pen.paragraph(words.scan, Weight::Regular, plan.text, INK)?;
    pen.paragraph(poster.typed, Weight::Semibold, typed_size(poster, &plan), PETROL)?;
    pen.y = foot;
    pen.paragraph(poster.contact, Weight::Regular, plan.small, MUTED)?;
    let Pen { surface, tree, .. } = pen;
    surface.finish();
    page.finish();
    let lang = poster.locale.lang().to_owned();
    document.set_tag_tree(tree.with_lang(Some(lang.clone())));
    document.set_metadata(Metadata::new().title(title).language(lang).authors(vec![poster.organisation.to_owned()]));
    document.finish().map_err(|error| Fault::Pdf(format!("{error:?}")))
}

/// The address stands on one line if it can.
fn typed_size(poster: &Poster<'_>, plan: &Plan) -> f32 {
    let most = plan.width - 2.0 * plan.margin;
    let wide = Weight::Semibold.width(poster.typed, plan.typed);
    if wide <= most { plan.typed } else { (plan.typed * most / wide).max(plan.text) }
}

/// Letters that the font has; a poster with boxes in it helps nobody.
fn readable(text: &str, weight: Weight) -> String {
    let letters = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter });
    letters.filter(|letter| weight.has(*letter) && !letter.is_control()).collect::<String>().trim().to_owned()
}

struct Pen<'a, 'p> {
    surface: Surface<'a>,
    plan: &'p Plan,
    y: f32,
    tree: TagTree,
    locale: Locale,
}

impl Pen<'_, '_> {
    fn colour(&mut self, (red, green, blue): (u8, u8, u8)) {
        let fill = Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero };
        self.surface.set_fill(Some(fill));
    }

    /// Petrol across the head of the page.
    fn band(&mut self) {
        self.colour(PETROL);
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.squares(std::iter::once((0.0, 0.0, self.plan.width, self.plan.band)));
        self.surface.end_tagged();
    }

    fn squares(&mut self, squares: impl Iterator<Item = (f32, f32, f32, f32)>) {
        let mut path = PathBuilder::new();
        for (x, y, width, height) in squares {
            if let Some(rect) = Rect::from_xywh(x, y, width, height) {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.surface.draw_path(&path);
        }
    }

    fn title(&mut self, title: &str) -> Result<(), Fault> {
        let most = self.plan.width - 2.0 * self.plan.margin;
        let whole = |size: f32| {
            let longest = title.split_whitespace().map(|word| Weight::Semibold.width(word, size)).fold(0.0, f32::max);
            longest <= most && lines(title, Weight::Semibold, size, most).len() <= self.plan.most_lines
        };
        let smallest = self.plan.titles.last().copied().unwrap_or(self.plan.text);
        let size = self.plan.titles.iter().copied().find(|size| whole(*size)).unwrap_or(smallest);
        let mut lines = lines(title, Weight::Semibold, size, most);
        // A title of a novel's length ends in dots; the survey's first page has all of it.
        if lines.len() > self.plan.most_lines + 1 {
            lines.truncate(self.plan.most_lines + 1);
            if let Some(last) = lines.last_mut() {
                last.push('…');
            }
        }
        let heading = Tag::Hn(NonZeroU16::MIN, Some(title.to_owned()));
        let mut group = TagGroup::new(heading);
        self.write(&lines, Weight::Semibold, size, INK, &mut group)?;
        self.tree.push(group);
        Ok(())
    }

    fn paragraph(&mut self, text: &str, weight: Weight, size: f32, colour: (u8, u8, u8)) -> Result<(), Fault> {
        let text = readable(text, weight);
        let lines = lines(&text, weight, size, self.plan.width - 2.0 * self.plan.margin);
        let mut group = TagGroup::new(Tag::P);
        self.write(&lines, weight, size, colour, &mut group)?;
        self.tree.push(group);
        Ok(())
    }

    fn write(
        &mut self,
        lines: &[String],
        weight: Weight,
        size: f32,
        colour: (u8, u8, u8),
        group: &mut TagGroup,
    ) -> Result<(), Fault> {
        let font = weight.font()?;
        self.colour(colour);
        for line in lines.iter().filter(|line| !line.is_empty()) {
            self.y += size * 1.2;
            let span = SpanTag { lang: Some(self.locale.lang()), ..SpanTag::empty() };
            group.push(self.surface.start_tagged(ContentTag::Span(span)));
            let at = Point::from_xy(self.plan.margin, self.y);
            self.surface.draw_text(at, font.clone(), size, line, false, TextDirection::Auto);
            self.surface.end_tagged();
        }
        Ok(())
    }

    fn code(&mut self, modules: &[Vec<bool>], side: f32, alt: &str) {
        let module = side / (modules.len() + 2 * qr::QUIET) as f32;
        // The code stands flush with the text; the white at its left is the margin's, which is wider.
        let (left, top) = (self.plan.margin, self.y + qr::QUIET as f32 * module);
        self.colour((0, 0, 0));
        let mut group = TagGroup::new(Tag::Figure(Some(alt.to_owned())));
        group.push(self.surface.start_tagged(ContentTag::Other));
        let dark = modules.iter().enumerate().flat_map(|(row, line)| {
            line.iter().enumerate().filter(|(_, dark)| **dark).map(move |(column, _)| (row, column))
        });
        let squares: Vec<_> = dark
            .map(|(row, column)| (left + column as f32 * module, top + row as f32 * module, module, module))
            .collect();
        self.squares(squares.into_iter());
        self.surface.end_tagged();
        self.tree.push(group);
    }
}
