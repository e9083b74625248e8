//! The island of the survey pages. It draws nothing: it listens to the form that the server has drawn, and the page
//! works the same without it. Folding cards, counting a top three, giving places by tap, adding up, searching a list,
//! checking while typing, going on after a tap.

#[cfg(feature = "hydrate")]
mod browser;
pub mod excerpt;

use domain::Locale;
use leptos::prelude::*;

/// `checks`: what is typed on this page, a line per field (see [`excerpt`]). `advance`: a tap answers the page.
#[island]
pub fn Comfort(checks: Option<String>, locale: Locale, advance: bool) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| browser::attach(checks.as_deref(), locale, advance));
    #[cfg(not(feature = "hydrate"))]
    let _ = (checks, locale, advance);
}
