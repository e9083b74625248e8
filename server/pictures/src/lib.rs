//! Drawings as picture files: SVG in, PNG out. The only crate that knows resvg.
//!
//! Letters come from the two weights of Source Sans 3 that `charts` measures its texts with, and from nowhere else: no
//! font of the system is looked at and nothing is loaded from an address, so that the same drawing is the same picture on
//! every machine.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{
        ImageHrefResolver, Options, Tree,
        fontdb::{Database, Source},
    },
};

/// Pixels of the picture per pixel of the drawing: sharp in a document and on a dense screen.
const SCALE: f32 = 2.0;
/// A drawing that would have more pixels gets fewer of them per pixel of its own: 64 MB while it is made.
const MOST_PIXELS: f32 = 16_000_000.0;
const FAMILY: &str = "Source Sans 3";

static LETTERS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut letters = Database::new();
    for font in [posters::REGULAR, posters::SEMIBOLD] {
        letters.load_font_source(Source::Binary(Arc::new(font)));
    }
    letters.set_sans_serif_family(FAMILY);
    Arc::new(letters)
});

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the drawing cannot be read: {0}")]
    Drawing(String),
    #[error("the picture cannot be written: {0}")]
    Picture(String),
}

/// The drawing on white, twice as large as its view box says, or smaller where that would be too large a picture.
///
/// # Errors
/// When `svg` is no SVG.
pub fn png(svg: &str) -> Result<Vec<u8>, Fault> {
    draw(svg, &LETTERS)
}

fn draw(svg: &str, letters: &Arc<Database>) -> Result<Vec<u8>, Fault> {
    let tree = Tree::from_str(svg, &options(letters)).map_err(|error| Fault::Drawing(error.to_string()))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = SCALE.min((MOST_PIXELS / (width * height)).sqrt());
    let pixels = |length: f32| ((length * scale).round() as u32).max(1);
    let picture = Pixmap::new(pixels(width), pixels(height));
    let mut picture = picture.ok_or_else(|| Fault::Picture(format!("{width} by {height} is too large")))?;
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| Fault::Picture(error.to_string()))
}

/// Our letters, and no pictures from elsewhere: a drawing of ours holds none.
fn options(letters: &Arc<Database>) -> Options<'static> {
    Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(letters),
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(height: u32, inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 {height}\" font-family=\"'Source Sans 3', \
             sans-serif\" font-size=\"13\">{inside}</svg>"
        )
    }

    fn decoded(png: &[u8]) -> Pixmap {
        Pixmap::decode_png(png).expect("a PNG")
    }

    fn darkest(picture: &Pixmap) -> u8 {
        picture.pixels().iter().map(|pixel| pixel.red()).min().expect("pixels")
    }

    #[test]
    fn a_drawing_is_twice_as_large_and_on_white() {
        let picture =
            decoded(&png(&drawing(40, "<rect x=\"50\" width=\"50\" height=\"40\" fill=\"#0B4F5C\"/>")).unwrap());
        assert_eq!((picture.width(), picture.height()), (200, 80));
        let rgba = |x, y| {
            let pixel = picture.pixel(x, y).expect("inside");
            [pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()]
        };
        assert_eq!(rgba(20, 40), [255, 255, 255, 255]);
        assert_eq!(rgba(180, 40), [0x0b, 0x4f, 0x5c, 255]);
    }

    #[test]
    fn letters_are_drawn_in_both_weights_and_are_ours() {
        let text =
            |weight: u32| drawing(40, &format!("<text x=\"4\" y=\"20\" font-weight=\"{weight}\">Größe, 5 %</text>"));
        let none = Arc::new(Database::new());
        for weight in [400, 600] {
            let (with, without) = (png(&text(weight)).unwrap(), draw(&text(weight), &none).unwrap());
            assert_eq!(darkest(&decoded(&without)), 255, "without a font there is nothing to see");
            assert!(darkest(&decoded(&with)) < 40, "letters are black");
            assert_eq!(png(&text(weight)).unwrap(), with, "the same drawing is the same file");
        }
        assert_ne!(png(&text(400)).unwrap(), png(&text(600)).unwrap());
        assert_eq!(LETTERS.len(), 2);
    }

    #[test]
    fn a_picture_stays_within_its_bounds() {
        let picture = decoded(&png(&drawing(400_000, "<rect width=\"9\" height=\"9\"/>")).unwrap());
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        assert!(width * height < 1.05 * f64::from(MOST_PIXELS), "{width} by {height}");
        assert!((height / width / 4000.0 - 1.0).abs() < 0.02, "{width} by {height}");
    }

    #[test]
    fn what_is_no_drawing_is_refused_and_nothing_is_fetched() {
        for wrong in ["", "<svg", "<p>no</p>"] {
            assert!(matches!(png(wrong), Err(Fault::Drawing(_))), "{wrong}");
        }
        let dot = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA5IDkiPjxyZWN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz48L3N2Zz4=";
        for href in [dot, "file:///etc/hostname", "https://example.org/a.png"] {
            let image = drawing(40, &format!("<image href=\"{href}\" width=\"40\" height=\"40\"/>"));
            assert_eq!(darkest(&decoded(&png(&image).unwrap())), 255, "{href}");
        }
    }
}
