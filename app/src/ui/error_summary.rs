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
    (!problems.is_empty()).then(|| summary("problems", words(locale).problems, problems))
}

/// The same place and form where nothing is wrong, only still open.
#[component]
pub fn PromptSummary(
    prompts: Vec<(String, String)>,
    /// Something is answered and does not fit, rather than open.
    #[prop(optional)]
    doubtful: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> Option<impl IntoView> {
    let words = words(locale);
    let heading = match prompts.len() {
        _ if doubtful => words.look_again,
        1 => words.one_open,
        _ => words.some_open,
    };
    (!prompts.is_empty()).then(|| summary("problems gentle", heading, prompts))
}

fn summary(class: &'static str, heading: &'static str, lines: Vec<(String, String)>) -> impl IntoView {
    let lines =
        lines.into_iter().map(|(name, text)| view! { <li><a href=format!("#{name}")>{text}</a></li> }).collect_view();
    view! {
        <div class=class tabindex="-1" autofocus>
            <div role="alert">
                <h2>{heading}</h2>
                <ul>{lines}</ul>
            </div>
        </div>
    }
}
