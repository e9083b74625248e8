//! Earlier answers in texts: `{gruppe}`, `{gruppe|Ihre Gruppe}`; a brace itself is written twice: `{{`.

use crate::{answer::Key, id::ItemId};

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
        let (first, after) = from.split_at(length_of_first(from));
        pieces.push(match first {
            "{{" | "}}" => Piece::Plain(&first[..1]),
            _ => first.get(1..first.len() - 1).and_then(named).unwrap_or(Piece::Broken(first)),
        });
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Plain(rest));
    }
    pieces
}

/// The text with one item under another id wherever an answer to it is put in.
pub(crate) fn renamed(text: &str, old: &ItemId, new: &ItemId) -> String {
    let mut renamed = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        renamed.push_str(before);
        // Taken apart as `pieces` does it, so that a doubled brace opens nothing.
        let length = length_of_first(from);
        let (piece, after) = from.split_at(length);
        match pieces(piece).as_slice() {
            [Piece::Answer { key, .. }] if key.item == *old => {
                let name = &piece[1..];
                let start = name.len() - name.trim_start().len();
                renamed.push_str(&piece[..=start]);
                renamed.push_str(new.as_str());
                renamed.push_str(&name[start + old.as_str().len()..]);
            }
            _ => renamed.push_str(piece),
        }
        rest = after;
    }
    renamed + rest
}

/// Bytes of what begins with the brace that `from` begins with.
fn length_of_first(from: &str) -> usize {
    if from.starts_with("{{") || from.starts_with("}}") {
        return 2;
    }
    let end = from.find('}').filter(|end| from.starts_with('{') && !from[1..*end].contains('{'));
    end.map_or(1, |end| end + 1)
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

    #[test]
    fn an_item_is_renamed_where_its_answer_is_put_in_and_nowhere_else() {
        let [old, new] = ["ort", "ort_2"].map(|id| ItemId::new(id).expect("an id"));
        for (text, expected) in [
            ("Wie ist es in {ort|Ihrem ort}?", "Wie ist es in {ort_2|Ihrem ort}?"),
            ("{ ort } und {ort.mitte}", "{ ort_2 } und {ort_2.mitte}"),
            ("{{ort}} {orte} ort {ort", "{{ort}} {orte} ort {ort"),
            ("{a {ort}", "{a {ort_2}"),
        ] {
            assert_eq!(renamed(text, &old, &new), expected);
        }
    }
}
