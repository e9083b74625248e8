//! Maps of the region, and of regions nobody chose.

use domain::{
    OptionId,
    id::TopicId,
    meaning::TargetGroup,
    offer::Supply,
    place::Municipality,
    report::{Cell, Coverage, CoverageRow, Estimate, GapReason, Verdict},
};
use proptest::prelude::*;
use roxmltree::Document;

use super::sound::assert_sound;
use crate::{Caption, Figure, Look, samples::*, seats_map, tiles::coverage};

/// The municipalities of the demo region.
pub(super) fn region() -> Vec<Municipality> {
    let rows = include_str!("../../../demo/municipalities.csv").lines().skip(1);
    let place = |row: &str| {
        let cells: Vec<&str> = row.split(',').collect();
        let degrees = |at: usize| cells[at].parse().expect("degrees");
        municipality(cells[0], cells[1], cells[2], (degrees(3), degrees(4)))
    };
    rows.map(place).collect()
}

fn municipality(ags: &str, name: &str, kreis: &str, (lat, lon): (f64, f64)) -> Municipality {
    let ags = OptionId::new(ags).expect("a valid name");
    Municipality { ags, name: name.to_owned(), kreis: kreis.to_owned(), lat, lon }
}

fn shown(covered: f64, firms: u64) -> Cell<Coverage> {
    let whole = |value: f64| Estimate { value, lo: value, hi: value };
    Cell::Shown(Coverage {
        firms,
        demand: whole(40.0),
        access_ratio: covered,
        supply: 40.0 * covered,
        coverage: covered,
        unmet: whole(40.0 * (1.0 - covered)),
        offers_without_seats: 0,
        reason: GapReason::Capacity,
        verdict: match firms {
            ..10 => Verdict::TooFewAnswers,
            10..30 => Verdict::Uncertain,
            _ if covered < 1.0 => Verdict::UnmetCertain,
            _ => Verdict::CoveredCertain,
        },
    })
}

fn row(cells: Vec<Cell<Coverage>>) -> CoverageRow {
    CoverageRow { topic: TopicId::new("t0").expect("a valid name"), group: TargetGroup::Apprentices, cells }
}

fn covered(id: &str, region: &[Municipality], cells: Vec<Cell<Coverage>>, look: &Look) -> Figure {
    let columns: Vec<String> = region.iter().map(|place| place.ags.to_string()).collect();
    coverage::plain(&caption(id), "Wohnen und Mobilität", region, &columns, &row(cells), look)
}

pub(super) fn coverage_of_the_region(look: &Look) -> Figure {
    let region = region();
    let cell = |at: usize| match at % 5 {
        1 => Cell::Suppressed,
        3 => Cell::Empty,
        _ => shown((at * 37 % 101) as f64 / 100.0, [5, 10, 30][at % 3]),
    };
    let cells = (0..region.len()).map(cell).collect();
    covered("coverage-map", &region, cells, look)
}

pub(super) fn seats_of_the_region(look: &Look) -> Figure {
    let supply = |at: usize| match at % 6 {
        0 => Supply::default(),
        1 => Supply { offers: 1, seats: 0, unknown: 1 },
        2 => Supply { offers: 3, seats: 12, unknown: 1 },
        _ => Supply { offers: 2, seats: (at * 7 % 50) as u32 + 1, unknown: 0 },
    };
    let found: Vec<(Municipality, Supply)> =
        region().into_iter().enumerate().map(|(at, place)| (place, supply(at))).collect();
    let caption = Caption { source: "Verzeichnis der Angebote".to_owned(), ..Caption::default() };
    seats_map(&Caption { id: "seats-map".to_owned(), ..caption }, "Wohnen und Mobilität", 45.0, &found, look)
}

#[test]
fn a_tile_says_its_name_its_kreis_and_its_figure_to_a_pointer() {
    for figure in [coverage_of_the_region(&LOOKS[0]), seats_of_the_region(&LOOKS[0])] {
        for svg in [&figure.svg_narrow, &figure.svg_wide] {
            let document = Document::parse(svg).expect("well-formed");
            let named = |node: &roxmltree::Node| node.attribute("class") == Some("tile");
            let tiles: Vec<_> = document.descendants().filter(named).collect();
            assert_eq!(tiles.len(), 29);
            for (tile, row) in tiles.iter().zip(&figure.table.rows) {
                let title = tile.children().find(|node| node.has_tag_name("title")).and_then(|node| node.text());
                let figure = row[2].as_str();
                assert_eq!(title, Some(format!("{} ({}): {figure}", row[0], row[1]).as_str()));
                let mut texts = tile.children().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text());
                assert_eq!(texts.next_back(), Some(figure), "the number of the table stands on the tile");
            }
        }
    }
}

#[test]
fn what_is_hidden_what_is_missing_and_what_is_nothing_look_different() {
    let covered = coverage_of_the_region(&LOOKS[1]).svg_wide;
    assert!(covered.contains("url(#coverage-map-w-h-grid)") && covered.contains("hidden to protect firms"));
    assert!(covered.contains("no figure"));
    let seats = seats_of_the_region(&LOOKS[1]).svg_wide;
    for said in ["no place within reach", "its places unknown", "≥\u{a0}12", ">?<", ">0<"] {
        assert!(seats.contains(said), "{said}");
    }
    assert!(!seats.contains("hidden"), "offers are nobody's answers");
}

