//! From a result page to a report: the same sentences, pictures and tables in another order. Nothing is counted here, so
//! a report cannot say what the page does not.

use app::results::{ResultsPage, Section};
use domain::{Locale, figure::Figure};
use report::{Block, Cover, Day, Form, Logo, Report, Table};

use super::{
    Around,
    coverage::{Places, by_kreis},
    words,
};

/// What surrounds the page.
pub struct Setting {
    pub organisation: String,
    /// Lines of the postal address and how to write.
    pub imprint: Vec<String>,
    pub colour: String,
    pub logo: Option<Logo>,
    pub day: jiff::civil::Date,
    /// The day in words.
    pub day_told: String,
    /// Where the page stands.
    pub address: String,
}

/// `page` is drawn for print and for the public; `places`: needs against offers, if persons were asked for. Nothing if the
/// page shows nothing: too few answered.
pub fn compose(page: ResultsPage, places: Option<Places>, around: &Around, setting: Setting) -> Option<Report> {
    let locale = page.locale;
    let words = words::words(locale);
    page.hidden.is_none().then_some(())?;
    let ResultsPage { title, finding, also, cite, provenance, low_rate, breaks, lead, mut sections, .. } = page;
    // The picture that carries the finding stands at the top of the page, and here with its subject.
    if let (Some(first), Some(lead)) = (sections.first_mut(), lead) {
        first.figures.insert(0, lead);
    }
    let has_finding = finding != title;
    let mut tables = Vec::new();
    let mut said: Vec<report::Section> = Vec::new();
    let mut chapter = |own_page: bool, title: &str, blocks: Vec<Block>| {
        if !blocks.is_empty() {
            said.push(report::Section { title: title.to_owned(), own_page, blocks });
        }
    };
    chapter(false, words.foreword, paragraphs(&around.foreword));
    chapter(true, words.summary, summary(has_finding.then_some(&finding), also, &sections, &page.questions, locale));
    chapter(
        false,
        words.method,
        method(provenance.into_iter().chain(low_rate), breaks, page.method, page.statistics, &cite, locale),
    );
    for section in sections {
        let title = section.title.clone();
        chapter(true, &title, subject(section, &mut tables, locale));
    }
    chapter(true, words.coverage, places.map_or_else(Vec::new, |places| by_kreis(places, locale, &mut tables)));
    chapter(true, words.questions, figures(page.questions));
    chapter(true, words.background, figures(page.background));
    chapter(true, words.conclusions, paragraphs(&around.conclusions));
    chapter(false, words.data, data(page.citation, &setting, locale));
    let facts = facts(&cite, &setting, locale);
    Some(Report {
        form: Form::Book,
        locale,
        title,
        cover: Cover {
            kind: words.kind.to_owned(),
            finding: has_finding.then_some(finding),
            facts,
            colour: setting.colour,
            logo: setting.logo,
            motif: Some(app::ui::mark::white_motif()),
        },
        organisation: setting.organisation,
        day: day(setting.day),
        sections: said,
        tables,
        legend: words.legend.to_owned(),
    })
}

/// Answers, days, and the day of the report. Whose it is stands beside it.
pub fn facts(cite: &str, setting: &Setting, locale: Locale) -> Vec<String> {
    let facts = cite.split(" · ").map(str::to_owned).filter(|fact| *fact != setting.organisation);
    facts.chain([words::as_of(&setting.day_told, locale)]).collect()
}

pub fn day(date: jiff::civil::Date) -> Day {
    Day { year: date.year(), month: date.month().unsigned_abs(), day: date.day().unsigned_abs() }
}

fn paragraphs(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| Block::Text(paragraph.to_owned())).collect()
}

pub fn figures(figures: Vec<Figure>) -> Vec<Block> {
    figures.into_iter().map(|figure| Block::Figure(Box::new(figure.into()))).collect()
}

/// The finding, what each picture of a subject says as a sentence, and what the questions found. What several pictures say
/// in the same words, as those of a question that was asked for one topic after the other, is told where they stand.
fn summary(
    finding: Option<&String>,
    also: Option<String>,
    sections: &[Section],
    questions: &[Figure],
    locale: Locale,
) -> Vec<Block> {
    let pictures = sections.iter().flat_map(|section| &section.figures).map(|figure| figure.title.clone());
    let is_single = |figure: &&Figure| questions.iter().filter(|other| other.title == figure.title).count() == 1;
    let answers = questions.iter().filter(is_single).map(answer);
    let sentences: Vec<String> = pictures.chain(answers).filter(|sentence| Some(sentence) != finding).collect();
    let mut blocks: Vec<Block> = finding.cloned().map(Block::Lead).into_iter().collect();
    blocks.extend(also.map(Block::Text));
    if !sentences.is_empty() {
        blocks.extend([Block::Heading(words::words(locale).also.to_owned()), Block::List(sentences)]);
    }
    blocks
}

/// "Which colour? “Red” is named most often (69%)"
fn answer(figure: &Figure) -> String {
    let question = figure.subtitle.rsplit_once(" (").map_or(figure.subtitle.as_str(), |(question, _unit)| question);
    if question == figure.title { figure.title.clone() } else { format!("{question} {}", figure.title) }
}

fn method(
    remarks: impl Iterator<Item = String>,
    breaks: Vec<String>,
    method: Vec<String>,
    statistics: String,
    cite: &str,
    locale: Locale,
) -> Vec<Block> {
    let mut blocks = vec![Block::Lead(cite.to_owned())];
    blocks.extend(remarks.chain(method).map(Block::Text));
    if !breaks.is_empty() {
        blocks.extend([Block::Heading(words::words(locale).changed.to_owned()), Block::List(breaks)]);
    }
    blocks.push(Block::Note(statistics));
    blocks
}

/// One subject of the page; its scores go to the appendix.
fn subject(section: Section, tables: &mut Vec<Table>, locale: Locale) -> Vec<Block> {
    let Section { title, figures: pictures, table, reading, method, .. } = section;
    let mut blocks = figures(pictures);
    blocks.extend(table.map(|table| Block::Table(Table { title: title.clone(), table })));
    blocks.extend(reading.map(Block::Text));
    if let Some(method) = method {
        blocks.push(Block::Note(method.text));
        if !method.table.rows.is_empty() {
            let all = words::words(locale).all_figures;
            tables.push(Table { title: format!("{title}: {all}"), table: method.table });
        }
    }
    blocks
}

fn data(citation: Option<String>, setting: &Setting, locale: Locale) -> Vec<Block> {
    let mut blocks = vec![Block::Text(words::where_data_are(&setting.address, locale))];
    blocks.extend(closing(citation, setting, locale));
    blocks
}

/// How signs in the tables are to be read.
pub fn legend(locale: Locale) -> &'static str {
    words::words(locale).legend
}

/// How to cite it, and who publishes it.
pub fn closing(citation: Option<String>, setting: &Setting, locale: Locale) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(citation) = citation {
        blocks.extend([Block::Heading(words::words(locale).cite.to_owned()), Block::Text(citation)]);
    }
    blocks.push(Block::Heading(setting.organisation.clone()));
    blocks.extend(setting.imprint.iter().cloned().map(Block::Note));
    blocks
}
