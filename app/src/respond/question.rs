//! One step of a survey: progress, what is asked, and the way on.

use domain::{
    Locale, Text, Value,
    check::{Prompt, Rule},
    flow::{self, Field, FieldShape, Path, Progress, Step},
    form::Reading,
    format,
    label::Wording,
    meaning::Audience,
};
use leptos::prelude::*;

use super::{
    away::{self, Keep, Kept},
    comfort::{Comfort, excerpt::excerpt},
    compound::{self, compound_view},
    field::field_view,
    open,
    words::words,
};
use crate::ui::{
    Actions, BackButton, BackLink, Battery, Button, Entry, ErrorSummary, Hidden, Notice, NoticeKind, PostForm,
    Progress as ProgressWords, PromptSummary, QuestionHeading, RadioCards, RatingCard, Weight, about,
};

/// The id of the form, for buttons that stand outside it.
pub const FORM: &str = "antworten";

/// Another version is asked than before, and what that means for what was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    Kept,
    /// Something did not fit any more.
    AskedAgain,
}

/// Why it is not the page that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// It was passed over: the answers were to be sent without it having been seen.
    PassedOver,
    /// The other one is not among those that the answers lead to.
    NotAsked,
}

pub struct QuestionPage<'a> {
    /// Of the answers in `reading`.
    pub path: &'a Path<'a>,
    pub step: &'a Step,
    pub locale: Locale,
    /// The texts as this respondent reads them: with their answers so far.
    pub wording: Wording<'a>,
    /// Order of rows, items and options for this respondent.
    pub seed: u64,
    pub action: String,
    /// Where the link at the top leads; without one it is a button that keeps what was typed, as the one below.
    pub back: Option<String>,
    /// Posting this step sends the answers.
    pub is_last: bool,
    pub progress: Option<Progress>,
    pub reading: Reading,
    /// What the form carries beside the answers.
    pub hidden: Vec<(&'static str, String)>,
    /// The store did not take it; what was typed is still here.
    pub not_saved: bool,
    /// The survey has ended; until when what was begun is taken.
    pub until: Option<String>,
    /// The survey was changed since this respondent was here last.
    pub replaced: Option<Replaced>,
    pub instead: Option<Instead>,
    /// None in a preview, which saves nothing.
    pub keep: Option<Keep>,
}

