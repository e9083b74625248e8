//! What is wrong with a form, first on the page and with links to the fields.

use domain::Locale;
use leptos::prelude::*;

/// `problems`: name of the field, and what to do. Empty: nothing is drawn. Takes the focus without a script.
#[component]
pub fn ErrorSummary(
    problems: Vec<(String, String)>,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> Option<impl IntoView> {
    (!problems.is_empty()).then(|| {
        let lines = problems
            .into_iter()
            .map(|(name, text)| view! { <li><a href=format!("#{name}")>{text}</a></li> })
            .collect_view();
        view! {
            <div class="problems" tabindex="-1" autofocus>
                <div role="alert">
                    <h2>{super::words::words(locale).problems}</h2>
                    <ul>{lines}</ul>
                </div>
            </div>
        }
    })
}
