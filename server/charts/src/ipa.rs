//! Importance against fulfilment in four fields (Martilla & James 1977), with the line on which both are equal.

mod plot;

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::Guard,
    report::{Cell, CrossHair, GapItem, GapResult, Priority, Quadrant},
};

use crate::{
    Look,
    caption::{Base, Caption, Story},
    dumbbell, text,
    words::{self, Absence, quote},
};

/// Fulfilment to the right, importance upwards. On a phone the points are numbered and listed below.
pub fn ipa(
    caption: &Caption,
    result: Released<&Cell<GapResult>>,
    label: &dyn Fn(&str) -> String,
    cross_hair: CrossHair,
    look: &Look,
) -> Figure {
    plain(caption, result.get(), label, cross_hair, look)
}

pub(crate) fn plain(
    caption: &Caption,
    result: &Cell<GapResult>,
    label: &dyn Fn(&str) -> String,
    cross_hair: CrossHair,
    look: &Look,
) -> Figure {
    match words::present(result) {
        Ok(found) if found.items.is_empty() => caption.absent(look, Absence::Suppressed, head(look.locale)),
        Ok(found) => figure(caption, found, &|item| text::clean(&label(item)), cross_hair, look),
        Err(absence) => caption.absent(look, absence, head(look.locale)),
    }
}

/// One row as a point. Numbers go from the widest gap to the narrowest.
struct Point {
    number: usize,
    label: String,
    fulfilment: f64,
    importance: f64,
    /// Both intervals, fulfilment first; none of very few answers.
    bounds: Option<[(f64, f64); 2]>,
    /// The field that holds all of it.
    field: Option<Quadrant>,
    class: Priority,
    /// Named in the wide picture.
    named: bool,
}

impl Point {
    /// Certainly to be acted on: what the title names and the picture points out.
    fn acts(&self) -> bool {
        self.class == Priority::Act
    }
}

struct Fields {
    points: Vec<Point>,
    /// Fulfilment and importance of the point where the fields meet.
    cross: (f64, f64),
    scale: (f64, f64),
    cross_hair: CrossHair,
}

impl Fields {
    fn new(found: &GapResult, label: &dyn Fn(&str) -> String, cross_hair: CrossHair) -> Fields {
        let (importance, fulfilment) = found.cross(cross_hair);
        let items = found.by_gap();
        let most_important = items.iter().map(|item| item.importance.value).fold(f64::NEG_INFINITY, f64::max);
        let point = |(place, item): (usize, &&GapItem)| {
            let top = place == 0 || item.importance.value >= most_important;
            let bounds = [item.fulfilment, item.importance].map(|mean| (mean.lo, mean.hi));
            let class = item.class();
            Point {
                number: place + 1,
                label: label(&item.item),
                fulfilment: item.fulfilment.value,
                importance: item.importance.value,
                bounds: Guard::of(item.n).bears_interval().then_some(bounds),
                field: found.field(item, cross_hair),
                class,
                named: class == Priority::Act || top,
            }
        };
        let points = items.iter().enumerate().map(point).collect();
        Fields { points, cross: (fulfilment, importance), scale: (found.scale_min, found.scale_max), cross_hair }
    }

    fn to_act_on(&self) -> Vec<&Point> {
        self.points.iter().filter(|point| point.acts()).collect()
    }
}

fn figure(
    caption: &Caption,
    found: &GapResult,
    label: &dyn Fn(&str) -> String,
    cross_hair: CrossHair,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    let fields = Fields::new(found, label, cross_hair);
    let items = found.by_gap();
    let mut rows: Vec<Vec<String>> =
        fields.points.iter().zip(&items).map(|(point, item)| row(point, item, locale)).collect();
    rows.extend(found.hidden.iter().map(|item| {
        let mut cells = vec![label(item)];
        cells.resize(head(locale).len(), Absence::Suppressed.sign().to_owned());
        cells
    }));
    let base = Base::of(items.iter().map(|item| item.n));
    let table = DataTable { head: head(locale), rows };
    let story = Story { title: title(&fields, locale), desc: desc(&fields, base, locale), base, table };
    let figure = caption.figure(look, story, |width| plot::picture(&fields, width, locale));
    dumbbell::flags(items).mark(figure, locale)
}

/// The field that a row lies in for certain, "unsicher" where it lies in none.
pub fn field_name(field: Option<Quadrant>, locale: Locale) -> &'static str {
    match field {
        Some(quadrant) => quadrant_name(quadrant, locale),
        None => class_name(Priority::Uncertain, locale),
    }
}

