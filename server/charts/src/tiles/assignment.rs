//! Who gets what, so that all together pay least: the Hungarian method with shortest augmenting paths (Kuhn 1955, Naval
//! Research Logistics 2; Jonker & Volgenant 1987, Computing 38).

/// For each of `rows` one of `columns`, no two the same, with the least sum of `cost(row, column)`, which must be finite.
/// There must be at least as many columns as rows. Takes rows² x columns steps; of equal sums always the same one.
pub(super) fn assign(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    debug_assert!(rows <= columns);
    let mut state = State { row_price: vec![0.0; rows], price: vec![0.0; columns], owner: vec![None; columns] };
    for row in 0..rows {
        state.admit(row, &cost);
    }
    let mut found = vec![0; rows];
    for (column, owner) in state.owner.iter().enumerate() {
        if let Some(row) = owner {
            found[*row] = column;
        }
    }
    found
}

struct State {
    row_price: Vec<f64>,
    /// Of the columns.
    price: Vec<f64>,
    owner: Vec<Option<usize>>,
}

impl State {
    /// Gives the row a column, and whoever loses theirs by that another one.
    fn admit(&mut self, row: usize, cost: &impl Fn(usize, usize) -> f64) {
        let columns = self.price.len();
        let (mut least, mut from) = (vec![f64::INFINITY; columns], vec![None; columns]);
        let mut reached = vec![false; columns];
        let (mut current, mut last) = (row, None);
        loop {
            let mut nearest: Option<usize> = None;
            for column in (0..columns).filter(|column| !reached[*column]) {
                let reduced = cost(current, column) - self.row_price[current] - self.price[column];
                if reduced < least[column] {
                    (least[column], from[column]) = (reduced, last);
                }
                if nearest.is_none_or(|best| least[column] < least[best]) {
                    nearest = Some(column);
                }
            }
            let Some(column) = nearest else { return };
            let by = least[column];
            self.raise(row, &reached, &mut least, by);
            reached[column] = true;
            last = Some(column);
            match self.owner[column] {
                Some(owner) => current = owner,
                None => return self.hand_over(row, column, &from),
            }
        }
    }

    /// Prices move so that one more column can be had at them.
    fn raise(&mut self, row: usize, reached: &[bool], least: &mut [f64], by: f64) {
        self.row_price[row] += by;
        for (column, is_reached) in reached.iter().enumerate() {
            if !is_reached {
                least[column] -= by;
                continue;
            }
            self.price[column] -= by;
            if let Some(owner) = self.owner[column] {
                self.row_price[owner] += by;
            }
        }
    }

    /// Back along the path: each column goes to whoever had the one before.
    fn hand_over(&mut self, row: usize, mut column: usize, from: &[Option<usize>]) {
        while let Some(before) = from[column] {
            self.owner[column] = self.owner[before];
            column = before;
        }
        self.owner[column] = Some(row);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All ways, one by one.
    fn least_sum(costs: &[Vec<f64>], taken: &mut Vec<usize>) -> f64 {
        let Some(row) = costs.get(taken.len()) else { return 0.0 };
        let mut least = f64::INFINITY;
        for (column, cost) in row.iter().enumerate() {
            if !taken.contains(&column) {
                taken.push(column);
                least = least.min(cost + least_sum(costs, taken));
                taken.pop();
            }
        }
        least
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_other_way_costs_less(costs in prop::collection::vec(prop::collection::vec(0.0..9.0f64, 6), 1..6)) {
            let found = assign(costs.len(), 6, |row, column| costs[row][column]);
            let mut sorted = found.clone();
            sorted.sort_unstable();
            sorted.dedup();
            prop_assert_eq!(sorted.len(), costs.len());
            let sum: f64 = found.iter().zip(&costs).map(|(column, row)| row[*column]).sum();
            prop_assert!((sum - least_sum(&costs, &mut Vec::new())).abs() < 1e-9);
        }
    }
}
