//! Who was asked, beside who answered: small options of a background question are told together, and a question that
//! only some of those are asked would tell them apart again by its base.

use domain::{
    Item, ItemId, Survey,
    disclosure::{Rule, put_together},
    expression,
    meaning::Role,
};

use crate::{
    Error, Frame,
    column::{Reason, reason_name, word_name},
    question::{Kind, Question},
};

/// A background question with options that are told together, and who has one of them.
struct Together {
    item: ItemId,
    members: Vec<bool>,
}

/// Per question whether its base, set beside a background question that its condition reads, would tell fewer than k
/// apart from the others they are told with.
pub(crate) fn revealing(frame: &Frame, survey: &Survey, rule: Rule) -> Result<Vec<bool>, Error> {
    let backgrounds = frame.questions.iter().filter(|question| question.meaning.role == Some(Role::Background));
    let together: Vec<Together> = backgrounds
        .map(|question| together(frame, question, rule))
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .flatten()
        .collect();
    let mut revealing = Vec::with_capacity(frame.questions.len());
    for question in frame.questions.iter() {
        let read = if together.is_empty() { Vec::new() } else { read(survey, &question.key.item) };
        let own: Vec<&Together> = together.iter().filter(|together| read.contains(&together.item)).collect();
        let asked = if own.is_empty() { Vec::new() } else { frame.asked(question)? };
        revealing.push(own.into_iter().any(|together| together.is_split(&asked, rule)));
    }
    Ok(revealing)
}

fn together(frame: &Frame, question: &Question, rule: Rule) -> Result<Option<Together>, Error> {
    let item = &question.key.item;
    let Some((options, codes)) = frame.chosen(item)? else { return Ok(None) };
    let mut sizes = vec![0_u64; options.len()];
    codes.iter().flatten().for_each(|code| sizes[usize::from(*code)] += 1);
    // Where nothing is left to tell apart, nothing is told.
    let options = put_together(&sizes, &rule).unwrap_or_else(|| (0..sizes.len()).collect());
    let members = codes.iter().map(|code| code.is_some_and(|code| options.contains(&usize::from(code)))).collect();
    Ok((!options.is_empty()).then(|| Together { item: item.clone(), members }))
}

impl Together {
    fn is_split(&self, asked: &[bool], rule: Rule) -> bool {
        let count = |is_asked: bool| {
            self.members.iter().zip(asked).filter(|(is_member, asked)| **is_member && **asked == is_asked).count()
                as u64
        };
        let parts = [count(true), count(false)];
        parts.iter().all(|part| *part > 0) && parts.iter().any(|part| *part < rule.k())
    }
}

/// What the conditions of an item read, and the conditions of those.
fn read(survey: &Survey, item: &ItemId) -> Vec<ItemId> {
    let (mut all, mut waiting): (Vec<ItemId>, Vec<ItemId>) = (Vec::new(), vec![item.clone()]);
    while let Some(item) = waiting.pop() {
        for text in conditions(survey, &item) {
            // What is published has been read before.
            let parsed = expression::parse(text).or_else(|_| expression::parse_value(text));
            let read = parsed.map(|expression| expression.reads()).unwrap_or_default();
            let new: Vec<ItemId> = read.into_iter().filter(|item| !all.contains(item)).collect();
            all.extend(new.iter().cloned());
            waiting.extend(new);
        }
    }
    all
}

fn conditions<'s>(survey: &'s Survey, item: &ItemId) -> Vec<&'s str> {
    let pages = survey.sections.iter().flat_map(|section| &section.pages);
    let is_it = |own: &&Item| own.id == *item;
    let asked = pages.flat_map(|page| {
        let own = page.items.iter().find(is_it);
        own.into_iter().flat_map(|own| [&page.condition, &own.condition])
    });
    let computed = survey.computes.iter().filter(|compute| compute.id == *item).map(|compute| compute.value.as_str());
    asked.flatten().map(String::as_str).chain(computed).collect()
}

impl Frame {
    /// Who was asked a question.
    fn asked(&self, question: &Question) -> Result<Vec<bool>, Error> {
        let key = question.key.to_string();
        let is_asked = |reason: Option<Reason>| reason != Some(Reason::NotAsked);
        Ok(match question.kind {
            Kind::Choices => {
                let words = self.data.column(&word_name(&key, 0))?.u64()?;
                words.iter().map(|mask| is_asked(mask.and_then(Reason::of_mask))).collect()
            }
            Kind::Number => {
                let reasons = self.data.column(&reason_name(&key))?.u8()?;
                reasons.iter().map(|code| is_asked(code.and_then(Reason::of_narrow))).collect()
            }
            _ => match self.data.column(&key)?.u8() {
                Ok(codes) => codes.iter().map(|code| is_asked(code.and_then(Reason::of_narrow))).collect(),
                Err(_) => {
                    let codes = self.data.column(&key)?.u32()?;
                    codes.iter().map(|code| is_asked(code.and_then(Reason::of_wide))).collect()
                }
            },
        })
    }
}
