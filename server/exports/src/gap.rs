//! Codes for missing answers.

use domain::Missing;

use super::column::Content;

/// Why a cell has no answer, "not asked" among the reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    NotAsked,
    Missing(Missing),
}

impl Gap {
    pub const ALL: [Gap; 4] = [
        Gap::Missing(Missing::NotApplicable),
        Gap::NotAsked,
        Gap::Missing(Missing::DontKnow),
        Gap::Missing(Missing::NoAnswer),
    ];

    /// −6 to −9.
    fn number(self) -> i64 {
        match self {
            Gap::Missing(Missing::NotApplicable) => -6,
            Gap::NotAsked => -7,
            Gap::Missing(Missing::DontKnow) => -8,
            Gap::Missing(Missing::NoAnswer) => -9,
        }
    }

    /// The code in columns with this content. Where a number may itself be that small, the codes get as many zeros as
    /// it takes to lie below every number that may be answered.
    pub fn code(self, content: &Content) -> i64 {
        self.number() * zeros(content)
    }

    pub fn parse(text: &str, content: &Content) -> Option<Gap> {
        let code = text.parse::<i64>().ok()?;
        Gap::ALL.into_iter().find(|gap| gap.code(content) == code)
    }

    /// German, for the codebook.
    pub fn label(self) -> &'static str {
        match self {
            Gap::Missing(Missing::NotApplicable) => "trifft nicht zu",
            Gap::NotAsked => "nicht gefragt",
            Gap::Missing(Missing::DontKnow) => "weiß nicht",
            Gap::Missing(Missing::NoAnswer) => "keine Angabe",
        }
    }
}

fn zeros(content: &Content) -> i64 {
    let Content::Number { min, .. } = content else { return 1 };
    let mut factor = 1;
    while (-6 * factor) as f64 >= *min && factor < 1_000_000_000_000_000 {
        factor *= 10;
    }
    factor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lie_below_every_number_that_may_be_answered() {
        let codes = |min| Gap::ALL.map(|gap| gap.code(&Content::Number { min, decimals: 0 }));
        assert_eq!(codes(0.0), [-6, -7, -8, -9]);
        assert_eq!(codes(-6.0), [-60, -70, -80, -90]);
        assert_eq!(codes(-100.0), [-600, -700, -800, -900]);
        let number = Content::Number { min: -100.0, decimals: 0 };
        assert_eq!(Gap::parse("-700", &number), Some(Gap::NotAsked));
        assert_eq!(Gap::parse("-7", &number), None);
    }
}
