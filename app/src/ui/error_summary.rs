//! What is wrong with a form, or still open in it, first on the page and with links to the fields.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

/// `problems`: name of the field, and what to do. Empty: nothing is drawn. Takes the focus without a script.
#[component]
pub fn ErrorSummary(
    problems: Vec<(String, String)>,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> Option<impl IntoView> {
    let lines =
        problems.into_iter().map(|(name, text)| Open { names: vec![name], text, last: None }).collect::<Vec<_>>();
    (!lines.is_empty()).then(|| summary("problems", words(locale).problems, lines, None))
}

/// The problem of a field after its name: with a colon, unless the name ends a sentence itself.
pub fn about(name: &str, problem: &str) -> String {
    let name = name.trim_end();
    let colon = if name.ends_with(['?', '\u{61f}', '!', '.', '\u{2026}', ':']) { "" } else { ":" };
    format!("{name}{colon} {problem}")
}

/// Fields that are still open, and the one line about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    pub names: Vec<String>,
    pub text: String,
    /// The line when one of several fields is left.
    pub last: Option<String>,
}

/// The same place and form where nothing is wrong, only still open.
#[component]
pub fn PromptSummary(
    prompts: Vec<Open>,
    heading: &'static str,
    /// How one goes on all the same.
    way_on: &'static str,
) -> Option<impl IntoView> {
    (!prompts.is_empty()).then(|| summary("problems gentle", heading, prompts, Some(way_on)))
}

/// A script takes away the lines whose fields (`data-names`) have been answered.
fn summary(
    class: &'static str,
    heading: &'static str,
    lines: Vec<Open>,
    way_on: Option<&'static str>,
) -> impl IntoView {
    let line = |Open { names, text, last }: Open| {
        let first = names.first().map(|name| format!("#{name}"));
        view! { <li data-names=names.join(" ") data-last=last><a href=first>{text}</a></li> }
    };
    let lines = lines.into_iter().map(line).collect_view();
    view! {
        <div class=class tabindex="-1" autofocus>
            <div role="alert">
                <h2>{heading}</h2>
                <ul>{lines}</ul>
                {way_on.map(|text| view! { <p>{text}</p> })}
            </div>
        </div>
    }
}
