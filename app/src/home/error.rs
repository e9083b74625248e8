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
    Unreadable,
    /// An address that only takes forms was opened, or the other way round.
    WrongMethod,
    /// The form came from another site.
    Forbidden,
    TooLarge,
    Busy,
    /// The number under which the cause stands in the log.
    Internal(String),
}

/// As „Sie“, as „du“, in English.
fn pick(locale: Locale, [sie, du, en]: [&str; 3]) -> &str {
    match locale {
        Locale::DeSie => sie,
        Locale::DeDu => du,
        Locale::En => en,
    }
}

impl ErrorPage {
    pub fn title(&self, locale: Locale) -> &'static str {
        let (german, english) = match self {
            ErrorPage::NotFound => ("Diese Seite gibt es nicht", "There is no such page"),
            ErrorPage::Conflict(_) => ("Das geht gerade nicht", "This is not possible right now"),
            ErrorPage::BadRequest(_) | ErrorPage::Unreadable => {
                ("Das konnten wir nicht lesen", "We could not read that")
            }
            ErrorPage::WrongMethod => ("Das geht so nicht", "This does not work like that"),
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
        let texts = match self {
            ErrorPage::NotFound => [
                "Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.",
                "Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.",
                "Perhaps the address is mistyped, or the page has moved.",
            ],
            ErrorPage::Conflict(what) | ErrorPage::BadRequest(what) => return what.clone(),
            ErrorPage::Unreadable => {
                ["Die Anfrage war nicht lesbar.", "Die Anfrage war nicht lesbar.", "The request could not be read."]
            }
            ErrorPage::WrongMethod => [
                "Diese Adresse kann so nicht aufgerufen werden.",
                "Diese Adresse kann so nicht aufgerufen werden.",
                "This address cannot be opened like that.",
            ],
            ErrorPage::Forbidden => [
                "Das Formular kam von einer fremden Seite. Öffnen Sie die Seite hier noch einmal und senden Sie es dann.",
                "Das Formular kam von einer fremden Seite. Öffne die Seite hier noch einmal und sende es dann.",
                "The form came from another site. Open the page here again and then send it.",
            ],
            ErrorPage::TooLarge => [
                "Mehr als 2 MB nehmen wir nicht an. Gehen Sie in Ihrem Browser zurück: Was Sie eingegeben haben, ist dort noch da. Kürzen Sie den Text und senden Sie ihn noch einmal.",
                "Mehr als 2 MB nehmen wir nicht an. Geh in deinem Browser zurück: Was du eingegeben hast, ist dort noch da. Kürze den Text und sende ihn noch einmal.",
                "We accept at most 2 MB. Go back in your browser: what you typed is still there. Shorten the text and send it again.",
            ],
            ErrorPage::Busy => [
                "Der Speicher antwortet gerade nicht. Gehen Sie in Ihrem Browser zurück: Ihre Eingaben sind dort noch da. Zweimal senden schadet nicht, es zählt nur einmal.",
                "Der Speicher antwortet gerade nicht. Geh in deinem Browser zurück: Deine Eingaben sind dort noch da. Zweimal senden schadet nicht, es zählt nur einmal.",
                "The storage does not respond at the moment. Go back in your browser: what you typed is still there. Sending twice does no harm, it counts once.",
            ],
            ErrorPage::Internal(_) => [
                "Was zuletzt als gespeichert angezeigt wurde, ist gespeichert. Gehen Sie zurück und versuchen Sie es noch einmal.",
                "Was zuletzt als gespeichert angezeigt wurde, ist gespeichert. Geh zurück und versuch es noch einmal.",
                "What was last shown as saved is saved. Go back and try again.",
            ],
        };
        pick(locale, texts).to_owned()
    }

    /// What the log knows this error by.
    fn number(&self, locale: Locale) -> Option<String> {
        let ErrorPage::Internal(number) = self else { return None };
        let please = [
            "Wenn Sie uns schreiben, nennen Sie bitte diese Nummer:",
            "Wenn du uns schreibst, nenn bitte diese Nummer:",
            "If you write to us, please give this number:",
        ];
        Some(format!("{} {number}", pick(locale, please)))
    }
}

/// `home`: where the way on leads, the front door or the start of a survey.
pub fn error_page(page: &ErrorPage, locale: Locale, home: &str) -> impl IntoView + use<> {
    let onward = match home {
        "/" => ["Zur Startseite", "Zur Startseite", "To the start page"],
        _ => ["Zum Anfang der Umfrage", "Zum Anfang der Umfrage", "To the start of the survey"],
    };
    view! {
        <div class="state">
            <Motif/>
            <div class="flow">
                <h1>{page.title(locale)}</h1>
                <p>{page.text(locale)}</p>
                {page.number(locale).map(|number| view! { <p class="muted">{number}</p> })}
                <div class="row">
                    <LinkButton href=home.to_owned()>{pick(locale, onward).to_owned()}</LinkButton>
                </div>
            </div>
        </div>
    }
}
