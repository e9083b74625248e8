//! One binary: it is compiled and linked once.

mod chance;
mod change;
mod changed;
mod expressions;
mod flags;
mod history;
mod kinds;
mod oracle;
mod properties;
mod quality;
mod shown;
mod size;
mod templates;
mod themes;
mod words;
