//! Sums of what firms answered, inside the frame of a release.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Error, Interval,
    cube::{Cube, Groups, Layout},
    primary::is_within_p,
    protect::protect,
    release::{Release, Shown, View},
    rule::Rule,
    system::{Figure, Need, Secret, System, Unit},
};

/// A non-negative number per respondent, or none, and the holding that stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Amounts {
    pub name: String,
    pub values: Vec<Option<f64>>,
    pub holdings: Vec<u32>,
}

/// Made by [`release_totals`] alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TotalsRelease {
    pub rule: Rule,
    pub name: String,
    pub total: Shown<f64>,
    pub views: Vec<View<Shown<f64>>>,
}

/// Sums in every group of the frame. Hidden are the groups that the frame hides, those of fewer than k holdings, those
/// in which all named the same, and those from which the second largest could estimate the largest within p %; and as
/// many more as it takes that nobody can, not from all the other sums and with their own answer either.
///
/// # Errors
/// `release` is not of this cube, there is not one number and one holding per respondent, or a number is negative.
pub fn release_totals(cube: &Cube, release: &Release, amounts: &Amounts) -> Result<TotalsRelease, Error> {
    let expected = cube.respondents();
    for found in [amounts.values.len(), amounts.holdings.len()] {
        if found != expected {
            return Err(Error::Length { name: amounts.name.clone(), expected, found });
        }
    }
    if amounts.values.iter().flatten().any(|value| !value.is_finite() || *value < 0.0) {
        return Err(Error::NoCategory(amounts.name.clone()));
    }
    let frame = Frame::new(cube, release, amounts);
    let told = frame.told()?;
    let cells = |groups: &Vec<usize>| groups.iter().map(|group| told[*group]).collect();
    let views = release.views.iter().zip(&frame.groups.of_view);
    Ok(TotalsRelease {
        rule: release.rule,
        name: amounts.name.clone(),
        total: told.last().copied().unwrap_or(Shown::None),
        views: views.map(|(view, groups)| View { by: view.by.clone(), cells: cells(groups) }).collect(),
    })
}

struct Frame {
    rule: Rule,
    groups: Groups,
    is_shown: Vec<bool>,
    truth: Vec<f64>,
    facts: Vec<Figure>,
    /// Per unknown what each holding has in it.
    shares: Vec<BTreeMap<u32, f64>>,
    /// Per unknown the numbers that were named.
    values: Vec<Vec<f64>>,
}

/// Who stands behind the sum of a group.
struct Behind {
    sum: f64,
    /// Largest first.
    shares: Vec<(u32, f64)>,
    is_flat: bool,
}

impl Frame {
    fn new(cube: &Cube, release: &Release, amounts: &Amounts) -> Frame {
        let layout = Layout::new(&release.dimensions, &release.crossings);
        let (groups, is_shown) = Groups::of_release(&layout, release);
        let (mut shares, mut values) = (vec![BTreeMap::new(); layout.len], vec![Vec::new(); layout.len]);
        for (respondent, value) in amounts.values.iter().enumerate() {
            let Some(value) = value else { continue };
            for unknown in layout.unknowns(&cube.codes, respondent) {
                *shares[unknown].entry(amounts.holdings[respondent]).or_insert(0.0) += value;
                values[unknown].push(*value);
            }
        }
        let truth = values.iter().map(|values| values.iter().sum()).collect();
        let mut facts = layout.facts(&release.dimensions);
        // Where nobody is, there is no sum either, and everybody knows it.
        let empty = (0..groups.forms.len()).filter(|group| {
            let is_zero = |view: usize, at: usize| matches!(release.views[view].cells[at], Shown::Zero | Shown::None);
            let mut places = groups.of_view.iter().enumerate().flat_map(|(view, of)| {
                of.iter().enumerate().filter(|(_, one)| *one == group).map(move |(at, _)| (view, at))
            });
            places.any(|(view, at)| is_zero(view, at))
        });
        facts.extend(empty.map(|group| Figure::exact(groups.forms[group].clone(), 0.0)));
        Frame { rule: release.rule, groups, is_shown, truth, facts, shares, values }
    }

