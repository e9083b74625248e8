//! Advice for plain German: short sentences, no Konjunktiv, no chains of genitives, nothing denied twice, one thought per
//! sentence. After the rules of the Netzwerk Leichte Sprache ("Die Regeln für Leichte Sprache": "Schreiben Sie kurze Sätze",
//! "Machen Sie in jedem Satz nur eine Aussage", "Vermeiden Sie den Konjunktiv", "den Genitiv", "negative Sprache") as far as
//! Einfache Sprache needs them.
//!
//! Advice never keeps a survey from being published: rules count and compare words, and what a sentence means they do not
//! know. "Leichte Sprache" itself is a claim that people have to test, which no rule can.

mod rules;

use super::{
    sentence,
    shown::{self, Shown},
};
use crate::{
    locale::{Locale, Text},
    survey::Survey,
};

/// A German sentence that could be plainer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// "Seite „bedarf“, Frage „dringlichkeit“, hint"
    pub place: String,
    /// The languages in which it reads so.
    pub locales: Vec<Locale>,
    pub sentence: String,
    /// What to change.
    pub remedy: String,
}

/// Everything that could be said more plainly, in the order of the definition; each sentence once, in however many forms of
/// German it is the same.
pub fn advice(survey: &Survey) -> Vec<Advice> {
    let purpose = survey.protection.as_ref().map(|protection| of_survey("protection.purpose", &protection.purpose));
    let texts = shown::texts(survey).into_iter().chain(purpose);
    texts.flat_map(|shown| of_text(&shown, &survey.locales)).collect()
}

fn of_survey<'s>(name: &str, text: &'s Text) -> Shown<'s> {
    Shown { place: "Umfrage".to_owned(), name: name.to_owned(), text, is_needed: true }
}

fn of_text(shown: &Shown, locales: &[Locale]) -> Vec<Advice> {
    let mut all: Vec<Advice> = Vec::new();
    for locale in locales.iter().copied().filter(|locale| locale.is_german() && shown.text.has(*locale)) {
        for (sentence, remedy) in hard_sentences(shown.text.get(locale)) {
            match all.iter_mut().find(|known| known.sentence == sentence && known.remedy == remedy) {
                Some(known) if known.locales.contains(&locale) => {}
                Some(known) => known.locales.push(locale),
                None => all.push(Advice {
                    place: format!("{}, {}", shown.place, shown.name),
                    locales: vec![locale],
                    sentence: sentence.to_owned(),
                    remedy,
                }),
            }
        }
    }
    all
}

/// The sentences of any German text that could be plainer, each with what to change: for the program's own words too.
pub fn hard_sentences(text: &str) -> impl Iterator<Item = (&str, String)> {
    sentence::sentences(text).into_iter().filter_map(|sentence| {
        let remedy = rules::remedies(&sentence).join(" ");
        (!remedy.is_empty()).then_some((sentence.text, remedy))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template;

    fn survey(id: &str) -> Survey {
        Survey::from_toml(template::find(id).expect("template").source).expect("readable")
    }

    #[test]
    fn a_sentence_is_named_once_with_its_place_and_the_forms_of_german_it_stands_in() {
        let mut survey = survey("alle-fragearten");
        let clean = advice(&survey).len();
        let same = "Was würde hier helfen?".to_owned();
        survey.thanks = Text([Locale::DeSie, Locale::DeDu, Locale::En].map(|locale| (locale, same.clone())).into());
        let found = advice(&survey);
        assert_eq!(found.len(), clean + 1);
        let thanks = found.iter().find(|advice| advice.place == "Umfrage, thanks").expect("advice");
        assert_eq!(
            (thanks.sentence.as_str(), &thanks.locales),
            ("Was würde hier helfen?", &vec![Locale::DeSie, Locale::DeDu])
        );
        assert!(thanks.remedy.contains("Konjunktiv"), "{}", thanks.remedy);
    }

    #[test]
    fn other_languages_are_left_alone() {
        let mut survey = survey("alle-fragearten");
        survey.locales = vec![Locale::En];
        assert_eq!(advice(&survey), []);
    }

    /// They are what staff begin with.
    #[test]
    fn the_templates_are_plain_but_for_what_has_to_be_exact() {
        for template in template::all() {
            let found = advice(&survey(template.id));
            assert!(found.len() <= 4, "{}: {found:#?}", template.id);
        }
    }
}
