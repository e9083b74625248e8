//! Maps of the region, and of regions nobody chose.

use domain::{
    OptionId,
    id::TopicId,
    meaning::TargetGroup,
    offer::Supply,
    place::Municipality,
    report::{Cell, Coverage, CoverageResult, CoverageRow, Estimate, GapReason, Verdict},
};
use proptest::prelude::*;
use roxmltree::Document;

use super::sound::assert_sound;
use crate::{
    Caption, Figure, Look, Part,
    samples::*,
    seats_map,
    tiles::{coverage, table},
};

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

/// Cells row by row, in as many places of the region.
fn level(rows: Vec<Vec<Cell<Coverage>>>) -> CoverageResult {
    let topic = |at: usize| TopicId::new(&format!("t{at}")).expect("a valid name");
    let row = |(at, cells)| CoverageRow { topic: topic(at), group: TargetGroup::Apprentices, cells };
    let places = region().iter().map(|place| place.ags.to_string()).collect();
    CoverageResult { places, rows: rows.into_iter().enumerate().map(row).collect(), unused_offers: Vec::new() }
}

fn as_table(level: &CoverageResult, rows: &[usize], columns: &[usize], look: &Look) -> Figure {
    let columns: Vec<(usize, String)> = columns.iter().map(|at| (*at, region()[*at].name.clone())).collect();
    let label = |topic: &TopicId| topic_label(topic.as_str());
    let part = Part { rows, columns: &columns };
    table::plain(&caption("coverage-table"), "Am meisten fehlt „Nichts davon“", level, &part, &label, look)
}

/// Seven topics in the sixteen municipalities of a Kreis and some more: too many columns to stand beside each other.
pub(super) fn coverage_as_table(look: &Look) -> Figure {
    let cell = |topic: usize, at: usize| match (topic + at) % 5 {
        1 => Cell::Suppressed,
        3 => Cell::Empty,
        _ => shown(((topic * 17 + at * 37) % 101) as f64 / 100.0, [5, 10, 30][at % 3]),
    };
    let level = level((0..7).map(|topic| (0..29).map(|at| cell(topic, at)).collect()).collect());
    as_table(&level, &(0..7).collect::<Vec<_>>(), &(0..18).collect::<Vec<_>>(), look)
}

/// 40 persons, of whom none, a half and all find an offer; the second topic is not asked for here, nor is the last place.
#[test]
fn the_table_has_the_persons_without_an_offer_of_what_was_asked_for() {
    let (none, half, full) = (shown(0.0, 30), shown(0.5, 30), shown(1.0, 30));
    let level = level(vec![
        vec![none, half.clone(), Cell::Suppressed, full.clone()],
        vec![full.clone(); 4],
        vec![Cell::Empty, full, half.clone(), half],
    ]);
    let told = as_table(&level, &[0, 2], &[0, 1, 2], &LOOKS[0]);
    assert_eq!(told.table.head, ["Thema", "Altenbeken", "Bad Lippspringe", "Bad Wünnenberg"]);
    assert_eq!(told.table.rows[0], ["Digitale Kompetenzen", "40", "20", "•"]);
    assert_eq!(told.table.rows[1], ["Deutsch für den Beruf", "–", "0", "20"]);
    assert!(told.desc.contains("ohne Angebot: 0 bis 40.") && told.desc.contains("Ausgeblendet"), "{}", told.desc);
    for svg in [&told.svg_narrow, &told.svg_wide] {
        assert!(svg.contains("Deutsch für den Beruf, Bad Lippspringe: 0"), "a cell says what it is about");
        assert!(svg.contains("ausgeblendet zum Schutz der Betriebe") && svg.contains("keine Zahl"));
    }
    let hidden = as_table(&level, &[0], &[2], &LOOKS[0]);
    assert!(hidden.title.starts_with("Nicht gezeigt"), "{}", hidden.title);
    assert_eq!(hidden.table.rows, [["Digitale Kompetenzen", "•"]], "its table says of what");
}

/// 60 places for 40 persons: 20 are left over. Where it is not certain that the need is covered none are told.
#[test]
fn the_map_tells_places_to_spare_where_they_are_certain() {
    let more = |firms: u64| match shown(1.0, firms) {
        Cell::Shown(coverage) => Cell::Shown(Coverage { supply: 60.0, ..coverage }),
        hidden => hidden,
    };
    let cells = vec![more(30), more(10), more(5), Cell::Suppressed, shown(1.0, 30)];
    let figure = covered("spare", &region()[..5], cells, &LOOKS[0]);
    assert_eq!(figure.table.head[6], "freie Plätze");
    let spare: Vec<&str> = figure.table.rows.iter().map(|row| row[6].as_str()).collect();
    assert_eq!(spare, ["20", "–", "–", "•", "–"]);
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
    assert!(title(&[Cell::Suppressed, Cell::Empty]).starts_with("Nicht gezeigt"));
    assert_eq!(title(&[Cell::Empty]), "Keine Antwort, die zählt");
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

/// Any places and any topics: their names are those of the places.
fn any_table(region: &[Municipality], cells: &[Cell<Coverage>], look: &Look) -> Figure {
    let row = |topic: usize| CoverageRow {
        topic: TopicId::new(&format!("t{topic}")).expect("a valid name"),
        group: TargetGroup::Apprentices,
        cells: cells.to_vec(),
    };
    let level = CoverageResult { places: Vec::new(), rows: (0..3).map(row).collect(), unused_offers: Vec::new() };
    let columns: Vec<(usize, String)> = region.iter().map(|place| place.name.clone()).enumerate().collect();
    let label = |_: &TopicId| region[0].name.clone();
    let part = Part { rows: &[0, 1, 2], columns: &columns };
    table::plain(&caption("table"), "Was fehlt", &level, &part, &label, look)
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
            assert_sound(&any_table(&region, &cells, look), look);
            let seats = seats_map(&caption("seats"), &region[0].name, 45.0, &found, look);
            assert_sound(&seats, look);
            prop_assert_eq!(seats.table.rows.len(), region.len());
        }
    }
}
