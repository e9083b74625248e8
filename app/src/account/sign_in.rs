//! The sign-in page of the association's staff.

use leptos::prelude::*;

use crate::ui::{Actions, Button, ErrorSummary, Hidden, Notice, NoticeKind, PostForm, TextInput, Typed};

#[derive(Default)]
pub struct SignInPage {
    /// As typed; the password is never sent back.
    pub email: String,
    pub problem: Option<String>,
    /// Where to go afterwards; a path of this site.
    pub next: String,
    /// A form that was posted after its session had ended.
    pub kept: Kept,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Kept {
    #[default]
    Nothing,
    /// To be sent again from here.
    Form(KeptForm),
    /// It is only in the browser's history.
    TooLarge,
}

/// A form with everything that was typed into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptForm {
    /// Where it was going; a path of the staff's pages.
    pub action: String,
    /// `name=value&…`
    pub body: String,
    /// It goes out in parts, as forms with files do. What was in a file is a field by now.
    pub multipart: bool,
}

pub fn sign_in_page(page: SignInPage) -> impl IntoView {
    let problems = page.problem.clone().map(|text| ("email".to_owned(), text)).into_iter().collect::<Vec<_>>();
    view! {
        <article class="narrow">
            <h1>"Anmelden"</h1>
            {match &page.kept {
                Kept::Form(_) => view! {
                    <Notice kind=NoticeKind::Warning title="Ihre Sitzung ist abgelaufen">
                        <p>"Gespeichert ist noch nichts, aber Ihre Eingaben sind noch da. Melden Sie sich an, dann können Sie sie absenden."</p>
                    </Notice>
                }.into_any(),
                Kept::TooLarge => view! {
                    <Notice kind=NoticeKind::Warning title="Ihre Sitzung ist abgelaufen">
                        <p>
                            "Gespeichert ist noch nichts, und Ihre Eingaben sind zu lang, um sie hier aufzuheben. Gehen Sie im
                            Browser einen Schritt zurück: Dort stehen sie noch. Melden Sie sich in einem zweiten Tab an, und
                            senden Sie sie dann noch einmal ab."
                        </p>
                    </Notice>
                }.into_any(),
                Kept::Nothing => view! { <p class="lead">"Für die Mitarbeiterinnen und Mitarbeiter der Geschäftsstelle."</p> }.into_any(),
            }}
            <PostForm action="/anmelden">
                <ErrorSummary problems/>
                <Hidden name="weiter" value=page.next/>
                {match page.kept {
                    Kept::Form(kept) => Some(view! {
                        <Hidden name="aktion" value=kept.action/>
                        <Hidden name="formular" value=kept.body/>
                        {kept.multipart.then(|| view! { <Hidden name="teile" value="1"/> })}
                    }),
                    Kept::Nothing | Kept::TooLarge => None,
                }}
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
