//! Addresses that lead back: only ever to a page of this site.

/// Whether this is path and query of this site and nothing that a browser could take for more. Browsers drop tabs and
/// line ends, read `\` as `/`, and take what follows `//` for a host.
pub fn is_local(address: &str) -> bool {
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let path = address.split(['?', '#']).next().unwrap_or_default();
    is_plain && path.starts_with('/') && !path.starts_with("//") && !path.split('/').any(climbs)
}

/// `.` and `..`, as browsers read them.
fn climbs(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}

/// [`is_local`], and the page `root` or one below it.
pub fn is_below(root: &str, address: &str) -> bool {
    let below = address.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    below && is_local(address)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, Uri};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_of_this_site_are_local() {
        for address in ["/", "/intern", "/angebote?seite=2&q=a%20b", "/s/a/bedarf@sprache?pruefen=1", "/a..b/.c"] {
            assert!(is_local(address), "{address}");
        }
    }

    #[test]
    fn nothing_else_is() {
        for address in [
            "",
            "intern",
            "//evil.com",
            "/\\evil.com",
            "\\\\evil.com",
            "https://evil.com",
            "/\t/evil.com",
            "/a\r\nx",
            "/\0",
            "/\x7f",
            "/ä",
            "/a b",
            "/intern/../x",
            "/intern/%2E%2e/x",
            "/./x",
            "/intern\t//evil.com",
        ] {
            assert!(!is_local(address), "{address:?}");
        }
    }

    #[test]
    fn a_name_that_only_begins_alike_is_not_below() {
        assert!(is_below("/intern", "/intern") && is_below("/intern", "/intern/wellen?x=1"));
        assert!(is_below("/intern", "/intern?x"));
        for address in ["/internevil", "/intern.evil", "/intern/../x", "/", "//intern", "/intern\u{7f}"] {
            assert!(!is_below("/intern", address), "{address:?}");
        }
    }

    proptest! {
        /// Whatever passes can be sent as a header and is read as path and query without a host.
        #[test]
        fn what_passes_stays_here(address in "[/\\\\.%2eEx?#\t\r\n\u{7f}ä a]{0,12}") {
            if is_local(&address) {
                prop_assert!(HeaderValue::from_str(&address).is_ok());
                let seen: String = address.chars().filter(|c| !matches!(c, '\t' | '\r' | '\n')).collect();
                prop_assert_eq!(&seen, &address);
                prop_assert!(!seen.replace('\\', "/").starts_with("//"));
                let before_fragment = address.split('#').next().unwrap_or_default();
                if let Ok(uri) = before_fragment.parse::<Uri>() {
                    prop_assert!(uri.host().is_none() && uri.scheme().is_none());
                }
            }
        }
    }
}
