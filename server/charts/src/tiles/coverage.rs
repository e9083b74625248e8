//! How much of the need for a topic is covered, by municipality.

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    place::Municipality,
    report::{Cell, Coverage, CoverageRow, Verdict, firms},
};

use super::{Fill, map, places, tile};
use crate::{
    Look,
    caption::{Base, Caption, Story},
    ink::ramp,
    text,
    words::{self, Absence, quote},
};

/// A class for each fifth.
const CLASSES: usize = 5;

/// `columns`: AGS of the municipalities that the cells of the row are about. Of a municipality that is not among them
/// nothing is known; what is not in the region any more has no place on its map.
pub fn coverage_map(
    caption: &Caption,
    topic: &str,
    region: &[Municipality],
    columns: &[String],
    row: Released<&CoverageRow>,
    look: &Look,
) -> Figure {
    plain(caption, topic, region, columns, row.get(), look)
}

pub(crate) fn plain(
    caption: &Caption,
    topic: &str,
    region: &[Municipality],
    columns: &[String],
    row: &CoverageRow,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    let cell = |place: &Municipality| {
        let column = columns.iter().position(|column| column == place.ags.as_str());
        column.and_then(|column| row.cells.get(column)).unwrap_or(&Cell::Empty)
    };
    let cells: Vec<(&Municipality, &Cell<Coverage>)> = region.iter().map(|place| (place, cell(place))).collect();
    let mut shown: Vec<(&str, &Coverage)> =
        cells.iter().filter_map(|(place, cell)| Some((place.name.as_str(), cell.shown()?))).collect();
    let is_hidden = cells.iter().any(|(_, cell)| **cell == Cell::Suppressed);
    if shown.is_empty() {
        let absence = if is_hidden { Absence::Suppressed } else { Absence::Empty };
        return caption.absent(look, absence, head(locale));
    }
    shown.sort_by(|a, b| a.1.coverage.total_cmp(&b.1.coverage));
    let table =
        DataTable { head: head(locale), rows: cells.iter().map(|(place, cell)| line(place, cell, locale)).collect() };
    let story = Story {
        title: title(topic, &shown, locale),
        desc: desc(&shown, is_hidden, locale),
        // How many firms are behind a figure is told by class, in the table.
        base: Base(None),
        table,
    };
    let tiles =
        cells.iter().map(|(place, cell)| tile(place, fill(cell), words::cell(cell, |found| share(found, locale))));
    let map = map(tiles.collect(), classes(locale), others(locale).to_vec(), locale);
    caption.figure(look, story, |width| map.picture(width))
}

fn class(coverage: &Coverage) -> usize {
    ((coverage.coverage.clamp(0.0, 1.0) * CLASSES as f64) as usize).min(CLASSES - 1)
}

pub(super) fn fill(cell: &Cell<Coverage>) -> Fill {
    match cell {
        Cell::Shown(coverage) => Fill::Class(ramp(CLASSES)[class(coverage)]),
        Cell::Suppressed => Fill::Hidden,
        Cell::Empty => Fill::Absent,
    }
}

fn share(coverage: &Coverage, locale: Locale) -> String {
    format::percent(coverage.coverage, 0, locale)
}

pub(super) fn classes(locale: Locale) -> Vec<(Fill, String)> {
    let bound = |fifths: usize| format::percent(fifths as f64 / CLASSES as f64, 0, locale);
    let label = |class: usize| match (class, locale.is_german()) {
        (0, true) => format!("unter {} gedeckt", bound(1)),
        (0, false) => format!("less than {} covered", bound(1)),
        (4, true) => format!("ab {}", bound(class)),
        (4, false) => format!("{} or more", bound(class)),
        (_, true) => format!("bis unter {}", bound(class + 1)),
        (_, false) => format!("to less than {}", bound(class + 1)),
    };
    ramp(CLASSES).into_iter().enumerate().map(|(class, ink)| (Fill::Class(ink), label(class))).collect()
}

