//! What somebody knows who has read every surface of a wave, and nothing but that.

use std::collections::{BTreeMap, BTreeSet};

use domain::format::largest_remainder;

use super::{
    draw::{Background, Drawn, Kind, Question},
    harvest::{ALONE, CROSSED, GroupPage, Harvest},
    hold::{digits, scale},
    read::{Sheet, numbers},
};

/// Options of a background question that are told of together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members {
    pub options: BTreeSet<usize>,
    /// Those without an answer are among them.
    pub with_missing: bool,
}

/// What is told of the answers in a group: categories in the order of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Hidden,
    /// Nobody there answered.
    None,
    /// Counts as far as whole per cents tell them.
    Counts {
        n: u64,
        missing: u64,
        ranges: Vec<(u64, u64)>,
    },
    Mostly {
        n: u64,
        missing: u64,
        category: usize,
        least: u64,
    },
}

impl Told {
    pub fn size(&self) -> Option<u64> {
        match self {
            Told::Counts { n, missing, .. } | Told::Mostly { n, missing, .. } => Some(n + missing),
            _ => None,
        }
    }
}

/// What is told by two groupings at once.
pub struct Crossing {
    /// Places among the groupings.
    pub of: [usize; 2],
    /// How many are in both groups, a list for each group of the first.
    pub sizes: Vec<Vec<Option<u64>>>,
    /// By what was asked, in the same order.
    pub told: BTreeMap<String, Vec<Vec<Told>>>,
}

impl Crossing {
    /// How many are in both groups, from whatever says it.
    pub fn size(&self, [first, second]: [usize; 2]) -> Option<u64> {
        self.sizes[first][second].or_else(|| self.told.values().find_map(|told| told[first][second].size()))
    }
}

pub struct Grouping {
    /// Which background question.
    pub background: usize,
    pub groups: Vec<Members>,
    /// By what was asked.
    pub told: BTreeMap<String, Vec<Told>>,
}

/// What the table of a question with a condition says of who was asked.
#[derive(Debug, Clone, Default)]
pub struct Way {
    pub question: usize,
    /// Answers, those beside the scale among them.
    pub answers: u64,
    pub not_asked: Option<u64>,
    /// Those without an answer among them: told where few were not asked.
    pub together: Option<u64>,
}

#[derive(Default)]
pub struct Known {
    pub respondents: Option<u64>,
    /// Per background question what is told of who answered.
    pub sizes: Vec<Vec<(Members, u64)>>,
    pub groupings: Vec<Grouping>,
    pub crossings: Vec<Crossing>,
    pub totals: BTreeMap<String, Told>,
    pub ways: Vec<Way>,
    /// Key, and the sum of all numbers.
    pub sums: Vec<(String, f64)>,
}

impl Known {
    /// From the pages of both roles.
    pub fn read(drawn: &Drawn, harvests: &[&Harvest]) -> Known {
        let mut known = Known { sizes: vec![Vec::new(); drawn.backgrounds.len()], ..Known::default() };
        for harvest in harvests {
            if !harvest.cite.contains("weniger als") {
                known.respondents = digits(harvest.cite.split(" Antworten").next().unwrap_or_default());
            }
            for sheet in &harvest.sheets {
                known.sheet(drawn, sheet);
            }
            known.pages(drawn, &harvest.groups);
        }
        for page in harvests.iter().flat_map(|harvest| &harvest.groups) {
            known.crossed(drawn, page);
        }
        known
    }

