//! A draft belongs to whoever holds its key: 128 random bits in the one cookie set at the start.
//! The database keeps it sealed under that key, filed under a hash of it, and can read neither.

use std::collections::BTreeMap;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::{Answers, Locale};
use rand::{RngCore, TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::KeyHash;

/// Days after which a draft that was never sent is deleted.
pub const DRAFT_DAYS: i64 = 14;

#[derive(Clone, PartialEq, Eq)]
pub struct DraftKey([u8; 16]);

/// What a respondent has typed so far, and what the pages need to come back the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub answers: Answers,
    pub locale: Locale,
    /// Order of rows, drawn once (ux.md R2); where the survey keeps the order with the response, it is among the answers.
    pub seed: u64,
    /// Makes the submit idempotent: the same key again is the same response.
    pub submit_key: String,
    /// Steps whose soft prompt was shown; it comes once.
    #[serde(default)]
    pub prompted: Vec<String>,
    /// What was typed and does not read as an answer yet, by the name of its field. An answer given before stands
    /// until it does.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, Vec<String>>,
}

impl DraftKey {
    pub fn random() -> DraftKey {
        DraftKey(random_bytes())
    }

    /// From the cookie: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<DraftKey> {
        parse_hex(text).map(DraftKey)
    }

    pub fn to_cookie(&self) -> String {
        to_hex(&self.0)
    }

    /// What the draft of this key for this place (the wave) is filed under: one key may hold drafts of several.
    pub fn file(&self, place: &[u8]) -> KeyHash {
        KeyHash::of(&[self.0.as_slice(), place].concat())
    }

    fn derive(&self, purpose: &[u8]) -> [u8; 32] {
        // The key is uniformly random, so one hash with a purpose is a sound key derivation.
        Sha256::new_with_prefix(purpose).chain_update(self.0).finalize().into()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derive(b"bedarfskompass draft seal").into())
    }

    /// `place` (the wave) is bound in: a draft cannot be moved to another survey.
    pub fn seal(&self, draft: &Draft, place: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let plain = serde_json::to_vec(draft).map_err(|_| Unreadable)?;
        let nonce: [u8; 24] = random_bytes();
        let sealed = self
            .cipher()
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: &plain, aad: place })
            .map_err(|_| Unreadable)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    pub fn open(&self, sealed: &[u8], place: &[u8]) -> Result<Draft, Unreadable> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or(Unreadable)?;
        let plain = self
            .cipher()
            .decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad: place })
            .map_err(|_| Unreadable)?;
        serde_json::from_slice(&plain).map_err(|_| Unreadable)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the draft cannot be read with this key")]
pub struct Unreadable;

impl Draft {
    pub fn new(locale: Locale) -> Draft {
        let seed = OsRng.unwrap_err().next_u64();
        Draft {
            answers: Answers::default(),
            locale,
            seed,
            submit_key: random_token(),
            prompted: Vec::new(),
            unread: BTreeMap::new(),
        }
    }
}

/// 128 random bits as 32 hexadecimal digits.
pub fn random_token() -> String {
    to_hex(&random_bytes::<16>())
}

pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    OsRng.unwrap_err().fill_bytes(&mut bytes);
    bytes
}

pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn parse_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_opens_with_its_key_and_place_only() {
        let (key, draft) = (DraftKey::random(), Draft::new(Locale::DeDu));
        let sealed = key.seal(&draft, b"wave").expect("sealed");
        assert_eq!(key.open(&sealed, b"wave").expect("opened"), draft);
        assert!(key.open(&sealed, b"other").is_err());
        assert!(DraftKey::random().open(&sealed, b"wave").is_err());
        let mut torn = sealed.clone();
        torn.pop();
        assert!(key.open(&torn, b"wave").is_err());
    }

    #[test]
    fn the_file_name_does_not_give_the_key_away() {
        let key = DraftKey::random();
        assert_ne!(key.derive(b"x")[..16], key.0);
        assert_eq!(DraftKey::parse(&key.to_cookie()).map(|k| k.file(b"w")), Some(key.file(b"w")));
        assert_ne!(key.file(b"w"), key.file(b"another wave"));
        assert!(DraftKey::parse("zz").is_none());
        assert!(DraftKey::parse(&"ä".repeat(16)).is_none());
    }
}
