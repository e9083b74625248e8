//! A finished chart on a page: finding, picture, source, and the same data as a table.

use domain::{Locale, figure::Figure};
use leptos::prelude::*;

use super::{DataTableView, words::words};

/// Level of the heading above the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    H2,
    #[default]
    H3,
    H4,
}

/// Where the files of a figure are; each ending is one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The address without its ending.
    pub stem: String,
    /// What belongs behind the ending, with its question mark; may be empty.
    pub query: String,
}

/// The same as a table and as pictures, to take along.
#[component]
pub fn Downloads(files: Files, #[prop(default = Locale::DeSie)] locale: Locale) -> impl IntoView {
    let (words, Files { stem, query }) = (words(locale), files);
    let endings = [("csv", words.download_csv), ("svg", words.download_svg), ("png", words.download_png)];
    let links = endings.map(|(ending, text)| view! { <a href=format!("{stem}.{ending}{query}") download>{text}</a> });
    view! { <div class="row downloads">{links}</div> }
}

/// Both widths are in the page; a container query shows the one that fits.
#[component]
pub fn FigureView<'a>(
    figure: &'a Figure,
    #[prop(optional)] level: Level,
    #[prop(optional)] files: Option<Files>,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView + use<> {
    let words = words(locale);
    // Erased here, so that the type of a page with many figures stays small.
    let table = view! { <DataTableView table=&figure.table/> }.into_any();
    view! {
        <figure class="figure" id=figure.id.clone()>
            {heading(level, figure.title.clone())}
            <p class="subtitle">{figure.subtitle.clone()}</p>
            // Trusted: `charts` writes these and escapes every text in them.
            <div class="picture">
                <div class="at-narrow" inner_html=figure.svg_narrow.clone()></div>
                <div class="at-wide" inner_html=figure.svg_wide.clone()></div>
            </div>
            <figcaption>{figure.source.clone()}</figcaption>
            <div class="below">
                {files.map(|files| view! { <Downloads files locale/> })}
                <details>
                    <summary>{words.data_table}</summary>
                    {table}
                </details>
            </div>
        </figure>
    }
}

fn heading(level: Level, text: String) -> AnyView {
    match level {
        Level::H2 => view! { <h2>{text}</h2> }.into_any(),
        Level::H3 => view! { <h3>{text}</h3> }.into_any(),
        Level::H4 => view! { <h4>{text}</h4> }.into_any(),
    }
}