impl<'a> QuestionPage<'a> {
    fn fields(&self) -> Vec<Field<'a>> {
        let mut fields = self.path.fields(self.step);
        flow::shuffle(self.path.questionnaire(), self.step, &mut fields, self.seed);
        fields.retain(|field| !matches!(field.shape, FieldShape::Dealt { .. }));
        fields
    }

    /// The title of the page; empty where its one question is the heading.
    fn heading(&self) -> String {
        let page = self.path.questionnaire().page(&self.step.page);
        page.map_or_else(String::new, |page| self.wording.page_title(page, self.step.instance.as_ref()))
    }

    /// The heading of the page, or of its one question; for the title of the window too.
    pub fn title(&self) -> String {
        let heading = self.heading();
        match self.fields().first() {
            Some(field) if heading.is_empty() => self.wording.question_text(&field.key),
            _ => heading,
        }
    }

    /// Any text of the item a field belongs to.
    pub(super) fn text(&self, field: &Field, text: &Text) -> String {
        self.wording.text(text, field.item, field.key.instance.as_ref())
    }

    /// As [`QuestionPage::text`]; none where there is nothing to say.
    pub(super) fn hint(&self, field: &Field) -> Option<String> {
        Some(self.text(field, &field.item.hint)).filter(|hint| !hint.is_empty())
    }

    /// One single choice for apprentices: the tap is the answer, the page goes on by itself (ux.md R5).
    fn advances(&self, fields: &[Field]) -> bool {
        let [field] = fields else { return false };
        let single = matches!(field.shape, FieldShape::Single { .. } | FieldShape::Recommendation { .. });
        single && !self.is_last && self.path.questionnaire().audience == Audience::Apprentice
    }

    /// What was typed or ticked: as posted, or as saved before.
    pub(super) fn given(&self, field: &Field) -> Vec<String> {
        match self.reading.typed.get(&field.key.to_string()) {
            Some(typed) => typed.clone(),
            None => self.reading.answers.get(&field.key).map_or_else(Vec::new, |value| typed(value, self.locale)),
        }
    }

    /// What is wrong with a field. That it is still open is no fault: the page says so once, at its top.
    pub(super) fn problem(&self, field: &Field) -> Option<String> {
        let mut problems = self.reading.problems.iter().filter(|problem| !problem.rule.is_soft());
        problems.find(|problem| problem.key == field.key).map(|problem| problem.rule.message(self.locale))
    }

    /// What is wrong with all rows of an item together stands above them.
    pub(super) fn is_about_all(&self, field: &Field) -> bool {
        let mut problems = self.reading.problems.iter();
        problems.any(|problem| problem.key == field.key && matches!(problem.rule, Rule::WrongSum { .. }))
    }

    /// A tick and its address are named by what is wrong with them.
    fn says_itself(&self, field: &Field) -> bool {
        let mut problems = self.reading.problems.iter();
        let is_named = |rule: &Rule| matches!(rule, Rule::ConsentMissing | Rule::AddressMissing | Rule::NotAnAddress);
        self.is_about_all(field) || problems.any(|problem| problem.key == field.key && is_named(&problem.rule))
    }

    /// What is wrong, for the top of the page: named, where the page asks for more than one thing.
    fn problems(&self, fields: &[Field]) -> Vec<(String, String)> {
        let said = fields.iter().filter_map(|field| {
            let problem = self.problem(field)?;
            let name = self.wording.label(&field.key);
            let text = if fields.len() > 1 && !self.says_itself(field) { about(&name, &problem) } else { problem };
            Some((field.key.to_string(), text))
        });
        said.collect()
    }

    /// Something is answered and may not be meant so, rather than open.
    fn doubts(&self) -> bool {
        let mut rules = self.reading.problems.iter().map(|problem| &problem.rule);
        let is_doubtful = |prompt: &Prompt| matches!(prompt, Prompt::MoreThanWhole { .. } | Prompt::Fewer { .. });
        rules.any(|rule| matches!(rule, Rule::SoftPrompt(prompt) if is_doubtful(prompt)))
    }

    /// Nothing is wrong: the page only asks once more for what is open.
    pub fn only_prompts(&self) -> bool {
        self.reading.problems.iter().all(|problem| problem.rule.is_soft())
    }
}

/// A saved answer as the form shows it.
fn typed(value: &Value, locale: Locale) -> Vec<String> {
    match value {
        Value::Choice(id) => vec![id.to_string()],
        Value::Choices(ids) => ids.iter().map(ToString::to_string).collect(),
        Value::Number(number) => vec![format::typed(*number, locale)],
        Value::Text(text) => vec![text.clone()],
        Value::Missing(missing) => vec![missing.code().to_owned()],
    }
}