    fn sheet(&mut self, drawn: &Drawn, sheet: &Sheet) {
        let Some(id) = sheet.id.strip_prefix("f-") else { return };
        let (id, pass) = id.split_once('-').map_or((id, None), |(id, pass)| (id, Some(pass)));
        if let Some(at) = drawn.backgrounds.iter().position(|background| background.id == id) {
            return self.background(at, &drawn.backgrounds[at], sheet);
        }
        let Some(at) = drawn.questions.iter().position(|question| question.id == id) else { return };
        let question = &drawn.questions[at];
        let Some(all) = self.respondents else { return };
        self.ways.extend(ways(at, sheet));
        match question.kind {
            Kind::Number => {
                let sum = sheet.rows.first().and_then(|row| sheet.cell(row, "Summe"));
                let sum = sum.and_then(|cell| numbers(cell).first().copied());
                self.sums.extend(sum.map(|(sum, _)| (id.to_owned(), sum)));
            }
            Kind::Multiple => {
                let n = sheet.row("gültige Antworten (n)").and_then(|row| digits(&row[3]));
                for (option, label) in &question.parts {
                    let (Some(row), Some(n)) = (sheet.row(label), n) else { continue };
                    let (low, high) = bounds(&row[1], &row[3], n);
                    let ranges = vec![(n - high, n - low), (low, high)];
                    self.totals.insert(format!("{id}~{option}"), Told::Counts { n, missing: all - n, ranges });
                }
            }
            Kind::Battery { points, .. } | Kind::Paired { points } => {
                for (row, label) in &question.parts {
                    let key = format!("{id}.{row}{}", pass.map(|pass| format!(".{pass}")).unwrap_or_default());
                    let Some(told) = sheet.row(label).and_then(|row| rated(sheet, row, points, all)) else { continue };
                    self.totals.insert(key, told);
                }
            }
            Kind::Recommendation => self.totals.extend(recommended(sheet, all).map(|told| (id.to_owned(), told))),
            Kind::Single => {
                let count = |name: &str| sheet.row(name).and_then(|row| digits(&row[3]));
                let counts: Option<Vec<u64>> = question.parts.iter().map(|(_, label)| count(label)).collect();
                if let (Some(counts), Some(n)) = (counts, count("gültige Antworten (n)")) {
                    let ranges = counts.into_iter().map(|count| (count, count)).collect();
                    self.totals.insert(id.to_owned(), Told::Counts { n, missing: all - n, ranges });
                }
            }
        }
    }

    fn background(&mut self, at: usize, background: &Background, sheet: &Sheet) {
        let all: BTreeSet<usize> = (0..background.options.len()).collect();
        for row in &sheet.rows {
            let Some(count) = row.get(3).filter(|cell| *cell != "•").and_then(|cell| digits(cell)) else { continue };
            let members = match row[0].as_str() {
                "gültige Antworten (n)" => Members { options: all.clone(), with_missing: false },
                "keine Angabe" => Members { options: BTreeSet::new(), with_missing: true },
                names => {
                    let names = names.replace(" und ", ", ");
                    let options = names.split(", ").filter_map(|name| background.option(name)).collect();
                    Members { options, with_missing: false }
                }
            };
            self.sizes[at].push((members, count));
        }
    }

    fn pages(&mut self, drawn: &Drawn, pages: &[GroupPage]) {
        for page in pages.iter().filter(|page| page.and.is_none()) {
            let background = drawn.backgrounds.iter().position(|background| background.id == page.by);
            let (Some(at), Some(sheet)) = (background, page.sheets.iter().find(|sheet| sheet.id == ALONE)) else {
                continue;
            };
            // Where all is hidden the page has one row, which is none of a group.
            if sheet.rows.len() < 2 {
                continue;
            }
            let labels = sheet.rows.iter().map(|row| row[0].as_str()).collect();
            let grouping = self.grouping(drawn, at, labels);
            let points = points(drawn, &page.question);
            self.groupings[grouping]
                .told
                .insert(page.question.clone(), sheet.rows.iter().map(|row| told(row, sheet, &points)).collect());
        }
    }

    /// Where it is kept; its groups have these labels.
    fn grouping(&mut self, drawn: &Drawn, background: usize, labels: Vec<&str>) -> usize {
        self.groupings.iter().position(|grouping| grouping.background == background).unwrap_or_else(|| {
            let groups = groups(&drawn.backgrounds[background], &labels);
            self.groupings.push(Grouping { background, groups, told: BTreeMap::new() });
            self.groupings.len() - 1
        })
    }

