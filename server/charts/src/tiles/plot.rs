//! Tiles on their grid, with the borders of the Kreise between them.

use super::{grid::Grid, name::short_names};
use crate::{
    canvas::{Align, Canvas},
    caption::{Picture, Width},
    ink::{Ink, Paint},
    key::{Key, Swatch},
    text::{SIZE, Weight},
};

/// How a tile looks; what is hidden, what is missing and what is nothing differ in more than colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// One of the classes of the key.
    Class(Ink),
    /// Known to be nothing.
    Zero,
    /// There is something, and nobody knows how much.
    Unknown,
    /// Too few respondents.
    Hidden,
    /// There is nothing to tell of.
    Absent,
}

pub(crate) struct Tile {
    pub name: String,
    pub kreis: String,
    /// Latitude and longitude in degrees.
    pub at: (f64, f64),
    pub fill: Fill,
    /// What stands on the tile.
    pub figure: String,
}

pub(crate) struct Map {
    pub tiles: Vec<Tile>,
    pub key: Vec<(Swatch, String)>,
}

/// No tile is wider, however few there are.
const WIDEST: f64 = 120.0;
/// From the line between two tiles to either of them, so that a border has room.
const AIR: f64 = 2.0;
/// From the edge of a tile to its text.
const PADDING: (f64, f64) = (FRAME, 4.0);
/// Around what is nothing or not known.
const FRAME: f64 = 1.5;
/// From line to line of a name.
const LINE: f64 = 14.0;
const FIGURE: f64 = 16.0;
pub(crate) const BORDER: f64 = 2.0;
/// Quieter than names and figures.
pub(crate) const BORDER_INK: Ink = Ink::Muted;

struct Layout {
    grid: Grid,
    names: Vec<Vec<String>>,
    /// Top left corner of the grid.
    corner: (f64, f64),
    /// Of a cell of the grid.
    size: (f64, f64),
}

impl Map {
    pub fn picture(&self, width: Width) -> Picture<'_> {
        let key = Key::new(width, &self.key);
        let layout = Layout::new(&self.tiles, width, key.bottom + 10.0);
        let height = layout.corner.1 + layout.grid.rows as f64 * layout.size.1 + BORDER;
        Picture::new(height, move |canvas| {
            key.draw(canvas);
            canvas.group("tiles", || {
                for (at, tile) in self.tiles.iter().enumerate() {
                    canvas.named("tile", &format!("{} ({}): {}", tile.name, tile.kreis, tile.figure), || {
                        layout.draw_tile(canvas, at, tile);
                    });
                }
            });
            canvas.group("borders", || layout.draw_borders(canvas, &self.tiles));
        })
    }
}

impl Layout {
    fn new(tiles: &[Tile], width: Width, top: f64) -> Layout {
        let (stretch, most_columns, most_lines) = match width {
            Width::Narrow => (0.85, 6, 3),
            Width::Wide => (1.15, 12, 2),
        };
        let places: Vec<(f64, f64)> = tiles.iter().map(|tile| tile.at).collect();
        let grid = Grid::new(&places, stretch, most_columns);
        let (left, right) = width.inner();
        let (left, right) = (left + BORDER / 2.0, right - BORDER / 2.0);
        let column = ((right - left) / grid.columns as f64).min(WIDEST);
        let names: Vec<String> = tiles.iter().map(|tile| tile.name.clone()).collect();
        let names = short_names(&names, column - 2.0 * (AIR + PADDING.0), most_lines);
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let row = 2.0 * (AIR + PADDING.1) + lines as f64 * LINE + FIGURE;
        Layout { grid, names, corner: (left, top), size: (column, row) }
    }

    /// Left and right, top and bottom of a cell.
    fn cell(&self, at: usize) -> ((f64, f64), (f64, f64)) {
        let (column, row) = self.grid.cells[at];
        let (left, top) = (self.corner.0 + column as f64 * self.size.0, self.corner.1 + row as f64 * self.size.1);
        ((left, left + self.size.0), (top, top + self.size.1))
    }

    fn draw_tile(&self, canvas: &Canvas, at: usize, tile: &Tile) {
        let (x, y) = self.cell(at);
        let (x, y) = ((x.0 + AIR, x.1 - AIR), (y.0 + AIR, y.1 - AIR));
        draw_fill(canvas, tile.fill, x, y);
        let (middle, paint) = ((x.0 + x.1) / 2.0, tile.fill.text());
        for (row, line) in self.names[at].iter().enumerate() {
            let height = y.0 + PADDING.1 + (row as f64 + 0.5) * LINE;
            canvas.text(paint, Align::Center, (middle, height), line);
        }
        let height = y.1 - PADDING.1 - FIGURE / 2.0;
        canvas.write(paint, (SIZE, Weight::Semibold), Align::Center, (middle, height), &tile.figure);
    }

    /// A line wherever two Kreise meet, and around what lies alone.
    fn draw_borders(&self, canvas: &Canvas, tiles: &[Tile]) {
        for (at, tile) in tiles.iter().enumerate() {
            let (column, row) = self.grid.cells[at];
            let (x, y) = self.cell(at);
            let neighbour = |column, row| self.grid.at(column, row).map(|other: usize| &tiles[other].kreis);
            let (up, left) = (row.checked_sub(1), column.checked_sub(1));
            // Half a line further at both ends, so that corners are whole.
            let (half, ink) = (BORDER / 2.0, BORDER_INK);
            let level = |height: f64| canvas.line(ink, BORDER, (x.0 - half, height), (x.1 + half, height));
            let upright = |place: f64| canvas.line(ink, BORDER, (place, y.0 - half), (place, y.1 + half));
            if neighbour(Some(column), up) != Some(&tile.kreis) {
                level(y.0);
            }
            if neighbour(left, Some(row)) != Some(&tile.kreis) {
                upright(x.0);
            }
            // Where there is another tile it draws the line.
            if neighbour(Some(column), Some(row + 1)).is_none() {
                level(y.1);
            }
            if neighbour(Some(column + 1), Some(row)).is_none() {
                upright(x.1);
            }
        }
    }
}

impl Fill {
    pub(super) fn text(self) -> Paint {
        match self {
            Fill::Class(ink) => Paint { halo: Some(ink), ..ink.on().into() },
            Fill::Hidden => Paint { halo: Some(Ink::Grid), ..Ink::Text.into() },
            Fill::Zero | Fill::Unknown => Ink::Text.into(),
            Fill::Absent => Ink::Muted.into(),
        }
    }
}

/// On a tile, and small in the key.
pub(crate) fn draw_fill(canvas: &Canvas, fill: Fill, x: (f64, f64), y: (f64, f64)) {
    match fill {
        Fill::Class(ink) => canvas.bar(ink, x, y),
        Fill::Hidden => canvas.bar(Paint { vague: true, ..Ink::Grid.into() }, x, y),
        Fill::Zero => {
            canvas.bar(Ink::Tint, x, y);
            canvas.frame(Ink::Accent, FRAME, x, y);
        }
        Fill::Unknown => canvas.frame(Ink::Context, FRAME, x, y),
        Fill::Absent => canvas.frame(Ink::Grid, 1.0, x, y),
    }
}
