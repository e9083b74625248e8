//! Figures over several waves.

use domain::{
    Key,
    id::ItemId,
    report::{Cell, Change, Reading, Series, Spread, Trend},
};
use proptest::prelude::*;

use super::sound::assert_sound;
use crate::{
    Figure, Look, Unit,
    samples::{FACTORS, LOOKS, caption, estimate, option},
    trend,
};

type Waves = Vec<(f64, String)>;

/// Readings as value and half of the interval; `change`: value, half, adjusted p.
fn followed(at: usize, waves: &Waves, readings: &[Option<(f64, f64)>], change: Option<(f64, f64, f64)>) -> Trend {
    let reading = |((when, _), told): (&(f64, String), &Option<(f64, f64)>)| match told {
        Some((value, half)) => Cell::Shown(Reading {
            when: *when,
            n: 120,
            estimate: estimate(*value, *half),
            spread: Spread::Deviation(1.0),
        }),
        None => Cell::Suppressed,
    };
    let key = Key::item(&ItemId::new("frage").expect("a valid name"));
    let readings = waves.iter().zip(readings).map(reading).collect();
    let change = change.map(|(value, half, p)| Change { whole: estimate(value, half), p, p_adjusted: p, effect: 0.3 });
    Trend { series: Series { key, option: Some(option(at)), readings }, change }
}

fn years() -> Waves {
    [2024, 2025, 2026].map(|year| (f64::from(year) + 0.4, year.to_string())).to_vec()
}

fn place(series: &Series) -> usize {
    series.option.as_ref().and_then(|option| option.as_str()[1..].parse().ok()).unwrap_or_default()
}

pub(super) fn of_three_waves(look: &Look) -> Figure {
    let waves = years();
    let found = [
        followed(0, &waves, &[Some((3.1, 0.1)), Some((3.2, 0.1)), Some((3.5, 0.1))], Some((0.4, 0.14, 0.001))),
        followed(1, &waves, &[Some((4.2, 0.1)), None, Some((4.0, 0.12))], Some((-0.2, 0.2, 0.09))),
        followed(2, &waves, &[None, Some((2.9, 0.3)), Some((2.8, 0.2))], None),
    ];
    let label = |series: &Series| FACTORS[place(series)].to_owned();
    trend::plain(&caption("trend"), &found, &waves, Unit::Points, &label, look)
}

#[test]
fn a_course_says_how_many_have_certainly_changed_and_which_the_most() {
    let waves = years();
    let up =
        followed(0, &waves, &[Some((0.21, 0.03)), Some((0.25, 0.03)), Some((0.33, 0.03))], Some((0.12, 0.05, 0.01)));
    let more =
        followed(1, &waves, &[Some((0.5, 0.03)), Some((0.4, 0.03)), Some((0.3, 0.03))], Some((-0.2, 0.05, 0.01)));
    let chance = followed(2, &waves, &[Some((0.2, 0.03)), None, Some((0.7, 0.03))], Some((0.5, 0.6, 0.3)));
    let told = |found: &[Trend], look: &Look| {
        trend::plain(&caption("t"), found, &waves, Unit::Share, &|series| format!("o{}", place(series)), look)
    };
    let title = |found: &[Trend]| told(found, &LOOKS[0]).title;
    assert_eq!(
        title(&[chance.clone(), up.clone(), more.clone()]),
        "2 von 3 haben sich von 2024 bis 2026 sicher verändert, am meisten „o1“ (−20,0)"
    );
    assert_eq!(title(&[chance.clone(), up.clone()]), "Nur „o0“ (+12,0) hat sich von 2024 bis 2026 sicher verändert");
    assert_eq!(title(std::slice::from_ref(&up)), "„o0“ (+12,0) hat sich von 2024 bis 2026 sicher verändert");
    assert_eq!(title(std::slice::from_ref(&chance)), "„o2“ hat sich von 2024 bis 2026 nicht sicher verändert");
    assert_eq!(title(&[chance.clone(), chance.clone()]), "Nichts hat sich von 2024 bis 2026 sicher verändert");
    let figure = told(&[up, chance, more], &LOOKS[1]);
    assert_eq!(figure.title, "2 of 3 have certainly changed from 2024 to 2026, most of all “o1” (−20.0)");
    let first: Vec<&str> = figure.table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(first, ["o1", "o0", "o2"], "certain changes first, the wider before the narrower");
    assert_eq!(figure.desc, "“o1”: 2024 50%, 2025 40%, 2026 30%.", "the numbers of the table");
}

