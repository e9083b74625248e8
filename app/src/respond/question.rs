//! One step of a survey: progress, what is asked, and the way on.

use domain::{
    Locale, Value,
    check::Problem,
    flow::{self, Field, FieldShape, Path, Progress, Questionnaire, Step},
    form::Reading,
    format,
    meaning::Audience,
};
use leptos::prelude::*;

use super::{
    comfort::{Comfort, excerpt::excerpt},
    field::field_view,
    words::words,
};
use crate::ui::{
    Actions, BackLink, Battery, Button, Entry, ErrorSummary, Hidden, PostForm, Progress as ProgressWords, RatingCard,
    Weight,
};

pub struct QuestionPage<'a> {
    pub survey: &'a Questionnaire,
    pub step: &'a Step,
    pub locale: Locale,
    /// Order of battery rows for this respondent.
    pub seed: u64,
    pub action: String,
    pub back: String,
    /// Posting this step sends the answers.
    pub is_last: bool,
    pub submit_key: String,
    pub progress: Option<Progress>,
    pub reading: Reading,
    /// Came from the check page and returns there.
    pub from_check: bool,
    /// A preview keeps nothing: the answers so far travel in the form itself.
    pub carried: Option<String>,
}

impl<'a> QuestionPage<'a> {
    fn fields(&self) -> Vec<Field<'a>> {
        let mut fields = Path::new(self.survey, &self.reading.answers).fields(self.step);
        flow::rotate(&mut fields, self.seed);
        fields
    }

    /// The title of the page; empty where its one question is the heading.
    fn heading(&self) -> String {
        let page = self.survey.page(&self.step.page);
        page.map_or_else(String::new, |page| self.survey.page_title(page, self.step.instance.as_ref(), self.locale))
    }

    /// The heading of the page, or of its one question; for the title of the window too.
    pub fn title(&self) -> String {
        let heading = self.heading();
        match self.fields().first() {
            Some(field) if heading.is_empty() => self.survey.question_text(&field.key, self.locale),
            _ => heading,
        }
    }

    /// One single choice for apprentices: the tap is the answer, the page goes on by itself (ux.md R5).
    fn advances(&self, fields: &[Field]) -> bool {
        let [field] = fields else { return false };
        let single = matches!(field.shape, FieldShape::Single { .. } | FieldShape::Recommendation { .. });
        single && !self.is_last && self.survey.audience == Audience::Apprentice
    }

    /// What was typed or ticked: as posted, or as saved before.
    pub(super) fn given(&self, field: &Field) -> Vec<String> {
        match self.reading.typed.get(&field.key.to_string()) {
            Some(typed) => typed.clone(),
            None => self.reading.answers.get(&field.key).map_or_else(Vec::new, |value| typed(value, self.locale)),
        }
    }

    pub(super) fn problem(&self, field: &Field) -> Option<String> {
        let mine: Option<&Problem> = self.reading.problems.iter().find(|problem| problem.key == field.key);
        mine.map(|problem| problem.rule.message(self.locale))
    }
}

/// A saved answer as the form shows it.
fn typed(value: &Value, locale: Locale) -> Vec<String> {
    match value {
        Value::Choice(id) => vec![id.to_string()],
        Value::Choices(ids) => ids.iter().map(ToString::to_string).collect(),
        Value::Number(number) => vec![format::shortest(*number, locale)],
        Value::Text(text) => vec![text.clone()],
        Value::Missing(missing) => vec![missing.code().to_owned()],
    }
}

pub fn question_page(page: &QuestionPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let fields = page.fields();
    let progress = page.progress.map(|progress| view! { <ProgressWords text=progress.words(page.locale)/> });
    let problems =
        fields.iter().filter_map(|field| Some((field.key.to_string(), page.problem(field)?))).collect::<Vec<_>>();
    let heading = page.heading();
    let single = heading.is_empty();
    let send = if page.is_last { words.send } else { words.next };
    let asked = groups(page, &fields, single);
    let key = page.is_last.then(|| view! { <Hidden name="_key" value=page.submit_key.clone()/> });
    let returns = page.from_check.then(|| view! { <Hidden name="_pruefen" value="1"/> });
    let carried = page.carried.clone().map(|answers| view! { <Hidden name="_antworten" value=answers/> });
    let comfort = view! { <Comfort checks=excerpt(&fields) locale=page.locale advance=page.advances(&fields)/> };
    let locale = page.locale;
    view! {
        <BackLink href=page.back.clone()>{words.back}</BackLink>
        <PostForm action=page.action.clone()>
            {progress}
            <ErrorSummary problems locale/>
            {(!single).then(|| view! { <h1 class="question">{heading}</h1> })}
            {asked}
            {key}
            {returns}
            {carried}
            <Actions>
                <Button name="_go" value="next">{send}</Button>
                <Button weight=Weight::Quiet name="_go" value="back" unchecked=true>{words.back}</Button>
            </Actions>
            {comfort}
        </PostForm>
    }
}

/// The rows of a battery belong together; everything else stands alone. On a page without a title the first
/// question is the heading.
fn groups(page: &QuestionPage, fields: &[Field], single: bool) -> impl IntoView + use<> {
    let groups = fields.chunk_by(|a, b| a.row.is_some() && a.key.item == b.key.item && a.key.pass == b.key.pass);
    let views: Vec<_> = groups
        .enumerate()
        .map(|(index, group)| {
            let heads = single && index == 0;
            match group {
                [field, ..] if field.row.is_some() => battery(page, group, heads).into_any(),
                [field, ..] => field_view(page, field, heads).into_any(),
                [] => ().into_any(),
            }
        })
        .collect();
    views
}

fn battery(page: &QuestionPage, rows: &[Field], heads: bool) -> impl IntoView + use<> {
    let question = rows.first().map(|field| page.survey.question_text(&field.key, page.locale)).unwrap_or_default();
    let hint = rows.first().map(|field| field.item.hint.get(page.locale).to_owned()).filter(|hint| !hint.is_empty());
    let cards: Vec<_> = rows.iter().map(|field| rating_card(page, field)).collect();
    view! {
        {if heads {
            view! { <h1 class="question">{question}</h1> }.into_any()
        } else {
            view! { <h2 class="question">{question}</h2> }.into_any()
        }}
        {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        <Battery>{cards}</Battery>
    }
}

fn rating_card(page: &QuestionPage, field: &Field) -> impl IntoView + use<> {
    let locale = page.locale;
    let label = field.row.map_or("", |row| row.label.get(locale)).to_owned();
    let entries = match &field.shape {
        FieldShape::Rating { scale } => scale_entries(scale, locale),
        _ => Vec::new(),
    };
    let chosen = page.given(field).into_iter().next();
    view! {
        <RatingCard name=field.key.to_string() item=label entries=entries chosen=chosen error=page.problem(field) locale=locale/>
    }
}

/// The labelled points, then "weiß nicht / betrifft mich nicht" set apart.
fn scale_entries(scale: &domain::survey::Scale, locale: Locale) -> Vec<Entry> {
    let points = scale.labels.iter().enumerate().map(|(at, label)| Entry::new((at + 1).to_string(), label.get(locale)));
    let apart =
        [(domain::Missing::DontKnow, &scale.dont_know), (domain::Missing::NotApplicable, &scale.not_applicable)];
    let apart = apart.into_iter().filter_map(|(missing, label)| {
        label.as_ref().map(|label| Entry::new(missing.code(), label.get(locale)).apart())
    });
    points.chain(apart).collect()
}
