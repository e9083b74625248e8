//! Which form of a noun a number takes where a language has more than "one" and "many". Rules of Unicode CLDR 48, for
//! whole numbers.

/// One, few, many: 1 хвилина, 2 хвилини, 5 хвилин, 21 хвилина.
pub fn ukrainian<T>(n: u64, [one, few, many]: [T; 3]) -> T {
    match (n % 10, n % 100) {
        (1, tens) if tens != 11 => one,
        (2..=4, tens) if !(12..=14).contains(&tens) => few,
        _ => many,
    }
}

/// One, two, few, many: a word for one and one for two, then the plural from 3 to 10 and the singular from 11 on (and
/// for 0, and for what is left over of a hundred).
pub fn arabic<T>(n: u64, [one, two, few, many]: [T; 4]) -> T {
    match (n, n % 100) {
        (1, _) => one,
        (2, _) => two,
        (_, 3..=10) => few,
        _ => many,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ukrainian_counts_by_the_last_digit_but_not_from_11_to_14() {
        let form = |n| ukrainian(n, ["хвилина", "хвилини", "хвилин"]);
        for n in [1, 21, 101, 1_001] {
            assert_eq!(form(n), "хвилина", "{n}");
        }
        for n in [2, 3, 4, 22, 104] {
            assert_eq!(form(n), "хвилини", "{n}");
        }
        for n in [0, 5, 10, 11, 12, 14, 20, 25, 111, 112] {
            assert_eq!(form(n), "хвилин", "{n}");
        }
    }

    #[test]
    fn arabic_has_a_word_for_two_and_the_plural_only_up_to_ten() {
        let form = |n| arabic(n, ["one", "two", "few", "many"]);
        for (n, expected) in
            [(0, "many"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "many")]
        {
            assert_eq!(form(n), expected, "{n}");
        }
        for (n, expected) in [(101, "many"), (102, "many"), (103, "few"), (110, "few"), (111, "many")] {
            assert_eq!(form(n), expected, "{n}");
        }
    }
}
