//! Words with their places.

/// A run of letters; a hyphen or apostrophe between two letters belongs to it.
#[derive(Debug, Clone, Copy)]
pub struct Token<'t> {
    pub start: usize,
    pub text: &'t str,
}

impl Token<'_> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut begun = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_joint = matches!(letter, '-' | '\'' | '’') && begun.is_some();
        let goes_on = letters.peek().is_some_and(|(_, next)| is_letter(*next));
        if is_letter(letter) || (is_joint && goes_on) {
            begun.get_or_insert(at);
        } else if let Some(start) = begun.take() {
            tokens.push(Token { start, text: &text[start..at] });
        }
    }
    tokens.extend(begun.map(|start| Token { start, text: &text[start..] }));
    tokens
}

/// Accents that stand beside their letter belong to it.
fn is_letter(letter: char) -> bool {
    letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::tokens;

    #[test]
    fn words_are_runs_of_letters_with_what_joins_them() {
        let words: Vec<&str> =
            tokens("E-Mail an Müller-Lüdenscheidt – geht's? 3x, -ja-").iter().map(|t| t.text).collect();
        assert_eq!(words, ["E-Mail", "an", "Müller-Lüdenscheidt", "geht's", "x", "ja"]);
        assert!(tokens("").is_empty() && tokens("12 – 3").is_empty());
        assert_eq!(tokens("ende").len(), 1);
    }
}
