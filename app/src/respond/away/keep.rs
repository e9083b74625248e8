//! What the script of the survey pages finds and says: which draft a form belongs to, and the words for when something
//! typed was restored or could not be sent. Nothing of it is seen without script.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

/// Of one form: under which name its browser keeps what is typed into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// The survey's address.
    pub wave: String,
    /// Of the draft: what was kept of another one is thrown away.
    pub mark: String,
    /// What is asked in this form.
    pub step: String,
    /// On a device for many nothing is kept.
    pub kiosk: bool,
}

/// Stands in the form. The script moves the words into the line that is read out.
#[component]
pub fn Kept(keep: Keep, locale: Locale) -> impl IntoView {
    let words = words(locale);
    let offline = if keep.kiosk { words.offline_kiosk } else { words.offline };
    view! {
        <div data-keep=keep.wave data-mark=keep.mark data-step=keep.step data-kiosk=keep.kiosk>
            <div role="status"></div>
            <template data-say="restored">
                <div class="notice">
                    <p>{words.restored}</p>
                    <p><button type="button" class="button secondary small">{words.discard}</button></p>
                </div>
            </template>
            <template data-say="offline">
                <div class="notice warning">
                    <h2>{words.offline_title}</h2>
                    <p>{offline}</p>
                </div>
            </template>
        </div>
    }
}
