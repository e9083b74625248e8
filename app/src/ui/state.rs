//! When there is nothing to show yet, no longer, or not to be shown: three different things.

use domain::Locale;
use leptos::prelude::*;

use super::{Motif, words::words};

/// Nothing here yet, or nothing found: a kind title, why, and the one thing to do as children.
#[component]
pub fn EmptyState(
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="state">
            <Motif/>
            <div class="flow">
                <h2>{title}</h2>
                <p>{text}</p>
                {children.map(|children| view! { <div class="row">{children()}</div> })}
            </div>
        </div>
    }
}

/// In place of a figure that too few people stand behind. Children say why in one sentence.
#[component]
pub fn Suppressed(#[prop(default = Locale::DeSie)] locale: Locale, children: Children) -> impl IntoView {
    view! {
        <div class="suppressed">
            <p><strong>{words(locale).suppressed_title}</strong><br/>{children()}</p>
        </div>
    }
}
