//! One wave: the finding first, then the pictures that carry it, each with its table.

use domain::{
    Locale,
    figure::{DataTable, Figure},
};
use leptos::prelude::*;

use crate::ui::{DataTableView, FigureView, Level, Notice, NoticeKind, StatTile, Stats, Suppressed};

/// A way of looking at the same figures; links, so that every view has an address.
pub struct Switch {
    pub label: String,
    pub href: String,
    pub here: bool,
}

/// A large figure at the head of the page; `words` where the value is no number.
pub struct Tile {
    pub label: String,
    pub value: String,
    pub words: bool,
}

pub struct GapStory {
    pub dumbbell: Figure,
    pub ipa: Figure,
    /// Where the cross-hair stands.
    pub cross_hair: Vec<Switch>,
    pub table: DataTable,
    pub method: String,
}

pub struct NeedsStory {
    pub figure: Figure,
    pub table: DataTable,
    /// Needs beside active offers, for the whole region.
    pub offers: DataTable,
    pub method: String,
}

pub struct ResultsPage {
    pub locale: Locale,
    pub title: String,
    /// The lead finding as a sentence.
    pub finding: String,
    /// n, field dates, source.
    pub cite: String,
    pub tiles: Vec<Tile>,
    /// Invented data.
    pub demo: bool,
    /// Not public yet: staff look before they release.
    pub unreleased: bool,
    /// Nothing can be shown: too few answers.
    pub hidden: Option<String>,
    pub needs: Option<NeedsStory>,
    pub gap: Option<GapStory>,
    pub arrangement: Vec<Switch>,
    pub questions: Vec<Figure>,
    /// `{address}/{figure}.csv` and `.svg`
    pub address: String,
    pub method: Vec<String>,
    /// Staff only: needs against offers by place.
    pub coverage: Option<String>,
}

struct Words {
    needs: &'static str,
    needs_table: &'static str,
    offers_table: &'static str,
    gap: &'static str,
    gap_table: &'static str,
    questions: &'static str,
    method: &'static str,
    how: &'static str,
    demo: &'static str,
    coverage: &'static str,
}

static DE: Words = Words {
    needs: "Was gebraucht wird",
    needs_table: "Bedarf nach Thema",
    offers_table: "Bedarf und Angebot in der Region",
    gap: "Wichtig und erfüllt",
    gap_table: "Alle Kennzahlen",
    questions: "Alle Fragen",
    method: "So haben wir gerechnet",
    how: "Lesehilfe",
    demo: "Diese Antworten sind erfunden. Sie zeigen, wie Ergebnisse aussehen.",
    coverage: "Bedarf und Angebote nach Kreis",
};

static EN: Words = Words {
    needs: "What is needed",
    needs_table: "Needs by topic",
    offers_table: "Needs and offers in the region",
    gap: "Important and fulfilled",
    gap_table: "All figures",
    questions: "All questions",
    method: "How we calculated",
    how: "How to read this",
    demo: "These answers are invented. They show what results look like.",
    coverage: "Needs and offers by district",
};

pub fn results_page(page: ResultsPage) -> impl IntoView {
    let locale = page.locale;
    let words = if locale.is_german() { &DE } else { &EN };
    let tiles: Vec<_> = page.tiles.into_iter().map(tile).collect();
    let address = page.address;
    let needs = page.needs.map(|needs| needs_section(needs, &address, locale, words));
    let gap = page.gap.map(|gap| gap_section(gap, &address, locale, words));
    let has_questions = !page.questions.is_empty();
    let questions: Vec<_> = page.questions.iter().map(|figure| picture(figure, &address, locale)).collect();
    let method: Vec<_> = page.method.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    let hidden = page.hidden.map(|why| view! { <Suppressed locale>{why}</Suppressed> });
    view! {
        <p class="eyebrow">{page.title}</p>
        <h1 class="finding">{page.finding}</h1>
        <p class="cite">{page.cite}</p>
        {page.unreleased.then(|| view! {
            <Notice kind=NoticeKind::Warning><p>"Noch nicht veröffentlicht. Diese Seite sehen nur Sie."</p></Notice>
        })}
        {page.demo.then(|| view! { <Notice><p>{words.demo}</p></Notice> })}
        {hidden}
        <div class="wide"><Stats>{tiles}</Stats></div>
        {page.coverage.map(|href| view! { <p><a href=href>{words.coverage}</a></p> })}
        {needs}
        {gap}
        {has_questions.then(|| view! {
            <section class="wide">
                <h2>{words.questions}</h2>
                {switches(page.arrangement)}
                {questions}
            </section>
        })}
        <section>
            <h2>{words.method}</h2>
            {method}
        </section>
    }
}

fn tile(tile: Tile) -> impl IntoView {
    view! { <StatTile label=tile.label value=tile.value words=tile.words/> }
}

fn picture(figure: &Figure, address: &str, locale: Locale) -> impl IntoView + use<> {
    let csv = format!("{address}/{}.csv", figure.id);
    let svg = format!("{address}/{}.svg", figure.id);
    view! { <FigureView figure=figure level=Level::H3 csv svg locale/> }
}

fn needs_section(needs: NeedsStory, address: &str, locale: Locale, words: &'static Words) -> impl IntoView + use<> {
    let figure = picture(&needs.figure, address, locale);
    let has_offers = !needs.offers.rows.is_empty();
    view! {
        <section class="wide">
            <h2>{words.needs}</h2>
            {figure}
            {details(words.needs_table, &needs.table, needs.method, words)}
            {has_offers.then(|| view! { <DataTableView table=&needs.offers caption=words.offers_table/> })}
        </section>
    }
}

fn gap_section(gap: GapStory, address: &str, locale: Locale, words: &'static Words) -> impl IntoView + use<> {
    let dumbbell = picture(&gap.dumbbell, address, locale);
    let ipa = picture(&gap.ipa, address, locale);
    view! {
        <section class="wide">
            <h2>{words.gap}</h2>
            {dumbbell}
            {ipa}
            {switches(gap.cross_hair)}
            {details(words.gap_table, &gap.table, gap.method, words)}
        </section>
    }
}

fn details(title: &'static str, table: &DataTable, how: String, words: &'static Words) -> impl IntoView + use<> {
    let table = view! { <DataTableView table=table caption=title/> };
    view! {
        {table}
        <details><summary>{words.how}</summary><p>{how}</p></details>
    }
}

fn switches(switches: Vec<Switch>) -> impl IntoView {
    let links: Vec<_> = switches
        .into_iter()
        .map(|switch| {
            let current = switch.here.then_some("true");
            view! { <li><a href=switch.href aria-current=current>{switch.label}</a></li> }
        })
        .collect();
    view! { <ul class="row switches">{links}</ul> }
}
