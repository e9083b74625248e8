//! A text as sentences and words, as far as rules about texts count them.

/// Abbreviations whose point ends no sentence; single letters ("z. B.") are none either.
const ABBREVIATIONS: [&str; 24] = [
    "abs", "art", "bzw", "ca", "dr", "etc", "evtl", "ggf", "inkl", "max", "min", "mind", "mio", "nr", "prof", "sog",
    "st", "std", "str", "tel", "usw", "vgl", "vs", "zzgl",
];
const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// A sentence, or what stands on a line of its own: a heading, an answer.
pub(super) struct Sentence<'t> {
    pub text: &'t str,
    pub words: Vec<Word<'t>>,
}

/// What stands between blanks. An answer that is put in (`{ort|der Ort}`) is one word, whatever it says.
#[derive(Clone, Copy)]
pub(super) struct Word<'t> {
    /// With its signs: "„Betriebe“,".
    full: &'t str,
    /// Without them; empty if it is a sign alone.
    pub bare: &'t str,
}

impl Word<'_> {
    pub fn lower(&self) -> String {
        self.bare.to_lowercase()
    }

    /// Whether a sign stands between it and what comes next.
    pub fn ends_clause(&self) -> bool {
        self.is_sign() || self.full.ends_with([',', ';', ':', ')', '“'])
    }

    pub fn begins_clause(&self) -> bool {
        self.is_sign() || self.full.starts_with(['(', '„'])
    }

    pub fn ends_with(&self, sign: char) -> bool {
        self.full.ends_with(sign)
    }

    pub fn is_capitalised(&self) -> bool {
        self.bare.starts_with(char::is_uppercase)
    }

    fn is_sign(&self) -> bool {
        self.bare.is_empty()
    }

    fn is_placeholder(&self) -> bool {
        self.full.starts_with('{')
    }
}

impl Sentence<'_> {
    pub fn count(&self) -> usize {
        self.words.iter().filter(|word| !word.is_sign()).count()
    }
}

/// What a colon separates counts as two sentences: so does plain language write lists and reasons.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    text.lines().flat_map(of_line).collect()
}

fn of_line(line: &str) -> Vec<Sentence<'_>> {
    let spans = spans(line);
    let mut sentences = Vec::new();
    let mut first = 0;
    for (at, (_, end)) in spans.iter().enumerate() {
        let next = spans.get(at + 1).map(|(start, end)| word(&line[*start..*end]));
        if next.is_none_or(|next| is_end(word(&line[spans[at].0..*end]), next)) {
            let words = spans[first..=at].iter().map(|(start, end)| word(&line[*start..*end])).collect();
            sentences.push(Sentence { text: &line[spans[first].0..*end], words });
            first = at + 1;
        }
    }
    sentences
}

/// Where words begin and end: at blanks outside of braces.
fn spans(line: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let (mut start, mut depth) = (None, 0_usize);
    for (at, c) in line.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_whitespace() && (depth == 0 || !line[at..].contains('}')) {
            spans.extend(start.take().map(|start| (start, at)));
        } else {
            start.get_or_insert(at);
        }
    }
    spans.extend(start.map(|start| (start, line.len())));
    spans
}

fn word(full: &str) -> Word<'_> {
    Word { full, bare: full.trim_matches(|c: char| !c.is_alphanumeric()) }
}

/// Whether a sentence ends with this word when that one follows.
fn is_end(word: Word, next: Word) -> bool {
    let closed = word.full.trim_end_matches(['“', '‘', '"', '’', ')', '»']);
    if closed.ends_with(['!', '?', '…', ':']) {
        return true;
    }
    if !closed.ends_with('.')
        || !(next.is_capitalised() || next.begins_clause() || next.is_placeholder() || starts_with_digit(next))
    {
        return false;
    }
    let is_ordinal = word.bare.bytes().all(|b| b.is_ascii_digit()) && MONTHS.contains(&next.lower().as_str());
    let is_abbreviation = word.bare.chars().count() == 1 || ABBREVIATIONS.contains(&word.lower().as_str());
    !is_ordinal && !is_abbreviation
}

fn starts_with_digit(word: Word) -> bool {
    word.bare.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(&str, usize)> {
        sentences(text).iter().map(|sentence| (sentence.text, sentence.count())).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(split("Wie alt sind Sie? Sagen Sie es uns."), [("Wie alt sind Sie?", 4), ("Sagen Sie es uns.", 4)]);
        assert_eq!(split("Sie fahren z. B. Bus."), [("Sie fahren z. B. Bus.", 5)]);
        assert_eq!(split("Bis zum 24. Mai. Danach nicht."), [("Bis zum 24. Mai.", 4), ("Danach nicht.", 2)]);
        assert_eq!(split("Erst der Bedarf: Was fehlt?"), [("Erst der Bedarf:", 3), ("Was fehlt?", 2)]);
        assert_eq!(split("Bus und Bahn\nWeg"), [("Bus und Bahn", 3), ("Weg", 1)]);
        assert_eq!(split("Gut („sehr gut“). Oder nicht"), [("Gut („sehr gut“).", 3), ("Oder nicht", 2)]);
        assert_eq!(split(" \n"), []);
    }

    #[test]
    fn signs_are_no_words_and_an_answer_put_in_is_one() {
        assert_eq!(split("Weiß nicht / keine Angabe"), [("Weiß nicht / keine Angabe", 4)]);
        assert_eq!(
            split("Wie ist {ort|es in der Stadt. Oder so} heute?"),
            [("Wie ist {ort|es in der Stadt. Oder so} heute?", 4)]
        );
        assert_eq!(split("Eine { Klammer geht"), [("Eine { Klammer geht", 3)]);
    }
}
