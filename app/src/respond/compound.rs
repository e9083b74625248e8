//! Items whose answer takes several fields: places, sums, numbers in rows, the best and the worst, days, words beside
//! a choice. Each is complete without script; the island adds tapping, counting and searching.

use domain::{
    Item, ItemKind, Part,
    flow::{Field, FieldShape},
    format, label,
    survey::Choice,
};
use leptos::prelude::*;

use super::{
    QuestionPage,
    field::{field_view, question},
    words::words,
};
use crate::ui::{ChoiceCard, Entry, FieldGroup, Select, TextArea, TextInput, Typed};

fn is_in_rows(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Ranking { .. } | ItemKind::ConstantSum { .. } | ItemKind::Matrix { .. })
}

/// Whether two neighbouring fields are drawn as one; `None` for kinds of one field or one battery.
pub(super) fn belong_together(a: &Field, b: &Field) -> Option<bool> {
    let is_same = a.key.item == b.key.item && a.key.instance == b.key.instance;
    if a.key.is_comment() || b.key.is_comment() {
        return Some(false);
    }
    match &a.item.kind {
        ItemKind::BestWorst { .. } => Some(is_same && a.key.row == b.key.row),
        ItemKind::Contact { .. } => Some(is_same),
        _ if b.key.part == Some(Part::Words) => Some(is_same),
        _ if is_in_rows(a.item) => Some(is_same),
        _ if is_in_rows(b.item) => Some(false),
        _ => None,
    }
}

pub(super) fn is_compound(group: &[Field]) -> bool {
    let Some(first) = group.first() else { return false };
    let with_words = group.get(1).is_some_and(|second| second.key.part == Some(Part::Words));
    let kinds = matches!(first.item.kind, ItemKind::BestWorst { .. } | ItemKind::Contact { .. });
    !first.key.is_comment() && (kinds || with_words || is_in_rows(first.item))
}

pub(super) fn compound_view(page: &QuestionPage, first: &Field, group: &[Field], heads: bool) -> impl IntoView + use<> {
    match &first.item.kind {
        ItemKind::Ranking { .. } => ranking(page, first, group, heads).into_any(),
        ItemKind::ConstantSum { total, unit, .. } => {
            let total = format!("{} {}", format::count(u64::from(*total), page.locale), unit.get(page.locale));
            sum(page, first, group, total.trim(), heads).into_any()
        }
        ItemKind::Matrix { .. } => matrix(page, first, group, heads).into_any(),
        ItemKind::BestWorst { .. } => block(page, group, heads).into_any(),
        ItemKind::Contact { .. } => contact(page, group, heads).into_any(),
        _ => with_words(page, group, heads).into_any(),
    }
}

fn row_label(page: &QuestionPage, field: &Field) -> String {
    field.row.map_or_else(String::new, |row| page.text(field, &row.label))
}

/// A place per row, chosen from a list. With script a tap on the row gives it the next one.
fn ranking(page: &QuestionPage, first: &Field, rows: &[Field], heads: bool) -> impl IntoView + use<> {
    let (locale, words) = (page.locale, words(page.locale));
    let places: Vec<Entry> = (1..=rows.len()).map(|place| Entry::new(place.to_string(), place.to_string())).collect();
    let lines: Vec<_> = rows
        .iter()
        .map(|field| {
            let chosen = page.given(field).into_iter().next();
            view! {
                <Select
                    name=field.key.to_string() label=row_label(page, field) entries=places.clone() chosen=chosen
                    empty="–" error=page.problem(field) locale=locale
                />
            }
        })
        .collect();
    view! {
        <FieldGroup
            name=first.key.item.to_string() legend=question(page, first) heading=heads
            hint=page.hint(first).unwrap_or_else(|| words.rank.to_owned()) optional=!first.required locale=locale
        >
            <div class="places" data-ranking=words.rank_said data-none=words.no_place>{lines}</div>
        </FieldGroup>
    }
}

/// A number per row. With script a line says how much is left.
fn sum(page: &QuestionPage, first: &Field, rows: &[Field], total: &str, heads: bool) -> impl IntoView + use<> {
    let (locale, words) = (page.locale, words(page.locale));
    let lines: Vec<_> = rows.iter().map(|field| number(page, field, row_label(page, field)).into_any()).collect();
    let error = rows.iter().find(|field| page.is_about_all(field)).and_then(|field| page.problem(field));
    let in_all = (words.in_all)(total);
    let hint = page.hint(first).map_or_else(|| in_all.clone(), |hint| format!("{hint} {in_all}"));
    let whole = match first.item.kind {
        ItemKind::ConstantSum { total, .. } => Some(total.to_string()),
        _ => None,
    };
    view! {
        <FieldGroup
            name=first.key.item.to_string() legend=question(page, first) heading=heads hint=hint error=error
            optional=!first.required locale=locale
        >
            <div class="sum" data-sum=whole data-left=words.left_to_share>{lines}</div>
        </FieldGroup>
    }
}

