//! What becomes of figures over several waves: a small slope per row, certain changes first, each the wider before the
//! narrower.

mod plot;

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::Flag,
    report::{Cell, Change, Reading, Series, Trend},
};

use crate::{
    Look,
    caption::{Base, Caption, Story},
    flags::Flags,
    text,
    words::{self, Absence, quote},
};

use plot::{Mark, Plot, PlotRow};

/// What is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Means in points of a rating scale.
    Points,
    /// Shares, read in per cent.
    Share,
    /// A score from -100 to 100.
    Score,
}

/// The waves of a survey, oldest first: when they were (in years) and what they are called, in a word.
pub type Waves = [(f64, String)];

/// More rows than these stand in the table alone.
const DRAWN: usize = 12;

/// Everything that is followed of one question; `label` names a series.
pub fn trend(
    caption: &Caption,
    found: Released<&[Trend]>,
    waves: &Waves,
    unit: Unit,
    label: &dyn Fn(&Series) -> String,
    look: &Look,
) -> Figure {
    plain(caption, found.get(), waves, unit, label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    found: &[Trend],
    waves: &Waves,
    unit: Unit,
    label: &dyn Fn(&Series) -> String,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    if found.is_empty() {
        return caption.absent(look, Absence::Suppressed, head(waves, unit, locale));
    }
    let mut rows: Vec<Row> =
        found.iter().map(|trend| Row { label: text::clean(&label(&trend.series)), trend, unit, locale }).collect();
    rows.sort_by(|a, b| {
        let ((certain, width), (other_certain, other_width)) = (a.trend.weight(), b.trend.weight());
        other_certain.cmp(&certain).then(other_width.total_cmp(&width))
    });
    let table = DataTable { head: head(waves, unit, locale), rows: rows.iter().map(Row::cells).collect() };
    let base = Base::of(found.iter().flat_map(|trend| trend.series.told().map(|reading| reading.n)));
    let story = Story { title: title(&rows, waves, locale), desc: desc(&rows, waves, locale), base, table };
    let drawn = &rows[..rows.len().min(DRAWN)];
    let plot = Plot {
        rows: drawn.iter().map(Row::drawn).collect(),
        waves,
        head: change_head(unit, locale),
        more: rows.len() - drawn.len(),
        locale,
    };
    let flags = Flags::of(rows.iter().map(Row::flags));
    flags.mark(caption.figure(look, story, |width| plot.picture(width)), locale)
}

struct Row<'a> {
    label: String,
    trend: &'a Trend,
    unit: Unit,
    locale: Locale,
}

impl Row<'_> {
    /// Rounded by itself: read from wave to wave, where what rounds the options of one wave to a hundred would be a change.
    fn value(&self, reading: &Reading) -> String {
        let value = reading.estimate.value;
        match self.unit {
            Unit::Points => format::number(value, 2, self.locale),
            Unit::Share => format::percent(value, 0, self.locale),
            Unit::Score => format::signed(value, 0, self.locale),
        }
    }

    /// "+0,31", without the unit that stands above it.
    fn change(&self, change: &Change) -> String {
        format::signed(change.whole.value * self.factor(), self.places(), self.locale)
    }

    fn interval(&self, change: &Change) -> String {
        let end = |value: f64| format::signed(value * self.factor(), self.places(), self.locale);
        words::range(&end(change.whole.lo), &end(change.whole.hi), self.locale)
    }

    /// Shares change by percentage points.
    fn factor(&self) -> f64 {
        if self.unit == Unit::Share { 100.0 } else { 1.0 }
    }

    fn places(&self) -> usize {
        if self.unit == Unit::Points { 2 } else { 1 }
    }

    fn cells(&self) -> Vec<String> {
        let of = |write: &dyn Fn(&Reading) -> String| -> Vec<String> {
            let cell = |reading: &Cell<Reading>| match reading {
                Cell::Shown(reading) => write(reading),
                Cell::Suppressed => Absence::Suppressed.sign().to_owned(),
                Cell::Empty => Absence::Empty.sign().to_owned(),
            };
            self.trend.series.readings.iter().map(cell).collect()
        };
        let empty = || Absence::Empty.sign().to_owned();
        let change = self.trend.change.as_ref();
        let is_certain = match (change.is_some(), self.trend.certain().is_some(), self.locale.is_german()) {
            (false, ..) => Absence::Empty.sign(),
            (_, true, true) => "ja",
            (_, true, false) => "yes",
            (_, false, true) => "nein",
            (_, false, false) => "no",
        };
        let changed = [
            change.map_or_else(empty, |change| self.change(change)),
            change.map_or_else(empty, |change| self.interval(change)),
            is_certain.to_owned(),
        ];
        let values = of(&|reading| self.value(reading));
        let ns = of(&|reading| format::count(reading.n, self.locale));
        std::iter::once(self.label.clone()).chain(values).chain(changed).chain(ns).collect()
    }

    fn drawn(&self) -> PlotRow {
        let mark = |reading: &Reading| Mark {
            when: reading.when,
            estimate: reading.estimate,
            has_interval: domain::guard::Guard::of(reading.n).bears_interval(),
            text: self.value(reading),
        };
        PlotRow {
            label: self.label.clone(),
            // A wave that does not tell it breaks the line.
            marks: self.trend.series.readings.iter().map(|cell| cell.shown().map(mark)).collect(),
            change: self
                .trend
                .change
                .as_ref()
                .map_or_else(|| Absence::Empty.sign().to_owned(), |change| self.change(change)),
            is_certain: self.trend.certain().is_some(),
        }
    }

    fn flags(&self) -> Vec<Flag> {
        let Some(change) = &self.trend.change else { return Vec::new() };
        let n = self.trend.series.told().map(|reading| reading.n).min().unwrap_or_default();
        let is_vague = match self.unit {
            Unit::Points => change.whole.is_vague_mean(n),
            Unit::Share => change.whole.is_vague_share(n),
            Unit::Score => false,
        };
        is_vague.then_some(Flag::Vague).into_iter().collect()
    }
}

