//! How the invented people walked through the pages, and those who stopped on the way. Counted as real ones are.

use domain::{
    Answers, Questionnaire,
    flow::{Path, Step},
    length,
    meaning::Audience,
    paradata::Device,
};
use store::{Id, Store};

use super::chance::Chance;
use crate::paradata::{CHECK, Paradata, SENT, Scene, Walk};

/// Of those who begin, so many stop: the more a page asks at once, the likelier there.
const STOPS: f64 = 0.12;
/// On a phone.
const APPRENTICES_ON_PHONES: f64 = 0.85;
const FIRMS_ON_PHONES: f64 = 0.2;
/// Have written a few words or looked something up.
const SPREAD: f64 = 0.6;

/// Everybody who sent answers, with the day, and as many more as have stopped.
pub async fn count(
    store: &Store,
    wave: Id,
    questionnaire: &Questionnaire,
    sent: &[(String, Answers)],
    mut chance: Chance,
) -> Result<(), store::Error> {
    let paradata = Paradata::default();
    let phones = if questionnaire.audience == Audience::Apprentice { APPRENTICES_ON_PHONES } else { FIRMS_ON_PHONES };
    let locale = questionnaire.locales.first().copied().unwrap_or(domain::Locale::DeSie);
    for (day, answers) in sent {
        let path = Path::new(questionnaire, answers);
        let stops_too = chance.yes(STOPS / (1.0 - STOPS));
        for stops in [false, true].into_iter().filter(|stops| !stops || stops_too) {
            let device = if chance.yes(phones) { Device::Phone } else { Device::Other };
            let scene = Scene { wave, day, locale: locale.as_str(), device };
            let stop = if stops { stop(&path, &mut chance) } else { None };
            let walked = walk(questionnaire, &path, stop.as_ref(), &mut chance);
            paradata.note(&scene, &walked);
        }
    }
    paradata.flush(store).await
}

fn stop(path: &Path, chance: &mut Chance) -> Option<Step> {
    let weighted: Vec<(Step, f64)> =
        path.steps().map(|step| (step.clone(), length::step_seconds(path, step).powi(2))).collect();
    chance.one_of(&weighted).cloned()
}

fn walk(
    questionnaire: &Questionnaire,
    path: &Path,
    stop: Option<&Step>,
    chance: &mut Chance,
) -> Vec<crate::paradata::Happened> {
    let (mut walk, mut happened) = (Walk::default(), Vec::new());
    for step in path.steps() {
        let page = step.slug();
        happened.extend(walk.arrive(&page));
        if stop == Some(step) {
            return happened;
        }
        let seconds = chance.count(length::step_seconds(path, step), SPREAD) as u64;
        happened.extend(walk.leave(&page, true, Some(seconds)));
    }
    if questionnaire.check_answers {
        happened.extend(walk.arrive(CHECK));
        happened.extend(walk.leave(CHECK, true, Some(chance.count(20.0, SPREAD) as u64)));
    }
    happened.extend(walk.arrive(SENT));
    happened
}
