//! The style sheet: style/main.css with its imports, in one file, checked strictly and made small.

use super::asset::Asset;
use anyhow::{Result, anyhow, bail};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::error::{Error, ErrorLocation};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};
use std::path::Path;

/// Bundles `entry`; in it, `url("/pkg/NAME")` becomes the hashed name of that asset.
///
/// # Errors
/// On any mistake in the CSS, with file, line and column, and on a name under /pkg/ that does not exist.
pub fn build(entry: &Path, assets: &[Asset]) -> Result<Asset> {
    let files = FileProvider::new();
    let targets = targets();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default()).bundle(entry).map_err(placed)?;
    sheet.minify(MinifyOptions { targets, ..Default::default() }).map_err(placed)?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..Default::default() })?;
    Ok(Asset::new("main.css", hash_names(&printed.code, assets)?))
}

/// The error with its place as editors count: lines from one, which lightningcss counts from zero.
fn placed<T: std::fmt::Display>(error: Error<T>) -> anyhow::Error {
    match error.loc {
        Some(ErrorLocation { filename, line, column }) => anyhow!("{filename}:{}:{column}: {}", line + 1, error.kind),
        None => anyhow!("style: {}", error.kind),
    }
}

/// Browsers on phones in use: an iPhone that stays on iOS 16, a Windows 7 that stays on Chrome 109, Firefox ESR.
/// Nesting and `light-dark()` are newer and are written out for them.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Targets::from(Browsers {
        chrome: version(109, 0),
        edge: version(109, 0),
        firefox: version(115, 0),
        safari: version(16, 4),
        ios_saf: version(16, 4),
        samsung: version(21, 0),
        ..Browsers::default()
    })
}

fn hash_names(css: &str, assets: &[Asset]) -> Result<String> {
    let mut pieces = css.split("/pkg/");
    let mut hashed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let name = piece.split(['"', '\'', ')', '?', '#']).next().unwrap_or_default();
        let Some(asset) = assets.iter().find(|asset| asset.name == name) else {
            bail!("style: there is no /pkg/{name}");
        };
        hashed += "/pkg/";
        hashed += &asset.file();
        hashed += &piece[name.len()..];
    }
    Ok(hashed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn style(files: &[(&str, &str)]) -> Result<String> {
        let folder = tempfile::tempdir()?;
        for (name, css) in files {
            fs::write(folder.path().join(name), css)?;
        }
        let asset = build(&folder.path().join("main.css"), &[Asset::new("a.woff2", "font")])?;
        Ok(String::from_utf8(asset.bytes)?)
    }

    #[test]
    fn imports_are_bundled_and_names_hashed() {
        let face = r#"@font-face { font-family: A; src: url("/pkg/a.woff2") format("woff2") }"#;
        let css = style(&[("main.css", "@import 'face.css'; p { & q { color: red } }"), ("face.css", face)]).unwrap();
        assert!(css.contains(&format!("/pkg/{}", Asset::new("a.woff2", "font").file())), "{css}");
        assert!(css.contains("p q{color:red}"), "nesting is written out: {css}");
    }

    #[test]
    fn colour_schemes_work_without_light_dark() {
        let css = style(&[("main.css", ":root{color-scheme:light dark;--ink:light-dark(#111,#eee)}")]).unwrap();
        assert!(!css.contains("light-dark(") && css.contains("prefers-color-scheme:dark"), "{css}");
    }

    #[test]
    fn mistakes_are_errors_with_their_place() {
        let error = style(&[("main.css", "p { color: red }\nq { {")]).unwrap_err().to_string();
        assert!(error.contains("main.css:2"), "{error}");
        let error = style(&[("main.css", "p { background: url(/pkg/b.png) }")]).unwrap_err().to_string();
        assert!(error.contains("/pkg/b.png"), "{error}");
        assert!(style(&[("main.css", "@import 'missing.css';")]).is_err());
    }
}
