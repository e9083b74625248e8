//! A few large numbers at the head of a page.

use leptos::prelude::*;

use super::Given;

/// The row; children are `StatTile`s.
#[component]
pub fn Stats(children: Children) -> impl IntoView {
    view! { <dl class="stats">{children()}</dl> }
}

/// One number with its name; `note` says of what, or since when. `words` for a value that is no number.
#[component]
pub fn StatTile(
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] note: Given,
    #[prop(optional)] words: bool,
) -> impl IntoView {
    view! {
        <div class="stat">
            <dt>{label}</dt>
            <dd class=if words { "value words" } else { "value" }>{value}</dd>
            {note.0.map(|note| view! { <dd>{note}</dd> })}
        </div>
    }
}
