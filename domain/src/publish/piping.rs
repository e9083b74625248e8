//! Answers in texts: does each name something that is known there?

use super::{
    Finding, grouping,
    home::Homes,
    item_place, page_place,
    site::{compute_place, quota_place, screen_out_place},
};
use crate::{
    answer::Key,
    expression::parse,
    id::ItemId,
    label::{
        item_texts,
        pipe::{Piece, pieces},
    },
    locale::Text,
    survey::{Constraint, Page, Survey},
};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let homes = Homes::of(survey);
    let mut findings = Vec::new();
    for (number, page) in survey.pages().enumerate() {
        let mut reading = Reading { homes: &homes, page, number, place: page_place(page), told: Vec::new() };
        reading.text(&page.title, None);
        page.constraints.iter().for_each(|constraint| reading.message(constraint));
        findings.append(&mut reading.told);
        for item in &page.items {
            reading.place = item_place(page, item);
            item_texts(item).into_iter().for_each(|text| reading.text(text, None));
            item.constraints.iter().for_each(|constraint| reading.message(constraint));
            findings.append(&mut reading.told);
        }
    }
    findings.extend(elsewhere(survey, &homes));
    findings
}

struct Reading<'r, 's> {
    homes: &'r Homes<'s>,
    page: &'s Page,
    number: usize,
    place: String,
    told: Vec<Finding>,
}

impl Reading<'_, '_> {
    /// What a rule says may name what the rule reads: once it is broken, that is known.
    fn message(&mut self, constraint: &Constraint) {
        let reads = parse(&constraint.must).map(|rule| rule.reads()).unwrap_or_default();
        self.text(&constraint.message, Some(&reads));
    }

    /// `checked`: what the rule reads of which this is the message, which may name what is asked beside it.
    fn text(&mut self, text: &Text, checked: Option<&[ItemId]>) {
        let is_checked = |key: &Key| checked.is_some_and(|reads| reads.contains(&key.item));
        for piece in text.0.values().flat_map(|words| pieces(words)) {
            let finding = match piece {
                Piece::Plain(_) | Piece::Option => continue,
                Piece::Broken(what) => Finding::error(
                    &self.place,
                    format!(
                        "„{what}“ in einem Text: In {{ }} steht der Name einer früheren Frage. Eine Klammer selbst schreiben Sie doppelt: {{{{"
                    ),
                ),
                Piece::Answer { key, fallback } => match self.fault(&key, checked.is_some()) {
                    Some(fault) => Finding::error(&self.place, format!("„{{{key}}}“ in einem Text: {fault}")),
                    None if fallback.is_none() && !is_checked(&key) && self.may_be_missing(&key) => Finding::warning(
                        &self.place,
                        format!(
                            "„{{{key}}}“ in einem Text kann ohne Antwort sein. Sagen Sie, was dann dasteht: {{{key}|…}}"
                        ),
                    ),
                    None => continue,
                },
            };
            // Each once, whatever the number of languages.
            if !self.told.contains(&finding) {
                self.told.push(finding);
            }
        }
    }

    fn fault(&self, key: &Key, own_page: bool) -> Option<String> {
        let id = &key.item;
        if self.homes.compute(id).is_none() {
            let Some((_, _, item)) = self.homes.get(id) else { return Some(self.homes.unknown(id)) };
            if let Some(fault) = self.homes.fault(item, key, Some(self.page), false) {
                return Some(fault);
            }
        } else if key.row.is_some() {
            return Some(format!("„{id}“ ist ein berechneter Wert und hat keine Zeilen."));
        }
        let is_known =
            if own_page { self.homes.is_told_on(id, self.number) } else { self.homes.is_behind(id, self.number) };
        (!is_known).then(|| format!("„{id}“ ist auf dieser Seite noch nicht beantwortet."))
    }

    fn may_be_missing(&self, key: &Key) -> bool {
        self.homes.get(&key.item).is_none_or(|(_, page, item)| {
            !item.required || item.condition.is_some() || page.condition.is_some() || page.repeat.is_some()
        })
    }
}

/// Texts that stand where nobody has answered yet, or not any more: there only the name of an item is a mistake.
fn elsewhere(survey: &Survey, homes: &Homes) -> Vec<Finding> {
    let survey_texts = [
        ("Umfrage", &survey.title),
        ("Umfrage", &survey.intro),
        ("Umfrage", &survey.privacy),
        ("Umfrage", &survey.thanks),
    ];
    let mut texts: Vec<(String, &Text)> = survey_texts.map(|(place, text)| (place.to_owned(), text)).into();
    texts.extend(survey.groupings.iter().map(|grouping| (grouping::place(&grouping.id), &grouping.label)));
    texts.extend(survey.quotas.iter().map(|quota| (quota_place(&quota.id), &quota.text)));
    texts.extend(survey.screen_outs.iter().map(|out| (screen_out_place(&out.id), &out.text)));
    texts.extend(survey.computes.iter().map(|compute| (compute_place(compute), &compute.label)));
    let is_known = |key: &Key| homes.get(&key.item).is_some() || homes.compute(&key.item).is_some();
    let misplaced = texts.iter().filter_map(|(place, text)| {
        let mut pieces = text.0.values().flat_map(|words| pieces(words));
        let key = pieces.find_map(|piece| match piece {
            Piece::Answer { key, .. } if is_known(&key) => Some(key),
            _ => None,
        })?;
        let message = format!("„{{{key}}}“: In diesem Text stehen keine Antworten; er ist ohne sie zu lesen.");
        Some(Finding::error(place, message))
    });
    misplaced.collect()
}
