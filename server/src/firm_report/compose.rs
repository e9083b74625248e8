//! From the page of a firm to its report: the same sentences, pictures and tables. Nothing is counted here, so the report
//! cannot say what the page does not.

use app::results::{BenchmarkPage, BenchmarkShown};
use domain::{Locale, figure::Figure};
use report::{Block, Cover, Form, Report, Section};

use super::words;
use crate::gap_report::{
    Setting,
    compose::{closing, day, facts, figures, legend},
};

/// `page` is drawn for print. Nothing if it compares nothing: no value was given, or all that was answered is hidden.
pub fn compose(page: BenchmarkPage, citation: String, setting: Setting) -> Option<Report> {
    let BenchmarkPage { locale, title, finding: kind, cite, low_rate, shown, method, .. } = page;
    let BenchmarkShown { peers, figures: pictures, advice, .. } = shown?;
    let words = words::words(locale);
    let facts = facts(&cite, &setting, locale).join(" · ");
    let section = |title: &str, blocks: Vec<Block>| Section { title: title.to_owned(), own_page: false, blocks };
    let sections = [
        section(words.advice, if advice.is_empty() { Vec::new() } else { vec![Block::List(advice)] }),
        section(words.standing, standing(low_rate, pictures.ok()?, locale)),
        section(words.method, method.into_iter().map(Block::Note).collect()),
        section(words.data, data(citation, &setting, locale)),
    ];
    Some(Report {
        form: Form::Sheet,
        locale,
        title,
        cover: Cover {
            kind,
            finding: Some(peers),
            facts: vec![facts],
            colour: setting.colour,
            logo: setting.logo,
            motif: Some(app::ui::mark::white_motif()),
        },
        organisation: setting.organisation,
        day: day(setting.day),
        sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
        tables: Vec::new(),
        legend: String::new(),
    })
}

/// The pictures, below the word that few have answered where they have, and how to read their tables where something is
/// hidden in them.
fn standing(low_rate: Option<String>, pictures: Vec<Figure>, locale: Locale) -> Vec<Block> {
    let cells = pictures.iter().flat_map(|picture| &picture.table.rows).flatten();
    let hides = cells.into_iter().any(|cell| cell == "•");
    let mut blocks: Vec<Block> = low_rate.map(Block::Text).into_iter().collect();
    blocks.extend(figures(pictures));
    blocks.extend(hides.then(|| Block::Note(legend(locale).to_owned())));
    blocks
}

fn data(citation: String, setting: &Setting, locale: Locale) -> Vec<Block> {
    let said = [words::words(locale).private.to_owned(), words::where_data_are(&setting.address, locale)];
    let mut blocks: Vec<Block> = said.into_iter().map(Block::Note).collect();
    blocks.extend(closing(Some(citation), setting, locale));
    blocks
}
