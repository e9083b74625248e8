//! Which two waves stand side by side: a form whose every answer is an address.

use leptos::prelude::*;

use super::{groups::options, words::Words};

/// Value, label, and whether it is the one.
type Options = Vec<(String, String, bool)>;

pub struct PairForm {
    pub address: String,
    pub first: (&'static str, Options),
    pub second: (&'static str, Options),
}

pub(super) fn pair_form(form: PairForm, words: &'static Words) -> impl IntoView {
    let field = |name: &'static str, (label, choices): (&'static str, Options)| {
        view! {
            <div class="field">
                <label class="label" for=name>{label}</label>
                <select class="input" id=name name=name>{options(choices)}</select>
            </div>
        }
    };
    view! {
        <form class="filters" method="get" action=form.address>
            {field("von", form.first)}
            {field("bis", form.second)}
            <button class="button secondary">{words.show}</button>
        </form>
    }
}
