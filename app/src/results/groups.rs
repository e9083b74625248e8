//! One question in groups of respondents, chosen in a form whose every answer is an address.

use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use leptos::prelude::*;

use super::{Switches, story::switches, words::words};
use crate::ui::{Breadcrumb, DataTableView, FigureView, Files, Level, Notice, NoticeKind, Suppressed};

/// Choices under a heading they share; all in one list where there is no heading.
pub struct OptionGroup {
    pub label: String,
    /// Value, label, and whether it is the one.
    pub options: Vec<(String, String, bool)>,
}

/// A table with a word on how to read it.
pub struct TableBelow {
    pub title: String,
    pub table: DataTable,
    pub note: String,
}

/// What is to be seen.
pub struct GroupsShown {
    pub figure: Figure,
    pub files: Files,
    /// A sentence for each test.
    pub tests: Vec<String>,
    pub tables: Vec<TableBelow>,
}

/// The views as links: by one grouping, by two at once, and why not by any two.
#[derive(Default)]
pub struct Pairs {
    pub alone: Switches,
    pub at_once: Switches,
    pub why: Option<String>,
}

pub struct GroupsPage {
    pub locale: Locale,
    /// Name of the wave.
    pub title: String,
    pub finding: String,
    /// n, field dates, source.
    pub cite: String,
    pub back: String,
    pub unreleased: bool,
    /// Few of those who were asked have answered.
    pub low_rate: Option<String>,
    /// What an address asked for and is not there, a sentence each.
    pub missing: Vec<String>,
    pub address: String,
    pub questions: Vec<OptionGroup>,
    pub groupings: Vec<(String, String, bool)>,
    /// What the grouping may be crossed with; empty where the survey has no pairs.
    pub second: Vec<(String, String, bool)>,
    pub pairs: Pairs,
    /// Or why there is nothing.
    pub shown: Result<GroupsShown, String>,
    pub method: Vec<String>,
}

pub fn groups_page(page: GroupsPage) -> impl IntoView {
    let words = words(page.locale);
    let locale = page.locale;
    let german_title = locale.mark_of_german();
    let missing: Vec<_> = page
        .missing
        .into_iter()
        .map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })
        .collect();
    let method: Vec<_> = page.method.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    let shown = match page.shown {
        Ok(found) => {
            let form = form(page.address, page.questions, (page.groupings, page.second), page.locale);
            // Erased part by part, or the type of the page is too deep for the compiler.
            let parts = [ways(page.pairs).into_any(), form.into_any(), told(found, locale).into_any()];
            parts.into_iter().collect::<Vec<_>>().into_any()
        }
        Err(why) => view! { <Suppressed locale>{why}</Suppressed> }.into_any(),
    };
    view! {
        <Breadcrumb trail=vec![(page.back, words.results.to_owned())]/>
        <p class="eyebrow" lang=german_title>{page.title}</p>
        <h1 class="finding">{page.finding}</h1>
        <p class="cite">{page.cite}</p>
        {page.unreleased.then(|| view! {
            <Notice kind=NoticeKind::Warning><p>"Noch nicht veröffentlicht. Diese Seite sehen nur Sie."</p></Notice>
        })}
        {page.low_rate.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
        {missing}
        {shown}
        <section id="methode">
            <h2>{words.method}</h2>
            {method}
        </section>
    }
}

fn ways(Pairs { alone, at_once, why }: Pairs) -> impl IntoView {
    let at_once = (!at_once.ways.is_empty()).then(|| switches(at_once));
    view! {
        {switches(alone)}
        {at_once}
        {why.map(|why| view! { <p class="cite" id="paare">{why}</p> })}
    }
}

type Options = Vec<(String, String, bool)>;

fn form(
    address: String,
    questions: Vec<OptionGroup>,
    (groupings, second): (Options, Options),
    locale: Locale,
) -> impl IntoView {
    let words = words(locale);
    let questions: Vec<_> = questions
        .into_iter()
        .map(|group| view! { <optgroup label=group.label>{options(group.options)}</optgroup> })
        .collect();
    view! {
        <form class="filters" method="get" action=address>
            <div class="field">
                <label class="label" for="frage">{words.question}</label>
                <select class="input" id="frage" name="frage">{questions}</select>
            </div>
            <div class="field">
                <label class="label" for="nach">{words.by}</label>
                <select class="input" id="nach" name="nach">{options(groupings)}</select>
            </div>
            {(!second.is_empty()).then(|| view! {
                <div class="field">
                    <label class="label" for="und">{words.and_by}</label>
                    <select class="input" id="und" name="und" aria-describedby="paare">{options(second)}</select>
                </div>
            })}
            <button class="button secondary">{words.show}</button>
        </form>
    }
}

pub(super) fn options(options: Vec<(String, String, bool)>) -> Vec<AnyView> {
    let option = |(value, label, here): (String, String, bool)| {
        view! { <option value=value selected=here>{label}</option> }.into_any()
    };
    options.into_iter().map(option).collect()
}

fn told(found: GroupsShown, locale: Locale) -> impl IntoView {
    let tables: Vec<_> = found
        .tables
        .into_iter()
        .map(|below| {
            view! {
                <section class="wide">
                    <h2>{below.title.clone()}</h2>
                    <DataTableView table=&below.table caption=below.title headed=true/>
                    <p class="cite">{below.note}</p>
                </section>
            }
            .into_any()
        })
        .collect();
    let tests: Vec<_> = found.tests.into_iter().map(|test| view! { <p>{test}</p> }).collect();
    view! {
        <div class="wide">
            <FigureView figure=&found.figure level=Level::H2 files=found.files locale=locale/>
        </div>
        <div id="test">{tests}</div>
        {tables}
    }
}
