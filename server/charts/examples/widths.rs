//! Writes `src/widths.rs`: how wide each character of Source Sans 3 is.
//!
//! ```text
//! npm pack source-sans && tar xzf source-sans-*.tgz
//! cargo run -p charts --example widths -- package/TTF/SourceSans3-Regular.ttf package/TTF/SourceSans3-Semibold.ttf \
//!     > server/charts/src/widths.rs
//! ```
//! The web fonts are woff2, which would need a decoder; the npm package `source-sans` (OFL-1.1) holds the same outlines
//! as TTF. Kerning is left out on purpose: it mostly narrows, so labels err on the safe side.

use std::{env, error::Error, fs, io::Write};

use ttf_parser::Face;

/// Latin with its extensions, punctuation, arrows, mathematics: what German and English labels are made of.
const RANGES: [(u32, u32); 8] = [
    (0x20, 0x7e),
    (0xa0, 0x17f),
    (0x1e80, 0x1eff),
    (0x2000, 0x2044),
    (0x20ac, 0x20ac),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2265),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "//! Advance widths of Source Sans 3 in thousandths of an em, sorted by character.")?;
    writeln!(out, "//! Made by `examples/widths.rs`; do not edit.")?;
    for (name, path) in ["REGULAR", "SEMIBOLD"].into_iter().zip(env::args().skip(1)) {
        let bytes = fs::read(&path)?;
        let face = Face::parse(&bytes, 0)?;
        let widths = widths(&face);
        writeln!(out, "\n#[rustfmt::skip]\npub(crate) const {name}: [(char, u16); {}] = [", widths.len())?;
        for line in widths.chunks(8) {
            let line: Vec<String> = line.iter().map(|(c, w)| format!("('\\u{{{:x}}}', {w}),", u32::from(*c))).collect();
            writeln!(out, "    {}", line.join(" "))?;
        }
        writeln!(out, "];")?;
    }
    Ok(())
}

fn widths(face: &Face) -> Vec<(char, u16)> {
    let em = u32::from(face.units_per_em());
    RANGES
        .iter()
        .flat_map(|&(first, last)| first..=last)
        .filter_map(char::from_u32)
        .filter_map(|c| {
            let advance = face.glyph_hor_advance(face.glyph_index(c)?)?;
            Some((c, u16::try_from(u32::from(advance) * 1000 / em).ok()?))
        })
        .collect()
}
