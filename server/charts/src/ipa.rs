//! Importance against fulfilment in four fields (Martilla & James 1977), with the line on which both are equal.

mod plot;

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    report::{Cell, GapItem, GapResult, Quadrant},
};

use crate::{
    Look,
    caption::{Base, Caption, Story},
    dumbbell::by_gap,
    text,
    words::{self, Absence, quote},
};

/// Where the fields meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CrossHair {
    /// At the means of all rows: compares the rows with each other.
    #[default]
    DataMeans,
    /// At the middle of the scale.
    ScaleCentre,
}

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
    quadrant: Quadrant,
    /// Named in the wide picture.
    named: bool,
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
        let middle = (found.scale_min + found.scale_max) / 2.0;
        let cross = match cross_hair {
            CrossHair::DataMeans => (found.grand_mean_fulfilment, found.grand_mean_importance),
            CrossHair::ScaleCentre => (middle, middle),
        };
        let items = by_gap(found);
        let most_important = items.iter().map(|item| item.importance.value).fold(f64::NEG_INFINITY, f64::max);
        let point = |(place, item): (usize, &&GapItem)| {
            let quadrant = match cross_hair {
                CrossHair::DataMeans => item.quadrant,
                CrossHair::ScaleCentre => item.quadrant_scale_mid,
            };
            let top = place == 0 || item.importance.value >= most_important;
            Point {
                number: place + 1,
                label: label(&item.item),
                fulfilment: item.fulfilment.value,
                importance: item.importance.value,
                quadrant,
                named: quadrant == Quadrant::Concentrate || top,
            }
        };
        let points = items.iter().enumerate().map(point).collect();
        Fields { points, cross, scale: (found.scale_min, found.scale_max), cross_hair }
    }

    fn to_act_on(&self) -> Vec<&Point> {
        self.points.iter().filter(|point| point.quadrant == Quadrant::Concentrate).collect()
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
    let items = by_gap(found);
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
    caption.figure(look, story, |width| plot::picture(&fields, width, locale))
}

/// The name of a field, as a reader who is to act would say it.
pub fn quadrant_name(quadrant: Quadrant, locale: Locale) -> &'static str {
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
        (true, true) => "Kein Merkmal ist zugleich wichtig und schwach erfüllt".to_owned(),
        (true, false) => "No item is both important and poorly fulfilled".to_owned(),
        (false, true) => format!("Handlungsbedarf besteht bei {}", words::list(&names, locale)),
        (false, false) => format!("Action is needed for {}", words::list(&names, locale)),
    }
}

fn desc(fields: &Fields, base: Base, locale: Locale) -> String {
    let act = fields.to_act_on();
    let field = quote(quadrant_name(Quadrant::Concentrate, locale), locale);
    let (count, all) = (act.len(), fields.points.len());
    let first = act.first().map(|point| {
        let figures = [point.importance, point.fulfilment].map(|value| format::number(value, 2, locale));
        (quote(&point.label, locale), figures)
    });
    let answers = words::answers(base.0, locale);
    match (first, locale.is_german()) {
        (Some((label, [importance, fulfilment])), true) => format!(
            "Im Feld {field} liegen {count} von {all} Merkmalen, den größten Abstand hat dort {label} mit Wichtigkeit \
             {importance} und Erfüllung {fulfilment}. Grundlage: {answers} je Merkmal."
        ),
        (Some((label, [importance, fulfilment])), false) => format!(
            "{count} of {all} items lie in the field {field}, with the widest gap for {label} at importance \
             {importance} and fulfilment {fulfilment}. Based on {answers} per item."
        ),
        (None, true) => format!("Im Feld {field} liegt keines von {all} Merkmalen. Grundlage: {answers} je Merkmal."),
        (None, false) => format!("None of {all} items lies in the field {field}. Based on {answers} per item."),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => ["Merkmal", "Nummer", "Wichtigkeit", "Erfüllung", "Abstand", "Feld", "n"],
        false => ["Item", "Number", "Importance", "Fulfilment", "Gap", "Field", "n"],
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
        quadrant_name(point.quadrant, locale).to_owned(),
        format::count(item.n, locale),
    ]
}
