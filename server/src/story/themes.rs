//! What the released texts of each question are about, once all of them are coded.

use charts::Caption;
use domain::{Locale, OptionId, figure::Figure, open_answers};

use super::{Telling, figures};
use crate::open_answers::question;

/// Of every question whose themes are counted, the place of its texts with its figure, or none where no theme is named by
/// enough of them.
pub fn themes(telling: &Telling) -> Vec<(usize, Option<Figure>)> {
    let Some(texts) = &telling.texts else { return Vec::new() };
    let counted = texts.get().iter().enumerate().filter(|(_, question)| question.themes.is_some());
    counted.map(|(at, _)| (at, figure(telling, at))).collect()
}

fn figure(telling: &Telling, at: usize) -> Option<Figure> {
    let texts = telling.texts.as_ref()?;
    let key = &texts.get().get(at)?.key;
    let counts = texts.part(|texts| &texts[at].themes).transposed()?;
    let german = telling.locale.is_german();
    let id = key.to_string().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    let unit = if german { "Anteil der freigegebenen Texte in Prozent" } else { "Share of released texts in per cent" };
    let caption = Caption {
        population: if german { "freigegebene Texte" } else { "released texts" }.to_owned(),
        ..figures::caption(telling, &format!("themen-{id}"), question(telling.survey, key, telling.locale), unit, None)
    };
    charts::themes(&caption, counts, &|theme| label(theme, telling.locale), &telling.look())
}

pub fn label(theme: &OptionId, locale: Locale) -> String {
    open_answers::theme_label(theme, locale)
}
