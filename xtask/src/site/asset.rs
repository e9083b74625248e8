//! A file under /pkg/, named by its content.

use anyhow::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use std::io::Write;

/// One file: the name the sources use and the bytes that are served.
pub struct Asset {
    /// As the sources say it: `main.css`.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Asset {
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// The name as served: `main.1a2b3c4d5e6f7a8b.css`. It changes with the content, so it may be cached for ever.
    pub fn file(&self) -> String {
        let (stem, extension) = self.name.rsplit_once('.').unwrap_or((&self.name, "bin"));
        format!("{stem}.{}.{extension}", digest(&self.bytes))
    }

    /// The media type for the `Content-Type` header.
    pub fn media_type(&self) -> &'static str {
        match self.name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("wasm") => "application/wasm",
            Some("svg") => "image/svg+xml",
            Some("woff2") => "font/woff2",
            Some("txt") => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        }
    }

    /// Whether packing makes it smaller: woff2 is brotli already.
    pub fn packs(&self) -> bool {
        !self.name.ends_with(".woff2")
    }

    /// Brotli at its best, quality 11: packed once, sent often.
    pub fn brotli(&self) -> Result<Vec<u8>> {
        let mut packed = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut self.bytes.as_slice(), &mut packed, &params)?;
        Ok(packed)
    }

    pub fn gzip(&self) -> Result<Vec<u8>> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(&self.bytes)?;
        Ok(packer.finish()?)
    }
}

/// The first 64 bits of the SHA-256, in hexadecimal: enough to tell versions of one file apart.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_holds_the_content() {
        let asset = Asset::new("main.css", "a{}");
        assert_eq!(asset.file(), format!("main.{}.css", digest(b"a{}")));
        assert_ne!(asset.file(), Asset::new("main.css", "b{}").file());
    }

    #[test]
    fn packed_bytes_unpack_to_the_same() {
        use std::io::Read;
        let asset = Asset::new("main.js", "let x = 1;".repeat(100));
        let (brotli, gzip) = (asset.brotli().unwrap(), asset.gzip().unwrap());
        assert!(brotli.len() < 100 && gzip.len() < 100);
        let mut back = Vec::new();
        brotli::Decompressor::new(brotli.as_slice(), 4096).read_to_end(&mut back).unwrap();
        assert_eq!(back, asset.bytes);
        back.clear();
        flate2::read::GzDecoder::new(gzip.as_slice()).read_to_end(&mut back).unwrap();
        assert_eq!(back, asset.bytes);
    }
}
