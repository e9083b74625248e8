//! What respondents are told: what to do, not what they did wrong (ux.md R10).

use super::{Ask, Prompt, Rule};
use crate::{format, locale::Locale};

impl Rule {
    /// The sentence beside the field and in the summary of errors.
    pub fn message(&self, locale: Locale) -> String {
        let say = |sie: &str, du: &str, en: &str| pick(locale, sie, du, en).to_owned();
        match self {
            Rule::Required(ask) => format!("{}.", ask.imperative(locale)),
            Rule::SoftPrompt(prompt) => prompt.message(locale),
            Rule::NotAnOption => say(
                "Wählen Sie eine der angezeigten Antworten aus.",
                "Wähle eine der angezeigten Antworten aus.",
                "Choose one of the answers shown.",
            ),
            Rule::TooMany { max: 1 } => {
                say("Wählen Sie nur eine Antwort aus.", "Wähle nur eine Antwort aus.", "Choose only one answer.")
            }
            Rule::TooMany { max } => match locale {
                Locale::DeSie => format!("Wählen Sie höchstens {max} Antworten aus."),
                Locale::DeDu => format!("Wähle höchstens {max} Antworten aus."),
                Locale::En => format!("Choose no more than {max} answers."),
            },
            Rule::ExclusiveWithOthers => say(
                "Eine der gewählten Antworten schließt die anderen aus. Wählen Sie entweder nur diese oder nur die anderen.",
                "Eine deiner Antworten schließt die anderen aus. Wähle entweder nur diese oder nur die anderen.",
                "One of the answers excludes the others. Choose either only that one or only the others.",
            ),
            Rule::NotADay => say(
                "Geben Sie Tag, Monat und Jahr in Ziffern ein, zum Beispiel 24 5 2026.",
                "Gib Tag, Monat und Jahr in Ziffern ein, zum Beispiel 24 5 2026.",
                "Enter day, month and year in digits, for example 24 5 2026.",
            ),
            Rule::NoSuchDay => say(
                "Diesen Tag gibt es im Kalender nicht. Prüfen Sie Tag und Monat.",
                "Diesen Tag gibt es im Kalender nicht. Prüfe Tag und Monat.",
                "There is no such day in the calendar. Check day and month.",
            ),
            Rule::NotAMonth => say(
                "Wählen Sie einen Monat und geben Sie das Jahr mit vier Ziffern ein.",
                "Wähle einen Monat und gib das Jahr mit vier Ziffern ein.",
                "Choose a month and enter the year with four digits.",
            ),
            Rule::OutsideDays { min, max } => {
                between(format::date(&min.to_string(), locale), format::date(&max.to_string(), locale), locale)
            }
            Rule::OutsideMonths { min, max } => {
                between(format::month(&min.to_string(), locale), format::month(&max.to_string(), locale), locale)
            }
            Rule::NoSuchPlace { places } => match locale {
                Locale::DeSie => format!("Geben Sie einen Platz von 1 bis {places} an."),
                Locale::DeDu => format!("Gib einen Platz von 1 bis {places} an."),
                Locale::En => format!("Give a place from 1 to {places}."),
            },
            Rule::PlaceTaken { place } => match locale {
                Locale::DeSie => format!("Platz {place} ist mehrmals vergeben. Geben Sie jeden Platz nur einmal an."),
                Locale::DeDu => format!("Platz {place} ist mehrmals vergeben. Gib jeden Platz nur einmal an."),
                Locale::En => format!("Place {place} is given more than once. Give each place only once."),
            },
            Rule::PlaceLeftOut { place } => match locale {
                Locale::DeSie => format!("Platz {place} ist noch frei. Vergeben Sie die Plätze ohne Lücke."),
                Locale::DeDu => format!("Platz {place} ist noch frei. Vergib die Plätze ohne Lücke."),
                Locale::En => format!("Place {place} is still free. Give the places without a gap."),
            },
            Rule::WrongSum { total, over } => wrong_sum(*total, *over, locale),
            Rule::BestIsWorst => say(
                "Wählen Sie zwei verschiedene Antworten aus.",
                "Wähle zwei verschiedene Antworten aus.",
                "Choose two different answers.",
            ),
            Rule::NotAnAddress => say(
                "Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
                "Gib eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.",
                "Enter an e-mail address, for example name@example.org.",
            ),
            Rule::ConsentMissing => say(
                "Setzen Sie das Häkchen, oder löschen Sie die Adresse.",
                "Setz das Häkchen, oder lösche die Adresse.",
                "Tick the box, or delete the address.",
            ),
            Rule::AddressMissing => say(
                "Geben Sie Ihre E-Mail-Adresse ein, oder nehmen Sie das Häkchen weg.",
                "Gib deine E-Mail-Adresse ein, oder nimm das Häkchen weg.",
                "Enter your e-mail address, or take the tick away.",
            ),
            Rule::Constraint { message } => message.get(locale).to_owned(),
            Rule::PageChanged => say(
                "Diese Seite hat sich seit dem Öffnen geändert. Prüfen Sie Ihre Antworten und senden Sie sie noch einmal.",
                "Diese Seite hat sich seit dem Öffnen geändert. Prüfe deine Antworten und sende sie noch einmal.",
                "This page has changed since you opened it. Check your answers and send them again.",
            ),
            Rule::NotANumber
            | Rule::NotWhole
            | Rule::TooManyDecimals { .. }
            | Rule::OutOfBounds { .. }
            | Rule::TooLong { .. } => self.typed_message(locale).unwrap_or_default(),
        }
    }

