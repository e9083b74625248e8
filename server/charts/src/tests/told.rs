//! What is told of figures: words say the numbers of the table, and the parts of a whole make a hundred.

use std::{cmp::Reverse, collections::BTreeSet};

use domain::Locale;

use super::gallery::figures;
use crate::{Figure, samples::LOOKS, words};

/// Numbers as they are written, signs and per cent left off.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    text.split(|c| !is_part(c))
        .map(|word| word.trim_matches([',', '.']).to_owned())
        .filter(|word| word.chars().any(|c| c.is_ascii_digit()))
        .collect()
}

/// All words of a picture.
pub(super) fn text_of(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("well-formed");
    document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect()
}

/// Fails where the description tells a number, or the title a share, that the table does not tell.
pub(super) fn assert_told(figure: &Figure) {
    let foreign = foreign(figure);
    assert!(foreign.is_empty(), "{foreign:?} of {:?}, {:?} in {:?}", figure.title, figure.desc, figure.table);
}

/// Fails where whole per cents that stand for all there is do not add up to a hundred.
pub(super) fn assert_whole<'a>(cells: impl IntoIterator<Item = &'a String>) {
    let cells: Vec<&String> = cells.into_iter().collect();
    let percent = |cell: &&String| cell.trim_end_matches(['%', '\u{202f}']).parse::<u32>().expect("a whole per cent");
    assert_eq!(cells.iter().map(percent).sum::<u32>(), 100, "{cells:?}");
}

fn foreign(figure: &Figure) -> Vec<String> {
    let cells = figure.table.rows.iter().flatten().chain(&figure.table.head);
    let mut known: BTreeSet<String> = cells.flat_map(|cell| numbers(cell)).collect();
    let in_title = shares(&unquoted(&figure.title, figure)).into_iter().filter(|share| !known.contains(share));
    let mut foreign: Vec<String> = in_title.collect();
    known.extend(counted(figure));
    foreign.extend(numbers(&unquoted(&figure.desc, figure)).into_iter().filter(|number| !known.contains(number)));
    foreign
}

/// The numbers that a per cent sign follows, with nothing between.
fn shares(text: &str) -> Vec<String> {
    let before_signs = text.split_inclusive('%').filter_map(|part| part.strip_suffix('%'));
    let is_of_number = |part: &&str| part.trim_end_matches('\u{202f}').ends_with(|c: char| c.is_ascii_digit());
    before_signs.filter(is_of_number).filter_map(|part| numbers(part).pop()).collect()
}

/// A field of importance and fulfilment counts its rows: all that are told, those to act on, those that are unsure.
fn counted(figure: &Figure) -> Vec<String> {
    let class = |row: &Vec<String>| row.get(6).cloned().unwrap_or_default();
    if !figure.table.head.get(6).is_some_and(|head| head == "Einordnung" || head == "Class") {
        return Vec::new();
    }
    let count = |is_it: &dyn Fn(&str) -> bool| figure.table.rows.iter().filter(|row| is_it(&class(row))).count();
    let act = count(&|class| class == "handeln" || class == "act");
    let unsure = count(&|class| class == "unsicher" || class == "uncertain");
    [count(&|class| class != "•"), act, unsure].map(|count| count.to_string()).to_vec()
}

/// A text without the labels of the table that it quotes: they may hold numbers of their own.
fn unquoted(text: &str, figure: &Figure) -> String {
    let own = |row: &Vec<String>| [row[0].clone(), row[..row.len().min(2)].join(", ")];
    let mut labels: Vec<String> = figure.table.rows.iter().flat_map(own).chain(figure.table.head.clone()).collect();
    labels.sort_by_key(|label| Reverse(label.len()));
    let quotes = |label: &String| [Locale::DeSie, Locale::En].map(|locale| words::quote(label, locale));
    labels.iter().flat_map(quotes).fold(text.to_owned(), |text, quoted| text.replace(&quoted, " "))
}

#[test]
fn a_number_that_the_table_does_not_tell_is_found_in_words() {
    let vague = |figures: Vec<Figure>| figures.into_iter().find(|figure| figure.id == "vague").expect("in the gallery");
    let figure = vague(figures(&LOOKS[0]));
    assert!(foreign(&figure).is_empty());
    let desc = format!("{} Dazu 77 weitere.", figure.desc);
    assert_eq!(foreign(&Figure { desc, ..figure.clone() }), ["77"]);
    let title = "Fast alle (97\u{202f}%) nennen „Nichts davon“".to_owned();
    assert_eq!(foreign(&Figure { title, ..figure }), ["97"]);
}
