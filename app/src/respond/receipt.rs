//! The receipt: it has arrived, and for firms, what there already is for their topics.

use std::sync::Arc;

use domain::{Locale, figure::Figure, id::TopicId, meaning::Audience, vocabulary};
use leptos::{either::Either, prelude::*};

use super::{
    away,
    naming::{Chosen, receipt_choice},
    promised::{Promised, when_there_are_results},
    words::words,
};
use crate::{
    inventory::{OfferCard, offer_list},
    ui::{FigureView, Level},
};

pub struct ReceiptPage {
    pub title: String,
    pub thanks: String,
    pub locale: Locale,
    pub audience: Audience,
    /// Per ticked topic, the active offers.
    pub matching: Vec<(TopicId, Vec<OfferCard>)>,
    /// To a firm: when there are results.
    pub promised: Option<Promised>,
    /// What those before have answered.
    pub earlier: Option<Arc<Earlier>>,
    /// On a device for many: where the next person begins.
    pub next: Option<String>,
    /// With or without the name of the firm, where that was asked.
    pub naming: Option<Chosen>,
    /// The survey's address, so that what a browser has kept of it goes.
    pub wave: String,
}

/// One chart of the survey's last released wave.
pub struct Earlier {
    pub figure: Figure,
    /// That the chart speaks: there are charts in German and English.
    pub locale: Locale,
    pub href: String,
    /// Where a firm compares itself with them: address and name.
    pub benchmark: Option<(String, String)>,
    pub invented: bool,
}

pub fn receipt_page(page: ReceiptPage) -> impl IntoView {
    let words = words(page.locale);
    let thanks = if page.thanks.is_empty() { words.thanks.to_owned() } else { page.thanks };
    let next = page.next.map(|href| {
        view! { <p><a class="button" href=href>{away::words(page.locale).next_person}</a></p> }
    });
    let has_topics = !page.matching.is_empty();
    let topics: Vec<_> =
        page.matching.into_iter().map(|(topic, offers)| topic_offers(topic, offers, page.locale)).collect();
    view! {
        <article data-keep=page.wave data-mark="" data-step="">
            <p class="eyebrow">{page.title}</p>
            <h1 class="receipt">{words.thanks_title}</h1>
            <p class="lead">{thanks}</p>
            {next}
            {page.naming.map(|chosen| receipt_choice(&chosen, page.locale))}
            {page.promised.map(|promised| when_there_are_results(&promised, page.locale))}
            {page.earlier.map(|earlier| others(&earlier, page.locale))}
            {has_topics.then(|| view! {
                <section>
                    <h2>{words.offers_title}</h2>
                    {topics}
                    <p><a href="/angebote">{words.all_offers}</a></p>
                </section>
            })}
        </article>
    }
}

fn others(earlier: &Earlier, locale: Locale) -> impl IntoView + use<> {
    let words = words(locale);
    let lang = (earlier.locale.lang() != locale.lang()).then(|| earlier.locale.lang());
    let dir = lang.map(|_| "ltr");
    view! {
        <section class="flow">
            <h2>{words.earlier_title}</h2>
            {earlier.invented.then(|| view! { <p class="hint">{words.earlier_invented}</p> })}
            <div lang=lang dir=dir><FigureView figure=&earlier.figure level=Level::H3 locale=earlier.locale/></div>
            <p><a href=earlier.href.clone()>{words.earlier_more}</a></p>
            {earlier.benchmark.clone().map(|(href, name)| view! { <p lang=lang><a href=href>{name}</a></p> })}
        </section>
    }
}

fn topic_offers(topic: TopicId, offers: Vec<OfferCard>, locale: Locale) -> impl IntoView {
    let none = words(locale).offers_none;
    view! {
        <h3>{vocabulary::topic_label(&topic, locale).to_owned()}</h3>
        {if offers.is_empty() {
            Either::Left(view! { <p class="muted">{none}</p> })
        } else {
            Either::Right(offer_list(offers))
        }}
    }
}