pub(super) fn others(locale: Locale) -> [(Fill, &'static str); 2] {
    match locale.is_german() {
        true => [(Fill::Hidden, "• ausgeblendet zum Schutz der Betriebe"), (Fill::Absent, "– keine Zahl")],
        false => [(Fill::Hidden, "• hidden to protect firms"), (Fill::Absent, "– no figure")],
    }
}

/// Of verdicts that are certain, and of nothing else: of the places where it is certainly missing, where most is.
fn title(topic: &str, shown: &[(&str, &Coverage)], locale: Locale) -> String {
    let topic = quote(&text::clean(topic), locale);
    let of = |verdict: Verdict| shown.iter().filter(move |(_, found)| found.verdict == verdict);
    if let Some((_, least)) = of(Verdict::UnmetCertain).next() {
        let least = share(least, locale);
        let last = of(Verdict::UnmetCertain).filter(|(_, found)| share(found, locale) == least);
        let places = places(&last.map(|(name, _)| *name).collect::<Vec<_>>(), locale);
        return match locale.is_german() {
            true => format!("Sicher nicht gedeckt ist der Bedarf an {topic} in {places} ({least})"),
            false => format!("The need for {topic} is certainly not covered in {places} ({least})"),
        };
    }
    let covered: Vec<&str> = of(Verdict::CoveredCertain).map(|(name, _)| *name).collect();
    match (covered.is_empty(), covered.len() == shown.len(), locale.is_german()) {
        (true, _, true) => format!("Ob der Bedarf an {topic} gedeckt ist, ist in keiner Gemeinde sicher"),
        (true, _, false) => format!("Whether the need for {topic} is covered is certain in no municipality"),
        (_, true, true) => format!("Wo Zahlen vorliegen, ist der Bedarf an {topic} gedeckt"),
        (_, true, false) => format!("Where there are figures, the need for {topic} is covered"),
        (_, _, true) => format!("Sicher gedeckt ist der Bedarf an {topic} in {}", places(&covered, locale)),
        (_, _, false) => format!("The need for {topic} is certainly covered in {}", places(&covered, locale)),
    }
}

fn desc(shown: &[(&str, &Coverage)], is_hidden: bool, locale: Locale) -> String {
    let told = |(name, coverage): &(&str, &Coverage)| (text::clean(name), share(coverage, locale));
    let ((low, least), (high, most)) = (told(&shown[0]), told(&shown[shown.len() - 1]));
    let told = match (least == most, locale.is_german()) {
        (true, true) => format!("Wo Zahlen vorliegen, sind {least} des Bedarfs gedeckt."),
        (true, false) => format!("Where there are figures, {least} of the need is covered."),
        (false, true) => format!("Gedeckt sind zwischen {least} des Bedarfs ({low}) und {most} ({high})."),
        (false, false) => format!("Between {least} of the need ({low}) and {most} ({high}) is covered."),
    };
    match (is_hidden, locale.is_german()) {
        (false, _) => told,
        (true, true) => format!("{told} Ausgeblendet ist, wo sonst einzelne Betriebe erkennbar wären."),
        (true, false) => format!("{told} Hidden is where single firms could be identified."),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => [
            "Gemeinde",
            "Kreis",
            "gedeckt",
            "Bedarf (Personen)",
            "Plätze",
            "ohne Angebot (Personen)",
            "freie Plätze",
            "Betriebe",
            "Befund",
        ],
        false => [
            "Municipality",
            "Kreis",
            "covered",
            "need (persons)",
            "places",
            "without an offer (persons)",
            "places to spare",
            "firms",
            "finding",
        ],
    };
    words.map(str::to_owned).to_vec()
}

fn line(place: &Municipality, cell: &Cell<Coverage>, locale: Locale) -> Vec<String> {
    let whole = |value: f64| format::count(value.round().max(0.0) as u64, locale);
    let told = |write: &dyn Fn(&Coverage) -> String| words::cell(cell, |coverage| write(coverage));
    vec![
        text::clean(&place.name),
        text::clean(&place.kreis),
        told(&|coverage| share(coverage, locale)),
        told(&|coverage| whole(coverage.demand.value)),
        told(&|coverage| whole(coverage.supply)),
        told(&|coverage| whole(coverage.unmet.value)),
        told(&|coverage| coverage.spare().map_or_else(|| Absence::Empty.sign().to_owned(), whole)),
        told(&|coverage| firms(coverage.firms, locale).to_owned()),
        told(&|coverage| verdict(coverage.verdict, locale).to_owned()),
    ]
}

fn verdict(verdict: Verdict, locale: Locale) -> &'static str {
    match (verdict, locale.is_german()) {
        (Verdict::UnmetCertain, true) => "sicher ungedeckt",
        (Verdict::UnmetCertain, false) => "certainly not covered",
        (Verdict::CoveredCertain, true) => "sicher gedeckt",
        (Verdict::CoveredCertain, false) => "certainly covered",
        (Verdict::Uncertain, true) => "unsicher",
        (Verdict::Uncertain, false) => "uncertain",
        (Verdict::TooFewAnswers, true) => "zu wenige Antworten",
        (Verdict::TooFewAnswers, false) => "too few answers",
    }
}
