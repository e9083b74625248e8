//! Rules of the markup: well-formed, accessible, within its frame, no text on another; its words those of its table.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use super::{gallery::figures, told::assert_told};
use crate::{Figure, Look, Mode, placement::Rect, samples::LOOKS, text, text::Weight};

/// Fails with the reason if a figure breaks a rule that all must keep.
pub(super) fn assert_sound(figure: &Figure, look: &Look) {
    assert!(!figure.title.is_empty() && !figure.desc.is_empty() && !figure.table.rows.is_empty());
    for row in &figure.table.rows {
        assert_eq!(row.len(), figure.table.head.len(), "{row:?} under {:?}", figure.table.head);
    }
    assert_told(figure);
    let ids = [&figure.svg_narrow, &figure.svg_wide].map(|svg| assert_sound_svg(svg, figure, look));
    assert!(ids[0].is_disjoint(&ids[1]), "the two widths share ids");
    if look.mode == Mode::Print {
        assert_sound_sheet(figure);
    }
}

/// The sheet says what stands around the picture, holds all of it, and nothing lies on it.
fn assert_sound_sheet(figure: &Figure) {
    let sheet = crate::sheet(figure);
    let document = Document::parse(&sheet).unwrap_or_else(|error| panic!("{error}\n{sheet}"));
    let root = document.root_element();
    assert_named(&root, figure);
    let frame = frame_of(&root);
    let picture = root.children().find(|node| node.has_tag_name("svg")).expect("the picture is inside");
    let number = |name: &str| picture.attribute(name).and_then(|value| value.parse::<f64>().ok()).expect("a number");
    let place = Rect(number("x"), number("y"), number("x") + number("width"), number("y") + number("height"));
    let inner = frame_of(&picture);
    assert_eq!((place.2 - place.0, place.3 - place.1), (inner.2, inner.3), "in its own size");
    let around: Vec<(Rect, String)> =
        root.descendants().filter(|node| !node.ancestors().any(|a| a == picture)).filter_map(box_of).collect();
    let (ground, texts) = around.split_first().expect("something");
    assert_eq!(ground.0, frame, "the ground is the whole sheet");
    for (at, (rect, what)) in texts.iter().enumerate() {
        assert!(rect.0 >= 0.0 && rect.1 >= 0.0 && rect.2 <= frame.2 && rect.3 <= frame.3, "{what} leaves {frame:?}");
        assert!(!rect.meets(&place), "{what} lies on the picture");
        assert!(texts[..at].iter().all(|(other, _)| !other.meets(rect)), "{what} lies on another text");
    }
    let squeezed = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let outside = root.children().filter(|node| *node != picture);
    let written = outside.flat_map(|node| node.descendants()).filter(|node| node.has_tag_name("text"));
    let written: String = written.filter_map(|node| node.text()).map(squeezed).collect();
    for said in [&figure.title, &figure.subtitle, &figure.source] {
        assert!(written.contains(&squeezed(said)), "{said:?} is not in {written}");
    }
}

fn assert_sound_svg(svg: &str, figure: &Figure, look: &Look) -> BTreeSet<String> {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let root = document.root_element();
    let ids = assert_named(&root, figure);
    assert_inks(&document, look);
    for node in document.descendants().filter(Node::is_element) {
        assert!(node.attribute("style").is_none(), "the CSP forbids style attributes");
        for link in node.attributes().filter_map(|a| a.value().strip_prefix("url(#")?.strip_suffix(')')) {
            assert!(ids.contains(link), "{link} leads nowhere");
        }
    }
    let frame = frame_of(&root);
    let boxes: Vec<(Rect, String)> = document.descendants().filter_map(box_of).collect();
    for (rect, what) in &boxes {
        let inside = rect.0 >= frame.0 - 0.1 && rect.1 >= -0.1 && rect.2 <= frame.2 + 0.1 && rect.3 <= frame.3 + 0.1;
        assert!(inside, "{what} at {rect:?} leaves the frame {frame:?} of {}", figure.id);
    }
    let texts: Vec<_> = boxes.iter().filter(|(_, what)| what.starts_with('"')).collect();
    for (place, (rect, what)) in texts.iter().enumerate() {
        for (other, that) in &texts[..place] {
            assert!(!rect.meets(other), "{what} at {rect:?} lies on {that} at {other:?} in {}", figure.id);
        }
    }
    ids
}

