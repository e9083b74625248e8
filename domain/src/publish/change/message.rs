//! The changes in words, for staff: what differs, why it matters, and what to do about it.

use super::{Change, ChoiceChange, Judgement, Kind, Likeness, ScaleChange, What};
use crate::{locale::Locale, meaning::Audience};

impl Change {
    /// "Frage „branche“", or the survey.
    pub fn place(&self) -> String {
        self.item.as_ref().map_or_else(|| "Umfrage".to_owned(), |item| format!("Frage „{item}“"))
    }

    /// What differs, and what that means for the answers there are.
    pub fn sentence(&self) -> String {
        let said = self.kind.said();
        match self.kind.why() {
            Some(why) if self.judgement != Judgement::Fine => format!("{said} {why}"),
            _ => said,
        }
    }

    /// What to do; nothing where nothing has to be done.
    pub fn remedy(&self) -> Option<String> {
        match (self.judgement, &self.item) {
            (Judgement::Refused, Some(item)) => Some(format!(
                "Nehmen Sie die Änderung zurück, oder führen Sie „{item}“ als neue Frage mit eigener Kennung: Die \
                 bisherigen Antworten bleiben, wie sie sind, und die neuen bekommen eine eigene Spalte."
            )),
            (Judgement::Refused, None) => Some(match &self.kind {
                Kind::K { from, .. } => format!("Lassen Sie k bei mindestens {from}."),
                _ => "Nehmen Sie die Änderung zurück, oder legen Sie eine neue Umfrage an.".to_owned(),
            }),
            (Judgement::Confirm, Some(item)) => Some(format!(
                "Ist dasselbe gemeint, bestätigen Sie es beim Veröffentlichen. Ist etwas anderes gemeint, führen Sie \
                 „{item}“ als neue Frage."
            )),
            (Judgement::Confirm, None) => Some("Bestätigen Sie es beim Veröffentlichen.".to_owned()),
            (Judgement::Fine | Judgement::Note, _) => None,
        }
    }
}

impl Kind {
    fn said(&self) -> String {
        match self {
            Kind::Audience { from, to } => {
                format!("Die Umfrage richtet sich an {} statt an {}.", audience(*to), audience(*from))
            }
            Kind::K { from, to } => format!("Gezeigt wird ab {to} statt ab {from} Antworten."),
            Kind::LocaleAdded(locale) => format!("Die Umfrage gibt es auch {}.", language(*locale)),
            Kind::LocaleRemoved(locale) => format!("Die Umfrage gibt es nicht mehr {}.", language(*locale)),
            Kind::Promise => "Der Satz dazu, was mit den Antworten geschieht, hat sich geändert.".to_owned(),
            Kind::Words => "Titel, Einleitung oder Überschriften haben sich geändert.".to_owned(),
            Kind::Reordered => "Die Fragen kommen in einer anderen Reihenfolge.".to_owned(),
            Kind::Added => "Diese Frage ist neu.".to_owned(),
            Kind::Removed => "Diese Frage wird nicht mehr gestellt.".to_owned(),
            Kind::Back => "Diese Frage gab es früher und jetzt wieder.".to_owned(),
            Kind::Moved => "Die Frage steht auf einer anderen Seite.".to_owned(),
            Kind::Wording(likeness) => reworded("Der Wortlaut", *likeness),
            Kind::SecondWording(likeness) => reworded("Der Wortlaut des zweiten Durchgangs", *likeness),
            Kind::Retyped { from, to } => format!("Aus der Art „{from}“ ist „{to}“ geworden."),
            Kind::Repeat { from: None, to: Some(to), .. } => {
                format!("Die Frage wird jetzt einmal je Antwort auf „{to}“ gestellt.")
            }
            Kind::Repeat { from: Some(from), to: None, .. } => {
                format!("Die Frage wird nicht mehr je Antwort auf „{from}“ gestellt, sondern einmal.")
            }
            Kind::Repeat { .. } => "Die Frage wiederholt sich für die Antworten einer anderen Frage.".to_owned(),
            Kind::Condition => "Wem die Frage gestellt wird, hat sich geändert.".to_owned(),
            Kind::Required { now: true } => "Die Frage muss jetzt beantwortet werden.".to_owned(),
            Kind::Required { now: false } => "Die Frage muss nicht mehr beantwortet werden.".to_owned(),
            Kind::Bounds => "Was sich eingeben lässt, hat andere Grenzen.".to_owned(),
            Kind::Total { from, to } => format!("Zusammen sind es {to} statt {from}."),
            Kind::Blocks => "Die Zeilen werden anders zu Blöcken zusammengestellt.".to_owned(),
            Kind::Consent => "Wozu man mit der Adresse zustimmt, hat sich geändert.".to_owned(),
            Kind::Comment { now: true } => "Zu der Frage kann man jetzt etwas anmerken.".to_owned(),
            Kind::Comment { now: false } => "Zu der Frage kann man nichts mehr anmerken.".to_owned(),
            Kind::Limit => "Wie viele Antworten man wählen darf, hat sich geändert.".to_owned(),
            Kind::Unit(likeness) => reworded("Die Einheit", *likeness),
            Kind::Ends(likeness) => reworded("Die Beschriftung der Enden", *likeness),
            Kind::Scale { fulfilment, change } => change.said(*fulfilment),
            Kind::Meaning { names, .. } => format!("Die Bedeutung (meaning) ist anders: {}.", names.join(", ")),
            Kind::Choice { what, id, change } => change.said(*what, id.as_str()),
            Kind::ChoicesReordered(What::Option) => "Die Antworten stehen in einer anderen Reihenfolge.".to_owned(),
            Kind::ChoicesReordered(What::Column) => "Die Spalten stehen in einer anderen Reihenfolge.".to_owned(),
            Kind::ChoicesReordered(What::Row | What::Rival) => {
                "Die Zeilen stehen in einer anderen Reihenfolge.".to_owned()
            }
        }
    }

