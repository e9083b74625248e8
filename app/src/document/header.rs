//! The head of every page: whose it is, where one can go, in which language.

use domain::Locale;
use leptos::prelude::*;

use super::{Audience, Frame};
use crate::ui::{
    Tag, TagKind,
    mark::Mark,
    words::{Words, words},
};

#[component]
pub fn DemoBar(locale: Locale, real_answers: bool) -> impl IntoView {
    view! {
        <aside class="demo-bar" aria-label="Demo">
            <div class="bar">
                <Tag kind=TagKind::Demo>"DEMO"</Tag>
                " "
                {if real_answers { words(locale).demo_real } else { words(locale).demo }}
            </div>
        </aside>
    }
}

#[component]
pub fn Header<'a>(frame: &'a Frame) -> impl IntoView + use<> {
    let words = words(frame.locale);
    view! {
        <header class="masthead">
            <div class="bar">
                {brand(frame)}
                {menu(frame, words)}
                {switch(frame, words)}
            </div>
        </header>
    }
}

/// A survey has its own choice of language, on its first screen; later on it is settled.
fn switch(frame: &Frame, words: &'static Words) -> AnyView {
    match &frame.audience {
        Audience::Staff { name } => sign_out(name.clone(), words).into_any(),
        Audience::Public => language(frame).into_any(),
        Audience::Respondent { .. } => ().into_any(),
    }
}

/// The name leads home, except where leaving would lose answers.
fn brand(frame: &Frame) -> impl IntoView + use<> {
    let name = view! {
        <Mark/>
        <span>
            <strong>"Bedarfskompass"</strong>
            <small>{frame.organisation.clone()}</small>
        </span>
    };
    match frame.audience {
        Audience::Respondent { .. } => view! { <div class="brand">{name}</div> }.into_any(),
        Audience::Public => view! { <a class="brand" href="/">{name}</a> }.into_any(),
        Audience::Staff { .. } => view! { <a class="brand" href="/intern">{name}</a> }.into_any(),
    }
}

fn menu(frame: &Frame, words: &'static Words) -> Option<impl IntoView + use<>> {
    let links: &[(&str, &str)] = match frame.audience {
        Audience::Respondent { .. } => return None,
        Audience::Public => &[("/ergebnisse", words.menu_results), ("/angebote", words.menu_offers)],
        Audience::Staff { .. } => &[
            ("/intern", words.menu_overview),
            ("/intern/umfragen", words.menu_surveys),
            ("/intern/kontakte", words.menu_contacts),
            ("/intern/angebote", words.menu_offers),
            ("/intern/region", words.menu_region),
        ],
    };
    let here = frame.path.split(['?', '#']).next().unwrap_or_default();
    let items = links.iter().map(|&(href, label)| {
        view! { <li><a href=href aria-current=current(here, href)>{label}</a></li> }
    });
    Some(view! { <nav class="menu" aria-label=words.menu><ul>{items.collect_view()}</ul></nav> })
}

/// "page" on the page itself, "true" below it; waves belong to the surveys.
fn current(here: &str, href: &str) -> Option<&'static str> {
    let below = |base: &str| here.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
    match href {
        _ if here == href => Some("page"),
        "/intern" => None,
        "/intern/umfragen" if below("/intern/wellen") => Some("true"),
        _ => below(href).then_some("true"),
    }
}

fn language(frame: &Frame) -> impl IntoView + use<> {
    let (lang, label) = if frame.locale.is_german() { ("en", "English") } else { ("de", "Deutsch") };
    view! {
        <form class="switch" method="post" action="/einstellungen">
            <input type="hidden" name="back" value=frame.path.clone()/>
            <button name="lang" value=lang lang=lang>{label}</button>
        </form>
    }
}

fn sign_out(name: String, words: &'static Words) -> impl IntoView {
    view! {
        <form class="switch" method="post" action="/abmelden">
            <span class="muted">{name}</span>
            <button>{words.sign_out}</button>
        </form>
    }
}
