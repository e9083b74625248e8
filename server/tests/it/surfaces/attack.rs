//! The attack on what was read: who is in the small groups, and what did all of them answer alike?

use std::collections::BTreeMap;

use super::{
    answers::Crowd,
    attack_crossed as crossed,
    attack_sheet::{Place, Sheet},
    draw::{Drawn, Kind, Route},
    known::{Grouping, Known, Members, Told, Way},
};
use crate::attacker::{Answer, Attacker, Ready};

/// The p of the p%-rule.
const P: f64 = 15.0;
/// So many may at least have answered otherwise: one of them knows the own answer.
const OTHERS: i64 = 2;
/// More than answer any of these surveys.
pub const ALL: i64 = 1_000;

#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Broken {
    /// Groups of 1 to k - 1 known to less than k.
    pub cells: Vec<String>,
    /// Groups known to have answered alike, or to one of them who knows the own answer.
    pub unanimous: Vec<String>,
    /// The largest number, known to the second largest within p per cent.
    pub firms: Vec<String>,
}

impl Broken {
    pub fn is_any(&self) -> bool {
        !self.cells.is_empty() || !self.unanimous.is_empty() || !self.firms.is_empty()
    }
}

pub fn attack(drawn: &Drawn, crowd: &Crowd, known: &Known) -> Broken {
    let mut broken = Broken::default();
    for background in 0..drawn.backgrounds.len() {
        sizes(drawn, crowd, known, background, &mut broken);
    }
    let mut aspects: Vec<&String> = known.groupings.iter().flat_map(|grouping| grouping.told.keys()).collect();
    aspects.sort();
    aspects.dedup();
    let mut open = crossed::sizes(drawn, crowd, known, &mut broken);
    aspects.into_iter().for_each(|aspect| said(drawn, crowd, known, aspect, &mut open, &mut broken));
    // Each question may leave a hidden size open, and all of them together not.
    let k = drawn.audience.k() as i64;
    let narrow = open.into_iter().filter(|(_, (least, most))| most - least < k);
    broken.cells.extend(narrow.map(|(places, open)| format!("{open:?} in {places:?}, by all questions together")));
    sums(crowd, known, &mut broken);
    broken
}

pub type Terms = Vec<(usize, i64)>;

pub fn ones(unknowns: impl IntoIterator<Item = usize>) -> Terms {
    unknowns.into_iter().map(|unknown| (unknown, 1)).collect()
}

/// How many have each option of a background question: one unknown each, and one for those without an answer.
fn sizes(drawn: &Drawn, crowd: &Crowd, known: &Known, background: usize, broken: &mut Broken) {
    let options = drawn.backgrounds[background].options.len();
    let mut attacker = Attacker::new(options + 1);
    let of = |members: &Members| ones(members.options.iter().copied().chain(members.with_missing.then_some(options)));
    let all = known.respondents.map_or(ALL, |all| all as i64);
    if known.respondents.is_some() {
        attacker.learns(ones(0..=options), all, all);
    }
    for (members, count) in &known.sizes[background] {
        attacker.learns(of(members), *count as i64, *count as i64);
    }
    for way in &known.ways {
        let question = &drawn.questions[way.question];
        let Some(route) = question.route.filter(|route| route.background == background) else { continue };
        let is_asked = |option: usize| route.asks((option < options).then_some(option));
        let (asked, others): (Vec<usize>, Vec<usize>) = (0..=options).partition(|option| is_asked(*option));
        let (low, high) = not_asked(way, question.required, drawn.audience.k() as i64, all);
        attacker.learns(ones(others), low, high);
        attacker.learns(ones(asked), way.answers as i64, all);
    }
    for grouping in known.groupings.iter().filter(|grouping| grouping.background == background) {
        for (at, members) in grouping.groups.iter().enumerate() {
            if let Some(size) = known.size(grouping, at) {
                attacker.learns(of(members), size as i64, size as i64);
            }
            for (aspect, told) in &grouping.told {
                let question = drawn.question(aspect.split(['~', '.']).next().unwrap_or_default());
                let Some(question) = question else { continue };
                let Some(route) = question.route.filter(|route| route.background == background) else { continue };
                let (Told::Counts { n, .. } | Told::Mostly { n, .. }) = told[at] else { continue };
                let is_asked = |(option, _): &(usize, i64)| route.asks((*option < options).then_some(*option));
                let asked: Terms = of(members).into_iter().filter(is_asked).collect();
                // Whoever must answer and cannot say "don't know" has.
                let tells_all =
                    question.required && matches!(question.kind, Kind::Single | Kind::Multiple | Kind::Recommendation);
                attacker.learns(asked, n as i64, if tells_all { n as i64 } else { all });
            }
        }
    }
    let mut attacker = attacker.ready();
    let k = drawn.audience.k() as i64;
    let mut look = |name: &str, unknowns: Vec<usize>| {
        let is_in = |option: &&Option<usize>| unknowns.contains(&option.unwrap_or(options));
        let size = crowd.options[background].iter().filter(is_in).count() as i64;
        if (1..k).contains(&size) && is_narrow(&mut attacker, &ones(unknowns.clone()), k, all) {
            broken.cells.push(format!("{} of {name}", size));
        }
    };
    for (option, (_, label)) in drawn.backgrounds[background].options.iter().enumerate() {
        look(label, vec![option]);
        if let Some(kreis) = drawn.backgrounds[background].kreis(option) {
            let is_in = |other: &usize| drawn.backgrounds[background].kreis(*other) == Some(kreis);
            look(kreis, (0..options).filter(is_in).collect());
        }
    }
}

