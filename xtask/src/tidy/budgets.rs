//! What a phone loads. A KB is 1,000 bytes; sizes are those on the wire to a browser that takes brotli.

use crate::site::{Entry, Manifest};
use crate::workspace::Workspace;
use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;

/// Files by the end of their name, and the bytes they may have together. Start page, its POST, first question, style,
/// font and icon must fit into 60 KB, so these leave the rest to the pages. The letters of other languages are loaded by
/// pages that show them, and by no German or English one (end2end/tests/languages.spec.ts).
const BUDGETS: [(&str, &[&str], usize); 6] = [
    ("script and wasm", &[".js", ".wasm"], 90_000),
    ("style", &[".css"], 16_000),
    ("font", &["source-sans-3.woff2"], 30_000),
    ("letters for Ukrainian", &["-cyrillic.woff2"], 20_000),
    ("letters for Turkish", &["-latin-ext.woff2"], 62_000),
    ("icon", &[".svg"], 1_000),
];

pub fn site(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(overdrawn(&Manifest::read(&workspace.site())?.files))
}

fn overdrawn(files: &BTreeMap<String, Entry>) -> Vec<String> {
    let spent = |ends: &[&str]| {
        let of_kind = files.iter().filter(|(name, _)| ends.iter().any(|end| name.ends_with(end)));
        of_kind.map(|(_, entry)| entry.wire()).sum::<usize>()
    };
    let over = BUDGETS.iter().map(|(what, ends, budget)| (what, spent(ends), budget)).filter(|(_, spent, budget)| {
        // Nothing at all means that the site was not built, not that it is small.
        spent > *budget || *spent == 0
    });
    over.map(|(what, spent, budget)| format!("{what}: {spent} bytes of {budget}")).collect()
}

/// The lock file names packages and their hashes; where they come from is each machine's affair.
pub fn npm_lock(workspace: &Workspace) -> Result<Vec<String>> {
    Ok(hosts(&fs::read_to_string(workspace.end2end().join("package-lock.json"))?))
}

fn hosts(lock: &str) -> Vec<String> {
    lock.lines()
        .filter(|line| line.trim_start().starts_with("\"resolved\""))
        .map(|line| line.trim().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(sizes: &[(&str, usize)]) -> BTreeMap<String, Entry> {
        let entry =
            |size| Entry { file: String::new(), media_type: String::new(), bytes: size, gzip: None, brotli: None };
        sizes.iter().map(|(name, size)| ((*name).to_owned(), entry(*size))).collect()
    }

    #[test]
    fn files_of_a_kind_are_added_up() {
        let fine = [
            ("a.css", 9_000),
            ("a.js", 5_000),
            ("a.wasm", 80_000),
            ("source-sans-3.woff2", 29_000),
            ("source-sans-3-cyrillic.woff2", 19_000),
            ("source-sans-3-latin-ext.woff2", 61_000),
            ("i.svg", 300),
        ];
        assert!(overdrawn(&files(&fine)).is_empty());
        let mut heavy = fine;
        heavy[1].1 = 11_000;
        assert_eq!(overdrawn(&files(&heavy)), ["script and wasm: 91000 bytes of 90000"]);
        assert_eq!(overdrawn(&files(&fine[1..])), ["style: 0 bytes of 16000"]);
    }

    #[test]
    fn an_address_in_the_lock_file_is_found() {
        assert!(hosts("{ \"integrity\": \"sha512-x\" }").is_empty());
        assert_eq!(hosts("  \"resolved\": \"https://example.org/a.tgz\",").len(), 1);
    }
}
