//! Names that SPSS and R take: of letters, digits, points and underscores, at most 64 bytes, no word of their languages,
//! and not the same as another if case does not count.

use std::collections::HashSet;

use super::text::cut;

const LIMIT: usize = 64;

/// Reserved in SPSS (case does not count) or in R.
const RESERVED: [&str; 26] = [
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with", "if", "else", "repeat", "while",
    "function", "for", "next", "break", "true", "false", "null", "inf", "nan",
];

/// One for each, in their order. What is in order stays as it is.
pub fn portable<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken = HashSet::new();
    names.map(|name| unique(&plain(name), &mut taken)).collect()
}

fn plain(name: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
    let mut plain: String = name.chars().map(|c| if is_allowed(c) { c } else { '_' }).collect();
    if !plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain.insert(0, 'v');
    }
    plain.truncate(LIMIT);
    // SPSS warns of an underscore at the end and takes a point there for the end of a command.
    plain.truncate(plain.trim_end_matches(['.', '_']).len());
    let lower = plain.to_ascii_lowercase();
    if RESERVED.contains(&lower.as_str()) || lower == "na" || lower == "in" {
        plain.push_str(".v");
    }
    plain
}

fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while !taken.insert(candidate.to_ascii_lowercase()) {
        let ending = format!(".{number}");
        candidate = format!("{}{ending}", cut(name, LIMIT - ending.len()));
        number += 1;
    }
    candidate
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(names: &[&str]) -> Vec<String> {
        portable(names.iter().copied())
    }

    #[test]
    fn names_keep_what_they_can() {
        assert_eq!(
            of(&["themen.bindung", "zufrieden:comment", "je_feld.metall:angeboten@a"]),
            ["themen.bindung", "zufrieden_comment", "je_feld.metall_angeboten_a"]
        );
        assert_eq!(
            of(&["_version", "1a", "größe", "with", "in", ""]),
            ["v_version", "v1a", "gr__e", "with.v", "in.v", "v"]
        );
        assert_eq!(of(&["a:b", "a_b", "A_B"]), ["a_b", "a_b.2", "A_B.3"]);
    }

    proptest! {
        #[test]
        fn names_are_valid_and_differ(names in prop::collection::vec("[a-cA-C_.:@ä]{0,4}|[a-b]{60,70}", 0..30)) {
            let all = portable(names.iter().map(String::as_str));
            let different: HashSet<String> = all.iter().map(|name| name.to_ascii_lowercase()).collect();
            prop_assert_eq!(different.len(), names.len());
            for name in all {
                prop_assert!(name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.len() <= LIMIT);
                prop_assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '_'));
                prop_assert!(!name.ends_with(['.', '_']));
            }
        }
    }
}
