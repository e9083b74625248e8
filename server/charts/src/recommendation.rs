//! Would they recommend it? Answers from 0 to 10 and the net promoter score (Reichheld 2003: 9 and 10 less 0 to 6).

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    guard::Guard,
    report::{Distribution, Estimate, MissingCounts, QuestionResult, Shape, UniformAnswer},
};

use crate::{
    Look,
    canvas::{Align, Axis},
    caption::{Base, Caption, Picture, Story, Width},
    flags::Flags,
    ink::Ink,
    key::{Key, Swatch},
    missing::Reasons,
    text::{self, LINE, Weight},
    words::{self, Absence},
};

const POINTS: usize = 11;
const PLOT: f64 = 132.0;
const FIGURE: f64 = 30.0;

/// Shares of the eleven answers as columns, with the score.
pub fn recommendation(caption: &Caption, result: Released<&QuestionResult>, look: &Look) -> Figure {
    plain(caption, result.get(), look)
}

pub(crate) fn plain(caption: &Caption, result: &QuestionResult, look: &Look) -> Figure {
    match words::present(&result.distribution) {
        Ok(found) => read(caption, found, look),
        Err(absence) => caption.absent(look, absence, head(look.locale)),
    }
}

struct Answer {
    n: u64,
    missing: MissingCounts,
    shares: Vec<f64>,
    percents: Vec<u32>,
    score: Estimate,
}

#[derive(Clone, Copy, PartialEq)]
enum Group {
    Critics,
    Passives,
    Promoters,
}

impl Group {
    const ALL: [Group; 3] = [Group::Critics, Group::Passives, Group::Promoters];

    fn of(point: usize) -> Group {
        match point {
            0..=6 => Group::Critics,
            7..=8 => Group::Passives,
            _ => Group::Promoters,
        }
    }

    fn ink(self) -> Ink {
        match self {
            Group::Critics => Ink::Accent,
            Group::Passives => Ink::Aside,
            Group::Promoters => Ink::Lead,
        }
    }

    fn label(self, locale: Locale) -> &'static str {
        match (self, locale.is_german()) {
            (Group::Critics, true) => "0 bis 6: Kritische",
            (Group::Critics, false) => "0 to 6: critics",
            (Group::Passives, true) => "7 und 8: Unentschiedene",
            (Group::Passives, false) => "7 and 8: undecided",
            (Group::Promoters, true) => "9 und 10: Empfehlende",
            (Group::Promoters, false) => "9 and 10: promoters",
        }
    }
}

fn read(caption: &Caption, found: &Distribution, look: &Look) -> Figure {
    let locale = look.locale;
    match &found.shape {
        Shape::Recommendation { counts, score } if counts.len() == POINTS && counts.iter().sum::<u64>() > 0 => {
            let total = counts.iter().sum::<u64>() as f64;
            let shares: Vec<f64> = counts.iter().map(|count| *count as f64 / total).collect();
            let percents = format::largest_remainder(&shares);
            let answer = Answer { n: found.n, missing: found.missing, shares, percents, score: *score };
            let story = tell(caption, &answer, locale);
            let figure = caption.figure(look, story, |width| picture(&answer, width, locale));
            Flags::of([found.missing.flags(found.n, caption.smallest)]).explain(figure, locale)
        }
        Shape::Uniform { answer: UniformAnswer::Points(first, last), at_least } => {
            let points = words::range(&first.to_string(), &last.to_string(), locale);
            let share = format!("≥\u{a0}{}", format::percent(*at_least, 0, locale));
            uniform(caption, found.n, &points, &share, look)
        }
        _ => caption.absent(look, Absence::Empty, head(locale)),
    }
}

fn picture(answer: &Answer, width: Width, locale: Locale) -> Picture<'_> {
    let (left, right) = width.inner();
    let entries = Group::ALL.map(|group| (Swatch::Bar(group.ink()), group.label(locale).to_owned()));
    let key = Key::new(width, &entries);
    let score = format::signed(answer.score.value, 0, locale);
    // The score stands beside the columns where there is room, above them on a phone.
    let (aside, top) = match width {
        Width::Wide => (212.0, key.bottom + 22.0),
        Width::Narrow => (0.0, key.bottom + 30.0 + FIGURE + 3.0 * LINE),
    };
    let score_at = match width {
        Width::Wide => (right - aside + 32.0, top + FIGURE / 2.0),
        Width::Narrow => (left, key.bottom + 12.0 + FIGURE / 2.0),
    };
    let plot = (left, right - aside);
    let bottom = top + PLOT;
    let tallest = answer.shares.iter().copied().fold(0.05, f64::max);
    let heights = Axis::new(0.0..tallest, (bottom, top));
    let step = (plot.1 - plot.0) / POINTS as f64;
    let note_room = if aside > 0.0 { aside - 32.0 } else { right - left };
    let note = score_note(answer, note_room, locale);
    Picture::new(bottom + 24.0, move |canvas| {
        key.draw(canvas);
        for group in Group::ALL {
            canvas.group(&format!("series s-{}", group as usize + 1), || {
                for point in (0..POINTS).filter(|point| Group::of(*point) == group) {
                    let x = plot.0 + step * point as f64;
                    let y = heights.at(answer.shares[point]);
                    canvas.bar(group.ink(), (x + 1.5, x + step - 1.5), (y, bottom));
                    let percent = answer.percents[point].to_string();
                    canvas.text(Ink::Text, Align::Center, (x + step / 2.0, y - 9.0), &percent);
                }
            });
        }
        canvas.group("axis", || {
            canvas.line(Ink::Axis, 1.0, (plot.0, bottom), (plot.1, bottom));
            for point in 0..POINTS {
                let x = plot.0 + step * (point as f64 + 0.5);
                canvas.text(Ink::Muted, Align::Center, (x, bottom + 13.0), &point.to_string());
            }
        });
        canvas.group("score", || {
            canvas.write(Ink::Text.into(), (FIGURE, Weight::Semibold), Align::Left, score_at, &score);
            canvas.lines(Ink::Muted, Align::Left, (score_at.0, score_at.1 + FIGURE / 2.0 + 14.0), &note);
        });
    })
}

