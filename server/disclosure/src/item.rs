//! Answers to an item inside the frame of a release: distributions in the groups that are told of.

use serde::{Deserialize, Serialize};

use crate::{
    Error,
    cube::Axis,
    frame::Frame,
    protect::protect,
    release::View,
    rule::Rule,
    system::{Figure, Form, Need, Secret, System, Unit},
    unanimity::{OTHERS, covered, step},
};

/// One answer per respondent, or none.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub name: String,
    pub categories: Vec<String>,
    pub codes: Vec<Option<u16>>,
    /// The answers of all respondents together are told elsewhere, whatever is hidden here.
    pub is_total_known: bool,
    /// Not everybody was asked: who was, has answered another question in a certain way. Then it stays unknown too that
    /// nobody in a group was asked, or everybody.
    pub is_routed: bool,
    /// Variables by which nothing of it may be told, alone or crossed with others.
    pub closed: Vec<usize>,
}

/// The answers of a group as they may be told. `n`: valid answers, `missing`: those of the group without one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Distribution {
    Counts {
        n: u64,
        missing: u64,
        counts: Vec<u64>,
    },
    /// All but a few, or all, gave this answer. Of the others nothing is told.
    Mostly {
        n: u64,
        missing: u64,
        category: usize,
        at_least: f64,
    },
    Hidden,
    /// Nobody there answered it.
    None,
}

impl Item {
    fn tells_by(&self, view: &[Axis]) -> bool {
        !view.iter().any(|axis| self.closed.contains(&axis.dimension))
    }
}

/// Made by [`release_item`] alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemRelease {
    pub rule: Rule,
    pub name: String,
    pub categories: Vec<String>,
    pub total: Distribution,
    pub views: Vec<View<Distribution>>,
}

/// The distribution of an item in every group of the frame. Hidden are the groups that the frame hides and those with 1
/// to k - 1 valid answers; where all but a few answered alike, only that is told; and as many more are hidden as it
/// takes for neither to be worked out from the rest.
///
/// # Errors
/// There is not one answer per respondent. [`Error::Unprotectable`] if the total is known and says that all, or all but
/// one, answered alike.
pub fn release_item(frame: &Frame, item: &Item) -> Result<ItemRelease, Error> {
    if item.codes.len() != frame.cube.respondents() {
        let (expected, found) = (frame.cube.respondents(), item.codes.len());
        return Err(Error::Length { name: item.name.clone(), expected, found });
    }
    if item.codes.iter().flatten().any(|code| usize::from(*code) >= item.categories.len()) {
        return Err(Error::NoCategory(item.name.clone()));
    }
    let told = Told::new(frame, item).distributions()?;
    let total = told.last().cloned().unwrap_or(Distribution::None);
    let cells = |groups: &Vec<usize>| groups.iter().map(|group| told[*group].clone()).collect();
    let views = frame.views().filter(|(view, _)| item.tells_by(&view.by));
    let views = views.map(|(view, groups)| View { by: view.by.clone(), cells: cells(groups) });
    Ok(ItemRelease {
        rule: frame.release.rule,
        name: item.name.clone(),
        categories: item.categories.clone(),
        total,
        views: views.collect(),
    })
}

/// What may be told of an item.
struct Told<'a> {
    frame: &'a Frame<'a>,
    /// May anything be told of the item in the group?
    is_open: Vec<bool>,
    /// The last one is "no valid answer".
    categories: usize,
    truth: Vec<f64>,
    facts: Vec<Figure>,
    is_total_known: bool,
    is_routed: bool,
}

/// The answers in one group.
struct Answers {
    n: u64,
    missing: u64,
    counts: Vec<u64>,
    most: usize,
}

impl Answers {
    fn others(&self) -> u64 {
        self.n - self.counts[self.most]
    }

    fn is_unanimous(&self) -> bool {
        self.n > 0 && self.others() <= covered(self.n)
    }
}

