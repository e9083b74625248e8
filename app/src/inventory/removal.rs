//! Before something is gone for good: what it means, and its name typed.

use leptos::prelude::*;

use crate::ui::{Actions, Breadcrumb, Button, ErrorSummary, LinkButton, PostForm, TextInput, Weight};

pub struct RemovalPage {
    /// "Angebot löschen"
    pub title: String,
    /// What has to be typed.
    pub name: String,
    /// What is lost and what stays, a sentence each.
    pub consequences: Vec<String>,
    pub trail: Vec<(String, String)>,
    pub action: String,
    /// Where "Abbrechen" leads.
    pub back: String,
    pub typed: String,
    pub problem: Option<String>,
}

pub fn removal_page(page: RemovalPage) -> impl IntoView {
    let problems = page.problem.clone().map(|text| ("name".to_owned(), text)).into_iter().collect::<Vec<_>>();
    let consequences = page.consequences.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <Breadcrumb trail=page.trail/>
        <h1>{page.title.clone()}</h1>
        <p class="lead">{page.name.clone()}</p>
        <ul>{consequences}</ul>
        <PostForm action=page.action>
            <ErrorSummary problems/>
            <TextInput
                name="name" label="Zur Bestätigung den Namen eingeben" value=page.typed hint=page.name autocomplete="off"
                error=page.problem
            />
            <Actions>
                <Button weight=Weight::Danger>{page.title}</Button>
                <LinkButton href=page.back weight=Weight::Quiet>"Abbrechen"</LinkButton>
            </Actions>
        </PostForm>
    }
}
