//! Numbers in a unit: mean with interval and median of each row on one scale, sum in the table where it may be told.

use domain::{
    Key as RowKey, Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::{Flag, Guard},
    report::{Cell, Distribution, Estimate, MissingCounts, QuestionResult, Shape},
};

use crate::{
    Look,
    canvas::{AXIS_HEIGHT, Align, Axis, Canvas, tick_labels},
    caption::{Base, Caption, Picture, Story, Width},
    flags::Flags,
    ink::Ink,
    key::{Key, Swatch},
    missing::Reasons,
    rows::{RowStyle, RowText, Rows},
    text::{self, LINE, Weight},
    words::{self, Absence, quote},
};

const MARK: f64 = 18.0;

/// One or several numbers in the same unit (`caption.unit`), in the order given.
pub fn summary(
    caption: &Caption,
    rows: &[Released<&QuestionResult>],
    label: &dyn Fn(&RowKey) -> String,
    look: &Look,
) -> Figure {
    plain(caption, rows.iter().map(|row| *row.get()), label, look)
}

pub(crate) fn plain<'a>(
    caption: &Caption,
    rows: impl IntoIterator<Item = &'a QuestionResult>,
    label: &dyn Fn(&RowKey) -> String,
    look: &Look,
) -> Figure {
    figure(caption, &lines(rows, label), None, look)
}

/// Numbers whose sum says nothing: it is left out, and `story` (title and description) says what they say instead.
pub(crate) fn without_sum<'a>(
    caption: &Caption,
    rows: impl IntoIterator<Item = &'a QuestionResult>,
    label: &dyn Fn(&RowKey) -> String,
    story: (String, String),
    look: &Look,
) -> Figure {
    figure(caption, &lines(rows, label), Some(story), look)
}

struct Line {
    label: String,
    number: Result<Number, Absence>,
}

struct Number {
    n: u64,
    missing: MissingCounts,
    mean: Estimate,
    median: Cell<f64>,
    total: f64,
}

fn lines<'a>(rows: impl IntoIterator<Item = &'a QuestionResult>, label: &dyn Fn(&RowKey) -> String) -> Vec<Line> {
    let line = |row: &QuestionResult| Line {
        label: text::clean(&label(&row.key)),
        number: words::present(&row.distribution).and_then(Number::read),
    };
    rows.into_iter().map(line).collect()
}

impl Number {
    fn read(found: &Distribution) -> Result<Number, Absence> {
        match &found.shape {
            Shape::Number { mean, median, total, .. } if found.n > 0 => {
                Ok(Number { n: found.n, missing: found.missing, mean: *mean, median: median.clone(), total: *total })
            }
            // All gave the same number: telling it would tell what each of them said.
            Shape::Uniform { .. } => Err(Absence::Suppressed),
            _ => Err(Absence::Empty),
        }
    }
}

fn figure(caption: &Caption, lines: &[Line], story: Option<(String, String)>, look: &Look) -> Figure {
    let (locale, is_withheld) = (look.locale, story.is_none() && !caption.no_sums.is_empty());
    let has_sum = story.is_none() && !is_withheld;
    let shown: Vec<(&str, &Number)> =
        lines.iter().filter_map(|line| Some((line.label.as_str(), line.number.as_ref().ok()?))).collect();
    let Some(most) = shown.iter().max_by(|a, b| a.1.mean.value.total_cmp(&b.1.mean.value)) else {
        let hidden = lines.iter().any(|line| line.number.as_ref().err() == Some(&Absence::Suppressed));
        let absence = if hidden { Absence::Suppressed } else { Absence::Empty };
        return caption.absent(look, absence, head(has_sum, locale));
    };
    let base = Base::of(shown.iter().map(|(_, number)| number.n));
    let reasons = Reasons::of(shown.iter().map(|(_, number)| &number.missing), caption.smallest);
    let mut heads = head(has_sum, locale);
    heads.extend(reasons.heads(locale));
    let table =
        DataTable { head: heads, rows: lines.iter().map(|line| row(line, &reasons, has_sum, locale)).collect() };
    let told = || match has_sum {
        true => tell(*most, shown.len(), base, &caption.unit, locale),
        false => tell_mean(*most, shown.len(), base, &caption.unit, locale),
    };
    let (title, desc) = story.unwrap_or_else(told);
    let flags = lines.iter().map(|line| line.number.as_ref().map(|number| number.flags(caption.smallest)));
    let mut figure = caption.figure(look, Story { title, desc, base, table }, |width| picture(lines, width, locale));
    if is_withheld {
        figure.source = format!("{} · {}", figure.source, text::clean(&caption.no_sums));
    }
    Flags::of(flags.map(Result::unwrap_or_default)).mark(figure, locale)
}

