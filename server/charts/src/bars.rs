//! Shares of answers as bars with their 95 % intervals, and the frame that needs borrow from it.

pub(crate) mod plot;

use domain::{
    Locale, OptionId,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    report::{Bound, Cell, Distribution, Estimate, MissingCounts, OptionShare, QuestionResult, Shape, UniformAnswer},
};

use self::plot::{Mark, Marks};
use crate::{
    Look,
    caption::{Base, Caption, Story},
    flags::Flags,
    missing::Reasons,
    text,
    words::{self, Absence, LEVEL_SHARES, Lead, quote},
};

/// In which order options stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Most frequent first.
    #[default]
    ByShare,
    /// As in the question: for options with an order of their own.
    AsAsked,
}

/// The options of a single or multiple choice. Options that were put together so that none is identifiable share a bar.
pub fn bars(
    caption: &Caption,
    result: Released<&QuestionResult>,
    label: &dyn Fn(&OptionId) -> String,
    order: Order,
    look: &Look,
) -> Figure {
    plain(caption, result.get(), label, order, look)
}

pub(crate) fn plain(
    caption: &Caption,
    result: &QuestionResult,
    label: &dyn Fn(&OptionId) -> String,
    order: Order,
    look: &Look,
) -> Figure {
    let head = head(look.locale);
    match words::present(&result.distribution).and_then(|found| read(found, label, look.locale)) {
        Ok(answer) => figure(caption, answer, order, look),
        Err(absence) => caption.absent(look, absence, head),
    }
}

/// Options put together that a table names one by one.
const NAMED: usize = 20;

struct Answer {
    n: u64,
    missing: MissingCounts,
    options: Vec<Choice>,
}

struct Choice {
    label: String,
    /// Every option by name, for the table, unless they are very many.
    names: String,
    /// How many options share the bar.
    members: usize,
    count: Cell<u64>,
    share: Estimate,
    /// The share as picture, table and sentences say it.
    said: String,
}

impl Choice {
    fn new(labels: &[String], (count, share): (Cell<u64>, Estimate), said: String, locale: Locale) -> Choice {
        let members = labels.len();
        let together = match locale.is_german() {
            true => format!("{members} seltenere Antworten zusammen"),
            false => format!("{members} less frequent answers together"),
        };
        let names = if members > NAMED { together.clone() } else { words::list(labels, locale) };
        let label = if members > 3 { together } else { names.clone() };
        Choice { label, names, members, count, share, said }
    }

    /// Options put together have no rank of their own: there are only so many of them. "At least" is said of what is more
    /// than everything that is told exactly, "at most" of what is less, wherever the bound itself lies.
    fn rank(&self) -> (bool, u8, f64) {
        let bound = match self.share.bound() {
            Bound::AtLeast => 2,
            Bound::None => 1,
            Bound::AtMost => 0,
        };
        (self.members == 1, bound, self.share.value)
    }
}

fn read(found: &Distribution, label: &dyn Fn(&OptionId) -> String, locale: Locale) -> Result<Answer, Absence> {
    let options = match &found.shape {
        Shape::Choice(options) | Shape::Choices(options) if found.n > 0 => options
            .iter()
            .zip(said(found, options, locale))
            .map(|(option, said)| {
                let labels: Vec<String> = option.options.iter().map(|id| text::clean(&label(id))).collect();
                Choice::new(&labels, (option.count.clone(), option.share), said, locale)
            })
            .collect(),
        Shape::Uniform { answer: UniformAnswer::Option(id), at_least } => {
            let share = Estimate::at_least(*at_least);
            let said = words::share(&share, locale);
            vec![Choice::new(&[text::clean(&label(id))], (Cell::Suppressed, share), said, locale)]
        }
        _ => return Err(Absence::Empty),
    };
    Ok(Answer { n: found.n, missing: found.missing, options })
}

/// What is said of each share. Where everybody chose one option and all are told, whole per cents add up to 100. Else
/// each is rounded by itself: shares of options that may be chosen together make no whole, and a whole made of told and
/// hidden ones would tell what is hidden.
fn said(found: &Distribution, options: &[OptionShare], locale: Locale) -> Vec<String> {
    let told: Option<u64> = options.iter().map(|option| option.count.shown()).sum();
    if !matches!(found.shape, Shape::Choice(_)) || told != Some(found.n) {
        return options.iter().map(|option| words::share(&option.share, locale)).collect();
    }
    let shares: Vec<f64> = options.iter().map(|option| option.share.value).collect();
    let whole = format::largest_remainder(&shares).into_iter();
    whole.map(|percent| format::percent_points(f64::from(percent), 0, locale)).collect()
}

