//! The region as equal tiles, one a municipality, where it lies among the others: small ones read as well as large ones,
//! and no outline is needed.

mod assignment;
pub(crate) mod coverage;
mod grid;
mod name;
mod plot;
mod seats;
pub(crate) mod table;

use domain::{Locale, place::Municipality};

use crate::{key::Swatch, text, words};

pub use coverage::coverage_map;
pub use seats::seats_map;
pub use table::{Part, coverage_table};

pub(crate) use plot::{Fill, draw_fill};

use plot::{BORDER, BORDER_INK, Map, Tile};

/// More municipalities than these are counted, not named.
const NAMED: usize = 3;

fn tile(place: &Municipality, fill: Fill, figure: String) -> Tile {
    let (name, kreis) = (text::clean(&place.name), text::clean(&place.kreis));
    Tile { name, kreis, at: (place.lat, place.lon), fill, figure }
}

/// The key: classes first, then what some tile looks like, then the borders if there are any.
fn map(tiles: Vec<Tile>, classes: Vec<(Fill, String)>, others: Vec<(Fill, &str)>, locale: Locale) -> Map {
    let mut key = key(classes, others, |fill| tiles.iter().any(|tile| tile.fill == fill));
    if tiles.iter().any(|tile| tile.kreis != tiles[0].kreis) {
        let border = if locale.is_german() { "Grenze zwischen Kreisen" } else { "border between Kreise" };
        key.push((Swatch::Line(BORDER_INK, BORDER), border.to_owned()));
    }
    Map { tiles, key }
}

/// All classes, and of the others those that are there.
fn key(
    classes: Vec<(Fill, String)>,
    others: Vec<(Fill, &str)>,
    is_there: impl Fn(Fill) -> bool,
) -> Vec<(Swatch, String)> {
    let others = others.into_iter().filter(|(fill, _)| is_there(*fill)).map(|(fill, text)| (fill, text.to_owned()));
    classes.into_iter().chain(others).map(|(fill, text)| (Swatch::Tile(fill), text)).collect()
}

/// "Verl", "Verl und Büren", "7 Gemeinden": where something is so.
fn places(names: &[&str], locale: Locale) -> String {
    if names.len() <= NAMED {
        let names: Vec<String> = names.iter().map(|name| text::clean(name)).collect();
        return words::list(&names, locale);
    }
    let count = names.len();
    if locale.is_german() { format!("{count} Gemeinden") } else { format!("{count} municipalities") }
}
