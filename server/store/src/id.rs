//! Names of stored things: random, or the hash of a secret that somebody else holds.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::Error;

/// 128 random bits. Says nothing about when a thing was stored.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 16]);

impl Id {
    pub fn random() -> Id {
        Id(rand::random())
    }

    /// 32 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    pub fn from_hex(text: &str) -> Option<Id> {
        let is_hex = text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        let number = if is_hex { u128::from_str_radix(text, 16).ok()? } else { return None };
        Some(Id::from_number(number))
    }

    /// The place in the key space, for cutting it into equal slices.
    pub(crate) fn from_number(number: u128) -> Id {
        Id(number.to_be_bytes())
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Id, Error> {
        bytes.try_into().map(Id).map_err(|_| Error::damaged("id", &format!("{bytes:02x?}")))
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_hex())
    }
}

/// What the store knows of a secret: of a session, a draft or a submit. Only secrets with at least 128 random bits
/// may be hashed this way. There is no other way to make one, so no secret can be stored by mistake.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// SHA-256 with a prefix of our own: a plain SHA-256 of the secret may serve as a key elsewhere, and a key must
    /// not be found in the database.
    pub fn of(secret: &[u8]) -> KeyHash {
        KeyHash(Sha256::new().chain_update(b"bedarfskompass store\0").chain_update(secret).finalize().into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyHash(…)")
    }
}
