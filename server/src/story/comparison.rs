//! Two released waves side by side: what firms think beside what apprentices say, or one year beside another.

mod headline;

use charts::{Caption, Sides, differences};
use domain::{
    Key, Locale,
    disclosure::{Released, pair},
    figure::{DataTable, Figure},
    id::ConstructId,
    meaning::{Meaning, Role},
    report::{Difference, Priority},
    vocabulary,
};

use super::{ResponseRate, Telling, alike::asked};

pub struct Comparison<'a> {
    first: &'a Telling<'a>,
    second: &'a Telling<'a>,
    sides: Sides,
    /// How many ratings of both may be set side by side, before those of very few answers are left out.
    comparable: usize,
    found: Released<Vec<Difference>>,
    /// What both asked, but not in the same way: no comparison.
    pub asked_otherwise: Vec<ConstructId>,
}

impl<'a> Comparison<'a> {
    /// The same constructs in two surveys, each in its own words.
    pub fn of_audiences(firms: &'a Telling<'a>, apprentices: &'a Telling<'a>) -> Comparison<'a> {
        let [first, second] = [firms, apprentices].map(|telling| telling.population().to_owned());
        Comparison::new(firms, apprentices, Sides::Audiences { first, second }, |_, _| true)
    }

    /// Two waves of one survey: only what was asked in the same words on the same scale. `years`: what they are called.
    pub fn of_years(first: &'a Telling<'a>, second: &'a Telling<'a>, years: [String; 2]) -> Comparison<'a> {
        let [earlier, later] = years;
        let sides = Sides::Years { first: earlier, second: later };
        let asked =
            |telling: &Telling, construct: &ConstructId, role| asked(telling, &key_of(telling, construct, role)?);
        let alike = |construct: &ConstructId, role| asked(first, construct, role) == asked(second, construct, role);
        let mut comparison = Comparison::new(first, second, sides, alike);
        let otherwise = |key: &(ConstructId, Role)| asked(first, &key.0, key.1).is_some() && !alike(&key.0, key.1);
        let mut changed: Vec<ConstructId> =
            constructs(second).into_iter().filter(otherwise).map(|(construct, _)| construct).collect();
        changed.dedup();
        comparison.asked_otherwise = changed;
        comparison
    }

    fn new(
        first: &'a Telling<'a>,
        second: &'a Telling<'a>,
        sides: Sides,
        may: impl Fn(&ConstructId, Role) -> bool,
    ) -> Comparison<'a> {
        let pairs = pair(first.results.clone(), second.results.clone(), may);
        let comparable = pairs.get().len();
        let found = pairs.follow(statistics::compare::differences);
        Comparison { first, second, sides, comparable, found, asked_otherwise: Vec::new() }
    }

    /// Something differs by more than chance.
    pub fn is_certain(&self) -> bool {
        self.found.get().iter().any(Difference::is_certain)
    }

    /// Nothing was rated on both sides that can be set side by side.
    pub fn is_empty(&self) -> bool {
        self.found.get().is_empty()
    }

    fn locale(&self) -> Locale {
        self.second.locale
    }

    pub fn figure(&self, role: Role) -> Option<Figure> {
        let of_role: &[Difference] = self.range(role);
        if of_role.is_empty() {
            return None;
        }
        let points = scale_labels(self.second, &of_role[0].construct, role)?.len();
        let (id, german) = (if role == Role::Importance { "wichtig" } else { "gelingt" }, self.locale().is_german());
        let caption = Caption {
            id: id.to_owned(),
            question: self.questions(role),
            unit: (if german { "Mittelwerte" } else { "Means" }).to_owned(),
            population: (if german { "Antworten" } else { "answers" }).to_owned(),
            single: String::new(),
            rate: self.rate(),
            no_sums: String::new(),
            field: self.field(),
            source: self.second.source.clone(),
            role: None,
            smallest: self.first.smallest.max(self.second.smallest),
        };
        let label = |construct: &ConstructId| self.label(construct);
        let found = self.found.part(|all| range(all, role));
        Some(differences(&caption, found, points, &self.sides, &label, &self.second.look()))
    }

    fn rate(&self) -> String {
        let both = self.first.rate.zip(self.second.rate);
        both.map_or_else(String::new, |(first, second)| ResponseRate::of_all(&[first, second], self.locale()))
    }

    fn range(&self, role: Role) -> &[Difference] {
        range(self.found.get(), role)
    }

    pub fn label(&self, construct: &ConstructId) -> String {
        construct_label(construct, self.locale())
    }

    /// Both wordings, where they differ.
    fn questions(&self, role: Role) -> String {
        let mut texts: Vec<String> = Vec::new();
        for telling in [self.first, self.second] {
            if let Some(key) = first_key(telling, role) {
                let text = telling.survey.question_text(&key, telling.locale);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
        }
        texts.join(" / ")
    }

    fn field(&self) -> Option<(String, String)> {
        let (first, second) = (self.first.field.clone()?, self.second.field.clone()?);
        Some((first.0.min(second.0), first.1.max(second.1)))
    }

    /// What the comparison of audiences says about the constructs, in a word and a sentence; blind spots first.
    pub fn verdicts(&self) -> DataTable {
        let locale = self.locale();
        let head = match locale.is_german() {
            true => ["Merkmal", "Befund", "Was das heißt"],
            false => ["Item", "Finding", "What it means"],
        };
        let rated = constructs(self.second).into_iter().filter(|(_, role)| *role == Role::Importance);
        let mut found: Vec<(View, ConstructId)> = rated
            .flat_map(|(construct, _)| self.views(&construct).into_iter().map(move |view| (view, construct.clone())))
            .collect();
        found.sort_by_key(|(view, _)| *view);
        let row = |(view, construct): &(View, ConstructId)| {
            let [word, sentence] = view.words(locale).map(str::to_owned);
            vec![self.label(construct), word, sentence]
        };
        DataTable { head: head.map(str::to_owned).to_vec(), rows: found.iter().map(row).collect() }
    }

    fn views(&self, construct: &ConstructId) -> Vec<View> {
        let of = |role| self.found.get().iter().find(|found| found.role == role && found.construct == *construct);
        let certain = |role| of(role).filter(|difference| difference.is_certain());
        let mut views = Vec::new();
        if certain(Role::Fulfilment).is_some_and(|found| found.difference.value < 0.0) && self.acts(construct) {
            views.push(View::BlindSpot);
        }
        views.extend(certain(Role::Importance).map(|found| match found.difference.value > 0.0 {
            true => View::Underrated,
            false => View::Overrated,
        }));
        let is_compared = of(Role::Importance).is_some() && of(Role::Fulfilment).is_some();
        if views.is_empty() && is_compared && certain(Role::Fulfilment).is_none() {
            views.push(View::Consensus);
        }
        views
    }

    /// Whether apprentices rate it as something to act on (class A).
    fn acts(&self, construct: &ConstructId) -> bool {
        let gap = self.second.results.get().gap.shown();
        gap.is_some_and(|gap| {
            gap.items.iter().any(|item| item.construct.as_ref() == Some(construct) && item.class() == Priority::Act)
        })
    }
}

