//! Needs that are hidden, as far as the sums tell of them.

use domain::report::{Cell, Need, NeedRow, Needs};

/// Persons per place for each row: as told; where hidden, an equal part of what is left of the Kreis, or of the region where
/// that is hidden too. Of a row of which nothing is told, somebody is known to need it: one person.
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
                    let of_told: f64 = members.iter().map(|at| persons[*at]).sum();
                    self.share(&mut persons, &members, need.persons - of_told);
                }
                Cell::Suppressed => outside.extend(members),
                Cell::Empty => {}
            }
        }
        outside.extend((0..persons.len()).filter(|at| self.kreis_of[*at].is_none()));
        let of_told: f64 = outside.iter().map(|at| persons[*at]).sum();
        let rest = self.row.region.shown().map(|region| region - told_of_kreise - of_told);
        self.share(&mut persons, &outside, rest.unwrap_or(1.0));
        persons
    }

    /// In equal parts to the hidden places among these.
    fn share(&self, persons: &mut [f64], places: &[usize], rest: f64) {
        let is_hidden = |at: &usize| self.row.municipalities[*at] == Cell::Suppressed;
        let hidden: Vec<usize> = places.iter().copied().filter(is_hidden).collect();
        let each = rest.max(0.0) / hidden.len().max(1) as f64;
        hidden.into_iter().for_each(|at| persons[at] = each);
    }
}

fn told(cell: &Cell<Need>) -> f64 {
    cell.shown().map_or(0.0, |need| need.persons)
}