    /// Every pair is read both ways round: whatever one of them tells is known.
    fn crossed(&mut self, drawn: &Drawn, page: &GroupPage) {
        // How many are in each group of both is told where all answers are hidden, too.
        let Some(sizes) = page.sheets.iter().find(|sheet| sheet.id != CROSSED) else { return };
        let background = |id: &String| drawn.backgrounds.iter().position(|background| background.id == *id);
        let (Some(by), Some(and)) = (background(&page.by), page.and.as_ref().and_then(background)) else { return };
        let labels = sizes.rows.iter().map(|row| row[0].as_str()).collect();
        let first = self.grouping(drawn, by, labels);
        let second = self.grouping(drawn, and, sizes.head[1..].iter().map(String::as_str).collect());
        let is_turned = first > second;
        let of = [first.min(second), first.max(second)];
        let at = self.crossings.iter().position(|crossing| crossing.of == of).unwrap_or_else(|| {
            let size = |cell: &String| if cell == "–" { Some(0) } else { digits(cell) };
            let rows = sizes.rows.iter().map(|row| row[1..].iter().map(size).collect()).collect();
            let sizes = if is_turned { turned(rows) } else { rows };
            self.crossings.push(Crossing { of, sizes, told: BTreeMap::new() });
            self.crossings.len() - 1
        });
        let Some(sheet) = page.sheets.iter().find(|sheet| sheet.id == CROSSED && sheet.rows.len() > 1) else { return };
        let points = points(drawn, &page.question);
        let cell = |row: &Vec<String>| told(&row[1..], &without_blocks(sheet), &points);
        let rows: Vec<Told> = sheet.rows.iter().map(cell).collect();
        let blocks: Vec<Vec<Told>> = rows.chunks(self.groupings[second].groups.len()).map(<[Told]>::to_vec).collect();
        let blocks = if is_turned { turned(blocks) } else { blocks };
        let told = self.crossings[at].told.entry(page.question.clone()).or_insert_with(|| blocks.clone());
        let both = told.iter_mut().flatten().zip(blocks.into_iter().flatten());
        both.filter(|(known, _)| matches!(known, Told::Hidden)).for_each(|(known, told)| *known = told);
    }

    /// How many are in a group, from whatever says it.
    pub fn size(&self, grouping: &Grouping, group: usize) -> Option<u64> {
        let sizes = &self.sizes[grouping.background];
        let of = |members: &Members| sizes.iter().find(|(other, _)| other == members).map(|(_, count)| *count);
        grouping.told.values().find_map(|told| told[group].size()).or_else(|| of(&grouping.groups[group]))
    }
}

impl Background {
    fn option(&self, name: &str) -> Option<usize> {
        self.options.iter().position(|(_, label)| label == name)
    }

    fn named(&self, name: &str) -> Vec<usize> {
        let is_in = |at: &usize| self.kreis(*at) == Some(name);
        match self.is_place {
            true => (0..self.options.len()).filter(is_in).collect(),
            false => self.option(name).into_iter().collect(),
        }
    }
}

/// Who is in each row of a page by groups. Groups that are too many to be named are those that no other row names.
fn groups(background: &Background, labels: &[&str]) -> Vec<Members> {
    let read = |label: &&str| {
        let names: Vec<&str> = label.split(" oder ").collect();
        let options = names.iter().flat_map(|name| background.named(name)).collect();
        (Members { options, with_missing: names.contains(&"keine Angabe") }, label.contains(" kleinere Gruppen"))
    };
    let (mut groups, is_rest): (Vec<Members>, Vec<bool>) = labels.iter().map(read).unzip();
    let named: BTreeSet<usize> = groups.iter().flat_map(|members| members.options.clone()).collect();
    let rest = (0..background.options.len()).filter(|at| !named.contains(at));
    if let Some(at) = is_rest.iter().position(|is_rest| *is_rest) {
        groups[at].options = rest.collect();
    }
    groups
}

