//! One question in several groups of respondents: a stacked bar per group, in the order of the groups.

use domain::{
    Key, Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    report::{Estimate, QuestionResult},
    survey::Scale,
};

use super::{Answer, Arrangement, Line, Points, Told, base, line, plot};
use crate::{
    Look,
    caption::{Caption, Story},
    words::{self, Absence, quote},
};

/// What is compared between groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What the question is about: "Wohnen und Mobilität".
    pub subject: String,
    /// Heads the share that groups are compared by: "genannt", "zwei beste Punkte".
    pub share: String,
    /// Heads the column of groups: "Kreis".
    pub groups: String,
    /// Whether a mean of the points says anything.
    pub has_mean: bool,
}

/// `label` names the group of a row. Groups that are hidden stay in the picture and say so.
pub fn groups(
    caption: &Caption,
    scale: &Scale,
    rows: &[Released<&QuestionResult>],
    label: &dyn Fn(&Key) -> String,
    measure: &Measure,
    look: &Look,
) -> Figure {
    plain(caption, scale, rows.iter().map(|row| *row.get()), label, measure, look)
}

pub(crate) fn plain<'a>(
    caption: &Caption,
    scale: &Scale,
    rows: impl IntoIterator<Item = &'a QuestionResult>,
    label: &dyn Fn(&Key) -> String,
    measure: &Measure,
    look: &Look,
) -> Figure {
    let points = points(scale, measure, look);
    let lines: Vec<Line> = rows.into_iter().map(|row| line(row, &points, label, look)).collect();
    if lines.iter().all(|line| line.answer.is_err()) {
        return caption.absent(look, Absence::Suppressed, head(&points, measure, look.locale));
    }
    let (title, desc) = title(measure, &lines, look.locale);
    let table = DataTable {
        head: head(&points, measure, look.locale),
        rows: lines.iter().map(|line| cells(line, &points, measure, look.locale)).collect(),
    };
    let story = Story { title, desc, base: base(&lines), table };
    caption.figure(look, story, |width| plot::picture(&points, &lines, Arrangement::Full, width, look.locale))
}

pub(super) fn points(scale: &Scale, measure: &Measure, look: &Look) -> Points {
    let is_share = !measure.has_mean && scale.labels.len() == 2;
    Points { is_share, ..Points::new(scale, look) }
}

/// The groups that are furthest apart, if more than chance may set them apart.
fn title(measure: &Measure, lines: &[Line], locale: Locale) -> (String, String) {
    let subject = quote(&measure.subject, locale);
    let mut rated: Vec<(&str, &Estimate)> =
        lines.iter().filter_map(|line| Some((line.label.as_str(), line.rated()?.0))).collect();
    rated.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let answers = words::answers(base(lines).0, locale);
    let german = locale.is_german();
    let (Some(top), Some(bottom)) = (rated.first(), rated.last().filter(|_| rated.len() > 1)) else {
        let title = if german { "lässt sich nicht vergleichen" } else { "cannot be compared" };
        let desc = match german {
            true => format!("Zu wenige Gruppen haben genug Antworten. Grundlage: {answers} je Gruppe."),
            false => format!("Too few groups have enough answers. Based on {answers} per group."),
        };
        return (format!("{subject} {title}"), desc);
    };
    let [most, least] =
        [top, bottom].map(|(name, share)| format!("{} ({})", quote(name, locale), words::share(share, locale)));
    let is_apart = top.1.lo > bottom.1.hi;
    let title = match (is_apart, german) {
        (true, true) => format!("{subject}: am meisten {most}, am wenigsten {least}"),
        (true, false) => format!("{subject}: most {most}, least {least}"),
        (false, true) => format!("{subject}: kein deutlicher Unterschied zwischen den Gruppen"),
        (false, false) => format!("{subject}: no clear difference between the groups"),
    };
    let share = quote(&measure.share, locale);
    let desc = match german {
        true => format!("Anteil {share}: am höchsten {most}, am niedrigsten {least}. Grundlage: {answers} je Gruppe."),
        false => format!("Share {share}: highest {most}, lowest {least}. Based on {answers} per group."),
    };
    (title, desc)
}

pub(super) fn head(points: &Points, measure: &Measure, locale: Locale) -> Vec<String> {
    let german = locale.is_german();
    let mut head = vec![measure.groups.clone()];
    head.extend(points.labels.iter().cloned());
    // Of two points the last one is the share itself.
    head.extend((points.labels.len() > 2).then(|| measure.share.clone()));
    head.push(words::interval_head(locale).to_owned());
    head.extend(measure.has_mean.then(|| if german { "Mittelwert" } else { "Mean" }.to_owned()));
    head.push("n".to_owned());
    head.push(if german { "ohne Antwort" } else { "no answer" }.to_owned());
    head
}

pub(super) fn cells(line: &Line, points: &Points, measure: &Measure, locale: Locale) -> Vec<String> {
    let width = head(points, measure, locale).len();
    let mut cells = vec![line.label.clone()];
    match &line.answer {
        Err(absence) => cells.resize(width, absence.sign().to_owned()),
        Ok(Answer { n, missing, told }) => {
            match told {
                Told::Rated { percents, best, mean, .. } => {
                    cells.extend(percents.iter().map(|one| format::percent_points(f64::from(*one), 0, locale)));
                    cells.extend((points.labels.len() > 2).then(|| words::share(best, locale)));
                    cells.push(words::interval(best, *n, locale));
                    cells.extend(measure.has_mean.then(|| format::number(mean.value, 2, locale)));
                }
                Told::Uniform { sentence, .. } => {
                    cells.resize(width - 2, Absence::Suppressed.sign().to_owned());
                    cells[1].clone_from(sentence);
                }
            }
            cells.push(format::count(*n, locale));
            cells.push(format::count(missing.no_answer, locale));
        }
    }
    cells
}
