//! The first screen: who asks, what for, how long, what happens with the answers, and one button (ux.md R14).

use domain::{Locale, Survey, length};
use leptos::prelude::*;

use super::words::words;
use crate::ui::{DefinitionList, Motif, Notice};

pub struct StartPage {
    /// Where the start is posted to.
    pub action: String,
    /// The other languages the survey speaks, and where each is.
    pub languages: Vec<(Locale, String)>,
    pub title: String,
    pub intro: String,
    pub privacy: String,
    pub minutes: u32,
    pub locale: Locale,
    pub organisation: String,
    /// This browser holds a draft.
    pub resumes: bool,
    /// It held one that is gone.
    pub expired: bool,
}

impl StartPage {
    /// The first screen of this survey for somebody who was not here before.
    pub fn new(survey: &Survey, organisation: &str, locale: Locale, action: String) -> StartPage {
        StartPage {
            action,
            languages: Vec::new(),
            title: survey.title.get(locale).to_owned(),
            intro: survey.introduction(organisation, locale),
            privacy: survey.privacy.get(locale).to_owned(),
            minutes: length::minutes(survey).minutes_rounded,
            locale,
            organisation: organisation.to_owned(),
            resumes: false,
            expired: false,
        }
    }
}

pub fn start_page(page: StartPage) -> impl IntoView {
    let words = words(page.locale);
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
                <form class="form" method="post" action=page.action.clone()>
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

/// Each language in its own words.
fn other_language(page: &StartPage) -> impl IntoView + use<> {
    let links: Vec<_> = page
        .languages
        .iter()
        .map(|(locale, href)| {
            let label = match locale {
                Locale::En => "English",
                Locale::DeSie | Locale::DeDu => "Deutsch",
            };
            view! { <a href=href.clone() lang=locale.lang() hreflang=locale.lang()>{label}</a> }
        })
        .collect();
    links.collect_view()
}
