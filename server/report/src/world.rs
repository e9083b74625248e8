//! What typst finds when it looks around: the layout, the data, the logo, two fonts. No network, no files of this machine,
//! no clock.

use std::sync::LazyLock;

use serde_json::{Value, json};
use typst::{
    Feature, Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use crate::{
    Fault, Form, Report,
    letters::{FONTS, readable},
    words::words,
};

static BOOK: &str = include_str!("report.typ");
static SHEET: &str = include_str!("sheet.typ");
static PARTS: &str = include_str!("parts.typ");

/// Header cells of rows are behind a switch in typst; a screen reader wants them.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

pub struct ReportWorld {
    /// What is set, and what it shares with the others.
    layout: [Source; 2],
    data: (FileId, Bytes),
    logo: Option<(FileId, Bytes)>,
}

impl ReportWorld {
    pub fn of(report: &Report) -> Result<ReportWorld, Fault> {
        let data =
            serde_json::to_vec(&readable(described(report))).map_err(|fault| Fault::Content(fault.to_string()))?;
        let logo =
            report.cover.logo.as_ref().map(|logo| Ok::<_, Fault>((file("logo")?, Bytes::new(logo.bytes.clone()))));
        let (name, text) = match report.form {
            Form::Book => ("report.typ", BOOK),
            Form::Sheet => ("sheet.typ", SHEET),
        };
        let source = |name, text: &str| Ok::<_, Fault>(Source::new(file(name)?, text.to_owned()));
        Ok(ReportWorld {
            layout: [source(name, text)?, source("parts.typ", PARTS)?],
            data: (file("report.json")?, Bytes::new(data)),
            logo: logo.transpose()?,
        })
    }
}

fn file(name: &str) -> Result<FileId, Fault> {
    let path = VirtualPath::new(name).map_err(|fault| Fault::Content(format!("{fault:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The report as the layout reads it.
fn described(report: &Report) -> Value {
    let Report { form: _, locale, title, organisation, day, cover, sections, tables, legend } = report;
    json!({
        "lang": locale.lang(),
        "title": title,
        "organisation": organisation,
        "day": day,
        "kind": cover.kind,
        "finding": cover.finding,
        "facts": cover.facts,
        "colour": cover.colour,
        "has_logo": cover.logo.is_some(),
        "motif": cover.motif,
        "sections": sections,
        "tables": tables,
        "legend": legend,
        "words": words(*locale),
    })
}

impl World for ReportWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.layout[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.layout.iter().find(|source| source.id() == id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = std::iter::once(&self.data).chain(&self.logo).find(|(name, _)| *name == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    /// What a report says of today is in its data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