/// What stands below the score.
fn score_note(answer: &Answer, room: f64, locale: Locale) -> Vec<String> {
    let unit = if locale.is_german() { "Punkte" } else { "points" };
    let interval = interval(answer, locale).map(|interval| format!("{}: {interval}", words::interval_head(locale)));
    let lines = std::iter::once(unit.to_owned()).chain(interval);
    lines.flat_map(|line| text::wrap(&line, room, Weight::Regular)).collect()
}

fn interval(answer: &Answer, locale: Locale) -> Option<String> {
    let ends = [answer.score.lo, answer.score.hi].map(|end| format::signed(end, 0, locale));
    Guard::of(answer.n).bears_interval().then(|| words::range(&ends[0], &ends[1], locale))
}

fn tell(caption: &Caption, answer: &Answer, locale: Locale) -> Story {
    let base = Base::of([answer.n]);
    let score = format::signed(answer.score.value, 0, locale);
    let is_certain = Guard::of(answer.n).bears_interval();
    let title = match (answer.score.lo > 0.0, answer.score.hi < 0.0, locale.is_german()) {
        _ if !is_certain && locale.is_german() => {
            format!("Empfehlende weniger Kritische: {score} Punkte, bei sehr wenigen Antworten")
        }
        _ if !is_certain => format!("Promoters less critics: {score} points, of very few answers"),
        (true, _, true) => format!("Mehr Empfehlende als Kritische: {score} Punkte"),
        (_, true, true) => format!("Mehr Kritische als Empfehlende: {score} Punkte"),
        (_, _, true) => format!("Empfehlende und Kritische halten sich die Waage: {score} Punkte"),
        (true, _, false) => format!("More promoters than critics: {score} points"),
        (_, true, false) => format!("More critics than promoters: {score} points"),
        (_, _, false) => format!("Promoters and critics are in balance: {score} points"),
    };
    let sum = |group: Group| {
        let percents = answer.percents.iter().enumerate().filter(|(point, _)| Group::of(*point) == group);
        format::percent_points(f64::from(percents.map(|(_, percent)| percent).sum::<u32>()), 0, locale)
    };
    let (promoters, critics) = (sum(Group::Promoters), sum(Group::Critics));
    let answers = words::answers(base.0, locale);
    let desc = match locale.is_german() {
        true => format!(
            "Mit 9 oder 10 antworten {promoters}, mit 0 bis 6 antworten {critics}, der Saldo ist {score} Punkte. \
             Grundlage: {answers}."
        ),
        false => format!(
            "9 or 10 is answered by {promoters}, 0 to 6 by {critics}, the balance is {score} points. \
             Based on {answers}."
        ),
    };
    let mut rows: Vec<Vec<String>> = answer
        .percents
        .iter()
        .enumerate()
        .map(|(point, percent)| vec![point.to_string(), format::percent_points(f64::from(*percent), 0, locale)])
        .collect();
    rows.extend(Group::ALL.map(|group| vec![group.label(locale).to_owned(), sum(group)]));
    let [points, inside] = match locale.is_german() {
        true => ["Saldo in Punkten", words::interval_head(locale)],
        false => ["Balance in points", words::interval_head(locale)],
    };
    rows.push(vec![points.to_owned(), score]);
    rows.extend(interval(answer, locale).map(|interval| vec![inside.to_owned(), interval]));
    rows.push(vec!["n".to_owned(), format::count(answer.n, locale)]);
    let reasons = Reasons::of([&answer.missing], caption.smallest);
    let counts = reasons.cells(&answer.missing, locale);
    rows.extend(reasons.heads(locale).into_iter().zip(counts).map(|(reason, count)| vec![reason, count]));
    Story { title, desc, base, table: DataTable { head: head(locale), rows } }
}

fn uniform(caption: &Caption, n: u64, points: &str, share: &str, look: &Look) -> Figure {
    let locale = look.locale;
    let base = Base::of([n]);
    let answers = words::answers(base.0, locale);
    let (title, desc) = match locale.is_german() {
        true => (
            format!("Fast alle antworten mit {points}"),
            format!("Mit {points} antworten {share}. Grundlage: {answers}."),
        ),
        false => {
            (format!("Nearly all answer {points}"), format!("{points} is answered by {share}. Based on {answers}."))
        }
    };
    let rows = vec![vec![points.to_owned(), share.to_owned()], vec!["n".to_owned(), format::count(n, locale)]];
    let sentence = desc.clone();
    let story = Story { title, desc, base, table: DataTable { head: head(locale), rows } };
    caption.figure(look, story, |width| {
        let (left, right) = width.inner();
        let lines = text::wrap(&sentence, right - left, Weight::Regular);
        let height = lines.len() as f64 * LINE + 8.0;
        Picture::new(height, move |canvas| canvas.lines(Ink::Text, Align::Left, (left, 12.0), &lines))
    })
}

fn head(locale: Locale) -> Vec<String> {
    let words = if locale.is_german() { ["Antwort", "Anteil"] } else { ["Answer", "Share"] };
    words.map(str::to_owned).to_vec()
}
