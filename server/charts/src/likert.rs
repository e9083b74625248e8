//! Rated rows as stacked bars (Heiberger & Robbins 2014, JSS 57(5); defaults after ggstats::gglikert).

pub(crate) mod crossed;
pub(crate) mod groups;
pub(crate) mod plot;
mod story;

pub use crossed::{Blocks, crossed};
pub use groups::{Apart, Measure, groups};

use domain::{
    Key,
    disclosure::Released,
    figure::Figure,
    format,
    guard::Flag,
    report::{Distribution, Estimate, MissingCounts, OptionShare, QuestionResult, Rating, Shape, UniformAnswer},
    survey::{Direction, Scale},
};

use crate::{
    Look,
    caption::{Base, Caption},
    flags::Flags,
    ink::{Ink, names, ramp},
    text,
    words::{self, Absence},
};

/// How the bars are laid side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arrangement {
    /// All bars from 0 to 100 %.
    #[default]
    Full,
    /// Bars hang on the middle of the scale: low answers and half of the neutral ones to the left.
    Diverging,
}

/// The rows of one battery on one scale, sorted by the share of the two best points.
///
/// `label` names a row by its key. Rows that are hidden stay in the picture and say so; figures of another shape than
/// a rating count as not answered.
pub fn likert(
    caption: &Caption,
    scale: &Scale,
    rows: &[Released<&QuestionResult>],
    label: &dyn Fn(&Key) -> String,
    arrangement: Arrangement,
    look: &Look,
) -> Figure {
    plain(caption, scale, rows.iter().map(|row| *row.get()), label, arrangement, look)
}

pub(crate) fn plain<'a>(
    caption: &Caption,
    scale: &Scale,
    rows: impl IntoIterator<Item = &'a QuestionResult>,
    label: &dyn Fn(&Key) -> String,
    arrangement: Arrangement,
    look: &Look,
) -> Figure {
    let scale = Points::new(scale, look);
    let lines = rows.into_iter().map(|row| line(row, &scale, label, look)).collect();
    figure(caption, &scale, lines, arrangement, look)
}

fn line(row: &QuestionResult, scale: &Points, label: &dyn Fn(&Key) -> String, look: &Look) -> Line {
    Line {
        label: text::clean(&label(&row.key)),
        answer: words::present(&row.distribution).and_then(|found| Answer::read(found, scale, look)),
    }
}

fn figure(caption: &Caption, scale: &Points, mut lines: Vec<Line>, arrangement: Arrangement, look: &Look) -> Figure {
    lines.sort_by(|a, b| b.standing().total_cmp(&a.standing()));
    let absent = lines.iter().all(|line| line.answer.is_err());
    if absent {
        let hidden = lines.iter().any(|line| line.answer == Err(Absence::Suppressed));
        let absence = if hidden { Absence::Suppressed } else { Absence::Empty };
        return caption.absent(look, absence, story::head(scale, &[], look.locale));
    }
    let story = story::tell(caption, scale, &lines, look.locale);
    let figure = caption.figure(look, story, |width| plot::picture(scale, &lines, arrangement, width, look.locale));
    Flags::of(lines.iter().map(|line| line.flags(caption.smallest))).mark(figure, look.locale)
}

/// The scale, worst point first.
struct Points {
    labels: Vec<String>,
    /// "Don't know" and "does not apply", as far as the scale has them.
    aside: String,
    reversed: bool,
    form: Form,
}

/// What the parts of a bar are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Points from worst to best.
    Scale,
    /// Named or not: one share and the rest of it.
    Share,
    /// Options of a choice, none of which is better than another.
    Names,
}

impl Points {
    fn new(scale: &Scale, look: &Look) -> Points {
        let reversed = scale.direction == Direction::HighIsBad;
        let mut labels: Vec<String> = scale.labels.iter().map(|text| text::clean(text.get(look.locale))).collect();
        if reversed {
            labels.reverse();
        }
        let aside = [&scale.dont_know, &scale.not_applicable].into_iter().flatten();
        let aside: Vec<String> = aside.map(|text| text::clean(text.get(look.locale))).collect();
        Points { labels, aside: aside.join(" / "), reversed, form: Form::Scale }
    }

    /// In which order and ink the points are drawn. A share begins at the axis, where shares compare, and its rest is
    /// quiet.
    fn inks(&self) -> Vec<(usize, Ink)> {
        match self.form {
            Form::Share => vec![(1, Ink::Ramp5), (0, Ink::Ramp3)],
            Form::Scale => ramp(self.labels.len()).into_iter().enumerate().collect(),
            Form::Names => names().take(self.labels.len()).enumerate().collect(),
        }
    }
}

struct Line {
    label: String,
    answer: Result<Answer, Absence>,
}

#[derive(Debug, PartialEq)]
struct Answer {
    n: u64,
    missing: MissingCounts,
    told: Told,
}

#[derive(Debug, PartialEq)]
enum Told {
    /// Worst point first; `percents` are whole and add up to 100.
    Rated { shares: Vec<f64>, percents: Vec<u32>, best: Estimate, worst: Estimate, mean: Estimate },
    /// Options in the order of the survey; `percents` as above. `vaguest` is the share nearest to one half.
    Named { shares: Vec<f64>, percents: Vec<u32>, vaguest: Estimate },
    /// Only this much may be told; `good` is whether it is about the two best points.
    Uniform { sentence: String, good: bool },
}

