//! Bytes that come as text.

use statistics::text::{NotText, read};

#[test]
fn other_encodings_and_nul_are_told_apart() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(read("\u{feff}Größe".as_bytes()), Ok("Größe"));
    assert_eq!(read(b"eins\nGr\xf6\xdfe"), Err(NotText::OtherEncoding { line: 2 }));
    assert_eq!(read(&utf16("slug = 'x'\n")), Err(NotText::Utf16));
    assert_eq!(read(&utf16("\u{feff}slug = 'ü'\n")), Err(NotText::Utf16));
    assert_eq!(read(b"\xfe\xff\0a"), Err(NotText::Utf16));
    assert_eq!(read(b"a\nb\n\0"), Err(NotText::Nul { line: 3 }));
    assert_eq!(read(b""), Ok(""));
}