/// How many were not asked, for all that a table says.
pub fn not_asked(way: &Way, required: bool, k: i64, all: i64) -> (i64, i64) {
    match (way.not_asked, way.together) {
        (Some(exactly), _) => (exactly as i64, exactly as i64),
        (None, Some(together)) if required => (together as i64, together as i64),
        // That it is told together says that it is from 1 to k - 1.
        (None, Some(together)) => (1, (together as i64).min(k - 1)),
        (None, None) => (0, all - way.answers as i64),
    }
}

/// Whether less than k lie between the fewest and the most that may be.
pub fn is_narrow(attacker: &mut Ready, terms: &Terms, k: i64, all: i64) -> bool {
    let ((least, is_least), (most, is_most)) = (attacker.least(terms), attacker.most(terms));
    if most - least >= k {
        return false;
    }
    // Where corners do not say it, is there anything further out?
    let is_further = |from: i64| {
        attacker.is_possible(terms, from, from) == Answer::Possible
            && attacker.is_possible(terms, from + k, all) == Answer::Possible
    };
    (is_least && is_most) || !(0..=least).any(is_further)
}

/// Hidden sizes, as far as the answers to each question leave them open: from where to where.
pub type Sizes = BTreeMap<Vec<Place>, (i64, i64)>;

fn said(drawn: &Drawn, crowd: &Crowd, known: &Known, aspect: &str, sizes: &mut Sizes, broken: &mut Broken) {
    let Some(sheet) = Sheet::new(known, aspect) else { return };
    let Some(question) = drawn.question(aspect.split(['~', '.']).next().unwrap_or_default()) else { return };
    let codes = &crowd.said[aspect];
    let (none, k) = (sheet.categories - 1, drawn.audience.k() as i64);
    let falling = matches!(question.kind, Kind::Battery { falling: true, .. });
    let mut attacker = sheet.attacker().ready();
    for (places, _, known_size) in sheet.told() {
        let own = everybody_in(crowd, known, &places);
        let mut counts = vec![0_i64; none];
        for code in own.iter().filter_map(|person| codes[*person]) {
            counts[if falling { none - 1 - usize::from(code) } else { usize::from(code) }] += 1;
        }
        let (n, size) = (counts.iter().sum::<i64>(), own.len() as i64);
        let names = places
            .iter()
            .map(|(at, group)| format!("{}, group {group}", drawn.backgrounds[known.groupings[*at].background].id));
        let place = format!("{aspect} by {}", names.collect::<Vec<_>>().join(" and "));
        let valid = sheet.group(&places, 0..none);
        // Inside a cell of two groupings whose size is told nothing but unanimity is protected.
        let is_cell = places.len() > 1 && known_size.is_some();
        if (1..k).contains(&n) && !is_cell && is_narrow(&mut attacker, &valid, k, ALL) {
            broken.cells.push(format!("{n} answers to {place}"));
        }
        let most = (0..none).max_by_key(|category| counts[*category]).unwrap_or_default();
        if n > 0 && n - counts[most] < OTHERS {
            let others = sheet.group(&places, (0..none).filter(|category| *category != most));
            if !may_be(&mut attacker, &others, OTHERS) {
                broken.unanimous.push(place.clone());
            }
        }
        // Who answered another question in a certain way; by the grouping itself the questionnaire says so, and where
        // everybody was asked the option is one that nobody has.
        let is_way = |route: &Route| {
            let mut options = crowd.options[route.background].iter();
            let is_own = places.iter().any(|(at, _)| known.groupings[*at].background == route.background);
            !is_own && options.any(|option| !route.asks(*option))
        };
        if question.route.as_ref().is_some_and(is_way) && size > 0 {
            let few = if n == 0 { valid } else { sheet.group(&places, none..=none) };
            if (n == 0 || n == size) && !may_be(&mut attacker, &few, 1) {
                broken.unanimous.push(format!("the way to {place}"));
            }
        }
        if (1..k).contains(&size) && known_size.is_none() {
            let all = sheet.group(&places, 0..=none);
            let ((least, is_least), (most, is_most)) = (attacker.least(&all), attacker.most(&all));
            let open = sizes.entry(places).or_insert((0, ALL));
            *open =
                (if is_least { open.0.max(least) } else { open.0 }, if is_most { open.1.min(most) } else { open.1 });
        }
    }
}