pub fn question_page(page: &QuestionPage) -> impl IntoView + use<> {
    let words = words(page.locale);
    let fields = page.fields();
    let progress = page.progress.map(|progress| view! { <ProgressWords text=progress.words(page.locale)/> });
    let notice = notice(page, &fields);
    let skips = page.only_prompts() && !page.reading.problems.is_empty() && !page.doubts() && !page.is_last;
    let heading = page.heading();
    let single = heading.is_empty();
    let send = if page.is_last { words.send } else { words.next };
    let asked = groups(page, &fields, single);
    let hidden = page.hidden.iter().map(|(name, value)| view! { <Hidden name=*name value=value.clone()/> });
    let hidden: Vec<_> = hidden.collect();
    let comfort = view! { <Comfort checks=excerpt(&fields) locale=page.locale advance=page.advances(&fields)/> };
    let locale = page.locale;
    let kept = page.keep.clone().map(|keep| view! { <Kept keep locale/> });
    let watch = page.keep.as_ref().filter(|keep| keep.kiosk).map(|keep| away::watch(&keep.wave, locale));
    let leave = page.keep.as_ref().map(|keep| leave(keep, locale));
    let unsaved = page.not_saved.then(|| not_saved(locale));
    let until = still_until(page.until.as_deref(), locale);
    let replaced = page.replaced.map(|replaced| changed(replaced, locale));
    let instead = page.instead.map(|instead| led_here(instead, locale));
    view! {
        {match page.back.clone() {
            Some(href) => view! { <BackLink href>{words.back}</BackLink> }.into_any(),
            None => view! { <BackButton form=FORM name="_go" value="back" default="next">{words.back}</BackButton> }.into_any(),
        }}
        <PostForm action=page.action.clone() id=FORM>
            {progress}
            {until}
            {kept}
            {unsaved}
            {replaced}
            {instead}
            {notice}
            {(!single).then(|| view! { <h1 class="question">{heading}</h1> })}
            {asked}
            {hidden}
            <Actions>
                <Button name="_go" value="next">{send}</Button>
                {skips.then(|| view! { <Button weight=Weight::Secondary name="_go" value="skip">{words.skip}</Button> })}
                <Button weight=Weight::Quiet name="_go" value="back" unchecked=true>{words.back}</Button>
            </Actions>
            {leave}
            {comfort}
        </PostForm>
        {watch}
    }
}

/// Away from the survey: with everything kept, or on a device for many with nothing.
fn leave(keep: &Keep, locale: Locale) -> impl IntoView + use<> {
    let words = away::words(locale);
    if !keep.kiosk {
        let later =
            view! { <Button weight=Weight::Quiet name="_go" value="later" unchecked=true>{words.later}</Button> };
        return view! { <p class="leave">{later}</p> }.into_any();
    }
    let to = format!("/s/{}/verlassen", keep.wave);
    view! {
        <p class="leave"><button class="button quiet" formaction=to formnovalidate>{words.throw_away}</button></p>
    }
    .into_any()
}

/// What is wrong, or else what is still open.
fn notice(page: &QuestionPage, fields: &[Field]) -> impl IntoView + use<> {
    let locale = page.locale;
    if !page.only_prompts() {
        return view! { <ErrorSummary problems=page.problems(fields) locale/> }.into_any();
    }
    let (words, prompts) = (words(locale), open::prompts(page, fields));
    let (heading, way_on) = match (page.doubts(), page.is_last) {
        (true, _) => (words.look_again, words.if_right),
        (false, true) => (words.open, words.send_open),
        (false, false) => (words.open, words.skip_open),
    };
    view! { <PromptSummary prompts heading way_on/> }.into_any()
}

/// Another page was meant.
fn led_here(instead: Instead, locale: Locale) -> impl IntoView {
    let words = words(locale);
    let (title, text) = match instead {
        Instead::PassedOver => (words.passed_over_title, words.passed_over),
        Instead::NotAsked => (words.not_asked_title, words.not_asked),
    };
    view! { <Notice title said=true><p>{text}</p></Notice> }
}

/// The survey has ended, and what was begun is still taken.
pub(super) fn still_until(until: Option<&str>, locale: Locale) -> Option<impl IntoView + use<>> {
    until.map(words(locale).still_until).map(|until| view! { <Notice><p>{until}</p></Notice> })
}

/// The survey is another one than a moment ago.
fn changed(replaced: Replaced, locale: Locale) -> impl IntoView {
    let words = words(locale);
    let text = match replaced {
        Replaced::Kept => words.replaced_kept,
        Replaced::AskedAgain => words.replaced_again,
    };
    view! { <Notice title=words.replaced_title said=true><p>{text}</p></Notice> }
}

/// The store does not answer; the form is still there.
pub(super) fn not_saved(locale: Locale) -> impl IntoView {
    let words = words(locale);
    view! { <Notice kind=NoticeKind::Warning title=words.not_saved_title said=true><p>{words.not_saved}</p></Notice> }
}

