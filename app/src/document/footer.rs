//! The foot of every page: the legal pages, and how it is shown.

use leptos::prelude::*;

use super::{Audience, Frame, Theme};
use crate::ui::words::{Words, words};

#[component]
pub fn Footer<'a>(frame: &'a Frame) -> impl IntoView + use<> {
    let words = words(frame.locale);
    let public = frame.audience == Audience::Public;
    view! {
        <footer class=if public { "foot" } else { "foot quiet" }>
            <div class="foot-bar">
                {public.then(|| view! { <p class="organisation">{frame.organisation.clone()}</p> })}
                {appearance(frame, words)}
                <ul>
                    <li><a href="/impressum">{words.imprint}</a></li>
                    <li><a href="/datenschutz">{words.privacy}</a></li>
                    <li><a href="/barrierefreiheit">{words.accessibility}</a></li>
                </ul>
            </div>
        </footer>
    }
}

/// Works without script; the server keeps the choice in a cookie.
fn appearance(frame: &Frame, words: &'static Words) -> impl IntoView + use<> {
    let label = |theme| match theme {
        Theme::System => words.theme_system,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    };
    let chosen = frame.theme;
    let buttons = Theme::ALL.map(|theme| {
        let pressed = if theme == chosen { "true" } else { "false" };
        view! { <button name="theme" value=theme.as_str() aria-pressed=pressed>{label(theme)}</button> }
    });
    view! {
        <form class="switch" method="post" action="/einstellungen" aria-label=words.theme>
            <input type="hidden" name="back" value=frame.path.clone()/>
            <span>{words.theme}</span>
            {buttons}
        </form>
    }
}