fn assert_named(root: &Node, figure: &Figure) -> BTreeSet<String> {
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    assert!(root.attribute("width").is_none() && root.attribute("height").is_none());
    let all: Vec<&str> = root.descendants().filter_map(|node| node.attribute("id")).collect();
    let ids: BTreeSet<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(ids.len(), all.len(), "ids are unique");
    assert!(ids.iter().all(|id| id.starts_with(&figure.id)), "{ids:?}");
    let named = root.attribute("aria-labelledby").unwrap_or_default();
    let texts: Vec<&str> = named
        .split(' ')
        .filter_map(|id| root.descendants().find(|node| node.attribute("id") == Some(id))?.text())
        .collect();
    assert_eq!(texts, [figure.title.as_str(), text::clean(&figure.desc).as_str()]);
    ids
}

/// Classes on the web and only such that the site colours; literal colours on paper.
fn assert_inks(document: &Document, look: &Look) {
    let css = include_str!("../../../../style/charts.css");
    for node in
        document.descendants().filter(|node| matches!(node.tag_name().name(), "rect" | "circle" | "path" | "text"))
    {
        let classes = node.attribute("class").unwrap_or_default();
        let colors: Vec<&str> = ["fill", "stroke"].into_iter().filter_map(|name| node.attribute(name)).collect();
        match look.mode {
            Mode::Web => {
                assert!(classes.starts_with("c-"), "{classes:?} is no ink");
                assert!(!colors.iter().any(|color| color.starts_with('#')), "{colors:?}");
                for class in classes.split(' ').filter(|class| class.starts_with("c-") || *class == "halo-paper") {
                    assert!(css.contains(&format!(".{class}")), "charts.css does not know {class}");
                }
            }
            Mode::Print => {
                assert_eq!(classes, "");
                assert!(colors.iter().any(|color| color.starts_with('#') || color.starts_with("url(#")), "{colors:?}");
            }
        }
    }
}

fn frame_of(root: &Node) -> Rect {
    let numbers: Vec<f64> =
        root.attribute("viewBox").unwrap_or_default().split(' ').filter_map(|number| number.parse().ok()).collect();
    assert_eq!(numbers.len(), 4);
    Rect(0.0, 0.0, numbers[2], numbers[3])
}

/// What a mark or a text covers; text is as high as its capitals and descenders.
fn box_of(node: Node) -> Option<(Rect, String)> {
    if node.ancestors().any(|ancestor| ancestor.has_tag_name("defs")) {
        return None;
    }
    let number = |name: &str| node.attribute(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or_default();
    match node.tag_name().name() {
        "rect" => {
            let (x, y) = (number("x"), number("y"));
            Some((Rect(x, y, x + number("width"), y + number("height")), "rect".to_owned()))
        }
        "circle" => Some((Rect::around((number("cx"), number("cy")), number("r")), "circle".to_owned())),
        "path" => {
            let d = node.attribute("d")?.trim_start_matches('M').trim_end_matches('Z');
            let points: Vec<(f64, f64)> = d
                .split('L')
                .filter_map(|point| point.split_once(' '))
                .filter_map(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)))
                .collect();
            let (xs, ys) = (points.iter().map(|p| p.0), points.iter().map(|p| p.1));
            let least = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::INFINITY, f64::min);
            let most = |values: &mut dyn Iterator<Item = f64>| values.fold(f64::NEG_INFINITY, f64::max);
            let rect =
                Rect(least(&mut xs.clone()), least(&mut ys.clone()), most(&mut xs.clone()), most(&mut ys.clone()));
            Some((rect, "path".to_owned()))
        }
        "text" => {
            let size = node.attribute("font-size").map_or(text::SIZE, |_| number("font-size"));
            let weight = if node.attribute("font-weight").is_some() { Weight::Semibold } else { Weight::Regular };
            let text = node.text().unwrap_or_default();
            let width = text::width(text, size, weight);
            let left = match node.attribute("text-anchor") {
                Some("end") => number("x") - width,
                Some("middle") => number("x") - width / 2.0,
                _ => number("x"),
            };
            let base = number("y");
            Some((Rect(left, base - 0.66 * size, left + width, base + 0.2 * size), format!("{text:?}")))
        }
        _ => None,
    }
}

#[test]
fn all_charts_are_sound_in_both_languages_and_modes() {
    for look in &LOOKS {
        for figure in figures(look) {
            assert_sound(&figure, look);
        }
    }
}

#[test]
fn equal_input_gives_equal_output() {
    assert_eq!(figures(&LOOKS[0]), figures(&LOOKS[0]));
}

#[test]
fn the_site_colours_no_ink_that_no_chart_uses() {
    let css = include_str!("../../../../style/charts.css");
    let used: String = figures(&LOOKS[0]).into_iter().map(|figure| figure.svg_narrow + &figure.svg_wide).collect();
    for class in css.split(['.', ' ', ',', ')', ':', '\n']).filter(|word| word.starts_with("c-")) {
        assert!(used.contains(class), "{class} is not used");
    }
}
