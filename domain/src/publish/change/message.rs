//! The changes in words, for staff: what differs, why it matters, and what to do about it.

use super::{Change, ChoiceChange, ComputeChange, ExitChange, Judgement, Kind, Likeness, ScaleChange, What};
use crate::{meaning::Audience, survey::Level};

impl Change {
    /// "Frage „branche“", or the survey.
    pub fn place(&self) -> String {
        match (&self.item, &self.kind) {
            (None, _) => "Umfrage".to_owned(),
            (Some(id), Kind::Computed(_)) => format!("Berechneter Wert „{id}“"),
            (Some(item), _) => format!("Frage „{item}“"),
        }
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
            (Judgement::Refused, Some(id)) if matches!(self.kind, Kind::Computed(_)) => Some(format!(
                "Nehmen Sie die Änderung zurück, oder führen Sie den Wert unter einer neuen Kennung statt „{id}“: Was \
                 schon gespeichert ist, behält seine Spalte."
            )),
            (Judgement::Refused, Some(item)) => Some(format!(
                "Nehmen Sie die Änderung zurück, oder führen Sie „{item}“ als neue Frage mit eigener Kennung: Die \
                 bisherigen Antworten bleiben, wie sie sind, und die neuen bekommen eine eigene Spalte."
            )),
            (Judgement::Refused, None) => Some(match &self.kind {
                Kind::K { from, .. } => format!("Lassen Sie k bei mindestens {from}."),
                Kind::Retention { from, .. } => format!("Lassen Sie es bei höchstens {from} Monaten."),
                _ => "Nehmen Sie die Änderung zurück, oder legen Sie eine neue Umfrage an.".to_owned(),
            }),
            (Judgement::Confirm, Some(item)) => Some(format!(
                "Ist dasselbe gemeint, bestätigen Sie es beim Veröffentlichen. Ist etwas anderes gemeint, führen Sie \
                 „{item}“ als neue Frage."
            )),
            (Judgement::Confirm, None) => Some(match &self.kind {
                Kind::Exit { is_quota: true, .. } => {
                    "Bestätigen Sie es beim Veröffentlichen, oder geben Sie der Quote eine neue Kennung: Dann zählt sie \
                     neu."
                        .to_owned()
                }
                _ => "Bestätigen Sie es beim Veröffentlichen.".to_owned(),
            }),
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
            Kind::LocaleAdded(locale) => {
                format!("Die Umfrage gibt es auch in dieser Sprache: {}.", locale.german_name())
            }
            Kind::LocaleRemoved(locale) => {
                format!("Die Umfrage gibt es in dieser Sprache nicht mehr: {}.", locale.german_name())
            }
            Kind::Promise => "Der Satz dazu, was mit den Antworten geschieht, hat sich geändert.".to_owned(),
            Kind::Retention { from, to } => {
                format!("Einzelne Antworten werden {to} statt {from} Monate aufbewahrt.")
            }
            Kind::Level { from, to } => format!("Die Antworten sind {} statt {}.", level(*to), level(*from)),
            Kind::Words => "Titel, Einleitung, Überschriften oder Hinweise haben sich geändert.".to_owned(),
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
            Kind::RequiredIf => "Wer die Frage beantworten muss, hat sich geändert.".to_owned(),
            Kind::Constraints => "Was zusammen eingegeben werden darf, hat sich geändert.".to_owned(),
            Kind::PageConstraints(page) => {
                format!("Auf der Seite „{page}“ hat sich geändert, was zusammen eingegeben werden darf.")
            }
            Kind::Order => "Ob die Reihenfolge ausgelost wird, hat sich geändert.".to_owned(),
            Kind::Computed(change) => change.said(),
            Kind::Exit { is_quota, id, change } => change.said(*is_quota, id.as_str()),
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
            Kind::Retention { from, to } if to > from => {
                "Wer schon geantwortet hat, dem wurde die kürzere Zeit zugesagt."
            }
            Kind::Retention { .. } => "Das gilt dann auch für die bisherigen Antworten.",
            Kind::Level { .. } => "Wer schon geantwortet hat, dem wurde das Bisherige zugesagt.",
            Kind::RequiredIf => "Wie viele nichts angeben, lässt sich vorher und nachher nicht vergleichen.",
            Kind::Constraints | Kind::PageConstraints(_) => {
                "Bisherige Angaben bleiben, auch wenn sie nicht dazu passen."
            }
            Kind::Order => {
                "Was zuerst steht, wird eher gewählt: Anteile vorher und nachher können sich darum unterscheiden."
            }
            Kind::Computed(change) => return change.why(),
            Kind::Exit { is_quota, change, .. } => return change.why(*is_quota),
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

impl ComputeChange {
    fn said(&self) -> String {
        match self {
            ComputeChange::Added => "Dieser Wert wird neu berechnet.",
            ComputeChange::Removed => "Dieser Wert wird nicht mehr berechnet.",
            ComputeChange::Value { .. } => "Der Wert wird anders berechnet.",
            ComputeChange::Kept { now: true } => "Der Wert wird jetzt mit den Antworten gespeichert.",
            ComputeChange::Kept { now: false } => "Der Wert wird nicht mehr mit den Antworten gespeichert.",
            ComputeChange::Label => "Der Wert ist etwas anders beschrieben.",
            ComputeChange::WasAsked => "Was jetzt berechnet wird, wurde bisher gefragt.",
            ComputeChange::IsAsked { .. } => "Was bisher berechnet wurde, wird jetzt gefragt.",
        }
        .to_owned()
    }

    fn why(&self) -> Option<&'static str> {
        Some(match self {
            ComputeChange::Added | ComputeChange::Label => return None,
            ComputeChange::Removed | ComputeChange::Kept { now: false } => {
                "Was gespeichert ist, bleibt und behält seine Spalte."
            }
            ComputeChange::Value { kept: true } => "In einer Spalte stünden zwei verschiedene Werte.",
            ComputeChange::Value { kept: false } => "Was ihn liest, fragt oder prüft jetzt anders.",
            ComputeChange::Kept { now: true } => "Für bisherige Antworten gibt es ihn nicht.",
            ComputeChange::WasAsked | ComputeChange::IsAsked { kept: true } => {
                "Bisherige und neue Werte passen nicht in eine Spalte."
            }
            ComputeChange::IsAsked { kept: false } => "Gespeichert wurde davon nichts.",
        })
    }
}

impl ExitChange {
    fn said(&self, is_quota: bool, id: &str) -> String {
        let named = if is_quota { format!("Die Quote „{id}“") } else { format!("Der Ausschluss „{id}“") };
        match self {
            ExitChange::Added => format!("{named} ist neu."),
            ExitChange::Removed => format!("{named} gilt nicht mehr."),
            ExitChange::Condition => format!("{named} gilt für andere als bisher."),
            ExitChange::Limit { from, to } => format!("{named} nimmt {to} statt {from} Antworten."),
        }
    }

    fn why(&self, is_quota: bool) -> Option<&'static str> {
        Some(match self {
            ExitChange::Added if is_quota => "Gezählt wird ab jetzt; bisherige Antworten zählen nicht mit.",
            ExitChange::Condition if is_quota => "Wer schon gezählt ist, zählt weiter mit.",
            ExitChange::Added | ExitChange::Removed | ExitChange::Condition => {
                "Vor und nach der Änderung antworten verschiedene Befragte."
            }
            ExitChange::Limit { .. } => "Gezählt wird weiter wie bisher.",
        })
    }
}

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

fn level(level: Level) -> &'static str {
    match level {
        Level::Anonymous => "anonym",
        Level::Uncoupled => "entkoppelt",
        Level::Named => "mit Namen",
    }
}
