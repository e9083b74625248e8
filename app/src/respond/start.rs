//! The first screen: who asks, what for, how long, what happens with the answers, and one button (ux.md R14).

use domain::{Locale, Survey, format, length};
use leptos::prelude::*;

use super::{
    away, languages,
    naming::{NamingQuestion, naming_question},
    question::still_until,
    words::words,
};
use crate::ui::{DefinitionList, ErrorSummary, Hidden, Motif, Notice};

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
    /// There was no draft for a page that was asked for: the survey's address, so that what a browser has kept of one goes.
    pub expired: Option<String>,
    /// The code it is begun with; goes along with the form.
    pub code: Option<String>,
    /// The survey has ended; until when what was begun is taken.
    pub until: Option<String>,
    /// Where it says what is stored.
    pub stored: Option<String>,
    /// Where a code is entered that was shown on another device.
    pub with_code: Option<String>,
    /// On a device for many.
    pub kiosk: Option<KioskStart>,
    /// The firm chooses whether it answers with its name.
    pub naming: Option<NamingQuestion>,
}

/// What the first screen says on a device that leads nowhere.
pub struct KioskStart {
    /// Where staff leave it, if they have set a PIN.
    pub leave: Option<String>,
    /// The address where more is said about privacy, to be read and not pressed.
    pub privacy: String,
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
            expired: None,
            code: None,
            until: None,
            stored: None,
            with_code: None,
            kiosk: None,
            naming: None,
        }
    }
}

pub fn start_page(page: StartPage) -> impl IntoView {
    let words = words(page.locale);
    let naming = page.naming.as_ref();
    let privacy = naming.map_or_else(|| page.privacy.clone(), |question| question.privacy(page.locale));
    let problems = naming.and_then(|question| question.problem(page.locale)).into_iter().collect();
    let naming = naming.map(|question| naming_question(question, page.locale));
    let facts = [
        (words.who, page.organisation.clone()),
        (words.how_long, format::about_minutes(page.minutes, page.locale)),
        (words.privacy, privacy),
    ];
    let rows = facts.map(|(term, text)| (term.to_owned(), text)).to_vec();
    let (keep, mark) = (page.expired.clone(), page.expired.as_ref().map(|_| ""));
    view! {
        <div class="opening">
            <article data-keep=keep data-mark=mark data-step=mark>
                <ErrorSummary problems locale=page.locale/>
                <h1>{page.title.clone()}</h1>
                {page.expired.is_some().then(|| lost_draft(page.locale))}
                {still_until(page.until.as_deref(), page.locale)}
                <p class="lead">{page.intro.clone()}</p>
                <form class="form" method="post" action=page.action.clone()>
                    <input type="hidden" name="locale" value=page.locale.as_str()/>
                    {page.code.clone().map(|code| view! { <Hidden name="code" value=code/> })}
                    {page.kiosk.is_some().then(|| view! { <input type="hidden" name="kiosk" value="1"/> })}
                    {page.resumes.then(|| view! { <p>{words.resume_note}</p> })}
                    {naming}
                    <div class="actions">
                        <button class="button" type="submit">{if page.resumes { words.resume } else { words.start }}</button>
                        {(page.resumes && page.until.is_none()).then(|| view! {
                            <button class="button secondary" type="submit" name="_go" value="over">{words.start_over}</button>
                        })}
                        {languages::links(page.locale, &page.languages)}
                    </div>
                </form>
                {page.with_code.clone().map(|href| {
                    view! { <p class="elsewhere"><a href=href>{away::words(page.locale).have_code}</a></p> }
                })}
                <DefinitionList rows/>
                {footnote(&page)}
            </article>
            <Motif/>
        </div>
    }
}

/// To whoever came to a page without a draft: it was sent, is gone, or its cookie is never kept.
pub(super) fn lost_draft(locale: Locale) -> impl IntoView + use<> {
    let words = words(locale);
    view! {
        <Notice title=words.lost_title>
            <p>{words.expired}</p>
            <p>{words.cookies_blocked}</p>
        </Notice>
    }
}

/// What the cookie is for, and where more is said.
fn footnote(page: &StartPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let Some(kiosk) = &page.kiosk else {
        let href = format!("/datenschutz?lang={}", page.locale.public().lang());
        let stored = page.stored.clone().map(|href| view! { <a href=href>{words.stored}</a> " · " });
        return view! {
            <p class="hint">
                {words.no_cookie} " " {words.kept_here} " " {stored} <a href=href>{words.more_privacy}</a>
            </p>
        }
        .into_any();
    };
    let leave = kiosk.leave.clone().map(|href| {
        view! { <p class="hint"><a href=href>{away::words(page.locale).leave_kiosk}</a></p> }
    });
    let (more, address) = (words.more_privacy, kiosk.privacy.clone());
    let stored = page.stored.clone().map(|href| view! { <a href=format!("{href}&kiosk=1")>{words.stored}</a> " · " });
    view! {
        <p class="hint">
            {words.no_cookie} " " {away::words(page.locale).kiosk_cookie} " " {stored} {more} ": "
            <span class="address">{address}</span>
        </p>
        {leave}
    }
    .into_any()
}
