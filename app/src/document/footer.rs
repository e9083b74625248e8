//! The foot of every page: the legal pages, and how it is shown.

use leptos::prelude::*;

use super::{Audience, Frame, Switches, Theme};
use crate::ui::words::{Words, words};

#[component]
pub fn Footer<'a>(frame: &'a Frame) -> impl IntoView + use<> {
    let words = words(frame.locale);
    let public = frame.audience == Audience::Public;
    let leads_away = !frame.kiosk;
    view! {
        <footer class=if public { "foot" } else { "foot quiet" }>
            <div class="foot-bar">
                {public.then(|| view! { <p class="organisation">{frame.organisation.clone()}</p> })}
                {appearance(frame, words)}
                {leads_away.then(|| view! {
                    <ul>
                        <li><a href="/impressum">{words.imprint}</a></li>
                        <li><a href="/datenschutz">{words.privacy}</a></li>
                        <li><a href="/barrierefreiheit">{words.accessibility}</a></li>
                    </ul>
                })}
            </div>
        </footer>
    }
}

/// Works without script; the server keeps the choice in a cookie.
fn appearance(frame: &Frame, words: &'static Words) -> AnyView {
    match frame.switches {
        Switches::Own => view! {
            <form class="switch" method="post" action="/einstellungen" aria-label=words.theme>
                <input type="hidden" name="back" value=frame.path.clone()/>
                <span>{words.theme}</span>
                {buttons(frame.theme, "theme", None, words)}
            </form>
        }
        .into_any(),
        Switches::In(form) => view! {
            <div class="switch" role="group" aria-label=words.theme>
                <span>{words.theme}</span>
                {buttons(frame.theme, "_theme", Some(form), words)}
            </div>
        }
        .into_any(),
        Switches::None => ().into_any(),
    }
}

fn buttons(
    chosen: Theme,
    name: &'static str,
    form: Option<&'static str>,
    words: &'static Words,
) -> impl IntoView + use<> {
    let label = |theme| match theme {
        Theme::System => words.theme_system,
        Theme::Light => words.theme_light,
        Theme::Dark => words.theme_dark,
    };
    let button = |theme: Theme| {
        let pressed = if theme == chosen { "true" } else { "false" };
        view! {
            <button name=name value=theme.as_str() form=form formnovalidate=form.is_some() aria-pressed=pressed>
                {label(theme)}
            </button>
        }
    };
    Theme::ALL.map(button)
}
