//! The front door: what this is, what one can take part in now, what was found, what is on offer.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{LinkButton, Weight};

/// A wave that takes answers.
pub struct OpenSurvey {
    pub href: String,
    pub title: String,
    /// "etwa 4 Minuten"
    pub duration: String,
}

/// A wave whose results are public.
pub struct ReleasedWave {
    pub href: String,
    pub title: String,
    /// "1.100 Antworten, Mai bis Juli 2025"
    pub note: String,
}

pub struct WelcomePage {
    pub locale: Locale,
    pub organisation: String,
    pub open: Vec<OpenSurvey>,
    pub released: Vec<ReleasedWave>,
    pub offers: usize,
}

struct Words {
    title: &'static str,
    lead: &'static str,
    take_part: &'static str,
    nothing_open: &'static str,
    results: &'static str,
    nothing_released: &'static str,
    all_results: &'static str,
    offers: &'static str,
    offers_lead: fn(usize) -> String,
    all_offers: &'static str,
}

static DE: Words = Words {
    title: "Was die Region braucht, und was sie hat",
    lead: "Betriebe sagen, was sie brauchen. Auszubildende sagen, was einen Betrieb attraktiv macht. Wir stellen daneben, was es schon gibt. So wird sichtbar, was fehlt.",
    take_part: "Jetzt mitmachen",
    nothing_open: "Gerade läuft keine Umfrage.",
    results: "Ergebnisse",
    nothing_released: "Noch sind keine Ergebnisse veröffentlicht.",
    all_results: "Alle Ergebnisse",
    offers: "Angebote",
    offers_lead: |n| match n {
        0 => "Noch sind keine Angebote eingetragen.".to_owned(),
        1 => "Ein Angebot für Auszubildende, Ausbildende und Betriebe in der Region.".to_owned(),
        n => format!("{n} Angebote für Auszubildende, Ausbildende und Betriebe in der Region."),
    },
    all_offers: "Angebote ansehen",
};

static EN: Words = Words {
    title: "What the region needs, and what it has",
    lead: "Firms say what they need. Apprentices say what makes a firm attractive. We set beside it what exists already. What is missing becomes visible.",
    take_part: "Take part now",
    nothing_open: "No survey is running at the moment.",
    results: "Results",
    nothing_released: "No results have been published yet.",
    all_results: "All results",
    offers: "Offers",
    offers_lead: |n| match n {
        0 => "No offers have been entered yet.".to_owned(),
        1 => "One offer for apprentices, trainers and firms in the region.".to_owned(),
        n => format!("{n} offers for apprentices, trainers and firms in the region."),
    },
    all_offers: "See the offers",
};

pub fn welcome_page(page: WelcomePage) -> impl IntoView {
    let words = if page.locale.is_german() { &DE } else { &EN };
    let open: Vec<_> = page
        .open
        .into_iter()
        .map(|survey| view! { <li><a href=survey.href>{survey.title}</a> " " <span class="muted">{survey.duration}</span></li> })
        .collect();
    let released: Vec<_> = page
        .released
        .into_iter()
        .map(|wave| view! { <li><a href=wave.href>{wave.title}</a> " " <span class="muted">{wave.note}</span></li> })
        .collect();
    let (nothing_open, nothing_released) = (open.is_empty(), released.is_empty());
    view! {
        <div class="welcome flow">
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <section>
                <h2>{words.take_part}</h2>
                {if nothing_open {
                    view! { <p class="muted">{words.nothing_open}</p> }.into_any()
                } else {
                    view! { <ul class="links">{open}</ul> }.into_any()
                }}
            </section>
            <section>
                <h2>{words.results}</h2>
                {if nothing_released {
                    view! { <p class="muted">{words.nothing_released}</p> }.into_any()
                } else {
                    view! {
                        <ul class="links">{released}</ul>
                        <p><a href="/ergebnisse">{words.all_results}</a></p>
                    }.into_any()
                }}
            </section>
            <section>
                <h2>{words.offers}</h2>
                <p>{(words.offers_lead)(page.offers)}</p>
                <p><LinkButton href="/angebote" weight=Weight::Secondary>{words.all_offers}</LinkButton></p>
            </section>
        </div>
    }
}