impl Line {
    /// What rows are sorted by. Hidden rows come last.
    fn standing(&self) -> f64 {
        match &self.answer {
            Err(_) => -1.0,
            Ok(Answer { told: Told::Rated { best, .. }, .. }) => best.value,
            Ok(Answer { told: Told::Named { .. }, .. }) => 0.0,
            Ok(Answer { told: Told::Uniform { good, .. }, .. }) => f64::from(u8::from(*good)),
        }
    }

    /// Of the figures, and of what is missing.
    fn flags(&self, smallest: u64) -> Vec<Flag> {
        let missing = self.answer.as_ref().map(|answer| answer.missing.flags(answer.n, smallest));
        self.vague().into_iter().chain(missing.unwrap_or_default()).collect()
    }

    fn vague(&self) -> Option<Flag> {
        let Ok(Answer { n, told, .. }) = &self.answer else { return None };
        let is_vague = match told {
            Told::Rated { best, mean, .. } => best.is_vague_share(*n) || mean.is_vague_mean(*n),
            Told::Named { vaguest, .. } => vaguest.is_vague_share(*n),
            Told::Uniform { .. } => false,
        };
        is_vague.then_some(Flag::Vague)
    }

    fn rated(&self) -> Option<(&Estimate, u64)> {
        match &self.answer {
            Ok(Answer { told: Told::Rated { best, .. }, n, .. }) => Some((best, *n)),
            _ => None,
        }
    }
}

impl Answer {
    fn read(found: &Distribution, scale: &Points, look: &Look) -> Result<Answer, Absence> {
        let told = match &found.shape {
            Shape::Rating(rating) => Told::rated(rating, scale).ok_or(Absence::Empty)?,
            Shape::Choice(options) if scale.form == Form::Names => Told::named(options, scale).ok_or(Absence::Empty)?,
            Shape::Uniform { answer, at_least } => Told::uniform(answer, *at_least, scale, look),
            _ => return Err(Absence::Empty),
        };
        Ok(Answer { n: found.n, missing: found.missing, told })
    }

    /// Answers beside the scale.
    fn aside(&self) -> u64 {
        self.missing.dont_know + self.missing.not_applicable
    }

    /// Share of those asked that answered beside the scale.
    fn aside_share(&self) -> f64 {
        self.aside() as f64 / (self.n + self.aside()).max(1) as f64
    }
}

impl Told {
    fn rated(rating: &Rating, scale: &Points) -> Option<Told> {
        let total: u64 = rating.counts.iter().sum();
        if total == 0 || rating.counts.len() != scale.labels.len() {
            return None;
        }
        let mut shares: Vec<f64> = rating.counts.iter().map(|count| *count as f64 / total as f64).collect();
        if scale.reversed {
            shares.reverse();
        }
        // The one share is the number that titles and other tables say; the rest is what is left of 100.
        let percents = match (scale.form, shares.as_slice()) {
            (Form::Share, [_, share]) => {
                let whole = format::whole_percent(*share);
                vec![100 - whole, whole]
            }
            _ => format::largest_remainder(&shares),
        };
        Some(Told::Rated { shares, percents, best: rating.top2, worst: rating.bottom2, mean: rating.mean })
    }

    fn named(options: &[OptionShare], scale: &Points) -> Option<Told> {
        if options.len() != scale.labels.len() {
            return None;
        }
        let shares: Vec<f64> = options.iter().map(|option| option.share.value).collect();
        let from_half = |option: &&OptionShare| (option.share.value - 0.5).abs();
        let vaguest = options.iter().min_by(|a, b| from_half(a).total_cmp(&from_half(b)))?.share;
        Some(Told::Named { percents: format::largest_remainder(&shares), shares, vaguest })
    }

    /// Share and whole per cent of each part of the bar.
    fn parts(&self) -> Option<(&[f64], &[u32])> {
        match self {
            Told::Rated { shares, percents, .. } | Told::Named { shares, percents, .. } => Some((shares, percents)),
            Told::Uniform { .. } => None,
        }
    }

    fn uniform(answer: &UniformAnswer, at_least: f64, scale: &Points, look: &Look) -> Told {
        let points = scale.labels.len();
        let (first, last) = match answer {
            UniformAnswer::Points(first, last) => (*first as usize, *last as usize),
            UniformAnswer::Option(_) => (0, 0),
        };
        let place = |point: usize| if scale.reversed { points + 1 - point.min(points) } else { point };
        let (low, high) = (place(first).min(place(last)), place(first).max(place(last)));
        let name = |point: usize| scale.labels.get(point.wrapping_sub(1)).cloned().unwrap_or_default();
        let named = [low, high].map(|point| words::quote(&name(point), look.locale));
        let named = words::range(&named[0], &named[1], look.locale);
        let sentence = format!("≥\u{a0}{} {named}", format::percent(at_least, 0, look.locale));
        Told::Uniform { sentence, good: low + 1 >= points }
    }
}

fn base(lines: &[Line]) -> Base {
    Base::of(lines.iter().filter_map(|line| line.answer.as_ref().ok()).map(|answer| answer.n))
}
