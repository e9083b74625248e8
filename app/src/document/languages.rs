//! The switch between the languages of a survey, in the head of every page: answers and page stay.

use domain::Locale;
use leptos::prelude::*;

use super::Frame;
use crate::ui::words::words;

/// The field that names the language one changes to.
pub const LANGUAGE: &str = "_language";

/// How a page of a survey lets one change the language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Languages {
    /// Not here: there is no other, or changing would lose what the page shows.
    #[default]
    None,
    /// By the form with this id, which takes along what was typed into it.
    In { form: &'static str, offered: Vec<Locale> },
    /// By a form of its own, posted to `action`, that leads back to this page.
    Own { action: String, offered: Vec<Locale> },
}

pub fn switch(frame: &Frame) -> AnyView {
    match &frame.languages {
        Languages::None => ().into_any(),
        Languages::In { offered, .. } | Languages::Own { offered, .. } if others(frame.locale, offered).is_empty() => {
            ().into_any()
        }
        Languages::In { form, offered } => {
            let choice = choice(frame.locale, offered, Some(form));
            // What Enter in a field sends: else it would press the first of these buttons, which come before all others.
            view! { <input type="submit" form=*form name="_go" value="next" hidden/> {choice} }.into_any()
        }
        Languages::Own { action, offered } => {
            let choice = choice(frame.locale, offered, None);
            view! {
                <form method="post" action=action.clone()>
                    <input type="hidden" name="back" value=frame.path.clone()/>
                    {choice}
                </form>
            }
            .into_any()
        }
    }
}

fn others(here: Locale, offered: &[Locale]) -> Vec<Locale> {
    offered.iter().copied().filter(|locale| *locale != here).collect()
}

/// One other language is a button, several unfold: on a phone they would push the question down.
fn choice(here: Locale, offered: &[Locale], form: Option<&'static str>) -> AnyView {
    let others = others(here, offered);
    let buttons: Vec<_> = others.iter().map(|locale| button(*locale, offered, form)).collect();
    match buttons.len() {
        1 => view! { <div class="switch">{buttons}</div> }.into_any(),
        _ => {
            let language = words(here).language;
            view! {
                <details class="languages">
                    <summary><span class="visually-hidden">{language}": "</span>{here.endonym_among(offered)}</summary>
                    <div>{buttons}</div>
                </details>
            }
            .into_any()
        }
    }
}

fn button(locale: Locale, offered: &[Locale], form: Option<&'static str>) -> impl IntoView {
    let (lang, dir) = (locale.lang(), locale.dir());
    view! {
        <button name=LANGUAGE value=locale.as_str() form=form formnovalidate=form.is_some() lang=lang dir=dir>
            {locale.endonym_among(offered)}
        </button>
    }
}