/// Asked first in 2025, or hidden in 2026: what is tested is not what stands at the ends of the picture.
#[test]
fn a_title_names_the_waves_that_tell_its_row_and_no_others() {
    let waves = years();
    let change = Some((0.3, 0.1, 0.001));
    let late = followed(0, &waves, &[None, Some((3.0, 0.1)), Some((3.3, 0.1))], change);
    let early = followed(1, &waves, &[Some((3.0, 0.1)), Some((3.3, 0.1)), None], change);
    let chance = followed(2, &waves, &[Some((3.0, 0.1)), None, Some((3.1, 0.1))], Some((0.1, 0.2, 0.4)));
    let title = |found: &[Trend]| {
        let label = |series: &Series| format!("o{}", place(series));
        LOOKS
            .iter()
            .map(|look| trend::plain(&caption("t"), found, &waves, Unit::Points, &label, look).title)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        title(&[late.clone(), chance.clone()]),
        [
            "Nur „o0“ (+0,30) hat sich von 2025 bis 2026 sicher verändert",
            "Only “o0” (+0.30) has certainly changed from 2025 to 2026"
        ]
    );
    assert_eq!(
        title(&[late, early, chance]),
        [
            "2 von 3 haben sich sicher verändert, am meisten „o0“ (+0,30)",
            "2 of 3 have certainly changed, most of all “o0” (+0.30)"
        ]
    );
}

#[test]
fn what_was_not_tested_is_not_said_to_have_stayed_as_it_was() {
    let waves = years();
    let untested = followed(0, &waves, &[Some((3.0, 0.1)), None, Some((3.4, 0.1))], None);
    let certain = followed(1, &waves, &[Some((3.0, 0.1)), None, Some((3.4, 0.1))], Some((0.4, 0.1, 0.001)));
    let more = followed(2, &waves, &[Some((3.0, 0.1)), None, Some((3.5, 0.1))], Some((0.5, 0.1, 0.001)));
    let title = |found: &[Trend]| {
        trend::plain(&caption("t"), found, &waves, Unit::Points, &|series| format!("o{}", place(series)), &LOOKS[0])
            .title
    };
    let few = "Zu wenige Antworten, um eine Veränderung zu prüfen";
    assert_eq!([title(std::slice::from_ref(&untested)), title(&[untested.clone(), untested.clone()])], [few, few]);
    assert_eq!(
        title(&[untested, certain, more]),
        "2 von 2 haben sich von 2024 bis 2026 sicher verändert, am meisten „o2“ (+0,50)"
    );
}

#[test]
fn a_wave_that_hides_a_figure_breaks_its_line() {
    let waves = years();
    let broken = [followed(0, &waves, &[Some((3.0, 0.1)), None, Some((3.4, 0.1))], None)];
    let whole = [followed(0, &waves, &[Some((3.0, 0.1)), Some((3.2, 0.1)), Some((3.4, 0.1))], None)];
    let series = |found: &[Trend]| {
        let label = |_: &Series| "a".to_owned();
        let figure = trend::plain(&caption("t"), found, &waves, Unit::Points, &label, &LOOKS[0]);
        let document = roxmltree::Document::parse(&figure.svg_wide).expect("well-formed");
        let group = document.descendants().find(|node| node.attribute("class") == Some("series s-trend"));
        let count =
            |name: &str| group.iter().flat_map(|node| node.descendants()).filter(|n| n.has_tag_name(name)).count();
        (count("circle"), count("path"))
    };
    assert_eq!(series(&whole), (3, 3 + 2), "a whisker for each dot and two connections");
    assert_eq!(series(&broken), (2, 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn figures_over_any_waves_are_sound(
        years in prop::collection::btree_set(0u32..60, 2..7),
        rows in prop::collection::vec(
            ("[A-Za-zÄÖÜäöüß ]{1,60}", prop::collection::vec(prop::option::of((-1.0..1.0f64, 0.0..0.4f64)), 6), prop::option::of((-1.0..1.0f64, 0.0..1.0f64))),
            1..16,
        ),
        long in any::<bool>(),
        unit in prop::sample::select(vec![Unit::Points, Unit::Share, Unit::Score]),
    ) {
        let name = |month: &u32| if long { format!("{}. September 2026", month % 30 + 1) } else { (2000 + month).to_string() };
        let waves: Waves = years.iter().map(|month| (2020.0 + f64::from(*month) / 12.0, name(month))).collect();
        let (base, step) = match unit {
            Unit::Points => (3.0, 2.0),
            Unit::Share => (0.5, 0.45),
            Unit::Score => (0.0, 100.0),
        };
        let found: Vec<Trend> = rows.iter().enumerate().map(|(at, (_, readings, change))| {
            let readings: Vec<_> = readings.iter().map(|told| told.map(|(value, half)| (base + step * value, step * half))).collect();
            followed(at, &waves, &readings, change.map(|(value, p)| (step * value, 0.1, p)))
        }).collect();
        for look in &LOOKS {
            let label = |series: &Series| rows[place(series)].0.clone();
            let figure = trend::plain(&caption("t"), &found, &waves, unit, &label, look);
            assert_sound(&figure, look);
            prop_assert_eq!(figure.table.rows.len(), rows.len());
        }
    }
}
