//! Pages by groups held against the breakdown that lies in the database.

use analytics::{About, Aspect};
use disclosure::{Distribution, Shown, View};
use domain::{Pass, report::Estimate};
use server::breakdown::{Breakdown, BrokenDown, Group};

use super::{
    draw::{Drawn, Kind, Question},
    harvest::{ALONE, CROSSED, GroupPage},
    hold::{Held, INTERVAL, NOTE, digits, interval, is_vague, mostly, number, of_rating, percent, percents, scale},
    read::Sheet,
};

pub struct Stored<'a> {
    pub drawn: &'a Drawn,
    pub breakdown: &'a Breakdown,
}

/// As addresses name what was asked.
pub fn name(aspect: &Aspect) -> String {
    match &aspect.about {
        About::Option(option) => format!("{}~{option}", aspect.key),
        _ => aspect.key.to_string(),
    }
}

impl Stored<'_> {
    /// Every page there should be, each with its tables and its sentences.
    pub fn hold(&self, pages: &[GroupPage], place: &str, held: &mut Held) {
        // A pair is seen both ways round.
        let views = self.breakdown.items.iter().flat_map(|item| &item.release.views);
        let wanted: usize = views.map(|view| view.by.len()).sum();
        if pages.len() != wanted {
            held.missing(place, &format!("{} pages, {wanted} broken down, so something", pages.len()));
        }
        for page in pages {
            let item = self.breakdown.items.iter().find(|item| name(&item.aspect) == page.question);
            let grouping = self.grouping(&page.by);
            let second = page.and.as_ref().map(|and| self.grouping(and));
            let place = format!("{place}/gruppen?{}", page.query());
            match (item.zip(grouping), second) {
                (Some((item, grouping)), None) => self.page(page, item, grouping, &place, held),
                (Some((item, first)), Some(Some(second))) => self.crossed(page, item, [first, second], &place, held),
                _ => held.missing(&place, "a breakdown of it"),
            }
        }
    }

    fn grouping(&self, id: &str) -> Option<usize> {
        self.breakdown.groupings.iter().position(|grouped| grouped.item.as_str() == id)
    }

    fn labels(&self, grouping: usize) -> Vec<String> {
        let grouped = &self.breakdown.groupings[grouping];
        grouped.groups.iter().map(|group| label(self.drawn, grouped.item.as_str(), group)).collect()
    }

    pub fn cells<'b>(&'b self, item: &'b BrokenDown, grouping: usize) -> &'b [Distribution] {
        let mut views = item.release.views.iter();
        let view = views.find(|view| matches!(view.by[..], [axis] if axis.dimension == grouping));
        view.map_or(&[], |view| &view.cells)
    }

    fn page(&self, page: &GroupPage, item: &BrokenDown, grouping: usize, place: &str, held: &mut Held) {
        let labels = self.labels(grouping);
        let cells = self.cells(item, grouping);
        for sheet in &page.sheets {
            if sheet.id == ALONE {
                self.figure(sheet, item, &labels, cells, place, held);
            } else if sheet.column("MWDS").is_some() {
                self.gaps(sheet, item, grouping, &labels, place, held);
            } else {
                self.overview(sheet, item, grouping, place, held);
            }
        }
        let said = tested(cells);
        for test in page.tests.iter().filter(|test| !test.starts_with("Kein Test") && !test.contains(&said)) {
            held.wrong.push(format!("{place}: the test is not of {said} {test}"));
        }
        if page.tests.len() != 1 {
            held.missing(place, "its one test");
        }
    }

    /// By two at once: of each group of the first all groups of the second, in that order.
    fn crossed(&self, page: &GroupPage, item: &BrokenDown, by: [usize; 2], place: &str, held: &mut Held) {
        let [blocks, rows] = by.map(|grouping| self.labels(grouping));
        let Some(cells) = crossed_cells(&item.release.views, by, rows.len()) else {
            return held.missing(place, "a view of the pair");
        };
        let Some(sheet) = page.sheets.iter().find(|sheet| sheet.id == CROSSED) else {
            return held.missing(place, "its table");
        };
        match &page.sheets[..] {
            [_, respondents] => self.respondents(respondents, by, [&blocks, &rows], place, held),
            _ => held.missing(place, "a table of answers and one of respondents"),
        }
        let points = points(self.drawn, &item.aspect);
        let is_absent = |told: &Distribution| matches!(told, Distribution::Hidden | Distribution::None);
        if cells.iter().flatten().all(is_absent) {
            return sheet.rows.iter().flat_map(|row| &row[1..]).for_each(|cell| held.cell(place, Some(cell), "•"));
        }
        let wanted =
            blocks.iter().zip(&cells).flat_map(|(block, told)| rows.iter().zip(told).map(move |row| (block, row)));
        if sheet.rows.len() != blocks.len() * rows.len() {
            held.missing(place, "a row for each cell of the cross table");
        }
        for (shown, (block, (label, told))) in sheet.rows.iter().zip(wanted) {
            let place = format!("{place}, {block}, {label}");
            held.cell(&place, Some(&shown[0]), block);
            held.cell(&place, Some(&shown[1]), label);
            for (at, (head, shown)) in sheet.head.iter().zip(shown).enumerate().skip(2) {
                match of_group(told, &item.aspect.about, &points, at - 1, head) {
                    Some(want) => held.cell(&format!("{place}, {head}"), Some(shown), &want),
                    None => held.missing(&place, &format!("anything to be told as „{head}“")),
                }
            }
        }
        for test in page.tests.iter().filter(|test| !test.starts_with("Nicht geprüft: ")) {
            let own = blocks.iter().zip(&cells).find(|(block, _)| test.starts_with(&format!("{block}: ")));
            if !own.is_some_and(|(_, cells)| test.contains(&tested(cells))) {
                held.wrong.push(format!("{place}: the test is not of what is told there: {test}"));
            }
        }
    }

    /// How many took part, a row per group of the first variable and a column per group of the second.
    fn respondents(
        &self,
        sheet: &Sheet,
        by: [usize; 2],
        [firsts, seconds]: [&[String]; 2],
        place: &str,
        held: &mut Held,
    ) {
        let views = &self.breakdown.respondents.views;
        let Some(counts) = crossed_cells(views, by, seconds.len()) else { return held.missing(place, "respondents") };
        if sheet.rows.len() != firsts.len() || sheet.head[1..] != *seconds {
            held.missing(place, "respondents of each group");
        }
        for ((first, counts), row) in firsts.iter().zip(counts).zip(&sheet.rows) {
            held.cell(place, Some(&row[0]), first);
            for (at, count) in counts.iter().enumerate() {
                let want = match count {
                    Shown::Value(count) => count.to_string(),
                    Shown::Zero => "0".to_owned(),
                    Shown::Hidden => "•".to_owned(),
                    Shown::None => "–".to_owned(),
                };
                held.cell(&format!("{place}, respondents of {first}"), row.get(at + 1).map(String::as_str), &want);
            }
        }
    }

    fn figure(
        &self,
        sheet: &Sheet,
        item: &BrokenDown,
        labels: &[String],
        cells: &[Distribution],
        place: &str,
        held: &mut Held,
    ) {
        let points = points(self.drawn, &item.aspect);
        let all_hidden = cells.iter().all(|told| matches!(told, Distribution::Hidden | Distribution::None));
        if all_hidden {
            return sheet.rows.iter().flat_map(|row| &row[1..]).for_each(|cell| held.cell(place, Some(cell), "•"));
        }
        for (label, told) in labels.iter().zip(cells) {
            let Some(row) = sheet.row(label) else {
                held.missing(place, label);
                continue;
            };
            for (at, (head, shown)) in sheet.head.iter().zip(row).enumerate().skip(1) {
                match of_group(told, &item.aspect.about, &points, at, head) {
                    Some(want) => held.cell(&format!("{place}, {label}, {head}"), Some(shown), &want),
                    None => held.missing(place, &format!("anything to be told as „{head}“")),
                }
            }
        }
    }

    /// A row per row of the question, a column per group.
    fn overview(&self, sheet: &Sheet, item: &BrokenDown, grouping: usize, place: &str, held: &mut Held) {
        let is_family = |other: &&BrokenDown| {
            other.aspect.key.item == item.aspect.key.item && other.aspect.key.pass == item.aspect.key.pass
        };
        for other in self.breakdown.items.iter().filter(is_family) {
            let subject = subject(self.drawn, &other.aspect);
            let Some(row) = sheet.row(&subject) else {
                held.missing(place, &format!("{subject} among all rows"));
                continue;
            };
            for (told, shown) in self.cells(other, grouping).iter().zip(&row[1..]) {
                let want = match told {
                    Distribution::Counts { counts, .. } => percent(best(&other.aspect.about, counts).value),
                    Distribution::Mostly { .. } | Distribution::Hidden => "•".to_owned(),
                    Distribution::None => "–".to_owned(),
                };
                held.cell(&format!("{place}, {subject} among all rows"), Some(shown), &want);
            }
        }
    }

    fn gaps(&self, sheet: &Sheet, item: &BrokenDown, grouping: usize, labels: &[String], place: &str, held: &mut Held) {
        let of = |pass| {
            let key = domain::Key { pass: Some(pass), ..item.aspect.key.clone() };
            self.breakdown.items.iter().find(move |other| other.aspect.key == key)
        };
        let (Some(first), Some(second)) = (of(Pass::Importance), of(Pass::Fulfilment)) else {
            return held.missing(place, "one of the two ratings");
        };
        for (at, label) in labels.iter().enumerate() {
            let means = [first, second].map(|item| mean(item, &self.cells(item, grouping)[at]));
            let [i, p] = means.map(|mean| mean.map(|(mean, _)| mean));
            let gap = i.zip(p).map(|(i, p)| i - p);
            let said = |value: Option<f64>| value.map_or_else(|| "•".to_owned(), |value| number(value, 2));
            let n = |mean: Option<(f64, u64)>| mean.map_or_else(|| "•".to_owned(), |(_, n)| n.to_string());
            let mwds = i.zip(gap).map(|(i, gap)| i * gap);
            let want = [said(i), said(p), said(gap), said(mwds), n(means[0]), n(means[1])];
            let row = sheet.row(label).unwrap_or(&[]);
            for (at, want) in want.iter().enumerate() {
                held.cell(&format!("{place}, {label}, gap"), row.get(at + 1).map(String::as_str), want);
            }
        }
    }
}

