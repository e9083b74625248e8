//! How far fulfilment stays behind importance: ring and dot per row on one scale, widest gap first.

mod plot;

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::{Flag, Guard},
    report::{Cell, GapItem, GapResult},
};

use crate::{
    Look,
    caption::{Base, Caption, Story},
    flags::Flags,
    text,
    words::{self, Absence, quote},
};

pub(crate) use plot::{Legend, Plot, PlotRow};

/// All rows of a paired battery; `label` names a row by its id.
pub fn dumbbell(
    caption: &Caption,
    result: Released<&Cell<GapResult>>,
    label: &dyn Fn(&str) -> String,
    look: &Look,
) -> Figure {
    plain(caption, result.get(), label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    result: &Cell<GapResult>,
    label: &dyn Fn(&str) -> String,
    look: &Look,
) -> Figure {
    match words::present(result) {
        Ok(found) if found.items.is_empty() => caption.absent(look, Absence::Suppressed, head(look.locale)),
        Ok(found) => figure(caption, found, &|item| text::clean(&label(item)), look),
        Err(absence) => caption.absent(look, absence, head(look.locale)),
    }
}

fn figure(caption: &Caption, found: &GapResult, label: &dyn Fn(&str) -> String, look: &Look) -> Figure {
    let locale = look.locale;
    let items: Vec<(String, &GapItem)> = found.by_gap().into_iter().map(|item| (label(&item.item), item)).collect();
    let hidden: Vec<String> = found.hidden.iter().map(|item| label(item)).collect();
    let base = Base::of(items.iter().map(|(_, item)| item.n));
    let mut rows: Vec<Vec<String>> = items.iter().map(|(label, item)| row(label, item, locale)).collect();
    rows.extend(hidden.iter().map(|label| {
        let mut cells = vec![label.clone()];
        cells.resize(head(locale).len(), Absence::Suppressed.sign().to_owned());
        cells
    }));
    let table = DataTable { head: head(locale), rows };
    let story = Story { title: title(&items, locale), desc: desc(&items, base, locale), base, table };
    let plot = plot(found, &items, hidden, locale);
    flags(items.iter().map(|(_, item)| *item)).mark(caption.figure(look, story, |width| plot.picture(width)), locale)
}

/// Rows whose means are vague.
pub(crate) fn flags<'a>(items: impl IntoIterator<Item = &'a GapItem>) -> Flags {
    Flags::of(items.into_iter().map(|item| item.is_vague().then_some(Flag::Vague).into_iter().collect()))
}

/// Importance and fulfilment, as the key and the axes call them.
pub(crate) fn names(locale: Locale) -> [&'static str; 2] {
    if locale.is_german() { ["Wichtigkeit", "Erfüllung"] } else { ["importance", "fulfilment"] }
}

fn plot(found: &GapResult, items: &[(String, &GapItem)], hidden: Vec<String>, locale: Locale) -> Plot {
    let row = |(label, item): &(String, &GapItem)| PlotRow {
        label: label.clone(),
        note: format::count(item.n, locale),
        ring: item.importance.value,
        dot: item.fulfilment.value,
        apart: item.gap,
        is_certain: item.has_certain_gap(),
    };
    Plot {
        rows: items.iter().map(row).collect(),
        hidden,
        scale: found.scale_min..found.scale_max,
        legend: legend(locale),
        locale,
    }
}

fn legend(locale: Locale) -> Legend {
    let [ring, dot] = names(locale).map(str::to_owned);
    let (certain, not_certain, head) = match locale.is_german() {
        true => ("sicher weniger erfüllt als wichtig", "Abstand nicht sicher", "Abstand"),
        false => ("certainly less fulfilled than important", "gap not certain", "Gap"),
    };
    Legend { ring, dot, certain: certain.to_owned(), not_certain: not_certain.to_owned(), head }
}

/// How many rows are certainly behind: a gap in the means alone may be chance.
fn title(items: &[(String, &GapItem)], locale: Locale) -> String {
    let certain = items.iter().filter(|(_, item)| item.has_certain_gap()).count();
    let all = items.len();
    if items.iter().all(|(_, item)| !Guard::of(item.n).bears_interval()) {
        let title = match locale.is_german() {
            true => "Bei so wenigen Antworten ist kein Abstand sicher",
            false => "With so few answers no gap is certain",
        };
        return title.to_owned();
    }
    match (items[0].1.gap.value > 0.0, certain, locale.is_german()) {
        (true, 0, true) => "Kein Merkmal ist sicher weniger erfüllt als wichtig".to_owned(),
        (true, 0, false) => "No item is certainly less fulfilled than important".to_owned(),
        (false, 0, true) => "Nirgends bleibt die Erfüllung hinter der Wichtigkeit zurück".to_owned(),
        (false, 0, false) => "Fulfilment stays behind importance nowhere".to_owned(),
        (_, 1, true) => format!("1 von {all} Merkmalen ist sicher weniger erfüllt als wichtig"),
        (_, 1, false) => format!("1 of {all} items is certainly less fulfilled than important"),
        (_, _, true) => format!("{certain} von {all} Merkmalen sind sicher weniger erfüllt als wichtig"),
        (_, _, false) => format!("{certain} of {all} items are certainly less fulfilled than important"),
    }
}

fn desc(items: &[(String, &GapItem)], base: Base, locale: Locale) -> String {
    let (label, widest) = &items[0];
    let [importance, fulfilment] = [&widest.importance, &widest.fulfilment].map(|e| format::number(e.value, 2, locale));
    let gap = format::signed(widest.gap.value, 2, locale);
    let (last_label, last) = &items[items.len() - 1];
    let last_gap = format::signed(last.gap.value, 2, locale);
    let (first, last) = (quote(label, locale), quote(last_label, locale));
    let answers = words::answers(base.0, locale);
    match locale.is_german() {
        true => format!(
            "Den größten Abstand hat {first} mit Wichtigkeit {importance} und Erfüllung {fulfilment} ({gap}), den \
             kleinsten {last} ({last_gap}). Grundlage: {answers} je Zeile."
        ),
        false => format!(
            "The gap is widest for {first} with importance {importance} and fulfilment {fulfilment} ({gap}), smallest \
             for {last} ({last_gap}). Based on {answers} per row."
        ),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => ["Merkmal", "Wichtigkeit", "Erfüllung", "Abstand", words::interval_head(locale), "n"],
        false => ["Item", "Importance", "Fulfilment", "Gap", words::interval_head(locale), "n"],
    };
    words.map(str::to_owned).to_vec()
}

fn row(label: &str, item: &GapItem, locale: Locale) -> Vec<String> {
    vec![
        label.to_owned(),
        format::number(item.importance.value, 2, locale),
        format::number(item.fulfilment.value, 2, locale),
        format::signed(item.gap.value, 2, locale),
        words::decimals(&item.gap, 2, item.n, locale),
        format::count(item.n, locale),
    ]
}
