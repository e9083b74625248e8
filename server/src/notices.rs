//! "Was wir speichern": what is in force for a wave, and every text that it has been.

use app::respond::{Entrance, Extra, StoredPage};
use domain::{Item, ItemKind, Locale, Survey, meaning::Audience};
use sha2::{Digest, Sha256};
use store::{Access, Notice, Wave};

use crate::{
    draft::{DRAFT_DAYS, to_hex},
    error::AppError,
    jobs::{ADDRESS_DAYS, CODE_DAYS},
    retention,
    routes::respond::{KIOSK_HOURS, kiosk_is_possible},
    state::{AppState, RunningWave},
};

/// The page as it is now.
pub fn in_force(state: &AppState, running: &RunningWave, locale: Locale) -> StoredPage {
    let survey = &running.questionnaire;
    let organisation = &state.config.organisation;
    let protection = survey.protection.as_ref();
    let asks_for = |is: fn(&ItemKind) -> bool| survey.items().any(|item| is(&item.kind));
    StoredPage {
        title: survey.title.get(locale).to_owned(),
        locale,
        organisation: organisation.name.clone(),
        entrance: match running.wave.access {
            Access::Open => Entrance::Link,
            Access::Code => Entrance::Code,
            Access::Invited => Entrance::Invitation,
            Access::Named => Entrance::Named,
        },
        k: running.k(),
        firms: survey.audience == Audience::Firm,
        purpose: protection.map_or_else(String::new, |protection| protection.purpose.get(locale).to_owned()),
        legal_basis: protection
            .map_or_else(|| organisation.legal_basis.clone(), |protection| protection.legal_basis.clone()),
        retention_months: retention::months(running),
        draft_days: DRAFT_DAYS,
        grace_hours: state.config.fieldwork.grace_hours,
        code_days: CODE_DAYS,
        asks_for_text: survey.items().any(|item| asks_for_words(survey, item)),
        asks_for_place: asks_for(|kind| matches!(kind, ItemKind::Municipality { .. })),
        extras: extras(survey),
        kiosk_hours: kiosk_is_possible(running.wave.access).then_some(KIOSK_HOURS),
        address_days: asks_for(|kind| matches!(kind, ItemKind::Contact { .. })).then_some(ADDRESS_DAYS),
        privacy_contact: organisation.privacy_contact.clone(),
        start: format!("/s/{}?lang={}", running.wave.slug, locale.as_str()),
    }
}

fn extras(survey: &Survey) -> Vec<Extra> {
    let has_quotas = !survey.quotas.is_empty();
    let holds = |extra: &Extra| match extra {
        Extra::DrawnOrder => survey.draws_order(),
        Extra::DealtBlocks => {
            survey.items().any(|item| matches!(item.kind, ItemKind::BestWorst { versions, .. } if versions > 1))
        }
        Extra::Computed => survey.computes.iter().any(|compute| compute.store),
        Extra::Quotas => has_quotas,
        Extra::Exits => has_quotas || !survey.screen_outs.is_empty(),
    };
    Extra::ALL.into_iter().filter(holds).collect()
}

/// Words of their own: as an answer, beside one, or in place of an option.
fn asks_for_words(survey: &Survey, item: &Item) -> bool {
    let is_text = matches!(item.kind, ItemKind::ShortText { .. } | ItemKind::LongText { .. });
    is_text || item.comment || survey.choices(item).iter().any(|option| option.other)
}

/// Sections with an empty line between them, in each a line for the heading and for each sentence.
fn text(page: &StoredPage) -> String {
    let section = |(heading, sentences): (&str, Vec<String>)| format!("{heading}\n{}", sentences.join("\n"));
    page.sections().into_iter().map(section).collect::<Vec<_>>().join("\n\n")
}

/// The same text is the same edition, and another text another one.
pub fn edition(page: &StoredPage) -> String {
    to_hex(&Sha256::digest(text(page))[..4])
}

/// Keeps what a wave that takes answers says now, in each of its languages.
pub async fn keep(state: &AppState, wave: &Wave) -> Result<(), AppError> {
    let running = state.running(&wave.slug).await?;
    for locale in running.questionnaire.locales.iter().copied() {
        let page = in_force(state, &running, locale);
        let (edition, text, since) = (edition(&page), text(&page), state.clock.today());
        state.store.keep_notice(wave.id, Notice { locale: locale.as_str().to_owned(), edition, since, text }).await?;
    }
    Ok(())
}
