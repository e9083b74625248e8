//! Firms that may answer with their name: where it lies until they choose, what they are asked, and for how long it stays.
//!
//! N.B. The first plan was a batch of codes per firm. But then the database of the answers would say which firm's code is
//! spent, and whoever crosses out those that answered with a name would know whose the rest are. So the name lies beside
//! the code under a key that is made of the code: it can be opened by whoever comes with the link, and by nobody else.

use app::respond::Terms;
use domain::{Code, Locale};
use hkdf::Hkdf;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::Id;

use crate::{
    draft::{Unreadable, open, seal, to_hex},
    error::AppError,
    retention,
    state::{AppState, RunningWave},
};

/// What a firm has chosen. In its draft until it sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Naming {
    Without,
    /// The edition of the text that was agreed to.
    With(String),
}

/// Bytes of a sealed name: all are of one length, or the length would tell whose code is spent.
const SEALED: usize = 512;

fn key(code: Code) -> [u8; 32] {
    let mut key = [0; 32];
    // 32 bytes are far below the most that HKDF gives, which is its only error.
    let expanded = Hkdf::<Sha256>::new(None, code.as_bytes()).expand(b"bedarfskompass firm of a code", &mut key);
    debug_assert!(expanded.is_ok());
    key
}

/// For the code that goes to this firm. A name that is too long is cut.
pub fn seal_firm(code: Code, wave: Id, firm: &str) -> Result<Vec<u8>, Unreadable> {
    let end = (0..=firm.len().min(SEALED)).rev().find(|end| firm.is_char_boundary(*end)).unwrap_or_default();
    let mut padded = firm.as_bytes()[..end].to_vec();
    padded.resize(SEALED, 0);
    seal(&key(code), &padded, wave.as_bytes())
}

fn open_firm(code: Code, wave: Id, sealed: &[u8]) -> Option<String> {
    let padded = open(&key(code), sealed, wave.as_bytes()).ok()?;
    let firm = String::from_utf8(padded).ok()?;
    let firm = firm.trim_end_matches('\0').trim();
    (!firm.is_empty()).then(|| firm.to_owned())
}

/// The firm that this code was given to, where the wave asks for names and its survey allows that.
pub async fn firm_of(state: &AppState, running: &RunningWave, code: Code) -> Result<Option<String>, AppError> {
    let wave = &running.wave;
    if !wave.access.asks_for_names() || !running.history.survey().may_ask_for_names() {
        return Ok(None);
    }
    let sealed = state.store.sealed_firm(wave.id, code).await?;
    Ok(sealed.and_then(|sealed| open_firm(code, wave.id, &sealed)))
}

/// What is in force for this wave.
pub fn terms(state: &AppState, running: &RunningWave) -> Terms {
    let organisation = &state.config.organisation;
    Terms {
        organisation: organisation.name.clone(),
        k: running.k(),
        months: retention::months(running),
        contact: organisation.privacy_contact.clone(),
    }
}

/// The text that is agreed to, and its edition: the same text is the same edition.
pub fn text(terms: &Terms, locale: Locale) -> (String, String) {
    let text = terms.lines(locale).join("\n");
    let edition = to_hex(&Sha256::digest(&text)[..4]);
    (text, edition)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_opens_with_its_code_and_wave_only_and_shows_no_length() {
        let (code, wave) = (Code::new([7; 16]), Id::random());
        let sealed = seal_firm(code, wave, "Bäckerei Müller GmbH").expect("sealed");
        assert_eq!(open_firm(code, wave, &sealed).as_deref(), Some("Bäckerei Müller GmbH"));
        assert_eq!(open_firm(Code::new([8; 16]), wave, &sealed), None);
        assert_eq!(open_firm(code, Id::random(), &sealed), None);
        let longest = seal_firm(code, wave, &"ä".repeat(400)).expect("sealed");
        assert_eq!(longest.len(), sealed.len());
        assert_eq!(open_firm(code, wave, &longest), Some("ä".repeat(256)));
    }
}
