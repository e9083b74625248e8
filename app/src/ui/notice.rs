//! Something to know before going on.

use leptos::prelude::*;

use super::Given;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum NoticeKind {
    #[default]
    Info,
    Success,
    Warning,
    Error,
}

impl NoticeKind {
    fn class(self) -> &'static str {
        match self {
            NoticeKind::Info => "notice",
            NoticeKind::Success => "notice success",
            NoticeKind::Warning => "notice warning",
            NoticeKind::Error => "notice error",
        }
    }
}

/// `said` announces it to screen readers: for the outcome of what was just done.
#[component]
pub fn Notice(
    #[prop(optional)] kind: NoticeKind,
    #[prop(optional, into)] title: Given,
    #[prop(optional)] said: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=kind.class() role=said.then_some("status")>
            {title.0.map(|title| view! { <h2>{title}</h2> })}
            {children()}
        </div>
    }
}
