//! The definition as text, to be put right by hand. What was typed is never lost, not even when somebody was faster.

use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, ErrorSummary, Hidden, LinkButton, Notice, NoticeKind, PostForm, TextArea, Weight,
};

pub struct DefinitionPage {
    pub href: String,
    pub title: String,
    pub source: String,
    /// Of the text this one was made from.
    pub revision: i64,
    /// "Zeile 12, Spalte 3: …"
    pub problems: Vec<String>,
    /// The text that is stored, to compare, where this one cannot simply take its place.
    pub theirs: Option<Stored>,
}

pub struct Stored {
    pub text: String,
    /// Somebody saved since; else the form did not say which text it was made from.
    pub saved_since: bool,
}

impl Stored {
    fn why(&self) -> (&'static str, &'static str) {
        match self.saved_since {
            true => ("Jemand hat inzwischen gespeichert", "Der andere Stand steht hier zum Vergleich."),
            false => (
                "Noch nicht gespeichert",
                "Auf welchem Stand er beruht, kam nicht mit. Der gespeicherte steht hier zum Vergleich.",
            ),
        }
    }
}

pub fn definition_page(page: DefinitionPage) -> impl IntoView {
    let problems: Vec<_> = page.problems.iter().map(|text| ("definition".to_owned(), text.clone())).collect();
    let error = match page.problems.len() {
        0 => None,
        1 => page.problems.first().cloned(),
        n => Some(format!("{n} Stellen sind nicht lesbar. Die Liste oben nennt Zeile und Spalte.")),
    };
    let action = format!("{}/bearbeiten", page.href);
    view! {
        <Breadcrumb trail=vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (page.href.clone(), page.title)]/>
        <h1>"Definition bearbeiten"</h1>
        {page.theirs.map(stored)}
        <div class="full">
            <PostForm action>
                <ErrorSummary problems/>
                <Hidden name="stand" value=page.revision.to_string()/>
                <TextArea name="definition" label="Definition (TOML)" value=page.source rows=30 source=true error/>
                <Actions>
                    <Button>"Entwurf speichern"</Button>
                    <LinkButton href=page.href weight=Weight::Quiet>"Verwerfen"</LinkButton>
                </Actions>
            </PostForm>
        </div>
    }
}

fn stored(stored: Stored) -> impl IntoView {
    let (title, why) = stored.why();
    view! {
        <Notice kind=NoticeKind::Warning title=title said=true>
            <p>"Ihr Text steht unten und ist noch nicht gespeichert. " {why} " Übernehmen Sie, was fehlt, und speichern Sie dann noch einmal."</p>
            <details><summary>"Der andere Stand"</summary><pre class="source">{stored.text}</pre></details>
        </Notice>
    }
}
