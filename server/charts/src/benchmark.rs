//! Where one firm stands among others: a band for the middle half of them, a tick at their median, a dot for the firm.

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
};

use crate::{
    Look,
    canvas::{AXIS_HEIGHT, Axis, Canvas, tick_labels},
    caption::{Base, Caption, Picture, Story, Width},
    ink::Ink,
    key::{Key, Swatch},
    rows::{RowStyle, RowText, Rows},
    text,
    words::{Absence, quote},
};

const MARK: f64 = 18.0;
const BAND: f64 = 5.0;
const TICK: f64 = 8.0;
const DOT: f64 = 5.0;

/// What the others answered, in points of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quartiles {
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
    pub n: u64,
}

/// Rows in which the firm has given a value, as asked. `own` and `label` by the position among `peers`.
pub fn benchmark(
    caption: &Caption,
    peers: &[Released<Option<Quartiles>>],
    own: &[u32],
    points: usize,
    label: &dyn Fn(usize) -> String,
    look: &Look,
) -> Figure {
    let peers: Vec<Option<Quartiles>> = peers.iter().map(|peers| *peers.get()).collect();
    plain(caption, &peers, own, points, label, look)
}

struct Standing {
    label: String,
    own: u32,
    peers: Option<Quartiles>,
}

impl Standing {
    /// Below the median where negative.
    fn apart(&self) -> Option<f64> {
        self.peers.map(|peers| f64::from(self.own) - peers.median)
    }
}

pub(crate) fn plain(
    caption: &Caption,
    peers: &[Option<Quartiles>],
    own: &[u32],
    points: usize,
    label: &dyn Fn(usize) -> String,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    let rows: Vec<Standing> = peers
        .iter()
        .zip(own)
        .enumerate()
        .map(|(at, (peers, own))| Standing { label: text::clean(&label(at)), own: *own, peers: *peers })
        .collect();
    if rows.iter().all(|row| row.peers.is_none()) {
        return caption.absent(look, Absence::Suppressed, head(locale));
    }
    let table = DataTable { head: head(locale), rows: rows.iter().map(|row| cells(row, locale)).collect() };
    let base = Base::of(rows.iter().filter_map(|row| Some(row.peers?.n)));
    let story = Story { title: title(&rows, locale), desc: desc(&rows, locale), base, table };
    caption.figure(look, story, |width| picture(&rows, points, width, locale))
}

fn picture(rows: &[Standing], points: usize, width: Width, locale: Locale) -> Picture<'_> {
    let key = Key::new(width, &key_entries(locale));
    let note = |row: &Standing| row.peers.map_or_else(String::new, |peers| format::count(peers.n, locale));
    let texts: Vec<RowText> = rows.iter().map(|row| RowText { label: row.label.clone(), note: note(row) }).collect();
    // The marks of the outer points reach over the ends of the scale.
    let style = RowStyle { width, top: key.bottom + 8.0, mark: MARK, tail: 2.0 * DOT, note_head: "n" };
    let layout = Rows::new(style, &texts);
    let axis = Axis::new(1.0..points as f64, (layout.plot.0 + 2.0 * DOT, layout.plot.1));
    let ticks = tick_labels(axis.ticks(6), locale);
    Picture::new(layout.span.1 + AXIS_HEIGHT, move |canvas| {
        key.draw(canvas);
        layout.draw_labels(canvas);
        axis.draw_below(canvas, &ticks, &layout.bands(), width.inner());
        canvas.group("series s-gap", || {
            rows.iter().enumerate().for_each(|(at, row)| draw(canvas, &axis, row, layout.middle(at)));
        });
    })
}

/// Where all answered alike the band is as narrow as its tick.
fn draw(canvas: &Canvas, axis: &Axis, row: &Standing, middle: f64) {
    if let Some(peers) = row.peers {
        let [lower, median, upper] = [peers.lower, peers.median, peers.upper].map(|value| axis.at(value));
        canvas.bar(Ink::Context, (lower, upper), (middle - BAND, middle + BAND));
        canvas.line(Ink::Text, 2.0, (median, middle - TICK), (median, middle + TICK));
    }
    let ink = if row.apart().is_some_and(|apart| apart < 0.0) { Ink::Accent } else { Ink::Lead };
    let at = (axis.at(f64::from(row.own)), middle);
    canvas.dot(Ink::Paper, DOT + 1.5, at);
    canvas.dot(ink, DOT, at);
}

