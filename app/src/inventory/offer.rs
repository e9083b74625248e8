//! One offer with everything that is known of it.

use domain::{
    Locale, format,
    id::TopicId,
    offer::{Offer, OfferState},
    vocabulary,
};
use leptos::prelude::*;

use super::{
    card::{foreign, groups, seats},
    words::{Words, absence, words},
};
use crate::ui::{BackLink, Notice, NoticeKind, Tag, TagKind};

pub struct OfferPage {
    pub locale: Locale,
    pub offer: Offer,
    pub state: OfferState,
    /// In words: "Paderborn", "Online".
    pub place: String,
    pub days_since_verified: u32,
}

pub fn offer_page(page: OfferPage) -> impl IntoView {
    let (locale, offer, words) = (page.locale, &page.offer, words(page.locale));
    let lang = foreign(locale);
    let notice = absence(page.state, locale).map(|(title, text)| {
        view! { <Notice kind=NoticeKind::Warning title=title><p>{text}</p></Notice> }
    });
    view! {
        <BackLink href="/angebote">{words.back}</BackLink>
        <article class="offer flow">
            <h1 lang=lang>{offer.title.clone()}</h1>
            <p class="lead">
                <span lang=lang>{offer.provider.clone()}</span>
                {offer.demo.then(|| view! { " " <Tag kind=TagKind::Demo>"DEMO"</Tag> })}
            </p>
            {notice}
            <div lang=lang class="flow">{paragraphs(&offer.description)}</div>
            {visit(&offer.url, words)}
            {facts(&page, words)}
        </article>
    }
}

fn paragraphs(text: &str) -> Vec<impl IntoView + use<>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| view! { <p>{line.to_owned()}</p> }).collect()
}

/// Only addresses of the web become links, whatever the store holds.
fn visit(url: &str, words: &'static Words) -> Option<impl IntoView + use<>> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
    let href = url.to_owned();
    Some(view! {
        <p class="row">
            <a class="button secondary" href=href rel="noopener external">{words.visit}</a>
            <span class="muted">{host}</span>
        </p>
    })
}

fn facts(page: &OfferPage, words: &'static Words) -> impl IntoView + use<> {
    let (locale, offer) = (page.locale, &page.offer);
    let german = foreign(locale).filter(|_| !offer.cost.is_empty());
    let cost = if offer.cost.is_empty() { words.not_given.to_owned() } else { offer.cost.clone() };
    let verified = format!("{}, {}", format::date(&offer.last_verified, locale), (words.ago)(page.days_since_verified));
    let secondary = (!offer.secondary_topics.is_empty())
        .then(|| fact(words.secondary_topics, topics(&offer.secondary_topics, locale)));
    view! {
        <dl class="facts">
            {fact(words.topics, topics(&offer.topics, locale))}
            {secondary}
            {fact(words.groups, groups(&offer.target_groups, locale))}
            {fact(words.place, page.place.clone())}
            {fact(words.seats, seats(offer.seats, locale))}
            {fact(words.cost, view! { <span lang=german>{cost}</span> })}
            {fact(words.period, period(offer, locale, words))}
            {fact(words.provider, view! { <span lang=foreign(locale)>{offer.provider.clone()}</span> })}
            {fact(words.verified, verified)}
        </dl>
    }
}

fn fact(term: &'static str, value: impl IntoView) -> impl IntoView {
    view! { <div><dt>{term}</dt><dd>{value}</dd></div> }
}

/// Each leads to the other offers for it.
fn topics(topics: &[TopicId], locale: Locale) -> Vec<impl IntoView + use<>> {
    let link = |(at, topic): (usize, &TopicId)| {
        let label = vocabulary::topic_label(topic, locale).to_owned();
        view! { {(at > 0).then_some(", ")} <a href=format!("/angebote?thema={topic}")>{label}</a> }
    };
    topics.iter().enumerate().map(link).collect()
}

fn period(offer: &Offer, locale: Locale, words: &'static Words) -> String {
    let day = |day: &Option<String>| day.as_deref().map(|day| format::date(day, locale));
    match (day(&offer.valid_from), day(&offer.valid_to)) {
        (None, None) => words.always.to_owned(),
        (Some(from), None) => (words.from)(&from),
        (None, Some(to)) => (words.to)(&to),
        (Some(from), Some(to)) => (words.from_to)(&from, &to),
    }
}
