//! The sign-in page of the association's staff.

use leptos::prelude::*;

use crate::ui::{Actions, Button, ErrorSummary, Hidden, PostForm, TextInput, Typed};

#[derive(Default)]
pub struct SignInPage {
    /// As typed; the password is never sent back.
    pub email: String,
    pub problem: Option<String>,
    /// Where to go afterwards; a path of this site.
    pub next: String,
}

pub fn sign_in_page(page: SignInPage) -> impl IntoView {
    let problems = page.problem.clone().map(|text| ("email".to_owned(), text)).into_iter().collect::<Vec<_>>();
    view! {
        <article class="narrow">
            <h1>"Anmelden"</h1>
            <p class="lead">"Für die Mitarbeiterinnen und Mitarbeiter der Geschäftsstelle."</p>
            <PostForm action="/anmelden">
                <ErrorSummary problems/>
                <Hidden name="weiter" value=page.next/>
                <TextInput
                    name="email" label="E-Mail-Adresse" typed=Typed::Email value=page.email
                    autocomplete="username" error=page.problem
                />
                <TextInput name="passwort" label="Passwort" typed=Typed::Password autocomplete="current-password"/>
                <Actions><Button>"Anmelden"</Button></Actions>
            </PostForm>
        </article>
    }
}
