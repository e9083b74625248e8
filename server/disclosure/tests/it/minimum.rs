//! How many cells more than the least possible are hidden: against an exact search.

use disclosure::{
    Release, Rule, Shown,
    protect::derivable,
    release_cube,
    system::{Figure, Form, Need, Secret, System, Unit},
};

use crate::{dataset::table, figures};

const K: f64 = 5.0;

/// The table as a system of its own, with all margins, and which cells are small.
struct Table {
    system: System,
    small: Vec<bool>,
}

impl Table {
    fn of(seed: u64) -> (Table, Release) {
        let cube = table(seed);
        let release = release_cube(&cube, Rule::new(K as u32)).unwrap();
        let (rows, columns) = (cube.dimensions[0].categories.len(), cube.dimensions[1].categories.len());
        let mut counts = vec![0.0; rows * columns];
        for (row, column) in cube.codes[0].iter().zip(&cube.codes[1]) {
            counts[usize::from(*row) * columns + usize::from(*column)] += 1.0;
        }
        // In the order of the release: rows, columns, cells.
        let mut forms: Vec<Form> =
            (0..rows).map(|row| Form::sum((0..columns).map(|column| row * columns + column))).collect();
        forms.extend((0..columns).map(|column| Form::sum((0..rows).map(|row| row * columns + column))));
        forms.extend((0..rows * columns).map(Form::one));
        let total = Form::sum(0..rows * columns);
        let facts = vec![Figure::exact(total.clone(), total.at(&counts))];
        let unit = |form: Form| Unit {
            figures: vec![Figure::exact(form.clone(), form.at(&counts))],
            cost: Some(1.0),
            secrets: vec![Secret { form, need: Need::width(K), insider: Vec::new() }],
        };
        let units: Vec<Unit> = forms.into_iter().map(unit).collect();
        let small = units.iter().map(|unit| (1.0..K).contains(&unit.figures[0].range.lo)).collect();
        (
            Table {
                system: System {
                    is_whole: vec![true; counts.len()],
                    facts,
                    units,
                    secrets: Vec::new(),
                    worlds: Vec::new(),
                },
                small,
            },
            release,
        )
    }

    /// Units whose own secret is not kept.
    fn broken(&self, hidden: &[bool]) -> Vec<usize> {
        let found = derivable(&self.system, hidden).unwrap();
        let is_it = |at: &usize| found.iter().any(|(secret, _)| **secret == self.system.units[*at].secrets[0]);
        (0..hidden.len()).filter(|at| hidden[*at]).filter(is_it).collect()
    }

    /// The fewest secondary suppressions: sets that hit every cut found so far, smallest first, until one is safe
    /// (implicit hitting sets). A cut: as long as none of these cells is hidden, that one is not safe.
    fn least(&self, most: usize) -> usize {
        let mut cuts: Vec<(usize, Vec<usize>)> = Vec::new();
        for size in 0..most {
            while let Some(set) = hit(&cuts, &self.small, size) {
                let mut hidden = self.small.clone();
                set.iter().for_each(|at| hidden[*at] = true);
                let Some(broken) = self.broken(&hidden).first().copied() else { return size };
                cuts.push((broken, self.cut(hidden, broken)));
            }
        }
        most
    }

    /// Hides more and more as long as the cell stays unsafe; one of what is left must be hidden.
    fn cut(&self, mut hidden: Vec<bool>, broken: usize) -> Vec<usize> {
        let shown: Vec<usize> = (0..hidden.len()).filter(|at| !hidden[*at]).collect();
        let mut needed = Vec::new();
        for at in shown {
            hidden[at] = true;
            if !self.broken(&hidden).contains(&broken) {
                hidden[at] = false;
                needed.push(at);
            }
        }
        needed
    }
}

/// A set of `size` further cells that hits every cut, or leaves its cell shown.
fn hit(cuts: &[(usize, Vec<usize>)], small: &[bool], size: usize) -> Option<Vec<usize>> {
    fn search(
        cuts: &[(usize, Vec<usize>)],
        small: &[bool],
        size: usize,
        set: &mut Vec<usize>,
        not: &mut Vec<usize>,
    ) -> bool {
        let is_open = |(cell, cells): &&(usize, Vec<usize>)| {
            let is_hidden = small[*cell] || set.contains(cell);
            is_hidden && !cells.iter().any(|at| set.contains(at))
        };
        let Some((_, cells)) = cuts.iter().filter(is_open).min_by_key(|(_, cells)| cells.len()) else { return true };
        if set.len() == size {
            return false;
        }
        let (cells, before) = (cells.clone(), not.len());
        for at in cells {
            if not.contains(&at) {
                continue;
            }
            set.push(at);
            if search(cuts, small, size, set, not) {
                return true;
            }
            set.pop();
            // Tried: whatever else hits this cut does without it.
            not.push(at);
        }
        not.truncate(before);
        false
    }
    let mut set = Vec::new();
    search(cuts, small, size, &mut set, &mut Vec::new()).then_some(set)
}

#[test]
fn few_more_cells_are_hidden_than_must_be() {
    let tables = figures::trials(20).div_ceil(10).clamp(5, 200);
    let (mut ours, mut least, mut shown, mut safe) = (0, 0, 0, 0);
    for seed in 0..tables {
        let (table, release) = Table::of(1_000_000 + seed);
        let cells: Vec<Shown<u64>> = release.views.iter().flat_map(|view| view.cells.clone()).collect();
        let hidden: Vec<bool> = cells.iter().map(|cell| *cell == Shown::Hidden).collect();
        assert!(table.broken(&hidden).is_empty(), "table {seed}");
        let extra = hidden.iter().zip(&table.small).filter(|(hidden, small)| **hidden && !**small).count();
        ours += extra;
        least += table.least(extra);
        safe += table.small.iter().filter(|small| !**small).count();
        shown += hidden.iter().filter(|hidden| !**hidden).count();
    }
    figures::write(&[
        ("tables up to 6 x 6 beside their exact minimum", tables, String::new()),
        ("secondary suppressions", ours as u64, String::new()),
        ("of which are needed at least", least as u64, String::new()),
        (
            "secondary suppressions per 100 of the exact minimum",
            (100 * ours).div_ceil(least.max(1)) as u64,
            "at most 130".to_owned(),
        ),
        ("safe cells that are shown, per cent", (100 * shown / safe.max(1)) as u64, String::new()),
    ]);
    assert!(10 * ours <= 13 * least, "{ours} hidden, {least} needed");
}
