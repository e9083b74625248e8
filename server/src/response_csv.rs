//! Responses from a CSV file. Every line takes the way of a respondent, step by step through form, check and flow,
//! so that nothing gets in that a respondent could not have said.

mod heading;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use domain::{
    Answers, Key, Locale, Questionnaire, Value,
    check::{self, Rule},
    flow::{Leave, Path},
    form,
};
use exports::{Content, Gap, original};

use crate::sheet::{LineProblem, Row, Sheet};

pub use heading::{Mapping, MappingError};

use heading::Heading;

/// What a file holds.
#[derive(Debug, Clone, Default)]
pub struct Responses {
    /// Complete answers with the line they stand in, ready to be stored.
    pub accepted: Vec<(u64, Answers)>,
    /// What is wrong in the other lines; alone, if the header is at fault.
    pub problems: Vec<LineProblem>,
}

pub fn read(source: impl Read, questionnaire: &Questionnaire, mapping: &Mapping) -> Responses {
    let mut responses = Responses::default();
    let mut sheet = match Sheet::open(source) {
        Ok(sheet) => sheet,
        Err(problem) => return Responses { problems: vec![problem], ..responses },
    };
    let headings = match heading::read(&sheet, questionnaire, mapping) {
        Ok(headings) => headings,
        Err(problems) => return Responses { problems, ..responses },
    };
    while let Some(row) = sheet.next_row() {
        match row.map_err(|problem| vec![problem]).and_then(|row| respond(&row, questionnaire, &headings)) {
            Ok((line, answers)) => responses.accepted.push((line, answers)),
            Err(problems) => responses.problems.extend(problems),
        }
    }
    if responses.accepted.is_empty() && responses.problems.is_empty() {
        responses.problems.push(LineProblem::new(2, None, "Unter den Namen der Spalten steht keine Antwort."));
    }
    responses
}

/// Walks the questionnaire and posts on each step what the line holds for it.
fn respond(row: &Row, questionnaire: &Questionnaire, headings: &[Heading]) -> Result<(u64, Answers), Vec<LineProblem>> {
    let said = said(row, headings)?;
    let mut problems = Vec::new();
    let mut answers = dealt(&said, questionnaire);
    let mut asked: BTreeSet<Key> = BTreeSet::new();
    let mut path = Path::new(questionnaire, &answers);
    let mut step = path.first().cloned();
    while let Some(here) = step {
        let mut pairs = Vec::new();
        for field in path.fields(&here) {
            if field.is_asked() {
                let typed = said.get(&field.key).into_iter().flat_map(|cells| &cells.typed);
                pairs.extend(typed.map(|text| (field.key.to_string(), text.clone())));
            }
            asked.insert(field.key);
        }
        let reading = form::read(&path, &answers, &here, &pairs);
        path = Path::new(questionnaire, &reading.answers);
        let hard = reading.all_problems(&path, &here).into_iter().filter(|problem| !problem.rule.is_soft());
        problems.extend(hard.map(|problem| {
            let cells = said.get(&problem.key);
            let column = cells.map_or_else(|| problem.key.to_string(), |cells| cells.column.clone());
            LineProblem::new(row.line, Some(&column), message(&problem.rule, cells))
        }));
        answers = reading.answers;
        step = path.next(&here).cloned();
    }
    let unasked = said.iter().filter(|(key, cells)| !asked.contains(*key) && !cells.typed.is_empty());
    problems.extend(unasked.map(|(_, cells)| {
        let message = "Das wird nach den übrigen Antworten dieser Zeile nicht gefragt. Lassen Sie die Zelle leer.";
        LineProblem::new(row.line, Some(&cells.column), message)
    }));
    let exits = path.exits(None);
    if let Some(out) = exits.into_iter().find(|exit| exit.leave == Leave::ScreenOut) {
        let message = format!("Mit diesen Antworten endet die Umfrage vorzeitig (Ausschluss „{}“).", out.id);
        problems.push(LineProblem::new(row.line, None, message));
    }
    if problems.is_empty() { Ok((row.line, check::complete(questionnaire, &answers))) } else { Err(problems) }
}

