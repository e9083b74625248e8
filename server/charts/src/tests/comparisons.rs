//! What is said of two groups set side by side.

use domain::{Locale, id::ConstructId, report::Difference};

use super::sides::{difference, two_sides};
use crate::{
    Sides, differences,
    samples::{LOOKS, caption},
};

#[test]
fn a_comparison_says_how_many_rows_certainly_differ() {
    let title = |found: &[Difference], sides: &Sides| {
        let name = |construct: &ConstructId| construct.to_string();
        differences::plain(&caption("two"), found, 5, sides, &name, &LOOKS[0]).title
    };
    let [audiences, years] = two_sides("Auszubildende");
    let (wide, close) = (difference(0, 4.0, 2.5, 80), difference(1, 3.0, 3.1, 80));
    let both = [wide.clone(), close.clone()];
    assert_eq!(title(&both, &audiences), "Bei 1 von 2 Merkmalen sehen es Auszubildende sicher anders als Betriebe");
    assert_eq!(title(&both, &years), "Von 2024 bis 2026 hat sich 1 von 2 Merkmalen sicher verändert");
    assert_eq!(title(&[close], &audiences), "Auszubildende sehen es nirgends sicher anders als Betriebe");
    assert_eq!(title(&[], &audiences), title(&[], &years), "nothing to show");
    // The effect is large enough, but may be chance.
    let chance = Difference { p_adjusted: 0.06, ..wide };
    assert_eq!(title(&[chance], &years), "Von 2024 bis 2026 hat sich kein Merkmal sicher verändert");
}

/// A blind spot of 0.6 stood before a difference of 1.4 and was called the widest; importance was not looked at.
#[test]
fn the_headline_of_a_comparison_says_what_kind_of_difference_it_names() {
    let [audiences, years] = two_sides("Auszubildende");
    let headline = |found: &[Difference], sides: &Sides, blind: usize, locale| {
        let is_blind = |found: &Difference| found.construct.as_str() == format!("c{blind}");
        differences::headline::plain(found, sides, &is_blind, &|construct| construct.to_string(), locale)
    };
    let with_delta = |at, first, second, delta| Difference { delta, ..difference(at, first, second, 80) };
    let (narrow, wide) = (with_delta(0, 3.9, 3.3, -0.2), with_delta(1, 4.0, 2.6, -0.4));
    let both = [narrow.clone(), wide];
    let german = |found: &[Difference], sides: &Sides, blind| {
        headline(found, sides, blind, Locale::DeSie).replace('\u{a0}', " ")
    };
    assert_eq!(
        german(&both, &audiences, 0),
        "Blinder Fleck: „c0“. Betriebe geben sich 3,9 Punkte, Auszubildende geben 3,3."
    );
    assert_eq!(
        german(&both, &audiences, 9),
        "Am weitesten auseinander: wie gut „c1“ gelingt. Betriebe geben sich 4,0 Punkte, Auszubildende geben 2,6."
    );
    // Years have no blind spots.
    assert_eq!(
        german(&both, &years, 0),
        "Am meisten verändert: „c1“ gelingt schlechter, 2024 noch 4,0 Punkte, 2026 2,6."
    );
    let matters = Difference { role: domain::meaning::Role::Importance, ..with_delta(2, 3.2, 4.1, 0.3) };
    let only_importance = [Difference { p_adjusted: 0.4, ..narrow }, matters];
    assert_eq!(
        german(&only_importance, &years, 9),
        "Am meisten verändert: „c2“ ist wichtiger geworden, 2024 noch 3,2 Punkte, 2026 4,1."
    );
    assert_eq!(
        german(&only_importance, &audiences, 9),
        "Am weitesten auseinander: wie wichtig „c2“ ist. Betriebe vermuten 3,2 Punkte, Auszubildende geben 4,1."
    );
    assert_eq!(
        headline(&only_importance, &years, 9, Locale::En),
        "Changed most: “c2” matters more, 3.2 points in 2024, 4.1 in 2026."
    );
    assert_eq!(german(&only_importance[..1], &years, 9), "Nichts hat sich sicher verändert");
    assert_eq!(german(&only_importance[..1], &audiences, 9), "Kein Unterschied ist sicher");
}

/// The first row of the picture is the one that the page speaks of, though a wider difference may be chance.
#[test]
fn certain_differences_stand_before_wider_ones_that_may_be_chance() {
    let [audiences, _] = two_sides("Auszubildende");
    let chance = Difference { p_adjusted: 0.3, ..difference(0, 4.0, 2.0, 12) };
    let found = [chance, difference(1, 4.0, 3.0, 80)];
    let name = |construct: &ConstructId| construct.to_string();
    let figure = differences::plain(&caption("two"), &found, 5, &audiences, &name, &LOOKS[0]);
    assert_eq!(figure.table.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["c1", "c0"]);
    assert!(figure.desc.starts_with("Unter den sicheren Unterschieden ist der größte „c1“"), "{}", figure.desc);
}
