//! Style, font, script and wasm, carried inside the binary under content-hashed names.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use serde::Deserialize;

use crate::error::AppError;

#[derive(RustEmbed)]
#[folder = "../target/site"]
struct Site;

/// Written by `cargo xtask site`.
#[derive(Default, Deserialize)]
struct Manifest {
    files: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    file: String,
}

static MANIFEST: LazyLock<Manifest> = LazyLock::new(|| {
    let file = Site::get("manifest.json");
    file.and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// The address of an asset by its plain name, e.g. `main.css` to `/pkg/main.3f2a….css`.
pub fn address(name: &str) -> String {
    MANIFEST.files.get(name).map_or_else(|| format!("/pkg/{name}"), |entry| format!("/pkg/{}", entry.file))
}

/// Every embedded file's address.
pub fn addresses() -> Vec<String> {
    MANIFEST.files.values().map(|entry| format!("/pkg/{}", entry.file)).collect()
}

/// Whether the binary was built with its assets.
pub fn are_complete() -> bool {
    ["main.css", "source-sans-3.woff2", "hydrate.js", "hydrate.wasm", "favicon.svg"]
        .iter()
        .all(|name| MANIFEST.files.contains_key(*name))
}

/// `GET /pkg/{file}`: the smallest encoding the browser takes, kept forever because the name changes with the content.
pub async fn asset(Path(file): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (encoding, body) = [("br", ".br"), ("gzip", ".gz"), ("", "")]
        .into_iter()
        .filter(|(name, _)| name.is_empty() || accepts(accepted, name))
        .find_map(|(name, suffix)| Site::get(&format!("pkg/{file}{suffix}")).map(|found| (name, found.data)))
        .ok_or(AppError::NotFound)?;
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(&file)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if !encoding.is_empty() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// Whether an `Accept-Encoding` value names `encoding` without refusing it (`;q=0`).
pub fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|part| {
        let (name, quality) = part.split_once(';').unwrap_or((part, ""));
        name.trim().eq_ignore_ascii_case(encoding) && !matches!(quality.trim(), "q=0" | "q=0.0")
    })
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_encoding_is_not_sent() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=0.5", "gzip"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("brotli", "br"));
    }
}
