//! Who may answer a wave, when it opens and closes by itself, and how many answers are hoped for.

use leptos::prelude::*;

use crate::ui::{Actions, Breadcrumb, Button, Entry, ErrorSummary, Notice, PostForm, RadioCards, TextInput, Typed};

pub struct AccessCard {
    pub value: &'static str,
    pub name: &'static str,
    pub meaning: &'static str,
}

/// How many answers are hoped for from a group.
pub struct Target {
    /// Of the field: names the group, whatever groups come or go while the page is open.
    pub name: String,
    pub label: String,
    pub typed: String,
}

/// Groups of one kind.
pub struct Targets {
    pub title: &'static str,
    pub hint: &'static str,
    pub targets: Vec<Target>,
}

pub struct PlanningPage {
    pub slug: String,
    pub title: String,
    /// To choose from; the one in force alone once the wave was opened.
    pub access: Vec<AccessCard>,
    pub chosen: String,
    pub opens: String,
    pub closes: String,
    /// It has ended.
    pub over: bool,
    pub grace_hours: i64,
    pub targets: Vec<Targets>,
    /// How many have the link, as typed; `None` where codes say it, or where it was told already.
    pub asked: Option<String>,
    /// Field name and what to do.
    pub problems: Vec<(String, String)>,
}

pub fn planning_page(page: PlanningPage) -> impl IntoView {
    let problem = |name: &str| page.problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let (of_access, of_opens, of_closes) = (problem("zugang"), problem("oeffnet"), problem("schliesst"));
    let base = format!("/intern/wellen/{}", page.slug);
    let access = access(page.access, page.chosen, of_access);
    let field = |Target { name, label, typed }: Target| {
        let error = problem(&name);
        view! { <TextInput name label value=typed typed=Typed::Whole unit="Antworten" error optional=true/> }
    };
    let targets = page.targets.into_iter().map(|Targets { title, hint, targets }| {
        let fields: Vec<_> = targets.into_iter().map(field).collect();
        view! { <h2>{title}</h2> <p class="muted">{hint}</p> {fields} }
    });
    let targets: Vec<_> = targets.collect();
    let closing_hint = match page.grace_hours {
        0 => "Danach kommen keine Antworten mehr dazu.".to_owned(),
        hours => format!("Wer dann schon angefangen hat, kann noch {hours} Stunden lang absenden."),
    };
    let over = page.over;
    let of_asked = problem("gefragt");
    let asked = page.asked.map(|value| view! {
        <h2>"Rücklauf"</h2>
        <TextInput
            name="gefragt" label="Wie viele wurden gefragt?" value typed=Typed::Whole unit="Personen oder Betriebe"
            error=of_asked optional=true
            hint="Wie viele den Link bekommen haben, so weit Sie es wissen. Daraus wird der Rücklauf auf der Ergebnisseite; ohne diese Zahl steht dort „unbekannt“. Nach der Veröffentlichung steht sie fest."
        />
    });
    view! {
        <Breadcrumb trail=vec![(base.clone(), page.title)]/>
        <h1>"Zugang, Zeiten und Ziele"</h1>
        <ErrorSummary problems=page.problems.clone()/>
        <PostForm action=format!("{base}/planung")>
            {access}
            {if over {
                view! { <Notice><p>"Die Welle ist beendet. Ihre Zeiten lassen sich nicht mehr ändern."</p></Notice> }.into_any()
            } else {
                view! {
                    <h2>"Zeiten"</h2>
                    <TextInput
                        name="oeffnet" label="Öffnet" value=page.opens typed=Typed::Minute error=of_opens optional=true
                        hint="Leer: Sie öffnen selbst."
                    />
                    <TextInput
                        name="schliesst" label="Schließt" value=page.closes typed=Typed::Minute error=of_closes optional=true
                        hint=closing_hint
                    />
                }.into_any()
            }}
            {asked}
            {targets}
            <Actions><Button>"Speichern"</Button></Actions>
        </PostForm>
    }
}

fn access(cards: Vec<AccessCard>, chosen: String, error: Option<String>) -> impl IntoView {
    if let [card] = cards.as_slice() {
        let (name, meaning) = (card.name, card.meaning);
        return view! {
            <h2>"Wer antworten kann"</h2>
            <p><strong>{name}</strong> ". " {meaning}</p>
            <p class="muted">"Das steht fest, seit die Welle geöffnet wurde: Wer geantwortet hat, hat es so gelesen."</p>
        }.into_any();
    }
    let entries: Vec<_> = cards.into_iter().map(|card| Entry::new(card.value, card.name).hint(card.meaning)).collect();
    view! { <RadioCards name="zugang" legend="Wer antworten kann" entries chosen error/> }.into_any()
}
