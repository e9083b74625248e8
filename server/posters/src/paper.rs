//! Pages in one language, tagged while they are drawn.

use std::num::NonZeroU16;

use krilla::{
    Document, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagKind, TagTree},
    text::TextDirection,
};

use crate::{
    Fault,
    fonts::Weight,
    qr::{QUIET, Qr},
};

/// Points in a millimetre.
pub const MM: f32 = 72.0 / 25.4;

/// From one line to the next, in sizes of the font.
pub const LEADING: f32 = 1.2;

pub type Colour = (u8, u8, u8);

pub const BLACK: Colour = (0, 0, 0);
pub const INK: Colour = (0x16, 0x23, 0x2b);
pub const MUTED: Colour = (0x52, 0x61, 0x6b);
pub const PETROL: Colour = (0x0b, 0x4f, 0x5c);

#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub weight: Weight,
    pub size: f32,
    pub colour: Colour,
}

impl Style {
    pub fn new(weight: Weight, size: f32, colour: Colour) -> Style {
        Style { weight, size, colour }
    }
}

pub struct Paper {
    document: Document,
    tree: TagTree,
    lang: &'static str,
}

impl Paper {
    pub fn new(lang: &'static str) -> Result<Paper, Fault> {
        let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
        let configuration = configuration.map_err(|error| Fault::Pdf(format!("{error:?}")))?;
        let settings = SerializeSettings { enable_tagging: true, configuration, ..SerializeSettings::default() };
        Ok(Paper { document: Document::new_with(settings), tree: TagTree::new(), lang })
    }

    /// One more page; sizes are in points.
    pub fn page(
        &mut self,
        (width, height): (f32, f32),
        draw: impl FnOnce(&mut Pen<'_>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let settings = PageSettings::from_wh(width, height).ok_or_else(|| Fault::Pdf("no page".to_owned()))?;
        let mut page = self.document.start_page_with(settings);
        let mut pen = Pen { surface: page.surface(), tree: &mut self.tree, lang: self.lang };
        // What is dropped is finished.
        draw(&mut pen)
    }

    pub fn finish(self, title: &str, author: &str) -> Result<Vec<u8>, Fault> {
        let Paper { mut document, tree, lang } = self;
        let mut outline = Outline::new();
        outline.push_child(OutlineNode::new(title.to_owned(), XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
        document.set_outline(outline);
        document.set_tag_tree(tree.with_lang(Some(lang.to_owned())));
        let metadata = Metadata::new().title(title.to_owned()).language(lang.to_owned());
        document.set_metadata(metadata.authors(vec![author.to_owned()]));
        document.finish().map_err(|error| Fault::Pdf(format!("{error:?}")))
    }
}

pub struct Pen<'a> {
    surface: Surface<'a>,
    tree: &'a mut TagTree,
    lang: &'static str,
}

impl Pen<'_> {
    /// What was drawn takes its place in the order in which it is read out.
    pub fn place(&mut self, group: TagGroup) {
        self.tree.push(group);
    }

    /// Rectangles of x, y, width and height that say nothing.
    pub fn ornament(&mut self, rectangles: &[(f32, f32, f32, f32)], colour: Colour) {
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        self.rectangles(rectangles.iter().copied(), colour);
        self.surface.end_tagged();
    }

    /// Said once already on the page before.
    pub fn running_head(&mut self, text: &str, style: Style, (x, y): (f32, f32)) -> Result<(), Fault> {
        let font = style.weight.font()?;
        self.fill(style.colour);
        self.surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
        let at = Point::from_xy(x, y + style.size * LEADING);
        self.surface.draw_text(at, font, style.size, text, false, TextDirection::LeftToRight);
        self.surface.end_tagged();
        Ok(())
    }

    pub fn heading(&mut self, title: &str, lines: &[String], style: Style, at: (f32, f32)) -> Result<TagGroup, Fault> {
        self.write(Tag::Hn(NonZeroU16::MIN, Some(title.to_owned())), lines, style, at)
    }

    pub fn paragraph(&mut self, lines: &[String], style: Style, at: (f32, f32)) -> Result<TagGroup, Fault> {
        self.write(Tag::P, lines, style, at)
    }

    /// Lines from `y` downwards.
    fn write(
        &mut self,
        tag: impl Into<TagKind>,
        lines: &[String],
        style: Style,
        (x, y): (f32, f32),
    ) -> Result<TagGroup, Fault> {
        let mut group = TagGroup::new(tag);
        let font = style.weight.font()?;
        self.fill(style.colour);
        let mut base = y;
        for line in lines {
            base += style.size * LEADING;
            let span = SpanTag::empty().with_lang(Some(self.lang));
            group.push(self.surface.start_tagged(ContentTag::Span(span)));
            // N.B. One direction throughout: the font has no letters that run the other way.
            let at = Point::from_xy(x, base);
            self.surface.draw_text(at, font.clone(), style.size, line, false, TextDirection::LeftToRight);
            self.surface.end_tagged();
        }
        Ok(group)
    }

    /// A code of this side, without its quiet zone, which begins at `x` and `y`.
    pub fn code(&mut self, qr: &Qr, side: f32, (x, y): (f32, f32), alt: &str) -> TagGroup {
        let module = side / qr.size() as f32;
        let quiet = QUIET as f32 * module;
        let mut group = TagGroup::new(Tag::Figure(Some(alt.to_owned())));
        group.push(self.surface.start_tagged(ContentTag::Other));
        let bars = qr.bars().into_iter().map(|(column, row, length)| {
            let (left, top) = (x + quiet + column as f32 * module, y + quiet + row as f32 * module);
            (left, top, length as f32 * module, module)
        });
        self.rectangles(bars, BLACK);
        self.surface.end_tagged();
        group
    }

    fn fill(&mut self, (red, green, blue): Colour) {
        let paint = rgb::Color::new(red, green, blue).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::NonZero }));
    }

    /// In one path, so that no seam shows between neighbours.
    fn rectangles(&mut self, rectangles: impl Iterator<Item = (f32, f32, f32, f32)>, colour: Colour) {
        let mut path = PathBuilder::new();
        for (x, y, width, height) in rectangles {
            if let Some(rectangle) = Rect::from_xywh(x, y, width, height) {
                path.push_rect(rectangle);
            }
        }
        if let Some(path) = path.finish() {
            self.fill(colour);
            self.surface.draw_path(&path);
        }
    }
}
