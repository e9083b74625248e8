//! The code of an invitation, kept so that a reminder can carry the same link.
//!
//! N.B. The other choice was a new code with each reminder. Then nothing would have to be kept, but the link of the
//! first mail would die while somebody is half through the survey, and the answers' database would have to learn which
//! code replaces which. So the code is sealed under a key that lies in neither database: whoever has copies of both
//! can still not tell whose code is spent. Wave and contact are bound in: a sealed code cannot be moved.

use std::{io, path::Path};

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use store::Id;

use crate::draft::{Unreadable, parse_hex, random_bytes, to_hex};

pub struct SealKey([u8; 32]);

impl SealKey {
    /// From the file; a new one if there is none. Readable by its owner only.
    pub fn read_or_make(file: &Path) -> io::Result<SealKey> {
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let key = parse_hex(text.trim());
                key.map(SealKey).ok_or_else(|| io::Error::other(format!("{} holds no key", file.display())))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => SealKey::make(file),
            Err(error) => Err(error),
        }
    }

    fn make(file: &Path) -> io::Result<SealKey> {
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let key = random_bytes::<32>();
        let mut options = std::fs::OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut opened = options.write(true).create_new(true).open(file)?;
        io::Write::write_all(&mut opened, to_hex(&key).as_bytes())?;
        // On disk before the first code is sealed under it.
        opened.sync_all()?;
        Ok(SealKey(key))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.0.into())
    }

    pub fn seal(&self, code: &str, wave: Id, contact: Id) -> Result<Vec<u8>, Unreadable> {
        let nonce: [u8; 24] = random_bytes();
        let place = [wave.as_bytes(), contact.as_bytes()].concat();
        let payload = Payload { msg: code.as_bytes(), aad: &place };
        let sealed = self.cipher().encrypt(XNonce::from_slice(&nonce), payload).map_err(|_| Unreadable)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    pub fn open(&self, sealed: &[u8], wave: Id, contact: Id) -> Result<String, Unreadable> {
        let (nonce, body) = sealed.split_at_checked(24).ok_or(Unreadable)?;
        let place = [wave.as_bytes(), contact.as_bytes()].concat();
        let payload = Payload { msg: body, aad: &place };
        let code = self.cipher().decrypt(XNonce::from_slice(nonce), payload).map_err(|_| Unreadable)?;
        String::from_utf8(code).map_err(|_| Unreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_opens_for_its_invitation_only_and_with_the_key_of_the_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("new").join("invitations.key");
        let key = SealKey::read_or_make(&file).expect("made");
        let (wave, contact) = (Id::random(), Id::random());
        let sealed = key.seal("ABCD", wave, contact).expect("sealed");
        assert!(!sealed.windows(4).any(|part| part == b"ABCD"));
        let again = SealKey::read_or_make(&file).expect("read");
        assert_eq!(again.open(&sealed, wave, contact).expect("opened"), "ABCD");
        assert!(again.open(&sealed, wave, Id::random()).is_err() && again.open(&sealed, contact, wave).is_err());
        assert!(again.open(&[], wave, contact).is_err());
        std::fs::write(&file, "short").expect("written");
        assert!(SealKey::read_or_make(&file).is_err(), "a damaged key is no reason to make another");
    }
}
