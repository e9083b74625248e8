//! How often a proof runs, and where its figures go.

use std::{fs::OpenOptions, io::Write};

/// As often as `cargo xtask prove` says.
pub fn trials(otherwise: u64) -> u64 {
    std::env::var("BEDARFSKOMPASS_DATASETS").ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// One line per figure: name, value, what it must be.
pub fn write(figures: &[(&str, u64, String)]) {
    for (name, value, bar) in figures {
        eprintln!("{name}: {value} ({bar})");
    }
    let Some(path) = std::env::var_os("BEDARFSKOMPASS_FIGURES") else { return };
    let mut file = OpenOptions::new().create(true).append(true).open(path).expect("the file of figures");
    for (name, value, bar) in figures {
        writeln!(file, "{name}\t{value}\t{bar}").expect("written");
    }
}
