//! "Antworten prüfen": what was answered, with one way per page to change it (after GOV.UK check answers).

use domain::{
    Answers, Locale, Missing, Part, Value,
    flow::{Field, FieldShape, Path, Progress, Questionnaire, Step},
    format,
    label::Wording,
};
use leptos::prelude::*;

use super::{
    away::{self, Keep, Kept},
    naming::{Chosen, checked_choice},
    question::{not_saved, still_until},
    words::words,
};
use crate::ui::{AnswerList, BackLink, ChangeLink, Checked, Hidden, Notice, NoticeKind};

/// What was answered so far.
pub struct Given<'a> {
    pub survey: &'a Questionnaire,
    pub answers: &'a Answers,
    pub locale: Locale,
    /// The texts as this respondent read them.
    pub wording: Wording<'a>,
}

/// What is otherwise now than on the page that was to send it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Differs {
    pub answers: bool,
    /// Whether the name of the firm stands beside them.
    pub naming: bool,
}

pub struct CheckPage<'a> {
    pub given: Given<'a>,
    pub wave: String,
    /// What the form carries: there is nothing else in it.
    pub hidden: Vec<(&'static str, String)>,
    /// The store did not take it.
    pub not_saved: bool,
    /// The survey has ended; until when what was begun is taken.
    pub until: Option<String>,
    pub keep: Keep,
    /// With or without the name of the firm, where that was asked, and where it is changed.
    pub naming: Option<(Chosen, String)>,
    /// It was sent, and was not what had been seen.
    pub differs: Differs,
}

/// What stands below one heading.
type Group<'g, 'a> = &'g [(&'a Step, Field<'a>)];

impl Given<'_> {
    /// Questions with their answers, in words; none that was left open.
    pub fn entries(&self) -> Vec<(String, String)> {
        let path = Path::new(self.survey, self.answers);
        let asked = path.steps().flat_map(|step| path.fields(step));
        let asked = asked.filter(|field| field.is_asked() && field.applies(self.answers));
        let rows = asked.map(|field| row(self, &field, None)).filter(|row| !row.answers.is_empty());
        rows.map(|row| (row.question, row.answers.join(", "))).collect()
    }
}

impl CheckPage<'_> {
    pub fn title(&self) -> String {
        words(self.given.locale).check_title.to_owned()
    }
}

pub fn check_page(page: &CheckPage) -> impl IntoView + use<> {
    let given = &page.given;
    let words = words(given.locale);
    let path = Path::new(given.survey, given.answers);
    let asked = path.steps().flat_map(|step| path.fields(step).into_iter().map(move |field| (step, field)));
    let is_said = |field: &Field| {
        let is_given = given.answers.get(&field.key).is_some_and(Value::is_given);
        // Nobody was waiting for a comment.
        field.is_asked() && field.applies(given.answers) && (is_given || !field.key.is_comment())
    };
    let asked: Vec<(&Step, Field)> = asked.filter(|(_, field)| is_said(field)).collect();
    let pages = asked.chunk_by(|(a, a_field), (b, b_field)| {
        let (a_heading, b_heading) = (heading(given, a, a_field), heading(given, b, b_field));
        a_heading == b_heading && (a == b || a_heading.is_empty())
    });
    let pages: Vec<Group> = pages.collect();
    let titles = titles(given, &path, &pages);
    let groups: Vec<_> = pages.iter().zip(titles).map(|(group, title)| checked(page, group, title)).collect();
    let back = path.steps().last().map(|step| format!("/s/{}/{}", page.wave, step.slug()));
    let naming = page.naming.clone().map(|(chosen, change)| checked_choice(&chosen, change, given.locale));
    let locale = given.locale;
    let (keep, watch) = (page.keep.clone(), page.keep.kiosk.then(|| away::watch(&page.keep.wave, locale)));
    view! {
        {back.map(|href| view! { <BackLink href>{words.back}</BackLink> })}
        <article>
            <h1>{words.check_title}</h1>
            {still_until(page.until.as_deref(), locale)}
            {page.not_saved.then(|| not_saved(locale))}
            {look_again(page.differs, locale)}
            <p class="lead">{words.check_lead}</p>
            {groups}
            {naming}
            <form class="form" method="post" action=format!("/s/{}/absenden", page.wave)>
                {page.hidden.iter().map(|(name, value)| view! { <Hidden name=*name value=value.clone()/> }).collect_view()}
                <Kept keep locale/>
                <div class="actions">
                    <button class="button" type="submit">{words.send}</button>
                </div>
            </form>
            {watch}
        </article>
    }
}

/// That nothing was sent, and why.
fn look_again(differs: Differs, locale: Locale) -> Option<impl IntoView + use<>> {
    let words = words(locale);
    let naming = differs.naming.then(|| view! { <p>{words.differs_naming}</p> });
    let answers = differs.answers.then(|| view! { <p>{words.differs_answers}</p> });
    (differs != Differs::default()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title=words.differs_title said=true>
                {naming}
                {answers}
                <p>{words.differs_again}</p>
            </Notice>
        }
    })
}

/// The headings of all groups, none of them twice: a page comes in two passes and a long battery in several steps, and
/// whoever reads only the headings or the links must know which is which.
fn titles(given: &Given, path: &Path, groups: &[Group]) -> Vec<String> {
    let named = |group: &Group, name: fn(&Given, &Step, &Field) -> String| {
        group.first().map_or_else(String::new, |(step, field)| name(given, step, field))
    };
    let mut titles: Vec<String> = groups.iter().map(|group| named(group, heading)).collect();
    for at in twice(&titles) {
        titles[at] = named(&groups[at], with_question);
    }
    for at in twice(&titles) {
        let step = groups[at].first().and_then(|(step, _)| step_number(path, step, given.locale));
        titles[at].extend(step.map(|step| format!(" ({step})")));
    }
    titles
}

