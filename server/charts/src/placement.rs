//! Where labels of points go: eight places around each, further out with a leader, never on one another. Greedy and
//! without chance, so that the same data give the same picture.

/// Left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rect(pub f64, pub f64, pub f64, pub f64);

/// A label that wants a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    pub at: (f64, f64),
    pub size: (f64, f64),
}

/// A place found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub rect: Rect,
    /// The label stands so far off that a line must lead to it.
    pub leader: Option<(f64, f64)>,
}

/// Distances from the middle of a point to its label; from the second on a leader is drawn.
const DISTANCES: [f64; 5] = [8.0, 16.0, 26.0, 40.0, 58.0];
/// Right, left, above, below, then the corners.
const DIRECTIONS: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)];
const DOT: f64 = 6.0;

impl Rect {
    pub(crate) fn around(at: (f64, f64), radius: f64) -> Rect {
        Rect(at.0 - radius, at.1 - radius, at.0 + radius, at.1 + radius)
    }

    pub(crate) fn meets(&self, other: &Rect) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }

    fn inside(&self, bounds: &Rect) -> bool {
        self.0 >= bounds.0 && self.1 >= bounds.1 && self.2 <= bounds.2 && self.3 <= bounds.3
    }

    fn holds(&self, (x, y): (f64, f64)) -> bool {
        x > self.0 && x < self.2 && y > self.1 && y < self.3
    }

    /// The point of the rectangle nearest to `at`.
    fn nearest(&self, at: (f64, f64)) -> (f64, f64) {
        (at.0.clamp(self.0, self.2), at.1.clamp(self.1, self.3))
    }
}

/// A sheet that fills up.
pub(crate) struct Board {
    bounds: Rect,
    dots: Vec<Rect>,
    taken: Vec<Rect>,
    /// Better left free, but no obstacle.
    spared: Vec<Rect>,
}

impl Board {
    /// Labels stay within `bounds` and keep clear of all `dots` and of what is `taken` from the start.
    pub(crate) fn new(bounds: Rect, dots: &[(f64, f64)], taken: Vec<Rect>) -> Board {
        let dots = dots.iter().map(|dot| Rect::around(*dot, DOT)).collect();
        Board { bounds, dots, taken, spared: vec![] }
    }

    /// Labels beside a point are put on these only where no other place beside it is free.
    pub(crate) fn sparing(mut self, lines: impl IntoIterator<Item = Rect>) -> Board {
        self.spared.extend(lines);
        self
    }

    /// The first free place; none where all are taken. Ask for the most important label first.
    pub(crate) fn place(&mut self, wish: &Wish) -> Option<Spot> {
        let beside = DIRECTIONS.map(|direction| wish.spot(DISTANCES[0], direction)).into_iter();
        let spares = |spot: &Spot| self.spared.iter().all(|rect| !rect.meets(&spot.rect));
        let all = DISTANCES.iter().flat_map(|distance| DIRECTIONS.map(|direction| wish.spot(*distance, direction)));
        let spot = beside.filter(spares).chain(all).find(|spot| self.is_free(spot, wish))?;
        self.taken.push(spot.rect);
        Some(spot)
    }

    fn is_free(&self, spot: &Spot, wish: &Wish) -> bool {
        let clear = |rect: &Rect| !rect.meets(&spot.rect);
        spot.rect.inside(&self.bounds)
            && self.dots.iter().all(clear)
            && self.taken.iter().all(clear)
            && spot.leader.is_none_or(|end| self.taken.iter().all(|rect| !crosses(wish.at, end, rect)))
    }
}

impl Wish {
    fn spot(&self, distance: f64, (dx, dy): (f64, f64)) -> Spot {
        let (width, height) = self.size;
        let middle = (
            self.at.0 + dx * distance + dx.signum() * if dx == 0.0 { 0.0 } else { width / 2.0 },
            self.at.1 + dy * distance + dy.signum() * if dy == 0.0 { 0.0 } else { height / 2.0 },
        );
        let (left, top) = (middle.0 - width / 2.0, middle.1 - height / 2.0);
        let rect = Rect(left, top, left + width, top + height);
        let leader = (distance > DISTANCES[0]).then(|| rect.nearest(self.at));
        Spot { rect, leader }
    }
}

/// Whether the line passes through the rectangle, looked at in steps of a few pixels.
fn crosses(from: (f64, f64), to: (f64, f64), rect: &Rect) -> bool {
    (0..=16)
        .map(|step| f64::from(step) / 16.0)
        .any(|t| rect.holds((from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_choice_is_at_the_right() {
        let mut board = Board::new(Rect(0.0, 0.0, 200.0, 100.0), &[(50.0, 50.0)], vec![]);
        let wish = Wish { at: (50.0, 50.0), size: (40.0, 16.0) };
        assert_eq!(board.place(&wish), Some(Spot { rect: Rect(58.0, 42.0, 98.0, 58.0), leader: None }));
        // The same place again: now at the left.
        assert_eq!(board.place(&wish), Some(Spot { rect: Rect(2.0, 42.0, 42.0, 58.0), leader: None }));
    }

    #[test]
    fn a_label_wider_than_the_sheet_finds_no_place() {
        let mut board = Board::new(Rect(0.0, 0.0, 100.0, 100.0), &[(50.0, 50.0)], vec![]);
        assert_eq!(board.place(&Wish { at: (50.0, 50.0), size: (120.0, 16.0) }), None);
    }

    proptest! {
        #[test]
        fn labels_meet_neither_each_other_nor_dots_nor_the_edge(
            points in prop::collection::vec(((0.0..300.0f64, 0.0..300.0f64), 8.0..140.0f64), 1..40),
        ) {
            let bounds = Rect(0.0, 0.0, 300.0, 300.0);
            let dots: Vec<_> = points.iter().map(|point| point.0).collect();
            let mut board = Board::new(bounds, &dots, vec![]);
            let wishes = points.iter().map(|(at, width)| Wish { at: *at, size: (*width, 16.0) });
            let spots: Vec<Spot> = wishes.filter_map(|wish| board.place(&wish)).collect();
            for (place, spot) in spots.iter().enumerate() {
                prop_assert!(spot.rect.inside(&bounds));
                prop_assert!(spots[..place].iter().all(|other| !other.rect.meets(&spot.rect)));
                prop_assert!(dots.iter().all(|dot| !Rect::around(*dot, DOT).meets(&spot.rect)));
            }
        }
    }
}
