//! Bytes that come as text: files of other people, from other programs.

/// Why they are none. `Display` is German and says what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    #[error(
        "Der Text ist in UTF-16, nicht in UTF-8. Speichern Sie die Datei mit der Kodierung „UTF-8“ (Tabellen als „CSV UTF-8“)."
    )]
    Utf16,
    #[error(
        "Der Text ist nicht in UTF-8. Speichern Sie die Datei mit der Kodierung „UTF-8“ (Tabellen als „CSV UTF-8“)."
    )]
    OtherEncoding { line: u64 },
    #[error(
        "Hier steht ein Zeichen ohne Bedeutung (NUL), das in keinem Text stehen darf. Löschen Sie es, oder speichern Sie die Datei neu."
    )]
    Nul { line: u64 },
    #[error(
        "Das ist eine Excel-Datei oder ein Archiv und kein Text. Öffnen Sie die Tabelle und speichern Sie sie mit „Speichern unter“ als „CSV UTF-8“ (in LibreOffice als „Text CSV“). Diese Datei laden Sie dann hoch."
    )]
    Workbook,
}

impl NotText {
    /// Where the first wrong byte is, from 1.
    pub fn line(self) -> u64 {
        match self {
            NotText::Utf16 | NotText::Workbook => 1,
            NotText::OtherEncoding { line } | NotText::Nul { line } => line,
        }
    }
}

/// How files of spreadsheet programs begin: a ZIP archive (`.xlsx`, `.ods`), before 2007 a compound file (`.xls`).
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// The text in UTF-8, without byte order mark.
pub fn read(bytes: &[u8]) -> Result<&str, NotText> {
    if WORKBOOKS.iter().any(|beginning| bytes.starts_with(beginning)) {
        return Err(NotText::Workbook);
    }
    if is_utf16(bytes) {
        return Err(NotText::Utf16);
    }
    let line = |end: usize| 1 + bytes[..end].iter().filter(|byte| **byte == b'\n').count() as u64;
    let text =
        std::str::from_utf8(bytes).map_err(|error| NotText::OtherEncoding { line: line(error.valid_up_to()) })?;
    match text.find('\0') {
        Some(at) => Err(NotText::Nul { line: line(at) }),
        None => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
    }
}

/// By its mark; without one by every second byte of the beginning being 0, as in text of western letters.
fn is_utf16(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(64)];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = start.len() / 2;
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || half > 1 && zeros(0).max(zeros(1)) == half
}
