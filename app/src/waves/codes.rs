//! Codes of a wave: give out, and see in bands how many were used.

use leptos::prelude::*;

use crate::ui::{Actions, Breadcrumb, Button, ErrorSummary, Hidden, Notice, PostForm, TextInput, Typed, Weight};

/// What stands in the form, as typed.
#[derive(Debug, Clone, Default)]
pub struct CodesForm {
    pub firm: String,
    pub occupation: String,
    pub year: String,
    pub count: String,
    /// Drawn anew for each form, so that a form posted twice is one sheet.
    pub sheet: String,
}

pub struct BatchLine {
    pub id: String,
    /// "Muster GmbH · Mechatroniker · 2. Jahr"
    pub name: String,
    /// "24 Codes"
    pub issued: String,
    /// "10 bis 19 benutzt", or why it is not told.
    pub spent: String,
    pub voided: bool,
}

pub struct CodesPage {
    pub slug: String,
    pub title: String,
    pub k: u64,
    pub form: CodesForm,
    /// Why none can be given out.
    pub closed: Option<&'static str>,
    pub batches: Vec<BatchLine>,
    /// Field name and what to do.
    pub problems: Vec<(String, String)>,
}

pub fn codes_page(page: CodesPage) -> impl IntoView {
    let base = format!("/intern/wellen/{}", page.slug);
    let issuing = match page.closed {
        Some(why) => view! { <Notice><p>{why}</p></Notice> }.into_any(),
        None => issuing(&base, page.form, page.k, &page.problems).into_any(),
    };
    let void = page.closed.is_none().then(|| format!("{base}/codes/ungueltig"));
    let rows: Vec<_> = page.batches.into_iter().map(|line| batch(line, void.clone())).collect();
    let batches = if rows.is_empty() {
        view! { <p class="muted">"Noch keine."</p> }.into_any()
    } else {
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! {
        <Breadcrumb trail=vec![(base, page.title)]/>
        <ErrorSummary problems=page.problems.clone()/>
        <h1>"Codes"</h1>
        {issuing}
        <section>
            <h2>"Ausgegeben"</h2>
            {batches}
        </section>
    }
}

fn issuing(base: &str, form: CodesForm, k: u64, problems: &[(String, String)]) -> impl IntoView + use<> {
    let problem = |name: &str| problems.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
    let (of_firm, of_count) = (problem("betrieb"), problem("anzahl"));
    let (of_occupation, of_year) = (problem("beruf"), problem("jahr"));
    view! {
        <section>
            <h2>"Codes ausgeben"</h2>
            <p>"Sie bekommen ein Blatt zum Ausdrucken und Zerschneiden. Lassen Sie die Zettel ziehen, und führen Sie keine Liste: So weiß niemand, wer welchen Code hat."</p>
            <p class="muted">{format!("Betrieb, Beruf und Jahr stehen nur dann neben einer Antwort, wenn dafür mindestens {k} Codes ausgegeben wurden und am Ende mindestens {k} Antworten da sind. Sonst werden sie weggelassen.")}</p>
            <PostForm action=format!("{base}/codes")>
                <Hidden name="blatt" value=form.sheet/>
                <TextInput name="betrieb" label="Betrieb oder Klasse" value=form.firm error=of_firm hint="Zum Beispiel „Muster GmbH“ oder „Berufskolleg, ME 2b“."/>
                <TextInput name="beruf" label="Beruf" value=form.occupation error=of_occupation optional=true/>
                <TextInput name="jahr" label="Ausbildungsjahr" value=form.year error=of_year optional=true/>
                <TextInput name="anzahl" label="Wie viele Codes" value=form.count typed=Typed::Whole unit="Codes" error=of_count/>
                <Actions><Button>"Codes ausgeben"</Button></Actions>
            </PostForm>
        </section>
    }
}

fn batch(line: BatchLine, void: Option<String>) -> impl IntoView {
    let name = line.name.clone();
    let void = void.filter(|_| !line.voided).map(|action| {
        view! {
            <details>
                <summary>"Blatt verloren?"</summary>
                <PostForm action>
                    <Hidden name="blatt" value=line.id/>
                    <p>"Dann gelten seine Codes nicht mehr, soweit sie nicht benutzt sind. Das lässt sich nicht zurücknehmen."</p>
                    <Actions>
                        <Button weight=Weight::Danger>"Für ungültig erklären" <span class="visually-hidden">": " {name}</span></Button>
                    </Actions>
                </PostForm>
            </details>
        }
    });
    view! { <li><h3>{line.name}</h3><p class="meta">{line.issued} " · " {line.spent}</p>{void}</li> }
}