impl<'a> Told<'a> {
    fn new(frame: &'a Frame<'a>, item: &Item) -> Told<'a> {
        let categories = item.categories.len() + 1;
        let mut truth = vec![0.0; frame.layout.len * categories];
        for (respondent, code) in item.codes.iter().enumerate() {
            let category = code.map_or(categories - 1, usize::from);
            let unknowns = frame.layout.unknowns(&frame.cube.codes, respondent);
            unknowns.for_each(|unknown| truth[unknown * categories + category] += 1.0);
        }
        let each = |fact: &Figure| {
            (0..categories).map(|at| Figure::exact(of_category(&fact.form, categories, at), 0.0)).collect::<Vec<_>>()
        };
        let facts = frame.facts.iter().flat_map(each).collect();
        let (is_total_known, is_routed) = (item.is_total_known, item.is_routed);
        let mut is_open = vec![false; frame.is_shown.len()];
        let groups = frame.views().filter(|(view, _)| item.tells_by(&view.by)).flat_map(|(_, groups)| groups);
        groups.for_each(|group| is_open[*group] = frame.is_shown[*group]);
        // What is known anyway is not for the search to hide.
        is_open[frame.total()] = frame.is_shown[frame.total()] && !is_total_known;
        let mut told = Told { frame, is_open, categories, truth, facts, is_total_known, is_routed };
        // How many are in a group stands in the frame.
        for group in (0..frame.is_shown.len()).filter(|group| frame.is_shown[*group]) {
            let everybody = told.form(group, 0..categories);
            told.facts.push(Figure::exact(everybody.clone(), everybody.at(&told.truth)));
        }
        if is_total_known {
            let total = told.exact_figures(frame.total());
            told.facts.extend(total);
        }
        told
    }

    /// How many may be in the groups, the hidden ones among them: figures of this item.
    fn worlds(&self) -> Vec<Vec<Figure>> {
        let of_all = |(unknown, count): (usize, &f64)| {
            Figure::exact(Form::sum((0..self.categories).map(|at| unknown * self.categories + at)), *count)
        };
        self.frame.worlds.iter().map(|world| world.iter().enumerate().map(of_all).collect()).collect()
    }

    /// Answers in some categories of a group.
    fn form(&self, group: usize, categories: impl IntoIterator<Item = usize>) -> Form {
        let of = |category| of_category(&self.frame.groups.forms[group], self.categories, category);
        categories.into_iter().map(of).fold(Form::default(), |sum, form| sum.plus(&form))
    }

    fn answers(&self, group: usize) -> Answers {
        let count = |category: usize| self.form(group, [category]).at(&self.truth).round() as u64;
        let counts: Vec<u64> = (0..self.categories - 1).map(count).collect();
        let most = (0..counts.len()).max_by_key(|at| counts[*at]).unwrap_or(0);
        Answers { n: counts.iter().sum(), missing: count(self.categories - 1), counts, most }
    }

    /// One per group.
    fn distributions(&self) -> Result<Vec<Distribution>, Error> {
        let answers: Vec<Answers> = (0..self.is_open.len()).map(|group| self.answers(group)).collect();
        let is_telling = |of: &Answers| of.n > 0 && !self.secrets(self.frame.total(), of).is_empty();
        if self.is_total_known && answers.last().is_some_and(is_telling) {
            return Err(Error::Unprotectable);
        }
        let (mut units, mut secrets, mut primary) = (Vec::new(), Vec::new(), Vec::new());
        for (group, of) in answers.iter().enumerate().filter(|(group, of)| self.is_item_of(*group, of)) {
            secrets.extend(self.secrets(group, of));
            if self.is_open[group] {
                let is_small = self.frame.release.rule.is_small(of.n) || self.tells_the_way(of);
                units.push(self.exact(group, of));
                units.push(self.bound(group, of));
                primary.extend([is_small || of.is_unanimous(), is_small || !of.is_unanimous()]);
            }
        }
        let (facts, worlds) = (self.facts.clone(), self.worlds());
        let system = System { is_whole: vec![true; self.truth.len()], facts, units, secrets, worlds };
        let hidden = protect(&system, &self.truth, &primary)?;
        let mut hidden = hidden.chunks_exact(2);
        let mut tell = |(group, of): (usize, Answers)| {
            let is_item = self.is_item_of(group, &of);
            let Answers { n, missing, counts, most } = of;
            if !is_item {
                return if self.frame.is_shown[group] { Distribution::None } else { Distribution::Hidden };
            }
            if self.is_total_known && group == self.frame.total() {
                return Distribution::Counts { n, missing, counts };
            }
            match self.is_open[group].then(|| hidden.next()).flatten() {
                Some([false, _]) => Distribution::Counts { n, missing, counts },
                Some([true, false]) => {
                    Distribution::Mostly { n, missing, category: most, at_least: (1.0 - step(n)).max(0.0) }
                }
                _ => Distribution::Hidden,
            }
        };
        Ok(answers.into_iter().enumerate().map(&mut tell).collect())
    }

    fn exact(&self, group: usize, of: &Answers) -> Unit {
        let figures = self.exact_figures(group);
        // A group says as much as its parts do.
        let cost = self.frame.parts[group] * (1.0 + 0.05 * (of.n as f64).ln());
        Unit { figures, cost: Some(cost), secrets: Vec::new() }
    }

    fn exact_figures(&self, group: usize) -> Vec<Figure> {
        let figure = |category: usize| {
            let form = self.form(group, [category]);
            let value = form.at(&self.truth);
            Figure::exact(form, value)
        };
        (0..self.categories).map(figure).collect()
    }

    /// Whether there is anything to tell or to hide of a group.
    fn is_item_of(&self, group: usize, of: &Answers) -> bool {
        of.n > 0 || (self.is_routed && of.missing > 0 && group != self.frame.total())
    }

    /// Nobody there, or everybody, came to the question.
    fn tells_the_way(&self, of: &Answers) -> bool {
        self.is_routed && (of.n == 0 || of.missing < OTHERS)
    }

    /// How many answered, and that nearly all of them alike.
    fn bound(&self, group: usize, of: &Answers) -> Unit {
        let valid = self.form(group, 0..self.categories - 1);
        let mut most = Figure::exact(self.form(group, [of.most]), of.n as f64);
        most.range.lo = of.n.saturating_sub(covered(of.n)) as f64;
        Unit {
            figures: vec![Figure::exact(valid, of.n as f64), most],
            cost: Some(0.5 * self.frame.parts[group]),
            secrets: Vec::new(),
        }
    }

    /// Too few valid answers stay unknown, and so does that all, or all but one who would know it, answered alike.
    fn secrets(&self, group: usize, of: &Answers) -> Vec<Secret> {
        let mut secrets = Vec::new();
        let valid = self.form(group, 0..self.categories - 1);
        // Inside a cell of two variables nothing but unanimity: few answers are hidden there, but that they are few follows
        // from the size of the cell and from how many have not answered in all.
        if self.frame.release.rule.is_small(of.n) && !self.frame.is_cell[group] {
            let need = Need::width(self.frame.release.rule.width());
            secrets.push(Secret { form: valid.clone(), need, insider: Vec::new() });
        }
        if self.tells_the_way(of) {
            let few = if of.n == 0 { valid.clone() } else { self.form(group, [self.categories - 1]) };
            secrets.push(Secret { form: few, need: Need::reach(OTHERS as f64), insider: Vec::new() });
        }
        if of.n > 0 && of.others() < OTHERS {
            let form = valid.minus(&self.form(group, [of.most]));
            secrets.push(Secret { form, need: Need::reach(OTHERS as f64), insider: Vec::new() });
        }
        secrets
    }
}

fn of_category(form: &Form, categories: usize, category: usize) -> Form {
    Form::new(form.terms().iter().map(|(unknown, by)| (unknown * categories + category, *by)).collect())
}
