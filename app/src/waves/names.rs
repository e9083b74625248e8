//! Firms that answered with their name, and the way to take a name away.

use leptos::prelude::*;

use crate::ui::{
    Actions, Breadcrumb, Button, EmptyState, Hidden, LinkButton, Notice, NoticeKind, PostForm, TextInput, Weight,
};

pub struct NamesPage {
    pub slug: String,
    pub title: String,
    /// Fewer answers than these never stand without a name beside some that have one.
    pub k: u64,
    /// Not before the wave has ended.
    pub firms: Option<Vec<NamedFirm>>,
    pub done: Option<Withdrawn>,
}

/// What came of taking a name away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawn {
    /// If it was there.
    Gone,
    /// No firm of this name was invited: it may be written in another way.
    NotInvited,
}

pub struct NamedFirm {
    pub firm: String,
    pub answers: u64,
    pub edition: String,
    /// What was agreed to.
    pub text: String,
}

/// Before a name is gone for good. It stands in the form and not in the address: addresses stay in the browser's history.
pub struct NameRemovalPage {
    pub slug: String,
    pub title: String,
    /// As it was typed or stands in the list.
    pub firm: String,
}

pub fn name_removal_page(page: NameRemovalPage) -> impl IntoView {
    let names = format!("/intern/wellen/{}/namen", page.slug);
    let mut trail = trail(&page.slug, page.title);
    trail.push((names.clone(), "Namen der Betriebe".to_owned()));
    view! {
        <Breadcrumb trail/>
        <h1>"Namen entfernen"</h1>
        <p class="lead">{page.firm.clone()}</p>
        <ul>
            <li>"Die Antwort bleibt, der Name daneben ist danach weg, auch aus der Datei mit den Antworten."</li>
            <li>"Welche Antwort von diesem Betrieb ist, lässt sich danach nicht mehr feststellen. Zurückholen lässt sich der Name nicht."</li>
            <li>"Aus Dateien, die Sie gespeichert haben, entfernen Sie ihn bitte selbst."</li>
        </ul>
        <PostForm action=names.clone()>
            <Hidden name="betrieb" value=page.firm/>
            <Hidden name="bestaetigt" value="1"/>
            <Actions>
                <Button weight=Weight::Danger>"Namen entfernen"</Button>
                <LinkButton href=names weight=Weight::Quiet>"Abbrechen"</LinkButton>
            </Actions>
        </PostForm>
    }
}

fn trail(slug: &str, title: String) -> Vec<(String, String)> {
    vec![("/intern/umfragen".to_owned(), "Umfragen".to_owned()), (format!("/intern/wellen/{slug}"), title)]
}

pub fn names_page(page: NamesPage) -> impl IntoView {
    let trail = trail(&page.slug, page.title);
    let action = format!("/intern/wellen/{}/namen", page.slug);
    let done = page.done.map(|done| {
        let (kind, text) = match done {
            Withdrawn::Gone => (
                NoticeKind::Success,
                "Steht der Name bei einer Antwort, ist er dort jetzt weg. Die Antwort bleibt ohne Namen.",
            ),
            Withdrawn::NotInvited => (
                NoticeKind::Warning,
                "Kein Betrieb, der eingeladen ist, heißt oder hieß so. Schreiben Sie den Namen wie in der Einladung.",
            ),
        };
        view! { <Notice kind said=true><p>{text}</p></Notice> }
    });
    let (list, texts) = match page.firms {
        None => {
            let why =
                "Wer mit Namen geantwortet hat, sehen Sie, wenn die Welle beendet ist und die Antworten gemischt sind.";
            (view! { <Notice><p>{why}</p></Notice> }.into_any(), None)
        }
        Some(firms) if firms.is_empty() => {
            let text = "Niemand hat mit Namen geantwortet, oder die Namen sind nicht mehr gespeichert.";
            (view! { <EmptyState title="Keine Namen" text/> }.into_any(), None)
        }
        Some(firms) => {
            let texts = texts(&firms);
            (list(&action, firms).into_any(), Some(texts))
        }
    };
    let k = page.k;
    view! {
        <Breadcrumb trail/>
        <h1>"Namen der Betriebe"</h1>
        {done}
        <p class="lead">"Der Name steht nur bei Antworten, deren Absender am Anfang zugestimmt hat. Geben Sie ihn nicht weiter."</p>
        <p>"Stehen weniger als " {k} " Antworten ohne Namen da, nehmen wir zufällig weitere Namen weg. Sonst wäre durch Abzählen zu erkennen, wer ohne Namen geantwortet hat."</p>
        {list}
        <section class="flow">
            <h2>"Ein Betrieb hat widerrufen"</h2>
            <PostForm action>
                <p>"Wenn Sie den Namen entfernen, lässt sich nicht mehr feststellen, welche Antwort von diesem Betrieb ist."</p>
                <TextInput name="betrieb" label="Name des Betriebs" hint="Wie in der Einladung. Groß oder klein ist gleich."/>
                <Actions><Button weight=Weight::Secondary>"Namen entfernen"</Button></Actions>
            </PostForm>
        </section>
        {texts}
    }
}

fn list(action: &str, firms: Vec<NamedFirm>) -> impl IntoView + use<> {
    let rows = firms.into_iter().map(|named| {
        let firm = named.firm;
        view! {
            <tr>
                <th scope="row">{firm.clone()}</th>
                <td class="num">{named.answers}</td>
                <td>{named.edition}</td>
                <td>
                    <form method="post" action=action.to_owned()>
                        <Hidden name="betrieb" value=firm.clone()/>
                        <Button weight=Weight::Quiet>"Namen entfernen" <span class="visually-hidden">": " {firm}</span></Button>
                    </form>
                </td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label="Betriebe, die mit Namen geantwortet haben">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Betrieb"</th>
                        <th scope="col" class="num">"Antworten"</th>
                        <th scope="col">"Fassung der Einwilligung"</th>
                        <th scope="col"><span class="visually-hidden">"Entfernen"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What was agreed to, once per edition.
fn texts(firms: &[NamedFirm]) -> impl IntoView + use<> {
    let mut editions: Vec<(&str, &str)> =
        firms.iter().map(|named| (named.edition.as_str(), named.text.as_str())).collect();
    editions.sort_unstable();
    editions.dedup();
    let texts = editions.into_iter().map(|(edition, text)| {
        let lines: Vec<_> = text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
        view! { <details><summary>{format!("Fassung {edition}")}</summary><div class="flow">{lines}</div></details> }
    });
    let texts: Vec<_> = texts.collect();
    view! {
        <section class="flow">
            <h2>"Wozu sie zugestimmt haben"</h2>
            {texts}
        </section>
    }
}
