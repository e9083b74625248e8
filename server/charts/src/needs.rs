//! Needs, most frequent first: share, interval, and how many of those with the need call it urgent (methods.md §6.2).

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    id::TopicId,
    report::{Based, Cell, Estimate, MissingCounts, NeedDetail, NeedsResult, QuestionResult, TopicNeed},
};

use crate::{
    Look,
    bars::plot::{self, Mark, Marks},
    caption::{Base, Caption, Story},
    flags::Flags,
    missing::Reasons,
    text,
    words::{self, Absence, LEVEL_SHARES, Lead, quote},
};

/// The column of counts.
const COUNT: usize = 3;

/// All topics; `label` names a topic, `asked` is the question they were ticked in.
pub fn needs(
    caption: &Caption,
    result: Released<&Cell<NeedsResult>>,
    asked: Option<Released<&QuestionResult>>,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    let missing = asked.and_then(|asked| Some(asked.get().distribution.shown()?.missing));
    plain(caption, result.get(), missing.unwrap_or_default(), label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    result: &Cell<NeedsResult>,
    missing: MissingCounts,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    match words::present(result) {
        Ok(found) if found.topics.is_empty() => caption.absent(look, Absence::Empty, head(false, look.locale)),
        Ok(found) => figure(caption, found, &missing, &|topic| text::clean(&label(topic)), look),
        Err(absence) => caption.absent(look, absence, head(false, look.locale)),
    }
}

fn figure(
    caption: &Caption,
    found: &NeedsResult,
    missing: &MissingCounts,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    let locale = look.locale;
    let mut topics: Vec<&TopicNeed> = found.topics.iter().collect();
    topics.sort_by(|a, b| b.share.value.total_cmp(&a.share.value).then(a.rank.cmp(&b.rank)));
    let base = Base::of([found.n]);
    let lead = lead(&topics, found.n);
    let (title, desc) = tell((&topics, lead), label, base, locale);
    let table = table(caption, found, missing, &topics, label, locale);
    let in_front = lead.in_front();
    let mark = |(place, topic): (usize, &&TopicNeed)| Mark {
        label: label(&topic.topic),
        note: urgent(topic).map_or_else(String::new, |share| words::share(share, locale)),
        share: topic.share,
        said: words::share(&topic.share, locale),
        lead: place < in_front,
    };
    let note_head = if locale.is_german() { "davon dringend" } else { "of these urgent" };
    let marks = Marks { marks: topics.iter().enumerate().map(mark).collect(), n: found.n, note_head };
    let figure = caption.figure(look, Story { title, desc, base, table }, |width| plot::picture(&marks, width, locale));
    Flags::of([missing.flags(found.n, caption.smallest)]).explain(figure, locale)
}

/// Of those with the need, the share that chose one of the two most urgent points.
fn urgent(topic: &TopicNeed) -> Option<&Estimate> {
    Some(&topic.detail.shown()?.urgency_top2.shown()?.value)
}

fn table(
    caption: &Caption,
    found: &NeedsResult,
    missing: &MissingCounts,
    topics: &[&TopicNeed],
    label: &dyn Fn(&TopicId) -> String,
    locale: Locale,
) -> DataTable {
    let has_detail = found.topics.iter().any(|topic| topic.detail != Cell::Empty);
    let head = head(has_detail, locale);
    let mut rows: Vec<Vec<String>> =
        topics.iter().map(|topic| row(topic, &label(&topic.topic), found.n, has_detail, locale)).collect();
    let mut add = |name: String, count: String| {
        let mut cells = vec![Absence::Empty.sign().to_owned(); head.len()];
        (cells[0], cells[COUNT]) = (name, count);
        rows.push(cells);
    };
    add(words::valid(locale).to_owned(), format::count(found.n, locale));
    let reasons = Reasons::of([missing], caption.smallest);
    for (reason, count) in reasons.heads(locale).into_iter().zip(reasons.cells(missing, locale)) {
        add(reason, count);
    }
    DataTable { head, rows }
}

fn lead(topics: &[&TopicNeed], n: u64) -> Lead {
    words::lead(&topics[0].share, topics[1..].iter().map(|topic| &topic.share), LEVEL_SHARES, n)
}

fn tell(
    (topics, lead): (&[&TopicNeed], Lead),
    label: &dyn Fn(&TopicId) -> String,
    base: Base,
    locale: Locale,
) -> (String, String) {
    let ends = |topic: &TopicNeed| (quote(&label(&topic.topic), locale), words::share(&topic.share, locale));
    let ((top, most), (bottom, least)) = (ends(topics[0]), ends(topics[topics.len() - 1]));
    let names: Vec<String> = topics.iter().map(|topic| quote(&label(&topic.topic), locale)).collect();
    let second = topics.get(1).map(|second| ends(second).1).unwrap_or_default();
    let title = match (lead, names.as_slice(), locale.is_german()) {
        (Lead::Sure, [_], true) => format!("{top} ist der häufigste Bedarf"),
        (Lead::Sure, [_], false) => format!("{top} is the most frequent need"),
        (Lead::Sure, [_, next, ..], true) => format!("{top} ist der häufigste Bedarf, {next} folgt mit {second}"),
        (Lead::Sure, [_, next, ..], false) => format!("{top} is the most frequent need, {next} follows at {second}"),
        (unsure, names, true) => unsure.title(names, &most, "ist der häufigste Bedarf", &second, locale),
        (unsure, names, false) => unsure.title(names, &most, "is the most frequent need", &second, locale),
    };
    let answers = words::answers(base.0, locale);
    let desc = match (topics, locale.is_german()) {
        ([_], true) => format!("Bedarf an {top} haben {most}. Grundlage: {answers}."),
        ([_], false) => format!("{top} is needed by {most}. Based on {answers}."),
        (_, true) => {
            format!("An erster Stelle steht {top} mit {most}, an letzter {bottom} mit {least}. Grundlage: {answers}.")
        }
        (_, false) => format!("{top} ranks first at {most}, {bottom} last at {least}. Based on {answers}."),
    };
    (title, desc)
}

fn head(has_detail: bool, locale: Locale) -> Vec<String> {
    let (words, detail) = match locale.is_german() {
        true => (
            ["Bedarf", "Anteil", words::interval_head(locale), "Anzahl"],
            ["davon dringend", "Dringlichkeit", "Zufriedenheit", "Kein Angebot bekannt"],
        ),
        false => (
            ["Need", "Share", words::interval_head(locale), "Count"],
            ["of these urgent", "Urgency", "Satisfaction", "Knows no offer"],
        ),
    };
    let detail = detail.into_iter().filter(|_| has_detail);
    words.into_iter().chain(detail).map(str::to_owned).collect()
}

fn row(topic: &TopicNeed, label: &str, n: u64, has_detail: bool, locale: Locale) -> Vec<String> {
    let mut cells = vec![
        label.to_owned(),
        words::share(&topic.share, locale),
        words::interval(&topic.share, n, locale),
        words::cell(&topic.count, |count| format::count(*count, locale)),
    ];
    if has_detail {
        let mean = |figure: &Based<Estimate>| format::number(figure.value.value, 1, locale);
        let share = |figure: &Based<Estimate>| words::share(&figure.value, locale);
        let detail = |select: &dyn Fn(&NeedDetail) -> String| words::cell(&topic.detail, |detail| select(detail));
        cells.extend([
            detail(&|detail| words::cell(&detail.urgency_top2, share)),
            detail(&|detail| words::cell(&detail.urgency, mean)),
            detail(&|detail| words::cell(&detail.satisfaction, mean)),
            detail(&|detail| words::cell(&detail.unaware, share)),
        ]);
    }
    cells
}
