//! Needs that are hidden, as far as the sums tell of them.

use domain::report::{Cell, Need, NeedRow, Needs};

/// Persons per place for each row: as told; where hidden, an equal part of what is left of the Kreis, of the region where
/// that is hidden too, and one person where nothing is told at all (where nobody needs anything, that is told).
pub(super) fn assumed(needs: &Needs) -> Vec<Vec<f64>> {
    needs.rows.iter().map(|row| Row { row, kreis_of: &needs.kreis_of }.persons()).collect()
}

struct Row<'a> {
    row: &'a NeedRow,
    kreis_of: &'a [Option<usize>],
}

impl Row<'_> {
    fn persons(&self) -> Vec<f64> {
        let mut persons: Vec<f64> = self.row.municipalities.iter().map(told).collect();
        let (mut outside, mut told_of_kreise) = (Vec::new(), 0.0);
        for (kreis, sum) in self.row.kreise.iter().enumerate() {
            let members: Vec<usize> = (0..persons.len()).filter(|at| self.kreis_of[*at] == Some(kreis)).collect();
            match sum {
                Cell::Shown(need) => {
                    told_of_kreise += need.persons;
                    self.spread(&mut persons, &members, need.persons);
                }
                Cell::Suppressed => outside.extend(members),
                Cell::Empty => {}
            }
        }
        outside.extend((0..persons.len()).filter(|at| self.kreis_of[*at].is_none()));
        match self.row.region {
            Cell::Shown(region) => self.spread(&mut persons, &outside, region - told_of_kreise),
            Cell::Suppressed | Cell::Empty => self.spread(&mut persons, &outside, 0.0),
        }
        persons
    }

    /// What is left of `sum` goes to the hidden places among these.
    fn spread(&self, persons: &mut [f64], places: &[usize], sum: f64) {
        let hidden: Vec<usize> =
            places.iter().copied().filter(|at| self.row.municipalities[*at] == Cell::Suppressed).collect();
        let rest = sum - places.iter().map(|at| persons[*at]).sum::<f64>();
        let each = (rest / hidden.len().max(1) as f64).max(1.0);
        hidden.into_iter().for_each(|at| persons[at] = each);
    }
}

fn told(cell: &Cell<Need>) -> f64 {
    cell.shown().map_or(0.0, |need| need.persons)
}
