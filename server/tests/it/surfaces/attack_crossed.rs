//! The attack on how many are in two groups at once, by whatever tells of groups: who answered, which questions only some
//! are asked, and every table by one grouping or by two.

use std::collections::BTreeSet;

use super::{
    answers::Crowd,
    attack::{ALL, Broken, Sizes, Terms, everybody_in, is_narrow, not_asked, ones},
    attack_sheet::Place,
    draw::{Drawn, Kind, Question, Route},
    known::{Known, Members, Told},
};
use crate::attacker::Attacker;

/// Groupings that hang together by crossings, and an unknown for each combination of their classes.
struct Part<'a> {
    drawn: &'a Drawn,
    known: &'a Known,
    variables: Vec<Variable>,
}

/// Some groups together, what is told there of each question, and how many they are.
type ToldOf<'a> = (Vec<Place>, Vec<(&'a Question, &'a Told)>, Option<u64>);

/// Options of one background question that nothing tells apart; the last option is "no answer".
struct Variable {
    grouping: usize,
    classes: Vec<BTreeSet<usize>>,
}

/// Attacks every pair of groups that the survey crosses. Gives how far the hidden small ones stay open.
pub fn sizes(drawn: &Drawn, crowd: &Crowd, known: &Known, broken: &mut Broken) -> Sizes {
    let place = |background: usize| known.groupings.iter().position(|grouping| grouping.background == background);
    let pairs = drawn.crossings.iter().filter_map(|[a, b]| Some([place(*a)?, place(*b)?]));
    let pairs: Vec<[usize; 2]> = pairs.collect();
    let mut open = Sizes::new();
    for members in parts(&pairs) {
        let variables = members.iter().map(|grouping| Variable::new(drawn, known, *grouping)).collect();
        let part = Part { drawn, known, variables };
        let mut attacker = part.attacker().ready();
        let (k, all) = (drawn.audience.k() as i64, known.respondents.map_or(ALL, |all| all as i64));
        for [first, second] in pairs.iter().filter(|pair| members.contains(&pair[0])) {
            let [rows, columns] = [first, second].map(|at| known.groupings[*at].groups.len());
            for (i, j) in (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j))) {
                let mut places = vec![(*first, i), (*second, j)];
                places.sort_unstable();
                let size = everybody_in(crowd, known, &places).len() as i64;
                if !(1..k).contains(&size) {
                    continue;
                }
                let terms = part.terms(&|classes| part.is_in(classes, &places));
                if is_narrow(&mut attacker, &terms, k, all) {
                    broken.cells.push(format!("{size} in {places:?}"));
                }
                let ((least, is_least), (most, is_most)) = (attacker.least(&terms), attacker.most(&terms));
                open.insert(places, (if is_least { least } else { 0 }, if is_most { most } else { all }));
            }
        }
    }
    open
}

fn parts(pairs: &[[usize; 2]]) -> Vec<BTreeSet<usize>> {
    pairs.iter().fold(Vec::new(), |parts, pair| {
        let (own, mut rest): (Vec<BTreeSet<usize>>, Vec<_>) =
            parts.into_iter().partition(|part: &BTreeSet<usize>| pair.iter().any(|at| part.contains(at)));
        rest.push(own.into_iter().flatten().chain(*pair).collect());
        rest
    })
}

fn options_of(members: &Members, none: usize) -> BTreeSet<usize> {
    members.options.iter().copied().chain(members.with_missing.then_some(none)).collect()
}

impl Variable {
    /// Options are apart where a group, an answer at all, or a question is.
    fn new(drawn: &Drawn, known: &Known, grouping: usize) -> Variable {
        let own = &known.groupings[grouping];
        let none = drawn.backgrounds[own.background].options.len();
        let routes = drawn.questions.iter().filter_map(|question| question.route);
        let routes: Vec<Route> = routes.filter(|route| route.background == own.background).collect();
        let mark = |option: usize| {
            let group = own.groups.iter().position(|members| options_of(members, none).contains(&option));
            let asked: Vec<bool> = routes.iter().map(|route| route.asks((option < none).then_some(option))).collect();
            (group, option == none, asked)
        };
        let mut classes: Vec<BTreeSet<usize>> = Vec::new();
        for option in 0..=none {
            let alike = classes.iter_mut().find(|class| class.first().is_some_and(|one| mark(*one) == mark(option)));
            match alike {
                Some(class) => _ = class.insert(option),
                None => classes.push([option].into()),
            }
        }
        Variable { grouping, classes }
    }
}

