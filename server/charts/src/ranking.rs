//! Rows put in order: the mean place of each, of which the lowest is the best.

use domain::{
    Key, Locale,
    disclosure::Released,
    figure::Figure,
    format,
    report::{Cell, Estimate, QuestionResult, Shape},
};

use crate::{
    Look,
    caption::Caption,
    summary, text,
    words::{self, quote},
};

/// Where the sum stands in the table of a summary.
const SUM: usize = 4;

pub fn ranking(
    caption: &Caption,
    rows: &[Released<&QuestionResult>],
    label: &dyn Fn(&Key) -> String,
    look: &Look,
) -> Figure {
    let mut figure = summary::summary(caption, rows, label, look);
    let mut means: Vec<(String, Estimate)> =
        rows.iter().filter_map(|row| Some((text::clean(&label(&row.get().key)), mean(row.get())?))).collect();
    means.sort_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
    if let Some(((first, best), rest)) = means.split_first() {
        let rival = rest.first().filter(|(_, second)| words::is_tie(best, second));
        figure.title = title(first, best, rival.map(|(label, _)| label.as_str()), look.locale);
        figure.desc = desc((first, best), rest.last(), look.locale);
    }
    // A sum of places says nothing.
    for line in std::iter::once(&mut figure.table.head).chain(&mut figure.table.rows) {
        if line.len() > SUM {
            line.remove(SUM);
        }
    }
    figure
}

fn mean(row: &QuestionResult) -> Option<Estimate> {
    match &row.distribution {
        Cell::Shown(found) => match &found.shape {
            Shape::Number { mean, .. } if found.n > 0 => Some(*mean),
            _ => None,
        },
        _ => None,
    }
}

fn title(first: &str, best: &Estimate, rival: Option<&str>, locale: Locale) -> String {
    let (first, place) = (quote(first, locale), format::number(best.value, 1, locale));
    match (rival, locale.is_german()) {
        (None, true) => format!("{first} steht am weitesten vorn (im Mittel Platz {place})"),
        (None, false) => format!("{first} comes first (place {place} on average)"),
        (Some(second), true) => format!("{first} und {} stehen fast gleichauf vorn", quote(second, locale)),
        (Some(second), false) => format!("{first} and {} lead almost level", quote(second, locale)),
    }
}

fn desc((first, best): (&str, &Estimate), last: Option<&(String, Estimate)>, locale: Locale) -> String {
    let place = |estimate: &Estimate| format::number(estimate.value, 1, locale);
    let first = quote(first, locale);
    match (last, locale.is_german()) {
        (Some((last, worst)), true) => format!(
            "Im Mittel am weitesten vorn steht {first} auf Platz {}, am weitesten hinten {} auf Platz {}.",
            place(best),
            quote(last, locale),
            place(worst)
        ),
        (Some((last, worst)), false) => {
            format!(
                "{first} comes first at place {} on average, {} last at {}.",
                place(best),
                quote(last, locale),
                place(worst)
            )
        }
        (None, true) => format!("{first} steht im Mittel auf Platz {}.", place(best)),
        (None, false) => format!("{first} is at place {} on average.", place(best)),
    }
}
