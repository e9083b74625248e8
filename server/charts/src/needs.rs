//! Needs in the order of their urgency: rank, share and interval (methods.md §6.2).

use domain::{
    Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    format,
    id::TopicId,
    report::{Based, Cell, Estimate, NeedDetail, NeedsResult, TopicNeed},
};

use crate::{
    Look,
    bars::plot::{self, Mark, Marks},
    caption::{Base, Caption, Story},
    text,
    words::{self, Absence, quote},
};

/// The column of counts.
const COUNT: usize = 4;

/// All topics, most pressing first; `label` names a topic.
pub fn needs(
    caption: &Caption,
    result: Released<&Cell<NeedsResult>>,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    plain(caption, result.get(), label, look)
}

pub(crate) fn plain(
    caption: &Caption,
    result: &Cell<NeedsResult>,
    label: &dyn Fn(&TopicId) -> String,
    look: &Look,
) -> Figure {
    match words::present(result) {
        Ok(found) if found.topics.is_empty() => caption.absent(look, Absence::Empty, head(look.locale)),
        Ok(found) => figure(caption, found, &|topic| text::clean(&label(topic)), look),
        Err(absence) => caption.absent(look, absence, head(look.locale)),
    }
}

fn figure(caption: &Caption, found: &NeedsResult, label: &dyn Fn(&TopicId) -> String, look: &Look) -> Figure {
    let locale = look.locale;
    let mut topics: Vec<&TopicNeed> = found.topics.iter().collect();
    topics.sort_by_key(|topic| topic.rank);
    let base = Base::of([found.n]);
    let (title, desc) = tell(&topics, label, base, locale);
    let mut rows: Vec<_> = topics.iter().map(|topic| row(topic, &label(&topic.topic), found.n, locale)).collect();
    let mut base_row = vec![Absence::Empty.sign().to_owned(); head(locale).len()];
    base_row[0] = words::valid(locale).to_owned();
    base_row[COUNT] = format::count(found.n, locale);
    rows.push(base_row);
    let table = DataTable { head: head(locale), rows };
    let mark = |topic: &&TopicNeed| Mark {
        label: format!("{}.\u{a0}{}", topic.rank, label(&topic.topic)),
        note: String::new(),
        share: topic.share,
        lead: topic.rank == topics[0].rank,
    };
    let marks = Marks { marks: topics.iter().map(mark).collect(), n: found.n, note_head: "" };
    caption.figure(look, Story { title, desc, base, table }, |width| plot::picture(&marks, width, locale))
}

fn tell(topics: &[&TopicNeed], label: &dyn Fn(&TopicId) -> String, base: Base, locale: Locale) -> (String, String) {
    let first: Vec<&&TopicNeed> = topics.iter().take_while(|topic| topic.rank == topics[0].rank).collect();
    let names: Vec<String> = first.iter().map(|topic| quote(&label(&topic.topic), locale)).collect();
    let names = words::list(&names, locale);
    let urgent = first.iter().all(|topic| mwds(topic).is_some());
    let title = match (first.len(), urgent, locale.is_german()) {
        (1, true, true) => format!("{names} ist der dringendste Bedarf"),
        (1, false, true) => format!("{names} ist der häufigste Bedarf"),
        (_, true, true) => format!("{names} sind gleichauf der dringendste Bedarf"),
        (_, false, true) => format!("{names} sind gleichauf der häufigste Bedarf"),
        (1, true, false) => format!("{names} is the most pressing need"),
        (1, false, false) => format!("{names} is the most frequent need"),
        (_, true, false) => format!("{names} are equally the most pressing need"),
        (_, false, false) => format!("{names} are equally the most frequent need"),
    };
    let ends = |topic: &TopicNeed| (quote(&label(&topic.topic), locale), words::share(&topic.share, locale));
    let ((top, most), (bottom, least)) = (ends(topics[0]), ends(topics[topics.len() - 1]));
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

fn mwds(topic: &TopicNeed) -> Option<f64> {
    Some(topic.detail.shown()?.mwds.shown()?.value)
}

fn head(locale: Locale) -> Vec<String> {
    let words = match locale.is_german() {
        true => [
            "Bedarf",
            "Rang",
            "Anteil",
            words::interval_head(locale),
            "Anzahl",
            "Dringlichkeit",
            "Zufriedenheit",
            "MWDS",
            "RDS",
        ],
        false => {
            ["Need", "Rank", "Share", words::interval_head(locale), "Count", "Urgency", "Satisfaction", "MWDS", "RDS"]
        }
    };
    words.map(str::to_owned).to_vec()
}

fn row(topic: &TopicNeed, label: &str, n: u64, locale: Locale) -> Vec<String> {
    let mean = |figure: &Based<Estimate>| format::number(figure.value.value, 2, locale);
    let score = |figure: &Based<f64>| format::number(figure.value, 2, locale);
    let detail = |select: &dyn Fn(&NeedDetail) -> String| words::cell(&topic.detail, |detail| select(detail));
    vec![
        label.to_owned(),
        topic.rank.to_string(),
        words::share(&topic.share, locale),
        words::interval(&topic.share, n, locale),
        words::cell(&topic.count, |count| format::count(*count, locale)),
        detail(&|detail| words::cell(&detail.urgency, mean)),
        detail(&|detail| words::cell(&detail.satisfaction, mean)),
        detail(&|detail| words::cell(&detail.mwds, score)),
        detail(&|detail| words::cell(&detail.rds, score)),
    ]
}
