//! Asks the server function by its address.
//!
//! N.B. Not by its own client: that one brings a URL encoder, streams and readers of every format along, a tenth of
//! all that the browser loads, to ask for one number.

use std::time::Duration;

use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response, UrlSearchParams};

use super::ReturnsSoFar;

const EVERY: Duration = Duration::from_secs(15);

pub(super) fn every_now_and_then(wave: &str, shown: RwSignal<u64>) {
    let wave = wave.to_owned();
    let ask = move || {
        let wave = wave.clone();
        spawn_local(async move {
            // A failed poll changes nothing; the next one may succeed.
            if let Ok(Some(count)) = returns(&wave).await {
                shown.set(count);
            }
        });
    };
    _ = set_interval_with_handle(ask, EVERY);
}

/// `None` if the one who asks may not know, or no longer: then there is no number in the answer.
async fn returns(wave: &str) -> Result<Option<u64>, JsValue> {
    let Some(window) = web_sys::window() else { return Ok(None) };
    // As a form, like every server function here: none of them answers a GET.
    let form = UrlSearchParams::new()?;
    form.append("wave", wave);
    let post = RequestInit::new();
    post.set_method("POST");
    post.set_body(&form);
    let response: Response =
        JsFuture::from(window.fetch_with_str_and_init(ReturnsSoFar::PATH, &post)).await?.dyn_into()?;
    let text = JsFuture::from(response.text()?).await?;
    Ok(text.as_string().and_then(|text| text.parse().ok()))
}
