//! The browser's entry: sets up what islands run in. Which island wakes where is up to the page's loader.

use wasm_bindgen::prelude::wasm_bindgen;

// Without this line nothing here names `app`, the linker drops it, and no island is there to be woken.
use app as _;

#[wasm_bindgen(start)]
pub fn start() {
    leptos::mount::hydrate_islands();
}