/// The sets of blocks that were shown: nobody is asked for them.
fn dealt(said: &BTreeMap<Key, Cells>, questionnaire: &Questionnaire) -> Answers {
    let mut answers = Answers::default();
    for (key, cells) in said {
        let version = cells.typed.first().and_then(|text| whole(text).parse::<usize>().ok());
        let known = questionnaire.design(&key.item).filter(|_| key.part.is_none());
        if let Some(version) = known.and(version) {
            answers.set(key.clone(), Value::Number(version as f64));
        }
    }
    answers
}

/// What a respondent would be told; of an unknown answer also which ones there are.
fn message(rule: &Rule, cells: Option<&Cells>) -> String {
    let known = match cells.map(|cells| (&cells.content, &cells.typed)) {
        Some((Content::Choice(options) | Content::Ticked { options, .. }, typed)) => {
            let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
            (typed.join("|"), ids.join(", "))
        }
        Some((Content::Rating(scale), typed)) => (typed.join("|"), format!("1 bis {}", scale.labels.len())),
        Some((Content::Recommendation, typed)) => (typed.join("|"), "0 bis 10".to_owned()),
        _ => return rule.message(Locale::DeSie),
    };
    match (rule, known) {
        (Rule::NotAnOption, (typed, known)) => format!("„{typed}“ passt nicht. Möglich: {known}."),
        _ => rule.message(Locale::DeSie),
    }
}

/// What a line holds for one key, as a form would send it; nothing if it was not asked or not answered.
struct Cells<'s> {
    /// The first column it stands in, for messages.
    column: String,
    content: Content<'s>,
    typed: Vec<String>,
}

fn said<'s>(row: &Row, headings: &[Heading<'s>]) -> Result<BTreeMap<Key, Cells<'s>>, Vec<LineProblem>> {
    let mut said: BTreeMap<Key, Cells> = BTreeMap::new();
    let mut problems = Vec::new();
    for heading in headings {
        match typed(row.cell(heading.position), heading) {
            Ok(typed) => {
                let cells = said.entry(heading.key.clone()).or_insert_with(|| Cells {
                    column: heading.name.clone(),
                    content: heading.content.clone(),
                    typed: Vec::new(),
                });
                // Each column of a multiple choice repeats the code for a missing answer.
                let news: Vec<String> = typed.into_iter().filter(|text| !cells.typed.contains(text)).collect();
                cells.typed.extend(news);
            }
            Err(message) => problems.push(LineProblem::new(row.line, Some(&heading.name), message)),
        }
    }
    if problems.is_empty() { Ok(said) } else { Err(problems) }
}

fn typed(cell: &str, heading: &Heading) -> Result<Vec<String>, String> {
    let text = cell.trim();
    match Gap::parse(text, &heading.content) {
        _ if text.is_empty() => return Ok(Vec::new()),
        Some(Gap::NotAsked) => return Ok(Vec::new()),
        // A text has no field for a missing code: it is left empty.
        Some(Gap::Missing(_)) if matches!(heading.content, Content::Text) => return Ok(Vec::new()),
        Some(Gap::Missing(missing)) => return Ok(vec![missing.code().to_owned()]),
        None => {}
    }
    match (&heading.content, &heading.option) {
        (Content::Text, _) => Ok(vec![original(cell)]),
        (Content::Ticked { .. }, Some(option)) => match text {
            "1" => Ok(vec![option.to_string()]),
            "0" => Ok(Vec::new()),
            _ => Err(format!("„{text}“ ist weder 1 (gewählt) noch 0 (nicht gewählt).")),
        },
        (Content::Ticked { .. }, None) => Ok(text.split('|').map(|word| word.trim().to_owned()).collect()),
        // A spreadsheet may have turned 4 into 4,0.
        (Content::Rating(_) | Content::Recommendation, _) => Ok(vec![whole(text)]),
        _ => Ok(vec![text.to_owned()]),
    }
}

fn whole(text: &str) -> String {
    let digits = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text);
    digits.to_owned()
}
