//! Topics by place as a table of coloured cells, in the colours of the map: how much of the need is covered, and in each cell
//! how many persons are left without an offer. The page has it in HTML; this is the picture that goes its way without it.

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    id::TopicId,
    report::{Cell, Coverage, CoverageResult},
};

use super::{Fill, coverage, draw_fill, key, name::short_names};
use crate::{
    Look,
    canvas::{Align, Canvas},
    caption::{Base, Caption, Picture, Story, Width},
    ink::Ink,
    key::{Key, Swatch},
    text::{self, LINE, SIZE, Weight},
    words::{self, Absence},
};

/// What of a level is shown: places of its rows, and places of its columns with the names of these.
pub struct Part<'a> {
    pub rows: &'a [usize],
    pub columns: &'a [(usize, String)],
}

/// `title`: what the page says of the same cells.
pub fn coverage_table(
    caption: &Caption,
    title: &str,
    level: Released<&CoverageResult>,
    part: &Part,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    plain(caption, title, level.get(), part, label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    title: &str,
    level: &CoverageResult,
    part: &Part,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    let rows = part.rows.iter().filter_map(|row| level.rows.get(*row));
    let cell = |cells: &[Cell<Coverage>], at: usize| Square::of(cells.get(at).unwrap_or(&Cell::Empty), locale);
    let rows: Vec<Row> = rows
        .map(|row| Row {
            label: text::clean(&label(&row.topic)),
            squares: part.columns.iter().map(|(at, _)| cell(&row.cells, *at)).collect(),
        })
        .collect();
    let shown: Vec<f64> = rows.iter().flat_map(|row| &row.squares).filter_map(|square| square.unmet).collect();
    let is_hidden = rows.iter().flat_map(|row| &row.squares).any(|square| square.fill == Fill::Hidden);
    let grid = Grid { rows, places: part.columns.iter().map(|(_, name)| text::clean(name)).collect() };
    if shown.is_empty() {
        let absence = if is_hidden { Absence::Suppressed } else { Absence::Empty };
        let absent = caption.absent(look, absence, grid.head(locale));
        let table = if grid.rows.is_empty() { absent.table } else { grid.table(locale) };
        return Figure { table, ..absent };
    }
    let desc = desc(&shown, is_hidden, locale);
    let story = Story { title: title.to_owned(), desc, base: Base(None), table: grid.table(locale) };
    let is_there = |fill: Fill| grid.rows.iter().flat_map(|row| &row.squares).any(|square| square.fill == fill);
    let key = key(coverage::classes(locale), coverage::others(locale).to_vec(), is_there);
    caption.figure(look, story, |width| grid.picture(&key, width))
}

struct Row {
    label: String,
    squares: Vec<Square>,
}

struct Square {
    fill: Fill,
    /// Persons, where they are told.
    unmet: Option<f64>,
    text: String,
}

impl Square {
    fn of(cell: &Cell<Coverage>, locale: Locale) -> Square {
        Square {
            fill: coverage::fill(cell),
            unmet: cell.shown().map(|coverage| coverage.unmet.value),
            text: words::cell(cell, |coverage| whole(coverage.unmet.value, locale)),
        }
    }
}

struct Grid {
    rows: Vec<Row>,
    places: Vec<String>,
}

/// No column is wider, and none is narrower: what does not stand beside each other goes below.
const COLUMN: (f64, f64) = (56.0, 120.0);
const HEAD_LINES: usize = 3;
/// Between two cells, and around what stands in one.
const AIR: f64 = 1.0;
const PADDING: f64 = 4.0;
/// Between columns that go below and those above them.
const GAP: f64 = 18.0;

impl Grid {
    fn head(&self, locale: Locale) -> Vec<String> {
        let first = if locale.is_german() { "Thema" } else { "Topic" };
        [first.to_owned()].into_iter().chain(self.places.iter().cloned()).collect()
    }

    fn table(&self, locale: Locale) -> DataTable {
        let row = |row: &Row| {
            [&row.label].into_iter().chain(row.squares.iter().map(|square| &square.text)).cloned().collect()
        };
        DataTable { head: self.head(locale), rows: self.rows.iter().map(row).collect() }
    }

    fn picture(&self, key: &[(Swatch, String)], width: Width) -> Picture<'_> {
        let key = Key::new(width, key);
        let (left, right) = width.inner();
        let labels = if width == Width::Wide { 200.0 } else { 104.0 };
        let room = right - left - labels;
        let most = ((room / COLUMN.0) as usize).max(1);
        // As many in each band as in the others.
        let bands = self.places.len().div_ceil(most).max(1);
        let beside = self.places.len().div_ceil(bands).max(1);
        let layout = Layout {
            left,
            labels: self
                .rows
                .iter()
                .map(|row| text::wrap(&row.label, labels - 2.0 * PADDING, Weight::Regular))
                .collect(),
            first: left + labels,
            column: (room / beside as f64).min(COLUMN.1),
        };
        let heads = short_names(&self.places, layout.column - 2.0 * PADDING, HEAD_LINES);
        let head = heads.iter().map(Vec::len).max().unwrap_or(1) as f64 * LINE + PADDING;
        let band = head + (0..self.rows.len()).map(|row| layout.height(row)).sum::<f64>() + GAP;
        let top = key.bottom + 12.0;
        Picture::new(top + bands as f64 * band - GAP, move |canvas| {
            key.draw(canvas);
            for (at, columns) in (0..self.places.len()).collect::<Vec<_>>().chunks(beside).enumerate() {
                let top = top + at as f64 * band;
                layout.draw_heads(canvas, columns, &heads, top + head - PADDING);
                self.draw_rows(canvas, columns, &layout, top + head);
            }
        })
    }

    fn draw_rows(&self, canvas: &Canvas, columns: &[usize], layout: &Layout, mut top: f64) {
        for (at, row) in self.rows.iter().enumerate() {
            let height = layout.height(at);
            let middle = top + height / 2.0;
            let lines = &layout.labels[at];
            let first = middle - (lines.len() - 1) as f64 * LINE / 2.0;
            canvas.lines(Ink::Text, Align::Left, (layout.left, first), lines);
            for (place, column) in columns.iter().enumerate() {
                let (square, x) = (&row.squares[*column], layout.x(place));
                canvas.named("cell", &format!("{}, {}: {}", row.label, self.places[*column], square.text), || {
                    draw_fill(canvas, square.fill, (x.0 + AIR, x.1 - AIR), (top + AIR, top + height - AIR));
                    let at = ((x.0 + x.1) / 2.0, middle);
                    canvas.write(square.fill.text(), (SIZE, Weight::Semibold), Align::Center, at, &square.text);
                });
            }
            top += height;
        }
    }
}

