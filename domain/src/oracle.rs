//! Cases as data: a survey, answers or a posted form, and what must come of it. The native test and the wasm module
//! run the same files through this one function, so the two sides are held to the same rules.

use std::{collections::BTreeMap, fmt::Debug};

use serde::{Deserialize, Serialize};

use crate::{
    answer::{Answers, Key},
    check::{self, Problem, Rule},
    expression::{self, Computed, Context},
    flow::{self, Path, Questionnaire, Step},
    form,
    id::OptionId,
    label::Wording,
    length,
    locale::Locale,
    publish::{self, Severity},
    survey::Survey,
};

/// How many expressions the cases must hold at least whose value is compared: both runners ask for them, because a case
/// of anything else says nothing about what an expression is worth.
pub const FEWEST_VALUES: usize = 150;
/// And whose fault is, with the line and the column it stands at.
pub const FEWEST_FAULTS: usize = 50;

/// What one case came to; right if there are no differences.
#[derive(Debug, Serialize)]
pub struct Outcome {
    pub name: String,
    /// Expressions whose value was compared, and those whose fault was.
    pub values: usize,
    pub faults: usize,
    pub differences: Vec<String>,
}

impl Outcome {
    /// A file that cannot be read is one case that fails.
    pub fn unreadable(why: String) -> Outcome {
        Outcome { name: "(file)".to_owned(), values: 0, faults: 0, differences: vec![why] }
    }
}

/// A file of cases on one survey.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// The lines of a survey file.
    #[serde(default)]
    survey: Vec<String>,
    cases: Vec<Case>,
}

/// What is expected; only what is given is looked at.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Case {
    name: String,
    /// Instead of the survey of the file, or behind its lines if the first is `…`.
    survey: Option<Vec<String>>,
    answers: Answers,
    path: Option<Vec<String>>,
    next: BTreeMap<String, Option<String>>,
    previous: BTreeMap<String, Option<String>>,
    nearest: BTreeMap<String, Option<String>>,
    progress: BTreeMap<String, Option<String>>,
    /// By step: keys of fields.
    fields: BTreeMap<String, Vec<Key>>,
    /// By field: what is on offer.
    options: BTreeMap<Key, Vec<OptionId>>,
    problems: BTreeMap<String, Vec<Problem>>,
    first_open: Option<Vec<String>>,
    complete: Option<Answers>,
    /// By the step ahead (none at the end): the exits whose condition holds.
    exits: BTreeMap<String, Vec<String>>,
    /// Language, question, and its words for these answers.
    words: Vec<(Locale, Key, String)>,
    post: Option<Post>,
    expressions: Vec<ExpressionCase>,
    messages: Vec<MessageCase>,
    numbers: Vec<NumberCase>,
    /// Severity, place, and a part of the message.
    findings: Option<Vec<(String, String, String)>>,
    /// Line, column, and a part of the message.
    read_errors: Option<Vec<(usize, usize, String)>>,
    length: Option<LengthCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    step: String,
    pairs: Vec<(String, String)>,
    answers: Answers,
    /// All problems: of reading and of rules.
    problems: Vec<Problem>,
    typed: Option<BTreeMap<String, Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpressionCase {
    source: String,
    #[serde(default)]
    instance: Option<OptionId>,
    value: Option<bool>,
    /// Of a constraint: whether the answers break it.
    refuted: Option<bool>,
    /// Of a computation: a number, the id of an option, or a day as `YYYY-MM-DD`.
    gives: Option<Gives>,
    /// Of a computation: there is no value.
    #[serde(default)]
    gives_nothing: bool,
    /// Offset, line, column, and a part of the message.
    error: Option<(usize, usize, usize, String)>,
    reads: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(untagged)]
enum Gives {
    Number(f64),
    Word(String),
}

