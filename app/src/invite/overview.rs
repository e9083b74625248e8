//! The mails of a wave: what has gone out, what comes next, and whom else to invite.

use domain::format;
use leptos::prelude::*;

use super::reminders::{Reminders, all_are_reminded};
use crate::ui::{
    Actions, Breadcrumb, Button, DefinitionList, EmptyState, Entry, ErrorSummary, LinkButton, Notice, NoticeKind,
    PostForm, Select, StatTile, Stats, TextArea, TextInput, Typed, Weight,
};

pub struct InvitePage {
    pub wave: String,
    pub title: String,
    /// Who may answer, and what that means for whoever does.
    pub access: String,
    /// Why nothing can be sent at all: what to do.
    pub not_set_up: Option<String>,
    /// The mail server does not take mails at present.
    pub trouble: Option<String>,
    pub stopped: bool,
    pub is_open: bool,
    pub invited: usize,
    /// "Erinnerung, 8. Oktober 2026" and how many.
    pub sent: Vec<(String, String)>,
    pub next: Option<NextMail>,
    /// Firm, address and why.
    pub failed: Vec<(String, String)>,
    pub filter: InviteFilter,
    pub kreise: Vec<String>,
    pub branches: Vec<String>,
    pub sizes: Vec<String>,
    pub candidates: Vec<Candidate>,
    /// Contacts there are at all.
    pub contacts: usize,
    pub closes: String,
    pub note_de: String,
    pub note_en: String,
    pub problems: Vec<(String, String)>,
    pub done: Option<String>,
    pub reminders: Reminders,
}

pub struct NextMail {
    /// "8. Oktober 2026"
    pub day: String,
    /// "Erinnerung an höchstens 312 Kontakte"
    pub what: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InviteFilter {
    pub text: String,
    pub kreis: String,
    pub branch: String,
    pub size: String,
}

pub struct Candidate {
    pub id: String,
    pub firm: String,
    pub person: String,
    pub email: String,
    pub about: String,
    pub chosen: bool,
}

impl InvitePage {
    fn problem(&self, field: &str) -> Option<String> {
        self.problems.iter().find(|(name, _)| name == field).map(|(_, text)| text.clone())
    }
}

pub fn invite_page(page: InvitePage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.wave);
    let trail = vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (base.clone(), page.title.clone())];
    view! {
        <Breadcrumb trail/>
        <h1>"Einladen"</h1>
        {notices(&page)}
        <p><strong>"Zugang: "</strong>{page.access.clone()}</p>
        {all_are_reminded(page.reminders, &base)}
        <ErrorSummary problems=page.problems.clone()/>
        {(page.invited > 0).then(|| state(&page, &base))}
        {choose(page, &base)}
    }
}

fn notices(page: &InvitePage) -> impl IntoView + use<> {
    let warning = |title: &'static str, text: String| {
        view! { <Notice kind=NoticeKind::Warning title=title><p>{text}</p></Notice> }
    };
    let done =
        page.done.clone().map(|text| view! { <Notice kind=NoticeKind::Success said=true><p>{text}</p></Notice> });
    view! {
        {done}
        {page.not_set_up.clone().map(|text| warning("Mails sind nicht eingerichtet", text))}
        {page.trouble.clone().map(|text| warning("Der Mailserver nimmt gerade nichts an", text))}
        {(!page.is_open).then(|| warning(
            "Die Welle läuft nicht",
            "Mails gehen nur hinaus, solange die Welle geöffnet ist.".to_owned(),
        ))}
    }
}

fn state(page: &InvitePage, base: &str) -> impl IntoView + use<> {
    let next = page.next.as_ref().map_or_else(
        || ("–".to_owned(), "Es ist keine weitere Mail vorgesehen.".to_owned()),
        |next| (next.day.clone(), next.what.clone()),
    );
    let (value, label, meaning) = if page.stopped {
        (
            "weiter",
            "Mails wieder senden",
            "Die Mails sind angehalten. Was inzwischen fällig war, wird nicht nachgeholt.",
        )
    } else {
        ("anhalten", "Mails anhalten", "Solange Sie die Mails anhalten, geht nichts hinaus.")
    };
    let failed = (!page.failed.is_empty()).then(|| {
        let (rows, action) = (page.failed.clone(), format!("{base}/einladen/steuern"));
        view! {
            <section>
                <h2>"Nicht angenommen"</h2>
                <p>"Der Mailserver hat diese Mails abgelehnt. Prüfen Sie die Adressen, oder vermerken Sie die Kontakte als unzustellbar."</p>
                <DefinitionList rows/>
                <PostForm action=action>
                    <Actions><Button weight=Weight::Secondary name="schritt" value="erneut">"Noch einmal versuchen"</Button></Actions>
                </PostForm>
            </section>
        }
    });
    let (sent, invited) = (page.sent.clone(), format::whole(page.invited));
    let (rehearsal, steer) = (format!("{base}/einladen/probelauf"), format!("{base}/einladen/steuern"));
    let has_sent = !sent.is_empty();
    view! {
        <div class="wide">
            <Stats>
                <StatTile label="Eingeladen" value=invited/>
                <StatTile label="Nächste Mail" value=next.0 note=next.1 words=true/>
            </Stats>
        </div>
        <p><a href=rehearsal>"Probelauf: wer bekommt was, und wann?"</a></p>
        {has_sent.then(|| view! {
            <section>
                <h2>"Gesendet"</h2>
                <DefinitionList rows=sent/>
            </section>
        })}
        {failed}
        <PostForm action=steer>
            <p>{meaning}</p>
            <Actions><Button weight=Weight::Secondary name="schritt" value=value>{label}</Button></Actions>
        </PostForm>
    }
}

