//! Groups of respondents by one background question, each of at least k.

use std::collections::HashMap;

use analytics::Frame;
use domain::{
    ItemId, ItemKind, Locale, OptionId, Survey,
    disclosure::{Rule, put_together},
    format,
    place::Municipality,
};
use serde::{Deserialize, Serialize};

/// The groups that one grouping makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grouped {
    pub item: ItemId,
    pub groups: Vec<Group>,
}

/// Respondents who gave one of these answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub options: Vec<OptionId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kreise: Vec<String>,
    /// Those without an answer are among them.
    pub with_missing: bool,
}

/// Options named one by one; more are counted.
const NAMED: usize = 3;

impl Group {
    /// "Paderborn", "Handel und 2 weitere", "keine Angabe"
    pub fn label(&self, survey: &Survey, item: &ItemId, locale: Locale) -> String {
        let item = survey.item(item);
        let name = |option: &OptionId| {
            item.map_or_else(|| option.to_string(), |item| survey.option_label(item, option, locale))
        };
        let mut names: Vec<String> = self.options.iter().map(name).chain(self.kreise.iter().cloned()).collect();
        let german = locale.is_german();
        if names.len() > NAMED {
            let count = format::count(names.len() as u64, locale);
            names = vec![if german { format!("{count} kleinere Gruppen") } else { format!("{count} smaller groups") }];
        }
        if self.with_missing {
            names.push((if german { "keine Angabe" } else { "no answer" }).to_owned());
        }
        names.join(if german { " oder " } else { " or " })
    }
}

/// What respondents are grouped by, before small groups are put together.
struct Categories {
    single: Vec<Group>,
    codes: Vec<Option<u16>>,
}

/// The groups and the group of each respondent. `None` if nothing is left to tell apart.
///
/// # Errors
/// Counting failed.
pub fn grouped(
    frame: &Frame,
    survey: &Survey,
    item: &ItemId,
    region: &[Municipality],
    rule: &Rule,
) -> Result<Option<(Grouped, Vec<u16>)>, analytics::Error> {
    let Some((options, codes)) = frame.chosen(item)? else { return Ok(None) };
    let is_place = survey.item(item).is_some_and(|item| matches!(item.kind, ItemKind::Municipality { .. }));
    let categories = match is_place {
        true => by_kreis(options, &codes, region),
        false => {
            let group = |option: &OptionId| Group { options: vec![option.clone()], ..Group::default() };
            Categories { single: options.iter().map(group).collect(), codes }
        }
    };
    Ok(categories.put_together(rule).map(|(groups, codes)| (Grouped { item: item.clone(), groups }, codes)))
}

fn by_kreis(options: &[OptionId], codes: &[Option<u16>], region: &[Municipality]) -> Categories {
    let mut names: Vec<&str> = region.iter().map(|place| place.kreis.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let kreis_of: HashMap<&OptionId, &str> = region.iter().map(|place| (&place.ags, place.kreis.as_str())).collect();
    let kreis = |option: &OptionId| {
        let name = kreis_of.get(option)?;
        names.iter().position(|other| other == name).map(|at| at as u16)
    };
    let kreis_of: Vec<Option<u16>> = options.iter().map(kreis).collect();
    let single = names.iter().map(|name| Group { kreise: vec![(*name).to_owned()], ..Group::default() });
    let codes = codes.iter().map(|code| kreis_of.get(usize::from((*code)?)).copied().flatten());
    Categories { single: single.collect(), codes: codes.collect() }
}

impl Categories {
    /// The same groups as where it is told who has answered, and those without an answer: on their own from k on, with
    /// the smallest group if they are fewer.
    fn put_together(self, rule: &Rule) -> Option<(Vec<Group>, Vec<u16>)> {
        let mut sizes = vec![0_u64; self.single.len()];
        self.codes.iter().flatten().for_each(|code| sizes[usize::from(*code)] += 1);
        let missing = self.codes.iter().filter(|code| code.is_none()).count() as u64;
        let together = put_together(&sizes, rule)?;
        let (mut groups, mut sums) = (Vec::new(), Vec::new());
        let mut group_of = vec![0_u16; self.single.len()];
        let apart = (0..self.single.len()).filter(|at| !together.contains(at));
        let members = apart.map(|at| vec![at]).chain((!together.is_empty()).then(|| sorted(&together)));
        for members in members {
            members.iter().for_each(|at| group_of[*at] = groups.len() as u16);
            sums.push(members.iter().map(|at| sizes[*at]).sum::<u64>());
            groups.push(joined(members.iter().map(|at| &self.single[*at])));
        }
        let smallest = (0..sums.len()).min_by_key(|at| sums[*at])?;
        let without = match missing {
            0 => 0,
            missing if missing < rule.k() => {
                groups[smallest].with_missing = true;
                smallest
            }
            _ => {
                groups.push(Group { with_missing: true, ..Group::default() });
                groups.len() - 1
            }
        };
        let codes = self.codes.iter().map(|code| code.map_or(without as u16, |code| group_of[usize::from(code)]));
        let codes = codes.collect();
        (groups.len() > 1).then_some((groups, codes))
    }
}

fn sorted(members: &[usize]) -> Vec<usize> {
    let mut members = members.to_vec();
    members.sort_unstable();
    members
}

fn joined<'a>(groups: impl Iterator<Item = &'a Group>) -> Group {
    groups.fold(Group::default(), |mut all, group| {
        all.options.extend(group.options.iter().cloned());
        all.kreise.extend(group.kreise.iter().cloned());
        all
    })
}
