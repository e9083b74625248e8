//! The cards of a choice.
//!
//! N.B. Written as text and not as views: a page of ratings has forty of them, and as views they cost a server more than
//! everything around them. What comes from outside is encoded here, for element and attribute alike.

use std::fmt::Write;

use html_escape::{encode_double_quoted_attribute as attribute, encode_text as text};
use leptos::prelude::*;

use super::{Entry, choice::Layout};

/// The first has the id `name`, so that the error summary's link reaches it.
pub(super) fn cards(
    name: &str,
    radio: bool,
    entries: &[Entry],
    chosen: &[String],
    layout: Layout,
) -> impl IntoView + use<> {
    let kind = if radio { "radio" } else { "checkbox" };
    let name = attribute(name);
    let mut html = String::with_capacity(entries.len() * 192);
    for (number, entry) in (1..).zip(entries) {
        let id = if number == 1 { name.to_string() } else { format!("{name}-{number}") };
        let checked = if chosen.contains(&entry.value) { " checked" } else { "" };
        // Writing to a text cannot fail.
        _ = write!(
            html,
            r#"<label class="{}"><input type="{kind}" id="{id}" name="{name}" value="{}"{checked}><span>{}"#,
            class(entry),
            attribute(&entry.value),
            text(&entry.label)
        );
        if let Some(hint) = &entry.hint {
            _ = write!(html, r#"<span class="hint">{}</span>"#, text(hint));
        }
        html.push_str("</span></label>");
    }
    view! { <div class=layout.class() inner_html=html></div> }
}

fn class(entry: &Entry) -> &'static str {
    match (entry.apart, entry.other) {
        (true, _) => "choice apart",
        (false, true) => "choice other",
        (false, false) => "choice",
    }
}
