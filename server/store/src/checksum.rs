//! SHA-256 of a file, kept beside it as `sha256sum` writes it, so that anybody can check the file with that.

use std::{
    fmt,
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum(String);

impl Checksum {
    pub const SUFFIX: &'static str = ".sha256";

    /// Where that of `file` lies.
    pub fn path(file: &Path) -> PathBuf {
        with_suffix(file, Checksum::SUFFIX)
    }

    /// Copies everything, and gives the checksum of what was copied.
    pub fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<Checksum> {
        let mut hashing = Hashing { to, hash: Sha256::new() };
        io::copy(from, &mut hashing)?;
        Ok(Checksum(format!("{:x}", hashing.hash.finalize())))
    }

    /// `None` if this is no line of `sha256sum`.
    pub fn read(line: &str) -> Option<Checksum> {
        let digits = line.split_whitespace().next()?;
        let is_checksum = digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_checksum.then(|| Checksum(digits.to_ascii_lowercase()))
    }

    /// The line of `sha256sum`, which looks for the file in the folder where it is run.
    pub(crate) fn line(&self, file: &Path) -> String {
        format!("{self}  {}\n", file.file_name().unwrap_or_default().display())
    }
}

impl fmt::Display for Checksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(crate) fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(suffix);
    path.into()
}

struct Hashing<'w, W> {
    to: &'w mut W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of FIPS 180-2, appendix B.1.
    #[test]
    fn what_is_copied_has_the_checksum_that_sha256sum_gives() {
        let mut copied = Vec::new();
        let checksum = Checksum::copy(&mut b"abc".as_slice(), &mut copied).expect("copied");
        assert_eq!(copied, b"abc");
        let line = checksum.line(Path::new("/somewhere/copy.sqlite"));
        assert_eq!(line, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  copy.sqlite\n");
        assert_eq!(Checksum::read(&line.to_uppercase()), Some(checksum));
        for other in ["", "abc  copy.sqlite", &line[1..], "no checksum, whoever wrote this into the file"] {
            assert_eq!(Checksum::read(other), None, "{other}");
        }
    }
}