/// The rows of a battery belong together, and numbers belong to the words that lead them in; everything else stands
/// alone. On a page without a title the first question is the heading.
fn groups(page: &QuestionPage, fields: &[Field], single: bool) -> impl IntoView + use<> {
    let groups = fields.chunk_by(belong_together);
    let views: Vec<_> = groups
        .enumerate()
        .map(|(index, group)| {
            let heads = single && index == 0;
            match group {
                [field, ..] if compound::is_compound(group) => compound_view(page, field, group, heads).into_any(),
                [field] if field.row.is_some() => single_rating(page, field, heads).into_any(),
                [lead, numbers @ ..] if !numbers.is_empty() && lead.row.is_none() => {
                    led_in(page, lead, numbers, heads).into_any()
                }
                [field, ..] if field.row.is_some() => battery(page, group, heads).into_any(),
                [field, ..] => field_view(page, field, heads).into_any(),
                [] => ().into_any(),
            }
        })
        .collect();
    views
}

fn belong_together(a: &Field, b: &Field) -> bool {
    if let Some(together) = compound::belong_together(a, b) {
        return together;
    }
    let is_row = a.row.is_some() && a.key.item == b.key.item && a.key.pass == b.key.pass;
    let leads_in = matches!(a.shape, FieldShape::Information | FieldShape::Number { .. });
    is_row || (leads_in && matches!(b.shape, FieldShape::Number { .. }))
}

/// Several numbers below one another. Words before them are what is asked: the legend, read out with each of them.
fn led_in(page: &QuestionPage, lead: &Field, rest: &[Field], heads: bool) -> impl IntoView + use<> {
    if !matches!(lead.shape, FieldShape::Information) {
        let first = field_view(page, lead, heads).into_any();
        let rest: Vec<_> = rest.iter().map(|field| field_view(page, field, false).into_any()).collect();
        return view! { {first} {rest} }.into_any();
    }
    let question = page.wording.question_text(&lead.key);
    let hint = page.hint(lead);
    let described = hint.is_some().then(|| format!("{}-hint", lead.key));
    let hint = described.clone().map(|id| view! { <p class="hint" id=id>{hint}</p> });
    let numbers: Vec<_> = rest.iter().map(|field| field_view(page, field, false).into_any()).collect();
    view! {
        <fieldset class="numbers" aria-describedby=described>
            <legend><QuestionHeading text=question heading=heads/></legend>
            {hint}
            {numbers}
        </fieldset>
    }
    .into_any()
}

/// A battery of one row is a question like any other: its wording says it all, the row would say it again.
fn single_rating(page: &QuestionPage, field: &Field, heads: bool) -> impl IntoView + use<> {
    let locale = page.locale;
    let entries = match &field.shape {
        FieldShape::Rating { scale } => scale_entries(scale, locale),
        _ => Vec::new(),
    };
    let hint = page.hint(field);
    view! {
        <RadioCards
            name=field.key.to_string() legend=page.wording.question_text(&field.key) entries=entries
            chosen=page.given(field).into_iter().next() heading=heads hint=hint error=page.problem(field)
            optional=!field.required locale=locale
        />
    }
}

fn battery(page: &QuestionPage, rows: &[Field], heads: bool) -> impl IntoView + use<> {
    let question = rows.first().map(|field| page.wording.question_text(&field.key)).unwrap_or_default();
    let hint = rows.first().and_then(|field| page.hint(field));
    let optional = rows.iter().all(|field| !field.required);
    let cards: Vec<_> = rows.iter().map(|field| rating_card(page, field)).collect();
    view! {
        <QuestionHeading text=question heading=heads optional=optional locale=page.locale/>
        {hint.map(|hint| view! { <p class="hint">{hint}</p> })}
        <Battery>{cards}</Battery>
    }
}

fn rating_card(page: &QuestionPage, field: &Field) -> impl IntoView + use<> {
    let locale = page.locale;
    let label = field.row.map_or_else(String::new, |row| page.text(field, &row.label));
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