    fn why(&self) -> Option<&'static str> {
        Some(match self {
            Kind::Audience { .. } => "Wer schon geantwortet hat, gehört zu einem anderen Kreis.",
            Kind::K { from, to } if to < from => "Wer schon geantwortet hat, dem wurde die größere Gruppe zugesagt.",
            Kind::LocaleRemoved(_) => "Wer gerade in dieser Sprache antwortet, macht in einer anderen weiter.",
            Kind::Promise => "Wer schon geantwortet hat, hat den früheren Satz gelesen; er gilt für diese Antworten.",
            Kind::Removed => "Die bisherigen Antworten bleiben und behalten ihre Spalte.",
            Kind::Back => "Dazwischen liegt eine Zeit, in der sie nicht gestellt wurde.",
            Kind::Wording(_) | Kind::SecondWording(_) | Kind::Unit(_) | Kind::Ends(_) => UNLIKE,
            Kind::Retyped { .. } => "Bisherige und neue Antworten passen nicht in eine Spalte.",
            Kind::Repeat { kept: true, .. } => {
                "Die Wiederholungen werden an den Kennungen der Antworten erkannt; gleiche Kennungen zählen zusammen."
            }
            Kind::Repeat { from: Some(_), to: Some(_), .. } => {
                "Nicht alle bisherigen Wiederholungen gibt es dort, oder sie heißen anders."
            }
            Kind::Repeat { .. } => "Bisherige und neue Antworten passen nicht in eine Spalte.",
            Kind::Condition => "Anteile vor und nach der Änderung beziehen sich auf andere Befragte.",
            Kind::Required { .. } => "Wie viele nichts angeben, lässt sich vorher und nachher nicht vergleichen.",
            Kind::Bounds => "Bisherige Angaben bleiben, auch außerhalb der neuen Grenzen.",
            Kind::Total { .. } => "Bisherige und neue Anteile lassen sich nicht zusammenzählen.",
            Kind::Blocks => "Bisherige Antworten nennen die Blöcke, wie sie waren.",
            Kind::Consent => "Bisherige Zustimmungen gelten für den früheren Satz.",
            Kind::Comment { now: false } => "Die bisherigen Anmerkungen bleiben und behalten ihre Spalte.",
            Kind::Limit => "Die Anteile sind vorher und nachher nur mit Vorsicht zu vergleichen.",
            Kind::Scale { change, .. } => change.why(),
            Kind::Meaning { overwritten: true, .. } => "Bisherige Antworten würden als etwas anderes ausgewertet.",
            Kind::Meaning { .. } => "Die Auswertung behandelt auch die bisherigen Antworten so.",
            Kind::Choice { what, change, .. } => return change.why(*what),
            Kind::K { .. }
            | Kind::LocaleAdded(_)
            | Kind::Words
            | Kind::Reordered
            | Kind::Added
            | Kind::Moved
            | Kind::Comment { now: true }
            | Kind::ChoicesReordered(_) => return None,
        })
    }
}

const UNLIKE: &str = "Bisherige Antworten stehen unter dem früheren Wortlaut.";

impl ScaleChange {
    fn said(&self, fulfilment: bool) -> String {
        let scale = if fulfilment { "Die Skala des zweiten Durchgangs" } else { "Die Skala" };
        match self {
            ScaleChange::Points { from, to } => format!("{scale} hat {to} statt {from} Stufen."),
            ScaleChange::Direction => format!("{scale} hat ihr gutes Ende auf der anderen Seite."),
            ScaleChange::Recoded => format!("{scale} hat ihre Beschriftungen an anderen Stufen."),
            ScaleChange::Label { point, likeness } => reworded(&format!("{scale}: Die Stufe {point}"), *likeness),
            ScaleChange::Evasions => format!("{scale} bietet andere Ausweichantworten („weiß nicht“)."),
        }
    }

