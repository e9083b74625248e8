//! E-mail addresses, as far as their writing tells (RFC 5321): the rest is told by a mail that arrives.

use crate::answer::Value;

const LENGTH_MAX: usize = 254;
const NAME_MAX: usize = 64;
/// Allowed beside letters and digits in the part before the @.
const NAME_SIGNS: &str = "!#$%&'*+-/=?^_`{|}~.";

/// As it is typed, without the blanks that a keyboard puts around a suggestion.
pub(super) fn written(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(text.trim().to_owned()),
        other => other,
    }
}

/// One address and nothing else: no name before it, no second one behind it, nothing that could begin a new header.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    text.len() <= LENGTH_MAX && is_name(name) && is_domain(domain)
}

fn is_name(name: &str) -> bool {
    let has_even_points = !name.starts_with('.') && !name.ends_with('.') && !name.contains("..");
    let is_allowed = |c: char| c.is_alphanumeric() || NAME_SIGNS.contains(c);
    (1..=NAME_MAX).contains(&name.len()) && has_even_points && name.chars().all(is_allowed)
}

/// At least two labels; the last is no number, so that "a@1.2.3.4" is none.
fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        let is_within = !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.len() <= 63;
        is_within && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let ends_in_word = labels
        .last()
        .is_some_and(|last| last.chars().all(|c| c.is_alphabetic() || c == '-') || last.starts_with("xn--"));
    labels.len() >= 2 && labels.iter().all(is_label) && ends_in_word
}
