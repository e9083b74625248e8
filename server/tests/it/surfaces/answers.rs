//! What people answer to a drawn survey: as a file that staff import, and what an attack is held against.

use std::collections::BTreeMap;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::draw::{Drawn, Kind, Question};

/// The true answers of a wave, in the order of the file.
pub struct Crowd {
    pub n: usize,
    /// Per background question the option of each person.
    pub options: Vec<Vec<Option<usize>>>,
    /// By the key of what can be broken down: the category of each person.
    pub said: BTreeMap<String, Vec<Option<u16>>>,
    /// By key.
    pub numbers: BTreeMap<String, Vec<Option<f64>>>,
    /// As `import responses` reads it.
    pub csv: String,
}

struct Draft<'d> {
    drawn: &'d Drawn,
    rng: ChaCha8Rng,
    crowd: Crowd,
    columns: Vec<(String, Vec<String>)>,
}

pub fn crowd(drawn: &Drawn, n: usize, seed: u64) -> Crowd {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut columns = Vec::new();
    let mut options = Vec::new();
    for background in &drawn.backgrounds {
        let count = background.options.len();
        let mut one = || {
            let code = (0..background.pull).map(|_| rng.random_range(0..count)).min().unwrap_or(0);
            (!rng.random_bool(background.missing)).then_some(code)
        };
        let codes: Vec<Option<usize>> = (0..n).map(|_| one()).collect();
        let cell = |code: &Option<usize>| code.map(|code| background.options[code].0.clone()).unwrap_or_default();
        columns.push((background.id.clone(), codes.iter().map(cell).collect()));
        options.push(codes);
    }
    let crowd = Crowd { n, options, said: BTreeMap::new(), numbers: BTreeMap::new(), csv: String::new() };
    let mut draft = Draft { drawn, rng, crowd, columns };
    drawn.questions.iter().for_each(|question| draft.answer(question));
    draft.done()
}

impl Draft<'_> {
    fn answer(&mut self, question: &Question) {
        match question.kind {
            Kind::Single => {
                let count = question.parts.len();
                let codes = self.each(question, |draft, usual| Some(draft.lean(question, usual, count)));
                let said = codes.iter().map(|code| code.map(|code| code as u16)).collect();
                self.crowd.said.insert(question.id.clone(), said);
                let cell = |code: &Option<usize>| code.map(|code| question.parts[code].0.clone()).unwrap_or_default();
                self.columns.push((question.id.clone(), codes.iter().map(cell).collect()));
            }
            Kind::Multiple => self.ticks(question),
            Kind::Battery { points, .. } => {
                let keys = question.parts.iter().map(|(row, _)| format!("{}.{row}", question.id));
                keys.for_each(|key| self.rate(question, key, points));
            }
            Kind::Paired { points } => {
                for pass in ["importance", "fulfilment"] {
                    let keys = question.parts.iter().map(|(row, _)| format!("{}.{row}.{pass}", question.id));
                    keys.for_each(|key| self.rate(question, key, points));
                }
            }
            Kind::Recommendation => {
                let codes = self.each(question, |draft, usual| Some(draft.lean(question, 9 - usual % 3, 11)));
                let category = |code: usize| match code {
                    0..=6 => 0,
                    7 | 8 => 1,
                    _ => 2,
                };
                let said = codes.iter().map(|code| code.map(category)).collect();
                self.crowd.said.insert(question.id.clone(), said);
                let cell = |code: &Option<usize>| code.map(|code| code.to_string()).unwrap_or_default();
                self.columns.push((question.id.clone(), codes.iter().map(cell).collect()));
            }
            Kind::Number => self.count(question),
        }
    }

    /// What each person who is asked says; `usual` differs between the groups that the question leans by.
    fn each<T>(
        &mut self,
        question: &Question,
        mut answer: impl FnMut(&mut Self, usize) -> Option<T>,
    ) -> Vec<Option<T>> {
        let mut all = Vec::new();
        for person in 0..self.crowd.n {
            let option = |background: usize| self.crowd.options[background][person];
            let is_asked = question.route.is_none_or(|route| route.asks(option(route.background)));
            let usual = question.by.and_then(option).unwrap_or(0);
            let answers = question.required || !self.rng.random_bool(0.06);
            all.push(if is_asked && answers { answer(self, usual) } else { None });
        }
        all
    }

    fn lean(&mut self, question: &Question, usual: usize, count: usize) -> usize {
        match self.rng.random_bool(question.lean) {
            true => usual % count,
            false => self.rng.random_range(0..count),
        }
    }

    fn rate(&mut self, question: &Question, key: String, points: usize) {
        let nothing = "-8".to_owned();
        let rated = self.each(question, |draft, usual| {
            let is_known = !draft.rng.random_bool(0.04);
            Some(is_known.then(|| draft.lean(question, points - 1 - usual % points, points)))
        });
        let said = rated.iter().map(|rated| rated.flatten().map(|code| code as u16)).collect();
        let cell = |rated: &Option<Option<usize>>| match rated {
            Some(Some(code)) => (code + 1).to_string(),
            Some(None) => nothing.clone(),
            None => String::new(),
        };
        self.columns.push((key.clone(), rated.iter().map(cell).collect()));
        self.crowd.said.insert(key, said);
    }

    fn ticks(&mut self, question: &Question) {
        let count = question.parts.len();
        let ticked: Vec<Option<Vec<bool>>> = self.each(question, |draft, usual| {
            let mut ticked: Vec<bool> =
                (0..count).map(|at| (at % 2 == usual % 2) == draft.rng.random_bool(question.lean.max(0.6))).collect();
            // Nothing ticked is no answer.
            if !ticked.contains(&true) {
                ticked[usual % count] = true;
            }
            Some(ticked)
        });
        for (at, (option, _)) in question.parts.iter().enumerate() {
            let said = ticked.iter().map(|ticked| ticked.as_ref().map(|ticked| u16::from(ticked[at]))).collect();
            self.crowd.said.insert(format!("{}~{option}", question.id), said);
        }
        let cell = |ticked: &Option<Vec<bool>>| {
            let ids = ticked.iter().flatten().zip(&question.parts).filter(|(ticked, _)| **ticked);
            ids.map(|(_, (id, _))| id.as_str()).collect::<Vec<_>>().join("|")
        };
        self.columns.push((question.id.clone(), ticked.iter().map(cell).collect()));
    }

    /// Most have few, some have many.
    fn count(&mut self, question: &Question) {
        let counted = self.each(question, |draft, _| {
            let most = if draft.rng.random_bool(0.08) { 400 } else { 20 };
            Some(f64::from(draft.rng.random_range(0..most)))
        });
        let cell = |number: &Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        self.columns.push((question.id.clone(), counted.iter().map(cell).collect()));
        self.crowd.numbers.insert(question.id.clone(), counted);
    }

    fn done(mut self) -> Crowd {
        assert!(!self.drawn.questions.is_empty());
        let mut lines = vec![self.columns.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(",")];
        for person in 0..self.crowd.n {
            let cells: Vec<&str> = self.columns.iter().map(|(_, cells)| cells[person].as_str()).collect();
            lines.push(cells.join(","));
        }
        self.crowd.csv = lines.join("\n") + "\n";
        self.crowd
    }
}
