//! One survey: what stands in the way of publishing, how long it takes, how it looks, where it runs.

use leptos::prelude::*;

use super::{
    advice::{AdviceLine, advice},
    changes::{Changes, WaveChoice, changes, decisions},
};
use crate::{
    ui::{
        Actions, Breadcrumb, Button, DefinitionList, ErrorSummary, Hidden, LinkButton, Notice, NoticeKind, PostForm,
        Tag, TagKind, TextInput, Weight,
    },
    waves::{WaveLine, wave_lines},
};

pub struct FindingLine {
    pub place: String,
    pub message: String,
    pub blocks: bool,
}

pub struct VersionLine {
    pub number: i64,
    /// "veröffentlicht am 3. Mai 2026" or "Entwurf"
    pub state: String,
}

pub struct SurveyPage {
    pub href: String,
    pub title: String,
    pub facts: Vec<(String, String)>,
    /// The latest version is not published yet.
    pub is_draft: bool,
    pub revision: i64,
    pub findings: Vec<FindingLine>,
    /// What could be said more plainly; keeps nothing from being published.
    pub advice: Vec<AdviceLine>,
    /// Against what was published last; none for a first version.
    pub changes: Option<Changes>,
    /// Waves that may go over to the new version.
    pub switches: Vec<WaveChoice>,
    /// What was ticked in the form that publishes.
    pub confirmed: bool,
    /// What was posted was about another state of the survey than the one shown here.
    pub outdated: bool,
    /// Address and name per language; none while the draft has faults that keep it from being shown.
    pub previews: Vec<(String, String)>,
    pub versions: Vec<VersionLine>,
    pub waves: Vec<WaveLine>,
    /// Waves are made of published versions.
    pub has_published: bool,
    /// Typed into the form for a new wave, and what was wrong with it.
    pub wave_title: String,
    pub wave_slug: String,
    pub problems: Vec<(String, String)>,
}

pub fn survey_page(page: SurveyPage) -> impl IntoView {
    let blocked = page.findings.iter().any(|finding| finding.blocks);
    let previews = previews(&page.previews);
    let outdated = page.outdated.then(outdated);
    let versions: Vec<_> =
        page.versions.iter().map(|version| (format!("Version {}", version.number), version.state.clone())).collect();
    let refused = page.changes.as_ref().is_some_and(|changes| !changes.refused.is_empty());
    let publishing = page.is_draft.then(|| publishing(&page, blocked || refused));
    let new_wave = page.has_published.then(|| new_wave(&page));
    let changes = page.changes.map(|found| changes(found, &page.href, page.revision));
    let findings = findings(page.findings);
    let advice = advice(page.advice);
    let problems = page.problems.clone();
    let kind = if page.is_draft { TagKind::Still } else { TagKind::Done };
    view! {
        <Breadcrumb trail=vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned())]/>
        {outdated}
        <ErrorSummary problems/>
        <div class="page-head">
            <h1>{page.title} " " <Tag kind>{if page.is_draft { "Entwurf" } else { "veröffentlicht" }}</Tag></h1>
            <LinkButton href=format!("{}/bearbeiten", page.href) weight=Weight::Secondary>
                {if page.is_draft { "Definition bearbeiten" } else { "Neue Version beginnen" }}
            </LinkButton>
        </div>
        <DefinitionList rows=page.facts/>
        {findings}
        {advice}
        <section>
            <h2>"Ansehen"</h2>
            {previews}
        </section>
        {changes}
        {publishing}
        <section>
            <h2>"Wellen"</h2>
            {wave_lines(page.waves)}
            {new_wave}
        </section>
        <section>
            <h2>"Versionen"</h2>
            <DefinitionList rows=versions/>
            <p><a href=format!("{}/definition.toml", page.href) download>"Definition herunterladen"</a></p>
        </section>
    }
}

