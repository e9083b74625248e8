//! The mails as they would be sent, before anything is.

use domain::format;
use leptos::prelude::*;

use super::reminders::{Reminders, all_are_reminded};
use crate::ui::{Actions, Breadcrumb, Button, Hidden, Notice, NoticeKind, PostForm, Weight};

pub struct PreviewPage {
    pub wave: String,
    pub title: String,
    /// Who may answer, and what that means for whoever does.
    pub access: String,
    pub count: usize,
    pub texts: Vec<MailText>,
    /// What was chosen and typed; comes back with the button.
    pub fields: Vec<(String, String)>,
    pub not_set_up: Option<String>,
    /// When the wave ends, and whether by this.
    pub ends: String,
    /// What a first day would bring: "8. Oktober 2026: Erinnerung".
    pub days: Vec<String>,
    pub reminders: Reminders,
}

pub struct MailText {
    /// "Einladung, deutsch"
    pub name: String,
    pub subject: String,
    pub text: String,
}

pub fn preview_page(page: PreviewPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.wave);
    let trail = vec![
        ("/intern/umfragen".to_owned(), "Umfragen".to_owned()),
        (base.clone(), page.title),
        (format!("{base}/einladen"), "Einladen".to_owned()),
    ];
    let invite = if page.count == 1 {
        "1 Kontakt einladen".to_owned()
    } else {
        format!("{} Kontakte einladen", format::whole(page.count))
    };
    let fields = page.fields.into_iter().map(|(name, value)| view! { <Hidden name value/> }).collect_view();
    let days = page.days.into_iter().map(|day| view! { <li>{day}</li> }).collect_view();
    let warning = page.not_set_up.map(|text| {
        view! { <Notice kind=NoticeKind::Warning title="Mails sind nicht eingerichtet"><p>{text}</p></Notice> }
    });
    view! {
        <Breadcrumb trail/>
        <h1>"So sehen die Mails aus"</h1>
        {warning}
        <p><strong>"Zugang: "</strong>{page.access}</p>
        <section>
            <h2>"Wann sie hinausgehen"</h2>
            <ul>{days}</ul>
            <p>{page.ends}</p>
            <p>{page.reminders.sentence()}</p>
        </section>
        {all_are_reminded(page.reminders, &base)}
        <PostForm action=format!("{base}/einladen")>
            {fields}
            <Actions>
                <Button name="schritt" value="senden">{invite}</Button>
                <Button name="schritt" value="aendern" weight=Weight::Secondary>"Ändern"</Button>
            </Actions>
        </PostForm>
        {page.texts.into_iter().map(mail).collect_view()}
    }
}

fn mail(mail: MailText) -> impl IntoView {
    view! {
        <section class="mail">
            <h2>{mail.name}</h2>
            <p><strong>{mail.subject}</strong></p>
            <pre class="letter" tabindex="0">{mail.text}</pre>
        </section>
    }
}
