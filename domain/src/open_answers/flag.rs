//! Marks what may tell who wrote a text or whom it is about. A mark decides nothing: a person reads every text.

use super::{contact, dictionary, name, token::tokens};

/// Why a part of a text is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Mail,
    Phone,
    Web,
    Account,
    Name,
    /// A municipality of the region: public pages tell nothing by place.
    Place,
    /// "Der einzige Lehrling": true of one person only.
    Singled,
    // Special categories of Article 9 GDPR.
    Health,
    Belief,
    Union,
    Politics,
    Origin,
    Sexuality,
}

impl Kind {
    pub const ALL: [Kind; 13] = [
        Kind::Mail,
        Kind::Phone,
        Kind::Web,
        Kind::Account,
        Kind::Name,
        Kind::Place,
        Kind::Singled,
        Kind::Health,
        Kind::Belief,
        Kind::Union,
        Kind::Politics,
        Kind::Origin,
        Kind::Sexuality,
    ];

    /// As staff read it.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Mail => "E-Mail-Adresse",
            Kind::Phone => "Telefonnummer",
            Kind::Web => "Internetadresse",
            Kind::Account => "Kontonummer",
            Kind::Name => "Name",
            Kind::Place => "Ort der Region",
            Kind::Singled => "nur eine Person",
            Kind::Health => "Gesundheit",
            Kind::Belief => "Religion oder Weltanschauung",
            Kind::Union => "Gewerkschaft",
            Kind::Politics => "politische Meinung",
            Kind::Origin => "Herkunft",
            Kind::Sexuality => "Sexualleben",
        }
    }
}

/// A part of a text, from byte `start` up to byte `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flag {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// `places`: names of the municipalities of the region. In the order of the text, none over another: of two that overlap the one that begins first stands, or the longer one.
pub fn flags(text: &str, places: &[&str]) -> Vec<Flag> {
    let tokens = tokens(text);
    let mut found = contact::flags(text, &tokens);
    found.extend(name::flags(text, &tokens));
    found.extend(dictionary::flags(text, &tokens));
    found.extend(places.iter().flat_map(|place| named_place(text, place)));
    found.sort_by_key(|flag| (flag.start, usize::MAX - flag.end, flag.kind));
    let mut reached = 0;
    found.retain(|flag| {
        let stands = flag.start >= reached;
        if stands {
            reached = flag.end;
        }
        stands
    });
    found
}

/// As a word: "Verl" is a town, "Verlauf" is not about it.
fn named_place(text: &str, place: &str) -> Vec<Flag> {
    let is_word = |(start, found): &(usize, &str)| {
        !text[..*start].ends_with(char::is_alphabetic) && !text[start + found.len()..].starts_with(char::is_alphabetic)
    };
    let (small, place) = (small_in_place(text), small_in_place(place));
    let places = small.match_indices(place.as_str()).filter(|found| !place.is_empty() && is_word(found));
    places.map(|(start, found)| Flag { kind: Kind::Place, start, end: start + found.len() }).collect()
}

/// In small letters, each as long as it was, so that nothing moves: of the few that would be longer or shorter none is in
/// a German name.
pub(super) fn small_in_place(text: &str) -> String {
    let small = |letter: char| {
        let mut small = letter.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == letter.len_utf8() => one,
            _ => letter,
        }
    };
    text.chars().map(small).collect()
}

/// The whole text in parts, those that are marked with why.
pub fn pieces<'t>(text: &'t str, flags: &[Flag]) -> Vec<(Option<Kind>, &'t str)> {
    let mut pieces = Vec::new();
    let mut reached = 0;
    for flag in flags {
        let (Some(before), Some(marked)) = (text.get(reached..flag.start), text.get(flag.start..flag.end)) else {
            continue;
        };
        pieces.extend((!before.is_empty()).then_some((None, before)));
        pieces.push((Some(flag.kind), marked));
        reached = flag.end;
    }
    let rest = text.get(reached..).unwrap_or_default();
    pieces.extend((!rest.is_empty()).then_some((None, rest)));
    pieces
}
