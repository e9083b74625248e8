//! Where the links „Wir nehmen nicht teil“ and „Keine Erinnerung mehr“ lead. Opening them changes nothing: mail programs open
//! links for people.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{Actions, Button, Notice, NoticeKind, PostForm, Weight};

pub struct DeclinePage {
    pub locale: Locale,
    pub action: String,
    /// Nothing is sent any more.
    pub declined: bool,
    /// Just now.
    pub done: bool,
    /// The one survey that it is about.
    pub survey: Option<OneSurvey>,
}

pub struct OneSurvey {
    pub title: String,
    /// Where the mails of all surveys can be ended.
    pub all: String,
}

struct Words {
    title: &'static str,
    lead: String,
    button: &'static str,
    done: String,
    back: &'static str,
    undo: &'static str,
    all: &'static str,
}

fn german(survey: Option<&str>) -> Words {
    let (back, all) = ("War das ein Versehen?", "Gar keine Mails mehr von uns");
    match survey {
        None => Words {
            title: decline_title(Locale::DeSie, false),
            lead: "Mit einem Klick bekommen Sie von uns keine Einladungen und Erinnerungen zu Umfragen mehr."
                .to_owned(),
            button: "Keine Mails mehr senden",
            done: "Sie bekommen keine Mails mehr von uns. Eine Mail, die gerade unterwegs ist, kann noch ankommen."
                .to_owned(),
            back,
            undo: "Mails wieder zulassen",
            all,
        },
        Some(title) => Words {
            title: decline_title(Locale::DeSie, true),
            lead: format!(
                "Mit einem Klick bekommen Sie zur Umfrage „{title}“ keine Mail mehr. Ob Sie geantwortet haben, erfahren wir \
                 dadurch nicht."
            ),
            button: "Keine Erinnerung mehr senden",
            done: format!(
                "Sie bekommen zur Umfrage „{title}“ keine Mail mehr. Eine Mail, die gerade unterwegs ist, kann noch ankommen."
            ),
            back,
            undo: "Erinnerungen wieder zulassen",
            all,
        },
    }
}

fn english(survey: Option<&str>) -> Words {
    let (back, all) = ("Was this a mistake?", "No more messages from us at all");
    match survey {
        None => Words {
            title: decline_title(Locale::En, false),
            lead: "With one click you will get no more invitations and reminders to surveys from us.".to_owned(),
            button: "Send no more messages",
            done: "You will get no more messages from us. One that is on its way may still arrive.".to_owned(),
            back,
            undo: "Allow messages again",
            all,
        },
        Some(title) => Words {
            title: decline_title(Locale::En, true),
            lead: format!(
                "With one click you will get no more messages about the survey “{title}”. It does not tell us whether you have \
                 answered."
            ),
            button: "Send no more reminders",
            done: format!(
                "You will get no more messages about the survey “{title}”. One that is on its way may still arrive."
            ),
            back,
            undo: "Allow reminders again",
            all,
        },
    }
}

pub fn decline_title(locale: Locale, one_survey: bool) -> &'static str {
    match (locale.is_german(), one_survey) {
        (true, false) => "Keine Mails mehr?",
        (true, true) => "Keine Erinnerung mehr?",
        (false, false) => "No more messages?",
        (false, true) => "No more reminders?",
    }
}

pub fn decline_page(page: DeclinePage) -> impl IntoView {
    let survey = page.survey.as_ref().map(|survey| survey.title.as_str());
    let words = if page.locale.is_german() { german(survey) } else { english(survey) };
    let all = page.survey.map(|survey| view! { <p><a href=survey.all>{words.all}</a></p> });
    let body = if page.declined {
        view! {
            <Notice kind=NoticeKind::Success said=page.done><p>{words.done}</p></Notice>
            <PostForm action=page.action>
                <p>{words.back}</p>
                <Actions><Button weight=Weight::Secondary name="schritt" value="wieder">{words.undo}</Button></Actions>
            </PostForm>
        }
        .into_any()
    } else {
        view! {
            <p class="lead">{words.lead}</p>
            <PostForm action=page.action>
                <Actions><Button name="schritt" value="abmelden">{words.button}</Button></Actions>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <h1>{words.title}</h1>
        {body}
        {all}
    }
}
