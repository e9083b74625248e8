//! What makes a German sentence hard, and what to do about it. Each rule looks for what is certain: a list of words, a row
//! of articles. What a rule does not see is no proof that the sentence is plain.

use crate::publish::sentence::{Sentence, Word};

/// Most words of a sentence (ux.md R13).
const WORDS_MAX: usize = 12;
/// From so many genitives in a row on nobody knows any more what belongs to what.
const GENITIVES: usize = 3;

/// Beginnings of verbs in the Konjunktiv, to which `-e`, `-en`, `-est`, `-et`, `-st` and `-t` are added.
const SUBJUNCTIVE: [&str; 7] = ["würd", "könnt", "hätt", "wär", "müsst", "dürft", "sollt"];
const GENITIVE_ARTICLES: [&str; 20] = [
    "des", "der", "eines", "einer", "dieses", "dieser", "meines", "meiner", "deines", "deiner", "seines", "seiner",
    "ihres", "ihrer", "unseres", "unserer", "eures", "eurer", "jedes", "jeder",
];
const RELATIVE: [&str; 12] =
    ["der", "die", "das", "dem", "den", "denen", "dessen", "deren", "welche", "welcher", "welches", "welchen"];
/// Begin another thought behind a comma.
const CONNECTING: [&str; 21] = [
    "aber", "bevor", "da", "damit", "denn", "dass", "doch", "falls", "indem", "nachdem", "ob", "obwohl", "sobald",
    "sodass", "solange", "sondern", "und", "während", "weil", "wenn", "wobei",
];
const NEGATIONS: [&str; 9] =
    ["nicht", "nichts", "nie", "niemals", "niemand", "niemanden", "niemandem", "nirgends", "ohne"];
/// Words that begin with "un" and deny nothing, or that make a usual phrase with "nicht".
const NOT_DENYING: [&str; 8] = ["und", "uns", "unser", "unten", "unter", "ungefähr", "unbedingt", "uni"];
/// May stand between "nicht" and what it denies.
const DEGREES: [&str; 6] = ["ganz", "sehr", "so", "gar", "besonders", "völlig"];

/// What to change in a sentence, a sentence of advice each.
pub(super) fn remedies(sentence: &Sentence) -> Vec<String> {
    let length = too_long(sentence);
    // Whoever cuts a sentence that is too long parts its thoughts as well.
    let thoughts = if length.is_none() { several_thoughts(sentence) } else { None };
    [length, thoughts, subjunctive(sentence), genitives(sentence), double_negation(sentence)]
        .into_iter()
        .flatten()
        .collect()
}

fn too_long(sentence: &Sentence) -> Option<String> {
    let count = sentence.count();
    (count > WORDS_MAX)
        .then(|| format!("Der Satz hat {count} Wörter. Machen Sie zwei daraus, mit höchstens {WORDS_MAX} Wörtern."))
}

/// A semicolon, or at least two clauses joined to the first.
fn several_thoughts(sentence: &Sentence) -> Option<String> {
    let pairs = sentence.words.iter().zip(sentence.words.iter().skip(1));
    let joined = pairs.filter(|(word, next)| word.ends_with(',') && CONNECTING.contains(&next.lower().as_str()));
    let joined: Vec<&str> = joined.map(|(_, next)| next.bare).collect();
    if sentence.words.iter().any(|word| word.ends_with(';')) {
        return Some("Ein Strichpunkt verbindet zwei Gedanken. Setzen Sie einen Punkt.".to_owned());
    }
    (joined.len() >= 2).then(|| {
        let words = joined.join("“, „");
        format!("Mehrere Gedanken in einem Satz („{words}“). Machen Sie aus jedem einen eigenen.")
    })
}

fn subjunctive(sentence: &Sentence) -> Option<String> {
    // Within a sentence a capital begins a noun: "die Würde".
    let mut verbs = sentence.words.iter().enumerate().filter(|(at, word)| *at == 0 || !word.is_capitalised());
    let (_, verb) = verbs.find(|(_, word)| is_subjunctive(&word.lower()))?;
    Some(format!("„{}“ ist Konjunktiv. Sagen Sie, was ist oder was Sie wissen wollen.", verb.bare))
}

fn is_subjunctive(word: &str) -> bool {
    SUBJUNCTIVE.iter().any(|stem| match word.strip_prefix(stem) {
        Some("e" | "en" | "est" | "et") => true,
        Some("st" | "t") => *stem == "wär",
        _ => false,
    })
}

/// An article, perhaps an adjective, and a noun, again and again: "der Ausbilder der Betriebe der Region".
fn genitives(sentence: &Sentence) -> Option<String> {
    let words = &sentence.words;
    (0..words.len()).find_map(|start| {
        let (mut at, mut count) = (start, 0);
        while let Some(length) = genitive(&words[at..]) {
            (at, count) = (at + length, count + 1);
            if words[at - 1].ends_clause() {
                break;
            }
        }
        (count >= GENITIVES).then(|| {
            let phrase = phrase(&words[start..at]);
            format!("„{phrase}“: {count} Genitive hintereinander. Sagen Sie es mit „von“ oder in zwei Sätzen.")
        })
    })
}

/// How many words a genitive at the beginning of these has.
fn genitive(words: &[Word]) -> Option<usize> {
    let (article, rest) = words.split_first()?;
    let is_article = GENITIVE_ARTICLES.contains(&article.lower().as_str()) && !article.ends_clause();
    let is_adjective = |word: &Word| {
        !word.is_capitalised() && !word.ends_clause() && (word.bare.ends_with("en") || word.bare.ends_with("er"))
    };
    match rest {
        [noun, ..] if is_article && noun.is_capitalised() => Some(2),
        [adjective, noun, ..] if is_article && is_adjective(adjective) && noun.is_capitalised() => Some(3),
        _ => None,
    }
}

