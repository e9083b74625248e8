//! What respondents are told: what to do, not what they did wrong (ux.md R10).

mod typed;
mod words;

use super::{Ask, Prompt, Rule};
use crate::{calendar, format, locale::Locale};
use words::{Words, words};

impl Rule {
    /// The sentence beside the field and in the summary of errors.
    pub fn message(&self, locale: Locale) -> String {
        let words = words(locale);
        match self {
            Rule::Required(ask) => words.sentence(*ask),
            Rule::SoftPrompt(prompt) => prompt.message(locale),
            Rule::NotAnOption => words.not_an_option.to_owned(),
            Rule::TooMany { max: 1 } => words.only_one.to_owned(),
            Rule::TooMany { max } => (words.too_many)(*max),
            Rule::ExclusiveWithOthers => words.exclusive.to_owned(),
            Rule::NotADay => words.not_a_day.to_owned(),
            Rule::NoSuchDay => words.no_such_day.to_owned(),
            Rule::NotAMonth => words.not_a_month.to_owned(),
            Rule::OutsideDays { min, max } => {
                let day = |day: &calendar::Day| format::date(&day.to_string(), locale);
                (words.between)(&day(min), &day(max))
            }
            Rule::OutsideMonths { min, max } => {
                let month = |month: &calendar::Month| format::month(&month.to_string(), locale);
                (words.between)(&month(min), &month(max))
            }
            Rule::NoSuchPlace { places } => (words.no_such_place)(*places),
            Rule::PlaceTaken { place } => (words.place_taken)(*place),
            Rule::PlaceLeftOut { place } => (words.place_left_out)(*place),
            Rule::WrongSum { total, over } => {
                let (amount, total) =
                    (format::count(over.unsigned_abs(), locale), format::count(u64::from(*total), locale));
                if *over > 0 { (words.too_much)(&amount, &total) } else { (words.too_little)(&amount, &total) }
            }
            Rule::BestIsWorst => words.best_is_worst.to_owned(),
            Rule::NotAnAddress => words.not_an_address.to_owned(),
            Rule::ConsentMissing => words.consent_missing.to_owned(),
            Rule::AddressMissing => words.address_missing.to_owned(),
            Rule::Constraint { message } => message.get(locale).to_owned(),
            Rule::PageChanged => words.page_changed.to_owned(),
            Rule::NotANumber
            | Rule::NotWhole
            | Rule::TooManyDecimals { .. }
            | Rule::OutOfBounds { .. }
            | Rule::TooLong { .. } => self.typed_message(locale).unwrap_or_default(),
        }
    }

    /// Of what is wrong with a number or a text, which is all that the browser looks at; `None` for every other rule.
    pub fn typed_message(&self, locale: Locale) -> Option<String> {
        let words = typed::words(locale);
        Some(match self {
            Rule::NotANumber => words.not_a_number.to_owned(),
            Rule::NotWhole => words.not_whole.to_owned(),
            Rule::TooManyDecimals { decimals: 1 } => words.one_decimal.to_owned(),
            Rule::TooManyDecimals { decimals } => words.decimals.replace("{n}", &decimals.to_string()),
            Rule::OutOfBounds { min, max } => {
                let [min, max] = [min, max].map(|bound| format::shortest(*bound, locale));
                words.bounds.replace("{min}", &min).replace("{max}", &max)
            }
            Rule::TooLong { max, actual } => {
                let over = actual.saturating_sub(*max as usize) as u64;
                let [over, max] = [over, u64::from(*max)].map(|count| format::count(count, locale));
                words.too_long.replace("{over}", &over).replace("{max}", &max)
            }
            _ => return None,
        })
    }
}

impl Prompt {
    fn message(self, locale: Locale) -> String {
        let words = words(locale);
        match self {
            Prompt::Unanswered(ask) => words.sentence(ask),
            Prompt::Fewer { chosen, max } => (words.fewer)(chosen, max),
            Prompt::Words => words.own_words.to_owned(),
            Prompt::MoreThanWhole { part, whole } => {
                (words.more_than_whole)(&format::shortest(part, locale), &format::shortest(whole, locale))
            }
        }
    }
}

impl Words {
    /// "Wählen Sie eine Antwort aus."
    fn sentence(&self, ask: Ask) -> String {
        let ask = match ask {
            Ask::Choose => self.choose,
            Ask::ChooseSeveral => self.choose_several,
            Ask::Rate => self.rate,
            Ask::ChoosePlace => self.choose_place,
            Ask::EnterNumber => self.enter_number,
            Ask::EnterText => self.enter_text,
            Ask::EnterDay => self.enter_day,
            Ask::EnterMonth => self.enter_month,
            Ask::GivePlace => self.give_place,
            Ask::ChooseOccupation => self.choose_occupation,
            Ask::EnterAddress => self.enter_address,
        };
        format!("{ask}.")
    }
}
