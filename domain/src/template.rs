//! Questionnaires to start from.

/// A survey definition that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub id: &'static str,
    /// German.
    pub name: &'static str,
    /// For whom, and what for, in one German sentence.
    pub purpose: &'static str,
    /// As a person would write it, comments included.
    pub source: &'static str,
}

pub fn all() -> &'static [Template] {
    &[
        Template {
            id: "unternehmen",
            name: "Bedarfsabfrage Unternehmen",
            purpose: "Unternehmen nennen ihren Bedarf an Unterstützung und schätzen ein, was Auszubildenden wichtig ist.",
            source: include_str!("../templates/unternehmen.toml"),
        },
        Template {
            id: "auszubildende",
            name: "Was macht einen Ausbildungsbetrieb attraktiv?",
            purpose: "Auszubildende bewerten, was ihnen wichtig ist und wie gut es in ihrem Betrieb gelingt.",
            source: include_str!("../templates/auszubildende.toml"),
        },
        Template {
            id: "beispiel",
            name: "Beispiel mit echten Daten",
            purpose: "22 Merkmale, nach Wichtigkeit und Erfüllung bewertet: die Form der mitgelieferten Beispieldaten.",
            source: include_str!("../templates/beispiel.toml"),
        },
        Template {
            id: "alle-fragearten",
            name: "Alle Fragearten",
            purpose: "Zeigt jede Art von Frage einmal: zum Ansehen, zum Ausprobieren und zum Abschreiben.",
            source: include_str!("../templates/alle-fragearten.toml"),
        },
    ]
}

pub fn find(id: &str) -> Option<&'static Template> {
    all().iter().find(|template| template.id == id)
}