fn previews(previews: &[(String, String)]) -> impl IntoView + use<> {
    if previews.is_empty() {
        return view! { <p>"Das geht, sobald die Fehler oben behoben sind."</p> }.into_any();
    }
    let ways: Vec<_> =
        previews.iter().map(|(href, name)| view! { <li><a href=href.clone()>{name.clone()}</a></li> }).collect();
    view! {
        <p>"Wie auf dem Handy der Befragten, ohne dass etwas gespeichert wird."</p>
        <ul class="row">{ways}</ul>
    }
    .into_any()
}

fn outdated() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title="Das haben wir nicht ausgeführt" said=true>
            <p>"Jemand hat die Umfrage inzwischen geändert oder schon veröffentlicht. So steht sie jetzt da. Sehen Sie sie noch einmal an."</p>
        </Notice>
    }
}

fn findings(findings: Vec<FindingLine>) -> Option<impl IntoView> {
    let blocked = findings.iter().any(|finding| finding.blocks);
    let (kind, title) = if blocked {
        (NoticeKind::Error, "Vor dem Veröffentlichen zu klären")
    } else {
        (NoticeKind::Warning, "Bitte noch einmal ansehen")
    };
    let lines: Vec<_> = findings
        .into_iter()
        .map(|finding| view! { <li><strong>{finding.place}</strong> ": " {finding.message}</li> })
        .collect();
    (!lines.is_empty()).then(|| view! { <Notice kind title><ul>{lines}</ul></Notice> })
}

fn publishing(page: &SurveyPage, blocked: bool) -> impl IntoView + use<> {
    let action = format!("{}/veroeffentlichen", page.href);
    let discard = format!("{}/verwerfen", page.href);
    let revision = page.revision;
    let problem = page.problems.iter().find(|(field, _)| field == "bestaetigt").map(|(_, text)| text.clone());
    let to_confirm = page.changes.as_ref().is_some_and(|changes| !changes.to_confirm.is_empty());
    let decisions = decisions(to_confirm, page.confirmed, page.switches.clone(), problem);
    view! {
        <section>
            <h2>"Veröffentlichen"</h2>
            {if blocked {
                view! { <p>"Erst müssen die Punkte oben geklärt sein."</p> }.into_any()
            } else {
                view! {
                    <p>"Danach ist diese Version fest: Fragen und Antworten ändern sich nicht mehr. Änderungen gehen in die nächste Version."</p>
                    <PostForm action>
                        <Hidden name="stand" value=revision.to_string()/>
                        {decisions}
                        <Actions><Button>"Version veröffentlichen"</Button></Actions>
                    </PostForm>
                }.into_any()
            }}
            <details>
                <summary>"Entwurf löschen"</summary>
                <PostForm action=discard>
                    <Hidden name="stand" value=revision.to_string()/>
                    <p>"Veröffentlichte Versionen und ihre Antworten bleiben."</p>
                    <Actions><Button weight=Weight::Danger>"Entwurf endgültig löschen"</Button></Actions>
                </PostForm>
            </details>
        </section>
    }
}

fn new_wave(page: &SurveyPage) -> impl IntoView + use<> {
    let problem = |name: &str| page.problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let (of_title, of_slug) = (problem("titel"), problem("kuerzel"));
    let (title, slug) = (page.wave_title.clone(), page.wave_slug.clone());
    let action = format!("{}/wellen", page.href);
    view! {
        <h3>"Welle anlegen"</h3>
        <PostForm action>
            <TextInput
                name="titel" label="Titel" value=title error=of_title
                hint="Steht über den Ergebnissen, zum Beispiel „Auszubildende 2027“."
            />
            <TextInput
                name="kuerzel" label="Adresse" value=slug error=of_slug
                hint="Kurz und gut zu tippen, zum Beispiel „azubis-2027“. Die Umfrage liegt dann unter /s/azubis-2027."
            />
            <Actions><Button weight=Weight::Secondary>"Welle anlegen"</Button></Actions>
        </PostForm>
    }
}
