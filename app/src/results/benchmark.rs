//! A firm beside others of its group: a form that needs no script and keeps nothing, and what it leads to.

use domain::{Locale, figure::Figure};
use leptos::prelude::*;

use super::{OptionGroup, groups::options, words::words};
use crate::ui::{Breadcrumb, FigureView, Files, Level, Notice, NoticeKind, Suppressed};

/// What can be said of one item: a choice per role in which it was rated.
pub struct OwnRow {
    pub label: String,
    pub choices: Vec<OwnChoice>,
}

pub struct OwnChoice {
    /// As in the address.
    pub name: String,
    pub label: String,
    /// Value, label, and whether it is the one.
    pub options: Vec<(String, String, bool)>,
}

pub struct BenchmarkShown {
    /// With whom the firm is compared, and why with them.
    pub peers: String,
    /// Or why there is nothing to compare with.
    pub figures: Result<Vec<Figure>, String>,
    /// A sentence each.
    pub advice: Vec<String>,
}

pub struct BenchmarkPage {
    pub locale: Locale,
    /// Name of the wave.
    pub title: String,
    pub finding: String,
    /// n, field dates, source.
    pub cite: String,
    pub back: String,
    /// Few of those who were asked have answered.
    pub low_rate: Option<String>,
    /// What an address asked for and is not there, a sentence each.
    pub wrong: Vec<String>,
    pub address: String,
    pub groups: Vec<OptionGroup>,
    pub rows: Vec<OwnRow>,
    /// Once a value is given.
    pub shown: Option<BenchmarkShown>,
    /// Asks for the same again, without what was wrong: behind `{address}.pdf` it is to be had on paper, and behind
    /// `{address}/{figure}.csv`, `.svg` and `.png` as files, once a value is given.
    pub query: String,
    pub method: Vec<String>,
}

struct Own {
    lead: &'static str,
    form: &'static str,
    group: &'static str,
    compare: &'static str,
    advice: &'static str,
    pdf: &'static str,
    pdf_what: &'static str,
}

static DE: Own = Own {
    lead: "Wählen Sie Ihre Vergleichsgruppe und Ihre eigenen Werte. Was Sie nicht beantworten möchten, lassen Sie frei. Ihre Angaben stehen nur in der Adresse dieser Seite; wir speichern sie nicht.",
    form: "Ihre Angaben",
    group: "Vergleichsgruppe",
    compare: "Vergleichen",
    advice: "Was Sie tun können",
    pdf: "Als PDF herunterladen",
    pdf_what: "Zum Ausdrucken und Weitergeben, barrierefrei. Auch das PDF speichern wir nicht.",
};

static EN: Own = Own {
    lead: "Choose your peer group and your own values. Leave out what you do not want to answer. Your values stand in the address of this page only; we do not store them.",
    form: "Your values",
    group: "Peer group",
    compare: "Compare",
    advice: "What you can do",
    pdf: "Download as PDF",
    pdf_what: "To print and pass on, accessible. We do not store the PDF either.",
};

pub fn benchmark_page(page: BenchmarkPage) -> impl IntoView {
    let locale = page.locale;
    let own = if locale.is_german() { &DE } else { &EN };
    let words = words(locale);
    let wrong: Vec<_> =
        page.wrong.into_iter().map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> }).collect();
    let method: Vec<_> = page.method.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    // Erased part by part, or the type of the page is too deep for the compiler.
    let shown = page.shown.map(|shown| told(shown, (&page.address, &page.query), own, locale).into_any());
    let form = form(page.address, page.groups, page.rows, own).into_any();
    view! {
        <Breadcrumb trail=vec![(page.back, words.results.to_owned())]/>
        <p class="eyebrow" lang=locale.mark_of_german()>{page.title}</p>
        <h1 class="finding">{page.finding}</h1>
        <p class="cite">{page.cite}</p>
        {page.low_rate.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
        {wrong}
        {shown}
        {form}
        <section id="methode">
            <h2>{words.method}</h2>
            {method}
        </section>
    }
}

fn told(
    shown: BenchmarkShown,
    (address, query): (&str, &str),
    own: &'static Own,
    locale: Locale,
) -> impl IntoView + use<> {
    let is_compared = shown.figures.is_ok();
    let pdf = format!("{address}.pdf{query}");
    let picture = |figure: &Figure| {
        let files = Files { stem: format!("{address}/{}", figure.id), query: query.to_owned() };
        view! { <div class="wide"><FigureView figure=figure level=Level::H2 files locale=locale/></div> }
    };
    let figures = match shown.figures {
        Ok(figures) => figures.iter().map(picture).collect::<Vec<_>>().into_any(),
        Err(why) => view! { <Suppressed locale>{why}</Suppressed> }.into_any(),
    };
    let advice: Vec<_> = shown.advice.into_iter().map(|text| view! { <li>{text}</li> }).collect();
    view! {
        <p id="vergleichsgruppe">{shown.peers}</p>
        {figures}
        {(!advice.is_empty()).then(|| view! {
            <section id="was-tun">
                <h2>{own.advice}</h2>
                <ul>{advice}</ul>
            </section>
        })}
        {is_compared.then(|| view! {
            <p><a id="als-pdf" href=pdf>{own.pdf}</a> " " <span class="muted">{own.pdf_what}</span></p>
        })}
    }
}

fn form(address: String, groups: Vec<OptionGroup>, rows: Vec<OwnRow>, own: &'static Own) -> impl IntoView {
    let groups: Vec<_> = groups
        .into_iter()
        .map(|group| match group.label.as_str() {
            "" => options(group.options).into_any(),
            _ => view! { <optgroup label=group.label>{options(group.options)}</optgroup> }.into_any(),
        })
        .collect();
    let rows: Vec<_> = rows.into_iter().map(|row| own_row(row).into_any()).collect();
    view! {
        <form class="flow own-values" method="get" action=address>
            <h2>{own.form}</h2>
            <p>{own.lead}</p>
            <div class="filters">
                <div class="field">
                    <label class="label" for="gruppe">{own.group}</label>
                    <select class="input" id="gruppe" name="gruppe">{groups}</select>
                </div>
            </div>
            {rows}
            <p class="actions"><button class="button">{own.compare}</button></p>
        </form>
    }
}

fn own_row(row: OwnRow) -> impl IntoView {
    let choices: Vec<_> = row
        .choices
        .into_iter()
        .map(|choice| {
            let OwnChoice { name, label, options: all } = choice;
            view! {
                <div class="field">
                    <label class="label" for=name.clone()>{label}</label>
                    <select class="input" id=name.clone() name=name>{options(all)}</select>
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset>
            <legend>{row.label}</legend>
            <div class="filters">{choices}</div>
        </fieldset>
    }
}
