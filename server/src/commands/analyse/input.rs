//! Files that the statistics read, and their way out.

use std::{
    fmt::Display,
    path::{Path, PathBuf},
};

use serde_json::Value;
use statistics::command::{DesignFile, Table};

use super::{Failure, open_file};
use crate::{commands::of_file, config::fault};

pub(super) fn table(path: &Path) -> Result<Table, Failure> {
    Table::read(open_file(path)?).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// The design of a sample in TOML.
pub(super) fn design(path: &Path) -> Result<DesignFile, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| of_file(path, &error))?;
    toml::from_str(&text).map_err(|error| {
        let (place, message) = fault::in_file(path, &text, &error);
        format!("{place}: {message}").into()
    })
}

pub(super) fn optional_design(path: &Option<PathBuf>) -> Result<Option<DesignFile>, Failure> {
    path.as_deref().map(design).transpose()
}

/// What failed, behind the name of the file it failed on.
pub(super) fn named(path: &Path, result: Result<Value, impl Display>) -> Result<Value, Failure> {
    result.map_err(|error| format!("{}: {error}", path.display()).into())
}