    fn behind(&self, group: usize) -> Behind {
        let mut together: BTreeMap<u32, f64> = BTreeMap::new();
        let mut all: Vec<f64> = Vec::new();
        for (unknown, _) in self.groups.forms[group].terms() {
            self.shares[*unknown].iter().for_each(|(holding, share)| *together.entry(*holding).or_insert(0.0) += share);
            all.extend(&self.values[*unknown]);
        }
        let mut shares: Vec<(u32, f64)> = together.into_iter().collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1));
        let is_flat = all.windows(2).all(|pair| pair[0] == pair[1]);
        Behind { sum: all.iter().sum(), shares, is_flat }
    }

    fn told(&self) -> Result<Vec<Shown<f64>>, Error> {
        let behind: Vec<Behind> = (0..self.groups.forms.len()).map(|group| self.behind(group)).collect();
        let told_of: Vec<usize> =
            (0..behind.len()).filter(|group| self.is_shown[*group] && !behind[*group].shares.is_empty()).collect();
        let unit = |group: &usize| {
            let form = self.groups.forms[*group].clone();
            let cost = Some(1.0 + 0.05 * (1.0 + behind[*group].sum).ln());
            Unit { figures: vec![Figure::exact(form, behind[*group].sum)], cost, secrets: Vec::new() }
        };
        let units = told_of.iter().map(unit).collect();
        let primary: Vec<bool> = told_of.iter().map(|group| self.is_sensitive(&behind[*group])).collect();
        let secrets = (0..behind.len())
            .filter(|group| !self.is_shown[*group] || self.is_sensitive(&behind[*group]))
            .flat_map(|group| self.secrets(group, &behind[group]))
            .collect();
        let system = System {
            is_whole: vec![false; self.truth.len()],
            facts: self.facts.clone(),
            units,
            secrets,
            worlds: Vec::new(),
        };
        let hidden = protect(&system, &self.truth, &primary)?;
        let mut told: Vec<Shown<f64>> =
            self.is_shown.iter().map(|is_shown| if *is_shown { Shown::None } else { Shown::Hidden }).collect();
        for (group, is_hidden) in told_of.iter().zip(hidden) {
            told[*group] = match behind[*group].sum {
                _ if is_hidden => Shown::Hidden,
                0.0 => Shown::Zero,
                sum => Shown::Value(sum),
            };
        }
        Ok(told)
    }

    fn is_sensitive(&self, behind: &Behind) -> bool {
        self.rule.is_small(behind.shares.len() as u64)
            || behind.is_flat
            || is_within_p(behind.sum, two_largest(behind), self.rule.p)
    }

    /// What the sum must reach, so that nobody can estimate the largest share within p %: not an outsider, not the
    /// second largest, who takes off their own, and not one who is alone in another cell and knows its sum.
    fn secrets(&self, group: usize, behind: &Behind) -> Vec<Secret> {
        let form = &self.groups.forms[group];
        let [(largest, first), rest @ ..] = &behind.shares[..] else { return Vec::new() };
        if *first <= 0.0 {
            return Vec::new();
        }
        let p = self.rule.p / 100.0;
        let below = if rest.is_empty() { (1.0 - p) * first } else { f64::INFINITY };
        let need = |own: f64| Need { width: 0.0, below, above: (1.0 + p) * first + own };
        let own_in = |holding: u32| behind.shares.iter().find(|share| share.0 == holding).map_or(0.0, |share| share.1);
        let secret = |holding: Option<u32>| {
            let own = holding.map_or(0.0, own_in);
            let insider = holding.map_or_else(Vec::new, |holding| self.knows(holding));
            Secret { form: form.clone(), need: need(own), insider }
        };
        let second = rest.first().map(|share| share.0);
        let mut alone: Vec<u32> =
            self.shares.iter().filter(|shares| shares.len() == 1).flat_map(|shares| shares.keys().copied()).collect();
        alone.extend(second);
        alone.sort_unstable();
        alone.dedup();
        alone.retain(|holding| holding != largest);
        std::iter::once(None).chain(alone.into_iter().map(Some)).map(secret).collect()
    }

    /// Sums are at least what the holding has in them, and no more where it is alone.
    fn knows(&self, holding: u32) -> Vec<(usize, Interval)> {
        let known = |(unknown, shares): (usize, &BTreeMap<u32, f64>)| {
            let own = *shares.get(&holding)?;
            let hi = if shares.len() == 1 { own } else { f64::INFINITY };
            Some((unknown, Interval { lo: own, hi }))
        };
        self.shares.iter().enumerate().filter_map(known).collect()
    }
}

fn two_largest(behind: &Behind) -> [f64; 2] {
    let share = |at: usize| behind.shares.get(at).map_or(0.0, |share| share.1);
    [share(0), share(1)]
}