impl Part<'_> {
    fn len(&self) -> usize {
        self.variables.iter().map(|variable| variable.classes.len()).product()
    }

    /// All combinations of classes, one per variable, that are among these.
    fn terms(&self, is_among: &dyn Fn(&[usize]) -> bool) -> Terms {
        let classes = |mut at: usize| {
            let mut own = vec![0; self.variables.len()];
            for (own, variable) in own.iter_mut().zip(&self.variables).rev() {
                *own = at % variable.classes.len();
                at /= variable.classes.len();
            }
            own
        };
        ones((0..self.len()).filter(|at| is_among(&classes(*at))))
    }

    fn none(&self, at: usize) -> usize {
        let grouping = &self.known.groupings[self.variables[at].grouping];
        self.drawn.backgrounds[grouping.background].options.len()
    }

    fn variable(&self, grouping: usize) -> Option<usize> {
        self.variables.iter().position(|variable| variable.grouping == grouping)
    }

    fn is_in(&self, classes: &[usize], places: &[Place]) -> bool {
        places.iter().all(|(grouping, group)| {
            self.variable(*grouping).is_some_and(|at| {
                let members = options_of(&self.known.groupings[*grouping].groups[*group], self.none(at));
                self.variables[at].classes[classes[at]].is_subset(&members)
            })
        })
    }

    /// Those who are asked such a question.
    fn is_asked(&self, classes: &[usize], at: usize, route: Route) -> bool {
        let option = self.variables[at].classes[classes[at]].first().copied();
        route.asks(option.filter(|option| *option < self.none(at)))
    }

    fn attacker(&self) -> Attacker {
        let mut attacker = Attacker::new(self.len());
        let all = self.known.respondents.map_or(ALL, |all| all as i64);
        if self.known.respondents.is_some() {
            attacker.learns(self.terms(&|_| true), all, all);
        }
        for (at, variable) in self.variables.iter().enumerate() {
            let grouping = &self.known.groupings[variable.grouping];
            for (members, count) in &self.known.sizes[grouping.background] {
                let members = options_of(members, self.none(at));
                let is_whole = |class: &BTreeSet<usize>| class.is_subset(&members) || class.is_disjoint(&members);
                if variable.classes.iter().all(is_whole) {
                    let terms = self.terms(&|classes| variable.classes[classes[at]].is_subset(&members));
                    attacker.learns(terms, *count as i64, *count as i64);
                }
            }
            for way in &self.known.ways {
                let question = &self.drawn.questions[way.question];
                let Some(route) = question.route.filter(|route| route.background == grouping.background) else {
                    continue;
                };
                let (low, high) = not_asked(way, question.required, self.drawn.audience.k() as i64, all);
                attacker.learns(self.terms(&|classes| !self.is_asked(classes, at, route)), low, high);
                attacker.learns(self.terms(&|classes| self.is_asked(classes, at, route)), way.answers as i64, all);
            }
        }
        for (places, told, size) in self.told() {
            if let Some(size) = size {
                let terms = self.terms(&|classes| self.is_in(classes, &places));
                attacker.learns(terms, size as i64, size as i64);
            }
            told.into_iter().for_each(|(question, told)| self.learn(&mut attacker, &places, question, told, all));
        }
        attacker
    }

    /// Every group and pair of groups: what is told there of whatever was asked, and how many they are.
    fn told(&self) -> Vec<ToldOf<'_>> {
        let question = |aspect: &String| self.drawn.question(aspect.split(['~', '.']).next().unwrap_or_default());
        let mut all = Vec::new();
        for variable in &self.variables {
            let grouping = &self.known.groupings[variable.grouping];
            for group in 0..grouping.groups.len() {
                let told = grouping.told.iter().filter_map(|(aspect, told)| Some((question(aspect)?, &told[group])));
                all.push((vec![(variable.grouping, group)], told.collect(), self.known.size(grouping, group)));
            }
        }
        for crossing in self.known.crossings.iter().filter(|crossing| self.variable(crossing.of[0]).is_some()) {
            let [rows, columns] = crossing.of.map(|at| self.known.groupings[at].groups.len());
            for (i, j) in (0..rows).flat_map(|i| (0..columns).map(move |j| (i, j))) {
                let told = crossing.told.iter().filter_map(|(aspect, told)| Some((question(aspect)?, &told[i][j])));
                let places = vec![(crossing.of[0], i), (crossing.of[1], j)];
                all.push((places, told.collect(), crossing.size([i, j])));
            }
        }
        all
    }

    /// How many answered is at most how many were asked, and just that where everybody who is asked has an answer.
    fn learn(&self, attacker: &mut Attacker, places: &[Place], question: &Question, told: &Told, all: i64) {
        let Some(route) = question.route else { return };
        let of_route = |variable: &Variable| self.known.groupings[variable.grouping].background == route.background;
        let Some(at) = self.variables.iter().position(of_route) else { return };
        let n = match told {
            Told::Counts { n, .. } | Told::Mostly { n, .. } => *n as i64,
            Told::None => 0,
            Told::Hidden => return,
        };
        let tells_all =
            question.required && matches!(question.kind, Kind::Single | Kind::Multiple | Kind::Recommendation);
        let terms = self.terms(&|classes| self.is_in(classes, places) && self.is_asked(classes, at, route));
        attacker.learns(terms, n, if tells_all { n } else { all });
    }
}