/// The class of a row (methods.md §6.3).
pub fn class_name(class: Priority, locale: Locale) -> &'static str {
    match (class, locale.is_german()) {
        (Priority::Act, true) => "handeln",
        (Priority::Watch, true) => "beobachten",
        (Priority::Keep, true) => "halten",
        (Priority::Minor, true) => "nachrangig",
        (Priority::Uncertain, true) => "unsicher",
        (Priority::Act, false) => "act",
        (Priority::Watch, false) => "watch",
        (Priority::Keep, false) => "keep",
        (Priority::Minor, false) => "minor",
        (Priority::Uncertain, false) => "uncertain",
    }
}

/// The name of a field, as a reader who is to act would say it.
fn quadrant_name(quadrant: Quadrant, locale: Locale) -> &'static str {
    match (quadrant, locale.is_german()) {
        (Quadrant::Concentrate, true) => "Hier handeln",
        (Quadrant::KeepUp, true) => "Weiter so",
        (Quadrant::LowPriority, true) => "Nachrangig",
        (Quadrant::Overkill, true) => "Mehr als nötig",
        (Quadrant::Concentrate, false) => "Act here",
        (Quadrant::KeepUp, false) => "Keep it up",
        (Quadrant::LowPriority, false) => "Low priority",
        (Quadrant::Overkill, false) => "More than needed",
    }
}

fn title(fields: &Fields, locale: Locale) -> String {
    let act = fields.to_act_on();
    let shown = if act.len() > 3 { 2 } else { act.len() };
    let mut names: Vec<String> = act[..shown].iter().map(|point| quote(&point.label, locale)).collect();
    if act.len() > shown {
        let more = act.len() - shown;
        names.push(if locale.is_german() { format!("{more} weiteren") } else { format!("{more} more") });
    }
    match (act.is_empty(), locale.is_german()) {
        (true, true) => "Bei keinem Merkmal ist Handlungsbedarf sicher".to_owned(),
        (true, false) => "No item certainly calls for action".to_owned(),
        (false, true) => format!("Handlungsbedarf besteht bei {}", words::list(&names, locale)),
        (false, false) => format!("Action is needed for {}", words::list(&names, locale)),
    }
}

fn desc(fields: &Fields, base: Base, locale: Locale) -> String {
    let act = fields.to_act_on();
    let (count, all) = (act.len(), fields.points.len());
    let unsure = fields.points.iter().filter(|point| point.class == Priority::Uncertain).count();
    let first = act.first().map(|point| {
        let figures = [point.importance, point.fulfilment].map(|value| format::number(value, 2, locale));
        (quote(&point.label, locale), figures)
    });
    let answers = words::answers(base.0, locale);
    match (first, locale.is_german()) {
        (Some((label, [importance, fulfilment])), true) => format!(
            "Handlungsbedarf besteht bei {count} von {all} Merkmalen. Den größten Abstand davon hat {label} mit Wichtigkeit \
             {importance} und Erfüllung {fulfilment}. Unsicher eingeordnet: {unsure}. Grundlage: {answers} je Merkmal."
        ),
        (Some((label, [importance, fulfilment])), false) => format!(
            "{count} of {all} items call for action. Of these {label} has the widest gap, at importance {importance} and \
             fulfilment {fulfilment}. Class uncertain: {unsure}. Based on {answers} per item."
        ),
        (None, true) => format!(
            "Bei keinem von {all} Merkmalen ist Handlungsbedarf sicher. Unsicher eingeordnet: {unsure}. \
             Grundlage: {answers} je Merkmal."
        ),
        (None, false) => format!(
            "None of {all} items certainly calls for action. Class uncertain: {unsure}. Based on {answers} per item."
        ),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => ["Merkmal", "Nummer", "Wichtigkeit", "Erfüllung", "Abstand", "Feld", "Einordnung", "n"],
        false => ["Item", "Number", "Importance", "Fulfilment", "Gap", "Field", "Class", "n"],
    };
    words.map(str::to_owned).to_vec()
}

fn row(point: &Point, item: &GapItem, locale: Locale) -> Vec<String> {
    vec![
        point.label.clone(),
        point.number.to_string(),
        format::number(point.importance, 2, locale),
        format::number(point.fulfilment, 2, locale),
        format::signed(item.gap.value, 2, locale),
        field_name(point.field, locale).to_owned(),
        class_name(point.class, locale).to_owned(),
        format::count(item.n, locale),
    ]
}
