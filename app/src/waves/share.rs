//! The page a firm or a school gets to pass a survey on: posters, link, a text to send.

use domain::Locale;
use leptos::prelude::*;

use crate::ui::{CopyLink, Notice, TextArea};

pub struct SharePage {
    /// Of this page: that of whoever passes it on.
    pub locale: Locale,
    /// Of what is passed on.
    pub spoken: Locale,
    pub survey: String,
    pub organisation: String,
    pub contact: String,
    /// Apprentices are asked; the reader is their firm.
    pub apprentices: bool,
    pub minutes: u32,
    /// Nobody answers without a slip.
    pub needs_code: bool,
    pub not_yet: bool,
    pub over: bool,
    pub link: String,
    /// A4 and A6.
    pub posters: [String; 2],
}

struct Words {
    apprentices: &'static str,
    others: &'static str,
    over: &'static str,
    not_yet: &'static str,
    lead: fn(&str, &str, &str) -> String,
    code: fn(&str) -> String,
    posters: &'static str,
    where_to: &'static str,
    a4: &'static str,
    a6: &'static str,
    link: &'static str,
    copy: &'static str,
    copied: &'static str,
    text: &'static str,
    text_label: &'static str,
    learns: &'static str,
    learnt: [&'static str; 2],
}

const GERMAN: Words = Words {
    apprentices: "Laden Sie Ihre Azubis ein",
    others: "Umfrage weitergeben",
    over: "Diese Umfrage ist beendet. Danke, dass Sie sie weitergeben wollten.",
    not_yet: "Die Umfrage hat noch nicht begonnen. Sie können das Plakat schon drucken.",
    lead: |organisation, survey, duration| {
        format!(
            "Die Umfrage „{survey}“ kommt von: {organisation}. Sie dauert etwa {duration}, ist anonym und freiwillig."
        )
    },
    code: |contact| {
        format!("Wer antworten möchte, braucht einen Zettel mit einem Code. Zettel bekommen Sie bei uns: {contact}")
    },
    posters: "Plakat",
    where_to: "Hängen Sie es dort auf, wo niemand beim Scannen beobachtet wird.",
    a4: "Plakat A4 für die Wand (PDF)",
    a6: "Plakat A6 zum Auslegen (PDF)",
    link: "Link",
    copy: "Link kopieren",
    copied: "Kopiert",
    text: "Zum Weiterschicken",
    text_label: "Nachricht",
    learns: "Was Sie erfahren, und was nicht",
    learnt: [
        "Niemand erfährt, wer geantwortet hat. Einzelne Antworten bekommen Sie nicht zu sehen.",
        "Gezählt wird nur, wie oft diese Adresse geöffnet wurde: ohne Cookie, ohne Datum und nicht verbunden mit den Antworten.",
    ],
};

const ENGLISH: Words = Words {
    apprentices: "Invite your apprentices",
    others: "Pass this survey on",
    over: "This survey has ended. Thank you for wanting to pass it on.",
    not_yet: "The survey has not begun yet. You can print the poster already.",
    lead: |organisation, survey, duration| {
        format!(
            "The survey “{survey}” is run by: {organisation}. It takes about {duration}, is anonymous and voluntary."
        )
    },
    code: |contact| format!("Answering takes a slip with a code. You get slips from us: {contact}"),
    posters: "Poster",
    where_to: "Hang it where nobody is watched while scanning.",
    a4: "Poster A4 for the wall (PDF)",
    a6: "Poster A6 to lay out (PDF)",
    link: "Link",
    copy: "Copy link",
    copied: "Copied",
    text: "To send on",
    text_label: "Message",
    learns: "What you will learn, and what not",
    learnt: [
        "Nobody learns who has answered. You will not see single answers.",
        "Only how often this address was opened is counted: without a cookie, without a date, and not joined to the answers.",
    ],
};

fn words(locale: Locale) -> &'static Words {
    if locale.is_german() { &GERMAN } else { &ENGLISH }
}

pub fn share_title(page: &SharePage) -> &'static str {
    let words = words(page.locale);
    if page.apprentices { words.apprentices } else { words.others }
}

fn duration(locale: Locale, minutes: u32) -> String {
    let noun = match (locale.is_german(), minutes) {
        (true, 1) => "Minute",
        (true, _) => "Minuten",
        (false, 1) => "minute",
        (false, _) => "minutes",
    };
    format!("{minutes} {noun}")
}

/// In the language and the tone of those who will answer.
fn message(page: &SharePage) -> String {
    let (organisation, survey, link) = (&page.organisation, &page.survey, &page.link);
    let duration = duration(page.spoken, page.minutes);
    match page.spoken {
        Locale::DeDu => format!(
            "Hallo,\n\n{organisation} fragt: {survey}\nDas dauert etwa {duration}, ist anonym und freiwillig. Niemand \
             im Betrieb erfährt, ob und was du geantwortet hast.\n\n{link}\n"
        ),
        Locale::DeSie | Locale::DeEinfach => format!(
            "Guten Tag,\n\n{organisation} fragt: {survey}\nDas dauert etwa {duration}, ist anonym und freiwillig.\n\n{link}\n"
        ),
        Locale::En | Locale::Tr | Locale::Uk | Locale::Ar => format!(
            "Hello,\n\n{organisation} is running a survey: {survey}\nIt takes about {duration}, is anonymous and \
             voluntary.\n\n{link}\n"
        ),
    }
}

pub fn share_page(page: SharePage) -> impl IntoView {
    let words = words(page.locale);
    let title = share_title(&page);
    if page.over {
        return view! { <h1>{title}</h1> <Notice><p>{words.over}</p></Notice> }.into_any();
    }
    let not_yet = page.not_yet.then(|| view! { <Notice><p>{words.not_yet}</p></Notice> });
    let slips = (words.code)(&page.contact);
    let code = page.needs_code.then(|| view! { <Notice><p>{slips}</p></Notice> });
    let (link, text) = (page.link.clone(), message(&page));
    // With slips, the slip is the way; a link alone leads to the question for its code.
    let pass_on = (!page.needs_code).then(|| {
        view! {
            <section class="flow">
                <h2>{words.link}</h2>
                <CopyLink href=link label=words.copy.to_owned() done=words.copied.to_owned()/>
                <h2>{words.text}</h2>
                <TextArea name="nachricht" label=words.text_label rows=8 value=text locale=page.locale/>
            </section>
        }
    });
    let lead = (words.lead)(&page.organisation, &page.survey, &duration(page.locale, page.minutes));
    let [a4, a6] = page.posters;
    view! {
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        {not_yet}
        {code}
        <section class="flow">
            <h2>{words.posters}</h2>
            <p>{words.where_to}</p>
            <ul class="tasks">
                <li><a href=a4 download>{words.a4}</a></li>
                <li><a href=a6 download>{words.a6}</a></li>
            </ul>
        </section>
        {pass_on}
        <section class="flow">
            <h2>{words.learns}</h2>
            {words.learnt.map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
        </section>
    }
    .into_any()
}
