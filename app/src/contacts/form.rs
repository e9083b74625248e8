//! The form of one contact, and the marks that end mails.

use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, DefinitionList, Entry, ErrorSummary, Hidden, Layout, LinkButton, Notice, NoticeKind,
    PostForm, RadioCards, TextInput, Typed, Weight,
};

/// What stands in the fields, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactForm {
    pub firm: String,
    pub person: String,
    pub email: String,
    pub municipality: String,
    pub kreis: String,
    pub branch: String,
    pub size: String,
    /// `de-sie` or `en`
    pub locale: String,
}

pub struct ContactFormPage {
    /// None for a new one.
    pub id: Option<String>,
    pub form: ContactForm,
    pub problems: Vec<(String, String)>,
    /// A mark of the stored contact this form was made from; comes back with it.
    pub stamp: String,
    /// Somebody saved it meanwhile: field and what stands there now.
    pub changed: Option<Vec<(String, String)>>,
    pub declined: bool,
    pub bounced: bool,
    pub done: Option<String>,
}

impl ContactFormPage {
    pub fn title(&self) -> &'static str {
        if self.id.is_none() { "Neuer Kontakt" } else { "Kontakt bearbeiten" }
    }

    fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
    }
}

pub fn contact_form_page(page: ContactFormPage) -> impl IntoView {
    let action = page.id.as_ref().map_or("/intern/kontakte/neu".to_owned(), |id| format!("/intern/kontakte/{id}"));
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    let changed = page.changed.clone().map(|now| {
        view! {
            <Notice kind=NoticeKind::Warning title="Jemand hat diesen Kontakt inzwischen geändert" said=true>
                <p>"Ihre Eingaben stehen noch hier und sind nicht gespeichert. Gespeichert ist jetzt:"</p>
                <DefinitionList rows=now/>
                <p>"Wenn Sie noch einmal speichern, gelten Ihre Eingaben."</p>
            </Notice>
        }
    });
    let marks = page.id.clone().map(|id| marks(&id, page.declined, page.bounced));
    view! {
        <Breadcrumb trail=vec![("/intern/kontakte".to_owned(), "Kontakte".to_owned())]/>
        <h1>{page.title()}</h1>
        {done}
        {changed}
        <PostForm action>
            <ErrorSummary problems=page.problems.clone()/>
            <Hidden name="stand" value=page.stamp.clone()/>
            {fields(&page)}
            <Actions>
                <Button>"Speichern"</Button>
                <LinkButton href="/intern/kontakte" weight=Weight::Quiet>"Abbrechen"</LinkButton>
            </Actions>
        </PostForm>
        {marks}
    }
}

fn fields(page: &ContactFormPage) -> impl IntoView + use<> {
    let form = page.form.clone();
    let locales = vec![Entry::new("de-sie", "Deutsch"), Entry::new("en", "Englisch")];
    view! {
        <TextInput name="firm" label="Unternehmen" value=form.firm error=page.problem("firm")/>
        <TextInput
            name="person" label="Person" value=form.person optional=true error=page.problem("person")
            hint="So beginnt die Mail: „Guten Tag …“. Zum Beispiel: Frau Dr. Muster"
        />
        <TextInput name="email" label="E-Mail" typed=Typed::Email value=form.email error=page.problem("email")/>
        <RadioCards
            name="locale" legend="Sprache der Mails" entries=locales chosen=form.locale layout=Layout::Beside
            error=page.problem("locale")
        />
        <TextInput
            name="municipality" label="Gemeinde" value=form.municipality optional=true error=page.problem("municipality")
        />
        <TextInput name="kreis" label="Kreis" value=form.kreis optional=true error=page.problem("kreis")/>
        <TextInput name="branch" label="Branche" value=form.branch optional=true error=page.problem("branch")/>
        <TextInput name="size" label="Größe" value=form.size optional=true error=page.problem("size")/>
    }
}

fn marks(id: &str, declined: bool, bounced: bool) -> impl IntoView + use<> {
    let mark = |value: &'static str, label: &'static str, meaning: &'static str| {
        view! {
            <PostForm action=format!("/intern/kontakte/{id}/marke")>
                <p>{meaning}</p>
                <Actions><Button weight=Weight::Secondary name="marke" value=value>{label}</Button></Actions>
            </PostForm>
        }
    };
    let declining = if declined {
        mark(
            "mails",
            "Mails wieder erlauben",
            "Dieser Kontakt möchte keine Mails. Erlauben Sie sie nur, wenn er es Ihnen gesagt hat.",
        )
    } else {
        mark(
            "keine-mails",
            "Als „möchte keine Mails“ vermerken",
            "Hat der Kontakt Ihnen gesagt, dass er keine Mails möchte? Dann bekommt er keine mehr, auch nicht zu anderen Umfragen.",
        )
    };
    let bouncing = if bounced {
        mark(
            "zustellbar",
            "Als zustellbar vermerken",
            "Mails an diese Adresse kamen zurück. Stimmt sie jetzt, lassen Sie wieder Mails zu.",
        )
    } else {
        mark(
            "unzustellbar",
            "Als unzustellbar vermerken",
            "Kam eine Mail zurück? Dann geht an diese Adresse keine weitere.",
        )
    };
    view! {
        <section>
            <h2>"Mails an diesen Kontakt"</h2>
            {declining}
            {bouncing}
        </section>
        <p class="group"><a href=format!("/intern/kontakte/{id}/loeschen")>"Kontakt löschen"</a></p>
    }
}
