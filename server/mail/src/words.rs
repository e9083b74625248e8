//! The texts of the four mails. German speaks to firms, so it is „Sie“ throughout.

use domain::{Locale, format};

use crate::{Kind, Letter};

pub struct Words {
    pub subject: String,
    /// Before the staff's own paragraph.
    pub opening: String,
    /// The name of the link.
    pub button: &'static str,
    /// The name of the link that ends the mails of this survey.
    pub enough: &'static str,
    /// After the link.
    pub closing: Vec<String>,
    pub regards: &'static str,
    pub why: String,
    pub decline: &'static str,
    pub privacy: &'static str,
}

pub fn greeting(person: &str, locale: Locale) -> String {
    match (locale.is_german(), person.is_empty()) {
        (true, true) => "Guten Tag,".to_owned(),
        (true, false) => format!("Guten Tag {person},"),
        (false, true) => "Good day,".to_owned(),
        (false, false) => format!("Dear {person},"),
    }
}

pub fn words(letter: &Letter<'_>) -> Words {
    if letter.locale.is_german() { german(letter) } else { english(letter) }
}

fn german(letter: &Letter<'_>) -> Words {
    let (title, who) = (letter.title, letter.sender.organisation);
    let until = letter.closes.map(|day| format::date(day, Locale::DeSie));
    let takes = format!("etwa {} {}", letter.minutes, if letter.minutes == 1 { "Minute" } else { "Minuten" });
    let answered = answered_german(letter);
    let (subject, opening) = match letter.kind {
        Kind::Invitation => {
            (format!("Einladung: {title}"), format!("{who} lädt Sie zur Umfrage „{title}“ ein. Sie dauert {takes}."))
        }
        Kind::FirstReminder => (
            format!("Erinnerung: {title}"),
            format!("vor Kurzem haben wir Sie zur Umfrage „{title}“ eingeladen. Sie dauert {takes}. {answered}"),
        ),
        Kind::SecondReminder => (
            format!("Noch einmal: {title}"),
            if letter.is_personal() {
                format!("Ihre Antworten zur Umfrage „{title}“ fehlen uns noch. Sie dauert {takes}. {answered}")
            } else {
                format!("die Umfrage „{title}“ läuft noch. Sie dauert {takes}. {answered}")
            },
        ),
        Kind::LastCall => (
            format!("Letzte Gelegenheit: {title}"),
            format!("die Umfrage „{title}“ endet bald. Sie dauert {takes}. {answered}"),
        ),
    };
    let mut closing = Vec::new();
    if let Some(until) = until {
        closing.push(format!("Die Umfrage endet am {until}."));
    }
    if letter.is_personal() {
        closing.push("Der Link gehört zu dieser Einladung und gilt für eine Antwort.".to_owned());
    }
    if letter.asks_for_name {
        closing.push(
            "Ob der Name Ihres Unternehmens bei der Antwort steht, wählen Sie am Anfang. Ohne Namen geht es genauso."
                .to_owned(),
        );
    }
    closing.push("Wer in Ihrem Unternehmen antwortet, entscheiden Sie.".to_owned());
    Words {
        subject,
        opening,
        button: "Zur Umfrage",
        enough: "Keine Erinnerung mehr an diese Umfrage",
        closing,
        regards: "Freundliche Grüße",
        why: format!("Diese Mail ging an {}.", letter.email),
        decline: "Wir nehmen nicht teil und möchten keine Mails mehr",
        privacy: "Datenschutz",
    }
}

/// To whoever has answered; of an open link nobody knows who that is.
fn answered_german(letter: &Letter<'_>) -> &'static str {
    match (letter.is_personal(), letter.kind) {
        (true, _) => "Falls Sie inzwischen geantwortet haben, ist diese Mail überholt. Vielen Dank!",
        (false, Kind::LastCall) => {
            "Wer schon geantwortet hat, wissen wir nicht, denn der Link ist für alle derselbe. Falls Sie dabei waren: \
             vielen Dank! Das ist unsere letzte Mail zu dieser Umfrage."
        }
        (false, _) => {
            "Wer schon geantwortet hat, wissen wir nicht, denn der Link ist für alle derselbe. Falls Sie dabei waren: \
             vielen Dank! Weiter unten können Sie die Erinnerungen beenden."
        }
    }
}

fn english(letter: &Letter<'_>) -> Words {
    let (title, who) = (letter.title, letter.sender.organisation);
    let until = letter.closes.map(|day| format::date(day, Locale::En));
    let takes = format!("about {} {}", letter.minutes, if letter.minutes == 1 { "minute" } else { "minutes" });
    let answered = answered_english(letter);
    let (subject, opening) = match letter.kind {
        Kind::Invitation => {
            (format!("Invitation: {title}"), format!("{who} invites you to the survey “{title}”. It takes {takes}."))
        }
        Kind::FirstReminder => (
            format!("Reminder: {title}"),
            format!("We recently invited you to the survey “{title}”. It takes {takes}. {answered}"),
        ),
        Kind::SecondReminder => (
            format!("Once more: {title}"),
            if letter.is_personal() {
                format!("We are still missing your answers to the survey “{title}”. It takes {takes}. {answered}")
            } else {
                format!("The survey “{title}” is still open. It takes {takes}. {answered}")
            },
        ),
        Kind::LastCall => {
            (format!("Last chance: {title}"), format!("The survey “{title}” ends soon. It takes {takes}. {answered}"))
        }
    };
    let mut closing = Vec::new();
    if let Some(until) = until {
        closing.push(format!("The survey ends on {until}."));
    }
    if letter.is_personal() {
        closing.push("The link belongs to this invitation and is good for one answer.".to_owned());
    }
    if letter.asks_for_name {
        closing.push(
            "At the start you choose whether your company’s name stands beside the answer. Without a name it works \
             just as well."
                .to_owned(),
        );
    }
    closing.push("Who answers in your company is up to you.".to_owned());
    Words {
        subject,
        opening,
        button: "Go to the survey",
        enough: "No more reminders about this survey",
        closing,
        regards: "Kind regards",
        why: format!("This message was sent to {}.", letter.email),
        decline: "We do not take part and want no more messages",
        privacy: "Privacy",
    }
}

fn answered_english(letter: &Letter<'_>) -> &'static str {
    match (letter.is_personal(), letter.kind) {
        (true, _) => "If you have answered meanwhile, please ignore this message. Thank you!",
        (false, Kind::LastCall) => {
            "We do not know who has answered already, because the link is the same for everybody. If you have: thank you! \
             This is our last message about this survey."
        }
        (false, _) => {
            "We do not know who has answered already, because the link is the same for everybody. If you have: thank you! \
             Further down you can end the reminders."
        }
    }
}
