//! The receipt: shown to whoever has the key that the answers were sent under, and to nobody else.

use app::{
    inventory::OfferCard,
    respond::{Promised, ReceiptPage, receipt_page},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    Answers, Locale, Questionnaire, Value,
    id::TopicId,
    meaning::{Audience, Role},
    vocabulary,
};
use serde::Deserialize;
use store::KeyHash;

use super::{checked::NAMED, held::Held, kiosk, language, locale_for, named, naming, unsaved::Unsaved};
use crate::{
    error::AppError,
    http::Visit,
    naming::Naming,
    page::{self, Head},
    routes::results,
    state::{AppState, RunningWave},
};

/// What a receipt is drawn from. It travels in the address, because the answers themselves know nobody any more:
/// the key, the language and, for firms only, the topics they ticked and whether they answered with their name.
pub struct Receipt {
    wave: String,
    key: String,
    locale: Locale,
    topics: Vec<TopicId>,
    /// Answered on a device for many.
    kiosk: bool,
    naming: Option<Naming>,
}

impl Receipt {
    pub fn of(held: &Held, answers: &Answers) -> Receipt {
        Receipt {
            wave: held.running.wave.slug.clone(),
            key: held.draft.submit_key.clone(),
            locale: held.draft.locale,
            topics: ticked_topics(&held.running.questionnaire, answers),
            kiosk: held.draft.kiosk,
            naming: held.draft.naming.clone(),
        }
    }

    pub fn address(&self) -> String {
        let mut address = format!("/s/{}/danke?lang={}", self.wave, self.locale.as_str());
        if !self.topics.is_empty() {
            address.push_str("&themen=");
            address.push_str(&joined(&self.topics));
        }
        if self.kiosk {
            address.push_str("&kiosk=1");
        }
        if let Some(naming) = &self.naming {
            address.push_str("&name=");
            address.push_str(&page::encode_query(naming::to_field(naming)));
        }
        // Last, so that the rest can be read.
        address.push_str("&beleg=");
        address.push_str(&page::encode_query(&self.key));
        address
    }
}

/// What the form that sends the answers carries, so that sending it again gives the same receipt.
pub fn fields(held: &Held) -> Vec<(&'static str, String)> {
    let receipt = Receipt::of(held, &held.draft.answers);
    let mut fields = vec![("_key", receipt.key)];
    if !receipt.topics.is_empty() {
        fields.push(("_themen", joined(&receipt.topics)));
    }
    if let Some(naming) = &receipt.naming {
        fields.push((NAMED, naming::to_field(naming).to_owned()));
    }
    if receipt.kiosk {
        fields.push(("_kiosk", "1".to_owned()));
    }
    fields
}

/// A post without its draft: sent before, and the answer got lost on the way; or there is no draft any more.
pub async fn without_draft(post: &Unsaved<'_>) -> Result<Response, AppError> {
    let Unsaved { state, running, pairs, .. } = post;
    let Some(key) = named(pairs, "_key") else { return Ok(post.expired()) };
    if !has_arrived(state, running, key).await? {
        return Ok(post.expired());
    }
    let receipt = Receipt {
        wave: running.wave.slug.clone(),
        key: key.to_owned(),
        locale: locale_for(running, named(pairs, "_lang")),
        topics: known_topics(&running.questionnaire, named(pairs, "_themen").unwrap_or_default()),
        kiosk: named(pairs, "_kiosk").is_some(),
        naming: named(pairs, NAMED).map(naming::from_field),
    };
    Ok(Redirect::to(&receipt.address()).into_response())
}

/// Whether answers have come under this key.
pub async fn has_arrived(state: &AppState, running: &RunningWave, key: &str) -> Result<bool, AppError> {
    Ok(state.store.is_submitted(running.wave.id, KeyHash::of(key.as_bytes())).await?)
}

fn joined(topics: &[TopicId]) -> String {
    topics.iter().map(TopicId::as_str).collect::<Vec<_>>().join(".")
}

