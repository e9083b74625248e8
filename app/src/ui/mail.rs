//! Addresses that can be written to with a tap.

use leptos::prelude::*;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What an address may hold and `mailto:` reads as more than an address: "?" would begin other recipients and a text
/// (RFC 6068, section 2).
const SPECIAL: AsciiSet =
    NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_').remove(b'+').remove(b'~');

pub fn mailto(address: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(address, &SPECIAL))
}

#[component]
pub fn MailLink(#[prop(into)] address: String) -> impl IntoView {
    let href = mailto(&address);
    view! { <a href=href>{address}</a> }
}
