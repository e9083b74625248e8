//! Which cell of a grid each place gets: made of coordinates, because the association decides which municipalities there
//! are. Without chance, so that the same region is the same map.

use super::assignment::assign;

/// The cells of places, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid {
    pub columns: usize,
    pub rows: usize,
    /// Column and row, from the top left.
    pub cells: Vec<(usize, usize)>,
}

/// Cells per place: a few stay empty, so that the map can follow the outline of the region.
const ROOM: f64 = 1.2;
/// Where places lie in crowds, their order says more than their distance: half of each.
const BY_RANK: f64 = 0.5;

impl Grid {
    /// `places`: latitude and longitude in degrees. `stretch`: how much wider than the region the grid is in cells.
    ///
    /// Each place wants to lie where it lies in the region; the sum of the squared distances to what they get is the
    /// least there is.
    pub(crate) fn new(places: &[(f64, f64)], stretch: f64, most_columns: usize) -> Grid {
        let (xs, ys) = projected(places);
        let cells = (places.len() as f64 * ROOM).ceil().max(1.0);
        let shape = match extent(&xs) / extent(&ys) {
            shape if shape.is_finite() => shape.clamp(0.5, 2.0) * stretch,
            _ => stretch,
        };
        let columns = ((cells * shape).sqrt().round() as usize).clamp(1, most_columns.max(1)).min(places.len().max(1));
        let rows = (cells as usize).div_ceil(columns);
        let wishes: Vec<(f64, f64)> = spread(&xs, columns).into_iter().zip(spread(&ys, rows)).collect();
        let cost = |place: usize, cell: usize| {
            let (x, y) = wishes[place];
            (x - (cell % columns) as f64).powi(2) + (y - (cell / columns) as f64).powi(2)
        };
        let found = assign(places.len(), columns * rows, cost);
        Grid { columns, rows, cells: found.into_iter().map(|cell| (cell % columns, cell / columns)).collect() }
    }

    /// The place in a cell; none beyond the edges.
    pub(crate) fn at(&self, column: Option<usize>, row: Option<usize>) -> Option<usize> {
        let wanted = (column?, row?);
        self.cells.iter().position(|cell| *cell == wanted)
    }
}

/// Degrees as lengths, east and south. Coordinates that are no numbers lie in the middle.
fn projected(places: &[(f64, f64)]) -> (Vec<f64>, Vec<f64>) {
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let known: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        if known.is_empty() { 0.0 } else { known.iter().sum::<f64>() / known.len() as f64 }
    };
    let middle = (mean(&mut places.iter().map(|place| place.0)), mean(&mut places.iter().map(|place| place.1)));
    let known = |value: f64, middle: f64| if value.is_finite() { value } else { middle };
    let narrower = middle.0.to_radians().cos();
    places.iter().map(|(lat, lon)| (known(*lon, middle.1) * narrower, -known(*lat, middle.0))).unzip()
}

fn extent(values: &[f64]) -> f64 {
    let (least, most) = ends(values);
    most - least
}

fn ends(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(*value), most.max(*value)))
}

