//! Rows of a best-worst item: how often each was the best of the block it was shown in, and in the table also the worst.

use domain::{
    Locale, OptionId,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    report::{BestWorstCount, Cell, Distribution, QuestionResult, Shape},
};

use crate::{
    Look,
    bars::{self, Order},
    caption::Caption,
    missing::Reasons,
    text,
    words::{self, Absence},
};

/// The column of counts: of the times a row was shown, and of respondents below them.
const COUNT: usize = 1;

/// `ends` are the words of the question for best and worst.
pub fn best_worst(
    caption: &Caption,
    result: Released<&QuestionResult>,
    label: &dyn Fn(&OptionId) -> String,
    ends: [&str; 2],
    look: &Look,
) -> Figure {
    plain(caption, result.get(), label, ends, look)
}

pub(crate) fn plain(
    caption: &Caption,
    result: &QuestionResult,
    label: &dyn Fn(&OptionId) -> String,
    ends: [&str; 2],
    look: &Look,
) -> Figure {
    let Cell::Shown(Distribution { n, missing, shape: Shape::BestWorst(rows) }) = &result.distribution else {
        return bars::plain(caption, result, label, Order::ByShare, look);
    };
    let best = Shape::Choices(rows.iter().map(|row| row.best.clone()).collect());
    let distribution = Cell::Shown(Distribution { n: *n, missing: *missing, shape: best });
    let figure = bars::plain(caption, &QuestionResult { distribution, ..result.clone() }, label, Order::ByShare, look);
    let mut table = table(rows, label, ends, look.locale);
    let mut add = |name: String, count: String| {
        let mut cells = vec![Absence::Empty.sign().to_owned(); table.head.len()];
        (cells[0], cells[COUNT]) = (name, count);
        table.rows.push(cells);
    };
    add(words::valid(look.locale).to_owned(), format::count(*n, look.locale));
    let reasons = Reasons::of([missing], caption.smallest);
    for (reason, count) in reasons.heads(look.locale).into_iter().zip(reasons.cells(missing, look.locale)) {
        add(reason, count);
    }
    Figure { table, ..figure }
}

fn table(
    rows: &[BestWorstCount],
    label: &dyn Fn(&OptionId) -> String,
    [best, worst]: [&str; 2],
    locale: Locale,
) -> DataTable {
    let german = locale.is_german();
    let (row, shown, share) = if german { ("Zeile", "gezeigt", "Anteil") } else { ("Row", "shown", "share") };
    let head = [row, shown, best, &format!("{best}, {share}"), worst, &format!("{worst}, {share}")];
    let line = |row: &BestWorstCount| {
        let count = |cell| words::cell(cell, |count: &u64| format::count(*count, locale));
        vec![
            text::clean(&label(&row.row)),
            format::count(row.shown, locale),
            count(&row.best.count),
            words::share(&row.best.share, locale),
            count(&row.worst.count),
            words::share(&row.worst.share, locale),
        ]
    };
    DataTable { head: head.map(str::to_owned).to_vec(), rows: rows.iter().map(line).collect() }
}