/// The groups that a test may be made of, as its sentence says them.
fn tested(cells: &[Distribution]) -> String {
    let enough = cells.iter().filter_map(|told| match told {
        Distribution::Counts { n, .. } if *n >= 10 => Some(*n),
        _ => None,
    });
    let tested: Vec<u64> = enough.collect();
    format!("{} Gruppen, n = {})", tested.len(), tested.iter().sum::<u64>())
}

/// A list for each group of the first variable, whichever of the two the stored view begins with.
fn crossed_cells<T: Clone>(views: &[View<T>], by: [usize; 2], len: usize) -> Option<Vec<Vec<T>>> {
    let is_of = |view: &&View<T>, by: [usize; 2]| view.by.iter().map(|axis| axis.dimension).eq(by);
    let straight = views.iter().find(|view| is_of(view, by));
    let turned = views.iter().find(|view| is_of(view, [by[1], by[0]]));
    let view = straight.or(turned)?;
    let blocks = view.cells.len() / len;
    let cell = |block: usize, row: usize| match straight.is_some() {
        true => view.cells[block * len + row].clone(),
        false => view.cells[row * blocks + block].clone(),
    };
    Some((0..blocks).map(|block| (0..len).map(|row| cell(block, row)).collect()).collect())
}

/// What a group is called on its pages.
pub fn label(drawn: &Drawn, by: &str, group: &Group) -> String {
    let background = drawn.backgrounds.iter().find(|background| background.id == by);
    let name = |id: &str| {
        let found = background.and_then(|background| background.options.iter().find(|(option, _)| option == id));
        found.map_or_else(|| id.to_owned(), |(_, label)| label.clone())
    };
    let mut names: Vec<String> = group.options.iter().map(|option| name(option.as_str())).collect();
    names.extend(group.kreise.iter().cloned());
    if names.len() > 3 {
        names = vec![format!("{} kleinere Gruppen", names.len())];
    }
    names.extend(group.with_missing.then(|| "keine Angabe".to_owned()));
    names.join(" oder ")
}

