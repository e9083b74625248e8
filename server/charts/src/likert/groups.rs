//! One question in several groups of respondents: a stacked bar per group, in the order of the groups.

use domain::{
    Key, Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::Guard,
    report::{Bound, Estimate, QuestionResult},
    survey::Scale,
};

use super::{Answer, Arrangement, Form, Line, Points, Told, base, line, plot};
use crate::{
    Look,
    caption::{Base, Caption, Story},
    flags::Flags,
    words::{self, Absence, quote},
};

/// What is compared between groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What the question is about: "Wohnen und Mobilität".
    pub subject: String,
    /// Heads the share that groups are compared by: "genannt", "zwei beste Punkte". `None` of options none of which is
    /// better than another: of such nothing is the most.
    pub share: Option<String>,
    /// Heads the column of groups: "Kreis".
    pub groups: String,
    /// Whether a mean of the points says anything.
    pub has_mean: bool,
}

/// What the test of the groups says. It is made of the same released counts, by others than a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    Certain,
    Chance,
    /// Too few answers, or too few groups with exact figures.
    Untested,
}

/// `label` names the group of a row. Groups that are hidden stay in the picture and say so.
pub fn groups(
    caption: &Caption,
    scale: &Scale,
    rows: &[Released<&QuestionResult>],
    label: &dyn Fn(&Key) -> String,
    of: (&Measure, Apart),
    look: &Look,
) -> Figure {
    plain(caption, scale, rows.iter().map(|row| *row.get()), label, of, look)
}

pub(crate) fn plain<'a>(
    caption: &Caption,
    scale: &Scale,
    rows: impl IntoIterator<Item = &'a QuestionResult>,
    label: &dyn Fn(&Key) -> String,
    (measure, apart): (&Measure, Apart),
    look: &Look,
) -> Figure {
    let points = points(scale, measure, look);
    let lines: Vec<Line> = rows.into_iter().map(|row| line(row, &points, label, look)).collect();
    if lines.iter().all(|line| line.answer.is_err()) {
        return caption.absent(look, Absence::Suppressed, head(&points, measure, look.locale));
    }
    let title = title(measure, apart, &lines, look.locale);
    let desc = desc(&points, measure, &lines, look.locale);
    let table = DataTable {
        head: head(&points, measure, look.locale),
        rows: lines.iter().map(|line| cells(line, &points, measure, look.locale)).collect(),
    };
    let story = Story { title, desc, base: base(&lines), table };
    let figure =
        caption.figure(look, story, |width| plot::picture(&points, &lines, Arrangement::Full, width, look.locale));
    vague(&lines).mark(figure, look.locale)
}

/// Who gave no answer in a group, and why, is not told apart here.
pub(super) fn vague(lines: &[Line]) -> Flags {
    Flags::of(lines.iter().map(|line| line.vague().into_iter().collect()))
}

pub(super) fn points(scale: &Scale, measure: &Measure, look: &Look) -> Points {
    let form = match (&measure.share, scale.labels.len()) {
        (None, _) => Form::Names,
        (Some(_), 2) if !measure.has_mean => Form::Share,
        (Some(_), _) => Form::Scale,
    };
    Points { form, ..Points::new(scale, look) }
}

/// The verdict of the test. Which groups are furthest apart is said where that is certain, too.
fn title(measure: &Measure, apart: Apart, lines: &[Line], locale: Locale) -> String {
    let subject = quote(&measure.subject, locale);
    let german = locale.is_german();
    let shares = shares(lines);
    match (apart, furthest(&shares).filter(are_ranked)) {
        (Apart::Certain, Some((top, bottom))) => {
            let [most, least] = [top, bottom].map(|end| named(&end.label, &end.share, locale));
            match german {
                true => format!("{subject}: am meisten {most}, am wenigsten {least}"),
                false => format!("{subject}: most {most}, least {least}"),
            }
        }
        (Apart::Certain, None) if german => format!("{subject}: sicherer Unterschied zwischen den Gruppen"),
        (Apart::Certain, None) => format!("{subject}: certain difference between the groups"),
        (Apart::Chance, _) if german => format!("{subject}: kein sicherer Unterschied zwischen den Gruppen"),
        (Apart::Chance, _) => format!("{subject}: no certain difference between the groups"),
        (Apart::Untested, _) if german => format!("{subject}: zu wenige Antworten für einen Vergleich"),
        (Apart::Untested, _) => format!("{subject}: too few answers for a comparison"),
    }
}

/// The share of a group, or of one within another.
pub(super) struct Share {
    pub label: String,
    pub share: Estimate,
    pub n: u64,
}

fn shares(lines: &[Line]) -> Vec<Share> {
    let share = |line: &Line| line.rated().map(|(share, n)| Share { label: line.label.clone(), share: *share, n });
    lines.iter().filter_map(share).collect()
}

fn named(label: &str, share: &Estimate, locale: Locale) -> String {
    format!("{} ({})", quote(label, locale), words::share(share, locale))
}

