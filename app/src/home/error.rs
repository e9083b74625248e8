//! What went wrong, in a sentence, and how to go on. Never a stack trace, never a dead end.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{LinkButton, Motif};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorPage {
    NotFound,
    /// Somebody was faster, or this step is not possible now; the text says which.
    Conflict(String),
    BadRequest(String),
    /// The form came from another site.
    Forbidden,
    TooLarge,
    Busy,
    /// The number under which the cause stands in the log.
    Internal(String),
}

impl ErrorPage {
    pub fn title(&self, locale: Locale) -> &'static str {
        let (german, english) = match self {
            ErrorPage::NotFound => ("Diese Seite gibt es nicht", "There is no such page"),
            ErrorPage::Conflict(_) => ("Das geht gerade nicht", "This is not possible right now"),
            ErrorPage::BadRequest(_) => ("Das konnten wir nicht lesen", "We could not read that"),
            ErrorPage::Forbidden => ("Das haben wir nicht angenommen", "We did not accept that"),
            ErrorPage::TooLarge => ("Das war zu viel auf einmal", "That was too much at once"),
            ErrorPage::Busy => {
                ("Nicht gespeichert. Bitte gleich noch einmal senden", "Not saved. Please send it again in a moment")
            }
            ErrorPage::Internal(_) => ("Da ist uns ein Fehler passiert", "We made a mistake"),
        };
        if locale.is_german() { german } else { english }
    }

    fn text(&self, locale: Locale) -> String {
        let (german, english) = match self {
            ErrorPage::NotFound => (
                "Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.",
                "Perhaps the address is mistyped, or the page has moved.",
            ),
            ErrorPage::Conflict(what) | ErrorPage::BadRequest(what) => (what.as_str(), what.as_str()),
            ErrorPage::Forbidden => (
                "Das Formular kam von einer fremden Seite. Öffnen Sie die Seite hier noch einmal und senden Sie es dann.",
                "The form came from another site. Open the page here again and then send it.",
            ),
            ErrorPage::TooLarge => (
                "Mehr als 2 MB nehmen wir nicht an. Gehen Sie in Ihrem Browser zurück: Was Sie eingegeben haben, ist dort noch da. Kürzen Sie den Text und senden Sie ihn noch einmal.",
                "We accept at most 2 MB. Go back in your browser: what you typed is still there. Shorten the text and send it again.",
            ),
            ErrorPage::Busy => (
                "Der Speicher antwortet gerade nicht. Gehen Sie in Ihrem Browser zurück: Ihre Eingaben sind dort noch da. Zweimal senden schadet nicht, es zählt nur einmal.",
                "The storage does not respond at the moment. Go back in your browser: what you typed is still there. Sending twice does no harm, it counts once.",
            ),
            ErrorPage::Internal(_) => (
                "Was zuletzt als gespeichert angezeigt wurde, ist gespeichert. Gehen Sie zurück und versuchen Sie es noch einmal.",
                "What was last shown as saved is saved. Go back and try again.",
            ),
        };
        (if locale.is_german() { german } else { english }).to_owned()
    }
}

pub fn error_page(page: &ErrorPage, locale: Locale) -> impl IntoView + use<> {
    let number = match page {
        ErrorPage::Internal(number) => Some(if locale.is_german() {
            format!("Wenn Sie uns schreiben, nennen Sie bitte diese Nummer: {number}")
        } else {
            format!("If you write to us, please give this number: {number}")
        }),
        _ => None,
    };
    view! {
        <div class="state">
            <Motif/>
            <div class="flow">
                <h1>{page.title(locale)}</h1>
                <p>{page.text(locale)}</p>
                {number.map(|number| view! { <p class="muted">{number}</p> })}
                <div class="row">
                    <LinkButton href="/">{if locale.is_german() { "Zur Startseite" } else { "To the start page" }}</LinkButton>
                </div>
            </div>
        </div>
    }
}
