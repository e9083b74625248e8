//! The one cookie: which surveys this browser has begun, with the key to the draft of each, so that it stays as long as
//! one of them is open and goes with the last.
//!
//! Every draft has a key of its own. A code or an invitation opens one draft elsewhere, and nothing else of the browser
//! it was begun in; and who starts over on a borrowed device leaves the key behind that others may hold.

use axum::http::{HeaderMap, HeaderValue};

use crate::{
    draft::{DRAFT_DAYS, DraftKey},
    http::visit_cookie,
    session::set_cookie,
};

#[derive(Default)]
pub struct Browser {
    /// The latest last.
    begun: Vec<Begun>,
}

#[derive(Clone)]
struct Begun {
    /// Its address.
    wave: String,
    key: DraftKey,
}

/// Begun at the same time; beyond that the earliest is forgotten.
const BEGUN: usize = 12;

fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-entwurf" } else { "entwurf" }
}

impl Browser {
    /// One that has begun nothing, if it brings nothing.
    pub fn of(headers: &HeaderMap, https: bool) -> Browser {
        visit_cookie(headers, cookie_name(https)).map(Browser::parse).unwrap_or_default()
    }

    /// For each wave its address, `~` and 32 hexadecimal digits, with a point between them.
    fn parse(text: &str) -> Browser {
        Browser { begun: text.split('.').filter_map(Begun::parse).take(BEGUN).collect() }
    }

    pub fn key(&self, wave: &str) -> Option<&DraftKey> {
        self.begun.iter().find(|begun| begun.wave == wave).map(|begun| &begun.key)
    }

    pub fn with(mut self, wave: &str, key: &DraftKey) -> Browser {
        self.begun.retain(|begun| begun.wave != wave);
        self.begun.push(Begun { wave: wave.to_owned(), key: key.clone() });
        self.begun.drain(..self.begun.len().saturating_sub(BEGUN));
        self
    }

    /// The `Set-Cookie` after a start.
    pub fn cookie(&self, https: bool) -> HeaderValue {
        let begun: Vec<String> =
            self.begun.iter().map(|Begun { wave, key }| format!("{wave}~{}", key.to_cookie())).collect();
        set_cookie(cookie_name(https), Some(&begun.join(".")), https, Some(DRAFT_DAYS * 86_400))
    }

    /// The `Set-Cookie` after the answers of this wave were sent.
    pub fn cookie_after(&self, wave: &str, https: bool) -> HeaderValue {
        let others: Vec<Begun> = self.begun.iter().filter(|begun| begun.wave != wave).cloned().collect();
        match others.is_empty() {
            true => set_cookie(cookie_name(https), None, https, None),
            false => Browser { begun: others }.cookie(https),
        }
    }
}

impl Begun {
    fn parse(text: &str) -> Option<Begun> {
        let (wave, key) = text.split_once('~')?;
        let is_address = !wave.is_empty() && wave.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let key = DraftKey::parse(key).filter(|_| is_address)?;
        Some(Begun { wave: wave.to_owned(), key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cookie: HeaderValue) -> String {
        cookie.to_str().expect("ascii").split(';').next().expect("a pair").to_owned()
    }

    #[test]
    fn the_cookie_goes_with_the_last_survey() {
        let (firms, apprentices) = (DraftKey::random(), DraftKey::random());
        let browser = Browser::default().with("betriebe", &DraftKey::random());
        let browser = browser.with("azubis", &apprentices).with("betriebe", &firms);
        let cookie = text(browser.cookie(false));
        let both = format!("azubis~{}.betriebe~{}", apprentices.to_cookie(), firms.to_cookie());
        assert_eq!(cookie, format!("entwurf={both}"));
        let read = Browser::parse(&both);
        assert!(read.key("betriebe") == Some(&firms) && read.key("azubis") == Some(&apprentices));
        assert!(read.key("andere").is_none());
        let left = format!("azubis~{}", apprentices.to_cookie());
        assert_eq!(text(read.cookie_after("betriebe", false)), format!("entwurf={left}"));
        assert_eq!(text(Browser::parse(&left).cookie_after("azubis", true)), "__Host-entwurf=");
    }

    #[test]
    fn a_forged_cookie_is_no_key_and_adds_nothing() {
        let key = DraftKey::random().to_cookie();
        for nothing in ["zz~azubis", "azubis~zz", "~", "", &key, &format!("a;b~{key}"), &format!("~{key}")] {
            assert!(Browser::parse(nothing).begun.is_empty(), "{nothing}");
        }
        let read = Browser::parse(&format!("x~{key}.").repeat(1_000));
        assert_eq!(read.begun.len(), BEGUN);
    }
}