/// Who is in all of these groups.
pub fn everybody_in(crowd: &Crowd, known: &Known, places: &[Place]) -> Vec<usize> {
    let in_one = |(grouping, group): &Place| {
        let grouping = &known.groupings[*grouping];
        people(crowd, grouping, &grouping.groups[*group])
    };
    let mut groups = places.iter().map(in_one);
    let first = groups.next().unwrap_or_default();
    groups.fold(first, |all, group| all.into_iter().filter(|person| group.contains(person)).collect())
}

/// Who is in a group.
pub fn people(crowd: &Crowd, grouping: &Grouping, members: &Members) -> Vec<usize> {
    let codes = &crowd.options[grouping.background];
    let is_in = |person: &usize| match codes[*person] {
        Some(option) => members.options.contains(&option),
        None => members.with_missing,
    };
    (0..crowd.n).filter(is_in).collect()
}

/// Might it be as many as that, for all that is known?
fn may_be(attacker: &mut Ready, terms: &Terms, least: i64) -> bool {
    match attacker.most(terms) {
        (most, _) if most >= least => true,
        (_, true) => false,
        (_, false) => attacker.is_possible(terms, least, ALL) == Answer::Possible,
    }
}

/// The second largest knows the largest to be at most the sum less its own.
fn sums(crowd: &Crowd, known: &Known, broken: &mut Broken) {
    for (key, sum) in &known.sums {
        let mut numbers: Vec<f64> = crowd.numbers[key].iter().flatten().copied().collect();
        numbers.sort_by(|a, b| b.total_cmp(a));
        let [first, rest @ ..] = &numbers[..] else { continue };
        let own = rest.first().copied().unwrap_or(0.0);
        if *first > 0.0 && sum - own < (1.0 + P / 100.0) * first - 1e-6 {
            broken.firms.push(key.clone());
        }
    }
}

/// What pages would tell that show whatever at least k answered, and think of nothing else.
pub fn naive(drawn: &Drawn, crowd: &Crowd) -> Known {
    let k = drawn.audience.k() as usize;
    let mut known = Known { respondents: Some(crowd.n as u64), ..Known::default() };
    let told = |aspect: &str, people: &[usize]| {
        let codes: Vec<Option<u16>> = people.iter().map(|person| crowd.said[aspect][*person]).collect();
        let n = codes.iter().flatten().count();
        let categories = crowd.said[aspect].iter().flatten().max().map_or(2, |most| usize::from(*most) + 1).max(2);
        let falling = drawn
            .question(aspect.split(['~', '.']).next().unwrap_or_default())
            .is_some_and(|question| matches!(question.kind, Kind::Battery { falling: true, .. }));
        let count = |category: usize| {
            let code = if falling { categories - 1 - category } else { category };
            codes.iter().flatten().filter(|own| usize::from(**own) == code).count() as u64
        };
        let ranges = (0..categories).map(|category| (count(category), count(category))).collect();
        match n {
            n if n < k => Told::Hidden,
            n => Told::Counts { n: n as u64, missing: (people.len() - n) as u64, ranges },
        }
    };
    let everybody: Vec<usize> = (0..crowd.n).collect();
    for aspect in crowd.said.keys() {
        known.totals.insert(aspect.clone(), told(aspect, &everybody));
    }
    for (at, background) in drawn.backgrounds.iter().enumerate() {
        let own = |option| Members { options: [option].into(), with_missing: false };
        let none = Members { options: [].into(), with_missing: true };
        let groups: Vec<Members> = (0..background.options.len()).map(own).chain([none]).collect();
        let mut grouping = Grouping { background: at, groups, told: Default::default() };
        let own: Vec<Vec<usize>> = grouping.groups.iter().map(|members| people(crowd, &grouping, members)).collect();
        let sizes = grouping.groups.iter().zip(&own).map(|(members, own)| (members.clone(), own.len() as u64));
        known.sizes.push(sizes.filter(|(_, size)| *size as usize >= k).collect());
        if background.is_grouping {
            let of = |aspect: &String| (aspect.clone(), own.iter().map(|own| told(aspect, own)).collect());
            grouping.told = crowd.said.keys().map(of).collect();
            known.groupings.push(grouping);
        }
    }
    known
}
