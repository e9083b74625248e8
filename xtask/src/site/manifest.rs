//! The list of the site's files: logical name to file, type and sizes. The server reads it from its own binary.

use super::asset::Asset;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

#[derive(Serialize, Deserialize)]
pub struct Manifest {
    pub files: BTreeMap<String, Entry>,
}

/// One file; sizes in bytes. Without `gzip` and `brotli` it is served as it is.
#[derive(Serialize, Deserialize, Clone)]
pub struct Entry {
    pub file: String,
    #[serde(rename = "type")]
    pub media_type: String,
    pub bytes: usize,
    pub gzip: Option<usize>,
    pub brotli: Option<usize>,
}

impl Manifest {
    /// Writes the files, each packed twice, then the list; removes what no longer belongs there.
    pub fn write(site: &Path, assets: &[Asset]) -> Result<Self> {
        let folder = site.join("pkg");
        fs::create_dir_all(&folder)?;
        let files =
            assets.iter().map(|asset| Ok((asset.name.clone(), place(&folder, asset)?))).collect::<Result<_>>()?;
        let manifest = Self { files };
        manifest.sweep(&folder)?;
        write_if_changed(&site.join("manifest.json"), &serde_json::to_vec_pretty(&manifest)?)?;
        Ok(manifest)
    }

    /// What `write` left at the last `site`.
    pub fn read(site: &Path) -> Result<Self> {
        let path = site.join("manifest.json");
        let text = fs::read(&path).with_context(|| format!("no {}: run `cargo xtask site` first", path.display()))?;
        Ok(serde_json::from_slice(&text)?)
    }

    /// The file list for people.
    pub fn table(&self) -> String {
        let mut table = format!("{:<28}{:>10}{:>10}{:>10}\n", "file", "bytes", "gzip", "brotli");
        for (name, entry) in &self.files {
            let packed = |size: Option<usize>| size.map_or("-".to_owned(), |size| size.to_string());
            let (gzip, brotli) = (packed(entry.gzip), packed(entry.brotli));
            let _ = writeln!(table, "{name:<28}{:>10}{gzip:>10}{brotli:>10}", entry.bytes);
        }
        table.truncate(table.trim_end().len());
        table
    }

    fn sweep(&self, folder: &Path) -> Result<()> {
        let packed = |file: &String| [file.clone(), format!("{file}.br"), format!("{file}.gz")];
        let wanted: BTreeSet<String> = self.files.values().flat_map(|entry| packed(&entry.file)).collect();
        for found in fs::read_dir(folder)? {
            let found = found?;
            if !wanted.contains(&*found.file_name().to_string_lossy()) {
                fs::remove_file(found.path())?;
            }
        }
        Ok(())
    }
}

impl Entry {
    /// Bytes on the wire for a browser that takes brotli.
    pub fn wire(&self) -> usize {
        self.brotli.unwrap_or(self.bytes)
    }
}

/// The file with its packed twins. A name that holds the content is never written twice.
fn place(folder: &Path, asset: &Asset) -> Result<Entry> {
    let file = asset.file();
    let once = |suffix: &str, bytes: &dyn Fn() -> Result<Vec<u8>>| -> Result<usize> {
        let path = folder.join(format!("{file}{suffix}"));
        if !path.exists() {
            write_whole(&path, &bytes()?)?;
        }
        Ok(usize::try_from(fs::metadata(&path)?.len())?)
    };
    let bytes = once("", &|| Ok(asset.bytes.clone()))?;
    let packs = asset.packs();
    let gzip = packs.then(|| once(".gz", &|| asset.gzip())).transpose()?;
    let brotli = packs.then(|| once(".br", &|| asset.brotli())).transpose()?;
    Ok(Entry { file: file.clone(), media_type: asset.media_type().to_owned(), bytes, gzip, brotli })
}

/// The server is rebuilt when a file's date changes, so an equal file keeps its date.
fn write_if_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    write_whole(path, bytes)
}

/// All or nothing: half a file under a name that promises its content would stay for ever.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = path.with_extension("part");
    fs::write(&part, bytes)?;
    Ok(fs::rename(&part, path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanged_site_keeps_its_dates_and_a_changed_one_leaves_nothing_behind() {
        let site = tempfile::tempdir().unwrap();
        let names = || {
            let files = fs::read_dir(site.path().join("pkg")).unwrap();
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<BTreeSet<_>>()
        };
        let date = || fs::metadata(site.path().join("manifest.json")).unwrap().modified().unwrap();
        let first = Manifest::write(site.path(), &[Asset::new("main.css", "a{}"), Asset::new("a.woff2", "x")]).unwrap();
        let (first_names, first_date) = (names(), date());
        assert_eq!(first_names.len(), 4, "style three times, font once: {first_names:?}");
        assert_eq!(first.files["a.woff2"].brotli, None);
        Manifest::write(site.path(), &[Asset::new("main.css", "a{}"), Asset::new("a.woff2", "x")]).unwrap();
        assert_eq!((names(), date()), (first_names.clone(), first_date));
        Manifest::write(site.path(), &[Asset::new("main.css", "b{}")]).unwrap();
        assert_eq!(names().len(), 3);
        assert!(names().is_disjoint(&first_names));
        assert_eq!(Manifest::read(site.path()).unwrap().files.len(), 1);
    }
}