/// The names of the first and the last wave that tell a row: its change reaches from one to the other.
fn ends<'w>(row: &Row, waves: &'w Waves) -> Option<(&'w str, &'w str)> {
    let readings = waves.iter().zip(&row.trend.series.readings);
    let mut told = readings.filter(|(_, reading)| reading.shown().is_some()).map(|((_, name), _)| name.as_str());
    Some((told.next()?, told.next_back()?))
}

/// " von 2024 bis 2026", if that holds for all of these rows.
fn period(rows: &[&Row], waves: &Waves, locale: Locale) -> String {
    let Some((first, last)) = rows.first().and_then(|row| ends(row, waves)) else { return String::new() };
    let (from, to) = if locale.is_german() { ("von", "bis") } else { ("from", "to") };
    match rows.iter().all(|row| ends(row, waves) == Some((first, last))) {
        true => format!(" {from} {first} {to} {last}"),
        false => String::new(),
    }
}

/// What was not tested has neither changed nor stayed as it was.
fn title(rows: &[Row], waves: &Waves, locale: Locale) -> String {
    let tested: Vec<&Row> = rows.iter().filter(|row| row.trend.change.is_some()).collect();
    let certain: Vec<&Row> = tested.iter().filter(|row| row.trend.certain().is_some()).copied().collect();
    let Some(first) = tested.first() else {
        let few = ["Zu wenige Antworten, um eine Veränderung zu prüfen", "Too few answers to test for a change"];
        return few[usize::from(!locale.is_german())].to_owned();
    };
    let told = if certain.len() == 1 { &certain } else { &tested };
    let (period, all) = (period(told, waves, locale), tested.len());
    match (certain.as_slice(), rows.len(), locale.is_german()) {
        ([], 1, true) => format!("{} hat sich{period} nicht sicher verändert", quote(&first.label, locale)),
        ([], 1, false) => format!("{} has not certainly changed{period}", quote(&first.label, locale)),
        ([], _, true) => format!("Nichts hat sich{period} sicher verändert"),
        ([], _, false) => format!("Nothing has certainly changed{period}"),
        ([only], 1, true) => format!("{} hat sich{period} sicher verändert", named(only, locale)),
        ([only], 1, false) => format!("{} has certainly changed{period}", named(only, locale)),
        ([only], _, true) => format!("Nur {} hat sich{period} sicher verändert", named(only, locale)),
        ([only], _, false) => format!("Only {} has certainly changed{period}", named(only, locale)),
        ([widest, ..], _, true) => {
            let widest = named(widest, locale);
            format!("{} von {all} haben sich{period} sicher verändert, am meisten {widest}", certain.len())
        }
        ([widest, ..], _, false) => {
            format!("{} of {all} have certainly changed{period}, most of all {}", certain.len(), named(widest, locale))
        }
    }
}

/// "„Gute Bezahlung“ (+0,31)"
fn named(row: &Row, locale: Locale) -> String {
    let change = row.trend.change.as_ref().map_or_else(String::new, |change| row.change(change));
    format!("{} ({change})", quote(&row.label, locale))
}

fn desc(rows: &[Row], waves: &Waves, locale: Locale) -> String {
    let row = &rows[0];
    let values: Vec<String> = waves
        .iter()
        .zip(&row.trend.series.readings)
        .filter_map(|((_, wave), reading)| Some(format!("{wave} {}", row.value(reading.shown()?))))
        .collect();
    format!("{}: {}.", quote(&row.label, locale), values.join(", "))
}

fn change_head(unit: Unit, locale: Locale) -> &'static str {
    match (unit, locale.is_german()) {
        (Unit::Points, true) => "Veränderung",
        (Unit::Points, false) => "Change",
        (Unit::Share, true) => "Prozentpunkte",
        (Unit::Share, false) => "Percentage points",
        (Unit::Score, true) => "Punkte",
        (Unit::Score, false) => "Points",
    }
}

fn head(waves: &Waves, unit: Unit, locale: Locale) -> Vec<String> {
    let (what, certain) = if locale.is_german() { ("Was", "sicher") } else { ("What", "Certain") };
    let names = waves.iter().map(|(_, name)| name.clone());
    let change = match (unit, locale.is_german()) {
        (Unit::Share, true) => "Veränderung (Prozentpunkte)",
        (Unit::Share, false) => "Change (percentage points)",
        (_, true) => "Veränderung",
        (_, false) => "Change",
    };
    let changed = [change, words::interval_head(locale), certain].map(str::to_owned);
    let ns = waves.iter().map(|(_, name)| format!("n {name}"));
    std::iter::once(what.to_owned()).chain(names).chain(changed).chain(ns).collect()
}
