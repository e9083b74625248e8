//! The first screen: who asks, what for, how long, what happens with the answers, and one button (ux.md R14).

use domain::{Locale, meaning::Audience};
use leptos::prelude::*;

use super::words::words;
use crate::ui::{DefinitionList, Motif, Notice};

pub struct StartPage {
    pub wave: String,
    pub title: String,
    pub intro: String,
    pub privacy: String,
    pub minutes: u32,
    pub locales: Vec<Locale>,
    pub locale: Locale,
    pub audience: Audience,
    pub organisation: String,
    /// This browser holds a draft.
    pub resumes: bool,
    /// It held one that is gone.
    pub expired: bool,
}

pub fn start_page(page: StartPage) -> impl IntoView {
    let words = words(page.locale);
    let action = format!("/s/{}", page.wave);
    let facts = [
        (words.who, page.organisation.clone()),
        (words.how_long, (words.minutes)(page.minutes)),
        (words.privacy, page.privacy.clone()),
    ];
    let rows = facts.map(|(term, text)| (term.to_owned(), text)).to_vec();
    view! {
        <div class="opening">
            <article>
                <h1>{page.title.clone()}</h1>
                {page.expired.then(|| view! { <Notice><p>{words.expired}</p></Notice> })}
                <p class="lead">{page.intro.clone()}</p>
                <form class="form" method="post" action=action>
                    <input type="hidden" name="locale" value=page.locale.as_str()/>
                    {page.resumes.then(|| view! { <p>{words.resume_note}</p> })}
                    <div class="actions">
                        <button class="button" type="submit">{if page.resumes { words.resume } else { words.start }}</button>
                        {page.resumes.then(|| view! {
                            <button class="button secondary" type="submit" name="_go" value="over">{words.start_over}</button>
                        })}
                        {other_language(&page)}
                    </div>
                </form>
                <DefinitionList rows/>
                <p class="hint">
                    {words.no_cookie} " "
                    <a href=format!("/datenschutz?lang={}", page.locale.lang())>{words.more_privacy}</a>
                </p>
            </article>
            <Motif/>
        </div>
    }
}

/// The other languages the survey speaks, each in its own words.
fn other_language(page: &StartPage) -> impl IntoView + use<> {
    let links: Vec<_> = page
        .locales
        .iter()
        .filter(|locale| **locale != page.locale)
        .map(|locale| {
            let label = match locale {
                Locale::En => "English",
                Locale::DeSie | Locale::DeDu => "Deutsch",
            };
            let href = format!("/s/{}?lang={}", page.wave, locale.as_str());
            view! { <a href=href lang=locale.lang() hreflang=locale.lang()>{label}</a> }
        })
        .collect();
    links.collect_view()
}
