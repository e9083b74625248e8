//! A link to pass on, with a button that copies it. Without script the link stands there to be copied by hand.

use leptos::prelude::*;

/// `label` and `done` come in as text because an island does not see what the server provides around it.
#[island]
pub fn CopyLink(href: String, label: String, done: String) -> impl IntoView {
    // Drawn hidden, shown once this runs: a button that does nothing is worse than none.
    let awake = RwSignal::new(false);
    let copied = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    let address = href.clone();
    let copy = move |_| {
        copy_text(&address);
        copied.set(true);
    };
    view! {
        <div class="copy">
            <span class="address">{href}</span>
            <button type="button" class="button secondary small" hidden=move || !awake.get() on:click=copy>
                {label}
            </button>
            <span role="status" class="muted">{move || copied.get().then(|| done.clone())}</span>
        </div>
    }
}

#[cfg(feature = "hydrate")]
fn copy_text(text: &str) {
    if let Some(window) = web_sys::window() {
        // The promise may fail where the page is not served securely; the address stands beside the button.
        let _ = window.navigator().clipboard().write_text(text);
    }
}

#[cfg(not(feature = "hydrate"))]
fn copy_text(_text: &str) {}
