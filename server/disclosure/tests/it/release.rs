//! The release object: what it holds whatever the data.

use disclosure::{Axis, Cube, Dimension, Level, Release, Rule, Shown, audit::attack, release_cube, unanimity};
use proptest::prelude::*;

fn cube(codes: Vec<(u16, u16)>) -> Cube {
    let kreis =
        Level { name: "Kreis".to_owned(), groups: vec!["PB".to_owned(), "HX".to_owned()], group_of: vec![0, 1, 1, 1] };
    let mut places = Dimension::new("Gemeinde", &["Paderborn", "Höxter", "Brakel", "Steinheim"]);
    places.levels.push(kreis);
    let (places_of, years) = codes.into_iter().unzip();
    let dimensions = vec![places, Dimension::new("Jahr", &["1", "2", "3"])];
    Cube::new(dimensions, vec![(0, 1)], vec![places_of, years]).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn small_groups_are_hidden_and_no_hidden_one_is_narrow(
        codes in prop::collection::vec((0..4_u16, 0..3_u16), 5..80),
        k in 3..8_u32,
    ) {
        let cube = cube(codes);
        let release = release_cube(&cube, Rule::new(k)).unwrap();
        for view in &release.views {
            for cell in &view.cells {
                prop_assert!(!matches!(cell, Shown::Value(count) if *count < u64::from(k)));
            }
        }
        if release.respondents != Shown::Hidden {
            for attack in attack(&release).unwrap() {
                prop_assert!(!attack.derivable, "{:?}", attack);
            }
        }
        let text = serde_json::to_string(&release).unwrap();
        prop_assert_eq!(serde_json::from_str::<Release>(&text).unwrap(), release);
    }

    #[test]
    fn a_clipped_share_covers_two(n in 5..400_u64, of in 0.0..=1.0_f64) {
        let count = (of * n as f64).round() as u64;
        prop_assert!(unanimity::covered(n) >= 2);
        match unanimity::clip(count, n) {
            unanimity::Share::AtMost(step) => prop_assert!(count as f64 <= step * n as f64 + 1e-9),
            unanimity::Share::AtLeast(step) => prop_assert!(count as f64 >= step * n as f64 - 1e-9),
            unanimity::Share::Exactly(share) => prop_assert!(share > 0.0 && share < 1.0),
        }
    }
}

#[test]
fn a_kreis_of_one_municipality_is_hidden_with_it() {
    let mut codes = vec![(0, 0); 3];
    codes.extend([(1, 0); 12]);
    codes.extend([(2, 1); 15]);
    codes.extend([(3, 2); 9]);
    let release = release_cube(&cube(codes), Rule::new(5)).unwrap();
    let cell = |level: usize, at: usize| release.view(&[Axis { dimension: 0, level }]).unwrap().cells[at];
    assert_eq!((cell(0, 0), cell(1, 0)), (Shown::Hidden, Shown::Hidden), "Paderborn");
    assert_eq!(cell(1, 1), Shown::Hidden, "the other Kreis is what is left of all");
}

#[test]
fn steps_that_cover_two() {
    for (n, step) in [(5, 0.4), (10, 0.2), (19, 0.2), (20, 0.1), (400, 0.1)] {
        assert!((unanimity::step(n) - step).abs() < 1e-12, "{n}");
    }
    let (mean, spread) = unanimity::clip_mean(5.0, 0.0, 20, (1.0, 5.0));
    assert!(mean < 5.0 && spread > 0.0);
}

#[test]
fn fewer_than_k_are_told_nothing_about() {
    let release = release_cube(&cube(vec![(0, 0); 4]), Rule::new(5)).unwrap();
    assert_eq!(release.respondents, Shown::Hidden);
    assert!(release.views.iter().flat_map(|view| &view.cells).all(|cell| *cell == Shown::Hidden));
}