#[test]
fn titles_say_where_it_is_missing() {
    let title = |cells: &[Cell<Coverage>]| {
        let region = &region()[..cells.len()];
        covered("c", region, cells.to_vec(), &LOOKS[0]).title.replace('\u{202f}', " ")
    };
    // The first five of the region are Altenbeken, Bad Lippspringe, Bad Wünnenberg, Borchen, Büren.
    let (full, half, none) = (shown(1.0, 30), shown(0.5, 30), shown(0.0, 30));
    assert_eq!(
        title(&[half.clone(), full.clone(), Cell::Suppressed]),
        "Sicher nicht gedeckt ist der Bedarf an „Wohnen und Mobilität“ in Altenbeken (50 %)"
    );
    assert_eq!(
        title(&[none.clone(), full.clone(), none.clone()]),
        "Sicher nicht gedeckt ist der Bedarf an „Wohnen und Mobilität“ in Altenbeken und Bad Wünnenberg (0 %)"
    );
    assert_eq!(
        title(&[none.clone(), none.clone(), none.clone(), none, half]),
        "Sicher nicht gedeckt ist der Bedarf an „Wohnen und Mobilität“ in 4 Gemeinden (0 %)"
    );
    assert_eq!(
        title(&[full.clone(), Cell::Empty]),
        "Wo Zahlen vorliegen, ist der Bedarf an „Wohnen und Mobilität“ gedeckt"
    );
    // Few answers, and a wide interval, are nothing to head a chart with.
    let (few, unsure) = (shown(0.0, 5), shown(0.1, 10));
    assert_eq!(
        title(&[few.clone(), full, unsure.clone()]),
        "Sicher gedeckt ist der Bedarf an „Wohnen und Mobilität“ in Bad Lippspringe"
    );
    assert_eq!(
        title(&[few, unsure]),
        "Ob der Bedarf an „Wohnen und Mobilität“ gedeckt ist, ist in keiner Gemeinde sicher"
    );
    assert!(title(&[Cell::Suppressed, Cell::Empty]).starts_with("Noch zu wenige Antworten"));
    assert_eq!(title(&[Cell::Empty]), "Noch keine Antworten");
}

#[test]
fn titles_say_where_nothing_can_be_reached() {
    let title = |seats: &[(u32, usize)]| {
        let supply = |(seats, unknown): &(u32, usize)| Supply {
            offers: unknown + usize::from(*seats > 0),
            seats: *seats,
            unknown: *unknown,
        };
        let found: Vec<_> = region().into_iter().zip(seats.iter().map(supply)).collect();
        seats_map(&caption("s"), "Sprachförderung", 45.0, &found, &LOOKS[0]).title
    };
    assert_eq!(title(&[(0, 0), (0, 0)]), "Für „Sprachförderung“ ist nirgends ein Platz in 45 Minuten erreichbar");
    assert_eq!(
        title(&[(6, 0), (0, 0)]),
        "In Bad Lippspringe ist kein Platz für „Sprachförderung“ in 45 Minuten erreichbar"
    );
    assert_eq!(
        title(&[(6, 0), (20, 1), (6, 0)]),
        "Plätze für „Sprachförderung“ sind überall erreichbar, am wenigsten in Altenbeken und Bad Wünnenberg (6)"
    );
    assert_eq!(title(&[(6, 0), (6, 0)]), "Für „Sprachförderung“ sind überall gleich viele Plätze erreichbar: 6");
    assert_eq!(
        title(&[(6, 0), (0, 1)]),
        "Angebote für „Sprachförderung“ sind überall erreichbar, ihre Platzzahl ist nicht überall bekannt"
    );
}

#[test]
fn a_municipality_that_joined_later_has_no_figure_and_one_that_left_no_tile() {
    let region = region();
    let columns = [region[0].ags.to_string(), "99999999".to_owned()];
    let cells = row(vec![shown(0.4, 9), shown(0.1, 9)]);
    let figure = coverage::plain(&caption("m"), "Thema", &region[..2], &columns, &cells, &LOOKS[0]);
    let figures: Vec<&str> = figure.table.rows.iter().map(|row| row[2].as_str()).collect();
    assert_eq!(figures, ["40\u{202f}%", "–"]);
    assert!(!figure.svg_wide.contains("10\u{202f}%"));
}

/// Names and places of any region; many lie in one spot.
fn any_place() -> impl Strategy<Value = (String, String, f64, f64)> {
    let name = prop_oneof![
        "(Bad )?[A-ZÄÖÜ][a-zäöüß]{2,18}(-[A-Z][a-z]{2,12})?( an der [A-Z][a-z]{2,8})?",
        Just("</text><script>alert(1)</script>".to_owned()),
        Just(String::new()),
        "\\PC{0,30}",
    ];
    (name, "Kreis [ABC]", prop_oneof![Just(51.7), 47.0..55.0f64], prop_oneof![Just(8.7), 6.0..15.0f64])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_region_is_drawn_whole(
        places in prop::collection::vec((any_place(), 0u32..130, 0usize..3, 0u8..5), 1..60),
    ) {
        let region: Vec<Municipality> = places
            .iter()
            .enumerate()
            .map(|(at, ((name, kreis, lat, lon), ..))| municipality(&format!("a{at}"), name, kreis, (*lat, *lon)))
            .collect();
        let cells: Vec<Cell<Coverage>> = places
            .iter()
            .map(|(_, seats, _, kind)| match kind {
                0 => Cell::Suppressed,
                1 => Cell::Empty,
                _ => shown(f64::from(*seats) / 100.0, 5),
            })
            .collect();
        let supply = |(_, seats, unknown, _): &(_, u32, usize, u8)| Supply { offers: unknown + 1, seats: *seats, unknown: *unknown };
        let found: Vec<_> = region.iter().cloned().zip(places.iter().map(supply)).collect();
        for look in &LOOKS {
            assert_sound(&covered("any", &region, cells.clone(), look), look);
            let seats = seats_map(&caption("seats"), &region[0].name, 45.0, &found, look);
            assert_sound(&seats, look);
            prop_assert_eq!(seats.table.rows.len(), region.len());
        }
    }
}
