//! One wave: the finding first, then the picture that carries it, then everything else in sections.

use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use leptos::prelude::*;

use super::{
    open::{self, OpenSection, open_answers},
    pair::{PairForm, pair_form},
    words::{Words, words},
};
use crate::ui::{DataTableView, FigureView, Files, Level, Notice, NoticeKind, Suppressed};

/// A way of looking at the same figures; links, so that every view has an address.
pub struct Switch {
    pub label: String,
    pub href: String,
    pub here: bool,
}

/// Ways of looking, and what is chosen.
#[derive(Default)]
pub struct Switches {
    pub label: String,
    pub ways: Vec<Switch>,
}

/// How the figures were made, folded away: scores, authors, years.
pub struct Method {
    pub text: String,
    pub table: DataTable,
    /// `{address}/{file}.csv` holds the table.
    pub file: &'static str,
}

/// One subject with its pictures and its table.
pub struct Section {
    pub id: &'static str,
    pub title: String,
    pub figures: Vec<Figure>,
    pub switches: Option<Switches>,
    pub table: Option<DataTable>,
    /// One line of the table read out.
    pub reading: Option<String>,
    pub method: Option<Method>,
}

/// Nothing can be shown: too few answers.
pub struct Hidden {
    pub why: String,
    /// For staff: how many are missing, and the way to the link and its QR code.
    pub missing: Option<(String, String)>,
}

pub struct ResultsPage {
    pub locale: Locale,
    pub title: String,
    /// The lead finding as a sentence with its number.
    pub finding: String,
    /// What belongs beside it: the need beside the gap, or the other way round.
    pub also: Option<String>,
    /// n, field dates, source.
    pub cite: String,
    /// These answers come from elsewhere, and whose they are.
    pub provenance: Option<String>,
    /// Not public yet: staff look before they release.
    pub unreleased: bool,
    /// Staff only: what was stored and could not be counted, as sentences.
    pub left_out: Option<String>,
    /// Few of those who were asked have answered.
    pub low_rate: Option<String>,
    /// What was changed in the survey while it was answered, a sentence each.
    pub breaks: Vec<String>,
    /// Where two waves are compared: which they are.
    pub pair: Option<PairForm>,
    pub hidden: Option<Hidden>,
    /// The picture that carries the finding.
    pub lead: Option<Figure>,
    pub sections: Vec<Section>,
    pub arrangement: Switches,
    /// All of them, for who looks something up: folded away behind the few that tell the story.
    pub questions: Vec<Figure>,
    /// Whether they are shown at once: somebody has chosen how to see them, or nothing else is there.
    pub unfolded: bool,
    /// What was written, released text by text.
    pub open: Vec<OpenSection>,
    /// Who answered: described, not ranked.
    pub background: Vec<Figure>,
    /// `{address}/{figure}.csv`, `.svg` and `.png`
    pub address: String,
    /// What belongs behind the address of a picture, so that the file shows what the page does; may be empty.
    pub query: String,
    pub method: Vec<String>,
    pub statistics: String,
    /// Staff only: needs against offers by place.
    pub coverage: Option<String>,
    /// Where its questions stand by groups of respondents: address and name.
    pub groups: Option<(String, String)>,
    /// Where a firm compares itself: address and name.
    pub benchmark: Option<(String, String)>,
    /// How to cite this page, where its figures can be had as files: `{address}/daten/{format}`.
    pub citation: Option<String>,
    /// The same as a report, where one was released: `{address}/bericht/{language}.pdf`.
    pub has_report: bool,
}

