//! Choices as full-width cards: the whole line is the target.

use domain::Locale;
use leptos::{either::Either, prelude::*};

use super::{
    Given,
    cards::cards,
    field::{described_by, field_class, hint_line, optional_mark, problem_line},
};

/// One line to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    /// Set off by space: "weiß nicht", "keine davon".
    pub apart: bool,
    /// "Anderes": words of one's own belong to it.
    pub other: bool,
}

impl Entry {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Entry {
        Entry { value: value.into(), label: label.into(), hint: None, apart: false, other: false }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Entry {
        self.hint = Some(hint.into());
        self
    }

    pub fn apart(mut self) -> Entry {
        self.apart = true;
        self
    }
}

/// How the cards stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    Stacked,
    /// Side by side where there is room; for short labels without an order.
    Beside,
    /// 0 to 10.
    Points,
}

impl Layout {
    pub(super) fn class(self) -> &'static str {
        match self {
            Layout::Stacked => "choices",
            Layout::Beside => "choices beside",
            Layout::Points => "choices points",
        }
    }
}

fn legend(text: String, heading: bool, optional: bool, locale: Locale) -> impl IntoView {
    let mark = optional_mark(optional, locale);
    if heading {
        Either::Left(view! { <legend class="question"><h1>{text}{mark}</h1></legend> })
    } else {
        Either::Right(view! { <legend class="legend">{text}{mark}</legend> })
    }
}

/// Exactly one of several.
#[component]
pub fn RadioCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    entries: Vec<Entry>,
    #[prop(optional, into)] chosen: Given,
    #[prop(optional)] layout: Layout,
    /// The question is the page's heading.
    #[prop(optional)]
    heading: bool,
    /// What the first and the last point mean, above the cards.
    #[prop(optional)]
    ends: Option<(String, String)>,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let chosen: Vec<String> = chosen.0.into_iter().collect();
    let lines = cards(&name, true, &entries, &chosen, layout);
    let ends = ends
        .map(|(low, high)| view! { <div class="ends" aria-hidden="true"><span>{low}</span><span>{high}</span></div> });
    group(name, legend, heading, hint, error, optional, locale, view! { {ends}{lines} })
}

/// Any number of several; how many, and what excludes what, the server checks.
#[component]
pub fn CheckCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    entries: Vec<Entry>,
    #[prop(optional)] chosen: Vec<String>,
    #[prop(optional)] layout: Layout,
    #[prop(optional)] heading: bool,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let lines = cards(&name, false, &entries, &chosen, layout);
    group(name, legend, heading, hint, error, optional, locale, lines)
}

/// Several fields that answer one question: its wording is read out with each of them.
#[component]
pub fn FieldGroup(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    #[prop(optional)] heading: bool,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
    children: Children,
) -> impl IntoView {
    group(name, legend, heading, hint, error, optional, locale, children())
}

/// One box to tick, or one of several in a place of its own.
#[component]
pub fn ChoiceCard(
    #[prop(into)] id: String,
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    /// Read out before the label, where that is too short to stand alone.
    #[prop(optional, into)]
    about: Given,
    radio: bool,
    checked: bool,
    #[prop(optional, into)] described: Given,
) -> impl IntoView {
    let about = about.0.map(|about| view! { <span class="visually-hidden">{about}": "</span> });
    let kind = if radio { "radio" } else { "checkbox" };
    view! {
        <label class="choice">
            <input type=kind id=id name=name value=value checked=checked aria-describedby=described.0/>
            <span>{about}{label}</span>
        </label>
    }
}

#[expect(clippy::too_many_arguments, reason = "what both kinds of cards share")]
fn group(
    name: String,
    text: String,
    heading: bool,
    hint: Given,
    error: Given,
    optional: bool,
    locale: Locale,
    lines: impl IntoView,
) -> impl IntoView {
    view! {
        <fieldset class=field_class(&error) aria-describedby=described_by(&name, &hint, &error)>
            {legend(text, heading, optional, locale)}
            {hint_line(&name, &hint)}
            {problem_line(&name, &error, locale)}
            {lines}
        </fieldset>
    }
}