impl ExpressionCase {
    fn is_computation(&self) -> bool {
        self.gives.is_some() || self.gives_nothing
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MessageCase {
    rule: Rule,
    locale: Locale,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberCase {
    typed: String,
    decimals: u32,
    value: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LengthCase {
    points: f64,
    minutes_rounded: u32,
    taps: u32,
}

/// Runs all cases of a file.
pub fn check(document: &str) -> Vec<Outcome> {
    match serde_json::from_str::<Document>(document) {
        Ok(document) => document.cases.iter().map(|case| run(&document, case)).collect(),
        Err(error) => vec![Outcome::unreadable(error.to_string())],
    }
}

fn run(document: &Document, case: &Case) -> Outcome {
    let mut report = Report::default();
    let lines = match &case.survey {
        None => document.survey.clone(),
        Some(own) if own.first().is_some_and(|line| line == "…") => [&document.survey, &own[1..]].concat(),
        Some(own) => own.clone(),
    };
    case.on_nothing(&mut report);
    if !lines.is_empty() {
        match Survey::from_toml(&lines.join("\n")) {
            Err(errors) => {
                let found = errors.iter().map(|error| (error.line, error.column, error.message.as_str()));
                report.alike("read_errors", case.read_errors.as_deref().unwrap_or_default(), found.collect());
            }
            Ok(survey) => {
                report.same("read_errors", &case.read_errors.as_ref().map_or(0, Vec::len), &0);
                case.on_survey(survey, &mut report);
            }
        }
    }
    if report.looked_at == 0 {
        report.differences.push("nothing is expected".to_owned());
    }
    let (name, Report { values, faults, differences, .. }) = (case.name.clone(), report);
    Outcome { name, values, faults, differences }
}

#[derive(Default)]
struct Report {
    looked_at: usize,
    values: usize,
    faults: usize,
    differences: Vec<String>,
}

impl Report {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, expected: &T, found: &T) {
        self.looked_at += 1;
        if expected != found {
            self.differences.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }

    /// Equal but for the last part, which only has to occur in what was found.
    fn alike<A, B>(&mut self, what: &str, expected: &[(A, B, String)], found: Vec<(A, B, &str)>)
    where
        A: PartialEq + Debug,
        B: PartialEq + Debug,
    {
        self.looked_at += 1;
        let pairs = expected.iter().zip(&found);
        let fits = pairs.clone().all(|(e, f)| e.0 == f.0 && e.1 == f.1 && f.2.contains(&e.2));
        if !fits || expected.len() != found.len() {
            self.differences.push(format!("{what}: expected {expected:?}, found {found:?}"));
        }
    }
}

impl Case {
    /// What needs no survey.
    fn on_nothing(&self, report: &mut Report) {
        for case in &self.expressions {
            expression(case, &self.answers, report);
        }
        for case in &self.messages {
            report.same("message", &case.text, &case.rule.message(case.locale));
        }
        for case in &self.numbers {
            let what = format!("number {:?} with {} decimals", case.typed, case.decimals);
            report.same(&what, &case.value, &form::number(&case.typed, case.decimals).ok());
        }
    }

    fn on_survey(&self, survey: Survey, report: &mut Report) {
        if let Some(expected) = &self.findings {
            let findings = publish::inspect(&survey);
            let expected: Vec<(&str, &str, String)> = expected
                .iter()
                .map(|(severity, place, text)| (severity.as_str(), place.as_str(), text.clone()))
                .collect();
            let found = findings.iter().map(|f| (severity(f.severity), f.place.as_str(), f.message.as_str()));
            report.alike("findings", &expected, found.collect());
        }
        if let Some(expected) = &self.length {
            let found = length::minutes(&survey);
            report.same("points", &expected.points, &found.points);
            report.same("minutes", &expected.minutes_rounded, &found.minutes_rounded);
            report.same("taps", &expected.taps, &length::taps(&survey));
        }
        match Questionnaire::new(survey) {
            Ok(questionnaire) => self.on_questionnaire(&questionnaire, report),
            Err(_) if self.findings.is_some() => {}
            Err(findings) => report.differences.push(format!("the survey has faults: {findings:?}")),
        }
    }

    fn on_questionnaire(&self, questionnaire: &Questionnaire, report: &mut Report) {
        let path = Path::new(questionnaire, &self.answers);
        if let Some(expected) = &self.path {
            report.same("path", expected, &slugs(path.steps()));
        }
        type Turn<'p> =
            (&'static str, &'p BTreeMap<String, Option<String>>, fn(&'p Path<'p>, &Step) -> Option<&'p Step>);
        let turns: [Turn; 3] = [
            ("next", &self.next, |path, step| path.next(step)),
            ("previous", &self.previous, |path, step| path.previous(step)),
            ("nearest", &self.nearest, |path, step| path.nearest(step)),
        ];
        for (what, expected, turn) in turns {
            for (slug, expected) in expected {
                let found = Step::parse(slug).and_then(|step| turn(&path, &step).map(Step::slug));
                report.same(&format!("{what} of {slug}"), expected, &found);
            }
        }
        for (slug, expected) in &self.progress {
            let found = Step::parse(slug).and_then(|step| path.position(&step)).map(|p| p.words(Locale::DeSie));
            report.same(&format!("progress at {slug}"), expected, &found);
        }
        self.on_fields(questionnaire, &path, report);
        for (slug, expected) in &self.problems {
            let found = Step::parse(slug).map(|step| check::check(&path, &self.answers, &step));
            report.same(&format!("problems at {slug}"), &Some(expected), &found.as_ref());
        }
        if let Some(expected) = &self.first_open {
            let found = check::first_open(questionnaire, &self.answers).map(|(step, _)| step);
            report.same("first open step", expected, &slugs(found.iter()));
        }
        if let Some(expected) = &self.complete {
            report.same("complete", expected, &check::complete(questionnaire, &self.answers));
        }
        for (slug, expected) in &self.exits {
            let found = path.exits(Step::parse(slug).as_ref()).iter().map(|exit| exit.id.to_string()).collect();
            report.same(&format!("exits before {slug}"), expected, &found);
        }
        for (locale, key, expected) in &self.words {
            let wording = Wording::new(&path, *locale);
            report.same(&format!("words of {key}"), expected, &wording.question_text(key));
        }
        if let Some(post) = &self.post {
            post.run(questionnaire, &self.answers, report);
        }
    }

    fn on_fields(&self, questionnaire: &Questionnaire, path: &Path, report: &mut Report) {
        for (slug, expected) in &self.fields {
            let fields = Step::parse(slug).map(|step| flow::fields(questionnaire, &self.answers, &step));
            let keys = fields.unwrap_or_default().into_iter().map(|field| field.key).collect();
            report.same(&format!("fields of {slug}"), expected, &keys);
        }
        for (key, expected) in &self.options {
            let field = path.steps().flat_map(|step| path.fields(step)).find(|field| field.key == *key);
            let found = field.map(|field| field.shape.options().iter().map(|option| option.id.clone()).collect());
            report.same(&format!("options of {key}"), &Some(expected.clone()), &found);
        }
    }
}

impl Post {
    fn run(&self, questionnaire: &Questionnaire, before: &Answers, report: &mut Report) {
        let Some(step) = Step::parse(&self.step) else {
            return report.differences.push(format!("{} is no step", self.step));
        };
        let reading = form::read(&Path::new(questionnaire, before), before, &step, &self.pairs);
        report.same("answers after the post", &self.answers, &reading.answers);
        let path = Path::new(questionnaire, &reading.answers);
        report.same("problems of the post", &self.problems, &reading.all_problems(&path, &step));
        if let Some(expected) = &self.typed {
            report.same("typed", expected, &reading.typed);
        }
    }
}

fn expression(case: &ExpressionCase, answers: &Answers, report: &mut Report) {
    let what = format!("expression {:?}", case.source);
    let read = if case.is_computation() { expression::parse_value } else { expression::parse };
    match read(&case.source) {
        Ok(expression) => {
            let context = Context { answers, instance: case.instance.as_ref() };
            report.values += 1;
            if case.is_computation() {
                let found = expression.value(&context).map(|value| match value {
                    Computed::Number(number) => Gives::Number(number),
                    Computed::Word(word) => Gives::Word(word.to_owned()),
                    Computed::Day(day) => Gives::Word(day.iso()),
                });
                report.same(&what, &case.gives.as_ref(), &found.as_ref());
            } else if let Some(expected) = &case.refuted {
                report.same(&what, expected, &expression.is_refuted(&context));
            } else {
                report.same(&what, &case.value, &Some(expression.eval(&context)));
            }
            if let Some(expected) = &case.reads {
                let found = expression.reads().iter().map(ToString::to_string).collect();
                report.same(&format!("{what} reads"), expected, &found);
            }
        }
        Err(error) => {
            report.faults += 1;
            let expected: Vec<_> = case.error.iter().map(|(o, l, c, text)| (*o, (*l, *c), text.clone())).collect();
            report.alike(&what, &expected, vec![(error.offset, (error.line, error.column), error.message.as_str())]);
        }
    }
}

fn slugs<'a>(steps: impl Iterator<Item = &'a Step>) -> Vec<String> {
    steps.map(Step::slug).collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