pub fn results_page(page: ResultsPage) -> impl IntoView {
    let words = words(page.locale);
    let german_title = page.locale.mark_of_german();
    let ResultsPage {
        locale,
        title,
        finding,
        also,
        cite,
        provenance,
        unreleased,
        left_out,
        low_rate,
        breaks,
        pair,
        hidden,
        coverage,
        groups,
        benchmark,
        ..
    } = page;
    let story = Story {
        locale,
        words,
        address: page.address,
        query: page.query,
        unfolded: page.unfolded,
        has_report: page.has_report,
    };
    view! {
        {(finding != title).then(|| view! { <p class="eyebrow" lang=german_title>{title}</p> })}
        <h1 class="finding">{finding}</h1>
        {also.map(|also| view! { <p class="lead">{also}</p> })}
        <p class="cite">{cite}</p>
        {provenance.map(|text| view! { <Notice title=words.foreign><p>{text}</p></Notice> })}
        {unreleased.then(|| view! {
            <Notice kind=NoticeKind::Warning><p>"Noch nicht veröffentlicht. Diese Seite sehen nur Sie."</p></Notice>
        })}
        {left_out.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
        {low_rate.map(|text| view! { <Notice kind=NoticeKind::Warning><p>{text}</p></Notice> })}
        {pair.map(|pair| pair_form(pair, words))}
        {(!breaks.is_empty()).then(|| changed(breaks, words))}
        {groups.into_iter().chain(benchmark).map(|(href, name)| view! { <p><a href=href>{name}</a></p> }).collect::<Vec<_>>()}
        {coverage.map(|href| view! { <p><a href=href>{words.coverage}</a></p> })}
        {match hidden {
            Some(hidden) => nothing_yet(hidden, locale).into_any(),
            None => story.told(page.lead, page.sections, (page.arrangement, page.questions, page.open), page.background, (page.method, page.statistics), page.citation).into_any(),
        }}
    }
}

/// Few are read, many are looked up.
fn changed(breaks: Vec<String>, words: &'static Words) -> impl IntoView {
    const READ: usize = 3;
    let folded = breaks.len() > READ;
    let lines: Vec<_> = breaks.into_iter().map(|line| view! { <li>{line}</li> }).collect();
    let list = view! { <ul>{lines}</ul> };
    match folded {
        true => view! { <details class="changed"><summary>{words.changed}</summary>{list}</details> }.into_any(),
        false => view! { <Notice title=words.changed>{list}</Notice> }.into_any(),
    }
}

fn nothing_yet(hidden: Hidden, locale: Locale) -> impl IntoView {
    view! {
        <Suppressed locale>{hidden.why}</Suppressed>
        {hidden.missing.map(|(text, href)| view! { <p>{text} " " <a href=href>"Link und QR-Code der Welle"</a></p> })}
    }
}

/// What every part of the page needs.
struct Story {
    locale: Locale,
    words: &'static Words,
    address: String,
    query: String,
    unfolded: bool,
    has_report: bool,
}

impl Story {
    fn told(
        &self,
        lead: Option<Figure>,
        sections: Vec<Section>,
        (arrangement, questions, open): (Switches, Vec<Figure>, Vec<OpenSection>),
        background: Vec<Figure>,
        (method, statistics): (Vec<String>, String),
        citation: Option<String>,
    ) -> impl IntoView + use<> {
        let words = self.words;
        let mut ways: Vec<(&'static str, String)> =
            sections.iter().map(|section| (section.id, section.title.clone())).collect();
        let further = [
            ("fragen", words.questions, !questions.is_empty()),
            (open::PLACE, words.open, !open.is_empty()),
            ("befragte", words.background, !background.is_empty()),
            ("methode", words.method, true),
            ("daten", words.data, citation.is_some()),
        ];
        ways.extend(further.into_iter().filter(|way| way.2).map(|(id, title, _)| (id, title.to_owned())));
        let lead = lead.map(|figure| view! { <div class="wide">{self.picture(&figure, Level::H2)}</div> });
        let sections: Vec<_> = sections.into_iter().map(|section| self.section(section)).collect();
        let questions = (!questions.is_empty()).then(|| self.questions(arrangement, &questions));
        let below = |figure: &Figure| self.picture(figure, Level::H4).into_any();
        let open = (!open.is_empty()).then(|| open_answers(open, words, &below));
        let background = (!background.is_empty()).then(|| self.background(&background));
        let method: Vec<_> = method.into_iter().map(|line| view! { <p>{line}</p> }).collect();
        view! {
            {lead}
            {on_this_page(ways, words)}
            {sections}
            {questions}
            {open}
            {background}
            <section id="methode">
                <h2>{words.method}</h2>
                {method}
                <details><summary>{words.statistics}</summary><p>{statistics}</p></details>
            </section>
            {citation.map(|citation| self.data(citation))}
        }
    }

    /// Everything on the page, for machines.
    fn data(&self, citation: String) -> impl IntoView + use<> {
        // Whoever reads English came with it in the address.
        let language = if self.locale.is_german() { "" } else { "?lang=en" };
        let file = |(name, format, what): (&'static str, &'static str, &'static str)| {
            let href = format!("{}/daten/{format}{language}", self.address);
            view! { <li><a href=href download>{name}</a> ": " <span class="muted">{what}</span></li> }
        };
        let report = |(name, language): (&'static str, &'static str)| {
            let href = format!("{}/bericht/{language}.pdf", self.address);
            view! { <li><a href=href download>{name}</a> " " <span class="muted">{self.words.report_what}</span></li> }
        };
        let reports = self.has_report.then(|| view! { <ul>{self.words.reports.map(report)}</ul> });
        view! {
            <section id="daten">
                <h2>{self.words.data}</h2>
                {reports}
                <p>{self.words.data_what}</p>
                <ul>{self.words.data_files.map(file)}</ul>
                <p class="cite">{self.words.cite_as} " " {citation}</p>
            </section>
        }
    }

    fn picture(&self, figure: &Figure, level: Level) -> impl IntoView + use<> {
        let files = Files { stem: format!("{}/{}", self.address, figure.id), query: self.query.clone() };
        view! { <FigureView figure=figure level files locale=self.locale/> }
    }

    fn pictures(&self, figures: &[Figure]) -> Vec<AnyView> {
        figures.iter().map(|figure| self.picture(figure, Level::H3).into_any()).collect()
    }

    fn section(&self, section: Section) -> impl IntoView + use<> {
        let caption = section.title.clone();
        let table = section.table.map(|table| view! { <DataTableView table=&table caption=caption headed=true/> });
        view! {
            <section class="wide" id=section.id>
                <h2>{section.title}</h2>
                {self.pictures(&section.figures)}
                {section.switches.map(switches)}
                {table}
                {section.reading.map(|reading| view! { <p class="cite">{reading}</p> })}
                {section.method.map(|method| self.method(method))}
            </section>
        }
    }

    fn method(&self, method: Method) -> impl IntoView + use<> {
        let csv = format!("{}/{}.csv", self.address, method.file);
        let has_table = !method.table.rows.is_empty();
        let (words, table) = (self.words, method.table);
        view! {
            <details>
                <summary>{words.statistics}</summary>
                <p>{method.text}</p>
                {has_table.then(|| view! {
                    <DataTableView table=&table caption=words.all_figures/>
                    <p><a href=csv download>{words.download}</a></p>
                })}
            </details>
        }
    }

    fn questions(&self, arrangement: Switches, questions: &[Figure]) -> impl IntoView + use<> {
        view! {
            <section class="wide" id="fragen">
                <h2>{self.words.questions}</h2>
                <details open=self.unfolded>
                    <summary>{self.words.questions_show}</summary>
                    {switches(arrangement)}
                    {self.pictures(questions)}
                </details>
            </section>
        }
    }

    fn background(&self, figures: &[Figure]) -> impl IntoView + use<> {
        view! {
            <section class="wide" id="befragte">
                <h2>{self.words.background}</h2>
                <details><summary>{self.words.background_show}</summary>{self.pictures(figures)}</details>
            </section>
        }
    }
}

fn on_this_page(ways: Vec<(&'static str, String)>, words: &Words) -> impl IntoView + use<> {
    let links: Vec<_> =
        ways.into_iter().map(|(id, title)| view! { <li><a href=format!("#{id}")>{title}</a></li> }).collect();
    view! {
        <nav class="contents" aria-label=words.on_this_page>
            <p class="eyebrow">{words.on_this_page}</p>
            <ul class="row">{links}</ul>
        </nav>
    }
}

pub(super) fn switches(switches: Switches) -> impl IntoView {
    let links: Vec<_> = switches
        .ways
        .into_iter()
        .map(|switch| {
            let current = switch.here.then_some("true");
            view! { <li><a href=switch.href aria-current=current>{switch.label}</a></li> }
        })
        .collect();
    view! {
        <div class="row switches">
            <span class="muted">{switches.label}</span>
            <ul class="row">{links}</ul>
        </div>
    }
}