/// Which of these stand there more than once; single questions have no heading.
fn twice(titles: &[String]) -> Vec<usize> {
    let is_twice = |title: &String| !title.is_empty() && titles.iter().filter(|other| *other == title).count() > 1;
    titles.iter().enumerate().filter(|(_, title)| is_twice(title)).map(|(at, _)| at).collect()
}

/// "Merkmale: Wie wichtig ist Ihnen das?"
fn with_question(given: &Given, step: &Step, field: &Field) -> String {
    let (title, question) = (heading(given, step, field), given.wording.question_text(&field.key));
    if field.row.is_none() || title == question { title } else { format!("{title}: {question}") }
}

/// "Schritt 5 von 11", as it stood over the page: with all answers given the path is certain.
fn step_number(path: &Path, step: &Step, locale: Locale) -> Option<String> {
    let at = path.steps().position(|other| other == step)?;
    let question = Some((at + 1, path.len()));
    Some(Progress { part: (1, 1), question }.words(locale))
}

/// Single questions below one another, each with its way to change it; or one page with one way for all of it.
fn checked(page: &CheckPage, group: &Group, title: String) -> impl IntoView + use<> {
    let (given, locale) = (&page.given, page.given.locale);
    let step = group.first().map(|(step, _)| *step).filter(|_| !title.is_empty());
    let Some(step) = step else {
        let rows = group.iter().map(|(step, field)| row(given, field, Some(change(page, step)))).collect();
        return view! { <section><AnswerList rows locale/></section> }.into_any();
    };
    let rows = group.iter().map(|(_, field)| (field, row(given, field, None)));
    let (answered, open): (Vec<_>, Vec<_>) = rows.partition(|(_, row)| !row.answers.is_empty());
    let answered = answered.into_iter().map(|(_, row)| row).collect();
    // The rows of a battery are statements, not questions.
    let is_statement = |(field, _): &(&Field, Checked)| is_one_of_rows(given, field);
    let count = if open.iter().all(is_statement) { words(locale).rows_open } else { words(locale).without_answer };
    let open = (!open.is_empty()).then(|| count(open.len()));
    let href = change(page, step);
    view! {
        <section>
            <div class="checked">
                <h2 class="part">{title.clone()}</h2>
                <ChangeLink href what=title locale/>
            </div>
            <AnswerList rows=answered locale/>
            {open.map(|text| view! { <p class="muted">{text}</p> })}
        </section>
    }
    .into_any()
}

fn change(page: &CheckPage, step: &Step) -> String {
    format!("/s/{}/{}?pruefen=1", page.wave, step.slug())
}

/// What the answers of a page have in common: its topic, or the question of its battery. Nothing for a single question.
fn heading(given: &Given, step: &Step, field: &Field) -> String {
    let known = given.survey.page(&step.page);
    let title = known.map_or_else(String::new, |known| given.wording.page_title(known, step.instance.as_ref()));
    let is_block = matches!(field.key.part, Some(Part::Best | Part::Worst));
    let is_part = field.row.is_some() || is_block;
    match title {
        title if title.is_empty() && is_part => given.wording.question_text(&field.key),
        _ => title,
    }
}

fn row(given: &Given, field: &Field, change: Option<String>) -> Checked {
    let answers = given.answers.get(&field.key).map_or_else(Vec::new, |value| said(given, field, value));
    Checked { question: name(given, field), answers, change }
}

fn is_one_of_rows(given: &Given, field: &Field) -> bool {
    matches!(field.shape, FieldShape::Rating { .. })
        && field.row.is_some()
        && given.survey.choices(field.item).len() > 1
}

/// The row of a battery; the question where there is only one row.
fn name(given: &Given, field: &Field) -> String {
    let is_only_row = field.row.is_some() && given.survey.choices(field.item).len() == 1;
    match is_only_row {
        true => given.wording.question_text(&field.key),
        false => given.wording.label(&field.key),
    }
}

/// An answer in words; nothing for a question that was skipped.
fn said(given: &Given, field: &Field, value: &Value) -> Vec<String> {
    let locale = given.locale;
    let label = |id| given.wording.option_label(field.item, id, field.key.instance.as_ref());
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
        (Value::Number(number), FieldShape::Number { decimals, .. }) => {
            let unit = field.item.kind.unit_of(*number, locale);
            let number = format::number(*number, *decimals as usize, locale);
            Some(format!("{number}\u{a0}{unit}").trim_end().to_owned())
        }
        (Value::Number(place), FieldShape::Rank { .. }) => {
            let place = format::shortest(*place, locale);
            Some(words(locale).rank_said.replace("{n}", &place))
        }
        (Value::Number(_), FieldShape::Consent { text }) => Some(text.get(locale).to_owned()),
        (Value::Text(day), FieldShape::Date { .. }) => Some(format::date(day, locale)),
        (Value::Text(month), FieldShape::Month { .. }) => Some(format::month(month, locale)),
        (Value::Number(number), _) => Some(format::shortest(*number, locale)),
        (Value::Text(text), _) => Some(text.clone()),
    };
    one.into_iter().collect()
}
