//! What the server has acknowledged, held against what the export gives.

use super::figure::Figure;
use crate::server::Setup;
use anyhow::Result;

/// Who was told that their answers have arrived: missing, twice, or unexplained.
pub fn compare(submitted: &[String], records: &[String]) -> Vec<Figure> {
    let found = |token: &String| records.iter().filter(|record| record.contains(token.as_str())).count();
    let counts: Vec<usize> = submitted.iter().map(found).collect();
    let missing = counts.iter().filter(|count| **count == 0).count();
    let twice = counts.iter().filter(|count| **count > 1).count();
    let unexplained = records.len().abs_diff(submitted.len() - missing);
    vec![
        Figure::new("acknowledged submits", submitted.len() as u64),
        Figure::none("acknowledged submits missing", missing as u64),
        Figure::none("submits stored twice", twice as u64),
        Figure::none("responses nobody sent, or too few", unexplained as u64),
    ]
}

/// The records of the export of a wave that has ended, without the header line.
pub fn records(setup: &Setup, wave: &str) -> Result<Vec<String>> {
    let csv = setup.text(&["export", "responses", "--wave", wave])?;
    Ok(split_records(&csv).into_iter().skip(1).collect())
}

/// A quoted field may hold line breaks (RFC 4180).
fn split_records(csv: &str) -> Vec<String> {
    let mut quoted = false;
    let ends = |letter: char| {
        quoted ^= letter == '"';
        letter == '\n' && !quoted
    };
    csv.split_terminator(ends).map(|record| record.trim_end_matches('\r').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(tokens: &[&str], records: &[&str]) -> Vec<(String, u64)> {
        let [tokens, records] =
            [tokens, records].map(|list| list.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
        compare(&tokens, &records)
            .into_iter()
            .filter(|figure| !figure.holds())
            .map(|figure| (figure.name, figure.value))
            .collect()
    }

    fn named(figures: &[(&str, u64)]) -> Vec<(String, u64)> {
        figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect()
    }

    #[test]
    fn a_lost_a_doubled_and_a_strange_response_are_each_seen() {
        assert_eq!(broken(&["A", "B"], &["1;A", "2;B"]), []);
        assert_eq!(broken(&["A", "B"], &["1;A"]), named(&[("acknowledged submits missing", 1)]));
        let twice = [("submits stored twice", 1), ("responses nobody sent, or too few", 1)];
        assert_eq!(broken(&["A"], &["1;A", "2;A"]), named(&twice));
        let strange = [("responses nobody sent, or too few", 1)];
        assert_eq!(broken(&["A"], &["1;A", "2;X"]), named(&strange));
    }

    #[test]
    fn a_line_break_inside_quotes_ends_no_record() {
        assert_eq!(split_records("a,b\r\n1,\"x\ny \"\"z\"\"\"\r\n2,q\r\n"), ["a,b", "1,\"x\ny \"\"z\"\"\"", "2,q"]);
    }
}
