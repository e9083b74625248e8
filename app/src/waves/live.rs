//! The number of responses so far, kept up to date while the page is open. Without script it is as of loading.

use domain::{Locale, format};
use leptos::prelude::*;

#[cfg(feature = "hydrate")]
mod poll;

/// Responses of a wave, for signed-in staff.
#[server(name = ReturnsSoFar, prefix = "/api", endpoint = "returns")]
pub async fn returns_so_far(wave: String) -> Result<Option<u64>, ServerFnError> {
    let backend = use_context::<crate::backend::SharedBackend>();
    match backend {
        Some(backend) => Ok(backend.returns(wave).await),
        None => Ok(None),
    }
}

#[island]
pub fn LiveReturns(wave: String, count: u64) -> impl IntoView {
    let shown = RwSignal::new(count);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| poll::every_now_and_then(&wave, shown));
    #[cfg(not(feature = "hydrate"))]
    let _ = wave;
    view! { <span class="figures">{move || format::count(shown.get(), Locale::DeSie)}</span> }
}
