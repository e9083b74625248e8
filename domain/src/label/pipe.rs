//! Earlier answers in texts: `{gruppe}`, `{gruppe|Ihre Gruppe}`; a brace itself is written twice: `{{`.

use crate::answer::Key;

/// Stands in the texts of a repeated page for the option it is about.
pub const OPTION: &str = "option";

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    Plain(&'t str),
    /// `{option}`
    Option,
    /// `{item}`, `{item.row}`, and what stands there while there is no answer.
    Answer {
        key: Key,
        fallback: Option<&'t str>,
    },
    /// A brace that opens or closes nothing, or what is no name between two.
    Broken(&'t str),
}

/// The parts of a text, in its order.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Plain(before));
        }
        let length = if from.starts_with("{{") || from.starts_with("}}") {
            pieces.push(Piece::Plain(&from[..1]));
            2
        } else {
            let end = from.find('}').filter(|end| from.starts_with('{') && !from[1..*end].contains('{'));
            let length = end.map_or(1, |end| end + 1);
            pieces.push(end.and_then(|end| named(&from[1..end])).unwrap_or(Piece::Broken(&from[..length])));
            length
        };
        rest = &from[length..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

fn named(inner: &str) -> Option<Piece<'_>> {
    if inner == OPTION {
        return Some(Piece::Option);
    }
    let (name, fallback) = match inner.split_once('|') {
        Some((name, fallback)) => (name, Some(fallback.trim())),
        None => (inner, None),
    };
    let key: Key = name.trim().parse().ok()?;
    key.instance.is_none().then_some(Piece::Answer { key, fallback })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart_and_nothing_is_lost() {
        let answer = |name: &str, fallback| Piece::Answer { key: name.parse().expect("a key"), fallback };
        assert_eq!(
            pieces("Wie war {kurs|der Kurs} in {ort}?"),
            [
                Piece::Plain("Wie war "),
                answer("kurs", Some("der Kurs")),
                Piece::Plain(" in "),
                answer("ort", None),
                Piece::Plain("?")
            ]
        );
        assert_eq!(pieces("{option}"), [Piece::Option]);
        assert_eq!(pieces("{{a}}"), [Piece::Plain("{"), Piece::Plain("a"), Piece::Plain("}")]);
        assert_eq!(pieces("{merkmale.klima.importance}"), [answer("merkmale.klima.importance", None)]);
        for broken in ["{", "}", "{}", "{Ä}", "{a b}", "{a@b}"] {
            assert_eq!(pieces(broken), [Piece::Broken(broken)], "{broken}");
        }
        assert_eq!(pieces("{a {ort}"), [Piece::Broken("{"), Piece::Plain("a "), answer("ort", None)]);
    }
}
