//! The island of the survey pages. It draws nothing: it listens to the form that the server has drawn, and the page
//! works the same without it. Folding cards, counting a top three, checking while typing, going on after a tap.

#[cfg(feature = "hydrate")]
mod browser;
pub mod excerpt;

use domain::Locale;
use leptos::prelude::*;

/// `checks`: what can go wrong on this page, as JSON of a [`domain::Survey`] with this page alone (see `excerpt`).
#[island]
pub fn Comfort(checks: Option<String>, locale: Locale, advance: bool) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::attach(checks.as_deref(), locale, advance));
    #[cfg(not(feature = "hydrate"))]
    let _ = (checks, locale, advance);
}