/// What the categories of an aspect are called, as its address names it.
pub fn points(drawn: &Drawn, aspect: &str) -> Vec<String> {
    let id = aspect.split(['~', '.']).next().unwrap_or_default();
    let question = drawn.question(id);
    let words: &[&str] = match question.map(|question| question.kind) {
        Some(Kind::Battery { points, falling }) => return scale(points, falling),
        Some(Kind::Paired { points }) => return scale(points, false),
        Some(Kind::Single) => return question.into_iter().flat_map(Question::labels).collect(),
        Some(Kind::Multiple) => &["nicht genannt", "genannt"],
        _ => &["raten ab (0 bis 6)", "unentschieden (7, 8)", "empfehlen (9, 10)"],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Columns as rows.
fn turned<T: Clone>(rows: Vec<Vec<T>>) -> Vec<Vec<T>> {
    let columns = rows.first().map_or(0, Vec::len);
    (0..columns).map(|column| rows.iter().map(|row| row[column].clone()).collect()).collect()
}

/// The head of a cross table behind the names of its blocks.
fn without_blocks(sheet: &Sheet) -> Sheet {
    Sheet { id: sheet.id.clone(), head: sheet.head[1..].to_vec(), rows: Vec::new() }
}

fn told(row: &[String], sheet: &Sheet, points: &[String]) -> Told {
    let count = |head: &str| sheet.cell(row, head).and_then(digits);
    let (Some(n), Some(missing)) = (count("n"), count("ohne Antwort")) else {
        return if row[1] == "–" { Told::None } else { Told::Hidden };
    };
    if row[1].starts_with('≥') {
        let share = numbers(&row[1]).first().map_or(0.0, |(share, _)| share / 100.0);
        let category = points.iter().position(|point| row[1].contains(&format!("„{point}“")));
        let least = (share * n as f64 - 1e-9).ceil() as u64;
        return Told::Mostly { n, missing, category: category.expect("a category"), least };
    }
    let mean = sheet.cell(row, "Mittelwert").and_then(|cell| numbers(cell).first().map(|(mean, _)| *mean));
    let whole: Vec<u32> = row[1..=points.len()].iter().filter_map(|cell| digits(cell)).map(|one| one as u32).collect();
    Told::Counts { n, missing, ranges: counts(&whole, n, mean) }
}

/// A row of the result page; `None` where it tells no shares.
fn rated(sheet: &Sheet, row: &[String], points: usize, all: u64) -> Option<Told> {
    let n = sheet.cell(row, "n").and_then(digits)?;
    let whole: Vec<u32> = row[1..=points]
        .iter()
        .filter(|cell| *cell != "•")
        .filter_map(|cell| digits(cell))
        .map(|one| one as u32)
        .collect();
    let mean = sheet.cell(row, "Mittelwert").and_then(|cell| numbers(cell).first().map(|(mean, _)| *mean));
    (whole.len() == points).then(|| Told::Counts { n, missing: all - n, ranges: counts(&whole, n, mean) })
}

/// Of eleven points three categories.
fn recommended(sheet: &Sheet, all: u64) -> Option<Told> {
    let n = sheet.row("n").and_then(|row| digits(&row[1]))?;
    let whole: Vec<u32> = (0..=10)
        .filter_map(|point: u32| sheet.row(&point.to_string()).and_then(|row| digits(&row[1])))
        .map(|one| one as u32)
        .collect();
    let fits: Vec<Vec<u64>> = if whole.len() == 11 { fitting(&whole, n, None) } else { return None };
    let sums = fits.iter().map(|fit| [&fit[..=6], &fit[7..=8], &fit[9..]].map(|part| part.iter().sum::<u64>()));
    Some(Told::Counts { n, missing: all - n, ranges: ends(sums.map(|sums| sums.to_vec()).collect(), n, 3) })
}

/// How many ticked an option, from its share and its count, one of which may be told as a bound.
fn bounds(share: &str, count: &str, n: u64) -> (u64, u64) {
    let bound = numbers(share).first().map_or(0.0, |(share, _)| share / 100.0 * n as f64);
    match (digits(count), share.chars().next()) {
        (Some(count), _) => (count, count),
        (None, Some('≤')) => (0, (bound + 1e-9).floor() as u64),
        (None, Some('≥')) => ((bound - 1e-9).ceil() as u64, n),
        _ => (0, n),
    }
}

/// Per category the fewest and the most that fit whole per cents of `n`, and a mean with two decimals.
pub fn counts(whole: &[u32], n: u64, mean: Option<f64>) -> Vec<(u64, u64)> {
    ends(fitting(whole, n, mean), n, whole.len())
}

fn ends(fits: Vec<Vec<u64>>, n: u64, len: usize) -> Vec<(u64, u64)> {
    let of = |at: usize| {
        let all = || fits.iter().map(|fit| fit[at]);
        all().min().zip(all().max()).unwrap_or((0, n))
    };
    (0..len).map(of).collect()
}

fn fitting(whole: &[u32], n: u64, mean: Option<f64>) -> Vec<Vec<u64>> {
    let mut fits = vec![Vec::new()];
    for percent in whole {
        let near = |count: &u64| (100.0 * *count as f64 / n as f64 - f64::from(*percent)).abs() < 1.0 + 1e-9;
        let near: Vec<u64> = (0..=n).filter(near).collect();
        let longer = |fit: &Vec<u64>| near.iter().map(|count| [&fit[..], &[*count]].concat()).collect::<Vec<_>>();
        fits = fits.iter().flat_map(longer).filter(|fit| fit.iter().sum::<u64>() <= n).collect();
    }
    let is_it = |fit: &Vec<u64>| {
        let shares: Vec<f64> = fit.iter().map(|count| *count as f64 / n as f64).collect();
        let own: f64 = fit.iter().zip(1..).map(|(count, point)| (count * point) as f64).sum::<f64>() / n as f64;
        // Of one share the rest is what is left of 100.
        let is_said = match (fit.as_slice(), whole) {
            ([_, count], [_, named]) => (100.0 * *count as f64 / n as f64).round() as u32 == *named,
            _ => largest_remainder(&shares) == whole,
        };
        fit.iter().sum::<u64>() == n && is_said && mean.is_none_or(|mean| (own - mean).abs() < 0.006)
    };
    fits.retain(is_it);
    fits
}

/// What a table says of who was asked: in columns where it has a row per rating or number, else in rows of its own.
fn ways(question: usize, sheet: &Sheet) -> Vec<Way> {
    let of = |cell: &dyn Fn(&str) -> Option<u64>, says_why: bool| {
        let n = cell("n").or_else(|| cell("gültige Antworten (n)"))?;
        let answers = n + cell("weiß nicht").unwrap_or(0) + cell("trifft nicht zu").unwrap_or(0);
        let together = cell("nicht gefragt oder keine Angabe");
        let none = (together.is_none() && says_why).then_some(0);
        Some(Way { question, answers, not_asked: cell("nicht gefragt").or(none), together })
    };
    match sheet.column("n") {
        Some(_) => {
            let of_row = |row: &Vec<String>| of(&|head| sheet.cell(row, head).and_then(digits), true);
            sheet.rows.iter().filter_map(of_row).collect()
        }
        None => {
            // Where all answered alike a recommendation tells how many and nothing else.
            let says_why = sheet.row("gültige Antworten (n)").or_else(|| sheet.row("10")).is_some();
            let cell = |name: &str| sheet.row(name).and_then(|row| digits(row.last()?));
            of(&cell, says_why).into_iter().collect()
        }
    }
}

#[test]
fn counts_are_found_behind_whole_per_cents() {
    assert_eq!(counts(&[34, 33, 33], 12, None), [(4, 4), (4, 4), (4, 4)]);
    assert_eq!(counts(&[0, 8, 92], 12, Some(2.92)), [(0, 0), (1, 1), (11, 11)]);
    assert_eq!(bounds("≤ 20 %", "•", 12), (0, 2));
    assert_eq!(bounds("≥ 80 %", "•", 12), (10, 12));
    assert_eq!(bounds("25 %", "3", 12), (3, 3));
}
