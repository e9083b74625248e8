//! The one cookie: the key to the drafts of this browser, and which surveys were begun with it, so that it stays as
//! long as one of them is open and goes with the last.

use axum::http::{HeaderMap, HeaderValue};

use crate::{
    draft::{DRAFT_DAYS, DraftKey},
    http::visit_cookie,
    session::set_cookie,
};

pub struct Browser {
    pub key: DraftKey,
    /// Addresses of waves, the latest last.
    begun: Vec<String>,
}

/// Begun at the same time; beyond that the earliest is not written down any more (its draft still opens).
const BEGUN: usize = 12;

fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-entwurf" } else { "entwurf" }
}

impl Browser {
    pub fn new() -> Browser {
        Browser { key: DraftKey::random(), begun: Vec::new() }
    }

    pub fn of(headers: &HeaderMap, https: bool) -> Option<Browser> {
        Browser::parse(visit_cookie(headers, cookie_name(https))?)
    }

    /// 32 hexadecimal digits, then the address of each wave, with a point before it.
    fn parse(text: &str) -> Option<Browser> {
        let mut parts = text.split('.');
        let key = DraftKey::parse(parts.next()?)?;
        let is_address = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        Some(Browser { key, begun: parts.filter(is_address).take(BEGUN).map(str::to_owned).collect() })
    }

    pub fn begins(mut self, wave: &str) -> Browser {
        self.begun.retain(|begun| begun != wave);
        self.begun.push(wave.to_owned());
        self.begun.drain(..self.begun.len().saturating_sub(BEGUN));
        self
    }

    /// The `Set-Cookie` after a start.
    pub fn cookie(&self, https: bool) -> HeaderValue {
        let mut text = self.key.to_cookie();
        for wave in &self.begun {
            text.push('.');
            text.push_str(wave);
        }
        set_cookie(cookie_name(https), Some(&text), https, Some(DRAFT_DAYS * 86_400))
    }

    /// The `Set-Cookie` after the answers of this wave were sent.
    pub fn cookie_after(&self, wave: &str, https: bool) -> HeaderValue {
        let others: Vec<String> = self.begun.iter().filter(|begun| *begun != wave).cloned().collect();
        if others.is_empty() {
            return set_cookie(cookie_name(https), None, https, None);
        }
        Browser { key: self.key.clone(), begun: others }.cookie(https)
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
        let browser = Browser::new().begins("betriebe").begins("azubis").begins("betriebe");
        let key = browser.key.to_cookie();
        assert_eq!(text(browser.cookie(false)), format!("entwurf={key}.azubis.betriebe"));
        let read = || Browser::parse(&format!("{key}.azubis.betriebe")).expect("readable");
        assert_eq!(text(read().cookie_after("betriebe", false)), format!("entwurf={key}.azubis"));
        let last = Browser::parse(&format!("{key}.azubis")).expect("readable");
        assert_eq!(text(last.cookie_after("azubis", true)), "__Host-entwurf=");
    }

    #[test]
    fn a_forged_cookie_is_no_key_and_adds_nothing() {
        assert!(Browser::parse("zz.azubis").is_none());
        let key = DraftKey::random().to_cookie();
        let read = Browser::parse(&format!("{key}.a;b..ä.{}", "x.".repeat(1_000))).expect("the key reads");
        assert_eq!(read.begun.len(), BEGUN);
        assert!(read.begun.iter().all(|wave| wave == "x"));
    }
}