fn number(page: &QuestionPage, field: &Field, label: String) -> impl IntoView + use<> {
    let (typed, unit) = match &field.shape {
        FieldShape::Number { decimals: 0, unit, .. } => (Typed::Whole, unit.get(page.locale)),
        FieldShape::Number { unit, .. } => (Typed::Number, unit.get(page.locale)),
        _ => (Typed::Number, ""),
    };
    let unit = (!unit.is_empty()).then(|| unit.to_owned());
    let error = page.problem(field).filter(|_| !page.is_about_all(field));
    view! {
        <TextInput
            name=field.key.to_string() label=label value=page.given(field).into_iter().next().unwrap_or_default()
            typed=typed unit=unit autocomplete="off" error=error locale=page.locale
        />
    }
}

/// Numbers side by side, a card for each row, never a table that scrolls.
fn matrix(page: &QuestionPage, first: &Field, cells: &[Field], heads: bool) -> impl IntoView + use<> {
    let locale = page.locale;
    let column = |field: &Field| match (&first.item.kind, &field.key.part) {
        (ItemKind::Matrix { columns, .. }, Some(Part::Column(id))) => {
            let column = columns.iter().find(|column| column.id == *id);
            column.map_or_else(String::new, |column| page.text(field, &column.label))
        }
        _ => String::new(),
    };
    let rows = cells.chunk_by(|a, b| a.key.row == b.key.row).map(|row| {
        let label = row.first().map(|field| row_label(page, field));
        let numbers: Vec<_> = row.iter().map(|field| number(page, field, column(field)).into_any()).collect();
        view! {
            <fieldset class="cells">
                <legend class="legend">{label}</legend>
                <div>{numbers}</div>
            </fieldset>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <FieldGroup
            name=first.key.item.to_string() legend=question(page, first) heading=heads hint=page.hint(first)
            optional=!first.required locale=locale
        >
            {rows}
        </FieldGroup>
    }
}

/// One block of rows: each a card with both ends to choose.
fn block(page: &QuestionPage, group: &[Field], heads: bool) -> impl IntoView + use<> {
    let (locale, words) = (page.locale, words(page.locale));
    let first = group.first();
    let (options, blocks): (&[&Choice], usize) = first.map_or((&[], 0), |field| {
        (
            field.shape.options(),
            page.path.questionnaire().design(&field.key.item).map_or(0, |design| design.plan.blocks),
        )
    });
    let chosen: Vec<Option<String>> = group.iter().map(|field| page.given(field).into_iter().next()).collect();
    let ends = first.map(|field| match &field.item.kind {
        ItemKind::BestWorst { best, worst, .. } => [page.text(field, best), page.text(field, worst)],
        _ => [String::new(), String::new()],
    });
    let rows = options.iter().enumerate().map(|(at, row)| {
        let label = first.map_or_else(String::new, |field| page.text(field, &row.label));
        let picks = group.iter().zip(&chosen).zip(ends.clone().unwrap_or_default()).map(|((field, chosen), end)| {
            let name = field.key.to_string();
            let id = if at == 0 { name.clone() } else { format!("{name}-{}", at + 1) };
            let checked = chosen.as_deref() == Some(row.id.as_str());
            view! { <ChoiceCard id name value=row.id.to_string() label=end about=label.clone() radio=true checked/> }
        });
        let picks: Vec<_> = picks.collect();
        view! { <div class="weighed"><p>{label.clone()}</p><div>{picks}</div></div> }
    });
    let rows: Vec<_> = rows.collect();
    let error = group.iter().find_map(|field| page.problem(field).map(|problem| (field.key.to_string(), problem)));
    let number = first.and_then(|field| field.key.row.as_ref()).and_then(|row| row.as_str().parse().ok());
    let progress = number.map(|number| (words.block)(number, blocks));
    let text = first.map(|field| question(page, field)).unwrap_or_default();
    let hint = first.and_then(|field| page.hint(field));
    let hint = progress.map(|progress| hint.map_or_else(|| progress.clone(), |hint| format!("{progress}. {hint}")));
    let (name, error) = error.map_or_else(
        || (first.map(|field| field.key.to_string()).unwrap_or_default(), None),
        |(name, error)| (name, Some(error)),
    );
    let optional = first.is_some_and(|field| !field.required);
    view! {
        <FieldGroup name legend=text heading=heads hint error optional locale>
            <div class="block">{rows}</div>
        </FieldGroup>
    }
}

/// An address, and a tick that says what for.
fn contact(page: &QuestionPage, group: &[Field], heads: bool) -> impl IntoView + use<> {
    let (locale, words) = (page.locale, words(page.locale));
    let first = group.first();
    let fields = group.iter().map(|field| match &field.shape {
        FieldShape::Consent { text } => {
            let name = field.key.to_string();
            let problem = page.problem(field);
            let class = if problem.is_some() { "field invalid" } else { "field" };
            let described = problem.is_some().then(|| format!("{name}-problem"));
            let line = problem.map(|text| view! { <span class="problem" id=format!("{name}-problem")>{text}</span> });
            let checked = !page.given(field).is_empty();
            view! {
                <div class=class>
                    {line}
                    <ChoiceCard id=name.clone() name value="1" label=page.text(field, text) radio=false checked described/>
                </div>
            }
            .into_any()
        }
        _ => {
            let value = page.given(field).into_iter().next().unwrap_or_default();
            view! {
                <TextInput
                    name=field.key.to_string() label=words.address value=value typed=Typed::Email autocomplete="email"
                    error=page.problem(field) locale=locale
                />
            }
            .into_any()
        }
    });
    let fields: Vec<_> = fields.collect();
    let text = first.map(|field| question(page, field)).unwrap_or_default();
    let name = first.map(|field| format!("{}-group", field.key)).unwrap_or_default();
    let hint = first.and_then(|field| page.hint(field));
    view! {
        <FieldGroup name legend=text heading=heads hint optional=true locale>
            <div class="fields">{fields}</div>
        </FieldGroup>
    }
}

/// A choice, and below it a line for words of one's own, which shows while the option it belongs to is ticked.
fn with_words(page: &QuestionPage, group: &[Field], heads: bool) -> impl IntoView + use<> {
    let locale = page.locale;
    let views = group.iter().map(|field| {
        if field.key.part != Some(Part::Words) {
            return field_view(page, field, heads).into_any();
        }
        let value = page.given(field).into_iter().next().unwrap_or_default();
        view! {
            <div class="words">
                <TextInput
                    name=field.key.to_string() label=page.wording.label(&field.key) value=value
                    autocomplete="off" hint=words(locale).no_names error=page.problem(field) locale=locale
                />
            </div>
        }
        .into_any()
    });
    let views: Vec<_> = views.collect();
    view! { <div class="with-words">{views}</div> }
}

/// Folded until something is written: nobody has to.
pub(super) fn comment(page: &QuestionPage, field: &Field) -> impl IntoView + use<> {
    let value = page.given(field).into_iter().next().unwrap_or_default();
    let is_open = !value.is_empty();
    view! {
        <details class="comment" open=is_open>
            <summary>{words(page.locale).comment}</summary>
            <TextArea
                name=field.key.to_string() label=label::comment_label(page.locale) value=value rows=3
                hint=words(page.locale).no_names error=page.problem(field) optional=true locale=page.locale
            />
        </details>
    }
}

/// What was typed into the fields of a date: as it came, or the saved one taken apart, day first.
fn date_parts(page: &QuestionPage, field: &Field, count: usize) -> Vec<String> {
    let given = page.given(field);
    let mut parts = match given.as_slice() {
        [iso] => iso.split('-').rev().map(|part| part.trim_start_matches('0').to_owned()).collect(),
        _ => given,
    };
    parts.resize(count, String::new());
    parts
}

/// Three fields (GOV.UK): a picker of days is slow for years ago, and differs on every device.
pub(super) fn day(page: &QuestionPage, field: &Field, heads: bool) -> impl IntoView + use<> {
    let words = words(page.locale);
    let parts = date_parts(page, field, 3);
    let inputs = [(words.day, "short"), (words.month, "short"), (words.year, "year")].into_iter().zip(parts);
    let inputs: Vec<_> =
        inputs.enumerate().map(|(at, ((label, class), value))| date_input(field, at, label, class, value)).collect();
    date_group(page, field, heads, inputs.into_any())
}

pub(super) fn month(page: &QuestionPage, field: &Field, heads: bool) -> impl IntoView + use<> {
    let (locale, words) = (page.locale, words(page.locale));
    let parts = date_parts(page, field, 2);
    let name = field.key.to_string();
    let months: Vec<_> = (1..=12)
        .map(|number: usize| {
            let value = number.to_string();
            let selected = parts.first() == Some(&value);
            view! { <option value=value selected=selected>{format::month_name(number, locale)}</option> }
        })
        .collect();
    let list = view! {
        <div>
            <label class="label plain" for=name.clone()>{words.month}</label>
            <select class="input" id=name.clone() name=name>
                <option value="">{words.choose}</option>
                {months}
            </select>
        </div>
    };
    let year = date_input(field, 1, words.year, "year", parts.get(1).cloned().unwrap_or_default());
    date_group(page, field, heads, view! { {list} {year} }.into_any())
}

/// All parts carry the field's name and come in their order.
fn date_input(field: &Field, at: usize, label: &'static str, class: &str, value: String) -> impl IntoView + use<> {
    let name = field.key.to_string();
    let id = if at == 0 { name.clone() } else { format!("{name}-{}", at + 1) };
    view! {
        <div>
            <label class="label plain" for=id.clone()>{label}</label>
            <input
                class=format!("input number {class}") id=id name=name type="text" value=value inputmode="numeric"
                autocomplete="off"
            />
        </div>
    }
}

fn date_group(page: &QuestionPage, field: &Field, heads: bool, parts: AnyView) -> impl IntoView + use<> {
    view! {
        <FieldGroup
            name=field.key.to_string() legend=question(page, field) heading=heads hint=page.hint(field)
            error=page.problem(field) optional=!field.required locale=page.locale
        >
            <div class="date">{parts}</div>
        </FieldGroup>
    }
}