    /// Of what is wrong with a number or a text, which is all that the browser looks at; `None` for every other rule.
    pub fn typed_message(&self, locale: Locale) -> Option<String> {
        let say = |sie: &str, du: &str, en: &str| pick(locale, sie, du, en).to_owned();
        Some(match self {
            Rule::NotANumber => say(
                "Geben Sie eine Zahl in Ziffern ein, zum Beispiel 12.",
                "Gib eine Zahl in Ziffern ein, zum Beispiel 12.",
                "Enter a number in digits, for example 12.",
            ),
            Rule::NotWhole => say(
                "Geben Sie eine ganze Zahl ohne Komma ein.",
                "Gib eine ganze Zahl ohne Komma ein.",
                "Enter a whole number, without a comma or decimals.",
            ),
            Rule::TooManyDecimals { decimals } => decimals_message(*decimals, locale),
            Rule::OutOfBounds { min, max } => {
                let (min, max) = (format::shortest(*min, locale), format::shortest(*max, locale));
                match locale {
                    Locale::DeSie => format!("Geben Sie eine Zahl von {min} bis {max} ein."),
                    Locale::DeDu => format!("Gib eine Zahl von {min} bis {max} ein."),
                    Locale::En => format!("Enter a number from {min} to {max}."),
                }
            }
            Rule::TooLong { max, actual } => too_long(*max, *actual, locale),
            _ => return None,
        })
    }
}

fn pick<'a>(locale: Locale, sie: &'a str, du: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::DeSie => sie,
        Locale::DeDu => du,
        Locale::En => en,
    }
}

fn decimals_message(decimals: u32, locale: Locale) -> String {
    match locale {
        Locale::DeSie if decimals == 1 => "Geben Sie höchstens eine Stelle nach dem Komma ein.".to_owned(),
        Locale::DeDu if decimals == 1 => "Gib höchstens eine Stelle nach dem Komma ein.".to_owned(),
        Locale::En if decimals == 1 => "Enter no more than one decimal place.".to_owned(),
        Locale::DeSie => format!("Geben Sie höchstens {decimals} Stellen nach dem Komma ein."),
        Locale::DeDu => format!("Gib höchstens {decimals} Stellen nach dem Komma ein."),
        Locale::En => format!("Enter no more than {decimals} decimal places."),
    }
}

fn too_long(max: u32, actual: usize, locale: Locale) -> String {
    let over = actual.saturating_sub(max as usize) as u64;
    let (over, max) = (format::count(over, locale), format::count(u64::from(max), locale));
    match locale {
        Locale::DeSie => format!("Kürzen Sie Ihren Text um {over} Zeichen. Höchstens {max} Zeichen sind möglich."),
        Locale::DeDu => format!("Kürze deinen Text um {over} Zeichen. Höchstens {max} Zeichen sind möglich."),
        Locale::En => format!("Shorten your text by {over} characters. No more than {max} characters are possible."),
    }
}

fn between(min: String, max: String, locale: Locale) -> String {
    match locale {
        Locale::DeSie | Locale::DeDu => format!("Möglich ist {min} bis {max}."),
        Locale::En => format!("Possible are {min} to {max}."),
    }
}

