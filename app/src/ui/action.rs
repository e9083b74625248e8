//! What one can do: buttons, links that look like buttons, forms.

use leptos::prelude::*;

use super::Given;

/// One primary per view, named by a verb ("Welle starten"). `Danger` only where a name had to be typed first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    #[default]
    Primary,
    Secondary,
    Quiet,
    Danger,
}

impl Weight {
    fn class(self) -> &'static str {
        match self {
            Weight::Primary => "button",
            Weight::Secondary => "button secondary",
            Weight::Quiet => "button quiet",
            Weight::Danger => "button danger",
        }
    }
}

/// Sends the form it stands in, or the one with the id `form`, with `name=value` if named.
#[component]
pub fn Button(
    #[prop(optional)] weight: Weight,
    #[prop(optional, into)] name: Given,
    #[prop(optional, into)] value: Given,
    #[prop(optional, into)] form: Given,
    /// Sends without the browser's own checks, as "back" does.
    #[prop(optional)]
    unchecked: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <button class=weight.class() form=form.0 name=name.0 value=value.0 formnovalidate=unchecked>{children()}</button>
    }
}

/// A link of the weight of a button: goes somewhere, changes nothing.
#[component]
pub fn LinkButton(#[prop(into)] href: String, #[prop(optional)] weight: Weight, children: Children) -> impl IntoView {
    view! { <a class=weight.class() href=href>{children()}</a> }
}

/// The link to the page before.
#[component]
pub fn BackLink(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! { <a class="back" href=href>{children()}</a> }
}

/// Looks like the link to the page before, and sends the form with this id, so that nothing typed is lost. `default` is
/// what Enter in a field sends: else it would press this button, which comes first.
#[component]
pub fn BackButton(
    form: &'static str,
    name: &'static str,
    value: &'static str,
    default: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <input type="submit" form=form name=name value=default hidden/>
        <button class="back" form=form name=name value=value formnovalidate>{children()}</button>
    }
}

/// A row of buttons at the end of a form, the primary one first.
#[component]
pub fn Actions(children: Children) -> impl IntoView {
    view! { <div class="actions">{children()}</div> }
}

/// A plain form. The server checks, the page comes back with what was typed.
#[component]
pub fn PostForm(
    #[prop(into)] action: String,
    /// For buttons that stand outside it.
    #[prop(optional, into)]
    id: Given,
    /// For files.
    #[prop(optional)]
    multipart: bool,
    children: Children,
) -> impl IntoView {
    let enctype = multipart.then_some("multipart/form-data");
    view! {
        <form class="form" id=id.0 method="post" action=action enctype=enctype novalidate>
            {children()}
        </form>
    }
}

/// A field nobody sees.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}
