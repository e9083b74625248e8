//! How far fulfilment stays behind importance: ring and dot per row on one scale, widest gap first.

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    report::{Cell, GapItem, GapResult},
};

use crate::{
    Look,
    canvas::{AXIS_HEIGHT, Align, Axis, Canvas, tick_labels},
    caption::{Base, Caption, Picture, Story, Width},
    ink::Ink,
    key::{Key, Swatch},
    rows::{RowStyle, RowText, Rows},
    text,
    words::{self, Absence, quote},
};

const MARK: f64 = 16.0;
/// The ring is larger, so that it still shows around the dot where both ratings are equal.
const RING: f64 = 7.0;
const DOT: f64 = 4.5;

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
    let items: Vec<(String, &GapItem)> = by_gap(found).into_iter().map(|item| (label(&item.item), item)).collect();
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
    let chart = Chart { found, items, hidden, locale };
    caption.figure(look, story, |width| chart.picture(width))
}

/// Widest gap first, equal ones as in the questionnaire.
pub(crate) fn by_gap(found: &GapResult) -> Vec<&GapItem> {
    let mut items: Vec<&GapItem> = found.items.iter().collect();
    items.sort_by(|a, b| b.gap.value.total_cmp(&a.gap.value));
    items
}

/// Importance and fulfilment, as the key and the axes call them.
pub(crate) fn names(locale: Locale) -> [&'static str; 2] {
    if locale.is_german() { ["Wichtigkeit", "Erfüllung"] } else { ["importance", "fulfilment"] }
}

struct Chart<'a> {
    found: &'a GapResult,
    items: Vec<(String, &'a GapItem)>,
    hidden: Vec<String>,
    locale: Locale,
}

impl Chart<'_> {
    fn picture(&self, width: Width) -> Picture<'_> {
        let locale = self.locale;
        let key = Key::new(width, &key_entries(locale));
        let shown = self
            .items
            .iter()
            .map(|(label, item)| RowText { label: label.clone(), note: format::count(item.n, locale) });
        let hidden = self.hidden.iter().map(|label| RowText { label: label.clone(), note: String::new() });
        let texts: Vec<RowText> = shown.chain(hidden).collect();
        let head = if locale.is_german() { "Abstand" } else { "Gap" };
        let gaps: Vec<String> = self.items.iter().map(|(_, item)| format::signed(item.gap.value, 2, locale)).collect();
        let widest = gaps.iter().map(|gap| text::label_width(gap)).fold(text::label_width(head), f64::max);
        // On a phone the head of the gaps needs a line of its own; beside the labels the head of `n` makes that line.
        let lead = if width == Width::Narrow { 20.0 } else { 0.0 };
        let style = RowStyle { width, top: key.bottom + 8.0 + lead, mark: MARK, tail: widest + 16.0, note_head: "n" };
        let rows = Rows::new(style, &texts);
        let axis = Axis::new(self.found.scale_min..self.found.scale_max, rows.plot);
        let ticks = tick_labels(axis.ticks(6), locale);
        Picture::new(rows.span.1 + AXIS_HEIGHT, move |canvas| {
            let right = width.inner().1;
            key.draw(canvas);
            rows.draw_labels(canvas);
            axis.draw_below(canvas, &ticks, &rows.bands(), width.inner());
            canvas.text(Ink::Muted, Align::Right, (right, rows.head() - lead), head);
            canvas.group("series s-gap", || {
                for (row, (_, item)) in self.items.iter().enumerate() {
                    draw_pair(canvas, &axis, item, rows.middle(row));
                }
            });
            canvas.group("values", || {
                for (row, gap) in gaps.iter().enumerate() {
                    canvas.strong(Ink::Text, Align::Right, (right, rows.middle(row)), gap);
                }
            });
            canvas.group("words", || {
                for row in self.items.len()..texts.len() {
                    rows.say(canvas, row, Ink::Muted, Absence::Suppressed.note(locale));
                }
            });
        })
    }
}

fn draw_pair(canvas: &Canvas, axis: &Axis, item: &GapItem, middle: f64) {
    let (importance, fulfilment) = (axis.at(item.importance.value), axis.at(item.fulfilment.value));
    let certain = item.gap.lo > 0.0;
    let (ink, width) = if certain { (Ink::Accent, 4.0) } else { (Ink::Context, 2.0) };
    canvas.line(ink, width, (fulfilment, middle), (importance, middle));
    canvas.ring(Ink::Text, RING, (importance, middle));
    canvas.dot(Ink::Lead, DOT, (fulfilment, middle));
}

fn key_entries(locale: Locale) -> [(Swatch, String); 4] {
    let [importance, fulfilment] = names(locale);
    let (behind, not) = match locale.is_german() {
        true => ("sicher weniger erfüllt als wichtig", "Abstand nicht sicher"),
        false => ("certainly less fulfilled than important", "gap not certain"),
    };
    [
        (Swatch::Ring(Ink::Text), importance.to_owned()),
        (Swatch::Dot(Ink::Lead), fulfilment.to_owned()),
        (Swatch::Line(Ink::Accent, 4.0), behind.to_owned()),
        (Swatch::Line(Ink::Context, 2.0), not.to_owned()),
    ]
}

fn title(items: &[(String, &GapItem)], locale: Locale) -> String {
    let certain = items.iter().filter(|(_, item)| item.gap.lo > 0.0).count();
    let all = items.len();
    match (items[0].1.gap.value > 0.0, certain > 0, locale.is_german()) {
        (_, true, true) => format!("{certain} von {all} Merkmalen sind weniger erfüllt als wichtig"),
        (_, true, false) => format!("{certain} of {all} items are less fulfilled than important"),
        (true, false, true) => "Kein gesicherter Abstand zwischen Wichtigkeit und Erfüllung".to_owned(),
        (true, false, false) => "No certain gap between importance and fulfilment".to_owned(),
        (false, false, true) => "Nirgends bleibt die Erfüllung hinter der Wichtigkeit zurück".to_owned(),
        (false, false, false) => "Fulfilment stays behind importance nowhere".to_owned(),
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
