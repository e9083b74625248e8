//! A finished chart on a page: finding, picture, source, and the same data as a table.

use domain::{Locale, figure::Figure};
use leptos::prelude::*;

use super::{DataTableView, Given, words::words};

/// Level of the heading above the picture.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    H2,
    #[default]
    H3,
    H4,
}

/// Both widths are in the page; a container query shows the one that fits.
#[component]
pub fn FigureView<'a>(
    figure: &'a Figure,
    #[prop(optional)] level: Level,
    /// Addresses of the downloads.
    #[prop(optional, into)]
    csv: Given,
    #[prop(optional, into)] svg: Given,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView + use<> {
    let words = words(locale);
    let downloads = csv.is_some() || svg.is_some();
    let link = |href: Option<String>, text: &'static str| href.map(|href| view! { <a href=href download>{text}</a> });
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
                {downloads.then(|| view! {
                    <div class="row downloads">{link(csv.0, words.download_csv)}{link(svg.0, words.download_svg)}</div>
                })}
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