fn picture(lines: &[Line], width: Width, locale: Locale) -> Picture<'_> {
    let german = locale.is_german();
    let entries = [
        (Swatch::Dot(Ink::Lead), if german { "Mittelwert" } else { "mean" }.to_owned()),
        (Swatch::Whisker, words::interval_head(locale).to_owned()),
        (Swatch::Tick, "Median".to_owned()),
    ];
    let key = Key::new(width, &entries);
    let shown: Vec<(&Line, &Number)> =
        lines.iter().filter_map(|line| Some((line, line.number.as_ref().ok()?))).collect();
    let texts: Vec<_> = shown
        .iter()
        .map(|(line, number)| RowText { label: line.label.clone(), note: format::count(number.n, locale) })
        .collect();
    let left_out = left_out(lines, width, locale);
    let value = move |number: &Number| format::number(number.mean.value, 1, locale);
    let numbers = || shown.iter().map(|(_, number)| *number);
    let tail = numbers().map(|number| text::label_width(&value(number))).fold(0.0, f64::max) + 14.0;
    let rows = Rows::new(RowStyle { width, top: key.bottom + 8.0, mark: MARK, tail, note_head: "n" }, &texts);
    let ends = || numbers().flat_map(|number| number.median.shown().copied().into_iter().chain(number.ends()));
    let range = ends().fold(0.0, f64::min)..ends().fold(0.0, f64::max) * 1.02;
    let axis = Axis::new(range, rows.plot);
    let most = if width == Width::Wide { 6 } else { 4 };
    let ticks = tick_labels(axis.ticks(most), locale);
    let bottom = rows.span.1 + AXIS_HEIGHT;
    Picture::new(bottom + left_out.len() as f64 * LINE, move |canvas| {
        key.draw(canvas);
        rows.draw_labels(canvas);
        axis.draw_below(canvas, &ticks, &rows.bands(), width.inner());
        for (row, (_, number)) in shown.iter().enumerate() {
            let middle = rows.middle(row);
            draw_number(canvas, &axis, number, middle);
            canvas.strong(Ink::Text, Align::Right, (width.inner().1, middle), &value(number));
        }
        canvas.lines(Ink::Muted, Align::Left, (width.inner().0, bottom + LINE / 2.0), &left_out);
    })
}

/// The hidden rows in one sentence: a picture of empty rows would show nothing but that they are empty.
fn left_out(lines: &[Line], width: Width, locale: Locale) -> Vec<String> {
    let hidden = lines.iter().filter(|line| line.number.as_ref().err() == Some(&Absence::Suppressed));
    let names: Vec<String> = hidden.map(|line| line.label.clone()).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let text = match locale.is_german() {
        true => format!("Ausgeblendet, zu wenige Antworten oder alle gleich: {}", names.join(", ")),
        false => format!("Hidden, too few answers or all alike: {}", names.join(", ")),
    };
    let (left, right) = width.inner();
    text::wrap(&text, right - left, Weight::Regular)
}

fn draw_number(canvas: &Canvas, axis: &Axis, number: &Number, middle: f64) {
    canvas.group("series s-1", || {
        if let Some(median) = number.median.shown() {
            let x = axis.at(*median);
            canvas.line(Ink::Text, 2.0, (x, middle - 8.0), (x, middle + 8.0));
        }
        if Guard::of(number.n).bears_interval() {
            canvas.whisker((axis.at(number.mean.lo), axis.at(number.mean.hi)), middle);
        }
        canvas.dot(Ink::Lead, 5.5, (axis.at(number.mean.value), middle));
    });
}

