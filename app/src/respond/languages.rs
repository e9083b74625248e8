//! The languages of a survey to choose from, and what is said to whoever asks for one that there is not.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::Motif;

/// The other languages, each in its own words.
pub fn links(here: Locale, others: &[(Locale, String)]) -> impl IntoView + use<> {
    let offered: Vec<Locale> = others.iter().map(|(locale, _)| *locale).chain([here]).collect();
    let link = |(locale, href): &(Locale, String)| {
        let (lang, dir) = (locale.lang(), locale.dir());
        view! { <a href=href.clone() lang=lang hreflang=lang dir=dir>{locale.endonym_among(&offered)}</a> }
    };
    others.iter().map(link).collect_view()
}

/// An address asks for a language that the survey does not speak.
pub struct UnknownLanguagePage {
    pub title: String,
    /// That of the page around it.
    pub locale: Locale,
    /// All that the survey speaks, and where each is.
    pub languages: Vec<(Locale, String)>,
}

impl UnknownLanguagePage {
    pub fn heading(&self) -> &'static str {
        words(self.locale).0
    }
}

/// Said in every language the survey has: nobody knows which of them is read.
pub fn unknown_language_page(page: &UnknownLanguagePage) -> impl IntoView + use<> {
    let title = page.title.clone();
    let offered: Vec<Locale> = page.languages.iter().map(|(locale, _)| *locale).collect();
    let sentences = page.languages.iter().enumerate().map(|(at, (locale, href))| {
        let (heading, way) = words(*locale);
        let heading = match at {
            0 => view! { <h1>{heading}</h1> }.into_any(),
            _ => view! { <h2>{heading}</h2> }.into_any(),
        };
        view! {
            <section class="flow" lang=locale.lang() dir=locale.dir()>
                {heading}
                <p>{way}</p>
                <p><a class="button secondary" href=href.clone()>{locale.endonym_among(&offered)}</a></p>
            </section>
        }
    });
    let sentences: Vec<_> = sentences.collect();
    view! {
        <div class="state">
            <Motif/>
            <div class="flow">
                <p class="eyebrow">{title}</p>
                {sentences}
            </div>
        </div>
    }
}

/// That it is not there, and what to do.
fn words(locale: Locale) -> (&'static str, &'static str) {
    match locale {
        Locale::DeSie => (
            "Diese Sprache gibt es hier nicht",
            "Die Umfrage gibt es in dieser Sprache. Wählen Sie sie, um zu antworten.",
        ),
        Locale::DeDu => {
            ("Diese Sprache gibt es hier nicht", "Die Umfrage gibt es in dieser Sprache. Wähle sie, um zu antworten.")
        }
        Locale::DeEinfach => {
            ("Diese Sprache haben wir nicht", "Die Umfrage gibt es in Einfacher Sprache. Drücken Sie auf den Knopf.")
        }
        Locale::En => ("This survey does not speak that language", "It speaks this one. Choose it to answer."),
        Locale::Tr => ("Bu anket o dilde yok", "Anket bu dilde var. Yanıtlamak için seçin."),
        Locale::Uk => ("Такої мови тут немає", "Опитування є цією мовою. Виберіть її, щоб відповідати."),
        Locale::Ar => ("هذه اللغة غير متوفرة هنا", "الاستبيان متوفر بهذه اللغة. يرجى اختيارها للإجابة."),
    }
}