/// How much is missing, or too much.
fn wrong_sum(total: u32, over: i64, locale: Locale) -> String {
    let (total, amount) = (format::count(u64::from(total), locale), format::count(over.unsigned_abs(), locale));
    match (locale, over > 0) {
        (Locale::DeSie, true) => format!("{amount} zu viel: Verteilen Sie genau {total}."),
        (Locale::DeDu, true) => format!("{amount} zu viel: Verteile genau {total}."),
        (Locale::En, true) => format!("{amount} too many: distribute exactly {total}."),
        (Locale::DeSie, false) => format!("{amount} fehlen noch: Verteilen Sie genau {total}."),
        (Locale::DeDu, false) => format!("{amount} fehlen noch: Verteile genau {total}."),
        (Locale::En, false) => format!("{amount} still missing: distribute exactly {total}."),
    }
}

impl Prompt {
    fn message(self, locale: Locale) -> String {
        match (self, locale) {
            (Prompt::Unanswered(ask), _) => format!("{}.", ask.imperative(locale)),
            (Prompt::Fewer { chosen, max }, Locale::DeSie) => {
                format!("Sie haben {chosen} von {max} gewählt. Wählen Sie noch mehr aus.")
            }
            (Prompt::Fewer { chosen, max }, Locale::DeDu) => {
                format!("Du hast {chosen} von {max} gewählt. Wähle noch mehr aus.")
            }
            (Prompt::Fewer { chosen, max }, Locale::En) => format!("You have chosen {chosen} of {max}. Choose more."),
            (Prompt::Words, _) => pick(
                locale,
                "Schreiben Sie dazu, was Sie meinen.",
                "Schreib dazu, was du meinst.",
                "Write down what you mean.",
            )
            .to_owned(),
            (Prompt::MoreThanWhole { part, whole }, _) => more_than_whole(part, whole, locale),
        }
    }
}

fn more_than_whole(part: f64, whole: f64, locale: Locale) -> String {
    let (part, whole) = (format::shortest(part, locale), format::shortest(whole, locale));
    match locale {
        Locale::DeSie => {
            format!("Sie haben {part} von {whole} angegeben. Wenn das nicht stimmt, ändern Sie eine der beiden Zahlen.")
        }
        Locale::DeDu => {
            format!("Du hast {part} von {whole} angegeben. Wenn das nicht stimmt, ändere eine der beiden Zahlen.")
        }
        Locale::En => {
            format!("You have given {part} of {whole}. If that is wrong, change one of the two numbers.")
        }
    }
}

impl Ask {
    /// "Wählen Sie eine Antwort aus", without the full stop.
    fn imperative(self, locale: Locale) -> &'static str {
        match self {
            Ask::Choose => pick(locale, "Wählen Sie eine Antwort aus", "Wähle eine Antwort aus", "Choose an answer"),
            Ask::ChooseSeveral => pick(
                locale,
                "Wählen Sie mindestens eine Antwort aus",
                "Wähle mindestens eine Antwort aus",
                "Choose at least one answer",
            ),
            Ask::Rate => {
                pick(locale, "Wählen Sie eine Stufe aus", "Wähle eine Stufe aus", "Choose a point on the scale")
            }
            Ask::ChoosePlace => pick(
                locale,
                "Wählen Sie einen Ort aus der Liste aus",
                "Wähle einen Ort aus der Liste aus",
                "Choose a place from the list",
            ),
            Ask::EnterNumber => pick(locale, "Geben Sie eine Zahl ein", "Gib eine Zahl ein", "Enter a number"),
            Ask::EnterText => pick(locale, "Schreiben Sie eine Antwort", "Schreib eine Antwort", "Write an answer"),
            Ask::EnterDay => pick(locale, "Geben Sie ein Datum ein", "Gib ein Datum ein", "Enter a date"),
            Ask::EnterMonth => pick(
                locale,
                "Geben Sie einen Monat und ein Jahr ein",
                "Gib einen Monat und ein Jahr ein",
                "Enter a month and a year",
            ),
            Ask::GivePlace => pick(locale, "Geben Sie einen Platz an", "Gib einen Platz an", "Give a place"),
            Ask::ChooseOccupation => pick(
                locale,
                "Wählen Sie einen Beruf aus der Liste aus",
                "Wähle einen Beruf aus der Liste aus",
                "Choose an occupation from the list",
            ),
            Ask::EnterAddress => pick(
                locale,
                "Geben Sie eine E-Mail-Adresse ein",
                "Gib eine E-Mail-Adresse ein",
                "Enter an e-mail address",
            ),
        }
    }
}
