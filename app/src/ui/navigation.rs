//! Where one is, and the pages of a long list.

use domain::Locale;
use leptos::prelude::*;

use super::words::words;

/// The pages above this one, outermost first: address and name.
#[component]
pub fn Breadcrumb(trail: Vec<(String, String)>, #[prop(default = Locale::DeSie)] locale: Locale) -> impl IntoView {
    let links = trail.into_iter().map(|(href, text)| view! { <li><a href=href>{text}</a></li> }).collect_view();
    view! { <nav class="crumbs" aria-label=words(locale).crumbs><ol>{links}</ol></nav> }
}

/// Pages from 1 to `of`; `base` ends where the number goes ("/angebote?seite="). One page: nothing is drawn.
#[component]
pub fn Pagination(
    page: usize,
    of: usize,
    #[prop(into)] base: String,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> Option<impl IntoView> {
    let words = words(locale);
    let link = move |to: usize, rel: &'static str, text: &'static str| {
        view! { <li><a href=format!("{base}{to}") rel=rel>{text}</a></li> }
    };
    (of > 1).then(|| {
        view! {
            <nav class="pages" aria-label=words.pages>
                <ul>
                    {(page > 1).then(|| link(page - 1, "prev", words.previous))}
                    <li aria-current="page">{format!("{page} / {of}")}</li>
                    {(page < of).then(|| link(page + 1, "next", words.next))}
                </ul>
            </nav>
        }
    })
}