/// Two words that deny in one clause, or in one and the relative clause that hangs on it; or "nicht un-".
fn double_negation(sentence: &Sentence) -> Option<String> {
    let words = &sentence.words;
    let mut before: Option<usize> = None;
    for at in 0..words.len() {
        if parts_from_before(sentence, at) {
            before = None;
        }
        let denies_here = denies(sentence, at);
        let denies_again = denies_here || is_unword(&words[at]) && denies_next(sentence, at);
        if let Some(first) = before.filter(|_| denies_again) {
            let phrase = phrase(&words[first..=at]);
            return Some(format!("„{phrase}“ verneint doppelt. Sagen Sie, was zutrifft, ohne Verneinung."));
        }
        if denies_here {
            before = Some(at);
        }
    }
    None
}

fn phrase(words: &[Word]) -> String {
    words.iter().map(|word| word.bare).collect::<Vec<_>>().join(" ")
}

fn denies(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.words[at].lower();
    let is_not_only = word == "nicht" && sentence.words.get(at + 1).is_some_and(|next| next.lower() == "nur");
    let is_none = matches!(word.as_str(), "kein" | "keine" | "keinen" | "keinem" | "keiner" | "keines");
    !is_not_only && (is_none || NEGATIONS.contains(&word.as_str()))
}

/// Whether what stands right before this word, but for a degree, denies it.
fn denies_next(sentence: &Sentence, at: usize) -> bool {
    let is_degree = |at: usize| DEGREES.contains(&sentence.words[at].lower().as_str());
    match at {
        0 => false,
        1 => denies(sentence, 0),
        _ => denies(sentence, at - 1) || is_degree(at - 1) && denies(sentence, at - 2),
    }
}

/// "unzufrieden", "unklare": what denies by its first letters.
fn is_unword(word: &Word) -> bool {
    let lower = word.lower();
    let is_other = NOT_DENYING.iter().any(|other| lower.starts_with(other));
    !word.is_capitalised() && lower.starts_with("un") && !is_other
}

/// Whether another clause begins with this word: behind a sign, unless it says more of what stands before it, or with
/// "und" and "oder".
fn parts_from_before(sentence: &Sentence, at: usize) -> bool {
    let word = &sentence.words[at];
    let lower = word.lower();
    let is_behind_sign = at > 0 && sentence.words[at - 1].ends_clause();
    let hangs_on = is_behind_sign && sentence.words[at - 1].ends_with(',') && RELATIVE.contains(&lower.as_str());
    word.begins_clause() || is_behind_sign && !hangs_on || matches!(lower.as_str(), "und" | "oder" | "sondern")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::sentence::sentences;

    fn said(text: &str) -> String {
        sentences(text).iter().flat_map(remedies).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_hard_is_found_and_named() {
        for (text, part) in [
            ("Wir wollen heute von Ihnen wissen, was Ihr Betrieb in den nächsten Jahren braucht.", "hat 14 Wörter"),
            ("Was würden Sie ändern?", "„würden“ ist Konjunktiv"),
            ("Könnten Sie mehr ausbilden?", "„Könnten“ ist Konjunktiv"),
            ("Das wär schön, wäret ihr dabei?", "„wäret“ ist Konjunktiv"),
            (
                "Wie gut ist die Arbeit der Ausbilder der Betriebe der Region?",
                "„der Ausbilder der Betriebe der Region“",
            ),
            ("Das Ziel des neuen Angebots der Schule eines Kreises?", "3 Genitive"),
            ("Sind Sie nicht unzufrieden?", "„nicht unzufrieden“ verneint doppelt"),
            ("Das ist keine ganz unwichtige Frage.", "„keine ganz unwichtige“"),
            ("Gibt es keinen Betrieb, der nicht ausbildet?", "„keinen Betrieb der nicht“"),
            ("Niemand kommt ohne Auto zur Arbeit.", "„Niemand kommt ohne“"),
            ("Sie bilden aus, weil Leute fehlen, und suchen weiter.", "(„weil“, „und“)"),
            ("Es fehlen Leute; wir suchen.", "Strichpunkt"),
        ] {
            let said = said(text);
            assert!(said.contains(part), "{text} {said:?}");
        }
    }

    #[test]
    fn what_is_plain_is_left_alone() {
        for text in [
            "Was braucht Ihr Betrieb für Ausbildung und Fachkräfte?",
            "Wir achten die Würde der Menschen.",
            "Könnt ihr dort lernen? Sollt ihr bleiben? Ihr dürft das.",
            "der Schule, der Firma, der Stadt",
            "Die Meinung der Schule und der Firma und der Stadt zählt.",
            "Was ist Ihnen in der Region wichtig?",
            "trifft gar nicht zu",
            "Weiß nicht / betrifft mich nicht",
            "Weiß nicht, keine Angabe",
            "Ich kenne es nicht und nutze keine Hilfe.",
            "nicht unter 16 und nicht unsere Sache",
            "Das ist nicht unbedingt nötig.",
            "Nicht nur Betriebe ohne Azubis antworten.",
            "sehr unzufrieden",
            "Wenn Sie wollen, hören Sie auf.",
            "Die Umfrage ist anonym, und Ergebnisse zeigen wir ab 10 Personen.",
            "Warum nicht? Kein Interesse",
        ] {
            assert_eq!(said(text), "", "{text}");
        }
    }
}
