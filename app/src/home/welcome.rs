//! The front door: what this is, what one can take part in now, what was found, what is on offer.

use domain::{Locale, format, meaning::Audience};
use leptos::prelude::*;

use crate::{
    results::ResultEntry,
    ui::{LinkButton, Weight},
};

/// A wave that takes answers.
pub struct OpenSurvey {
    pub href: String,
    pub title: String,
    pub audience: Audience,
    /// "etwa 4 Minuten"
    pub duration: String,
}

pub struct WelcomePage {
    pub locale: Locale,
    pub organisation: String,
    pub open: Vec<OpenSurvey>,
    /// There are waves too in which only those take part who were given a code or a link of their own.
    pub takes_codes: bool,
    pub released: Vec<ResultEntry>,
    pub offers: usize,
}

struct Words {
    title: &'static str,
    lead: &'static str,
    take_part: &'static str,
    for_firms: &'static str,
    for_apprentices: &'static str,
    for_all: &'static str,
    start: &'static str,
    nothing_open: &'static str,
    invited: &'static str,
    enter_code: &'static str,
    results: &'static str,
    nothing_released: &'static str,
    all_results: &'static str,
    offers: &'static str,
    offers_lead: fn(usize) -> String,
    all_offers: &'static str,
}

static DE: Words = Words {
    title: "Was die Region braucht und was sie hat",
    lead: "Betriebe sagen, was sie brauchen. Auszubildende sagen, was einen Betrieb attraktiv macht. Wir stellen daneben, was es schon gibt. So wird sichtbar, was fehlt.",
    take_part: "Jetzt mitmachen",
    for_firms: "Für Betriebe",
    for_apprentices: "Für Auszubildende",
    for_all: "Für alle",
    start: "Umfrage starten",
    nothing_open: "Gerade läuft keine Umfrage.",
    invited: "Sie haben einen Code bekommen?",
    enter_code: "Code eingeben",
    results: "Ergebnisse",
    nothing_released: "Noch sind keine Ergebnisse veröffentlicht.",
    all_results: "Alle Ergebnisse",
    offers: "Angebote",
    offers_lead: |n| match n {
        0 => "Noch sind keine Angebote eingetragen.".to_owned(),
        1 => "Ein Angebot für Auszubildende, Ausbildende und Betriebe in der Region.".to_owned(),
        n => format!("{} Angebote für Auszubildende, Ausbildende und Betriebe in der Region.", format::whole(n)),
    },
    all_offers: "Angebote ansehen",
};

static EN: Words = Words {
    title: "What the region needs and what it has",
    lead: "Firms say what they need. Apprentices say what makes a firm attractive. We set beside it what exists already. What is missing becomes visible.",
    take_part: "Take part now",
    for_firms: "For firms",
    for_apprentices: "For apprentices",
    for_all: "For everybody",
    start: "Start the survey",
    nothing_open: "No survey is running at the moment.",
    invited: "Were you given a code?",
    enter_code: "Enter the code",
    results: "Results",
    nothing_released: "No results have been published yet.",
    all_results: "All results",
    offers: "Offers",
    offers_lead: |n| match n {
        0 => "No offers have been entered yet.".to_owned(),
        1 => "One offer for apprentices, trainers and firms in the region.".to_owned(),
        n => {
            let n = format::count(n as u64, Locale::En);
            format!("{n} offers for apprentices, trainers and firms in the region.")
        }
    },
    all_offers: "See the offers",
};

pub fn welcome_page(page: WelcomePage) -> impl IntoView {
    let words = if page.locale.is_german() { &DE } else { &EN };
    let german_title = page.locale.mark_of_german();
    // One way on is the way on; of several none is more important than the others.
    let weight = if page.open.len() > 1 { Weight::Secondary } else { Weight::Primary };
    let open: Vec<_> = page.open.into_iter().map(|survey| invitation(survey, weight, words)).collect();
    let released: Vec<_> = page
        .released
        .into_iter()
        .map(|wave| {
            view! {
                <li>
                    <h3><a href=wave.href lang=german_title>{wave.title}</a></h3>
                    {wave.finding.map(|finding| view! { <p>{finding}</p> })}
                    <p class="meta">{wave.meta}</p>
                </li>
            }
        })
        .collect();
    let (nothing_open, nothing_released) = (open.is_empty() && !page.takes_codes, released.is_empty());
    let by_code = page.takes_codes.then(|| {
        view! { <p>{words.invited} " " <a href="/code">{words.enter_code}</a></p> }
    });
    view! {
        <div class="welcome flow">
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <section>
                <h2>{words.take_part}</h2>
                {if nothing_open {
                    view! { <p class="muted">{words.nothing_open}</p> }.into_any()
                } else {
                    view! { <ul class="list">{open}</ul> }.into_any()
                }}
                {by_code}
            </section>
            <section>
                <h2>{words.results}</h2>
                {if nothing_released {
                    view! { <p class="muted">{words.nothing_released}</p> }.into_any()
                } else {
                    view! {
                        <ul class="list">{released}</ul>
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

fn invitation(survey: OpenSurvey, weight: Weight, words: &'static Words) -> impl IntoView {
    let audience = match survey.audience {
        Audience::Firm => words.for_firms,
        Audience::Apprentice => words.for_apprentices,
        Audience::Other => words.for_all,
    };
    view! {
        <li>
            <p class="eyebrow">{audience} " · " {survey.duration}</p>
            <h3>{survey.title}</h3>
            <div class="actions"><LinkButton href=survey.href weight=weight>{words.start}</LinkButton></div>
        </li>
    }
}
