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

fn ends(waves: &Waves) -> [&str; 2] {
    [waves.first(), waves.last()].map(|wave| wave.map_or("", |(_, name)| name.as_str()))
}

fn title(rows: &[Row], waves: &Waves, locale: Locale) -> String {
    let [first, last] = ends(waves);
    let certain: Vec<(&Row, &Change)> = rows.iter().filter_map(|row| Some((row, row.trend.certain()?))).collect();
    let all = rows.len();
    let Some((widest, change)) = certain.first() else {
        return match (all, locale.is_german()) {
            (1, true) => {
                format!("{} hat sich von {first} bis {last} nicht sicher verändert", quote(&rows[0].label, locale))
            }
            (1, false) => format!("{} has not certainly changed from {first} to {last}", quote(&rows[0].label, locale)),
            (_, true) => format!("Von {first} bis {last} hat sich nichts sicher verändert"),
            (_, false) => format!("Nothing has certainly changed from {first} to {last}"),
        };
    };
    let name = format!("{} ({})", quote(&widest.label, locale), widest.change(change));
    match (certain.len(), all, locale.is_german()) {
        (1, 1, true) => format!("{name} hat sich von {first} bis {last} sicher verändert"),
        (1, 1, false) => format!("{name} has certainly changed from {first} to {last}"),
        (1, _, true) => format!("Von {first} bis {last} hat sich nur {name} sicher verändert"),
        (1, _, false) => format!("Only {name} has certainly changed from {first} to {last}"),
        (some, _, true) => {
            format!("Von {first} bis {last} haben sich {some} von {all} sicher verändert, am meisten {name}")
        }
        (some, _, false) => {
            format!("{some} of {all} have certainly changed from {first} to {last}, most of all {name}")
        }
    }
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
