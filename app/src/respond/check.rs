//! "Antworten prüfen": one row per answer, each with a way to change it (GOV.UK check answers).

use domain::{
    Answers, Locale, Missing, Value,
    flow::{Field, FieldShape, Path, Questionnaire, Step},
    format,
};
use leptos::prelude::*;

use super::{question::not_saved, words::words};
use crate::ui::{AnswerList, Checked, Hidden};

pub struct CheckPage<'a> {
    pub survey: &'a Questionnaire,
    pub answers: &'a Answers,
    pub locale: Locale,
    pub wave: String,
    /// What the form carries: there is nothing else in it.
    pub hidden: Vec<(&'static str, String)>,
    /// The store did not take it.
    pub not_saved: bool,
}

impl CheckPage<'_> {
    pub fn title(&self) -> String {
        words(self.locale).check_title.to_owned()
    }
}

pub fn check_page(page: &CheckPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let path = Path::new(page.survey, page.answers);
    let asked = path.steps().flat_map(|step| path.fields(step).into_iter().map(move |field| (step, field)));
    let asked: Vec<(&Step, Field)> = asked.filter(|(_, field)| field.is_asked()).collect();
    let groups: Vec<_> = asked
        .chunk_by(|(a, a_field), (b, b_field)| heading(page, a, a_field) == heading(page, b, b_field))
        .map(|group| {
            let heading = group.first().map(|(step, field)| heading(page, step, field)).filter(|text| !text.is_empty());
            let rows = group.iter().map(|(step, field)| row(page, step, field)).collect();
            view! {
                <section>
                    {heading.map(|text| view! { <h2 class="part">{text}</h2> })}
                    <AnswerList rows locale=page.locale/>
                </section>
            }
        })
        .collect();
    view! {
        <article>
            <h1>{words.check_title}</h1>
            {page.not_saved.then(|| not_saved(page.locale))}
            <p class="lead">{words.check_lead}</p>
            {groups}
            <form class="form" method="post" action=format!("/s/{}/absenden", page.wave)>
                {page.hidden.iter().map(|(name, value)| view! { <Hidden name=*name value=value.clone()/> }).collect_view()}
                <div class="actions">
                    <button class="button" type="submit">{words.send}</button>
                </div>
            </form>
        </article>
    }
}

/// What the answers of a page have in common: its topic, or the question of its battery. Nothing for a single question.
fn heading(page: &CheckPage, step: &Step, field: &Field) -> String {
    let known = page.survey.page(&step.page);
    let title =
        known.map_or_else(String::new, |known| page.survey.page_title(known, step.instance.as_ref(), page.locale));
    match field.row {
        Some(_) if title.is_empty() => page.survey.question_text(&field.key, page.locale),
        _ => title,
    }
}

fn row(page: &CheckPage, step: &Step, field: &Field) -> Checked {
    let answers = page.answers.get(&field.key).map_or_else(Vec::new, |value| said(page, field, value));
    Checked {
        question: page.survey.label(&field.key, page.locale),
        answers,
        change: format!("/s/{}/{}?pruefen=1", page.wave, step.slug()),
    }
}

/// An answer in words; nothing for a question that was skipped.
fn said(page: &CheckPage, field: &Field, value: &Value) -> Vec<String> {
    let locale = page.locale;
    let label = |id| page.survey.option_label(field.item, id, locale);
    let one = match (value, &field.shape) {
        (Value::Choices(ids), _) => return ids.iter().map(label).collect(),
        (Value::Missing(missing), FieldShape::Rating { scale }) => match missing {
            Missing::DontKnow => scale.dont_know.as_ref().map(|text| text.get(locale).to_owned()),
            Missing::NotApplicable => scale.not_applicable.as_ref().map(|text| text.get(locale).to_owned()),
            Missing::NoAnswer => None,
        },
        (Value::Missing(_), _) => None,
        (Value::Choice(id), _) => Some(label(id)),
        (Value::Number(point), FieldShape::Rating { scale }) => {
            let at = (*point as usize).checked_sub(1);
            at.and_then(|at| scale.labels.get(at)).map(|text| text.get(locale).to_owned())
        }
        (Value::Number(number), FieldShape::Number { unit, decimals, .. }) => {
            let number = format::number(*number, *decimals as usize, locale);
            Some(format!("{number}\u{a0}{}", unit.get(locale)).trim_end().to_owned())
        }
        (Value::Number(number), _) => Some(format::shortest(*number, locale)),
        (Value::Text(text), _) => Some(text.clone()),
    };
    one.into_iter().collect()
}
