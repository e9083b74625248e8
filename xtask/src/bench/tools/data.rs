//! The file that all tools read: ratings that hang together and depend on who rates, with gaps where nobody answered.

use crate::form::Dice;
use anyhow::Result;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub const ROWS: usize = 200_000;
/// Each is rated twice, for its importance and for its fulfilment.
pub const TOPICS: usize = 12;
/// One table that is drawn up of the file.
pub const CROSSED: [&str; 2] = ["branche", "imp_01"];

const GROUPS: [(&str, &[&str]); 3] = [
    ("branche", &["bau", "buero", "gesundheit", "handel", "industrie", "logistik"]),
    ("kreis", &["guetersloh", "hoexter", "lippe", "paderborn"]),
    ("groesse", &["gross", "klein", "mittel"]),
];
const SEED: u64 = 4;
/// Of a hundred cells.
const MISSING: i64 = 8;

/// The columns with ratings, in the order of the file.
pub fn ratings() -> impl Iterator<Item = String> {
    ["imp", "sat"].into_iter().flat_map(|side| (1..=TOPICS).map(move |topic| format!("{side}_{topic:02}")))
}

/// Writes that many rows, the same in every run.
pub fn write(path: &Path, rows: usize) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    let head: Vec<String> = GROUPS.iter().map(|(name, _)| (*name).to_owned()).chain(ratings()).collect();
    writeln!(file, "{}", head.join(","))?;
    let mut dice = Dice::new(SEED);
    for _ in 0..rows {
        writeln!(file, "{}", person(&mut dice).join(","))?;
    }
    Ok(file.flush()?)
}

fn person(dice: &mut Dice) -> Vec<String> {
    let groups = GROUPS.map(|(_, names)| (dice.between(0, names.len() as i64 - 1) as usize, names));
    // Branches differ, or the test of the table would have nothing to find.
    let mood = dice.between(-1, 1) + i64::from(groups[0].0 < 2);
    let named = groups.map(|(at, names)| names[at].to_owned());
    named.into_iter().chain((0..2 * TOPICS).map(|column| rating(column, mood, dice))).collect()
}

fn rating(column: usize, mood: i64, dice: &mut Dice) -> String {
    if dice.between(1, 100) <= MISSING {
        return String::new();
    }
    // Each column has a mean of its own.
    let lean = (column * 7 % 5) as i64;
    ((2 * dice.between(0, 5) + lean + mood) / 2).clamp(1, 5).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_file_is_the_same_every_time_and_has_all_steps_and_gaps_in_every_column() {
        let folder = tempfile::tempdir().unwrap();
        let written = |name: &str| {
            write(&folder.path().join(name), 2_000).unwrap();
            std::fs::read_to_string(folder.path().join(name)).unwrap()
        };
        let text = written("a.csv");
        assert_eq!(text, written("b.csv"));
        let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 2_001);
        for column in GROUPS.len()..lines[0].len() {
            let found: BTreeSet<&str> = lines[1..].iter().map(|line| line[column]).collect();
            assert_eq!(found, BTreeSet::from(["", "1", "2", "3", "4", "5"]), "{}", lines[0][column]);
        }
        assert!(CROSSED.iter().all(|name| lines[0].contains(name)));
    }
}
