//! The line above a preview: that it is one, in which language, and the way back.

use domain::Locale;
use leptos::prelude::*;

pub struct PreviewBar {
    /// Address of the survey's page.
    pub survey: String,
    pub locales: Vec<Locale>,
    pub here: Locale,
}

pub fn preview_bar(bar: PreviewBar) -> impl IntoView {
    let languages: Vec<_> = bar
        .locales
        .iter()
        .map(|locale| {
            let href = format!("{}/vorschau/{}", bar.survey, locale.as_str());
            let here = (*locale == bar.here).then_some("true");
            view! { <li><a href=href aria-current=here>{locale.german_name()}</a></li> }
        })
        .collect();
    view! {
        <div class="notice" lang="de">
            <p><strong>"Vorschau."</strong> " Nichts wird gespeichert."</p>
            <ul class="row switches">
                {languages}
                <li><a href=bar.survey>"Zurück zur Umfrage"</a></li>
            </ul>
        </div>
    }
}