/// Highest and lowest; of equals the first and the last, as the groups stand.
fn furthest(shares: &[Share]) -> Option<(&Share, &Share)> {
    let order = |a: &&Share, b: &&Share| a.share.value.total_cmp(&b.share.value);
    let top = shares.iter().rev().max_by(order)?;
    let bottom = shares.iter().rev().min_by(order)?;
    (shares.len() > 1).then_some((top, bottom))
}

/// Whether one may be called the highest and one the lowest: both groups are large enough, and the interval of their
/// difference (Newcombe 1998) lies above 0. That of each alone may reach into the other.
fn are_ranked((top, bottom): &(&Share, &Share)) -> bool {
    let bears = |end: &Share| Guard::of(end.n).bears_rank() && end.share.bound() == Bound::None;
    bears(top) && bears(bottom) && Estimate::newcombe(top.share, bottom.share, 0.0).lo > 0.0
}

fn too_few(answers: &str, locale: Locale) -> String {
    match locale.is_german() {
        true => format!("Zu wenige Gruppen haben genug Antworten. Grundlage: {answers} je Gruppe."),
        false => format!("Too few groups have enough answers. Based on {answers} per group."),
    }
}

/// The option whose shares are furthest apart, the first of equals, and its smallest and largest whole per cent.
fn widest<'a>(points: &'a Points, lines: &[Line]) -> Option<(&'a str, u32, u32)> {
    let parts = lines.iter().filter_map(|line| line.answer.as_ref().ok()?.told.parts());
    let groups: Vec<&[u32]> = parts.map(|(_, percents)| percents).collect();
    let range = |(at, label): (usize, &'a String)| {
        let own = || groups.iter().map(|percents| percents[at]);
        Some((label.as_str(), own().min()?, own().max()?))
    };
    let ranges: Vec<_> = points.labels.iter().enumerate().filter_map(range).collect();
    let widest = ranges.into_iter().rev().max_by_key(|(_, least, most)| most - least);
    widest.filter(|_| groups.len() > 1)
}

/// Of options without an order: which groups are apart in it is for the picture to show, the test is of all options
/// together.
pub(super) fn spread(points: &Points, lines: &[Line], locale: Locale) -> String {
    let answers = words::answers(base(lines).0, locale);
    let Some((label, least, most)) = widest(points, lines) else { return too_few(&answers, locale) };
    if least == most {
        return match locale.is_german() {
            true => format!("Die Anteile sind in allen Gruppen gleich. Grundlage: {answers} je Gruppe."),
            false => format!("The shares are the same in all groups. Based on {answers} per group."),
        };
    }
    let label = quote(label, locale);
    let [least, most] = [least, most].map(|percent| format::percent_points(f64::from(percent), 0, locale));
    let between = words::range(&least, &most, locale);
    match locale.is_german() {
        true => format!(
            "Am weitesten auseinander liegen die Anteile von {label}: je nach Gruppe {between}. Grundlage: {answers} je Gruppe."
        ),
        false => format!(
            "Shares of {label} are the furthest apart: {between}, depending on the group. Based on {answers} per group."
        ),
    }
}

/// The two shares that are furthest apart; only how far, where these groups are too small to be put in order.
pub(super) fn extremes(share: &str, shares: &[Share], base: Base, locale: Locale) -> String {
    let answers = words::answers(base.0, locale);
    let share = quote(share, locale);
    let german = locale.is_german();
    match furthest(shares) {
        None => too_few(&answers, locale),
        Some((top, bottom)) if [top, bottom].iter().all(|end| Guard::of(end.n).bears_rank()) => {
            let [most, least] = [top, bottom].map(|end| named(&end.label, &end.share, locale));
            match german {
                true => {
                    format!(
                        "Anteil {share}: am höchsten {most}, am niedrigsten {least}. Grundlage: {answers} je Gruppe."
                    )
                }
                false => format!("Share {share}: highest {most}, lowest {least}. Based on {answers} per group."),
            }
        }
        Some((top, bottom)) => {
            let [most, least] = [top, bottom].map(|end| words::share(&end.share, locale));
            let between = words::range(&least, &most, locale);
            match german {
                true => format!("Anteil {share}: je nach Gruppe {between}. Grundlage: {answers} je Gruppe."),
                false => format!("Share {share}: {between}, depending on the group. Based on {answers} per group."),
            }
        }
    }
}

fn desc(points: &Points, measure: &Measure, lines: &[Line], locale: Locale) -> String {
    match &measure.share {
        Some(share) => extremes(share, &shares(lines), base(lines), locale),
        None => spread(points, lines, locale),
    }
}

pub(super) fn head(points: &Points, measure: &Measure, locale: Locale) -> Vec<String> {
    let german = locale.is_german();
    let mut head = vec![measure.groups.clone()];
    head.extend(points.labels.iter().cloned());
    // Of two points the last one is the share itself.
    head.extend(measure.share.clone().filter(|_| points.labels.len() > 2));
    head.extend(measure.share.as_ref().map(|_| words::interval_head(locale).to_owned()));
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
                Told::Named { percents, .. } => {
                    cells.extend(percents.iter().map(|one| format::percent_points(f64::from(*one), 0, locale)));
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