/// What firms and apprentices make of the same thing (methods: Δ of fulfilment and importance with class A).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum View {
    BlindSpot,
    Underrated,
    Overrated,
    Consensus,
}

impl View {
    fn words(self, locale: Locale) -> [&'static str; 2] {
        match (self, locale.is_german()) {
            (View::BlindSpot, true) => [
                "Blinder Fleck",
                "Auszubildenden ist es wichtig und zu wenig erfüllt. Betriebe sehen sich besser, als Auszubildende es erleben.",
            ],
            (View::BlindSpot, false) => [
                "Blind spot",
                "Apprentices find it important and too little fulfilled. Firms see themselves better than apprentices do.",
            ],
            (View::Underrated, true) => ["Unterschätzt", "Auszubildenden ist es wichtiger, als Betriebe denken."],
            (View::Underrated, false) => ["Underrated", "It matters more to apprentices than firms think."],
            (View::Overrated, true) => ["Überschätzt", "Auszubildenden ist es weniger wichtig, als Betriebe denken."],
            (View::Overrated, false) => ["Overrated", "It matters less to apprentices than firms think."],
            (View::Consensus, true) => ["Konsens", "Bei Wichtigkeit und Erfüllung ist kein Unterschied sicher."],
            (View::Consensus, false) => ["Consensus", "No difference in importance or fulfilment is certain."],
        }
    }
}

fn range(all: &[Difference], role: Role) -> &[Difference] {
    let first = all.iter().position(|found| found.role == role).unwrap_or(all.len());
    let count = all[first..].iter().take_while(|found| found.role == role).count();
    &all[first..first + count]
}

fn construct_label(construct: &ConstructId, locale: Locale) -> String {
    vocabulary::construct(construct).map_or_else(|| construct.to_string(), |found| found.label.get(locale).to_owned())
}

/// The constructs of a wave with the roles in which they were rated.
fn constructs(telling: &Telling) -> Vec<(ConstructId, Role)> {
    let questions = telling.results.get().questions.iter();
    questions.filter_map(|question| rated_role(&question.meaning)).collect()
}

fn rated_role(meaning: &Meaning) -> Option<(ConstructId, Role)> {
    let role = meaning.role.filter(|role| matches!(role, Role::Importance | Role::Fulfilment))?;
    Some((meaning.construct.clone()?, role))
}

fn key_of(telling: &Telling, construct: &ConstructId, role: Role) -> Option<Key> {
    let wanted = (construct.clone(), role);
    let mut questions = telling.results.get().questions.iter();
    questions.find(|question| rated_role(&question.meaning).as_ref() == Some(&wanted)).map(|found| found.key.clone())
}

fn first_key(telling: &Telling, role: Role) -> Option<Key> {
    let mut questions = telling.results.get().questions.iter();
    let found = questions.find(|question| rated_role(&question.meaning).is_some_and(|(_, own)| own == role))?;
    Some(super::figures::general(&found.key))
}

fn scale_labels<'a>(telling: &Telling<'a>, construct: &ConstructId, role: Role) -> Option<&'a [domain::Text]> {
    let key = key_of(telling, construct, role)?;
    let item = telling.survey.item(&key.item)?;
    Some(&super::figures::scale(telling, item, key.pass)?.labels)
}
