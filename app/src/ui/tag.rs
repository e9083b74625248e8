//! A word for a state, with a tile that helps the eye.

use leptos::prelude::*;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TagKind {
    /// Planned, draft, closed.
    #[default]
    Still,
    Running,
    Done,
    Failed,
    /// Invented data.
    Demo,
}

#[component]
pub fn Tag(#[prop(optional)] kind: TagKind, children: Children) -> impl IntoView {
    let class = match kind {
        TagKind::Still => "tag",
        TagKind::Running => "tag running",
        TagKind::Done => "tag done",
        TagKind::Failed => "tag failed",
        TagKind::Demo => "tag demo",
    };
    view! { <span class=class>{children()}</span> }
}
