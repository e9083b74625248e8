//! Asks the server function by its address.
//!
//! N.B. Not by its own client: that one brings a URL encoder, streams and readers of every format along, a tenth of
//! all that the browser loads, to ask for one number.

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::ReturnsSoFar;

const EVERY: Duration = Duration::from_secs(15);

pub(super) fn every_now_and_then(wave: &str, shown: RwSignal<u64>) {
    // The name of a wave needs no escaping: letters, digits and hyphens.
    let address = format!("{}?wave={wave}", ReturnsSoFar::PATH);
    let ask = move || {
        let address = address.clone();
        spawn_local(async move {
            // A failed poll changes nothing; the next one may succeed.
            if let Ok(Some(count)) = returns(&address).await {
                shown.set(count);
            }
        });
    };
    _ = set_interval_with_handle(ask, EVERY);
}

/// `None` if the one who asks may not know, or no longer: then there is no number in the answer.
async fn returns(address: &str) -> Result<Option<u64>, JsValue> {
    let Some(window) = web_sys::window() else { return Ok(None) };
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok(text.as_string().and_then(|text| text.parse().ok()))
}
