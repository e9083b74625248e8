//! What a new version changes, what that means for the answers there are, and which waves go over to it.

use leptos::prelude::*;

use crate::ui::{Actions, Button, CheckCards, Entry, Hidden, Notice, NoticeKind, PostForm, Weight};

/// The changes of one question, or of the survey as a whole.
#[derive(Debug, Clone)]
pub struct ChangeGroup {
    /// "Frage „branche“"
    pub place: String,
    /// The wording of the question, so that nobody has to look up its name.
    pub question: String,
    pub lines: Vec<String>,
    pub remedy: Option<String>,
    pub fork: Option<Fork>,
}

/// The question under an id of its own.
#[derive(Debug, Clone)]
pub struct Fork {
    pub item: String,
    pub new: String,
}

/// All changes, by what they mean for the answers there are.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// "Version 2"
    pub against: String,
    pub refused: Vec<ChangeGroup>,
    pub to_confirm: Vec<ChangeGroup>,
    pub noted: Vec<ChangeGroup>,
    pub fine: Vec<ChangeGroup>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        [&self.refused, &self.to_confirm, &self.noted, &self.fine].iter().all(|groups| groups.is_empty())
    }
}

/// A wave that may ask the new version from now on.
#[derive(Debug, Clone)]
pub struct WaveChoice {
    pub slug: String,
    pub title: String,
    /// "läuft mit Version 2"
    pub state: String,
    pub goes_over: bool,
}

pub(super) fn changes(changes: Changes, href: &str, revision: i64) -> impl IntoView + use<> {
    let nothing = changes.is_empty().then(|| view! { <p>"Am Fragebogen hat sich nichts geändert."</p> });
    let action = format!("{href}/neue-kennung");
    let part = |kind, title: &'static str, groups: Vec<ChangeGroup>| {
        let entries = (!groups.is_empty()).then(|| list(groups, &action, revision))?;
        Some(view! { <Notice kind title>{entries}</Notice> })
    };
    let refused = part(NoticeKind::Error, "Passt nicht zu den bisherigen Antworten", changes.refused);
    let to_confirm = part(NoticeKind::Warning, "Bitte prüfen: Ist noch dasselbe gemeint?", changes.to_confirm);
    let noted = (!changes.noted.is_empty()).then(|| list(changes.noted, &action, revision));
    let noted = noted.map(|entries| view! { <h3>"Gut zu wissen"</h3> {entries} });
    let count = match changes.fine.len() {
        1 => "Eine Änderung ohne Folgen".to_owned(),
        count => format!("{count} Änderungen ohne Folgen"),
    };
    let fine = (!changes.fine.is_empty()).then(|| list(changes.fine, &action, revision));
    let fine = fine.map(|entries| view! { <details><summary>{count}</summary>{entries}</details> });
    view! {
        <section id="aenderungen">
            <h2>"Änderungen gegenüber " {changes.against}</h2>
            {nothing}
            {refused}
            {to_confirm}
            {noted}
            {fine}
        </section>
    }
}

fn list(groups: Vec<ChangeGroup>, action: &str, revision: i64) -> impl IntoView + use<> {
    let entries: Vec<_> = groups.into_iter().map(|group| entry(group, action, revision)).collect();
    view! { <ul class="changes">{entries}</ul> }
}

fn entry(group: ChangeGroup, action: &str, revision: i64) -> impl IntoView + use<> {
    let question = (!group.question.is_empty()).then(|| view! { " " <span class="muted">{group.question}</span> });
    let lines: Vec<_> = group.lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    let remedy = group.remedy.map(|remedy| view! { <p>{remedy}</p> });
    let fork = group.fork.map(|fork| {
        view! {
            <PostForm action=action.to_owned()>
                <Hidden name="stand" value=revision.to_string()/>
                <Hidden name="frage" value=fork.item/>
                <Actions>
                    <Button weight=Weight::Secondary>"Als neue Frage „" {fork.new} "“ führen"</Button>
                </Actions>
            </PostForm>
        }
    });
    view! { <li><p><strong>{group.place}</strong> {question}</p> {lines} {remedy} {fork}</li> }
}

/// The fields of the form that publishes: what is confirmed, and which waves go over.
pub(super) fn decisions(
    to_confirm: bool,
    confirmed: bool,
    waves: Vec<WaveChoice>,
    problem: Option<String>,
) -> impl IntoView {
    let tick = to_confirm.then(|| {
        let entry = Entry::new("1", "Ich habe die Punkte oben geprüft: Es ist überall noch dasselbe gemeint.");
        let chosen = if confirmed { vec!["1".to_owned()] } else { Vec::new() };
        view! { <CheckCards name="bestaetigt" legend="Bestätigung" entries=vec![entry] chosen error=problem/> }
    });
    let chosen: Vec<String> = waves.iter().filter(|wave| wave.goes_over).map(|wave| wave.slug.clone()).collect();
    let entries: Vec<Entry> =
        waves.into_iter().map(|wave| Entry::new(wave.slug, wave.title).hint(wave.state)).collect();
    let switch = (!entries.is_empty()).then(|| view! {
        <CheckCards
            name="welle" legend="Diese Wellen fragen ab jetzt die neue Version" entries chosen
            hint="Wer gerade antwortet, macht mit der neuen Version weiter: Was schon eingetragen ist, wird übernommen, und was nicht mehr passt, wird noch einmal gefragt. Abgeschickte Antworten bleiben bei ihrer Version. Ohne Haken behält eine Welle ihre Version bis zum Ende."
        />
    });
    view! { {tick} {switch} }
}