fn key_entries(locale: Locale) -> [(Swatch, String); 4] {
    let [band, tick, own, below] = match locale.is_german() {
        true => ["mittlere Hälfte der Vergleichsgruppe", "ihr Median", "Ihr Wert", "Ihr Wert unter dem Median"],
        false => ["middle half of the peer group", "its median", "your value", "your value below the median"],
    };
    [
        (Swatch::Bar(Ink::Context), band.to_owned()),
        (Swatch::Tick, tick.to_owned()),
        (Swatch::Dot(Ink::Lead), own.to_owned()),
        (Swatch::Dot(Ink::Accent), below.to_owned()),
    ]
}

fn title(rows: &[Standing], locale: Locale) -> String {
    let apart: Vec<f64> = rows.iter().filter_map(Standing::apart).collect();
    let (below, all) = (apart.iter().filter(|apart| **apart < 0.0).count(), apart.len());
    match (below, all, locale.is_german()) {
        (0, _, true) => "Kein Wert von Ihnen liegt unter dem Median der Vergleichsgruppe".to_owned(),
        (0, _, false) => "None of your values is below the median of the peer group".to_owned(),
        (_, 1, true) => "Ihr Wert liegt unter dem Median der Vergleichsgruppe".to_owned(),
        (_, 1, false) => "Your value is below the median of the peer group".to_owned(),
        (1, _, true) => format!("1 von {all} Werten liegt unter dem Median der Vergleichsgruppe"),
        (_, _, true) => format!("{below} von {all} Werten liegen unter dem Median der Vergleichsgruppe"),
        (1, _, false) => format!("1 of {all} values is below the median of the peer group"),
        (_, _, false) => format!("{below} of {all} values are below the median of the peer group"),
    }
}

/// The row furthest below; where none is, the one furthest above.
fn desc(rows: &[Standing], locale: Locale) -> String {
    let mut compared: Vec<(&Standing, f64, Quartiles)> =
        rows.iter().filter_map(|row| Some((row, row.apart()?, row.peers?))).collect();
    let any_below = compared.iter().any(|(_, apart, _)| *apart < 0.0);
    compared.sort_by(|(_, a, _), (_, b, _)| if any_below { a.total_cmp(b) } else { b.total_cmp(a) });
    let Some((row, apart, peers)) = compared.first() else { return String::new() };
    let (name, own, median) = (quote(&row.label, locale), whole(row.own, locale), places(peers.median, locale));
    let (german, english) = match (*apart < 0.0, *apart > 0.0) {
        (true, _) => ("Am weitesten unter dem Median liegt", "Furthest below the median is"),
        (_, true) => ("Am weitesten über dem Median liegt", "Furthest above the median is"),
        _ => ("Genau am Median liegt", "Exactly at the median is"),
    };
    match locale.is_german() {
        true => format!("{german} {name}: Ihr Wert {own}, Median {median}."),
        false => format!("{english} {name}: your value {own}, median {median}."),
    }
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => ["Merkmal", "Ihr Wert", "Unteres Quartil", "Median", "Oberes Quartil", "n"],
        false => ["Item", "Your value", "Lower quartile", "Median", "Upper quartile", "n"],
    };
    words.map(str::to_owned).to_vec()
}

fn cells(row: &Standing, locale: Locale) -> Vec<String> {
    let hidden = || Absence::Suppressed.sign().to_owned();
    let mut cells = vec![row.label.clone(), whole(row.own, locale)];
    cells.extend(match row.peers {
        Some(peers) => {
            let [lower, median, upper] = [peers.lower, peers.median, peers.upper].map(|value| places(value, locale));
            [lower, median, upper, format::count(peers.n, locale)]
        }
        None => std::array::from_fn(|_| hidden()),
    });
    cells
}

fn whole(value: u32, locale: Locale) -> String {
    format::count(u64::from(value), locale)
}

fn places(value: f64, locale: Locale) -> String {
    format::number(value, 1, locale)
}
