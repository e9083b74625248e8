//! What could be said more plainly in a draft.

use leptos::prelude::*;

/// A sentence, where it stands, and what to change in it.
pub struct AdviceLine {
    pub place: String,
    pub sentence: String,
    pub remedy: String,
}

/// Folded: it is no part of what has to be settled, and of a long survey it may be much.
pub(super) fn advice(lines: Vec<AdviceLine>) -> Option<impl IntoView> {
    let summary = match lines.len() {
        0 => return None,
        1 => "Einfacher sagen: 1 Satz".to_owned(),
        n => format!("Einfacher sagen: {n} Sätze"),
    };
    let lines: Vec<_> = lines.into_iter().map(line).collect();
    Some(view! {
        <details>
            <summary>{summary}</summary>
            <p>
                "So versteht man Ihre Texte leichter: kurze Sätze mit einem Gedanken, kein Konjunktiv, keine Ketten von
                Genitiven, nichts doppelt verneint. Das sind Vorschläge. Sie halten die Veröffentlichung nicht auf."
            </p>
            <ul>{lines}</ul>
        </details>
    })
}

fn line(line: AdviceLine) -> impl IntoView {
    view! {
        <li>
            <strong>{line.place}</strong> ": „" {line.sentence} "“ "
            <span class="muted">{line.remedy}</span>
        </li>
    }
}