fn choose(page: InvitePage, base: &str) -> AnyView {
    if page.contacts == 0 {
        return view! {
            <EmptyState
                title="Noch keine Kontakte"
                text="Lesen Sie zuerst eine Tabelle mit Unternehmen und E-Mail-Adressen ein."
            >
                <LinkButton href="/intern/kontakte/import">"CSV einlesen"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let nobody = page.candidates.is_empty();
    let filters = filters(&page, base);
    view! {
        <section class="flow">
            <h2>{if page.invited > 0 { "Weitere einladen" } else { "Wen einladen?" }}</h2>
            {filters}
            {if nobody {
                view! { <p>"Zu dieser Auswahl gibt es niemanden, der noch eingeladen werden kann."</p> }.into_any()
            } else {
                form(page, base).into_any()
            }}
        </section>
    }
    .into_any()
}

fn filters(page: &InvitePage, base: &str) -> impl IntoView + use<> {
    let entries = |names: &[String]| names.iter().map(|name| Entry::new(name, name)).collect::<Vec<_>>();
    let filter = page.filter.clone();
    let (kreise, branches, sizes) = (entries(&page.kreise), entries(&page.branches), entries(&page.sizes));
    view! {
        <form class="filters" method="get" action=format!("{base}/einladen") role="search">
            <TextInput name="q" label="Suche" value=filter.text/>
            <Select name="kreis" label="Kreis" entries=kreise chosen=filter.kreis empty="alle"/>
            <Select name="branche" label="Branche" entries=branches chosen=filter.branch empty="alle"/>
            <Select name="groesse" label="Größe" entries=sizes chosen=filter.size empty="alle"/>
            <Button weight=Weight::Secondary>"Anzeigen"</Button>
        </form>
    }
}

fn form(page: InvitePage, base: &str) -> impl IntoView {
    let (closes, kontakt) = (page.problem("closes"), page.problem("kontakt"));
    let (note_de, note_en) = (page.problem("note_de"), page.problem("note_en"));
    let count = page.candidates.len();
    let label = if count == 1 { "1 Kontakt".to_owned() } else { format!("{} Kontakte", format::whole(count)) };
    view! {
        <PostForm action=format!("{base}/einladen")>
            <fieldset class="field">
                <legend class="legend">{label}</legend>
                <span class="hint">
                    "Wer keine Mails möchte, nicht erreichbar oder schon eingeladen ist, steht nicht hier."
                </span>
                {kontakt.map(|text| view! { <span class="problem" id="kontakt-problem">{text}</span> })}
                {table(page.candidates)}
            </fieldset>
            <TextInput
                name="closes" label="Die Umfrage endet am" typed=Typed::Date value=page.closes error=closes
                hint="Danach richtet sich die letzte Mail, drei Tage vorher. An diesem Tag geht keine mehr hinaus."
            />
            <TextArea
                name="note_de" label="Eigener Absatz, deutsch" rows=4 value=page.note_de optional=true error=note_de
                hint="Steht in jeder Mail nach der Einleitung."
            />
            <TextArea name="note_en" label="Eigener Absatz, englisch" rows=4 value=page.note_en optional=true error=note_en/>
            <Actions><Button name="schritt" value="vorschau">"Mails ansehen"</Button></Actions>
        </PostForm>
    }
}

fn table(candidates: Vec<Candidate>) -> impl IntoView {
    let rows = candidates
        .into_iter()
        .enumerate()
        .map(|(index, candidate)| {
            let id = if index == 0 { "kontakt".to_owned() } else { format!("kontakt-{}", index + 1) };
            view! {
                <tr>
                    <td><input type="checkbox" id=id.clone() name="kontakt" value=candidate.id checked=candidate.chosen/></td>
                    <th scope="row"><label for=id>{candidate.firm}</label></th>
                    <td>{candidate.person}</td>
                    <td>{candidate.email}</td>
                    <td>{candidate.about}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll tall" role="region" tabindex="0" aria-label="Kontakte zur Auswahl">
            <table class="table picks">
                <thead>
                    <tr>
                        <th scope="col">"Einladen"</th>
                        <th scope="col">"Unternehmen"</th>
                        <th scope="col">"Person"</th>
                        <th scope="col">"E-Mail"</th>
                        <th scope="col">"Ort, Branche, Größe"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
