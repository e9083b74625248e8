//! Names of people: after a salutation, after what somebody does, where one is introduced or signs, and first names.

use super::{
    dictionary,
    flag::{Flag, Kind},
    token::Token,
};

const SALUTATIONS: [&str; 10] = ["herr", "herrn", "frau", "hr", "fr", "mr", "mrs", "ms", "miss", "fräulein"];
/// Stand between a salutation and a name, or in its place.
const TITLES: [&str; 6] = ["dr", "prof", "professor", "professorin", "doktor", "ing"];
const INTRODUCTIONS: [&str; 8] = ["heiße", "heisse", "heißt", "heisst", "namens", "genannt", "called", "named"];
const CLOSINGS: [&str; 7] = ["gruß", "gruss", "grüße", "grüßen", "lg", "mfg", "regards"];
/// Stand small before a surname.
const PARTICLES: [&str; 9] = ["von", "van", "vom", "de", "der", "den", "zu", "el", "al"];
/// Words of one name, at most.
const PARTS: usize = 4;

pub fn flags(text: &str, tokens: &[Token]) -> Vec<Flag> {
    let reading = Reading { text, tokens, is_all_small: !text.contains(char::is_uppercase) };
    (0..tokens.len()).filter_map(|at| reading.at(at)).collect()
}

struct Reading<'t> {
    text: &'t str,
    tokens: &'t [Token<'t>],
    /// Typed without any capital letter, as on a phone.
    is_all_small: bool,
}

impl Reading<'_> {
    fn at(&self, at: usize) -> Option<Flag> {
        let token = self.tokens[at];
        let word = token.lower();
        let word = word.as_str();
        if SALUTATIONS.contains(&word) || TITLES.contains(&word) {
            let name = self.past_titles(at);
            // "Als Frau ist man": what is written small after a capital is no name.
            let takes_small = !token.is_capitalised();
            return self.is_near(name - 1, name, &['.']).then(|| self.named(at, name, takes_small)).flatten();
        }
        // A capital letter right after what somebody does begins a name, hardly ever another word.
        if dictionary::is_role(word) || INTRODUCTIONS.contains(&word) || self.is_introduced(at, word) {
            return self.is_near(at, at + 1, &[':']).then(|| self.named(at, at + 1, false)).flatten();
        }
        if CLOSINGS.contains(&word) {
            return self.is_near(at, at + 1, &[',', '!', '.']).then(|| self.named(at, at + 1, false)).flatten();
        }
        let is_first = dictionary::is_first_name(word) && (token.is_capitalised() || self.is_all_small);
        is_first.then(|| Flag { kind: Kind::Name, start: token.start, end: self.end_of_name(at) })
    }

    /// "Mein Name ist", "my name is"
    fn is_introduced(&self, at: usize, word: &str) -> bool {
        let before = at.checked_sub(1).map(|before| self.tokens[before].lower());
        matches!(word, "ist" | "is") && before.as_deref() == Some("name")
    }

    fn past_titles(&self, at: usize) -> usize {
        let is_title = |token: &&Token| TITLES.contains(&token.lower().as_str());
        at + 1 + self.tokens[at + 1..].iter().take_while(is_title).count()
    }

    /// Nothing but blanks and these stands between the two words.
    fn is_near(&self, from: usize, to: usize, between: &[char]) -> bool {
        let Some(next) = self.tokens.get(to) else { return false };
        let gap = &self.text[self.tokens[from].end()..next.start];
        gap.len() < 8 && gap.chars().all(|letter| letter.is_whitespace() || between.contains(&letter))
    }

    fn named(&self, at: usize, name: usize, takes_small: bool) -> Option<Flag> {
        let is_particle = |token: &&Token| PARTICLES.contains(&token.text);
        let particles = self.tokens.get(name..)?.iter().take_while(is_particle).count();
        let surname = name + particles;
        let word = self.tokens.get(surname)?;
        let is_near = (name..surname).all(|before| self.is_near(before, before + 1, &[]));
        let is_name = !dictionary::is_stop_word(&word.lower())
            && word.text.chars().count() > 1
            && (word.is_capitalised() || (takes_small && particles == 0));
        (is_near && is_name).then(|| Flag {
            kind: Kind::Name,
            start: self.tokens[at].start,
            end: self.end_of_name(surname),
        })
    }

    /// With the surname after a first name. N.B. German nouns begin with a capital as well: a mark may be too long.
    fn end_of_name(&self, name: usize) -> usize {
        let mut last = name;
        while last + 1 < self.tokens.len()
            && last + 1 < name + PARTS
            && self.tokens[last + 1].is_capitalised()
            && self.is_near(last, last + 1, &[])
        {
            last += 1;
        }
        self.tokens[last].end()
    }
}
