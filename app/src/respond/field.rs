//! One item as it is asked. A single item is the heading of its page.

use domain::{
    Missing,
    flow::{Field, FieldShape},
    format,
    survey::Choice,
};
use leptos::{either::Either, prelude::*};

use super::{QuestionPage, compound, words::words};
use crate::ui::{CheckCards, Entry, Layout, RadioCards, Select, TextArea, TextInput, Typed};

pub(super) fn field_view(page: &QuestionPage, field: &Field, heads: bool) -> impl IntoView + use<> {
    match &field.shape {
        FieldShape::Single { options } => radio(page, field, entries(page, field, options), heads).into_any(),
        FieldShape::Multiple { options, max } => {
            checks(page, field, entries(page, field, options), *max, heads).into_any()
        }
        FieldShape::Top { options, max } => {
            checks(page, field, entries(page, field, options), Some(*max), heads).into_any()
        }
        FieldShape::Recommendation { low, high } => {
            let ends = (page.text(field, low), page.text(field, high));
            recommendation(page, field, ends, heads).into_any()
        }
        FieldShape::Municipality { options } => select(page, field, options, heads).into_any(),
        FieldShape::Occupation { options } => {
            let searched = select(page, field, options, heads);
            let words = words(page.locale);
            view! { <div data-search=words.search_list data-found=words.found>{searched}</div> }.into_any()
        }
        FieldShape::Date { .. } => compound::day(page, field, heads).into_any(),
        FieldShape::Month { .. } => compound::month(page, field, heads).into_any(),
        FieldShape::Number { unit, decimals, .. } => {
            let typed = if *decimals == 0 { Typed::Whole } else { Typed::Number };
            text_input(page, field, typed, unit.get(page.locale), heads).into_any()
        }
        FieldShape::ShortText { .. } => text_input(page, field, Typed::Text, "", heads).into_any(),
        FieldShape::LongText { .. } if field.key.is_comment() => compound::comment(page, field).into_any(),
        FieldShape::LongText { max_chars } => text_area(page, field, *max_chars, heads).into_any(),
        // Drawn together with others of their item, or not at all.
        FieldShape::Rating { .. }
        | FieldShape::Rank { .. }
        | FieldShape::Address
        | FieldShape::Consent { .. }
        | FieldShape::Dealt { .. } => ().into_any(),
        FieldShape::Information => information(page, field, heads).into_any(),
    }
}

pub(super) fn question(page: &QuestionPage, field: &Field) -> String {
    page.wording.question_text(&field.key)
}

fn entries(page: &QuestionPage, field: &Field, options: &[&Choice]) -> Vec<Entry> {
    let entry = |option: &&Choice| {
        let entry = Entry::new(option.id.as_str(), page.text(field, &option.label));
        let entry = match page.text(field, &option.hint) {
            hint if hint.is_empty() => entry,
            hint => entry.hint(hint),
        };
        let entry = Entry { other: option.other, ..entry };
        if option.exclusive { entry.apart() } else { entry }
    };
    options.iter().map(entry).collect()
}

fn radio(page: &QuestionPage, field: &Field, mut entries: Vec<Entry>, heads: bool) -> impl IntoView + use<> {
    if !field.required && page.given(field).first().is_some_and(|given| given == Missing::NoAnswer.code()) {
        entries.push(Entry::new(Missing::NoAnswer.code(), words(page.locale).not_given).apart());
    }
    let chosen = page.given(field).into_iter().next();
    view! {
        <RadioCards
            name=field.key.to_string() legend=question(page, field) entries=entries chosen=chosen heading=heads
            hint=page.hint(field) error=page.problem(field) optional=!field.required locale=page.locale
        />
    }
}

/// The server counts; `data-max` and the counter are for the island.
fn checks(
    page: &QuestionPage,
    field: &Field,
    entries: Vec<Entry>,
    max: Option<u32>,
    heads: bool,
) -> impl IntoView + use<> {
    let words = words(page.locale);
    let hint = page.hint(field).unwrap_or_else(|| max.map_or_else(|| words.several.to_owned(), words.at_most));
    let exclusive: Vec<String> = entries.iter().filter(|entry| entry.apart).map(|entry| entry.value.clone()).collect();
    view! {
        <div data-choices=field.key.to_string() data-max=max.map(|max| max.to_string()) data-exclusive=exclusive.join(" ")>
            <CheckCards
                name=field.key.to_string() legend=question(page, field) entries=entries chosen=page.given(field)
                heading=heads hint=hint error=page.problem(field) optional=!field.required locale=page.locale
            />
        </div>
    }
}

fn recommendation(page: &QuestionPage, field: &Field, ends: (String, String), heads: bool) -> impl IntoView + use<> {
    let last = format!("0 = {}, 10 = {}", ends.0, ends.1);
    let entries = (0..=10).map(|point: u32| Entry::new(point.to_string(), point.to_string())).collect();
    let chosen = page.given(field).into_iter().next();
    view! {
        <RadioCards
            name=field.key.to_string() legend=question(page, field) entries=entries chosen=chosen heading=heads
            layout=Layout::Points hint=page.hint(field).unwrap_or(last) ends=ends error=page.problem(field)
            optional=!field.required locale=page.locale
        />
    }
}

fn select(page: &QuestionPage, field: &Field, options: &[&Choice], heads: bool) -> impl IntoView + use<> {
    view! {
        <Select
            name=field.key.to_string() label=question(page, field) entries=entries(page, field, options) heading=heads
            chosen=page.given(field).into_iter().next() empty=words(page.locale).choose hint=page.hint(field)
            error=page.problem(field) optional=!field.required locale=page.locale
        />
    }
}

fn text_input(page: &QuestionPage, field: &Field, typed: Typed, unit: &str, heads: bool) -> impl IntoView + use<> {
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    let hint = if typed == Typed::Text { Some(words_hint(page, field)) } else { page.hint(field) };
    view! {
        <TextInput
            name=field.key.to_string() label=question(page, field) value=page.given(field).into_iter().next().unwrap_or_default()
            typed=typed unit=unit heading=heads autocomplete="off" hint=hint error=page.problem(field)
            optional=!field.required locale=page.locale
        />
    }
}

/// What the author says, and that nobody is to be named: once, if the author says that too.
fn words_hint(page: &QuestionPage, field: &Field) -> String {
    let words = words(page.locale);
    let Some(hint) = page.hint(field) else { return words.no_names.to_owned() };
    let lower = hint.to_lowercase();
    let is_said = words.names_denied.iter().any(|denied| lower.contains(denied));
    if is_said { hint } else { format!("{hint} {}", words.no_names) }
}

/// The limit is told before it is met.
fn text_area(page: &QuestionPage, field: &Field, max_chars: u32, heads: bool) -> impl IntoView + use<> {
    let limit = (words(page.locale).at_most_chars)(&format::count(u64::from(max_chars), page.locale));
    let hint = format!("{} {limit}", words_hint(page, field));
    view! {
        <TextArea
            name=field.key.to_string() label=question(page, field) value=page.given(field).into_iter().next().unwrap_or_default()
            heading=heads hint=hint error=page.problem(field) optional=!field.required locale=page.locale
        />
    }
}

fn information(page: &QuestionPage, field: &Field, heads: bool) -> impl IntoView + use<> {
    let text = question(page, field);
    let hint = page.hint(field).map(|hint| view! { <p>{hint}</p> });
    if heads {
        Either::Left(view! { <h1 class="question">{text}</h1> {hint} })
    } else {
        Either::Right(view! { <p>{text}</p> {hint} })
    }
}