impl Number {
    fn flags(&self, smallest: u64) -> Vec<Flag> {
        self.missing.flags(self.n, smallest)
    }

    /// What the axis must reach.
    fn ends(&self) -> Vec<f64> {
        let Estimate { value, lo, hi } = self.mean;
        if Guard::of(self.n).bears_interval() { vec![lo, value, hi] } else { vec![value] }
    }
}

fn tell(most: (&str, &Number), rows: usize, base: Base, unit: &str, locale: Locale) -> (String, String) {
    let (label, number) = most;
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let mean = format::number(number.mean.value, 1, locale);
    let total = format::shortest(number.total, locale);
    let answers = words::answers(base.0, locale);
    let quoted = quote(label, locale);
    match (rows, locale.is_german()) {
        (1, true) => (
            format!("Im Mittel {mean}{unit}, zusammen {total}"),
            format!("Der Mittelwert ist {mean}, die Summe {total}. Grundlage: {answers}."),
        ),
        (1, false) => (
            format!("{mean}{unit} on average, {total} in all"),
            format!("The mean is {mean}, the sum {total}. Based on {answers}."),
        ),
        (_, true) => (
            format!("Am meisten bei {quoted}: im Mittel {mean}{unit}"),
            format!(
                "Der größte Mittelwert ist {mean} bei {quoted}, die Summe dort {total}. Grundlage: {answers} je Zeile."
            ),
        ),
        (_, false) => (
            format!("Most for {quoted}: {mean}{unit} on average"),
            format!("The largest mean is {mean} for {quoted}, the sum there {total}. Based on {answers} per row."),
        ),
    }
}

/// The same without the sum, which would be taken for that of all who were asked.
fn tell_mean(most: (&str, &Number), rows: usize, base: Base, unit: &str, locale: Locale) -> (String, String) {
    let (label, number) = most;
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    let mean = format::number(number.mean.value, 1, locale);
    let answers = words::answers(base.0, locale);
    let quoted = quote(label, locale);
    match (rows, locale.is_german()) {
        (1, true) => (format!("Im Mittel {mean}{unit}"), format!("Der Mittelwert ist {mean}. Grundlage: {answers}.")),
        (1, false) => (format!("{mean}{unit} on average"), format!("The mean is {mean}. Based on {answers}.")),
        (_, true) => (
            format!("Am meisten bei {quoted}: im Mittel {mean}{unit}"),
            format!("Der größte Mittelwert ist {mean} bei {quoted}. Grundlage: {answers} je Zeile."),
        ),
        (_, false) => (
            format!("Most for {quoted}: {mean}{unit} on average"),
            format!("The largest mean is {mean} for {quoted}. Based on {answers} per row."),
        ),
    }
}

fn row(line: &Line, reasons: &Reasons, has_sum: bool, locale: Locale) -> Vec<String> {
    let mut cells = vec![line.label.clone()];
    match &line.number {
        Err(absence) => cells.resize(head(has_sum, locale).len() + reasons.len(), absence.sign().to_owned()),
        Ok(number) => {
            cells.extend([
                format::number(number.mean.value, 1, locale),
                words::decimals(&number.mean, 1, number.n, locale),
                words::cell(&number.median, |median| format::number(*median, 1, locale)),
            ]);
            cells.extend(has_sum.then(|| format::shortest(number.total, locale)));
            cells.push(format::count(number.n, locale));
            cells.extend(reasons.cells(&number.missing, locale));
        }
    }
    cells
}

fn head(has_sum: bool, locale: Locale) -> Vec<String> {
    let (figure, mean, sum) =
        if locale.is_german() { ("Angabe", "Mittelwert", "Summe") } else { ("Figure", "Mean", "Sum") };
    let words = [figure, mean, words::interval_head(locale), "Median"].into_iter();
    words.chain(has_sum.then_some(sum)).chain(["n"]).map(str::to_owned).collect()
}