/// The topics of the vocabulary that `is_named`, each once. Only of firms: what apprentices answer is in no address.
fn topics_of(survey: &Questionnaire, is_named: impl Fn(&str) -> bool) -> Vec<TopicId> {
    if survey.audience != Audience::Firm {
        return Vec::new();
    }
    let named = vocabulary::topics().iter().filter(|topic| is_named(topic.id.as_str()));
    named.map(|topic| topic.id.clone()).collect()
}

fn known_topics(survey: &Questionnaire, joined: &str) -> Vec<TopicId> {
    topics_of(survey, |id| joined.split('.').any(|named| named == id))
}

/// The topics a firm ticked, for matching offers on the receipt page. Options may be parts of one topic, that of the item.
fn ticked_topics(survey: &Questionnaire, answers: &Answers) -> Vec<TopicId> {
    let mut ticked: Vec<TopicId> = Vec::new();
    for item in survey.items().filter(|item| item.meaning.role == Some(Role::Need)) {
        let Some(Value::Choices(chosen)) = answers.get(&domain::Key::item(&item.id)) else { continue };
        let options = survey.choices(item).iter().filter(|option| !option.exclusive && chosen.contains(&option.id));
        ticked.extend(options.filter_map(|option| option.topic().or_else(|| item.meaning.topic.clone())));
    }
    topics_of(survey, |id| ticked.iter().any(|topic| topic.as_str() == id))
}

/// When a firm that took part finds results; everybody else is shown what others have answered.
fn promised(running: &RunningWave) -> Option<Promised> {
    let last_day = running.wave.schedule.last_day().filter(|_| running.is_open());
    let promised = Promised { last_day: last_day.map(str::to_owned) };
    (running.questionnaire.audience == Audience::Firm).then_some(promised)
}

#[derive(Deserialize)]
pub struct Shown {
    lang: Option<String>,
    themen: Option<String>,
    beleg: Option<String>,
    kiosk: Option<String>,
    name: Option<String>,
}

/// Seconds after which a device for many is ready for the next person (ux.md R18).
pub const NEXT_AFTER: u32 = 8;

pub async fn show(
    State(state): State<AppState>,
    visit: Visit,
    Path(slug): Path<String>,
    Query(query): Query<Shown>,
) -> Result<Response, AppError> {
    let running = state.running(&slug).await?;
    let has_arrived = match &query.beleg {
        Some(key) => has_arrived(&state, &running, key).await?,
        None => false,
    };
    if !has_arrived {
        return Ok(Redirect::to(&format!("/s/{slug}")).into_response());
    }
    let survey = &running.questionnaire;
    let locale = locale_for(&running, query.lang.as_deref());
    // On a device for many no offer leads away.
    let themen = query.themen.as_deref().filter(|_| query.kiosk.is_none());
    let topics = known_topics(survey, themen.unwrap_or_default());
    let next = query.kiosk.as_ref().map(|_| kiosk::start(&slug));
    let offers = if topics.is_empty() { Vec::new() } else { state.active_offers().await? };
    let region = state.region().await?;
    let matching = topics.iter().map(|topic| {
        let cards =
            offers.iter().filter(|offer| offer.topics.contains(topic) || offer.secondary_topics.contains(topic));
        (topic.clone(), cards.map(|offer| OfferCard::new(offer, &region, locale)).collect())
    });
    // A device for many goes on by itself before a chart is read.
    let earlier = match &next {
        Some(_) => None,
        None => results::earlier(&state, running.wave.survey, locale).await?,
    };
    let naming = match query.name.as_deref().filter(|_| running.wave.access.asks_for_names()) {
        Some(field) => naming::chosen(&state, &naming::from_field(field)).await?,
        None => None,
    };
    let page = ReceiptPage {
        naming,
        promised: promised(&running).filter(|_| next.is_none()),
        earlier,
        title: survey.title.get(locale).to_owned(),
        thanks: survey.thanks.get(locale).to_owned(),
        locale,
        audience: survey.audience,
        matching: matching.collect(),
        next: next.clone(),
        wave: slug,
    };
    let mut head = Head::respondent(&page.title, locale, survey.audience).keeping().speaking(language::own(&running));
    if let Some(next) = next {
        head = head.on_kiosk(true).going_on(NEXT_AFTER, &next);
    }
    Ok(page::html(&state, &visit, head, || receipt_page(page)))
}
