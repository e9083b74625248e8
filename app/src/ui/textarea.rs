//! The one place that writes a `<textarea>`.

use domain::Locale;
use leptos::prelude::*;

use super::{
    Field, Given,
    field::{described_by, typed_direction},
};

/// Several lines of text. Its id is its name.
///
/// N.B. Children of `<textarea>` are not escaped by server rendering of leptos 0.8, so that a stored answer could
/// close the element and run a script. Hence `inner_html` with text encoded here, and no other `<textarea` anywhere.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    /// Lines shown at first.
    #[prop(default = 5)]
    rows: u32,
    /// For definitions and other source text: fixed width, no spell checker.
    #[prop(optional)]
    source: bool,
    #[prop(optional)] heading: bool,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let described = described_by(&name, &hint, &error);
    let invalid = error.is_some().then_some("true");
    let id = name.clone();
    view! {
        <Field name label heading hint error optional locale>
            <textarea
                class=if source { "input source" } else { "input" }
                id=id.clone()
                name=id
                rows=rows.to_string()
                dir=typed_direction(locale)
                spellcheck=source.then_some("false")
                aria-describedby=described
                aria-invalid=invalid
                inner_html=encoded(&value)
            ></textarea>
        </Field>
    }
}

fn encoded(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    // The parser drops a line break right after the opening tag; the typed one must stay.
    if text.starts_with(['\n', '\r']) {
        html.push('\n');
    }
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            other => html.push(other),
        }
    }
    html
}
