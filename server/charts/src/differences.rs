//! How two groups rate the same: ring and dot per row on one scale, certain differences first, each the wider before the
//! narrower: so the first row is the one that the page speaks of.

pub(crate) mod headline;

pub use headline::headline;

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::Flag,
    id::ConstructId,
    report::Difference,
};

use crate::{
    Look,
    caption::{Base, Caption, Story},
    dumbbell::{Legend, Plot, PlotRow},
    flags::Flags,
    text,
    words::{self, Absence, quote},
};

/// The two groups, as they are called after a number ("Betriebe", "Auszubildende") or by their year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sides {
    Audiences { first: String, second: String },
    Years { first: String, second: String },
}

impl Sides {
    fn names(&self) -> [&str; 2] {
        match self {
            Sides::Audiences { first, second } | Sides::Years { first, second } => [first, second],
        }
    }
}

/// All constructs that both rated in one role, on a scale of `points` points; `label` names a construct.
pub fn differences(
    caption: &Caption,
    found: Released<&[Difference]>,
    points: usize,
    sides: &Sides,
    label: &dyn Fn(&ConstructId) -> String,
    look: &Look,
) -> Figure {
    plain(caption, found.get(), points, sides, label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    found: &[Difference],
    points: usize,
    sides: &Sides,
    label: &dyn Fn(&ConstructId) -> String,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    if found.is_empty() {
        return caption.absent(look, Absence::Suppressed, head(sides, locale));
    }
    let mut rows: Vec<(String, &Difference)> =
        found.iter().map(|difference| (text::clean(&label(&difference.construct)), difference)).collect();
    rows.sort_by(|(_, a), (_, b)| b.by_weight(a));
    let table = DataTable {
        head: head(sides, locale),
        rows: rows.iter().map(|(label, difference)| row(label, difference, locale)).collect(),
    };
    let base = Base::of(found.iter().flat_map(|difference| [difference.first.n, difference.second.n]));
    let story = Story { title: title(&rows, sides, locale), desc: desc(&rows, sides, locale), base, table };
    let plot = Plot {
        rows: rows.iter().map(|(label, difference)| plot_row(label, difference, locale)).collect(),
        hidden: Vec::new(),
        scale: 1.0..points as f64,
        legend: legend(sides, locale),
        locale,
    };
    let vague = |difference: &Difference| {
        let n = difference.first.n.min(difference.second.n);
        difference.difference.is_vague_mean(n).then_some(Flag::Vague).into_iter().collect()
    };
    let flags = Flags::of(rows.iter().map(|(_, difference)| vague(difference)));
    flags.mark(caption.figure(look, story, |width| plot.picture(width)), locale)
}

fn plot_row(label: &str, difference: &Difference, locale: Locale) -> PlotRow {
    PlotRow {
        label: label.to_owned(),
        note: format::count(difference.first.n.min(difference.second.n), locale),
        ring: difference.first.value,
        dot: difference.second.value,
        apart: difference.difference,
        is_certain: difference.is_certain(),
    }
}

fn legend(sides: &Sides, locale: Locale) -> Legend {
    let [ring, dot] = sides.names().map(str::to_owned);
    let (certain, not_certain, head) = match locale.is_german() {
        true => ("sicher verschieden", "Unterschied nicht sicher", "Unterschied"),
        false => ("certainly different", "difference not certain", "Difference"),
    };
    Legend { ring, dot, certain: certain.to_owned(), not_certain: not_certain.to_owned(), head }
}

fn title(rows: &[(String, &Difference)], sides: &Sides, locale: Locale) -> String {
    let certain = rows.iter().filter(|(_, difference)| difference.is_certain()).count();
    let all = rows.len();
    match (sides, certain, locale.is_german()) {
        (Sides::Audiences { first, second }, 0, true) => {
            format!("{second} sehen es nirgends sicher anders als {first}")
        }
        (Sides::Audiences { first, second }, 0, false) => format!("{second} certainly differ from {first} nowhere"),
        (Sides::Audiences { first, second }, _, true) => {
            format!("Bei {certain} von {all} Merkmalen sehen es {second} sicher anders als {first}")
        }
        (Sides::Audiences { first, second }, 1, false) => {
            format!("{second} certainly differ from {first} in 1 of {all} items")
        }
        (Sides::Audiences { first, second }, _, false) => {
            format!("{second} certainly differ from {first} in {certain} of {all} items")
        }
        (Sides::Years { first, second }, 1, false) => {
            format!("1 of {all} items has certainly changed from {first} to {second}")
        }
        (Sides::Years { first, second }, 0, true) => {
            format!("Von {first} bis {second} hat sich kein Merkmal sicher verändert")
        }
        (Sides::Years { first, second }, 0, false) => format!("No item has certainly changed from {first} to {second}"),
        (Sides::Years { first, second }, 1, true) => {
            format!("Von {first} bis {second} hat sich 1 von {all} Merkmalen sicher verändert")
        }
        (Sides::Years { first, second }, _, true) => {
            format!("Von {first} bis {second} haben sich {certain} von {all} Merkmalen sicher verändert")
        }
        (Sides::Years { first, second }, _, false) => {
            format!("{certain} of {all} items have certainly changed from {first} to {second}")
        }
    }
}

fn desc(rows: &[(String, &Difference)], sides: &Sides, locale: Locale) -> String {
    let (label, widest) = &rows[0];
    let [first, second] = sides.names();
    let [a, b] = [&widest.first, &widest.second].map(|mean| format::number(mean.value, 2, locale));
    let apart = format::signed(widest.difference.value, 2, locale);
    let name = quote(label, locale);
    match (widest.is_certain(), locale.is_german()) {
        (true, true) => {
            format!("Unter den sicheren Unterschieden ist der größte {name}: {first} {a}, {second} {b} ({apart}).")
        }
        (true, false) => format!("The largest certain difference is {name}: {first} {a}, {second} {b} ({apart})."),
        (false, true) => {
            format!("Kein Unterschied ist sicher. Der größte ist {name}: {first} {a}, {second} {b} ({apart}).")
        }
        (false, false) => {
            format!("No difference is certain. The largest is {name}: {first} {a}, {second} {b} ({apart}).")
        }
    }
}

fn head(sides: &Sides, locale: Locale) -> Vec<String> {
    let [first, second] = sides.names();
    let (item, apart) = if locale.is_german() { ("Merkmal", "Unterschied") } else { ("Item", "Difference") };
    let of = |side: &str| format!("n {side}");
    [item, first, second, apart, words::interval_head(locale), &of(first), &of(second)].map(str::to_owned).to_vec()
}

fn row(label: &str, difference: &Difference, locale: Locale) -> Vec<String> {
    let Difference { first, second, difference, .. } = difference;
    vec![
        label.to_owned(),
        format::number(first.value, 2, locale),
        format::number(second.value, 2, locale),
        format::signed(difference.value, 2, locale),
        words::decimals(difference, 2, first.n.min(second.n), locale),
        format::count(first.n, locale),
        format::count(second.n, locale),
    ]
}
