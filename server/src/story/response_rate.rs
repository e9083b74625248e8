//! How many of those who were asked have answered (AAPOR 2023, Standard Definitions, response rate 1: what counts as an
//! answer is complete).

use domain::{Locale, format};
use store::Wave;

/// Below, whoever did not answer weighs more than whoever did (methods.md 6.6).
const LOW: f64 = 0.2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseRate {
    /// None where nobody knows.
    asked: Option<u64>,
    answered: u64,
}

impl ResponseRate {
    /// `answered`: as the page tells it, firms each once. More than were asked have had the link from somewhere else.
    pub fn of(wave: &Wave, answered: u64) -> ResponseRate {
        ResponseRate { asked: wave.asked.filter(|asked| *asked >= answered && *asked > 0), answered }
    }

    fn share(self) -> Option<f64> {
        self.asked.map(|asked| self.answered as f64 / asked as f64)
    }

    /// In the line below a picture.
    pub fn short(self, locale: Locale) -> String {
        match self.share() {
            Some(share) => format!("{} {}", name(locale), percent(share, locale)),
            None if locale.is_german() => "Rücklauf unbekannt".to_owned(),
            None => "Response rate unknown".to_owned(),
        }
    }

    /// Of waves that are compared; nothing where one of them is unknown.
    pub fn of_all(rates: &[ResponseRate], locale: Locale) -> String {
        let shares: Option<Vec<String>> =
            rates.iter().map(|rate| rate.share().map(|share| percent(share, locale))).collect();
        match shares.as_deref() {
            None | Some([]) => String::new(),
            Some([only]) => format!("{} {only}", name(locale)),
            Some([before @ .., last]) => {
                let and = if locale.is_german() { "und" } else { "and" };
                format!("{} {} {and} {last}", name(locale), before.join(", "))
            }
        }
    }

    /// In full, where it says how the survey was made.
    pub fn sentence(self, locale: Locale) -> String {
        let Some((asked, share)) = self.asked.zip(self.share()) else {
            return (if locale.is_german() {
                "Der Rücklauf ist unbekannt: Niemand weiß, wie viele gefragt waren."
            } else {
                "The response rate is unknown: nobody knows how many were asked."
            })
            .to_owned();
        };
        let [asked, answered] = [asked, self.answered].map(|count| format::count(count, locale));
        let share = percent(share, locale);
        match locale.is_german() {
            true => format!("Gefragt waren {asked}, geantwortet haben {answered}: ein Rücklauf von {share}."),
            false => format!("{asked} were asked and {answered} answered: a response rate of {share}."),
        }
    }

    /// So few that no sum over those who answered speaks for the region. Where nobody knows how many were asked, nobody
    /// knows that it is so, and the page says that instead.
    pub fn is_low(self) -> bool {
        self.share().is_some_and(|share| share < LOW)
    }

    /// Why no sum is told. `None` where one is.
    pub fn no_sums(self, locale: Locale) -> Option<String> {
        let low = format::percent(LOW, 0, locale);
        self.is_low().then(|| match locale.is_german() {
            true => format!(
                "Weniger als {low} der Gefragten haben geantwortet. Summen für die Region nennen wir deshalb nicht."
            ),
            false => format!("Fewer than {low} of those asked have answered. So we tell no sums for the region."),
        })
    }

    /// Above the results, where few of those who were asked have answered.
    pub fn warning(self, locale: Locale) -> Option<String> {
        let share = self.share().filter(|_| self.is_low())?;
        let told = percent(share, locale);
        Some(match locale.is_german() {
            true => format!(
                "Nur {told} der Gefragten haben geantwortet. Wer nicht geantwortet hat, kann anders denken: Die Zahlen \
                 sprechen für die, die mitgemacht haben."
            ),
            false => format!(
                "Only {told} of those asked have answered. Whoever did not may think otherwise: the figures speak for \
                 those who took part."
            ),
        })
    }
}

/// In whole per cents, but where they would say the limit of a share that is below it.
fn percent(share: f64, locale: Locale) -> String {
    let is_at_limit = share < LOW && format::whole_percent(share) >= format::whole_percent(LOW);
    format::percent(share, usize::from(is_at_limit), locale)
}

fn name(locale: Locale) -> &'static str {
    if locale.is_german() { "Rücklauf" } else { "Response rate" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(asked: Option<u64>, answered: u64) -> ResponseRate {
        ResponseRate { asked, answered }
    }

    #[test]
    fn a_low_rate_is_warned_of_and_an_unknown_one_said_to_be() {
        let low = rate(Some(230), 30);
        assert_eq!(low.short(Locale::DeSie), "Rücklauf 13\u{202f}%");
        assert_eq!(
            low.sentence(Locale::DeSie),
            "Gefragt waren 230, geantwortet haben 30: ein Rücklauf von 13\u{202f}%."
        );
        assert!(low.warning(Locale::En).is_some_and(|text| text.starts_with("Only 13% of those asked")));
        assert_eq!(rate(Some(100), 20).warning(Locale::DeSie), None);
        assert_eq!((rate(Some(100), 20).is_low(), rate(Some(101), 20).is_low()), (false, true), "20 of 101 are 19.8 %");
        assert_eq!((rate(Some(100), 20).no_sums(Locale::En), rate(None, 20).no_sums(Locale::En)), (None, None));
        assert!(
            low.no_sums(Locale::DeSie).is_some_and(|text| text.starts_with("Weniger als 20\u{202f}% der Gefragten"))
        );
        assert_eq!(rate(None, 20).short(Locale::En), "Response rate unknown");
        assert!(rate(None, 20).warning(Locale::DeSie).is_none());
        let of_all = |rates: &[ResponseRate]| ResponseRate::of_all(rates, Locale::DeSie);
        let half = rate(Some(100), 50);
        assert_eq!(of_all(&[low, half]), "Rücklauf 13\u{202f}% und 50\u{202f}%");
        assert_eq!(of_all(&[low, half, half]), "Rücklauf 13\u{202f}%, 50\u{202f}% und 50\u{202f}%");
        assert_eq!(of_all(&[low, rate(None, 3)]), "");
    }

    #[test]
    fn a_share_below_the_limit_is_not_told_as_the_limit() {
        let warning = |answered| ResponseRate { asked: Some(1_000), answered }.warning(Locale::En);
        assert!(warning(198).is_some_and(|warning| warning.contains("Only 19.8% of those asked")));
        assert!(warning(194).is_some_and(|warning| warning.contains("Only 19% of those asked")));
        assert_eq!(warning(200), None);
    }
}