fn subject(drawn: &Drawn, aspect: &Aspect) -> String {
    let part = match &aspect.about {
        About::Option(option) => Some(option.as_str()),
        _ => aspect.key.row.as_ref().map(|row| row.as_str()),
    };
    let question = drawn.question(aspect.key.item.as_str());
    let parts = question.map(|question| question.parts.iter()).into_iter().flatten();
    let found = parts.into_iter().find(|(id, _)| Some(id.as_str()) == part);
    found.map_or_else(|| "Weiterempfehlung".to_owned(), |(_, label)| label.clone())
}

/// What the categories are called, in the order of the page.
pub fn points(drawn: &Drawn, aspect: &Aspect) -> Vec<String> {
    let question = || drawn.question(aspect.key.item.as_str());
    let words: &[&str] = match &aspect.about {
        About::Choice(options) => {
            let parts = question().map(|question| &question.parts);
            assert!(parts.is_some_and(|parts| {
                parts.iter().map(|(id, _)| id.as_str()).eq(options.iter().map(|id| id.as_str()))
            }));
            return question().into_iter().flat_map(Question::labels).collect();
        }
        About::Option(_) => &["nicht genannt", "genannt"],
        About::Recommendation => &["raten ab (0 bis 6)", "unentschieden (7, 8)", "empfehlen (9, 10)"],
        About::Rating { points, falling } => {
            let kind = question().map(|question| question.kind);
            assert!(matches!(kind, Some(Kind::Battery { .. } | Kind::Paired { .. })));
            return scale(*points as usize, *falling);
        }
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn is_falling(about: &About) -> bool {
    matches!(about, About::Rating { falling: true, .. })
}

/// The share that groups are compared by.
fn best(about: &About, counts: &[u64]) -> Estimate {
    match about {
        About::Rating { falling, .. } => analytics::rating(counts.to_vec(), *falling).top2,
        // None of a choice is compared; the one nearest to one half says how vague they are.
        About::Choice(_) => {
            let n = counts.iter().sum::<u64>();
            let half = counts.iter().min_by_key(|count| (2 * **count).abs_diff(n));
            Estimate::share(half.copied().unwrap_or_default(), n)
        }
        _ => Estimate::share(counts.last().copied().unwrap_or_default(), counts.iter().sum()),
    }
}

fn mean(item: &BrokenDown, told: &Distribution) -> Option<(f64, u64)> {
    match told {
        Distribution::Counts { n, counts, .. } => {
            Some((analytics::rating(counts.clone(), is_falling(&item.aspect.about)).mean.value, *n))
        }
        _ => None,
    }
}

/// `at`: the column, which the points of the scale come first in.
fn of_group(told: &Distribution, about: &About, points: &[String], at: usize, head: &str) -> Option<String> {
    match told {
        Distribution::Hidden => Some("•".to_owned()),
        Distribution::None => Some("–".to_owned()),
        Distribution::Counts { n, .. } | Distribution::Mostly { n, .. } if head == "n" => Some(n.to_string()),
        Distribution::Counts { missing, .. } | Distribution::Mostly { missing, .. } if head == "ohne Antwort" => {
            Some(missing.to_string())
        }
        Distribution::Mostly { .. } if head == NOTE => Some("–".to_owned()),
        Distribution::Counts { n, counts, .. } if head == NOTE => {
            let falling = is_falling(about);
            let mean = match about {
                About::Choice(_) => Estimate { value: 0.0, lo: 0.0, hi: 0.0 },
                _ => analytics::rating(counts.clone(), falling).mean,
            };
            let note = if is_vague(&mean, &best(about, counts), *n) { "unscharf" } else { "–" };
            Some(note.to_owned())
        }
        Distribution::Mostly { category, at_least, .. } => {
            let point = if is_falling(about) { points.len() - 1 - category } else { *category };
            let sentence = mostly(*at_least, &points[point], &points[point]);
            Some(if at == 1 { sentence } else { "•".to_owned() })
        }
        Distribution::Counts { n, counts, .. } => match about {
            About::Rating { falling, .. } => of_rating(&analytics::rating(counts.clone(), *falling), *n, head, points),
            About::Choice(_) => percents(counts, false).get(at - 1).cloned(),
            _ if head == INTERVAL => Some(interval(&best(about, counts), *n)),
            // Of three answers the share that is compared has a column of its own, under the name of the last.
            _ if at == points.len() + 1 => Some(percent(best(about, counts).value)),
            // One share and the rest of it.
            About::Option(_) if at == 1 => {
                digits(&percent(best(about, counts).value)).map(|whole| percent((100 - whole) as f64 / 100.0))
            }
            About::Option(_) => Some(percent(best(about, counts).value)),
            _ => percents(counts, false).get(at - 1).cloned(),
        },
    }
}
