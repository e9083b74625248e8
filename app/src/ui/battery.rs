//! A battery of ratings: one card per row, never a table of radio buttons.

use domain::Locale;
use leptos::prelude::*;

use super::{
    Entry, Given,
    cards::cards,
    choice::Layout,
    field::problem_line,
    words::{spoken, words},
};

/// The frame around the cards of one battery.
#[component]
pub fn Battery(children: Children) -> impl IntoView {
    view! { <div class="battery">{children()}</div> }
}

/// One row. Sent open, so that it is complete without script; a script may fold answered rows by taking `open`
/// away: then the line shows what was given.
#[component]
pub fn RatingCard(
    #[prop(into)] name: String,
    #[prop(into)] item: String,
    /// Scale points, then "weiß nicht" set apart.
    entries: Vec<Entry>,
    #[prop(optional, into)] chosen: Given,
    #[prop(optional, into)] error: Given,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let given = entries.iter().find(|entry| Some(&entry.value) == chosen.as_ref()).map(|entry| entry.label.clone());
    let chosen: Vec<String> = chosen.0.into_iter().collect();
    let described = error.is_some().then(|| format!("{name}-problem"));
    let class = if error.is_some() { "rating invalid" } else { "rating" };
    view! {
        <details class=class open data-name=name.clone()>
            <summary>
                <span class="item">{item.clone()}</span>
                <span class="given">{given}</span>
                <span class="change">{words(locale).change}</span>
            </summary>
            {problem_line(&name, &error, locale)}
            <fieldset aria-describedby=described>
                <legend class="visually-hidden">{item}</legend>
                {cards(&name, true, &entries, &chosen, Layout::Stacked)}
            </fieldset>
        </details>
    }
}

/// How many of a top three are chosen, as filling tiles and in words.
#[component]
pub fn Counter(chosen: usize, of: usize, #[prop(default = Locale::DeSie)] locale: Locale) -> impl IntoView {
    let tiles = (0..of).map(|index| view! { <i class=(index < chosen).then_some("full")></i> }).collect_view();
    let rest = spoken(locale).chosen_of.replace("{n}", &of.to_string());
    view! {
        <p class="counter" role="status">
            <span aria-hidden="true">{tiles}</span>
            {format!("{chosen} {rest}")}
        </p>
    }
}

/// "Teil 1 von 3 · Schritt 4 von 11". Words, no bar: a bar that stands still and jumps costs answers.
#[component]
pub fn Progress(#[prop(into)] text: String) -> impl IntoView {
    view! { <p class="progress">{text}</p> }
}
