//! The first screen: who asks, what for, how long, what happens with the answers, and one button (ux.md R14).

use domain::{Locale, meaning::Audience};
use leptos::prelude::*;

use super::{away, words::words};
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
    /// On a device for many.
    pub kiosk: bool,
    /// Staff have set a PIN to leave it.
    pub may_leave_kiosk: bool,
    /// Where more is said about privacy, for a device that leads nowhere.
    pub privacy_address: String,
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
                    {page.kiosk.then(|| view! { <input type="hidden" name="kiosk" value="1"/> })}
                    {page.resumes.then(|| view! { <p>{words.resume_note}</p> })}
                    <div class="actions">
                        <button class="button" type="submit">{if page.resumes { words.resume } else { words.start }}</button>
                        {page.resumes.then(|| view! {
                            <button class="button secondary" type="submit" name="_go" value="over">{words.start_over}</button>
                        })}
                        {other_language(&page)}
                    </div>
                </form>
                {(!page.kiosk).then(|| with_code(&page))}
                <DefinitionList rows/>
                {footnote(&page)}
            </article>
            <Motif/>
        </div>
    }
}

/// For whoever has begun on another device.
fn with_code(page: &StartPage) -> impl IntoView + use<> {
    let href = format!("/weiter?umfrage={}&lang={}", page.wave, page.locale.as_str());
    view! { <p class="elsewhere"><a href=href>{away::words(page.locale).have_code}</a></p> }
}

/// What the cookie is for, and where more is said. A device for many leads nowhere: it names the address.
fn footnote(page: &StartPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    if !page.kiosk {
        let href = format!("/datenschutz?lang={}", page.locale.lang());
        return view! { <p class="hint">{words.no_cookie} " " <a href=href>{words.more_privacy}</a></p> }.into_any();
    }
    let leave = page.may_leave_kiosk.then(|| {
        let href = format!("/s/{}/kiosk", page.wave);
        view! { <p class="hint"><a href=href>{away::words(page.locale).leave_kiosk}</a></p> }
    });
    let (more, address) = (words.more_privacy, page.privacy_address.clone());
    view! { <p class="hint">{words.no_cookie} " " {more} ": " <span class="address">{address}</span></p> {leave} }
        .into_any()
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
            let kiosk = if page.kiosk { "&kiosk=1" } else { "" };
            let href = format!("/s/{}?lang={}{kiosk}", page.wave, locale.as_str());
            view! { <a href=href lang=locale.lang() hreflang=locale.lang()>{label}</a> }
        })
        .collect();
    links.collect_view()
}
