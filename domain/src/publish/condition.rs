//! Conditions, computations and rules: can they be read, do they name what there is, do they only look back?

use super::{
    Finding, cycle,
    home::Homes,
    kind,
    site::{Role, Site, sites},
};
use crate::{
    expression::{self, Expression, SyntaxError},
    id::ItemId,
    survey::Survey,
};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let homes = Homes::of(survey);
    let mut findings = Vec::new();
    let mut reads = Vec::new();
    for site in sites(survey) {
        match read(&site) {
            Err(error) => {
                let noun = site.role.noun();
                findings.push(Finding::error(&site.place, format!("Die {noun} ist nicht lesbar. {error}")));
            }
            Ok(expression) => {
                let faults = kind::faults(&homes, &site, &expression.root);
                findings.extend(faults.iter().map(|(offset, fault)| site.finding(*offset, fault)));
                reads.push((site, expression));
            }
        }
    }
    let cycles = cycle::cycles(survey, &reads);
    for (site, expression) in &reads {
        findings.extend(ahead(&homes, site, expression, &cycles));
    }
    findings.extend(cycles.iter().map(|cycle| cycle::finding(survey, cycle)));
    findings
}

fn read(site: &Site) -> Result<Expression, SyntaxError> {
    match site.role {
        Role::Compute(..) => expression::parse_value(site.source),
        _ => expression::parse(site.source),
    }
}

/// Conditions look back: what is asked on the same page or later cannot decide without script. Constraints look at
/// their own page too, and must.
fn ahead(homes: &Homes, site: &Site, expression: &Expression, cycles: &[Vec<ItemId>]) -> Vec<Finding> {
    let Some((page, _)) = site.page else { return Vec::new() };
    let reads = expression.reads();
    let is_known = |id: &&ItemId| homes.readiness.get(id).is_some();
    if let Role::Constraint = site.role {
        let later = reads.iter().filter(is_known).filter(|id| !homes.is_told_on(id, page));
        let mut findings: Vec<Finding> = later.map(|id| too_early(homes, site, page, id)).collect();
        let is_here = |id: &ItemId| homes.draws_on(id, page);
        if !reads.iter().any(is_here) && reads.iter().all(|id| homes.readiness.get(id).is_some()) {
            let message =
                "Die Regel prüft keine Antwort dieser Seite. Sie gehört dorthin, wo gefragt wird, was sie liest.";
            findings.push(Finding::error(&site.place, message));
        }
        return findings;
    }
    let in_cycle = |id: &ItemId| {
        cycles.iter().any(|cycle| cycle.contains(id) && site.hides().any(|item| cycle.contains(&item.id)))
    };
    let early = reads.iter().filter(is_known).filter(|id| !homes.is_behind(id, page) && !in_cycle(id));
    early.map(|id| too_early(homes, site, page, id)).collect()
}

fn too_early(homes: &Homes, site: &Site, page: usize, id: &ItemId) -> Finding {
    let noun = site.role.noun();
    let message = match homes.get(id).map(|(number, ..)| number) {
        Some(number) if number == page => {
            let or = match site.role {
                Role::RequiredIf => " Oder schreiben Sie eine Regel (constraint); die darf beide lesen.",
                _ => "",
            };
            format!("Die {noun} fragt nach „{id}“ auf derselben Seite. Stellen Sie „{id}“ auf eine frühere Seite.{or}")
        }
        Some(number) if number < page => format!(
            "Die {noun} fragt nach „{id}“ im selben Abschnitt, dessen Seiten in zufälliger Reihenfolge kommen (order)."
        ),
        Some(_) => format!("Die {noun} fragt nach „{id}“, das erst später kommt."),
        None => format!("Die {noun} fragt nach „{id}“; das lässt sich erst nach dieser Seite berechnen."),
    };
    Finding::error(&site.place, message)
}
