//! The number of responses so far, kept up to date while the page is open. Without script it is as of loading.

use leptos::prelude::*;

#[cfg(feature = "hydrate")]
const EVERY: std::time::Duration = std::time::Duration::from_secs(15);

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
    Effect::new(move |_| {
        let wave = wave.clone();
        _ = set_interval_with_handle(
            move || {
                let wave = wave.clone();
                leptos::task::spawn_local(async move {
                    // A failed poll changes nothing; the next one may succeed.
                    if let Ok(Some(count)) = returns_so_far(wave).await {
                        shown.set(count);
                    }
                });
            },
            EVERY,
        );
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = wave;
    view! { <span class="figures">{move || shown.get().to_string()}</span> }
}
