//! Wakes the islands of a page.
//!
//! N.B. Not `<HydrationScripts>`: it gives its modulepreload no usable nonce, loads the wasm on every page and looks
//! for a hash file beside the binary.

use leptos::prelude::*;

use super::Assets;

/// A function of two addresses that does what leptos' own loader does: islands from the outside in, and before a nested one
/// the owner of the children it sits in. Waits for the modules of the page and until the browser is idle: the page is
/// complete without it. Whoever taps an answer meanwhile is not to tap again: what still holds of these taps is given to
/// the islands once they listen. No module itself, because on a slow line people tap before the modules are there.
const LOADER: &str = include_str!("loader.js");

pub fn loader(nonce: &str, assets: &Assets) -> impl IntoView + use<> {
    let script = format!("{LOADER}({}, {});", literal(&assets.js), literal(&assets.wasm));
    view! { <script nonce=nonce.to_owned() inner_html=script></script> }
}

/// A script of its own file. With the nonce of the page it may run before the page is idle.
pub fn module(nonce: &str, address: String) -> impl IntoView + use<> {
    view! { <script type="module" nonce=nonce.to_owned() src=address></script> }
}

/// A JavaScript string that cannot end the script element.
fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}
