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
    words::{self, LEVEL_PLACES, quote},
};

pub fn ranking(
    caption: &Caption,
    rows: &[Released<&QuestionResult>],
    label: &dyn Fn(&Key) -> String,
    look: &Look,
) -> Figure {
    let rows: Vec<&QuestionResult> = rows.iter().map(|row| *row.get()).collect();
    plain(caption, &rows, label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    rows: &[&QuestionResult],
    label: &dyn Fn(&Key) -> String,
    look: &Look,
) -> Figure {
    let mut means: Vec<(String, Estimate)> = Vec::new();
    let mut least = u64::MAX;
    for row in rows {
        if let Some((n, mean)) = mean(row) {
            means.push((text::clean(&label(&row.key)), mean));
            least = least.min(n);
        }
    }
    means.sort_by(|(_, a), (_, b)| a.value.total_cmp(&b.value));
    let story = match means.split_first() {
        Some(((first, best), rest)) => {
            (title(&means, least, look.locale), desc((first, best), rest.last(), look.locale))
        }
        None => Default::default(),
    };
    // A sum of places says nothing.
    summary::without_sum(caption, rows.iter().copied(), label, story, look)
}

fn mean(row: &QuestionResult) -> Option<(u64, Estimate)> {
    match &row.distribution {
        Cell::Shown(found) => match &found.shape {
            Shape::Number { mean, .. } if found.n > 0 => Some((found.n, *mean)),
            _ => None,
        },
        _ => None,
    }
}

fn title(means: &[(String, Estimate)], n: u64, locale: Locale) -> String {
    let names: Vec<String> = means.iter().map(|(label, _)| quote(label, locale)).collect();
    let lead = words::lead(&means[0].1, means[1..].iter().map(|(_, mean)| mean), LEVEL_PLACES, n);
    let place = |at: usize| {
        let place = means.get(at).map_or_else(String::new, |(_, mean)| format::number(mean.value, 1, locale));
        if locale.is_german() { format!("im Mittel Platz {place}") } else { format!("place {place} on average") }
    };
    let leads = if locale.is_german() { "steht am weitesten vorn" } else { "comes first" };
    lead.title(&names, &place(0), leads, &place(1), locale)
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
