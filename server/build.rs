//! The binary carries `target/site` inside; `cargo xtask site` fills it before the server is built.

use std::{fs, path::Path};

fn main() {
    let site = Path::new("../target/site");
    // An empty folder is enough to compile; the server says at start-up what is missing.
    fs::create_dir_all(site).ok();
    println!("cargo::rerun-if-changed=../target/site");
    println!("cargo::rerun-if-changed=build.rs");
}
