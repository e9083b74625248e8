//! One labelled field: label, hint, problem, control, in this order and tied together for screen readers.

use domain::Locale;
use leptos::{either::Either, prelude::*};

use super::{
    Entry, Given,
    words::{spoken, words},
};

/// Ids of what describes a control, for `aria-describedby`.
pub(super) fn described_by(name: &str, hint: &Given, error: &Given) -> Option<String> {
    let hint = hint.as_ref().map(|_| format!("{name}-hint"));
    let error = error.as_ref().map(|_| format!("{name}-problem"));
    let ids: Vec<String> = [hint, error].into_iter().flatten().collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub(super) fn hint_line(name: &str, hint: &Given) -> Option<impl IntoView + use<>> {
    hint.clone().0.map(|text| view! { <span class="hint" id=format!("{name}-hint")>{text}</span> })
}

pub(super) fn problem_line(name: &str, error: &Given, locale: Locale) -> Option<impl IntoView + use<>> {
    error.clone().0.map(|text| {
        view! {
            <span class="problem" id=format!("{name}-problem")>
                <span class="visually-hidden">{spoken(locale).problem}" "</span>
                {text}
            </span>
        }
    })
}

pub(super) fn field_class(error: &Given) -> &'static str {
    if error.is_some() { "field invalid" } else { "field" }
}

/// Beside a text from right to left one may still type in Latin letters.
pub(super) fn typed_direction(locale: Locale) -> Option<&'static str> {
    locale.is_rtl().then_some("auto")
}

pub(super) fn optional_mark(optional: bool, locale: Locale) -> Option<impl IntoView> {
    optional.then(|| view! { " "<span class="optional">{words(locale).optional}</span> })
}

/// A question over several fields: the heading of the page, or of a part of it.
#[component]
pub fn QuestionHeading(
    #[prop(into)] text: String,
    /// It is the page's heading.
    #[prop(optional)]
    heading: bool,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let mark = optional_mark(optional, locale);
    if heading {
        Either::Left(view! { <h1 class="question">{text}{mark}</h1> })
    } else {
        Either::Right(view! { <h2 class="question">{text}{mark}</h2> })
    }
}

/// A label with hint and problem around any control whose id is `name`. The control itself must carry
/// `aria-describedby` of `{name}-hint` and `{name}-problem`; the ready-made fields below do.
#[component]
pub fn Field(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// The label is the page's heading.
    #[prop(optional)]
    heading: bool,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
    children: Children,
) -> impl IntoView {
    let mark = optional_mark(optional, locale);
    let label = if heading {
        Either::Left(view! { <h1 class="question"><label for=name.clone()>{label}{mark}</label></h1> })
    } else {
        Either::Right(view! { <label class="label" for=name.clone()>{label}{mark}</label> })
    };
    view! {
        <div class=field_class(&error)>
            {label}
            {hint_line(&name, &hint)}
            {problem_line(&name, &error, locale)}
            {children()}
        </div>
    }
}

/// What is typed. Numbers are text with a numeric keyboard: "1.234,5" must survive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Typed {
    #[default]
    Text,
    Number,
    /// A number without decimals.
    Whole,
    Email,
    Password,
    Url,
    Date,
    /// Day and time of day.
    Minute,
    File,
}

impl Typed {
    fn kind(self) -> &'static str {
        match self {
            Typed::Text | Typed::Number | Typed::Whole => "text",
            Typed::Email => "email",
            Typed::Password => "password",
            Typed::Url => "url",
            Typed::Date => "date",
            Typed::Minute => "datetime-local",
            Typed::File => "file",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Typed::Number | Typed::Whole => "input short number",
            Typed::Date | Typed::Minute => "input medium",
            _ => "input",
        }
    }
}

/// One line of text. Its id is its name.
#[component]
pub fn TextInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] typed: Typed,
    /// Shown after the field: "Personen".
    #[prop(optional, into)]
    unit: Given,
    #[prop(optional, into)] autocomplete: Given,
    #[prop(optional)] heading: bool,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let described = described_by(&name, &hint, &error);
    let invalid = error.is_some().then_some("true");
    let mode = match typed {
        Typed::Number => Some("decimal"),
        Typed::Whole => Some("numeric"),
        _ => None,
    };
    let id = name.clone();
    let control = view! {
        <input
            class=typed.class()
            id=id.clone()
            name=id
            type=typed.kind()
            value=value
            inputmode=mode
            dir=typed_direction(locale)
            autocomplete=autocomplete.0
            aria-describedby=described
            aria-invalid=invalid
        />
    };
    let control = match unit.0 {
        Some(unit) => view! { <div class="with-unit">{control}<span>{unit}</span></div> }.into_any(),
        None => control.into_any(),
    };
    view! { <Field name label heading hint error optional locale>{control}</Field> }
}

/// A list to pick one from; for up to seven entries take `RadioCards`. `chosen` is the value of an entry.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    entries: Vec<Entry>,
    #[prop(optional, into)] chosen: Given,
    /// First line that stands for no choice.
    #[prop(optional, into)]
    empty: Given,
    #[prop(optional)] heading: bool,
    #[prop(optional, into)] hint: Given,
    #[prop(optional, into)] error: Given,
    #[prop(optional)] optional: bool,
    #[prop(default = Locale::DeSie)] locale: Locale,
) -> impl IntoView {
    let described = described_by(&name, &hint, &error);
    let invalid = error.is_some().then_some("true");
    let id = name.clone();
    let options = entries
        .into_iter()
        .map(|entry| {
            let selected = chosen.as_ref() == Some(&entry.value);
            view! { <option value=entry.value selected=selected>{entry.label}</option> }
        })
        .collect_view();
    view! {
        <Field name label heading hint error optional locale>
            <select class="input" id=id.clone() name=id aria-describedby=described aria-invalid=invalid>
                {empty.0.map(|text| view! { <option value="">{text}</option> })}
                {options}
            </select>
        </Field>
    }
}
