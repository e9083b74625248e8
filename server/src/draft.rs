//! A draft belongs to whoever holds its key: 128 random bits in the one cookie set at the start.
//! The database keeps it sealed under that key, filed under a hash of it, and can read neither.

use std::collections::BTreeMap;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use domain::{Answers, Locale};
use hkdf::Hkdf;
use rand::{RngCore, TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::KeyHash;

use crate::{naming::Naming, paradata::Walk};

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
    /// The version it answers; none in drafts from before waves could go over to another.
    #[serde(default)]
    pub version: i64,
    /// The survey was changed while it was answered: what is new is asked, wherever it stands.
    #[serde(default, skip_serializing_if = "is_false")]
    pub replaced: bool,
    /// Makes the submit idempotent: the same key again is the same response.
    pub submit_key: String,
    /// The code it was begun with, where one is needed; spent when the answers are sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admission: Option<String>,
    /// Whether the firm answers with its name, where that is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<Naming>,
    /// Steps whose soft prompt was shown; it comes once.
    #[serde(default)]
    pub prompted: Vec<String>,
    /// What was typed and does not read as an answer yet, by the name of its field. An answer given before stands
    /// until it does.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<String, Vec<String>>,
    /// The six words that open this draft elsewhere, once they were asked for: shown again to whoever has it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Begun on a device for many.
    #[serde(default, skip_serializing_if = "is_false")]
    pub kiosk: bool,
    /// Which pages it came to. It goes with the draft.
    #[serde(default)]
    pub walk: Walk,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl DraftKey {
    pub fn random() -> DraftKey {
        DraftKey(random_bytes())
    }

    /// The key of a draft that was begun with a code or an invitation: the same code opens the same draft on every
    /// device. `code` has at least 128 random bits; what is easier to guess is stretched first (`resume`).
    pub fn from_code(code: &[u8; 16]) -> DraftKey {
        let mut key = [0; 16];
        // 16 bytes are far below the most that HKDF gives, which is its only error.
        let expanded = Hkdf::<Sha256>::new(None, code).expand(b"bedarfskompass draft key of a code", &mut key);
        debug_assert!(expanded.is_ok());
        DraftKey(key)
    }

    /// From the cookie: 32 hexadecimal digits.
    pub fn parse(text: &str) -> Option<DraftKey> {
        parse_hex(text).map(DraftKey)
    }

    pub fn to_cookie(&self) -> String {
        to_hex(&self.0)
    }

    /// What the draft of this key for this place (the wave) is filed under.
    pub fn file(&self, place: &[u8]) -> KeyHash {
        KeyHash::of(&[self.0.as_slice(), place].concat())
    }

    fn derive(&self, purpose: &[u8]) -> [u8; 32] {
        // The key is uniformly random, so one hash with a purpose is a sound key derivation.
        Sha256::new_with_prefix(purpose).chain_update(self.0).finalize().into()
    }

    /// By which a page finds what its own browser has kept of this draft. It opens nothing.
    pub fn mark(&self, place: &[u8]) -> String {
        let mark: [u8; 32] =
            Sha256::new_with_prefix(self.derive(b"bedarfskompass draft mark")).chain_update(place).finalize().into();
        to_hex(&mark[..8])
    }

    /// `place` (the wave) is bound in: a draft cannot be moved to another survey.
    pub fn seal(&self, draft: &Draft, place: &[u8]) -> Result<Vec<u8>, Unreadable> {
        let plain = serde_json::to_vec(draft).map_err(|_| Unreadable)?;
        seal(&self.derive(b"bedarfskompass draft seal"), &plain, place)
    }

    pub fn open(&self, sealed: &[u8], place: &[u8]) -> Result<Draft, Unreadable> {
        let plain = open(&self.derive(b"bedarfskompass draft seal"), sealed, place)?;
        serde_json::from_slice(&plain).map_err(|_| Unreadable)
    }

    /// The key itself, under another one that somebody else holds.
    pub fn wrap(&self, under: &[u8; 32], place: &[u8]) -> Result<Vec<u8>, Unreadable> {
        seal(under, &self.0, place)
    }

    pub fn unwrap(wrapped: &[u8], under: &[u8; 32], place: &[u8]) -> Result<DraftKey, Unreadable> {
        open(under, wrapped, place)?.try_into().map(DraftKey).map_err(|_| Unreadable)
    }
}

/// Under a key of 256 bits; `place` is bound in.
pub fn seal(key: &[u8; 32], plain: &[u8], place: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let nonce: [u8; 24] = random_bytes();
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: plain, aad: place };
    let sealed = cipher.encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| Unreadable)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

pub fn open(key: &[u8; 32], sealed: &[u8], place: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let (nonce, body) = sealed.split_at_checked(24).ok_or(Unreadable)?;
    let cipher = XChaCha20Poly1305::new(key.into());
    cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad: place }).map_err(|_| Unreadable)
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
            version: 0,
            replaced: false,
            submit_key: random_token(),
            admission: None,
            naming: None,
            prompted: Vec::new(),
            unread: BTreeMap::new(),
            code: None,
            kiosk: false,
            walk: Walk::default(),
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
    const DIGITS: [u8; 16] = *b"0123456789abcdef";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
    bytes.iter().flat_map(digits).collect()
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
    fn a_code_gives_the_same_key_each_time_and_is_not_the_key() {
        let key = DraftKey::from_code(&[7; 16]);
        assert!(key == DraftKey::from_code(&[7; 16]) && key != DraftKey::from_code(&[8; 16]));
        assert_ne!(key.0, [7; 16]);
        // As worked out elsewhere: a changed derivation would shut everybody out of the draft behind their link.
        assert_eq!(key.to_cookie(), "09049f62a0d2ea8f7293cdbbe24f9bf6");
    }

    #[test]
    fn a_wrapped_key_opens_under_its_own_and_at_its_place_only() {
        let key = DraftKey::random();
        let wrapped = key.wrap(&[1; 32], b"wave").expect("wrapped");
        assert!(DraftKey::unwrap(&wrapped, &[1; 32], b"wave").is_ok_and(|found| found == key));
        assert!(DraftKey::unwrap(&wrapped, &[2; 32], b"wave").is_err());
        assert!(DraftKey::unwrap(&wrapped, &[1; 32], b"other").is_err());
        assert!(DraftKey::unwrap(&wrapped[..30], &[1; 32], b"wave").is_err());
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
