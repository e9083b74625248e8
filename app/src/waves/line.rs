//! A wave in a list.

use leptos::prelude::*;

use crate::ui::{Tag, TagKind};

pub struct WaveLine {
    pub href: String,
    pub title: String,
    pub state: &'static str,
    pub running: bool,
    pub released: bool,
    /// "132 Antworten · seit 1. Oktober 2026"
    pub meta: String,
    pub demo: bool,
}

pub fn wave_lines(waves: Vec<WaveLine>) -> impl IntoView {
    let empty = waves.is_empty();
    let rows: Vec<_> = waves.into_iter().map(row).collect();
    if empty {
        view! { <p class="muted">"Noch keine Welle."</p> }.into_any()
    } else {
        view! { <ul class="list">{rows}</ul> }.into_any()
    }
}

fn row(wave: WaveLine) -> impl IntoView {
    let kind = match (wave.running, wave.released) {
        (true, _) => TagKind::Running,
        (_, true) => TagKind::Done,
        _ => TagKind::Still,
    };
    view! {
        <li>
            <h3>
                <a href=wave.href>{wave.title}</a> " " <Tag kind>{wave.state}</Tag>
                {wave.demo.then(|| view! { " " <Tag kind=TagKind::Demo>"DEMO"</Tag> })}
            </h3>
            <p class="meta">{wave.meta}</p>
        </li>
    }
}