    fn why(&self) -> &'static str {
        match self {
            ScaleChange::Points { .. } => "Eine 4 von 5 ist nicht dasselbe wie eine 4 von 7.",
            ScaleChange::Direction | ScaleChange::Recoded => "Bisherige Antworten bedeuteten dann etwas anderes.",
            ScaleChange::Label { .. } => UNLIKE,
            ScaleChange::Evasions => "Wie viele ausweichen, lässt sich vorher und nachher nicht vergleichen.",
        }
    }
}

impl ChoiceChange {
    fn said(&self, what: What, id: &str) -> String {
        let named = match what {
            What::Option => format!("Die Antwort „{id}“"),
            What::Row | What::Rival => format!("Die Zeile „{id}“"),
            What::Column => format!("Die Spalte „{id}“"),
        };
        match self {
            ChoiceChange::Added => format!("{named} ist neu."),
            ChoiceChange::Removed => format!("{named} gibt es nicht mehr."),
            ChoiceChange::Listed { is_gone: false } => format!("{named} ist in der Liste dazugekommen."),
            ChoiceChange::Listed { is_gone: true } => format!("{named} steht nicht mehr in der Liste."),
            ChoiceChange::Recoded { from } => format!("{named} sagt jetzt, was vorher „{from}“ gesagt hat."),
            ChoiceChange::Label(likeness) => reworded(&named, *likeness),
            ChoiceChange::Condition => format!("{named} steht unter einer anderen Bedingung."),
            ChoiceChange::Exclusive { now: true } => format!("{named} schließt jetzt alle anderen aus."),
            ChoiceChange::Exclusive { now: false } => format!("{named} schließt die anderen nicht mehr aus."),
            ChoiceChange::Other { now: true } => format!("{named} fragt jetzt nach eigenen Worten."),
            ChoiceChange::Other { now: false } => format!("{named} fragt nicht mehr nach eigenen Worten."),
            ChoiceChange::Bounds => format!("{named} hat andere Grenzen."),
            ChoiceChange::Meaning { names, .. } => {
                format!("{named} hat eine andere Bedeutung (meaning): {}.", names.join(", "))
            }
        }
    }

    fn why(&self, what: What) -> Option<&'static str> {
        Some(match (self, what) {
            (ChoiceChange::Added, What::Option) => "Wer schon geantwortet hat, konnte sie nicht wählen.",
            (ChoiceChange::Added, What::Rival) => {
                "Wer schon geantwortet hat, konnte sie nicht mit den anderen vergleichen."
            }
            (ChoiceChange::Added, What::Row | What::Column) => return None,
            (ChoiceChange::Removed, What::Option) => {
                "Wer sie gewählt hätte, wählt jetzt etwas anderes: Die Anteile wären nicht vergleichbar."
            }
            (ChoiceChange::Removed, What::Rival) => {
                "Wer sie mit den anderen verglichen hat, hat etwas anderes beantwortet: Rang und Anteil wären nicht \
                 vergleichbar."
            }
            (ChoiceChange::Removed, What::Row | What::Column) => {
                "Die bisherigen Antworten bleiben und behalten ihre Spalte."
            }
            (ChoiceChange::Listed { is_gone: false }, _) => "Wer schon geantwortet hat, konnte sie nicht wählen.",
            (ChoiceChange::Listed { is_gone: true }, _) => "Bisherige Antworten bleiben.",
            (ChoiceChange::Recoded { .. }, _) => "Bisherige Antworten bedeuteten dann etwas anderes.",
            (ChoiceChange::Label(_), _) => UNLIKE,
            (ChoiceChange::Condition, _) => "Sie wird anderen angeboten als bisher.",
            (ChoiceChange::Exclusive { .. }, _) => {
                "Was zusammen gewählt werden kann, ist vorher und nachher verschieden."
            }
            (ChoiceChange::Other { .. }, _) => "Was geschrieben wurde, bleibt und behält seine Spalte.",
            (ChoiceChange::Bounds, _) => "Bisherige Angaben bleiben, auch außerhalb der neuen Grenzen.",
            (ChoiceChange::Meaning { overwritten: true, .. }, _) => {
                "Bisherige Antworten würden als etwas anderes ausgewertet."
            }
            (ChoiceChange::Meaning { .. }, _) => "Die Auswertung behandelt auch die bisherigen Antworten so.",
        })
    }
}

fn reworded(what: &str, likeness: Likeness) -> String {
    match likeness {
        Likeness::Like => format!("{what} ist etwas anders geschrieben."),
        Likeness::Unlike => format!("{what} lautet ganz anders."),
    }
}

fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Firm => "Unternehmen",
        Audience::Apprentice => "Auszubildende",
        Audience::Other => "andere",
    }
}

fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::DeSie => "auf Deutsch (Sie)",
        Locale::DeDu => "auf Deutsch (du)",
        Locale::En => "auf Englisch",
    }
}
