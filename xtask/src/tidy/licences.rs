//! deny.toml, for everybody: cargo-deny itself takes long to install. The same lists, the essential rules.

use super::tree::{Package, Tree};
use crate::workspace::Workspace;
use anyhow::Result;
use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

/// A crate that nobody but the `wrappers` may use.
#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    #[serde(default)]
    wrappers: Vec<String>,
}

pub fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let rules: Rules = toml::from_str(&fs::read_to_string(workspace.root.join("deny.toml"))?)?;
    let tree = Tree::read(workspace)?;
    Ok([unlicensed(&tree, &rules.licenses.allow), misused(&tree, &rules.bans.deny), foreign(&tree)].concat())
}

fn unlicensed(tree: &Tree, allowed: &[String]) -> Vec<String> {
    let permits = |package: &&Package| !package.license.as_deref().is_some_and(|licence| permits(licence, allowed));
    let line = |package: &Package| {
        let licence = package.license.as_deref().unwrap_or("no licence");
        format!("{} {}: {licence}", package.name, package.version)
    };
    tree.packages.iter().filter(permits).map(line).collect()
}

/// Whether an SPDX expression leaves a choice that is allowed throughout.
fn permits(expression: &str, allowed: &[String]) -> bool {
    // Old manifests write "MIT/Apache-2.0" for OR.
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let mut reader = Reader { words: &words, allowed };
    reader.any() && reader.words.is_empty()
}

/// Reads an expression from the front; AND binds closer than OR.
struct Reader<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Reader<'_> {
    fn any(&mut self) -> bool {
        let mut permitted = self.all();
        while self.takes("OR") {
            permitted |= self.all();
        }
        permitted
    }

    fn all(&mut self) -> bool {
        let mut permitted = self.one();
        while self.takes("AND") {
            permitted &= self.one();
        }
        permitted
    }

    fn one(&mut self) -> bool {
        if self.takes("(") {
            let permitted = self.any();
            return self.takes(")") && permitted;
        }
        let Some((name, rest)) = self.words.split_first() else { return false };
        self.words = rest;
        let mut licence = (*name).to_owned();
        if self.takes("WITH")
            && let Some((exception, rest)) = self.words.split_first()
        {
            licence = format!("{licence} WITH {exception}");
            self.words = rest;
        }
        self.allowed.contains(&licence)
    }

    fn takes(&mut self, word: &str) -> bool {
        let takes = self.words.first() == Some(&word);
        if takes {
            self.words = &self.words[1..];
        }
        takes
    }
}

fn misused(tree: &Tree, bans: &[Ban]) -> Vec<String> {
    let users = |ban: &Ban| {
        let wrong =
            tree.users(&ban.name).into_iter().filter(|user| !ban.wrappers.iter().any(|wrapper| wrapper == user));
        wrong.map(|user| format!("{user} uses {}", ban.name)).collect::<Vec<_>>()
    };
    bans.iter().flat_map(users).collect()
}

fn foreign(tree: &Tree) -> Vec<String> {
    let is_foreign =
        |package: &&Package| package.source.as_ref().is_some_and(|source| !source.ends_with("/crates.io-index"));
    tree.packages.iter().filter(is_foreign).map(|package| format!("{} is not from crates.io", package.name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_needs_one_way_through() {
        let allowed = ["MIT", "Unicode-3.0", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"].map(str::to_owned);
        let good = [
            "MIT",
            "MIT/GPL-3.0",
            "GPL-3.0 OR MIT",
            "(MIT OR GPL-3.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception",
        ];
        good.iter().for_each(|expression| assert!(permits(expression, &allowed), "{expression}"));
        let bad =
            ["GPL-3.0", "MIT AND GPL-3.0", "(MIT AND GPL-3.0) OR GPL-2.0", "MIT WITH Surprise", "", "MIT MIT", "(MIT"];
        bad.iter().for_each(|expression| assert!(!permits(expression, &allowed), "{expression}"));
    }

    #[test]
    fn a_wall_is_crossed_only_by_its_wrapper() {
        let tree = Tree::of(
            &[("store", "MIT", &["sqlx"]), ("server", "MIT", &["sqlx", "store"]), ("sqlx", "MIT", &[])],
            &["store"],
        );
        let ban = Ban { name: "sqlx".to_owned(), wrappers: vec!["store".to_owned()] };
        assert_eq!(misused(&tree, &[ban]), ["server uses sqlx"]);
        assert_eq!(unlicensed(&tree, &["Zlib".to_owned()]).len(), 3);
    }

    #[test]
    fn a_crate_from_elsewhere_is_named() {
        let mut tree = Tree::of(&[("a", "MIT", &[])], &[]);
        assert!(foreign(&tree).is_empty());
        tree.packages[0].source = Some("git+https://example.org/a".to_owned());
        assert_eq!(foreign(&tree), ["a is not from crates.io"]);
    }
}