/// Values on the places 0 to `count` - 1, half by distance and half by rank.
fn spread(values: &[f64], count: usize) -> Vec<f64> {
    let (least, most) = ends(values);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut spread = vec![0.0; values.len()];
    for (rank, place) in order.into_iter().enumerate() {
        let by_rank = if values.len() > 1 { rank as f64 / (values.len() - 1) as f64 } else { 0.5 };
        let by_distance = if most > least { (values[place] - least) / (most - least) } else { 0.5 };
        spread[place] = (BY_RANK * by_rank + (1.0 - BY_RANK) * by_distance) * (count - 1) as f64;
    }
    spread
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Shapes of the two widths that maps are drawn in.
    const SHAPES: [(f64, usize); 2] = [(0.85, 6), (1.15, 12)];

    fn region() -> Vec<(String, (f64, f64))> {
        let rows = include_str!("../../../demo/municipalities.csv").lines().skip(1);
        let place = |row: &str| {
            let cells: Vec<&str> = row.split(',').collect();
            (cells[1].to_owned(), (cells[3].parse().expect("a latitude"), cells[4].parse().expect("a longitude")))
        };
        rows.map(place).collect()
    }

    /// How far places lie from where they want to, in cells, on average.
    fn displacement(places: &[(f64, f64)], grid: &Grid) -> f64 {
        let (xs, ys) = projected(places);
        let wishes = spread(&xs, grid.columns).into_iter().zip(spread(&ys, grid.rows));
        let far = |((x, y), (column, row)): ((f64, f64), &(usize, usize))| (x - *column as f64).hypot(y - *row as f64);
        wishes.zip(&grid.cells).map(far).sum::<f64>() / places.len() as f64
    }

    fn assert_whole(places: &[(f64, f64)], grid: &Grid) {
        assert_eq!(grid.cells.len(), places.len());
        let distinct: BTreeSet<_> = grid.cells.iter().collect();
        assert_eq!(distinct.len(), places.len(), "two places in one cell: {grid:?}");
        assert!(grid.cells.iter().all(|(column, row)| *column < grid.columns && *row < grid.rows), "{grid:?}");
    }

    #[test]
    fn the_tiles_of_the_region_lie_as_its_municipalities_do() {
        let (names, places): (Vec<String>, Vec<(f64, f64)>) = region().into_iter().unzip();
        assert_eq!(places.len(), 29);
        let away = |a: (f64, f64), b: (f64, f64)| ((a.1 - b.1) * a.0.to_radians().cos()).hypot(a.0 - b.0);
        for (stretch, most) in SHAPES {
            let grid = Grid::new(&places, stretch, most);
            assert_whole(&places, &grid);
            assert!(displacement(&places, &grid) < 0.5, "{}", displacement(&places, &grid));
            // The three nearest neighbours of a place touch its tile, if only at a corner.
            let mut kept = 0;
            for (at, place) in places.iter().enumerate() {
                let mut others: Vec<usize> = (0..places.len()).filter(|other| *other != at).collect();
                others.sort_by(|a, b| away(*place, places[*a]).total_cmp(&away(*place, places[*b])));
                let ((column, row), near) = (grid.cells[at], &others[..3]);
                let touches = |other: &&usize| {
                    let (c, r) = grid.cells[**other];
                    column.abs_diff(c).max(row.abs_diff(r)) <= 1
                };
                kept += near.iter().filter(touches).count();
            }
            assert!(kept * 100 >= 85 * 3 * places.len(), "{kept} of {}", 3 * places.len());
            let cell = |name: &str| grid.cells[names.iter().position(|other| other == name).expect("in the region")];
            assert!(cell("Verl").1 < cell("Marsberg").1, "north is above");
            assert!(
                cell("Lippstadt").0 < cell("Paderborn").0 && cell("Paderborn").0 < cell("Höxter").0,
                "west is left"
            );
        }
    }

    #[test]
    fn places_without_extent_and_without_coordinates_get_cells_too() {
        for places in [
            vec![],
            vec![(51.7, 8.7)],
            vec![(51.7, 8.7); 9],
            vec![(f64::NAN, 8.7), (51.7, f64::INFINITY), (51.6, 8.8)],
            (0..12).map(|at| (51.0, f64::from(at))).collect(),
        ] {
            for (stretch, most) in SHAPES {
                assert_whole(&places, &Grid::new(&places, stretch, most));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_region_has_its_map(places in prop::collection::vec((47.0..55.0f64, 6.0..15.0f64), 1..90)) {
            for (stretch, most) in SHAPES {
                let grid = Grid::new(&places, stretch, most);
                assert_whole(&places, &grid);
                prop_assert!(grid.columns <= most);
                prop_assert!(grid.columns * grid.rows < places.len() * 2 + most, "mostly empty: {:?}", grid);
                prop_assert!(displacement(&places, &grid) < 1.0, "{}", displacement(&places, &grid));
                prop_assert_eq!(&grid, &Grid::new(&places, stretch, most));
            }
        }
    }
}
