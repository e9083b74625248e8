//! The public list of offers: one form to narrow it down, and the offers by topic.

use domain::{Locale, meaning::TargetGroup, vocabulary};
use leptos::prelude::*;

use super::{
    OfferCard,
    card::{group_label, offer_list},
    words::{Words, words},
};
use crate::ui::{Button, EmptyState, Entry, LinkButton, Pagination, Select, TextInput, Typed, Weight};

pub struct OffersPage {
    pub locale: Locale,
    pub filter: OfferFilter,
    /// What `ort` may be: `online`, then the municipalities.
    pub places: Vec<Entry>,
    /// Of this page of the list.
    pub groups: Vec<OfferGroup>,
    /// Offers that the filter lets through, on all pages.
    pub hits: usize,
    /// Active offers.
    pub total: usize,
    pub page: usize,
    pub pages: usize,
    /// The address of this state of the filter, up to where the number of the page goes.
    pub base: String,
}

/// The filter as it stands in the address; empty lets everything through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferFilter {
    pub topic: String,
    pub group: String,
    pub place: String,
    pub text: String,
}

impl OfferFilter {
    pub fn is_empty(&self) -> bool {
        *self == OfferFilter::default()
    }
}

/// Offers under one heading.
pub struct OfferGroup {
    pub title: String,
    pub offers: Vec<OfferCard>,
}

pub fn offers_page(page: OffersPage) -> impl IntoView {
    let words = words(page.locale);
    let body = match (page.total, page.hits) {
        (0, _) => view! { <EmptyState title=words.empty_title text=words.empty/> }.into_any(),
        (total, 0) => {
            let none = view! {
                <EmptyState title=words.no_hit_title text=(words.no_hit)(total)>
                    <LinkButton href="/angebote" weight=Weight::Secondary>{words.reset}</LinkButton>
                </EmptyState>
            };
            view! { {form(&page, words)} {none} }.into_any()
        }
        _ => view! { {form(&page, words)} {count(&page, words)} {groups(page)} }.into_any(),
    };
    view! {
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        {body}
    }
}

fn form(page: &OffersPage, words: &'static Words) -> impl IntoView + use<> {
    let locale = page.locale;
    let filter = page.filter.clone();
    let topics =
        vocabulary::topics().iter().map(|topic| Entry::new(topic.id.as_str(), topic.label.get(locale))).collect();
    let groups = TargetGroup::ALL.map(|group| Entry::new(group.as_str(), group_label(group, locale))).to_vec();
    let places = page.places.clone();
    view! {
        <form class="filters" method="get" action="/angebote" role="search">
            <TextInput name="q" label=words.text value=filter.text typed=Typed::Text locale/>
            <Select name="thema" label=words.topic entries=topics chosen=filter.topic empty=words.all_topics locale/>
            <Select name="zielgruppe" label=words.group entries=groups chosen=filter.group empty=words.all_groups locale/>
            <Select name="ort" label=words.place entries=places chosen=filter.place empty=words.all_places locale/>
            <Button weight=Weight::Secondary>{words.show}</Button>
        </form>
    }
}

/// How many, and what a place means: who looks in Höxter also wants what comes to Höxter.
fn count(page: &OffersPage, words: &'static Words) -> impl IntoView + use<> {
    let mut text = (words.hits)(page.hits, page.total);
    let place = page.places.iter().find(|entry| entry.value == page.filter.place && entry.value != "online");
    if let Some(place) = place {
        text.push(' ');
        text.push_str(&(words.near)(&place.label));
    }
    if page.pages > 1 {
        text.push_str(", ");
        text.push_str(&(words.part)(page.page, page.pages));
    }
    let reset = (!page.filter.is_empty()).then(|| view! { " " <a href="/angebote">{words.reset}</a> });
    view! { <p class="hits"><strong class="figures">{text}</strong>{reset}</p> }
}

fn groups(page: OffersPage) -> impl IntoView {
    let groups = page.groups.into_iter().map(|group| {
        view! {
            <section class="offers">
                <h2>{group.title}</h2>
                {offer_list(group.offers)}
            </section>
        }
    });
    view! {
        {groups.collect_view()}
        <Pagination page=page.page of=page.pages base=page.base locale=page.locale/>
    }
}
