//! Plain German ("Einfache Sprache"): short sentences, common words, Sie.

use super::{DE_SIE, Words};

pub const WORDS: Words = Words {
    demo: "Übersetzung nur zum Zeigen. Die Antworten sind erfunden, die Orte sind echt.",
    theme: "Farben",
    theme_system: "wie das Gerät",
    optional: "(Sie müssen nicht antworten)",
    problems: "Etwas stimmt noch nicht",
    not_given: "Keine Antwort",
    ..DE_SIE
};
