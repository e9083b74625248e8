//! One question by two groupings at once: small multiples, a block of bars per group of the first, all on one axis
//! (Tufte 1990, Envisioning Information, 4).

use domain::{
    Key, Locale,
    disclosure::Released,
    figure::{DataTable, Figure},
    report::QuestionResult,
    survey::Scale,
};

use super::{
    Arrangement, Line, Measure, base,
    groups::{Share, cells, extremes, head, points, spread, vague},
    line, plot,
};
use crate::{
    Look,
    caption::{Caption, Story},
    text,
    words::Absence,
};

/// What blocks are, and what is found in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocks {
    /// Heads the column of blocks: "Kreis".
    pub name: String,
    /// The finding: it hangs on tests, which are not for a picture to make.
    pub title: String,
}

/// `blocks`: name and rows of each. `label` names the group of a row. Groups that are hidden stay in the picture and
/// say so.
pub fn crossed(
    caption: &Caption,
    scale: &Scale,
    blocks: &[(String, Vec<Released<&QuestionResult>>)],
    label: &dyn Fn(&Key) -> String,
    (measure, of): (&Measure, &Blocks),
    look: &Look,
) -> Figure {
    let plain: Vec<(&str, Vec<&QuestionResult>)> =
        blocks.iter().map(|(name, rows)| (name.as_str(), rows.iter().map(|row| *row.get()).collect())).collect();
    self::plain(caption, scale, &plain, label, (measure, of), look)
}

pub(crate) fn plain(
    caption: &Caption,
    scale: &Scale,
    blocks: &[(&str, Vec<&QuestionResult>)],
    label: &dyn Fn(&Key) -> String,
    (measure, of): (&Measure, &Blocks),
    look: &Look,
) -> Figure {
    let points = points(scale, measure, look);
    let (mut lines, mut heads, mut names) = (Vec::new(), Vec::new(), Vec::new());
    for (name, rows) in blocks {
        let name = text::clean(name);
        heads.push((lines.len(), name.clone()));
        lines.extend(rows.iter().map(|row| line(row, &points, label, look)));
        names.resize(lines.len(), name);
    }
    let mut columns = head(&points, measure, look.locale);
    columns.insert(0, of.name.clone());
    if lines.iter().all(|line| line.answer.is_err()) {
        return caption.absent(look, Absence::Suppressed, columns);
    }
    let row = |(name, line): (&String, &Line)| {
        std::iter::once(name.clone()).chain(cells(line, &points, measure, look.locale)).collect()
    };
    let table = DataTable { head: columns, rows: names.iter().zip(&lines).map(row).collect() };
    let desc = match &measure.share {
        Some(share) => desc(share, &names, &lines, look.locale),
        None => spread(&points, &lines, look.locale),
    };
    let story = Story { title: of.title.clone(), desc, base: base(&lines), table };
    let draw = |width| plot::blocks(&points, (&lines, &heads), Arrangement::Full, width, look.locale);
    vague(&lines).beside(2).mark(caption.figure(look, story, draw), look.locale)
}

/// The two shares that are furthest apart, of all blocks.
fn desc(named: &str, names: &[String], lines: &[Line], locale: Locale) -> String {
    let share = |(name, line): (&String, &Line)| {
        let (share, n) = line.rated()?;
        Some(Share { label: format!("{name}, {}", line.label), share: *share, n })
    };
    let shares: Vec<Share> = names.iter().zip(lines).filter_map(share).collect();
    extremes(named, &shares, base(lines), locale)
}