struct Layout {
    left: f64,
    /// Lines of each row.
    labels: Vec<Vec<String>>,
    /// Where the first column begins.
    first: f64,
    column: f64,
}

impl Layout {
    fn height(&self, row: usize) -> f64 {
        self.labels[row].len() as f64 * LINE + 2.0 * PADDING + 2.0 * AIR
    }

    fn x(&self, place: usize) -> (f64, f64) {
        let from = self.first + place as f64 * self.column;
        (from, from + self.column)
    }

    /// `bottom`: where the last line of each ends.
    fn draw_heads(&self, canvas: &Canvas, columns: &[usize], heads: &[Vec<String>], bottom: f64) {
        canvas.group("heads", || {
            for (place, column) in columns.iter().enumerate() {
                let (x, lines) = (self.x(place), &heads[*column]);
                let first = bottom - lines.len() as f64 * LINE + LINE / 2.0;
                canvas.lines(Ink::Text, Align::Center, ((x.0 + x.1) / 2.0, first), lines);
            }
        });
    }
}

fn whole(value: f64, locale: Locale) -> String {
    format::count(value.round().max(0.0) as u64, locale)
}

fn desc(shown: &[f64], is_hidden: bool, locale: Locale) -> String {
    let ends = [shown.iter().copied().fold(f64::INFINITY, f64::min), shown.iter().copied().fold(0.0, f64::max)];
    let [least, most] = ends.map(|end| whole(end, locale));
    let range = words::range(&least, &most, locale);
    let told = match locale.is_german() {
        true => format!("Je Thema und Ort stehen da die Personen im Jahr ohne Angebot: {range}."),
        false => format!("Each topic and place has the persons per year without an offer: {range}."),
    };
    match (is_hidden, locale.is_german()) {
        (false, _) => told,
        (true, true) => format!("{told} Ausgeblendet ist, wo sonst einzelne Betriebe erkennbar wären."),
        (true, false) => format!("{told} Hidden is where single firms could be identified."),
    }
}
