//! The log of releases: what became public, what was taken back, when, and by whom.

use leptos::prelude::*;

use crate::ui::{Breadcrumb, EmptyState};

pub struct ReleaseLine {
    /// In words.
    pub day: String,
    pub what: &'static str,
    /// Address and title.
    pub wave: (String, String),
    /// Empty where a command did it.
    pub by: String,
}

pub fn releases_page(lines: Vec<ReleaseLine>) -> impl IntoView {
    let is_empty = lines.is_empty();
    let rows = lines.into_iter().map(|line| {
        let (href, title) = line.wave;
        let by = if line.by.is_empty() { "Befehlszeile".to_owned() } else { line.by };
        view! {
            <tr>
                <th scope="row">{line.day}</th>
                <td>{line.what}</td>
                <td><a href=href>{title}</a></td>
                <td>{by}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Breadcrumb trail=vec![("/intern".to_owned(), "Übersicht".to_owned())]/>
        <h1>"Veröffentlichungen"</h1>
        <p class="lead">"Was öffentlich wurde und was zurückgenommen wurde, das Neueste zuerst. Diese Liste lässt sich nicht ändern."</p>
        {if is_empty {
            view! { <EmptyState title="Noch nichts veröffentlicht" text="Hier steht jede Veröffentlichung von Ergebnissen und Berichten."/> }.into_any()
        } else {
            view! {
                <div class="table-scroll" role="region" tabindex="0" aria-label="Veröffentlichungen">
                    <table class="table">
                        <thead>
                            <tr><th scope="col">"Tag"</th><th scope="col">"Was"</th><th scope="col">"Welle"</th><th scope="col">"Wer"</th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }.into_any()
        }}
    }
}
