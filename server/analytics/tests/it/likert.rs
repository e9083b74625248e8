//! L01: Heiberger & Robbins (2014), J. Stat. Software 57(5).

use analytics::likert::extents;

use crate::fixture::{assert_close, case, number, reference, rows};

#[test]
fn diverging_bars_of_the_reference() {
    let case = case("L01");
    let tolerance = number(&case["tolerance"]["abs"]);
    let expected = rows(&reference("L01_profchal_expected.csv"));
    let counts = rows(&reference("L01_profchal.csv"));
    let points = ["Strongly Disagree", "Disagree", "No Opinion", "Agree", "Strongly Agree"];
    assert_eq!((counts.len(), expected.len()), (16, 16));
    for (row, expected) in counts.iter().zip(&expected) {
        let counts: Vec<u64> = points.iter().map(|point| row[*point].parse().unwrap()).collect();
        let bar = extents(&counts).unwrap();
        assert_eq!(bar.n.to_string(), expected["n"]);
        let figures = [
            ("left", bar.left),
            ("right", bar.right),
            ("disagree", bar.disagree),
            ("neutral", bar.neutral),
            ("agree", bar.agree),
        ];
        for (name, figure) in figures {
            assert_close(
                figure,
                expected[name].parse().unwrap(),
                tolerance,
                &format!("{} {name}", expected["question"]),
            );
        }
    }
    let first = extents(&[4, 21, 27, 230, 283]).unwrap();
    assert_close(first.agree, number(&case["expected"]["row1"]["agree_pct"]), tolerance, "agree_pct");
    assert_close(first.disagree, number(&case["expected"]["row1"]["disagree_pct"]), tolerance, "disagree_pct");
}

#[test]
fn an_even_scale_has_no_neutral_point() {
    let bar = extents(&[1, 2, 3, 4]).unwrap();
    assert_eq!((bar.left, bar.neutral, bar.right), (30.0, 0.0, 70.0));
    assert_eq!(extents(&[0, 0, 0]), None);
}