fn figure(caption: &Caption, mut answer: Answer, order: Order, look: &Look) -> Figure {
    if answer.options.is_empty() {
        return caption.absent(look, Absence::Empty, head(look.locale));
    }
    let mut by_share: Vec<usize> = (0..answer.options.len()).collect();
    by_share.sort_by(|&a, &b| {
        let ((a_single, a_bound, a), (b_single, b_bound, b)) = (answer.options[a].rank(), answer.options[b].rank());
        (b_single, b_bound).cmp(&(a_single, a_bound)).then(b.total_cmp(&a))
    });
    let leads = leads(&answer, &by_share);
    let story = tell(caption, &answer, &by_share, order, look.locale);
    let mark = |(place, option): (usize, &Choice)| Mark {
        label: option.label.clone(),
        note: String::new(),
        share: option.share,
        said: option.said.clone(),
        lead: order == Order::AsAsked || leads.contains(&place),
    };
    let mut marks: Vec<Mark> = answer.options.iter().enumerate().map(mark).collect();
    if order == Order::ByShare {
        marks = by_share.iter().map(|&place| marks[place].clone()).collect();
    }
    answer.options.clear();
    let marks = Marks { marks, n: answer.n, note_head: "" };
    let figure = caption.figure(look, story, |width| plot::picture(&marks, width, look.locale));
    Flags::of([answer.missing.flags(answer.n, caption.smallest)]).explain(figure, look.locale)
}

/// The bars that the title speaks of: the first, and whoever is level with it.
fn leads<'a>(answer: &Answer, by_share: &'a [usize]) -> &'a [usize] {
    let mut shares = by_share
        .iter()
        .map_while(|&place| answer.options.get(place).filter(|option| option.members == 1).map(|option| &option.share));
    let lead = shares.next().map_or(Lead::Sure, |first| words::lead(first, shares, LEVEL_SHARES, answer.n));
    &by_share[..lead.in_front().min(by_share.len())]
}

fn tell(caption: &Caption, answer: &Answer, by_share: &[usize], order: Order, locale: Locale) -> Story {
    let sorted: Vec<&Choice> = by_share.iter().map(|&place| &answer.options[place]).collect();
    let shown: Vec<&Choice> = match order {
        Order::ByShare => sorted.clone(),
        Order::AsAsked => answer.options.iter().collect(),
    };
    let rows = shown.into_iter().map(|option| {
        vec![
            option.names.clone(),
            option.said.clone(),
            words::interval(&option.share, answer.n, locale),
            words::cell(&option.count, |count| format::count(*count, locale)),
        ]
    });
    let mut table = DataTable { head: head(locale), rows: rows.collect() };
    let mut add = |label: String, count: String| {
        let dash = || Absence::Empty.sign().to_owned();
        table.rows.push(vec![label, dash(), dash(), count]);
    };
    add(words::valid(locale).to_owned(), format::count(answer.n, locale));
    let reasons = Reasons::of([&answer.missing], caption.smallest);
    for (reason, count) in reasons.heads(locale).into_iter().zip(reasons.cells(&answer.missing, locale)) {
        add(reason, count);
    }
    let base = Base::of([answer.n]);
    Story { title: title(&sorted, answer.n, locale), desc: desc(&sorted, base, locale), base, table }
}

fn title(sorted: &[&Choice], n: u64, locale: Locale) -> String {
    let sorted: Vec<&&Choice> = sorted.iter().filter(|choice| choice.members == 1).collect();
    let names: Vec<String> = sorted.iter().map(|choice| quote(&choice.label, locale)).collect();
    let share = |place: usize| sorted.get(place).map_or_else(String::new, |choice| choice.said.clone());
    let others = sorted[1..].iter().map(|choice| &choice.share);
    let lead = words::lead(&sorted[0].share, others, LEVEL_SHARES, n);
    let leads = if locale.is_german() { "wird am häufigsten genannt" } else { "is named most often" };
    lead.title(&names, &share(0), leads, &share(1), locale)
}

fn desc(sorted: &[&Choice], base: Base, locale: Locale) -> String {
    let all = sorted.len();
    let sorted: Vec<&Choice> = sorted.iter().copied().filter(|choice| choice.members == 1).collect();
    let named = |choice: &Choice| (quote(&choice.label, locale), choice.said.clone());
    let ((first, most), (last, least)) = (named(sorted[0]), named(sorted[sorted.len() - 1]));
    let answers = words::answers(base.0, locale);
    match (sorted.as_slice(), locale.is_german()) {
        ([_], true) => format!("{first} nennen {most}. Grundlage: {answers}."),
        ([_], false) => format!("{first} is named by {most}. Based on {answers}."),
        // Of equals, one may be said to have a per cent more than another, so that all are 100.
        (equal, true) if equal.len() == all && are_equal(equal) => {
            format!("Alle Antworten werden gleich oft genannt. Grundlage: {answers}.")
        }
        (equal, false) if equal.len() == all && are_equal(equal) => {
            format!("All answers are named equally often. Based on {answers}.")
        }
        (_, true) => format!(
            "Am häufigsten genannt wird {first} mit {most}, am seltensten {last} mit {least}. Grundlage: {answers}."
        ),
        (_, false) => {
            format!("{first} is named most often at {most}, {last} least often at {least}. Based on {answers}.")
        }
    }
}

/// Whether all are told exactly, and as the same.
fn are_equal(choices: &[&Choice]) -> bool {
    choices.iter().all(|choice| choice.share.bound() == Bound::None && choice.share.value == choices[0].share.value)
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => ["Antwort", "Anteil", words::interval_head(locale), "Anzahl"],
        false => ["Answer", "Share", words::interval_head(locale), "Count"],
    };
    words.map(str::to_owned).to_vec()
}
